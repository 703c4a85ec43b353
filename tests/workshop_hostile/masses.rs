//! Too much of it: bodies, people, connections.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::{Participant, Scene, assert_guarded};

const MEGABYTE: usize = 1024 * 1024;

/// Sends a form with a body of 100 MB until the server has answered, and gives the answer's first
/// line and how much was sent.
fn pour(address: &str, head: &str, chunk: &[u8]) -> (String, usize) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut sent = 0;
    while sent < 100 * MEGABYTE {
        match stream.write(chunk) {
            Ok(0) | Err(_) => break,
            Ok(count) => sent += count,
        }
        // Whoever is told no stops writing, as a browser does.
        stream.set_nonblocking(true).unwrap();
        let is_answered = stream.peek(&mut [0]).is_ok();
        stream.set_nonblocking(false).unwrap();
        if is_answered {
            break;
        }
    }
    let mut answer = vec![0; 4096];
    let count = stream.read(&mut answer).unwrap_or(0);
    let answer = String::from_utf8_lossy(&answer[..count]).into_owned();
    (answer.lines().next().unwrap_or_default().to_owned(), sent)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_a_hundred_megabytes_is_refused_unread() {
    let mut scene = Scene::new().await;
    scene.facilitator.leads_to("answering:plan").await;
    scene.goes_on().await;
    let reply = scene.stranger().join("Eve").await.unwrap();
    let cookie = reply.header("set-cookie").split_once(';').unwrap().0.to_owned();
    let (address, room) = (scene.workshop.room().address(), scene.ann.room.clone());
    #[cfg(target_os = "linux")]
    let before = scene.workshop.peak_memory();
    for path in ["answer", "draft", "join"] {
        let common = format!(
            "POST {room}/{path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n"
        );
        let head = format!("{common}Content-Length: {}\r\n\r\nquestion=plan&text=", 100 * MEGABYTE);
        let chunked = format!("{common}Transfer-Encoding: chunked\r\n\r\n");
        let piece = vec![b'x'; 64 * 1024];
        let of_chunks = [b"10000\r\n".as_slice(), &piece, b"\r\n"].concat();
        for (head, piece) in [(head, piece), (chunked, of_chunks)] {
            let (first, sent) = tokio::task::block_in_place(|| pour(&address, &head, &piece));
            // One who is seated already is sent on instead, and the body is not read either.
            let is_answered = first.contains(" 413 ") || path == "join" && first.contains(" 303 ");
            // The connection may also be reset before the answer is read; sockets hold a few MB.
            assert!(is_answered || first.is_empty(), "{path}: {first}");
            assert!(sent < 32 * MEGABYTE, "{path}: {sent} bytes were read");
        }
    }
    #[cfg(target_os = "linux")]
    {
        let grown = scene.workshop.peak_memory().saturating_sub(before);
        assert!(grown < 16 * 1024, "{grown} kB");
    }
    let long = "x".repeat(257 * 1024);
    assert_eq!(scene.ann.draft("plan", &long).await.unwrap().status, 413);
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_joins_fill_the_room_and_no_more() {
    let mut scene = Scene::with(&["--capacity", "50"]).await;
    scene.facilitator.leads_to("brief").await;
    let senders: Vec<_> = (0..20)
        .map(|sender| {
            let door = scene.stranger();
            tokio::spawn(async move {
                let (mut seated, mut refused) = (0, 0);
                let path = format!("{}/join", door.room);
                for number in 0..500 {
                    let name = format!("Bot {sender}-{number}");
                    // A browser of its own would keep a cookie and be seated but once.
                    let request = door.browser.request("POST", &path).header("cookie", "a=b");
                    let request = request.header("accept", "application/json");
                    let reply = super::Reply::of(request.form(&[("name", &name)])).await.unwrap();
                    match reply.status {
                        200 => seated += 1,
                        409 | 429 => refused += 1,
                        _ => panic!("{reply:#?}"),
                    }
                }
                (seated, refused)
            })
        })
        .collect();
    let (mut seated, mut refused) = (0, 0);
    for sender in senders {
        let (own_seated, own_refused) = sender.await.unwrap();
        (seated, refused) = (seated + own_seated, refused + own_refused);
    }
    assert_eq!((seated, refused), (49, 9_951), "Ann has a seat already");
    assert_eq!(scene.facilitator.state().await.unwrap()["people"], 50);
    scene.goes_on().await;
    // Whoever was to come is let in when one of them is removed.
    let export = scene.facilitator.document().await.unwrap();
    let bot = export["seats"].as_array().unwrap().last().unwrap()["seat"].to_string();
    assert_eq!(scene.facilitator.acts("remove", &[("seat", &bot)]).await.unwrap().status, 200);
    let ben = scene.stranger();
    let reply = loop {
        let reply = ben.join("Ben").await.unwrap();
        if reply.status != 429 {
            break reply;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!(reply.status, 200, "{reply:#?}");
    assert_eq!(scene.facilitator.acts("lock", &[]).await.unwrap().status, 200);
    let late = scene.stranger().join("Late").await.unwrap();
    assert!(matches!(late.status, 409 | 429), "{late:#?}");
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_say_nothing_or_half_of_it_hold_nobody_up() {
    let mut scene = Scene::new().await;
    let address = scene.workshop.room().address();
    let room = scene.ann.room.clone();
    let halves = [
        String::new(),
        "GET /r".to_owned(),
        format!("GET {room} HTTP/1.1\r\nHost: {address}\r\nX-Slow: "),
        format!(
            "POST {room}/join HTTP/1.1\r\nHost: {address}\r\nContent-Length: 1000\r\n\r\nname="
        ),
    ];
    let mut open = Vec::new();
    for half in halves.iter().cycle().take(400) {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.write_all(half.as_bytes()).unwrap();
        open.push(stream);
    }
    scene.goes_on().await;
    // Listeners that never read.
    for _ in 0..100 {
        let mut stream = TcpStream::connect(&address).unwrap();
        let asked = format!("GET {room}/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(asked.as_bytes()).unwrap();
        open.push(stream);
    }
    scene.goes_on().await;
    let people: Vec<Participant> = (0..20).map(|_| scene.stranger()).collect();
    for person in &people {
        assert!(person.join("Somebody").await.unwrap().is_done());
    }
    scene.goes_on().await;
    // They hold up the end no longer than a moment either.
    let status = tokio::task::block_in_place(|| scene.workshop.stop("TERM"));
    assert_eq!(status.code(), Some(0), "{}", scene.workshop.said());
    drop(open);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_nothing_in_time_is_let_go() {
    let mut scene = Scene::new().await;
    let address = scene.workshop.room().address();
    for half in ["", "GET / HTTP/1.1\r\nX-Slow: "] {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream.write_all(half.as_bytes()).unwrap();
        let mut said = Vec::new();
        // Either end is right; a read that runs out of time is not.
        match tokio::task::block_in_place(|| stream.read_to_end(&mut said)) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{half}"),
        }
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_seat_cannot_write_without_end() {
    let mut scene = Scene::new().await;
    let mallory = scene.mallory().await;
    scene.facilitator.leads_to("answering:plan").await;
    let mut refused = 0;
    for number in 0..100 {
        let reply = mallory.draft("plan", &format!("Draft {number}")).await.unwrap();
        if reply.status == 429 {
            assert_guarded(&reply);
            refused += 1;
        }
    }
    assert!(refused > 0, "100 drafts at once are not slowed down");
    scene.goes_on().await;
}
