//! What a disk that fails at any moment leaves of a file of answers.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::store::{
    Append, ChainReport, Draft, Envelope, Head, Micros, Purged, Restoring, Salt, SqliteStore,
    StoreError, StreamId,
};

/// A store whose disk is full after so many appends.
struct Filling {
    inner: SqliteStore,
    appends: AtomicUsize,
}

impl Filling {
    fn after(appends: usize) -> Self {
        let inner = SqliteStore::in_memory().unwrap();
        Self { inner, appends: AtomicUsize::new(appends) }
    }

    fn take(&self) -> Result<(), StoreError> {
        let left = self.appends.load(Ordering::SeqCst);
        if left == 0 {
            return Err(StoreError::Full { path: "the disk".into() });
        }
        self.appends.store(left - 1, Ordering::SeqCst);
        Ok(())
    }
}

impl Store for Filling {
    fn append(
        &self,
        stream: &StreamId,
        after: u64,
        entries: &[Entry],
    ) -> Result<Vec<Envelope>, StoreError> {
        self.take()?;
        self.inner.append(stream, after, entries)
    }
    fn append_many(&self, appends: &[Append]) -> Result<Vec<u64>, StoreError> {
        self.take()?;
        self.inner.append_many(appends)
    }
    fn read(&self, stream: &StreamId, from: u64) -> Result<Vec<Envelope>, StoreError> {
        self.inner.read(stream, from)
    }
    fn streams(&self, prefix: &str) -> Result<Vec<Head>, StoreError> {
        self.inner.streams(prefix)
    }
    fn put_blob(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        self.inner.put_blob(bytes)
    }
    fn blob(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.blob(hash)
    }
    fn blobs(&self) -> Result<Vec<Hash>, StoreError> {
        self.inner.blobs()
    }
    fn put_drafts(&self, drafts: &[(StreamId, Draft)]) -> Result<(), StoreError> {
        self.inner.put_drafts(drafts)
    }
    fn draft(&self, stream: &StreamId, slot: &str) -> Result<Option<Draft>, StoreError> {
        self.inner.draft(stream, slot)
    }
    fn delete_draft(&self, stream: &StreamId, slot: &str) -> Result<bool, StoreError> {
        self.inner.delete_draft(stream, slot)
    }
    fn drafts(&self, stream: &StreamId) -> Result<Vec<Draft>, StoreError> {
        self.inner.drafts(stream)
    }
    fn draft_streams(&self) -> Result<Vec<StreamId>, StoreError> {
        self.inner.draft_streams()
    }
    fn restore(&self, fill: &mut dyn FnMut(&dyn Restoring) -> bool) -> Result<bool, StoreError> {
        self.take()?;
        self.inner.restore(fill)
    }
    fn purge_many(&self, streams: &[StreamId], time: Micros) -> Result<Purged, StoreError> {
        self.inner.purge_many(streams, time)
    }
    fn purge_all(&self, time: Micros) -> Result<Purged, StoreError> {
        self.inner.purge_all(time)
    }
    fn verify(&self, stream: &StreamId) -> Result<ChainReport, StoreError> {
        self.inner.verify(stream)
    }
}

struct Still;

impl World for Still {
    fn now(&self) -> Micros {
        7
    }
    fn salt(&self) -> Salt {
        Salt([7; 32])
    }
    fn secret(&self) -> Option<[u8; 32]> {
        None
    }

    fn id(&self) -> String {
        "still".to_owned()
    }
}

/// Answers, enough for three chunks.
const ANSWERS: u64 = 600;

fn take_in(store: &dyn Store, name: &PanelName) -> Result<Tally, PanelError> {
    take_in_while(store, name, &|_| {})
}

/// The same, with something happening before each line is read.
fn take_in_while(
    store: &dyn Store,
    name: &PanelName,
    meanwhile: &dyn Fn(u64),
) -> Result<Tally, PanelError> {
    let scenario = ScenarioId::new("chatbot-explainability");
    let mut session = match PanelSession::resume(store, &Still, name) {
        Ok(session) => session,
        Err(PanelError::NoPanel { .. }) => {
            let library = Library::builtin();
            PanelSession::open(store, &Still, &library, name.clone(), &scenario, None)?
        }
        Err(error) => return Err(error),
    };
    let mut rows = (1..=ANSWERS).map(|line| {
        meanwhile(line);
        let candidate = CandidateId::new(&format!("a-{line:04}")).unwrap();
        Ok(Row { line, candidate, question: None, text: format!("I ask {line} people.") })
    });
    session.take_in(&mut rows, Some(&QuestionId::new("scope")), &mut |_, _| {}, &mut |_| {})
}

fn kinds(store: &dyn Store, name: &PanelName) -> Vec<Vec<String>> {
    kept::ends(store, name)
        .unwrap()
        .iter()
        .map(|(id, _)| {
            let stream = candidate_stream(name, id).unwrap();
            store.read(&stream, 1).unwrap().into_iter().map(|own| own.kind).collect()
        })
        .collect()
}

#[test]
fn whenever_the_disk_fails_no_result_is_without_its_answer_and_running_again_finishes() {
    let name = PanelName::new("round-1").unwrap();
    let whole = ["received", "assessed"];
    // The opening, five writes of three chunks, and the note that the file was read.
    for appends in 0..7 {
        let store = Filling::after(appends);
        let error = take_in(&store, &name).unwrap_err();
        assert!(matches!(error, PanelError::Store(StoreError::Full { .. })), "{error}");
        let left = kinds(&store, &name);
        assert!(
            left.iter()
                .all(|kinds| whole
                    .starts_with(&kinds.iter().map(String::as_str).collect::<Vec<_>>()))
        );
        let scored = left.iter().filter(|kinds| kinds.len() == 2).count();

        store.appends.store(usize::MAX, Ordering::SeqCst);
        let tally = take_in(&store, &name).unwrap();
        assert_eq!(tally.new + tally.known, ANSWERS);
        assert_eq!(tally.known, u64::try_from(left.len()).unwrap());
        assert_eq!(tally.resumed, u64::try_from(left.len() - scored).unwrap());
        let after = kinds(&store, &name);
        assert_eq!(after.len(), 600);
        assert!(after.iter().all(|kinds| *kinds == whole));
    }
    assert_eq!(take_in(&Filling::after(7), &name).unwrap().new, ANSWERS);
}

/// Words of candidates that the store still holds.
fn words(store: &dyn Store, name: &PanelName) -> usize {
    let streams = kept::ends(store, name).unwrap();
    let payloads = streams.iter().flat_map(|(id, _)| {
        store.read(&candidate_stream(name, id).unwrap(), 1).unwrap().into_iter()
    });
    payloads.filter(|own| own.payload().is_some()).count()
}

#[test]
fn a_round_that_is_erased_while_a_file_is_read_keeps_nobodys_words() {
    let name = PanelName::new("round-1").unwrap();
    for at in [1, 300, ANSWERS] {
        let store = SqliteStore::in_memory().unwrap();
        let erase = |line: u64| {
            if line == at {
                erase_round(&store, &Still, &name, false).unwrap();
            }
        };
        let error = take_in_while(&store, &name, &erase).unwrap_err();
        assert!(matches!(error, PanelError::Erased { .. }), "{error}");
        assert_eq!(words(&store, &name), 0, "erased before line {at}");
    }
}

#[test]
fn a_candidate_who_is_erased_while_a_file_is_read_stays_erased() {
    let name = PanelName::new("round-1").unwrap();
    let store = SqliteStore::in_memory().unwrap();
    let id = CandidateId::new("a-0001").unwrap();
    let erase = |line: u64| {
        if line == 300 {
            erase_candidate(&store, &Still, &name, &id).unwrap();
        }
    };
    let error = take_in_while(&store, &name, &erase).unwrap_err();
    assert!(matches!(error, PanelError::ErasedMeanwhile { .. }), "{error}");
    // Nobody else loses anything by it.
    let tally = take_in(&store, &name).unwrap();
    assert_eq!(tally.new + tally.known, ANSWERS - 1, "{tally:?}");
    let stream = candidate_stream(&name, &id).unwrap();
    assert!(store.read(&stream, 1).unwrap().iter().all(|own| own.payload().is_none()));
}

#[test]
fn what_is_noted_on_the_round_meanwhile_keeps_no_file_from_being_read() {
    let name = PanelName::new("round-1").unwrap();
    let store = SqliteStore::in_memory().unwrap();
    let note = |line: u64| {
        if line % 200 == 1 {
            let mut other = PanelSession::resume(&store, &Still, &name).unwrap();
            other.note(&RoundEvent::AdviceShown { by: None }).unwrap();
        }
    };
    assert_eq!(take_in_while(&store, &name, &note).unwrap().new, ANSWERS);
}

#[test]
fn a_round_that_this_program_cannot_read_keeps_nobody_from_being_erased() {
    let name = PanelName::new("round-1").unwrap();
    let store = SqliteStore::in_memory().unwrap();
    take_in(&store, &name).unwrap();
    let stream = round_stream(&name).unwrap();
    let end = store.read(&stream, 1).unwrap().last().unwrap().sequence;
    let later = entry(&Still, "later", "{\"event\":\"of a later program\"}".to_owned());
    store.append(&stream, end, &[later]).unwrap();
    assert!(kept::read_round(&store, &name).is_err());

    let id = CandidateId::new("a-0001").unwrap();
    erase_candidate(&store, &Still, &name, &id).unwrap();
    let left = store.read(&candidate_stream(&name, &id).unwrap(), 1).unwrap();
    assert!(left.iter().all(|own| own.payload().is_none()));
}
