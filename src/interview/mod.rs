//! One person's run through a scenario, and a panel's round over many people's answers, as pure
//! state machines.
//!
//! [`Event`]s are what happened; an [`Attempt`] is their fold; [`Attempt::next`] says what comes
//! now. [`panel`] does the same for rounds and candidates, [`drill`] for sittings
//! of spaced repetition. Nothing here knows a store, a terminal or the clock.

pub mod answers;
pub mod attempt;
pub mod draw;
pub mod drill;
pub mod event;
pub mod panel;
pub mod room;
pub mod shuffle;

pub use attempt::{Attempt, Standing, Step};
pub use event::{Answer, Event, QuestionResult};
