//! `hotseat history`.

use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::interview::{Attempt, QuestionResult};
use crate::session::naming::short_length;
use crate::session::{Kept, kept};
use crate::store::Micros;
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Role;
use crate::terminal::wrap::Run;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let all = match outside.existing_store(everywhere)? {
        Some(store) => kept(&store)?,
        None => Vec::new(),
    };
    if arguments.json {
        let document: Vec<serde_json::Value> = all.iter().map(as_json).collect();
        outside.print_json(&document)?;
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        outside.say("No attempts yet. `hotseat practice` begins one.");
        return Ok(ExitCode::SUCCESS);
    }
    let screen = outside.screen();
    let mut page = Page::new(screen);
    let length = short_length(&all);
    for kept in &all {
        let (title, outcome) = kept.attempt.as_ref().map_or_else(
            || ("(erased, or of another version)".to_owned(), String::new()),
            |attempt| (one_line(&attempt.title), outcome(attempt)),
        );
        page.hanging(
            &format!("{}  {}  ", kept.id().get(..length).unwrap_or(kept.id()), minute(kept.last)),
            &[
                Run::new(title, screen.theme.style(Role::Strong)),
                Run::plain(format!("  {outcome}")),
            ],
        );
    }
    outside.print(&page.finish())?;
    Ok(ExitCode::SUCCESS)
}

fn timestamp(time: Micros) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_microsecond(time).ok()
}

/// A time to the minute, UTC.
fn minute(time: Micros) -> String {
    timestamp(time)
        .map_or_else(|| "?".to_owned(), |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

fn outcome(attempt: &Attempt) -> String {
    let all = attempt.questions.len();
    if !attempt.finished {
        return format!("{} of {all} done; `hotseat practice` continues", attempt.done());
    }
    let results: Vec<String> = attempt
        .questions
        .iter()
        .map(|id| {
            let standing = attempt.standing(id);
            match standing.and_then(|standing| standing.result.as_ref()) {
                Some(QuestionResult::Open(scored)) => scored.assessment.level.map_or_else(
                    || format!("{id}: not scored"),
                    |level| format!("{id}: level {level}"),
                ),
                Some(QuestionResult::Closed(closed)) => format!("{id}: {} %", closed.percent),
                None => format!("{id}: skipped"),
            }
        })
        .collect();
    results.join(", ")
}

fn as_json(kept: &Kept) -> serde_json::Value {
    let time = |time| timestamp(time).map(|time| time.to_string());
    let questions = kept.attempt.as_ref().map(|attempt| {
        attempt
            .questions
            .iter()
            .map(|id| {
                let result = attempt.standing(id).and_then(|standing| standing.result.as_ref());
                let (level, percent) = match result {
                    Some(QuestionResult::Open(scored)) => {
                        (scored.assessment.level, scored.assessment.percent)
                    }
                    Some(QuestionResult::Closed(closed)) => (None, Some(closed.percent)),
                    None => (None, None),
                };
                serde_json::json!({ "id": id, "level": level, "percent": percent })
            })
            .collect::<Vec<_>>()
    });
    serde_json::json!({
        "attempt": kept.stream.as_str(),
        "scenario": kept.attempt.as_ref().map(|attempt| &attempt.scenario),
        "title": kept.attempt.as_ref().map(|attempt| &attempt.title),
        "started": time(kept.started),
        "last": time(kept.last),
        "finished": kept.attempt.as_ref().map(|attempt| attempt.finished),
        "questions": questions,
    })
}
