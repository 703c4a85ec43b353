//! Which answers are voted on, and in which order they are shown.

use super::fold::Room;
use super::ids::SeatId;
use super::seat::Seat;
use crate::content::ids::QuestionId;
use crate::interview::shuffle::shuffled;
use crate::interview::{Answer, QuestionResult};

/// The most answers on a ballot: what a person reads on a phone before voting.
pub const MAX_BALLOT: usize = 6;

impl Room {
    /// The answers to a question that are put to the vote: those that scored highest among those
    /// that may be shown, in an order that says nothing about it.
    #[must_use]
    pub fn ballot_for(&self, question: &QuestionId) -> Vec<SeatId> {
        let mut scored: Vec<(u8, SeatId)> = self
            .seats()
            .filter(|seat| !self.is_hidden(seat.id, question))
            .filter_map(|seat| Some((percent(seat, question)?, seat.id)))
            .collect();
        scored.sort_by_key(|(percent, seat)| (std::cmp::Reverse(*percent), *seat));
        scored.truncate(MAX_BALLOT);
        let order = shuffled(scored.len(), self.seed, question);
        order.into_iter().filter_map(|at| scored.get(at).map(|(_, seat)| *seat)).collect()
    }

    /// How many voted for each answer on the ballot of a question, in the ballot's order.
    #[must_use]
    pub fn votes(&self, question: &QuestionId) -> Vec<(SeatId, usize)> {
        let count = |choice: &SeatId| {
            self.seats().filter(|seat| seat.vote(question) == Some(*choice)).count()
        };
        let ballot = self.ballot(question).unwrap_or_default();
        ballot.iter().map(|choice| (*choice, count(choice))).collect()
    }
}

/// The percentage of an open answer that was scored.
fn percent(seat: &Seat, question: &QuestionId) -> Option<u8> {
    let standing = seat.attempt.standing(question)?;
    match (&standing.answer, &standing.result) {
        (Some(Answer::Text(_)), Some(QuestionResult::Open(scored))) => scored.assessment.percent,
        _ => None,
    }
}
