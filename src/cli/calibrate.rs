//! `hotseat calibrate`: fits a rubric's cuts and weights to marks.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::score::read_text;
use super::subjects::named;
use super::test::Sets;
use super::write;
use crate::author::bench::Subject;
use crate::author::fit::{Example, FIRST_LINE, calibrate, text};
use crate::content::lower;
use crate::library::{Library, Origin};
use crate::scoring::CompiledRubric;
use crate::terminal::fit::report;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The question, as SCENARIO/QUESTION
    #[arg(value_name = "RUBRIC")]
    question: String,
    /// The marked answers to fit to
    #[arg(long, default_value = "tune")]
    set: Sets,
    /// Write here instead of beside the rubric
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
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
    let Some(subject) = named(&library, std::slice::from_ref(&arguments.question))?.pop() else {
        return Err(CliError::NoQuestion { found: arguments.question.clone() });
    };
    let target = target(&library, &subject.rubric, arguments)?;
    let examples = examples(&subject, arguments.set);
    if examples.is_empty() {
        let what = format!("{} has no answers with levels in this set", arguments.question);
        return Err(CliError::NoMarkedAnswers { what });
    }
    let outcome = calibrate(&subject.rubric, &examples);
    let raters = subject.marks.iter().map(|marks| marks.rater.clone()).collect();
    let calibration = outcome.calibration(&subject.rubric, raters, arguments.set.name());
    let written = match (&calibration, &target) {
        (None, _) => "Nothing that was tried helps, so nothing was written.".to_owned(),
        (Some(_), None) => "Nothing was written, as you asked.".to_owned(),
        (Some(own), Some(path)) => {
            write::anew(path, &text(&subject.rubric.question, own), FIRST_LINE)?;
            format!(
                "Written: {}. It is used only with --calibrated or --calibration.",
                path.display()
            )
        }
    };
    if arguments.json {
        let document = serde_json::json!({
            "outcome": outcome,
            "calibration": calibration.as_ref().map(|own| text(&subject.rubric.question, own)),
            "written": calibration.as_ref().and(target.as_ref()).map(|path| path.display().to_string()),
        });
        outside.print_json(&document)?;
    } else {
        let text = report(outside.screen(), &outcome, &written);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Where to write; none for a dry run.
fn target(
    library: &Library,
    rubric: &CompiledRubric,
    arguments: &Arguments,
) -> Result<Option<PathBuf>, CliError> {
    if arguments.dry_run {
        return Ok(None);
    }
    if let Some(path) = &arguments.out {
        return Ok(Some(path.clone()));
    }
    let id = &rubric.rubric.id;
    match library.rubric(id)?.origin {
        Origin::Directory(directory) => {
            Ok(Some(directory.join(format!("rubrics/{id}.calibration.toml"))))
        }
        Origin::BuiltIn | Origin::Bundle => Err(CliError::Usage(format!(
            "the rubric {id} is built in, and nothing is written there: add --out FILE or --dry-run"
        ))),
    }
}

/// The marked answers of the set, each with the mean of its raters' levels.
fn examples(subject: &Subject, set: Sets) -> Vec<Example> {
    let levels = f64::from(u8::try_from(subject.rubric.rubric.cuts.len()).unwrap_or(u8::MAX));
    let mut found = Vec::new();
    for answer in subject.answers.iter().filter(|answer| set.sets().contains(&answer.set)) {
        let given: Vec<f64> = subject
            .marks
            .iter()
            .filter_map(|rater| rater.marks.get(&answer.id)?.level.map(f64::from))
            .collect();
        if let Some(mean) = crate::agreement::mean(given) {
            found.push(Example::new(&subject.rubric, &answer.text, mean / levels));
        }
    }
    found
}

/// The rubric with the calibration of this file.
pub(super) fn with_file(rubric: CompiledRubric, path: &Path) -> Result<CompiledRubric, CliError> {
    let text = read_text(path)?.replace("\r\n", "\n");
    let file = path.display().to_string();
    let calibration = lower::calibration(&file, &text).usable().map_err(|found| {
        let problem = found.first().map(|first| {
            let line = first.labels.first().map_or(1, |label| {
                text.get(..label.span.start).unwrap_or_default().matches('\n').count() + 1
            });
            format!("line {line}: {}", first.headline)
        });
        CliError::NoCalibration { path: path.to_owned(), problem: problem.unwrap_or_default() }
    })?;
    Ok(rubric.with_calibration(&calibration, &text)?)
}

/// The rubric with the calibration that lies beside it.
pub(super) fn beside(
    library: &Library,
    rubric: CompiledRubric,
) -> Result<CompiledRubric, CliError> {
    let loaded = library.calibration(&rubric.rubric.id)?;
    let loaded = loaded.ok_or_else(|| CliError::NotCalibrated {
        question: rubric.question.clone(),
        file: format!("rubrics/{}.calibration.toml", rubric.rubric.id),
    })?;
    Ok(rubric.with_calibration(&loaded.value, &loaded.text)?)
}
