//! Nothing that was written is lost, whatever happens.

use super::driver::{CTRL_C, CTRL_D, ESCAPE, Start, Terminal};
use super::{CASE, DRAFT, between, files, latest, run, words, write_draft};
use std::fs;

#[test]
fn a_draft_survives_the_end_of_the_program_at_any_moment() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, DRAFT);
    terminal.until_clock_has_moved(2);
    terminal.kill();

    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    terminal.until_shown("You have begun this case before.");
    terminal.choose("You have begun this case before.", "Continue (0 of 9 done)");
    terminal.until_written(words(DRAFT));
    terminal.until_shown(DRAFT);
    terminal.send(CTRL_C);
    terminal.gone_well();
}

#[test]
fn backing_out_of_a_case_that_is_begun_begins_nothing() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, DRAFT);
    terminal.until_clock_has_moved(2);
    terminal.kill();
    let before = run(data.path(), &["history"], "").output;

    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    terminal.until_shown("You have begun this case before.");
    terminal.send(ESCAPE);
    terminal.gone_well();
    assert_eq!(run(data.path(), &["history"], "").output, before);
}

#[test]
fn an_accepted_answer_survives_with_its_result() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, DRAFT);
    terminal.send(CTRL_D);
    terminal.until_shown("short of level");
    let text = terminal.text();
    terminal.kill();
    let earned = between(&text, "── What it earned", "(");
    let level = between(earned, "\nLevel ", " of 4");

    let attempt = latest(data.path());
    assert_eq!(attempt["questions"][0]["level"].to_string(), level, "{attempt}");
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice"]));
    terminal.choose("Which case?", "Continue: Explain the chatbot (1 of 9 done)");
    terminal.until_asked("What now?");
    let again = terminal.text();
    assert_eq!(between(&again, "── What it earned", "("), earned, "the result is shown again");
    let answer = between(&again, "── Your answer, with what counted", "── Point by point");
    let bare: Vec<&str> = answer.split(['[', ']']).collect();
    let bare = bare.concat().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(bare.ends_with(DRAFT), "{bare}");
    terminal.choose("What now?", "Leave");
    terminal.gone_well();
}

#[test]
fn a_paste_without_brackets_does_not_hand_the_answer_in() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    let line = "the owner of the policy says what each clause asks of the bot\r\r";
    let pasted = line.repeat(200);
    write_draft(&mut terminal, "");
    terminal.send(&pasted);
    terminal.until_written(words(&pasted));
    terminal.send(CTRL_C);
    terminal.gone_well();

    let mut terminal = Terminal::start(Start::new(data.path(), &["practice"]));
    terminal.choose("Which case?", "Continue: Explain the chatbot (0 of 9 done)");
    terminal.until_written(words(&pasted));
    let rows: Vec<String> = terminal.screen().lines().map(str::to_owned).collect();
    let line = format!("│ {:<76} │", line.trim_end());
    let blank = format!("│ {:<76} │", "");
    assert!(rows.windows(3).any(|rows| rows == [&*line, &*blank, &*line]), "{}", rows.join("\n"));
    terminal.send(CTRL_C);
    terminal.gone_well();
}

#[test]
fn an_enormous_paste_is_cut_and_said() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, "");
    terminal.paste(&"word ".repeat(60_000));
    terminal.until_shown("An answer may have 256 KiB on 10000 lines; the rest was not taken.");
    terminal.until_written(256 * 1024 / 5 + 1);
    terminal.send(CTRL_C);
    let gone = terminal.gone_well();
    assert!(gone.text.contains("Saved."));
}

/// A limit on the size of files, ignored as a signal, is what a full disk looks like.
const FULL: &str = "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"";

/// An answer that no longer fits beside what is stored, but into a file of its own.
fn long_answer() -> String {
    let pieces = (0..300).map(|n| format!("Point {n} is a fine point to make about the bot.\n"));
    pieces.collect::<String>().trim_end().to_owned()
}

#[test]
fn an_answer_that_cannot_be_stored_goes_into_a_file() {
    let data = tempfile::tempdir().unwrap();
    let files_of_own = tempfile::tempdir().unwrap();
    let place = files_of_own.path().to_str().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    write_draft(&mut terminal, "First");
    terminal.send(CTRL_C);
    terminal.gone_well();

    let variables = [("TMPDIR", place)];
    let start = Start::new(data.path(), &["practice"]).variables(&variables).shell(FULL);
    let mut terminal = Terminal::start(start);
    terminal.choose("Which case?", "Continue: Explain the chatbot (0 of 9 done)");
    terminal.until_written(1);
    let answer = format!("First\n{}", long_answer());
    for piece in answer["First".len()..].split_inclusive("100 is") {
        terminal.paste(piece);
    }
    terminal.until_written(words(&answer));
    terminal.until_clock_has_moved(2);
    terminal.send(CTRL_D);
    terminal.until_shown("Your answer is not stored yet: ");
    terminal.choose("What now?", "Try again");
    terminal.choose("What now?", "Put the answer into a file and leave");
    let gone = terminal.gone();
    assert_eq!(gone.code, Some(4), "{}", gone.text);
    assert_eq!(gone.too_wide, Vec::<String>::new());
    assert_eq!(gone.unrestored, Vec::<&str>::new());
    let path = between(&gone.text, "Your answer is safe in ", "\n");
    assert_eq!(fs::read_to_string(path).unwrap(), answer);
    assert_eq!(files(files_of_own.path()), [answer]);
}

#[test]
fn a_case_that_was_only_looked_at_is_not_offered_again() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice", CASE]));
    terminal.choose("What now?", "Leave");
    terminal.gone_well();
    let mut terminal = Terminal::start(Start::new(data.path(), &["practice"]));
    terminal.until_asked("Which case?");
    assert!(!terminal.screen().contains("Continue"), "{}", terminal.screen());
    terminal.send(CTRL_C);
    terminal.gone_well();
}
