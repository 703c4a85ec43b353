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

/// An event with its place in its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// From 1.
    pub sequence: u64,
    /// When it happened.
    pub time: Micros,
    /// What happened.
    pub event: Event,
}

/// What happened in an attempt, in order.
///
/// # Errors
/// An attempt that was purged or that this program cannot read, and those of the store.
pub fn told(store: &dyn Store, stream: &StreamId) -> Result<Vec<Told>, SessionError> {
    events(stream, &store.read(stream, 1)?)
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
    if envelopes.is_empty() {
        return Err(SessionError::NoAttempt { stream: stream.to_string() });
    }
    let told = events(stream, envelopes)?;
    Attempt::fold(told.iter().map(|told| &told.event)).map_err(SessionError::Fold)
}

fn events(stream: &StreamId, envelopes: &[Envelope]) -> Result<Vec<Told>, SessionError> {
    let told = envelopes.iter().map(|envelope| {
        let payload = envelope
            .payload()
            .ok_or_else(|| SessionError::Purged { stream: stream.to_string() })?;
        let event = serde_json::from_str(payload).map_err(|source| SessionError::Event {
            stream: stream.to_string(),
            sequence: envelope.sequence,
            source,
        })?;
        Ok(Told { sequence: envelope.sequence, time: envelope.time, event })
    });
    told.collect()
}
