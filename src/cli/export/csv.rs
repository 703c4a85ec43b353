//! `hotseat export csv`.

use std::process::ExitCode;

use super::attempts::each;
use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::write::Destination;
use crate::report::sheet;
use crate::report::whole::WholeAttempt;
use crate::session::kept;
use crate::terminal::sanitize::sanitize;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    into: Destination,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let mut text = sheet::head();
    if let Some(store) = outside.existing_store(everywhere)? {
        let all = kept(&store)?;
        each(&store, &all, outside, &mut |own, session| {
            let rubric = |id: &_| session.rubric(id).map(|own| &own.rubric);
            let whole = WholeAttempt {
                attempt: session.attempt(),
                scenario: session.scenario(),
                rubric: &rubric,
                id: own.id(),
                started: own.started,
                last: own.last,
            };
            text.push_str(&sheet::rows(&whole, |cell| sanitize(cell).into_owned()));
            Ok(())
        })?;
    }
    arguments.into.put(&text, outside)?;
    Ok(ExitCode::SUCCESS)
}
