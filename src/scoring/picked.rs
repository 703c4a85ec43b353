//! What became of each option of a choice: picked or not, right or not.
//!
//! The screen and the web say it in the same words and the same order.

use super::closed::{ClosedResult, Piece};

/// What is given for an option that is picked, and expected of one that is right.
pub(super) const PICKED: &str = "picked";

/// What became of one option of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Picked {
    /// Picked, and right.
    Right,
    /// Picked, and wrong.
    Wrong,
    /// Right, but not picked.
    Missed,
    /// Neither picked nor right.
    Neither,
}

impl Picked {
    /// The same in words, so that no sign has to be guessed at.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "you picked it; it is right",
            Self::Wrong => "you picked it; it is wrong",
            Self::Missed => "you did not pick it; it is right",
            Self::Neither => "neither picked nor right",
        }
    }
}

impl Piece {
    /// What became of it, if it is an option of a choice: nothing but picked or not.
    #[must_use]
    pub fn picked(&self) -> Option<Picked> {
        match (self.given.as_deref(), self.expected.as_deref()) {
            (Some(PICKED), Some(PICKED)) => Some(Picked::Right),
            (Some(PICKED), None) => Some(Picked::Wrong),
            (None, Some(PICKED)) => Some(Picked::Missed),
            (None, None) => Some(Picked::Neither),
            _ => None,
        }
    }
}

impl ClosedResult {
    /// The pieces as they are shown: of a choice first what was picked, then what should have been,
    /// and last the rest; all else as it comes.
    #[must_use]
    pub fn shown(&self) -> Vec<&Piece> {
        let mut pieces: Vec<&Piece> = self.pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.picked());
        pieces
    }
}
