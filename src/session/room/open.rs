//! Rooms are opened, taken up after a restart, listed, and erased.

use std::sync::{Arc, RwLock};

use jiff::civil::Date;

use super::live::{self, Live};
use super::{Command, Host, Hosted, ROOMS, RoomError, score};
use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::lower::nearest;
use crate::interview::room::{Room, RoomCode, RoomEvent, TokenHash};
use crate::library::Library;
use crate::session::{Pinned, SessionError};
use crate::store::{Entry, Micros, Purged, Store, StreamId};

/// How many codes are tried before giving up; two attempts are next to never needed.
const CODES: usize = 50;

/// What a room is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Which case.
    pub scenario: ScenarioId,
    /// What is asked, in order; empty: everything.
    pub questions: Vec<QuestionId>,
    /// How many people it seats.
    pub capacity: u32,
    /// The last day on which it is kept.
    pub keep_until: Date,
    /// What shuffles are drawn from.
    pub seed: u64,
}

/// A room as a list shows it.
#[derive(Clone, Debug)]
pub struct KeptRoom {
    /// Where it lies.
    pub stream: StreamId,
    /// When something last happened to the room as a whole.
    pub last: Micros,
    /// The room without those who sit in it; none once it was erased, or where this program cannot
    /// read it.
    pub room: Option<Room>,
    /// How many seats were taken.
    pub seats: usize,
}

/// A room that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedRoom {
    /// How many events lost what was in them.
    pub events: u64,
    /// Whether the old bytes have left the database's log, too.
    pub log_cleared: bool,
}

impl Host {
    /// Opens a room.
    ///
    /// # Errors
    /// Content that is missing or faulty, a question that the case does not have, a machine without
    /// randomness, and those of the store.
    pub fn open(&self, library: &Library, opening: &Opening) -> Result<RoomCode, RoomError> {
        let (content, hash) = Pinned::pin(self.store.as_ref(), library, &opening.scenario)?;
        let questions = questions(&content, &opening.questions)?;
        let code = self.fresh_code()?;
        let opened = RoomEvent::Opened {
            code: code.clone(),
            scenario: opening.scenario.clone(),
            title: content.scenario().title.clone(),
            content: hash.to_string(),
            seed: opening.seed,
            questions,
            capacity: opening.capacity,
            keep_until: opening.keep_until.to_string(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let stream =
            StreamId::new(&format!("{ROOMS}{}", self.world.id())).map_err(SessionError::BadId)?;
        let now = self.world.now();
        let room = Room::open(&opened, now)
            .map_err(|source| RoomError::Fold { stream: stream.to_string(), source })?;
        let payload = serde_json::to_string(&opened).map_err(SessionError::Encoding)?;
        let kind = opened.kind().to_owned();
        let entry = Entry { kind, time: now, payload, salt: self.world.salt() };
        self.store.append(&stream, 0, &[entry])?;
        self.take(stream, content, Live::new(room));
        Ok(code)
    }

    /// Takes up every room of the store that has not ended and is not due to be erased. One that
    /// cannot be read is left where it is.
    ///
    /// # Errors
    /// Those of the store.
    pub fn resume(&self, today: Date) -> Result<Vec<RoomCode>, RoomError> {
        let mut taken_up = Vec::new();
        for stream in live::streams(self.store.as_ref())? {
            let is_wanted = |room: &Room| !room.is_due(today);
            match live::replay(self.store.as_ref(), &stream) {
                Ok(room) if is_wanted(&room) && self.room(&room.code).is_none() => {}
                Err(RoomError::Store(error)) => return Err(RoomError::Store(error)),
                _ => continue,
            }
            let live = live::load(self.store.as_ref(), &stream)?;
            let room = &live.room;
            let kept = Pinned::kept(self.store.as_ref(), &room.content, &room.scenario, &stream);
            let Ok(content) = kept else { continue };
            taken_up.push(room.code.clone());
            self.take(stream, content, live);
        }
        Ok(taken_up)
    }

    /// Holds a room, and scores what a crash left without a result.
    fn take(&self, stream: StreamId, content: Pinned, live: Live) {
        let code = live.room.code.clone();
        let mut open = Vec::new();
        for seat in live.room.all_seats() {
            for question in &live.room.questions {
                let standing = seat.attempt.standing(question);
                if standing.is_some_and(|own| own.answer.is_some() && own.result.is_none()) {
                    open.push((seat.id, question.clone()));
                }
            }
        }
        let live = RwLock::new(Arc::new(live));
        self.hold(code.clone(), Hosted { stream, content: Arc::new(content), live });
        for (seat, question) in open {
            score::later(&self.rooms, &self.orders, code.clone(), seat, question);
        }
    }

    /// Makes one more secret the facilitator's, and gives it: it is kept as a hash only, so that it
    /// cannot be told again, but another can be made.
    ///
    /// # Errors
    /// No such room, a machine without randomness, and those of the store.
    pub fn new_key(&self, code: &RoomCode) -> Result<String, RoomError> {
        let secret = self.secret()?;
        self.ask_and_wait(code, Command::AddKey(TokenHash::of(&secret)))?;
        Ok(secret)
    }

    /// A secret of 128 bits, in hexadecimal.
    ///
    /// # Errors
    /// A machine without randomness.
    pub fn secret(&self) -> Result<String, RoomError> {
        use std::fmt::Write as _;

        let bytes = self.world.secret().ok_or(RoomError::NoSecret)?;
        Ok(bytes[..16].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }

    /// A code that no room of the store has.
    fn fresh_code(&self) -> Result<RoomCode, RoomError> {
        let taken: Vec<RoomCode> = kept_rooms(self.store.as_ref())?
            .into_iter()
            .filter_map(|kept| kept.room.map(|room| room.code))
            .collect();
        for _ in 0..CODES {
            let code = RoomCode::from_random(&self.world.secret().ok_or(RoomError::NoSecret)?);
            if !taken.contains(&code) {
                return Ok(code);
            }
        }
        Err(RoomError::NoSecret)
    }
}

/// The questions of a room: those named, each of which must be there, or all.
fn questions(content: &Pinned, named: &[QuestionId]) -> Result<Vec<QuestionId>, RoomError> {
    let all = || content.scenario().questions.iter().map(|question| &question.id);
    if named.is_empty() {
        return Ok(all().cloned().collect());
    }
    for id in named {
        if !all().any(|own| own == id) {
            let known: Vec<&str> = all().map(QuestionId::as_str).collect();
            return Err(SessionError::UnknownQuestion {
                found: id.to_string(),
                near: nearest(id.as_str(), known.iter().copied()).map(str::to_owned),
                known: known.join(", "),
            }
            .into());
        }
    }
    // In the order of the case, in which the work happens.
    Ok(all().filter(|own| named.contains(own)).cloned().collect())
}

/// All rooms of a store, latest first.
///
/// # Errors
/// Those of the store.
pub fn kept_rooms(store: &dyn Store) -> Result<Vec<KeptRoom>, RoomError> {
    let mut rooms = Vec::new();
    for stream in live::streams(store)? {
        let room = match live::replay(store, &stream) {
            Err(RoomError::Store(error)) => return Err(RoomError::Store(error)),
            room => room.ok(),
        };
        let last = store.read(&stream, 1)?.last().map_or(0, |envelope| envelope.time);
        let seats = live::seats(store, &stream)?.len();
        rooms.push(KeptRoom { stream, last, room, seats });
    }
    Ok(rooms)
}

/// Erases a room with everybody in it: that it took place stays on record, and its chains verify. To
/// do so again changes nothing.
///
/// # Errors
/// Those of the store.
pub fn erase(store: &dyn Store, room: &StreamId, time: Micros) -> Result<ErasedRoom, RoomError> {
    let purged = erase_streams(store, room, time)?;
    Ok(ErasedRoom { events: purged.envelopes, log_cleared: purged.log_cleared })
}

pub(super) fn erase_streams(
    store: &dyn Store,
    room: &StreamId,
    time: Micros,
) -> Result<Purged, RoomError> {
    let mut streams: Vec<StreamId> =
        live::seats(store, room)?.into_iter().map(|(_, stream)| stream).collect();
    streams.push(room.clone());
    Ok(store.purge_many(&streams, time)?)
}
