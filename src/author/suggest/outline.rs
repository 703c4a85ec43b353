//! An answer's score in outline: which rules it satisfied, and what that is worth if points, needs
//! or weights were others, or another rule were satisfied.
//!
//! It leaves out what only the whole scorer knows (order, caps, gates), and tells in microseconds
//! which of a thousand changes are worth scoring in full.

use std::collections::BTreeSet;

use super::MarkedText;
use crate::agreement::pearson;
use crate::content::ids::RuleId;
use crate::content::rubric::{Basis, EvidenceBasis, Rubric};
use crate::scoring::Assessment;

/// The answers in outline.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    answers: Vec<Vec<Criterion>>,
    /// Answers that a guard, or the lack of any evidence, puts to nothing.
    nothing: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Criterion {
    satisfied: BTreeSet<RuleId>,
    /// As scored.
    level: u8,
    of: u8,
    /// The lowest of its caps.
    cap: u8,
}

impl Outline {
    pub(super) fn new(assessments: &[Assessment]) -> Self {
        let criteria = |own: &Assessment| {
            own.criteria
                .iter()
                .map(|own| Criterion {
                    satisfied: own.evidence.iter().map(|found| found.rule.clone()).collect(),
                    level: own.level.unwrap_or(0),
                    of: own.of,
                    cap: own.against.iter().map(|found| found.cap).min().unwrap_or(u8::MAX),
                })
                .collect()
        };
        Self {
            answers: assessments.iter().map(criteria).collect(),
            nothing: assessments.iter().map(|own| own.percent.unwrap_or(0) == 0).collect(),
        }
    }

    /// Whether an answer satisfied a rule of a criterion, by their places in the rubric.
    pub(super) fn has(&self, answer: usize, criterion: usize, rule: &RuleId) -> bool {
        let own = self.answers.get(answer).and_then(|own| own.get(criterion));
        own.is_some_and(|own| own.satisfied.contains(rule))
    }

    /// The same with a rule satisfied, or no longer, in some answers.
    pub(super) fn with(
        &self,
        criterion: usize,
        rule: &RuleId,
        answers: &BTreeSet<usize>,
        satisfied: bool,
    ) -> Self {
        let mut changed = self.clone();
        for at in answers {
            let Some(own) = changed.answers.get_mut(*at).and_then(|own| own.get_mut(criterion))
            else {
                continue;
            };
            if satisfied {
                own.satisfied.insert(rule.clone());
            } else {
                own.satisfied.remove(rule);
            }
        }
        changed
    }

    /// The same with a criterion capped in some answers.
    pub(super) fn capped(&self, criterion: usize, answers: &BTreeSet<usize>, cap: u8) -> Self {
        let mut changed = self.clone();
        for at in answers {
            if let Some(own) = changed.answers.get_mut(*at).and_then(|own| own.get_mut(criterion)) {
                own.cap = own.cap.min(cap);
            }
        }
        changed
    }

    /// Pearson's correlation of the percentages under a rubric with what was given.
    pub(super) fn pearson(&self, rubric: &Rubric, answers: &[MarkedText<'_>]) -> Option<f64> {
        let pairs: Vec<(f64, f64)> = self
            .answers
            .iter()
            .zip(&self.nothing)
            .zip(answers)
            .map(|((own, nothing), answer)| {
                (if *nothing { 0.0 } else { share(rubric, own) }, answer.given)
            })
            .collect();
        pearson(&pairs)
    }
}

/// The weighted mean of the criteria's levels as a share of their highest.
fn share(rubric: &Rubric, criteria: &[Criterion]) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (criterion, own) in rubric.criteria.iter().zip(criteria) {
        let (level, of) = match &criterion.basis {
            Basis::Evidence(basis) => (level(basis, own).min(own.cap), own.of),
            Basis::Frameworks(_) => (own.level, own.of),
            Basis::Person(_) => continue,
        };
        let weight = f64::from(criterion.weight);
        sum += weight * f64::from(level) / f64::from(of.max(1));
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

fn level(basis: &EvidenceBasis, own: &Criterion) -> u8 {
    let points = |weak_too: bool| -> u32 {
        let counted = basis
            .rules
            .iter()
            .filter(|rule| (weak_too || !rule.weak) && own.satisfied.contains(&rule.id));
        counted.map(|rule| rule.points).sum()
    };
    let (all, strong) = (points(true), points(false));
    let reached = basis.levels.iter().filter(|level| {
        (if level.at <= 1 { all } else { strong }) >= level.needs
            && level.with.iter().all(|rule| own.satisfied.contains(rule))
    });
    reached.map(|level| level.at).max().unwrap_or(0)
}
