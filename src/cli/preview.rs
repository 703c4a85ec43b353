//! `hotseat preview`.

use std::process::ExitCode;

use super::error::CliError;
use super::outside::Outside;
use super::{Everywhere, watch};
use crate::content::ids::ScenarioId;
use crate::content::scenario::QuestionKind;
use crate::scoring::{Given, assess};
use crate::session::compile;
use crate::terminal::preview::{Parts, preview};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The case
    scenario: String,
    /// Right answers, strategies, and what the rubrics find in the sample answers, too
    #[arg(long)]
    author: bool,
    /// Show it again whenever something in the libraries laid over the built-in one changes, until
    /// Ctrl-C
    #[arg(long)]
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
    let directories = outside.directories(everywhere);
    watch::run(&directories, false, outside, |outside| once(everywhere, arguments, outside))
}

fn once(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.library(everywhere)?;
    let scenario = library.scenario(&ScenarioId::new(&arguments.scenario))?.value;
    let mut parts = Parts::default();
    for exhibit in &scenario.exhibits {
        parts.exhibits.push((exhibit.id.clone(), library.exhibit_text(&scenario.id, exhibit)?));
    }
    if arguments.author {
        let mut samples = Vec::new();
        for question in &scenario.questions {
            let QuestionKind::Open(open) = &question.kind else { continue };
            let rubric = compile(&library, &scenario, question)?;
            let assessed =
                open.samples.iter().map(|sample| assess(&rubric, Given::answer(&sample.text)));
            samples.push((question.id.clone(), assessed.collect()));
        }
        parts.samples = Some(samples);
    }
    let screen = outside.screen();
    outside.print(&preview(screen, &scenario, &parts))?;
    Ok(ExitCode::SUCCESS)
}
