//! Writing all that a store keeps, piece by piece.

use std::io::Write;

use sha2::{Digest as _, Sha256};

use super::line::{Header, Line, to_bytes};
use super::{ArchiveError, Counts};
use crate::store::chain::{Chain, End, Row};
use crate::store::{Draft, Hash, Store, StoreError, StreamId};

/// Writes everything that is kept in a store. What is appended meanwhile is left out, and no stream
/// goes further in it than another did when it began.
///
/// # Errors
/// [`ArchiveError::Write`]; [`ArchiveError::Damaged`] for a stream that does not verify; and those
/// of the store. What was written until then is no whole archive.
pub fn export(store: &dyn Store, out: &mut dyn Write) -> Result<Counts, ArchiveError> {
    let mut out = Output { out, hash: Sha256::new(), counts: Counts::default() };
    // Drafts first: one that is handed in meanwhile is then in it twice, rather than not at all.
    let drafts = drafts(store)?;
    let mut heads = store.streams("")?;
    heads.sort_by(|one, other| one.stream.cmp(&other.stream));
    out.put(&to_bytes(&Header::ours()).map_err(ArchiveError::Write)?)?;
    for head in &heads {
        let mut chain = Chain::new(&head.stream);
        for envelope in store.read(&head.stream, 1)? {
            if envelope.sequence <= head.sequence {
                chain.take(&Row::of(&envelope));
                out.line(&Line::envelope(&envelope))?;
                out.counts.envelopes += 1;
            }
        }
        if let Some(at) = chain.end(Some(&End::from(head))).broken {
            return Err(ArchiveError::Damaged { stream: head.stream.clone(), at });
        }
        out.counts.streams += 1;
    }
    for (stream, draft) in &drafts {
        out.line(&Line::draft(stream, draft))?;
        out.counts.drafts += 1;
    }
    for hash in store.blobs()? {
        if let Some(bytes) = store.blob(&hash)? {
            out.line(&Line::blob(&hash, &bytes))?;
            out.counts.blobs += 1;
        }
    }
    let (counts, sha256) = (out.counts, Hash(out.hash.clone().finalize().into()));
    out.line(&Line::end(counts, &sha256))?;
    Ok(counts)
}

fn drafts(store: &dyn Store) -> Result<Vec<(StreamId, Draft)>, StoreError> {
    let mut all = Vec::new();
    for stream in store.draft_streams()? {
        all.extend(store.drafts(&stream)?.into_iter().map(|draft| (stream.clone(), draft)));
    }
    Ok(all)
}

struct Output<'a> {
    out: &'a mut dyn Write,
    hash: Sha256,
    counts: Counts,
}

impl Output<'_> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), ArchiveError> {
        self.put(&to_bytes(line).map_err(ArchiveError::Write)?)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.hash.update(bytes);
        self.out.write_all(bytes).map_err(ArchiveError::Write)
    }
}
