//! `hotseat test`: the scorer's levels beside those that people gave.

use std::process::ExitCode;

use clap::ValueEnum;

use super::Everywhere;
use super::calibrate::beside;
use super::error::CliError;
use super::outside::Outside;
use super::score::rubric_of;
use crate::author::bench::{Subject, bench};
use crate::content::marked::MarkedSet;
use crate::content::scenario::QuestionKind;
use crate::library::Library;
use crate::session::compile;
use crate::terminal::bench::report;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Questions, as SCENARIO/QUESTION; all that have marked answers if none
    #[arg(value_name = "RUBRIC")]
    questions: Vec<String>,
    /// Only answers of this set: those that authors read while they write patterns, or the others
    #[arg(long, default_value = "all")]
    set: Sets,
    /// Score by patterns alone: compare nothing by meaning
    #[arg(long)]
    no_meaning: bool,
    /// Score with the calibration beside each rubric; rubrics without one are left as they are
    #[arg(long)]
    calibrated: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sets {
    /// Read while patterns are written
    Tune,
    /// Not read while patterns are written
    Check,
    /// Both
    All,
}

impl Sets {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tune => "tune",
            Self::Check => "check",
            Self::All => "all",
        }
    }

    pub(super) fn sets(self) -> &'static [MarkedSet] {
        match self {
            Self::Tune => &[MarkedSet::Tune],
            Self::Check => &[MarkedSet::Check],
            Self::All => &[MarkedSet::Tune, MarkedSet::Check],
        }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.scoring_library(everywhere)?;
    let mut subjects = if arguments.questions.is_empty() {
        all(&library)?
    } else {
        named(&library, &arguments.questions)?
    };
    if arguments.no_meaning {
        for subject in &mut subjects {
            subject.rubric = subject.rubric.clone().without_meaning();
        }
    }
    if arguments.calibrated {
        for subject in &mut subjects {
            // Those that were named must have one; of all, those that do are calibrated.
            let is_there = library.calibration(&subject.rubric.rubric.id)?.is_some();
            if is_there || !arguments.questions.is_empty() {
                subject.rubric = beside(&library, subject.rubric.clone())?;
            }
        }
    }
    let bench = bench(&subjects, arguments.set.sets(), !arguments.no_meaning);
    if bench.is_empty() {
        let set = match arguments.set {
            Sets::Tune => " in the set tune",
            Sets::Check => " in the set check",
            Sets::All => "",
        };
        let what = if arguments.questions.is_empty() {
            format!("the library has no answers with levels{set}")
        } else {
            format!("{} has no answers with levels{set}", arguments.questions.join(", "))
        };
        return Err(CliError::NoMarkedAnswers { what });
    }
    if arguments.json {
        outside.print_json(&bench)?;
    } else {
        let text = report(outside.screen(), &bench);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The questions that were named, each once.
pub(super) fn named(library: &Library, questions: &[String]) -> Result<Vec<Subject>, CliError> {
    let mut subjects: Vec<Subject> = Vec::new();
    for question in questions {
        if subjects.iter().any(|subject| subject.rubric.question == *question) {
            continue;
        }
        let rubric = rubric_of(library, question)?;
        let answers = library.marked(&rubric.rubric.id)?;
        let marks = library.marks(&rubric.rubric.id)?;
        subjects.push(Subject {
            answers: answers.map(|loaded| loaded.value).unwrap_or_default(),
            marks: marks.into_iter().map(|loaded| loaded.value).collect(),
            rubric,
        });
    }
    Ok(subjects)
}

/// All open questions whose rubric has marked answers. A faulty file is an error, since without it
/// the figures would be of something else than the library.
pub(super) fn all(library: &Library) -> Result<Vec<Subject>, CliError> {
    let mut subjects = Vec::new();
    for id in library.scenario_ids() {
        let scenario = library.scenario(&id)?.value;
        for question in &scenario.questions {
            let QuestionKind::Open(open) = &question.kind else { continue };
            let Some(answers) = library.marked(&open.rubric)? else { continue };
            let marks = library.marks(&open.rubric)?;
            subjects.push(Subject {
                rubric: compile(library, &scenario, question)?,
                answers: answers.value,
                marks: marks.into_iter().map(|loaded| loaded.value).collect(),
            });
        }
    }
    Ok(subjects)
}
