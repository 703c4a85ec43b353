//! Why something cannot happen in a room.

use super::arrive::MAX_NAME;

/// Why something cannot happen in a room. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The lobby is locked.
    #[error("the room is locked: ask the facilitator to let you in")]
    Locked,
    /// Every seat is taken.
    #[error("the room is full: it seats {capacity}")]
    Full {
        /// How many it seats.
        capacity: u32,
    },
    /// The room has ended.
    #[error("the room has ended")]
    Over,
    /// A name that cannot be shown.
    #[error("a name has at most {MAX_NAME} characters")]
    LongName,
    /// Nobody sits there.
    #[error("there is no such seat")]
    NoSeat,
    /// The facilitator removed them.
    #[error("the facilitator has removed you from this room")]
    Removed,
    /// A question that the room does not have.
    #[error("there is no such question in this room")]
    NoQuestion,
    /// A follow-up that was not asked.
    #[error("this follow-up is not asked")]
    NoProbe,
    /// Not asked yet, or no longer.
    #[error("the room has moved on, and this question takes no more answers")]
    Closed,
    /// They have handed in a newer answer, which this one would overwrite.
    #[error("a newer answer was handed in, from another page or device")]
    Newer,
    /// The page was made before the room moved.
    #[error("the room has moved on since this page was made")]
    Moved,
    /// There is nothing before.
    #[error("this is the beginning")]
    AtStart,
    /// There is nothing after.
    #[error("this is the end")]
    AtEnd,
    /// A vote needs two answers.
    #[error("a vote needs at least two answers that may be shown")]
    NoBallot,
    /// A choice that is not on the ballot.
    #[error("this is not on the ballot")]
    NotOnBallot,
    /// Nobody votes for themselves.
    #[error("you cannot vote for your own answer")]
    OwnAnswer,
    /// A time out of range.
    #[error("write 1 to {} minutes", super::act::MAX_MINUTES)]
    BadMinutes,
}
