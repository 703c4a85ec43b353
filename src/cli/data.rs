//! `hotseat data`: where answers are kept, and how to erase them.

use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::session::World as _;
use crate::store::Store as _;
use crate::terminal::choose::{self, Choice};
use crate::terminal::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the directory in which answers are kept
    Where,
    /// Erase all answers and drafts; that attempts took place stays on record
    Purge {
        /// Do not ask first
        #[arg(long)]
        yes: bool,
    },
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    match arguments.what {
        What::Where => {
            let directory = outside.data_directory(everywhere)?;
            outside.print(&format!("{}\n", directory.display()))?;
        }
        What::Purge { yes } => {
            let Some(store) = outside.existing_store(everywhere)? else {
                outside.say("Nothing is kept, so there is nothing to erase.");
                return Ok(ExitCode::SUCCESS);
            };
            if !yes {
                let question = "Erase all your answers and drafts? This cannot be undone.";
                let sure = outside.converse(false, false, |console| {
                    Ok(choose::confirm(console, question, Some(false))?)
                })?;
                if sure != Choice::Made(true) {
                    outside.say("Nothing was erased.");
                    return Ok(ExitCode::from(1));
                }
            }
            let purged = store.purge_all(outside.now())?;
            let envelopes = usize::try_from(purged.envelopes).unwrap_or(usize::MAX);
            let drafts = usize::try_from(purged.drafts).unwrap_or(usize::MAX);
            outside.say(&format!(
                "Erased: {} and {}.",
                count(envelopes, "event", "events"),
                count(drafts, "draft", "drafts")
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
