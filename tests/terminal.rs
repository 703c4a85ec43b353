//! The program in a terminal, as a person has it before them.
#![cfg(unix)]

mod case;
mod driver;
mod losses;
mod making;
mod marking;
mod restored;
mod without;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use driver::Terminal;

const CASE: &str = "chatbot-explainability";
const DRAFT: &str = "I would ask the owner of the policy what each clause asks of the bot.";

/// What a run without a terminal gave.
struct Run {
    code: Option<i32>,
    output: String,
    talk: String,
}

/// Runs the program without a terminal, with this as its input.
fn run(data: &Path, arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hotseat"))
        .args(arguments)
        .env("HOTSEAT_DATA", data)
        .env_remove("HOTSEAT_LIBRARY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that leaves early need not read to the end.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code(),
        output: String::from_utf8(output.stdout).unwrap(),
        talk: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The latest attempt, as `hotseat history --json` tells it.
fn latest(data: &Path) -> serde_json::Value {
    let run = run(data, &["history", "--json"], "");
    assert_eq!(run.code, Some(0), "{}", run.talk);
    let all: serde_json::Value = serde_json::from_str(&run.output).unwrap();
    all[0].clone()
}

/// Words as the frame of the box counts them.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Goes from the brief to the box of the first question, and writes a draft into it.
fn write_draft(terminal: &mut Terminal, draft: &str) {
    terminal.choose("What now?", "Go to the first question");
    terminal.until_written(0);
    terminal.send(draft);
    terminal.until_written(words(draft));
}

/// The part of a text between two others.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start:?} in\n{text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// Files in a directory, by name, with their text.
fn files(directory: &Path) -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}
