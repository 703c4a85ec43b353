//! `hotseat panel`: a hiring panel's round. The engine advises, people decide.

mod decide;
mod export;
mod impact;
mod keep;
mod list;
mod purge;
mod score;
mod show;
mod trail;

use std::process::ExitCode;

use clap::Subcommand;
use jiff::civil::Date;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::interview::panel::{CandidateId, PanelName};
use crate::session::World as _;
use crate::session::panel::{PanelError, PanelSession, named};
use crate::store::SqliteStore;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Take a file of candidates' answers in, and score them: advice for the panel
    Score(score::Arguments),
    /// List the rounds, and which are to be erased
    List(list::Arguments),
    /// Show a round, or one candidate: the answer, the advice with its evidence, the final level
    Show(show::Arguments),
    /// Enter a final level with its reason; only a person can
    Decide(decide::Arguments),
    /// Write a round as CSV or JSON
    Export(export::Arguments),
    /// Show what happened to a round or a candidate, and whether the chain of events holds
    Trail(trail::Arguments),
    /// Set the last day on which a round may be kept
    Keep(keep::Arguments),
    /// Erase a candidate, a round, or all rounds whose last day has passed
    Purge(purge::Arguments),
    /// Show how often candidates of each group reach a level; groups come from a file of their own
    Impact(impact::Arguments),
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    match &arguments.what {
        What::Score(own) => score::run(everywhere, own, outside),
        What::List(own) => list::run(everywhere, own, outside),
        What::Show(own) => show::run(everywhere, own, outside),
        What::Decide(own) => decide::run(everywhere, own, outside),
        What::Export(own) => export::run(everywhere, own, outside),
        What::Trail(own) => trail::run(everywhere, own, outside),
        What::Keep(own) => keep::run(everywhere, own, outside),
        What::Purge(own) => purge::run(everywhere, own, outside),
        What::Impact(own) => impact::run(everywhere, own, outside),
    }
}

/// The day of today in UTC, unless another was given.
fn today(given: Option<Date>, outside: &Outside) -> Date {
    given.unwrap_or_else(|| {
        jiff::Timestamp::from_microsecond(outside.now())
            .map_or(Date::MIN, |now| jiff::tz::Offset::UTC.to_datetime(now).date())
    })
}

/// The store with the rounds in it. Without one there is no round of that name.
fn store(
    everywhere: &Everywhere,
    outside: &Outside,
    name: &PanelName,
) -> Result<SqliteStore, CliError> {
    let none = || PanelError::NoPanel { found: name.to_string(), near: None };
    outside.existing_store(everywhere)?.ok_or_else(|| none().into())
}

fn name(text: &str) -> Result<PanelName, CliError> {
    Ok(named(text)?)
}

fn candidate(text: &str) -> Result<CandidateId, CliError> {
    Ok(CandidateId::new(text).map_err(PanelError::from)?)
}

/// A round, to be looked at or worked on.
fn resume<'s>(
    store: &'s SqliteStore,
    world: &'s Outside,
    name: &PanelName,
) -> Result<PanelSession<'s>, CliError> {
    Ok(PanelSession::resume(store, world, name)?)
}
