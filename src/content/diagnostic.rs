//! A problem in a file, as data: where, what was found, what to write instead. Rendering is
//! elsewhere.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// The file works, and an author would want to know.
    Warning,
    /// Nothing is wrong, and an author may want to think about it.
    Hint,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        })
    }
}

/// A place in the file and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Byte range into the file's text.
    pub span: Range<usize>,
    /// What is there; may be empty for the first label, whose headline says it.
    pub text: String,
}

/// A mend that needs no judgement. Ranges are bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fix {
    /// At the place of the problem, or within its quotation marks, `new` for `old`; nothing where
    /// something else stands there.
    Replace {
        /// What must stand there.
        old: String,
        /// What shall stand there.
        new: String,
    },
    /// The line of the problem goes.
    RemoveLine,
    /// A line in front of the first line of the file that is no comment.
    Begin(String),
    /// The lines from the place of the problem to `end` go to the line that begins at `to`, with the
    /// comment that stands directly above them.
    Move {
        /// Where what is moved ends.
        end: usize,
        /// Where a line begins, which will follow it.
        to: usize,
    },
}

/// One problem of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code and name, such as `HS003 unknown-key`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file, as a path within its library with `/` between the parts.
    pub file: String,
    /// What was found, in one line.
    pub headline: String,
    /// Where: the first is the place itself, the others explain it. Empty where the file as a
    /// whole is meant, as with one that is missing.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// The same, where a program can do it.
    pub fix: Option<Fix>,
}
