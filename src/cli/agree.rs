//! `hotseat agree`: what raters gave, beside each other.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::subjects::{all, named};
use super::test::Sets;
use crate::author::agree::agree;
use crate::author::bench::Subject;
use crate::terminal::agree::report;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Questions, as SCENARIO/QUESTION; all whose answers two people marked if none
    #[arg(value_name = "RUBRIC")]
    questions: Vec<String>,
    /// Only answers of this set: those that authors read while they write patterns, or the others
    #[arg(long, default_value = "all")]
    set: Sets,
    /// A rater to leave out, such as the name under which a panel wrote what it agreed on; may be
    /// repeated
    #[arg(long, value_name = "RATER")]
    without: Vec<String>,
    /// How many answers of the agenda to show for each question; `--json` has them all
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    agenda: usize,
    /// Score by patterns alone: compare nothing by meaning
    #[arg(long)]
    no_meaning: bool,
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
    leave_out(&mut subjects, &arguments.without)?;
    let found = agree(&subjects, arguments.set.sets(), !arguments.no_meaning);
    if found.questions.is_empty() {
        let what = if arguments.questions.is_empty() {
            "all questions of the library".to_owned()
        } else {
            arguments.questions.join(", ")
        };
        return Err(CliError::NoTwoRaters { what: what + arguments.set.of_set() });
    }
    if arguments.json {
        outside.print_json(&found)?;
    } else {
        let text = report(outside.screen(), &found, arguments.agenda);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes the marks of some raters away. A name that nobody has is an error: it would be compared
/// after all.
fn leave_out(subjects: &mut [Subject], without: &[String]) -> Result<(), CliError> {
    for rater in without {
        if !subjects.iter().any(|own| own.marks.iter().any(|marks| marks.rater == *rater)) {
            let names: BTreeSet<&str> = subjects
                .iter()
                .flat_map(|own| own.marks.iter().map(|marks| marks.rater.as_str()))
                .collect();
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            return Err(CliError::NoRater { found: rater.clone(), names });
        }
    }
    for subject in subjects {
        subject.marks.retain(|marks| !without.contains(&marks.rater));
    }
    Ok(())
}
