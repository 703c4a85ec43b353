//! Problems of files as text: with the place in the source for people, as JSON for programs.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::author::check::{FileReport, Report};
use crate::content::{Diagnostic, Severity};

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// With colours, as ANSI escape sequences.
    pub ansi: bool,
    /// Columns.
    pub width: usize,
    /// Without lines and arrows, for screen readers: each problem is text with its file and line.
    pub plain: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { ansi: false, width: 100, plain: false }
    }
}

/// All problems of a check, and a closing line that counts them. Ends in a newline.
#[must_use]
pub fn report(report: &Report, look: Look) -> String {
    let mut out: String = report
        .files
        .iter()
        .map(|file| of_file(&file.path, &file.text, &file.diagnostics, look))
        .collect();
    out.push_str(&summary(report));
    out.push('\n');
    out
}

/// `3 errors, 1 warning, 2 hints in 2 files`.
#[must_use]
pub fn summary(report: &Report) -> String {
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    let hints = report.count(Severity::Hint);
    let counted: Vec<String> = [(errors, "error"), (warnings, "warning"), (hints, "hint")]
        .into_iter()
        .filter(|&(number, _)| number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    if counted.is_empty() {
        return format!("no problems in {}", count(report.looked_at, "file"));
    }
    format!("{} in {}", counted.join(", "), count(report.files.len(), "file"))
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// The problems of one file, each followed by an empty line. `path` is shown in front of the line;
/// `text` is what the spans refer to.
#[must_use]
pub fn of_file(path: &str, text: &str, diagnostics: &[Diagnostic], look: Look) -> String {
    let renderer = if look.ansi { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(look.width).no_graphics(look.plain);
    let path = visible(path);
    let text = &shown_source(text);
    diagnostics
        .iter()
        .map(|diagnostic| format!("{}\n\n", one(&renderer, &path, text, diagnostic)))
        .collect()
}

fn one(renderer: &Renderer, path: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let labels: Vec<_> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(n, label)| {
            let kind = if n == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let said = Some(visible(&label.text)).filter(|said| !said.is_empty());
            kind.span(first_line(text, &label.span)).label(said)
        })
        .collect();
    let title = level.primary_title(visible(&diagnostic.headline)).id(diagnostic.code);
    let mut group = if labels.is_empty() {
        title.element(annotate_snippets::Origin::path(path))
    } else {
        title.element(Snippet::source(text).path(path).annotations(labels))
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

/// As much of a span as stands on its first line: a table of thirty lines is not worth thirty
/// lines of arrows.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let line = text.get(start..end).and_then(|inner| inner.find('\n'));
    start..line.map_or(end, |len| start + len)
}

/// Characters that would move the cursor or turn the writing, as their code: text from files could
/// otherwise forge what is shown.
fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = text
        .chars()
        .map(|c| if is_hidden(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() });
    Cow::Owned(shown.collect())
}

/// Source for a snippet. The renderer shows what it knows to be hidden, but not the control characters
/// of eight bits; whatever takes their place must be as long, so that spans stay where they are.
fn shown_source(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if text.contains(is_hidden) {
        Cow::Owned(text.replace(is_hidden, "\u{b7}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A check as JSON, on several lines and ending in a newline.
#[must_use]
pub fn json(report: &Report) -> String {
    let value = JsonReport {
        looked_at: report.looked_at,
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        hints: report.count(Severity::Hint),
        problems: report
            .files
            .iter()
            .flat_map(|file| file.diagnostics.iter().map(move |d| JsonProblem::of(file, d)))
            .collect(),
    };
    let value = serde_json::to_value(value).unwrap_or_default();
    format!("{value:#}\n")
}

#[derive(Serialize)]
struct JsonReport<'a> {
    looked_at: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
    problems: Vec<JsonProblem<'a>>,
}

#[derive(Serialize)]
struct JsonProblem<'a> {
    /// `HS002`.
    code: &'a str,
    /// `unknown-key`.
    name: &'a str,
    severity: Severity,
    path: &'a str,
    headline: &'a str,
    help: Option<&'a str>,
    /// Whether `--fix` mends it.
    fixable: bool,
    /// The first is the place itself.
    places: Vec<JsonPlace<'a>>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

impl<'a> JsonProblem<'a> {
    fn of(file: &'a FileReport, diagnostic: &'a Diagnostic) -> Self {
        let (code, name) = diagnostic.code.split_once(' ').unwrap_or((diagnostic.code, ""));
        Self {
            code,
            name,
            severity: diagnostic.severity,
            path: &file.path,
            headline: &diagnostic.headline,
            help: diagnostic.help.as_deref(),
            fixable: diagnostic.fix.is_some(),
            places: diagnostic
                .labels
                .iter()
                .map(|label| {
                    let (line, column) = line_and_column(&file.text, label.span.start);
                    let (end_line, end_column) = line_and_column(&file.text, label.span.end);
                    JsonPlace { line, column, end_line, end_column, text: &label.text }
                })
                .collect(),
        }
    }
}

/// Line and column of a byte, in characters and from 1.
#[must_use]
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::content::Label;

    fn diagnostic(severity: Severity, labels: Vec<Label>) -> Diagnostic {
        Diagnostic {
            code: "HS002 unknown-key",
            severity,
            file: "rubrics/a/b.toml".to_owned(),
            headline: "`titel` is not a key of the top of the file".to_owned(),
            labels,
            help: Some("did you mean `title`?".to_owned()),
            fix: None,
        }
    }

    fn sample() -> Report {
        let label = Label { span: 11..16, text: String::new() };
        let whole = Diagnostic { help: None, ..diagnostic(Severity::Warning, Vec::new()) };
        let file = |path: &str, diagnostics| FileReport {
            path: path.to_owned(),
            on_disk: None,
            text: "format = 1\ntitel = \"Caf\u{e9}\"\n".to_owned(),
            diagnostics,
        };
        Report {
            looked_at: 7,
            files: vec![
                file("ours/rubrics/a/b.toml", vec![diagnostic(Severity::Error, vec![label])]),
                file("ours/rubrics/a/c.toml", vec![whole]),
            ],
        }
    }

    #[test]
    fn a_problem_is_shown_with_its_place() {
        assert_snapshot!(report(&sample(), Look::default()), @r#"
    error[HS002 unknown-key]: `titel` is not a key of the top of the file
     --> ours/rubrics/a/b.toml:2:1
      |
    2 | titel = "Café"
      | ^^^^^
      |
      = help: did you mean `title`?

    warning[HS002 unknown-key]: `titel` is not a key of the top of the file
    --> ours/rubrics/a/c.toml

    1 error, 1 warning in 2 files
    "#);
    }

    #[test]
    fn a_screen_reader_hears_words_only() {
        let look = Look { plain: true, ..Look::default() };
        assert_snapshot!(report(&sample(), look), @r"
    error HS002 unknown-key: `titel` is not a key of the top of the file
     at ours/rubrics/a/b.toml:2:1
     help: did you mean `title`?

    warning HS002 unknown-key: `titel` is not a key of the top of the file
     at ours/rubrics/a/c.toml

    1 error, 1 warning in 2 files
    ");
    }

    #[test]
    fn colours_are_asked_for() {
        let look = Look { ansi: true, ..Look::default() };
        assert!(report(&sample(), look).contains("\u{1b}["));
        assert!(!report(&sample(), Look::default()).contains('\u{1b}'));
    }

    #[test]
    fn programs_read_json() {
        assert_snapshot!(json(&sample()), @r#"
        {
          "errors": 1,
          "hints": 0,
          "looked_at": 7,
          "problems": [
            {
              "code": "HS002",
              "fixable": false,
              "headline": "`titel` is not a key of the top of the file",
              "help": "did you mean `title`?",
              "name": "unknown-key",
              "path": "ours/rubrics/a/b.toml",
              "places": [
                {
                  "column": 1,
                  "end_column": 6,
                  "end_line": 2,
                  "line": 2,
                  "text": ""
                }
              ],
              "severity": "error"
            },
            {
              "code": "HS002",
              "fixable": false,
              "headline": "`titel` is not a key of the top of the file",
              "help": null,
              "name": "unknown-key",
              "path": "ours/rubrics/a/c.toml",
              "places": [],
              "severity": "warning"
            }
          ],
          "warnings": 1
        }
        "#);
    }

    #[test]
    fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
        let text = "title = \"\u{1b}[2Jx\u{202e}y\u{7}\"\n";
        let mut problem =
            diagnostic(Severity::Error, vec![Label { span: 8..19, text: "\u{1b}]0;".to_owned() }]);
        problem.headline = "\u{1b}[31m\r\n".to_owned();
        problem.help = Some("\u{9b}31m".to_owned());
        let shown = of_file("a\u{1b}b.toml", text, &[problem], Look::default());
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        assert!(!shown.contains('\u{202e}'), "{shown:?}");
    }

    #[test]
    fn the_closing_line_counts() {
        assert_eq!(summary(&sample()), "1 error, 1 warning in 2 files");
        let clean = Report { looked_at: 1, files: Vec::new() };
        assert_eq!(summary(&clean), "no problems in 1 file");
    }
}
