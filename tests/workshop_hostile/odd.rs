//! Requests that no page of ours makes: odd paths, methods, origins, forms and numbers.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::{ANSWER, Reply, Scene, assert_guarded, assert_refused};

/// What the server answers to these very bytes.
fn raw(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    // A reset after the answer is an end, too.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_path_leads_out_of_the_pages() {
    let mut scene = Scene::new().await;
    let address = scene.workshop.room().address();
    let code = scene.workshop.room().code;
    let mut paths: Vec<String> = [
        "/assets/../../data/hotseat.db",
        "/assets/..%2f..%2fdata%2fhotseat.db",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%2e%2e%2fCargo.toml",
        "/assets/..\\..\\etc\\passwd",
        "/assets//etc/passwd",
        "//etc/passwd",
        "/assets/%00",
        "/assets/app.js%00.png",
        "/%00",
        "/assets/",
        "/assets",
        "/../../../../etc/passwd",
        "/r/",
        "/r/..",
        "/r/../../etc/passwd",
        "/r/%2e%2e/events",
        "/r/%00",
        "/r/%ff%fe",
        "/f/",
        "/f/%2e%2e/wall",
        "/data/hotseat.db",
        "/hotseat.db",
        "/.git/config",
        "/%E0%A4%A",
        "/r/ABCDE/../../f",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.extend([
        format!("/r/{code}/../../f/{code}"),
        format!("/f/{code}/..;/export.json"),
        format!("/r/{code}%2fevents"),
        format!("/r/{}", "A".repeat(20_000)),
    ]);
    for path in &paths {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        let answer = tokio::task::block_in_place(|| raw(&address, request.as_bytes()));
        let first = answer.lines().next().unwrap_or_default();
        assert!(first.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        for secret in ["root:", "SQLite format", "[package]", "Ann", "facilitator_"] {
            assert!(!answer.contains(secret), "{path}: {answer}");
        }
    }
    let nul = format!("GET /r/\0 HTTP/1.1\r\nHost: {address}\r\n\r\n");
    for request in [
        nul.as_bytes(),
        b"\0\0\0\0\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = tokio::task::block_in_place(|| raw(&address, request));
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_methods_are_refused_and_every_answer_is_guarded() {
    let mut scene = Scene::new().await;
    let (room, console) = (scene.ann.room.clone(), scene.facilitator.console.clone());
    let paths = [
        room.clone(),
        format!("{room}/join"),
        format!("{room}/answer"),
        format!("{room}/events"),
        format!("{room}/report"),
        format!("{console}/do"),
        format!("{console}/export.json"),
        "/".to_owned(),
    ];
    for path in &paths {
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"] {
            let reply = Reply::of(scene.ann.browser.request(method, path)).await.unwrap();
            assert!((403..=405).contains(&reply.status), "{method} {path}: {reply:#?}");
            assert_guarded(&reply);
        }
    }
    for path in ["join", "answer", "draft", "vote", "probe", "consent"] {
        // A link can do nothing.
        let reply =
            scene.ann.get(&format!("{path}?question=plan&after=0&text=x&name=x")).await.unwrap();
        assert_eq!(reply.status, 405, "{path}: {reply:#?}");
        assert_guarded(&reply);
    }
    let reply = scene.facilitator.get("do?act=next&step=0").await.unwrap();
    assert_eq!(reply.status, 405, "{reply:#?}");
    assert_eq!(scene.facilitator.phase().await, "lobby");
    for path in
        ["/", "/nothing", "/r/AAAAA", "/f/AAAAA", "/join?code=AAAAA", "/favicon.ico", "/assets/x"]
    {
        assert_guarded(&scene.ann.browser.get(path).await.unwrap());
    }
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_another_site_does_nothing() {
    let mut scene = Scene::new().await;
    scene.facilitator.leads_to("answering:plan").await;
    let address = scene.workshop.room().address();
    let ours = format!("http://{address}");
    let other = [
        ("origin", "http://example.org".to_owned()),
        ("origin", "null".to_owned()),
        ("origin", format!("http://{address}.example.org")),
        ("origin", "http://127.0.0.1:1".to_owned()),
        ("origin", String::new()),
        ("sec-fetch-site", "cross-site".to_owned()),
        ("sec-fetch-site", "same-site".to_owned()),
    ];
    for (header, value) in &other {
        let path = format!("{}/answer", scene.ann.room);
        let request = scene.ann.browser.request("POST", &path).header(*header, value);
        let form = [("question", "plan"), ("after", "0"), ("text", "Made elsewhere.")];
        let reply = Reply::of(request.form(&form)).await.unwrap();
        assert_eq!(reply.status, 403, "{header}: {value}: {reply:#?}");
        assert_guarded(&reply);
        let path = format!("{}/do", scene.facilitator.console);
        let request = scene.facilitator.browser.request("POST", &path).header(*header, value);
        let reply = Reply::of(request.form(&[("act", "next")])).await.unwrap();
        assert_eq!(reply.status, 403, "{header}: {value}: {reply:#?}");
    }
    // What the browser says of itself counts more than an origin.
    let request = scene.ann.browser.request("POST", &format!("{}/draft", scene.ann.room));
    let request = request.header("sec-fetch-site", "cross-site").header("origin", &ours);
    let reply = Reply::of(request.form(&[("slot", "plan"), ("text", "Made elsewhere.")])).await;
    assert_eq!(reply.unwrap().status, 403);
    assert_eq!(scene.facilitator.phase().await, "answering:plan");
    assert!(!scene.ann.page().await.unwrap().body.contains("Made elsewhere."));
    // No other site may read, either.
    let request = scene.ann.browser.request("GET", &scene.ann.room);
    let reply = Reply::of(request.header("origin", "http://example.org")).await.unwrap();
    assert!(!reply.headers.contains_key("access-control-allow-origin"), "{reply:#?}");
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_none_is_refused() {
    let mut scene = Scene::new().await;
    scene.facilitator.leads_to("answering:plan").await;
    let form = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=x";
    let bodies: [(&str, &[u8]); 9] = [
        (form, b""),
        (form, b"question=plan"),
        (form, b"question=plan&after=0"),
        (form, b"\xff\xfe\0\0"),
        (form, b"&&&===&&%"),
        (multipart, b"--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n"),
        (multipart, b"--y--"),
        ("application/json", br#"{"question":"plan","after":0,"text":"x"}"#),
        ("text/plain", b"question"),
    ];
    for (kind, body) in bodies {
        for path in ["answer", "probe", "draft", "vote"] {
            let path = format!("{}/{path}", scene.ann.room);
            let request = scene.ann.browser.request("POST", &path).header("content-type", kind);
            let reply = Reply::of(request.body(body.to_vec())).await.unwrap();
            assert_refused(&reply);
        }
        let path = format!("{}/do", scene.facilitator.console);
        let request = scene.facilitator.browser.request("POST", &path).header("content-type", kind);
        assert_refused(&Reply::of(request.body(body.to_vec())).await.unwrap());
    }
    // Bytes that are no UTF-8 may be refused or replaced, but not kept, and not passed on.
    let path = format!("{}/answer", scene.ann.room);
    let request = scene.ann.browser.request("POST", &path).header("content-type", form);
    let body = b"question=plan&after=0&text=I+knead+%ff%fe%00+the+dough+%ed%a0%80".to_vec();
    let reply = Reply::of(request.body(body)).await.unwrap();
    assert!(matches!(reply.status, 303 | 400), "{reply:#?}");
    scene.goes_on().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_and_ids_that_are_none_are_refused() {
    let mut scene = Scene::new().await;
    scene.facilitator.leads_to("answering:plan").await;
    let huge = "9".repeat(1_000);
    for after in ["-1", "4294967296", "1.5", "1e3", "NaN", "", &huge] {
        let fields = [("question", "plan"), ("after", after), ("text", ANSWER)];
        assert_refused(&scene.ann.send("answer", &fields).await.unwrap());
    }
    // More than was ever handed in claims a page that was never made.
    let reply = scene.ann.answer("plan", u32::MAX, ANSWER).await.unwrap();
    assert!(matches!(reply.status, 200 | 409), "{reply:#?}");
    // Others go on, since one seat may not send as much.
    let ben = scene.mallory().await;
    for question in ["", "nothing", "Plan", "plan/../flour", "plan\0", "flour", &huge] {
        assert_refused(&ben.answer(question, 0, ANSWER).await.unwrap());
        assert_refused(&ben.probe(question, "dough", 0, ANSWER).await.unwrap());
        let choice = [("question", question), ("choice", "0")];
        assert_refused(&ben.send("vote", &choice).await.unwrap());
    }
    let cleo = scene.mallory().await;
    for criterion in ["", "nothing", "dough", "../dough"] {
        assert_refused(&cleo.probe("plan", criterion, 0, ANSWER).await.unwrap());
    }
    for choice in ["-1", "0", "7", &huge] {
        let fields = [("question", "plan"), ("choice", choice)];
        assert_refused(&cleo.send("vote", &fields).await.unwrap());
    }
    assert_eq!(cleo.pick("flour", 0, "rye").await.unwrap().status, 409, "not asked yet");
    for (act, fields) in [
        ("", &[][..]),
        ("explode", &[]),
        ("go", &[("to", "answering:nothing")]),
        ("go", &[("to", "../report")]),
        ("go", &[("to", "probe:plan:nothing")]),
        ("timer", &[("minutes", "0")]),
        ("timer", &[("minutes", "99999999999")]),
        ("hide", &[("seat", "99"), ("question", "plan")]),
        ("hide", &[("seat", "1"), ("question", "nothing")]),
        ("remove", &[("seat", "99")]),
        ("rename", &[("seat", "99"), ("name", "x")]),
        ("erase", &[]),
        ("next", &[("step", "-1")]),
    ] {
        assert_refused(&scene.facilitator.acts(act, fields).await.unwrap());
    }
    scene.goes_on().await;
    // A page from before the room moved does not move it again.
    // The version counts results, too, and one may still be on its way.
    let stands = |mut state: serde_json::Value| {
        state.as_object_mut().unwrap().remove("version");
        state
    };
    let before = stands(scene.facilitator.state().await.unwrap());
    for act in ["next", "back", "go"] {
        for step in ["0", "1", "4000000000"] {
            let fields = [("step", step), ("to", "report")];
            let reply = scene.facilitator.acts(act, &fields).await.unwrap();
            assert_eq!(reply.status, 409, "{act} {step}: {reply:#?}");
        }
    }
    assert_eq!(stands(scene.facilitator.state().await.unwrap()), before);
    scene.facilitator.leads_to("answering:flour").await;
    for option in ["", "nothing", "rye/../sand"] {
        assert_refused(&scene.ann.pick("flour", 0, option).await.unwrap());
    }
    assert_eq!(scene.ann.pick("flour", 0, "rye").await.unwrap().status, 200);
    assert!(!scene.workshop.said().contains("panicked"), "{}", scene.workshop.said());
}
