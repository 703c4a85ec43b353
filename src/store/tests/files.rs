//! The file itself: what may stand in its place, who may read it, what stays in it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::{entries, entry, file, stream};
use crate::store::{SqliteStore, Store, StoreError, StreamId, sqlite};

fn refused(path: &Path) -> StoreError {
    SqliteStore::open(path).unwrap_err()
}

#[test]
fn what_was_stored_is_there_when_opened_again() {
    let (directory, store) = file();
    let attempt = stream("attempt/1");
    let written = store.append(&attempt, 0, &entries(1..=3)).unwrap();
    store.put_draft(&attempt, "q1", "draft", 1).unwrap();
    let blob = store.put_blob(b"scenario").unwrap();
    drop(store);

    let store = SqliteStore::open(&directory.path().join("store.db")).unwrap();
    assert_eq!(store.read(&attempt, 1).unwrap(), written);
    assert_eq!(store.drafts(&attempt).unwrap().len(), 1);
    assert_eq!(store.blob(&blob).unwrap().unwrap(), b"scenario");
    store.append(&attempt, 3, &[entry(4)]).unwrap();
    assert_eq!(store.verify(&attempt).unwrap().verified, 4);
}

#[test]
fn what_is_accepted_is_synced() {
    let (_directory, store) = file();
    let sql = store.lock();
    let mode: String = sql.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    let sync: i64 = sql.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    let keys: i64 = sql.query_row("PRAGMA foreign_keys", [], |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), sync, keys), ("wal", 3, 1), "3 is EXTRA: FULL and more");
}

#[test]
fn a_name_that_sqlite_takes_for_something_else_is_a_file() {
    let directory = tempfile::tempdir().unwrap();
    for name in [":memory:", "file:x?mode=memory", "with space and é.db"] {
        let path = directory.path().join(name);
        SqliteStore::open(&path).unwrap().put_blob(b"x").unwrap();
        assert!(path.metadata().unwrap().len() > 0, "{name}");
    }
}

#[test]
fn a_directory_in_the_place_of_the_file_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let error = refused(directory.path());
    assert!(matches!(error, StoreError::IsDirectory { .. }), "{error:?}");
    assert!(error.to_string().ends_with("is a directory: name a file, for example one inside it"));
}

#[test]
fn a_file_in_the_place_of_the_directory_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "text").unwrap();
    let error = refused(&file.join("deep/store.db"));
    let StoreError::CannotCreateDirectory { path, .. } = &error else { panic!("{error:?}") };
    assert_eq!(path, &file.join("deep"));
}

#[test]
fn another_file_is_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("notes.txt");
    for text in ["x", "my notes\n", &"my long notes\n".repeat(1000)] {
        fs::write(&path, text).unwrap();
        let error = refused(&path);
        assert!(matches!(error, StoreError::NotADatabase { .. }), "{error:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "nothing beside it");
    }
}

#[test]
fn the_database_of_another_program_is_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    let before = fs::read(&path).unwrap();
    let error = refused(&path);
    assert!(matches!(error, StoreError::OtherDatabase { .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_store_is_left_as_it_is() {
    let (directory, store) = file();
    store.lock().execute_batch("UPDATE schema_version SET version = 99").unwrap();
    drop(store);
    let path = directory.path().join("store.db");
    let before = fs::read(&path).unwrap();
    let error = refused(&path);
    assert!(matches!(error, StoreError::NewerSchema { found: 99, .. }), "{error:?}");
    assert!(error.to_string().ends_with("and was left as it is: update hotseat"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_older_store_is_brought_up_to_date() {
    let (_directory, store) = file();
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &[entry(1)]).unwrap();

    let known = sqlite::open::MIGRATIONS;
    let later = "CREATE TABLE later (x TEXT); INSERT INTO later VALUES ('here')";
    let next = [known, &[later]].concat();
    let open = || sqlite::open::file(store.path(), Duration::from_secs(1), &next).unwrap().1;
    for _ in 0..2 {
        let found: String = open().query_row("SELECT x FROM later", [], |row| row.get(0)).unwrap();
        assert_eq!(found, "here", "once, not again");
    }
    assert_eq!(store.verify(&attempt).unwrap().verified, 1, "an open handle goes on");
    let count = i64::try_from(known.len()).unwrap();
    let refused = refused(store.path());
    assert!(matches!(refused, StoreError::NewerSchema { found, .. } if found == count + 1));
    assert!(matches!(refused, StoreError::NewerSchema { known, .. } if known == count));
}

#[test]
fn a_migration_that_fails_leaves_the_old_store() {
    let (_directory, store) = file();
    let bad = ["CREATE TABLE later (x TEXT); CREATE TABLE streams (again TEXT)"];
    let bad = [sqlite::open::MIGRATIONS, &bad].concat();
    sqlite::open::file(store.path(), Duration::from_secs(1), &bad).unwrap_err();
    SqliteStore::open(store.path()).unwrap();
}

#[test]
fn a_damaged_store_is_told_from_another_file() {
    let (directory, store) = file();
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &entries(1..=200)).unwrap();
    drop(store);
    let path = directory.path().join("store.db");
    let mut bytes = fs::read(&path).unwrap();
    // All but the first page, which holds the format.
    bytes[4096..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let error = SqliteStore::open(&path).and_then(|store| store.read(&attempt, 1)).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert!(!error.may_pass());
}

#[test]
fn a_purge_leaves_no_answer_in_any_file() {
    let (directory, store) = file();
    let attempt = stream("attempt/1");
    let secret = "the-secret-that-nobody-shall-read";
    let holds_it = || {
        fs::read_dir(directory.path()).unwrap().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
        })
    };
    for after in 0..60 {
        let mut entry = entry(after);
        // Some in one page, some that overflow it.
        let size = usize::try_from(after * after * 3).unwrap();
        entry.payload = format!("{secret} {} {secret}", "x".repeat(size));
        store.append(&attempt, after, &[entry]).unwrap();
        store.append(&stream("attempt/other"), after, &[super::entry(after)]).unwrap();
        store.put_draft(&attempt, "q1", &format!("{secret} draft {after}"), 1).unwrap();
    }
    assert!(holds_it());
    assert!(store.purge(&attempt, 5).unwrap().log_cleared);
    assert!(!holds_it());
    assert_eq!(store.verify(&stream("attempt/other")).unwrap().erased, 0);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let directory = tempfile::tempdir().unwrap();
    let shared = directory.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o755)).unwrap();

    let path = shared.join("new/deep/store.db");
    let store = SqliteStore::open(&path).unwrap();
    store.append(&stream("attempt/1"), 0, &[entry(1)]).unwrap();
    assert_eq!(mode(&shared), 0o755, "what was there stays");
    assert_eq!(mode(&shared.join("new")), 0o700);
    assert_eq!(mode(&shared.join("new/deep")), 0o700);
    let files = fs::read_dir(shared.join("new/deep")).unwrap();
    let modes: Vec<u32> = files.map(|file| mode(&file.unwrap().path())).collect();
    assert_eq!(modes, [0o600; 3], "database, log and index");

    drop(store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(mode(store.path()), 0o600, "a restored backup");
}

#[test]
fn a_stream_id_is_plain() {
    for good in ["attempt/0198c0de-7aaa", "room/AB.c_d", "a"] {
        assert_eq!(StreamId::new(good).unwrap().as_str(), good);
    }
    let paths = ["/a", "a/", "a//b", "../a", "a/./b", "a/.."];
    for bad in ["", "a b", "a\0", "é", "a\u{1b}[2J", &"a".repeat(201)].into_iter().chain(paths) {
        let error = StreamId::new(bad).unwrap_err();
        assert!(!error.to_string().contains('\u{1b}') && error.to_string().len() < 200);
    }
}
