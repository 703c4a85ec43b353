//! Marking: a rater reads answers one by one and gives each a level, by key or line by line.
//!
//! What is shown says nothing of the engine, of other raters, or of an answer's name. What comes next
//! is [`Marking`]'s to say; what is kept, and where, is the caller's.

mod keys;
mod typed;
mod view;

use std::io;

use super::choose::{self, Choice};
use super::console::Console;
use super::page::Page;
use super::practice::exhibit;
use super::words::count;
use crate::author::marking::{Ask, Back, Marking, Taken};
use crate::content::marked::Mark;
use crate::content::rubric::Rubric;
use crate::content::scenario::{Exhibit, Question, Scenario};

use typed::Typed;

/// What is marked, by whom, and what there is to look at.
#[derive(Clone, Copy, Debug)]
pub struct Sitting<'a> {
    /// The rater's name.
    pub rater: &'a str,
    /// The case that the question belongs to.
    pub scenario: &'a Scenario,
    /// The question that was answered.
    pub question: &'a Question,
    /// Its rubric.
    pub rubric: &'a Rubric,
    /// The documents that whoever answered could read, with their texts.
    pub exhibits: &'a [(Exhibit, String)],
    /// Where the marks are kept.
    pub place: &'a str,
    /// A command line that makes use of the marks.
    pub next: Option<&'a str>,
}

/// Asks until the rater leaves. `keep` is handed every mark as soon as it is given.
///
/// # Errors
/// When the terminal or the streams cannot be read or written, or a mark cannot be kept.
pub fn mark<E: From<io::Error>>(
    console: &mut Console<'_>,
    sitting: &Sitting<'_>,
    marking: &mut Marking,
    keep: &mut dyn FnMut(&str, &Mark) -> Result<(), E>,
) -> Result<(), E> {
    let mut desk = Desk { console, sitting };
    desk.print(&view::opening(desk.console.screen, sitting, marking))?;
    let mut is_new = true;
    loop {
        if is_new {
            desk.show_answer(marking)?;
        }
        is_new = false;
        match desk.ask(marking)? {
            Typed::Leave => return Ok(desk.leave(marking)?),
            Typed::Level(level) => is_new = desk.give(marking, Some(level), keep)?,
            Typed::NotAssessed => is_new = desk.give(marking, None, keep)?,
            Typed::Keep => {
                is_new = marking.keep();
                if !is_new {
                    desk.say("This answer has no level yet. ? lists what you can type.")?;
                }
            }
            Typed::Back => match marking.back() {
                Back::Answer => is_new = true,
                Back::Criterion => {}
                Back::Beginning => desk.say("This is the first answer.")?,
            },
            Typed::Note(text) => {
                if let Some(id) = desk.note(marking, text)?
                    && let Some(mark) = marking.marks().get(&id)
                {
                    keep(&id, mark)?;
                }
            }
            Typed::Look(what) => desk.look(what)?,
            Typed::Again => is_new = true,
            Typed::Help => desk.print(&view::help(desk.console.screen))?,
            Typed::Unknown(what) => desk.say(&format!("{what} ? lists what you can type."))?,
        }
    }
}

/// What a rater can look at beside the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Question,
    Brief,
    Exhibits,
    Rubric,
}

/// The console with what lies beside it.
struct Desk<'a, 'c> {
    console: &'a mut Console<'c>,
    sitting: &'a Sitting<'a>,
}

impl Desk<'_, '_> {
    fn print(&mut self, text: &str) -> io::Result<()> {
        self.console.output.write_all(text.as_bytes())?;
        self.console.output.flush()
    }

    fn say(&mut self, sentence: &str) -> io::Result<()> {
        let mut page = Page::new(self.console.screen);
        page.text(sentence);
        page.show(self.console)
    }

    fn show_answer(&mut self, marking: &Marking) -> io::Result<()> {
        let page = match marking.ask() {
            Ask::Nothing => view::all_marked(self.console.screen, self.sitting, marking),
            Ask::Criterion(_) | Ask::Whole => view::answer(self.console.screen, marking),
        };
        self.print(&page)
    }

    /// Asks for what is next, and reads it.
    fn ask(&mut self, marking: &Marking) -> io::Result<Typed> {
        let question = view::question(self.console.screen, self.sitting.rubric, marking);
        self.print(&question)?;
        if self.console.screen.interactive {
            self.print(view::PROMPT)?;
            if let Some(typed) = keys::next(self.console)? {
                let echo = view::echo(self.sitting.rubric, marking, &typed);
                self.print(&format!("{echo}\n"))?;
                return Ok(typed);
            }
            self.print("\n")?;
        }
        self.print(&view::line_prompt(self.console.screen, marking))?;
        typed::next(self.console)
    }

    /// Takes a level. True when another answer comes up.
    fn give<E: From<io::Error>>(
        &mut self,
        marking: &mut Marking,
        level: Option<u8>,
        keep: &mut dyn FnMut(&str, &Mark) -> Result<(), E>,
    ) -> Result<bool, E> {
        match marking.give(level) {
            Ok(Some(Taken::Mark(id))) => {
                if let Some(mark) = marking.marks().get(&id) {
                    keep(&id, mark)?;
                }
                Ok(true)
            }
            Ok(Some(Taken::Criterion)) => Ok(false),
            Ok(None) => {
                self.say("All answers are marked. u goes back to the last one.")?;
                Ok(false)
            }
            Err(error) => {
                self.say(&error.to_string())?;
                Ok(false)
            }
        }
    }

    /// Takes a note, asking for it where it was not typed along. Gives the id of an answer whose mark
    /// has changed.
    fn note(&mut self, marking: &mut Marking, text: Option<String>) -> io::Result<Option<String>> {
        if marking.ask() == Ask::Nothing {
            self.say("All answers are marked. u goes back to the last one.")?;
            return Ok(None);
        }
        let text = match text {
            Some(text) => text,
            None => {
                let before = marking.note().unwrap_or_default().to_owned();
                let prompt = if before.is_empty() { "Note:" } else { "Note (- takes it away):" };
                match choose::line(self.console, prompt, &before)? {
                    Choice::Made(text) => text,
                    Choice::Cancelled => return Ok(None),
                }
            }
        };
        Ok(marking.set_note(if text == "-" { "" } else { &text }))
    }

    /// Shows something of the case. The answer is now far above: showing it at once would push out
    /// what is to be read first.
    fn look(&mut self, what: Look) -> io::Result<()> {
        let (screen, sitting) = (self.console.screen, self.sitting);
        match what {
            Look::Question => self.print(&view::prompt(screen, sitting))?,
            Look::Brief => self.print(&view::brief(screen, sitting))?,
            Look::Rubric => self.print(&view::rubric(screen, sitting.rubric))?,
            Look::Exhibits => match sitting.exhibits {
                [] => return self.say("This question has no exhibits."),
                [(own, text)] => self.print(&exhibit(screen, own, text))?,
                several => {
                    let titles: Vec<&str> =
                        several.iter().map(|(own, _)| own.title.as_str()).collect();
                    let chosen = choose::one(self.console, "Which exhibit?", &titles, None)?;
                    let Some((own, text)) = chosen.made().and_then(|at| several.get(at)) else {
                        return Ok(());
                    };
                    self.print(&exhibit(screen, own, text))?;
                }
            },
        }
        self.say("a shows the answer again.")
    }

    fn leave(&mut self, marking: &Marking) -> io::Result<()> {
        let mut page = Page::new(self.console.screen);
        let (done, all) = (marking.done(), marking.all());
        if marking.is_cut_short() {
            page.text("What you have said of answers without a level is not kept.");
        }
        if done < all {
            let kept = if marking.marks().is_empty() {
                "Nothing is marked.".to_owned()
            } else {
                format!(
                    "{done} of {} marked, and kept in {}. The same command goes on from here.",
                    count(all, "answer", "answers"),
                    self.sitting.place
                )
            };
            page.text(&kept);
        }
        page.show(self.console)
    }
}
