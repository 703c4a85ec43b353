//! Rows as they are written and read, and what fits into them.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Transaction, params};

use crate::store::{Content, Draft, Entry, Envelope, MAX_BYTES, MAX_NAME, StoreError, chain};

/// Puts envelopes of one stream at its end.
pub(super) fn insert(sql: &Transaction<'_>, envelopes: &[Envelope]) -> rusqlite::Result<()> {
    let Some(last) = envelopes.last() else { return Ok(()) };
    let stream = last.stream.as_str();
    sql.prepare_cached(
        "INSERT INTO streams (stream, last_sequence, last_time, last_link) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (stream) DO UPDATE SET \
         last_sequence = excluded.last_sequence, last_time = excluded.last_time, \
         last_link = excluded.last_link",
    )?
    .execute(params![stream, narrow(last.sequence), last.time, last.link.0])?;
    let mut place = sql.prepare_cached(
        "INSERT INTO envelopes (stream, sequence, kind, time, seal, link, purged) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut payload = sql.prepare_cached(
        "INSERT INTO payloads (stream, sequence, salt, payload) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for envelope in envelopes {
        let sequence = narrow(envelope.sequence);
        let (kept, purged) = match &envelope.content {
            Content::Kept { payload, salt } => (Some((payload, salt)), None),
            Content::Erased { time } => (None, Some(time)),
        };
        place.execute(params![
            stream,
            sequence,
            envelope.kind,
            envelope.time,
            envelope.seal.0,
            envelope.link.0,
            purged
        ])?;
        if let Some((text, salt)) = kept {
            payload.execute(params![stream, sequence, salt.0, text])?;
        }
    }
    Ok(())
}

pub(super) fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { slot: row.get(0)?, text: row.get(1)?, time: row.get(2)? })
}

pub(super) fn raw<'a>(row: &'a Row<'_>) -> rusqlite::Result<chain::Row<'a>> {
    let salt = row.get_ref("salt")?;
    let payload = row.get_ref("payload")?;
    let gone = salt == ValueRef::Null && payload == ValueRef::Null;
    Ok(chain::Row {
        sequence: number(row.get_ref("sequence")?).and_then(|found| found.try_into().ok()),
        kind: text(row.get_ref("kind")?),
        time: number(row.get_ref("time")?),
        seal: blob(row.get_ref("seal")?),
        link: blob(row.get_ref("link")?),
        tombstone: row.get_ref("purged")? != ValueRef::Null,
        kept: (!gone).then(|| (blob(salt), text(payload))),
    })
}

pub(super) fn number(value: ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    }
}

pub(super) fn text(value: ValueRef<'_>) -> Option<&[u8]> {
    match value {
        ValueRef::Text(bytes) => Some(bytes),
        _ => None,
    }
}

pub(super) fn blob(value: ValueRef<'_>) -> Option<&[u8]> {
    match value {
        ValueRef::Blob(bytes) => Some(bytes),
        _ => None,
    }
}

pub(super) fn fit(entries: &[Entry]) -> Result<(), StoreError> {
    for entry in entries {
        fits("kind", entry.kind.len(), MAX_NAME)?;
        fits("payload", entry.payload.len(), MAX_BYTES)?;
    }
    Ok(())
}

pub(super) fn fits(what: &'static str, bytes: usize, limit: usize) -> Result<(), StoreError> {
    if bytes > limit {
        return Err(StoreError::TooLarge { what, bytes, limit });
    }
    Ok(())
}

// SQL knows no unsigned numbers; no stream ever reaches the end of the signed ones.
pub(super) fn narrow(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

pub(super) fn wide(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
