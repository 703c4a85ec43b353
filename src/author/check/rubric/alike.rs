//! Criteria that pay for the same words.

use crate::content::lower::{Places, Step};
use crate::content::pattern::Node;
use crate::content::problem::Problem;
use crate::content::rubric::{Basis, Criterion};
use crate::content::{Diagnostic, Rubric};

use crate::author::check::Site;

/// With fewer shared patterns, it may be chance.
const LEAST_SHARED: usize = 3;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    let all: Vec<(&Criterion, Vec<&Node>)> =
        rubric.criteria.iter().map(|criterion| (criterion, nodes(criterion))).collect();
    for (n, (criterion, own)) in all.iter().enumerate() {
        for (other, theirs) in &all[..n] {
            let (small, large) = if own.len() <= theirs.len() {
                ((criterion, own), (other, theirs))
            } else {
                ((other, theirs), (criterion, own))
            };
            let shared = small.1.iter().filter(|node| large.1.contains(node)).count();
            if shared < LEAST_SHARED || 2 * shared < small.1.len() {
                continue;
            }
            let problem = Problem::CriteriaAlike {
                criterion: small.0.id.to_string(),
                other: large.0.id.to_string(),
                shared,
                of: small.1.len(),
            };
            let id = small.0.id.as_str();
            let steps = [Step::Key("criterion"), Step::Id(id), Step::Key("evidence")];
            found.push(problem.at(at.file, places.find(&steps)));
        }
    }
}

/// The patterns that can earn more than level 1.
fn nodes(criterion: &Criterion) -> Vec<&Node> {
    let Basis::Evidence(basis) = &criterion.basis else { return Vec::new() };
    let rules = basis.rules.iter().filter(|rule| !rule.weak);
    rules.flat_map(|rule| &rule.any).map(|pattern| &pattern.node).collect()
}
