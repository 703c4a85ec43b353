//! The shape of the files that authors write, and the only list of their keys.
//!
//! From these types come the JSON Schemas that editors use while an author types, and the lists of
//! keys in messages. What a file *means* is lowered by hand in [`super::lower`], which can name
//! every fault at once and its place; a test holds the two roads together. The doc comments here
//! are what an author reads in the editor.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod rubric;
mod scenario;
mod schema;

pub use rubric::{
    AgainstFile, Basis, CapsFile, CriterionFile, FatalFile, FrameworkNames, LevelFile, RubricFile,
    RuleFile, RuleTable,
};
pub use scenario::{
    AcceptFile, ChoiceFile, ExhibitFile, InjectFile, MatchFile, MistakeFile, NumberFile, OpenFile,
    OptionFile, OrderFile, QuestionFile, SampleFile, ScenarioFile,
};
pub use schema::{FileKind, schemas};

/// The format that this version reads.
pub const FORMAT: u32 = 1;

/// What [`super::ids::is_id`] accepts, as a regular expression for editors.
const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A named, ordered or unordered set of phases: `rubrics/frameworks/<id>.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameworkFile {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub format: u32,
    /// Its full name.
    pub title: String,
    /// Other names. Naming a framework covers none of its phases.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether the phases have an order. PDCA: true. The functions of the NIST AI RMF: false.
    pub ordered: bool,
    /// The phases, in their order where there is one.
    #[schemars(length(min = 1))]
    pub phase: Vec<PhaseFile>,
}

/// One phase of a framework.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseFile {
    /// Within the framework: lower-case letters, digits, hyphens.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Its name.
    pub title: String,
    /// What belongs there, in a line.
    pub belongs: Option<String>,
    /// Patterns. One of them covers the phase.
    #[schemars(length(min = 1))]
    pub any: Vec<String>,
}

/// Named groups of ways to say a thing, for all rubrics of the library: `lexicon.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub format: Option<u32>,
    /// By name: patterns, any of which the group stands for. Written `@name` in a pattern.
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
}

/// What a library says of itself: `library.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub format: Option<u32>,
    /// Its name, for people.
    pub name: String,
    /// Two-letter code of the language of its texts, such as "en".
    pub language: String,
    /// Licence of the texts, as an SPDX expression such as "CC-BY-4.0".
    pub licence: Option<String>,
    /// All that criteria and closed questions may name.
    pub competencies: Vec<String>,
}

/// Answers that raters mark, kept beside the rubric as its test: `<question>.marked.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkedFile {
    /// The answers.
    #[schemars(length(min = 1))]
    pub marked: Vec<MarkedAnswerFile>,
}

/// One answer that raters mark.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkedAnswerFile {
    /// Within the file: lower-case letters, digits, hyphens.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// "tune": read while patterns are written. "check": nobody reads it while writing patterns.
    pub set: super::marked::MarkedSet,
    /// The answer.
    pub text: String,
}

/// The levels that one rater gave: `<question>.marks/<rater>.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksFile {
    /// Who marked: the name of the file.
    pub rater: String,
    /// By the id of the marked answer: `level` of the answer, and the level of each criterion by
    /// its id. Leave out `level` for an answer that cannot be assessed.
    pub mark: BTreeMap<String, BTreeMap<String, u8>>,
}
