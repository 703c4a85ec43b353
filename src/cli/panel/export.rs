//! `hotseat panel export`.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::write::create;
use crate::interview::panel::{ExportFormat, RoundEvent};
use crate::report::panel::{SCHEMA, Sheet, documents};
use crate::scoring::receipt::hex;
use crate::session::panel::PanelSession;
use crate::terminal::sanitize::{in_json, sanitize};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("format").required(true))]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// For a spreadsheet; cells that it would run as a formula begin with a quote
    #[arg(long, group = "format")]
    csv: bool,
    /// For programs: answers, results with receipts, all decisions
    #[arg(long, group = "format")]
    json: bool,
    /// Into this file, instead of printing it
    file: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "file")]
    force: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let mut session = super::resume(&store, &world, &name)?;
    let format = if arguments.csv { ExportFormat::Csv } else { ExportFormat::Json };
    // Twice over the candidates rather than all of them in memory: the hash goes on record before
    // anything leaves.
    let mut hash = Sha256::new();
    pieces(&session, format, &mut |text| {
        hash.update(text.as_bytes());
        Ok(())
    })?;
    session.note(&RoundEvent::Exported { format, sha256: hex(&hash.finalize()) })?;
    match &arguments.file {
        None => pieces(&session, format, &mut |text| outside.print(text))?,
        Some(path) => {
            let failed = |source| CliError::Write { path: path.clone(), source };
            let mut file = BufWriter::new(create(path, arguments.force)?);
            pieces(&session, format, &mut |text| file.write_all(text.as_bytes()).map_err(failed))?;
            file.flush().map_err(failed)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Hands a round out, candidate by candidate.
fn pieces(
    session: &PanelSession<'_>,
    format: ExportFormat,
    out: &mut dyn FnMut(&str) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let round = session.round();
    match format {
        ExportFormat::Csv => {
            let criteria = round.questions.iter().map(|question| {
                let (_, criteria) = session.scale(question);
                (question.clone(), criteria.into_iter().map(|(id, _)| id).collect())
            });
            let sheet = Sheet::new(criteria.collect(), |cell| sanitize(cell).into_owned());
            // Without the mark, spreadsheets take UTF-8 for something else.
            out(&format!("\u{feff}{}", sheet.head()))?;
            for id in session.candidates()? {
                out(&sheet.rows(&id, session.find(&id)?.as_ref()))?;
            }
        }
        ExportFormat::Json => {
            let head = serde_json::json!({
                "schema": SCHEMA,
                "panel": session.name(),
                "scenario": round.scenario,
                "title": round.title,
                "content": round.content,
                "keep_until": round.keep_until.map(|date| date.to_string()),
            });
            let head = serde_json::to_string(&head)?;
            out(&format!("{},\"answers\":[", in_json(head.trim_end_matches('}'))))?;
            let mut between = "\n";
            for id in session.candidates()? {
                let candidate = session.find(&id)?;
                let texts = match &candidate {
                    Some(candidate) => documents(&id, candidate)
                        .iter()
                        .map(serde_json::to_string)
                        .collect::<Result<Vec<_>, _>>()?,
                    None => {
                        vec![serde_json::json!({ "candidate": id, "erased": true }).to_string()]
                    }
                };
                for text in texts {
                    out(&format!("{between}{}", in_json(&text)))?;
                    between = ",\n";
                }
            }
            out("\n]}\n")?;
        }
    }
    Ok(())
}
