//! What SQLite reports, told apart by what a person can do about it.

use std::path::Path;

use rusqlite::{Error, ErrorCode};

use crate::store::StoreError;

/// The kind of a failure that SQLite reported for the file at `path`.
pub(super) fn of(path: &Path, error: Error) -> StoreError {
    let path = path.to_owned();
    let code = match &error {
        Error::SqliteFailure(failure, _) | Error::SqlInputError { error: failure, .. } => {
            failure.code
        }
        // A row that cannot be what was stored.
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::Utf8Error(..) => {
            return StoreError::Corrupt { path, detail: error.to_string() };
        }
        _ => return StoreError::Unexpected { path, source: error.into() },
    };
    match code {
        ErrorCode::DiskFull => StoreError::Full { path },
        ErrorCode::ReadOnly => StoreError::ReadOnly { path },
        // Lock races of the write-ahead log, which pass.
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => StoreError::Busy { path },
        // A constraint fails only if rows were changed behind the store's back: it upholds them
        // itself.
        ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation => {
            StoreError::Corrupt { path, detail: error.to_string() }
        }
        ErrorCode::NotADatabase => StoreError::NotADatabase { path },
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            StoreError::CannotOpen { path, source: error.into() }
        }
        ErrorCode::SystemIoFailure => StoreError::Io { path, source: error.into() },
        _ => StoreError::Unexpected { path, source: error.into() },
    }
}
