//! `hotseat check`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::error::CliError;
use super::outside::Outside;
use super::{Everywhere, watch};
use crate::author::check;
use crate::report::diagnostics::{self, Look};
use crate::terminal::sanitize::in_json;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Library directories, or files in them; the built-in library and those of --library if none
    paths: Vec<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Problems as text without drawn lines, for screen readers
    #[arg(long)]
    plain: bool,
    /// Check again whenever something in these directories changes, until Ctrl-C
    #[arg(long, conflicts_with = "json")]
    watch: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if !arguments.watch {
        return once(everywhere, arguments, outside);
    }
    let directories = if arguments.paths.is_empty() {
        outside.directories(everywhere)
    } else {
        [check::roots(&arguments.paths)?, outside.named_libraries(everywhere)].concat()
    };
    watch::run(&directories, arguments.plain, outside, |outside| {
        once(everywhere, arguments, outside)
    })
}

fn once(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let report = if arguments.paths.is_empty() {
        check::library(&outside.library(everywhere)?)
    } else {
        check::paths(&arguments.paths, &everywhere.library)?
    };
    if arguments.json {
        outside.print(&in_json(&diagnostics::json(&report)))?;
    } else {
        let screen = outside.screen();
        let look = Look {
            ansi: screen.theme.colour,
            width: screen.columns.max(60),
            plain: arguments.plain,
        };
        outside.print(&diagnostics::report(&report, look))?;
    }
    Ok(if report.is_faulty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
