//! What happens in an attempt. Events are stored for good, so their JSON is a format: fields are
//! only ever added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::content::ids::{CriterionId, InjectId, OptionId, QuestionId, ScenarioId};
use crate::scoring::Scored;
use crate::scoring::closed::ClosedResult;

/// Something that happened in an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The attempt began.
    Started {
        /// Which case.
        scenario: ScenarioId,
        /// Its title, so that lists need no content.
        title: String,
        /// SHA-256 of the content bundle that is used to the end.
        content: String,
        /// What shuffles are drawn from.
        seed: u64,
        /// What is asked, in order.
        questions: Vec<QuestionId>,
        /// The program's version.
        program: String,
    },
    /// An inject was shown.
    InjectShown {
        /// Which.
        inject: InjectId,
    },
    /// A question was answered. Durable before anything else happens.
    Answered {
        /// Which.
        question: QuestionId,
        /// With what.
        answer: Answer,
        /// How long it took, in seconds.
        seconds: u32,
    },
    /// A probe was answered.
    ProbeAnswered {
        /// At which question.
        question: QuestionId,
        /// The criterion that it aimed at.
        criterion: CriterionId,
        /// With what.
        text: String,
        /// How long it took, in seconds.
        seconds: u32,
    },
    /// A probe was passed over.
    ProbeDeclined {
        /// At which question.
        question: QuestionId,
        /// The criterion that it aimed at.
        criterion: CriterionId,
    },
    /// The person guessed the level of their answer, before they saw it.
    Guessed {
        /// Of which question.
        question: QuestionId,
        /// The level.
        level: u8,
    },
    /// An answer, with its probes so far, was scored.
    Assessed {
        /// Which question.
        question: QuestionId,
        /// The result and, for an open question, its receipt.
        result: QuestionResult,
    },
    /// Strategy and samples, or the working, were shown.
    Reviewed {
        /// Of which question.
        question: QuestionId,
    },
    /// A question was passed over.
    Skipped {
        /// Which.
        question: QuestionId,
    },
    /// Nothing is left to ask.
    Finished,
}

impl Event {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::InjectShown { .. } => "inject_shown",
            Self::Answered { .. } => "answered",
            Self::ProbeAnswered { .. } => "probe_answered",
            Self::ProbeDeclined { .. } => "probe_declined",
            Self::Guessed { .. } => "guessed",
            Self::Assessed { .. } => "assessed",
            Self::Reviewed { .. } => "reviewed",
            Self::Skipped { .. } => "skipped",
            Self::Finished => "finished",
        }
    }
}

/// What a question was answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Open: as written.
    Text(String),
    /// Choice: the options picked.
    Options(Vec<OptionId>),
    /// Order: the items' texts, first to last.
    Order(Vec<String>),
    /// Match: right side by left side.
    Pairs(BTreeMap<String, String>),
    /// Number: as typed.
    Figure(String),
}

/// The result of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionResult {
    /// Of an open question, with its receipt.
    Open(Box<Scored>),
    /// Of any other.
    Closed(ClosedResult),
}
