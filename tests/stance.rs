//! Statements against the work, as the built-in lexicon's group `@opposing` finds them.

use hotseat::scoring::opposing;

use crate::support::asked;

/// Sign and sentence of each line that begins with `mark`.
fn corpus(mark: &str) -> impl Iterator<Item = (char, &'static str)> {
    include_str!("stance.txt").lines().filter_map(move |line| {
        let line = line.strip_prefix(mark).filter(|line| line.starts_with(['+', '-']))?;
        Some((line.chars().next()?, line[1..].trim()))
    })
}

/// `-` if the sentence is read as being against the work.
fn read(sentence: &str) -> char {
    if opposing(&asked()[0].rubric, sentence).is_empty() { '+' } else { '-' }
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
