//! Several handles, threads and processes on one file.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::{entries, entry, file, stream};
use crate::store::{SqliteStore, Store, StoreError};

#[test]
fn of_two_handles_on_one_stream_exactly_one_wins() {
    let (_directory, first) = file();
    let second = SqliteStore::open(first.path()).unwrap();
    let attempt = stream("attempt/1");
    for after in 0..30 {
        let start = Barrier::new(2);
        let race = |store: &SqliteStore, number| {
            start.wait();
            store.append(&attempt, after, &[entry(number)])
        };
        let (one, two) = thread::scope(|scope| {
            let one = scope.spawn(|| race(&first, 2 * after));
            let two = scope.spawn(|| race(&second, 2 * after + 1));
            (one.join().unwrap(), two.join().unwrap())
        });
        let (won, lost) = match (one, two) {
            (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
            both => panic!("{both:?}"),
        };
        assert_eq!(first.read(&attempt, after + 1).unwrap(), won);
        assert!(matches!(lost, StoreError::Conflict { found, .. } if found == after + 1), "{lost}");
    }
    assert_eq!(second.verify(&attempt).unwrap().verified, 30);
}

#[test]
fn writers_of_different_streams_wait_for_each_other() {
    let (_directory, store) = file();
    thread::scope(|scope| {
        for number in 0..4 {
            let store = &store;
            scope.spawn(move || {
                let own = SqliteStore::open(store.path()).unwrap();
                let name = stream(&format!("attempt/{number}"));
                for after in 0..20 {
                    own.append(&name, after, &[entry(after)]).unwrap();
                }
            });
        }
    });
    for head in store.streams("attempt/").unwrap() {
        assert_eq!(store.verify(&head.stream).unwrap().verified, 20);
    }
}

#[test]
fn many_may_open_a_new_file_at_once() {
    for _ in 0..5 {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("new/store.db");
        let start = Barrier::new(8);
        thread::scope(|scope| {
            for number in 0..8 {
                let (path, start) = (&path, &start);
                scope.spawn(move || {
                    start.wait();
                    let store = SqliteStore::open(path).unwrap();
                    let name = stream(&format!("attempt/{number}"));
                    store.append(&name, 0, &entries(1..=1)).unwrap();
                });
            }
        });
        assert_eq!(SqliteStore::open(&path).unwrap().streams("").unwrap().len(), 8);
    }
}

#[test]
fn who_waits_too_long_is_told_and_loses_nothing() {
    let (_directory, store) = file();
    let hasty = SqliteStore::open_waiting(store.path(), Duration::from_millis(50)).unwrap();
    let attempt = stream("attempt/1");
    let other = Connection::open(store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let error = hasty.append(&attempt, 0, &[entry(1)]).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error:?}");
    assert!(error.may_pass());
    assert_eq!(hasty.read(&attempt, 1).unwrap(), [], "reading does not wait");

    other.execute_batch("ROLLBACK").unwrap();
    hasty.append(&attempt, 0, &[entry(1)]).unwrap();
}

#[test]
fn a_purge_says_when_a_reader_keeps_the_log() {
    let (_directory, store) = file();
    let hasty = SqliteStore::open_waiting(store.path(), Duration::from_millis(50)).unwrap();
    let attempt = stream("attempt/1");
    hasty.append(&attempt, 0, &[entry(1)]).unwrap();
    let reader = Connection::open(store.path()).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let read = |_: &rusqlite::Row<'_>| Ok(());
    reader.query_row("SELECT * FROM payloads", [], read).unwrap();

    let purged = hasty.purge(&attempt, 5).unwrap();
    assert_eq!((purged.envelopes, purged.log_cleared), (1, false));

    reader.execute_batch("ROLLBACK").unwrap();
    let again = hasty.purge(&attempt, 6).unwrap();
    assert_eq!((again.envelopes, again.log_cleared), (0, true));
}
