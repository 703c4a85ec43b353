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

/// What is reached with some number of pieces: the share of the mean and the lift of each criterion.
type Plan = (u64, Vec<Option<usize>>);

/// The cheapest combination of lifts whose percentage reaches `target`. Empty if there is none.
///
/// A knapsack over whole pieces: cheap, because an answer needs few pieces and a rubric has few
/// criteria. Ties go to the rubric's order, so that the advice is always the same.
pub(super) fn cheapest<P: Copy>(criteria: &[Liftable<P>], target: u8) -> Vec<P> {
    let weights: u64 = criteria.iter().map(|c| u64::from(c.part.weight)).sum();
    // By number of pieces: the best share that this many reach.
    let mut plans: Vec<Option<Plan>> = vec![Some((0, Vec::new()))];
    for criterion in criteria {
        let mut next: Vec<Option<Plan>> = Vec::new();
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
            for (spent, plan) in plans.iter().enumerate() {
                let Some((so_far, choices)) = plan else { continue };
                let total = spent + pieces;
                if next.len() <= total {
                    next.resize(total + 1, None);
                }
                if next[total].as_ref().is_none_or(|(best, _)| so_far + share > *best) {
                    let mut choices = choices.clone();
                    choices.push(choice);
                    next[total] = Some((so_far + share, choices));
                }
            }
        }
        plans = next;
    }
    let found = plans.into_iter().flatten().find(|(share, _)| percent(*share, weights) >= target);
    let Some((_, choices)) = found else { return Vec::new() };
    criteria
        .iter()
        .zip(choices)
        .filter_map(|(criterion, choice)| choice.map(|at| &criterion.lifts[at].pieces))
        .flatten()
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
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
}
