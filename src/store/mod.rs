//! Where attempts, rooms and seats are kept: opaque envelopes in streams, content by its hash, and
//! drafts beside them.
//!
//! Everything stands behind one small trait, [`Store`], so that another database can take the place
//! of SQLite without touching anything else. The store does not know what an envelope holds; it
//! reads no clock and draws no randomness: times and salts are passed in. What it has accepted is
//! durable before the call returns.

pub mod archive;
pub mod chain;
pub mod envelope;
pub mod error;
mod restoring;
pub mod sqlite;

#[cfg(test)]
mod tests;

pub use chain::{Break, ChainReport, Fault};
pub use envelope::{BadStreamId, Content, Entry, Envelope, Hash, Micros, Salt, StreamId};
pub use error::StoreError;
pub use restoring::{Place, Restoring};
pub use sqlite::SqliteStore;

/// The largest payload, draft or blob that a store accepts, in bytes (16 MiB): far above any
/// answer, low enough that one row never fills the memory.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The longest stream id, kind or slot that a store accepts, in bytes.
pub const MAX_NAME: usize = 200;

/// The end of a stream: its last envelope, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The stream.
    pub stream: StreamId,
    /// Sequence of its last envelope, from 1.
    pub sequence: u64,
    /// Time of its last envelope.
    pub time: Micros,
    /// Link of its last envelope.
    pub link: Hash,
}

/// What is to be appended to one stream of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// The stream.
    pub stream: StreamId,
    /// Sequence of the envelope after which it comes; 0 where the stream is new.
    pub after: u64,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

/// A text that is not given yet: it may change and vanish, and leaves no trace in the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is a draft of, within its stream.
    pub slot: String,
    /// The text so far.
    pub text: String,
    /// When it was put.
    pub time: Micros,
}

/// A stream with what was worked out from it, if that is still of its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The stream.
    pub stream: StreamId,
    /// Sequence of its last envelope.
    pub sequence: u64,
    /// What was worked out from all envelopes up to that one; none where nothing was, or where more
    /// has happened since.
    pub text: Option<String>,
}

/// What a purge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// How many envelopes lost their payload and salt in this purge.
    pub envelopes: u64,
    /// How many drafts were deleted.
    pub drafts: u64,
    /// Whether the old bytes have left the database's write-ahead log, too. They have not while
    /// another process is still reading; purging again later, or the last process to close the
    /// store, removes them.
    pub log_cleared: bool,
}

/// A place that keeps streams of envelopes, blobs and drafts.
///
/// All methods block, and may be called from several threads. A method that returns `Ok` has made
/// its change durable: neither a killed process nor a power cut undoes it. A method that returns
/// an error has changed nothing.
pub trait Store: Send + Sync {
    /// Appends entries, all or none, after the envelope of sequence `after` (0: the stream is new).
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the stream ends elsewhere, since someone else was first;
    /// [`StoreError::TooLarge`]; and those of the disk.
    fn append(
        &self,
        stream: &StreamId,
        after: u64,
        entries: &[Entry],
    ) -> Result<Vec<Envelope>, StoreError>;

    /// Appends to several streams, all or none, and durable at once: for what arrives in batches,
    /// where one transaction a stream would wait for the disk each time. A stream may be named more
    /// than once; each time counts after the one before. Gives the sequence at which each ends then.
    ///
    /// # Errors
    /// As [`Store::append`], for the first that cannot be appended.
    fn append_many(&self, appends: &[Append]) -> Result<Vec<u64>, StoreError>;

    /// The envelopes of a stream from a sequence on, in order; none for a stream that is not there.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if a row cannot be what was stored; and those of the disk. Use
    /// [`Store::verify`] to learn whether the rows were changed.
    fn read(&self, stream: &StreamId, from: u64) -> Result<Vec<Envelope>, StoreError>;

    /// The ends of all streams whose id starts with `prefix` (such as `attempt/`), latest first,
    /// equal times by id.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], and those of the disk.
    fn streams(&self, prefix: &str) -> Result<Vec<Head>, StoreError>;

    /// Keeps bytes under their SHA-256 hash; keeping the same bytes again changes nothing.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and those of the disk.
    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError>;

    /// The bytes that have this hash, if they are kept here.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if they have another hash by now; and those of the disk.
    fn blob(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError>;

    /// The hashes of all blobs, in their order.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], and those of the disk.
    fn blobs(&self) -> Result<Vec<Hash>, StoreError>;

    /// Keeps a draft in place of the one before. The stream may be one that has no envelope yet.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and those of the disk.
    fn put_draft(
        &self,
        stream: &StreamId,
        slot: &str,
        text: &str,
        time: Micros,
    ) -> Result<(), StoreError> {
        let draft = Draft { slot: slot.to_owned(), text: text.to_owned(), time };
        self.put_drafts(&[(stream.clone(), draft)])
    }

    /// Keeps several drafts, all or none, and durable at once: for a room of people who write at the
    /// same time.
    ///
    /// # Errors
    /// As [`Store::put_draft`], for the first that cannot be kept.
    fn put_drafts(&self, drafts: &[(StreamId, Draft)]) -> Result<(), StoreError>;

    /// The draft in a slot.
    ///
    /// # Errors
    /// Those of the disk.
    fn draft(&self, stream: &StreamId, slot: &str) -> Result<Option<Draft>, StoreError>;

    /// Deletes the draft in a slot, and says whether there was one.
    ///
    /// # Errors
    /// Those of the disk.
    fn delete_draft(&self, stream: &StreamId, slot: &str) -> Result<bool, StoreError>;

    /// All drafts of a stream, by slot.
    ///
    /// # Errors
    /// Those of the disk.
    fn drafts(&self, stream: &StreamId) -> Result<Vec<Draft>, StoreError>;

    /// Keeps what was worked out from streams up to a sequence, by name, in place of what was kept
    /// before, so that it need not be worked out again. It can be lost without loss: a store may keep
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and those of the disk.
    fn put_summaries(
        &self,
        name: &str,
        summaries: &[(StreamId, u64, String)],
    ) -> Result<(), StoreError> {
        let _ = (name, summaries);
        Ok(())
    }

    /// All streams whose id starts with `prefix`, with what is kept of this name; by id.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], and those of the disk.
    fn summaries(&self, prefix: &str, name: &str) -> Result<Vec<Summary>, StoreError> {
        let _ = name;
        let mut heads = self.streams(prefix)?;
        heads.sort_by(|a, b| a.stream.cmp(&b.stream));
        let bare =
            |head: Head| Summary { stream: head.stream, sequence: head.sequence, text: None };
        Ok(heads.into_iter().map(bare).collect())
    }

    /// The streams that have drafts, by id; some may have no envelope yet.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], and those of the disk.
    fn draft_streams(&self) -> Result<Vec<StreamId>, StoreError>;

    /// Brings back what was kept elsewhere, all or nothing: `fill` is called once and handed this
    /// store to fill, and what it has put there is kept if it says so in the end. Gives what it said.
    /// It must not call the store itself, which is held until it returns.
    ///
    /// # Errors
    /// Those of the disk. Those that `fill` was given are its own to report.
    fn restore(&self, fill: &mut dyn FnMut(&dyn Restoring) -> bool) -> Result<bool, StoreError>;

    /// Erases the payloads, salts, drafts and summaries of a stream. Kinds, times and links stay, and with
    /// them the chain. `time` is put on the tombstones.
    ///
    /// # Errors
    /// Those of the disk.
    fn purge(&self, stream: &StreamId, time: Micros) -> Result<Purged, StoreError> {
        self.purge_many(std::slice::from_ref(stream), time)
    }

    /// Purges several streams, all or none.
    ///
    /// # Errors
    /// Those of the disk.
    fn purge_many(&self, streams: &[StreamId], time: Micros) -> Result<Purged, StoreError>;

    /// Purges every stream, every draft and every summary. Blobs stay: they hold content, not answers.
    ///
    /// # Errors
    /// Those of the disk.
    fn purge_all(&self, time: Micros) -> Result<Purged, StoreError>;

    /// Recomputes the chain of a stream. A stream that is not there has no envelopes and no break.
    ///
    /// # Errors
    /// Those of the disk; what was changed in the rows is no error but in the report.
    fn verify(&self, stream: &StreamId) -> Result<ChainReport, StoreError>;
}
