//! From the text of a file to the values of [`crate::content`], naming every problem at once.
//!
//! The spanned TOML tree is lowered by hand: serde would stop at the first problem and could not
//! say where it is. A value comes out even where there were problems, so that other files can be
//! checked against what it does say.

#[cfg(test)]
mod agree;
mod calibration;
mod escape;
mod find;
mod framework;
mod locate;
mod marked;
mod place;
mod question;
mod read;
mod recover;
mod rubric;
mod scenario;
mod shared;
mod syntax;
#[cfg(test)]
mod tests;

use super::diagnostic::{Diagnostic, Severity};
pub use calibration::calibration;
pub use find::nearest;
pub use framework::{framework, lexicon, manifest};
pub use locate::{GroupUse, Places, Step};
pub use marked::{marked, marks};
pub use rubric::rubric;
pub use scenario::{scenario, why_not_a_path};

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered<T> {
    /// What it says, as far as it could be read; none where nothing could. With an error among the
    /// diagnostics it is good for further checks, not for use.
    pub value: Option<T>,
    /// Every problem, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Lowered<T> {
    /// Whether any of the problems is an error.
    #[must_use]
    pub fn is_faulty(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// The value, where it may be used.
    ///
    /// # Errors
    /// The diagnostics, where one of them is an error.
    pub fn usable(self) -> Result<T, Vec<Diagnostic>> {
        if self.is_faulty() {
            return Err(self.diagnostics);
        }
        self.value.ok_or(self.diagnostics)
    }
}
