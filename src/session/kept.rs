//! Attempts as they lie in the store: replayed for resuming, summed up for lists.

use super::{ATTEMPTS, SessionError};
use crate::interview::{Attempt, Event};
use crate::store::{Envelope, Micros, Store, StreamId};

/// An attempt as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it lies.
    pub stream: StreamId,
    /// When it was begun.
    pub started: Micros,
    /// When something last happened.
    pub last: Micros,
    /// What was answered; none once that was purged, or where this program cannot read it.
    pub attempt: Option<Attempt>,
}

/// All attempts, latest first. One that cannot be read is listed without its content.
///
/// # Errors
/// Those of the store.
pub fn kept(store: &dyn Store) -> Result<Vec<Kept>, SessionError> {
    let mut all = Vec::new();
    for head in store.streams(ATTEMPTS)? {
        let envelopes = store.read(&head.stream, 1)?;
        let started = envelopes.first().map_or(head.time, |envelope| envelope.time);
        let attempt = fold(&head.stream, &envelopes).ok();
        all.push(Kept { stream: head.stream, started, last: head.time, attempt });
    }
    Ok(all)
}

/// Whether anything was written in an attempt: an answer, or the draft of one. Without, there is
/// nothing to continue.
///
/// # Errors
/// Those of the store.
pub fn is_begun(
    store: &dyn Store,
    stream: &StreamId,
    attempt: &Attempt,
) -> Result<bool, SessionError> {
    if attempt.done() > 0 {
        return Ok(true);
    }
    for question in &attempt.questions {
        if store.draft(stream, question.as_str())?.is_some_and(|draft| !draft.text.is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn replay(store: &dyn Store, stream: &StreamId) -> Result<(Attempt, u64), SessionError> {
    let envelopes = store.read(stream, 1)?;
    let sequence = envelopes.last().map_or(0, |envelope| envelope.sequence);
    Ok((fold(stream, &envelopes)?, sequence))
}

fn fold(stream: &StreamId, envelopes: &[Envelope]) -> Result<Attempt, SessionError> {
    Attempt::fold(&events(stream, envelopes)?).map_err(SessionError::Fold)
}

/// The events in these envelopes, one each.
pub(super) fn events(
    stream: &StreamId,
    envelopes: &[Envelope],
) -> Result<Vec<Event>, SessionError> {
    if envelopes.is_empty() {
        return Err(SessionError::NoAttempt { stream: stream.to_string() });
    }
    let mut events = Vec::with_capacity(envelopes.len());
    for envelope in envelopes {
        let payload = envelope
            .payload()
            .ok_or_else(|| SessionError::Purged { stream: stream.to_string() })?;
        let event: Event = serde_json::from_str(payload).map_err(|source| SessionError::Event {
            stream: stream.to_string(),
            sequence: envelope.sequence,
            source,
        })?;
        events.push(event);
    }
    Ok(events)
}
