//! Where a room stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ids::SeatId;
use crate::content::ids::{CriterionId, QuestionId, is_id};

/// Where a room stands. Only the facilitator moves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// People come in.
    Lobby,
    /// The case is read.
    Brief,
    /// What happened before a question is read.
    Inject {
        /// The question that comes after it.
        question: QuestionId,
    },
    /// A question is answered.
    Answering {
        /// Which.
        question: QuestionId,
    },
    /// What the room has said, criterion by criterion.
    Reveal {
        /// To which question.
        question: QuestionId,
    },
    /// A second round: a follow-up is answered.
    Probe {
        /// At which question.
        question: QuestionId,
        /// The criterion that it aims at.
        criterion: CriterionId,
    },
    /// The most useful answer is voted for.
    Vote {
        /// Among the answers to which question.
        question: QuestionId,
        /// Whose answers, in the order in which they are shown.
        answers: Vec<SeatId>,
    },
    /// Strategy and samples, or the working.
    Discussion {
        /// Of which question.
        question: QuestionId,
    },
    /// It is over: what the room showed as a whole.
    Report,
}

impl Phase {
    /// The question that it is about.
    #[must_use]
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Lobby | Self::Brief | Self::Report => None,
            Self::Inject { question }
            | Self::Answering { question }
            | Self::Reveal { question }
            | Self::Probe { question, .. }
            | Self::Vote { question, .. }
            | Self::Discussion { question } => Some(question),
        }
    }

    /// Its name in pages and scripts, such as `answering`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Lobby => "lobby",
            Self::Brief => "brief",
            Self::Inject { .. } => "inject",
            Self::Answering { .. } => "answering",
            Self::Reveal { .. } => "reveal",
            Self::Probe { .. } => "probe",
            Self::Vote { .. } => "vote",
            Self::Discussion { .. } => "discussion",
            Self::Report => "report",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Some(question) = self.question() {
            write!(f, ":{question}")?;
        }
        match self {
            Self::Probe { criterion, .. } => write!(f, ":{criterion}"),
            _ => Ok(()),
        }
    }
}

/// Where a facilitator wants to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a question.
    Answering(QuestionId),
    /// To a second round on a follow-up.
    Probe(QuestionId, CriterionId),
    /// To a vote.
    Vote(QuestionId),
    /// To strategy and samples.
    Discussion(QuestionId),
    /// To the end.
    Report,
}

/// A text that is no [`Goal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write answering:QUESTION, probe:QUESTION:CRITERION, vote:QUESTION, discussion:QUESTION or report"
)]
pub struct BadGoal;

impl FromStr for Goal {
    type Err = BadGoal;

    fn from_str(text: &str) -> Result<Self, BadGoal> {
        let parts: Vec<&str> = text.split(':').collect();
        let (Some((name, rest)), true) =
            (parts.split_first(), parts.iter().skip(1).all(|part| is_id(part)))
        else {
            return Err(BadGoal);
        };
        match (*name, rest) {
            ("answering", [question]) => Ok(Self::Answering(QuestionId::new(*question))),
            ("probe", [question, criterion]) => {
                Ok(Self::Probe(QuestionId::new(*question), CriterionId::new(*criterion)))
            }
            ("vote", [question]) => Ok(Self::Vote(QuestionId::new(*question))),
            ("discussion", [question]) => Ok(Self::Discussion(QuestionId::new(*question))),
            ("report", []) => Ok(Self::Report),
            _ => Err(BadGoal),
        }
    }
}
