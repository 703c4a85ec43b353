//! What a store takes while it is filled with what was kept elsewhere.
//!
//! A store keeps to its own rules here, too: streams only grow, at their end, and what was erased
//! stays so. Whether an envelope is the one that its link says is checked by whoever brings it.

use super::{Draft, Envelope, Hash, StoreError, StreamId};

/// A place in a stream, without what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its sequence, from 1.
    pub sequence: u64,
    /// Its link.
    pub link: Hash,
    /// Whether what stood there was purged.
    pub is_erased: bool,
}

/// A store that is being filled, within [`super::Store::restore`]: it sees what was put before, and
/// nobody else does.
pub trait Restoring {
    /// The last place of a stream up to a sequence: that of the sequence itself, or the end of a
    /// stream that is shorter; none if there is no such stream.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], and those of the disk.
    fn place(&self, stream: &StreamId, up_to: u64) -> Result<Option<Place>, StoreError>;

    /// Puts an envelope at the end of its stream as it is, with its link, or its tombstone.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the stream ends elsewhere than right before it;
    /// [`StoreError::TooLarge`]; and those of the disk.
    fn envelope(&self, envelope: &Envelope) -> Result<(), StoreError>;

    /// Keeps a draft unless one is there that is as new, and says whether it did.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and those of the disk.
    fn draft(&self, stream: &StreamId, draft: &Draft) -> Result<bool, StoreError>;

    /// Keeps bytes under their hash, and says whether they are new.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and those of the disk.
    fn blob(&self, bytes: &[u8]) -> Result<bool, StoreError>;
}
