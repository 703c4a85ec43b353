//! What answers add up to: the competency profile of one attempt, the tally of a room, progress over
//! many attempts, and the deck of drills; and the model move of a criterion.

pub mod competency;
pub mod debrief;
pub mod deck;
pub mod digest;
pub mod model_move;
pub mod progress;
pub mod schedule;
pub mod tally;

pub use competency::{CompetencyShare, profile};
pub use debrief::Debrief;
pub use deck::{Card, Deck, Reviewed};
pub use digest::{Digest, Missed};
pub use model_move::{ModelMove, model_move, model_moves};
pub use progress::Progress;
pub use tally::{CriterionTally, Excerpt, PieceTally, Tally, tally};
