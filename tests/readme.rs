//! What the documents show is what happens: every command in a `console` block is run, and its
//! output compared with the lines below it.
//!
//! The commands of one document run one after the other in a directory of their own that holds
//! `docs/examples/`. The handbook's first chapter, which begins with an empty one, is followed by
//! [`crate::handbook`].

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

#[cfg(unix)]
use crate::support::run_block;
use crate::support::{blocks, document as read, first_difference};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The documents of the project.
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

#[cfg(unix)]
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

#[cfg(unix)]
#[test]
fn every_console_block_shows_what_happens() {
    let mut wrong = Vec::new();
    let mut count = 0;
    // The first chapter writes files as it goes: `handbook.rs` follows it.
    let documents = documents().into_iter().filter(|own| !own.ends_with("/first-scenario.md"));
    for document in documents {
        let directory = tempfile::tempdir().unwrap();
        copy(&Path::new(ROOT).join("docs/examples"), &directory.path().join("docs/examples"));
        for block in blocks(&read(&document)).iter().filter(|block| block.language == "console") {
            let (commands, differing) = run_block(&document, block, directory.path());
            count += commands;
            wrong.extend(differing);
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
