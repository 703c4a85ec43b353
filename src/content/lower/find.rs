//! The collector of problems, and the search for the name that was meant.

use std::ops::Range;

use super::super::diagnostic::{Diagnostic, Label};
use super::super::limits::MAX_PROBLEMS;
use super::super::problem::Problem;
use super::Lowered;

/// The known name that `word` was probably meant to be.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong, and at most three: more is another word.
    let most = (word.chars().count() / 3).clamp(1, 3);
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, name), name))
        .filter(|&(distance, _)| distance <= most)
        .min()
        .map(|(_, name)| name)
}

/// Collects the problems of one file.
pub(super) struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Diagnostic>,
    /// Lines (from 0) that are not TOML: whatever else is odd about them follows from that.
    broken: Vec<usize>,
    /// Keys that are missing from a table, as shown to people.
    missing: Vec<(String, &'static str, Diagnostic)>,
    /// Keys that were found misspelt or elsewhere, and the table that they were meant for.
    meant: Vec<(String, String)>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            found: Vec::new(),
            broken: Vec::new(),
            missing: Vec::new(),
            meant: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        before.iter().filter(|&&b| b == b'\n').count() + 1
    }

    pub(super) fn report(&mut self, span: Range<usize>, problem: &Problem) {
        self.report_with(span, problem, &[]);
    }

    /// Reports with further places that explain it.
    pub(super) fn report_with(
        &mut self,
        span: Range<usize>,
        problem: &Problem,
        more: &[(Range<usize>, &str)],
    ) {
        if self.is_broken(&span) {
            return;
        }
        let mut diagnostic = problem.at(self.file, span);
        diagnostic.labels.extend(
            more.iter().map(|(s, text)| Label { span: s.clone(), text: (*text).to_owned() }),
        );
        self.found.push(diagnostic);
    }

    /// Reports that something is not there; silent where syntax errors may have swallowed it.
    pub(super) fn report_absence(&mut self, span: Range<usize>, problem: &Problem) {
        if self.broken.is_empty() {
            self.report(span, problem);
        }
    }

    /// Reports a key that must be there; silent where it turns up misspelt or elsewhere.
    pub(super) fn report_missing(
        &mut self,
        span: Range<usize>,
        table: String,
        key: &'static str,
        example: String,
    ) {
        let problem = Problem::MissingKey { key, table: table.clone(), example };
        let diagnostic = problem.at(self.file, span);
        self.missing.push((table, key, diagnostic));
    }

    /// Takes note that a faulty key was probably meant to be `key` of `table`.
    pub(super) fn note_meant(&mut self, table: String, key: &str) {
        self.meant.push((table, key.to_owned()));
    }

    pub(super) fn report_syntax(&mut self, span: Range<usize>, problem: &Problem) {
        let line = self.line(span.start);
        if !self.broken.contains(&line) {
            self.found.push(problem.at(self.file, span));
            self.broken.push(line);
        }
    }

    fn is_broken(&self, span: &Range<usize>) -> bool {
        !self.broken.is_empty() && {
            let (first, last) = (self.line(span.start), self.line(span.end));
            self.broken.iter().any(|line| (first..=last).contains(line))
        }
    }

    pub(super) fn finish<T>(mut self, value: Option<T>) -> Lowered<T> {
        if self.broken.is_empty() {
            for (table, key, diagnostic) in std::mem::take(&mut self.missing) {
                if !self.meant.iter().any(|(t, k)| *t == table && k == key) {
                    self.found.push(diagnostic);
                }
            }
        }
        self.found.sort_by_key(|d| d.labels.first().map_or(0, |label| label.span.start));
        if self.found.len() > MAX_PROBLEMS {
            let more = self.found.len() - MAX_PROBLEMS;
            self.found.truncate(MAX_PROBLEMS);
            let end = self.text.len();
            self.found.push(Problem::More { more }.at(self.file, end..end));
        }
        Lowered { value, diagnostics: self.found }
    }
}
