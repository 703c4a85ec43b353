//! `hotseat workshop purge`.

use std::process::ExitCode;

use super::{find, lock, today};
use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::session::World as _;
use crate::session::room::{KeptRoom, erase, kept_rooms};
use crate::terminal::choose::{self, Choice};
use crate::terminal::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The rooms' codes
    #[arg(required_unless_present_any = ["due", "all"], conflicts_with_all = ["due", "all"])]
    codes: Vec<String>,
    /// All rooms whose last day has passed; starting a workshop does the same
    #[arg(long, conflicts_with = "all")]
    due: bool,
    /// All rooms
    #[arg(long)]
    all: bool,
    /// Do not ask first
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let Some(store) = outside.existing_store(everywhere)? else {
        return match arguments.codes.first() {
            Some(code) => Err(CliError::NoRoom { found: code.chars().take(40).collect() }),
            None => nothing(outside),
        };
    };
    let _held = lock::hold(everywhere, outside)?;
    let today = today(outside);
    let chosen: Vec<KeptRoom> = if arguments.codes.is_empty() {
        let is_chosen = |kept: &KeptRoom| {
            let room = kept.room.as_ref();
            room.is_some_and(|room| arguments.all || room.is_due(today))
        };
        kept_rooms(&store)?.into_iter().filter(is_chosen).collect()
    } else {
        arguments.codes.iter().map(|code| find(&store, code)).collect::<Result<_, _>>()?
    };
    if chosen.is_empty() {
        return nothing(outside);
    }
    let name = |kept: &KeptRoom| {
        kept.room.as_ref().map_or_else(|| kept.stream.to_string(), |room| room.code.to_string())
    };
    let names: Vec<String> = chosen.iter().map(name).collect();
    if !arguments.yes {
        let question = format!(
            "Erase all names, answers and results of {}? This cannot be undone.",
            names.join(", ")
        );
        let sure = outside.converse(false, false, |console| {
            Ok(choose::confirm(console, &question, Some(false))?)
        })?;
        if sure != Choice::Made(true) {
            outside.say("Nothing was erased.");
            return Ok(ExitCode::from(1));
        }
    }
    for (kept, name) in chosen.iter().zip(&names) {
        let erased = erase(&store, &kept.stream, outside.now())?;
        let events = usize::try_from(erased.events).unwrap_or(usize::MAX);
        outside.say(&format!("{name}: erased {}.", count(events, "event", "events")));
        if !erased.log_cleared {
            outside.say("Another program is reading the store, so that old bytes are still in its log; end the workshop and purge again.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn nothing(outside: &mut Outside) -> Result<ExitCode, CliError> {
    outside.say("Nothing is due.");
    Ok(ExitCode::SUCCESS)
}
