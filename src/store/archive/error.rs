//! Why an archive cannot be written, read, or taken in.

use std::io;

use super::{Counts, VERSION};
use crate::store::{BadStreamId, Break, StoreError, StreamId};

/// Why an archive was not written, or not taken in. The store is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system failed to read the archive.
    #[error("it cannot be read ({0}): check that its disk is connected and sound")]
    Read(#[source] io::Error),
    /// The system failed to write the archive.
    #[error("it cannot be written ({0}): check that its disk is connected and has space")]
    Write(#[source] io::Error),
    /// The file is something else.
    #[error(
        "line 1 is {found}, and not the first line of an export: give a file that `hotseat data \
         export FILE` wrote"
    )]
    NoArchive {
        /// The beginning of the first line, or what it is.
        found: String,
    },
    /// A later version of this program has written the file.
    #[error(
        "line 1 says that this is an export in format {found}, and this program reads format \
         {VERSION}: update hotseat"
    )]
    Newer {
        /// The version of the format in the file.
        found: u64,
    },
    /// The file ends before its end.
    #[error(
        "it ends after {} without the last line of an export, which says how much there \
         is: it was cut off; copy it anew, or export again",
        in_words(*.lines)
    )]
    Truncated {
        /// How many whole lines it has.
        lines: u64,
    },
    /// A line is not as it was exported.
    #[error("line {line} {problem}: it is not as it was exported; copy it anew, or export again")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong with it.
        problem: Problem,
    },
    /// A stream went on in two ways.
    #[error(
        "line {line} has envelope {sequence} of {stream}, where another one is kept here: it was \
         continued in both places, and two histories are not made into one; import into an empty \
         directory, with --data DIR"
    )]
    Conflict {
        /// The line, from 1.
        line: u64,
        /// The stream.
        stream: StreamId,
        /// The first sequence at which there are two envelopes.
        sequence: u64,
    },
    /// What is to be exported was changed behind the store's back.
    #[error(
        "{stream} is damaged ({at}), and an export of it could not be imported: restore a backup \
         of the store, or erase what is damaged"
    )]
    Damaged {
        /// The stream.
        stream: StreamId,
        /// Where its chain breaks.
        at: Break,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a line.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Longer than any line of an export.
    #[error("has more than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("is no text (byte {at} is not UTF-8)")]
    NotText {
        /// Where, from 1.
        at: usize,
    },
    /// No JSON, or not that of a line.
    #[error("is not the JSON of a line ({found} at column {column})")]
    NotALine {
        /// What the reader of JSON found.
        found: String,
        /// Where, from 1.
        column: usize,
    },
    /// An id that can name no stream.
    #[error("has a bad stream ({0})")]
    Stream(#[source] BadStreamId),
    /// No hash where one should be.
    #[error("has {found:?} as {key}, and not 64 hexadecimal digits")]
    NoHash {
        /// The key.
        key: &'static str,
        /// What stands there, or its beginning.
        found: String,
    },
    /// Not one of the two things that it can hold.
    #[error("must have {one} or {other}, and not both or neither")]
    Which {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// The bytes of a blob are no pairs of digits.
    #[error("has a blob whose hex is not pairs of hexadecimal digits")]
    NoHex,
    /// Not in order.
    #[error("has {found} after {before}, where it comes twice or out of order")]
    Order {
        /// What the line has.
        found: String,
        /// What the line before it has.
        before: String,
    },
    /// Not what the link or seal says.
    #[error("does not belong to the chain of {stream} ({at})")]
    Chain {
        /// The stream.
        stream: StreamId,
        /// What does not verify.
        at: Break,
    },
    /// Not what the hash says.
    #[error("has bytes whose SHA-256 is {found}, and not {said}")]
    Blob {
        /// Their hash.
        found: String,
        /// What the line says.
        said: String,
    },
    /// More than a store accepts.
    #[error("cannot be kept ({0})")]
    TooLarge(#[source] StoreError),
    /// Other counts than the last line says.
    #[error("says that there are {said}, and before it there are {found}")]
    Counts {
        /// What it says.
        said: Counts,
        /// What there is.
        found: Counts,
    },
    /// Another sum than the last line says.
    #[error("has another SHA-256 than the lines before it, so that one of them was changed")]
    Changed,
    /// Something behind the last line.
    #[error("comes after the last line of the export")]
    AfterEnd,
}

fn in_words(number: u64) -> String {
    if number == 1 { "1 line".to_owned() } else { format!("{number} lines") }
}
