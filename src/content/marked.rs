//! Answers with levels given by raters: the rubric's own test.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::CriterionId;

/// What a marked answer may be used for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum MarkedSet {
    /// Read while patterns are written.
    Tune,
    /// Nobody reads it while writing patterns.
    Check,
}

impl fmt::Display for MarkedSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tune => "tune",
            Self::Check => "check",
        })
    }
}

/// One answer of `<question>.marked.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedAnswer {
    /// Within the file.
    pub id: String,
    /// Tune or check.
    pub set: MarkedSet,
    /// The answer.
    pub text: String,
}

/// One rater's `<question>.marks/<rater>.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Who marked.
    pub rater: String,
    /// By marked answer.
    pub marks: BTreeMap<String, Mark>,
}

/// Keys of a mark that are no criterion, and that therefore no criterion can be called.
pub const MARK_KEYS: [&str; 3] = ["level", "note", "nth"];

/// What a rater gave one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Of the answer; none means that it was looked at and not assessed.
    pub level: Option<u8>,
    /// The place of this answer in the order in which the rater marked, from 1; none where nobody
    /// wrote it down.
    pub nth: Option<u32>,
    /// What the rater wants to say about it.
    pub note: Option<String>,
    /// Of criteria, where the rater gave them.
    pub criteria: BTreeMap<CriterionId, u8>,
}
