//! What a facilitator may do.

use super::Moment;
use super::arrive::name;
use super::event::{RoomEvent, SeatEvent};
use super::fold::Room;
use super::ids::SeatId;
use super::phase::{Goal, Phase};
use super::refused::Refused;
use crate::content::ids::QuestionId;
use crate::content::rubric::Rubric;
use crate::content::scenario::Scenario;

/// The longest time that can be set, in minutes.
pub const MAX_MINUTES: u32 = 240;

const MINUTE: Moment = 60_000_000;

/// Something that a facilitator does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// On to what comes next.
    Next,
    /// One step back.
    Back,
    /// To a place of their choice.
    Go(Goal),
    /// A break.
    Pause,
    /// The break is over.
    Resume,
    /// Let nobody else in.
    Lock,
    /// Let people in.
    Unlock,
    /// Set a time from now on, in minutes.
    Timer(u32),
    /// More minutes.
    Extend(u32),
    /// No time any more.
    TimerOff,
    /// Show an answer to nobody.
    Hide(SeatId, QuestionId),
    /// It may be shown again.
    Unhide(SeatId, QuestionId),
    /// Call somebody something else.
    Rename(SeatId, String),
    /// Remove somebody.
    Remove(SeatId),
    /// Whether the room sees how many have answered.
    ShowCount(bool),
}

/// What an act makes happen; none: it is so already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// To the room.
    Room(RoomEvent),
    /// To a seat.
    Seat(SeatId, SeatEvent),
    /// Nothing.
    Nothing,
}

impl Act {
    /// Whether it moves the room, so that a page of an earlier step must not do it.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!(self, Self::Next | Self::Back | Self::Go(_))
    }
}

impl Room {
    /// What a facilitator's act makes happen. `rubric` is that of an open question.
    ///
    /// # Errors
    /// What cannot be done now, or to whom it cannot be done.
    pub fn act<'r>(
        &self,
        act: &Act,
        scenario: &Scenario,
        rubric: impl Fn(&QuestionId) -> Option<&'r Rubric>,
        at: Moment,
    ) -> Result<Done, Refused> {
        let only_if = |change: bool, event: RoomEvent| {
            if change { Done::Room(event) } else { Done::Nothing }
        };
        Ok(match act {
            Act::Next => Done::Room(RoomEvent::Moved { to: self.next(scenario)? }),
            Act::Back if self.path.is_empty() => return Err(Refused::AtStart),
            Act::Back => Done::Room(RoomEvent::Back),
            Act::Go(goal) => Done::Room(RoomEvent::Moved { to: self.place(goal, rubric)? }),
            Act::Pause => only_if(!self.paused, RoomEvent::Paused),
            Act::Resume => only_if(self.paused, RoomEvent::Resumed),
            Act::Lock => only_if(!self.locked, RoomEvent::Locked),
            Act::Unlock => only_if(self.locked, RoomEvent::Unlocked),
            Act::Timer(minutes) => {
                Done::Room(RoomEvent::TimerSet { ends: at.saturating_add(length(*minutes)?) })
            }
            Act::Extend(minutes) => {
                // Time that has run out is extended from now.
                let from = self.timer.map_or(at, |timer| timer.ends.max(at));
                Done::Room(RoomEvent::TimerSet { ends: from.saturating_add(length(*minutes)?) })
            }
            Act::TimerOff => only_if(self.timer.is_some(), RoomEvent::TimerStopped),
            Act::Hide(seat, question) => {
                let event = RoomEvent::Hidden { seat: *seat, question: self.known(question)? };
                self.seat(*seat).ok_or(Refused::NoSeat)?;
                only_if(!self.is_hidden(*seat, question), event)
            }
            Act::Unhide(seat, question) => {
                let event = RoomEvent::Unhidden { seat: *seat, question: self.known(question)? };
                only_if(self.is_hidden(*seat, question), event)
            }
            Act::Rename(seat, text) => {
                let own = self.present(*seat)?;
                match name(text)? {
                    name if name.is_empty() || name == own.name => Done::Nothing,
                    name => Done::Seat(*seat, SeatEvent::Renamed { name }),
                }
            }
            Act::Remove(seat) => match self.present(*seat) {
                Err(Refused::Removed) => Done::Nothing,
                Err(refused) => return Err(refused),
                Ok(_) => Done::Seat(*seat, SeatEvent::Removed),
            },
            Act::ShowCount(shown) => {
                only_if(self.count_shown != *shown, RoomEvent::CountShown { shown: *shown })
            }
        })
    }

    fn known(&self, question: &QuestionId) -> Result<QuestionId, Refused> {
        self.questions.iter().find(|own| *own == question).cloned().ok_or(Refused::NoQuestion)
    }

    /// What comes next on the way through the case.
    ///
    /// # Errors
    /// The end.
    pub fn next(&self, scenario: &Scenario) -> Result<Phase, Refused> {
        let after = |at: usize| match self.questions.get(at) {
            Some(question)
                if scenario
                    .injects_for(question)
                    .iter()
                    .any(|i| !self.was_told(&i.before, question, scenario)) =>
            {
                Phase::Inject { question: question.clone() }
            }
            Some(question) => Phase::Answering { question: question.clone() },
            None => Phase::Report,
        };
        Ok(match &self.phase {
            Phase::Lobby => Phase::Brief,
            Phase::Brief => after(0),
            Phase::Inject { question } => Phase::Answering { question: question.clone() },
            Phase::Answering { question } | Phase::Probe { question, .. } => {
                Phase::Reveal { question: question.clone() }
            }
            Phase::Reveal { question } | Phase::Vote { question, .. } => {
                Phase::Discussion { question: question.clone() }
            }
            Phase::Discussion { question } => {
                let at = self.questions.iter().position(|own| own == question);
                after(at.map_or(self.questions.len(), |at| at + 1))
            }
            Phase::Report => return Err(Refused::AtEnd),
        })
    }

    /// Whether an inject that stands before the question `before` was told to the room earlier than
    /// at `question`.
    fn was_told(&self, before: &QuestionId, question: &QuestionId, scenario: &Scenario) -> bool {
        before != question
            && self.questions.iter().take_while(|own| *own != question).any(|earlier| {
                scenario.injects_for(earlier).iter().any(|inject| inject.before == *before)
            })
    }

    /// Where a goal leads.
    fn place<'r>(
        &self,
        goal: &Goal,
        rubric: impl Fn(&QuestionId) -> Option<&'r Rubric>,
    ) -> Result<Phase, Refused> {
        Ok(match goal {
            Goal::Answering(question) => Phase::Answering { question: self.known(question)? },
            Goal::Discussion(question) => Phase::Discussion { question: self.known(question)? },
            Goal::Probe(question, criterion) => {
                let question = self.known(question)?;
                let rubric = rubric(&question).ok_or(Refused::NoProbe)?;
                let own = rubric.criterion(criterion).filter(|own| own.probe.is_some());
                let criterion = own.ok_or(Refused::NoProbe)?.id.clone();
                if self.asked(&question).is_none() {
                    return Err(Refused::Closed);
                }
                Phase::Probe { question, criterion }
            }
            Goal::Vote(question) => {
                let question = self.known(question)?;
                // A vote that is taken up again is on the same answers.
                let answers = match self.ballot(&question) {
                    Some(answers) => answers.to_vec(),
                    None => self.ballot_for(&question),
                };
                if answers.len() < 2 {
                    return Err(Refused::NoBallot);
                }
                Phase::Vote { question, answers }
            }
            Goal::Report => Phase::Report,
        })
    }
}

fn length(minutes: u32) -> Result<Moment, Refused> {
    if (1..=MAX_MINUTES).contains(&minutes) {
        Ok(Moment::from(minutes) * MINUTE)
    } else {
        Err(Refused::BadMinutes)
    }
}
