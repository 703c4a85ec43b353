//! What a rubric pays for answers to other questions.
//!
//! Every question has such answers, and nobody has to mark them for it: what a rule finds there is
//! mostly not what it was written for. Answers to the case's other questions are counted apart, since
//! they speak of the same people and papers, and may well say the same.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::Subject;
use super::rules::{Count, Hits, LEAST_FOUND, Looked, Rules};
use crate::agreement::mean;
use crate::content::ids::{CriterionId, RuleId};
use crate::content::marked::MarkedSet;
use crate::scoring::{Assessment, Given, assess};

/// How many of the answers that get most are named.
const HIGHEST: usize = 8;

/// How many finds of a pattern are shown.
const EXAMPLES: usize = 3;

/// A rule is called loose if the share of answers to other cases that have it is at least one in so
/// many of the share of its own question's.
const LOOSE_FROM_ONE_IN: usize = 3;

/// A marked answer to some question. Of the set tune alone: nobody who writes patterns is to read words
/// of a check set, another question's included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherText {
    /// `scenario/question`.
    pub question: String,
    /// Within the question.
    pub id: String,
    /// The answer.
    pub text: String,
}

/// What one rubric pays for them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Others {
    /// For answers to the other questions of its case.
    pub same_case: Paid,
    /// For those to questions of other cases.
    pub other_cases: Paid,
    /// The answers that get most, of both kinds, the highest first.
    pub highest: Vec<OtherAnswer>,
    /// Its rules, in the rubric's order.
    pub rules: Vec<LooseRule>,
}

/// What some answers get.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Paid {
    /// How many answers.
    pub answers: usize,
    /// Mean percentage; none without answers.
    pub mean_percent: Option<f64>,
    /// By computed level, those that occur: how many.
    pub levels: BTreeMap<u8, usize>,
}

/// An answer to another question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherAnswer {
    /// `scenario/question`.
    pub question: String,
    /// Within the question.
    pub id: String,
    /// What it gets.
    pub percent: u8,
    /// The level.
    pub level: u8,
}

/// What a rule finds in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LooseRule {
    /// The criterion that it belongs to.
    pub criterion: CriterionId,
    /// Within the criterion; `framework.phase` where a framework is the evidence.
    pub rule: RuleId,
    /// Answers to the question itself, of the set tune.
    pub own: Count,
    /// Answers to other questions of the case.
    pub same_case: Count,
    /// Answers to questions of other cases.
    pub other_cases: Count,
    /// Whether other cases have it often, measured by its own question: in [`LEAST_FOUND`] answers or
    /// more, and at least a third as often.
    pub loose: bool,
    /// The patterns that found something in other cases, the most frequent first.
    pub patterns: Vec<LoosePattern>,
}

/// What a pattern finds in other cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoosePattern {
    /// As its author wrote it; none for what is found by its meaning.
    pub pattern: Option<String>,
    /// In how many answers.
    pub found: usize,
    /// What it finds in the first of them: the words, each once.
    pub examples: Vec<String>,
}

/// An answer, scored.
struct Scored<'t> {
    text: &'t str,
    hits: Hits,
    assessment: Assessment,
}

/// One to another question.
struct Other<'t> {
    of: &'t OtherText,
    scored: Scored<'t>,
}

impl Others {
    pub(super) fn of<'t>(subject: &'t Subject, texts: &'t [OtherText]) -> Self {
        let rubric = &subject.rubric;
        let rules = Rules::new(rubric);
        let score = |text: &'t str| {
            let assessment = assess(rubric, Given::answer(text));
            Scored { text, hits: rules.hits(text, &assessment.criteria), assessment }
        };
        let own: Vec<&str> = subject
            .answers
            .iter()
            .filter(|answer| answer.set == MarkedSet::Tune)
            .map(|answer| answer.text.as_str())
            .collect();
        // A text that stands in the question's own file, too, is an answer to it.
        let is_other =
            |text: &&OtherText| text.question != rubric.question && !own.contains(&&*text.text);
        let (same, elsewhere): (Vec<&OtherText>, Vec<&OtherText>) = texts
            .iter()
            .filter(is_other)
            .partition(|text| case(&text.question) == case(&rubric.question));
        let other = |of: &'t OtherText| Other { of, scored: score(&of.text) };
        let same: Vec<Other<'_>> = same.into_par_iter().map(other).collect();
        let elsewhere: Vec<Other<'_>> = elsewhere.into_par_iter().map(other).collect();
        let own: Vec<Scored<'_>> = own.par_iter().map(|text| score(text)).collect();
        Self {
            same_case: Paid::of(&same),
            other_cases: Paid::of(&elsewhere),
            highest: highest(same.iter().chain(&elsewhere)),
            rules: found(&rules, &own, &same, &elsewhere),
        }
    }
}

/// The scenario of `scenario/question`.
fn case(question: &str) -> &str {
    question.split_once('/').map_or(question, |(scenario, _)| scenario)
}

impl Paid {
    fn of(answers: &[Other<'_>]) -> Self {
        let mut levels = BTreeMap::new();
        for own in answers {
            *levels.entry(own.scored.assessment.level.unwrap_or(0)).or_default() += 1;
        }
        let percent = |own: &Other<'_>| f64::from(own.scored.assessment.percent.unwrap_or(0));
        let mean_percent = mean(answers.iter().map(percent));
        Self { answers: answers.len(), mean_percent, levels }
    }
}

fn highest<'o>(all: impl Iterator<Item = &'o Other<'o>>) -> Vec<OtherAnswer> {
    let mut answers: Vec<OtherAnswer> = all
        .filter_map(|own| {
            let level = own.scored.assessment.level.filter(|level| *level > 0)?;
            Some(OtherAnswer {
                question: own.of.question.clone(),
                id: own.of.id.clone(),
                percent: own.scored.assessment.percent.unwrap_or(0),
                level,
            })
        })
        .collect();
    // Stable: of equal ones, those of the same case first, in the order of the library.
    answers.sort_by_key(|own| std::cmp::Reverse(own.percent));
    answers.truncate(HIGHEST);
    answers
}

/// What each rule finds.
fn found(
    rules: &Rules<'_>,
    own: &[Scored<'_>],
    same: &[Other<'_>],
    elsewhere: &[Other<'_>],
) -> Vec<LooseRule> {
    let mut all = Vec::new();
    for (at, (criterion, looked)) in rules.by_criterion().enumerate() {
        for (rule_at, rule) in looked.iter().enumerate() {
            let key = (at, rule_at);
            let own = counted(own.iter(), key);
            let other_cases = counted(elsewhere.iter().map(|own| &own.scored), key);
            all.push(LooseRule {
                criterion: criterion.id.clone(),
                rule: rule.id.clone(),
                own,
                same_case: counted(same.iter().map(|own| &own.scored), key),
                other_cases,
                loose: is_loose(own, other_cases),
                patterns: patterns(rule, key, elsewhere),
            });
        }
    }
    all
}

/// The patterns of a rule that find something, the most frequent first.
fn patterns(rule: &Looked<'_>, key: (usize, usize), answers: &[Other<'_>]) -> Vec<LoosePattern> {
    let mut found: BTreeMap<Option<usize>, (usize, Vec<String>)> = BTreeMap::new();
    for Scored { text, hits, .. } in answers.iter().map(|own| &own.scored) {
        let Some(hit) = hits.get(&key) else { continue };
        let words = text.get(hit.words.clone()).unwrap_or_default();
        let by_meaning = hit.patterns.is_empty().then_some(None);
        for pattern in hit.patterns.iter().copied().map(Some).chain(by_meaning) {
            let (count, examples) = found.entry(pattern).or_default();
            *count += 1;
            if examples.len() < EXAMPLES && !examples.iter().any(|known| known == words) {
                examples.push(words.to_owned());
            }
        }
    }
    let shown = |(at, (found, examples)): (Option<usize>, _)| LoosePattern {
        pattern: at.and_then(|at| rule.pattern(at)).map(str::to_owned),
        found,
        examples,
    };
    let mut patterns: Vec<LoosePattern> = found.into_iter().map(shown).collect();
    // Stable: equal ones keep the order of the file.
    patterns.sort_by_key(|own| std::cmp::Reverse(own.found));
    patterns
}

fn counted<'s>(scored: impl Iterator<Item = &'s Scored<'s>>, key: (usize, usize)) -> Count {
    let mut count = Count::default();
    scored.for_each(|own| count.add(own.hits.contains_key(&key)));
    count
}

fn is_loose(own: Count, others: Count) -> bool {
    others.count >= LEAST_FOUND
        && others.count * own.of * LOOSE_FROM_ONE_IN >= own.count * others.of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_loose_that_other_cases_have_a_third_as_often() {
        let of = |count, of| Count { count, of };
        assert!(is_loose(of(30, 50), of(20, 100)));
        assert!(!is_loose(of(30, 50), of(19, 100)));
        assert!(!is_loose(of(0, 50), of(4, 100)), "four may be chance");
        assert!(is_loose(of(0, 0), of(5, 100)), "nothing shows that it is of any use");
    }
}
