//! `hotseat panel list`.

use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::report::panel::moment;
use crate::session::panel::{Kept, KeptRound, rounds};
use crate::terminal::panel;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The day of today, to rehearse what is due
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::day)]
    today: Option<Date>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let today = super::today(arguments.today, outside);
    let rounds = match outside.existing_store(everywhere)? {
        Some(store) => rounds(&store)?,
        None => Vec::new(),
    };
    if arguments.json {
        let rounds: Vec<serde_json::Value> =
            rounds.iter().map(|round| as_json(round, today)).collect();
        outside.print_json(&rounds)?;
    } else if rounds.is_empty() {
        outside.say("No rounds yet. `hotseat panel score` opens one.");
    } else {
        let text = panel::list(outside.screen(), &rounds, today);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(kept: &KeptRound, today: Date) -> serde_json::Value {
    let round = kept.round();
    serde_json::json!({
        "panel": kept.name,
        "scenario": round.map(|round| &round.scenario),
        "title": round.map(|round| &round.title),
        "opened": moment(kept.opened),
        "candidates": kept.candidates,
        "keep_until": round.and_then(|round| round.keep_until).map(|date| date.to_string()),
        "due": round.is_some_and(|round| round.is_due(today)),
        "erased": kept.state == Kept::Erased,
    })
}
