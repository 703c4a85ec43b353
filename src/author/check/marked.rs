//! Marked answers and marks against the rubric that they test.

use crate::content::ids::RubricId;
use crate::content::lower::{Places, Step, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, MarkedAnswer, Marks, Rubric};

use super::Site;
use super::view::Late;

pub(super) fn check_answers(
    at: &Site<'_>,
    id: &RubricId,
    answers: &[MarkedAnswer],
    found: &mut Vec<Diagnostic>,
) {
    if !at.view.rubrics.contains_key(id) {
        found.push(Problem::NoSuchRubric { rubric: id.to_string() }.of(at.file));
        return;
    }
    let marks = at.view.marks.get(id).map(Vec::as_slice).unwrap_or_default();
    let places = Places::of(at.text);
    for answer in answers {
        // A rater's file that is faulty may have it.
        let is_marked = |marks: &Late<Marks>| {
            marks.as_ref().is_none_or(|marks| marks.marks.contains_key(&answer.id))
        };
        if !marks.iter().any(is_marked) {
            let steps = [Step::Key("marked"), Step::Id(&answer.id), Step::Key("id")];
            let problem = Problem::UnmarkedAnswer { id: answer.id.clone() };
            found.push(problem.at(at.file, places.find(&steps)));
        }
    }
}

pub(super) fn check_marks(
    at: &Site<'_>,
    id: &RubricId,
    marks: &Marks,
    found: &mut Vec<Diagnostic>,
) {
    let Some(rubric) = at.view.rubrics.get(id) else {
        found.push(Problem::NoSuchRubric { rubric: id.to_string() }.of(at.file));
        return;
    };
    let places = Places::of(at.text);
    let answers = match at.view.answers.get(id) {
        Some(answers) => answers.as_deref(),
        None => Some([].as_slice()),
    };
    for (answer, mark) in &marks.marks {
        if let Some(answers) = answers
            && !answers.iter().any(|known| known.id == *answer)
        {
            let known: Vec<&str> = answers.iter().map(|answer| answer.id.as_str()).collect();
            let problem = unknown(Referent::Answer, answer, &known);
            found.push(problem.at(at.file, places.find_key("mark", answer)));
        }
        let Some(rubric) = &**rubric else { continue };
        let place =
            |key: &str| places.find(&[Step::Key("mark"), Step::Key(answer), Step::Key(key)]);
        let top = u8::try_from(rubric.scale.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let level = mark.level.map(|level| ("level", level, Some(top)));
        let criteria = mark.criteria.iter().map(|(name, &level)| {
            (name.as_str(), level, rubric.criterion(name).map(|c| highest(&c.basis)))
        });
        for (key, level, top) in level.into_iter().chain(criteria) {
            let problem = match top {
                Some(top) if level > top => {
                    Problem::LevelBeyond { key: key.to_owned(), level, top }
                }
                Some(_) => continue,
                None => {
                    let problem = unknown(Referent::Criterion, key, &criteria_of(rubric));
                    let place = places.find_inner_key(&["mark", answer], key);
                    found.push(problem.at(at.file, place));
                    continue;
                }
            };
            found.push(problem.at(at.file, place(key)));
        }
    }
}

fn criteria_of(rubric: &Rubric) -> Vec<&str> {
    rubric.criteria.iter().map(|criterion| criterion.id.as_str()).collect()
}

fn unknown(what: Referent, name: &str, known: &[&str]) -> Problem {
    Problem::Unknown {
        what,
        name: name.to_owned(),
        near: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.iter().map(|&name| name.to_owned()).collect(),
    }
}

/// The highest level that a criterion has; any, where nothing describes its levels.
fn highest(basis: &Basis) -> u8 {
    basis.levels().iter().map(|level| level.at).max().unwrap_or(u8::MAX)
}
