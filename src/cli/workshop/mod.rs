//! `hotseat workshop`.

mod address;
mod hold;
mod list;
pub(super) mod lock;
mod purge;

use std::net::SocketAddr;
use std::process::ExitCode;

use jiff::civil::Date;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::interview::room::RoomCode;
use crate::session::World as _;
use crate::session::room::{KeptRoom, kept_rooms};
use crate::store::Store;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    hold: Hold,
}

#[derive(Debug, clap::Args)]
struct Hold {
    /// The cases, a room each; an unfinished room of a case is taken up. Without: all unfinished rooms
    scenarios: Vec<String>,
    /// Ask these questions only, in the order of the case
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    questions: Vec<String>,
    /// Open a new room, also where one of the same case is unfinished
    #[arg(long, requires = "scenarios")]
    new: bool,
    /// Where to listen, such as 192.168.1.20:7737 or 127.0.0.1:7737; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "lan")]
    listen: Option<SocketAddr>,
    /// Listen at this computer's address in the local network
    #[arg(long)]
    lan: bool,
    /// The address that phones use, where it is another, such as that of a proxy with TLS
    #[arg(long, value_name = "URL", value_parser = address::public)]
    public_url: Option<String>,
    /// How many people a room seats
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=i64::from(crate::interview::room::MAX_CAPACITY)))]
    capacity: u32,
    /// Erase a room after so many days
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    keep_days: u16,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the rooms
    List(list::Arguments),
    /// Print a new facilitator link; those printed before go on working
    Link(list::Link),
    /// Erase rooms with everybody's names, answers and results
    Purge(purge::Arguments),
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    match &arguments.command {
        None => hold::run(everywhere, &arguments.hold, outside),
        Some(Command::List(own)) => list::run(everywhere, own, outside),
        Some(Command::Link(own)) => list::link(everywhere, own, outside),
        Some(Command::Purge(own)) => purge::run(everywhere, own, outside),
    }
}

/// The day of today in UTC, in which days of keeping are counted.
fn today(outside: &Outside) -> Date {
    jiff::Timestamp::from_microsecond(outside.now())
        .map_or(Date::MIN, |now| jiff::tz::Offset::UTC.to_datetime(now).date())
}

/// The room of a code.
fn find(store: &dyn Store, text: &str) -> Result<KeptRoom, CliError> {
    let missing = || CliError::NoRoom { found: text.chars().take(40).collect() };
    let code = RoomCode::parse(text).ok_or_else(missing)?;
    let has_code = |kept: &KeptRoom| kept.room.as_ref().is_some_and(|room| room.code == code);
    kept_rooms(store)?.into_iter().find(has_code).ok_or_else(missing)
}
