//! Which rubrics a command tests: those that were named, or those of a library that have marked
//! answers.

use std::path::PathBuf;

use super::error::CliError;
use super::score::rubric_of;
use crate::author::bench::Subject;
use crate::author::bench::others::OtherText;
use crate::content::marked::MarkedSet;
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::library::{Library, LibraryError, Loaded, Origin};
use crate::session::compile;

/// The questions that were named, each once.
pub(super) fn named(library: &Library, questions: &[String]) -> Result<Vec<Subject>, CliError> {
    let mut subjects: Vec<Subject> = Vec::new();
    for question in questions {
        if subjects.iter().any(|subject| subject.rubric.question == *question) {
            continue;
        }
        let rubric = rubric_of(library, question)?;
        let answers = library.marked(&rubric.rubric.id)?;
        let marks = library.marks(&rubric.rubric.id)?;
        subjects.push(Subject {
            answers: answers.map(|loaded| loaded.value).unwrap_or_default(),
            marks: marks.into_iter().map(|loaded| loaded.value).collect(),
            rubric,
        });
    }
    Ok(subjects)
}

/// All open questions whose rubric has marked answers. A faulty file is an error, since without it
/// the figures would be of something else than the library.
pub(super) fn all(library: &Library) -> Result<Vec<Subject>, CliError> {
    Ok(chosen(library, |_| true)?.subjects)
}

/// The answers of set tune to all open questions, in the order of the library. What is faulty
/// somewhere is left out: it is read for comparison only, and `check` reports it.
pub(super) fn tune_texts(library: &Library) -> Vec<OtherText> {
    let mut texts = Vec::new();
    for id in library.scenario_ids() {
        let Ok(scenario) = library.scenario(&id) else { continue };
        for question in &scenario.value.questions {
            let QuestionKind::Open(open) = &question.kind else { continue };
            let Ok(Some(answers)) = library.marked(&open.rubric) else { continue };
            let tune = answers.value.into_iter().filter(|answer| answer.set == MarkedSet::Tune);
            texts.extend(tune.map(|answer| OtherText {
                question: format!("{id}/{}", question.id),
                id: answer.id,
                text: answer.text,
            }));
        }
    }
    texts
}

/// Some of a library's rubrics.
pub(super) struct Chosen {
    pub(super) subjects: Vec<Subject>,
    /// How many others have marked answers, too.
    pub(super) left_out: usize,
}

/// [`all`], but only those to which one of these directories contributes the scenario, the rubric,
/// its marked answers or marks. What is wrong with others is nothing to them.
pub(super) fn of_directories(
    library: &Library,
    directories: &[PathBuf],
) -> Result<Chosen, CliError> {
    chosen(
        library,
        |origin| matches!(origin, Origin::Directory(path) if directories.contains(path)),
    )
}

fn chosen(library: &Library, is_wanted: impl Fn(&Origin) -> bool) -> Result<Chosen, CliError> {
    let mut found = Chosen { subjects: Vec::new(), left_out: 0 };
    for id in library.scenario_ids() {
        let scenario = match library.scenario(&id) {
            Ok(scenario) => scenario,
            Err(error) if is_elsewhere(&error, &is_wanted) => continue,
            Err(error) => return Err(error.into()),
        };
        for question in &scenario.value.questions {
            match subject(library, &scenario, question, &is_wanted) {
                Ok(None) => {}
                Ok(Some(Found::Wanted(subject))) => found.subjects.push(*subject),
                Ok(Some(Found::Other)) => found.left_out += 1,
                Err(CliError::Library(error)) if is_elsewhere(&error, &is_wanted) => {
                    found.left_out += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(found)
}

/// Whether an error is of a file that nobody asked for.
fn is_elsewhere(error: &LibraryError, is_wanted: impl Fn(&Origin) -> bool) -> bool {
    match error {
        LibraryError::Faulty { origin, .. } | LibraryError::Unreadable { origin, .. } => {
            !is_wanted(origin)
        }
        _ => false,
    }
}

enum Found {
    Wanted(Box<Subject>),
    Other,
}

/// None where there is nothing to test.
fn subject(
    library: &Library,
    scenario: &Loaded<Scenario>,
    question: &Question,
    is_wanted: impl Fn(&Origin) -> bool,
) -> Result<Option<Found>, CliError> {
    let QuestionKind::Open(open) = &question.kind else { return Ok(None) };
    let Some(answers) = library.marked(&open.rubric)? else { return Ok(None) };
    let marks = library.marks(&open.rubric)?;
    let rubric = library.rubric(&open.rubric)?;
    let is_wanted = [&scenario.origin, &answers.origin, &rubric.origin]
        .into_iter()
        .chain(marks.iter().map(|own| &own.origin))
        .any(is_wanted);
    if !is_wanted {
        return Ok(Some(Found::Other));
    }
    Ok(Some(Found::Wanted(Box::new(Subject {
        rubric: compile(library, &scenario.value, question)?,
        answers: answers.value,
        marks: marks.into_iter().map(|loaded| loaded.value).collect(),
    }))))
}
