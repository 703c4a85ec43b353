//! Erasing what a round holds: answers, advice, decisions. That they were there stays on record, and
//! every chain still verifies.

use jiff::civil::Date;

use super::kept::{self, candidate_stream, round_stream};
use super::{PanelError, SessionError, entry, no_candidate, rounds};
use crate::interview::panel::{CandidateId, PanelName, RoundEvent};
use crate::session::World;
use crate::store::{Store, StreamId};

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
    let (round, envelopes) = kept::read_round(store, name)?;
    let end = envelopes.last().ok_or_else(|| kept::no_panel(store, name))?.sequence;
    if kept::read_candidate(store, name, id).is_ok_and(|(_, end)| end == 0) {
        return Err(no_candidate(store, name, id));
    }
    // First the erasure, then the note: a crash between them leaves a tombstone that tells when.
    let purged = store.purge(&candidate_stream(name, id)?, world.now())?;
    if purged.envelopes > 0 && round.is_some() {
        note(store, world, name, end, Some(id), false)?;
    }
    Ok(ErasedRound {
        name: name.clone(),
        events: purged.envelopes,
        log_cleared: purged.log_cleared,
    })
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
    let mut streams: Vec<StreamId> = kept::ends(store, name)?
        .iter()
        .map(|(id, _)| candidate_stream(name, id))
        .collect::<Result<_, _>>()?;
    // The note of an earlier erasure tells nothing about anybody, and stays.
    if !is_erased {
        streams.push(round_stream(name)?);
    }
    let purged = store.purge_many(&streams, world.now())?;
    if purged.envelopes > 0 {
        note(store, world, name, end, None, due)?;
    }
    Ok(ErasedRound {
        name: name.clone(),
        events: purged.envelopes,
        log_cleared: purged.log_cleared,
    })
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
    store.append(&round_stream(name)?, end, &[entry(world, erased.kind(), payload)])?;
    Ok(())
}
