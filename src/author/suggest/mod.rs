//! What would bring a rubric nearer to the people who marked answers, each change with its effect
//! before it is made.
//!
//! The statistics only point: which of the changes makes sense is for somebody who knows the field.
//! A few dozen answers always agree with something by chance, so a change says on how many answers it
//! rests and whether it holds without any one of them.

pub mod cuts;
pub mod edit;
pub mod effect;
pub mod phrases;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::reference::rounded_mean;
use crate::agreement::mean;
use crate::content::ids::{CriterionId, RuleId};
use crate::content::marked::MarkedSet;
use crate::content::pattern::Pattern;
use crate::content::rubric::{Basis, DEFAULT_WITHIN, Rubric};
use crate::content::{MarkedAnswer, Marks};
use crate::scoring::meaning::{Vector, WordMeaning, word};
use crate::scoring::read::read;
use crate::scoring::{Assessment, CompiledRubric, Parts, PatternSet};
pub use cuts::Cut;
pub use edit::Edit;
pub use effect::{Effect, Scores};

/// Phrases of each kind that are tried.
const PHRASES: usize = 40;
/// Rules that a phrase is tried in.
const PLACES: usize = 3;

/// An answer and what people gave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkedText<'a> {
    /// Of the marked answer.
    pub id: &'a str,
    /// The answer.
    pub text: &'a str,
    /// What people gave it as a share of the scale, 0 to 1: the mean of their levels.
    pub given: f64,
    /// The same as a level: halves rounded down.
    pub level: u8,
}

impl<'a> MarkedText<'a> {
    /// The answers of the set tune that somebody gave a level, out of `of` levels above 0. Nobody
    /// looks at the others while writing patterns.
    #[must_use]
    pub fn tune(answers: &'a [MarkedAnswer], marks: &[Marks], of: u8) -> Vec<Self> {
        let own = answers.iter().filter(|own| own.set == MarkedSet::Tune);
        own.filter_map(|own| {
            let levels: Vec<u8> =
                marks.iter().filter_map(|rater| rater.marks.get(&own.id)?.level).collect();
            let level = rounded_mean(levels.iter().copied())?;
            let given = mean(levels.into_iter().map(f64::from))? / f64::from(of.max(1));
            Some(Self { id: &own.id, text: &own.text, given, level })
        })
        .collect()
    }
}

/// A change with its effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The change.
    #[serde(flatten)]
    pub edit: Edit,
    /// What it does, alone.
    pub effect: Effect,
    /// Answers that it rests on: those whose percentage changes.
    pub answers: Vec<String>,
    /// Where the pattern is found in one of them; none for a change without a pattern.
    pub example: Option<Example>,
}

/// A sentence in which a pattern is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Of the marked answer.
    pub answer: String,
    /// The sentence, as given.
    pub sentence: String,
}

/// What is suggested for one rubric.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Suggestions {
    /// How many answers they come from.
    pub answers: usize,
    /// Cuts that would lie better elsewhere; all of them are one change.
    pub cuts: Vec<Cut>,
    /// What all of `cuts` together do; none where there are none.
    pub cuts_effect: Option<Effect>,
    /// Phrases to add, patterns to take out, numbers to change: each gains, the surest first.
    pub changes: Vec<Suggestion>,
}

/// Suggests changes to a rubric from marked answers. Nothing for fewer than [`FEWEST`].
#[must_use]
pub fn suggest(parts: Parts<'_>, answers: &[MarkedText<'_>]) -> Suggestions {
    let rubric = parts.rubric;
    let Ok(compiled) = CompiledRubric::new(parts) else { return Suggestions::default() };
    if answers.len() < FEWEST {
        return Suggestions { answers: answers.len(), ..Suggestions::default() };
    }
    let assessments = effect::assessments(&compiled, answers);
    let before = Scores::by(&assessments);
    let mut edits = edit::numbers(rubric);
    edits.extend(phrase_edits(rubric, answers, &assessments, &before));
    edits.extend(pattern_edits(parts, answers, &before));
    let mut changes: Vec<Suggestion> = edits
        .into_par_iter()
        .filter_map(|edit| {
            let after = Scores::of(parts, &edit.apply(rubric)?, answers)?;
            let effect = Effect::new(&before, &after, answers);
            let gains = effect.gain().is_some_and(|gain| gain > 0.0)
                && effect.holds_without_any
                && effect.sureness >= Some(edit.sure_from());
            if !gains {
                return None;
            }
            let changed = before.percent.iter().zip(&after.percent).zip(answers);
            let rests: Vec<MarkedText<'_>> =
                changed.filter(|((a, b), _)| a != b).map(|(_, own)| *own).collect();
            let example = edit.pattern().and_then(|pattern| example(parts, pattern, &rests));
            let answers = rests.iter().map(|own| own.id.to_owned()).collect();
            Some(Suggestion { edit, effect, answers, example })
        })
        .collect();
    let sureness = |own: &Suggestion| own.effect.sureness.unwrap_or(0.0);
    // Stable: equally sure ones keep the order in which they were tried.
    changes.sort_by(|a, b| sureness(b).total_cmp(&sureness(a)));
    let cuts = cuts::moved(&rubric.cuts, &before.percent, answers);
    let cuts_effect = (!cuts.is_empty()).then(|| {
        let mut changed = rubric.clone();
        changed.cuts = cuts::cuts(&rubric.cuts, &before.percent, answers);
        Scores::of(parts, &changed, answers).map(|after| Effect::new(&before, &after, answers))
    });
    Suggestions { answers: answers.len(), cuts, cuts_effect: cuts_effect.flatten(), changes }
}

/// The first sentence in which a pattern is found.
fn example(parts: Parts<'_>, pattern: &str, answers: &[MarkedText<'_>]) -> Option<Example> {
    let pattern = Pattern::parse(pattern).ok()?;
    let one = [(&pattern, DEFAULT_WITHIN)];
    let set = PatternSet::new(one, &parts.rubric.groups, parts.lexicon).ok()?;
    answers.iter().find_map(|own| {
        let (_, found) = set.found_in(own.text).into_iter().next()?;
        let reading = read(own.text);
        let mut spans = reading.sentences.iter().map(|sentence| sentence.span(&reading.words));
        let span = spans.find(|span| span.start <= found.start && found.end <= span.end)?;
        let sentence = own.text.get(span)?.to_owned();
        Some(Example { answer: own.id.to_owned(), sentence })
    })
}

/// Fewer answers than this suggest nothing.
pub const FEWEST: usize = 10;

/// Phrases typical of answers scored too low, as patterns of rules that these answers miss; and those
/// typical of answers scored too high, as statements against.
fn phrase_edits(
    rubric: &Rubric,
    answers: &[MarkedText<'_>],
    assessments: &[Assessment],
    before: &Scores,
) -> Vec<Edit> {
    let errors: Vec<f64> = before
        .percent
        .iter()
        .zip(answers)
        .map(|(percent, own)| own.given - f64::from(*percent) / 100.0)
        .collect();
    let mut edits = Vec::new();
    for phrase in phrases::typical(answers, &errors, true, PHRASES) {
        for (criterion, rule) in places(rubric, assessments, &phrase) {
            let pattern = phrase.pattern.clone();
            edits.push(Edit::AddPattern { criterion, rule, pattern });
        }
    }
    for phrase in phrases::typical(answers, &errors, false, PHRASES) {
        for criterion in against_places(rubric, assessments, &phrase) {
            let pattern = phrase.pattern.clone();
            edits.push(Edit::AddAgainst { criterion, pattern, cap: 0 });
        }
    }
    edits
}

/// The rules that most of a phrase's answers miss, those nearest to it in meaning first.
fn places(
    rubric: &Rubric,
    assessments: &[Assessment],
    phrase: &phrases::Phrase,
) -> Vec<(CriterionId, RuleId)> {
    let direction = meaning_of(phrase.words.iter().map(String::as_str));
    let mut found = Vec::new();
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for rule in basis.rules.iter().filter(|rule| !rule.weak) {
            let missed = |own: &usize| {
                assessments[*own]
                    .criteria
                    .get(at)
                    .is_some_and(|own| own.missing.iter().any(|other| other.rule == rule.id))
            };
            let count = phrase.answers.iter().filter(|own| missed(own)).count();
            if count * 2 <= phrase.answers.len() {
                continue;
            }
            let about = std::iter::once(criterion.title.as_str())
                .chain(rule.title.as_deref())
                .chain(rule.says.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join(" ");
            let reading = read(&about);
            let own = meaning_of(reading.words.iter().map(|word| word.norm.as_str()));
            let likeness = direction.as_ref().zip(own.as_ref()).map_or(0, |(a, b)| a.similarity(b));
            found.push((likeness, criterion.id.clone(), rule.id.clone()));
        }
    }
    found.sort_by_key(|(likeness, ..)| std::cmp::Reverse(*likeness));
    found.into_iter().take(PLACES).map(|(_, criterion, rule)| (criterion, rule)).collect()
}

/// The criteria at which most of a phrase's answers have a level to lose, in the rubric's order.
fn against_places(
    rubric: &Rubric,
    assessments: &[Assessment],
    phrase: &phrases::Phrase,
) -> Vec<CriterionId> {
    let mut found = Vec::new();
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        if !matches!(criterion.basis, Basis::Evidence(_)) {
            continue;
        }
        let has = |own: &&usize| {
            let level = assessments[**own].criteria.get(at).and_then(|own| own.level);
            level.is_some_and(|level| level > 0)
        };
        if phrase.answers.iter().filter(has).count() * 2 > phrase.answers.len() {
            found.push(criterion.id.clone());
        }
    }
    found
}

fn meaning_of<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vector> {
    let words: Vec<WordMeaning> = words.map(word).collect();
    Vector::of(&words)
}

/// Patterns that find something in an answer scored too high, to be taken out.
fn pattern_edits(parts: Parts<'_>, answers: &[MarkedText<'_>], before: &Scores) -> Vec<Edit> {
    let mut all = Vec::new();
    for criterion in &parts.rubric.criteria {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for rule in &basis.rules {
            all.extend(rule.any.iter().map(|pattern| (criterion, rule, pattern)));
        }
    }
    let patterns = all.iter().map(|(_, rule, pattern)| (*pattern, rule.within));
    let Ok(set) = PatternSet::new(patterns, &parts.rubric.groups, parts.lexicon) else {
        return Vec::new();
    };
    let too_high = answers.iter().zip(&before.level).filter(|(own, level)| own.level < **level);
    let mut found = BTreeSet::new();
    for (own, _) in too_high {
        found.extend(set.found_in(own.text).into_iter().map(|(at, _)| at));
    }
    found
        .into_iter()
        .filter_map(|at| all.get(at))
        .map(|(criterion, rule, pattern)| Edit::DropPattern {
            criterion: criterion.id.clone(),
            rule: rule.id.clone(),
            pattern: pattern.source.clone(),
        })
        .collect()
}
