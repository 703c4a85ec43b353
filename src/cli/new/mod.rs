//! `hotseat new`.
//!
//! What the command line leaves out is asked for, where somebody sits at a terminal and has not said
//! what the new thing is to be called. Nothing is written before the last answer.

mod ask;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use super::shell;
use crate::author::new::{self, Kind, NewFramework, NewLibrary, NewScenario, from_table, title_of};
use crate::content::ids::{FrameworkId, QuestionId, RubricId, ScenarioId, id_from};
use crate::content::limits::MAX_MINUTES;
use crate::content::scenario::{QuestionKind, Scenario};
use crate::library::{ContentPath, Library, LibraryError, Origin};
use ask::{Asking, Stop, wanted};
use write::Plan;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// The library to write into; the first of --library or the current directory if not given
    #[arg(long, global = true, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Ask line by line, for screen readers
    #[arg(long, global = true)]
    plain: bool,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// A directory for cases of your own
    Library {
        /// Where; made if it is not there. Asked for if not given
        directory: Option<PathBuf>,
        /// Its name, for people
        #[arg(long)]
        name: Option<String>,
        /// What it trains, separated by commas
        #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
        competencies: Option<Vec<String>>,
    },
    /// A case with its first question
    Scenario {
        /// Its id: lower-case letters, digits, hyphens. Asked for if not given
        id: Option<String>,
        /// Its title
        #[arg(long)]
        title: Option<String>,
        /// Who the trainee is
        #[arg(long)]
        role: Option<String>,
        /// How long it takes, as advice
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_MINUTES)))]
        minutes: Option<u32>,
        /// The id of its first question; `plan` if not given
        #[arg(long, value_name = "ID")]
        question: Option<String>,
        /// The kind of its first question; `open` if not given
        #[arg(long)]
        kind: Option<KindName>,
    },
    /// One more question for a case
    Question {
        /// SCENARIO/QUESTION. Asked for if not given
        question: Option<String>,
        /// How it is answered; `open` if not given
        #[arg(long)]
        kind: Option<KindName>,
    },
    /// The rubric of an open question, with its first marked answers
    Rubric {
        /// SCENARIO/QUESTION. Asked for if not given
        question: Option<String>,
        /// From a table of criteria and levels, saved as CSV
        #[arg(long, value_name = "FILE")]
        from_table: Option<PathBuf>,
        /// What a strong answer shows, in a line; for --from-table
        #[arg(long, requires = "from_table")]
        title: Option<String>,
    },
    /// A framework: a named set of phases
    Framework {
        /// Its id: lower-case letters, digits, hyphens. Asked for if not given
        id: Option<String>,
        /// Its full name
        #[arg(long)]
        title: Option<String>,
        /// Whether its phases have an order; they have one if not given
        #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
        ordered: Option<bool>,
        /// The names of its phases, separated by commas
        #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
        phases: Option<Vec<String>>,
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

/// The things that can be made without anything being given.
const BLANK: [(&str, What); 5] = [
    (
        "A case",
        What::Scenario {
            id: None,
            title: None,
            role: None,
            minutes: None,
            question: None,
            kind: None,
        },
    ),
    ("One more question for a case", What::Question { question: None, kind: None }),
    (
        "The rubric of an open question",
        What::Rubric { question: None, from_table: None, title: None },
    ),
    (
        "A framework: a named set of phases",
        What::Framework { id: None, title: None, ordered: None, phases: None },
    ),
    (
        "A library: a directory for cases of your own",
        What::Library { directory: None, name: None, competencies: None },
    ),
];

impl What {
    /// Whether it has been said how the new thing is to be called.
    fn is_named(&self) -> bool {
        match self {
            Self::Library { directory, .. } => directory.is_some(),
            Self::Scenario { id, .. } | Self::Framework { id, .. } => id.is_some(),
            Self::Question { question, .. } | Self::Rubric { question, .. } => question.is_some(),
        }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let is_named = arguments.what.as_ref().is_some_and(What::is_named);
    let plan = if is_named || !outside.surroundings.input_is_terminal {
        plan(everywhere, arguments, &mut Asking(None))
    } else {
        // What is printed are the names of files: where they go elsewhere, the talk does not.
        let is_elsewhere = !outside.surroundings.output_is_terminal;
        outside.converse(arguments.plain, is_elsewhere, |console| {
            Ok(plan(everywhere, arguments, &mut Asking(Some(console))))
        })?
    };
    match plan {
        Ok(plan) => plan.carry_out(outside)?,
        Err(Stop::Left) => outside.say("Nothing was made."),
        Err(Stop::Error(error)) => return Err(error),
    }
    Ok(ExitCode::SUCCESS)
}

fn plan(
    everywhere: &Everywhere,
    arguments: &Arguments,
    asking: &mut Asking<'_, '_>,
) -> Result<Plan, Stop> {
    let what = match &arguments.what {
        Some(what) => what.clone(),
        None => {
            let instead = "say what to make: hotseat new library DIR, new scenario ID, new question SCENARIO/QUESTION, new rubric SCENARIO/QUESTION or new framework ID";
            let labels = BLANK.each_ref().map(|(label, _)| *label);
            let at = asking.one("What would you like to make?", &labels, instead)?;
            let chosen = BLANK.into_iter().nth(at).map(|(_, what)| what);
            chosen.ok_or(Stop::Left)?
        }
    };
    // Before anything is asked for in vain.
    let into = || directory(everywhere, arguments);
    match what {
        What::Library { directory, name, competencies } => {
            library(asking, directory, name.as_deref(), competencies.as_deref())
        }
        What::Scenario { id, title, role, minutes, question, kind } => {
            let into = into()?;
            let is_taken = |id: &str| is_there(&into, &ContentPath::Scenario(ScenarioId::new(id)));
            let (id, title) =
                named(asking, id.as_deref(), title.as_deref(), "scenario", &is_taken)?;
            let role = asking.line(role.as_deref(), "Role:", NewScenario::ROLE)?;
            let minutes = asking.minutes(minutes, "Minutes:", NewScenario::MINUTES)?;
            let first = question.as_deref().or(asking.0.is_none().then_some(NewScenario::QUESTION));
            let prompt = "Id of the first question:";
            let question = asking.id(first, prompt, NewScenario::QUESTION, &|_| false, "")?;
            let kind = asking.kind(kind.map(Kind::from), "How is it answered?")?;
            let next = format!("hotseat practice {id} --library {}", shell::word(&into));
            let id = ScenarioId::new(id);
            let question = QuestionId::new(question);
            let new = NewScenario { id, title, role, minutes, question, kind };
            Ok(Plan { next, ..Plan::new(into, new.files()) })
        }
        What::Question { question, kind } => {
            let into = into()?;
            let (scenario, question) = match question {
                Some(question) => both(&question)?,
                None => new_question(asking, &into)?,
            };
            let kind = asking.kind(kind.map(Kind::from), "How is it answered?")?;
            Ok(longer(into, &scenario, &question, kind)?)
        }
        What::Rubric { question, from_table, title } => {
            let into = into()?;
            let id = match question {
                Some(question) => {
                    let (scenario, question) = both(&question)?;
                    RubricId::new(format!("{scenario}/{question}"))
                }
                None => new_rubric(asking, &into)?,
            };
            Ok(Plan::new(into, rubric(&id, from_table.as_deref(), title)?))
        }
        What::Framework { id, title, ordered, phases } => {
            let into = into()?;
            let is_taken =
                |id: &str| is_there(&into, &ContentPath::Framework(FrameworkId::new(id)));
            let (id, title) =
                named(asking, id.as_deref(), title.as_deref(), "framework", &is_taken)?;
            let ordered = asking.yes(ordered, "Do its phases have an order?", true)?;
            let prompt = "Its phases, separated by commas:";
            let phases = asking.names(phases.as_deref(), prompt, &NewFramework::PHASES)?;
            let new = NewFramework { id: FrameworkId::new(id), title, ordered, phases };
            Ok(Plan::new(into, new.files()))
        }
    }
}

fn library(
    asking: &mut Asking<'_, '_>,
    directory: Option<PathBuf>,
    name: Option<&str>,
    competencies: Option<&[String]>,
) -> Result<Plan, Stop> {
    let directory = match directory {
        Some(directory) => directory,
        None if asking.0.is_none() => {
            let instead = "say where the library is to be: hotseat new library DIR";
            return Err(CliError::Usage(instead.to_owned()).into());
        }
        None => PathBuf::from(asking.line(None, "Directory:", "my-cases")?),
    };
    let path = directory.join("library.toml");
    if path.exists() {
        return Err(CliError::AlreadyThere { path }.into());
    }
    let own = directory.file_name().map(|name| title_of(&name.to_string_lossy()));
    let own = own.filter(|name| name.chars().any(char::is_alphanumeric));
    let name = asking.line(name, "Name:", own.as_deref().unwrap_or("Our library"))?;
    let prompt = "Competencies that it trains, separated by commas:";
    let competencies = asking.names(competencies, prompt, &NewLibrary::COMPETENCIES)?;
    let next = format!("hotseat new scenario ID --into {}", shell::word(&directory));
    let files = NewLibrary { name, competencies }.files();
    Ok(Plan { next, ..Plan::new(directory, files) })
}

/// Id and title: of the one that is given, the other follows.
fn named(
    asking: &mut Asking<'_, '_>,
    id: Option<&str>,
    title: Option<&str>,
    what: &str,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<(String, String), Stop> {
    let instead = format!(
        "say how the {what} is to be called: hotseat new {what} ID, such as hotseat new {what} night-shift"
    );
    if let Some(id) = id {
        let id = wanted(id)?.to_owned();
        let title = asking.line(title, "Title:", &title_of(&id))?;
        return Ok((id, title));
    }
    if asking.0.is_none() {
        return Err(CliError::Usage(instead).into());
    }
    let title = asking.line(title, "Title:", "")?;
    let proposed = id_from(&title).unwrap_or_default();
    let id = asking.id(None, "Id:", &proposed, is_taken, &instead)?;
    Ok((id, title))
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

/// Whether a file is in the way, or a name is none that a file of this kind can have.
fn is_there(directory: &Path, path: &ContentPath) -> bool {
    !path.is_safe() || directory.join(path.to_string()).exists()
}

fn both(text: &str) -> Result<(ScenarioId, QuestionId), CliError> {
    let (scenario, question) =
        text.split_once('/').ok_or_else(|| CliError::NoQuestion { found: text.to_owned() })?;
    Ok((ScenarioId::new(wanted(scenario)?), QuestionId::new(wanted(question)?)))
}

/// Asks for which case of the directory a question is, and how it is to be called.
fn new_question(
    asking: &mut Asking<'_, '_>,
    directory: &Path,
) -> Result<(ScenarioId, QuestionId), Stop> {
    let instead = "say which question: hotseat new question SCENARIO/QUESTION";
    if asking.0.is_none() {
        return Err(CliError::Usage(instead.to_owned()).into());
    }
    let own = Origin::Directory(directory.to_path_buf());
    let mut cases: Vec<Scenario> = scenarios(directory)?
        .into_iter()
        .filter(|(_, origin)| *origin == own)
        .map(|(scenario, _)| scenario)
        .collect();
    if cases.is_empty() {
        let message = "this library has no case that can be read; `hotseat new scenario` makes one, `hotseat check` says what is wrong with one";
        return Err(CliError::Usage(message.to_owned()).into());
    }
    let labels: Vec<String> =
        cases.iter().map(|case| format!("{} ({})", case.title, case.id)).collect();
    let case = cases.swap_remove(asking.one("For which case?", &labels, instead)?);
    let proposed = format!("question-{}", case.questions.len() + 1);
    let is_taken = |id: &str| case.question(&QuestionId::new(id)).is_some();
    let id = asking.id(None, "Id of the question:", &proposed, &is_taken, instead)?;
    Ok((case.id, QuestionId::new(id)))
}

/// Asks for which open question a rubric is: first those that have none, then those whose rubric is
/// not of this directory.
fn new_rubric(asking: &mut Asking<'_, '_>, directory: &Path) -> Result<RubricId, Stop> {
    let instead = "say for which question: hotseat new rubric SCENARIO/QUESTION";
    if asking.0.is_none() {
        return Err(CliError::Usage(instead.to_owned()).into());
    }
    let library = Library::with_directories(&[directory.to_path_buf()])?;
    let (mut bare, mut others) = (Vec::new(), Vec::new());
    for (scenario, _) in scenarios(directory)? {
        for question in &scenario.questions {
            let QuestionKind::Open(open) = &question.kind else { continue };
            let id = open.rubric.clone();
            if is_there(directory, &ContentPath::Rubric(id.clone())) {
                continue;
            }
            let label = format!("{}/{}", scenario.id, question.id);
            match library.rubric(&id) {
                Err(LibraryError::NotFound { .. }) => bare.push((label, id)),
                _ => others.push((format!("{label} (built in)"), id)),
            }
        }
    }
    bare.append(&mut others);
    let labels: Vec<&str> = bare.iter().map(|(label, _)| label.as_str()).collect();
    let at = asking.one("For which question?", &labels, instead)?;
    Ok(bare.swap_remove(at).1)
}

/// The cases that a directory lies over, and its own, each with where it comes from; those that cannot
/// be read are left out.
fn scenarios(directory: &Path) -> Result<Vec<(Scenario, Origin)>, CliError> {
    let library = Library::with_directories(&[directory.to_path_buf()])?;
    let ids = library.scenario_ids();
    let found = ids.iter().filter_map(|id| library.scenario(id).ok());
    Ok(found.map(|loaded| (loaded.value, loaded.origin)).collect())
}

fn rubric(
    id: &RubricId,
    from: Option<&Path>,
    title: Option<String>,
) -> Result<Vec<new::NewFile>, CliError> {
    let Some(path) = from else { return Ok(new::rubric(id)) };
    let table = fs::read_to_string(path)
        .map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let question = id.as_str().rsplit('/').next().unwrap_or_default();
    let title = title.unwrap_or_else(|| title_of(question));
    from_table(id, &title, &table)
        .map_err(|problem| CliError::Table { path: path.to_owned(), problem })
}

/// A scenario's file with one more question, and what belongs to that.
fn longer(
    directory: PathBuf,
    scenario: &ScenarioId,
    question: &QuestionId,
    kind: Kind,
) -> Result<Plan, CliError> {
    let library = Library::with_directories(std::slice::from_ref(&directory))?;
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
    let changed = Some((path, format!("{}\n\n{text}", before.trim_end())));
    Ok(Plan { changed, ..Plan::new(directory, files) })
}
