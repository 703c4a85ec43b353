//! One person in a room.

use std::collections::BTreeMap;

use super::Moment;
use super::event::SeatEvent;
use super::fold::RoomFoldError;
use super::ids::{SeatId, TokenHash};
use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::{Attempt, Event};

/// One person in a room, with their attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Their number.
    pub id: SeatId,
    /// As they want to be called.
    pub name: String,
    /// Whether their words may be shown with their name.
    pub show_name: bool,
    /// The hash of the secret that their browser keeps.
    pub token: TokenHash,
    /// When they came.
    pub joined: Moment,
    /// The facilitator removed them.
    pub removed: bool,
    /// What they answered.
    pub attempt: Attempt,
    /// Events so far: the sequence at which their stream ends.
    pub sequence: u64,
    handed: BTreeMap<(QuestionId, Option<CriterionId>), (u32, Moment)>,
    answered_at: BTreeMap<QuestionId, u64>,
    votes: BTreeMap<QuestionId, SeatId>,
}

impl Seat {
    /// The seat that its first two events make: somebody joined, and their attempt started.
    pub(super) fn begin(
        id: SeatId,
        joined: (&SeatEvent, Moment),
        started: &SeatEvent,
    ) -> Result<Self, RoomFoldError> {
        let (SeatEvent::Joined { name, show_name, token }, SeatEvent::Attempt(started)) =
            (joined.0, started)
        else {
            return Err(RoomFoldError::NotJoined);
        };
        Ok(Self {
            id,
            name: name.clone(),
            show_name: *show_name,
            token: token.clone(),
            joined: joined.1,
            removed: false,
            attempt: Attempt::fold([started]).map_err(RoomFoldError::Attempt)?,
            sequence: 2,
            handed: BTreeMap::new(),
            answered_at: BTreeMap::new(),
            votes: BTreeMap::new(),
        })
    }

    /// Applies one more event.
    pub(super) fn apply(&mut self, event: &SeatEvent, at: Moment) -> Result<(), RoomFoldError> {
        match event {
            SeatEvent::Joined { .. } => return Err(RoomFoldError::JoinedTwice),
            SeatEvent::Renamed { name } => self.name.clone_from(name),
            SeatEvent::Consented { show_name } => self.show_name = *show_name,
            SeatEvent::Removed => self.removed = true,
            SeatEvent::Voted { question, choice } => {
                self.votes.insert(question.clone(), *choice);
            }
            SeatEvent::Attempt(event) => {
                match event {
                    Event::Answered { question, .. } => self.count(question, None, at),
                    Event::ProbeAnswered { question, criterion, .. } => {
                        self.count(question, Some(criterion), at);
                    }
                    _ => {}
                }
                self.attempt.apply(event).map_err(RoomFoldError::Attempt)?;
            }
        }
        self.sequence += 1;
        Ok(())
    }

    fn count(&mut self, question: &QuestionId, criterion: Option<&CriterionId>, at: Moment) {
        let entry = self.handed.entry((question.clone(), criterion.cloned())).or_default();
        *entry = (entry.0 + 1, at);
        self.answered_at.insert(question.clone(), self.sequence + 1);
    }

    /// How often they handed in an answer to a question, or to a follow-up of it.
    #[must_use]
    pub fn times_handed(&self, question: &QuestionId, criterion: Option<&CriterionId>) -> u32 {
        self.handed.get(&(question.clone(), criterion.cloned())).map_or(0, |(times, _)| *times)
    }

    /// When their latest answer to a question, or to a follow-up of it, was accepted.
    #[must_use]
    pub fn accepted(
        &self,
        question: &QuestionId,
        criterion: Option<&CriterionId>,
    ) -> Option<Moment> {
        self.handed.get(&(question.clone(), criterion.cloned())).map(|(_, at)| *at)
    }

    /// The sequence of the event with which they last answered a question or a follow-up of it, so
    /// that a result can be told from that of an earlier answer; 0 where they have not.
    #[must_use]
    pub fn answered_at(&self, question: &QuestionId) -> u64 {
        self.answered_at.get(question).copied().unwrap_or(0)
    }

    /// Whether they have answered a question.
    #[must_use]
    pub fn has_answered(&self, question: &QuestionId) -> bool {
        self.attempt.standing(question).is_some_and(|standing| standing.answer.is_some())
    }

    /// Whether they have answered a follow-up.
    #[must_use]
    pub fn has_answered_probe(&self, question: &QuestionId, criterion: &CriterionId) -> bool {
        self.times_handed(question, Some(criterion)) > 0
    }

    /// Whom they voted for.
    #[must_use]
    pub fn vote(&self, question: &QuestionId) -> Option<SeatId> {
        self.votes.get(question).copied()
    }
}
