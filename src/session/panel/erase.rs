//! Erasing what a round holds: answers, advice, decisions. That they were there stays on record, and
//! every chain still verifies.

use jiff::civil::Date;

use super::kept::{self, candidate_stream, round_stream};
use super::{NOTES, PanelError, SessionError, entry, no_candidate, rounds};
use crate::interview::panel::{CandidateId, PanelName, RoundEvent};
use crate::session::World;
use crate::store::{Store, StoreError, StreamId};

/// A round that was erased.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ErasedRound {
    /// What it is called.
    pub name: PanelName,
    /// How many events lost what was in them, in this erasure.
    pub events: u64,
    /// Whether the old bytes have left the database's log, too; see
    /// [`Purged::log_cleared`](crate::store::Purged::log_cleared).
    pub log_cleared: bool,
}

/// Erases one candidate of a round. To do so again changes nothing.
///
/// # Errors
/// A candidate or a round that is not there, and those of the store.
pub fn erase_candidate(
    store: &dyn Store,
    world: &dyn World,
    name: &PanelName,
    id: &CandidateId,
) -> Result<ErasedRound, PanelError> {
    // Not read as a round: that a later program has noted something that this one cannot read keeps
    // nobody from being erased.
    let envelopes = store.read(&round_stream(name)?, 1)?;
    let end = envelopes.last().ok_or_else(|| kept::no_panel(store, name))?.sequence;
    let is_erased = envelopes.first().is_some_and(|first| first.payload().is_none());
    if kept::read_candidate(store, name, id).is_ok_and(|(_, end)| end == 0) {
        return Err(no_candidate(store, name, id));
    }
    // First the erasure, then the note: a crash between them leaves a tombstone that tells when.
    let purged = store.purge(&candidate_stream(name, id)?, world.now())?;
    let mut done = ErasedRound {
        name: name.clone(),
        events: purged.envelopes,
        log_cleared: purged.log_cleared,
    };
    if purged.envelopes > 0 && !is_erased {
        note(store, world, name, end, Some(id), false)?;
        // What another program has put there between the two; from the note on, none can.
        let again = store.purge(&candidate_stream(name, id)?, world.now())?;
        done.events += again.envelopes;
        done.log_cleared = again.log_cleared;
    }
    Ok(done)
}

/// Erases a round with all its candidates. To do so again changes nothing.
///
/// # Errors
/// A round that is not there, and those of the store.
pub fn erase_round(
    store: &dyn Store,
    world: &dyn World,
    name: &PanelName,
    due: bool,
) -> Result<ErasedRound, PanelError> {
    let head = store.read(&round_stream(name)?, 1)?;
    let end = head.last().ok_or_else(|| kept::no_panel(store, name))?.sequence;
    let is_erased = head.first().is_some_and(|first| first.payload().is_none());
    let mut streams = candidates(store, name)?;
    // The note of an earlier erasure tells nothing about anybody, and stays.
    if !is_erased {
        streams.push(round_stream(name)?);
    }
    let purged = store.purge_many(&streams, world.now())?;
    let mut done = ErasedRound {
        name: name.clone(),
        events: purged.envelopes,
        log_cleared: purged.log_cleared,
    };
    if purged.envelopes > 0 {
        note(store, world, name, end, None, due)?;
        // What another program has put there between the two; from the note on, none can.
        let again = store.purge_many(&candidates(store, name)?, world.now())?;
        done.events += again.envelopes;
        done.log_cleared = again.log_cleared;
    }
    Ok(done)
}

fn candidates(store: &dyn Store, name: &PanelName) -> Result<Vec<StreamId>, PanelError> {
    kept::ends(store, name)?.iter().map(|(id, _)| candidate_stream(name, id)).collect()
}

/// Erases all rounds whose last day has passed, and gives them.
///
/// # Errors
/// Those of the store. Rounds before it are erased by then.
pub fn erase_due(
    store: &dyn Store,
    world: &dyn World,
    today: Date,
) -> Result<Vec<ErasedRound>, PanelError> {
    rounds(store)?
        .into_iter()
        .filter(|kept| kept.round().is_some_and(|round| round.is_due(today)))
        .map(|kept| erase_round(store, world, &kept.name, true))
        .collect()
}

fn note(
    store: &dyn Store,
    world: &dyn World,
    name: &PanelName,
    end: u64,
    candidate: Option<&CandidateId>,
    due: bool,
) -> Result<(), PanelError> {
    let erased = RoundEvent::Erased { candidate: candidate.cloned(), due };
    let payload = serde_json::to_string(&erased).map_err(SessionError::Encoding)?;
    let entry = entry(world, erased.kind(), payload);
    let stream = round_stream(name)?;
    let mut end = end;
    // What others note meanwhile does not keep this from being noted.
    for _ in 0..NOTES {
        match store.append(&stream, end, std::slice::from_ref(&entry)) {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict { found, .. }) => end = found,
            Err(error) => return Err(error.into()),
        }
    }
    Err(PanelError::Busy { found: name.to_string() })
}
