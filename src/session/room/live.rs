//! A room as readers see it: a state that is durable, and that nothing changes under their eyes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::interview::room::{Room, RoomEvent, RoomFoldError, SeatEvent, SeatId};
use crate::session::SessionError;
use crate::store::{Draft, Envelope, Store, StreamId};

use super::RoomError;

/// What streams of rooms begin with. `room/ID` holds what happened to the room as a whole,
/// `room/ID/SEAT` what happened in a seat, so that a person can be erased alone.
pub const ROOMS: &str = "room/";

/// A room with the drafts of those who sit in it. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Live {
    /// The room.
    pub room: Room,
    drafts: BTreeMap<(SeatId, String), Arc<Draft>>,
}

impl Live {
    pub(super) fn new(room: Room) -> Self {
        Self { room, drafts: BTreeMap::new() }
    }

    /// What somebody has written and not handed in.
    #[must_use]
    pub fn draft(&self, seat: SeatId, slot: &str) -> Option<&Draft> {
        self.drafts.get(&(seat, slot.to_owned())).map(Arc::as_ref)
    }

    pub(super) fn put_draft(&mut self, seat: SeatId, draft: Draft) {
        self.drafts.insert((seat, draft.slot.clone()), Arc::new(draft));
    }
}

/// The stream of a seat.
pub(super) fn seat_stream(room: &StreamId, seat: SeatId) -> Result<StreamId, SessionError> {
    StreamId::new(&format!("{room}/{seat}")).map_err(SessionError::BadId)
}

/// The number of the seat that a stream of this room holds.
fn seat_in(room: &StreamId, stream: &StreamId) -> Option<SeatId> {
    let number = stream.as_str().strip_prefix(room.as_str())?.strip_prefix('/')?;
    number.parse().ok().map(SeatId)
}

/// The streams of all rooms, the latest first.
pub(super) fn streams(store: &dyn Store) -> Result<Vec<StreamId>, RoomError> {
    let is_room =
        |stream: &StreamId| stream.as_str().get(ROOMS.len()..).is_some_and(|id| !id.contains('/'));
    let heads = store.streams(ROOMS)?.into_iter().map(|head| head.stream);
    Ok(heads.filter(is_room).collect())
}

/// The streams of the seats of a room, in the order of joining.
pub(super) fn seats(
    store: &dyn Store,
    room: &StreamId,
) -> Result<Vec<(SeatId, StreamId)>, RoomError> {
    let mut seats: Vec<(SeatId, StreamId)> = store
        .streams(&format!("{room}/"))?
        .into_iter()
        .filter_map(|head| Some((seat_in(room, &head.stream)?, head.stream)))
        .collect();
    seats.sort_by_key(|(seat, _)| *seat);
    Ok(seats)
}

/// The room of this stream, from its events, without those who sit in it.
pub(super) fn replay(store: &dyn Store, stream: &StreamId) -> Result<Room, RoomError> {
    let fold = |source| RoomError::Fold { stream: stream.to_string(), source };
    let mut envelopes = store.read(stream, 1)?.into_iter();
    let erased = || RoomError::Erased { stream: stream.to_string() };
    let first = envelopes.next().ok_or_else(erased)?;
    let mut room = Room::open(&read::<RoomEvent>(&first)?, first.time).map_err(fold)?;
    for envelope in envelopes {
        room.apply(&read::<RoomEvent>(&envelope)?, envelope.time).map_err(fold)?;
    }
    Ok(room)
}

/// The room of this stream with everybody who sits in it, and their drafts.
///
/// A seat that was erased, or that this program cannot read, is left out: the others go on.
pub(super) fn load(store: &dyn Store, stream: &StreamId) -> Result<Live, RoomError> {
    let mut live = Live::new(replay(store, stream)?);
    for (seat, own) in seats(store, stream)? {
        match load_seat(store, &mut live.room, seat, &own) {
            Err(RoomError::Store(error)) => return Err(RoomError::Store(error)),
            Err(_) => continue,
            Ok(()) => {}
        }
        for draft in store.drafts(&own)? {
            live.put_draft(seat, draft);
        }
    }
    Ok(live)
}

fn load_seat(
    store: &dyn Store,
    room: &mut Room,
    seat: SeatId,
    stream: &StreamId,
) -> Result<(), RoomError> {
    let fold = |source| RoomError::Fold { stream: stream.to_string(), source };
    let mut events = Vec::new();
    for envelope in store.read(stream, 1)? {
        events.push((read::<SeatEvent>(&envelope)?, envelope.time));
    }
    let [(joined, at), (started, _), rest @ ..] = events.as_slice() else {
        return Err(fold(RoomFoldError::NotJoined));
    };
    room.seat_taken(seat, [joined, started], *at).map_err(fold)?;
    for (event, at) in rest {
        room.apply_to_seat(seat, event, *at).map_err(fold)?;
    }
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(envelope: &Envelope) -> Result<T, RoomError> {
    let erased = || RoomError::Erased { stream: envelope.stream.to_string() };
    let payload = envelope.payload().ok_or_else(erased)?;
    let unread = |source| SessionError::Event {
        stream: envelope.stream.to_string(),
        sequence: envelope.sequence,
        source,
    };
    Ok(serde_json::from_str(payload).map_err(unread)?)
}
