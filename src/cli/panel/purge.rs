//! `hotseat panel purge`.

use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::session::panel::{ErasedRound, erase_candidate, erase_due, erase_round, rounds};
use crate::store::SqliteStore;
use crate::terminal::choose::{self, Choice};
use crate::terminal::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    #[arg(required_unless_present = "due", conflicts_with = "due")]
    panel: Option<String>,
    /// One candidate of it
    candidate: Option<String>,
    /// All rounds whose last day has passed
    #[arg(long)]
    due: bool,
    /// The day of today, to rehearse what is due
    #[arg(long, value_name = "DATE", requires = "due", value_parser = crate::cli::day::day)]
    today: Option<Date>,
    /// Do not ask first
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let Some(panel) = &arguments.panel else { return due(everywhere, arguments, outside) };
    let name = super::name(panel)?;
    let candidate = arguments.candidate.as_deref().map(super::candidate).transpose()?;
    let store = super::store(everywhere, outside, &name)?;
    let whose = candidate.as_ref().map_or_else(
        || format!("all answers, advice and decisions of {name}"),
        |id| format!("answers, advice and decisions of {id} in {name}"),
    );
    if !is_sure(arguments, &whose, outside)? {
        return Ok(ExitCode::from(1));
    }
    let world = Outside::new();
    let erased = match &candidate {
        Some(id) => erase_candidate(&store, &world, &name, id)?,
        None => erase_round(&store, &world, &name, false)?,
    };
    tell(&erased, outside);
    Ok(ExitCode::SUCCESS)
}

fn due(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let today = super::today(arguments.today, outside);
    let store: Option<SqliteStore> = outside.existing_store(everywhere)?;
    let names: Vec<String> = match &store {
        None => Vec::new(),
        Some(store) => rounds(store)?
            .into_iter()
            .filter(|kept| kept.round().is_some_and(|round| round.is_due(today)))
            .map(|kept| kept.name.to_string())
            .collect(),
    };
    let (Some(store), false) = (store, names.is_empty()) else {
        outside.say("Nothing is due.");
        return Ok(ExitCode::SUCCESS);
    };
    let whose = format!("all answers, advice and decisions of {}", names.join(", "));
    if !is_sure(arguments, &whose, outside)? {
        return Ok(ExitCode::from(1));
    }
    for erased in erase_due(&store, &Outside::new(), today)? {
        tell(&erased, outside);
    }
    Ok(ExitCode::SUCCESS)
}

fn is_sure(arguments: &Arguments, whose: &str, outside: &mut Outside) -> Result<bool, CliError> {
    if arguments.yes {
        return Ok(true);
    }
    let question = format!("Erase {whose}? This cannot be undone.");
    let sure = outside
        .converse(false, false, |console| Ok(choose::confirm(console, &question, Some(false))?))?;
    if sure != Choice::Made(true) {
        outside.say("Nothing was erased.");
    }
    Ok(sure == Choice::Made(true))
}

fn tell(erased: &ErasedRound, outside: &mut Outside) {
    let events = usize::try_from(erased.events).unwrap_or(usize::MAX);
    outside.say(&format!("{}: erased {}.", erased.name, count(events, "event", "events")));
    if !erased.log_cleared {
        outside.say("Another program is reading the store, so that old bytes are still in its log; purge again later.");
    }
}
