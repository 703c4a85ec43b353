//! Exact and adjacent agreement.

use super::number;

/// Exact agreement, from 0 to 1: the share of pairs whose levels are equal. None for no pairs. It
/// is the oldest of measures, and says nothing of chance: with few levels much of it is luck.
///
/// As "exact agreement" in Williamson, D. M., Xi, X., Breyer, F. J. (2012): A framework for
/// evaluation and use of automated scoring. Educational Measurement: Issues and Practice 31, 2-13.
#[must_use]
pub fn exact(pairs: &[(u8, u8)]) -> Option<f64> {
    within(pairs, 0)
}

/// Adjacent agreement, from 0 to 1: the share of pairs whose levels are equal or next to each other.
/// None for no pairs. The same source, where it is called exact-plus-adjacent agreement.
#[must_use]
pub fn adjacent(pairs: &[(u8, u8)]) -> Option<f64> {
    within(pairs, 1)
}

fn within(pairs: &[(u8, u8)], most: u8) -> Option<f64> {
    let near = pairs.iter().filter(|(a, b)| a.abs_diff(*b) <= most).count();
    (!pairs.is_empty()).then(|| number(near) / number(pairs.len()))
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn shares_of_four_pairs() {
        let pairs = [(0, 0), (1, 2), (3, 1), (4, 4)];
        assert!(close(exact(&pairs), 0.5));
        assert!(close(adjacent(&pairs), 0.75));
    }

    #[test]
    fn of_nothing_there_is_none() {
        assert_eq!(exact(&[]), None);
        assert_eq!(adjacent(&[]), None);
    }
}
