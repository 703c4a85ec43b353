//! The tools of this folder do what the tests of the workshop take for granted.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{Browsers, Line, Setting, key};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A room</title>
<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }</style></head>
<body data-page="join"><main><h1>A room</h1>
<form action="/joined"><label>Name <input id="name" name="name"></label>
<p><button id="join">Join</button></p></form>
<p id="line">no script</p><noscript><p id="without">Without</p></noscript></main>
<script src="/script.js"></script></body></html>"#;

const JOINED: &str = r#"<!doctype html><html lang="en"><head><title>Joined</title></head>
<body data-page="lobby"><main><h1>Lobby</h1>
<p><img src="/elsewhere.png"></p></main></body></html>"#;

const SCRIPT: &str = r#"
const line = document.getElementById("line");
const source = new EventSource("/events");
source.onopen = () => line.textContent = "connected";
source.onerror = () => line.textContent = "lost";
document.addEventListener("freeze", () => document.body.dataset.asleep = "");
document.addEventListener("resume", () => delete document.body.dataset.asleep);
setTimeout(() => document.body.dataset.ready = "", 300);
"#;

/// The bytes of `/long`.
const LONG: usize = 20_000;

/// A server for one page; it ends with the test binary.
fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let long = "x".repeat(LONG);
    let (kind, body) = match path.split('?').next().unwrap_or_default() {
        "/" => ("text/html", PAGE),
        "/joined" => ("text/html", JOINED),
        "/script.js" => ("text/javascript", SCRIPT),
        "/events" => ("text/event-stream", "retry: 100\n\ndata: here\n\n"),
        "/long" => ("text/plain", long.as_str()),
        "/elsewhere.png" => {
            let to = "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/a.png\r\n";
            return write!(stream, "{to}Content-Length: 0\r\nConnection: close\r\n\r\n");
        }
        _ => ("text/plain", ""),
    };
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src * ; \
                  style-src 'unsafe-inline'";
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n")?;
    write!(stream, "Content-Security-Policy: {policy}\r\n\r\n{body}")?;
    if kind == "text/event-stream" {
        // Open until the other side hangs up.
        let _ = stream.read(&mut byte)?;
    }
    Ok(())
}

#[test]
fn a_person_fills_in_presses_waits_and_reads() {
    let Some(browsers) = Browsers::here() else { return };
    let server = server();
    let ana = browsers.phone();
    ana.open(&format!("http://{server}/"));
    ana.wait_for("body[data-ready]");
    assert_eq!(ana.run("return [innerWidth, innerHeight]"), serde_json::json!([360, 740]));
    assert!(!ana.scrolls_sideways());
    ana.axe();
    ana.screenshot("itself");
    ana.fill("#name", "Zoë");
    ana.fill("#name", "Ana");
    assert_eq!(ana.value("#name"), "Ana");
    ana.keys(key::TAB);
    ana.wait_for_focus("#join");
    ana.keys(key::ENTER);
    ana.wait_for("[data-page=lobby]");
    ana.wait_for_url("/joined?name=Ana");
    assert_eq!(ana.text("h1"), "Lobby");
}

#[test]
fn axe_names_a_planted_fault_whatever_the_policy_of_the_page_says() {
    let Some(browsers) = Browsers::here() else { return };
    let server = server();
    let ana = browsers.phone();
    ana.open(&format!("http://{server}/joined"));
    let found = ana.axe_finds();
    if !super::axe::is_here() {
        return;
    }
    let fault = found.iter().find(|fault| fault.starts_with("image-alt: "));
    assert!(fault.is_some_and(|fault| fault.contains("    img")), "{found:#?}");
    ana.run(
        "document.querySelector('main').innerHTML = `<h1>Small</h1>
        <button style='width:9px;height:9px;padding:0' aria-label='a'></button><button
        style='width:9px;height:9px;padding:0' aria-label='b'></button>`",
    );
    let found = ana.axe_finds();
    assert!(found.iter().any(|fault| fault.starts_with("target-size: ")), "{found:#?}");
}

#[test]
fn what_a_page_asks_of_the_network_is_on_record_other_hosts_included() {
    let Some(browsers) = Browsers::here() else { return };
    let server = server();
    let ana = browsers.wall();
    ana.open(&format!("http://{server}/"));
    ana.wait_for_text("#line", "connected");
    ana.with_traffic(|traffic| {
        assert_eq!(traffic.hosts(), [server.to_string()].into());
        let least = (PAGE.len() + SCRIPT.len()) as u64;
        assert!((least..least + 2000).contains(&traffic.bytes()), "{traffic:#?}");
    });
    ana.open(&format!("http://{server}/joined"));
    ana.with_traffic(|traffic| {
        let hosts = [server.to_string(), "elsewhere.example".to_owned()];
        assert_eq!(traffic.hosts(), hosts.into(), "{traffic:#?}");
    });
}

#[test]
fn colours_motion_zoom_and_scripts_are_as_the_person_set_them() {
    let Some(browsers) = Browsers::here() else { return };
    let url = format!("http://{}/", server());
    let ana = browsers.with(Setting::phone().dark().still().without_script());
    ana.open(&url);
    let likes = "return ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)']
        .map(query => matchMedia(query).matches)";
    assert_eq!(ana.run(likes), serde_json::json!([true, true]));
    assert_eq!(ana.text("#line"), "no script");
    assert!(ana.sees("#without"));
    ana.axe();
    ana.fill("#name", "Ana");
    ana.press("#join");
    ana.wait_for("[data-page=lobby]");
    ana.change_to(Setting::wall().zoomed(2.0));
    ana.open(&url);
    assert_eq!(ana.run(likes), serde_json::json!([false, false]));
    assert_eq!(ana.run("return [innerWidth, devicePixelRatio]"), serde_json::json!([640, 2]));
}

#[test]
fn a_person_loses_the_line_and_has_it_back() {
    let Some(browsers) = Browsers::here() else { return };
    let line = Line::to(server());
    let ana = browsers.phone();
    let url = line.through("http://room.example/");
    ana.open(&url);
    for _ in 0..2 {
        ana.wait_for_text("#line", "connected");
        line.cut();
        ana.wait_for_text("#line", "lost");
        assert!(ana.try_to_open(&url).is_err(), "a cut line lets nobody through");
        line.mend();
        ana.open(&url);
    }
    ana.wait_for_text("#line", "connected");
    line.cut();
    ana.wait_for_text("#line", "lost");
    line.mend();
    ana.wait_for_text("#line", "connected");
}

#[test]
fn several_people_have_cookies_of_their_own_and_a_phone_sleeps_alone() {
    let Some(browsers) = Browsers::here() else { return };
    let url = format!("http://{}/", server());
    let people = [browsers.phone(), browsers.narrow(), browsers.wall()];
    for (number, person) in people.iter().enumerate() {
        person.open(&url);
        person.run(&format!("document.cookie = 'seat={number}'"));
    }
    people[0].fall_asleep();
    people[0].wait_for("[data-asleep]");
    for (number, person) in people.iter().enumerate() {
        assert_eq!(person.run("return document.cookie"), format!("seat={number}"));
        assert_eq!(person.sees("[data-asleep]"), number == 0);
    }
    people[0].wake();
    people[0].wait_until_gone("[data-asleep]");
    assert!(!people[1].scrolls_sideways());
    people[1].run("document.querySelector('h1').style.width = '400px'");
    assert!(people[1].scrolls_sideways());
}

/// Reads the long text over this line.
fn read_long(line: &Line) -> std::io::Result<usize> {
    let mut stream = TcpStream::connect(line.address())?;
    write!(stream, "GET /long HTTP/1.1\r\n\r\n")?;
    let mut body = Vec::new();
    stream.read_to_end(&mut body)?;
    let head = body.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
    Ok(body.len() - head)
}

#[test]
fn a_line_can_be_slow_or_dead_and_is_mended() {
    let line = Line::to(server());
    assert_eq!(read_long(&line).unwrap(), LONG);
    line.slow(40_000, Duration::from_millis(10));
    let start = Instant::now();
    assert_eq!(read_long(&line).unwrap(), LONG);
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
    line.mend();
    line.stall();
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| read_long(&line));
        while line.connections() == 0 {
            std::thread::sleep(super::BLINK);
        }
        assert!(!reading.is_finished());
        line.mend();
        assert_eq!(reading.join().unwrap().unwrap(), LONG);
    });
    line.cut();
    assert!(read_long(&line).map_or(true, |count| count == 0));
}

/// Whether a process has this on its command line.
fn is_running(mark: &str) -> bool {
    let list = Command::new("ps").args(["-Awwo", "args"]).output().unwrap();
    String::from_utf8_lossy(&list.stdout).contains(mark)
}

#[test]
fn a_failed_test_says_what_the_page_said_and_leaves_no_process_behind() {
    let Some(browsers) = Browsers::here() else { return };
    let mark = browsers.home().to_str().unwrap().to_owned();
    let url = format!("http://{}/", server());
    let failure = catch_unwind(AssertUnwindSafe(|| {
        let browsers = browsers;
        let ana = browsers.phone();
        ana.open(&url);
        assert!(is_running(&mark));
        ana.fail("did not see the lobby");
    }));
    let failure = failure.unwrap_err();
    let said = failure.downcast_ref::<String>().unwrap();
    assert!(said.contains("did not see the lobby") && said.contains("A room"), "{said}");
    let start = Instant::now();
    while is_running(&mark) {
        assert!(start.elapsed() < super::PATIENCE, "Chromium is still there");
        std::thread::sleep(super::BLINK);
    }
}
