//! A weak rule that changes no level, whatever else an answer says.

use std::collections::BTreeSet;

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::{Basis, Criterion, EvidenceBasis, Rule};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    criterion: &Criterion,
    found: &mut Vec<Diagnostic>,
) {
    let Basis::Evidence(basis) = &criterion.basis else { return };
    for rule in basis.rules.iter().filter(|rule| rule.weak) {
        let Some(why) = why_idle(basis, rule) else { continue };
        let steps = [
            Step::Key("criterion"),
            Step::Id(criterion.id.as_str()),
            Step::Key("evidence"),
            Step::Key(rule.id.as_str()),
            Step::Key("weak"),
        ];
        let problem = Problem::IdleWeak { rule: rule.id.to_string(), why };
        found.push(problem.at(at.file, places.find(&steps)));
    }
}

/// Weak rules are paid for level 1 only: there must be one, and the rule's points must be able to be
/// those that are missing.
fn why_idle(basis: &EvidenceBasis, rule: &Rule) -> Option<String> {
    let Some(first) = basis.levels.iter().find(|level| level.at == 1) else {
        return Some("there is no level 1".to_owned());
    };
    let others = basis.rules.iter().filter(|other| other.id != rule.id);
    let mut sums = BTreeSet::from([0]);
    for other in others {
        let more: Vec<u32> = sums.iter().map(|sum| sum + other.points).collect();
        // What is enough without it tells nothing of it.
        sums.extend(more.into_iter().filter(|sum| *sum < first.needs));
    }
    let most = sums.last().copied().unwrap_or(0);
    (most + rule.points < first.needs).then(|| {
        format!("who says it has the {} of level 1 without it, or lacks more", points(first.needs))
    })
}

fn points(number: u32) -> String {
    format!("{number} {}", if number == 1 { "point" } else { "points" })
}
