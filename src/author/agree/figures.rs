//! How closely levels agree.

use super::rows::Row;
use super::{Agreement, ScorerAgreement};
use crate::agreement::{Metric, alpha, exact, interval, number, quadratic_kappa};
use crate::author::bench::Estimate;

/// A figure of pairs of levels.
type OfPairs = fn(&[(u8, u8)]) -> Option<f64>;

/// The figures of people with each other and of the scorer with people.
pub(super) fn agreement(rows: &[&Row], raters: usize) -> Agreement {
    let compared: Vec<&Row> = rows.iter().copied().filter(|row| row.count() > 1).collect();
    let scored: Vec<&Row> =
        rows.iter().copied().filter(|row| row.count() > 0 && row.scorer.is_some()).collect();
    let scorer = (!scored.is_empty()).then(|| ScorerAgreement {
        n: scored.len(),
        qwk: estimate(&scored, |rows| scorer(rows, raters, quadratic_kappa)),
        exact: self::scorer(&scored, raters, exact),
    });
    Agreement {
        n: compared.len(),
        alpha: estimate(&compared, ordinal_alpha),
        qwk: estimate(&compared, |rows| each_other(rows, raters, quadratic_kappa)),
        exact: each_other(&compared, raters, exact),
        scorer,
    }
}

/// The figure with its interval.
pub(super) fn estimate<T: Copy>(things: &[T], statistic: impl Fn(&[T]) -> Option<f64>) -> Estimate {
    let value = statistic(things);
    Estimate { value, interval: value.and_then(|_| interval(things, statistic)) }
}

/// Alpha of levels, which have an order but no equal steps.
pub(super) fn ordinal_alpha(rows: &[&Row]) -> Option<f64> {
    alpha(rows, Metric::Ordinal)
}

/// Over the pairs of raters for which it is defined.
fn each_other(rows: &[&Row], raters: usize, figure: OfPairs) -> Option<f64> {
    let of_two = |one: usize, other: usize| pairs(rows, one, other);
    let all = (0..raters).flat_map(|one| (one + 1..raters).map(move |other| of_two(one, other)));
    by_answers(all, figure)
}

/// Over the raters for which it is defined.
fn scorer(rows: &[&Row], raters: usize, figure: OfPairs) -> Option<f64> {
    by_answers((0..raters).map(|rater| scorer_pairs(rows, rater)), figure)
}

/// Kappa of one rater with the others.
pub(super) fn with_others(rows: &[&Row], rater: usize, raters: usize) -> Option<f64> {
    let others = (0..raters).filter(|other| *other != rater);
    by_answers(others.map(|other| pairs(rows, rater, other)), quadratic_kappa)
}

/// The mean of a figure, in which each counts by its number of answers, so that two who have three
/// answers in common do not outweigh two who have thirty.
fn by_answers(all: impl Iterator<Item = Vec<(u8, u8)>>, figure: OfPairs) -> Option<f64> {
    let (mut sum, mut answers) = (0.0, 0usize);
    for pairs in all {
        if let Some(value) = figure(&pairs) {
            sum += value * number(pairs.len());
            answers += pairs.len();
        }
    }
    (answers > 0).then(|| sum / number(answers))
}

/// Kappa of the scorer with one rater.
pub(super) fn scorer_with(rows: &[&Row], rater: usize) -> Option<f64> {
    quadratic_kappa(&scorer_pairs(rows, rater))
}

fn pairs(rows: &[&Row], one: usize, other: usize) -> Vec<(u8, u8)> {
    rows.iter().filter_map(|row| Some((row.by(one)?, row.by(other)?))).collect()
}

fn scorer_pairs(rows: &[&Row], rater: usize) -> Vec<(u8, u8)> {
    rows.iter().filter_map(|row| Some((row.by(rater)?, row.scorer?))).collect()
}
