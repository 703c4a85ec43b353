//! From judged answers to figures.

use std::collections::BTreeSet;

use super::hits;
use super::judged::Judged;
use super::{CriterionFigures, Estimate, Figures, LevelFigures, PairFigures, RaterFigures};
use crate::agreement::{
    self, Metric, adjacent, exact, interval, mean, pearson, quadratic_kappa, spearman,
};
use crate::content::Rubric;

/// The scorer's levels with the reference.
pub(super) fn level(answers: &[&Judged]) -> Figures {
    let levels: Vec<(u8, u8)> =
        answers.iter().map(|answer| (answer.reference, answer.computed)).collect();
    let percent: Vec<(f64, f64)> = answers
        .iter()
        .map(|answer| (f64::from(answer.reference), f64::from(answer.percent)))
        .collect();
    Figures {
        n: answers.len(),
        pearson: pearson(&percent),
        spearman: estimate(&percent, spearman),
        qwk: estimate(&levels, quadratic_kappa),
        exact: estimate(&levels, exact),
        adjacent: adjacent(&levels),
        off_by_two: levels.iter().filter(|(a, b)| a.abs_diff(*b) >= 2).count(),
    }
}

fn estimate<T: Copy>(pairs: &[T], statistic: fn(&[T]) -> Option<f64>) -> Estimate {
    let value = statistic(pairs);
    Estimate { value, interval: value.and_then(|_| interval(pairs, statistic)) }
}

/// People with each other, and the scorer with each of them; none unless every answer has two raters
/// or more.
pub(super) fn raters(answers: &[&Judged]) -> Option<RaterFigures> {
    if answers.iter().any(|answer| answer.given.len() < 2) {
        return None;
    }
    let names: BTreeSet<&str> =
        answers.iter().flat_map(|answer| answer.given.keys()).map(String::as_str).collect();
    let mut each_other = Vec::new();
    let mut scorer = Vec::new();
    for (at, one) in names.iter().enumerate() {
        for other in names.iter().skip(at + 1) {
            each_other.push(levels(answers, |answer| {
                Some((*answer.given.get(*one)?, *answer.given.get(*other)?))
            }));
        }
        scorer.push(levels(answers, |answer| Some((*answer.given.get(*one)?, answer.computed))));
    }
    Some(RaterFigures { each_other: pairs(&each_other), scorer: pairs(&scorer) })
}

fn levels(answers: &[&Judged], pair: impl Fn(&Judged) -> Option<(u8, u8)>) -> Vec<(u8, u8)> {
    answers.iter().filter_map(|answer| pair(answer)).collect()
}

/// Means over pairs that have answers in common.
fn pairs(all: &[Vec<(u8, u8)>]) -> PairFigures {
    PairFigures {
        pairs: all.iter().filter(|levels| !levels.is_empty()).count(),
        qwk: mean(all.iter().filter_map(|levels| quadratic_kappa(levels))),
        exact: mean(all.iter().filter_map(|levels| exact(levels))),
    }
}

/// Criterion by criterion, those that somebody marked.
pub(super) fn criteria(rubric: &Rubric, answers: &[&Judged]) -> Vec<CriterionFigures> {
    let all = rubric.criteria.iter().map(|criterion| {
        let levels = levels(answers, |answer| answer.criteria.get(&criterion.id).copied());
        let (missed, false_hits) = hits::of(rubric, criterion, answers);
        CriterionFigures {
            id: criterion.id.clone(),
            levels: in_short(&levels),
            given: mean(levels.iter().map(|(given, _)| f64::from(*given))),
            computed: mean(levels.iter().map(|(_, computed)| f64::from(*computed))),
            table: table(levels.iter().copied()),
            missed,
            false_hits,
        }
    });
    all.filter(|criterion| criterion.levels.n > 0).collect()
}

/// All criteria's levels together.
pub(super) fn all_criteria(answers: &[&Judged]) -> LevelFigures {
    let levels: Vec<(u8, u8)> =
        answers.iter().flat_map(|answer| answer.criteria.values().copied()).collect();
    in_short(&levels)
}

fn in_short(levels: &[(u8, u8)]) -> LevelFigures {
    LevelFigures { n: levels.len(), exact: exact(levels), adjacent: adjacent(levels) }
}

/// Krippendorff's alpha of the scorer and all who marked.
pub(super) fn alpha(answers: &[&Judged]) -> Estimate {
    let units: Vec<Vec<Option<u8>>> = answers
        .iter()
        .map(|answer| {
            let given = answer.given.values().copied();
            given.chain([answer.computed]).map(Some).collect()
        })
        .collect();
    let units: Vec<&[Option<u8>]> = units.iter().map(Vec::as_slice).collect();
    estimate(&units, |units| agreement::alpha(units, Metric::Interval))
}

/// How many of each given level get each computed level.
pub(super) fn table(levels: impl Iterator<Item = (u8, u8)> + Clone) -> Vec<Vec<usize>> {
    let most = levels.clone().map(|(given, computed)| given.max(computed)).max();
    let Some(most) = most else { return Vec::new() };
    let count = |given, computed| levels.clone().filter(|own| *own == (given, computed)).count();
    (0..=most).map(|given| (0..=most).map(|computed| count(given, computed)).collect()).collect()
}
