//! `hotseat attack`: what rubrics pay for texts that only look like a strong answer.

use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::subjects::{all, named};
use crate::author::attack::{Family, attacks, shown};
use crate::terminal::attack::report;

/// Points by which harmless dress may move an answer on the mean, where a limit is asked for.
const POINTS: u32 = 3;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Questions, as SCENARIO/QUESTION; all that have marked answers if none
    #[arg(value_name = "RUBRIC")]
    questions: Vec<String>,
    /// Print the texts of this family that are made from the first strong answer, instead of figures
    #[arg(long, value_name = "FAMILY")]
    show: Option<String>,
    /// Exit with 1 if a family pays more than this percent on the mean, or moves more than 3 points
    #[arg(long, value_name = "PERCENT")]
    max_share: Option<u32>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.scoring_library(everywhere)?;
    let subjects = if arguments.questions.is_empty() {
        all(&library)?
    } else {
        named(&library, &arguments.questions)?
    };
    if let Some(name) = &arguments.show {
        let family = Family::ALL.into_iter().find(|family| family.name() == name);
        let family = family.ok_or_else(|| {
            let names: Vec<&str> = Family::ALL.iter().map(|family| family.name()).collect();
            CliError::Usage(format!("`--show {name}`: write one of {}", names.join(", ")))
        })?;
        for text in shown(&subjects, family) {
            outside.print(&format!("{text}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let attacks = attacks(&subjects);
    if attacks.answers == 0 {
        let what = "there are no strong answers to make attacks from".to_owned();
        return Err(CliError::NoMarkedAnswers { what });
    }
    if arguments.json {
        outside.print_json(&attacks)?;
    } else {
        let text = report(outside.screen(), &attacks);
        outside.print(&text)?;
    }
    let Some(limit) = arguments.max_share else { return Ok(ExitCode::SUCCESS) };
    let beyond: Vec<_> = attacks.families.iter().filter(|own| own.exceeds(limit, POINTS)).collect();
    for own in &beyond {
        outside.say(&if own.damaging {
            format!(
                "{} pays {} % on the mean, and the limit is {limit} %",
                own.family, own.mean_share
            )
        } else {
            format!(
                "{} moves {} points on the mean, and the limit is {POINTS}",
                own.family, own.mean_moved
            )
        });
    }
    Ok(if beyond.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
