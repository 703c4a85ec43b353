//! The answers to talk about, most disagreement first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::rows::{Judged, Question, Row};
use super::{APART, CriterionLevels, Item, Levels};

/// How much of an answer is enough to know it again, in words and in letters.
const OPENING: (usize, usize) = (16, 120);

/// The answers over which people differ. First by how far the answer's levels lie apart, if that is
/// [`APART`] or more; then by the number of criteria that do; then by all that levels lie apart.
/// Equal ones keep the order of the file.
pub(super) fn agenda(question: &Question<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = question
        .answers
        .iter()
        .map(|answer| item(question, answer))
        .filter(|item| item.level.spread > 0 || !item.criteria.is_empty())
        .collect();
    items.sort_by_key(|item| {
        let level = item.level.spread;
        let spreads = || item.criteria.iter().map(|own| own.levels.spread);
        let far = spreads().filter(|spread| *spread >= APART).count();
        let all: u32 = spreads().map(u32::from).sum();
        Reverse((if level >= APART { level } else { 0 }, far, u32::from(level) + all))
    });
    items
}

fn item(question: &Question<'_>, judged: &Judged<'_>) -> Item {
    let raters = &question.raters;
    let mut criteria: Vec<CriterionLevels> = question
        .rubric
        .criteria
        .iter()
        .filter_map(|criterion| {
            let row = judged.criteria.get(&criterion.id).filter(|row| row.spread() > 0)?;
            Some(CriterionLevels { id: criterion.id.clone(), levels: levels(raters, row) })
        })
        .collect();
    criteria.sort_by_key(|own| Reverse(own.levels.spread));
    let notes = raters.iter().zip(&judged.marks).filter_map(|(rater, mark)| {
        let note = mark.as_ref()?.note.as_ref().filter(|note| !note.trim().is_empty())?;
        Some(((*rater).to_owned(), note.clone()))
    });
    Item {
        answer: judged.answer.id.clone(),
        set: judged.answer.set,
        opening: opening(&judged.answer.text),
        level: levels(raters, &judged.level),
        criteria,
        notes: notes.collect(),
    }
}

fn levels(raters: &[&str], row: &Row) -> Levels {
    let given: BTreeMap<String, u8> = raters
        .iter()
        .zip(&row.given)
        .filter_map(|(rater, level)| Some(((*rater).to_owned(), (*level)?)))
        .collect();
    Levels { given, spread: row.spread(), scorer: row.scorer.filter(|_| row.is_scored) }
}

/// The first words, with a sign that there are more.
fn opening(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(OPENING.0).collect();
    let whole = text.split_whitespace().nth(OPENING.0).is_none();
    let words = words.join(" ");
    let opening: String = words.chars().take(OPENING.1).collect();
    let sign = if whole && opening.len() == words.len() { "" } else { " ..." };
    opening + sign
}
