//! The handbook's first chapter can be followed to the letter: somebody who begins with an empty
//! directory, writes every file as told and types every command sees what the chapter shows.
//!
//! The paragraph above a fence that is not `console` says what to do with it, and names the file:
//! "Write this into `FILE`", "Add this at the end of `FILE`", or "In `FILE`, replace", which takes
//! two fences: what stands there, and what stands there afterwards.

use std::fs;
use std::path::Path;

use crate::support::{Block, blocks, document, run_block};

const CHAPTER: &str = "docs/handbook/first-scenario.md";

/// What the chapter asks of its reader with a fence.
enum Step {
    Write(String),
    Append(String),
    Replace(String),
}

/// The last line above a fence that is not empty; the end of another fence if there is nothing
/// between.
fn words_above<'a>(lines: &[&'a str], block: &Block) -> Option<&'a str> {
    lines[..block.line - 1].iter().rev().find(|line| !line.is_empty()).copied()
}

fn step(words: &str) -> Option<Step> {
    let (what, rest) = words.split_once('`')?;
    let (file, rest) = rest.split_once('`')?;
    match (what, rest) {
        ("Write this into ", ":") => Some(Step::Write(file.to_owned())),
        ("Add this at the end of ", ":") => Some(Step::Append(file.to_owned())),
        ("In ", ", replace") => Some(Step::Replace(file.to_owned())),
        _ => None,
    }
}

/// Does with files what the chapter says; a sentence if that cannot be done.
fn follow(step: &Step, text: &str, replacement: &str, directory: &Path) -> Result<(), String> {
    let (Step::Write(file) | Step::Append(file) | Step::Replace(file)) = step;
    let path = directory.join(file);
    let before = fs::read_to_string(&path).map_err(|error| format!("{file}: {error}"));
    let content = match step {
        Step::Write(_) => text.to_owned(),
        Step::Append(_) => before? + text,
        Step::Replace(_) => {
            let before = before?;
            let times = before.matches(text).count();
            if times != 1 {
                return Err(format!("{file} has the text to be replaced {times} times"));
            }
            before.replace(text, replacement)
        }
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).map_err(|error| format!("{file}: {error}"))
}

/// Follows a chapter in a directory until something differs. Gives the number of commands.
fn follow_chapter(name: &str, text: &str, directory: &Path) -> Result<usize, String> {
    let lines: Vec<&str> = text.lines().collect();
    let blocks = blocks(text);
    let mut rest = blocks.iter();
    let mut commands = 0;
    while let Some(block) = rest.next() {
        let place = format!("{name}:{}", block.line);
        if block.language == "console" {
            let (count, wrong) = run_block(name, block, directory);
            commands += count;
            if let Some(first) = wrong.into_iter().next() {
                return Err(first);
            }
            continue;
        }
        let step = words_above(&lines, block)
            .and_then(step)
            .ok_or_else(|| format!("{place}: nothing says what to do with this"))?;
        let content = |block: &Block| block.lines.join("\n") + "\n";
        let replacement = match step {
            Step::Replace(_) => rest.next().map(content).ok_or(format!("{place}: by what?"))?,
            Step::Write(_) | Step::Append(_) => String::new(),
        };
        follow(&step, &content(block), &replacement, directory)
            .map_err(|problem| format!("{place}: {problem}"))?;
    }
    Ok(commands)
}

#[test]
fn the_first_chapter_can_be_followed_to_the_letter() {
    let directory = tempfile::tempdir().unwrap();
    let followed = follow_chapter(CHAPTER, &document(CHAPTER), directory.path());
    let commands = followed.unwrap_or_else(|problem| panic!("{problem}"));
    assert!(commands > 10, "the commands were found");
}

#[test]
fn a_chapter_that_cannot_be_followed_is_named_with_its_line() {
    let problem = |text: &str| {
        let directory = tempfile::tempdir().unwrap();
        follow_chapter("x.md", text, directory.path()).unwrap_err()
    };
    let lost = problem("Some words.\n\n```toml\na = 1\n```\n");
    assert_eq!(lost, "x.md:3: nothing says what to do with this");
    let absent = problem("Add this at the end of `a.toml`:\n\n```toml\na = 1\n```\n");
    assert!(absent.starts_with("x.md:3: a.toml: "), "{absent}");
    let other =
        problem("Write this into `a.txt`:\n\n```text\na\n```\n\n```console\n$ cat a.txt\nb\n```\n");
    assert!(other.starts_with("x.md:8: $ cat a.txt\nshown, but not there: b"), "{other}");
    let twice = problem(
        "Write this into `a.txt`:\n\n```text\na\na\n```\n\nIn `a.txt`, replace\n\n```text\na\n```\n\nby\n\n```text\nb\n```\n",
    );
    assert_eq!(twice, "x.md:10: a.txt has the text to be replaced 2 times");
}
