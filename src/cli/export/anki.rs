//! `hotseat export anki`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::cli::write::whole;
use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::scenario::QuestionKind;
use crate::library::Library;
use crate::report::anki::{Case, Deck, deck, package};
use crate::report::words::count;
use crate::scoring::CompiledRubric;
use crate::session::{World as _, compile};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which cases; all, if none is named
    scenarios: Vec<String>,
    /// Into this file
    #[arg(long, value_name = "FILE.apkg", visible_alias = "out", required = true)]
    output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    /// When the notes were changed, such as 2026-11-01, so that the same content gives the same file;
    /// now, if not given. Anki updates notes that are older
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::day)]
    modified: Option<Date>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if !arguments.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("apkg")) {
        return Err(CliError::Usage(format!(
            "{}: Anki opens only files whose name ends in .apkg",
            arguments.output.display()
        )));
    }
    let library = outside.library(everywhere)?;
    let mut wanted: Vec<ScenarioId> = arguments.scenarios.iter().map(ScenarioId::new).collect();
    if wanted.is_empty() {
        wanted = library.scenario_ids();
    }
    wanted.sort();
    wanted.dedup();
    let decks = wanted.iter().map(|id| of_case(&library, id)).collect::<Result<Vec<_>, _>>()?;
    let notes: usize = decks.iter().map(|deck| deck.notes.len()).sum();
    let bytes = package(&decks, modified(arguments, outside))?;
    whole(&arguments.output, &bytes, arguments.force)?;
    outside.say(&format!(
        "{} from {}. In Anki: File, Import.",
        count(notes, "card", "cards"),
        count(decks.len(), "case", "cases")
    ));
    Ok(ExitCode::SUCCESS)
}

/// In seconds since 1970.
fn modified(arguments: &Arguments, outside: &Outside) -> i64 {
    let given =
        arguments.modified.and_then(|date| Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok());
    given.map_or(outside.now() / 1_000_000, |own| own.as_second())
}

fn of_case(library: &Library, id: &ScenarioId) -> Result<Deck, CliError> {
    let scenario = library.scenario(id)?.value;
    let mut rubrics: BTreeMap<QuestionId, CompiledRubric> = BTreeMap::new();
    for question in &scenario.questions {
        if matches!(question.kind, QuestionKind::Open(_)) {
            rubrics.insert(question.id.clone(), compile(library, &scenario, question)?);
        }
    }
    let mut exhibits = BTreeMap::new();
    for exhibit in &scenario.exhibits {
        exhibits.insert(exhibit.id.clone(), library.exhibit_text(&scenario.id, exhibit)?);
    }
    Ok(deck(&Case {
        scenario: &scenario,
        rubric: &|question| rubrics.get(question),
        exhibit: &|exhibit| exhibits.get(exhibit).cloned(),
    }))
}
