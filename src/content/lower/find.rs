//! The collector of problems, and the search for the name that was meant.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::diagnostic::{Diagnostic, Label};
use super::super::limits::MAX_PROBLEMS;
use super::super::problem::Problem;
use super::Lowered;

/// The most problems that are kept until they can be sorted by place.
const MAX_KEPT: usize = 10 * MAX_PROBLEMS;

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

fn with_labels(mut diagnostic: Diagnostic, more: &[(Range<usize>, &str)]) -> Diagnostic {
    let labels =
        more.iter().map(|(span, text)| Label { span: span.clone(), text: (*text).to_owned() });
    diagnostic.labels.extend(labels);
    diagnostic
}

/// Collects the problems of one file.
pub(super) struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    found: Vec<Diagnostic>,
    /// Problems beyond those that are kept.
    more: usize,
    /// Lines (from 1) that are not TOML: whatever else is odd about them follows from that.
    broken: BTreeSet<usize>,
    /// Keys that are missing from a table, as shown to people: any of them would do.
    missing: Vec<(String, Vec<&'static str>, Diagnostic)>,
    /// Keys that were found misspelt or elsewhere, and the table that they were meant for.
    meant: Vec<(String, String)>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            lines: std::iter::once(0)
                .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
            found: Vec::new(),
            more: 0,
            broken: BTreeSet::new(),
            missing: Vec::new(),
            meant: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at)
    }

    pub(super) fn report(&mut self, span: Range<usize>, problem: &Problem) {
        if !self.is_broken(&span) {
            self.keep(problem.at(self.file, span));
        }
    }

    /// A hostile file may have a problem a line; only so many are worth keeping.
    fn keep(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MAX_KEPT {
            self.found.push(diagnostic);
        } else {
            self.more += 1;
        }
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
        self.report_none_of(span, table, &[key], &problem);
    }

    /// Reports what follows from none of these keys being there; silent where one turns up misspelt
    /// or elsewhere.
    pub(super) fn report_none_of(
        &mut self,
        span: Range<usize>,
        table: String,
        keys: &[&'static str],
        problem: &Problem,
    ) {
        self.missing.push((table, keys.to_vec(), problem.at(self.file, span)));
    }

    /// Takes note that a faulty key was probably meant to be `key` of `table`.
    pub(super) fn note_meant(&mut self, table: String, key: &str) {
        self.meant.push((table, key.to_owned()));
    }

    pub(super) fn report_syntax(&mut self, span: Range<usize>, problem: &Problem) {
        self.report_syntax_with(span, problem, &[]);
    }

    pub(super) fn report_syntax_with(
        &mut self,
        span: Range<usize>,
        problem: &Problem,
        more: &[(Range<usize>, &str)],
    ) {
        if self.broken.insert(self.line(span.start)) {
            self.keep(with_labels(problem.at(self.file, span), more));
        }
    }

    /// Counts a problem that is not worth looking into any more.
    pub(super) fn count_more(&mut self) {
        self.more += 1;
    }

    /// Whether further problems would only be counted.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MAX_KEPT
    }

    fn is_broken(&self, span: &Range<usize>) -> bool {
        !self.broken.is_empty() && {
            let (first, last) = (self.line(span.start), self.line(span.end));
            self.broken.range(first..=last.max(first)).next().is_some()
        }
    }

    pub(super) fn finish<T>(mut self, value: Option<T>) -> Lowered<T> {
        if self.broken.is_empty() {
            for (table, keys, diagnostic) in std::mem::take(&mut self.missing) {
                let is_meant =
                    |(t, k): &(String, String)| *t == table && keys.contains(&k.as_str());
                if !self.meant.iter().any(is_meant) {
                    self.found.push(diagnostic);
                }
            }
        }
        self.found.sort_by_key(|d| d.labels.first().map_or(0, |label| label.span.start));
        if self.found.len() > MAX_PROBLEMS {
            let more = self.found.len() - MAX_PROBLEMS + self.more;
            self.found.truncate(MAX_PROBLEMS);
            let end = self.text.len();
            self.found.push(Problem::More { more }.at(self.file, end..end));
        }
        Lowered { value, diagnostics: self.found }
    }
}
