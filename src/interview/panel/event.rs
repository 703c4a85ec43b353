//! What happens in a panel's round, and to a candidate of it. Events are stored for good, so their
//! JSON is a format: fields are only ever added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::CandidateId;
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::scoring::Scored;

/// Something that happened in a round as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RoundEvent {
    /// The round was opened.
    Opened {
        /// Which case.
        scenario: ScenarioId,
        /// Its title, so that lists need no content.
        title: String,
        /// SHA-256 of the content bundle that everybody in the round is scored with.
        content: String,
        /// The open questions, in order.
        questions: Vec<QuestionId>,
        /// The last day on which it may be kept, as `2027-05-31`.
        keep_until: Option<String>,
        /// The program's version.
        program: String,
    },
    /// The last day on which it may be kept was set anew.
    KeepUntil {
        /// As `2027-05-31`; none: no day is set any more.
        date: Option<String>,
    },
    /// A file of answers was read to its end.
    FileRead {
        /// Answers that were new.
        new: u64,
        /// Answers that were there before.
        known: u64,
        /// Rows that could not be taken.
        refused: u64,
    },
    /// The advice on answers that nobody had decided on was shown, of all candidates.
    AdviceShown {
        /// To whom, where they said so.
        by: Option<String>,
    },
    /// The round was exported, advice and final levels of all candidates.
    Exported {
        /// As what.
        format: ExportFormat,
        /// SHA-256 of the bytes that were written.
        sha256: String,
    },
    /// Rates by group were looked at. The groups themselves are not kept.
    ImpactLooked {
        /// The level that counted as reached.
        from: u8,
        /// How many groups there were.
        groups: u64,
        /// How many candidates of the round were in one of them.
        candidates: u64,
    },
    /// Answers, advice and decisions were erased.
    Erased {
        /// Whose; none: those of everybody, and what was known of the round.
        candidate: Option<CandidateId>,
        /// Because the day until which it might be kept had passed.
        due: bool,
    },
}

/// What a round was exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

impl RoundEvent {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::KeepUntil { .. } => "keep_until",
            Self::FileRead { .. } => "file_read",
            Self::AdviceShown { .. } => "advice_shown",
            Self::Exported { .. } => "exported",
            Self::ImpactLooked { .. } => "impact_looked",
            Self::Erased { .. } => "erased",
        }
    }
}

/// Something that happened to one candidate's answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CandidateEvent {
    /// An answer came in. Durable before it is scored.
    Received {
        /// To which question.
        question: QuestionId,
        /// As written.
        text: String,
    },
    /// An answer was scored: advice, with its receipt.
    Assessed {
        /// To which question.
        question: QuestionId,
        /// The result.
        scored: Box<Scored>,
    },
    /// The advice was shown.
    AdviceShown {
        /// On the answer to which question.
        question: QuestionId,
        /// To whom, where they said so.
        by: Option<String>,
    },
    /// A person entered a final level.
    Decided {
        /// Of the answer to which question.
        question: QuestionId,
        /// Who.
        by: String,
        /// The level.
        level: u8,
        /// Levels of criteria, where the person gave some.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        criteria: BTreeMap<CriterionId, u8>,
        /// Why, in words of the job.
        reason: String,
        /// Whether the advice on this answer had been shown before, to whomever.
        advice_shown: bool,
    },
}

impl CandidateEvent {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Assessed { .. } => "assessed",
            Self::AdviceShown { .. } => "advice_shown",
            Self::Decided { .. } => "decided",
        }
    }
}
