//! The command line: one file a command, no logic of its own.
//!
//! Here, and only here, the outside is reached for: environment, clock, randomness, standard
//! streams. Everything below is handed what it needs. Standard output is data, standard error is
//! talk.

mod agree;
mod attack;
mod batch;
mod calibrate;
mod check;
mod data;
mod day;
mod drill;
mod earlier;
mod error;
mod export;
mod history;
mod interview;
mod list;
mod mark;
mod menu;
mod new;
mod outside;
mod panel;
mod paths;
mod practice;
mod preview;
mod progress;
mod report;
mod schema;
mod score;
mod shell;
mod show;
mod subjects;
mod test;
mod verify;
mod watch;
mod workshop;
mod write;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use outside::Outside;

use crate::terminal::screen::ColourChoice;

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "hotseat", version, about = ABOUT, after_help = EXIT_CODES, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Option<Command>,
}

const ABOUT: &str = "Practise hard interview questions and cases: your answer is scored against an \
open rubric, with your own words as evidence. Without a command: a menu.";

const EXIT_CODES: &str = "Exit codes: 0 ok, 1 the checked thing failed, 2 wrong usage, 3 content or \
input that cannot be used, 4 the place where answers are kept cannot be used.";

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Everywhere {
    /// A directory of scenarios and rubrics, laid over the built-in library; may be repeated
    #[arg(long, global = true, value_name = "DIR", env = "HOTSEAT_LIBRARY", value_delimiter = PATH_SEPARATOR)]
    library: Vec<PathBuf>,
    /// Where answers are kept; the user's data directory if not given
    #[arg(long, global = true, value_name = "DIR", env = "HOTSEAT_DATA")]
    data: Option<PathBuf>,
    /// Colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

#[cfg(windows)]
const PATH_SEPARATOR: char = ';';
#[cfg(not(windows))]
const PATH_SEPARATOR: char = ':';

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// Where the terminal can, unless NO_COLOR says no
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<Colour> for ColourChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Work through a case: brief, questions, feedback, follow-ups, summary
    #[command(visible_alias = "practise")]
    Practice(practice::Arguments),
    /// Score an answer, or a file of answers, to an open question
    Score(score::Arguments),
    /// Re-run a score from its receipt and say whether it is the same
    Verify(verify::Arguments),
    /// List the cases
    List(list::Arguments),
    /// Show a case: brief, exhibits, questions
    Show(show::Arguments),
    /// Be interviewed: questions drawn by competency, follow-ups, no feedback until the end
    Interview(interview::Arguments),
    /// See where you stand: by competency, what you miss most, how it goes
    Progress(progress::Arguments),
    /// Drill what you missed, a few minutes a day: it comes back when you are about to forget it
    Drill(drill::Arguments),
    /// List your attempts
    History(history::Arguments),
    /// One attempt to read, print or keep: answers with what counted, criteria, follow-ups
    Report(report::Arguments),
    /// Start a library, a case, a question, a rubric or a framework of your own
    New(new::Arguments),
    /// Show a whole case as participants see it, or with all that lies behind it
    Preview(preview::Arguments),
    /// Find every problem in scenarios and rubrics
    Check(check::Arguments),
    /// Compare the scorer's levels with those that people gave to marked answers
    Test(test::Arguments),
    /// Mark answers as a rater, blind to the scorer and to other raters
    Mark(mark::Arguments),
    /// Compare raters with each other: who is severe, who drifts, which answers to talk about
    Agree(agree::Arguments),
    /// Fit a rubric's cuts and weights to marks; used only where you ask for it
    Calibrate(calibrate::Arguments),
    /// See what rubrics pay for texts that only look like a strong answer
    Attack(attack::Arguments),
    /// Content and results for other programs: spreadsheet, Anki, learning record store
    Export(export::Arguments),
    /// JSON Schemas of the files, for editors
    Schema(schema::Arguments),
    /// Score candidates' answers as advice to a hiring panel, which decides
    Panel(panel::Arguments),
    /// Hold a live room: phones answer, a wall shows what the room has said
    Workshop(workshop::Arguments),
    /// Where libraries are looked for and answers are kept
    Paths(paths::Arguments),
    /// Where your answers are kept, how to move them to another machine, and how to erase them
    Data(data::Arguments),
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os(), &mut Outside::new())
}

fn run(arguments: impl IntoIterator<Item = OsString>, outside: &mut Outside) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return outside.usage(&error),
    };
    outside.choose_colour(arguments.everywhere.color.into());
    let everywhere = &arguments.everywhere;
    let result = match &arguments.command {
        None => menu::run(everywhere, outside),
        Some(Command::Practice(own)) => practice::run(everywhere, own, outside),
        Some(Command::Score(own)) => score::run(everywhere, own, outside),
        Some(Command::Verify(own)) => verify::run(everywhere, own, outside),
        Some(Command::List(own)) => list::run(everywhere, own, outside),
        Some(Command::Show(own)) => show::run(everywhere, own, outside),
        Some(Command::Interview(own)) => interview::run(everywhere, own, outside),
        Some(Command::Progress(own)) => progress::run(everywhere, own, outside),
        Some(Command::Drill(own)) => drill::run(everywhere, own, outside),
        Some(Command::History(own)) => history::run(everywhere, own, outside),
        Some(Command::Report(own)) => report::run(everywhere, own, outside),
        Some(Command::New(own)) => new::run(everywhere, own, outside),
        Some(Command::Preview(own)) => preview::run(everywhere, own, outside),
        Some(Command::Check(own)) => check::run(everywhere, own, outside),
        Some(Command::Test(own)) => test::run(everywhere, own, outside),
        Some(Command::Mark(own)) => mark::run(everywhere, own, outside),
        Some(Command::Agree(own)) => agree::run(everywhere, own, outside),
        Some(Command::Calibrate(own)) => calibrate::run(everywhere, own, outside),
        Some(Command::Attack(own)) => attack::run(everywhere, own, outside),
        Some(Command::Export(own)) => export::run(everywhere, own, outside),
        Some(Command::Schema(own)) => schema::run(everywhere, own, outside),
        Some(Command::Panel(own)) => panel::run(everywhere, own, outside),
        Some(Command::Workshop(own)) => workshop::run(everywhere, own, outside),
        Some(Command::Paths(own)) => paths::run(everywhere, own, outside),
        Some(Command::Data(own)) => data::run(everywhere, own, outside),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            outside.complain(&error);
            error.exit_code()
        }
    }
}
