//! A full disk: told, survived, and nothing accepted is lost.

use super::{entry, file, stream};
use crate::store::{Content, Entry, SqliteStore, Store, StoreError};

fn pages(store: &SqliteStore, limit: &str) {
    let sql = format!("PRAGMA max_page_count = {limit}");
    store.lock().query_row(&sql, [], |_| Ok(())).unwrap();
}

fn long(number: u64) -> Entry {
    Entry { payload: format!("{number} {}", "long ".repeat(2000)), ..entry(number) }
}

#[test]
fn a_full_disk_is_told_and_survived() {
    let (_directory, store) = file();
    let attempt = stream("attempt/1");
    pages(&store, "40");
    let mut accepted = 0;
    let error = loop {
        match store.append(&attempt, accepted, &[long(accepted + 1)]) {
            Ok(_) => accepted += 1,
            Err(error) => break error,
        }
    };
    assert!(accepted > 3);
    let StoreError::Full { path } = &error else { panic!("{error:?}") };
    assert_eq!(path, store.path());
    assert!(error.may_pass());
    assert!(error.to_string().contains("free some space"), "{error}");

    // Everything else that needs space is refused alike; what needs none goes on.
    let text = "x".repeat(100_000);
    let refused = [
        store.append(&attempt, accepted, &[long(1), long(2)]).unwrap_err(),
        store.put_draft(&attempt, "q1", &text, 1).unwrap_err(),
        store.put_blob(text.as_bytes()).unwrap_err(),
    ];
    for error in refused {
        assert!(matches!(error, StoreError::Full { .. }), "{error:?}");
    }
    let check = |store: &SqliteStore| {
        let report = store.verify(&attempt).unwrap();
        assert_eq!((report.verified, report.broken), (accepted, None));
        for envelope in store.read(&attempt, 1).unwrap() {
            let Entry { payload, salt, .. } = long(envelope.sequence);
            assert_eq!(envelope.content, Content::Kept { payload, salt });
        }
    };
    check(&store);
    check(&SqliteStore::open(store.path()).unwrap());

    // Space again: the same handle takes the same answer.
    pages(&store, "100000");
    store.append(&attempt, accepted, &[long(accepted + 1)]).unwrap();
    assert_eq!(store.verify(&attempt).unwrap().verified, accepted + 1);
}

#[test]
fn a_purge_works_on_a_full_disk() {
    let (_directory, store) = file();
    let attempt = stream("attempt/1");
    pages(&store, "40");
    let mut accepted = 0;
    while store.append(&attempt, accepted, &[long(accepted + 1)]).is_ok() {
        accepted += 1;
    }
    assert_eq!(store.purge(&attempt, 5).unwrap().envelopes, accepted);
    store.append(&attempt, accepted, &[long(accepted + 1)]).unwrap();
    let report = store.verify(&attempt).unwrap();
    assert_eq!((report.verified, report.erased, report.broken), (accepted + 1, accepted, None));
}
