//! The program in a terminal, as a person has it before them.
#![cfg(unix)]

mod driver;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use driver::{CTRL_C, CTRL_D, CTRL_E, CTRL_O, ENTER, ESCAPE, Gone, Start, Terminal};

const OPENING: &str = "I would sit down with the policy's owner and rewrite each clause as a \
                       requirement that one can test with yes or no.";
const MIDDLE: &str = "Then I read a sample of 200 real chats and list what the chatbot handles.";
const PLAN: &str = "- gap register: requirement, finding, evidence, rating";
const EDITED: &str = "This week every chat says that it is a bot.";
const FOLLOW_UP: &str = "Within two weeks a button leads to a human agent, and a refused credit goes \
                         to a person until the true reason can be shown.";

/// Words as the frame of the box counts them.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// An editor that adds a sentence, as a person would.
fn editor(folder: &Path) -> PathBuf {
    let path = folder.join("add a sentence");
    fs::write(&path, format!("#!/bin/sh\nprintf '\\n%s\\n' '{EDITED}' >> \"$1\"\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The program without a terminal: what it prints, and its exit code.
fn run(data: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_hotseat"))
        .args(arguments)
        .env("HOTSEAT_DATA", data)
        .env_remove("HOTSEAT_LIBRARY")
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// From the menu to the summary of `chatbot-explainability`, in two sittings. Gives what each of
/// them left behind.
fn whole_case(columns: u16, rows: u16, more: &[(&str, &str)]) -> [Gone; 2] {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let visual = format!("'{}'", editor(folder.path()).display());
    let mut variables = vec![("VISUAL", visual.as_str())];
    variables.extend(more);

    let start = Start::new(&data, &[]).size(columns, rows).variables(&variables);
    let mut terminal = Terminal::start(start);
    terminal.choose("What would you like to do?", "Practise a case");
    terminal.choose("Which case?", "Explain the chatbot");
    terminal.choose("What now?", "Read: Policy AI-07 (extract)");
    terminal.until_shown("Published answers so far: none.");
    terminal.choose("What now?", "Go to the first question");
    terminal.until_written(0);
    let pasted = format!("{OPENING}\n\n{MIDDLE}\n\n{PLAN}");
    terminal.paste(&pasted);
    terminal.until_written(words(&pasted));
    terminal.send(CTRL_E);
    let written = words(&pasted) + words(EDITED);
    terminal.until_written(written);
    // Other things to read, in the middle of writing.
    terminal.send(CTRL_O);
    terminal.choose("What now?", "Get a hint");
    terminal.until_shown("Two halves are asked for.");
    terminal.until_written(written);
    terminal.send(CTRL_C);
    let first = terminal.gone_well();

    let start = Start::new(&data, &["practice"]).size(columns, rows).variables(&variables);
    let mut terminal = Terminal::start(start);
    terminal.until_asked("Which case?");
    let screen = terminal.screen();
    assert!(screen.contains("1. Continue: Explain the chatbot (0 of 5 done)"), "{screen}");
    terminal.answer("Which case?", "1");
    terminal.until_written(written);
    terminal.send(CTRL_D);
    terminal.until_asked("What now?");
    terminal.choose("What now?", "Skip it");
    terminal.choose("What now?", "Answer it");
    terminal.until_written(0);
    terminal.send(FOLLOW_UP);
    terminal.until_written(words(FOLLOW_UP));
    terminal.send(CTRL_D);
    terminal.choose("What now?", "Read 3 sample answers");
    terminal.choose("What now?", "Go on");

    terminal.choose("Your choice:", "Every answer on fees");
    terminal.choose("What now?", "Go on");

    terminal.until_asked("Your order:");
    let numbers = terminal.numbers(&[
        "Stop the",
        "Have Tomasz",
        "Draw a",
        "Write the",
        "Go through",
        "Estimate",
        "Ask the",
    ]);
    terminal.answer("Your order:", &numbers.join(" "));
    terminal.choose("What now?", "Go on");

    terminal.answer("Your figure", "47.7");
    terminal.choose("What now?", "Go on");

    for remedy in ["A plain", "Pass the", "Take old", "Hand the", "Book the", "A written"] {
        terminal.choose("Your choice:", remedy);
    }
    terminal.choose("What now?", "See the summary");
    let second = terminal.gone_well();

    let (history, code) = run(&data, &["history"]);
    assert_eq!(code, Some(0));
    println!("{history}");
    [first, second]
}

#[test]
fn a_case_from_the_menu_to_the_summary() {
    let [first, second] = whole_case(80, 24, &[]);
    fs::write(
        "/tmp/pty80.txt",
        format!("{}\n#########\n{}\n{:?}", first.text, second.text, second.too_wide),
    )
    .unwrap();
    let _ = (ENTER, ESCAPE);
}

#[test]
fn a_case_on_a_narrow_screen_without_colour() {
    let [first, second] = whole_case(60, 20, &[("NO_COLOR", "1")]);
    fs::write(
        "/tmp/pty60.txt",
        format!(
            "{}\n#########\n{}\n{:?}{:?}",
            first.text, second.text, first.too_wide, second.too_wide
        ),
    )
    .unwrap();
}
