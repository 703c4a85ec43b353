//! What the documents show is what happens: every command in a `console` block is run, and its
//! output compared with the lines below it.
//!
//! The commands of one document run one after the other in a directory of their own that holds
//! `docs/examples/`. `...` stands for any number of lines or, within a line, for any text. Every
//! command must succeed; one that is meant to fail says so itself: `|| echo "exit code $?"`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A fenced block: its language, the line on which it begins, its lines.
struct Block {
    language: String,
    line: usize,
    lines: Vec<String>,
}

fn blocks(text: &str) -> Vec<Block> {
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

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn documents() -> Vec<String> {
    let mut found: Vec<String> = ["docs", "docs/handbook"]
        .into_iter()
        .flat_map(|folder| {
            let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
            entries.map(move |entry| {
                format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy())
            })
        })
        .filter(|path| path.ends_with(".md"))
        .chain(["README.md".to_owned(), "CONTRIBUTING.md".to_owned()])
        .collect();
    found.sort();
    found
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
fn first_difference(shown: &[&str], output: &[&str]) -> Option<String> {
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

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs a command line as a reader of the document would.
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

#[cfg(unix)]
#[test]
fn every_console_block_shows_what_happens() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for document in documents() {
        let directory = tempfile::tempdir().unwrap();
        copy(&Path::new(ROOT).join("docs/examples"), &directory.path().join("docs/examples"));
        for block in blocks(&read(&document)).iter().filter(|block| block.language == "console") {
            let starts: Vec<usize> =
                (0..block.lines.len()).filter(|&at| block.lines[at].starts_with("$ ")).collect();
            assert_eq!(starts.first(), Some(&0), "{document}:{}: no command", block.line);
            for (nth, &at) in starts.iter().enumerate() {
                let end = starts.get(nth + 1).copied().unwrap_or(block.lines.len());
                let shown: Vec<&str> =
                    block.lines[at + 1..end].iter().map(String::as_str).collect();
                let command = &block.lines[at][2..];
                let (output, is_success) = run(command, directory.path());
                let lines: Vec<&str> = output.trim_end().lines().collect();
                count += 1;
                let problem = match first_difference(&shown, &lines) {
                    None if is_success => continue,
                    None => "it fails".to_owned(),
                    Some(difference) => difference,
                };
                let place = block.line + at + 1;
                wrong.push(format!("{document}:{place}: $ {command}\n{problem}\n{output}"));
            }
        }
    }
    assert!(count > 10, "the blocks were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(unix)]
#[test]
fn the_two_set_up_commands_are_those_that_ci_runs() {
    let text = read("README.md");
    let commands: Vec<String> = blocks(&text)
        .into_iter()
        .filter(|block| block.language != "console")
        .map(|block| block.lines.join("\n"))
        .collect();
    assert_eq!(commands, ["cargo run --release -- practice", "cargo test"]);
    let printed = Command::new("bash")
        .args([".ci/run", "--commands"])
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), commands);
}

#[test]
fn an_example_in_a_document_is_part_of_the_file_that_it_names() {
    let mut count = 0;
    for document in documents() {
        for block in blocks(&read(&document)).iter().filter(|block| block.language == "toml") {
            let place = format!("{document}:{}", block.line);
            let text = block.lines.join("\n");
            text.parse::<toml::Table>().unwrap_or_else(|error| panic!("{place}: {error}"));
            let first = block.lines.first().unwrap();
            let Some(path) = first.strip_prefix("# From ") else { continue };
            let excerpt = block.lines[1..].join("\n");
            assert!(read(path).contains(excerpt.trim()), "{place}: {path} says otherwise");
            count += 1;
        }
    }
    assert!(count > 0, "the examples were found");
}

#[test]
fn a_link_in_a_document_leads_somewhere() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(ROOT).join(&document).parent().unwrap().to_owned();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap();
            let path = target.split('#').next().unwrap();
            if !path.is_empty() && !path.starts_with("http") && !folder.join(path).exists() {
                wrong.push(format!("{document}: {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_comparison_sees_a_difference() {
    assert_eq!(first_difference(&["a", "...", "c"], &["a", "b", "c"]), None);
    assert_eq!(first_difference(&["a ... c"], &["a b c"]), None);
    assert_eq!(first_difference(&["... b ..."], &["a b c"]), None);
    assert!(first_difference(&["a ... d"], &["a b c"]).is_some());
    assert!(first_difference(&["a"], &["a", "b"]).is_some());
    assert!(first_difference(&["a", "c"], &["a", "b", "c"]).is_some());
    assert!(first_difference(&["...", "d"], &["a", "b"]).is_some());
}
