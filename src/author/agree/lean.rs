//! Who gives less or more than the others, and who came to do so while marking.

use std::cmp::Ordering;

use super::figures::estimate;
use super::rows::Judged;
use super::{Drift, Drifting, LEAST, LEAST_FOR_DRIFT, Lean, Leaning, SLIGHT, SLIGHT_DRIFT};
use crate::agreement::{mean, slope};
use crate::author::bench::Estimate;

/// How far one rater's levels lie from the others'. A row holds what each gave one answer; none where
/// somebody gave nothing.
#[must_use]
pub fn severity<R: AsRef<[Option<u8>]>>(rows: &[R], rater: usize) -> Lean {
    let rows = || rows.iter().map(AsRef::as_ref);
    let of = |differences: &[f64]| mean(differences.iter().copied());
    let from_all: Vec<f64> = rows().filter_map(|row| from_others(row, rater)).collect();
    let difference = estimate(&from_all, of);
    let one_by_one = each_other(rows(), rater).map(|other| {
        let from: Vec<f64> = rows().filter_map(|row| from_one(row, rater, other)).collect();
        side(&estimate(&from, of), from.len(), LEAST)
    });
    let verdict = said(side(&difference, from_all.len(), LEAST), one_by_one, &difference, SLIGHT);
    Lean {
        n: from_all.len(),
        difference,
        verdict: verdict.map(|below| if below { Leaning::Severe } else { Leaning::Lenient }),
    }
}

/// How one rater's difference from the others changed in the order of marking. None where no answer
/// in common has a place in that order.
pub(super) fn drift(answers: &[Judged<'_>], rater: usize) -> Option<Drift> {
    let places = places(answers, rater);
    let placed = |from: &dyn Fn(&[Option<u8>]) -> Option<f64>| -> Vec<(f64, f64)> {
        places.iter().filter_map(|(place, row)| Some((*place, from(row)?))).collect()
    };
    let from_all = placed(&|row| from_others(row, rater));
    if from_all.is_empty() {
        return None;
    }
    let change = estimate(&from_all, slope);
    let one_by_one = each_other(places.iter().map(|(_, row)| *row), rater).map(|other| {
        let from = placed(&|row| from_one(row, rater, other));
        side(&estimate(&from, slope), from.len(), LEAST_FOR_DRIFT)
    });
    let own = side(&change, from_all.len(), LEAST_FOR_DRIFT);
    let verdict = said(own, one_by_one, &change, SLIGHT_DRIFT);
    let (first, second) = from_all.split_at(from_all.len() / 2);
    let half = |half: &[(f64, f64)]| mean(half.iter().map(|(_, difference)| *difference));
    Some(Drift {
        n: from_all.len(),
        change,
        first_half: half(first),
        second_half: half(second),
        verdict: verdict.map(|below| if below { Drifting::Stricter } else { Drifting::Milder }),
    })
}

/// The answers in the order in which the rater marked them, each with its place in it: 0 for the
/// first, 1 for the last.
fn places<'j>(answers: &'j [Judged<'_>], rater: usize) -> Vec<(f64, &'j [Option<u8>])> {
    let mut marked: Vec<(u32, &[Option<u8>])> = answers
        .iter()
        .filter_map(|answer| {
            let mark = answer.marks.get(rater).copied().flatten()?;
            mark.level?;
            Some((mark.nth?, answer.level.as_ref()))
        })
        .collect();
    // Stable: two of one place keep the order of the file.
    marked.sort_by_key(|(nth, _)| *nth);
    let last = f64::from(u32::try_from(marked.len().saturating_sub(1).max(1)).unwrap_or(u32::MAX));
    (0u32..).zip(marked).map(|(at, (_, row))| (f64::from(at) / last, row)).collect()
}

/// Own level less the mean of the others'.
fn from_others(row: &[Option<u8>], rater: usize) -> Option<f64> {
    let own = by(row, rater)?;
    let others = row.iter().enumerate().filter(|(at, _)| *at != rater);
    Some(own - mean(others.filter_map(|(_, level)| level.map(f64::from)))?)
}

fn from_one(row: &[Option<u8>], rater: usize, other: usize) -> Option<f64> {
    Some(by(row, rater)? - by(row, other)?)
}

fn by(row: &[Option<u8>], rater: usize) -> Option<f64> {
    row.get(rater).copied().flatten().map(f64::from)
}

/// The other raters who have something in common with this one.
fn each_other<'r>(
    rows: impl Iterator<Item = &'r [Option<u8>]> + Clone,
    rater: usize,
) -> impl Iterator<Item = usize> {
    let raters = rows.clone().map(<[_]>::len).max().unwrap_or(0);
    (0..raters).filter(move |other| {
        *other != rater && rows.clone().any(|row| from_one(row, rater, *other).is_some())
    })
}

/// On which side of zero a figure lies for certain, as far as its interval can tell.
fn side(of: &Estimate, n: usize, least: usize) -> Option<Ordering> {
    let value = of.value.filter(|_| n >= least)?;
    // Where all answers differ alike, resampling has nothing to tell, and nothing speaks against it.
    let (low, high) = of.interval.unwrap_or((value, value));
    if low > 0.0 {
        Some(Ordering::Greater)
    } else if high < 0.0 {
        Some(Ordering::Less)
    } else {
        None
    }
}

/// Whether to say of somebody that they lie below the others (true) or above (false).
fn said(
    own: Option<Ordering>,
    one_by_one: impl Iterator<Item = Option<Ordering>>,
    of: &Estimate,
    slight: f64,
) -> Option<bool> {
    let own = own.filter(|_| of.value.is_some_and(|value| value.abs() >= slight))?;
    let (mut alike, mut all) = (0usize, 0usize);
    for other in one_by_one {
        all += 1;
        alike += usize::from(other == Some(own));
    }
    (2 * alike > all).then_some(own.is_lt())
}
