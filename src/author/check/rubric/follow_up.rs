//! A criterion that is missed should lead somewhere: to a question, and to advice.

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::{Basis, Criterion};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    criterion: &Criterion,
    found: &mut Vec<Diagnostic>,
) {
    // What a person judges, a person also follows up.
    if matches!(criterion.basis, Basis::Person(_)) {
        return;
    }
    let missing = match (&criterion.probe, &criterion.advice) {
        (None, None) => "probe and no advice",
        (None, Some(_)) => "probe",
        (Some(_), None) => "advice",
        (Some(_), Some(_)) => return,
    };
    let steps = [Step::Key("criterion"), Step::Id(criterion.id.as_str()), Step::Key("id")];
    let problem = Problem::NoProbeOrAdvice { criterion: criterion.id.to_string(), missing };
    found.push(problem.at(at.file, places.find(&steps)));
}
