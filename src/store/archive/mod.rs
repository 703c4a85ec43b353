//! Everything that a store keeps, as one file of lines, to be taken to another machine.
//!
//! Each line is a JSON document. The first names the format; then come all envelopes by stream and
//! sequence, all drafts by stream and slot, and all blobs by hash; the last says how many of each
//! there are, with the SHA-256 of all lines before it, so that a file that was cut off or changed on
//! its way is told from a whole one. There is nothing else in it, no time and no name of a program:
//! equal stores give equal bytes. They are ASCII, so that no terminal and no mail program makes
//! anything else of them.
//!
//! Links and seals go along, and are recomputed on both ends. As everywhere, that detects changes
//! and says nothing about who made them: whoever changes a file may also compute its sums anew, and
//! then what no link covers, such as a draft or the time of an erasure, passes.

mod error;
mod export;
mod import;
mod line;
mod read;

#[cfg(test)]
mod tests;

pub use error::{ArchiveError, Problem};
pub use export::export;
pub use import::{Imported, import};
pub use read::Archive;

use std::fmt;

/// The version of the format that this program writes, and the only one that it reads.
pub const VERSION: u64 = 1;

/// How much an archive holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Streams with an envelope.
    pub streams: u64,
    /// Envelopes, erased ones among them.
    pub envelopes: u64,
    /// Drafts.
    pub drafts: u64,
    /// Blobs.
    pub blobs: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { streams, envelopes, drafts, blobs } = self;
        write!(f, "streams: {streams}, envelopes: {envelopes}, drafts: {drafts}, blobs: {blobs}")
    }
}
