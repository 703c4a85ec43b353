//! `hotseat progress`.

use std::process::ExitCode;

use jiff::civil::Date;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::write::Destination;
use crate::interview::drill::CardId;
use crate::report::html;
use crate::session::cards::Cards;
use crate::session::past;
use crate::study::{Deck, Missed, Progress};
use crate::terminal::progress;
use crate::terminal::sanitize::{in_json, sanitize};
use crate::terminal::screen::Screen;
use crate::terminal::theme::Theme;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// As one HTML file, to read in a browser and to print
    #[arg(long, conflicts_with = "json")]
    html: bool,
    #[command(flatten)]
    into: Destination,
    /// Take this day for today
    #[arg(long, value_name = "DATE", hide = true, value_parser = crate::cli::day::day)]
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
    let digests = store.as_ref().map(|store| past::digests(store)).transpose()?.unwrap_or_default();
    let own = Progress::of(&digests, today, &zone);
    if arguments.json {
        let text = serde_json::to_string_pretty(&own)?;
        arguments.into.put(&format!("{}\n", in_json(&text)), outside)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(store) = store.filter(|_| own.answers > 0) else {
        outside.say("Nothing is answered yet. `hotseat practice` begins a case.");
        return Ok(ExitCode::SUCCESS);
    };
    let library = outside.library(everywhere)?;
    let mut cards = Cards::new(&library);
    let deck = Deck::new(digests.iter().map(Missed::of), past::reviews(&store)?);
    let due = deck.today(today, |card| cards.can_ask(card)).len();
    let mut title = |card: &CardId| cards.title(card);
    let text = if arguments.html {
        sanitize(&html::progress(&own, due, &mut title)).into_owned()
    } else {
        let screen = outside.screen();
        // A file is no terminal, whatever this one can do.
        let screen = match &arguments.into.output {
            Some(_) => Screen { theme: Theme::PLAIN, ..screen },
            None => screen,
        };
        progress::view(screen, &own, due, &mut title)
    };
    arguments.into.put(&text, outside)?;
    Ok(ExitCode::SUCCESS)
}
