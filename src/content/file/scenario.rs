//! The shape of a scenario file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::limits::{MAX_LEVEL, MAX_MINUTES};
use super::super::scenario::{Difficulty, Pick};
use super::{FORMAT, ID_PATTERN};

/// A case: brief, exhibits, questions, injects. `scenarios/<id>.toml`; the file's name is the id.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Version of the format: 1.
    #[schemars(extend("const" = FORMAT))]
    pub format: u32,
    /// Its title in lists and headings.
    pub title: String,
    /// Whom the trainee plays.
    pub role: Option<String>,
    /// How much experience it asks for.
    pub difficulty: Difficulty,
    /// Advice on how long the whole takes.
    #[schemars(range(min = 1, max = MAX_MINUTES))]
    pub minutes: Option<u32>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// One line for lists.
    pub summary: String,
    /// The day on which law and guidance in this file were last checked, such as 2026-10-31
    /// (without quotes).
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub as_of: Option<toml::value::Datetime>,
    /// Markdown: who you are, what happened, what is wanted of you.
    pub brief: String,
    /// Documents of the case.
    #[serde(default)]
    pub exhibit: Vec<ExhibitFile>,
    /// What is asked, in order.
    #[schemars(length(min = 1))]
    pub question: Vec<QuestionFile>,
    /// Events between questions.
    #[serde(default)]
    pub inject: Vec<InjectFile>,
}

/// A document of the case that the trainee can open.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExhibitFile {
    /// Within the scenario: lower-case letters, digits, hyphens.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// Shown in the list of exhibits.
    pub title: String,
    /// Path below `scenarios/`, such as "credit-fairness/metrics.csv". Ends in md, csv, json, toml
    /// or txt.
    pub file: String,
}

/// One thing asked. `kind` says how it is answered.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum QuestionFile {
    /// Free text against a rubric.
    Open(OpenFile),
    /// Options to pick.
    Choice(ChoiceFile),
    /// Items to put in order.
    Order(OrderFile),
    /// Pairs to find.
    Match(MatchFile),
    /// A figure to compute.
    Number(NumberFile),
}

/// A question's own keys, beside those that all kinds share. (A flattened struct would make serde
/// accept unknown keys.)
macro_rules! question_file {
    ($(#[$doc:meta])* $name:ident { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Within the scenario: lower-case letters, digits, hyphens.
            #[schemars(extend("pattern" = ID_PATTERN))]
            pub id: String,
            /// Markdown: what is asked.
            pub prompt: String,
            /// Advice on how long it takes; never a cut-off.
            #[schemars(range(min = 1, max = MAX_MINUTES))]
            pub minutes: Option<u32>,
            /// Shown on request. Must not give the answer away.
            pub hint: Option<String>,
            /// The id of the exhibit that the question is about.
            pub exhibit: Option<String>,
            $($fields)*
        }
    };
}

question_file! {
    /// A free-text question.
    OpenFile {
        /// The rubric, as `scenario/question`, where it is another than this question's own.
        pub rubric: Option<String>,
        /// Markdown: what is being tested, which framework carries it, a skeleton to fill, the
        /// trap. Shown after answering.
        pub strategy: Option<String>,
        /// Example answers, shown after answering.
        #[serde(default)]
        pub sample: Vec<SampleFile>,
    }
}

question_file! {
    /// A question with options.
    ChoiceFile {
        /// What it trains: one of the library's competencies.
        pub competency: Option<String>,
        /// "one": exactly one option is right. "all": all that are right must be picked.
        #[serde(default = "one")]
        pub pick: Pick,
        /// Whether the options are shown in a random order.
        #[serde(default = "yes")]
        pub shuffle: bool,
        /// What there is to pick from.
        #[schemars(length(min = 2))]
        pub option: Vec<OptionFile>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        pub working: Option<String>,
    }
}

question_file! {
    /// A question whose items are put in order.
    OrderFile {
        /// What it trains: one of the library's competencies.
        pub competency: Option<String>,
        /// The right order. Each step is a list; items of one step may stand in either order.
        #[schemars(length(min = 3))]
        pub items: Vec<Vec<String>>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        pub working: Option<String>,
    }
}

question_file! {
    /// A question whose pairs are found.
    MatchFile {
        /// What it trains: one of the library's competencies.
        pub competency: Option<String>,
        /// Left and right side of each pair.
        #[schemars(length(min = 2))]
        pub pairs: Vec<(String, String)>,
        /// Right sides that belong to no left side.
        #[serde(default)]
        pub distractors: Vec<String>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        pub working: Option<String>,
    }
}

question_file! {
    /// A question whose answer is a figure.
    NumberFile {
        /// What it trains: one of the library's competencies.
        pub competency: Option<String>,
        /// The answer, as decimal text in quotes: "0.72".
        pub answer: String,
        /// How far off is still right, either way, as decimal text: "0.005".
        pub tolerance: Option<String>,
        /// Shown after the figure, such as "%".
        pub unit: Option<String>,
        /// The same figure in another unit.
        #[serde(default)]
        pub accept: Vec<AcceptFile>,
        /// Figures that a known slip leads to.
        #[serde(default)]
        pub mistakes: Vec<MistakeFile>,
        /// Markdown: how it is computed from the exhibit. Shown afterwards.
        pub working: Option<String>,
    }
}

/// An example answer.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleFile {
    /// The level that its author gives it.
    #[schemars(range(max = MAX_LEVEL))]
    pub level: u8,
    /// The answer.
    pub text: String,
    /// Why it has that level.
    pub note: Option<String>,
}

/// One option of a choice.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Within the question. Stored answers name it, so that texts may be edited.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// What is shown.
    pub text: String,
    /// Whether it is right.
    #[serde(default)]
    pub correct: bool,
    /// Why it is right or wrong.
    pub why: Option<String>,
}

/// The same figure in another unit.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptFile {
    /// Decimal text: "72".
    pub answer: String,
    /// Must be written for this figure to count, where it is given.
    pub unit: Option<String>,
}

/// A figure that a known slip leads to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MistakeFile {
    /// Decimal text: "1.39".
    pub answer: String,
    /// What went wrong.
    pub why: String,
}

/// An event that changes the case between questions.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InjectFile {
    /// Within the scenario: lower-case letters, digits, hyphens.
    #[schemars(extend("pattern" = ID_PATTERN))]
    pub id: String,
    /// The id of the question that it comes before, also when that one is asked alone.
    pub before: String,
    /// Markdown: what happens.
    pub text: String,
    /// Ids of exhibits that are opened to the trainee from here on.
    #[serde(default)]
    pub exhibits: Vec<String>,
}

fn yes() -> bool {
    true
}

fn one() -> Pick {
    Pick::One
}
