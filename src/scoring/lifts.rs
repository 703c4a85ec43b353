//! What would lift a criterion that rules decide: for each higher level the fewest rules that are
//! still missing.

use super::evidence::Hit;
use super::feedback::{Lift, Piece};
use crate::content::rubric::{Criterion, EvidenceBasis, LevelRule, Rule};

/// The ways up from `level`, by rising level.
pub(super) fn lifts<'r>(
    criterion: &'r Criterion,
    basis: &'r EvidenceBasis,
    satisfied: &[Option<Hit>],
    level: u8,
) -> Vec<Lift<Piece<'r>>> {
    let mut with: Vec<bool> = Vec::with_capacity(satisfied.len());
    let higher = basis.levels.iter().filter(|target| target.at > level);
    higher
        .filter_map(|target| {
            with.clear();
            with.extend(satisfied.iter().map(Option::is_some));
            let pieces = missing_for(target, criterion, basis, &mut with)?;
            Some(Lift { level: target.at, pieces })
        })
        .collect()
}

/// The rules that a level still needs beside those that are satisfied (`with`): those that it names,
/// then the weightiest others. That is the fewest where all others are worth the same, as they are
/// unless an author says otherwise. None if no number of rules is enough; an order in which things
/// were said cannot be mended by adding.
fn missing_for<'r>(
    target: &LevelRule,
    criterion: &'r Criterion,
    basis: &'r EvidenceBasis,
    with: &mut [bool],
) -> Option<Vec<Piece<'r>>> {
    let rules = &basis.rules;
    let counts = |rule: &Rule| target.at <= 1 || !rule.weak;
    let own = rules.iter().zip(&*with).filter(|(rule, has)| **has && counts(rule));
    let mut points: u32 = own.map(|(rule, _)| rule.points).sum();
    let mut added: Vec<Piece<'_>> = Vec::new();
    let mut add = |at: usize, with: &mut [bool]| {
        let rule = &rules[at];
        with[at] = true;
        added.push(Piece::Rule(criterion, rule));
        if counts(rule) { rule.points } else { 0 }
    };
    for id in target.with.iter().chain(&target.order) {
        let at = rules.iter().position(|rule| rule.id == *id)?;
        if !with[at] {
            points += add(at, with);
        }
    }
    while points < target.needs {
        let open = (0..rules.len()).filter(|&at| !with[at] && !rules[at].weak);
        let at = open.min_by_key(|&at| (std::cmp::Reverse(rules[at].points), at))?;
        points += add(at, with);
    }
    (!added.is_empty()).then_some(added)
}
