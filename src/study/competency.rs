//! How an attempt went per competency.

use std::collections::BTreeMap;

use serde::Serialize;

use super::digest;
use crate::content::ids::Competency;
use crate::content::scenario::{Question, Scenario};
use crate::interview::{Attempt, QuestionResult};

/// What was earned in one competency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompetencyShare {
    /// Which.
    pub competency: Competency,
    /// Weighted mean of the criteria and closed questions that train it, 0..=100.
    pub percent: u8,
    /// How many criteria and closed questions that is.
    pub of: u32,
}

#[derive(Default)]
struct Sum {
    /// Hundredths of a percent times weight.
    earned: u64,
    weight: u64,
    count: u32,
}

/// The competencies that an attempt touched, by name. A closed question weighs as much as a
/// criterion of weight 1; what was skipped or not scored does not count.
#[must_use]
pub fn profile(attempt: &Attempt, scenario: &Scenario) -> Vec<CompetencyShare> {
    profile_of([(attempt, scenario)])
}

/// As [`profile`], of several attempts together, each with its case.
#[must_use]
pub fn profile_of<'a>(
    attempts: impl IntoIterator<Item = (&'a Attempt, &'a Scenario)>,
) -> Vec<CompetencyShare> {
    let mut sums: BTreeMap<Competency, Sum> = BTreeMap::new();
    for (attempt, scenario) in attempts {
        for question in &scenario.questions {
            let standing = attempt.standing(&question.id);
            if let Some(result) = standing.and_then(|standing| standing.result.as_ref()) {
                add_result(&mut sums, question, result);
            }
        }
    }
    sums.into_iter()
        .map(|(competency, sum)| CompetencyShare {
            competency,
            percent: u8::try_from((sum.earned / sum.weight.max(1) + 50) / 100).unwrap_or(100),
            of: sum.count,
        })
        .collect()
}

fn add_result(sums: &mut BTreeMap<Competency, Sum>, question: &Question, result: &QuestionResult) {
    let mut add = |competency: &Competency, hundredths: u64, weight: u64| {
        let sum = sums.entry(competency.clone()).or_default();
        sum.earned += hundredths * weight;
        sum.weight += weight;
        sum.count += 1;
    };
    match result {
        QuestionResult::Open(scored) => {
            for criterion in &scored.assessment.criteria {
                if let (Some(competency), Some(level)) = (&criterion.competency, criterion.level) {
                    let share = u64::from(level) * 10_000 / u64::from(criterion.of.max(1));
                    add(competency, share, u64::from(criterion.weight));
                }
            }
        }
        QuestionResult::Closed(closed) => {
            if let Some(competency) = digest::competency(question) {
                add(&competency, u64::from(closed.percent) * 100, 1);
            }
        }
    }
}
