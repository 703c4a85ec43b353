//! A case: brief, exhibits, questions, injects.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{Competency, ExhibitId, InjectId, OptionId, QuestionId, RubricId, ScenarioId};

/// One scenario file, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The name of the file.
    pub id: ScenarioId,
    /// Its title in lists and headings.
    pub title: String,
    /// Whom the trainee plays.
    pub role: Option<String>,
    /// How much experience it asks for.
    pub difficulty: Difficulty,
    /// Advice on how long the whole takes.
    pub minutes: Option<u32>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// One line for lists.
    pub summary: String,
    /// The day on which law and guidance in the file were last checked.
    pub as_of: Option<Date>,
    /// Markdown: who you are, what happened, what is wanted of you.
    pub brief: String,
    /// Documents of the case, in the file's order.
    pub exhibits: Vec<Exhibit>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    /// Events between questions.
    pub injects: Vec<Inject>,
}

impl Scenario {
    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == *id)
    }

    /// The exhibit with this id.
    #[must_use]
    pub fn exhibit(&self, id: &ExhibitId) -> Option<&Exhibit> {
        self.exhibits.iter().find(|e| e.id == *id)
    }

    /// The injects that come before this question, in the file's order.
    pub fn injects_before<'a>(&'a self, id: &'a QuestionId) -> impl Iterator<Item = &'a Inject> {
        self.injects.iter().filter(move |i| i.before == *id)
    }

    /// The injects that whoever answers this question must have seen: those before it, and the one
    /// that opens the exhibit it is about, which may come before an earlier question. In the order
    /// of the story.
    #[must_use]
    pub fn injects_for(&self, id: &QuestionId) -> Vec<&Inject> {
        let about = self.question(id).and_then(|question| question.exhibit.as_ref());
        let opens = |inject: &Inject| about.is_some_and(|own| inject.exhibits.contains(own));
        let mut needed: Vec<&Inject> =
            self.injects.iter().filter(|inject| inject.before == *id || opens(inject)).collect();
        needed.sort_by_key(|inject| self.questions.iter().position(|q| q.id == inject.before));
        needed
    }

    /// The exhibits that whoever answers this question can read, in the file's order.
    pub fn exhibits_by<'a>(&'a self, id: &'a QuestionId) -> impl Iterator<Item = &'a Exhibit> {
        let place = |id: &QuestionId| self.questions.iter().position(|q| q.id == *id);
        self.exhibits.iter().filter(move |exhibit| {
            self.opened_by(&exhibit.id).is_none_or(|inject| place(&inject.before) <= place(id))
        })
    }

    /// The inject that opens this exhibit; none means open from the start.
    #[must_use]
    pub fn opened_by(&self, id: &ExhibitId) -> Option<&Inject> {
        self.injects.iter().find(|i| i.exhibits.contains(id))
    }
}

/// How much experience a scenario asks for. (*Level* is for answers and criteria only.)
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// For everybody.
    Any,
    /// For newcomers.
    Foundation,
    /// For people who have done it once.
    Intermediate,
    /// For people who lead it.
    Advanced,
}

impl Difficulty {
    /// All, from easy to hard, as they are written.
    pub const ALL: [(&'static str, Self); 4] = [
        ("any", Self::Any),
        ("foundation", Self::Foundation),
        ("intermediate", Self::Intermediate),
        ("advanced", Self::Advanced),
    ];

    /// As it is written in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Foundation => "foundation",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

/// A document of the case.
#[derive(Clone, Debug, PartialEq)]
pub struct Exhibit {
    /// Within the scenario.
    pub id: ExhibitId,
    /// Shown in the list of exhibits.
    pub title: String,
    /// Path below `scenarios/`, with `/` between the parts; never leaves that directory.
    pub file: String,
}

/// One thing asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Within the scenario.
    pub id: QuestionId,
    /// Markdown.
    pub prompt: String,
    /// Advice, never a cut-off.
    pub minutes: Option<u32>,
    /// Shown on request.
    pub hint: Option<String>,
    /// The exhibit that the question is about.
    pub exhibit: Option<ExhibitId>,
    /// How it is answered.
    pub kind: QuestionKind,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// Free text against a rubric.
    Open(Open),
    /// Options to pick.
    Choice(Choice),
    /// Items to put in order.
    Order(Order),
    /// Pairs to find.
    Match(Match),
    /// A figure to compute.
    Number(Number),
}

impl QuestionKind {
    /// As it is written in files.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Choice(_) => "choice",
            Self::Order(_) => "order",
            Self::Match(_) => "match",
            Self::Number(_) => "number",
        }
    }
}

/// A free-text question.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// `scenario/question` unless the author names another.
    pub rubric: RubricId,
    /// Markdown: how a strong answer is built. Shown after answering.
    pub strategy: Option<String>,
    /// Example answers, shown after answering.
    pub samples: Vec<Sample>,
}

/// An example answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The level that its author gives it.
    pub level: u8,
    /// The answer.
    pub text: String,
    /// Why it has that level.
    pub note: Option<String>,
}

/// How many options may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Pick {
    /// Exactly one.
    One,
    /// All that are right.
    All,
}

/// Options to pick.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it trains.
    pub competency: Option<Competency>,
    /// One, or all that are right.
    pub pick: Pick,
    /// Whether the options are shown in a random order.
    pub shuffle: bool,
    /// In the file's order.
    pub options: Vec<ChoiceOption>,
    /// Markdown, shown after answering.
    pub working: Option<String>,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceOption {
    /// Named by stored answers.
    pub id: OptionId,
    /// What is shown.
    pub text: String,
    /// Whether it is right.
    pub correct: bool,
    /// Why it is right or wrong.
    pub why: Option<String>,
}

/// Items to put in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What it trains.
    pub competency: Option<Competency>,
    /// The right order; items of an inner list may stand in either order.
    pub items: Vec<Vec<String>>,
    /// Markdown, shown after answering.
    pub working: Option<String>,
}

/// Pairs to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What it trains.
    pub competency: Option<Competency>,
    /// Left and right side of each pair.
    pub pairs: Vec<(String, String)>,
    /// Right sides that belong to no left side.
    pub distractors: Vec<String>,
    /// Markdown, shown after answering.
    pub working: Option<String>,
}

/// A figure to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// What it trains.
    pub competency: Option<Competency>,
    /// The answer, as written: exact decimal.
    pub answer: Decimal,
    /// Shown after the figure, such as `%`.
    pub unit: Option<String>,
    /// How far off is still right, either way.
    pub tolerance: Decimal,
    /// The same figure in another unit.
    pub accept: Vec<Accept>,
    /// Figures that a known slip leads to.
    pub mistakes: Vec<Mistake>,
    /// Markdown: how it is computed from the exhibit.
    pub working: Option<String>,
}

/// The same figure in another unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// Exact decimal.
    pub answer: Decimal,
    /// Must be written for this figure to count, where it is given.
    pub unit: Option<String>,
}

/// A figure that a known slip leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// Exact decimal; within the question's tolerance counts as this slip.
    pub answer: Decimal,
    /// What went wrong.
    pub why: String,
}

/// An event that changes the case between questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Inject {
    /// Within the scenario.
    pub id: InjectId,
    /// The question that it comes before, also when that one is asked alone.
    pub before: QuestionId,
    /// Markdown.
    pub text: String,
    /// Opened to the trainee from here on.
    pub exhibits: Vec<ExhibitId>,
}
