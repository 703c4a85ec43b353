//! Levels that no marked answer tests.

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, Marks, Rubric};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    // Where a person gives all levels, there is nothing to test.
    if rubric.criteria.iter().all(|c| matches!(c.basis, Basis::Person(_))) {
        return;
    }
    let place = || places.find(&[Step::Key("title")]);
    let answers = match at.view.answers.get(&rubric.id).map(|answers| &**answers) {
        // What is in a faulty file is not known.
        Some(None) => return,
        Some(Some(answers)) => answers.as_slice(),
        None => &[],
    };
    if answers.is_empty() {
        found.push(Problem::UntestedRubric.at(at.file, place()));
        return;
    }
    let marks = at.view.marks.get(&rubric.id).map(Vec::as_slice).unwrap_or_default();
    let marks: Vec<Option<&Marks>> = marks.iter().map(|marks| marks.as_ref()).collect();
    // Without any marks, each answer is told to have none.
    if marks.is_empty() || marks.iter().any(Option::is_none) {
        return;
    }
    let given = |level: u8| {
        let all = marks.iter().flatten().flat_map(|marks| &marks.marks);
        all.into_iter().any(|(id, mark)| {
            mark.level == Some(level) && answers.iter().any(|answer| answer.id == *id)
        })
    };
    let top = u8::try_from(rubric.scale.len()).unwrap_or(u8::MAX);
    let missing: Vec<u8> = (0..top).filter(|level| !given(*level)).collect();
    if !missing.is_empty() {
        found.push(Problem::UntestedLevel { missing }.at(at.file, place()));
    }
}
