//! How long somebody waits who comes back after ten thousand attempts: `progress` is to take under
//! 200 ms, `drill` under 100 ms to its first prompt. Run with `cargo bench --bench study`.
//!
//! The store holds ten thousand runs through the open questions of a case with all their criteria,
//! written once; what is worked out from them is kept by the first look, which is measured apart.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::content::scenario::{Question, QuestionKind};
use hotseat::interview::{Answer, Event, QuestionResult};
use hotseat::library::Library;
use hotseat::session::Pinned;
use hotseat::store::{Append, Entry, Salt, SqliteStore, Store as _, StreamId};

const ATTEMPTS: usize = 10_000;
const SCENARIO: &str = "chatbot-explainability";

/// A minute in microseconds.
const MINUTE: i64 = 60_000_000;

fn main() {
    data();
    let first = std::time::Instant::now();
    run("progress");
    println!("the first look, which works out {ATTEMPTS} digests: {:.1?}", first.elapsed());
    divan::main();
}

/// The data directory with ten thousand attempts in it.
fn data() -> &'static Path {
    static DATA: OnceLock<tempfile::TempDir> = OnceLock::new();
    DATA.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        fill(directory.path());
        directory
    })
    .path()
}

fn fill(directory: &Path) {
    let store = SqliteStore::open(&directory.join("hotseat.db")).unwrap();
    let library = Library::builtin();
    let scenario = ScenarioId::new(SCENARIO);
    let (pinned, content) = Pinned::pin(&store, &library, &scenario).unwrap();
    let questions: Vec<Asked> =
        pinned.scenario().questions.iter().filter_map(|own| Asked::of(&pinned, own)).collect();
    let ids: Vec<QuestionId> = questions.iter().map(|own| own.id.clone()).collect();
    let mut time = 1_700_000_000_000_000;
    for chunk in (0..ATTEMPTS).collect::<Vec<_>>().chunks(500) {
        let appends: Vec<Append> = chunk
            .iter()
            .map(|number| {
                let started = Event::Started {
                    scenario: scenario.clone(),
                    title: pinned.scenario().title.clone(),
                    content: content.to_string(),
                    seed: 1,
                    questions: ids.clone(),
                    program: "bench".to_owned(),
                };
                let answered = questions.iter().flat_map(|own| own.events(*number));
                let events: Vec<Event> = std::iter::once(started)
                    .chain(answered)
                    .chain(std::iter::once(Event::Finished))
                    .collect();
                let entries = events.iter().map(|event| {
                    time += MINUTE;
                    Entry {
                        kind: event.kind().to_owned(),
                        time,
                        payload: serde_json::to_string(event).unwrap(),
                        salt: Salt([7; 32]),
                    }
                });
                let entries = entries.collect();
                let stream = StreamId::new(&format!("attempt/{number:08}")).unwrap();
                Append { stream, after: 0, entries }
            })
            .collect();
        store.append_many(&appends).unwrap();
    }
}

/// An open question, with its samples as answers.
struct Asked {
    id: QuestionId,
    results: Vec<(Answer, QuestionResult)>,
}

impl Asked {
    fn of(pinned: &Pinned, question: &Question) -> Option<Self> {
        let QuestionKind::Open(open) = &question.kind else { return None };
        let scored = open.samples.iter().map(|sample| {
            let answer = Answer::Text(sample.text.clone());
            let result = pinned.result_of(&question.id, &answer, &[]).unwrap();
            (answer, result)
        });
        Some(Self { id: question.id.clone(), results: scored.collect() })
    }

    /// What happens to it in an attempt.
    fn events(&self, number: usize) -> [Event; 2] {
        let (answer, result) = self.results[number % self.results.len()].clone();
        [
            Event::Answered { question: self.id.clone(), answer, seconds: 300 },
            Event::Assessed { question: self.id.clone(), result },
        ]
    }
}

fn run(command: &str) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hotseat"));
    program.args(command.split(' ')).arg("--data").arg(data());
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(program.status().unwrap().success());
}

#[divan::bench(sample_count = 20)]
fn progress() {
    run("progress");
}

/// Until its first question stands there and the input is at its end.
#[divan::bench(sample_count = 20)]
fn drill() {
    run("drill --plain --limit 1");
}

#[divan::bench(sample_count = 20)]
fn due() {
    run("drill --due");
}

/// The floor: the same program, which opens no store.
#[divan::bench(sample_count = 20)]
fn version() {
    run("--version");
}
