//! The live room: several people answer the same questions at the same time, and a facilitator
//! leads them through the case.
//!
//! A [`Room`] is the fold over what the facilitator did, and over what happened in each [`Seat`];
//! a seat is one person's [`Attempt`](super::Attempt). What may happen next is decided here
//! ([`Act`], [`Room::join`], [`Room::hand_in`]), as events that somebody else makes durable. Nothing
//! here knows a store, a page or the clock: times are passed in.

mod act;
mod arrive;
mod ballot;
mod event;
mod fold;
mod ids;
mod phase;
mod refused;
mod seat;

pub use act::{Act, Done, MAX_MINUTES};
pub use arrive::{Handed, Joining, MAX_NAME};
pub use ballot::MAX_BALLOT;
pub use event::{RoomEvent, SeatEvent};
pub use fold::{MAX_CAPACITY, Room, RoomFoldError, Timer};
pub use ids::{CODE_LENGTH, CODE_LETTERS, RoomCode, SeatId, TokenHash};
pub use phase::{Goal, Phase};
pub use refused::Refused;
pub use seat::Seat;

/// A moment, in microseconds since 1970-01-01 UTC.
pub type Moment = i64;
