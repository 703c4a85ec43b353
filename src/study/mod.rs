//! What answers add up to: the competency profile of one attempt, the tally of a room; later,
//! practice over time. And what a criterion's model move is.

pub mod competency;
pub mod model_move;
pub mod tally;

pub use competency::{CompetencyShare, profile};
pub use model_move::{ModelMove, model_move, model_moves};
pub use tally::{CriterionTally, Excerpt, PieceTally, Tally, tally};
