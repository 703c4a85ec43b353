//! The interval of a difference between two proportions.

use super::{number, wilson};

/// Two proportions of different things, `(count, all)` each: the first less the second, with its
/// 95 % interval, which joins those of the two by Wilson's score method. None where one of them is
/// no proportion.
///
/// Newcombe, R. G. (1998): Interval estimation for the difference between independent proportions:
/// comparison of eleven methods. Statistics in Medicine 17, 873-890; method 10.
#[must_use]
pub fn difference(one: (usize, usize), other: (usize, usize)) -> Option<(f64, (f64, f64))> {
    let ((low_one, high_one), (low_other, high_other)) =
        (wilson(one.0, one.1)?, wilson(other.0, other.1)?);
    let share = |(count, all): (usize, usize)| number(count) / number(all);
    let (one, other) = (share(one), share(other));
    let apart = one - other;
    let reach = |a: f64, b: f64| (a * a + b * b).sqrt();
    let below = reach(one - low_one, high_other - other);
    let above = reach(high_one - one, other - low_other);
    Some((apart, (apart - below, apart + above)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of Newcombe's table II, which it gives to four places.
    #[test]
    fn published_examples() {
        for (one, other, value, low, high) in [
            ((56, 70), (48, 80), 0.2, 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.6, 0.1705, 0.8090),
            ((10, 10), (0, 10), 1.0, 0.6075, 1.0),
        ] {
            let (found, (from, to)) = difference(one, other).unwrap();
            for (found, expected) in [(found, value), (from, low), (to, high)] {
                assert!((found - expected).abs() < 5e-5, "{found} for {expected}");
            }
        }
    }

    #[test]
    fn what_is_no_proportion_has_none() {
        assert_eq!(difference((0, 0), (1, 2)), None);
        assert_eq!(difference((1, 2), (3, 2)), None);
    }
}
