//! The store's promises, one file a group.

/// Runs specifications, each handed an empty store.
macro_rules! contract {
    ($($specification:ident)*) => {
        mod in_a_file {
            $(#[test]
            fn $specification() {
                let (_directory, store) = super::file();
                super::$specification(&store);
            })*
        }
        mod in_memory {
            $(#[test]
            fn $specification() {
                super::$specification(&super::SqliteStore::in_memory().unwrap());
            })*
        }
    };
}

mod contract;
mod crash;
mod files;
mod full;
mod races;
mod restoring;
mod tampering;

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::{Entry, Salt, SqliteStore, StreamId};

fn stream(name: &str) -> StreamId {
    StreamId::new(name).unwrap()
}

/// An entry whose payload says its number, with a salt of its own.
fn entry(number: u64) -> Entry {
    Entry {
        kind: "answered".to_owned(),
        time: 1_700_000_000_000_000 + i64::try_from(number).unwrap(),
        payload: format!(r#"{{"answer":"number {number}"}}"#),
        salt: Salt::draw(&mut StdRng::seed_from_u64(number)),
    }
}

fn entries(numbers: std::ops::RangeInclusive<u64>) -> Vec<Entry> {
    numbers.map(entry).collect()
}

/// A directory that vanishes with the test, and a store in it.
fn file() -> (tempfile::TempDir, SqliteStore) {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&directory.path().join("store.db")).unwrap();
    (directory, store)
}
