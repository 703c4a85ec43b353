//! Attempts as a spreadsheet: a row for each criterion of each answer, and one for each question
//! that has no criteria.

use super::cells::record;
use super::panel::moment;
use super::whole::{Asked, WholeAttempt};
use crate::interview::QuestionResult;
use crate::scoring::Scored;
use crate::scoring::assessment::CriterionResult;

/// The columns.
const HEAD: [&str; 21] = [
    "attempt",
    "begun",
    "finished",
    "scenario",
    "title",
    "question",
    "kind",
    "status",
    "question level",
    "question of",
    "question percent",
    "criterion",
    "criterion title",
    "competency",
    "weight",
    "level",
    "of",
    "with follow-up",
    "evidence",
    "missing",
    "receipt",
];

/// Between pieces of evidence in a cell.
const BETWEEN: &str = " | ";

/// A sheet of attempts. `clean` takes out of a cell what steers a terminal, before it is looked at for
/// what a spreadsheet would run.
#[must_use]
pub fn of_attempts(all: &[WholeAttempt<'_>], clean: fn(&str) -> String) -> String {
    let rows: String = all.iter().map(|whole| rows(whole, clean)).collect();
    format!("{}{rows}", head())
}

/// The first record. Without the mark before it, spreadsheets take UTF-8 for something else.
#[must_use]
pub fn head() -> String {
    format!("\u{feff}{}", record(&HEAD))
}

/// The records of one attempt.
#[must_use]
pub fn rows(whole: &WholeAttempt<'_>, clean: fn(&str) -> String) -> String {
    let mut text = String::new();
    for asked in whole.questions() {
        let mut add = |cells: Vec<String>| {
            text.push_str(&record(&cells.iter().map(|cell| clean(cell)).collect::<Vec<_>>()));
        };
        match asked.result() {
            Some(QuestionResult::Open(scored)) if !scored.assessment.criteria.is_empty() => {
                for own in &scored.assessment.criteria {
                    add([question(whole, &asked), criterion(own, scored)].concat());
                }
            }
            _ => {
                let mut cells = question(whole, &asked);
                cells.resize(HEAD.len(), String::new());
                add(cells);
            }
        }
    }
    text
}

fn number<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The cells that all rows of a question share.
fn question(whole: &WholeAttempt<'_>, asked: &Asked<'_>) -> Vec<String> {
    let (status, level, of, percent) = match asked.result() {
        Some(QuestionResult::Open(scored)) => {
            let own = &scored.assessment;
            let status = if own.level.is_some() { "scored" } else { "not scored" };
            (status, own.level, Some(own.of), own.percent)
        }
        Some(QuestionResult::Closed(closed)) => ("scored", None, None, Some(closed.percent)),
        None => match asked.standing {
            Some(standing) if standing.skipped => ("skipped", None, None, None),
            Some(standing) if standing.answer.is_some() => ("answered", None, None, None),
            _ => ("open", None, None, None),
        },
    };
    vec![
        whole.id.to_owned(),
        moment(whole.started),
        if whole.attempt.finished { "yes" } else { "no" }.to_owned(),
        whole.attempt.scenario.to_string(),
        whole.attempt.title.clone(),
        asked.id.to_string(),
        asked.question.map_or("", |question| question.kind.as_str()).to_owned(),
        status.to_owned(),
        number(level),
        number(of),
        number(percent),
    ]
}

fn criterion(own: &CriterionResult, scored: &Scored) -> Vec<String> {
    let evidence: Vec<&str> = own.evidence.iter().map(|piece| piece.text.as_str()).collect();
    let missing: Vec<&str> = own.missing.iter().map(|piece| piece.title.as_str()).collect();
    vec![
        own.id.to_string(),
        own.title.to_string(),
        number(own.competency.as_ref()),
        own.weight.to_string(),
        number(own.level),
        own.of.to_string(),
        if own.probed { "yes" } else { "no" }.to_owned(),
        evidence.join(BETWEEN),
        missing.join(BETWEEN),
        scored.receipt.assessment.clone(),
    ]
}
