//! `hotseat panel trail`.

use std::process::ExitCode;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::interview::panel::Candidate;
use crate::session::panel::{PanelError, candidate_trail, round_trail};
use crate::terminal::panel;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// One candidate
    candidate: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let candidate = arguments.candidate.as_deref().map(super::candidate).transpose()?;
    let store = super::store(everywhere, outside, &name)?;
    // A document tells the advice, so it goes on record before it is printed.
    if let (true, Some(id)) = (arguments.json, &candidate) {
        let world = Outside::new();
        match super::resume(&store, &world, &name) {
            Ok(session) => {
                for (question, _) in session.find(id)?.iter().flat_map(Candidate::cases) {
                    session.advice_shown(id, question, None)?;
                }
            }
            // Nothing is left that could be told.
            Err(CliError::Panel(PanelError::Erased { .. })) => {}
            Err(error) => return Err(error),
        }
    }
    let trail = match &candidate {
        Some(id) => candidate_trail(&store, &name, id)?,
        None => round_trail(&store, &name)?,
    };
    if arguments.json {
        outside.print_json(&trail)?;
    } else {
        let text = panel::trail(outside.screen(), &trail);
        outside.print(&text)?;
    }
    Ok(if trail.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
