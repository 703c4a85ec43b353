//! The report of an attempt, opened as a file.

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
verify = "We look again after each change, with a sample of a hundred chats."
"#,
    );
    place.hotseat(&["practice", "chatbot-explainability", "--answers", "answers.toml"]).succeeds();
    place.hotseat(&["report", "--output", "report.html"]).succeeds();
    place
}

fn opened(place: &Place, browsers: &Browsers, setting: Setting) -> Browser {
    let browser = browsers.with(setting);
    browser.open(&format!("file://{}", place.path("report.html").display()));
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
            marks.iter().any(|mark| mark.contains("requirements that we can test [1]")
                || mark.contains("requirements that we can test[1]")),
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
