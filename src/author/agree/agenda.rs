//! The answers to talk about, most disagreement first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::rows::{Judged, Question, Row};
use super::{APART, CriterionLevels, Item, Lean, Levels, Rater};
use crate::agreement::mean;
use crate::content::ids::CriterionId;

/// How much of an answer is enough to know it again, in words and in letters.
const OPENING: (usize, usize) = (16, 120);

/// The answers over which people differ. First by how far the answer's levels lie apart, if that is
/// [`APART`] or more; then by the number of criteria that do; then by all that levels lie apart.
/// Equal ones keep the order of the file.
pub(super) fn agenda(question: &Question<'_>, raters: &[Rater]) -> Vec<Item> {
    let leanings = Leanings::new(question, raters);
    let mut items: Vec<Item> = question
        .answers
        .iter()
        .map(|answer| Item { by_leaning: leanings.explain(answer), ..item(question, answer) })
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
        by_leaning: false,
    }
}

/// By how much each rater's levels lie off the mean of all, on average; empty where nobody is called
/// severe or lenient.
struct Leanings<'q> {
    level: Vec<f64>,
    criteria: BTreeMap<&'q CriterionId, Vec<f64>>,
}

impl<'q> Leanings<'q> {
    fn new(question: &'q Question<'_>, raters: &[Rater]) -> Self {
        let of = |rows: &[&Row], is_called: bool| {
            let raters = if is_called { raters.len() } else { 0 };
            (0..raters).map(|at| leaning(rows, at)).collect()
        };
        let is_called = |lean: &Lean| lean.verdict.is_some();
        let on = |id: &CriterionId| {
            let leans = raters.iter().flat_map(|rater| &rater.criteria);
            leans.filter(|own| own.id == *id).any(|own| is_called(&own.lean))
        };
        let ids = question.rubric.criteria.iter().map(|own| &own.id);
        Self {
            level: of(&question.levels(), raters.iter().any(|own| is_called(&own.severity))),
            criteria: ids.map(|id| (id, of(&question.criterion(id), on(id)))).collect(),
        }
    }

    /// Whether levels of the answer lie far apart, and none would if nobody leaned.
    fn explain(&self, answer: &Judged<'_>) -> bool {
        let mut rows = vec![(&answer.level, self.level.as_slice())];
        rows.extend(
            answer
                .criteria
                .iter()
                .filter_map(|(id, row)| Some((row, self.criteria.get(id)?.as_slice()))),
        );
        rows.retain(|(row, _)| row.spread() >= APART);
        !rows.is_empty() && rows.iter().all(|(row, leanings)| is_explained(row, leanings))
    }
}

fn leaning(rows: &[&Row], rater: usize) -> f64 {
    let off = |row: &&Row| {
        let all = row.given.iter().copied().flatten().map(f64::from);
        Some(f64::from(row.by(rater)?) - mean(all)?)
    };
    mean(rows.iter().filter(|row| row.count() > 1).filter_map(off)).unwrap_or(0.0)
}

/// Whether the levels would be nearer to one apart than to [`APART`].
fn is_explained(row: &Row, leanings: &[f64]) -> bool {
    if leanings.is_empty() {
        return false;
    }
    let levels =
        || row.given.iter().zip(leanings).filter_map(|(own, off)| Some(f64::from((*own)?) - off));
    let (most, least) = (levels().max_by(f64::total_cmp), levels().min_by(f64::total_cmp));
    most.zip(least).is_some_and(|(most, least)| most - least < f64::from(APART) - 0.5)
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
