//! A page for what could not be done.

use maud::{Markup, html};

use super::layout::{Frame, page as frame};

/// Says what is the matter, and leads back to the front door.
pub(in crate::web) fn page(message: &str) -> Markup {
    frame(
        &Frame::plain("Hotseat", "error"),
        &html! {
            main #main {
                h1 { (message) }
                p { a href="/" { "To the front page" } }
            }
        },
    )
}
