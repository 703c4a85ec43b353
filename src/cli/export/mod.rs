//! `hotseat export`: for other programs.

mod anki;
mod attempts;
mod csv;
mod table;
mod xapi;

use std::process::ExitCode;

use clap::Subcommand;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A rubric as CSV: a row a criterion, a column a level; `new rubric --from-table` takes it back
    Table(table::Arguments),
    /// The results of all your attempts as CSV, for a spreadsheet: a row a criterion
    Csv(csv::Arguments),
    /// What you did in all your attempts as xAPI statements, for a learning record store
    Xapi(xapi::Arguments),
    /// Cases as a deck for Anki: follow-ups and closed questions, with what a strong answer does
    Anki(anki::Arguments),
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    match &arguments.what {
        What::Table(own) => table::run(everywhere, own, outside),
        What::Csv(own) => csv::run(everywhere, own, outside),
        What::Xapi(own) => xapi::run(everywhere, own, outside),
        What::Anki(own) => anki::run(everywhere, own, outside),
    }
}
