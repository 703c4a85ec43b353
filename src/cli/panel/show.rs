//! `hotseat panel show`.

use std::process::ExitCode;

use jiff::civil::Date;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::interview::panel::{Case, RoundEvent};
use crate::report::panel::{SCHEMA, State, documents, rows};
use crate::session::panel::check_rater;
use crate::terminal::panel;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// One candidate: the answer and, once somebody has decided, the advice with its evidence beside
    /// what people decided
    candidate: Option<String>,
    /// Only the answer to this question
    #[arg(long, value_name = "QUESTION", requires = "candidate")]
    question: Option<String>,
    /// Show the answer and keep the advice back: to be read first
    #[arg(long, requires = "candidate", conflicts_with_all = ["json", "advice"])]
    answer_only: bool,
    /// Show the advice on answers that nobody has decided, too; the trail says so
    #[arg(long)]
    advice: bool,
    /// Who looks, for the trail
    #[arg(long, value_name = "RATER")]
    by: Option<String>,
    /// The day of today, to rehearse what is due
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::day)]
    today: Option<Date>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if let Some(by) = &arguments.by {
        check_rater(by)?;
    }
    match &arguments.candidate {
        Some(candidate) => one(everywhere, arguments, candidate, outside),
        None => all(everywhere, arguments, outside),
    }
}

fn all(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let mut session = super::resume(&store, &world, &name)?;
    let (mut found, mut shown) = (Vec::new(), Vec::new());
    for id in session.candidates()? {
        let candidate = session.find(&id)?;
        let own = rows(&id, candidate.as_ref(), arguments.advice);
        let decided = own.iter().filter(|row| row.state == State::Decided && row.advice.is_some());
        shown.extend(decided.filter_map(|row| Some((id.clone(), row.question.clone()?))));
        found.extend(own);
    }
    // On record before it is on the screen: for the whole round where advice on undecided answers is
    // shown, else for each decided answer, whose advice stands beside it.
    if found.iter().any(|row| row.state == State::Undecided && row.advice.is_some()) {
        session.note(&RoundEvent::AdviceShown { by: arguments.by.clone() })?;
    } else {
        for (id, question) in &shown {
            session.advice_shown(id, question, arguments.by.as_deref())?;
        }
    }
    let today = super::today(arguments.today, outside);
    let round = session.round();
    if arguments.json {
        outside.print_json(&serde_json::json!({
            "schema": SCHEMA,
            "panel": name,
            "scenario": round.scenario,
            "title": round.title,
            "keep_until": round.keep_until.map(|date| date.to_string()),
            "due": round.is_due(today),
            "answers": found,
        }))?;
    } else {
        let text = panel::round(outside.screen(), &name, round, &found, today);
        outside.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn one(
    everywhere: &Everywhere,
    arguments: &Arguments,
    candidate: &str,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let id = super::candidate(candidate)?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let session = super::resume(&store, &world, &name)?;
    let candidate = session.candidate(&id)?;
    let only = match &arguments.question {
        Some(asked) => Some(session.meant(&id, &candidate, Some(asked))?.0),
        None => None,
    };
    let wanted = || {
        candidate.cases().filter(|(question, _)| only.as_ref().is_none_or(|only| only == *question))
    };
    // Kept back until somebody has decided, as in the list; a document has everything.
    let tells = |case: &Case| {
        !arguments.answer_only && (arguments.advice || arguments.json || case.decision().is_some())
    };
    for (question, _) in wanted().filter(|(_, case)| tells(case)) {
        session.advice_shown(&id, question, arguments.by.as_deref())?;
    }
    if arguments.json {
        let documents: Vec<_> = documents(&id, &candidate)
            .into_iter()
            .filter(|document| only.as_ref().is_none_or(|only| only == document.question))
            .collect();
        outside.print_json(&serde_json::json!({
            "schema": SCHEMA, "panel": name, "candidate": id, "answers": documents,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let screen = outside.screen();
    let mut text = String::new();
    for (question, case) in wanted() {
        text.push_str(&panel::answer(screen, &id, question, case));
        if tells(case) {
            text.push_str(&panel::candidate(screen, question, case));
        }
    }
    outside.print(&text)?;
    if wanted().any(|(_, case)| !tells(case)) {
        outside.say(&format!(
            "Advice is kept back, so that the answer is read first; --advice shows it, and the trail will say so. Next: `hotseat panel decide {name} {id}`."
        ));
    }
    Ok(ExitCode::SUCCESS)
}
