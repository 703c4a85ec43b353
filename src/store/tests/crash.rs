//! A process that is killed has lost nothing that it was told is accepted.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use super::{entry, stream};
use crate::store::{SqliteStore, Store};

const FILE: &str = "HOTSEAT_TEST_STORE_TO_BE_KILLED";

/// Not a test by itself: what the killed process runs.
#[test]
fn appends_until_it_is_killed() {
    #[expect(clippy::disallowed_methods, reason = "the way to hand the child its part")]
    let Some(path) = std::env::var_os(FILE) else { return };
    let store = SqliteStore::open(path.as_ref()).unwrap();
    let attempt = stream("attempt/1");
    let mut out = std::io::stdout();
    for after in store.streams("").unwrap().first().map_or(0, |head| head.sequence).. {
        store.put_draft(&attempt, "q1", &format!("draft {}", after + 1), 1).unwrap();
        store.append(&attempt, after, &[entry(after + 1)]).unwrap();
        writeln!(out, "accepted {}", after + 1).unwrap();
    }
}

#[test]
fn a_killed_process_has_lost_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.db");
    let attempt = stream("attempt/1");
    let mut last = 0;
    for kill in 1..=5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::crash::appends_until_it_is_killed", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // libtest writes its own words before the first.
        let accepted = |line: String| {
            line.split("accepted ").nth(1).map(|number| number.parse::<u64>().unwrap())
        };
        for _ in 0..kill * 7 {
            last = lines.by_ref().find_map(|line| accepted(line.unwrap())).unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // It may have been told more before the signal came.
        last = lines.map_while(Result::ok).filter_map(accepted).last().unwrap_or(last);

        let store = SqliteStore::open(&path).unwrap();
        let read = store.read(&attempt, 1).unwrap();
        let report = store.verify(&attempt).unwrap();
        assert!(report.is_ok(), "{report:?}");
        assert!(report.verified == last || report.verified == last + 1, "{report:?}, {last}");
        for envelope in &read {
            assert_eq!(envelope.payload(), Some(entry(envelope.sequence).payload.as_str()));
        }
        let draft = store.draft(&attempt, "q1").unwrap().unwrap();
        let number: u64 = draft.text.strip_prefix("draft ").unwrap().parse().unwrap();
        assert!(number == report.verified || number == report.verified + 1, "{draft:?}");
    }
    assert!(last >= 7 * 15);
}
