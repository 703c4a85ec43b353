//! `hotseat data`: where answers are kept, how to move them, and how to erase them.

mod export;
mod import;

use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::session::World as _;
use crate::store::Store as _;
use crate::store::archive::Counts;
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
    /// Write everything that is kept to one file, to take it to another machine or as a backup
    Export(export::Arguments),
    /// Take in what `data export` wrote, beside what is kept here already; all of it or nothing
    Import(import::Arguments),
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
    match &arguments.what {
        What::Export(own) => return export::run(everywhere, own, outside),
        What::Import(own) => return import::run(everywhere, own, outside),
        What::Where => {
            let directory = outside.data_directory(everywhere)?;
            outside.print(&format!("{}\n", directory.display()))?;
        }
        What::Purge { yes } => {
            let Some(store) = outside.existing_store(everywhere)? else {
                outside.say("Nothing is kept, so there is nothing to erase.");
                return Ok(ExitCode::SUCCESS);
            };
            if !*yes {
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
            outside.say(&format!(
                "Erased: {} and {}.",
                count(narrow(purged.envelopes), "event", "events"),
                count(narrow(purged.drafts), "draft", "drafts")
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// "2 streams with 31 events, 1 draft, 4 blobs".
fn in_words(counts: Counts) -> String {
    format!(
        "{} with {}, {}, {}",
        count(narrow(counts.streams), "stream", "streams"),
        count(narrow(counts.envelopes), "event", "events"),
        count(narrow(counts.drafts), "draft", "drafts"),
        count(narrow(counts.blobs), "blob", "blobs")
    )
}

fn narrow(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
