//! Changes made behind the store's back are detected, and located.

use rusqlite::Connection;

use super::{entries, file, stream};
use crate::store::{Break, Envelope, Fault, Hash, Store, StoreError, envelope};

/// A stream of four envelopes; then the change; then what `verify` says.
fn after(change: &str) -> Option<Break> {
    let (directory, store) = file();
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &entries(1..=4)).unwrap();
    let sql = Connection::open(directory.path().join("store.db")).unwrap();
    sql.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    sql.execute_batch(change).unwrap();
    store.verify(&attempt).unwrap().broken
}

fn broken(sequence: u64, fault: Fault) -> Option<Break> {
    Some(Break { sequence, fault })
}

#[test]
fn no_change_is_no_break() {
    assert_eq!(after("UPDATE envelopes SET kind = kind"), None);
}

#[test]
fn a_changed_payload_or_salt_is_located() {
    for change in [
        r#"UPDATE payloads SET payload = '{"answer":"better"}' WHERE sequence = 2"#,
        "UPDATE payloads SET payload = payload || ' ' WHERE sequence = 2",
        "UPDATE payloads SET payload = CAST(payload AS BLOB) WHERE sequence = 2",
        "UPDATE payloads SET payload = CAST(x'ff' AS TEXT) WHERE sequence = 2",
        "UPDATE payloads SET salt = zeroblob(32) WHERE sequence = 2",
        "UPDATE payloads SET salt = x'00' WHERE sequence = 2",
        "UPDATE payloads SET salt = 5 WHERE sequence = 2",
    ] {
        assert_eq!(after(change), broken(2, Fault::Payload), "{change}");
    }
}

#[test]
fn a_changed_kind_time_seal_link_or_order_is_located() {
    for change in [
        "UPDATE envelopes SET kind = 'skipped' WHERE sequence = 3",
        "UPDATE envelopes SET kind = CAST(kind AS BLOB) WHERE sequence = 3",
        "UPDATE envelopes SET time = time + 1 WHERE sequence = 3",
        "UPDATE envelopes SET time = 'noon' WHERE sequence = 3",
        "UPDATE envelopes SET seal = zeroblob(32) WHERE sequence = 3",
        "UPDATE envelopes SET seal = 1 WHERE sequence = 3",
        "UPDATE envelopes SET link = zeroblob(32) WHERE sequence = 3",
        "UPDATE envelopes SET link = x'' WHERE sequence = 3",
        "UPDATE envelopes SET sequence = 9 WHERE sequence = 3;
         UPDATE envelopes SET sequence = 3 WHERE sequence = 4;
         UPDATE envelopes SET sequence = 4 WHERE sequence = 9;
         UPDATE payloads SET sequence = 9 WHERE sequence = 3;
         UPDATE payloads SET sequence = 3 WHERE sequence = 4;
         UPDATE payloads SET sequence = 4 WHERE sequence = 9;",
    ] {
        assert_eq!(after(change), broken(3, Fault::Link), "{change}");
    }
}

#[test]
fn an_envelope_in_front_of_the_first_is_located() {
    let change = "UPDATE envelopes SET sequence = 0 WHERE sequence = 1";
    assert_eq!(after(change), broken(1, Fault::Link));
}

#[test]
fn a_removed_envelope_is_located() {
    for (sequence, change) in [
        (1, "DELETE FROM envelopes WHERE sequence = 1"),
        (2, "DELETE FROM envelopes WHERE sequence = 2"),
        (4, "DELETE FROM envelopes WHERE sequence = 4"),
        (1, "DELETE FROM envelopes"),
    ] {
        assert_eq!(after(change), broken(sequence, Fault::Missing), "{change}");
    }
}

#[test]
fn a_payload_that_vanished_without_a_purge_is_located() {
    let change = "DELETE FROM payloads WHERE sequence = 2";
    assert_eq!(after(change), broken(2, Fault::PayloadMissing));
}

#[test]
fn a_changed_record_of_the_end_is_located() {
    for (change, sequence, fault) in [
        ("UPDATE streams SET last_sequence = 2", 3, Fault::AfterEnd),
        ("UPDATE streams SET last_sequence = 6", 5, Fault::Missing),
        ("UPDATE streams SET last_sequence = -1", 4, Fault::End),
        ("UPDATE streams SET last_time = 1", 4, Fault::End),
        ("UPDATE streams SET last_link = zeroblob(32)", 4, Fault::End),
        ("DELETE FROM streams", 1, Fault::AfterEnd),
    ] {
        assert_eq!(after(change), broken(sequence, fault), "{change}");
    }
}

#[test]
fn an_envelope_cannot_move_to_another_stream() {
    let change = "UPDATE streams SET stream = 'attempt/2';
         UPDATE envelopes SET stream = 'attempt/2'; UPDATE payloads SET stream = 'attempt/2';";
    let (directory, store) = file();
    store.append(&stream("attempt/1"), 0, &entries(1..=2)).unwrap();
    let sql = Connection::open(directory.path().join("store.db")).unwrap();
    sql.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    sql.execute_batch(change).unwrap();
    let report = store.verify(&stream("attempt/2")).unwrap();
    assert_eq!((report.verified, report.broken), (0, broken(1, Fault::Link)));
}

#[test]
fn a_purged_chain_still_shows_a_changed_time() {
    let (directory, store) = file();
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &entries(1..=4)).unwrap();
    store.purge(&attempt, 5).unwrap();
    let sql = Connection::open(directory.path().join("store.db")).unwrap();
    sql.execute_batch("UPDATE envelopes SET time = time + 1 WHERE sequence = 3").unwrap();
    let report = store.verify(&attempt).unwrap();
    assert_eq!((report.verified, report.erased), (2, 2));
    assert_eq!(report.broken, broken(3, Fault::Link));
    assert_eq!(
        report.broken.unwrap().to_string(),
        "envelope 3: its kind, time, seal, link or place in the stream was changed"
    );
}

/// Reading rows that cannot be what was stored is an error that says where, never a panic.
#[test]
fn rows_of_the_wrong_shape_are_reported_as_damage() {
    for change in [
        "UPDATE payloads SET payload = CAST(x'ff' AS TEXT)",
        "UPDATE payloads SET payload = x'00'",
        "UPDATE payloads SET salt = x'00'",
        "UPDATE envelopes SET time = 'noon'",
        "UPDATE envelopes SET link = 'link'",
        "UPDATE envelopes SET sequence = -1",
        "DELETE FROM payloads",
    ] {
        let (directory, store) = file();
        let attempt = stream("attempt/1");
        store.append(&attempt, 0, &entries(1..=1)).unwrap();
        let sql = Connection::open(directory.path().join("store.db")).unwrap();
        sql.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        sql.execute_batch(change).unwrap();
        let read = store.read(&attempt, 0);
        if change.contains("sequence = -1") {
            assert_eq!(read.unwrap(), [], "out of sight, and seen by verify");
            continue;
        }
        let error = read.unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{change}: {error:?}");
    }
    for change in [
        "UPDATE streams SET last_link = 'x'",
        "UPDATE streams SET last_sequence = -5",
        "UPDATE streams SET stream = 'attempt/' || char(27)",
    ] {
        let (directory, store) = file();
        store.append(&stream("attempt/1"), 0, &entries(1..=1)).unwrap();
        let sql = Connection::open(directory.path().join("store.db")).unwrap();
        sql.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        sql.execute_batch(change).unwrap();
        let error = store.streams("").unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{change}: {error:?}");
        assert!(!error.to_string().contains('\u{1b}'));
    }
}

#[test]
fn a_changed_blob_is_not_handed_out() {
    let (directory, store) = file();
    let hash = store.put_blob(b"scenario").unwrap();
    let sql = Connection::open(directory.path().join("store.db")).unwrap();
    sql.execute_batch("UPDATE blobs SET bytes = x'00'").unwrap();
    let error = store.blob(&hash).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
}

/// Worked out by a separate program; if this changes, no chain of before verifies any more.
#[test]
fn the_links_are_these() {
    let attempt = stream("attempt/1");
    let start = envelope::start(&attempt);
    assert_eq!(start, Hash::parse(START).unwrap());
    let mut entry = super::entry(1);
    entry.salt.0 = [7; 32];
    let sealed = Envelope::seal(&attempt, 1, &start, &entry);
    assert_eq!(sealed.seal, Hash::parse(SEAL).unwrap());
    assert_eq!(sealed.link, Hash::parse(LINK).unwrap());
}

const START: &str = "69a1d332de6398bccdef96426392496d656b59a6705294e3434af6c84784774c";
const SEAL: &str = "abf4283f0ffa3df90760006662ce434e9b12bd5aa9f0ed578d348cabb0eba1a9";
const LINK: &str = "8e7b29c8ed6ce1f831543ee95333227f797f75f8f70f597ff0db280f8b895355";
