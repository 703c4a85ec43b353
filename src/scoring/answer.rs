//! The eighth pass: from criterion levels to the answer's percentage and level.
//!
//! Whole numbers throughout, so that the same answer has the same score on every machine.

use crate::content::rubric::Rubric;

/// How close to a cut, in percent, an answer is called borderline.
pub const BORDERLINE_PERCENT: u8 = 3;

/// Divisible by every number of levels from 1 to 10, so that shares of a level are exact.
const WHOLE: u64 = 2_520;

/// A criterion's part in the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) level: u8,
    pub(super) of: u8,
    pub(super) weight: u32,
}

impl Part {
    /// Weighted share, in units of `1 / WHOLE` of a weight.
    pub(super) fn share(self) -> u64 {
        if self.of == 0 {
            return 0;
        }
        u64::from(self.weight) * u64::from(self.level) * (WHOLE / u64::from(self.of))
    }
}

/// Weighted mean of the levels as a whole percentage, halves rounded up.
pub(super) fn percent(share: u64, weights: u64) -> u8 {
    if weights == 0 {
        return 0;
    }
    let whole = weights * WHOLE;
    u8::try_from((share * 200 + whole) / (2 * whole)).unwrap_or(100).min(100)
}

/// The level whose cut `percent` has reached.
pub(super) fn level(cuts: &[u8], percent: u8) -> u8 {
    u8::try_from(cuts.iter().filter(|&&cut| percent >= cut).count()).unwrap_or(u8::MAX)
}

/// The two levels between which `percent` lies, if a cut is close.
pub(super) fn borderline(cuts: &[u8], percent: u8) -> Option<[u8; 2]> {
    (1_u8..).zip(cuts).find_map(|(above, &cut)| {
        (percent.abs_diff(cut) <= BORDERLINE_PERCENT && percent > 0 && percent < 100)
            .then_some([above - 1, above])
    })
}

/// The highest percentage that is still `level`, for answers that are capped.
pub(super) fn ceiling(cuts: &[u8], level: u8) -> u8 {
    cuts.get(usize::from(level)).map_or(100, |cut| cut.saturating_sub(1))
}

/// The name of a level.
pub(super) fn label(rubric: &Rubric, level: u8) -> String {
    rubric.scale.get(usize::from(level)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_weighted_and_rounds_halves_up() {
        let parts = [Part { level: 3, of: 3, weight: 3 }, Part { level: 0, of: 3, weight: 1 }];
        let share = parts.iter().map(|p| p.share()).sum();
        assert_eq!(percent(share, 4), 75);
        let eighth = Part { level: 1, of: 8, weight: 1 };
        assert_eq!(percent(eighth.share(), 1), 13);
    }

    #[test]
    fn a_level_begins_at_its_cut() {
        let cuts = [20, 40, 60, 80];
        assert_eq!([19, 20, 59, 60, 100].map(|p| level(&cuts, p)), [0, 1, 2, 3, 4]);
        assert_eq!(borderline(&cuts, 58), Some([2, 3]));
        assert_eq!(borderline(&cuts, 50), None);
        assert_eq!(ceiling(&cuts, 2), 59);
    }
}
