//! `hotseat export`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::author::export;
use crate::content::ids::RubricId;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A rubric as CSV: a row a criterion, a column a level; `new rubric --from-table` takes it back
    Table {
        /// SCENARIO/QUESTION
        rubric: String,
        /// Into this file, instead of printing it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let What::Table { rubric, out } = &arguments.what;
    if !rubric.contains('/') {
        return Err(CliError::NoQuestion { found: rubric.clone() });
    }
    let rubric = outside.library(everywhere)?.rubric(&RubricId::new(rubric))?.value;
    let table = export::table(&rubric);
    match out {
        Some(path) => fs::write(path, table)
            .map_err(|source| CliError::Write { path: path.clone(), source })?,
        None => outside.print(&table)?,
    }
    Ok(ExitCode::SUCCESS)
}
