//! Answers with their assessments.

use std::collections::BTreeSet;

use hotseat::agreement::pearson;
use hotseat::scoring::assessment::FlagCode;
use hotseat::scoring::{Assessment, CompiledRubric, Given, assess};
use rayon::prelude::*;

use super::data::{Answer, Question, Split};

pub(crate) struct Scored<'a> {
    pub(crate) answer: &'a Answer,
    pub(crate) assessment: Assessment,
}

impl Scored<'_> {
    pub(crate) fn percent(&self) -> u8 {
        self.assessment.percent.unwrap_or(0)
    }

    /// From 100 points that the engine gives too many to 100 that it gives too few.
    pub(crate) fn error(&self) -> f64 {
        f64::from(self.percent()) - 100.0 * self.answer.score
    }

    pub(crate) fn has(&self, codes: &[FlagCode]) -> bool {
        self.assessment.flags.iter().any(|flag| codes.contains(&flag.code))
    }

    pub(crate) fn codes(&self) -> BTreeSet<FlagCode> {
        self.assessment.flags.iter().map(|flag| flag.code).collect()
    }
}

pub(crate) fn scored<'a>(
    rubric: &CompiledRubric,
    question: &Question,
    answers: &'a [Answer],
) -> Vec<Scored<'a>> {
    answers
        .par_iter()
        .filter(|answer| answer.question == question.id)
        .map(|answer| Scored { answer, assessment: assess(rubric, Given::answer(&answer.text)) })
        .collect()
}

pub(crate) fn agreement(scored: &[Scored<'_>], split: Split) -> Option<f64> {
    let half: Vec<&Scored<'_>> = scored.iter().filter(|own| own.answer.split == split).collect();
    let pairs: Vec<(f64, f64)> =
        half.iter().map(|own| (f64::from(own.percent()), own.answer.score)).collect();
    pearson(&pairs)
}
