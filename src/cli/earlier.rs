//! The earlier state that `test --diff` compares with: a library directory, or a file that
//! `test --json` wrote.

use std::path::Path;

use super::Everywhere;
use super::calibrate::beside;
use super::error::CliError;
use super::outside::Outside;
use super::score::{read_text, rubric_of};
use crate::author::bench::{Past, Subject, bench};
use crate::content::marked::MarkedSet;
use crate::library::{Library, LibraryError};
use crate::session::SessionError;

/// How the present answers are scored.
pub(super) struct How<'a> {
    pub(super) sets: &'a [MarkedSet],
    pub(super) meaning: bool,
    /// Whether the calibrations beside the rubrics take part.
    pub(super) calibrated: bool,
    /// Whether words of the check set may be read.
    pub(super) reveals_check: bool,
}

/// What the earlier state gives to the subjects' answers.
pub(super) fn past(
    everywhere: &Everywhere,
    old: &Path,
    subjects: &[Subject],
    how: &How<'_>,
    outside: &Outside,
) -> Result<Past, CliError> {
    if !old.is_dir() {
        let text = read_text(old)?;
        return Past::from_json(&text)
            .map_err(|source| CliError::NoPast { path: old.to_owned(), source });
    }
    // It stands where the library stands that was changed: the last of those that were named.
    let mut directories = outside.directories(everywhere);
    if !outside.named_libraries(everywhere).is_empty() {
        directories.pop();
    }
    directories.push(old.to_owned());
    let library = Library::with_directories(&directories)?;
    let mut then = Vec::new();
    for subject in subjects {
        let mut rubric = match rubric_of(&library, &subject.rubric.question) {
            Ok(rubric) => rubric,
            Err(error) if is_not_there(&error) => continue,
            Err(error) => return Err(error),
        };
        if !how.meaning {
            rubric = rubric.without_meaning();
        }
        if how.calibrated && library.calibration(&rubric.rubric.id)?.is_some() {
            rubric = beside(&library, rubric)?;
        }
        then.push(Subject { rubric, ..subject.clone() });
    }
    let mut bench = bench(&then, how.sets, how.meaning);
    if !how.reveals_check {
        bench.hide_check();
    }
    Ok(Past::of(&bench))
}

fn is_not_there(error: &CliError) -> bool {
    matches!(
        error,
        CliError::NotOpen { .. }
            | CliError::Library(LibraryError::NotFound { .. })
            | CliError::Session(
                SessionError::UnknownQuestion { .. }
                    | SessionError::Library(LibraryError::NotFound { .. })
            )
    )
}
