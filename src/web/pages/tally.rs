//! What the room has said, the same on the wall and on the phones.

use maud::{Markup, html};

use super::layout::bar;
use super::{Seen, count};
use crate::content::ids::QuestionId;
use crate::content::scenario::{Question, QuestionKind};
use crate::study::{CriterionTally, Excerpt, PieceTally, Tally, tally};

/// What the answers to a question add up to.
pub(in crate::web) fn show(seen: &Seen<'_>, question: &Question) -> Markup {
    html! {
        section #tally aria-labelledby="tally-head" data-region {
            h2 #tally-head { "What the room said" }
            (part(seen, question))
        }
    }
}

/// The same, below a heading that stands already.
pub(in crate::web) fn part(seen: &Seen<'_>, question: &Question) -> Markup {
    let room = &seen.live.room;
    let draw = || drawn(seen, question);
    seen.app.memo().tally(&room.code, &question.id, room.version, draw)
}

fn drawn(seen: &Seen<'_>, question: &Question) -> Markup {
    let tally = tally(&seen.live.room, &question.id);
    html! {
            p {
                (count(tally.scored, "answer", "answers")) " from " (count(tally.people, "person", "people"))
                @if tally.not_scored > 0 { "; " (tally.not_scored) " could not be scored" }
                "."
            }
            @if tally.scored > 0 {
                @match question.kind {
                    QuestionKind::Open(_) => (open(seen, &question.id, &tally)),
                    _ => (closed(&tally)),
                }
            }
    }
}

fn open(seen: &Seen<'_>, question: &QuestionId, tally: &Tally) -> Markup {
    let misses = tally.misses();
    html! {
        @if !misses.is_empty() {
            h3 { "Missed most" }
            ol .misses {
                @for miss in misses {
                    li {
                        strong { "Missing in " (miss.missed) " of " (count(tally.scored, "answer", "answers")) ": " } (miss.title) "."
                        @if let Some(probe) = seen.probe(question, &miss.id) { br; span .probe { (probe) } }
                    }
                }
            }
        }
        h3 { "Point by point" }
        ul .tally {
            @for own in &tally.criteria { li { (criterion(own, tally.scored)) } }
        }
    }
}

fn criterion(own: &CriterionTally, of: usize) -> Markup {
    html! {
        strong { (own.title) }
        (bar(own.full, own.partly, of))
        span .figures { (own.full) " in full, " (own.partly) " in part, " (own.missed) " not at all" }
        @if !own.excerpts.is_empty() {
            ul .excerpts { @for excerpt in &own.excerpts { li { (quoted(excerpt)) } } }
        }
    }
}

/// Somebody's words with what earned the point set apart, and their name where they agreed.
pub(in crate::web) fn quoted(excerpt: &Excerpt) -> Markup {
    html! {
        q { (excerpt.before) mark { "[" (excerpt.words) "]" } (excerpt.after) }
        @if let Some(name) = &excerpt.name { " – " (name) }
    }
}

fn closed(tally: &Tally) -> Markup {
    html! {
        p { strong { (tally.all_right) " of " (tally.scored) } " have all of it right." }
        ul .tally { @for piece in &tally.pieces { li { (one_piece(piece, tally.scored)) } } }
    }
}

fn one_piece(piece: &PieceTally, of: usize) -> Markup {
    // Where several may stand in one place, each of them is right there.
    let is_right = |text: &str| {
        piece.expected.as_deref().is_some_and(|own| own.split(" / ").any(|one| one == text))
    };
    html! {
        strong { (piece.about) }
        @if let Some(expected) = piece.expected.as_ref().filter(|own| *own != "picked") { " – right: " (expected) }
        @else if piece.expected.is_some() { " – right" }
        (bar(piece.right, 0, of))
        span .figures { (piece.right) " of " (of) " right" }
        @let shown: Vec<_> = piece.given.iter().filter(|(text, _)| !is_right(text) && text != "picked").take(3).collect();
        @if !shown.is_empty() {
            span .figures {
                "; also given: "
                @for (at, (text, number)) in shown.iter().enumerate() {
                    @if at > 0 { ", " }
                    q { (text) } " (" (number) ")"
                }
            }
        }
        @if let Some(why) = &piece.why { br; span .note { (why) } }
    }
}
