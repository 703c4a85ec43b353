//! An export that is imported elsewhere and exported again is the same file.

use std::io::{self, Write};

use proptest::prelude::{Strategy, any, prop_oneof, proptest};

use super::{append, body, empty, exported, full, imported, sealed, stream};
use crate::store::archive::{ArchiveError, Counts, Imported, export};
use crate::store::{Entry, Salt, SqliteStore, Store};

/// The format: if this changes, no export of before can be imported any more.
const THIS: &str = r#"{"format":"hotseat-data","version":1}
{"envelope":{"stream":"attempt/1","sequence":1,"kind":"answered","time":1,"erased":5,"seal":"bdc2971ebb2aeab5acd73bf5d03b3867bb66cfa1c7e98a07ea0b96f00af07a7d","link":"9d9436f1677c1cb6df8acbb4c821970ff699ad115ecfd20fbd8544efb6877929"}}
{"envelope":{"stream":"attempt/1","sequence":2,"kind":"answered","time":2,"salt":"0202020202020202020202020202020202020202020202020202020202020202","payload":"{\"answer\":\"number 2\"}","seal":"9c103c35c3f39abb2974d1fde64302bf69e39f3dcfbdf669bbb5abdd6cdc5653","link":"1b9b78d367ea4e9079f503e01779729b6d2d970af86d5526832749a4a66b1737"}}
{"draft":{"stream":"attempt/1","slot":"q1","time":-3,"text":"\u00e4 \ud83d\ude00\u007f\n"}}
{"blob":{"hash":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","text":"abc"}}
{"blob":{"hash":"e4688624e5f1ad0629505e6768e3bb36244f2f3e33e751215afa820334a76ed3","hex":"ff0a"}}
{"end":{"streams":1,"envelopes":2,"drafts":1,"blobs":2,"sha256":"0ee80f9182db57df609a2a0dc127ba5d6950f538376a6b9e96425c9559240879"}}
"#;

#[test]
fn an_archive_is_this() {
    let store = empty();
    append(&store, "attempt/1", 0, &[1]);
    store.purge(&stream("attempt/1"), 5).unwrap();
    append(&store, "attempt/1", 1, &[2]);
    store.put_draft(&stream("attempt/1"), "q1", "\u{e4} \u{1f600}\u{7f}\n", -3).unwrap();
    store.put_blob(b"abc").unwrap();
    store.put_blob(b"\xFF\x0A").unwrap();
    let text = String::from_utf8(exported(&store)).unwrap();
    assert_eq!(text, THIS);
    assert!(text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)));
    assert_eq!(sealed(&body(text.as_bytes())), text.as_bytes());
}

#[test]
fn an_empty_store_has_an_archive_too() {
    let bytes = exported(&empty());
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 2);
    assert_eq!(imported(&bytes, &empty()).unwrap(), Imported::default());
}

#[test]
fn everything_arrives_and_arrives_once() {
    let (here, there) = (full(), empty());
    let bytes = exported(&here);
    let brought = imported(&bytes, &there).unwrap();
    let new = Counts { streams: 4, envelopes: 7, drafts: 3, blobs: 3 };
    assert_eq!(brought, Imported { new, ..Imported::default() });
    assert_eq!(exported(&there), bytes);
    for name in ["attempt/1", "attempt/2", "panel/round-7", "panel/round-7/a-1"] {
        assert_eq!(here.read(&stream(name), 1).unwrap(), there.read(&stream(name), 1).unwrap());
        assert!(there.verify(&stream(name)).unwrap().is_ok());
    }
    assert_eq!(imported(&bytes, &there).unwrap(), Imported::default());
    assert_eq!(exported(&there), bytes);
}

#[test]
fn a_damaged_store_is_not_exported_as_if_it_were_whole() {
    let store = full();
    let change =
        "UPDATE payloads SET payload = 'better' WHERE stream = 'attempt/1' AND sequence = 2";
    store.lock().execute_batch(change).unwrap();
    let error = export(&store, &mut io::sink()).unwrap_err();
    let ArchiveError::Damaged { stream, at } = error else { panic!("{error}") };
    assert_eq!((stream.as_str(), at.sequence), ("attempt/1", 2));
}

#[test]
fn a_disk_that_fails_is_told() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    assert!(matches!(export(&full(), &mut Full), Err(ArchiveError::Write(_))));
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    Append { stream: usize, entries: Vec<(String, i64, String, [u8; 32])> },
    Purge { stream: usize },
    Draft { stream: usize, slot: String, text: String, time: i64 },
    Blob(Vec<u8>),
}

pub(super) const STREAMS: [&str; 5] =
    ["attempt/1", "attempt/10", "room/r", "room/r-2", "room/r/seat-1"];

pub(super) fn step() -> impl Strategy<Value = Step> {
    let streams = 0..STREAMS.len();
    // `.` leaves line feeds out, and they matter here.
    let text = || "(?s).{0,12}";
    let entries =
        proptest::collection::vec((text(), any::<i64>(), text(), any::<[u8; 32]>()), 1..4);
    prop_oneof![
        4 => (streams.clone(), entries).prop_map(|(stream, entries)| Step::Append { stream, entries }),
        1 => streams.clone().prop_map(|stream| Step::Purge { stream }),
        2 => (streams, text(), text(), any::<i64>())
            .prop_map(|(stream, slot, text, time)| Step::Draft { stream, slot, text, time }),
        1 => proptest::collection::vec(any::<u8>(), 0..20).prop_map(Step::Blob),
        1 => text().prop_map(|text| Step::Blob(text.into_bytes())),
    ]
}

pub(super) fn act(store: &SqliteStore, step: Step) {
    match step {
        Step::Append { stream: to, entries } => {
            let stream = stream(STREAMS[to]);
            let after = store.read(&stream, 1).unwrap().len();
            let entries: Vec<Entry> = entries
                .into_iter()
                .map(|(kind, time, payload, salt)| Entry { kind, time, payload, salt: Salt(salt) })
                .collect();
            store.append(&stream, u64::try_from(after).unwrap(), &entries).unwrap();
        }
        Step::Purge { stream: of } => {
            store.purge(&stream(STREAMS[of]), 5).unwrap();
        }
        Step::Draft { stream: of, slot, text, time } => {
            store.put_draft(&stream(STREAMS[of]), &slot, &text, time).unwrap();
        }
        Step::Blob(bytes) => {
            store.put_blob(&bytes).unwrap();
        }
    }
}

proptest! {
    #[test]
    fn any_store_comes_back(steps in proptest::collection::vec(step(), 0..24)) {
        let store = empty();
        steps.into_iter().for_each(|step| act(&store, step));
        let bytes = exported(&store);
        let there = empty();
        imported(&bytes, &there).unwrap();
        assert_eq!(exported(&there), bytes);
        for name in STREAMS {
            assert_eq!(store.verify(&stream(name)).unwrap(), there.verify(&stream(name)).unwrap());
        }
        assert_eq!(imported(&bytes, &there).unwrap(), Imported::default());
        assert_eq!(exported(&there), bytes);
    }

    /// What is done after an export arrives with the next one, unless something was erased before.
    #[test]
    fn any_store_is_brought_up_to_date(
        before in proptest::collection::vec(step(), 0..12),
        after in proptest::collection::vec(step(), 0..12),
    ) {
        let (store, there) = (empty(), empty());
        before.into_iter().for_each(|step| act(&store, step));
        imported(&exported(&store), &there).unwrap();
        let mut erased = false;
        for step in after {
            erased |= matches!(step, Step::Purge { .. });
            // A draft's time only ever grows.
            let step = match step {
                Step::Draft { stream, slot, text, .. } => {
                    Step::Draft { stream, slot, text, time: i64::MAX }
                }
                step => step,
            };
            act(&store, step);
        }
        let bytes = exported(&store);
        imported(&bytes, &there).unwrap();
        for name in STREAMS {
            let [here, there] = [&store, &there].map(|store| store.read(&stream(name), 1).unwrap());
            assert_eq!(here.len(), there.len());
            assert_eq!(here.last().map(|end| end.link), there.last().map(|end| end.link));
        }
        if !erased {
            assert_eq!(store.blobs().unwrap(), there.blobs().unwrap());
        }
    }
}
