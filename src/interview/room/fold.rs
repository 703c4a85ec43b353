//! The fold over what happened in a room.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Moment;
use super::event::{RoomEvent, SeatEvent};
use super::ids::{RoomCode, SeatId, TokenHash};
use super::phase::Phase;
use super::seat::Seat;
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::interview::attempt::FoldError;

/// The most people that a room seats.
pub const MAX_CAPACITY: u32 = 5_000;

/// A live room. Cloning is cheap: seats are shared until they change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// What leads into it.
    pub code: RoomCode,
    /// Which case.
    pub scenario: ScenarioId,
    /// Its title when the room was opened.
    pub title: String,
    /// SHA-256 of the content bundle.
    pub content: String,
    /// What shuffles are drawn from.
    pub seed: u64,
    /// What is asked, in order.
    pub questions: Vec<QuestionId>,
    /// How many people it seats.
    pub capacity: u32,
    /// The last day on which it is kept.
    pub keep_until: Date,
    /// When it was opened.
    pub opened: Moment,
    /// Where it stands.
    pub phase: Phase,
    /// How often the facilitator moved it: what a page was made for.
    pub step: u64,
    /// Everything that happened, in the room and in its seats, counted.
    pub version: u64,
    /// A break.
    pub paused: bool,
    /// Nobody else may come in.
    pub locked: bool,
    /// Whether the room sees how many have answered.
    pub count_shown: bool,
    /// Up to when people may write, where a time was set.
    pub timer: Option<Timer>,
    /// Events so far: the sequence at which the room's own stream ends.
    pub sequence: u64,
    pub(super) path: Vec<Phase>,
    paused_at: Moment,
    keys: BTreeSet<TokenHash>,
    seats: BTreeMap<SeatId, Arc<Seat>>,
    tokens: BTreeMap<TokenHash, SeatId>,
    hidden: BTreeSet<(SeatId, QuestionId)>,
    asked: BTreeMap<QuestionId, Moment>,
    probes: BTreeMap<QuestionId, Vec<CriterionId>>,
    ballots: BTreeMap<QuestionId, Vec<SeatId>>,
    discussed: BTreeSet<QuestionId>,
}

/// A time up to which people may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    /// When it ends.
    pub ends: Moment,
}

/// Why events are no room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomFoldError {
    /// The first event is not the opening.
    #[error("the room does not begin with its opening")]
    NotOpened,
    /// A second opening.
    #[error("the room is opened twice")]
    OpenedTwice,
    /// A day that is none.
    #[error("`{found}` is no day such as 2027-05-31")]
    BadDate {
        /// As found.
        found: String,
    },
    /// A seat that does not begin with somebody who joins and starts.
    #[error("the seat does not begin with somebody who joins")]
    NotJoined,
    /// A seat that somebody joins twice.
    #[error("somebody joins the same seat twice")]
    JoinedTwice,
    /// Something happened in a seat that nobody took.
    #[error("nobody took seat {seat}")]
    NoSeat {
        /// Its number.
        seat: SeatId,
    },
    /// The attempt of a seat.
    #[error("{0}")]
    Attempt(FoldError),
}

impl Room {
    /// The room that was just opened.
    ///
    /// # Errors
    /// Another event than the opening; a day that is none.
    pub fn open(opened: &RoomEvent, at: Moment) -> Result<Self, RoomFoldError> {
        let RoomEvent::Opened {
            code,
            scenario,
            title,
            content,
            seed,
            questions,
            capacity,
            keep_until,
            program: _,
        } = opened
        else {
            return Err(RoomFoldError::NotOpened);
        };
        Ok(Self {
            code: code.clone(),
            scenario: scenario.clone(),
            title: title.clone(),
            content: content.clone(),
            seed: *seed,
            questions: questions.clone(),
            capacity: *capacity,
            keep_until: keep_until
                .parse()
                .map_err(|_| RoomFoldError::BadDate { found: keep_until.clone() })?,
            opened: at,
            phase: Phase::Lobby,
            step: 0,
            version: 1,
            paused: false,
            locked: false,
            count_shown: true,
            timer: None,
            sequence: 1,
            path: Vec::new(),
            paused_at: 0,
            keys: BTreeSet::new(),
            seats: BTreeMap::new(),
            tokens: BTreeMap::new(),
            hidden: BTreeSet::new(),
            asked: BTreeMap::new(),
            probes: BTreeMap::new(),
            ballots: BTreeMap::new(),
            discussed: BTreeSet::new(),
        })
    }

    /// Applies something that happened to the room as a whole.
    ///
    /// # Errors
    /// A second opening.
    pub fn apply(&mut self, event: &RoomEvent, at: Moment) -> Result<(), RoomFoldError> {
        match event {
            RoomEvent::Opened { .. } => return Err(RoomFoldError::OpenedTwice),
            RoomEvent::KeyAdded { key } => {
                self.keys.insert(key.clone());
            }
            RoomEvent::Moved { to } => {
                let from = std::mem::replace(&mut self.phase, to.clone());
                self.path.push(from);
                self.arrive(at);
            }
            RoomEvent::Back => {
                if let Some(before) = self.path.pop() {
                    self.phase = before;
                    self.arrive(at);
                }
            }
            RoomEvent::Paused => (self.paused, self.paused_at) = (true, at),
            RoomEvent::Resumed => {
                // A break is nobody's time to write.
                if let Some(timer) = self.timer.as_mut().filter(|_| self.paused) {
                    timer.ends = timer.ends.saturating_add(at.saturating_sub(self.paused_at));
                }
                self.paused = false;
            }
            RoomEvent::Locked => self.locked = true,
            RoomEvent::Unlocked => self.locked = false,
            RoomEvent::TimerSet { ends } => self.timer = Some(Timer { ends: *ends }),
            RoomEvent::TimerStopped => self.timer = None,
            RoomEvent::Hidden { seat, question } => {
                self.hidden.insert((*seat, question.clone()));
            }
            RoomEvent::Unhidden { seat, question } => {
                self.hidden.remove(&(*seat, question.clone()));
            }
            RoomEvent::CountShown { shown } => self.count_shown = *shown,
        }
        self.sequence += 1;
        self.version += 1;
        Ok(())
    }

    fn arrive(&mut self, at: Moment) {
        self.step += 1;
        self.timer = None;
        match &self.phase {
            Phase::Answering { question } => {
                self.asked.entry(question.clone()).or_insert(at);
            }
            Phase::Probe { question, criterion } => {
                let asked = self.probes.entry(question.clone()).or_default();
                if !asked.contains(criterion) {
                    asked.push(criterion.clone());
                }
            }
            Phase::Vote { question, answers } => {
                self.ballots.insert(question.clone(), answers.clone());
            }
            Phase::Discussion { question } => {
                self.discussed.insert(question.clone());
            }
            _ => {}
        }
    }

    /// Somebody took a seat: the first two events of its stream.
    ///
    /// # Errors
    /// Other events than joining and starting; a seat that is taken.
    pub fn seat_taken(
        &mut self,
        id: SeatId,
        events: [&SeatEvent; 2],
        at: Moment,
    ) -> Result<(), RoomFoldError> {
        if self.seats.contains_key(&id) {
            return Err(RoomFoldError::JoinedTwice);
        }
        let seat = Seat::begin(id, (events[0], at), events[1])?;
        self.tokens.insert(seat.token.clone(), id);
        self.seats.insert(id, Arc::new(seat));
        self.version += 1;
        Ok(())
    }

    /// Applies something that happened in a seat.
    ///
    /// # Errors
    /// A seat that nobody took, and one taken twice.
    pub fn apply_to_seat(
        &mut self,
        id: SeatId,
        event: &SeatEvent,
        at: Moment,
    ) -> Result<(), RoomFoldError> {
        let seat = self.seats.get_mut(&id).ok_or(RoomFoldError::NoSeat { seat: id })?;
        Arc::make_mut(seat).apply(event, at)?;
        self.version += 1;
        Ok(())
    }

    /// Whether a secret with this hash is a facilitator's.
    #[must_use]
    pub fn is_key(&self, key: &TokenHash) -> bool {
        self.keys.contains(key)
    }

    /// The seat of the secret with this hash.
    #[must_use]
    pub fn seat_of(&self, token: &TokenHash) -> Option<&Seat> {
        self.tokens.get(token).and_then(|id| self.seat(*id))
    }

    /// A seat that was taken.
    #[must_use]
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.get(&id).map(Arc::as_ref)
    }

    /// Everybody who ever took a seat, in the order of joining.
    pub fn all_seats(&self) -> impl Iterator<Item = &Seat> {
        self.seats.values().map(Arc::as_ref)
    }

    /// Everybody who is in the room, in the order of joining.
    pub fn seats(&self) -> impl Iterator<Item = &Seat> {
        self.all_seats().filter(|seat| !seat.removed)
    }

    /// How many are in the room.
    #[must_use]
    pub fn people(&self) -> usize {
        self.seats().count()
    }

    /// How many have answered what is asked now; none where nothing is asked.
    #[must_use]
    pub fn answered(&self) -> Option<usize> {
        match &self.phase {
            Phase::Answering { question } | Phase::Reveal { question } => {
                Some(self.seats().filter(|seat| seat.has_answered(question)).count())
            }
            Phase::Probe { question, criterion } => {
                let has = |seat: &&Seat| seat.has_answered_probe(question, criterion);
                Some(self.seats().filter(has).count())
            }
            Phase::Vote { question, .. } => {
                Some(self.seats().filter(|seat| seat.vote(question).is_some()).count())
            }
            _ => None,
        }
    }

    /// Whether the facilitator keeps an answer from being shown.
    #[must_use]
    pub fn is_hidden(&self, seat: SeatId, question: &QuestionId) -> bool {
        self.hidden.contains(&(seat, question.clone()))
    }

    /// When a question was first asked.
    #[must_use]
    pub fn asked(&self, question: &QuestionId) -> Option<Moment> {
        self.asked.get(question).copied()
    }

    /// The follow-ups that were asked at a question, in order.
    #[must_use]
    pub fn probes(&self, question: &QuestionId) -> &[CriterionId] {
        self.probes.get(question).map_or(&[], Vec::as_slice)
    }

    /// Whose answers were voted on, in the order in which they were shown.
    #[must_use]
    pub fn ballot(&self, question: &QuestionId) -> Option<&[SeatId]> {
        self.ballots.get(question).map(Vec::as_slice)
    }

    /// Whether strategy and samples of a question were shown.
    #[must_use]
    pub fn is_discussed(&self, question: &QuestionId) -> bool {
        self.discussed.contains(question)
    }

    /// Whether the day until which it is kept has passed.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        today > self.keep_until
    }
}
