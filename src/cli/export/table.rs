//! `hotseat export table`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::author::export;
use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::content::ids::RubricId;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// SCENARIO/QUESTION
    rubric: String,
    /// Into this file, instead of printing it
    #[arg(long, value_name = "FILE", visible_alias = "output")]
    out: Option<PathBuf>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let Arguments { rubric, out } = arguments;
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
