//! `hotseat panel keep`.

use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// The last day on which it may be kept, such as 2027-05-31
    #[arg(value_parser = crate::cli::day::day)]
    date: Date,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let mut session = super::resume(&store, &world, &name)?;
    session.keep_until(Some(arguments.date))?;
    outside.say(&format!("{name} is to be kept until {}.", arguments.date));
    Ok(ExitCode::SUCCESS)
}
