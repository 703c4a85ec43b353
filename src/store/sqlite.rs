//! The store in one SQLite file.
//!
//! One connection behind a lock; other processes may have the same file open, and wait for each
//! other. All writes are `IMMEDIATE` transactions, so that what they read before writing is still
//! true when they write. The SQL is plain, for the sake of a second database later.

mod failure;
pub(super) mod open;
mod restore;
mod rows;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use rows::{blob, draft, fit, fits, insert, narrow, number, raw, wide};

use super::chain::{self, Chain};
use super::{
    Append, ChainReport, Content, Draft, Entry, Envelope, Hash, MAX_BYTES, MAX_NAME, Micros,
    Purged, Restoring, Salt, Store, StoreError, StreamId, envelope,
};

/// How long a call waits for another process before it gives up with [`StoreError::Busy`].
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A store in a SQLite file, or in memory.
pub struct SqliteStore {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("path", &self.path).finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens the store in a file, and creates file and directory where they are missing, readable
    /// for their owner only. An older store is brought up to date.
    ///
    /// # Errors
    /// Any but [`StoreError::Conflict`] and [`StoreError::TooLarge`]. A file that is not a store of
    /// ours is left as it was.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_waiting(path, PATIENCE)
    }

    pub(super) fn open_waiting(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let (path, connection) = open::file(path, patience, open::MIGRATIONS)?;
        Ok(Self { path, connection: Mutex::new(connection) })
    }

    /// A store that lives as long as this value: for a run that shall leave nothing, and for tests.
    ///
    /// # Errors
    /// Only if memory runs out.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from("the store in memory");
        let connection = open::memory(&path)?;
        Ok(Self { path, connection: Mutex::new(connection) })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    // A panic elsewhere leaves no half-done change behind: transactions roll back when dropped.
    pub(super) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self) -> impl Fn(rusqlite::Error) -> StoreError + '_ {
        |error| failure::of(&self.path, error)
    }

    fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.lock();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(self.failed())?;
        let done = work(&transaction)?;
        transaction.commit().map_err(self.failed())?;
        Ok(done)
    }

    fn corrupt(&self, detail: String) -> StoreError {
        StoreError::Corrupt { path: self.path.clone(), detail }
    }

    fn sequence(&self, stream: &StreamId, found: i64) -> Result<u64, StoreError> {
        u64::try_from(found).map_err(|_| self.corrupt(format!("{stream} has sequence {found}")))
    }

    fn append_within(
        &self,
        sql: &Transaction<'_>,
        stream: &StreamId,
        after: u64,
        entries: &[Entry],
    ) -> Result<Vec<Envelope>, StoreError> {
        let (found, mut link) = self.end(sql, stream)?;
        if found != after {
            let stream = stream.clone();
            return Err(StoreError::Conflict { stream, expected: after, found });
        }
        let envelopes: Vec<Envelope> = (found + 1..)
            .zip(entries)
            .map(|(sequence, entry)| {
                let envelope = Envelope::seal(stream, sequence, &link, entry);
                link = envelope.link;
                envelope
            })
            .collect();
        insert(sql, &envelopes).map_err(self.failed())?;
        Ok(envelopes)
    }

    /// Erases what meets the condition, once for each of its values.
    fn purge_where(
        &self,
        condition: &str,
        values: &[Option<&str>],
        time: Micros,
    ) -> Result<Purged, StoreError> {
        let mut purged = self.write(|sql| {
            let mut purged = Purged::default();
            for value in values {
                let delete = |table| {
                    sql.prepare_cached(&format!("DELETE FROM {table} WHERE {condition}"))
                        .and_then(|mut delete| delete.execute(params![value]))
                        .map_err(self.failed())
                };
                purged.envelopes += wide(delete("payloads")?);
                purged.drafts += wide(delete("drafts")?);
                delete("summaries")?;
                sql.prepare_cached(&format!(
                    "UPDATE envelopes SET purged = ?2 WHERE purged IS NULL AND {condition}"
                ))
                .and_then(|mut update| update.execute(params![value, time]))
                .map_err(self.failed())?;
            }
            Ok(purged)
        })?;
        // The purge itself is done; what may fail from here on is clearing the log, and the report
        // says whether it did.
        purged.log_cleared = self
            .lock()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
            .is_ok_and(|busy| busy == 0);
        Ok(purged)
    }

    /// The texts of a column.
    fn names(&self, query: &str) -> Result<Vec<String>, StoreError> {
        self.lock()
            .prepare_cached(query)
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .map_err(self.failed())
    }

    /// Where a stream ends, and the link there: the sequence is 0 if it is new.
    fn end(&self, sql: &Transaction<'_>, stream: &StreamId) -> Result<(u64, Hash), StoreError> {
        let end: Option<(i64, [u8; 32])> = sql
            .prepare_cached("SELECT last_sequence, last_link FROM streams WHERE stream = ?1")
            .and_then(|mut end| {
                end.query_row([stream.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(self.failed())?;
        match end {
            Some((sequence, link)) => Ok((self.sequence(stream, sequence)?, Hash(link))),
            None => Ok((0, envelope::start(stream))),
        }
    }

    fn envelope(&self, stream: &StreamId, row: &Row<'_>) -> Result<Envelope, StoreError> {
        let broken = |error: rusqlite::Error| self.corrupt(format!("{stream}: {error}"));
        let sequence = self.sequence(stream, row.get("sequence").map_err(broken)?)?;
        let salt: Option<[u8; 32]> = row.get("salt").map_err(broken)?;
        let payload: Option<String> = row.get("payload").map_err(broken)?;
        let purged: Option<Micros> = row.get("purged").map_err(broken)?;
        let content = match (payload, salt, purged) {
            (Some(payload), Some(salt), _) => Content::Kept { payload, salt: Salt(salt) },
            (None, None, Some(time)) => Content::Erased { time },
            _ => {
                let detail = format!("{stream}: envelope {sequence} has lost its payload");
                return Err(self.corrupt(detail));
            }
        };
        Ok(Envelope {
            stream: stream.clone(),
            sequence,
            kind: row.get("kind").map_err(broken)?,
            time: row.get("time").map_err(broken)?,
            content,
            seal: Hash(row.get("seal").map_err(broken)?),
            link: Hash(row.get("link").map_err(broken)?),
        })
    }
}

const ENVELOPES: &str = "SELECT e.sequence, e.kind, e.time, e.seal, e.link, e.purged, p.salt, \
     p.payload FROM envelopes e LEFT JOIN payloads p \
     ON p.stream = e.stream AND p.sequence = e.sequence \
     WHERE e.stream = ?1 AND e.sequence >= ?2 ORDER BY e.sequence";

impl Store for SqliteStore {
    fn append(
        &self,
        stream: &StreamId,
        after: u64,
        entries: &[Entry],
    ) -> Result<Vec<Envelope>, StoreError> {
        fit(entries)?;
        self.write(|sql| self.append_within(sql, stream, after, entries))
    }

    fn append_many(&self, appends: &[Append]) -> Result<Vec<u64>, StoreError> {
        appends.iter().try_for_each(|append| fit(&append.entries))?;
        self.write(|sql| {
            appends
                .iter()
                .map(|Append { stream, after, entries }| {
                    let appended = self.append_within(sql, stream, *after, entries)?;
                    Ok(appended.last().map_or(*after, |last| last.sequence))
                })
                .collect()
        })
    }

    fn read(&self, stream: &StreamId, from: u64) -> Result<Vec<Envelope>, StoreError> {
        let connection = self.lock();
        let mut select = connection.prepare_cached(ENVELOPES).map_err(self.failed())?;
        let mut rows =
            select.query(params![stream.as_str(), narrow(from)]).map_err(self.failed())?;
        let mut envelopes = Vec::new();
        while let Some(row) = rows.next().map_err(self.failed())? {
            envelopes.push(self.envelope(stream, row)?);
        }
        Ok(envelopes)
    }

    fn streams(&self, prefix: &str) -> Result<Vec<super::Head>, StoreError> {
        let connection = self.lock();
        // Not LIKE: '_' may be in a stream's id, and LIKE takes it for any character.
        let mut select = connection
            .prepare_cached(
                "SELECT stream, last_sequence, last_time, last_link FROM streams \
                 WHERE substr(stream, 1, length(?1)) = ?1 ORDER BY last_time DESC, stream",
            )
            .map_err(self.failed())?;
        let mut rows = select.query([prefix]).map_err(self.failed())?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next().map_err(self.failed())? {
            let name: String = row.get(0).map_err(self.failed())?;
            let stream = StreamId::new(&name).map_err(|bad| self.corrupt(bad.to_string()))?;
            let sequence = self.sequence(&stream, row.get(1).map_err(self.failed())?)?;
            let time = row.get(2).map_err(self.failed())?;
            let link = Hash(row.get(3).map_err(self.failed())?);
            heads.push(super::Head { stream, sequence, time, link });
        }
        Ok(heads)
    }

    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        fits("file", bytes.len(), MAX_BYTES)?;
        let hash = Hash::of(bytes);
        self.write(|sql| {
            sql.prepare_cached(
                "INSERT INTO blobs (hash, bytes) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            )
            .and_then(|mut insert| insert.execute(params![hash.to_string(), bytes]))
            .map_err(self.failed())
        })?;
        Ok(hash)
    }

    fn blob(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes: Option<Vec<u8>> = self
            .lock()
            .prepare_cached("SELECT bytes FROM blobs WHERE hash = ?1")
            .and_then(|mut select| {
                select.query_row([hash.to_string()], |row| row.get(0)).optional()
            })
            .map_err(self.failed())?;
        match bytes {
            Some(bytes) if Hash::of(&bytes) != *hash => {
                Err(self.corrupt(format!("the content {hash} has been changed")))
            }
            bytes => Ok(bytes),
        }
    }

    fn blobs(&self) -> Result<Vec<Hash>, StoreError> {
        let names = self.names("SELECT hash FROM blobs ORDER BY hash")?;
        let read = |name: &String| {
            Hash::parse(name).ok_or_else(|| self.corrupt(format!("{name:?} is no hash")))
        };
        names.iter().map(read).collect()
    }

    fn put_drafts(&self, drafts: &[(StreamId, Draft)]) -> Result<(), StoreError> {
        for (_, draft) in drafts {
            fits("slot", draft.slot.len(), MAX_NAME)?;
            fits("draft", draft.text.len(), MAX_BYTES)?;
        }
        self.write(|sql| {
            let mut upsert = sql
                .prepare_cached(
                    "INSERT INTO drafts (stream, slot, text, time) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (stream, slot) \
                     DO UPDATE SET text = excluded.text, time = excluded.time",
                )
                .map_err(self.failed())?;
            for (stream, Draft { slot, text, time }) in drafts {
                upsert
                    .execute(params![stream.as_str(), slot, text, time])
                    .map_err(self.failed())?;
            }
            Ok(())
        })
    }

    fn draft(&self, stream: &StreamId, slot: &str) -> Result<Option<Draft>, StoreError> {
        self.lock()
            .prepare_cached("SELECT slot, text, time FROM drafts WHERE stream = ?1 AND slot = ?2")
            .and_then(|mut select| select.query_row([stream.as_str(), slot], draft).optional())
            .map_err(self.failed())
    }

    fn delete_draft(&self, stream: &StreamId, slot: &str) -> Result<bool, StoreError> {
        self.write(|sql| {
            sql.prepare_cached("DELETE FROM drafts WHERE stream = ?1 AND slot = ?2")
                .and_then(|mut delete| delete.execute([stream.as_str(), slot]))
                .map_err(self.failed())
        })
        .map(|deleted| deleted > 0)
    }

    fn drafts(&self, stream: &StreamId) -> Result<Vec<Draft>, StoreError> {
        self.lock()
            .prepare_cached("SELECT slot, text, time FROM drafts WHERE stream = ?1 ORDER BY slot")
            .and_then(|mut select| select.query_map([stream.as_str()], draft)?.collect())
            .map_err(self.failed())
    }

    fn put_summaries(
        &self,
        name: &str,
        summaries: &[(StreamId, u64, String)],
    ) -> Result<(), StoreError> {
        fits("name", name.len(), MAX_NAME)?;
        for (_, _, text) in summaries {
            fits("summary", text.len(), MAX_BYTES)?;
        }
        self.write(|sql| {
            let mut upsert = sql
                .prepare_cached(
                    "INSERT INTO summaries (name, stream, sequence, text) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (name, stream) \
                     DO UPDATE SET sequence = excluded.sequence, text = excluded.text",
                )
                .map_err(self.failed())?;
            for (stream, sequence, text) in summaries {
                let sequence = i64::try_from(*sequence).unwrap_or(i64::MAX);
                upsert
                    .execute(params![name, stream.as_str(), sequence, text])
                    .map_err(self.failed())?;
            }
            Ok(())
        })
    }

    fn summaries(&self, prefix: &str, name: &str) -> Result<Vec<super::Summary>, StoreError> {
        let connection = self.lock();
        let mut select = connection
            .prepare_cached(
                "SELECT s.stream, s.last_sequence, m.text FROM streams s LEFT JOIN summaries m \
                 ON m.name = ?2 AND m.stream = s.stream AND m.sequence = s.last_sequence \
                 WHERE substr(s.stream, 1, length(?1)) = ?1 ORDER BY s.stream",
            )
            .map_err(self.failed())?;
        let mut rows = select.query([prefix, name]).map_err(self.failed())?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(self.failed())? {
            let id: String = row.get(0).map_err(self.failed())?;
            let stream = StreamId::new(&id).map_err(|bad| self.corrupt(bad.to_string()))?;
            let sequence = self.sequence(&stream, row.get(1).map_err(self.failed())?)?;
            let text = row.get(2).map_err(self.failed())?;
            found.push(super::Summary { stream, sequence, text });
        }
        Ok(found)
    }

    fn draft_streams(&self) -> Result<Vec<StreamId>, StoreError> {
        let names = self.names("SELECT DISTINCT stream FROM drafts ORDER BY stream")?;
        let read = |name: &String| StreamId::new(name).map_err(|bad| self.corrupt(bad.to_string()));
        names.iter().map(read).collect()
    }

    fn restore(&self, fill: &mut dyn FnMut(&dyn Restoring) -> bool) -> Result<bool, StoreError> {
        let mut connection = self.lock();
        let sql = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(self.failed())?;
        let keep = fill(&restore::Filling::new(self, &sql));
        if keep { sql.commit() } else { sql.rollback() }.map_err(self.failed())?;
        Ok(keep)
    }

    fn purge_many(&self, streams: &[StreamId], time: Micros) -> Result<Purged, StoreError> {
        let streams: Vec<Option<&str>> = streams.iter().map(|own| Some(own.as_str())).collect();
        self.purge_where("stream = ?1", &streams, time)
    }

    fn purge_all(&self, time: Micros) -> Result<Purged, StoreError> {
        self.purge_where("?1 IS NULL", &[None], time)
    }

    fn verify(&self, stream: &StreamId) -> Result<ChainReport, StoreError> {
        let mut connection = self.lock();
        // One transaction: someone may append between the two queries.
        let sql = connection.transaction().map_err(self.failed())?;
        let end = sql
            .query_row(
                "SELECT last_sequence, last_time, last_link FROM streams WHERE stream = ?1",
                [stream.as_str()],
                |row| {
                    Ok(chain::End {
                        sequence: number(row.get_ref(0)?).and_then(|found| found.try_into().ok()),
                        time: number(row.get_ref(1)?),
                        link: blob(row.get_ref(2)?).unwrap_or_default().to_vec(),
                    })
                },
            )
            .optional()
            .map_err(self.failed())?;
        let mut chain = Chain::new(stream);
        let mut select = sql.prepare_cached(ENVELOPES).map_err(self.failed())?;
        let mut rows = select.query(params![stream.as_str(), i64::MIN]).map_err(self.failed())?;
        while let Some(row) = rows.next().map_err(self.failed())? {
            chain.take(&raw(row).map_err(self.failed())?);
        }
        Ok(chain.end(end.as_ref()))
    }
}
