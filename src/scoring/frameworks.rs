//! The seventh pass: how many phases of a framework an answer covers, and whether in their order.

use super::evidence::Hit;

/// The highest level of a criterion that a framework carries.
pub const HIGHEST: u8 = 3;

/// Percent of the phases, covered and in order, at which levels 1, 2 and 3 begin. Four of five
/// phases of a life cycle are as good as all: people leave the first or the last unsaid.
pub const SHARES: [usize; HIGHEST as usize] = [40, 60, 80];

/// The phases of one framework in one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Coverage {
    /// A hit for each covered phase, no two citing the same words.
    pub(super) phases: Vec<Option<Hit>>,
    /// How many phases count: all that are covered or, where they have an order, the longest run
    /// of first mentions in that order.
    pub(super) counted: usize,
    /// The level that follows.
    pub(super) level: u8,
}

/// Judges the hits of each phase.
pub(super) fn cover(hits: &[Vec<Hit>], ordered: bool) -> Coverage {
    let mut phases: Vec<Option<Hit>> = Vec::with_capacity(hits.len());
    for own in hits {
        let taken = |hit: &Hit| {
            phases.iter().flatten().any(|other: &Hit| {
                other.text == hit.text
                    && other.place.first <= hit.place.last
                    && hit.place.first <= other.place.last
            })
        };
        let first = own
            .iter()
            .filter(|hit| !taken(hit))
            .min_by_key(|hit| (hit.text, hit.place.first, hit.place.last))
            .copied();
        phases.push(first);
    }
    let counted = if ordered { longest_run(&phases) } else { phases.iter().flatten().count() };
    Coverage { phases, counted, level: level_of(counted, hits.len()) }
}

/// The level for `counted` of `all` phases.
pub(super) fn level_of(counted: usize, all: usize) -> u8 {
    (1..=HIGHEST)
        .zip(SHARES)
        .filter(|&(_, share)| all > 0 && counted * 100 >= share * all)
        .map(|(level, _)| level)
        .max()
        .unwrap_or(0)
}

/// Length of the longest rising subsequence of first mentions.
fn longest_run(phases: &[Option<Hit>]) -> usize {
    let mentions: Vec<(u32, u32)> =
        phases.iter().flatten().map(|hit| (hit.text, hit.place.first)).collect();
    let mut runs: Vec<usize> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let before = mentions[..at]
            .iter()
            .zip(&runs)
            .filter(|(m, _)| *m < mention)
            .map(|(_, run)| *run)
            .max();
        runs.push(before.unwrap_or(0) + 1);
    }
    runs.into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::matching::Place;

    fn at(first: u32) -> Vec<Hit> {
        vec![Hit {
            meant: false,
            text: 0,
            place: Place { first, last: first, core: 1, typo: false },
        }]
    }

    #[test]
    fn all_phases_in_order_are_the_highest_level() {
        assert_eq!(cover(&[at(1), at(5), at(9), at(12)], true).level, 3);
    }

    #[test]
    fn order_counts_where_there_is_one() {
        let backwards = [at(12), at(9), at(5), at(1)];
        assert_eq!(cover(&backwards, true).counted, 1);
        assert_eq!(cover(&backwards, true).level, 0);
        assert_eq!(cover(&backwards, false).level, 3);
    }

    #[test]
    fn one_word_covers_one_phase() {
        assert_eq!(cover(&[at(1), at(1)], false).counted, 1);
    }
}
