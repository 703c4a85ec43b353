//! How closely levels agree.

use super::rows::Row;
use super::{Agreement, ScorerAgreement};
use crate::agreement::{Metric, alpha, exact, interval, mean, quadratic_kappa};
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

/// Mean over the pairs of raters for which it is defined.
fn each_other(rows: &[&Row], raters: usize, figure: OfPairs) -> Option<f64> {
    let of_two = |one: usize, other: usize| figure(&pairs(rows, one, other));
    mean((0..raters).flat_map(|one| (one + 1..raters).filter_map(move |other| of_two(one, other))))
}

/// Mean over the raters for which it is defined.
fn scorer(rows: &[&Row], raters: usize, figure: OfPairs) -> Option<f64> {
    mean((0..raters).filter_map(|rater| figure(&scorer_pairs(rows, rater))))
}

/// Kappa of one rater with the others: mean over them.
pub(super) fn with_others(rows: &[&Row], rater: usize, raters: usize) -> Option<f64> {
    let others = (0..raters).filter(|other| *other != rater);
    mean(others.filter_map(|other| quadratic_kappa(&pairs(rows, rater, other))))
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
