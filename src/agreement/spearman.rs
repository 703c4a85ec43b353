//! Spearman's rank correlation.

use super::{number, pearson};

/// Spearman's rank correlation, from -1 to 1: how closely the two sides put things in the same
/// order. Equal values share the average of their ranks. None for fewer than two pairs, and where a
/// side is constant.
///
/// Spearman, C. (1904): The proof and measurement of association between two things. American
/// Journal of Psychology 15, 72-101. With ties it is Pearson's correlation of the average ranks:
/// Kendall, M. G. (1948): Rank Correlation Methods.
#[must_use]
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let x = ranks(pairs.iter().map(|pair| pair.0).collect());
    let y = ranks(pairs.iter().map(|pair| pair.1).collect());
    let ranked: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
    pearson(&ranked)
}

/// The rank of each value, from 1; equal values share the average of theirs.
fn ranks(values: Vec<f64>) -> Vec<f64> {
    let mut sorted: Vec<(usize, f64)> = values.into_iter().enumerate().collect();
    sorted.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut ranks = vec![0.0; sorted.len()];
    let mut before = 0;
    for equal in sorted.chunk_by(|(_, a), (_, b)| a.total_cmp(b).is_eq()) {
        // Ranks before + 1 to before + count.
        let shared = number(before) + (number(equal.len()) + 1.0) / 2.0;
        for (at, _) in equal {
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = shared;
            }
        }
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    /// Ten people's IQ and hours of television, the example of Wikipedia's article: the squared
    /// differences of ranks sum to 194, so 1 - 6 * 194 / (10 * 99) = -29/165.
    #[test]
    fn a_published_example_without_ties() {
        let x = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let y = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        let pairs: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        assert!(close(spearman(&pairs), -29.0 / 165.0));
    }

    /// Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: deviations from 2.5 are -1.5, 0, 0, 1.5 and -1.5, 0.5,
    /// -0.5, 1.5; the products sum to 4.5, the squares to 4.5 and 5; 4.5 / sqrt(22.5) = sqrt(0.9).
    #[test]
    fn ties_share_the_average_rank() {
        let pairs = [(10.0, 0.0), (20.0, 7.0), (20.0, 5.0), (90.0, 8.0)];
        assert_eq!(ranks(pairs.iter().map(|pair| pair.0).collect()), [1.0, 2.5, 2.5, 4.0]);
        assert!(close(spearman(&pairs), 0.9_f64.sqrt()));
    }

    #[test]
    fn without_variation_there_is_none() {
        assert_eq!(spearman(&[]), None);
        assert_eq!(spearman(&[(1.0, 1.0)]), None);
        assert_eq!(spearman(&[(1.0, 1.0), (1.0, 2.0)]), None);
    }
}
