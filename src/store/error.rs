//! What can go wrong in a store, told apart by what a person can do about it.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use super::StreamId;

/// Why a store could not be opened, or could not do what it was asked. After any of these, what was
/// accepted earlier is still there, and the call that failed has changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Someone else has appended first.
    #[error(
        "{stream} was expected to end at {expected}, but it ends at {found}: it is being continued \
         elsewhere, in another window or on another device; read it again from there"
    )]
    Conflict {
        /// The stream.
        stream: StreamId,
        /// The sequence after which the caller wanted to append.
        expected: u64,
        /// The sequence of the last envelope.
        found: u64,
    },
    /// Something is larger than the store accepts.
    #[error("this {what} has {bytes} bytes, and at most {limit} can be kept: shorten it")]
    TooLarge {
        /// What it is.
        what: &'static str,
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The disk, or the quota, is full.
    #[error(
        "the disk of {} is full: free some space and try again; nothing that was saved before is \
         lost",
        .path.display()
    )]
    Full {
        /// The store's file.
        path: PathBuf,
    },
    /// The file, its directory or its disk may only be read.
    #[error(
        "{} can be read but not written: make the file and its directory writable for you, or \
         choose another place",
        .path.display()
    )]
    ReadOnly {
        /// The store's file.
        path: PathBuf,
    },
    /// Another process held the file for longer than this one waited.
    #[error(
        "{} is in use by another program that does not let go of it: close that program (a backup, \
         a database viewer, a second hotseat) or wait, and try again",
        .path.display()
    )]
    Busy {
        /// The store's file.
        path: PathBuf,
    },
    /// The file is one of ours, and damaged.
    #[error(
        "{} is damaged ({detail}): keep a copy of it with the files beside it whose names begin \
         alike, then restore a backup, or move them away to start anew",
        .path.display()
    )]
    Corrupt {
        /// The store's file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file is no database at all.
    #[error(
        "{} is not a database but some other file, and was left as it is: name another place, or \
         move that file away",
        .path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is the database of another program.
    #[error(
        "{} is the database of another program, and was left as it is: name another place",
        .path.display()
    )]
    OtherDatabase {
        /// The file.
        path: PathBuf,
    },
    /// A later version of this program has written the file.
    #[error(
        "{} was written by a newer version of hotseat (its format is {found}, this program knows \
         {known}), and was left as it is: update hotseat",
        .path.display()
    )]
    NewerSchema {
        /// The store's file.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The directory of the file is not there and cannot be made.
    #[error(
        "the directory {} cannot be created ({source}): create it, or name another place",
        .path.display()
    )]
    CannotCreateDirectory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A directory stands where the file should be.
    #[error("{} is a directory: name a file, for example one inside it", .path.display())]
    IsDirectory {
        /// The directory.
        path: PathBuf,
    },
    /// The file, or one of those beside it, cannot be created or opened.
    #[error(
        "{} cannot be opened ({source}): check that you may read and write the file and its \
         directory",
        .path.display()
    )]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The system failed to read or write.
    #[error(
        "reading or writing {} failed ({source}): check that its disk is connected and sound and \
         has space, then try again",
        .path.display()
    )]
    Io {
        /// The store's file.
        path: PathBuf,
        /// What the system said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The database said something that has no kind of its own here.
    #[error(
        "{}: the database reported: {source}; please report this as a fault of hotseat",
        .path.display()
    )]
    Unexpected {
        /// The store's file.
        path: PathBuf,
        /// What the database said.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether the same call may succeed later with nothing changed but the disk or the other
    /// program: what was to be saved should be held and tried again.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Full { .. } | Self::Busy { .. } | Self::ReadOnly { .. } | Self::Io { .. } => true,
            Self::CannotOpen { .. }
            | Self::Conflict { .. }
            | Self::TooLarge { .. }
            | Self::Corrupt { .. }
            | Self::NotADatabase { .. }
            | Self::OtherDatabase { .. }
            | Self::NewerSchema { .. }
            | Self::CannotCreateDirectory { .. }
            | Self::IsDirectory { .. }
            | Self::Unexpected { .. } => false,
        }
    }
}
