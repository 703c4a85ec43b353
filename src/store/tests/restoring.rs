//! What every store keeps to when it is filled with what was kept elsewhere.

use super::{entries, entry, file, stream};
use crate::store::{
    ChainReport, Content, Draft, Envelope, Hash, Place, Restoring, SqliteStore, Store, StoreError,
};

contract! {
    blobs_are_listed_by_hash
    streams_with_drafts_are_listed_by_id
    what_is_restored_is_as_it_was
    what_shall_not_be_kept_is_not
    a_stream_is_restored_at_its_end_only
    places_are_found_up_to_a_sequence
    the_newer_draft_is_kept
    a_restored_blob_is_new_once
    what_is_too_large_is_not_restored
}

fn blobs_are_listed_by_hash(store: &dyn Store) {
    assert_eq!(store.blobs().unwrap(), []);
    let mut hashes: Vec<Hash> =
        (0..9_u8).map(|number| store.put_blob(&[number, 0xFF]).unwrap()).collect();
    store.put_blob(&[3, 0xFF]).unwrap();
    hashes.sort();
    assert_eq!(store.blobs().unwrap(), hashes);
}

fn streams_with_drafts_are_listed_by_id(store: &dyn Store) {
    assert_eq!(store.draft_streams().unwrap(), []);
    store.append(&stream("attempt/without"), 0, &entries(1..=1)).unwrap();
    for (name, slot) in [("room/1", "b"), ("attempt/2", "a"), ("room/1", "a"), ("Room/1", "a")] {
        store.put_draft(&stream(name), slot, "text", 1).unwrap();
    }
    let names = ["Room/1", "attempt/2", "room/1"].map(stream);
    assert_eq!(store.draft_streams().unwrap(), names);
    store.delete_draft(&stream("attempt/2"), "a").unwrap();
    assert_eq!(store.draft_streams().unwrap(), ["Room/1", "room/1"].map(stream));
}

/// Three envelopes, of which the first two were purged.
fn half_erased() -> Vec<Envelope> {
    let elsewhere = SqliteStore::in_memory().unwrap();
    let attempt = stream("attempt/1");
    elsewhere.append(&attempt, 0, &entries(1..=2)).unwrap();
    elsewhere.purge(&attempt, 77).unwrap();
    elsewhere.append(&attempt, 2, &entries(3..=3)).unwrap();
    elsewhere.read(&attempt, 1).unwrap()
}

fn put(into: &dyn Restoring, envelopes: &[Envelope]) -> bool {
    envelopes.iter().all(|envelope| into.envelope(envelope).is_ok())
}

fn what_is_restored_is_as_it_was(store: &dyn Store) {
    let envelopes = half_erased();
    assert!(store.restore(&mut |into| put(into, &envelopes)).unwrap());
    let attempt = stream("attempt/1");
    assert_eq!(store.read(&attempt, 1).unwrap(), envelopes);
    assert_eq!(store.read(&attempt, 1).unwrap()[1].content, Content::Erased { time: 77 });
    let whole = |verified| ChainReport { verified, erased: 2, broken: None };
    assert_eq!(store.verify(&attempt).unwrap(), whole(3));
    let head = store.streams("").unwrap();
    assert_eq!((head[0].sequence, head[0].link), (3, envelopes[2].link));
    // It goes on as any other.
    store.append(&attempt, 3, &entries(4..=4)).unwrap();
    assert_eq!(store.verify(&attempt).unwrap(), whole(4));
}

fn what_shall_not_be_kept_is_not(store: &dyn Store) {
    let envelopes = half_erased();
    let kept = store.restore(&mut |into| {
        assert!(put(into, &envelopes));
        into.blob(b"blob").unwrap();
        let draft = Draft { slot: "q1".to_owned(), text: "draft".to_owned(), time: 1 };
        into.draft(&stream("attempt/1"), &draft).unwrap();
        false
    });
    assert!(!kept.unwrap());
    assert_eq!(store.streams("").unwrap(), []);
    assert_eq!(store.read(&stream("attempt/1"), 1).unwrap(), []);
    assert_eq!((store.blobs().unwrap(), store.draft_streams().unwrap()), (vec![], vec![]));
    store.append(&stream("attempt/1"), 0, &entries(1..=1)).unwrap();
}

fn a_stream_is_restored_at_its_end_only(store: &dyn Store) {
    let envelopes = half_erased();
    let attempt = stream("attempt/1");
    store
        .restore(&mut |into| {
            let refused = |number: usize, end| {
                let error = into.envelope(&envelopes[number]).unwrap_err();
                let StoreError::Conflict { stream, found, .. } = error else { panic!("{error}") };
                assert_eq!((stream, found), (attempt.clone(), end));
            };
            refused(1, 0);
            refused(2, 0);
            into.envelope(&envelopes[0]).unwrap();
            refused(0, 1);
            refused(2, 1);
            true
        })
        .unwrap();
    assert_eq!(store.read(&attempt, 1).unwrap(), envelopes[..1]);
}

fn places_are_found_up_to_a_sequence(store: &dyn Store) {
    let envelopes = half_erased();
    store.append(&stream("attempt/10"), 0, &entries(1..=1)).unwrap();
    store
        .restore(&mut |into| {
            assert!(put(into, &envelopes));
            let attempt = stream("attempt/1");
            let place = |number: usize, is_erased| {
                let Envelope { sequence, link, .. } = envelopes[number];
                Some(Place { sequence, link, is_erased })
            };
            for (up_to, found) in [
                (0, None),
                (1, place(0, true)),
                (2, place(1, true)),
                (3, place(2, false)),
                (4, place(2, false)),
                (u64::MAX, place(2, false)),
            ] {
                assert_eq!(into.place(&attempt, up_to).unwrap(), found, "{up_to}");
            }
            assert_eq!(into.place(&stream("attempt/unknown"), 1).unwrap(), None);
            true
        })
        .unwrap();
}

fn the_newer_draft_is_kept(store: &dyn Store) {
    let attempt = stream("attempt/1");
    store.put_draft(&attempt, "q1", "here", 5).unwrap();
    store
        .restore(&mut |into| {
            for (text, time, is_kept) in
                [("older", 4, false), ("as old", 5, false), ("newer", 6, true), ("newer", 6, false)]
            {
                let draft = Draft { slot: "q1".to_owned(), text: text.to_owned(), time };
                assert_eq!(into.draft(&attempt, &draft).unwrap(), is_kept, "{text}");
            }
            let other = Draft { slot: "q2".to_owned(), text: "other".to_owned(), time: i64::MIN };
            assert!(into.draft(&attempt, &other).unwrap());
            true
        })
        .unwrap();
    assert_eq!(store.draft(&attempt, "q1").unwrap().unwrap().text, "newer");
    assert_eq!(store.draft(&attempt, "q2").unwrap().unwrap().text, "other");
}

fn a_restored_blob_is_new_once(store: &dyn Store) {
    let hash = store.put_blob(b"here").unwrap();
    store
        .restore(&mut |into| {
            assert!(!into.blob(b"here").unwrap());
            assert!(into.blob(b"there").unwrap() && !into.blob(b"there").unwrap());
            true
        })
        .unwrap();
    assert_eq!(store.blob(&hash).unwrap().unwrap(), b"here");
    assert_eq!(store.blob(&Hash::of(b"there")).unwrap().unwrap(), b"there");
}

fn what_is_too_large_is_not_restored(store: &dyn Store) {
    let large = "x".repeat(crate::store::MAX_BYTES + 1);
    let mut long = entry(1);
    long.kind = "k".repeat(300);
    let attempt = stream("attempt/1");
    let envelope = Envelope::seal(&attempt, 1, &Hash([0; 32]), &long);
    store
        .restore(&mut |into| {
            let draft = Draft { slot: "q1".to_owned(), text: large.clone(), time: 1 };
            let refusals = [
                into.envelope(&envelope).unwrap_err(),
                into.draft(&attempt, &draft).unwrap_err(),
                into.blob(large.as_bytes()).unwrap_err(),
            ];
            for error in refusals {
                assert!(matches!(error, StoreError::TooLarge { .. }), "{error}");
            }
            true
        })
        .unwrap();
    assert_eq!(store.streams("").unwrap(), []);
}
