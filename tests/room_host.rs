//! A host of live rooms: what it has acknowledged is durable, is there once, and is scored.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::interview::room::{Act, Joining, Phase, RoomCode, SeatId, TokenHash};
use hotseat::interview::{Answer, QuestionResult};
use hotseat::library::Library;
use hotseat::session::World;
use hotseat::session::room::{Command, Host, Live, Opening, Outcome, RoomError, erase, kept_rooms};
use hotseat::store::{
    Append, ChainReport, Draft, Entry, Envelope, Hash, Head, Micros, Purged, Restoring, Salt,
    SqliteStore, Store, StoreError, StreamId,
};

/// A world that repeats itself.
struct Still(AtomicI64);

impl World for Still {
    fn now(&self) -> Micros {
        self.0.fetch_add(1_000, Ordering::SeqCst)
    }
    fn salt(&self) -> Salt {
        Salt([7; 32])
    }
    fn secret(&self) -> Option<[u8; 32]> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        Some(hotseat::store::Hash::of(&count.to_be_bytes()).0)
    }
    fn id(&self) -> String {
        format!("r{}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

fn host(store: &Arc<dyn Store>) -> Host {
    let world = Arc::new(Still(AtomicI64::new(1_800_000_000_000_000)));
    Host::new(Arc::clone(store), world, Arc::new(|_| {})).unwrap()
}

fn memory() -> Arc<dyn Store> {
    Arc::new(SqliteStore::in_memory().unwrap())
}

fn open(host: &Host) -> RoomCode {
    let opening = Opening {
        scenario: ScenarioId::new("chatbot-explainability"),
        questions: Vec::new(),
        capacity: 500,
        keep_until: "2099-01-01".parse().unwrap(),
        seed: 3,
    };
    host.open(&Library::builtin(), &opening).unwrap()
}

fn join(host: &Host, code: &RoomCode, name: &str) -> SeatId {
    let joining = Joining { name: name.to_owned(), show_name: false, token: TokenHash::of(name) };
    match host.ask_and_wait(code, Command::Join(joining)).unwrap() {
        Outcome::Seated(seat) => seat,
        other => panic!("{other:?}"),
    }
}

fn ask_scope(host: &Host, code: &RoomCode) {
    let act = Act::Go("answering:scope".parse().unwrap());
    host.ask_and_wait(code, Command::Act { act, step: None }).unwrap();
}

fn scope() -> QuestionId {
    QuestionId::new("scope")
}

fn answer(seat: SeatId, text: &str, after: u32) -> Command {
    Command::Answer { seat, question: scope(), answer: Answer::Text(text.to_owned()), after }
}

fn live(host: &Host, code: &RoomCode) -> Arc<Live> {
    host.room(code).unwrap().live()
}

/// The text of which the result is that stands there now; none while it is being read.
fn scored(live: &Live, seat: SeatId) -> Option<(String, Option<u8>)> {
    let standing = live.room.seat(seat)?.attempt.standing(&scope())?;
    let (Answer::Text(text), Some(QuestionResult::Open(scored))) =
        (standing.answer.as_ref()?, standing.result.as_ref())
    else {
        return None;
    };
    Some((text.clone(), scored.assessment.percent))
}

fn until(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

const GOOD: &str = "I turn each clause of the policy into a point one can test. Then I sample 200 \
     transcripts to see what the bot says today, and rank the gaps by harm with Legal.";

fn whole_chains(store: &dyn Store) -> usize {
    let streams = store.streams("room/").unwrap();
    for head in &streams {
        assert_eq!(store.verify(&head.stream).unwrap().broken, None, "{}", head.stream);
    }
    streams.len()
}

#[test]
fn an_answer_is_acknowledged_then_scored_then_there_after_a_restart() {
    let store = memory();
    let code = {
        let host = host(&store);
        let code = open(&host);
        let ana = join(&host, &code, "Ana");
        ask_scope(&host, &code);
        host.ask_and_wait(&code, answer(ana, GOOD, 0)).unwrap();
        until("scored", || scored(&live(&host, &code), ana).is_some());
        host.close();
        code
    };
    let host = host(&store);
    assert_eq!(host.resume("2026-12-01".parse().unwrap()).unwrap(), std::slice::from_ref(&code));
    let live = live(&host, &code);
    let (text, percent) = scored(&live, SeatId(1)).unwrap();
    assert_eq!(text, GOOD);
    assert!(percent.unwrap() > 0);
    assert_eq!(live.room.phase, Phase::Answering { question: scope() });
    assert_eq!(whole_chains(store.as_ref()), 2);
}

#[test]
fn an_answer_that_a_crash_left_without_a_result_is_scored_when_the_room_is_taken_up() {
    let store = memory();
    let first = host(&store);
    let code = open(&first);
    let ana = join(&first, &code, "Ana");
    ask_scope(&first, &code);
    first.ask_and_wait(&code, answer(ana, GOOD, 0)).unwrap();
    // The first host ends at once: whether its result is kept is a matter of luck.
    first.close();
    let second = host(&store);
    second.resume("2026-12-01".parse().unwrap()).unwrap();
    until("scored after the restart", || scored(&live(&second, &code), ana).is_some());
}

#[test]
fn many_hand_in_at_once_and_each_answer_is_there_once() {
    let store = memory();
    let host = Arc::new(host(&store));
    let code = open(&host);
    let seats: Vec<SeatId> = (0..40).map(|n| join(&host, &code, &format!("P{n}"))).collect();
    ask_scope(&host, &code);
    std::thread::scope(|scope| {
        for seat in &seats {
            for _ in 0..3 {
                let (host, code) = (Arc::clone(&host), code.clone());
                let command = answer(*seat, &format!("{GOOD} Number {seat}."), 0);
                scope.spawn(move || host.ask_and_wait(&code, command).unwrap());
            }
        }
    });
    until("all are scored", || {
        let live = live(&host, &code);
        seats.iter().all(|seat| scored(&live, *seat).is_some())
    });
    for seat in &seats {
        let live = live(&host, &code);
        assert_eq!(live.room.seat(*seat).unwrap().times_handed(&scope(), None), 1);
        assert_eq!(scored(&live, *seat).unwrap().0, format!("{GOOD} Number {seat}."));
    }
    assert_eq!(whole_chains(store.as_ref()), 41);
}

#[test]
fn the_result_that_stands_is_that_of_the_answer_that_stands() {
    let store = memory();
    let host = host(&store);
    let code = open(&host);
    let ana = join(&host, &code, "Ana");
    ask_scope(&host, &code);
    for after in 0..20 {
        let text = if after % 2 == 0 { GOOD } else { "No idea, sorry, I would ask somebody." };
        host.ask_and_wait(&code, answer(ana, text, after)).unwrap();
    }
    until("scored", || scored(&live(&host, &code), ana).is_some());
    let (text, percent) = scored(&live(&host, &code), ana).unwrap();
    assert!(text.starts_with("No idea"));
    assert!(percent.unwrap_or(0) < 10, "{percent:?}");
}

#[test]
fn a_page_of_an_earlier_step_does_not_move_the_room_twice() {
    let store = memory();
    let host = host(&store);
    let code = open(&host);
    let next = || Command::Act { act: Act::Next, step: Some(0) };
    host.ask_and_wait(&code, next()).unwrap();
    let again = host.ask_and_wait(&code, next()).unwrap_err();
    assert!(again.to_string().contains("moved on"), "{again}");
    assert_eq!(live(&host, &code).room.phase, Phase::Brief);
}

#[test]
fn what_does_not_fit_the_question_is_refused_and_leaves_nothing() {
    let store = memory();
    let host = host(&store);
    let code = open(&host);
    let ana = join(&host, &code, "Ana");
    let act = Act::Go("answering:requirement".parse().unwrap());
    host.ask_and_wait(&code, Command::Act { act, step: None }).unwrap();
    let command = Command::Answer {
        seat: ana,
        question: QuestionId::new("requirement"),
        answer: Answer::Text("text where options are asked".to_owned()),
        after: 0,
    };
    assert!(matches!(host.ask_and_wait(&code, command), Err(RoomError::Session(_))));
    assert!(
        !live(&host, &code).room.seat(ana).unwrap().has_answered(&QuestionId::new("requirement"))
    );
}

#[test]
fn an_erased_room_is_gone_and_its_chains_are_whole() {
    let store = memory();
    let host = host(&store);
    let code = open(&host);
    let ana = join(&host, &code, "Ana");
    ask_scope(&host, &code);
    host.ask_and_wait(&code, answer(ana, "a secret of mine", 0)).unwrap();
    let draft =
        Command::Draft { seat: ana, slot: "story".to_owned(), text: "also secret".to_owned() };
    host.ask_and_wait(&code, draft).unwrap();
    host.ask_and_wait(&code, Command::Erase).unwrap();
    assert!(host.room(&code).is_none());
    assert!(matches!(host.ask_and_wait(&code, answer(ana, "more", 0)), Err(RoomError::NoRoom)));
    assert_eq!(whole_chains(store.as_ref()), 2);
    for kept in kept_rooms(store.as_ref()).unwrap() {
        assert!(kept.room.is_none());
        for head in store.streams("room/").unwrap() {
            assert!(store.drafts(&head.stream).unwrap().is_empty());
            assert!(store.read(&head.stream, 1).unwrap().iter().all(|own| own.payload().is_none()));
        }
        assert_eq!(erase(store.as_ref(), &kept.stream, 1).unwrap().events, 0, "once is enough");
    }
}

#[test]
fn what_another_program_did_to_a_room_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let open_store = || -> Arc<dyn Store> {
        Arc::new(SqliteStore::open(&folder.path().join("hotseat.db")).unwrap())
    };
    let (store, other_store) = (open_store(), open_store());
    let first = host(&store);
    let code = open(&first);
    let second = host(&other_store);
    second.resume("2026-12-01".parse().unwrap()).unwrap();
    let ana = join(&first, &code, "Ana");
    let bo = join(&second, &code, "Bo");
    assert_ne!(ana, bo, "the second learns of the first's seat before it gives one");
    let key = second.new_key(&code).unwrap();
    let is_key = || live(&first, &code).room.is_key(&TokenHash::of(&key));
    assert!(!is_key());
    first.ask_and_wait(&code, Command::CatchUp).unwrap();
    assert!(is_key(), "a link that was printed beside a running room works in it");
    assert_eq!(whole_chains(store.as_ref()), 3);
}

/// A store that can be told to fail.
struct Fragile {
    inner: SqliteStore,
    fails: AtomicBool,
}

impl Fragile {
    fn check(&self) -> Result<(), StoreError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::Full { path: "the store".into() });
        }
        Ok(())
    }
}

impl Store for Fragile {
    fn append(
        &self,
        stream: &StreamId,
        after: u64,
        entries: &[Entry],
    ) -> Result<Vec<Envelope>, StoreError> {
        self.check()?;
        self.inner.append(stream, after, entries)
    }
    fn append_many(&self, appends: &[Append]) -> Result<Vec<u64>, StoreError> {
        self.check()?;
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
        self.check()?;
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
        self.check()?;
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

#[test]
fn what_the_disk_refuses_is_refused_and_shown_to_nobody() {
    let fragile = Arc::new(Fragile {
        inner: SqliteStore::in_memory().unwrap(),
        fails: AtomicBool::new(false),
    });
    let store: Arc<dyn Store> = Arc::clone(&fragile) as Arc<dyn Store>;
    let host = host(&store);
    let code = open(&host);
    let ana = join(&host, &code, "Ana");
    ask_scope(&host, &code);
    fragile.fails.store(true, Ordering::SeqCst);
    let refused = host.ask_and_wait(&code, answer(ana, GOOD, 0)).unwrap_err();
    assert!(matches!(refused, RoomError::Store(_)), "{refused}");
    assert!(!live(&host, &code).room.seat(ana).unwrap().has_answered(&scope()));
    fragile.fails.store(false, Ordering::SeqCst);
    host.ask_and_wait(&code, answer(ana, GOOD, 0)).unwrap();
    assert!(live(&host, &code).room.seat(ana).unwrap().has_answered(&scope()));
    assert_eq!(whole_chains(store.as_ref()), 2);
}

#[test]
fn whoever_asks_after_the_end_is_told_so() {
    let store = memory();
    let host = host(&store);
    let code = open(&host);
    host.close();
    let (sender, told) = mpsc::channel();
    let sender = Mutex::new(sender);
    host.ask(&code, answer(SeatId(1), GOOD, 0), move |outcome| {
        sender.lock().unwrap().send(outcome).unwrap();
    });
    assert!(matches!(told.recv().unwrap(), Err(RoomError::Closing)));
}
