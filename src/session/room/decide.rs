//! What a batch changes: each command decided on the copy of its room, as events to be appended.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::command::{Command, Outcome, Scoring};
use super::live::{Live, seat_stream};
use super::{Hosted, RoomError};
use crate::content::ids::QuestionId;
use crate::interview::room::{
    Done, Handed, Refused, Room, RoomCode, RoomEvent, RoomFoldError, SeatEvent, SeatId,
};
use crate::interview::{Answer, Event};
use crate::session::{SessionError, World};
use crate::store::{Append, Draft, Entry, Micros, StreamId};

/// What a batch is going to change.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) rooms: BTreeMap<RoomCode, (Arc<Hosted>, Live)>,
    pub(super) appends: Vec<Append>,
    pub(super) drafts: Vec<(StreamId, Draft)>,
    pub(super) to_score: Vec<(RoomCode, SeatId, QuestionId)>,
}

impl Plan {
    /// Decides one command on the copy of its room.
    pub(super) fn decide(
        &mut self,
        world: &dyn World,
        code: &RoomCode,
        command: &Command,
    ) -> Result<Outcome, RoomError> {
        let Self { rooms, appends, drafts, to_score } = self;
        let (hosted, live) = rooms.get_mut(code).ok_or(RoomError::NoRoom)?;
        let now = world.now();
        let mut change = Change { world, stream: &hosted.stream, now, appends };
        let room = &mut live.room;
        match command {
            Command::Join(joining) => {
                let (seat, events) = room.join(joining.clone())?;
                change.take_seat(room, seat, &events)?;
                Ok(Outcome::Seated(seat))
            }
            Command::Answer { seat, question, answer, after } => {
                match room.hand_in(*seat, question, answer.clone(), *after, now)? {
                    Handed::Known => {}
                    Handed::New(event) => {
                        // What does not fit the question is refused rather than kept; an open answer
                        // fits always, and is scored afterwards, on all cores.
                        let is_open = hosted.content.rubric(question).is_some();
                        if !is_open || !matches!(answer, Answer::Text(_)) {
                            hosted.content.result_of(question, answer, &[])?;
                        }
                        change.tell_seat(room, *seat, &event)?;
                        to_score.push((code.clone(), *seat, question.clone()));
                    }
                }
                Ok(Outcome::Saved(room.present(*seat)?.accepted(question, None).unwrap_or(now)))
            }
            Command::Probe { seat, question, criterion, text, after } => {
                match room.hand_in_probe(*seat, question, criterion, text.clone(), *after)? {
                    Handed::Known => {}
                    Handed::New(event) => {
                        change.tell_seat(room, *seat, &event)?;
                        to_score.push((code.clone(), *seat, question.clone()));
                    }
                }
                let accepted = room.present(*seat)?.accepted(question, Some(criterion));
                Ok(Outcome::Saved(accepted.unwrap_or(now)))
            }
            Command::Draft { seat, slot, text } => {
                room.present(*seat)?;
                let draft = Draft { slot: slot.clone(), text: text.clone(), time: now };
                drafts.push((seat_stream(&hosted.stream, *seat)?, draft.clone()));
                live.put_draft(*seat, draft);
                Ok(Outcome::Saved(now))
            }
            Command::Vote { seat, question, place } => {
                if let Handed::New(event) = room.vote(*seat, question, *place)? {
                    change.tell_seat(room, *seat, &event)?;
                }
                Ok(Outcome::Saved(now))
            }
            Command::Consent { seat, show_name } => {
                if let Handed::New(event) = room.consent(*seat, *show_name)? {
                    change.tell_seat(room, *seat, &event)?;
                }
                Ok(Outcome::Saved(now))
            }
            Command::Act { act, step } => {
                if act.moves() && step.is_some_and(|step| step != room.step) {
                    return Err(Refused::Moved.into());
                }
                let content = &hosted.content;
                let rubric =
                    |question: &QuestionId| content.rubric(question).map(|own| &own.rubric);
                match room.act(act, content.scenario(), rubric, now)? {
                    Done::Room(event) => change.tell_room(room, &event)?,
                    Done::Seat(seat, event) => change.tell_seat(room, seat, &event)?,
                    Done::Nothing => {}
                }
                Ok(Outcome::Done)
            }
            Command::AddKey(key) => {
                if !room.is_key(key) {
                    change.tell_room(room, &RoomEvent::KeyAdded { key: key.clone() })?;
                }
                Ok(Outcome::Done)
            }
            Command::Assessed(scoring) => {
                let Scoring { seat, question, sequence, result } = scoring.as_ref();
                // An answer that was changed meanwhile is being scored anew.
                let is_current =
                    room.seat(*seat).is_some_and(|own| own.answered_at(question) == *sequence);
                if is_current {
                    let event =
                        Event::Assessed { question: question.clone(), result: result.clone() };
                    change.tell_seat(room, *seat, &SeatEvent::Attempt(event))?;
                }
                Ok(Outcome::Done)
            }
            // Taken out before.
            Command::Erase | Command::CatchUp => Err(RoomError::NoRoom),
        }
    }
}

/// Collects what one command appends, and applies it to the copy.
struct Change<'c> {
    world: &'c dyn World,
    stream: &'c StreamId,
    now: Micros,
    appends: &'c mut Vec<Append>,
}

impl Change<'_> {
    fn entry(&self, kind: &str, event: &impl serde::Serialize) -> Result<Entry, RoomError> {
        let payload = serde_json::to_string(event).map_err(SessionError::Encoding)?;
        Ok(Entry { kind: kind.to_owned(), time: self.now, payload, salt: self.world.salt() })
    }

    fn folded<T>(&self, folded: Result<T, RoomFoldError>) -> Result<T, RoomError> {
        folded.map_err(|source| RoomError::Fold { stream: self.stream.to_string(), source })
    }

    fn tell_room(&mut self, room: &mut Room, event: &RoomEvent) -> Result<(), RoomError> {
        let entry = self.entry(event.kind(), event)?;
        let after = room.sequence;
        self.folded(room.apply(event, self.now))?;
        self.appends.push(Append { stream: self.stream.clone(), after, entries: vec![entry] });
        Ok(())
    }

    fn tell_seat(
        &mut self,
        room: &mut Room,
        seat: SeatId,
        event: &SeatEvent,
    ) -> Result<(), RoomError> {
        let entry = self.entry(event.kind(), event)?;
        let stream = seat_stream(self.stream, seat)?;
        let after = room.seat(seat).ok_or(Refused::NoSeat)?.sequence;
        self.folded(room.apply_to_seat(seat, event, self.now))?;
        self.appends.push(Append { stream, after, entries: vec![entry] });
        Ok(())
    }

    fn take_seat(
        &mut self,
        room: &mut Room,
        seat: SeatId,
        events: &[SeatEvent; 2],
    ) -> Result<(), RoomError> {
        let [joined, started] = events;
        let entries =
            vec![self.entry(joined.kind(), joined)?, self.entry(started.kind(), started)?];
        let stream = seat_stream(self.stream, seat)?;
        self.folded(room.seat_taken(seat, [joined, started], self.now))?;
        self.appends.push(Append { stream, after: 0, entries });
        Ok(())
    }
}
