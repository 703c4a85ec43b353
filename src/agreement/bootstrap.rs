//! Intervals by resampling.

/// How often the pairs are drawn anew.
pub const RESAMPLES: usize = 1_000;

/// What the draws begin from. Any number would do; it must only never change.
const SEED: u64 = 0x686F_7473_6561_7431;

/// The 95 % percentile interval of a statistic: the pairs are drawn anew with replacement
/// [`RESAMPLES`] times, and the 2.5 % smallest and largest values of the statistic are left out. It
/// lies in the statistic's own range. The draws begin from a constant, so that the same pairs in the
/// same order give the same bytes. None for fewer than two pairs, where the statistic is not defined
/// for more than one in ten resamples, and where all resamples agree: pairs without a difference do
/// not tell how far others would differ.
///
/// It says how far the figure hangs on which answers happen to be there, and nothing of whether they
/// stand for others. From few pairs it comes out too narrow.
///
/// Efron, B. (1979): Bootstrap methods: another look at the jackknife. Annals of Statistics 7, 1-26.
#[must_use]
pub fn interval<T: Copy>(
    pairs: &[T],
    statistic: impl Fn(&[T]) -> Option<f64>,
) -> Option<(f64, f64)> {
    if pairs.len() < 2 {
        return None;
    }
    let mut random = SplitMix64(SEED);
    let mut drawn = Vec::with_capacity(pairs.len());
    let mut values = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        drawn.clear();
        drawn.extend(pairs.iter().filter_map(|_| pairs.get(random.below(pairs.len())).copied()));
        values.extend(statistic(&drawn));
    }
    if values.len() * 10 < RESAMPLES * 9 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let beyond = values.len() * 25 / 1_000;
    let (least, most) = (values.first()?, values.last()?);
    if least.total_cmp(most).is_eq() {
        return None;
    }
    Some((*values.get(beyond)?, *values.get(values.len() - 1 - beyond)?))
}

/// A small generator of numbers that look random.
///
/// Steele, G. L., Lea, D., Flood, C. H. (2014): Fast splittable pseudorandom number generators.
/// OOPSLA 2014, 453-472.
#[derive(Clone, Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`: the high half of a product, which favours none by more than one in
    /// 2^64 / `end`.
    fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next_number()) * u128::try_from(end).unwrap_or(0);
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{exact, mean, quadratic_kappa};
    use super::*;

    /// The first numbers from the seed 1234567, as the reference implementation gives them.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = SplitMix64(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next_number()).collect();
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn the_same_pairs_give_the_same_interval() {
        let pairs: Vec<(u8, u8)> = (0..30).map(|n| (n % 5, (n + n / 10) % 5)).collect();
        let first = interval(&pairs, quadratic_kappa);
        assert_eq!(first, interval(&pairs, quadratic_kappa));
        let (low, high) = first.unwrap();
        let value = quadratic_kappa(&pairs).unwrap();
        assert!(low < value && value < high, "{low} {value} {high}");
    }

    /// The mean of 100 throws of a coin with half heads has the standard error 0.05, so the interval
    /// is near 0.5 - 0.098 to 0.5 + 0.098.
    #[test]
    fn the_width_is_that_of_the_standard_error() {
        let throws: Vec<f64> = (0..100).map(|n| f64::from(n % 2)).collect();
        let (low, high) = interval(&throws, |drawn| mean(drawn.iter().copied())).unwrap();
        assert!((0.38..0.43).contains(&low) && (0.57..0.62).contains(&high), "{low} {high}");
    }

    #[test]
    fn without_enough_there_is_none() {
        assert_eq!(interval(&[(1, 1)], exact), None);
        assert_eq!(interval(&[(1, 1), (1, 1)], quadratic_kappa), None);
        assert_eq!(interval(&[(1, 1), (2, 2), (3, 3)], exact), None);
    }
}
