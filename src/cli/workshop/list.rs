//! `hotseat workshop list` and `link`.

use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::session::room::{Host, kept_rooms};
use crate::terminal::workshop;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Link {
    /// The room's code
    code: String,
    /// The address that phones use
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:7737", value_parser = super::address::public)]
    public_url: String,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let rooms = match outside.existing_store(everywhere)? {
        Some(store) => kept_rooms(&store)?,
        None => Vec::new(),
    };
    if arguments.json {
        let rooms: Vec<serde_json::Value> = rooms
            .iter()
            .map(|kept| {
                let room = kept.room.as_ref();
                serde_json::json!({
                    "code": room.map(|room| &room.code),
                    "scenario": room.map(|room| &room.scenario),
                    "title": room.map(|room| &room.title),
                    "phase": room.map(|room| room.phase.to_string()),
                    "seats": kept.seats,
                    "keep_until": room.map(|room| room.keep_until.to_string()),
                    "erased": room.is_none(),
                })
            })
            .collect();
        outside.print_json(&rooms)?;
    } else if rooms.is_empty() {
        outside.say("No rooms yet. `hotseat workshop SCENARIO` opens one.");
    } else {
        let text = workshop::list(outside.screen(), &rooms);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn link(
    everywhere: &Everywhere,
    arguments: &Link,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let missing = || CliError::NoRoom { found: arguments.code.chars().take(40).collect() };
    let store = outside.existing_store(everywhere)?.ok_or_else(missing)?;
    super::find(&store, &arguments.code)?;
    let host = Host::new(Arc::new(store), Arc::new(Outside::new()), Arc::new(|_| {}))?;
    host.resume(super::today(outside))?;
    let code = crate::interview::room::RoomCode::parse(&arguments.code).ok_or_else(missing)?;
    let key = host.new_key(&code)?;
    outside.print(&format!("{}/f/{code}?key={key}\n", arguments.public_url))?;
    Ok(ExitCode::SUCCESS)
}
