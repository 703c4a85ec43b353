//! What answers add up to: the competency profile of one attempt, the tally of a room; later,
//! practice over time.

pub mod competency;
pub mod tally;

pub use competency::{CompetencyShare, profile};
pub use tally::{CriterionTally, Excerpt, PieceTally, Tally, tally};
