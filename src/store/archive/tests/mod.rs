//! Archives: what goes in comes out, and nothing else gets in.

mod merging;
mod moving;
mod refusing;

use sha2::{Digest as _, Sha256};

use super::{Archive, ArchiveError, Imported, export, import};
use crate::store::{Entry, Hash, Salt, SqliteStore, Store, StreamId};

fn stream(name: &str) -> StreamId {
    StreamId::new(name).unwrap()
}

fn entry(number: u8) -> Entry {
    Entry {
        kind: "answered".to_owned(),
        time: i64::from(number),
        payload: format!(r#"{{"answer":"number {number}"}}"#),
        salt: Salt([number; 32]),
    }
}

fn append(store: &SqliteStore, name: &str, after: u64, numbers: &[u8]) {
    let entries: Vec<Entry> = numbers.iter().map(|number| entry(*number)).collect();
    store.append(&stream(name), after, &entries).unwrap();
}

fn empty() -> SqliteStore {
    SqliteStore::in_memory().unwrap()
}

fn exported(store: &SqliteStore) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(store, &mut bytes).unwrap();
    bytes
}

fn imported(bytes: &[u8], store: &SqliteStore) -> Result<Imported, ArchiveError> {
    import(Archive::open(bytes)?, store)
}

/// A store with some of everything.
fn full() -> SqliteStore {
    let store = empty();
    append(&store, "attempt/1", 0, &[1, 2, 3]);
    append(&store, "attempt/2", 0, &[4, 5]);
    store.purge(&stream("attempt/2"), 9).unwrap();
    append(&store, "panel/round-7", 0, &[6]);
    append(&store, "panel/round-7/a-1", 0, &[7]);
    store.put_draft(&stream("attempt/1"), "scope", "I would\nask \u{1f600} \u{202e}", 11).unwrap();
    store.put_draft(&stream("attempt/1"), "probe", "", 12).unwrap();
    store.put_draft(&stream("attempt/new"), "scope", "not yet", 13).unwrap();
    store.put_blob(b"text").unwrap();
    store.put_blob(b"").unwrap();
    store.put_blob(b"\xFF\x00\x7F").unwrap();
    store
}

/// The lines with an end that belongs to them: what someone who knows the format would make of a
/// changed file.
fn sealed(lines: &[String]) -> Vec<u8> {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let count = |kind: &str| lines.iter().filter(|line| line.starts_with(kind)).count();
    let streams: std::collections::BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix(r#"{"envelope":{"stream":""#)?.split('"').next())
        .collect();
    let sum = Hash(Sha256::digest(body.as_bytes()).into());
    format!(
        "{body}{{\"end\":{{\"streams\":{},\"envelopes\":{},\"drafts\":{},\"blobs\":{},\
         \"sha256\":\"{sum}\"}}}}\n",
        streams.len(),
        count(r#"{"envelope""#),
        count(r#"{"draft""#),
        count(r#"{"blob""#)
    )
    .into_bytes()
}

/// The lines of an archive but the last.
fn body(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop().unwrap();
    lines
}
