//! What became of each piece of an answer to a closed question.

use maud::{Markup, html};

use crate::scoring::closed::{ClosedResult, Piece};
use crate::scoring::picked::Picked;

/// What an answer to a closed question earned, piece by piece.
#[must_use]
pub fn closed(result: &ClosedResult) -> Markup {
    html! {
        p .verdict {
            strong {
                @if result.right { "All correct" }
                @else if result.percent == 0 { "Not correct" }
                @else { "Partly correct: " (result.percent) " %" }
            }
            @if !result.right && result.percent > 0 { " (0 % is what guessing gives)" }
        }
        @if let Some(why) = &result.why { p { (why) } }
        ul .points {
            @for piece in result.shown() {
                li {
                    span .sign aria-hidden="true" { (sign(piece)) } " "
                    @if !piece.about.is_empty() { strong { (piece.about) } " – " }
                    @match (&piece.given, &piece.expected) {
                        _ if piece.picked().is_some() => { (piece.picked().map_or("", Picked::as_str)) },
                        (Some(given), Some(expected)) if !piece.right => { "you: " (given) "; right: " (expected) },
                        (Some(given), _) if piece.right => { (given) ", right" },
                        (Some(given), _) => { (given) ", and wrong" },
                        (None, expected) => { "right: " (expected.as_deref().unwrap_or_default()) },
                    }
                    @if let Some(why) = &piece.why { br; span .note { (why) } }
                }
            }
        }
    }
}

/// The tick stands before what is right, whoever picked it, and the cross before what is wrong.
fn sign(piece: &Piece) -> &'static str {
    match piece.picked() {
        Some(Picked::Right | Picked::Missed) => "✓",
        Some(Picked::Wrong) => "✗",
        Some(Picked::Neither) => "◦",
        None if piece.right => "✓",
        None => "✗",
    }
}
