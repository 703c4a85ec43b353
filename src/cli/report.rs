//! `hotseat report`.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::write::Destination;
use crate::report::whole::WholeAttempt;
use crate::report::{attempt, html, markdown, sheet};
use crate::session::naming::{LAST, NamingError, named};
use crate::session::{Session, kept};
use crate::terminal::sanitize::{in_json, sanitize};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The beginning of an id that `hotseat history` shows, or `last`
    #[arg(default_value = LAST)]
    attempt: String,
    /// As what; Markdown, or what the ending of FILE says, if not given
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    into: Destination,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One file for a browser, to read and to print
    Html,
    /// For programs
    Json,
    /// A row a criterion, for a spreadsheet
    Csv,
}

impl Format {
    /// What the ending of a file says; Markdown, if it has none.
    fn of(path: &Path) -> Result<Self, CliError> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "txt" | "" => Ok(Self::Md),
            "html" | "htm" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            _ => Err(CliError::Usage(format!(
                "{}: a report is .md, .html, .json or .csv, and a browser prints the .html as a PDF; --format says what a file of another name shall hold",
                path.display()
            ))),
        }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let format = match (arguments.format, &arguments.into.output) {
        (Some(format), _) => format,
        (None, Some(path)) => Format::of(path)?,
        (None, None) => Format::Md,
    };
    let store = outside.existing_store(everywhere)?.ok_or(NamingError::None)?;
    let all = kept(&store)?;
    let own = named(&all, &arguments.attempt)?;
    let world = Outside::new();
    let session = Session::resume(&store, &world, &own.stream)?;
    let rubric = |id: &_| session.rubric(id).map(|own| &own.rubric);
    let whole = WholeAttempt {
        attempt: session.attempt(),
        scenario: session.scenario(),
        rubric: &rubric,
        id: own.id(),
        started: own.started,
        last: own.last,
    };
    let clean = |text: &str| sanitize(text).into_owned();
    let text = match format {
        Format::Md => markdown::attempt(&whole, clean),
        Format::Html => sanitize(&html::attempt(&whole)).into_owned(),
        Format::Csv => sheet::of_attempts(&[whole], clean),
        Format::Json => {
            let document = attempt::document(whole.attempt, whole.scenario);
            format!("{}\n", in_json(&serde_json::to_string_pretty(&document)?))
        }
    };
    arguments.into.put(&text, outside)?;
    Ok(ExitCode::SUCCESS)
}
