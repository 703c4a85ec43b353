//! `hotseat mark` by key.

use super::driver::{CTRL_C, ENTER, Start, Terminal};
use crate::support::Bakery;

const OWN: &str = "bakery/rubrics/bread/plan.marks/ben.toml";

fn start(bakery: &Bakery, size: (u16, u16), more: &[&str]) -> Terminal {
    let library = bakery.0.path("bakery");
    let arguments =
        ["mark", "bread/plan", "--rater", "ben", "--library", library.to_str().unwrap()];
    let arguments = [&arguments[..], more].concat();
    Terminal::start(Start::new(&bakery.0.path("data"), &arguments).size(size.0, size.1))
}

/// Waits until a key is waited for.
fn until_awaited(terminal: &mut Terminal) {
    terminal.until("the sign for a key", |rows| {
        rows.iter().rev().find(|row| !row.is_empty()).is_some_and(|row| row == ">")
    });
    terminal.until_keys_are_read();
}

/// Levels in the order in which they were given.
fn levels(bakery: &Bakery) -> Vec<Option<u8>> {
    let marks = hotseat::content::lower::marks("ben.toml", &bakery.0.read(OWN)).usable().unwrap();
    let mut marks: Vec<_> = marks.marks.into_values().collect();
    marks.sort_by_key(|mark| mark.nth);
    marks.into_iter().map(|mark| mark.level).collect()
}

#[test]
fn one_key_gives_a_level() {
    let bakery = Bakery::new();
    let mut terminal = start(&bakery, (60, 20), &[]);
    terminal.until_shown("Answer 1 of 5");
    until_awaited(&mut terminal);
    terminal.send("3");
    terminal.until_shown("Answer 2 of 5");
    terminal.send("u");
    terminal.until_shown("You gave it level 3. Enter leaves it so.");
    terminal.send("4");
    terminal.until_shown("Answer 2 of 5");
    terminal.send("t");
    terminal.answer("Note:", "Not about bread");
    terminal.send("n");
    terminal.until_shown("Answer 3 of 5");
    terminal.send("7");
    terminal.until_shown("There is no level 7 here: type one from 0 to 4.");
    terminal.send("r");
    terminal.until_shown("Watches the oven");
    terminal.send("?");
    terminal.until_shown("back to the one before");
    until_awaited(&mut terminal);
    terminal.send(CTRL_C);
    let gone = terminal.gone_well();
    assert!(gone.text.contains("2 of 5 answers marked"), "{}", gone.text);
    assert!(gone.too_wide.is_empty(), "{:#?}", gone.too_wide);
    assert_eq!(levels(&bakery), [Some(4), None]);
    assert!(bakery.0.read(OWN).contains("note = \"Not about bread\""));

    let mut terminal = start(&bakery, (80, 24), &[]);
    terminal.until_shown("Answer 3 of 5");
    terminal.send("0");
    terminal.until_shown("Answer 4 of 5");
    terminal.send("1");
    terminal.until_shown("Answer 5 of 5");
    terminal.send("2");
    terminal.until_shown("All 5 answers are marked");
    terminal.send("q");
    terminal.gone_well();
    assert_eq!(levels(&bakery), [Some(4), None, Some(0), Some(1), Some(2)]);
}

#[test]
fn what_is_pasted_gives_no_levels() {
    let bakery = Bakery::new();
    let mut terminal = start(&bakery, (80, 24), &["--criteria"]);
    terminal.until_shown("Criterion 1 of 2");
    until_awaited(&mut terminal);
    terminal.paste("2 1 4 q 3 2\n1");
    terminal.send("2");
    terminal.until_shown("Criterion 2 of 2");
    terminal.send("1");
    terminal.until_shown("The answer as a whole");
    terminal.send("3");
    terminal.until_shown("Answer 2 of 5");
    until_awaited(&mut terminal);
    terminal.send(ENTER);
    terminal.until_shown("This answer has no level yet.");
    terminal.send("q");
    terminal.gone_well();
    assert_eq!(levels(&bakery), [Some(3)]);
}

#[test]
fn a_terminal_without_keys_is_asked_by_lines() {
    let bakery = Bakery::new();
    let library = bakery.0.path("bakery");
    let arguments =
        ["mark", "bread/plan", "--rater", "ben", "--library", library.to_str().unwrap()];
    let data = bakery.0.path("data");
    let start = Start::new(&data, &arguments).variables(&[("TERM", "dumb")]);
    let mut terminal = Terminal::start(start);
    terminal.until_shown("Which level? [0-4, n, t, u, r, q or ?]");
    terminal.send("3\r");
    terminal.until_shown("Answer 2 of 5");
    terminal.send("q\r");
    let gone = terminal.gone_well();
    assert!(!gone.raw.contains(&0x1B), "{}", gone.text);
    assert_eq!(levels(&bakery), [Some(3)]);
}
