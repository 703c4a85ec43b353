//! Cohen's kappa with quadratic weights.

use super::number;

/// Quadratic weighted kappa, at most 1: how much of the squared difference of levels that chance
/// would leave is not there. 1 is full agreement, 0 that of chance, and it can be below 0. None for
/// no pairs, and where both sides give one and the same level throughout, so that chance leaves no
/// difference. If only one side is constant, it is 0 by its definition.
///
/// Cohen, J. (1968): Weighted kappa: nominal scale agreement with provision for scaled disagreement
/// or partial credit. Psychological Bulletin 70, 213-220. The number of levels cancels out of
/// quadratic weights, so it is not asked for.
#[must_use]
pub fn quadratic_kappa(pairs: &[(u8, u8)]) -> Option<f64> {
    // Sums of whole numbers, exact in floats.
    let (mut a, mut b, mut aa, mut bb, mut apart) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (f64::from(*x), f64::from(*y));
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        apart += (x - y) * (x - y);
    }
    let n = number(pairs.len());
    // The mean of (x - y)² over all x of one side with all y of the other, times n².
    let by_chance = n * (aa + bb) - 2.0 * a * b;
    (by_chance > 0.0).then(|| 1.0 - n * apart / by_chance)
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    /// The pairs 0-0, 1-1, 2-1, 2-3. Squared differences: 0, 0, 1, 1, mean 1/2. By chance the levels
    /// 0, 1, 2, 2 of one side meet the levels 0, 1, 1, 3 of the other: squared differences 0, 1, 1
    /// and 9, 1, 0, 0 and 4, and twice 4, 1, 1 and 1, together 30 for 16 pairs, mean 15/8. So kappa
    /// is 1 - (1/2) / (15/8) = 11/15.
    #[test]
    fn four_pairs_by_hand() {
        assert!(close(quadratic_kappa(&[(0, 0), (1, 1), (2, 1), (2, 3)]), 11.0 / 15.0));
    }

    /// A table of three levels, rows the first rater, columns the second:
    ///
    /// | | 0 | 1 | 2 | sum |
    /// |---|---|---|---|---|
    /// | 0 | 4 | 1 | 0 | 5 |
    /// | 1 | 1 | 2 | 1 | 4 |
    /// | 2 | 0 | 0 | 1 | 1 |
    /// | sum | 5 | 3 | 2 | 10 |
    ///
    /// Observed, weights 0, 1, 4: 1 + 1 + 1 = 3. By chance, cell by cell row * column / 10: weight 1
    /// on 0-1, 1-0, 1-2, 2-1: (15 + 20 + 8 + 3) / 10 = 4.6; weight 4 on 0-2, 2-0: 4 * (10 + 5) / 10
    /// = 6; together 10.6. So kappa is 1 - 3 / 10.6 = 38/53.
    #[test]
    fn a_table_by_hand() {
        let mut pairs = vec![(0, 0); 4];
        pairs.extend([(0, 1), (1, 0), (1, 1), (1, 1), (1, 2), (2, 2)]);
        assert!(close(quadratic_kappa(&pairs), 38.0 / 53.0));
    }

    #[test]
    fn its_corners() {
        assert!(close(quadratic_kappa(&[(0, 0), (4, 4)]), 1.0));
        assert!(close(quadratic_kappa(&[(0, 4), (4, 0)]), -1.0));
        // One side constant: no better than chance.
        assert!(close(quadratic_kappa(&[(0, 2), (4, 2)]), 0.0));
        assert_eq!(quadratic_kappa(&[]), None);
        assert_eq!(quadratic_kappa(&[(2, 2), (2, 2)]), None);
    }
}
