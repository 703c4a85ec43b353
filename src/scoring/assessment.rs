//! The scored result of one answer, as it is stored, shown and exchanged.
//!
//! Field order is part of the format: the receipt's hash is taken over the JSON of these types.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::receipt::Receipt;
use crate::content::ids::{Competency, CriterionId, RuleId};
use crate::content::shared::Shared;

/// Version of the result document.
pub const SCHEMA: u32 = 1;

/// One answer's result with what is needed to re-run it: the document that `score --json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The caller's name for the answer, where it gave one.
    pub id: Option<String>,
    /// The result.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// How to re-run it.
    pub receipt: Receipt,
}

/// The scored result of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// `scenario/question`.
    pub question: String,
    /// Whether there was something to score.
    pub status: Status,
    /// Weighted mean of the criteria's levels, 0..=100; none when not scored.
    pub percent: Option<u8>,
    /// Level of the answer; none when not scored.
    pub level: Option<u8>,
    /// The highest level of the scale.
    pub of: u8,
    /// The level's name; none when not scored.
    pub label: Option<String>,
    /// The two levels between which the answer lies, when a cut is within
    /// [`super::answer::BORDERLINE_PERCENT`].
    pub borderline: Option<[u8; 2]>,
    /// In the rubric's order.
    pub criteria: Vec<CriterionResult>,
    /// What the guards noticed.
    pub flags: Vec<Flag>,
    /// The fewest missing pieces that lift the answer to the next level.
    pub next_level: Vec<Step>,
    /// What a calibration changed; none where none took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibrated>,
}

/// What a calibration, fitted to marks, changed. Weights are thousandths of a level of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibrated {
    /// The percentage by the rubric alone.
    pub percent: u8,
    /// The level by the rubric alone.
    pub level: u8,
    /// Added with the criteria to every answer.
    pub start: i32,
    /// What each criterion changed, in the rubric's order.
    pub criteria: Vec<CriterionAdds>,
    /// Added with the words to every answer.
    pub words_start: i32,
    /// Words of the answer, in the order of their names.
    pub words: Vec<WordsAdd>,
    /// What all words changed together, bounded.
    pub words_together: i32,
    /// Whether a guard, a gate or a fatal statement kept the answer from rising.
    pub held: bool,
}

/// What a criterion's level changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionAdds {
    /// The criterion.
    pub id: CriterionId,
    /// Thousandths of a level.
    pub adds: i32,
}

/// What words of the answer changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsAdd {
    /// Their stems, as the calibration names them.
    pub name: String,
    /// Byte offset of the first word in the answer.
    pub start: usize,
    /// Byte offset behind the last word.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Thousandths of a level.
    pub adds: i32,
}

/// Whether there was something to score. *Not scored* is not level 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The answer has a level.
    Scored,
    /// Empty, unreadable or in another language.
    NotScored,
}

/// Who gives a criterion its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The rules.
    Engine,
    /// A rater; the engine leaves the level open.
    Person,
}

/// One criterion's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionResult {
    /// Within the rubric.
    pub id: CriterionId,
    /// Completes "The answer ...".
    pub title: Shared,
    /// What it trains.
    pub competency: Option<Competency>,
    /// Its share in the weighted mean.
    pub weight: u32,
    /// None when a person gives it, or when the answer was not scored.
    pub level: Option<u8>,
    /// The criterion's highest level.
    pub of: u8,
    /// Points of the satisfied rules; phases covered, where a framework is the evidence.
    pub points: u32,
    /// Who gives the level.
    pub by: By,
    /// An answer to a probe took part.
    pub probed: bool,
    /// What satisfied which rule, in the order of the rubric.
    pub evidence: Vec<Evidence>,
    /// What the answer mentioned only to deny it.
    pub denied: Vec<Denied>,
    /// Statements that capped the criterion.
    pub against: Vec<Objection>,
    /// Rules that nothing satisfied.
    pub missing: Vec<Missing>,
    /// The descriptor of the level reached.
    pub reached: Option<Shared>,
    /// The descriptor of the next level.
    pub next: Option<Shared>,
    /// What to do to earn more; none at the highest level.
    pub advice: Option<Shared>,
}

/// Words of the answer that satisfied a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule; `framework.phase` where a framework is the evidence.
    pub rule: RuleId,
    /// What the rule shows.
    pub title: Shared,
    /// Byte offset of the first word in its source.
    pub start: usize,
    /// Byte offset behind the last word.
    pub end: usize,
    /// The words.
    pub text: String,
    /// How they matched.
    pub how: How,
    /// Which text the offsets are into.
    pub source: Source,
}

/// How words matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// As the pattern says.
    Said,
    /// With a typo forgiven.
    Misspelt,
    /// In other words, which mean what one of the rule's examples says.
    Meant,
}

/// Which text an offset is into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The answer.
    Answer,
    /// The answer to the first probe of this criterion; there is at most one.
    Probe,
}

/// Words that would have been evidence, and the words that take them back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied {
    /// The rule that they would have satisfied.
    pub rule: RuleId,
    /// Byte offset of the first word in its source.
    pub start: usize,
    /// Byte offset behind the last word.
    pub end: usize,
    /// The words, from the denial to the end of what is denied.
    pub text: String,
    /// Which text the offsets are into.
    pub source: Source,
}

/// A statement that caps a criterion or sinks the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Byte offset of the first word in its source.
    pub start: usize,
    /// Byte offset behind the last word.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The level is at most this.
    pub cap: u8,
    /// The author's reason.
    pub why: String,
    /// Which text the offsets are into.
    pub source: Source,
}

/// A rule that nothing satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The rule.
    pub rule: RuleId,
    /// What it would show.
    pub title: Shared,
}

/// Something that a guard noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// Stable.
    pub code: FlagCode,
    /// For people: what was noticed, and what follows from it.
    pub message: String,
}

/// What guards notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlagCode {
    /// No words: not scored.
    Empty,
    /// No language that the engine knows: not scored.
    Unreadable,
    /// Not English: not scored.
    OtherLanguage,
    /// Too few words to say anything: level 0.
    TooShort,
    /// A list of terms without a statement: level 0.
    KeywordList,
    /// Most sentences say a term of itself: level 0.
    Circular,
    /// Management speak, in which nobody does anything: level 0.
    Buzzwords,
    /// Mostly terms, but some statements: scored, and said.
    ListLike,
    /// Words in an order in which nobody says them: level 0.
    Shuffled,
    /// Words taken over from the question: they are no evidence.
    CopiedQuestion,
    /// Sentences that stand there more than once: they count once.
    Repeated,
    /// Sentences that name things without anybody doing anything: they are no evidence.
    Uncommitted,
    /// Most of what the answer mentions it denies: level 0.
    ArguesOpposite,
    /// It is told as reasons against the work: the level is capped, and a person decides.
    AgainstInTone,
    /// It never touches on what the question is about: the level is capped.
    Beside,
    /// No rule was satisfied: level 0.
    NoEvidence,
    /// A fatal statement: the level is capped.
    Fatal,
    /// A gate of the rubric: the level is capped.
    Capped,
}

impl FlagCode {
    /// Whether it says that the text states nothing at all, so that single points tell nothing of it.
    #[must_use]
    pub const fn states_nothing(self) -> bool {
        matches!(self, Self::KeywordList | Self::Circular | Self::Buzzwords | Self::Shuffled)
    }

    /// Whether a text of which it is said counts for nothing, whatever is found in it.
    #[must_use]
    pub const fn takes_the_text(self) -> bool {
        self.states_nothing() || matches!(self, Self::TooShort)
    }

    /// Whether an answer without follow-ups of which it is said is at level 0.
    #[must_use]
    pub const fn is_level_zero(self) -> bool {
        self.takes_the_text() || matches!(self, Self::ArguesOpposite | Self::NoEvidence)
    }
}

/// One missing piece on the way to the next level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its title.
    pub title: Shared,
    /// The rule that would have to be satisfied.
    pub rule: RuleId,
    /// What it would show.
    pub add: Shared,
}

/// A byte range as offsets.
pub(super) fn text_of(text: &str, span: &Range<usize>) -> String {
    text.get(span.clone()).unwrap_or_default().to_owned()
}
