//! What a rubric pays for answers to other questions.
//!
//! Every question has such answers, and nobody has to mark them for it: what a rule finds there is
//! mostly not what it was written for. Answers to the case's other questions are counted apart, since
//! they speak of the same people and papers, and may well say the same.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::Subject;
use super::rules::{Count, Hits, LEAST_FOUND, Rules};
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

/// A marked answer to some question, of the set tune: the others nobody who writes patterns reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherText {
    /// The case.
    pub scenario: String,
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
    /// Whether it is found in other cases nearly as often as in its own question: in
    /// [`LEAST_FOUND`] answers or more, and a third as often.
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

impl Others {
    pub(super) fn of(subject: &Subject, texts: &[OtherText]) -> Self {
        let rubric = &subject.rubric;
        let scenario = rubric.question.split('/').next().unwrap_or_default();
        let rules = Rules::new(rubric);
        let scored = |text| {
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
        let others: Vec<&OtherText> = texts
            .iter()
            .filter(|other| other.question != rubric.question && !own.contains(&&*other.text))
            .collect();
        let own: Vec<Scored<'_>> = own.par_iter().map(|text| scored(text)).collect();
        let all: Vec<(&OtherText, Scored<'_>)> =
            others.par_iter().map(|other| (*other, scored(&other.text))).collect();
        let (same, elsewhere): (Vec<_>, Vec<_>) =
            all.iter().partition(|(other, _)| other.scenario == scenario);
        let of = |some: &[&(&OtherText, Scored<'_>)]| Paid::of(some.iter().map(|own| &own.1));
        Self {
            same_case: of(&same),
            other_cases: of(&elsewhere),
            highest: highest(&all),
            rules: loose(&rules, &own, &same, &elsewhere),
        }
    }
}

impl Paid {
    fn of<'s>(scored: impl Iterator<Item = &'s Scored<'s>>) -> Self {
        let (mut levels, mut percents) = (BTreeMap::new(), Vec::new());
        for own in scored {
            *levels.entry(own.assessment.level.unwrap_or(0)).or_default() += 1;
            percents.push(f64::from(own.assessment.percent.unwrap_or(0)));
        }
        Self { answers: percents.len(), mean_percent: mean(percents), levels }
    }
}

fn highest(all: &[(&OtherText, Scored<'_>)]) -> Vec<OtherAnswer> {
    let paid = all.iter().filter(|(_, own)| own.assessment.level.is_some_and(|level| level > 0));
    let mut answers: Vec<OtherAnswer> = paid
        .map(|(other, own)| OtherAnswer {
            question: other.question.clone(),
            id: other.id.clone(),
            percent: own.assessment.percent.unwrap_or(0),
            level: own.assessment.level.unwrap_or(0),
        })
        .collect();
    // Stable: equal ones keep the order of the library.
    answers.sort_by_key(|own| std::cmp::Reverse(own.percent));
    answers.truncate(HIGHEST);
    answers
}

fn loose(
    rules: &Rules<'_>,
    own: &[Scored<'_>],
    same: &[&(&OtherText, Scored<'_>)],
    elsewhere: &[&(&OtherText, Scored<'_>)],
) -> Vec<LooseRule> {
    let mut all = Vec::new();
    for (at, (criterion, looked)) in rules.by_criterion().enumerate() {
        for (rule_at, rule) in looked.iter().enumerate() {
            let key = (at, rule_at);
            let own = counted(own.iter(), key);
            let other_cases = counted(elsewhere.iter().map(|own| &own.1), key);
            let mut found: BTreeMap<Option<usize>, (usize, Vec<String>)> = BTreeMap::new();
            for scored in elsewhere.iter().map(|own| &own.1) {
                let Some(hit) = scored.hits.get(&key) else { continue };
                let words = scored.text.get(hit.words.clone()).unwrap_or_default();
                let by_meaning = hit.patterns.is_empty().then_some(None);
                for pattern in hit.patterns.iter().copied().map(Some).chain(by_meaning) {
                    let (count, examples) = found.entry(pattern).or_default();
                    *count += 1;
                    if examples.len() < EXAMPLES && !examples.iter().any(|known| known == words) {
                        examples.push(words.to_owned());
                    }
                }
            }
            let mut patterns: Vec<LoosePattern> = found
                .into_iter()
                .map(|(pattern, (found, examples))| LoosePattern {
                    pattern: pattern.and_then(|at| rule.pattern(at)).map(str::to_owned),
                    found,
                    examples,
                })
                .collect();
            patterns.sort_by_key(|own| std::cmp::Reverse(own.found));
            all.push(LooseRule {
                criterion: criterion.id.clone(),
                rule: rule.id.clone(),
                own,
                same_case: counted(same.iter().map(|own| &own.1), key),
                other_cases,
                loose: is_loose(own, other_cases),
                patterns,
            });
        }
    }
    all
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
