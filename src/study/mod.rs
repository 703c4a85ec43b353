//! What attempts add up to: the competency profile of one attempt; later, practice over time.

pub mod competency;

pub use competency::{CompetencyShare, profile};
