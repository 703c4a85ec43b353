//! `hotseat check` on a library of 1,000 scenarios with their rubrics, marked answers and marks.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use hotseat::author::check;

const SCENARIOS: usize = 1_000;

fn main() {
    divan::main();
}

/// The check as the command runs it: files are read from the disk.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn a_thousand_scenarios(bencher: divan::Bencher<'_, '_>) {
    let directory = tempfile::tempdir().unwrap();
    write_library(directory.path());
    let paths = [directory.path().to_owned()];
    let report = check::paths(&paths, &[], None).unwrap();
    assert_eq!((report.looked_at, report.is_faulty()), (5 * SCENARIOS + 2, false));
    bencher.bench(|| check::paths(&paths, &[], None).unwrap());
}

/// The built-in library alone.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn built_in() -> check::Report {
    check::builtin()
}

fn write_library(root: &Path) {
    fs::write(
        root.join("library.toml"),
        "name = \"Many\"\nlanguage = \"en\"\ncompetencies = [\"care\", \"planning\"]\n",
    )
    .unwrap();
    fs::write(
        root.join("lexicon.toml"),
        "[groups]\npeople = [\"team\", \"staff\", \"colleague*\", \"those who\"]\n\
         decide = [\"decid*\", \"agree on\", \"sign off\", \"say yes\"]\n",
    )
    .unwrap();
    fs::create_dir_all(root.join("scenarios")).unwrap();
    for number in 0..SCENARIOS {
        let name = format!("case-{number}");
        fs::write(root.join(format!("scenarios/{name}.toml")), scenario(&name)).unwrap();
        let exhibits = root.join(format!("scenarios/{name}"));
        fs::create_dir_all(&exhibits).unwrap();
        fs::write(exhibits.join("note.md"), "The lift has stood still since Monday. ".repeat(60))
            .unwrap();
        let rubrics = root.join(format!("rubrics/{name}"));
        fs::create_dir_all(rubrics.join("plan.marks")).unwrap();
        fs::write(rubrics.join("plan.toml"), rubric(number)).unwrap();
        let mut marked = String::new();
        let mut marks = "rater = \"ana\"\n[mark]\n".to_owned();
        for level in 0..5 {
            let said = ANSWER.repeat(level + 1);
            writeln!(marked, "[[marked]]\nid = \"a{level}\"\nset = \"tune\"\ntext = \"{said}\"\n")
                .unwrap();
            writeln!(marks, "a{level} = {{ level = {level} }}").unwrap();
        }
        fs::write(rubrics.join("plan.marked.toml"), marked).unwrap();
        fs::write(rubrics.join("plan.marks/ana.toml"), marks).unwrap();
    }
}

const ANSWER: &str = "I ask the team what has happened and read the log of the last week. Then we \
agree on a date, and each step gets an owner who signs it off. ";

fn scenario(name: &str) -> String {
    format!(
        r#"format = 1
title = "The lift in house {name}"
difficulty = "foundation"
minutes = 15
summary = "The lift stands still, and nobody knows why."
brief = "You look after a house of twelve floors. {}"

[[exhibit]]
id = "note"
title = "A note"
file = "{name}/note.md"

[[question]]
id = "plan"
kind = "open"
prompt = "What do you do first, and with whom?"
strategy = "Find out, name who does what, look again. {}"
[[question.sample]]
level = 4
text = "{ANSWER}{ANSWER}"

[[question]]
id = "order"
kind = "order"
competency = "planning"
prompt = "What comes first?"
items = [["ask"], ["read"], ["plan"], ["build"], ["look again"]]

[[question]]
id = "load"
kind = "number"
competency = "planning"
prompt = "How many people fit into it?"
answer = "8"
mistakes = [{{ answer = "80", why = "A nought too many." }}]

[[question]]
id = "call"
kind = "choice"
competency = "care"
prompt = "Whom do you call?"
option = [
  {{ id = "a", text = "The firm that built it", correct = true }},
  {{ id = "b", text = "The fire brigade, because it has ladders" }},
]
"#,
        "People complain every day. ".repeat(20),
        "Say it in your own words. ".repeat(20),
    )
}

fn rubric(number: usize) -> String {
    let mut text = "format = 1\ntitle = \"Finds out first\"\n".to_owned();
    for criterion in 0..4 {
        write!(
            text,
            r#"
[[criterion]]
id = "c{criterion}"
title = "Does the thing of kind {criterion}"
probe = "How do you do that?"
advice = "Say how, with whom, and when."
levels = [
  {{ at = 1, needs = 1, text = "Names one of them." }},
  {{ at = 2, needs = 2, text = "Names two of them." }},
  {{ at = 3, needs = 4, text = "Names four, one with a date." }},
]

[criterion.evidence]
"#
        )
        .unwrap();
        for rule in 0..5 {
            // Words that differ from rubric to rubric, as they would.
            let own = format!("w{}x{criterion}x{rule}", number % 97);
            writeln!(
                text,
                "r{rule} = [\"(ask|talk|speak > @people) + {own}\", \"@decide > date|day|week {own}\"]"
            )
            .unwrap();
        }
    }
    text
}
