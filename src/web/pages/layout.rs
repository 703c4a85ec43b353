//! What every page has: head, main part, script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::web::assets::{SCRIPT_PATH, STYLE, STYLE_PATH};

/// How a page follows its room.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Follow {
    /// Not at all.
    No,
    /// When the room moves; counts in place.
    Steps,
    /// Whatever happens.
    Everything,
}

/// What a page is.
pub(in crate::web) struct Frame<'f> {
    /// In the browser's tab.
    pub(in crate::web) title: &'f str,
    /// Its kind, for style and script.
    pub(in crate::web) kind: &'f str,
    /// The room's step when it was made.
    pub(in crate::web) step: Option<u64>,
    /// How it follows the room.
    pub(in crate::web) follow: Follow,
    /// Where the script hears of changes, such as `/r/K7QFM/events`.
    pub(in crate::web) events: String,
    /// Carries its own style, and needs no other file.
    pub(in crate::web) alone: bool,
}

impl Frame<'_> {
    /// A page that stands for itself.
    pub(in crate::web) fn plain<'f>(title: &'f str, kind: &'f str) -> Frame<'f> {
        Frame { title, kind, step: None, follow: Follow::No, events: String::new(), alone: false }
    }
}

/// A whole page.
pub(in crate::web) fn page(frame: &Frame<'_>, content: &Markup) -> Markup {
    let follow = match frame.follow {
        Follow::No => None,
        Follow::Steps => Some("steps"),
        Follow::Everything => Some("everything"),
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (frame.title) " – Hotseat" }
                @if frame.alone {
                    style { (PreEscaped(STYLE)) }
                } @else {
                    link rel="stylesheet" href=(STYLE_PATH);
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    script src=(SCRIPT_PATH) defer {}
                }
            }
            body data-page=(frame.kind) data-step=[frame.step] data-follow=[follow] data-events=[follow.map(|_| &frame.events)] {
                @if !frame.alone { a .skip href="#main" { "Skip to the content" } }
                (content)
                @if follow.is_some() {
                    p #line .line role="status" aria-live="polite" {}
                }
            }
        }
    }
}

/// A bar with its figures beside it, so that nothing hangs on its length or colour alone.
pub(in crate::web) fn bar(full: usize, partly: usize, of: usize) -> Markup {
    // Per mille of the whole, as whole numbers.
    let share = |part: usize| (part * 1000).checked_div(of).unwrap_or(0);
    let (full, partly) = (share(full), share(partly));
    html! {
        svg .bar viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect .bar-none x="0" y="0" width="1000" height="24" {}
            rect .bar-full x="0" y="0" width=(full) height="24" {}
            rect .bar-part x=(full) y="6" width=(partly) height="12" {}
        }
    }
}
