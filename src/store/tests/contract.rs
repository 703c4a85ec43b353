//! What every store keeps to, whatever stands behind the trait. Each specification is handed an
//! empty store.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::{entries, entry, file, stream};
use crate::store::{
    Append, ChainReport, Content, Draft, Hash, MAX_BYTES, SqliteStore, Store, StoreError, StreamId,
};

contract! {
    what_is_appended_is_read
    an_append_is_all_or_nothing
    a_late_append_is_told_where_the_stream_ends
    many_streams_are_appended_to_at_once
    an_append_to_many_streams_is_all_or_nothing
    a_stream_may_be_named_twice_in_one_append
    streams_are_listed_latest_first
    a_prefix_is_taken_literally
    blobs_are_kept_once_by_their_hash
    drafts_are_overwritten_and_deleted
    a_summary_is_of_the_end_of_its_stream
    a_purge_leaves_a_chain_of_tombstones
    a_purge_of_one_stream_spares_the_others
    a_purge_of_many_spares_the_rest
    a_purge_of_all_erases_every_answer_and_draft
    a_stream_goes_on_after_a_purge
    what_is_too_large_is_refused
    odd_texts_come_back_as_they_went
    an_unknown_stream_is_empty
}

fn whole(verified: u64, erased: u64) -> ChainReport {
    ChainReport { verified, erased, broken: None }
}

fn what_is_appended_is_read(store: &dyn Store) {
    let attempt = stream("attempt/1");
    let first = store.append(&attempt, 0, &entries(1..=2)).unwrap();
    let second = store.append(&attempt, 2, &entries(3..=3)).unwrap();

    let all = store.read(&attempt, 1).unwrap();
    assert_eq!(all, [first, second.clone()].concat());
    assert_eq!(all.iter().map(|envelope| envelope.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    for (envelope, entry) in all.iter().zip(entries(1..=3)) {
        assert_eq!((&envelope.kind, envelope.time), (&entry.kind, entry.time));
        let (payload, salt) = (entry.payload, entry.salt);
        assert_eq!(envelope.content, Content::Kept { payload, salt });
    }
    assert_eq!(store.read(&attempt, 3).unwrap(), second);
    assert_eq!(store.read(&attempt, 0).unwrap(), all);
    assert_eq!(store.read(&attempt, u64::MAX).unwrap(), []);
    assert_eq!(store.verify(&attempt).unwrap(), whole(3, 0));
}

fn an_append_is_all_or_nothing(store: &dyn Store) {
    let attempt = stream("attempt/1");
    assert_eq!(store.append(&attempt, 0, &[]).unwrap(), []);
    assert_eq!(store.streams("").unwrap(), []);

    let mut bad = entry(2);
    bad.kind = "k".repeat(300);
    store.append(&attempt, 0, &[entry(1), bad]).unwrap_err();
    assert_eq!(store.read(&attempt, 1).unwrap(), []);
}

fn a_late_append_is_told_where_the_stream_ends(store: &dyn Store) {
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &entries(1..=2)).unwrap();
    for after in [0, 1, 3, u64::MAX] {
        for entries in [entries(9..=9), Vec::new()] {
            let error = store.append(&attempt, after, &entries).unwrap_err();
            let StoreError::Conflict { stream, expected, found } = error else {
                panic!("{error}");
            };
            assert_eq!((stream, expected, found), (attempt.clone(), after, 2));
        }
    }
    assert_eq!(store.verify(&attempt).unwrap(), whole(2, 0));
}

fn to(name: &str, after: u64, numbers: std::ops::RangeInclusive<u64>) -> Append {
    Append { stream: stream(name), after, entries: entries(numbers) }
}

fn many_streams_are_appended_to_at_once(store: &dyn Store) {
    assert_eq!(store.append_many(&[]).unwrap(), [0; 0]);
    store.append(&stream("panel/p/b"), 0, &entries(1..=2)).unwrap();
    let ends = store
        .append_many(&[
            to("panel/p/a", 0, 3..=4),
            to("panel/p/b", 2, 5..=5),
            to("panel/p/c", 0, 6..=6),
        ])
        .unwrap();
    assert_eq!(ends, [2, 3, 1]);
    for (name, numbers) in [("a", vec![3, 4]), ("b", vec![1, 2, 5]), ("c", vec![6])] {
        let stream = stream(&format!("panel/p/{name}"));
        // The same envelopes as from one append after the other.
        let alone = SqliteStore::in_memory().unwrap();
        for (after, number) in (0..).zip(&numbers) {
            alone.append(&stream, after, &[entry(*number)]).unwrap();
        }
        assert_eq!(store.read(&stream, 1).unwrap(), alone.read(&stream, 1).unwrap());
        let length = u64::try_from(numbers.len()).unwrap();
        assert_eq!(store.verify(&stream).unwrap(), whole(length, 0));
    }
}

fn an_append_to_many_streams_is_all_or_nothing(store: &dyn Store) {
    store.append(&stream("panel/p/b"), 0, &entries(1..=2)).unwrap();
    let error = store
        .append_many(&[
            to("panel/p/a", 0, 3..=3),
            to("panel/p/b", 1, 4..=4),
            to("panel/p/c", 0, 5..=5),
        ])
        .unwrap_err();
    let StoreError::Conflict { stream: at, expected, found } = error else { panic!("{error}") };
    assert_eq!((at, expected, found), (stream("panel/p/b"), 1, 2));
    let mut long = to("panel/p/c", 0, 5..=5);
    long.entries[0].kind = "k".repeat(300);
    store.append_many(&[to("panel/p/a", 0, 3..=3), long]).unwrap_err();
    for (name, length) in [("panel/p/a", 0), ("panel/p/b", 2), ("panel/p/c", 0)] {
        assert_eq!(store.verify(&stream(name)).unwrap(), whole(length, 0));
    }
    assert_eq!(store.streams("").unwrap().len(), 1);
}

fn a_stream_may_be_named_twice_in_one_append(store: &dyn Store) {
    let ends = store.append_many(&[to("panel/p/a", 0, 1..=2), to("panel/p/a", 2, 3..=3)]).unwrap();
    assert_eq!(ends, [2, 3]);
    store.append_many(&[to("panel/p/a", 3, 4..=4), to("panel/p/a", 3, 5..=5)]).unwrap_err();
    assert_eq!(store.verify(&stream("panel/p/a")).unwrap(), whole(3, 0));
}

fn streams_are_listed_latest_first(store: &dyn Store) {
    for (name, number) in [("attempt/a", 2), ("attempt/c", 3), ("room/x", 9), ("attempt/b", 3)] {
        store.append(&stream(name), 0, &[entry(number)]).unwrap();
    }
    let last = store.append(&stream("attempt/a"), 1, &[entry(2), entry(5)]).unwrap();

    let heads = store.streams("attempt/").unwrap();
    let names: Vec<&str> = heads.iter().map(|head| head.stream.as_str()).collect();
    assert_eq!(names, ["attempt/a", "attempt/b", "attempt/c"]);
    assert_eq!((heads[0].sequence, heads[0].time, heads[0].link), (3, entry(5).time, last[1].link));
    assert_eq!(store.streams("").unwrap().len(), 4);
}

fn a_prefix_is_taken_literally(store: &dyn Store) {
    store.append(&stream("attempt/a"), 0, &[entry(1)]).unwrap();
    for prefix in ["attempt_", "%", "Attempt/", "attempt/a/", "ttempt", "'"] {
        assert_eq!(store.streams(prefix).unwrap(), [], "{prefix}");
    }
}

fn blobs_are_kept_once_by_their_hash(store: &dyn Store) {
    let hash = store.put_blob(b"abc").unwrap();
    assert_eq!(
        hash.to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
    assert_eq!(store.put_blob(b"abc").unwrap(), hash);
    assert_eq!(store.blob(&hash).unwrap().unwrap(), b"abc");
    assert_eq!(store.blob(&Hash([7; 32])).unwrap(), None);
    let empty = store.put_blob(b"").unwrap();
    assert_eq!(store.blob(&empty).unwrap().unwrap(), b"");
}

fn drafts_are_overwritten_and_deleted(store: &dyn Store) {
    let (one, two) = (stream("attempt/1"), stream("attempt/2"));
    store.put_draft(&one, "q2", "second", 1).unwrap();
    store.put_draft(&one, "q1", "fir", 2).unwrap();
    store.put_draft(&one, "q1", "first", 3).unwrap();
    store.put_draft(&two, "q1", "other", 4).unwrap();

    let first = Draft { slot: "q1".to_owned(), text: "first".to_owned(), time: 3 };
    let second = Draft { slot: "q2".to_owned(), text: "second".to_owned(), time: 1 };
    assert_eq!(store.draft(&one, "q1").unwrap(), Some(first.clone()));
    assert_eq!(store.drafts(&one).unwrap(), [first, second.clone()]);

    assert!(store.delete_draft(&one, "q1").unwrap());
    assert!(!store.delete_draft(&one, "q1").unwrap());
    assert_eq!(store.draft(&one, "q1").unwrap(), None);
    assert_eq!(store.drafts(&one).unwrap(), [second]);
    assert_eq!(store.drafts(&two).unwrap().len(), 1);
    assert_eq!(store.streams("").unwrap(), [], "a draft makes no stream");
}

fn a_summary_is_of_the_end_of_its_stream(store: &dyn Store) {
    let (first, second) = (stream("attempt/1"), stream("attempt/2"));
    store.append(&first, 0, &entries(1..=2)).unwrap();
    store.append(&second, 0, &entries(1..=1)).unwrap();
    store.append(&stream("room/1"), 0, &entries(1..=1)).unwrap();
    let texts = || {
        let rows = store.summaries("attempt/", "digest").unwrap();
        rows.into_iter().map(|row| (row.stream, row.sequence, row.text)).collect::<Vec<_>>()
    };
    assert_eq!(texts(), [(first.clone(), 2, None), (second.clone(), 1, None)]);

    let made = [(first.clone(), 2, "one".to_owned()), (second.clone(), 1, "two".to_owned())];
    store.put_summaries("digest", &made).unwrap();
    store.put_summaries("other", &[(first.clone(), 2, "else".to_owned())]).unwrap();
    let both =
        [(first.clone(), 2, Some("one".to_owned())), (second.clone(), 1, Some("two".to_owned()))];
    assert_eq!(texts(), both);

    store.append(&first, 2, &entries(3..=3)).unwrap();
    assert_eq!(texts()[0], (first.clone(), 3, None), "more has happened since");
    store.put_summaries("digest", &[(first.clone(), 3, "three".to_owned())]).unwrap();
    assert_eq!(texts()[0].2.as_deref(), Some("three"));
    store.purge(&first, 9).unwrap();
    assert_eq!(texts()[0].2, None, "a purge takes it along");
    assert_eq!(texts()[1].2.as_deref(), Some("two"));
}

fn a_purge_leaves_a_chain_of_tombstones(store: &dyn Store) {
    let attempt = stream("attempt/1");
    let before = store.append(&attempt, 0, &entries(1..=3)).unwrap();
    store.put_draft(&attempt, "q1", "draft", 1).unwrap();
    let head = store.streams("attempt/").unwrap();

    let purged = store.purge(&attempt, 77).unwrap();
    assert_eq!((purged.envelopes, purged.drafts, purged.log_cleared), (3, 1, true));

    let after = store.read(&attempt, 1).unwrap();
    assert_eq!(after.len(), 3);
    for (after, mut before) in after.into_iter().zip(before) {
        assert_eq!(after.payload(), None);
        before.content = Content::Erased { time: 77 };
        assert_eq!(after, before, "everything else stays");
    }
    assert_eq!(store.drafts(&attempt).unwrap(), []);
    assert_eq!(store.streams("attempt/").unwrap(), head);
    assert_eq!(store.verify(&attempt).unwrap(), whole(3, 3));
}

fn a_purge_of_one_stream_spares_the_others(store: &dyn Store) {
    let (one, two) = (stream("attempt/1"), stream("attempt/11"));
    for name in [&one, &two] {
        store.append(name, 0, &[entry(1)]).unwrap();
        store.put_draft(name, "q1", "draft", 1).unwrap();
    }
    store.purge(&one, 5).unwrap();
    assert_eq!(store.verify(&two).unwrap(), whole(1, 0));
    assert_eq!(store.drafts(&two).unwrap().len(), 1);
}

fn a_purge_of_many_spares_the_rest(store: &dyn Store) {
    let names = ["panel/p/1", "panel/p/2", "panel/p/3"].map(stream);
    for name in &names {
        store.append(name, 0, &entries(1..=2)).unwrap();
        store.put_draft(name, "q1", "draft", 1).unwrap();
    }
    let purged = store.purge_many(&[names[0].clone(), names[2].clone()], 9).unwrap();
    assert_eq!((purged.envelopes, purged.drafts, purged.log_cleared), (4, 2, true));
    let erased = names.each_ref().map(|name| store.verify(name).unwrap());
    assert_eq!(erased, [whole(2, 2), whole(2, 0), whole(2, 2)]);
    assert_eq!(store.purge_many(&[], 9).unwrap().envelopes, 0);
}

fn a_purge_of_all_erases_every_answer_and_draft(store: &dyn Store) {
    let names = [stream("attempt/1"), stream("room/2")];
    for name in &names {
        store.append(name, 0, &entries(1..=2)).unwrap();
    }
    store.put_draft(&stream("attempt/new"), "q1", "draft", 1).unwrap();
    let blob = store.put_blob(b"scenario").unwrap();

    let purged = store.purge_all(5).unwrap();
    assert_eq!((purged.envelopes, purged.drafts), (4, 1));
    for name in &names {
        assert_eq!(store.verify(name).unwrap(), whole(2, 2));
    }
    assert_eq!(store.drafts(&stream("attempt/new")).unwrap(), []);
    assert!(store.blob(&blob).unwrap().is_some());
}

fn a_stream_goes_on_after_a_purge(store: &dyn Store) {
    let attempt = stream("attempt/1");
    store.append(&attempt, 0, &entries(1..=2)).unwrap();
    store.purge(&attempt, 5).unwrap();
    store.append(&attempt, 2, &entries(3..=3)).unwrap();
    assert_eq!(store.verify(&attempt).unwrap(), whole(3, 2));

    assert_eq!(store.purge(&attempt, 6).unwrap().envelopes, 1);
    let content: Vec<Content> =
        store.read(&attempt, 1).unwrap().into_iter().map(|envelope| envelope.content).collect();
    assert_eq!(content, [5, 5, 6].map(|time| Content::Erased { time }), "the first purge counts");
}

fn what_is_too_large_is_refused(store: &dyn Store) {
    let attempt = stream("attempt/1");
    let large = "x".repeat(MAX_BYTES + 1);
    let name = "x".repeat(300);
    let mut payload = entry(1);
    payload.payload.clone_from(&large);
    let mut kind = entry(1);
    kind.kind.clone_from(&name);
    let refusals = [
        store.append(&attempt, 0, &[payload]).unwrap_err(),
        store.append(&attempt, 0, &[kind]).unwrap_err(),
        store.put_blob(large.as_bytes()).unwrap_err(),
        store.put_draft(&attempt, "q1", &large, 1).unwrap_err(),
        store.put_draft(&attempt, &name, "text", 1).unwrap_err(),
    ];
    let whats = refusals.map(|error| match error {
        StoreError::TooLarge { what, .. } => what,
        error => panic!("{error}"),
    });
    assert_eq!(whats, ["payload", "kind", "file", "draft", "slot"]);

    let mut largest = entry(1);
    largest.payload = "x".repeat(MAX_BYTES);
    store.append(&attempt, 0, &[largest]).unwrap();
    assert_eq!(store.verify(&attempt).unwrap(), whole(1, 0));
}

fn odd_texts_come_back_as_they_went(store: &dyn Store) {
    let attempt = stream("attempt/1");
    let odd = "NUL \0, escape \u{1b}[2J, quote ', right to left \u{202e}, \u{1f600}, \r\n";
    for (after, text) in (0..).zip([odd, "", "\0"]) {
        let mut entry = entry(1);
        (entry.kind, entry.payload) = (text.to_owned(), text.to_owned());
        store.append(&attempt, after, &[entry]).unwrap();
        store.put_draft(&attempt, text, text, i64::MIN).unwrap();

        let read = store.read(&attempt, after + 1).unwrap();
        assert_eq!((read[0].kind.as_str(), read[0].payload()), (text, Some(text)));
        let draft = store.draft(&attempt, text).unwrap().unwrap();
        assert_eq!((draft.slot.as_str(), draft.text.as_str()), (text, text));
    }
    assert_eq!(store.drafts(&attempt).unwrap().len(), 3);
    assert_eq!(store.verify(&attempt).unwrap(), whole(3, 0));
}

fn an_unknown_stream_is_empty(store: &dyn Store) {
    let unknown = stream("attempt/unknown");
    assert_eq!(store.read(&unknown, 1).unwrap(), []);
    assert_eq!(store.verify(&unknown).unwrap(), whole(0, 0));
    let purged = store.purge(&unknown, 1).unwrap();
    assert_eq!((purged.envelopes, purged.drafts), (0, 0));
}

#[derive(Clone, Debug)]
enum Step {
    Append { stream: usize, entries: Vec<(String, i64, String)> },
    Purge { stream: usize },
    PurgeAll,
}

fn step() -> impl Strategy<Value = Step> {
    let entries = proptest::collection::vec((".{0,9}", any::<i64>(), ".{0,40}"), 0..4);
    prop_oneof![
        6 => (0..3_usize, entries).prop_map(|(stream, entries)| Step::Append { stream, entries }),
        2 => (0..3_usize).prop_map(|stream| Step::Purge { stream }),
        1 => Just(Step::PurgeAll),
    ]
}

proptest! {
    #[test]
    fn any_appends_and_purges_verify(steps in proptest::collection::vec(step(), 0..24)) {
        let store = SqliteStore::in_memory().unwrap();
        let streams: [StreamId; 3] = ["attempt/1", "attempt/2", "room/1"].map(stream);
        // What should be there: of each envelope, whether it was erased.
        let mut model: [Vec<bool>; 3] = Default::default();
        for (time, step) in (0..).zip(steps) {
            match step {
                Step::Append { stream, entries } => {
                    let entries: Vec<_> = entries
                        .into_iter()
                        .map(|(kind, time, payload)| super::Entry { kind, time, payload, ..entry(1) })
                        .collect();
                    let after = u64::try_from(model[stream].len()).unwrap();
                    store.append(&streams[stream], after, &entries).unwrap();
                    model[stream].extend(entries.iter().map(|_| false));
                }
                Step::Purge { stream } => {
                    store.purge(&streams[stream], time).unwrap();
                    model[stream].fill(true);
                }
                Step::PurgeAll => {
                    store.purge_all(time).unwrap();
                    model.iter_mut().for_each(|stream| stream.fill(true));
                }
            }
            for (stream, model) in streams.iter().zip(&model) {
                let erased = model.iter().filter(|erased| **erased).count();
                let [verified, erased] = [model.len(), erased].map(|n| u64::try_from(n).unwrap());
                assert_eq!(store.verify(stream).unwrap(), whole(verified, erased));
            }
        }
    }
}
