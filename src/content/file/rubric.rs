//! The shape of a rubric file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::limits::{MAX_LEVEL, MAX_SHARE, MAX_WITHIN};
use super::{FORMAT, ID_PATTERN};

/// How an open question is scored. `rubrics/<scenario>/<question>.toml`; the path is the id.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RubricFile {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub format: u32,
    /// What a strong answer shows, in a line.
    pub title: String,
    /// Names of the answer's levels, from 0 up. Without it: not shown, weak, partial, good, strong.
    pub scale: Option<Vec<String>>,
    /// Percent at which levels 1, 2, ... begin: one fewer than the scale has names. Without it:
    /// evenly spaced.
    #[schemars(inner(range(max = 100)))]
    pub cuts: Option<Vec<u8>>,
    /// What an answer has to consist of; "action" where none is given.
    pub expects: Option<Expects>,
    /// Affirmed statements that argue against doing the work at all, such as "@opposing". What else
    /// is said in the same sentence is no evidence, and an answer that has more of them than of
    /// anything else is level 0.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub opposing: Option<Vec<String>>,
    /// Patterns for what the question is about. An answer that never touches on it is at most
    /// level 1.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub about: Option<Vec<String>>,
    /// Groups of this rubric's own, beside those of the lexicon. Written `@name` in a pattern.
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
    /// What is judged.
    #[schemars(length(min = 1))]
    pub criterion: Vec<CriterionFile>,
    /// Affirmed statements that sink the answer; quoted, and a person decides.
    #[serde(default)]
    pub fatal: Vec<FatalFile>,
}

/// What an answer has to consist of.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expects {
    /// What the person does or would do.
    Action,
    /// How things are.
    Knowledge,
}

/// One thing that a strong answer does.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionFile {
    /// Within the rubric: lower-case letters, digits, hyphens.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Completes "The answer ...".
    pub title: String,
    /// What it trains: one of the library's competencies.
    pub competency: Option<String>,
    /// Its share in the weighted mean; 1 where none is given.
    #[schemars(range(min = 1, max = MAX_SHARE))]
    pub weight: Option<u32>,
    /// The follow-up question that aims at it, as an interviewer would say it.
    pub probe: Option<String>,
    /// What to do to earn it.
    pub advice: Option<String>,
    /// A gate for the whole answer.
    pub caps: Option<CapsFile>,
    /// "person": shown to raters, not computed, not in the percentage.
    pub by: Option<Basis>,
    /// Instead of evidence: coverage and order of a framework's phases; the best of those named.
    pub framework: Option<FrameworkNames>,
    /// What a rater looks for, and when the engine gives it. Without it, level k needs k points, up
    /// to 3.
    pub levels: Option<Vec<LevelFile>>,
    /// Rules by id, in the order in which they are shown. Each rule counts once.
    pub evidence: Option<BTreeMap<String, RuleFile>>,
    /// Affirmed statements that cap the criterion.
    #[serde(default)]
    pub against: Vec<AgainstFile>,
}

/// Who gives the level.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// A rater.
    Person,
}

/// One framework, or several of which the best counts.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum FrameworkNames {
    /// One, by id.
    One(String),
    /// Several, by id.
    Several(Vec<String>),
}

/// Without level `below` here, the whole answer is at most `answer`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapsFile {
    /// Level of the criterion.
    #[schemars(range(max = MAX_LEVEL))]
    pub below: u8,
    /// Level of the answer.
    #[schemars(range(max = MAX_LEVEL))]
    pub answer: u8,
}

/// When a criterion reaches a level.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// The level.
    #[schemars(range(min = 1, max = MAX_LEVEL))]
    pub at: u8,
    /// Points of satisfied rules; as many as the level where none are given, up to 3.
    #[schemars(range(min = 1, max = MAX_SHARE))]
    pub needs: Option<u32>,
    /// Ids of rules that must be among them.
    #[serde(default)]
    pub with: Vec<String>,
    /// Ids of rules whose first mentions must come in this order, across sentences.
    #[serde(default)]
    pub order: Vec<String>,
    /// What a rater looks for at this level.
    pub text: Option<String>,
}

/// Patterns that count once, however often they are found.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RuleFile {
    /// Only the patterns.
    Patterns(Vec<String>),
    /// Patterns and more.
    Table(RuleTable),
}

/// A rule with more than its patterns.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleTable {
    /// Completes "the answer ..."; shown where it is missing.
    pub title: Option<String>,
    /// Patterns. One of them is enough.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub any: Vec<String>,
    /// What it adds; 1 where none is given.
    #[schemars(range(min = 1, max = MAX_SHARE))]
    pub points: Option<u32>,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(range(min = 1, max = MAX_WITHIN))]
    pub within: Option<u32>,
    /// Never lifts the criterion beyond level 1.
    #[serde(default)]
    pub weak: bool,
    /// Whole example sentences that are compared by meaning.
    #[serde(default)]
    pub says: Vec<String>,
}

/// An affirmed statement that caps the criterion.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgainstFile {
    /// Patterns. One of them is enough.
    #[schemars(length(min = 1))]
    pub any: Vec<String>,
    /// The criterion's level is at most this.
    #[schemars(range(max = MAX_LEVEL))]
    pub cap: u8,
    /// Said to the trainee.
    pub why: String,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(range(min = 1, max = MAX_WITHIN))]
    pub within: Option<u32>,
}

/// An affirmed statement that sinks the answer.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FatalFile {
    /// Patterns. One of them is enough.
    #[schemars(length(min = 1))]
    pub any: Vec<String>,
    /// The answer's level is at most this.
    #[schemars(range(max = MAX_LEVEL))]
    pub level: u8,
    /// Said to the trainee.
    pub why: String,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(range(min = 1, max = MAX_WITHIN))]
    pub within: Option<u32>,
}
