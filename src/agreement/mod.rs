//! Statistics of agreement between two who judged the same things.
//!
//! Pure functions over pairs, one statistic a file. Where a statistic is not defined, because there
//! is too little to compare or nothing varies, there is none, rather than a number that looks like
//! one. All of it is plain arithmetic and square roots, so the bytes are the same everywhere.

mod bootstrap;
mod kappa;
mod pearson;
mod share;
mod spearman;
mod wilson;

pub use bootstrap::{RESAMPLES, SplitMix64, interval};
pub use kappa::quadratic_kappa;
pub use pearson::pearson;
pub use share::{adjacent, exact};
pub use spearman::spearman;
pub use wilson::wilson;

/// The mean of some numbers; none of none.
#[must_use]
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u32);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// A count as a number to calculate with.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
pub(crate) fn close(found: Option<f64>, expected: f64) -> bool {
    found.is_some_and(|found| (found - expected).abs() < 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_nothing_is_none() {
        assert_eq!(mean([]), None);
        assert!(close(mean([1.0, 2.0, 6.0]), 3.0));
    }
}
