//! An audit trail in words.

use super::second;
use crate::interview::panel::{CandidateEvent, ExportFormat, RoundEvent};
use crate::session::panel::{Happening, Trail};
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::screen::Screen;
use crate::terminal::theme::{Mark, Role};
use crate::terminal::words::{count, word_count};
use crate::terminal::wrap::Run;

/// Every event in its order, and whether the chain holds.
#[must_use]
pub fn trail(screen: Screen, trail: &Trail) -> String {
    let mut page = Page::new(screen);
    page.heading(&trail.stream);
    for line in &trail.events {
        let lead = format!("{:>4}  ", line.sequence);
        let what = match &line.what {
            Happening::Round(event) => round(event),
            Happening::Candidate(event) => candidate(event),
            Happening::Erased { time } => {
                format!("{}: erased {}", one_line(&line.kind), second(*time))
            }
            Happening::Unreadable => {
                format!("{}: cannot be read by this program", one_line(&line.kind))
            }
        };
        let time = Run::new(second(line.time), screen.theme.style(Role::Dim));
        page.hanging(&lead, &[time, Run::plain(format!("  {what}"))]);
    }
    page.gap();
    let mark = |whole: bool| screen.theme.mark(if whole { Mark::Found } else { Mark::Missing });
    let chain = &trail.chain;
    let lead = format!("{} ", mark(chain.is_ok()));
    page.hanging(
        &lead,
        &[Run::plain(match &chain.broken {
            None => format!(
                "The chain is whole: {}, of which {} erased.",
                count(number(chain.verified), "event", "events"),
                chain.erased
            ),
            Some(broken) => format!("The chain is broken at {broken}"),
        })],
    );
    if let Some(all) = &trail.candidates {
        let lead = format!("{} ", mark(all.broken.is_empty()));
        let candidates = count(number(all.candidates), "candidate", "candidates");
        page.hanging(
            &lead,
            &[Run::plain(if all.broken.is_empty() {
                format!(
                    "{candidates}, every chain whole: {}, of which {} erased.",
                    count(number(all.verified), "event", "events"),
                    all.erased
                )
            } else {
                let names: Vec<&str> = all.broken.iter().map(|id| id.as_str()).collect();
                format!("{candidates}; the chain is broken of: {}", names.join(", "))
            })],
        );
    }
    page.finish()
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn to(by: &Option<String>) -> String {
    by.as_ref().map_or_else(String::new, |by| format!(" to {}", one_line(by)))
}

fn round(event: &RoundEvent) -> String {
    match event {
        RoundEvent::Opened { scenario, content, keep_until, program, .. } => {
            let until = keep_until.as_ref().map_or_else(
                || "no last day set".to_owned(),
                |date| format!("to be kept until {}", one_line(date)),
            );
            let content: String = content.chars().take(12).collect();
            format!(
                "opened: {}, content {}, hotseat {}, {until}",
                one_line(scenario.as_str()),
                one_line(&content),
                one_line(program)
            )
        }
        RoundEvent::KeepUntil { date: Some(date) } => {
            format!("to be kept until {}", one_line(date))
        }
        RoundEvent::KeepUntil { date: None } => "no last day any more".to_owned(),
        RoundEvent::FileRead { new, known, refused } => format!(
            "a file was read: {}, {known} known already, {refused} refused",
            count(number(*new), "new answer", "new answers")
        ),
        RoundEvent::AdviceShown { by } => {
            format!("the advice on undecided answers was shown{}", to(by))
        }
        RoundEvent::Exported { format, sha256 } => {
            let format = match format {
                ExportFormat::Csv => "CSV",
                ExportFormat::Json => "JSON",
            };
            format!("exported as {format}, SHA-256 {}", one_line(sha256))
        }
        RoundEvent::ImpactLooked { from, groups, candidates } => format!(
            "rates by group were looked at: level {from} or more, {}, {}",
            count(number(*groups), "group", "groups"),
            count(number(*candidates), "candidate", "candidates")
        ),
        RoundEvent::Erased { candidate, due } => {
            let whose = candidate.as_ref().map_or_else(
                || "all answers, advice and decisions".to_owned(),
                |id| format!("answers, advice and decisions of {id}"),
            );
            let why = if *due { ", since the last day had passed" } else { "" };
            format!("erased: {whose}{why}")
        }
    }
}

fn candidate(event: &CandidateEvent) -> String {
    match event {
        CandidateEvent::Received { question, text } => format!(
            "answer to {} received, {}",
            one_line(question.as_str()),
            count(word_count(text), "word", "words")
        ),
        CandidateEvent::Assessed { question, scored } => {
            // Not the level: reading the trail is not to show the advice.
            let level = match scored.assessment.level {
                Some(_) => "advice is there",
                None => "not scored",
            };
            let receipt: String = scored.receipt.assessment.chars().take(12).collect();
            format!(
                "answer to {} scored: {level} ({}, receipt {})",
                one_line(question.as_str()),
                one_line(&scored.receipt.engine),
                one_line(&receipt)
            )
        }
        CandidateEvent::AdviceShown { question, by } => {
            format!("advice on {} shown{}", one_line(question.as_str()), to(by))
        }
        CandidateEvent::Decided { question, by, level, criteria, reason, advice_shown } => {
            let criteria: Vec<String> = criteria
                .iter()
                .map(|(id, level)| format!("{} {level}", one_line(id.as_str())))
                .collect();
            let criteria = if criteria.is_empty() {
                String::new()
            } else {
                format!(", criteria: {}", criteria.join(", "))
            };
            format!(
                "{} decided on {}: level {level}{criteria}, {}; reason: {}",
                one_line(by),
                one_line(question.as_str()),
                if *advice_shown { "after advice was shown" } else { "before advice was shown" },
                one_line(reason)
            )
        }
    }
}
