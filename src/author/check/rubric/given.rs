//! A level that no answer is given, because the one above asks for nothing more.

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::{Basis, Criterion, EvidenceBasis, LevelRule};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    criterion: &Criterion,
    found: &mut Vec<Diagnostic>,
) {
    let Basis::Evidence(basis) = &criterion.basis else { return };
    for (n, level) in basis.levels.iter().enumerate() {
        let Some(by) = basis.levels[n + 1..].iter().find(|own| asks_no_more(basis, own, level))
        else {
            continue;
        };
        let problem = Problem::UngivenLevel { at: level.at, by: by.at };
        let id = criterion.id.as_str();
        let steps = [Step::Key("criterion"), Step::Id(id), Step::Key("levels"), Step::At(n)];
        found.push(problem.at(at.file, places.find(&steps)));
    }
}

/// Whether all that satisfies the lower level satisfies the higher one.
fn asks_no_more(basis: &EvidenceBasis, higher: &LevelRule, lower: &LevelRule) -> bool {
    // Weak rules pay for level 1 alone, so that the same number of points is not the same.
    let is_weak_paid = lower.at <= 1 && basis.rules.iter().any(|rule| rule.weak);
    !is_weak_paid
        && higher.needs <= lower.needs
        && higher.with.iter().all(|rule| lower.with.contains(rule))
        && (higher.order.is_empty() || higher.order == lower.order)
}
