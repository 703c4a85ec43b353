//! `hotseat new`.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::author::new::{self, Kind, NewFile, title_of};
use crate::content::ids::{FrameworkId, QuestionId, RubricId, ScenarioId, is_id};
use crate::library::Library;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The library to write into; the first of --library or the current directory if not given
    #[arg(long, global = true, value_name = "DIR")]
    into: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A directory for cases of your own
    Library {
        /// Where; made if it is not there
        directory: PathBuf,
        /// Its name, for people
        #[arg(long)]
        name: Option<String>,
    },
    /// A case with its first question
    Scenario {
        /// Its id: lower-case letters, digits, hyphens
        id: String,
        /// Its title
        #[arg(long)]
        title: Option<String>,
        /// The id of its first question
        #[arg(long, default_value = "plan")]
        question: String,
        /// The kind of its first question
        #[arg(long, default_value = "open")]
        kind: KindName,
    },
    /// One more question for a case
    Question {
        /// SCENARIO/QUESTION
        question: String,
        /// How it is answered
        #[arg(long, default_value = "open")]
        kind: KindName,
    },
    /// The rubric of an open question, with its first marked answers
    Rubric {
        /// SCENARIO/QUESTION
        question: String,
        /// From a table of criteria and levels, saved as CSV
        #[arg(long, value_name = "FILE")]
        from_table: Option<PathBuf>,
        /// What a strong answer shows, in a line; for --from-table
        #[arg(long, requires = "from_table")]
        title: Option<String>,
    },
    /// A framework: a named set of phases
    Framework {
        /// Its id: lower-case letters, digits, hyphens
        id: String,
        /// Its full name
        #[arg(long)]
        title: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindName {
    Open,
    Choice,
    Order,
    Match,
    Number,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Open => Self::Open,
            KindName::Choice => Self::Choice,
            KindName::Order => Self::Order,
            KindName::Match => Self::Match,
            KindName::Number => Self::Number,
        }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if let What::Library { directory, name } = &arguments.what {
        let own = directory.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.clone().or(own).unwrap_or_else(|| "Our library".to_owned());
        write(directory, &new::library(&name), outside)?;
        return next(outside, &format!("hotseat new scenario ID --into {}", directory.display()));
    }
    let directory = directory(everywhere, arguments)?;
    match &arguments.what {
        What::Library { .. } => {}
        What::Scenario { id, title, question, kind } => {
            let title = title.clone().unwrap_or_else(|| title_of(id));
            let files = new::scenario(
                &ScenarioId::new(wanted(id)?),
                &title,
                &QuestionId::new(wanted(question)?),
                (*kind).into(),
            );
            write(&directory, &files, outside)?;
            return next(
                outside,
                &format!("hotseat practice {id} --library {}", directory.display()),
            );
        }
        What::Question { question, kind } => {
            let (scenario, question) = both(question)?;
            append(&directory, &scenario, &question, (*kind).into(), outside)?;
        }
        What::Rubric { question, from_table, title } => {
            let (scenario, question) = both(question)?;
            let id = RubricId::new(format!("{scenario}/{question}"));
            let files = match from_table {
                Some(path) => {
                    let table = fs::read_to_string(path)
                        .map_err(|source| CliError::Read { path: path.clone(), source })?;
                    let title = title.clone().unwrap_or_else(|| title_of(question.as_str()));
                    new::from_table(&id, &title, &table)
                        .map_err(|problem| CliError::Table { path: path.clone(), problem })?
                }
                None => new::rubric(&id),
            };
            write(&directory, &files, outside)?;
        }
        What::Framework { id, title } => {
            let title = title.clone().unwrap_or_else(|| title_of(id));
            write(&directory, &new::framework(&FrameworkId::new(wanted(id)?), &title), outside)?;
        }
    }
    next(outside, &format!("hotseat check {}", directory.display()))
}

fn next(outside: &mut Outside, command: &str) -> Result<ExitCode, CliError> {
    outside.say(&format!("next: {command}"));
    Ok(ExitCode::SUCCESS)
}

/// The library that is written into.
fn directory(everywhere: &Everywhere, arguments: &Arguments) -> Result<PathBuf, CliError> {
    let named = arguments.into.as_ref().or_else(|| everywhere.library.first());
    let directory = named.cloned().unwrap_or_else(|| PathBuf::from("."));
    if Outside::is_library(&directory) {
        return Ok(directory);
    }
    Err(CliError::NoLibrary { directory })
}

fn wanted(id: &str) -> Result<&str, CliError> {
    if is_id(id) { Ok(id) } else { Err(CliError::NoId { found: id.to_owned() }) }
}

fn both(text: &str) -> Result<(ScenarioId, QuestionId), CliError> {
    let (scenario, question) =
        text.split_once('/').ok_or_else(|| CliError::NoQuestion { found: text.to_owned() })?;
    Ok((ScenarioId::new(wanted(scenario)?), QuestionId::new(wanted(question)?)))
}

/// Writes files, all or none, over nothing.
fn write(directory: &Path, files: &[NewFile], outside: &mut Outside) -> Result<(), CliError> {
    for file in files {
        let path = directory.join(&file.path);
        if path.exists() {
            return Err(CliError::AlreadyThere { path });
        }
    }
    for file in files {
        let path = directory.join(&file.path);
        let failed = |source| CliError::Write { path: path.clone(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut opened = match fs::File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(CliError::AlreadyThere { path });
            }
            opened => opened.map_err(failed)?,
        };
        opened.write_all(file.text.as_bytes()).map_err(failed)?;
        outside.print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}

/// Appends a question to its scenario's file, and writes what belongs to it.
fn append(
    directory: &Path,
    scenario: &ScenarioId,
    question: &QuestionId,
    kind: Kind,
    outside: &mut Outside,
) -> Result<(), CliError> {
    let library = Library::with_directories(&[directory.to_path_buf()])?;
    let found = library.scenario(scenario)?;
    let path = directory.join(format!("scenarios/{scenario}.toml"));
    if found.value.question(question).is_some() {
        return Err(CliError::Usage(format!(
            "{scenario} has a question `{question}`; choose another id"
        )));
    }
    let read = |source| CliError::Read { path: path.clone(), source };
    let before = fs::read_to_string(&path).map_err(read)?;
    let (text, files) = new::question(scenario, question, kind);
    write(directory, &files, outside)?;
    super::write::over(&path, &format!("{}\n\n{text}", before.trim_end()))?;
    outside.print(&format!("{}\n", path.display()))
}
