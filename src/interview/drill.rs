//! A sitting of drills as events: card after card is asked, answered, assessed and scheduled.
//!
//! What a card's memory is after a review is written down as it was worked out then, so that history
//! does not change when the algorithm does.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Answer, QuestionResult};
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};

/// What is drilled: one criterion of an open question, or a closed question as a whole. It is
/// written `scenario/question/criterion`, or `scenario/question`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardId {
    /// The case.
    pub scenario: ScenarioId,
    /// Its question.
    pub question: QuestionId,
    /// The criterion; none for a closed question.
    pub criterion: Option<CriterionId>,
}

/// A text that names no card.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` names no card: write `scenario/question/criterion`, or `scenario/question`")]
pub struct BadCard {
    /// The text.
    pub found: String,
}

impl TryFrom<String> for CardId {
    type Error = BadCard;

    fn try_from(text: String) -> Result<Self, BadCard> {
        let parts: Vec<&str> = text.split('/').collect();
        let (scenario, question, criterion) = match parts.as_slice() {
            [scenario, question] => (scenario, question, None),
            [scenario, question, criterion] => (scenario, question, Some(criterion)),
            _ => return Err(BadCard { found: text }),
        };
        if parts.iter().any(|part| part.is_empty()) {
            return Err(BadCard { found: text });
        }
        Ok(Self {
            scenario: ScenarioId::new(*scenario),
            question: QuestionId::new(*question),
            criterion: criterion.map(|own| CriterionId::new(*own)),
        })
    }
}

impl From<CardId> for String {
    fn from(card: CardId) -> Self {
        card.to_string()
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scenario, self.question)?;
        self.criterion.as_ref().map_or(Ok(()), |criterion| write!(f, "/{criterion}"))
    }
}

/// How well something was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not at all.
    Again,
    /// In part.
    Hard,
    /// Whole.
    Good,
    /// Whole and without effort; only a person can say so.
    Easy,
}

impl Grade {
    /// All, from the worst.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// What a result is worth: nothing of it, part of it, all of it.
    #[must_use]
    pub fn of_share(got: u8, of: u8) -> Self {
        match got {
            0 => Self::Again,
            got if got < of => Self::Hard,
            _ => Self::Good,
        }
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }
}

/// A memory in the sense of FSRS, in whole numbers so that it is the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Thousandths of a day until recall has fallen to 90 %.
    pub stability: u32,
    /// Thousandths, from 1,000 to 10,000.
    pub difficulty: u32,
}

/// What came of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// How well it was remembered.
    pub grade: Grade,
    /// The day of the review, where the person was.
    pub day: Date,
    /// The day from which on it is asked again.
    pub due: Date,
    /// The memory from then on.
    pub memory: Memory,
}

/// Something that happened in a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum DrillEvent {
    /// The sitting began.
    Begun {
        /// The program's version.
        program: String,
    },
    /// A card was answered. Durable before anything else happens.
    Answered {
        /// Which.
        card: CardId,
        /// SHA-256 of the content bundle that it was asked from.
        content: String,
        /// With what.
        answer: Answer,
        /// How long it took, in seconds.
        seconds: u32,
    },
    /// The answer was scored.
    Assessed {
        /// Which card.
        card: CardId,
        /// The result and, for an open question, its receipt.
        result: QuestionResult,
    },
    /// It was decided when the card comes back.
    Scheduled {
        /// Which card.
        card: CardId,
        /// When.
        schedule: Schedule,
        /// The person gave the grade, in place of the one before.
        own: bool,
    },
}

impl DrillEvent {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "drill_begun",
            Self::Answered { .. } => "drill_answered",
            Self::Assessed { .. } => "drill_assessed",
            Self::Scheduled { .. } => "drill_scheduled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_written_as_a_path_and_read_back() {
        for text in ["bread/plan/dough", "bread/temperature"] {
            let card = CardId::try_from(text.to_owned()).unwrap();
            assert_eq!(card.to_string(), text);
            let json = serde_json::to_string(&card).unwrap();
            assert_eq!(serde_json::from_str::<CardId>(&json).unwrap(), card);
        }
        for text in ["", "bread", "bread//dough", "a/b/c/d", "/plan"] {
            assert!(CardId::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_is_again_part_is_hard_and_all_is_good() {
        let grades = [(0, 3), (1, 3), (2, 3), (3, 3)].map(|(got, of)| Grade::of_share(got, of));
        assert_eq!(grades, [Grade::Again, Grade::Hard, Grade::Hard, Grade::Good]);
    }
}
