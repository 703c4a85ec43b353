//! The answer box: a few rows at the bottom of the terminal in which an answer is written.
//!
//! `keys` says what a key does, `state` does it, `rows` says where the text stands, `draw` shows it;
//! `viewport` takes rows of the terminal and gives them back. This file is the loop that ties them
//! together.

mod draw;
mod keys;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod viewport;

use std::io;
use std::time::{Duration, Instant};

use anstyle::Style;
use crossterm::event::{self, Event};

use self::draw::Around;
use self::keys::Command;
use self::state::{Effect, State};
pub(in crate::terminal) use self::viewport::RawMode;
use self::viewport::Viewport;
use super::console::Console;
use super::draft::{Keeper, finished};
use super::editor;
use super::prose::{Ending, Reply, Request};
use super::theme::{Mark, Role};
use super::wrap::{Run, paint, prefixed, wrap_text};

/// Events taken together before the box is drawn again; a paste without brackets comes as many.
const BURST: usize = 4096;
/// How soon an event must follow another to be taken together with it. Not zero: then `crossterm`
/// would not look into what it has already read.
const AT_ONCE: Duration = Duration::from_millis(1);
/// The clock in the frame moves this often.
const TICK: Duration = Duration::from_secs(1);

/// What came of asking with a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The person ended writing.
    Reply(Reply),
    /// The terminal cannot show a box.
    Unable(Unable),
}

/// Where an answer stood when the terminal failed the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unable {
    /// The text so far.
    pub draft: String,
    /// How long it has taken.
    pub took: Duration,
}

/// Asks for prose in a box. See [`prose::ask`](super::prose::ask).
///
/// # Errors
/// When the answer cannot be written to the console's output after the box has closed.
pub fn ask(
    console: &mut Console<'_>,
    request: &Request<'_>,
    keep: &mut dyn FnMut(&str),
) -> io::Result<Outcome> {
    console.output.flush()?;
    #[expect(clippy::disallowed_methods, reason = "measures how long a person takes")]
    let started = Instant::now();
    let mut writing = Writing {
        state: State::new(request.draft),
        keeper: Keeper::new(keep),
        request,
        around: Around {
            title: request.title,
            elapsed: request.spent,
            advised: request.advised,
            theme: console.screen.theme,
        },
        started,
        reach: 1,
    };
    let ending = writing.run();
    let took = started.elapsed();
    let draft = writing.state.text();
    let text = match ending {
        Ok(Ending::Submitted) => finished(&draft),
        _ => draft,
    };
    writing.keeper.put_away(took, &text);
    let Ok(ending) = ending else {
        return Ok(Outcome::Unable(Unable { draft: text, took }));
    };
    if ending == Ending::Submitted && request.stays {
        leave_behind(console, &text)?;
    }
    Ok(Outcome::Reply(Reply { text, ending, took }))
}

/// Writes the answer where the box was.
fn leave_behind(console: &mut Console<'_>, text: &str) -> io::Result<()> {
    let theme = console.screen.theme;
    let bar = Run::new(format!("{} ", theme.mark(Mark::Bar)), theme.style(Role::Dim));
    let lines = wrap_text(
        text,
        Style::new(),
        console.screen.prose.min(console.screen.columns).saturating_sub(2),
    );
    console.output.write_all(paint(&prefixed(lines, &bar, &bar)).as_bytes())?;
    console.output.flush()
}

struct Writing<'a> {
    state: State,
    keeper: Keeper<'a>,
    request: &'a Request<'a>,
    around: Around<'a>,
    started: Instant,
    /// The most rows that the text was seen to take, so that the box does not shrink.
    reach: usize,
}

impl Writing<'_> {
    /// Runs the box to its end. An error means that the terminal failed it, and by then the
    /// terminal is as it was.
    fn run(&mut self) -> io::Result<Ending> {
        let mut viewport = Viewport::open(|size| self.height_for(size.height))?;
        loop {
            self.show(&mut viewport)?;
            match self.listen()? {
                Effect::Nothing => {}
                Effect::Changed => self.keeper.changed(),
                Effect::Redraw => viewport.set_height(viewport.area().height)?,
                Effect::OpenEditor => {
                    viewport.close()?;
                    self.open_editor();
                    viewport = Viewport::open(|size| self.height_for(size.height))?;
                }
                Effect::End(ending) => {
                    viewport.close()?;
                    return Ok(ending);
                }
            }
            self.keeper.tend(self.started.elapsed(), || self.state.text());
        }
    }

    fn show(&mut self, viewport: &mut Viewport) -> io::Result<()> {
        self.around.elapsed = self.request.spent + self.started.elapsed();
        viewport.follow(|size| self.height_for(size.height))?;
        viewport.draw(|frame| draw::draw(frame, &mut self.state, &self.around))?;
        // Drawing has wrapped the text, so that now it is known how many rows it takes.
        let wanted = self.height_for(viewport.size().height);
        if wanted > viewport.area().height {
            viewport.set_height(wanted)?;
            viewport.draw(|frame| draw::draw(frame, &mut self.state, &self.around))?;
        }
        Ok(())
    }

    fn height_for(&mut self, rows: u16) -> u16 {
        self.reach = self.reach.max(self.state.cursor().0 + 1);
        draw::height(self.reach, rows)
    }

    /// Waits for something to happen, and carries out all that has.
    fn listen(&mut self) -> io::Result<Effect> {
        let now = self.started.elapsed();
        let tick = TICK - Duration::from_nanos(u64::from(now.subsec_nanos()));
        let patience = self.keeper.due(now).map_or(tick, |due| due.min(tick));
        if !event::poll(patience)? {
            return Ok(Effect::Nothing);
        }
        let mut typed = String::new();
        let mut changed = false;
        for _ in 0..BURST {
            let effect = match event::read()? {
                Event::Key(key) => match keys::command(key) {
                    Some(Command::Insert(c)) => {
                        typed.push(c);
                        None
                    }
                    Some(Command::NewLine) => {
                        typed.push('\n');
                        None
                    }
                    Some(command) => {
                        changed |= self.type_in(&mut typed);
                        Some(self.state.apply(command))
                    }
                    None => None,
                },
                Event::Paste(text) => {
                    changed |= self.type_in(&mut typed);
                    Some(self.state.insert(&text))
                }
                _ => None,
            };
            match effect {
                None | Some(Effect::Nothing) => {}
                Some(Effect::Changed) => changed = true,
                Some(other) => {
                    if changed {
                        self.keeper.changed();
                    }
                    return Ok(other);
                }
            }
            if !event::poll(AT_ONCE)? {
                break;
            }
        }
        changed |= self.type_in(&mut typed);
        Ok(if changed { Effect::Changed } else { Effect::Nothing })
    }

    /// Adds what was typed in one go.
    fn type_in(&mut self, typed: &mut String) -> bool {
        if typed.is_empty() {
            return false;
        }
        let changed = self.state.insert(typed) == Effect::Changed;
        typed.clear();
        changed
    }

    /// Hands the text to the person's editor. The draft is kept before: an editor can be killed
    /// together with this program.
    fn open_editor(&mut self) {
        let text = self.state.text();
        self.keeper.put_away(self.started.elapsed(), &text);
        let edited = editor::edit(&text, self.request.editor);
        if self.state.edited(edited) == Effect::Changed {
            self.keeper.changed();
        }
    }
}
