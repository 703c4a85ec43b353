//! Somebody's own link, to go on with their seat on another device or to come back to their report.

use maud::{Markup, html};

use super::Seen;
use super::layout::{Frame, page as frame};
use super::wall::qr;

/// The link, and a picture of it. It stands on no other page: whoever has it has the seat.
pub(in crate::web) fn page(seen: &Seen<'_>, link: &str) -> Markup {
    let room = &seen.live.room;
    frame(
        &Frame::plain("Your own link", "link"),
        &html! {
            main #main {
                p .kicker { "Room " strong { (room.code) } }
                h1 { "Your own link" }
                p { "It opens your seat on another device, and your report until " (room.keep_until.strftime("%-d %B %Y")) ". Whoever has it can read and change your answers." }
                (qr(link))
                p .answer { (link) }
                p { a href={ "/r/" (room.code) } { "Back to the room" } }
            }
        },
    )
}
