//! The interval of a proportion.

use super::number;

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a proportion, `count` of `all`, by Wilson's score method without correction
/// for continuity. It lies between 0 and 1, and is of use for few and for none. None for none of
/// none, and for more than all.
///
/// Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
/// Journal of the American Statistical Association 22, 209-212. Recommended by Newcombe, R. G.
/// (1998): Two-sided confidence intervals for the single proportion. Statistics in Medicine 17,
/// 857-872.
#[must_use]
pub fn wilson(count: usize, all: usize) -> Option<(f64, f64)> {
    if all == 0 || count > all {
        return None;
    }
    let (n, with, without) = (number(all), number(count), number(all - count));
    let middle = with + Z * Z / 2.0;
    let reach = Z * (with * without / n + Z * Z / 4.0).sqrt();
    // Where the bound is 0 or 1, rounding must not say something else.
    let low = if count == 0 { 0.0 } else { (middle - reach) / (n + Z * Z) };
    let high = if count == all { 1.0 } else { (middle + reach) / (n + Z * Z) };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    /// For none of n the upper bound is z² / (n + z²), and for all of n the lower bound n / (n + z²).
    #[test]
    fn none_and_all_by_hand() {
        let (low, high) = wilson(0, 10).unwrap();
        assert!(low.total_cmp(&0.0).is_eq());
        assert!(close(Some(high), Z * Z / (10.0 + Z * Z)));
        let (low, high) = wilson(10, 10).unwrap();
        assert!(close(Some(low), 10.0 / (10.0 + Z * Z)));
        assert!(high.total_cmp(&1.0).is_eq());
    }

    #[test]
    fn what_is_no_proportion_has_none() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(2, 1), None);
    }
}
