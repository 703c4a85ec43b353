//! An answer to an open question: its words with what counted, its criteria, its follow-ups.

use maud::{Markup, html};

use super::{numbers, sign};
use crate::content::ids::CriterionId;
use crate::report::marks::stretches;
use crate::report::whole::{Asked, WholeAttempt};
use crate::report::words::{how, level, of_criterion, percent, quote};
use crate::scoring::Scored;
use crate::scoring::assessment::{Assessment, CriterionResult, How, Source, Status};

pub(super) fn answer(
    whole: &WholeAttempt<'_>,
    asked: &Asked<'_>,
    text: &str,
    scored: &Scored,
) -> Markup {
    let assessment = &scored.assessment;
    let is_scored = assessment.status == Status::Scored;
    let probes = asked.standing.map_or(&[][..], |own| &own.probes);
    html! {
        p .verdict {
            strong { (level(assessment)) }
            @if is_scored { " (" (percent(assessment)) ")" }
        }
        @for flag in &assessment.flags { p .flag { (flag.message) } }
        h3 { @if is_scored { "Your answer, with what counted" } @else { "Your answer" } }
        @if is_scored {
            p .note { "The number behind marked words is that of the criterion below for which they count." }
        }
        div .answer { (marked(assessment, None, text)) }
        @if is_scored { (criteria(assessment)) }
        @if !assessment.next_level.is_empty() {
            h3 { "What lifts it to level " (assessment.level.map_or(0, |level| level + 1)) }
            ul {
                @for step in &assessment.next_level {
                    li { (step.add) " " span .note { "(" (step.title) ")" } }
                }
            }
        }
        @if !probes.is_empty() {
            h3 { "Follow-ups" }
            @for (criterion, text) in probes { (follow_up(whole, asked, assessment, criterion, text)) }
        }
        p .receipt {
            "Receipt: " (scored.receipt.engine) ", answer " code { (scored.receipt.answer) }
            ", result " code { (scored.receipt.assessment) }
        }
    }
}

fn follow_up(
    whole: &WholeAttempt<'_>,
    asked: &Asked<'_>,
    assessment: &Assessment,
    criterion: &CriterionId,
    text: &str,
) -> Markup {
    let place = assessment.criteria.iter().position(|own| own.id == *criterion);
    let title = whole.probe(asked.id, criterion).unwrap_or(criterion.as_str());
    html! {
        h4 { (title) }
        @if let Some(place) = place { p .note { "It aims at criterion " (place + 1) "." } }
        div .answer { (marked(assessment, Some(criterion), text)) }
    }
}

/// The text with what counted set apart: by a number, by weight, and by colour.
fn marked(assessment: &Assessment, probe: Option<&CriterionId>, text: &str) -> Markup {
    html! {
        @for own in stretches(assessment, probe, text) {
            @if own.is_plain() {
                (own.text)
            } @else {
                @let class = (!own.against.is_empty()).then_some("against");
                mark class=[class] { (own.text) (numbers(&own.earned, &own.against)) }
            }
        }
    }
}

fn criteria(assessment: &Assessment) -> Markup {
    html! {
        h3 { "Point by point" }
        table .criteria .whole {
            thead {
                tr {
                    th scope="col" { "Criterion: the answer …" }
                    th scope="col" { "Level" }
                    th scope="col" { "What was found" }
                    th scope="col" { "What is missing" }
                }
            }
            tbody {
                @for (place, own) in (1..).zip(&assessment.criteria) {
                    tr {
                        th scope="row" { (place) ". " (own.title) }
                        td .level {
                            span .name { "Level: " }
                            span .sign aria-hidden="true" { (sign(own)) } " " (of_criterion(own))
                        }
                        td { (earned(own)) }
                        td { (missing(own)) }
                    }
                }
            }
        }
    }
}

fn earned(own: &CriterionResult) -> Markup {
    html! {
        p .name { "What was found:" }
        @if let Some(reached) = &own.reached { p { (reached) } }
        @if !own.evidence.is_empty() {
            ul {
                @for piece in &own.evidence {
                    li {
                        q { (quote(&piece.text)) }
                        @if piece.how != How::Said { span .note { (how(piece.how)) } }
                        @if piece.source == Source::Probe { span .note { " (in the follow-up)" } }
                    }
                }
            }
        } @else if own.reached.is_none() {
            p .note { "Nothing was found." }
        }
        @for denied in &own.denied { p { "You said the opposite: " q { (quote(&denied.text)) } } }
        @for against in &own.against { p { q { (quote(&against.text)) } ": " (against.why) } }
    }
}

fn missing(own: &CriterionResult) -> Markup {
    let is_full = own.level.is_some_and(|level| level >= own.of);
    html! {
        @if is_full {
            p .note { "Nothing: it is full." }
        } @else {
            p .name { "What is missing:" }
            @if let Some(next) = &own.next { p { "Next: " (next) } }
            @if !own.missing.is_empty() {
                ul { @for piece in &own.missing { li { (piece.title) } } }
            }
            @if let Some(advice) = &own.advice { p { "→ " (advice) } }
        }
    }
}
