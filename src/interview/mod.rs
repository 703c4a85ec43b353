//! One person's run through a scenario, as a pure state machine.
//!
//! [`Event`]s are what happened; an [`Attempt`] is their fold; [`Attempt::next`] says what comes
//! now. Nothing here knows a store, a terminal or the clock.

pub mod answers;
pub mod attempt;
pub mod event;
pub mod shuffle;

pub use attempt::{Attempt, Standing, Step};
pub use event::{Answer, Event, QuestionResult};
