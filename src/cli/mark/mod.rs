//! `hotseat mark`: a rater marks answers, blind to the scorer and to other raters.

mod answers;
mod sheet;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::score::question_of;
use super::shell;
use super::test::Sets;
use crate::author::marking::{Answer, Marking};
use crate::content::ids::{RubricId, id_from, is_id};
use crate::content::scenario::QuestionKind;
use crate::library::{ContentPath, Library, Origin};
use crate::terminal::marking::{Sitting, mark};
use crate::terminal::sanitize::one_line;

use sheet::Sheet;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The question, as SCENARIO/QUESTION
    question: String,
    /// Answers to it that are not in a library: a .csv or .jsonl with id and text, or a .marked.toml
    file: Option<PathBuf>,
    /// Who marks; the marks are kept in NAME.toml
    #[arg(long, value_name = "NAME")]
    rater: String,
    /// Only answers of this set: those that authors read while they write patterns, or the others
    #[arg(long, default_value = "all")]
    set: Sets,
    /// Ask for the level of each criterion before that of the whole answer
    #[arg(long)]
    criteria: bool,
    /// Keep the marks in this directory, instead of beside the answers
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Ask line by line, for screen readers and scripts
    #[arg(long)]
    plain: bool,
}

/// Where marks are kept.
struct Folder {
    path: PathBuf,
    /// The library that it must not lead out of.
    library: Option<PathBuf>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if !is_id(&arguments.rater) {
        let instead = id_from(&arguments.rater).unwrap_or_else(|| "ana".to_owned());
        return Err(CliError::NoId { found: arguments.rater.clone(), instead });
    }
    let library = outside.library(everywhere)?;
    let (scenario, question) = question_of(&library, &arguments.question)?;
    let QuestionKind::Open(open) = &question.kind else {
        return Err(CliError::NoQuestion { found: arguments.question.clone() });
    };
    let rubric = library.rubric(&open.rubric)?.value;
    let (answers, folder) = match &arguments.file {
        Some(file) => (answers::of_file(file, arguments.set)?, beside(file, arguments)),
        None => of_library(&library, &rubric.id, arguments)?,
    };
    let mut exhibits = Vec::new();
    for exhibit in scenario.exhibits_by(&question.id) {
        exhibits.push((exhibit.clone(), library.exhibit_text(&scenario.id, exhibit)?));
    }
    let mut sheet = Sheet::open(&folder.path, folder.library, &arguments.rater)?;
    let marks = sheet.marks().clone();
    let mut marking = Marking::new(&arguments.rater, &rubric, answers, marks, arguments.criteria);
    let place = one_line(&sheet.path().display().to_string());
    let next = next(everywhere, arguments, outside);
    let sitting = Sitting {
        rater: &arguments.rater,
        scenario: &scenario,
        question: &question,
        rubric: &rubric,
        exhibits: &exhibits,
        place: &place,
        next: next.as_deref(),
    };
    outside.converse(arguments.plain, false, |console| {
        mark(console, &sitting, &mut marking, &mut |id, mark| sheet.keep(id, mark))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The marked answers of a library, and where their marks are kept.
fn of_library(
    library: &Library,
    rubric: &RubricId,
    arguments: &Arguments,
) -> Result<(Vec<Answer>, Folder), CliError> {
    let nothing = |instead| CliError::NothingToMark { what: arguments.question.clone(), instead };
    let Some(loaded) = library.marked(rubric)? else {
        return Err(nothing(
            "write them into rubrics/SCENARIO/QUESTION.marked.toml, or name a file of answers behind the question",
        ));
    };
    let sets = arguments.set.sets();
    let answers: Vec<Answer> = loaded
        .value
        .into_iter()
        .filter(|answer| sets.contains(&answer.set))
        .map(|answer| Answer { id: answer.id, text: answer.text })
        .collect();
    if answers.is_empty() {
        return Err(nothing("leave --set out, or write answers for this set"));
    }
    if let Some(path) = arguments.out.clone() {
        return Ok((answers, Folder { path, library: None }));
    }
    // A rater's file that lies over the others is the one that counts.
    let own = ContentPath::Marks(rubric.clone(), arguments.rater.clone()).to_string();
    let layers = library.layers().iter().rev();
    let until = layers.clone().position(|layer| layer.origin() == loaded.origin).unwrap_or(0);
    let upmost = layers.take(until + 1).find(|layer| layer.has(&own));
    let origin = upmost.map_or(loaded.origin, |layer| layer.origin());
    let folder = format!("rubrics/{rubric}.marks");
    match origin {
        Origin::Directory(directory) => {
            let path = directory.join(&folder);
            Ok((answers, Folder { path, library: Some(directory) }))
        }
        Origin::BuiltIn | Origin::Bundle => {
            Err(CliError::BuiltInMarks { question: arguments.question.clone(), folder })
        }
    }
}

/// `scope.marks` for the answers in `scope.marked.toml` or `scope.csv`.
fn beside(file: &Path, arguments: &Arguments) -> Folder {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = match name.strip_suffix(".marked.toml") {
        Some(stem) => stem,
        None => name.rsplit_once('.').map_or(&*name, |(stem, _)| stem),
    };
    let path = match &arguments.out {
        Some(path) => path.clone(),
        None => file.with_file_name(format!("{stem}.marks")),
    };
    Folder { path, library: None }
}

/// What makes use of the marks, where they are kept where it looks for them.
fn next(everywhere: &Everywhere, arguments: &Arguments, outside: &Outside) -> Option<String> {
    if arguments.file.is_some() || arguments.out.is_some() {
        return None;
    }
    let mut line = format!("hotseat agree {}", one_line(&arguments.question));
    for library in outside.named_libraries(everywhere) {
        line.push_str(&format!(" --library {}", shell::word(&library)));
    }
    Some(line)
}
