//! Statements against the work, as the built-in lexicon's group `@opposing` finds them.

use std::sync::LazyLock;

use hotseat::content::ids::RubricId;
use hotseat::content::lower;
use hotseat::library::Library;
use hotseat::scoring::{CompiledRubric, Parts, opposing};

/// Sign and sentence of each line that begins with `mark`.
fn corpus(mark: &str) -> impl Iterator<Item = (char, &'static str)> {
    include_str!("stance.txt").lines().filter_map(move |line| {
        let line = line.strip_prefix(mark).filter(|line| line.starts_with(['+', '-']))?;
        Some((line.chars().next()?, line[1..].trim()))
    })
}

/// A rubric that names the group and nothing else; those of the library add statements of their own.
static RUBRIC: LazyLock<CompiledRubric> = LazyLock::new(|| {
    let text = "format = 1\ntitle = \"Any\"\nopposing = [\"@opposing\"]\n[[criterion]]\nid = \"one\"\n\
                title = \"says one\"\n[criterion.evidence]\none = [\"zyzzyva\"]\n";
    let lowered = lower::rubric(&RubricId::new("any/one"), "one.toml", text);
    let rubric = lowered.usable().unwrap();
    let lexicon = Library::builtin().lexicon().unwrap().value;
    CompiledRubric::new(Parts {
        question: "any/one",
        prompt: "",
        rubric: &rubric,
        rubric_text: text,
        frameworks: &[],
        lexicon: &lexicon,
        lexicon_text: "",
    })
    .unwrap()
});

/// `-` if the sentence is read as being against the work.
fn read(sentence: &str) -> char {
    if opposing(&RUBRIC, sentence).is_empty() { '+' } else { '-' }
}

#[test]
fn statements_against_the_work_are_told_from_honest_ones() {
    let wrong: Vec<String> = corpus("")
        .filter(|(sign, sentence)| *sign != read(sentence))
        .map(|(sign, sentence)| format!("{sign} {sentence}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), corpus("").count(), wrong.join("\n"));
}

#[test]
fn what_is_known_to_be_misread_still_is() {
    let right: Vec<&str> = corpus("~")
        .filter(|(sign, sentence)| *sign == read(sentence))
        .map(|(_, sentence)| sentence)
        .collect();
    assert!(right.is_empty(), "take the mark away from:\n{}", right.join("\n"));
}
