//! The sixth pass: from satisfied rules to the level of one criterion.

use super::evidence::Hit;
use crate::content::rubric::{EvidenceBasis, LevelRule, Rule};

/// What a set of satisfied rules is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Worth {
    /// The level reached.
    pub(super) level: u8,
    /// All points, weak rules included.
    pub(super) points: u32,
}

/// The criterion's highest level.
pub(super) fn highest(basis: &EvidenceBasis) -> u8 {
    basis.levels.iter().map(|level| level.at).max().unwrap_or(0)
}

/// By rule: its first mention. Nothing where no level asks for an order.
pub(super) fn first_mentions(basis: &EvidenceBasis, hits: &[Vec<Hit>]) -> Vec<Option<(u32, u32)>> {
    if basis.levels.iter().all(|level| level.order.is_empty()) {
        return Vec::new();
    }
    let first = |own: &Vec<Hit>| own.iter().map(|hit| (hit.text, hit.place.first)).min();
    hits.iter().map(first).collect()
}

/// What `satisfied` (one entry a rule) is worth. `first` are the [`first_mentions`].
pub(super) fn worth(
    basis: &EvidenceBasis,
    satisfied: &[Option<Hit>],
    first: &[Option<(u32, u32)>],
) -> Worth {
    let sum = |weak_too: bool| -> u32 {
        basis
            .rules
            .iter()
            .zip(satisfied)
            .filter(|(rule, hit)| hit.is_some() && (weak_too || !rule.weak))
            .map(|(rule, _)| rule.points)
            .sum()
    };
    let (all, strong) = (sum(true), sum(false));
    let level = basis
        .levels
        .iter()
        .filter(|level| {
            let points = if level.at <= 1 { all } else { strong };
            points >= level.needs
                && level.with.iter().all(|id| is_satisfied(&basis.rules, satisfied, id))
                && in_order(level, &basis.rules, satisfied, first)
        })
        .map(|level| level.at)
        .max()
        .unwrap_or(0);
    Worth { level, points: all }
}

fn position(rules: &[Rule], id: &crate::content::ids::RuleId) -> Option<usize> {
    rules.iter().position(|rule| rule.id == *id)
}

fn is_satisfied(
    rules: &[Rule],
    satisfied: &[Option<Hit>],
    id: &crate::content::ids::RuleId,
) -> bool {
    position(rules, id).is_some_and(|at| satisfied[at].is_some())
}

/// Whether the first mentions of the level's `order` come in that order.
fn in_order(
    level: &LevelRule,
    rules: &[Rule],
    satisfied: &[Option<Hit>],
    first: &[Option<(u32, u32)>],
) -> bool {
    let mentions: Option<Vec<(u32, u32)>> = level
        .order
        .iter()
        .map(|id| position(rules, id).and_then(|at| satisfied[at].and(first[at])))
        .collect();
    mentions.is_some_and(|mentions| mentions.is_sorted())
}
