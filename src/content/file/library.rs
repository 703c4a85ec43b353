//! The shape of the files beside scenarios and rubrics: frameworks, lexicon, manifest, marked
//! answers and their marks.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::limits::{MAX_ANSWERS, MAX_ENTRIES, MAX_LEVEL, MAX_NTH};
use super::super::marked::MarkedSet;
use super::FORMAT;
use super::texts::{Id, Language, Line, Phrases, Text};

/// A named, ordered or unordered set of phases: `rubrics/frameworks/<id>.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Framework")]
pub struct FrameworkFile {
    /// Version of the format: 1.
    #[schemars(title = "Format", example = FORMAT, extend("const" = FORMAT))]
    pub format: u32,
    /// Its full name.
    #[schemars(title = "Name", example = &"Plan-Do-Check-Act")]
    pub title: Line,
    /// Other names. Naming a framework covers none of its phases.
    #[serde(default)]
    #[schemars(
        title = "Other names",
        example = ["PDCA", "Deming cycle"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub aliases: Vec<Line>,
    /// Whether the phases have an order. PDCA: true. The functions of the NIST AI RMF: false.
    #[schemars(title = "In order", example = true)]
    pub ordered: bool,
    /// The phases, in their order where there is one.
    #[schemars(title = "Phases", length(min = 1, max = MAX_ENTRIES))]
    pub phase: Vec<PhaseFile>,
}

/// One phase of a framework.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Phase", example = json!({
    "id": "plan",
    "title": "Plan",
    "belongs": "Goals, scope and metrics, before anything is built.",
    "any": ["agree|define|set > goal*|metric*"],
}))]
pub struct PhaseFile {
    /// Within the framework: lower-case letters, digits, hyphens.
    #[schemars(title = "Id", example = &"plan")]
    pub id: Id,
    /// Its name.
    #[schemars(title = "Name", example = &"Plan")]
    pub title: Line,
    /// What belongs there, in a line.
    #[schemars(
        title = "What belongs there",
        example = &"Goals, scope and metrics, before anything is built."
    )]
    pub belongs: Option<Text>,
    /// Patterns. One of them covers the phase.
    #[schemars(title = "Patterns", example = ["agree|define|set > goal*|metric*", "kick off"])]
    pub any: Phrases,
}

/// Named groups of ways to say a thing, for all rubrics of the library: `lexicon.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Lexicon")]
pub struct LexiconFile {
    /// Version of the format: 1.
    #[schemars(
        title = "Format",
        example = FORMAT,
        extend("const" = FORMAT, "default" = FORMAT)
    )]
    pub format: Option<u32>,
    /// By name: patterns, any of which the group stands for. Written `@name` in a pattern.
    #[serde(default)]
    #[schemars(
        title = "Groups",
        example = json!({ "legal": ["lawyer*|counsel", "legal team"] }),
        extend("maxProperties" = MAX_ANSWERS)
    )]
    pub groups: BTreeMap<Id, Phrases>,
}

/// What a library says of itself: `library.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Library")]
pub struct ManifestFile {
    /// Version of the format: 1.
    #[schemars(
        title = "Format",
        example = FORMAT,
        extend("const" = FORMAT, "default" = FORMAT)
    )]
    pub format: Option<u32>,
    /// Its name, for people.
    #[schemars(title = "Name", example = &"Nursing, an example")]
    pub name: Line,
    /// Two-letter code of the language of its texts, such as "en".
    #[schemars(title = "Language", example = &"en")]
    pub language: Language,
    /// Licence of the texts, as an SPDX expression such as "CC-BY-4.0".
    #[schemars(title = "Licence", example = &"CC-BY-4.0")]
    pub licence: Option<Line>,
    /// All that criteria and closed questions may name.
    #[schemars(
        title = "Competencies",
        example = ["communication", "judgement"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub competencies: Vec<Line>,
}

/// Answers that raters mark, kept beside the rubric as its test: `<question>.marked.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Marked answers")]
pub struct MarkedFile {
    /// The answers.
    #[schemars(title = "Answers", length(min = 1, max = MAX_ANSWERS))]
    pub marked: Vec<MarkedAnswerFile>,
}

/// One answer that raters mark.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Answer to mark", example = json!({
    "id": "strong-1",
    "set": "tune",
    "text": "This is Ana, the nurse in charge on ward 4. I'm calling about Mr Osei.",
}))]
pub struct MarkedAnswerFile {
    /// Within the file: lower-case letters, digits, hyphens.
    #[schemars(title = "Id", example = &"strong-1")]
    pub id: Id,
    /// "tune": read while patterns are written. "check": nobody reads it while writing patterns.
    #[schemars(title = "Set", example = &"tune")]
    pub set: MarkedSet,
    /// The answer.
    #[schemars(
        title = "Answer",
        example = &"This is Ana, the nurse in charge on ward 4. I'm calling about Mr Osei."
    )]
    pub text: Text,
}

/// The levels that one rater gave: `<question>.marks/<rater>.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Marks")]
pub struct MarksFile {
    /// Who marked: the name of the file.
    #[schemars(title = "Rater", example = &"ana")]
    pub rater: Line,
    /// By the id of the marked answer: `level` of the answer, the level of each criterion by its id,
    /// and perhaps a `note`. Leave out `level` for an answer that cannot be assessed.
    #[schemars(
        title = "Marks by answer",
        example = json!({ "strong-1": {
            "level": 4, "situation": 3, "request": 2, "nth": 7, "note": "Says who acts first."
        } }),
        extend("maxProperties" = MAX_ANSWERS)
    )]
    pub mark: BTreeMap<Id, MarkFile>,
}

/// What one answer was given.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Mark", example = json!({ "level": 4, "situation": 3, "request": 2 }))]
pub struct MarkFile {
    /// Level of the answer. Leave it out for an answer that cannot be assessed.
    #[schemars(title = "Level", example = 3, range(max = MAX_LEVEL))]
    pub level: Option<u8>,
    /// The place of this answer in the order in which the rater marked, from 1. `hotseat mark` writes
    /// it, so that a rater who grows more severe over time can be told from one who is so throughout.
    #[schemars(title = "Place in the order", example = 7, range(min = 1, max = MAX_NTH))]
    pub nth: Option<u32>,
    /// What the rater wants to say about this answer.
    #[schemars(title = "Note", example = &"Says who acts first.")]
    pub note: Option<Text>,
    /// By the id of the criterion: its level.
    #[serde(flatten)]
    pub criteria: BTreeMap<Id, CriterionLevel>,
}

/// Level of a criterion.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct CriterionLevel(#[schemars(range(max = MAX_LEVEL))] pub u8);
