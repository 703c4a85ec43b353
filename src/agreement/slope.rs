//! The slope of a straight line.

use super::number;

/// The slope of the least-squares line: by how much the second side rises where the first rises by
/// one. None for fewer than two pairs, and where the first side is constant.
///
/// Legendre, A.-M. (1805): Nouvelles méthodes pour la détermination des orbites des comètes.
#[must_use]
pub fn slope(pairs: &[(f64, f64)]) -> Option<f64> {
    let (first, rest) = pairs.split_first()?;
    if rest.iter().all(|pair| pair.0.total_cmp(&first.0).is_eq()) {
        return None;
    }
    let n = number(pairs.len());
    let middle_x = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let middle_y = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    let (mut xy, mut xx) = (0.0, 0.0);
    for (x, y) in pairs {
        xy += (x - middle_x) * (y - middle_y);
        xx += (x - middle_x) * (x - middle_x);
    }
    (xx > 0.0).then(|| xy / xx)
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    /// Deviations -1, 0, 1 and -1, 1, 0: the products sum to 1, the first squares to 2.
    #[test]
    fn three_pairs_by_hand() {
        assert!(close(slope(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]), 0.5));
        assert!(close(slope(&[(1.0, 4.0), (3.0, 4.0)]), 0.0));
    }

    #[test]
    fn without_variation_of_the_first_side_there_is_none() {
        assert_eq!(slope(&[]), None);
        assert_eq!(slope(&[(1.0, 2.0)]), None);
        assert_eq!(slope(&[(0.1, 1.0), (0.1, 2.0)]), None);
    }
}
