//! Filling a store with what was kept elsewhere: one transaction, which the caller ends.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::SqliteStore;
use super::rows::{fits, insert, narrow};
use crate::store::{
    Content, Draft, Envelope, Hash, MAX_BYTES, MAX_NAME, Place, Restoring, StoreError, StreamId,
};

/// A store and the transaction that fills it.
pub(super) struct Filling<'a> {
    store: &'a SqliteStore,
    sql: &'a Transaction<'a>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(store: &'a SqliteStore, sql: &'a Transaction<'a>) -> Self {
        Self { store, sql }
    }
}

impl Restoring for Filling<'_> {
    fn place(&self, stream: &StreamId, up_to: u64) -> Result<Option<Place>, StoreError> {
        let found: Option<(i64, [u8; 32], bool)> = self
            .sql
            .prepare_cached(
                "SELECT sequence, link, purged IS NOT NULL FROM envelopes \
                 WHERE stream = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT 1",
            )
            .and_then(|mut select| {
                let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
                select.query_row(params![stream.as_str(), narrow(up_to)], read).optional()
            })
            .map_err(self.store.failed())?;
        found
            .map(|(sequence, link, is_erased)| {
                let sequence = self.store.sequence(stream, sequence)?;
                Ok(Place { sequence, link: Hash(link), is_erased })
            })
            .transpose()
    }

    fn envelope(&self, envelope: &Envelope) -> Result<(), StoreError> {
        fits("kind", envelope.kind.len(), MAX_NAME)?;
        if let Content::Kept { payload, .. } = &envelope.content {
            fits("payload", payload.len(), MAX_BYTES)?;
        }
        let (found, _) = self.store.end(self.sql, &envelope.stream)?;
        let expected = envelope.sequence.saturating_sub(1);
        if found != expected {
            return Err(StoreError::Conflict { stream: envelope.stream.clone(), expected, found });
        }
        insert(self.sql, std::slice::from_ref(envelope)).map_err(self.store.failed())
    }

    fn draft(
        &self,
        stream: &StreamId,
        Draft { slot, text, time }: &Draft,
    ) -> Result<bool, StoreError> {
        fits("slot", slot.len(), MAX_NAME)?;
        fits("draft", text.len(), MAX_BYTES)?;
        self.sql
            .prepare_cached(
                "INSERT INTO drafts (stream, slot, text, time) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (stream, slot) \
                 DO UPDATE SET text = excluded.text, time = excluded.time \
                 WHERE excluded.time > drafts.time",
            )
            .and_then(|mut upsert| upsert.execute(params![stream.as_str(), slot, text, time]))
            .map(|changed| changed > 0)
            .map_err(self.store.failed())
    }

    fn blob(&self, bytes: &[u8]) -> Result<bool, StoreError> {
        fits("file", bytes.len(), MAX_BYTES)?;
        self.sql
            .prepare_cached(
                "INSERT INTO blobs (hash, bytes) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            )
            .and_then(|mut insert| insert.execute(params![Hash::of(bytes).to_string(), bytes]))
            .map(|inserted| inserted > 0)
            .map_err(self.store.failed())
    }
}
