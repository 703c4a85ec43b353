//! `hotseat interview`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use serde_json::json;

use super::Everywhere;
use super::error::CliError;
use super::list::difficulty;
use super::outside::Outside;
use crate::content::ids::{Competency, QuestionId, ScenarioId};
use crate::content::scenario::{Difficulty, QuestionKind};
use crate::interview::draw::{Candidate, draw};
use crate::library::Library;
use crate::report::attempt;
use crate::session::Session;
use crate::study::Debrief;
use crate::terminal::interview::{self, Answered};
use crate::terminal::practice::{self, Ended, Manner};

/// What a question takes where its author does not say, in minutes.
const MINUTES: u32 = 6;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// About how long it takes
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=240))]
    minutes: u32,
    /// Only cases of this difficulty: foundation, intermediate, advanced
    #[arg(long)]
    difficulty: Option<String>,
    /// Draw the same questions as with this number before
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Print the debrief and all answers as one JSON document
    #[arg(long)]
    json: bool,
    /// Ask line by line, for screen readers and scripts
    #[arg(long)]
    plain: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let wanted = arguments.difficulty.as_deref().map(difficulty).transpose()?;
    let library = outside.scoring_library(everywhere)?;
    let candidates = candidates(&library, wanted);
    let seed = arguments.seed.unwrap_or_else(|| outside.seed());
    let drawn = draw(&candidates, arguments.minutes, seed);
    if drawn.is_empty() {
        return Err(CliError::Usage(
            "no case of this difficulty has an open question: `hotseat list` shows the cases"
                .to_owned(),
        ));
    }
    let store = outside.store(everywhere)?;
    let editor = outside.editor();
    let world = Outside::new();
    let manner = Manner { editor: editor.as_deref(), guess: false, quiet: true };
    let sessions = outside.converse(arguments.plain, arguments.json, |console| {
        let mut sessions: Vec<Session<'_>> = Vec::new();
        if !interview::open(console, &drawn)? {
            return Ok(None);
        }
        for (scenario, questions) in by_case(&drawn) {
            let mut session = Session::start(&store, &world, &library, scenario, &questions, seed)?;
            let ended = practice::run(console, &mut session, manner)?;
            sessions.push(session);
            if ended == Ended::Left {
                break;
            }
        }
        let answered: Vec<Answered<'_>> = sessions
            .iter()
            .map(|own| Answered { attempt: own.attempt(), scenario: own.scenario() })
            .collect();
        interview::debrief(console, &answered)?;
        Ok(Some(sessions))
    })?;
    if let Some(sessions) = sessions.filter(|_| arguments.json) {
        let pairs: Vec<_> = sessions.iter().map(|own| (own.attempt(), own.scenario())).collect();
        let attempts: Vec<_> =
            pairs.iter().map(|(own, scenario)| attempt::document(own, scenario)).collect();
        let document = json!({
            "schema": 1,
            // As text: readers of JSON lose the last digits of large numbers.
            "seed": seed.to_string(),
            "minutes": arguments.minutes,
            "debrief": Debrief::of(&pairs),
            "attempts": attempts,
        });
        outside.print_json(&document)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The open questions of all cases that can be used.
fn candidates(library: &Library, wanted: Option<Difficulty>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for id in library.scenario_ids() {
        let Ok(loaded) = library.scenario(&id) else { continue };
        let scenario = loaded.value;
        let own = scenario.difficulty;
        if wanted.is_some_and(|wanted| own != wanted && own != Difficulty::Any) {
            continue;
        }
        for question in &scenario.questions {
            let QuestionKind::Open(open) = &question.kind else { continue };
            let Ok(rubric) = library.rubric(&open.rubric) else { continue };
            let names: BTreeSet<Competency> =
                rubric.value.criteria.iter().filter_map(|own| own.competency.clone()).collect();
            all.push(Candidate {
                scenario: id.clone(),
                question: question.id.clone(),
                minutes: question.minutes.unwrap_or(MINUTES),
                competencies: names.into_iter().collect(),
            });
        }
    }
    all
}

fn by_case<'d>(drawn: &[&'d Candidate]) -> Vec<(&'d ScenarioId, Vec<QuestionId>)> {
    let mut cases: Vec<(&ScenarioId, Vec<QuestionId>)> = Vec::new();
    for own in drawn {
        match cases.last_mut().filter(|(scenario, _)| **scenario == own.scenario) {
            Some((_, questions)) => questions.push(own.question.clone()),
            None => cases.push((&own.scenario, vec![own.question.clone()])),
        }
    }
    cases
}
