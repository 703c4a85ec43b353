//! What a host is asked to do, and what comes of it.

use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::room::{Act, Joining, SeatId, TokenHash};
use crate::interview::{Answer, QuestionResult};
use crate::store::Micros;

use super::RoomError;

/// Something that is asked of a room.
#[derive(Clone, Debug)]
pub enum Command {
    /// Let somebody in.
    Join(Joining),
    /// Take an answer.
    Answer {
        /// Whose.
        seat: SeatId,
        /// To which question.
        question: QuestionId,
        /// What.
        answer: Answer,
        /// How often they had handed it in when their page was made.
        after: u32,
    },
    /// Take the answer to a follow-up.
    Probe {
        /// Whose.
        seat: SeatId,
        /// At which question.
        question: QuestionId,
        /// At which criterion it aims.
        criterion: CriterionId,
        /// What.
        text: String,
        /// How often they had handed it in when their page was made.
        after: u32,
    },
    /// Keep a draft.
    Draft {
        /// Whose.
        seat: SeatId,
        /// Of what.
        slot: String,
        /// The text so far.
        text: String,
    },
    /// Take a vote for the answer at a place of the ballot.
    Vote {
        /// Whose.
        seat: SeatId,
        /// On answers to which question.
        question: QuestionId,
        /// From 0.
        place: usize,
    },
    /// Take a change of mind about being named.
    Consent {
        /// Whose.
        seat: SeatId,
        /// Whether their words may be shown with their name.
        show_name: bool,
    },
    /// Do what the facilitator does.
    Act {
        /// What.
        act: Act,
        /// The step of the page on which they did it, where it came from one.
        step: Option<u64>,
    },
    /// Let one more secret be the facilitator's.
    AddKey(TokenHash),
    /// Read what another program did to the room, such as making a new facilitator link.
    CatchUp,
    /// Erase the room and everybody in it.
    Erase,
    /// An answer was scored. Only the host asks this of itself.
    Assessed(Box<Scoring>),
}

/// A result on its way to the store.
#[derive(Clone, Debug)]
pub struct Scoring {
    pub(super) seat: SeatId,
    pub(super) question: QuestionId,
    /// Sequence of the seat when the answer was taken: a result of an answer that has been changed
    /// since is of no use.
    pub(super) sequence: u64,
    pub(super) result: QuestionResult,
}

/// What came of it. Whatever it says is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept, since this moment.
    Saved(Micros),
    /// They sit here.
    Seated(SeatId),
    /// It is so.
    Done,
}

/// Who is told.
pub(super) type Reply = Box<dyn FnOnce(Result<Outcome, RoomError>) + Send>;
