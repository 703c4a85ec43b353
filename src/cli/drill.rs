//! `hotseat drill`.

use std::process::ExitCode;
use std::time::Duration;

use clap::builder::RangedU64ValueParser;
use jiff::civil::Date;
use serde::Serialize;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::interview::drill::{CardId, Grade};
use crate::session::cards::Cards;
use crate::session::drill::Drill;
use crate::session::past;
use crate::store::Store;
use crate::study::{Card, Deck};
use crate::terminal::drill::{self, Done, Plan};
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Role;
use crate::terminal::words::count;
use crate::terminal::wrap::Run;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Begin no further card after so many minutes; 0 sets no limit
    #[arg(long, value_name = "N", default_value_t = MINUTES)]
    minutes: u32,
    /// At most so many cards
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=9_999))]
    limit: Option<usize>,
    /// Only print how many cards there are today, for a shell prompt
    #[arg(long, conflicts_with_all = ["list", "json", "limit"])]
    due: bool,
    /// List all cards and when they come back
    #[arg(long)]
    list: bool,
    /// With --list: as JSON
    #[arg(long, requires = "list")]
    json: bool,
    /// Ask line by line, for screen readers and scripts
    #[arg(long)]
    plain: bool,
    /// Take this day for today
    #[arg(long, value_name = "DATE", hide = true, value_parser = crate::cli::day::day)]
    today: Option<Date>,
}

/// How long a sitting is unless said otherwise.
const MINUTES: u32 = 10;

impl Default for Arguments {
    fn default() -> Self {
        Self {
            minutes: MINUTES,
            limit: None,
            due: false,
            list: false,
            json: false,
            plain: false,
            today: None,
        }
    }
}

/// How many cards there are today.
pub(super) fn due(everywhere: &Everywhere, outside: &Outside) -> Result<usize, CliError> {
    let Some(store) = outside.existing_store(everywhere)? else { return Ok(0) };
    let library = outside.library(everywhere)?;
    let mut known = Cards::new(&library);
    Ok(deck(&store)?.today(outside.today().0, |card| known.can_ask(card)).len())
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let today = arguments.today.unwrap_or_else(|| outside.today().0);
    let Some(store) = outside.existing_store(everywhere)? else {
        return nothing(arguments, outside, None);
    };
    let deck = deck(&store)?;
    let library = outside.library(everywhere)?;
    let mut known = Cards::new(&library);
    if arguments.list {
        return list(arguments, &deck, &mut known, today, outside);
    }
    let mut cards = deck.today(today, |card| known.can_ask(card));
    if arguments.due {
        outside.print(&format!("{}\n", cards.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    cards.truncate(arguments.limit.unwrap_or(usize::MAX));
    if cards.is_empty() {
        return nothing(arguments, outside, Some((&deck, today)));
    }
    let library = outside.scoring_library(everywhere)?;
    let world = Outside::new();
    let editor = outside.editor();
    let time = (arguments.minutes > 0)
        .then(|| Duration::from_secs(u64::from(arguments.minutes).saturating_mul(60)));
    outside.converse(arguments.plain, false, |console| {
        let mut sitting = Drill::begin(&store, &world, &library)?;
        let plan = Plan { cards: &cards, today, time, editor: editor.as_deref() };
        let done = drill::run(console, &mut sitting, &plan)?;
        let mut page = Page::new(console.screen);
        page.gap().text(&summary(&done)).gap();
        page.show(console)?;
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// All cards with their reviews.
pub(super) fn deck(store: &dyn Store) -> Result<Deck, CliError> {
    Ok(Deck::new(past::missed(store)?, past::reviews(store)?))
}

fn nothing(
    arguments: &Arguments,
    outside: &mut Outside,
    deck: Option<(&Deck, Date)>,
) -> Result<ExitCode, CliError> {
    if arguments.due {
        outside.print("0\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.json {
        outside.print_json(&[(); 0])?;
        return Ok(ExitCode::SUCCESS);
    }
    let next = deck.and_then(|(deck, today)| deck.next_due(today));
    match (next, deck) {
        (Some(day), _) => {
            outside.say(&format!("Nothing is due today; the next card comes on {day}."));
        }
        (None, Some((deck, _))) if !deck.fresh().is_empty() => {
            outside.say("Nothing is left for today: new cards come in tomorrow.");
        }
        _ => outside.say("There is nothing to drill yet: cards come from what a case showed you to miss. `hotseat practice` begins one."),
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(done: &Done) -> String {
    let many = |grade: Grade| done.graded.iter().filter(|own| **own == grade).count();
    let known = many(Grade::Good) + many(Grade::Easy);
    let cards = count(done.graded.len(), "card", "cards");
    let mut text = match done.graded.len() {
        0 => "No card was graded.".to_owned(),
        _ => format!(
            "{cards}: {known} known, {} in part, {} not.",
            many(Grade::Hard),
            many(Grade::Again)
        ),
    };
    if done.left > 0 {
        text.push_str(&format!(
            " {} left for later today.",
            count(done.left, "card is", "cards are")
        ));
    }
    text
}

#[derive(Serialize)]
struct Item<'a> {
    card: &'a CardId,
    title: Option<String>,
    missed: u32,
    reviews: usize,
    lapses: usize,
    due: Option<Date>,
    can_ask: bool,
}

fn list(
    arguments: &Arguments,
    deck: &Deck,
    known: &mut Cards<'_>,
    today: Date,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let mut cards: Vec<&Card> = deck.cards().collect();
    // What comes next stands first; what is new, last.
    cards.sort_by_key(|card| (card.last().is_none(), card.last().map(|own| own.due)));
    if arguments.json {
        let items: Vec<Item<'_>> = cards
            .iter()
            .map(|card| Item {
                card: &card.id,
                title: known.title(&card.id),
                missed: card.missed,
                reviews: card.reviews.len(),
                lapses: card.lapses(),
                due: card.last().map(|own| own.due),
                can_ask: known.can_ask(&card.id),
            })
            .collect();
        outside.print_json(&items)?;
        return Ok(ExitCode::SUCCESS);
    }
    if cards.is_empty() {
        return nothing(arguments, outside, None);
    }
    let screen = outside.screen();
    let mut page = Page::new(screen);
    for card in cards {
        let when = match card.last() {
            Some(own) if own.due <= today => "today     ".to_owned(),
            Some(own) => own.due.to_string(),
            None if card.met => "met since ".to_owned(),
            None => "new       ".to_owned(),
        };
        let title = known.title(&card.id).unwrap_or_else(|| "(no longer asked)".to_owned());
        page.hanging(
            &format!("{when}  "),
            &[
                Run::new(one_line(&title), screen.theme.style(Role::Strong)),
                Run::plain("  "),
                Run::new(card.id.to_string(), screen.theme.style(Role::Dim)),
            ],
        );
    }
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}
