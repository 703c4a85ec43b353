//! `hotseat check`.

use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;

use super::error::CliError;
use super::outside::Outside;
use super::{Everywhere, watch};
use crate::author::check::{self, Report};
use crate::author::explain;
use crate::author::mend::mend;
use crate::content::Severity;
use crate::report::diagnostics::{self, Look};
use crate::report::sarif;
use crate::terminal::markdown;
use crate::terminal::sanitize::in_json;

/// Rounds of mending: a mend may show what another one hid.
const ROUNDS: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Library directories, or files in them; the built-in library and those of --library if none
    paths: Vec<PathBuf>,
    /// Mend what needs no judgement, in the files themselves; comments stay
    #[arg(long)]
    fix: bool,
    /// The day of today, to be told of facts that were last checked more than a year before
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// The least that is shown
    #[arg(long, value_name = "SEVERITY", default_value = "hint")]
    least: Least,
    /// Print as JSON
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// Print as SARIF, for code hosts
    #[arg(long)]
    sarif: bool,
    /// Problems as text without drawn lines, for screen readers
    #[arg(long)]
    plain: bool,
    /// Explain a code that was reported, such as HS042 or same-level-text; nothing is checked
    #[arg(
        long,
        value_name = "CODE",
        conflicts_with_all = ["paths", "json", "plain", "sarif", "fix", "today"]
    )]
    explain: Option<String>,
    /// Check again whenever something in these directories changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["json", "sarif", "fix", "explain"])]
    watch: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Least {
    Error,
    Warning,
    Hint,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Hint => Self::Hint,
        }
    }
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
    let mut report = checked(everywhere, arguments, outside)?;
    if arguments.fix {
        let mut mended = 0;
        for _ in 0..ROUNDS {
            let count = fix(&report)?;
            if count == 0 {
                break;
            }
            mended += count;
            report = checked(everywhere, arguments, outside)?;
        }
        let problems = if mended == 1 { "problem" } else { "problems" };
        outside.say(&format!("{mended} {problems} mended"));
    }
    let is_faulty = report.is_faulty();
    report.keep(arguments.least.into());
    if arguments.json {
        outside.print(&in_json(&diagnostics::json(&report)))?;
    } else if arguments.sarif {
        outside.print(&in_json(&sarif::sarif(&report)))?;
    } else {
        let screen = outside.screen();
        let look = Look {
            ansi: screen.theme.colour,
            width: screen.columns.max(60),
            plain: arguments.plain,
        };
        outside.print(&diagnostics::report(&report, look))?;
    }
    Ok(if is_faulty { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn checked(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &Outside,
) -> Result<Report, CliError> {
    Ok(if arguments.paths.is_empty() {
        check::library(&outside.library(everywhere)?, arguments.today)
    } else {
        check::paths(&arguments.paths, &everywhere.library, arguments.today)?
    })
}

/// Mends files, and says how many problems were mended. What is built in stays as it is.
fn fix(report: &Report) -> Result<usize, CliError> {
    let mut count = 0;
    for file in &report.files {
        let Some(path) = &file.on_disk else { continue };
        if let Some(mended) = mend(&file.text, &file.diagnostics) {
            super::write::over(path, &mended.text)?;
            count += mended.count;
        }
    }
    Ok(count)
}
