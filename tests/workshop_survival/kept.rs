//! What lies in the store, read past the program: from a copy, so that the next process finds the
//! files as the kill left them.

use std::collections::BTreeMap;

use hotseat::store::{SqliteStore, Store as _};
use serde_json::Value;

use crate::support::Workshop;

const EVENTS: &str = "SELECT e.stream, e.kind, p.payload FROM envelopes e JOIN payloads p \
     ON p.stream = e.stream AND p.sequence = e.sequence \
     WHERE e.kind IN ('joined', 'answered', 'probe_answered', 'voted', 'moved', 'back') \
     ORDER BY e.stream, e.sequence";

/// One person's seat: what was kept of what they sent, in order, by slot.
#[derive(Clone, Debug, Default)]
pub struct KeptSeat {
    /// The number in the order of joining.
    pub number: u32,
    pub name: String,
    /// `plan`, `plan/dough`; `vote` with places on the ballot.
    pub sent: BTreeMap<String, Vec<String>>,
    pub drafts: BTreeMap<String, String>,
}

/// A room as it lies in the store.
#[derive(Debug, Default)]
pub struct Kept {
    pub seats: Vec<KeptSeat>,
    /// The phases to which it was moved.
    pub moves: Vec<String>,
}

impl Kept {
    /// What a workshop's store has, by a copy of its files.
    pub fn copied(workshop: &Workshop) -> Self {
        let copy = tempfile::tempdir().unwrap();
        for file in workshop.store_files() {
            // The index of the log is memory of the dead process; whoever opens makes a new one.
            let name = file.file_name().unwrap();
            if !name.to_string_lossy().ends_with("-shm") {
                std::fs::copy(&file, copy.path().join(name)).unwrap();
            }
        }
        let sql = rusqlite::Connection::open(copy.path().join("hotseat.db")).unwrap();
        let mut seats: BTreeMap<String, KeptSeat> = BTreeMap::new();
        let mut kept = Self::default();
        let mut ballot = Vec::new();
        let mut events = sql.prepare(EVENTS).unwrap();
        let mut rows = events.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let stream: String = row.get(0).unwrap();
            let kind: String = row.get(1).unwrap();
            let event: Value = serde_json::from_str(&row.get::<_, String>(2).unwrap()).unwrap();
            let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
            match kind.as_str() {
                "moved" => {
                    let parts = [text("phase"), text("question"), text("criterion")];
                    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                    kept.moves.push(parts.join(":"));
                    if let Some(answers) = event["answers"].as_array() {
                        ballot = answers.clone();
                    }
                }
                "back" => kept.moves.push("back".to_owned()),
                "joined" => {
                    let number = stream.rsplit('/').next().unwrap().parse().unwrap();
                    let seat = KeptSeat { number, name: text("name"), ..KeptSeat::default() };
                    assert!(seats.insert(stream, seat).is_none(), "a seat joined twice");
                }
                kind => {
                    let (slot, value) = match kind {
                        "answered" => (text("question"), answer(&event["answer"])),
                        "probe_answered" => {
                            (format!("{}/{}", text("question"), text("criterion")), text("text"))
                        }
                        // The room's own stream comes before those of its seats.
                        _ => {
                            let place = ballot.iter().position(|own| *own == event["choice"]);
                            ("vote".to_owned(), place.unwrap().to_string())
                        }
                    };
                    let seat = seats.get_mut(&stream).expect("a seat begins with joining");
                    seat.sent.entry(slot).or_default().push(value);
                }
            }
        }
        let mut drafts = sql.prepare("SELECT stream, slot, text FROM drafts").unwrap();
        let mut rows = drafts.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let stream: String = row.get(0).unwrap();
            if let Some(seat) = seats.get_mut(&stream) {
                seat.drafts.insert(row.get(1).unwrap(), row.get(2).unwrap());
            }
        }
        kept.seats = seats.into_values().collect();
        kept.seats.sort_by_key(|seat| seat.number);
        kept
    }

    /// All answers to a question, by seat and then in order.
    pub fn answers(&self, question: &str) -> Vec<String> {
        self.seats.iter().filter_map(|seat| seat.sent.get(question)).flatten().cloned().collect()
    }
}

/// An answer as what a person sent: the text, or the option.
fn answer(answer: &Value) -> String {
    match (&answer["text"], &answer["options"]) {
        (Value::String(text), _) => text.clone(),
        (_, Value::Array(options)) => options[0].as_str().unwrap().to_owned(),
        _ => panic!("{answer}"),
    }
}

/// Recomputes the chain of every stream, and gives how many there are.
pub fn assert_chains_hold(workshop: &Workshop) -> usize {
    let store = SqliteStore::open(&workshop.place.path("data/hotseat.db")).unwrap();
    let streams = store.streams("").unwrap();
    for head in &streams {
        let report = store.verify(&head.stream).unwrap();
        assert!(report.is_ok(), "{}: {report:?}", head.stream);
        assert_eq!(report.verified, head.sequence, "{}", head.stream);
    }
    streams.len()
}
