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
    let higher = basis.levels.iter().filter(|target| target.at > level);
    higher
        .filter_map(|target| {
            let missing = missing_for(target, basis, satisfied)?;
            let pieces = missing.into_iter().map(|rule| Piece::Rule(criterion, rule)).collect();
            Some(Lift { level: target.at, pieces })
        })
        .collect()
}

/// The rules that a level still needs: those that it names, then the weightiest others. That is the
/// fewest where all others are worth the same, as they are unless an author says otherwise. None if
/// no number of rules is enough; an order in which things were said cannot be mended by adding.
fn missing_for<'b>(
    target: &LevelRule,
    basis: &'b EvidenceBasis,
    satisfied: &[Option<Hit>],
) -> Option<Vec<&'b Rule>> {
    let mut with: Vec<bool> = satisfied.iter().map(Option::is_some).collect();
    let mut added: Vec<&Rule> = Vec::new();
    let points = |with: &[bool]| -> u32 {
        let rules = basis.rules.iter().zip(with);
        rules
            .filter(|(rule, has)| **has && (target.at <= 1 || !rule.weak))
            .map(|(rule, _)| rule.points)
            .sum()
    };
    for id in target.with.iter().chain(&target.order) {
        let at = basis.rules.iter().position(|rule| rule.id == *id)?;
        if !with[at] {
            with[at] = true;
            added.push(&basis.rules[at]);
        }
    }
    let mut open: Vec<usize> =
        (0..with.len()).filter(|&at| !with[at] && !basis.rules[at].weak).collect();
    open.sort_by_key(|&at| (std::cmp::Reverse(basis.rules[at].points), at));
    for at in open {
        if points(&with) >= target.needs {
            break;
        }
        with[at] = true;
        added.push(&basis.rules[at]);
    }
    (points(&with) >= target.needs && !added.is_empty()).then_some(added)
}
