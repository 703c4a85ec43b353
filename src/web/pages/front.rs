//! The front door.

use maud::{Markup, html};

use super::layout::{Frame, page as frame};

/// Asks for the code of a room.
pub(in crate::web) fn page(code: &str, problem: Option<&str>) -> Markup {
    frame(
        &Frame::plain("Join a room", "front"),
        &html! {
            main #main {
                h1 { "Join a room" }
                form method="get" action="/join" {
                    label for="code" { "Code" }
                    input #code .code name="code" value=(code) required autocomplete="off"
                        autocapitalize="characters" spellcheck="false" maxlength="20"
                        aria-describedby=[problem.map(|_| "problem")];
                    @if let Some(problem) = problem {
                        p #problem .problem role="alert" { (problem) }
                    }
                    button type="submit" { "Go to the room" }
                }
            }
        },
    )
}
