//! What happens in a room and in its seats. Events are stored for good, so their JSON is a format:
//! fields are only ever added.

use serde::{Deserialize, Serialize};

use super::ids::{RoomCode, SeatId, TokenHash};
use super::phase::Phase;
use crate::content::ids::{QuestionId, ScenarioId};
use crate::interview::Event;

/// Something that happened to a room as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RoomEvent {
    /// The room was opened.
    Opened {
        /// What leads into it.
        code: RoomCode,
        /// Which case.
        scenario: ScenarioId,
        /// Its title, so that lists need no content.
        title: String,
        /// SHA-256 of the content bundle that everybody in the room is scored with.
        content: String,
        /// What shuffles are drawn from.
        seed: u64,
        /// What is asked, in order.
        questions: Vec<QuestionId>,
        /// How many people it seats.
        capacity: u32,
        /// The last day on which it is kept, as `2027-05-31`.
        keep_until: String,
        /// The program's version.
        program: String,
    },
    /// A facilitator's secret was made; those made before go on working.
    KeyAdded {
        /// Its hash.
        key: TokenHash,
    },
    /// The facilitator moved the room on.
    Moved {
        /// To where.
        #[serde(flatten)]
        to: Phase,
    },
    /// The facilitator took one step back.
    Back,
    /// The facilitator asked for a break.
    Paused,
    /// The break is over.
    Resumed,
    /// Nobody else may come in.
    Locked,
    /// People may come in.
    Unlocked,
    /// A time was set up to which people may write; it is announced, and cuts nobody off.
    TimerSet {
        /// When it ends, in microseconds since 1970.
        ends: i64,
    },
    /// No time is set any more.
    TimerStopped,
    /// An answer is not shown to the room.
    Hidden {
        /// Whose.
        seat: SeatId,
        /// To which question.
        question: QuestionId,
    },
    /// An answer may be shown again.
    Unhidden {
        /// Whose.
        seat: SeatId,
        /// To which question.
        question: QuestionId,
    },
    /// Whether the room sees how many have answered.
    CountShown {
        /// It does.
        shown: bool,
    },
}

impl RoomEvent {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::KeyAdded { .. } => "key_added",
            Self::Moved { .. } => "moved",
            Self::Back => "back",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::TimerSet { .. } => "timer_set",
            Self::TimerStopped => "timer_stopped",
            Self::Hidden { .. } => "hidden",
            Self::Unhidden { .. } => "unhidden",
            Self::CountShown { .. } => "count_shown",
        }
    }
}

/// Something that happened in one seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum SeatEvent {
    /// Somebody took it.
    Joined {
        /// As they want to be called.
        name: String,
        /// Whether their words may be shown with their name.
        show_name: bool,
        /// The hash of the secret that their browser keeps.
        token: TokenHash,
    },
    /// The facilitator changed the name.
    Renamed {
        /// To this.
        name: String,
    },
    /// They changed their mind about being named.
    Consented {
        /// Whether their words may be shown with their name.
        show_name: bool,
    },
    /// The facilitator removed them.
    Removed,
    /// They voted, or voted anew.
    Voted {
        /// On the answers to which question.
        question: QuestionId,
        /// For whose.
        choice: SeatId,
    },
    /// What happened in their attempt.
    #[serde(untagged)]
    Attempt(Event),
}

impl SeatEvent {
    /// Its kind, as it is stored beside the payload.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Joined { .. } => "joined",
            Self::Renamed { .. } => "renamed",
            Self::Consented { .. } => "consented",
            Self::Removed => "removed",
            Self::Voted { .. } => "voted",
            Self::Attempt(event) => event.kind(),
        }
    }
}
