//! Pearson's correlation.

use super::number;

/// Pearson's product-moment correlation, from -1 to 1: how closely one side is a straight-line
/// function of the other. None for fewer than two pairs, and where a side is constant.
///
/// Pearson, K. (1896): Mathematical contributions to the theory of evolution. III. Regression,
/// heredity, and panmixia. Philosophical Transactions of the Royal Society A 187, 253-318.
#[must_use]
pub fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let (first, rest) = pairs.split_first()?;
    let varies = |side: fn(&(f64, f64)) -> f64| {
        rest.iter().any(|pair| side(pair).total_cmp(&side(first)).is_ne())
    };
    if !varies(|pair| pair.0) || !varies(|pair| pair.1) {
        return None;
    }
    let n = number(pairs.len());
    let middle_x = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let middle_y = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - middle_x, y - middle_y);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    let scale = (xx * yy).sqrt();
    // Rounding must not carry it out of its range.
    (scale > 0.0).then(|| (xy / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    /// The first of Anscombe's four sets (1973): r = 0.816, in full 0.81642051634484.
    #[test]
    fn anscombes_first_set() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let pairs: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        assert!(close(pearson(&pairs), 0.816_420_516_344_84));
    }

    /// Deviations -1, 0, 1 and -1, 1, 0: the products sum to 1, the squares to 2 and 2.
    #[test]
    fn three_pairs_by_hand() {
        assert!(close(pearson(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]), 0.5));
        assert!(close(pearson(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]), -1.0));
    }

    #[test]
    fn without_variation_there_is_none() {
        for pairs in [&[][..], &[(1.0, 2.0)], &[(0.1, 1.0), (0.1, 2.0)], &[(1.0, 0.1), (2.0, 0.1)]]
        {
            assert_eq!(pearson(pairs), None, "{pairs:?}");
        }
    }
}
