//! `hotseat verify`: re-runs a score from its receipt.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Everywhere;
use super::calibrate;
use super::error::CliError;
use super::outside::Outside;
use super::score::{read_answer, read_text, rubric_of};
use crate::content::ids::CriterionId;
use crate::scoring::receipt::{self, Difference, Receipt, compare, sha256};
use crate::scoring::{Given, Scored, score};
use crate::terminal::sanitize::one_line;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A result document, or the receipt out of one, as JSON
    receipt: PathBuf,
    /// The answer that was scored
    #[arg(long, value_name = "FILE")]
    answer: PathBuf,
    /// The answer to the follow-up of a criterion, as CRITERION=FILE; may be repeated
    #[arg(long, value_name = "CRITERION=FILE")]
    probe: Vec<String>,
    /// The calibration that took part, if one did and it does not lie beside the rubric
    #[arg(long, value_name = "FILE")]
    calibration: Option<PathBuf>,
    /// Print what differs as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let (receipt, edited) = read_receipt(arguments)?;
    let answer = read_answer(&arguments.answer)?;
    let mut probes = Vec::new();
    for probe in &arguments.probe {
        let (criterion, file) = probe.split_once('=').ok_or_else(|| {
            CliError::Usage(format!(
                "`--probe {probe}`: write CRITERION=FILE, such as inventory=probe.txt"
            ))
        })?;
        probes.push((CriterionId::new(criterion), read_answer(&PathBuf::from(file))?));
    }
    let library = outside.scoring_library(everywhere)?;
    let mut rubric = rubric_of(&library, &receipt.question)?;
    if receipt.inputs.meaning.is_none() {
        rubric = rubric.without_meaning();
    }
    if let Some(file) = &arguments.calibration {
        rubric = calibrate::with_file(rubric, file)?;
    } else if receipt.inputs.calibration.is_some() {
        // One that is gone or no longer fits is a difference, and not the end of the comparison.
        rubric = match calibrate::beside(&library, rubric.clone()) {
            Ok(calibrated) => calibrated,
            Err(CliError::NotCalibrated { .. } | CliError::Calibration(_)) => rubric,
            Err(error) => return Err(error),
        };
    }
    let now = score(&rubric, None, Given { answer: &answer, probes: &probes }).receipt;
    let mut differences = compare(&receipt, &now);
    if edited && !differences.contains(&Difference::Assessment) {
        differences.push(Difference::Assessment);
    }
    if arguments.json {
        let document = serde_json::json!({
            "schema": 1,
            "same": differences.is_empty(),
            "differences": differences,
        });
        outside.print_json(&document)?;
    } else {
        outside.print(&in_words(&differences, edited))?;
    }
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The receipt, and whether the document that it came in shows another result than it stands for.
fn read_receipt(arguments: &Arguments) -> Result<(Receipt, bool), CliError> {
    let no_receipt = |problem| CliError::NoReceipt { path: arguments.receipt.clone(), problem };
    let text = read_text(&arguments.receipt)?;
    let (receipt, edited) = match serde_json::from_str::<Scored>(&text) {
        Ok(scored) => {
            let shown = serde_json::to_vec(&scored.assessment)?;
            let edited = sha256(&shown) != scored.receipt.assessment;
            (scored.receipt, edited)
        }
        Err(_) => match serde_json::from_str(&text) {
            Ok(receipt) => (receipt, false),
            Err(error) => return Err(no_receipt(error.to_string())),
        },
    };
    if receipt.schema != receipt::SCHEMA {
        let (then, now) = (receipt.schema, receipt::SCHEMA);
        return Err(no_receipt(format!("its schema is {then}, and this program reads {now}")));
    }
    Ok((receipt, edited))
}

fn in_words(differences: &[Difference], edited: bool) -> String {
    if differences.is_empty() {
        return "Same: the answer, everything it was scored with, and the result.\n".to_owned();
    }
    let mut text = String::from("Differs.\n");
    let explained = differences.iter().any(|difference| *difference != Difference::Assessment);
    for difference in differences {
        let line = match difference {
            Difference::Engine { then, now } => {
                format!("It was scored by {}; this is {now}.", one_line(then))
            }
            Difference::Answer => "The answer is not the one that was scored.".to_owned(),
            Difference::Question => "The question is another one.".to_owned(),
            Difference::CalibrationMissing => {
                "A calibration took part, and none was found that fits: give it with --calibration FILE.".to_owned()
            }
            Difference::CalibrationAdded => {
                "No calibration took part when it was scored: leave --calibration out.".to_owned()
            }
            Difference::Input { name } => {
                format!("The {} has changed since.", one_line(name))
            }
            Difference::Assessment if edited => {
                "The document was edited: its result is not the one on its receipt.".to_owned()
            }
            Difference::Assessment if explained => "So the result is another one.".to_owned(),
            Difference::Assessment => {
                "The result is another one although nothing else is: the receipt was edited, or this is a fault of hotseat."
                    .to_owned()
            }
        };
        text.push_str(&format!("- {line}\n"));
    }
    text
}
