//! Cuts fitted to marks, shrunk towards the author's.
//!
//! The sum of the distances between given and computed levels falls apart by cut: each cut counts
//! the answers on its wrong side. So the best cuts are found exactly, with a price for each percent
//! by which a cut leaves the author's place.

/// What an answer on the wrong side of a cut costs.
const WRONG_SIDE: u64 = 20;
/// What a percent of distance from the author's cut costs: ten percent must put more than one
/// answer right.
const A_PERCENT: u64 = 2;
/// Percentages at which a level may begin.
const HIGHEST: u8 = 100;

/// The cuts for pairs of percentage and given level: strictly rising, as many as the author's.
#[must_use]
pub fn fit(author: &[u8], pairs: &[(u8, u8)]) -> Vec<u8> {
    // The best cost of the cuts so far with the last of them at each percentage, and those cuts.
    let mut best: Vec<Option<(u64, Vec<u8>)>> = vec![Some((0, Vec::new()))];
    for (level, &own) in (1_u8..).zip(author) {
        let mut next: Vec<Option<(u64, Vec<u8>)>> = vec![None];
        let mut below: Option<(u64, Vec<u8>)> = None;
        for cut in 1..=HIGHEST {
            if let Some(Some(plan)) = best.get(usize::from(cut) - 1)
                && below.as_ref().is_none_or(|known| plan.0 < known.0)
            {
                below = Some(plan.clone());
            }
            next.push(below.as_ref().map(|(cost, cuts)| {
                let mut cuts = cuts.clone();
                cuts.push(cut);
                (cost + price(cut, level, own, pairs), cuts)
            }));
        }
        best = next;
    }
    let found = best.into_iter().flatten().min_by_key(|(cost, _)| *cost);
    found.map_or_else(|| author.to_vec(), |(_, cuts)| cuts)
}

fn price(cut: u8, level: u8, author: u8, pairs: &[(u8, u8)]) -> u64 {
    let wrong = pairs.iter().filter(|(percent, given)| (*percent >= cut) != (*given >= level));
    u64::try_from(wrong.count()).unwrap_or(u64::MAX / 100) * WRONG_SIDE
        + u64::from(cut.abs_diff(author)) * A_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_answers_the_cuts_are_the_authors() {
        assert_eq!(fit(&[20, 40, 60, 80], &[]), [20, 40, 60, 80]);
    }

    #[test]
    fn one_answer_moves_a_cut_a_little_and_not_far() {
        // Given level 3 at 57 percent: three percent down are worth it.
        assert_eq!(fit(&[20, 40, 60, 80], &[(57, 3)]), [20, 40, 57, 80]);
        // Level 4 at 57 percent: nothing pays for 23 percent.
        assert_eq!(fit(&[20, 40, 60, 80], &[(65, 4)]), [20, 40, 60, 80]);
    }

    #[test]
    fn many_answers_move_it_as_far_as_they_say_and_cuts_keep_rising() {
        let pairs: Vec<(u8, u8)> = (0..20).map(|n| (30 + n % 3, 4)).collect();
        let cuts = fit(&[20, 40, 60, 80], &pairs);
        assert!(cuts.windows(2).all(|two| two[0] < two[1]), "{cuts:?}");
        assert_eq!(cuts[3], 30);
    }
}
