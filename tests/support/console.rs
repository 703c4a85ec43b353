//! Documents that show commands: their fenced blocks, the commands in them, and whether what a
//! command prints is what the document shows.
//!
//! `...` stands for any number of lines or, within a line, for any text. Every command must
//! succeed; one that is meant to fail says so itself: `|| echo "exit code $?"`.

use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
#[cfg(unix)]
use std::process::{Command, Stdio};

/// A fenced block: its language, the line on which it begins, its lines.
pub struct Block {
    pub language: String,
    pub line: usize,
    pub lines: Vec<String>,
}

/// All fenced blocks of a document, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            found.push(Block {
                language: language.to_owned(),
                line: at + 1,
                lines: lines
                    .by_ref()
                    .map(|(_, line)| line.to_owned())
                    .take_while(|line| line != "```")
                    .collect(),
            });
        }
    }
    found
}

/// A document of the project, by its path from the top.
pub fn document(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Whether a line is what was shown for it.
fn fits(shown: &str, line: &str) -> bool {
    let parts: Vec<&str> = shown.split("...").collect();
    let [first, between @ .., last] = parts.as_slice() else { return shown == line };
    let Some(mut rest) = line.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    between.iter().all(|part| {
        let found = rest.split_once(part);
        rest = found.map_or("", |(_, behind)| behind);
        found.is_some()
    })
}

/// The first shown line that the output does not have in its place.
pub fn first_difference(shown: &[&str], output: &[&str]) -> Option<String> {
    let mut rest = output;
    let mut may_skip = false;
    for line in shown {
        if *line == "..." {
            may_skip = true;
            continue;
        }
        let at = if may_skip {
            rest.iter().position(|found| fits(line, found))
        } else {
            rest.first().filter(|found| fits(line, found)).map(|_| 0)
        };
        let Some(at) = at else {
            return Some(format!("shown, but not there: {line}"));
        };
        rest = &rest[at + 1..];
        may_skip = false;
    }
    (!may_skip && !rest.is_empty()).then(|| format!("there, but not shown: {}", rest[0]))
}

/// Runs a command line as a reader of the document would.
#[cfg(unix)]
fn run(command: &str, directory: &Path) -> (String, bool) {
    let program = Path::new(env!("CARGO_BIN_EXE_hotseat"));
    let mut path: Vec<PathBuf> = vec![program.parent().unwrap().to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("{{ {command}\n}} 2>&1"))
        .current_dir(directory)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("HOTSEAT_DATA", directory.join(".data"))
        .env("LC_ALL", "C.UTF-8")
        .env_remove("HOTSEAT_LIBRARY")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// Runs the commands of a console block in a directory, one after the other. Gives how many there
/// were, and of each that does something else than the document shows, where and what.
#[cfg(unix)]
pub fn run_block(document: &str, block: &Block, directory: &Path) -> (usize, Vec<String>) {
    let starts: Vec<usize> =
        (0..block.lines.len()).filter(|&at| block.lines[at].starts_with("$ ")).collect();
    assert_eq!(starts.first(), Some(&0), "{document}:{}: no command", block.line);
    let mut wrong = Vec::new();
    for (nth, &at) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(block.lines.len());
        let shown: Vec<&str> = block.lines[at + 1..end].iter().map(String::as_str).collect();
        let command = &block.lines[at][2..];
        let (output, is_success) = run(command, directory);
        let lines: Vec<&str> = output.trim_end().lines().collect();
        let problem = match first_difference(&shown, &lines) {
            None if is_success => continue,
            None => "it fails".to_owned(),
            Some(difference) => difference,
        };
        let place = block.line + at + 1;
        wrong.push(format!("{document}:{place}: $ {command}\n{problem}\n{output}"));
    }
    (starts.len(), wrong)
}
