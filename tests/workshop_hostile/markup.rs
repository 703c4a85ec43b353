//! Names and answers that want to be script, markup, a terminal's commands or a spreadsheet's.

use super::{Reply, Scene, assert_guarded, assert_refused};

/// Markup, each with a word of its own by which it is found.
const MARKUP: &[&str] = &[
    "<script>alert('xa')</script>",
    "\"><img src=x onerror=alert('xb')>",
    "'-alert('xc')-'",
    "</textarea></title><svg onload=alert('xd')>",
    "<!--<iframe srcdoc='xe'>",
    "[xf](javascript:alert(1)) ![xf](http://example.org/a.png) <xf@b.c>",
    "&lt;b&gt;xg&#60;b&#62;",
];

const CONTROLS: &str =
    "red\u{1b}[31m\u{1b}]0;title\u{7} nul\0 bell\u{7} back\u{8} rtl\u{202e}abc\u{2066} csi\u{9b}2J";

/// Nothing that was typed is a tag, an attribute or a control sequence.
fn assert_escaped(what: &str, page: &Reply) {
    assert_guarded(page);
    assert_eq!(page.status, 200, "{what}: {page:#?}");
    for tag in ["<script>alert", "<img src=x", "<svg onload", "<iframe srcdoc"] {
        assert!(!page.body.contains(tag), "{what} has {tag}: {}", page.body);
    }
    let links = ["=\"http://example.org", "=\"javascript:"];
    assert!(!links.iter().any(|link| page.body.contains(link)), "{what} links elsewhere");
    assert_no_controls(what, page);
    assert!(
        !page.body.contains("&#60;b&#62;") && !page.body.contains("<b>xg"),
        "{what}: unescaped twice"
    );
    for line in page.body.split("<script").skip(1) {
        let tag = line.split_once('>').unwrap().0;
        assert!(tag.contains("src=\"/assets/"), "{what} has a script of its own: <script{tag}>");
    }
    // Names of attributes, without their values.
    let tags = page.body.split('<').skip(1).filter_map(|part| part.split_once('>'));
    for (tag, _) in tags {
        let names: String = tag.split('"').step_by(2).collect();
        for attribute in [" on", " style=", "srcdoc", "formaction"] {
            assert!(!names.contains(attribute), "{what}: <{tag}>");
        }
    }
}

fn assert_no_controls(what: &str, page: &Reply) {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    let at = page.body.find(steers);
    assert_eq!(
        at,
        None,
        "{what} has a control character: {:?}",
        at.map(|at| &page.body[at..at + 2])
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_type_is_text_on_every_page_and_in_every_export() {
    let mut scene = Scene::new().await;
    let mut people = Vec::new();
    for name in MARKUP.iter().chain([&"red\u{1b}[31m\0\u{202e}"]) {
        let name: String = name.chars().take(40).collect();
        let person = scene.stranger();
        let reply = person.send("join", &[("name", &name), ("show_name", "on")]).await.unwrap();
        assert!(reply.is_done(), "{reply:#?}");
        people.push(person);
    }
    let mut seen: Vec<(String, Reply)> = Vec::new();
    for place in [
        "lobby",
        "brief",
        "answering:plan",
        "reveal:plan",
        "probe",
        "vote",
        "discussion:plan",
        "report",
    ] {
        match place {
            "probe" => {
                let to = [("to", "probe:plan:dough")];
                assert_eq!(scene.facilitator.moves("go", &to).await, "probe:plan:dough");
            }
            "vote" => {
                assert_eq!(scene.facilitator.moves("next", &[]).await, "reveal:plan");
                assert_eq!(
                    scene.facilitator.moves("go", &[("to", "vote:plan")]).await,
                    "vote:plan"
                );
            }
            place => scene.facilitator.leads_to(place).await,
        }
        for (at, person) in people.iter().enumerate() {
            let typed = MARKUP.get(at).copied().unwrap_or(CONTROLS);
            let text = format!("I knead the dough, {typed}, and the dough {typed} rests.\n{typed}");
            match place {
                "answering:plan" => {
                    assert_eq!(person.draft("plan", &text).await.unwrap().status, 200);
                    seen.push(("draft".to_owned(), person.page().await.unwrap()));
                    assert_eq!(person.answer("plan", 0, &text).await.unwrap().status, 200);
                }
                "probe" => {
                    let reply = person.probe("plan", "dough", 0, &text).await.unwrap();
                    assert_eq!(reply.status, 200, "{reply:#?}");
                }
                _ => {}
            }
            seen.push((format!("{place} of {at}"), person.page().await.unwrap()));
        }
        for page in ["", "/wall", "/report", "/export.html"] {
            let path = format!("{}{page}", scene.facilitator.console);
            let reply = scene.facilitator.browser.get(&path).await.unwrap();
            seen.push((format!("{place}: {path}"), reply));
        }
    }
    for person in &people {
        seen.push(("report".to_owned(), person.get("report").await.unwrap()));
        seen.push(("download".to_owned(), person.get("report?download=1").await.unwrap()));
    }
    for (what, page) in &seen {
        assert_escaped(what, page);
    }
    let texts = ["xa", "xb", "xc", "xd", "xe", "xf", "xg"];
    let report = scene.facilitator.get("report").await.unwrap();
    let console = scene.facilitator.browser.get(&scene.facilitator.console).await.unwrap();
    let sheet = scene.facilitator.get("export.csv").await.unwrap();
    assert_eq!(sheet.header("content-type"), "text/csv; charset=utf-8");
    for text in texts {
        assert!(sheet.body.contains(text), "nothing is dropped from the sheet: {text}");
    }
    assert!(console.body.contains("&lt;script&gt;") && report.status == 200, "{console:#?}");
    assert_no_controls("csv", &sheet);
    assert_guarded(&sheet);
    // An error page shows what was typed, too.
    let long = format!("{}{}", MARKUP[0], "x".repeat(100));
    let path = format!("{}/join", scene.ann.room);
    let reply = scene.stranger().browser.submit(&path, &[("name", &long)]).await.unwrap();
    assert_refused(&reply);
    assert_escaped("refused join", &Reply { status: 200, ..reply });
    let reply = scene.ann.browser.get("/join?code=%3Cscript%3Ealert(1)").await.unwrap();
    assert!(reply.status == 404 && !reply.body.contains("<script>alert"), "{reply:#?}");
    assert!(scene.workshop.is_running());
    assert!(!scene.workshop.said().contains('\u{1b}'), "{}", scene.workshop.said());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cell_of_the_sheet_is_run_by_a_spreadsheet() {
    let mut scene = Scene::new().await;
    let formulas = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "=HYPERLINK(\"http://x\",\"y\")",
        "=cmd|' /C calc'!A0",
    ];
    let mut people = Vec::new();
    for formula in formulas {
        let person = scene.stranger();
        assert!(person.join(formula).await.unwrap().is_done());
        people.push(person);
    }
    scene.facilitator.leads_to("answering:plan").await;
    for (person, formula) in people.iter().zip(formulas) {
        assert_eq!(person.answer("plan", 0, formula).await.unwrap().status, 200);
    }
    let sheet = scene.facilitator.get("export.csv").await.unwrap();
    let mut rows = 0;
    for record in csv::Reader::from_reader(sheet.body.as_bytes()).records() {
        rows += 1;
        for cell in &record.unwrap() {
            let first = cell.trim_start().chars().next().unwrap_or(' ');
            assert!(!"=+-@\t\r".contains(first), "{cell:?} in {}", sheet.body);
        }
    }
    assert_eq!(rows, formulas.len(), "{}", sheet.body);
    scene.goes_on().await;
}
