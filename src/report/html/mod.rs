//! An attempt, and progress over many, each as one HTML file that needs nothing else: no script, no
//! other host, its own style.
//!
//! [`mod@markdown`], [`mod@closed`] and [`sign`] are the web's, too.

pub mod closed;
pub mod markdown;
mod open;
mod progress;

pub use progress::progress;

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::closed::closed;
use self::markdown::markdown;
use super::whole::{Asked, WholeAttempt};
use super::words::{self, ADVICE, count, minute};
use crate::interview::{Answer, QuestionResult};
use crate::scoring::assessment::CriterionResult;
use crate::study::{CompetencyShare, profile};

const STYLE: &str = include_str!("style.css");

/// What the file may load: its own style, and nothing else from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A page of its own around a report.
fn page(title: &str, content: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                meta name="referrer" content="no-referrer";
                title { (title) " – Hotseat report" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (content) } }
        }
    }
    .into_string()
}

/// The report of an attempt.
#[must_use]
pub fn attempt(whole: &WholeAttempt<'_>) -> String {
    let title = &whole.attempt.title;
    let shares = profile(whole.attempt, whole.scenario);
    page(
        title,
        &html! {
            header {
                p .kicker { "Hotseat report" }
                h1 { (title) }
                (facts(whole))
            }
            section aria-labelledby="overview" {
                h2 #overview { "At a glance" }
                (overview(whole))
            }
            @if !shares.is_empty() {
                section aria-labelledby="competencies" {
                    h2 #competencies { "By competency" }
                    ul .shares { @for share in &shares { li { (competency(share)) } } }
                }
            }
            @for asked in whole.questions() { (question(whole, &asked)) }
            footer .end { p .note { (ADVICE) } }
        },
    )
}

fn facts(whole: &WholeAttempt<'_>) -> Markup {
    html! {
        dl .facts {
            dt { "Begun" } dd { (minute(whole.started)) }
            dt { @if whole.attempt.finished { "Finished" } @else { "Last answered" } }
            dd {
                (minute(whole.last))
                @if !whole.attempt.finished {
                    " (" (whole.attempt.done()) " of " (count(whole.attempt.questions.len(), "question", "questions")) " so far)"
                }
            }
            dt { "Attempt" } dd { code { (whole.id) } }
        }
    }
}

fn overview(whole: &WholeAttempt<'_>) -> Markup {
    html! {
        table .whole .glance {
            thead { tr { th scope="col" { "Question" } th scope="col" { "Result" } } }
            tbody {
                @for asked in whole.questions() {
                    tr {
                        th scope="row" { a href={ "#q-" (asked.id) } { (asked.place) ". " (asked.id) } }
                        td { (outcome(&asked)) }
                    }
                }
            }
        }
    }
}

/// The result of a question in a few words.
fn outcome(asked: &Asked<'_>) -> Markup {
    html! {
        @match asked.result() {
            Some(QuestionResult::Open(scored)) => {
                (words::level(&scored.assessment))
                @if let Some(percent) = scored.assessment.percent { " (" (percent) " %)" }
            },
            Some(QuestionResult::Closed(closed)) => { (closed.percent) " %" },
            None => (asked.without_result()),
        }
    }
}

/// A competency with its bar. The figures stand beside it, so that nothing hangs on a length.
fn competency(share: &CompetencyShare) -> Markup {
    html! {
        strong { (share.competency) }
        (bar(usize::from(share.percent), 100, &format!("{}: {} %", share.competency, share.percent)))
        span .note { (share.percent) " % (of " (count(share.of as usize, "point", "points")) ")" }
    }
}

/// A bar, with what it says as words.
fn bar(part: usize, whole: usize, label: &str) -> Markup {
    let width = part * 100 / whole.max(1);
    html! {
        svg .bar viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label=(label) {
            title { (label) }
            rect .bar-none x="0" y="0" width="100" height="4" {}
            rect .bar-full x="0" y="0" width=(width) height="4" {}
        }
    }
}

fn question(whole: &WholeAttempt<'_>, asked: &Asked<'_>) -> Markup {
    let id = format!("q-{}", asked.id);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { "Question " (asked.place) ": " (asked.id) }
            @if let Some(question) = asked.question { div .prompt { (markdown(&question.prompt)) } }
            @match (asked.answer(), asked.result()) {
                (Some(Answer::Text(text)), Some(QuestionResult::Open(scored))) => {
                    (open::answer(whole, asked, text, scored))
                },
                (_, Some(QuestionResult::Closed(result))) => (closed(result)),
                (Some(Answer::Text(text)), _) => {
                    p .verdict { (asked.without_result()) }
                    div .answer { (text) }
                },
                _ => p .verdict { (asked.without_result()) },
            }
        }
    }
}

/// A sign for how much of a criterion was reached; the words beside it say the same.
#[must_use]
pub fn sign(own: &CriterionResult) -> &'static str {
    match own.level {
        None => "○",
        Some(0) => "✗",
        Some(level) if level >= own.of => "✓",
        Some(_) => "◐",
    }
}

/// The numbers of a mark with the words that tell a screen reader what they are.
fn numbers(earned: &BTreeSet<usize>, against: &BTreeSet<usize>) -> Markup {
    let list =
        |own: &BTreeSet<usize>| own.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    html! {
        small {
            "["
            @if !earned.is_empty() { (list(earned)) }
            @if !earned.is_empty() && !against.is_empty() { "; " }
            @if !against.is_empty() { "against " (list(against)) }
            "]"
        }
    }
}
