//! Files that are not as they were exported are refused, and leave the store as it was.

use std::io::{BufReader, Read as _, repeat};

use proptest::prelude::{any, proptest};

use super::{append, body, empty, exported, full, imported, sealed};
use crate::store::SqliteStore;
use crate::store::archive::{Archive, ArchiveError, Problem, import};

/// A store that has something, and would get more from the archive of [`full`].
fn here() -> SqliteStore {
    let store = empty();
    append(&store, "attempt/1", 0, &[1]);
    store
}

#[track_caller]
fn refused(bytes: &[u8]) -> ArchiveError {
    let store = here();
    let before = exported(&store);
    let error = imported(bytes, &store).unwrap_err();
    assert_eq!(exported(&store), before, "{error}");
    error
}

/// What is said of the archive of [`full`] with a line changed and its sum made anew.
#[track_caller]
fn forged(find: &str, replace: &str) -> String {
    let mut lines = body(&exported(&full()));
    let line = lines.iter_mut().find(|line| line.contains(find)).unwrap();
    *line = line.replacen(find, replace, 1);
    refused(&sealed(&lines)).to_string()
}

#[test]
fn other_files_are_told_from_an_archive() {
    for (bytes, found) in [
        (&b""[..], "empty"),
        (b"\n", r#""""#),
        (b"[panel]\nname = 1", r#""[panel]""#),
        (b"SQLite format 3\0\xFF\xFE", "no text"),
        (b"\xEF\xBB\xBF{\"format\":\"hotseat-data\",\"version\":1}\n", "feff"),
        (b"{\"format\":\"hotseat-data\",\"version\":0}\n", "version"),
        (b"{\"format\":\"hotseat-data\", \"version\":1}\n", "version"),
        (b"{\"format\":\"other\",\"version\":1}\n", "other"),
    ] {
        let error = refused(bytes);
        let ArchiveError::NoArchive { found: what } = &error else { panic!("{error}") };
        assert!(what.contains(found), "{what}");
    }
    let long = Archive::open(BufReader::new(repeat(b'x')));
    assert!(matches!(long, Err(ArchiveError::NoArchive { .. })));
    insta::assert_snapshot!(refused(b"candidate,text\na-1,I knead\n").to_string(), @r#"line 1 is "candidate,text", and not the first line of an export: give a file that `hotseat data export FILE` wrote"#);
    let newer = b"{\"format\":\"hotseat-data\",\"version\":2,\"with\":\"more\"}\n";
    insta::assert_snapshot!(refused(newer).to_string(), @"line 1 says that this is an export in format 2, and this program reads format 1: update hotseat");
}

#[test]
fn a_file_that_was_cut_off_anywhere_is_refused() {
    let bytes = exported(&full());
    for end in 0..bytes.len() {
        let error = refused(&bytes[..end]);
        let is_told =
            matches!(error, ArchiveError::Truncated { .. } | ArchiveError::NoArchive { .. });
        assert!(is_told, "{end}: {error}");
    }
    let cut = &bytes[..bytes.len() - 200];
    insta::assert_snapshot!(refused(cut).to_string(), @"it ends after 13 lines without the last line of an export, which says how much there is: it was cut off; copy it anew, or export again");
}

#[test]
fn what_comes_behind_the_end_is_refused() {
    let bytes = exported(&full());
    for more in ["x", "\n", "{\"end\":1}\n"] {
        let error = refused(&[&bytes, more.as_bytes()].concat());
        assert!(error.to_string().contains("comes after the last line"), "{error}");
    }
    refused(&[&bytes[..], &bytes].concat());
}

#[test]
fn forged_lines_are_refused_even_if_the_sum_was_made_anew() {
    for (find, replace, said) in [
        ("number 2", "number 9", "attempt/1 (envelope 2: its payload or salt was changed)"),
        ("0202", "0303", "attempt/1 (envelope 2: its payload or salt was changed)"),
        (r#""sequence":2"#, r#""sequence":3"#, "attempt/1 (envelope 2: it is missing)"),
        (r#""answered""#, r#""skipped""#, "attempt/1 (envelope 1: its kind, time, seal, link"),
        (r#""time":2"#, r#""time":3"#, "attempt/1 (envelope 2: its kind, time, seal, link"),
        (r#""link":"9d"#, r#""link":"8d"#, "attempt/1 (envelope 1: its kind, time, seal, link"),
        (r#""link":""#, r#""link":"0"#, "as link, and not 64 hexadecimal digits"),
        // Of the tombstone.
        (r#""erased":9,"#, "", "must have salt and payload or erased"),
        (r#""erased":9,"#, r#""erased":9,"payload":"","#, "must have salt and payload or erased"),
        (r#""time":4,"erased""#, r#""time":5,"erased""#, "attempt/2 (envelope 1: its kind, time"),
        (r#""erased":9,"seal":""#, r#""erased":9,"seal":"x"#, "as seal, and not 64"),
        ("attempt/2", "attempt/3", "attempt/3 (envelope 1: its kind, time, seal, link"),
        ("attempt/1", "../../etc/cron.d/x", r#""../../etc/cron.d/x" cannot name a stream"#),
        ("attempt/1", "/etc/passwd", r#""/etc/passwd" cannot name a stream"#),
        ("attempt/1", "attempt/./1", "cannot name a stream"),
        ("attempt/1", "attempt//1", "cannot name a stream"),
        ("attempt/1", r"attempt\\1", "cannot name a stream"),
        ("attempt/1", r"attempt/\u001b[2J", r#""attempt/\u{1b}[2J" cannot name a stream"#),
        (r#"{"draft":{"stream":"attempt/1"#, r#"{"draft":{"stream":".."#, "cannot name a stream"),
        (r#""text":"text""#, r#""text":"Text""#, "has bytes whose SHA-256 is 71988c4d8e08"),
        (r#""hex":"ff"#, r#""hex":"fe"#, "has bytes whose SHA-256 is"),
        (r#""hex":"ff"#, r#""hex":"f"#, "hex is not pairs of hexadecimal digits"),
        (r#""hex":"ff"#, r#""hex":"+f"#, "hex is not pairs of hexadecimal digits"),
        (r#""hex":"ff"#, r#""text":"","hex":"ff"#, "must have text or hex"),
        (r#"{"blob":{"#, r#"{"blob":{"other":1,"#, "unknown field `other`"),
        (r#"{"blob":"#, r#"{"file":"#, "unknown variant `file`"),
        (r#"{"draft":{"#, r#"{"draft":{"slot":"a","#, "duplicate field `slot` at column"),
        (r#""slot":"probe""#, r#""slot":7"#, "invalid type: integer `7`, expected a string"),
        (r#"{"draft":"#, r#"{"draft""#, "is not the JSON of a line"),
    ] {
        let error = forged(find, replace);
        assert!(error.starts_with("line ") && error.contains(said), "{replace}: {error}");
    }
    insta::assert_snapshot!(forged("number 2", "number 9"), @"line 3 does not belong to the chain of attempt/1 (envelope 2: its payload or salt was changed): it is not as it was exported; copy it anew, or export again");
}

#[test]
fn lines_that_come_twice_or_out_of_order_are_refused() {
    let lines = body(&exported(&full()));
    for at in 1..lines.len() {
        let mut twice = lines.clone();
        twice.insert(at, lines[at].clone());
        let error = refused(&sealed(&twice));
        let is_order = matches!(error, ArchiveError::Line { problem: Problem::Order { .. }, .. });
        assert!(is_order, "{error}");
        for other in at + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            let ArchiveError::Line { problem, .. } = refused(&sealed(&swapped)) else { panic!() };
            assert!(matches!(problem, Problem::Order { .. } | Problem::Chain { .. }), "{problem}");
        }
    }
    let mut twice = lines.clone();
    twice.insert(2, lines[1].clone());
    insta::assert_snapshot!(refused(&sealed(&twice)).to_string(), @"line 3 has envelope 1 of attempt/1 after envelope 1 of attempt/1, where it comes twice or out of order: it is not as it was exported; copy it anew, or export again");
}

#[test]
fn a_line_that_never_ends_is_refused_at_its_bound() {
    let header = body(&exported(&empty())).remove(0);
    let endless = header.as_bytes().chain(&b"\n"[..]).chain(repeat(b' '));
    let store = here();
    let error = import(Archive::open(BufReader::new(endless)).unwrap(), &store).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"line 2 has more than 100679680 bytes: it is not as it was exported; copy it anew, or export again");
}

#[test]
fn what_no_store_keeps_is_refused_with_its_line() {
    let slot = format!(r#""slot":"{}""#, "p".repeat(300));
    insta::assert_snapshot!(forged(r#""slot":"probe""#, &slot), @"line 9 cannot be kept (this slot has 300 bytes, and at most 200 can be kept: shorten it): it is not as it was exported; copy it anew, or export again");
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    let text = String::from_utf8(exported(&full())).unwrap();
    let changed = text.replace(r#""drafts":3"#, r#""drafts":4"#);
    insta::assert_snapshot!(refused(changed.as_bytes()).to_string(), @"line 15 says that there are streams: 4, envelopes: 7, drafts: 4, blobs: 3, and before it there are streams: 4, envelopes: 7, drafts: 3, blobs: 3: it is not as it was exported; copy it anew, or export again");
    let changed = text.replace("not yet", "not Yet");
    insta::assert_snapshot!(refused(changed.as_bytes()).to_string(), @"line 15 has another SHA-256 than the lines before it, so that one of them was changed: it is not as it was exported; copy it anew, or export again");
    refused(text.replace('\n', "\r\n").as_bytes());
}

proptest! {
    #[test]
    fn no_changed_byte_is_let_in(at in any::<proptest::sample::Index>(), to in any::<u8>()) {
        let mut bytes = exported(&full());
        let at = at.index(bytes.len());
        if bytes[at] != to {
            bytes[at] = to;
            refused(&bytes);
        }
    }
}
