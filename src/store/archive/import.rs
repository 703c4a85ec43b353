//! Taking an archive into a store that may hold something already.
//!
//! A stream only ever grows. Where the archive goes further, the store's stream is continued; where
//! it goes less far or equally far, nothing happens; where the two part, everything is refused.
//!
//! What was erased in the store is not brought back: a stream of which the archive still holds
//! something that was erased here is left as it is, with all streams below it (such as the
//! candidates of a round, or the seats of a room) and their drafts. The other way round, a tombstone
//! of the archive erases nothing here.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::read::{Archive, Item};
use super::{ArchiveError, Counts, Problem};
use crate::store::{Content, Draft, Envelope, Restoring, Store, StoreError, StreamId};

/// What an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What is new: streams that were not there, and every new envelope, draft and blob.
    pub new: Counts,
    /// Streams that were there, and go on now.
    pub continued: u64,
    /// Streams that stay as they are because something of them was erased here.
    pub erased_here: u64,
}

/// Takes everything of an archive into a store, or nothing.
///
/// # Errors
/// [`ArchiveError::Line`] and [`ArchiveError::Truncated`] if the archive is not as it was exported;
/// [`ArchiveError::Conflict`] if it and the store have continued a stream differently; and those of
/// reading and of the store. The store is as it was before.
pub fn import<R: BufRead>(
    mut archive: Archive<R>,
    store: &dyn Store,
) -> Result<Imported, ArchiveError> {
    let mut outcome = Ok(Imported::default());
    let kept = store.restore(&mut |into| {
        outcome = Import::new(into).all(&mut archive);
        outcome.is_ok()
    });
    let imported = outcome?;
    kept?;
    Ok(imported)
}

struct Import<'a> {
    into: &'a dyn Restoring,
    done: Imported,
    /// The stream that was put something to last.
    growing: Option<StreamId>,
    /// Streams of which something was erased here that the archive holds.
    erased_here: BTreeSet<StreamId>,
    /// Streams to which the archive brought a tombstone.
    erased_there: BTreeSet<StreamId>,
}

impl<'a> Import<'a> {
    fn new(into: &'a dyn Restoring) -> Self {
        Self {
            into,
            done: Imported::default(),
            growing: None,
            erased_here: BTreeSet::new(),
            erased_there: BTreeSet::new(),
        }
    }

    fn all<R: BufRead>(mut self, archive: &mut Archive<R>) -> Result<Imported, ArchiveError> {
        while let Some(item) = archive.next()? {
            let line = archive.line();
            match item {
                Item::Envelope(envelope) => self.envelope(&envelope, line)?,
                Item::Draft(stream, draft) => {
                    self.draft(&stream, &draft).map_err(|error| refused(error, line))?;
                }
                Item::Blob(bytes) => {
                    let is_new = self.into.blob(&bytes).map_err(|error| refused(error, line))?;
                    self.done.new.blobs += u64::from(is_new);
                }
            }
        }
        Ok(self.done)
    }

    fn envelope(&mut self, envelope: &Envelope, line: u64) -> Result<(), ArchiveError> {
        let Envelope { stream, sequence, .. } = envelope;
        if self.is_erased_here(stream) {
            return Ok(());
        }
        let place = self.into.place(stream, *sequence)?;
        if let Some(place) = place.filter(|place| place.sequence == *sequence) {
            if place.is_erased && envelope.payload().is_some() {
                self.erased_here.insert(stream.clone());
                self.done.erased_here += 1;
            } else if place.link != envelope.link {
                let (stream, sequence) = (stream.clone(), *sequence);
                return Err(ArchiveError::Conflict { line, stream, sequence });
            }
            return Ok(());
        }
        self.into.envelope(envelope).map_err(|error| refused(error, line))?;
        self.done.new.envelopes += 1;
        if self.growing.as_ref() != Some(stream) {
            match place {
                None => self.done.new.streams += 1,
                Some(_) => self.done.continued += 1,
            }
            self.growing = Some(stream.clone());
        }
        if matches!(envelope.content, Content::Erased { .. }) {
            self.erased_there.insert(stream.clone());
        }
        Ok(())
    }

    fn draft(&mut self, stream: &StreamId, draft: &Draft) -> Result<(), StoreError> {
        // A stream that ends erased had its drafts erased with it, whatever the archive has of it.
        let was_erased = !self.erased_there.contains(stream)
            && self.into.place(stream, u64::MAX)?.is_some_and(|end| end.is_erased);
        if !was_erased && !self.is_erased_here(stream) {
            self.done.new.drafts += u64::from(self.into.draft(stream, draft)?);
        }
        Ok(())
    }

    /// Whether the stream, or one above it, is left as it is.
    fn is_erased_here(&self, stream: &StreamId) -> bool {
        let name = stream.as_str();
        let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
        !self.erased_here.is_empty()
            && ends
                .filter_map(|end| name.get(..end).and_then(|above| StreamId::new(above).ok()))
                .any(|above| self.erased_here.contains(&above))
    }
}

fn refused(error: StoreError, line: u64) -> ArchiveError {
    match error {
        StoreError::TooLarge { .. } => {
            ArchiveError::Line { line, problem: Problem::TooLarge(error) }
        }
        error => error.into(),
    }
}
