//! Opening a store's file: making it, telling it from other files, bringing it up to date.
//!
//! Nothing is written to a file before it is known to be empty or ours, and not newer than this
//! program.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::failure;
use crate::store::StoreError;

/// Marks a SQLite file as ours: "HotS" in ASCII.
const APPLICATION: i64 = 0x486F_7453;

/// What brings a store from each version to the next; the first makes version 1 of an empty file.
/// A released step is never edited.
pub(in crate::store) const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE streams (
    stream        TEXT   NOT NULL PRIMARY KEY,
    last_sequence BIGINT NOT NULL,
    last_time     BIGINT NOT NULL,
    last_link     BLOB   NOT NULL
);
CREATE TABLE envelopes (
    stream   TEXT   NOT NULL REFERENCES streams (stream),
    sequence BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    time     BIGINT NOT NULL,
    seal     BLOB   NOT NULL,
    link     BLOB   NOT NULL,
    purged   BIGINT,
    PRIMARY KEY (stream, sequence)
);
CREATE TABLE payloads (
    stream   TEXT   NOT NULL,
    sequence BIGINT NOT NULL,
    salt     BLOB   NOT NULL,
    payload  TEXT   NOT NULL,
    PRIMARY KEY (stream, sequence),
    FOREIGN KEY (stream, sequence) REFERENCES envelopes (stream, sequence)
);
CREATE TABLE blobs (
    hash  TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
);
CREATE TABLE drafts (
    stream TEXT   NOT NULL,
    slot   TEXT   NOT NULL,
    text   TEXT   NOT NULL,
    time   BIGINT NOT NULL,
    PRIMARY KEY (stream, slot)
);
",
    "
CREATE TABLE summaries (
    name     TEXT   NOT NULL,
    stream   TEXT   NOT NULL,
    sequence BIGINT NOT NULL,
    text     TEXT   NOT NULL,
    PRIMARY KEY (name, stream)
);
",
];

/// Opens or makes the file, and gives its absolute path.
pub(in crate::store) fn file(
    path: &Path,
    patience: Duration,
    migrations: &[&str],
) -> Result<(PathBuf, Connection), StoreError> {
    // Absolute: SQLite takes names such as ":memory:" for something else than a file.
    let path = std::path::absolute(path)
        .map_err(|error| StoreError::CannotOpen { path: path.to_owned(), source: error.into() })?;
    if path.is_dir() {
        return Err(StoreError::IsDirectory { path });
    }
    if let Some(directory) = path.parent() {
        create_directory(directory).map_err(|error| {
            of_the_system(directory, error, |path, source| StoreError::CannotCreateDirectory {
                path,
                source,
            })
        })?;
    }
    create_file(&path)?;
    // SQLite takes a file of one byte for an empty one, and would overwrite it. Only the size is
    // looked at: to open and close the file here would take away the locks that another store in
    // this process holds on it.
    const SMALLEST: u64 = 512;
    if path.metadata().is_ok_and(|file| (1..SMALLEST).contains(&file.len())) {
        return Err(StoreError::NotADatabase { path });
    }
    // No URI names: a path is a path, whatever is in it.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |error| failure::of(&path, error);
    let mut connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
    prepare(&mut connection, &path, patience, migrations)?;
    make_private(&path);
    Ok((path, connection))
}

/// A new store in memory.
pub(super) fn memory(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory().map_err(|error| failure::of(path, error))?;
    prepare(&mut connection, path, Duration::ZERO, MIGRATIONS)?;
    Ok(connection)
}

fn prepare(
    connection: &mut Connection,
    path: &Path,
    patience: Duration,
    migrations: &[&str],
) -> Result<(), StoreError> {
    connection.busy_timeout(patience).map_err(|error| failure::of(path, error))?;
    // While two processes turn one new file into a store, SQLite reports a lock at once, where
    // waiting inside it could block both for ever.
    const PAUSE: Duration = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        match set_up(connection, path, migrations) {
            Err(StoreError::Busy { .. }) if waited < patience => {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            done => return done,
        }
    }
}

fn set_up(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    let failed = |error| failure::of(path, error);
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let look = connection.transaction().map_err(failed)?;
    let version = version(&look, path, known)?;
    drop(look);
    // EXTRA is FULL, and holds its promise also where a file system has no write-ahead log.
    // `fullfsync` makes macOS empty the disk's own cache, too. `secure_delete` overwrites what a
    // purge erases.
    connection
        .execute_batch(
            "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = EXTRA;
             PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF;",
        )
        .map_err(failed)?;
    if version == known {
        return Ok(());
    }
    let sql =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Once more: another process may have been faster.
    let version = self::version(&sql, path, known)?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done == 0 {
        sql.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION};
             CREATE TABLE schema_version (version BIGINT NOT NULL);
             INSERT INTO schema_version (version) VALUES (0);"
        ))
        .map_err(failed)?;
    }
    for migration in migrations.iter().skip(done) {
        sql.execute_batch(migration).map_err(failed)?;
    }
    sql.execute("UPDATE schema_version SET version = ?1", [known]).map_err(failed)?;
    sql.commit().map_err(failed)
}

/// The version of a store; 0 for an empty file. It takes a transaction because mark and tables must
/// be of one moment: another process may just be making the store.
fn version(sql: &Transaction<'_>, path: &Path, known: i64) -> Result<i64, StoreError> {
    let failed = |error| failure::of(path, error);
    let number = |query: &str| sql.query_row(query, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id").map_err(failed)?;
    let tables = number("SELECT count(*) FROM sqlite_master").map_err(failed)?;
    if tables == 0 && application == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(StoreError::OtherDatabase { path: path.to_owned() });
    }
    let corrupt = |detail: String| StoreError::Corrupt { path: path.to_owned(), detail };
    let found = number("SELECT version FROM schema_version").map_err(|error| match error {
        rusqlite::Error::QueryReturnedNoRows | rusqlite::Error::SqlInputError { .. } => {
            corrupt("its format version is missing".to_owned())
        }
        error => failed(error),
    })?;
    match found {
        ..1 => Err(corrupt(format!("its format version is {found}"))),
        found if found > known => {
            Err(StoreError::NewerSchema { path: path.to_owned(), found, known })
        }
        found => Ok(found),
    }
}

fn create_file(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(of_the_system(path, error, |path, source| StoreError::CannotOpen {
            path,
            source: source.into(),
        })),
    }
}

/// A failure of the system while making a file or directory; `otherwise` if it is none that has a
/// remedy of its own.
fn of_the_system(
    path: &Path,
    error: io::Error,
    otherwise: fn(PathBuf, io::Error) -> StoreError,
) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
        io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
        _ => otherwise(path, error),
    }
}

// A directory that is already there keeps its mode: it may be shared with other files.
fn create_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let missing = directory.ancestors().take_while(|ancestor| !ancestor.exists()).count();
    builder.create(directory)?;
    // A power cut must not take the new directories away, and the store with them. SQLite does this
    // for the last one. Some file systems refuse it; there is nothing else to do then.
    for changed in directory.ancestors().skip(1).take(missing) {
        let _ = File::open(changed).and_then(|changed| changed.sync_all());
    }
    Ok(())
}

// Answers are private, whatever mode an older copy or a restored backup has. Only the owner may
// change it; for anyone else it stays as the owner wanted it.
#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let private = fs::Permissions::from_mode(0o600);
        let wide = fs::metadata(&name).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        if wide {
            let _ = fs::set_permissions(&name, private);
        }
    }
}

#[cfg(not(unix))]
fn make_private(_: &Path) {}
