//! What would lift a criterion that rules decide: for each higher level the fewest rules that are
//! still missing.

use super::evidence::Hit;
use super::feedback::{Lift, Piece};
use super::matching::Place;
use crate::content::rubric::{Criterion, EvidenceBasis, LevelRule, Rule};

/// Stands for words that are yet to be said.
const IMAGINED: Hit =
    Hit { meant: false, text: u32::MAX, place: Place { first: 0, last: 0, core: 0, typo: false } };

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
    let mut with = satisfied.to_vec();
    let mut added: Vec<&Rule> = Vec::new();
    let points = |with: &[Option<Hit>]| -> u32 {
        let rules = basis.rules.iter().zip(with);
        rules
            .filter(|(rule, hit)| hit.is_some() && (target.at <= 1 || !rule.weak))
            .map(|(rule, _)| rule.points)
            .sum()
    };
    for id in target.with.iter().chain(&target.order) {
        let at = basis.rules.iter().position(|rule| rule.id == *id)?;
        if with[at].is_none() {
            with[at] = Some(IMAGINED);
            added.push(&basis.rules[at]);
        }
    }
    let mut open: Vec<usize> =
        (0..with.len()).filter(|&at| with[at].is_none() && !basis.rules[at].weak).collect();
    open.sort_by_key(|&at| (std::cmp::Reverse(basis.rules[at].points), at));
    for at in open {
        if points(&with) >= target.needs {
            break;
        }
        with[at] = Some(IMAGINED);
        added.push(&basis.rules[at]);
    }
    (points(&with) >= target.needs && !added.is_empty()).then_some(added)
}
