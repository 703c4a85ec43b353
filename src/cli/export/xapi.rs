//! `hotseat export xapi`.

use std::process::ExitCode;

use super::attempts::each;
use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::write::Destination;
use crate::report::xapi::{Actor, Happened, Statements};
use crate::session::{kept, told};
use crate::terminal::sanitize::in_json;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The words of your answers go along; without it, only what they earned
    #[arg(long)]
    with_answers: bool,
    #[command(flatten)]
    into: Destination,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let mut statements = Vec::new();
    if let Some(store) = outside.existing_store(everywhere)? {
        let all = kept(&store)?;
        // Streams outlive an erasure, so that the first stays the first.
        let first = all.iter().min_by_key(|own| (own.started, &own.stream));
        let actor = Actor::of_first(first.map_or("", |own| own.stream.as_str()));
        each(&store, &all, outside, &mut |own, session| {
            let told = told(&store, &own.stream)?;
            let about = Statements {
                actor: &actor,
                stream: own.stream.as_str(),
                attempt: own.id(),
                scenario: session.scenario(),
                with_answers: arguments.with_answers,
            };
            statements.extend(about.of(told.iter().map(|own| Happened {
                sequence: own.sequence,
                time: own.time,
                event: &own.event,
            })));
            Ok(())
        })?;
    }
    let text = serde_json::to_string_pretty(&statements)?;
    arguments.into.put(&format!("{}\n", in_json(&text)), outside)?;
    Ok(ExitCode::SUCCESS)
}
