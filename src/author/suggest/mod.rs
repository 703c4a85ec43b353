//! What would bring a rubric nearer to the people who marked answers, each change with its effect
//! before it is made.
//!
//! The statistics only point: which of the changes makes sense is for somebody who knows the field.
//! A few dozen answers always agree with something by chance, so a change says on how many answers it
//! rests and whether it holds without any one of them.

pub mod cuts;
pub mod edit;
pub mod effect;
mod outline;
pub mod phrases;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::reference::rounded_mean;
use crate::agreement::mean;
use crate::content::ids::RuleId;
use crate::content::marked::MarkedSet;
use crate::content::pattern::Pattern;
use crate::content::rubric::{Basis, DEFAULT_WITHIN, Rubric};
use crate::content::{MarkedAnswer, Marks};
use crate::scoring::meaning::{Vector, WordMeaning, word};
use crate::scoring::read::read;
use crate::scoring::{Assessment, Parts, PatternSet};
pub use cuts::Cut;
pub use edit::Edit;
pub use effect::{Effect, Scores};
use outline::Outline;

/// Phrases of each kind that are tried.
const PHRASES: usize = 40;
/// A smaller gain in correlation than this shows in no figure.
const LEAST_GAIN: f64 = 0.005;
/// Rules that a phrase is tried in.
const PLACES: usize = 3;
/// Changes of each kind that are scored in full.
const TRIED: usize = 24;

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

/// Suggests changes to a rubric from marked answers, scored with or without a look at meaning. Nothing
/// for fewer than [`FEWEST`].
#[must_use]
pub fn suggest(parts: Parts<'_>, meaning: bool, answers: &[MarkedText<'_>]) -> Suggestions {
    let rubric = parts.rubric;
    let Some(compiled) = effect::compile(parts, meaning) else { return Suggestions::default() };
    if answers.len() < FEWEST {
        return Suggestions { answers: answers.len(), ..Suggestions::default() };
    }
    let assessments = effect::assessments(&compiled, answers);
    let before = Scores::by(&assessments);
    let outline = Outline::new(&assessments);
    let mut edits = promising(numbers(rubric, answers, &outline));
    edits.extend(promising(phrases_to_add(rubric, answers, &assessments, &outline)));
    edits.extend(promising(statements_against(rubric, answers, &assessments, &outline)));
    edits.extend(promising(patterns_to_drop(parts, answers, &outline, &before)));
    let mut changes: Vec<Suggestion> = edits
        .into_par_iter()
        .filter_map(|edit| {
            let after = Scores::of(parts, &edit.apply(rubric)?, meaning, answers)?;
            let effect = Effect::new(&before, &after, answers);
            let gains = effect.gain().is_some_and(|gain| gain >= LEAST_GAIN)
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
        Scores::of(parts, &changed, meaning, answers)
            .map(|after| Effect::new(&before, &after, answers))
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

/// A change, and the correlation that it has in outline, if that is a gain.
type Sketch = (Edit, Option<f64>);

/// The changes that gain most in outline, the best first: scoring in full is dear.
fn promising(sketches: Vec<Sketch>) -> Vec<Edit> {
    let mut gaining: Vec<(Edit, f64)> =
        sketches.into_iter().filter_map(|(edit, gain)| Some((edit, gain?))).collect();
    // Stable: equal ones keep the order in which they were thought of.
    gaining.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    gaining.into_iter().take(TRIED).map(|(edit, _)| edit).collect()
}

/// The correlation of an outline under a rubric, if it is above that of the rubric as it is.
fn gain(
    outline: &Outline,
    changed: (&Outline, &Rubric),
    rubric: &Rubric,
    answers: &[MarkedText<'_>],
) -> Option<f64> {
    let now = outline.pearson(rubric, answers)?;
    changed.0.pearson(changed.1, answers).filter(|then| *then > now)
}

/// Weights, points and needs one up or down, and rules left out.
fn numbers(rubric: &Rubric, answers: &[MarkedText<'_>], outline: &Outline) -> Vec<Sketch> {
    let sketch = |edit: Edit| {
        let changed = edit.apply(rubric)?;
        let gain = gain(outline, (outline, &changed), rubric, answers);
        Some((edit, gain))
    };
    edit::numbers(rubric).into_iter().filter_map(sketch).collect()
}

/// Phrases typical of answers scored too low, as patterns of rules that these answers miss.
fn phrases_to_add(
    rubric: &Rubric,
    answers: &[MarkedText<'_>],
    assessments: &[Assessment],
    outline: &Outline,
) -> Vec<Sketch> {
    let mut sketches = Vec::new();
    for phrase in phrases::typical(answers, &errors(answers, assessments), true, PHRASES) {
        for (at, rule) in places(rubric, &phrase, outline) {
            let changed = outline.with(at, &rule, &phrase.answers, true);
            let criterion = rubric.criteria[at].id.clone();
            let edit = Edit::AddPattern { criterion, rule, pattern: phrase.pattern.clone() };
            sketches.push((edit, gain(outline, (&changed, rubric), rubric, answers)));
        }
    }
    sketches
}

/// Phrases typical of answers scored too high, as statements against.
fn statements_against(
    rubric: &Rubric,
    answers: &[MarkedText<'_>],
    assessments: &[Assessment],
    outline: &Outline,
) -> Vec<Sketch> {
    let mut sketches = Vec::new();
    for phrase in phrases::typical(answers, &errors(answers, assessments), false, PHRASES) {
        for (at, criterion) in rubric.criteria.iter().enumerate() {
            if matches!(criterion.basis, Basis::Evidence(_)) {
                let changed = outline.capped(at, &phrase.answers, 0);
                let (criterion, pattern) = (criterion.id.clone(), phrase.pattern.clone());
                let edit = Edit::AddAgainst { criterion, pattern, cap: 0 };
                sketches.push((edit, gain(outline, (&changed, rubric), rubric, answers)));
            }
        }
    }
    sketches
}

/// By how much, as a share of the scale, each answer was given more than it was scored.
fn errors(answers: &[MarkedText<'_>], assessments: &[Assessment]) -> Vec<f64> {
    let percent = assessments.iter().map(|own| f64::from(own.percent.unwrap_or(0)));
    percent.zip(answers).map(|(percent, own)| own.given - percent / 100.0).collect()
}

/// The rules that most of a phrase's answers miss, those nearest to it in meaning first, with the
/// place of their criterion in the rubric.
fn places(rubric: &Rubric, phrase: &phrases::Phrase, outline: &Outline) -> Vec<(usize, RuleId)> {
    let direction = meaning_of(phrase.words.iter().map(String::as_str));
    let mut found = Vec::new();
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for rule in basis.rules.iter().filter(|rule| !rule.weak) {
            let has = phrase.answers.iter().filter(|own| outline.has(**own, at, &rule.id)).count();
            if has * 2 >= phrase.answers.len() {
                continue;
            }
            let about = std::iter::once(criterion.title.as_str())
                .chain(rule.title.as_deref())
                .chain(rule.says.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join(" ");
            let reading = read(&about);
            let own = meaning_of(reading.words.iter().map(|word| &*word.norm));
            let likeness = direction.as_ref().zip(own.as_ref()).map_or(0, |(a, b)| a.similarity(b));
            found.push((likeness, at, rule.id.clone()));
        }
    }
    found.sort_by_key(|(likeness, ..)| std::cmp::Reverse(*likeness));
    found.into_iter().take(PLACES).map(|(_, at, rule)| (at, rule)).collect()
}

fn meaning_of<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vector> {
    let words: Vec<WordMeaning> = words.map(word).collect();
    Vector::of(&words)
}

/// Patterns that alone find something for their rule in an answer scored too high.
fn patterns_to_drop(
    parts: Parts<'_>,
    answers: &[MarkedText<'_>],
    outline: &Outline,
    before: &Scores,
) -> Vec<Sketch> {
    let mut all = Vec::new();
    for (at, criterion) in parts.rubric.criteria.iter().enumerate() {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for rule in &basis.rules {
            all.extend(rule.any.iter().map(|pattern| (at, rule, pattern)));
        }
    }
    let patterns = all.iter().map(|(_, rule, pattern)| (*pattern, rule.within));
    let Ok(set) = PatternSet::new(patterns, &parts.rubric.groups, parts.lexicon) else {
        return Vec::new();
    };
    // By pattern, the answers in which no other pattern of the rule finds anything.
    let mut alone: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let found: Vec<Vec<usize>> = answers
        .par_iter()
        .map(|own| set.found_in(own.text).into_iter().map(|(at, _)| at).collect())
        .collect();
    for (answer, found) in found.iter().enumerate() {
        for pattern in found {
            let rule = |at: &usize| all.get(*at).map(|(at, rule, _)| (*at, &rule.id));
            if found.iter().filter(|other| rule(other) == rule(pattern)).count() == 1 {
                alone.entry(*pattern).or_default().insert(answer);
            }
        }
    }
    let too_high = |own: &usize| answers[*own].level < before.level[*own];
    alone
        .into_iter()
        .filter(|(_, own)| own.iter().any(too_high))
        .filter_map(|(at, own)| {
            let (criterion, rule, pattern) = all.get(at)?;
            let changed = outline.with(*criterion, &rule.id, &own, false);
            let edit = Edit::DropPattern {
                criterion: parts.rubric.criteria[*criterion].id.clone(),
                rule: rule.id.clone(),
                pattern: pattern.source.clone(),
            };
            let gain = gain(outline, (&changed, parts.rubric), parts.rubric, answers);
            Some((edit, gain))
        })
        .collect()
}
