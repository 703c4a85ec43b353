//! Every problem of every file: what the lowering finds in each, and what only shows when files are
//! held against one another.
//!
//! Each layer of a library is checked in view of itself and the layers below it, as it will be used.
//! One lint a file in this folder; none of them stops at the first problem.

mod excluding;
mod group;
mod leading;
mod marked;
mod rubric;
mod scenario;
mod scope;
mod terms;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::ids::RubricId;
use crate::content::lower::{self, Lowered};
use crate::content::problem::Problem;
use crate::content::{Diagnostic, Severity};
use crate::library::{ContentPath, Layer, Library, LibraryError, NotContent, Origin, ReadError};

pub use scope::{Scope, ScopeError};
use view::View;

/// What became of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files were looked at.
    pub looked_at: usize,
    /// Those with problems, by their path.
    pub files: Vec<FileReport>,
}

/// The problems of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// For people: with the directory as they named it, where it is in one.
    pub path: String,
    /// The file itself; none if it is built in.
    pub on_disk: Option<PathBuf>,
    /// The file's text as the spans of the diagnostics count it; empty where it could not be read.
    pub text: String,
    /// At least one, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// How many problems of this severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.files.iter().flat_map(|f| &f.diagnostics).filter(|d| d.severity == severity).count()
    }

    /// Leaves out what is less than this.
    pub fn keep(&mut self, least: Severity) {
        for file in &mut self.files {
            file.diagnostics.retain(|diagnostic| diagnostic.severity <= least);
        }
        self.files.retain(|file| !file.diagnostics.is_empty());
    }

    /// Adds what another check found.
    pub fn add(&mut self, other: Self) {
        self.looked_at += other.looked_at;
        self.files.extend(other.files);
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// Checks all layers of a library. With the day of today, dates are checked, too.
#[must_use]
pub fn library(library: &Library, today: Option<Date>) -> Report {
    let mut report = Report::default();
    for at in 0..library.layers().len() {
        layer(library.layers(), at, today, |_| true, &mut report);
    }
    report
}

/// Checks the files of one rubric in all layers of a library: itself, its marked answers, marks and
/// calibration. None where there is no such file.
#[must_use]
pub fn rubric_files(library: &Library, rubric: &RubricId, today: Option<Date>) -> Option<Report> {
    let is_asked = |file: &str| match ContentPath::parse(file) {
        Ok(
            ContentPath::Rubric(id)
            | ContentPath::Marked(id)
            | ContentPath::Marks(id, _)
            | ContentPath::Calibration(id),
        ) => id == *rubric,
        _ => false,
    };
    let mut report = Report::default();
    for at in 0..library.layers().len() {
        layer(library.layers(), at, today, is_asked, &mut report);
    }
    (report.looked_at > 0).then_some(report)
}

/// Checks the built-in library alone.
#[must_use]
pub fn builtin() -> Report {
    library(&Library::builtin(), None)
}

/// Checks library directories, or single files and folders inside them. `below` are directories
/// that each of them is laid over. With the day of today, dates are checked, too.
///
/// # Errors
/// Where a path is not there or lies in no library.
pub fn paths(
    paths: &[PathBuf],
    below: &[PathBuf],
    today: Option<Date>,
) -> Result<Report, CheckError> {
    let mut report = Report::default();
    for scope in scope::scopes(paths)? {
        let mut directories = below.to_vec();
        directories.push(scope.root.clone());
        let library = Library::with_directories(&directories)?;
        let upmost = library.layers().len().saturating_sub(1);
        layer(library.layers(), upmost, today, |file| scope.contains(file), &mut report);
    }
    Ok(report)
}

/// The library directories that paths lie in, each once.
///
/// # Errors
/// Where a path is not there or lies in no library.
pub fn roots(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CheckError> {
    Ok(scope::scopes(paths)?.into_iter().map(|scope| scope.root).collect())
}

/// Why nothing was checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// A path that is not there or lies in no library.
    #[error(transparent)]
    Scope(#[from] ScopeError),
    /// A directory that cannot be opened.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// Checks those files of the layer at `at` that are asked for.
fn layer(
    layers: &[Layer],
    at: usize,
    today: Option<Date>,
    is_asked: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    let Some((layer, view)) = layers.get(at).zip(layers.get(..=at).map(View::of)) else { return };
    let files: Vec<String> = layer.files().into_iter().filter(|file| is_asked(file)).collect();
    report.looked_at += files.len();
    let origin = layer.origin();
    // Side by side; collected in the order of the files, whatever is done first.
    let found: Vec<Option<FileReport>> = files
        .par_iter()
        .map(|file| {
            let (text, mut diagnostics) = one_file(layer, &view, today, file);
            if diagnostics.is_empty() {
                return None;
            }
            diagnostics.sort_by_key(|d| d.labels.first().map_or(0, |label| label.span.start));
            let on_disk = match &origin {
                Origin::Directory(root) => Some(root.join(file)),
                Origin::BuiltIn | Origin::Bundle => None,
            };
            Some(FileReport { path: shown(&origin, file), on_disk, text, diagnostics })
        })
        .collect();
    report.files.extend(found.into_iter().flatten());
}

/// The text of a file and its problems.
fn one_file(
    layer: &Layer,
    view: &View,
    today: Option<Date>,
    file: &str,
) -> (String, Vec<Diagnostic>) {
    let whole = |problem: Problem| vec![problem.of(file)];
    let path = match ContentPath::parse(file) {
        Ok(path) => path,
        Err(NotContent::BadName) => return (String::new(), whole(Problem::BadFileName)),
        Err(NotContent::Elsewhere) => {
            // Notes and pictures may lie about; a TOML file was probably meant to be found.
            let is_lost = file.ends_with(".toml");
            return (String::new(), if is_lost { whole(Problem::LostFile) } else { Vec::new() });
        }
    };
    if let ContentPath::Exhibit(exhibit) = &path {
        let found = if view.is_used(exhibit) { Vec::new() } else { whole(Problem::UnusedExhibit) };
        return (String::new(), found);
    }
    let text = match layer.read(file) {
        Ok(Some(text)) => text,
        Ok(None) => return (String::new(), Vec::new()),
        Err(error) => {
            return (String::new(), whole(Problem::UnreadableFile { why: why(&error) }));
        }
    };
    let found = of_text(&path, &Site { file, text: &text, view, today, is_faulty: false });
    (text, found)
}

fn of_text(path: &ContentPath, at: &Site<'_>) -> Vec<Diagnostic> {
    /// Adds what the other files say of a value to what its own file says.
    fn with<T>(
        at: &Site<'_>,
        lowered: Lowered<T>,
        more: impl FnOnce(&Site<'_>, &T, &mut Vec<Diagnostic>),
    ) -> Vec<Diagnostic> {
        let at = Site { is_faulty: lowered.is_faulty(), ..*at };
        let mut found = lowered.diagnostics;
        if let Some(value) = &lowered.value {
            more(&at, value, &mut found);
        }
        found
    }
    let Site { file, text, .. } = *at;
    match path {
        ContentPath::Manifest => lower::manifest(file, text).diagnostics,
        ContentPath::Lexicon => {
            with(at, lower::lexicon(file, text), |at, _, found| group::of_lexicon(at, found))
        }
        ContentPath::Scenario(id) => with(at, lower::scenario(id, file, text), scenario::check),
        ContentPath::Rubric(id) => with(at, lower::rubric(id, file, text), rubric::check),
        ContentPath::Framework(id) => with(at, lower::framework(id, file, text), |at, _, found| {
            group::of_framework(at, found);
        }),
        ContentPath::Marked(id) => with(at, lower::marked(file, text), |at, value, found| {
            marked::check_answers(at, id, value, found);
        }),
        ContentPath::Marks(id, _) => with(at, lower::marks(file, text), |at, value, found| {
            marked::check_marks(at, id, value, found);
        }),
        ContentPath::Calibration(_) => lower::calibration(file, text).diagnostics,
        ContentPath::Exhibit(_) => Vec::new(),
    }
}

/// A file being checked, and all that it may refer to.
#[derive(Clone, Copy)]
struct Site<'a> {
    file: &'a str,
    text: &'a str,
    view: &'a View,
    /// None where dates are not looked at.
    today: Option<Date>,
    /// Whether the file itself has an error.
    is_faulty: bool,
}

/// Why a file cannot be read, without a second sentence.
fn why(error: &ReadError) -> String {
    error.to_string()
}

fn shown(origin: &Origin, file: &str) -> String {
    match origin {
        Origin::Directory(path) if path.as_os_str().is_empty() || path == Path::new(".") => {
            file.to_owned()
        }
        Origin::Directory(path) => path.join(file).display().to_string(),
        Origin::BuiltIn | Origin::Bundle => file.to_owned(),
    }
}
