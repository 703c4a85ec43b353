//! What one's own answer earned, with one's own words as evidence.

use std::ops::Range;

use maud::{Markup, html};

use crate::content::ids::QuestionId;
use crate::interview::room::Seat;
use crate::interview::{Answer, QuestionResult};
use crate::report::html::closed::closed;
use crate::report::html::sign;
use crate::report::words::{how, of_criterion, quote};
use crate::scoring::assessment::{Assessment, CriterionResult, How, Source, Status};

/// What somebody's answer to a question earned.
pub(in crate::web) fn own(seat: &Seat, question: &QuestionId) -> Markup {
    let standing = seat.attempt.standing(question);
    let answer = standing.and_then(|standing| standing.answer.as_ref());
    let result = standing.and_then(|standing| standing.result.as_ref());
    html! {
        @match (answer, result) {
            (None, _) => p { "You have handed in nothing here." },
            (Some(_), None) => p { "Your answer is saved and is being read." },
            (Some(answer), Some(QuestionResult::Open(scored))) => {
                @let text = match answer { Answer::Text(text) => text.as_str(), _ => "" };
                (open(&scored.assessment, text))
                @for (criterion, text) in standing.map_or(&[][..], |own| &own.probes) {
                    @if let Some(own) = scored.assessment.criteria.iter().find(|own| own.id == *criterion) {
                        h3 { "Your follow-up: " (own.title) }
                        p .answer { (text) }
                    }
                }
            },
            (Some(_), Some(QuestionResult::Closed(result))) => (closed(result)),
        }
    }
}

fn open(assessment: &Assessment, answer: &str) -> Markup {
    html! {
        (verdict(assessment))
        details .plain-details open {
            summary { "Your answer, with what counted" }
            @if assessment.status == Status::Scored { p .note { "[…] counted, {…} speaks against you." } }
            p .answer { (marked(assessment, answer)) }
        }
        @if assessment.status == Status::Scored {
            details .plain-details {
                summary { "Point by point" }
                ul .points {
                    @for own in &assessment.criteria { li { (criterion(own)) } }
                }
            }
            @if !assessment.next_level.is_empty() {
                h3 { "What lifts it to level " (assessment.level.map_or(0, |level| level + 1)) }
                ul {
                    @for step in &assessment.next_level { li { (step.add) " " span .note { "(" (step.title) ")" } } }
                }
            }
        }
    }
}

fn verdict(assessment: &Assessment) -> Markup {
    html! {
        @match (assessment.level, assessment.percent, &assessment.label) {
            (Some(level), Some(percent), Some(label)) => p .verdict {
                strong { "Level " (level) " of " (assessment.of) ": " (label) }
                " (" (percent) " %"
                @if let Some([low, high]) = assessment.borderline { ", close to the line between " (low) " and " (high) }
                ")"
            },
            _ => p .verdict { strong { "Not scored" } },
        }
        @for flag in &assessment.flags { p .flag { (flag.message) } }
    }
}

fn criterion(own: &CriterionResult) -> Markup {
    html! {
        span .sign aria-hidden="true" { (sign(own)) } " "
        strong { (own.title) } " – " (of_criterion(own))
        @if own.probed { " (with your follow-up)" }
        @if !own.evidence.is_empty() {
            br;
            @for (at, piece) in own.evidence.iter().enumerate() {
                @if at > 0 { " · " }
                q { (quote(&piece.text)) }
                @if piece.how != How::Said { span .note { (how(piece.how)) } }
            }
        }
        @for denied in &own.denied { br; span .note { "You said the opposite: " q { (quote(&denied.text)) } } }
        @for against in &own.against { br; span .note { q { (quote(&against.text)) } ": " (against.why) } }
        @if let Some(advice) = &own.advice { br; span .advice { "→ " (advice) } }
    }
}

/// The answer with evidence and denials set apart, by brackets as well as by colour.
fn marked(assessment: &Assessment, answer: &str) -> Markup {
    let mut marks: Vec<(Range<usize>, bool)> = Vec::new();
    for own in &assessment.criteria {
        let evidence = own.evidence.iter().filter(|piece| piece.source == Source::Answer);
        marks.extend(evidence.map(|piece| (piece.start..piece.end, true)));
        let denied = own.denied.iter().filter(|piece| piece.source == Source::Answer);
        marks.extend(denied.map(|piece| (piece.start..piece.end, false)));
        let against = own.against.iter().filter(|piece| piece.source == Source::Answer);
        marks.extend(against.map(|piece| (piece.start..piece.end, false)));
    }
    let mut roles: Vec<Option<bool>> = vec![None; answer.len()];
    // Denials last: they overrule.
    marks.sort_by_key(|(range, is_good)| (!*is_good, range.start, range.end));
    for (range, is_good) in marks {
        if let Some(part) = roles.get_mut(range) {
            part.fill(Some(is_good));
        }
    }
    let mut pieces: Vec<(Option<bool>, &str)> = Vec::new();
    let mut at = 0;
    while at < roles.len() {
        let end = (at..roles.len()).find(|&i| roles[i] != roles[at]).unwrap_or(roles.len());
        // Evidence ends at words, and words at characters, so this cuts no character in two.
        pieces.push((roles[at], answer.get(at..end).unwrap_or_default()));
        at = end;
    }
    html! {
        @for (role, text) in pieces {
            // The blank between two spans belongs to neither.
            @let words = text.trim();
            @let (before, after) = text.split_once(words).unwrap_or_default();
            @match role {
                None => (text),
                Some(_) if words.is_empty() => (text),
                Some(true) => { (before) mark { "[" (words) "]" } (after) },
                Some(false) => { (before) mark .denied { "{" (words) "}" } (after) },
            }
        }
    }
}
