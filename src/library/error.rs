//! What can go wrong when content is looked for.

use std::io;
use std::path::PathBuf;

use crate::content::{Diagnostic, Severity};

use super::layer::Origin;

/// Why content cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// A directory that was named as a library is none.
    #[error("there is no directory {}", .path.display())]
    NoDirectory {
        /// As given.
        path: PathBuf,
        /// Why, where the system said so.
        #[source]
        source: Option<io::Error>,
    },
    /// A directory that was named as a library has nothing of one.
    #[error(
        "{} is no library: it has neither scenarios/ nor rubrics/ nor a library.toml",
        .path.display()
    )]
    NoLibrary {
        /// As given.
        path: PathBuf,
    },
    /// Nothing has this id.
    #[error("there is no {what} \"{id}\"{}", did_you_mean(.near.as_deref()))]
    NotFound {
        /// Scenario, rubric, framework ...
        what: &'static str,
        /// As asked for.
        id: String,
        /// One that is spelt nearly so.
        near: Option<String>,
    },
    /// The file is there and has errors.
    #[error("{file} ({origin}) has {}", count(.diagnostics))]
    Faulty {
        /// Path within the library.
        file: String,
        /// Whose it is.
        origin: Origin,
        /// Its text, with `\n` line ends: what the diagnostics' spans refer to.
        text: String,
        /// Its problems, at least one of them an error.
        diagnostics: Vec<Diagnostic>,
    },
    /// The file is there and cannot be read.
    #[error("cannot read {file} ({origin}): {source}")]
    Unreadable {
        /// Path within the library.
        file: String,
        /// Whose it is.
        origin: Origin,
        /// Why.
        source: ReadError,
    },
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Its bytes are no text.
    #[error("it is not UTF-8 text: byte {at} is the first that is not; save it as UTF-8")]
    NotUtf8 {
        /// Offset of the first such byte, from 0.
        at: usize,
    },
    /// It is too large.
    #[error("it is larger than {} KiB; split it or cut it down", *.limit >> 10)]
    TooLarge {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// It is a link to somewhere outside its library.
    #[error("it is a link that leaves the library; put the file itself there")]
    LeavesLibrary,
    /// It is a directory or a device.
    #[error("it is no ordinary file")]
    NotAFile,
    /// The system says no.
    #[error("{0}")]
    Io(#[from] io::Error),
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default()
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    format!("{errors} {}", if errors == 1 { "error" } else { "errors" })
}
