//! The ninth pass: the fewest missing pieces that lift an answer to the next level.

use super::answer::{Part, percent};
use super::assessment::Step;
use super::judge::rule_title;
use crate::content::framework::{Framework, Phase};
use crate::content::ids::RuleId;
use crate::content::rubric::{Criterion, Rule};
use crate::content::shared::Shared;

/// What is missing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'r> {
    Rule(&'r Criterion, &'r Rule),
    Phase(&'r Criterion, &'r Framework, &'r Phase),
}

impl Piece<'_> {
    /// As it is shown.
    pub(super) fn step(self) -> Step {
        let (criterion, rule, add) = match self {
            Self::Rule(criterion, rule) => (criterion, rule.id.clone(), rule_title(rule)),
            Self::Phase(criterion, framework, phase) => {
                (criterion, phase_id(framework, phase), phase_title(framework, phase))
            }
        };
        Step { criterion: criterion.id.clone(), title: criterion.title.clone(), rule, add }
    }
}

/// The name of a phase among rules.
pub(super) fn phase_id(framework: &Framework, phase: &Phase) -> RuleId {
    RuleId::new(format!("{}.{}", framework.id, phase.id))
}

/// What an answer with the phase shows.
pub(super) fn phase_title(framework: &Framework, phase: &Phase) -> Shared {
    format!("{}: {}", framework.title, phase.title).into()
}

/// One way to lift a criterion: these pieces bring it to this level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lift<P> {
    pub(super) level: u8,
    pub(super) pieces: Vec<P>,
}

/// A criterion with the ways to lift it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Liftable<P> {
    pub(super) part: Part,
    /// From this level on its gate no longer holds the answer down; 0 where it has none that does.
    pub(super) must_reach: u8,
    /// By rising level.
    pub(super) lifts: Vec<Lift<P>>,
}

/// The best that is reached with so many pieces in the criteria up to one.
#[derive(Clone, Copy)]
struct Plan {
    share: u64,
    /// The lift of that criterion, if it takes one.
    choice: Option<usize>,
    /// How many pieces are in the criteria before.
    before: usize,
}

/// The cheapest combination of lifts whose percentage reaches `target`. Empty if there is none.
///
/// A knapsack over whole pieces: cheap, because an answer needs few pieces and a rubric has few
/// criteria. Ties go to the rubric's order, so that the advice is always the same.
pub(super) fn cheapest<P: Copy>(criteria: &[Liftable<P>], target: u8) -> Vec<P> {
    let weights: u64 = criteria.iter().map(|c| u64::from(c.part.weight)).sum();
    // By criterion, and one before the first, then by number of pieces; where each begins.
    let mut plans: Vec<Option<Plan>> = vec![Some(Plan { share: 0, choice: None, before: 0 })];
    let mut begins = vec![0];
    for criterion in criteria {
        let (begin, end) = (begins[begins.len() - 1], plans.len());
        let most = criterion.lifts.iter().map(|lift| lift.pieces.len()).max().unwrap_or(0);
        plans.resize(end + (end - begin) + most, None);
        begins.push(end);
        let (before, next) = plans.split_at_mut(end);
        let before = &before[begin..];
        let stay = (criterion.part.level >= criterion.must_reach).then_some((
            None,
            0,
            criterion.part.level,
        ));
        let lifted = criterion
            .lifts
            .iter()
            .enumerate()
            .filter(|(_, lift)| lift.level >= criterion.must_reach)
            .map(|(at, lift)| (Some(at), lift.pieces.len(), lift.level));
        for (choice, pieces, level) in stay.into_iter().chain(lifted) {
            let share = Part { level, ..criterion.part }.share();
            for (spent, plan) in before.iter().enumerate() {
                let Some(plan) = plan else { continue };
                let own = &mut next[spent + pieces];
                let share = plan.share + share;
                if own.is_none_or(|best| share > best.share) {
                    *own = Some(Plan { share, choice, before: spent });
                }
            }
        }
    }
    let reaches = |plan: &Option<Plan>| plan.is_some_and(|p| percent(p.share, weights) >= target);
    let found = plans[begins[criteria.len()]..].iter().position(reaches);
    let Some(mut spent) = found else { return Vec::new() };
    let mut pieces = Vec::with_capacity(spent);
    // From the last criterion back to the first.
    for (criterion, begin) in criteria.iter().zip(&begins[1..]).rev() {
        let Some(plan) = plans[begin + spent] else { continue };
        let own = plan.choice.map_or(&[][..], |at| &criterion.lifts[at].pieces);
        pieces.splice(0..0, own.iter().copied());
        spent = plan.before;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn liftable(weight: u32, level: u8, lifts: &[(u8, &[&'static str])]) -> Liftable<&'static str> {
        Liftable {
            part: Part { level, of: 3, weight },
            must_reach: 0,
            lifts: lifts
                .iter()
                .map(|(level, pieces)| Lift { level: *level, pieces: pieces.to_vec() })
                .collect(),
        }
    }

    #[test]
    fn one_weighty_piece_beats_two_light_ones() {
        let criteria =
            [liftable(1, 0, &[(1, &["a"]), (2, &["a", "b"])]), liftable(3, 0, &[(1, &["c"])])];
        // From 0 to 25 percent: one level of the weight-3 criterion.
        assert_eq!(cheapest(&criteria, 25), ["c"]);
    }

    #[test]
    fn a_gate_must_be_lifted_first() {
        let mut gated = liftable(1, 0, &[(1, &["gate"])]);
        gated.must_reach = 1;
        let criteria = [gated, liftable(9, 2, &[(3, &["other"])])];
        assert_eq!(cheapest(&criteria, 50), ["gate"]);
    }

    #[test]
    fn nothing_is_advised_where_nothing_is_enough() {
        assert!(cheapest(&[liftable(1, 3, &[])], 101).is_empty());
    }

    /// The fewest pieces that reach the target, by trying all combinations; none if no combination does.
    fn fewest(criteria: &[Liftable<u8>], target: u8) -> Option<usize> {
        let weights = criteria.iter().map(|own| u64::from(own.part.weight)).sum();
        let mut all: Vec<(u64, usize)> = vec![(0, 0)];
        for own in criteria {
            let stay = (own.part.level, 0);
            let lifted = own.lifts.iter().map(|lift| (lift.level, lift.pieces.len()));
            let ways: Vec<(u8, usize)> = std::iter::once(stay)
                .chain(lifted)
                .filter(|(level, _)| *level >= own.must_reach)
                .collect();
            all = all
                .into_iter()
                .flat_map(|(share, pieces)| {
                    ways.iter().map(move |&(level, more)| {
                        (share + Part { level, ..own.part }.share(), pieces + more)
                    })
                })
                .collect();
        }
        let reach = all.into_iter().filter(|(share, _)| percent(*share, weights) >= target);
        reach.map(|(_, pieces)| pieces).min()
    }

    proptest! {
        #[test]
        fn the_advice_is_as_short_as_any_that_is_enough(
            criteria in prop::collection::vec((1..4_u32, 0..=3_u8, 0..=3_u8, [1..4_u8, 1..4, 1..4]), 1..5),
            target in 1..=100_u8,
        ) {
            let criteria: Vec<Liftable<u8>> = criteria
                .into_iter()
                .map(|(weight, level, must_reach, sizes)| {
                    let lifts = (1..=3_u8)
                        .zip(sizes)
                        .filter(|(at, _)| *at > level)
                        .map(|(at, size)| Lift { level: at, pieces: vec![at; size.into()] });
                    Liftable {
                        part: Part { level, of: 3, weight },
                        must_reach,
                        lifts: lifts.collect(),
                    }
                })
                .collect();
            let advice = cheapest(&criteria, target).len();
            prop_assert_eq!(advice, fewest(&criteria, target).unwrap_or(0));
        }
    }
}
