//! The ratio of two rates, and how little may lie between it and four fifths.

use serde::Serialize;

use crate::agreement::wilson;

/// The four-fifths screen of 29 CFR 1607.4(D), as numerator and denominator.
pub const FOUR_FIFTHS: (u64, u64) = (4, 5);

/// How many decisions would have to differ for a ratio to come to the other side of four fifths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flips {
    /// Whether the ratio is four fifths or more.
    pub is_four_fifths: bool,
    /// The fewest decisions, of either group, that would have to differ to change that; none where
    /// no number would.
    pub decisions: Option<u32>,
}

/// Counts the decisions that lie between a ratio and four fifths. Each is `(reached, of)`, the second
/// that of the group with the higher rate. One that differs makes one more or one fewer reach the
/// level, in one of the two groups.
#[must_use]
pub fn flips(own: (u32, u32), best: (u32, u32)) -> Flips {
    // Exact, in whole numbers: (a / n) / (b / m) >= 4 / 5.
    let holds = |a: u32, b: u32| {
        let (over, under) = FOUR_FIFTHS;
        u64::from(a) * u64::from(best.1) * under >= u64::from(b) * u64::from(own.1) * over
    };
    let is_four_fifths = holds(own.0, best.0);
    // The comparison is linear in both counts, so that the heavier one, as far as it goes, takes the
    // fewest steps.
    let (over, under) = FOUR_FIFTHS;
    let own_is_heavier = u64::from(best.1) * under >= u64::from(own.1) * over;
    let (mut a, mut b) = (own.0, best.0);
    let mut decisions = 0;
    while holds(a, b) == is_four_fifths {
        let (next_a, next_b) = if is_four_fifths {
            (a.checked_sub(1), (b < best.1).then_some(b + 1))
        } else {
            ((a < own.1).then_some(a + 1), b.checked_sub(1))
        };
        match (next_a, next_b) {
            (None, None) => return Flips { is_four_fifths, decisions: None },
            (Some(next), None) => a = next,
            (None, Some(next)) => b = next,
            (Some(next), Some(_)) if own_is_heavier => a = next,
            (Some(_), Some(next)) => b = next,
        }
        decisions += 1;
    }
    Flips { is_four_fifths, decisions: Some(decisions) }
}

/// The 95 % interval of the ratio of two independent rates, each `(reached, of)`, from their Wilson
/// intervals. None where the second is of nobody or none of them reached it.
///
/// Newcombe, R. G. (2016): MOVER-R confidence intervals for ratios and products of two independently
/// estimated quantities. Statistical Methods in Medical Research 25, 1774-1778.
#[must_use]
pub fn ratio_interval(own: (u32, u32), best: (u32, u32)) -> Option<(f64, f64)> {
    let wide = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let (l1, u1) = wilson(wide(own.0), wide(own.1))?;
    let (l0, u0) = wilson(wide(best.0), wide(best.1))?;
    if best.0 == 0 {
        return None;
    }
    let p1 = f64::from(own.0) / f64::from(own.1);
    let p0 = f64::from(best.0) / f64::from(best.1);
    let product = p1 * p0;
    // Both ends solve a quadratic; written so that nothing is divided by what may be zero.
    let root = |own: f64, other: f64| (product * product - own * other).max(0.0).sqrt();
    let (own_low, other_high) = (l1 * (2.0 * p1 - l1), u0 * (2.0 * p0 - u0));
    let low = if own.0 == 0 { 0.0 } else { own_low / (product + root(own_low, other_high)) };
    let (own_high, other_low) = (u1 * (2.0 * p1 - u1), l0 * (2.0 * p0 - l0));
    let high = (product + root(own_high, other_low)) / other_low;
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_decision_lies_between_two_thirds_and_four_fifths() {
        // 4 of 10 beside 6 of 10: five of ten would be 0.83.
        assert_eq!(flips((4, 10), (6, 10)), Flips { is_four_fifths: false, decisions: Some(1) });
        assert_eq!(flips((5, 10), (6, 10)), Flips { is_four_fifths: true, decisions: Some(1) });
        assert_eq!(flips((10, 10), (10, 10)), Flips { is_four_fifths: true, decisions: Some(3) });
        // 8 of 10 beside 10 of 10 is four fifths to the letter.
        assert_eq!(flips((8, 10), (10, 10)), Flips { is_four_fifths: true, decisions: Some(1) });
    }

    /// Worked out by hand from the Wilson intervals of 4/10, (0.168, 0.687), and 6/10, (0.313, 0.832).
    #[test]
    fn the_interval_of_a_ratio_of_few_is_wide() {
        let (low, high) = ratio_interval((4, 10), (6, 10)).unwrap();
        assert!((low - 0.2668).abs() < 1e-3 && (high - 1.5500).abs() < 1e-3, "{low} {high}");
        let (low, high) = ratio_interval((400, 1000), (600, 1000)).unwrap();
        assert!(0.60 < low && low < 0.62 && 0.72 < high && high < 0.73, "{low} {high}");
        assert_eq!(ratio_interval((0, 10), (0, 10)), None);
        assert!(ratio_interval((0, 10), (6, 10)).unwrap().0.total_cmp(&0.0).is_eq());
    }

    proptest! {
        #[test]
        fn no_fewer_decisions_would_do(n in 1u32..9, m in 1u32..9, a in 0u32..9, b in 0u32..9) {
            let (a, b) = (a.min(n), b.min(m));
            let holds = |a: u32, b: u32| a * m * 5 >= b * n * 4;
            let now = holds(a, b);
            let all = (0..=n).flat_map(|a| (0..=m).map(move |b| (a, b)));
            let fewest = all
                .filter(|(x, y)| holds(*x, *y) != now)
                .map(|(x, y)| x.abs_diff(a) + y.abs_diff(b))
                .min();
            let found = flips((a, n), (b, m));
            prop_assert_eq!(found, Flips { is_four_fifths: now, decisions: fewest });
        }

        #[test]
        fn the_ratio_lies_in_its_interval(n in 1u32..60, m in 1u32..60, a in 0u32..60, b in 1u32..60) {
            let (a, b) = (a.min(n), b.min(m));
            let ratio = f64::from(a * m) / f64::from(b * n);
            let (low, high) = ratio_interval((a, n), (b, m)).unwrap();
            prop_assert!(low <= ratio + 1e-9 && ratio <= high + 1e-9, "{low} {ratio} {high}");
        }
    }
}
