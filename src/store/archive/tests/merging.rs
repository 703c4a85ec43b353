//! What an import does to a store that has something already.

use proptest::prelude::proptest;

use super::moving::{STREAMS, Step, act, step};
use super::{append, body, empty, exported, full, imported, sealed, stream};
use crate::store::archive::{ArchiveError, Counts, Imported};
use crate::store::{Content, SqliteStore, Store};

fn new(streams: u64, envelopes: u64, drafts: u64, blobs: u64) -> Imported {
    let new = Counts { streams, envelopes, drafts, blobs };
    Imported { new, ..Imported::default() }
}

fn copy(store: &SqliteStore) -> SqliteStore {
    let there = empty();
    imported(&exported(store), &there).unwrap();
    there
}

#[test]
fn a_stream_that_went_further_there_is_continued() {
    let (here, there) = (full(), copy(&full()));
    append(&there, "attempt/1", 3, &[8, 9]);
    append(&there, "attempt/3", 0, &[10]);
    there.put_blob(b"newer").unwrap();
    let brought = imported(&exported(&there), &here).unwrap();
    assert_eq!(brought, Imported { continued: 1, ..new(1, 3, 0, 1) });
    assert_eq!(exported(&here), exported(&there));
}

#[test]
fn a_stream_that_went_further_here_is_left_alone() {
    let here = full();
    let bytes = exported(&here);
    append(&here, "attempt/1", 3, &[8, 9]);
    let before = exported(&here);
    assert_eq!(imported(&bytes, &here).unwrap(), new(0, 0, 0, 0));
    assert_eq!(exported(&here), before);
}

#[test]
fn a_stream_that_went_on_in_both_places_is_named_and_nothing_is_imported() {
    let (here, there) = (full(), copy(&full()));
    append(&here, "panel/round-7", 1, &[8, 10]);
    append(&there, "panel/round-7", 1, &[9]);
    append(&there, "attempt/1", 3, &[11]);
    let before = exported(&here);
    let error = imported(&exported(&there), &here).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"line 9 has envelope 2 of panel/round-7, where another one is kept here: it was continued in both places, and two histories are not made into one; import into an empty directory, with --data DIR");
    let ArchiveError::Conflict { stream, sequence, .. } = error else { panic!("{error}") };
    assert_eq!((stream.as_str(), sequence), ("panel/round-7", 2));
    assert_eq!(exported(&here), before);
}

#[test]
fn the_newer_of_two_drafts_is_kept() {
    let (here, there) = (full(), copy(&full()));
    let attempt = stream("attempt/1");
    here.put_draft(&attempt, "scope", "newer here", 20).unwrap();
    there.put_draft(&attempt, "scope", "older there", 19).unwrap();
    here.put_draft(&attempt, "probe", "older here", 19).unwrap();
    there.put_draft(&attempt, "probe", "newer there", 20).unwrap();
    there.put_draft(&attempt, "other", "only there", 1).unwrap();
    assert_eq!(imported(&exported(&there), &here).unwrap(), new(0, 0, 2, 0));
    let texts: Vec<String> =
        here.drafts(&attempt).unwrap().into_iter().map(|draft| draft.text).collect();
    assert_eq!(texts, ["only there", "newer there", "newer here"]);
}

#[test]
fn what_was_erased_here_is_not_brought_back() {
    let (here, there) = (full(), copy(&full()));
    append(&there, "attempt/1", 3, &[8]);
    append(&there, "panel/round-7/a-2", 0, &[12]);
    there.put_draft(&stream("panel/round-7/a-2"), "scope", "text", 90).unwrap();
    append(&there, "panel/round-70", 0, &[13]);
    for name in ["attempt/1", "panel/round-7", "panel/round-7/a-1"] {
        here.purge(&stream(name), 50).unwrap();
    }
    // The note that a panel leaves of an erasure; the round went on differently there.
    append(&here, "panel/round-7", 1, &[14]);
    append(&there, "panel/round-7", 1, &[15]);
    let before = exported(&here);
    let brought = imported(&exported(&there), &here).unwrap();
    // What is new is the other round.
    assert_eq!(brought, Imported { erased_here: 2, ..new(1, 1, 0, 0) });
    let after: Vec<String> = body(&exported(&here))
        .into_iter()
        .filter(|line| !line.contains("panel/round-70"))
        .collect();
    assert_eq!(after, body(&before));
}

#[test]
fn a_draft_that_was_erased_with_its_stream_is_not_brought_back_alone() {
    let here = empty();
    here.put_draft(&stream("attempt/1"), "scope", "secret", 1).unwrap();
    let bytes = exported(&here);
    append(&here, "attempt/1", 0, &[1]);
    here.purge(&stream("attempt/1"), 5).unwrap();
    assert_eq!(imported(&bytes, &here).unwrap(), new(0, 0, 0, 0));
    assert_eq!(here.drafts(&stream("attempt/1")).unwrap(), []);
}

#[test]
fn what_was_erased_there_is_not_erased_here() {
    let (here, there) = (full(), copy(&full()));
    there.purge(&stream("attempt/1"), 50).unwrap();
    append(&there, "attempt/1", 3, &[8]);
    let brought = imported(&exported(&there), &here).unwrap();
    assert_eq!(brought, Imported { continued: 1, ..new(0, 1, 0, 0) });
    let envelopes = here.read(&stream("attempt/1"), 1).unwrap();
    assert_eq!(envelopes.len(), 4);
    assert!(envelopes.iter().all(|envelope| envelope.payload().is_some()));
    assert_eq!(here.drafts(&stream("attempt/1")).unwrap().len(), 2);
    assert!(here.verify(&stream("attempt/1")).unwrap().is_ok());
}

/// Both know of the erasure, so that nothing of it can come back.
#[test]
fn a_stream_that_was_erased_in_both_places_is_continued() {
    let (here, there) = (full(), copy(&full()));
    append(&there, "attempt/2", 2, &[8]);
    let brought = imported(&exported(&there), &here).unwrap();
    assert_eq!(brought, Imported { continued: 1, ..new(0, 1, 0, 0) });
    assert_eq!(exported(&here), exported(&there));
}

/// No link covers when something was erased: the file's own sum does, until it is made anew.
#[test]
fn the_time_of_an_erasure_is_what_the_file_says() {
    let bytes = exported(&full());
    let lines: Vec<String> = body(&bytes)
        .into_iter()
        .map(|line| line.replace(r#""erased":9"#, r#""erased":8"#))
        .collect();
    let here = empty();
    imported(&sealed(&lines), &here).unwrap();
    let envelopes = here.read(&stream("attempt/2"), 1).unwrap();
    assert_eq!(envelopes[0].content, Content::Erased { time: 8 });
}

proptest! {
    /// Whatever happens elsewhere to what was exported before something was erased here.
    #[test]
    fn no_import_brings_back_what_was_erased(
        before in proptest::collection::vec(step(), 0..12),
        after in proptest::collection::vec(step(), 0..12),
        erased in 0..STREAMS.len(),
    ) {
        let there = empty();
        before.into_iter().for_each(|step| act(&there, step));
        let here = copy(&there);
        here.purge(&stream(STREAMS[erased]), 5).unwrap();
        let [ours, theirs] = [&here, &there]
            .map(|store| store.read(&stream(STREAMS[erased]), 1).unwrap());
        let is_spared = ours != theirs;
        // A purge there would be one that both know of.
        let goes_on = after.into_iter().filter(|step| !matches!(step, Step::Purge { .. }));
        goes_on.for_each(|step| act(&there, step));
        imported(&exported(&there), &here).unwrap();
        let mut now = here.read(&stream(STREAMS[erased]), 1).unwrap();
        if !is_spared {
            now.truncate(ours.len());
        }
        assert_eq!(now, ours);
    }
}
