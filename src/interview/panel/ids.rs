//! What a panel and its candidates are called.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::content::ids::is_id;

/// The longest name of a candidate, in bytes.
pub const MAX_CANDIDATE: usize = 64;

/// The name of a panel's round, such as `round-7`: an id as content has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PanelName(String);

impl PanelName {
    /// Takes a text that [`is_id`]; nothing for any other.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PanelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What stands for a candidate, such as `a-17`. It outlives an erasure, as the name of what was
/// erased, so that it must not tell who the person is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CandidateId(String);

/// Why a text cannot stand for a candidate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{found}` cannot stand for a candidate: {problem}; write a number or code that only your own list can resolve, such as a-17"
)]
pub struct BadCandidate {
    /// The text if it is short and plain, else three dots.
    pub found: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl CandidateId {
    /// Takes 1 to [`MAX_CANDIDATE`] ASCII letters, digits, `-`, `_` and `.`, of which the first is a
    /// letter or digit, and one at least a digit. A text of letters alone may be somebody's name.
    ///
    /// # Errors
    /// Any other text.
    pub fn new(text: &str) -> Result<Self, BadCandidate> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let problem = if text.is_empty() {
            "it is empty"
        } else if text.contains('@') {
            "it looks like an e-mail address"
        } else if text.contains(char::is_whitespace) {
            "it has a space in it and may be a name"
        } else if text.len() > MAX_CANDIDATE {
            "it is longer than 64 bytes"
        } else if !text.bytes().all(plain) {
            "it has other characters than a to z, digits, `-`, `_` and `.`"
        } else if !text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            "it does not begin with a letter or digit"
        } else if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            "it has no digit and may be a name"
        } else {
            return Ok(Self(text.to_owned()));
        };
        // What may be a person's name, or a whole answer, is not repeated where it would be logged.
        let is_code = text.len() <= 20 && text.bytes().all(plain);
        let found = if is_code { text.to_owned() } else { "...".to_owned() };
        Err(BadCandidate { found, problem })
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CandidateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
