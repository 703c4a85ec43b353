//! A hiring panel's round, as pure state machines: the round itself, and each candidate of it.
//!
//! A score here is advice. A final level is entered by a person, with a reason, and never replaces
//! one that was entered before. A candidate is a pseudonym; names have no place in any of this.
//! Times are passed in, in microseconds since 1970.

pub mod candidate;
pub mod event;
pub mod ids;
pub mod round;

pub use candidate::{Candidate, Case, Decision, Receiving};
pub use event::{CandidateEvent, ExportFormat, RoundEvent};
pub use ids::{BadCandidate, CandidateId, PanelName};
pub use round::Round;

#[cfg(test)]
mod tests;
