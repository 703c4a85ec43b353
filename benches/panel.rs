//! How long a panel's round takes, from the answers of its candidates to results with evidence that
//! are stored: 10,000 answers of interview length are to take under five seconds on two cores, in a
//! memory that does not grow with their number. Run with `cargo bench --bench panel`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::time::{Instant, SystemTime};

use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::interview::panel::{CandidateId, PanelName};
use hotseat::library::Library;
use hotseat::session::World;
use hotseat::session::panel::{PanelSession, Row};
use hotseat::store::{Micros, Salt, SqliteStore};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// 150 words, as somebody might answer `chatbot-explainability/scope`.
const ANSWER: &str = "\
First I would sit down with the person who wrote the policy and turn each clause into points that \
we can test. Then I read two hundred real chats from last month and talk to the agents, because \
they hear the complaints, and to the engineers who built it.

The result is a gap list: requirement, finding, proof, met or not met. Refunds come before opening \
hours, because there the customer loses money. I would not wait for a new tool.

This week the bot says that it is a machine, and people get a button to reach a human. The other \
fixes go into a plan in two waves, with an owner and a date for each, and the supplier gets a call \
on day one. What stays open, the risk officer accepts in writing. Every quarter we rate another \
sample and ask twenty customers what they understood.";

/// The clock and the randomness of this machine.
struct Here;

impl World for Here {
    fn now(&self) -> Micros {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        i64::try_from(now.as_micros()).unwrap()
    }

    fn salt(&self) -> Salt {
        Salt::draw(&mut StdRng::from_rng(&mut rand::rng()))
    }

    fn secret(&self) -> Option<[u8; 32]> {
        None
    }

    fn id(&self) -> String {
        "bench".to_owned()
    }
}

/// The most memory that this process had so far, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}

fn round(candidates: u64, directory: &Path) {
    let file = directory.join(format!("{candidates}.db"));
    let store = SqliteStore::open(&file).unwrap();
    let name = PanelName::new("round-1").unwrap();
    let scenario = ScenarioId::new("chatbot-explainability");
    let library = Library::builtin();
    let begun = Instant::now();
    let mut session =
        PanelSession::open(&store, &Here, &library, name.clone(), &scenario, None).unwrap();
    let mut rows = (1..=candidates).map(|line| {
        let candidate = CandidateId::new(&format!("a-{line:05}")).unwrap();
        Ok(Row { line, candidate, question: None, text: format!("{ANSWER} Answer {line}.") })
    });
    let scope = QuestionId::new("scope");
    let tally = session.take_in(&mut rows, Some(&scope), &mut |_, _| {}, &mut |_| {}).unwrap();
    let took = begun.elapsed();
    assert_eq!((tally.new, tally.refused), (candidates, 0));
    let last = CandidateId::new(&format!("a-{candidates:05}")).unwrap();
    let found = session.candidate(&last).unwrap();
    let scored = found.case(&scope).unwrap().advice.as_ref().unwrap();
    assert!(scored.assessment.criteria.iter().any(|criterion| !criterion.evidence.is_empty()));
    let peak = peak().map_or_else(|| "unknown".to_owned(), |peak| format!("{peak} MiB"));
    let size = std::fs::metadata(&file).unwrap().len() / (1024 * 1024);
    println!(
        "{candidates:>6} answers: {:.2} s on {} cores, peak memory {peak}, store {size} MiB",
        took.as_secs_f64(),
        rayon::current_num_threads()
    );
}

fn main() {
    let directory = tempfile::tempdir().unwrap();
    // In this order, because a peak never sinks.
    for candidates in [1_000, 10_000] {
        round(candidates, directory.path());
    }
}
