//! `hotseat panel score`.

use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::Everywhere;
use crate::cli::batch::{self, Cells, Columns, Format};
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::score::open;
use crate::content::ids::{ScenarioId, id_from};
use crate::interview::panel::CandidateId;
use crate::session::panel::{PanelError, PanelSession, Row, Tally};
use crate::terminal::sanitize::one_line;
use crate::terminal::words::count;

/// Rows that may stand before the first one that can be taken, before the file is given up.
const LOST: usize = 1000;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Answers: .csv or .jsonl with the columns candidate, text and, for several questions, question
    file: PathBuf,
    /// The question, as SCENARIO/QUESTION; SCENARIO alone where the file names questions
    #[arg(long, value_name = "SCENARIO/QUESTION")]
    question: String,
    /// What the round is called; after the file if not given. A round that is there is continued
    #[arg(long, value_name = "PANEL")]
    name: Option<String>,
    /// The last day on which the round may be kept, such as 2027-05-31
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::day)]
    keep_until: Option<Date>,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let path = &arguments.file;
    let Some(format) = Format::of(path) else {
        return Err(CliError::Usage(format!(
            "{}: give a .csv with the columns candidate and text, or a .jsonl with these keys",
            path.display()
        )));
    };
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => {
            path.file_stem().and_then(|stem| id_from(&stem.to_string_lossy())).ok_or_else(|| {
                CliError::Usage("the file's name makes no name: give one with --name".to_owned())
            })?
        }
    };
    let name = super::name(&name)?;
    let (scenario, question) = match arguments.question.split_once('/') {
        Some((scenario, question)) => (ScenarioId::new(scenario), Some(question)),
        None => (ScenarioId::new(arguments.question.as_str()), None),
    };

    // A file without a single answer, such as one with a column of names, opens no round.
    let mut rows = batch::rows(open(path)?, format, &Columns::PANEL).map(|(cells, line)| {
        cells.and_then(|cells| row(cells, line)).map_err(|problem| (line, problem))
    });
    let mut first = Vec::new();
    while first.last().is_none_or(|row: &Result<Row, _>| row.is_err()) && first.len() < LOST {
        match rows.next() {
            Some(row) => first.push(row),
            None => break,
        }
    }
    if first.iter().all(Result::is_err) {
        for (line, problem) in first.iter().filter_map(|row| row.as_ref().err()) {
            outside.say(&complaint(path, *line, problem));
        }
        if first.is_empty() {
            outside.say(&one_line(&format!("error: {} holds no answer", path.display())));
        }
        outside.say("No answer was taken in.");
        return Ok(ExitCode::from(3));
    }

    let library = outside.scoring_library(everywhere)?;
    let store = outside.store(everywhere)?;
    let world = Outside::new();
    let mut session = match PanelSession::resume(&store, &world, &name) {
        Ok(session) => session,
        Err(PanelError::NoPanel { .. }) => {
            if let Some(question) = question {
                crate::cli::score::rubric_of(&library, &format!("{scenario}/{question}"))?;
            }
            let until = arguments.keep_until;
            PanelSession::open(&store, &world, &library, name.clone(), &scenario, until)?
        }
        Err(error) => return Err(error.into()),
    };
    if session.round().scenario != scenario {
        return Err(PanelError::OtherScenario {
            panel: name.to_string(),
            is: session.round().scenario.to_string(),
            asked: scenario.to_string(),
        }
        .into());
    }
    let question = question.map(|question| session.question(question)).transpose()?;
    if arguments.keep_until.is_some() {
        session.keep_until(arguments.keep_until)?;
    }
    // Content that cannot be read any more differs, too; the round has its own.
    if session.differs_from(&library).unwrap_or(true) {
        outside.say(&format!(
            "note: the library has changed since {name} was opened; everybody in it is scored with the content of then"
        ));
    }
    let progress = outside.progress();
    let tally = {
        let mut refused = |line: u64, problem: &str| {
            let text = complaint(path, line, problem);
            progress.suspend(|| outside.say(&text));
        };
        let mut done = |rows: u64| progress.inc(rows);
        let mut rows = first.into_iter().chain(rows);
        session.take_in(&mut rows, question.as_ref(), &mut refused, &mut done)?
    };
    progress.finish_and_clear();
    if arguments.json {
        outside.print_json(&serde_json::json!({ "schema": 1, "panel": name, "rows": tally }))?;
    } else {
        outside.print(&in_words(&session, tally))?;
    }
    Ok(if tally.refused > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

fn row(cells: Cells, line: u64) -> Result<Row, String> {
    let Cells { id, question, text } = cells;
    let id = id.ok_or("has no `candidate`: a code such as a-17 that stands for the person")?;
    let candidate = CandidateId::new(id.trim()).map_err(|bad| format!("is of nobody: {bad}"))?;
    Ok(Row { line, candidate, question, text })
}

fn complaint(path: &std::path::Path, line: u64, problem: &str) -> String {
    one_line(&format!("error: {}: line {line} {problem}", path.display()))
}

fn in_words(session: &PanelSession<'_>, tally: Tally) -> String {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let name = session.name();
    let mut text =
        format!("{name}: {} taken in", count(number(tally.new), "new answer", "new answers"));
    if tally.known > 0 {
        text.push_str(&format!(", {} known already", tally.known));
    }
    if tally.resumed > 0 {
        text.push_str(&format!(" ({} scored only now)", tally.resumed));
    }
    if tally.refused > 0 {
        text.push_str(&format!(", {} refused", count(number(tally.refused), "row", "rows")));
    }
    text.push_str(".\n");
    match session.round().keep_until {
        Some(until) => text.push_str(&format!("To be kept until {until}.\n")),
        None => text.push_str(&format!(
            "No last day is set: `hotseat panel keep {name} DATE` sets the one that candidates were told.\n"
        )),
    }
    text.push_str(&format!(
        "`hotseat panel show {name}` lists who is to be read and decided on.\n"
    ));
    text
}
