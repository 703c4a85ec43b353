//! A criterion that outweighs all others.

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, Rubric};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    let computed: Vec<_> =
        rubric.criteria.iter().filter(|c| !matches!(c.basis, Basis::Person(_))).collect();
    // Of two criteria, one is bound to weigh more.
    if computed.len() < 3 {
        return;
    }
    let all: u32 = computed.iter().map(|criterion| criterion.weight).sum();
    if let Some(heaviest) = computed.iter().find(|criterion| 2 * criterion.weight > all) {
        let id = heaviest.id.as_str();
        let steps = [Step::Key("criterion"), Step::Id(id), Step::Key("weight")];
        let problem =
            Problem::OneCriterionDecides { criterion: id.to_owned(), weight: heaviest.weight, all };
        found.push(problem.at(at.file, places.find(&steps)));
    }
}
