//! The one question that asks for prose: an answer box on a terminal, and lines without one.
//!
//! Whoever asks gets back the text and how the person ended: handed in, wants to see something
//! first, or leaves. The text so far is never lost, whichever it is.

use std::io;
use std::time::Duration;

use super::answer_box;
use super::console::Console;
use super::plain;

/// What is asked for. The question itself is already on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// What is being written, for the frame of the box: "Your answer".
    pub title: &'a str,
    /// What was written before, to go on from.
    pub draft: &'a str,
    /// How long the person has already spent on this answer.
    pub spent: Duration,
    /// How long the author advises to take, if they say.
    pub advised: Option<Duration>,
    /// Whether the answer stays on the screen once it is handed in. Not where it is about to be
    /// shown again.
    pub stays: bool,
    /// The value of `VISUAL` or else `EDITOR`.
    pub editor: Option<&'a str>,
}

/// What a person wants to see before going on with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To be offered what there is.
    Menu,
    /// The list of exhibits.
    Exhibits,
    /// One exhibit, by what the person typed: a number or an id, not yet looked up.
    Exhibit(String),
    /// The brief.
    Brief,
    /// The hint.
    Hint,
    /// The next question instead.
    Skip,
}

/// How a person ended writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The answer is handed in. It has at least one word.
    Submitted,
    /// The person wants something else first; ask again with the text as the draft.
    More(Wish),
    /// The person leaves; the text is their draft.
    Leave,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The answer, or the draft so far. Free of control characters other than line feeds.
    pub text: String,
    /// How it ended.
    pub ending: Ending,
    /// How long it took, beyond what was spent before.
    pub took: Duration,
}

/// Asks for prose. `keep` is handed the draft while it grows (at most twice a second in the box,
/// once a line without), and once more before this returns.
///
/// # Errors
/// When the terminal or the streams cannot be read or written. The draft is kept by then.
pub fn ask(
    console: &mut Console<'_>,
    request: &Request<'_>,
    keep: &mut dyn FnMut(&str),
) -> io::Result<Reply> {
    if !console.screen.interactive {
        return plain::ask(console, request, keep);
    }
    let unable = match answer_box::ask(console, request, keep)? {
        answer_box::Outcome::Reply(reply) => return Ok(reply),
        answer_box::Outcome::Unable(unable) => unable,
    };
    console.screen.interactive = false;
    writeln!(
        console.output,
        "This terminal cannot show an answer box, so the answer is taken line by line."
    )?;
    let request = Request { draft: &unable.draft, spent: request.spent + unable.took, ..*request };
    let reply = plain::ask(console, &request, keep)?;
    Ok(Reply { took: reply.took + unable.took, ..reply })
}
