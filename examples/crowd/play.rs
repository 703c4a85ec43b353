//! The run: what the crowd does, step by step.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use tokio::time::{Instant, sleep, timeout};

use super::people::Facilitator;
use super::person::{self, Room, Stage};
use super::server::Server;
use super::texts;

/// Everybody is in after so long.
const JOINING: Duration = Duration::from_secs(10);
/// How long people write.
const WRITING: Duration = Duration::from_secs(10);
/// Everybody hands in within so long.
const SUBMITTING: Duration = Duration::from_secs(2);
/// The longest that anything may take before the run is given up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Plays a whole room and prints how long things took.
#[derive(Parser)]
struct Arguments {
    /// How many people
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(2..=5_000))]
    people: u32,
    /// The server's program [default: the one that cargo built beside this one]
    #[arg(long)]
    server: Option<std::path::PathBuf>,
}

pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match runtime.block_on(play(&arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn play(arguments: &Arguments) -> Result<bool, String> {
    let count = usize::try_from(arguments.people).unwrap();
    let mut server = Server::start(arguments.server.as_deref(), arguments.people)?;
    let room = Arc::new(Room::new(texts::answers(count)));
    let leader = Facilitator::enter(&server.facilitator).await.map_err(|e| e.to_string())?;

    let begin = Instant::now();
    let mut tasks = Vec::new();
    for who in 0..count {
        let at = begin + JOINING.mul_f64(who as f64 / count as f64);
        let person = person::take_part(who, server.join.clone(), at, Arc::clone(&room));
        tasks.push(tokio::spawn(person));
    }
    room.wait("everybody is in and listens", |done| done.listening == count, &tasks).await?;
    eprintln!("everybody is in after {:.1} s", begin.elapsed().as_secs_f64());

    room.moves(&leader, "next", "", count, &tasks).await?; // the brief
    room.moves(&leader, "next", "", count, &tasks).await?; // the question
    room.stage(Stage::Write { until: Instant::now() + WRITING });
    sleep(WRITING).await;
    room.stage(Stage::Submit { within: SUBMITTING });
    room.wait("everybody has handed in", |done| done.answers == count, &tasks).await?;
    room.moves(&leader, "next", "", count, &tasks).await?; // the reveal
    let probe = format!("probe:{}:{}", texts::QUESTION, texts::CRITERION);
    room.moves(&leader, "go", &probe, count, &tasks).await?;
    room.stage(Stage::Probe { within: SUBMITTING });
    room.wait("everybody has answered the follow-up", |done| done.probes == count, &tasks).await?;
    room.moves(&leader, "next", "", count, &tasks).await?; // the second reveal
    room.moves(&leader, "next", "", count, &tasks).await?; // the discussion
    room.moves(&leader, "next", "", count, &tasks).await?; // the report
    room.stage(Stage::Report);
    room.wait("everybody has their report", |done| done.reports == count, &tasks).await?;
    let export = timeout(PATIENCE, leader.document()).await.map_err(|e| e.to_string())?;
    let export = export.map_err(|e| e.to_string())?;
    room.stage(Stage::Leave);
    for task in tasks {
        task.await.map_err(|e| e.to_string())?;
    }

    let memory = server.peak_memory();
    let kept = tokio::task::block_in_place(|| server.stop())?;
    let (lost, doubled) = room.compare(&export, &kept);
    println!("people: {count}");
    println!("{}", room.times());
    println!("sent again: {}", room.sent_again());
    println!("server memory: {} MB at most", memory.div_ceil(1024));
    println!("whole room: {:.1} s", begin.elapsed().as_secs_f64());
    println!("lost: {lost}\ndoubled: {doubled}");
    Ok(lost == 0 && doubled == 0)
}
