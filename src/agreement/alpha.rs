//! Krippendorff's alpha.

use std::collections::BTreeMap;

use super::number;

/// How far apart two values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not: values are names.
    Nominal,
    /// By how many of the values given lie between them: values have an order and nothing else.
    Ordinal,
    /// By their difference: each step is as large as each other.
    Interval,
}

/// Krippendorff's alpha, at most 1: how much of the disagreement that chance would leave is not
/// there, among any number of raters, of whom not all need to have judged every unit. 1 is full
/// agreement, 0 that of chance, and it can be below 0.
///
/// A unit holds what each rater gave it, in any order; none where a rater gave nothing. Units with
/// fewer than two values count for nothing. None where no unit has two values, and where all values
/// that count are one and the same, so that chance leaves no disagreement.
///
/// Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. University of Pennsylvania.
/// The ordinal metric, the square of the number of values between two, half of the two counted, is
/// the squared difference of their middle ranks.
#[must_use]
pub fn alpha<U: AsRef<[Option<u8>]>>(units: &[U], metric: Metric) -> Option<f64> {
    let pairable = || {
        let values = units.iter().map(|unit| unit.as_ref().iter().copied().flatten());
        values.filter(|values| values.clone().nth(1).is_some())
    };
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for value in pairable().flatten() {
        *counts.entry(value).or_default() += 1;
    }
    let n = number(counts.values().sum());
    let places = places(&counts, metric);
    let apart = |a: u8, b: u8| match metric {
        Metric::Nominal => f64::from(u8::from(a != b)),
        Metric::Ordinal | Metric::Interval => {
            let place = |value: u8| places.get(usize::from(value)).copied().unwrap_or_default();
            (place(a) - place(b)) * (place(a) - place(b))
        }
    };
    let mut observed = 0.0;
    for values in pairable() {
        let others = number(values.clone().count()) - 1.0;
        let all = values.clone().flat_map(|a| values.clone().map(move |b| (a, b)));
        observed += all.map(|(a, b)| apart(a, b)).sum::<f64>() / others;
    }
    let mut by_chance = 0.0;
    for (a, of_a) in &counts {
        for (b, of_b) in &counts {
            by_chance += number(*of_a) * number(*of_b) * apart(*a, *b);
        }
    }
    (by_chance > 0.0).then(|| 1.0 - (n - 1.0) * observed / by_chance)
}

/// Where each value stands, by value: at its middle rank where only the order counts, and else at
/// itself.
fn places(counts: &BTreeMap<u8, usize>, metric: Metric) -> Vec<f64> {
    let mut before = 0.0;
    let most = counts.keys().next_back().copied().unwrap_or(0);
    (0..=most)
        .map(|value| {
            if metric != Metric::Ordinal {
                return f64::from(value);
            }
            let own = number(counts.get(&value).copied().unwrap_or(0));
            let middle = before + own / 2.0;
            before += own;
            middle
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    const ALL: [Metric; 3] = [Metric::Nominal, Metric::Ordinal, Metric::Interval];

    /// Units 0 0, 0 1 and 1 3 of two raters: n = 6, values 0 0 0 1 1 3.
    ///
    /// - Interval: observed 2 * (0 + 1 + 4) = 10. By chance, each with each: 0 and 1: 6 pairs of 1;
    ///   0 and 3: 3 of 9; 1 and 3: 2 of 4; both ways 2 * (6 + 27 + 8) = 82. 1 - 5 * 10 / 82 = 16/41.
    /// - Nominal: observed 2 * 2 = 4; by chance 2 * (6 + 3 + 2) = 22; 1 - 5 * 4 / 22 = 1/11.
    /// - Ordinal: middle ranks 1.5, 4, 5.5. Observed 2 * (2.5² + 1.5²) = 17; by chance
    ///   2 * (6 * 2.5² + 3 * 4² + 2 * 1.5²) = 180; 1 - 5 * 17 / 180 = 19/36.
    #[test]
    fn three_units_by_hand() {
        let units = [[Some(0), Some(0)], [Some(0), Some(1)], [Some(1), Some(3)]];
        assert!(close(alpha(&units, Metric::Interval), 16.0 / 41.0));
        assert!(close(alpha(&units, Metric::Nominal), 1.0 / 11.0));
        assert!(close(alpha(&units, Metric::Ordinal), 19.0 / 36.0));
    }

    /// A value that nobody else gave a second opinion on changes nothing, wherever it stands.
    #[test]
    fn units_of_one_value_count_for_nothing() {
        let two = vec![vec![Some(0), Some(1)], vec![Some(2), Some(2)]];
        let mut more = two.clone();
        more.extend([vec![Some(9), None], vec![], vec![None, None], vec![None, Some(0)]]);
        for metric in ALL {
            assert!(alpha(&two, metric).is_some());
            assert_eq!(alpha(&two, metric), alpha(&more, metric), "{metric:?}");
        }
    }

    #[test]
    fn its_corners() {
        for metric in ALL {
            assert!(close(alpha(&[[Some(0), Some(0)], [Some(4), Some(4)]], metric), 1.0));
            assert_eq!(alpha(&[[Some(2), Some(2)], [Some(2), Some(2)]], metric), None);
            assert_eq!(alpha(&[[Some(2), None], [None, Some(3)]], metric), None);
            assert_eq!(alpha::<Vec<Option<u8>>>(&[], metric), None);
            // Each as unlike the other as can be: below chance.
            let opposed = alpha(&[[Some(0), Some(4)], [Some(4), Some(0)]], metric);
            assert!(close(opposed, -0.5), "{metric:?}");
        }
    }
}
