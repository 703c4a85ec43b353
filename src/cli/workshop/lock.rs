//! One program at a time holds the rooms of a data directory: two would not hear of each other.

use std::fs::{self, File, TryLockError};

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;

/// Name of the file that is locked, in the data directory.
const LOCK: &str = "workshop.lock";

/// Holds the rooms until it is dropped, or the program ends in whatever way.
pub(in crate::cli) struct Held(
    #[expect(dead_code, reason = "the lock lasts as long as the file is open")] File,
);

/// Takes the rooms of the data directory.
///
/// # Errors
/// Where another program holds them, and those of the disk.
pub(in crate::cli) fn hold(everywhere: &Everywhere, outside: &Outside) -> Result<Held, CliError> {
    let folder = outside.data_directory(everywhere)?;
    let path = folder.join(LOCK);
    let cannot = |source| CliError::Write { path: path.clone(), source };
    fs::create_dir_all(&folder).map_err(cannot)?;
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(Held(file)),
        Err(TryLockError::WouldBlock) => Err(CliError::WorkshopRuns { folder }),
        Err(TryLockError::Error(source)) => Err(cannot(source)),
    }
}
