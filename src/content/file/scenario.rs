//! The shape of a scenario file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::limits::{MAX_ENTRIES, MAX_LEVEL, MAX_MINUTES};
use super::super::scenario::{Difficulty, Pick};
use super::FORMAT;
use super::texts::{Decimal, Distance, ExhibitPath, Id, Line, RubricName, Text};

/// A case: brief, exhibits, questions, injects. `scenarios/<id>.toml`; the file's name is the id.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Scenario")]
pub struct ScenarioFile {
    /// Version of the format: 1.
    #[schemars(title = "Format", example = FORMAT, extend("const" = FORMAT))]
    pub format: u32,
    /// Its title in lists and headings.
    #[schemars(title = "Title", example = &"A night on the ward")]
    pub title: Line,
    /// Whom the trainee plays.
    #[schemars(title = "Role", example = &"nurse in charge")]
    pub role: Option<Line>,
    /// How much experience it asks for.
    #[schemars(title = "Difficulty", example = &"foundation")]
    pub difficulty: Difficulty,
    /// Advice on how long the whole takes; never a cut-off.
    #[schemars(title = "Minutes", example = 35, range(min = 1, max = MAX_MINUTES))]
    pub minutes: Option<u32>,
    /// Words to find it by.
    #[serde(default)]
    #[schemars(
        title = "Tags",
        example = ["handover", "night shift"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub tags: Vec<Line>,
    /// One line for lists.
    #[schemars(
        title = "Summary",
        example = &"A patient gets worse at night: call the doctor on duty."
    )]
    pub summary: Line,
    /// The day on which law and guidance in this file were last checked, such as 2026-10-31
    /// (without quotes).
    #[schemars(
        title = "As of",
        example = &"2026-10-31",
        with = "Option<String>",
        extend("format" = "date")
    )]
    pub as_of: Option<toml::value::Datetime>,
    /// Markdown: who you are, what happened, what is wanted of you.
    #[schemars(
        title = "Brief",
        example = &"You are the nurse in charge of surgical ward 4. It is 03:10.\n"
    )]
    pub brief: Text,
    /// Documents of the case.
    #[serde(default)]
    #[schemars(title = "Exhibits", length(max = MAX_ENTRIES))]
    pub exhibit: Vec<ExhibitFile>,
    /// What is asked, in order.
    #[schemars(title = "Questions", length(min = 1, max = MAX_ENTRIES))]
    pub question: Vec<QuestionFile>,
    /// Events between questions.
    #[serde(default)]
    #[schemars(title = "Injects", length(max = MAX_ENTRIES))]
    pub inject: Vec<InjectFile>,
}

/// A document of the case that the trainee can open.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Exhibit", example = json!({
    "id": "metrics", "title": "Metrics by group", "file": "credit-fairness/metrics.csv",
}))]
pub struct ExhibitFile {
    /// Within the scenario: lower-case letters, digits, hyphens.
    #[schemars(title = "Id", example = &"metrics")]
    pub id: Id,
    /// Shown in the list of exhibits.
    #[schemars(title = "Title", example = &"Metrics by group")]
    pub title: Line,
    /// Path below `scenarios/`, such as "credit-fairness/metrics.csv". Ends in md, csv, json, toml
    /// or txt.
    #[schemars(title = "File", example = &"credit-fairness/metrics.csv")]
    pub file: ExhibitPath,
}

/// One thing asked. `kind` says how it is answered.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[schemars(title = "Question", example = json!({
    "id": "handover",
    "kind": "open",
    "prompt": "You call the doctor on duty. What do you say?",
    "minutes": 3,
}))]
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
            #[schemars(title = "Id", example = &"handover")]
            pub id: Id,
            /// Markdown: what is asked.
            #[schemars(
                title = "Prompt",
                example = &"You call the doctor on duty. What do you say?"
            )]
            pub prompt: Text,
            /// Advice on how long it takes; never a cut-off.
            #[schemars(title = "Minutes", example = 3, range(min = 1, max = MAX_MINUTES))]
            pub minutes: Option<u32>,
            /// Shown on request. Must not give the answer away.
            #[schemars(title = "Hint", example = &"What does the doctor need first?")]
            pub hint: Option<Text>,
            /// The id of the exhibit that the question is about.
            #[schemars(title = "Exhibit", example = &"metrics")]
            pub exhibit: Option<Id>,
            $($fields)*
        }
    };
}

question_file! {
    /// A free-text question.
    OpenFile {
        /// The rubric, as `scenario/question`, where it is another than this question's own.
        #[schemars(title = "Rubric", example = &"night-shift/handover")]
        pub rubric: Option<RubricName>,
        /// Markdown: what is being tested, which framework carries it, a skeleton to fill, the
        /// trap. Shown after answering.
        #[schemars(
            title = "Strategy",
            example = &"**What carries it:** situation, background, assessment, request.\n"
        )]
        pub strategy: Option<Text>,
        /// Example answers, shown after answering.
        #[serde(default)]
        #[schemars(title = "Sample answers", length(max = MAX_ENTRIES))]
        pub sample: Vec<SampleFile>,
    }
}

question_file! {
    /// A question with options.
    ChoiceFile {
        /// What it trains: one of the library's competencies.
        #[schemars(title = "Competency", example = &"communication")]
        pub competency: Option<Line>,
        /// "one": exactly one option is right. "all": all that are right must be picked.
        #[serde(default = "one")]
        #[schemars(title = "How many to pick", example = &"all")]
        pub pick: Pick,
        /// Whether the options are shown in a random order.
        #[serde(default = "yes")]
        #[schemars(title = "Shuffle", example = false)]
        pub shuffle: bool,
        /// What there is to pick from.
        #[schemars(
            title = "Options",
            example = json!([
                { "id": "layered", "text": "A layered notice", "correct": true },
                { "id": "none", "text": "No notice", "why": "There is a duty to tell people." },
            ]),
            length(min = 2, max = MAX_ENTRIES)
        )]
        pub option: Vec<OptionFile>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        #[schemars(title = "Working", example = &"90 / 125 = 0.72, below four fifths.")]
        pub working: Option<Text>,
    }
}

question_file! {
    /// A question whose items are put in order.
    OrderFile {
        /// What it trains: one of the library's competencies.
        #[schemars(title = "Competency", example = &"communication")]
        pub competency: Option<Line>,
        /// The right order. Each step is a list; items of one step may stand in either order.
        #[schemars(
            title = "Items",
            example = [vec!["call the doctor"], vec!["draw blood", "set up a drip"], vec!["write it down"]],
            length(min = 3, max = MAX_ENTRIES),
            inner(length(min = 1, max = MAX_ENTRIES)),
            extend("uniqueItems" = true)
        )]
        pub items: Vec<Vec<Line>>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        #[schemars(title = "Working", example = &"90 / 125 = 0.72, below four fifths.")]
        pub working: Option<Text>,
    }
}

question_file! {
    /// A question whose pairs are found.
    MatchFile {
        /// What it trains: one of the library's competencies.
        #[schemars(title = "Competency", example = &"communication")]
        pub competency: Option<Line>,
        /// Left and right side of each pair.
        #[schemars(
            title = "Pairs",
            example = [["PDCA", "improving in cycles"], ["SBAR", "handing over"]],
            length(min = 2, max = MAX_ENTRIES),
            extend("uniqueItems" = true)
        )]
        pub pairs: Vec<(Line, Line)>,
        /// Right sides that belong to no left side.
        #[serde(default)]
        #[schemars(
            title = "Distractors",
            example = ["counting votes"],
            length(max = MAX_ENTRIES),
            extend("uniqueItems" = true)
        )]
        pub distractors: Vec<Line>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        #[schemars(title = "Working", example = &"90 / 125 = 0.72, below four fifths.")]
        pub working: Option<Text>,
    }
}

question_file! {
    /// A question whose answer is a figure.
    NumberFile {
        /// What it trains: one of the library's competencies.
        #[schemars(title = "Competency", example = &"communication")]
        pub competency: Option<Line>,
        /// The answer, as decimal text in quotes: "0.72".
        #[schemars(title = "Answer", example = &"0.72")]
        pub answer: Decimal,
        /// How far off is still right, either way, as decimal text: "0.005".
        #[schemars(title = "Tolerance", example = &"0.005", extend("default" = "0"))]
        pub tolerance: Option<Distance>,
        /// Shown after the figure, such as "%".
        #[schemars(title = "Unit", example = &"%")]
        pub unit: Option<Line>,
        /// The same figure in another unit.
        #[serde(default)]
        #[schemars(title = "Other units", length(max = MAX_ENTRIES))]
        pub accept: Vec<AcceptFile>,
        /// Figures that a known slip leads to.
        #[serde(default)]
        #[schemars(title = "Known slips", length(max = MAX_ENTRIES))]
        pub mistakes: Vec<MistakeFile>,
        /// Markdown: how the answer comes about and what to take away. Shown afterwards.
        #[schemars(title = "Working", example = &"90 / 125 = 0.72, below four fifths.")]
        pub working: Option<Text>,
    }
}

/// An example answer.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Sample answer", example = json!({
    "level": 4,
    "text": "This is Ana, the nurse in charge on ward 4. I'm calling about Mr Osei.",
    "note": "It says who and what first.",
}))]
pub struct SampleFile {
    /// The level that its author gives it.
    #[schemars(title = "Level", example = 4, range(max = MAX_LEVEL))]
    pub level: u8,
    /// The answer.
    #[schemars(
        title = "Answer",
        example = &"This is Ana, the nurse in charge on ward 4. I'm calling about Mr Osei."
    )]
    pub text: Text,
    /// Why it has that level.
    #[schemars(title = "Note", example = &"It says who and what first.")]
    pub note: Option<Text>,
}

/// One option of a choice.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Option", example = json!({
    "id": "layered",
    "text": "A layered notice",
    "correct": true,
    "why": "People read the first layer, and the second is there for those who ask.",
}))]
pub struct OptionFile {
    /// Within the question. Stored answers name it, so that texts may be edited.
    #[schemars(title = "Id", example = &"layered")]
    pub id: Id,
    /// What is shown.
    #[schemars(title = "Text", example = &"A layered notice")]
    pub text: Text,
    /// Whether it is right.
    #[serde(default)]
    #[schemars(title = "Correct", example = true)]
    pub correct: bool,
    /// Why it is right or wrong.
    #[schemars(title = "Why", example = &"People read the first layer.")]
    pub why: Option<Text>,
}

/// The same figure in another unit.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "The same figure in another unit", example = json!({ "answer": "72", "unit": "%" }))]
pub struct AcceptFile {
    /// Decimal text: "72".
    #[schemars(title = "Answer", example = &"72")]
    pub answer: Decimal,
    /// Must be written for this figure to count, where it is given.
    #[schemars(title = "Unit", example = &"%")]
    pub unit: Option<Line>,
}

/// A figure that a known slip leads to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Known slip", example = json!({
    "answer": "1.39", "why": "That is the ratio upside down.",
}))]
pub struct MistakeFile {
    /// Decimal text: "1.39".
    #[schemars(title = "Answer", example = &"1.39")]
    pub answer: Decimal,
    /// What went wrong.
    #[schemars(title = "Why", example = &"That is the ratio upside down.")]
    pub why: Text,
}

/// An event that changes the case between questions.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Inject", example = json!({
    "id": "press",
    "before": "notice",
    "text": "A journalist calls.",
    "exhibits": ["article"],
}))]
pub struct InjectFile {
    /// Within the scenario: lower-case letters, digits, hyphens.
    #[schemars(title = "Id", example = &"press")]
    pub id: Id,
    /// The id of the question that it comes before, also when that one is asked alone.
    #[schemars(title = "Before", example = &"notice")]
    pub before: Id,
    /// Markdown: what happens.
    #[schemars(title = "Text", example = &"A journalist calls and asks for a statement.")]
    pub text: Text,
    /// Ids of exhibits that are opened to the trainee from here on.
    #[serde(default)]
    #[schemars(
        title = "Exhibits opened",
        example = ["article"],
        length(max = MAX_ENTRIES),
        extend("uniqueItems" = true)
    )]
    pub exhibits: Vec<Id>,
}

fn yes() -> bool {
    true
}

fn one() -> Pick {
    Pick::One
}
