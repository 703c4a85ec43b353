//! Whichever way the program ends, the terminal is as it was: line settings, cursor, paste.

use super::driver::{CTRL_C, CTRL_D, CTRL_O, ESCAPE, Start, Terminal};
use super::{CASE, DRAFT, write_draft};

#[test]
fn at_a_menu() {
    for key in [CTRL_C, ESCAPE] {
        let data = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(Start::new(data.path(), &[]));
        terminal.until_asked("What would you like to do?");
        terminal.send(key);
        terminal.gone_well();

        let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
        terminal.until_asked("What now?");
        terminal.send(key);
        let gone = terminal.gone_well();
        let end = "Nothing is written yet. `hotseat practice` opens the case again.";
        assert!(gone.text.contains(end), "{}", gone.text);
    }
}

#[test]
fn back_from_an_exhibit_and_then_at_the_menu_of_the_case() {
    let data = tempfile::tempdir().unwrap();
    // High enough for all of it.
    let start = Start::new(data.path(), &["practice", CASE]).size(80, 200);
    let mut terminal = Terminal::start(start);
    terminal.choose("What now?", "Read: Policy AI-07 (extract)");
    terminal.until_asked("What now?");
    terminal.send(ESCAPE);
    terminal.until("the case again", |rows| {
        rows.iter().filter(|row| row.contains("── Explain the chatbot ──")).count() == 2
    });
    terminal.until_asked("What now?");
    terminal.send(ESCAPE);
    let gone = terminal.gone_well();
    assert!(gone.text.contains("Nothing is written yet."), "{}", gone.text);
}

#[test]
fn while_writing_and_from_the_menu_beside_it() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, DRAFT);
    terminal.send(CTRL_C);
    let gone = terminal.gone_well();
    assert!(gone.text.contains("Saved. `hotseat practice` continues here."), "{}", gone.text);
    assert!(!gone.text.contains("Ctrl-D submit"), "the box is gone:\n{}", gone.text);

    let mut terminal = Terminal::start(Start::new(data.path(), &["practice"]));
    terminal.choose("Which case?", "Continue");
    terminal.until_shown(DRAFT);
    terminal.send(CTRL_O);
    terminal.choose("What now?", "Leave; all is saved");
    terminal.gone_well();
}

#[test]
fn at_a_line_to_fill_in_and_after_the_feedback() {
    let data = tempfile::tempdir().unwrap();
    let arguments = ["practice", CASE, "--question", "supported-share"];
    let mut terminal = Terminal::start(Start::new(data.path(), &arguments));
    terminal.choose("What now?", "Go to the first question");
    terminal.until_asked("Your figure, in %:");
    terminal.send(CTRL_C);
    terminal.until_asked("What now?");
    terminal.send(CTRL_C);
    terminal.gone_well();

    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, DRAFT);
    terminal.send(CTRL_D);
    terminal.until_asked("What now?");
    terminal.send(CTRL_C);
    terminal.gone_well();
}

#[test]
fn when_the_editor_fails() {
    let data = tempfile::tempdir().unwrap();
    for (editor, said) in [
        ("false", "The editor `false` ended with"),
        ("no-such-editor", "The editor `no-such-editor` did not start"),
        ("'unclosed", "has a quote that is not closed"),
    ] {
        let variables = [("EDITOR", editor)];
        let arguments = ["practice", CASE, "--question", "scope"];
        let mut terminal =
            Terminal::start(Start::new(data.path(), &arguments).variables(&variables));
        if !data.path().join("begun").exists() {
            write_draft(&mut terminal, DRAFT);
            std::fs::write(data.path().join("begun"), "").unwrap();
        } else {
            terminal.choose("You have begun this case before.", "Continue");
            terminal.until_shown(DRAFT);
        }
        terminal.send(super::driver::CTRL_E);
        terminal.until_shown(said);
        terminal.until_shown(DRAFT);
        terminal.send(CTRL_C);
        terminal.gone_well();
    }
}
