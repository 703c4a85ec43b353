//! What people in a room may do: come in, hand in, vote.

use super::Moment;
use super::event::SeatEvent;
use super::fold::Room;
use super::ids::{SeatId, TokenHash};
use super::phase::Phase;
use super::refused::Refused;
use super::seat::Seat;
use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::{Answer, Event};

/// The longest name, in characters.
pub const MAX_NAME: usize = 40;

/// Somebody who wants to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// As they want to be called; empty: the room gives them a number.
    pub name: String,
    /// Whether their words may be shown with their name.
    pub show_name: bool,
    /// The hash of the secret that their browser keeps.
    pub token: TokenHash,
}

/// What becomes of something handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It is to be kept.
    New(SeatEvent),
    /// It was handed in before, and is there.
    Known,
}

impl Room {
    /// Lets somebody in: their seat, and the two events with which it begins.
    ///
    /// # Errors
    /// A room that is locked, full or over; a name that is too long.
    pub fn join(&self, joining: Joining) -> Result<(SeatId, [SeatEvent; 2]), Refused> {
        if self.phase == Phase::Report {
            return Err(Refused::Over);
        }
        if self.locked {
            return Err(Refused::Locked);
        }
        if self.people() >= usize::try_from(self.capacity).unwrap_or(usize::MAX) {
            return Err(Refused::Full { capacity: self.capacity });
        }
        let id = SeatId(self.all_seats().last().map_or(1, |last| last.id.0.saturating_add(1)));
        let name = match name(&joining.name)? {
            name if name.is_empty() => format!("Person {id}"),
            name => self.apart(name),
        };
        let joined = SeatEvent::Joined { name, show_name: joining.show_name, token: joining.token };
        let started = Event::Started {
            scenario: self.scenario.clone(),
            title: self.title.clone(),
            content: self.content.clone(),
            seed: self.seed,
            questions: self.questions.clone(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok((id, [joined, SeatEvent::Attempt(started)]))
    }

    /// The name with a number behind it where somebody in the room has it already.
    fn apart(&self, name: String) -> String {
        let is_taken = |name: &str| self.seats().any(|seat| seat.name == name);
        if !is_taken(&name) {
            return name;
        }
        let numbered = (2..).map(|number: u32| format!("{name} ({number})"));
        numbered.into_iter().find(|name| !is_taken(name)).unwrap_or(name)
    }

    /// Somebody who is in the room.
    ///
    /// # Errors
    /// Nobody, and somebody who was removed.
    pub fn present(&self, id: SeatId) -> Result<&Seat, Refused> {
        let seat = self.seat(id).ok_or(Refused::NoSeat)?;
        if seat.removed { Err(Refused::Removed) } else { Ok(seat) }
    }

    /// Takes an answer. `after` is how often the person had handed in this question when their page
    /// was made: what comes late must not overwrite what is newer.
    ///
    /// A first answer is taken as long as the question's samples were not shown; one is changed only
    /// while the question is being answered.
    ///
    /// # Errors
    /// Somebody or something that is not there, an answer that comes too late, and one that would
    /// overwrite a newer one.
    pub fn hand_in(
        &self,
        id: SeatId,
        question: &QuestionId,
        answer: Answer,
        after: u32,
        at: Moment,
    ) -> Result<Handed, Refused> {
        let seat = self.present(id)?;
        if !self.questions.contains(question) {
            return Err(Refused::NoQuestion);
        }
        let kept = seat.attempt.standing(question).and_then(|standing| standing.answer.as_ref());
        if kept == Some(&answer) {
            return Ok(Handed::Known);
        }
        let asked = self.asked(question).ok_or(Refused::Closed)?;
        let is_open = matches!(&self.phase, Phase::Answering { question: now } if now == question);
        let is_late = kept.is_none() && !self.is_discussed(question) && self.phase != Phase::Report;
        if !is_open && !is_late {
            return Err(Refused::Closed);
        }
        if after < seat.times_handed(question, None) {
            return Err(Refused::Newer);
        }
        let event =
            Event::Answered { question: question.clone(), answer, seconds: since(asked, at) };
        Ok(Handed::New(SeatEvent::Attempt(event)))
    }

    /// Takes the answer to a follow-up, as [`Room::hand_in`] takes an answer; those who have not
    /// answered the question itself cannot answer its follow-up.
    ///
    /// # Errors
    /// As [`Room::hand_in`], and a follow-up that was not asked.
    pub fn hand_in_probe(
        &self,
        id: SeatId,
        question: &QuestionId,
        criterion: &CriterionId,
        text: String,
        after: u32,
    ) -> Result<Handed, Refused> {
        let seat = self.present(id)?;
        if !self.probes(question).contains(criterion) {
            return Err(Refused::NoProbe);
        }
        let standing = seat.attempt.standing(question).filter(|own| own.answer.is_some());
        let standing = standing.ok_or(Refused::NoProbe)?;
        let kept = standing.probes.iter().find(|(own, _)| own == criterion).map(|(_, text)| text);
        if kept == Some(&text) {
            return Ok(Handed::Known);
        }
        let is_open = matches!(&self.phase, Phase::Probe { question: q, criterion: c } if q == question && c == criterion);
        let is_late = kept.is_none() && !self.is_discussed(question) && self.phase != Phase::Report;
        if !is_open && !is_late {
            return Err(Refused::Closed);
        }
        if after < seat.times_handed(question, Some(criterion)) {
            return Err(Refused::Newer);
        }
        Ok(Handed::New(SeatEvent::Attempt(Event::ProbeAnswered {
            question: question.clone(),
            criterion: criterion.clone(),
            text,
            // The room writes it together; how long one person took says nothing.
            seconds: 0,
        })))
    }

    /// Takes a vote, or a change of mind, for the answer at a place of the ballot (from 0).
    ///
    /// # Errors
    /// No vote now, a place that is not there, and one's own answer.
    pub fn vote(&self, id: SeatId, question: &QuestionId, place: usize) -> Result<Handed, Refused> {
        let seat = self.present(id)?;
        let answers = self.ballot(question).ok_or(Refused::Closed)?;
        let choice = *answers.get(place).ok_or(Refused::NotOnBallot)?;
        // First, as for answers: what is sent again because its receipt was lost is there.
        if seat.vote(question) == Some(choice) {
            return Ok(Handed::Known);
        }
        if !matches!(&self.phase, Phase::Vote { question: now, .. } if now == question) {
            return Err(Refused::Closed);
        }
        if choice == id {
            return Err(Refused::OwnAnswer);
        }
        Ok(Handed::New(SeatEvent::Voted { question: question.clone(), choice }))
    }

    /// Takes a change of mind about being named.
    ///
    /// # Errors
    /// Somebody who is not there.
    pub fn consent(&self, id: SeatId, show_name: bool) -> Result<Handed, Refused> {
        if self.present(id)?.show_name == show_name {
            return Ok(Handed::Known);
        }
        Ok(Handed::New(SeatEvent::Consented { show_name }))
    }
}

/// A name as it is shown: on one line, nothing in it that draws over its neighbours.
pub(super) fn name(text: &str) -> Result<String, Refused> {
    // Marks that turn the direction of a line would turn the facilitator's list, too.
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String =
        text.chars().filter(|c| !turns(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > MAX_NAME { Err(Refused::LongName) } else { Ok(name) }
}

/// Whole seconds between two moments.
fn since(from: Moment, to: Moment) -> u32 {
    u32::try_from(to.saturating_sub(from).max(0) / 1_000_000).unwrap_or(u32::MAX)
}
