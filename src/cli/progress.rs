//! `hotseat progress`.

use std::process::ExitCode;

use jiff::civil::Date;

use super::Everywhere;
use super::drill::deck;
use super::error::CliError;
use super::outside::Outside;
use crate::session::cards::Cards;
use crate::session::past::digests;
use crate::study::Progress;
use crate::terminal::progress;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Take this day for today
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<Date>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let (now, zone) = outside.today();
    let today = arguments.today.unwrap_or(now);
    let store = outside.existing_store(everywhere)?;
    let digests = store.as_ref().map(|store| digests(store)).transpose()?.unwrap_or_default();
    let own = Progress::of(&digests, today, &zone);
    if arguments.json {
        outside.print_json(&own)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(store) = store.filter(|_| own.answers > 0) else {
        outside.say("Nothing is answered yet. `hotseat practice` begins a case.");
        return Ok(ExitCode::SUCCESS);
    };
    let library = outside.library(everywhere)?;
    let mut cards = Cards::new(&library);
    let due = deck(&store)?.today(today, |card| cards.can_ask(card)).len();
    let text = progress::view(outside.screen(), &own, due, &mut |card| cards.title(card));
    outside.print(&text)?;
    Ok(ExitCode::SUCCESS)
}
