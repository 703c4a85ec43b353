//! `hotseat check`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::author::{check, explain};
use crate::report::diagnostics::{self, Look};
use crate::terminal::markdown;
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
    /// Explain a code that was reported, such as HS042 or same-level-text; nothing is checked
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "json", "plain"])]
    explain: Option<String>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if let Some(asked) = &arguments.explain {
        let page = explain::find(asked).map_err(|error| CliError::Usage(error.to_string()))?;
        let screen = outside.screen();
        outside.print(&markdown::render(page.text, screen.prose, screen.theme))?;
        return Ok(ExitCode::SUCCESS);
    }
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
