//! `hotseat check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;

use super::error::CliError;
use super::outside::Outside;
use super::score::question_of;
use super::{Everywhere, watch};
use crate::author::check::{self, Report};
use crate::author::explain;
use crate::author::mend::mend;
use crate::content::Severity;
use crate::content::ids::{RubricId, is_id};
use crate::content::scenario::QuestionKind;
use crate::library::Library;
use crate::report::diagnostics::{self, Look};
use crate::report::sarif;
use crate::terminal::markdown;
use crate::terminal::sanitize::in_json;

/// Rounds of mending: a mend may show what another one hid.
const ROUNDS: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Library directories, files in them, or rubrics as SCENARIO/QUESTION; the built-in library and
    /// those of --library if none
    #[arg(value_name = "WHAT")]
    paths: Vec<PathBuf>,
    /// Mend what needs no judgement, in the files themselves; comments stay
    #[arg(long)]
    fix: bool,
    /// The day of today, to be told of facts that were last checked more than a year before
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::day)]
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
    let asked = Asked::of(&arguments.paths);
    let directories = if asked.paths.is_empty() {
        outside.directories(everywhere)
    } else {
        [check::roots(&asked.paths)?, outside.named_libraries(everywhere)].concat()
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
    let today = arguments.today;
    if arguments.paths.is_empty() {
        return Ok(check::library(&outside.library(everywhere)?, today));
    }
    let asked = Asked::of(&arguments.paths);
    let mut report = if asked.paths.is_empty() {
        Report::default()
    } else {
        check::paths(&asked.paths, &everywhere.library, today)?
    };
    if !asked.rubrics.is_empty() {
        let library = outside.library(everywhere)?;
        for named in &asked.rubrics {
            // A question may name another rubric than that of its own name.
            let rubric = rubric_id_of(&library, named.as_str()).unwrap_or_else(|| named.clone());
            let found = check::rubric_files(&library, &rubric, today)
                .ok_or_else(|| CliError::NothingToCheck { found: named.to_string() })?;
            report.add(found);
        }
    }
    Ok(report)
}

/// What is to be checked.
struct Asked {
    paths: Vec<PathBuf>,
    rubrics: Vec<RubricId>,
}

impl Asked {
    /// A file or a directory that is there is meant before a rubric of the same name.
    fn of(all: &[PathBuf]) -> Self {
        let mut asked = Self { paths: Vec::new(), rubrics: Vec::new() };
        for path in all {
            match rubric(path).filter(|_| !path.exists()) {
                Some(rubric) => asked.rubrics.push(rubric),
                None => asked.paths.push(path.clone()),
            }
        }
        asked
    }
}

/// The rubric of an open question, where its scenario can be read.
fn rubric_id_of(library: &Library, question: &str) -> Option<RubricId> {
    match question_of(library, question).ok()?.1.kind {
        QuestionKind::Open(open) => Some(open.rubric),
        _ => None,
    }
}

/// A path that can be read as `SCENARIO/QUESTION`.
fn rubric(path: &Path) -> Option<RubricId> {
    let name = path.to_str()?;
    let (scenario, question) = name.split_once('/')?;
    (is_id(scenario) && is_id(question)).then(|| RubricId::new(name))
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
