//! The report of an attempt, and that of progress over many, opened as files.

use serde_json::json;

use super::{Browser, Browsers, Setting};
use crate::support::Place;

/// An attempt with all that a report can show: open and closed questions, follow-ups, words against.
fn written() -> Place {
    let place = Place::new();
    place.write(
        "answers.toml",
        r#"scope = """I would first ask Orla, who owns the policy, what "explainable" means for Wren, and we write it down as a list of requirements that we can test.

Then I would read two hundred chats together with the agents, and rate each of them against the list <script>alert(1)</script>.
- each gap gets an owner and a date, and the worst comes first
- AVeryLongWordThatNobodyHasEverWrittenBeforeAndThatNoScreenOfAPhoneIsWideEnoughToShowOnOneLine
We do not test whether customers understand the reasons. In the meantime we tell customers that they talk to a bot."""
requirement = "supported"
supported-share = "62"

[probes.scope]
current-state = "We list every topic that the bot answers, and try each of them ourselves."
"#,
    );
    place.hotseat(&["practice", "chatbot-explainability", "--answers", "answers.toml"]).succeeds();
    place.hotseat(&["report", "--output", "report.html"]).succeeds();
    place
}

fn opened(place: &Place, browsers: &Browsers, setting: Setting) -> Browser {
    open(place, "report.html", browsers, setting)
}

fn open(place: &Place, file: &str, browsers: &Browsers, setting: Setting) -> Browser {
    let browser = browsers.with(setting);
    browser.open(&format!("file://{}", place.path(file).display()));
    browser.wait_for("h1");
    browser
}

#[test]
fn a_report_is_read_on_a_desk_and_on_a_phone_by_day_and_by_night() {
    let Some(browsers) = Browsers::here() else { return };
    let place = written();
    for (name, setting) in [
        ("report-wide", Setting::wall()),
        ("report-wide-dark", Setting::wall().dark()),
        ("report-narrow", Setting::narrow()),
        ("report-narrow-dark", Setting::narrow().dark()),
        ("report-zoomed", Setting::wall().zoomed(4.0)),
    ] {
        let browser = opened(&place, &browsers, setting);
        assert!(!browser.scrolls_sideways(), "{name}");
        browser.axe();
        browser.screenshot(name);
        assert_eq!(browser.text("h1"), "Explain the chatbot");
        let marks = browser.texts("mark");
        assert!(
            marks.iter().any(|mark| mark.contains("requirements that we can test [1")
                || mark.contains("requirements that we can test[1")),
            "{marks:?}"
        );
        assert!(
            marks.iter().all(|mark| mark.ends_with(']')),
            "each says what it counts for: {marks:?}"
        );
        let answer = browser.text(".answer");
        assert!(answer.contains("<script") && answer.contains("alert(1)</script>"), "{answer}");
        assert!(browser.texts("h3").iter().any(|own| own == "Follow-ups"));
        // The file itself, and nothing else.
        browser.with_traffic(|traffic| {
            assert_eq!(traffic.hosts().len(), 0);
            assert_eq!(traffic.urls().len(), 1, "{:?}", traffic.urls());
        });
    }
}

#[test]
fn a_report_is_printed_on_a4_dark_screens_included() {
    let Some(browsers) = Browsers::here() else { return };
    let place = written();
    let browser = opened(&place, &browsers, Setting::wall().dark());
    let parameters = json!({ "preferCSSPageSize": true, "printBackground": true });
    let pdf = browser.pdf("report", parameters);
    // Points: 210 x 297 mm.
    assert!(
        pdf.contains("/MediaBox [0 0 594.95996 841.91998]") || pdf.contains("/MediaBox [0 0 595"),
        "A4"
    );
    let pages = pdf.matches("/Type /Page\n").count() + pdf.matches("/Type /Page ").count();
    assert!((3..=14).contains(&pages), "{pages} pages");
}

/// Where somebody stands three weeks after an attempt, so that there is a line to draw.
fn progressed() -> Place {
    let place = written();
    let today = place.json(&["progress", "--json"])["today"].as_str().unwrap().to_owned();
    let today: jiff::civil::Date = today.parse().unwrap();
    let later = today.checked_add(jiff::Span::new().days(21)).unwrap().to_string();
    place
        .hotseat(&["progress", "--html", "--output", "progress.html", "--today", &later])
        .succeeds();
    place
}

#[test]
fn progress_is_read_on_a_desk_and_on_a_phone_by_day_and_by_night_and_printed() {
    let Some(browsers) = Browsers::here() else { return };
    let place = progressed();
    for (name, setting) in [
        ("progress-wide", Setting::wall()),
        ("progress-wide-dark", Setting::wall().dark()),
        ("progress-narrow", Setting::narrow()),
        ("progress-narrow-dark", Setting::narrow().dark()),
        ("progress-zoomed", Setting::wall().zoomed(4.0)),
    ] {
        let browser = open(&place, "progress.html", &browsers, setting);
        assert!(!browser.scrolls_sideways(), "{name}");
        browser.axe();
        browser.screenshot(name);
        assert_eq!(browser.text("h1"), "Where you stand");
        let parts = ["By competency", "Missed most", "Cases", "Answers a week"];
        assert_eq!(browser.texts("h2"), parts, "in the order in which one asks");
        browser.wait_for("svg.line");
        browser.with_traffic(|traffic| assert_eq!(traffic.urls().len(), 1, "{:?}", traffic.urls()));
    }
    let browser = open(&place, "progress.html", &browsers, Setting::wall().dark());
    let parameters = json!({ "preferCSSPageSize": true, "printBackground": true });
    let pdf = browser.pdf("progress", parameters);
    assert!(
        pdf.contains("/MediaBox [0 0 594.95996 841.91998]") || pdf.contains("/MediaBox [0 0 595")
    );
}
