//! What a change to a rubric does to its agreement with people.

use rayon::prelude::*;
use serde::Serialize;

use super::MarkedText;
use crate::agreement::{mean, pearson, quadratic_kappa};
use crate::content::rubric::Rubric;
use crate::scoring::{Assessment, CompiledRubric, Given, Parts, assess};

/// A rubric's scores of the marked answers, in their order.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Percentages; 0 where it did not score.
    pub percent: Vec<u8>,
    /// Levels; 0 where it did not score.
    pub level: Vec<u8>,
}

impl Scores {
    /// Scores the answers by a rubric, with or without a look at meaning; none if it does not compile.
    #[must_use]
    pub fn of(
        parts: Parts<'_>,
        rubric: &Rubric,
        meaning: bool,
        answers: &[MarkedText<'_>],
    ) -> Option<Self> {
        let compiled = compile(Parts { rubric, ..parts }, meaning)?;
        Some(Self::by(&assessments(&compiled, answers)))
    }

    /// The percentages and levels of assessments.
    #[must_use]
    pub fn by(assessments: &[Assessment]) -> Self {
        Self {
            percent: assessments.iter().map(|own| own.percent.unwrap_or(0)).collect(),
            level: assessments.iter().map(|own| own.level.unwrap_or(0)).collect(),
        }
    }

    /// Pearson's correlation of the percentage with what was given.
    #[must_use]
    pub fn pearson(&self, answers: &[MarkedText<'_>]) -> Option<f64> {
        pearson(&self.pairs(answers))
    }

    /// Quadratic weighted kappa of the levels.
    #[must_use]
    pub fn qwk(&self, answers: &[MarkedText<'_>]) -> Option<f64> {
        let levels: Vec<(u8, u8)> =
            answers.iter().map(|own| own.level).zip(self.level.iter().copied()).collect();
        quadratic_kappa(&levels)
    }

    fn pairs(&self, answers: &[MarkedText<'_>]) -> Vec<(f64, f64)> {
        self.percent
            .iter()
            .zip(answers)
            .map(|(percent, own)| (f64::from(*percent), own.given))
            .collect()
    }
}

/// The rubric made ready; none if it does not compile.
pub(super) fn compile(parts: Parts<'_>, meaning: bool) -> Option<CompiledRubric> {
    let compiled = CompiledRubric::new(parts).ok()?;
    Some(if meaning { compiled } else { compiled.without_meaning() })
}

/// The assessments of the answers, all cores at work, order kept.
#[must_use]
pub fn assessments(rubric: &CompiledRubric, answers: &[MarkedText<'_>]) -> Vec<Assessment> {
    answers.par_iter().map(|own| assess(rubric, Given::answer(own.text))).collect()
}

/// What a change does, measured on the answers that it was suggested from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Correlation of the percentage with the given level, before.
    pub pearson_before: Option<f64>,
    /// After.
    pub pearson_after: Option<f64>,
    /// Weighted kappa of the levels, before.
    pub qwk_before: Option<f64>,
    /// After.
    pub qwk_after: Option<f64>,
    /// Answers whose level comes nearer to the given one.
    pub nearer: usize,
    /// Answers whose level moves away from it.
    pub farther: usize,
    /// Answers whose percentage changes at all.
    pub moved: usize,
    /// The gain in correlation over its standard error, both by leaving out one answer in turn (the
    /// jackknife); below 1 it may well be luck. None where it is not defined.
    pub sureness: Option<f64>,
    /// Whether the correlation still gains whichever single answer is left out.
    pub holds_without_any: bool,
}

impl Effect {
    /// From the scores before and after.
    #[must_use]
    pub fn new(before: &Scores, after: &Scores, answers: &[MarkedText<'_>]) -> Self {
        let levels = before.level.iter().zip(&after.level).zip(answers);
        let (mut nearer, mut farther) = (0, 0);
        for ((then, now), own) in levels {
            match now.abs_diff(own.level).cmp(&then.abs_diff(own.level)) {
                std::cmp::Ordering::Less => nearer += 1,
                std::cmp::Ordering::Greater => farther += 1,
                std::cmp::Ordering::Equal => {}
            }
        }
        let gains = without_each(&before.pairs(answers), &after.pairs(answers));
        Self {
            pearson_before: before.pearson(answers),
            pearson_after: after.pearson(answers),
            qwk_before: before.qwk(answers),
            qwk_after: after.qwk(answers),
            nearer,
            farther,
            moved: before.percent.iter().zip(&after.percent).filter(|(a, b)| a != b).count(),
            sureness: gains.as_deref().and_then(sureness),
            holds_without_any: gains.is_some_and(|own| own.iter().all(|gain| *gain > 0.0)),
        }
    }

    /// The gain in correlation; none where one of the two is not defined.
    #[must_use]
    pub fn gain(&self) -> Option<f64> {
        Some(self.pearson_after? - self.pearson_before?)
    }
}

/// The gain in correlation with each answer left out in turn; none if one of them is not defined.
fn without_each(before: &[(f64, f64)], after: &[(f64, f64)]) -> Option<Vec<f64>> {
    let left_out = |pairs: &[(f64, f64)], at: usize| {
        let rest: Vec<(f64, f64)> =
            pairs.iter().enumerate().filter(|(own, _)| *own != at).map(|(_, own)| *own).collect();
        pearson(&rest)
    };
    (0..before.len()).map(|at| Some(left_out(after, at)? - left_out(before, at)?)).collect()
}

/// The mean of jackknife replicates over their standard error.
///
/// Tukey, J. W. (1958): Bias and confidence in not-quite large samples. Annals of Mathematical
/// Statistics 29, 614.
fn sureness(replicates: &[f64]) -> Option<f64> {
    let middle = mean(replicates.iter().copied())?;
    let n = f64::from(u32::try_from(replicates.len()).ok()?);
    let squares: f64 = replicates.iter().map(|own| (own - middle) * (own - middle)).sum();
    let error = (squares * (n - 1.0) / n).sqrt();
    (error > 0.0).then(|| middle / error)
}
