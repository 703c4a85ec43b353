//! `hotseat new` with somebody to ask.

use std::path::Path;
use std::process::Command;

use super::driver::{CTRL_C, ENTER, ESCAPE, Gone, Start, Terminal};
use super::run;

/// A library in a directory of this name, of which nothing was asked.
fn library(path: &Path) -> String {
    let path = path.to_str().unwrap().to_owned();
    let made = run(Path::new("/nowhere"), &["new", "library", &path], "");
    assert_eq!(made.code, Some(0), "{}", made.talk);
    path
}

fn ask(data: &Path, arguments: &[&str], size: (u16, u16), more: &[(&str, &str)]) -> Terminal {
    Terminal::start(Start::new(data, arguments).size(size.0, size.1).variables(more))
}

/// From `hotseat new` to a case. Gives what was to be seen.
fn make_a_case(into: &str, size: (u16, u16), more: &[(&str, &str)]) -> Gone {
    let mut terminal = ask(Path::new("/nowhere"), &["new", "--into", into], size, more);
    terminal.choose("What would you like to make?", "A case");
    terminal.until_asked("Title:");
    terminal.send(ENTER);
    terminal.until_shown("Type a line with a letter or digit in it.");
    terminal.answer("Title:", "Night: the ward's worst");
    // What is no id is told while it is typed, and Tab takes what is proposed.
    terminal.until_asked("Id: (night-the-ward-s-worst)");
    terminal.send("Night Shift");
    terminal.until("a proposal", |rows| rows.iter().any(|row| row.trim() == "night-shift"));
    terminal.send(ENTER);
    terminal.until_shown("such as night-shift.");
    terminal.send("\t");
    terminal.until_shown("worst) night-shift");
    terminal.send(ENTER);
    terminal.answer("Role:", "nurse in charge");
    terminal.until_asked("Minutes:");
    terminal.send("soon\r");
    terminal.until_shown("Type a whole number from 1 to 10000.");
    terminal.send("\x7F\x7F\x7F\x7F12\r");
    terminal.answer("Id of the first question:", "first-hour");
    terminal.choose("How is it answered?", "open");
    terminal.gone_well()
}

#[test]
fn a_whole_dialogue_makes_a_case_that_can_be_practised_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let [wide, narrow] = ["wide", "narrow"].map(|name| library(&folder.path().join(name)));
    let gone = make_a_case(&wide, (80, 24), &[]);
    assert!(gone.text.contains("next: hotseat practice night-shift --library"), "{}", gone.text);
    make_a_case(&narrow, (60, 20), &[("NO_COLOR", "1")]);
    let file = |library: &str| format!("{library}/scenarios/night-shift.toml");
    let text = std::fs::read_to_string(file(&wide)).unwrap();
    assert_eq!(text, std::fs::read_to_string(file(&narrow)).unwrap());
    for line in [
        "title = \"Night: the ward's worst\"",
        "role = \"nurse in charge\"",
        "minutes = 12",
        "id = \"first-hour\"",
    ] {
        assert!(text.lines().any(|own| own == line), "no {line} in {text}");
    }
    let data = folder.path().join("data");
    let checked = run(&data, &["check", &wide], "");
    assert_eq!((checked.code, checked.output.as_str()), (Some(0), "no problems in 5 files\n"));
    let arguments = ["practice", "night-shift", "--library", &wide, "--plain"];
    let practised = run(&data, &arguments, "1\nI ask the staff.\n.\n");
    assert_eq!(practised.code, Some(0), "{}", practised.talk);
    assert!(practised.output.contains("finds out before it acts"), "{}", practised.output);
}

#[test]
fn the_other_things_are_asked_for_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let own = folder.path().join("ward");
    let own = own.to_str().unwrap();
    let start = |arguments: &[&str]| ask(&data, arguments, (80, 24), &[]);

    let mut terminal = start(&["new", "library"]);
    terminal.answer("Directory:", own);
    terminal.answer("Name:", "");
    terminal.until_asked("Your answer:");
    terminal.send("care, talking, care\r");
    terminal.gone_well();
    let text = std::fs::read_to_string(format!("{own}/library.toml")).unwrap();
    assert!(text.contains("name = \"Ward\"\n"), "{text}");
    assert!(text.contains("competencies = [\"care\", \"talking\"]\n"), "{text}");

    let made = run(&data, &["new", "scenario", "one", "--kind", "choice", "--into", own], "");
    assert_eq!(made.code, Some(0), "{}", made.talk);
    let mut terminal = start(&["new", "question", "--into", own]);
    terminal.choose("For which case?", "One (one)");
    terminal.answer("Id of the question:", "");
    terminal.choose("How is it answered?", "open");
    terminal.gone_well();

    // A question that lost its rubric comes first.
    std::fs::remove_file(format!("{own}/rubrics/one/question-2.toml")).unwrap();
    for more in ["marked.toml", "marks/author.toml"] {
        std::fs::remove_file(format!("{own}/rubrics/one/question-2.{more}")).unwrap();
    }
    let mut terminal = start(&["new", "rubric", "--into", own]);
    terminal.choose("For which question?", "one/question-2");
    terminal.gone_well();

    let mut terminal = start(&["new", "framework", "--title", "Ask, act", "--into", own]);
    terminal.answer("Id:", "");
    terminal.until_asked("Do its phases have an order?");
    terminal.send("n\r");
    terminal.until_asked("Its phases, separated by commas:");
    terminal.send("Ask first, Then act\r");
    terminal.gone_well();
    let text = std::fs::read_to_string(format!("{own}/rubrics/frameworks/ask-act.toml")).unwrap();
    for line in ["ordered = false", "id = \"ask-first\"", "id = \"then-act\""] {
        assert!(text.lines().any(|own| own == line), "no {line} in {text}");
    }
    let checked = run(&data, &["check", own], "");
    assert_eq!((checked.code, checked.output.as_str()), (Some(0), "no problems in 6 files\n"));
}

#[test]
fn whoever_leaves_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let own = library(&folder.path().join("ward"));
    let files = || {
        let found = Command::new("find").arg(folder.path()).output().unwrap();
        String::from_utf8(found.stdout).unwrap()
    };
    let before = files();
    let data = folder.path().join("data");
    for key in [CTRL_C, ESCAPE] {
        let mut terminal = ask(&data, &["new", "scenario", "--into", &own], (80, 24), &[]);
        terminal.answer("Title:", "Night shift");
        terminal.answer("Id:", "");
        terminal.answer("Role:", "");
        terminal.answer("Minutes:", "");
        terminal.answer("Id of the first question:", "");
        terminal.until_asked("How is it answered?");
        terminal.send(key);
        let gone = terminal.gone_well();
        assert!(gone.text.contains("Nothing was made."), "{}", gone.text);
        assert_eq!(files(), before);
    }
}

#[test]
fn line_by_line_the_same_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let own = library(&folder.path().join("ward"));
    let data = folder.path().join("data");
    for (arguments, more) in [
        (&["new", "scenario", "--plain", "--into", &own][..], &[][..]),
        (&["new", "scenario", "--into", &own], &[("TERM", "dumb")]),
    ] {
        let mut terminal = ask(&data, arguments, (80, 24), more);
        terminal.until_shown("Title:");
        terminal.send("Line by line\r");
        terminal.until_shown("Id: [empty for line-by-line");
        terminal.send("Not One\r");
        terminal.until_shown("such as not-one. /leave goes back.");
        terminal.send("\r");
        terminal.until_shown("Role: [empty for project manager]");
        terminal.send("\r");
        terminal.until_shown("Minutes: [empty for 10]");
        terminal.send("\r");
        terminal.until_shown("Id of the first question: [empty for plan]");
        terminal.send("\r");
        terminal.until_shown("How is it answered? [1-5, empty for 1]");
        terminal.send("\r");
        let gone = terminal.gone_well();
        assert!(gone.text.contains("next: hotseat practice line-by-line"), "{}", gone.text);
        assert!(!gone.raw.contains(&0x1B), "{}", gone.text);
    }
    assert!(Path::new(&own).join("scenarios/line-by-line.toml").exists());
    assert!(Path::new(&own).join("scenarios/line-by-line-2.toml").exists());
}
