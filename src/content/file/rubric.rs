//! The shape of a rubric file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::limits::{MAX_ENTRIES, MAX_LEVEL, MAX_SHARE, MAX_WITHIN};
use super::super::marked::MARK_KEYS;
use super::super::rubric::{
    DEFAULT_POINTS, DEFAULT_SCALE, DEFAULT_WEIGHT, DEFAULT_WITHIN, even_cuts,
};
use super::FORMAT;
use super::texts::{Id, Line, Phrases, Text};

/// How an open question is scored. `rubrics/<scenario>/<question>.toml`; the path is the id.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Rubric")]
pub struct RubricFile {
    /// Version of the format: 1.
    #[schemars(title = "Format", example = FORMAT, extend("const" = FORMAT))]
    pub format: u32,
    /// What a strong answer shows, in a line.
    #[schemars(title = "Title", example = &"Hands over so that the doctor can act")]
    pub title: Line,
    /// Names of the answer's levels, from 0 up. Without it: not shown, weak, partial, good, strong.
    #[schemars(
        title = "Scale",
        example = ["insufficient", "sufficient", "good"],
        length(min = 2, max = usize::from(MAX_LEVEL) + 1),
        extend("default" = DEFAULT_SCALE, "uniqueItems" = true)
    )]
    pub scale: Option<Vec<Line>>,
    /// Percent at which levels 1, 2, ... begin: one fewer than the scale has names. Without it:
    /// evenly spaced.
    #[schemars(
        title = "Cuts",
        example = [30, 50, 65, 85],
        length(min = 1, max = MAX_LEVEL),
        inner(range(min = 1, max = 100)),
        extend("default" = even_cuts(DEFAULT_SCALE.len()), "uniqueItems" = true)
    )]
    pub cuts: Option<Vec<u8>>,
    /// What an answer has to consist of; "action" where none is given.
    #[schemars(title = "Expects", example = &"knowledge", extend("default" = Expects::Action))]
    pub expects: Option<Expects>,
    /// Affirmed statements that argue against doing the work at all, such as "@opposing". What else
    /// is said in the same sentence is no evidence, and an answer that has more of them than of
    /// anything else is level 0.
    #[schemars(title = "Statements against the work", example = ["@opposing"])]
    pub opposing: Option<Phrases>,
    /// Patterns for what the question is about. An answer that never touches on it is at most
    /// level 1.
    #[schemars(title = "What it is about", example = ["patient|ward|doctor", "blood pressure"])]
    pub about: Option<Phrases>,
    /// Groups of this rubric's own, beside those of the lexicon. Written `@name` in a pattern.
    #[serde(default)]
    #[schemars(
        title = "Groups",
        example = json!({ "pressure": ["blood pressure", "bp", "systolic"] }),
        extend("maxProperties" = MAX_ENTRIES)
    )]
    pub groups: BTreeMap<Id, Phrases>,
    /// What is judged.
    #[schemars(title = "Criteria", length(min = 1, max = MAX_ENTRIES))]
    pub criterion: Vec<CriterionFile>,
    /// Affirmed statements that sink the answer; quoted, and a person decides.
    #[serde(default)]
    #[schemars(title = "Statements that sink the answer", length(max = MAX_ENTRIES))]
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
#[schemars(title = "Criterion", transform = one_basis, example = json!({
    "id": "request",
    "title": "Asks for something definite",
    "advice": "Say what you want, and by when.",
    "evidence": { "when": ["by|within > #", "right away|straight away|now"] },
}))]
pub struct CriterionFile {
    /// Within the rubric: lower-case letters, digits, hyphens.
    #[schemars(title = "Id", example = &"situation", extend("not" = json!({ "enum": MARK_KEYS })))]
    pub id: Id,
    /// Completes "The answer ...".
    #[schemars(title = "Title", example = &"Says first who is calling and what is wrong")]
    pub title: Line,
    /// What it trains: one of the library's competencies.
    #[schemars(title = "Competency", example = &"communication")]
    pub competency: Option<Line>,
    /// Its share in the weighted mean; 1 where none is given.
    #[schemars(
        title = "Weight",
        example = 2,
        range(min = 1, max = MAX_SHARE),
        extend("default" = DEFAULT_WEIGHT)
    )]
    pub weight: Option<u32>,
    /// The follow-up question that aims at it, as an interviewer would say it.
    #[schemars(
        title = "Follow-up",
        example = &"The doctor has ten seconds. What do you say?"
    )]
    pub probe: Option<Text>,
    /// What to do to earn it.
    #[schemars(
        title = "Advice",
        example = &"Begin with your name, the ward, the patient and what worries you."
    )]
    pub advice: Option<Text>,
    /// A gate for the whole answer.
    #[schemars(title = "Gate")]
    pub caps: Option<CapsFile>,
    /// "person": shown to raters, not computed, not in the percentage.
    #[schemars(title = "Who gives the level", example = &"person")]
    pub by: Option<Basis>,
    /// Instead of evidence: coverage and order of a framework's phases; the best of those named.
    #[schemars(title = "Framework", example = ["pdca"])]
    pub framework: Option<FrameworkNames>,
    /// What a rater looks for, and when the engine gives it. Without it, level k needs k points, up
    /// to 3.
    #[schemars(title = "Levels", length(min = 1, max = MAX_LEVEL))]
    pub levels: Option<Vec<LevelFile>>,
    /// Rules by id, in the order in which they are shown. Each rule counts once.
    #[schemars(
        title = "Evidence",
        example = json!({ "caller": ["this is|I am|I'm > nurse", "nurse > ward"] }),
        extend("minProperties" = 1, "maxProperties" = MAX_ENTRIES)
    )]
    pub evidence: Option<BTreeMap<Id, RuleFile>>,
    /// Affirmed statements that cap the criterion.
    #[serde(default)]
    #[schemars(title = "Statements against it", length(max = MAX_ENTRIES))]
    pub against: Vec<AgainstFile>,
}

/// Its level comes from a person, from a framework or from evidence. Said with `if`, since an
/// editor's message then names the key at fault, and not only that no alternative fits.
fn one_basis(schema: &mut schemars::Schema) {
    let has = |key: &str| json!({ "required": [key] });
    let without = |keys: &[&str]| json!({ "propertyNames": { "not": { "enum": keys } } });
    schema.insert("if".to_owned(), has("by"));
    schema.insert("then".to_owned(), without(&["framework", "evidence", "against"]));
    schema.insert(
        "else".to_owned(),
        json!({
            "if": has("framework"),
            "then": without(&["evidence", "levels", "against"]),
            "else": has("evidence"),
        }),
    );
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
    One(Id),
    /// Several, by id.
    Several(#[schemars(length(min = 1, max = MAX_ENTRIES), extend("uniqueItems" = true))] Vec<Id>),
}

/// Without level `below` here, the whole answer is at most `answer`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Gate", example = json!({ "below": 1, "answer": 2 }))]
pub struct CapsFile {
    /// Level of the criterion.
    #[schemars(title = "Below", example = 1, range(min = 1, max = MAX_LEVEL))]
    pub below: u8,
    /// Level of the answer.
    #[schemars(title = "Answer", example = 2, range(max = MAX_LEVEL))]
    pub answer: u8,
}

/// When a criterion reaches a level.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Level", example = json!({
    "at": 2, "needs": 2, "with": ["problem"], "text": "Names two of them.",
}))]
pub struct LevelFile {
    /// The level.
    #[schemars(title = "Level", example = 2, range(min = 1, max = MAX_LEVEL))]
    pub at: u8,
    /// Points of satisfied rules; as many as the level where none are given, up to 3.
    #[schemars(title = "Points", example = 2, range(min = 1, max = MAX_SHARE))]
    pub needs: Option<u32>,
    /// Ids of rules that must be among them.
    #[serde(default)]
    #[schemars(
        title = "Rules needed",
        example = ["problem"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub with: Vec<Id>,
    /// Ids of rules whose first mentions must come in this order, across sentences.
    #[serde(default)]
    #[schemars(
        title = "Order of rules",
        example = ["caller", "problem"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub order: Vec<Id>,
    /// What a rater looks for at this level.
    #[schemars(title = "For raters", example = &"Names all three, with a figure.")]
    pub text: Option<Text>,
}

/// Patterns that count once, however often they are found: a list of them, or a table with more.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Rule", example = ["chat logs|transcripts"], example = json!({
    "title": "gives the problem with its figure",
    "any": ["@pressure > drop*|fall*|fell > #"],
    "within": 6,
}))]
pub enum RuleFile {
    /// Only the patterns.
    Patterns(Phrases),
    /// Patterns and more.
    Table(RuleTable),
}

/// A rule with more than its patterns.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = any_or_says)]
pub struct RuleTable {
    /// Completes "the answer ..."; shown where it is missing.
    #[schemars(title = "Title", example = &"gives the problem with its figure")]
    pub title: Option<Line>,
    /// Patterns. One of them is enough.
    #[schemars(title = "Patterns", example = ["@pressure > drop*|fall*|fell > #"])]
    pub any: Option<Phrases>,
    /// Patterns for the same words in another meaning: what overlaps with one of them is not
    /// found.
    #[schemars(title = "Unless", example = ["drop of water"])]
    pub unless: Option<Phrases>,
    /// What it adds; 1 where none is given.
    #[schemars(
        title = "Points",
        example = 2,
        range(min = 1, max = MAX_SHARE),
        extend("default" = DEFAULT_POINTS)
    )]
    pub points: Option<u32>,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(
        title = "Within",
        example = 6,
        range(min = 1, max = MAX_WITHIN),
        extend("default" = DEFAULT_WITHIN)
    )]
    pub within: Option<u32>,
    /// Never lifts the criterion beyond level 1.
    #[serde(default)]
    #[schemars(title = "Weak", example = true)]
    pub weak: bool,
    /// Whole example sentences that are compared by meaning.
    #[serde(default)]
    #[schemars(
        title = "Example sentences",
        example = ["His blood pressure has fallen twice in an hour."],
        length(max = MAX_ENTRIES)
    )]
    pub says: Vec<Text>,
}

/// A rule finds by patterns, by meaning, or both.
fn any_or_says(schema: &mut schemars::Schema) {
    let needed = |key: &str| -> Value { json!({ "required": [key] }) };
    schema.insert("if".to_owned(), json!({ "not": needed("says") }));
    schema.insert("then".to_owned(), needed("any"));
}

/// An affirmed statement that caps the criterion.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Statement against it", example = json!({
    "any": ["no rush|no hurry"], "cap": 0, "why": "Takes the urgency away.",
}))]
pub struct AgainstFile {
    /// Patterns. One of them is enough.
    #[schemars(title = "Patterns", example = ["no rush|no hurry|when you have time"])]
    pub any: Phrases,
    /// Patterns for the same words in another meaning: what overlaps with one of them is not
    /// found.
    #[schemars(title = "Unless", example = ["no rush of air"])]
    pub unless: Option<Phrases>,
    /// The criterion's level is at most this.
    #[schemars(title = "Cap", example = 0, range(max = MAX_LEVEL))]
    pub cap: u8,
    /// Said to the trainee.
    #[schemars(title = "Why", example = &"Takes the urgency away.")]
    pub why: Text,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(
        title = "Within",
        example = 6,
        range(min = 1, max = MAX_WITHIN),
        extend("default" = DEFAULT_WITHIN)
    )]
    pub within: Option<u32>,
}

/// An affirmed statement that sinks the answer.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Statement that sinks the answer", example = json!({
    "any": ["ignore > policy"], "level": 0, "why": "The policy is binding.",
}))]
pub struct FatalFile {
    /// Patterns. One of them is enough.
    #[schemars(title = "Patterns", example = ["ignore|skip > policy"])]
    pub any: Phrases,
    /// Patterns for the same words in another meaning: what overlaps with one of them is not
    /// found.
    #[schemars(title = "Unless", example = ["skip to > policy"])]
    pub unless: Option<Phrases>,
    /// The answer's level is at most this.
    #[schemars(title = "Level", example = 0, range(max = MAX_LEVEL))]
    pub level: u8,
    /// Said to the trainee.
    #[schemars(title = "Why", example = &"The policy is binding.")]
    pub why: Text,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    #[schemars(
        title = "Within",
        example = 6,
        range(min = 1, max = MAX_WITHIN),
        extend("default" = DEFAULT_WITHIN)
    )]
    pub within: Option<u32>,
}
