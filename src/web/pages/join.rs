//! The way into a room.

use maud::{Markup, html};

use super::Seen;
use super::layout::{Frame, page as frame};
use crate::interview::room::{MAX_NAME, Phase};

/// Asks for a name, and says what becomes of what is written.
pub(in crate::web) fn page(seen: &Seen<'_>, name: &str, problem: Option<&str>) -> Markup {
    let room = &seen.live.room;
    let is_over = room.phase == Phase::Report;
    frame(
        &Frame::plain(&room.title, "join"),
        &html! {
            main #main {
                p .kicker { "Room " strong { (room.code) } }
                h1 { (room.title) }
                @if is_over {
                    p { "This room has ended. Who took part finds their report on the device they used." }
                } @else if room.locked {
                    p { "The room is locked. Ask the facilitator to let you in, then load this page again." }
                } @else {
                    form method="post" action={ "/r/" (room.code) "/join" } {
                        label for="name" { "Name, or how you want to be called" }
                        input #name name="name" value=(name) maxlength=(MAX_NAME) autocomplete="nickname"
                            aria-describedby="name-note" aria-invalid=[problem.map(|_| "true")];
                        p #name-note .note { "May stay empty: you are then a number." }
                        @if let Some(problem) = problem {
                            p .problem role="alert" { (problem) }
                        }
                        label .check {
                            input type="checkbox" name="show_name" value="on";
                            span { "My name may stand beside my words when the room sees them. Otherwise they are shown without it." }
                        }
                        button #join type="submit" { "Join" }
                    }
                }
                h2 { "What becomes of what you write" }
                ul {
                    li { "It is kept on the facilitator's computer, and nowhere else." }
                    li { "The facilitator can read your answers with the name you give here. The others see words of them without it." }
                    li { "It is kept until " time datetime=(room.keep_until) { (room.keep_until.strftime("%-d %B %Y")) } ", and can be erased earlier." }
                    li { "Your browser keeps one cookie, so that you find your seat again." }
                    li { "The score is advice by fixed rules. Nobody is ranked." }
                }
            }
        },
    )
}
