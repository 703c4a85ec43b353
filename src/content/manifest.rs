//! What a library says of itself.

use super::ids::Competency;

/// The library's `library.toml`, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// For people.
    pub name: String,
    /// Two-letter code; `en` is what the engine reads today.
    pub language: String,
    /// Of the texts, as an SPDX expression.
    pub licence: Option<String>,
    /// All that criteria and closed questions may name.
    pub competencies: Vec<Competency>,
}
