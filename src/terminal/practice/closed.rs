//! Asks questions that have one right answer.

use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

use super::offer::{Do, Granted};
use super::{Practice, PracticeError};
use crate::content::scenario::{Exhibit, Pick, Question, QuestionKind};
use crate::interview::Answer;
use crate::interview::shuffle::{disordered, shuffled};
use crate::scoring::closed::figure;
use crate::terminal::choose::{self, Choice};
use crate::terminal::console::Console;
use crate::terminal::page::Page;

/// What came of asking.
pub(super) enum Given {
    Answer(Answer, u32),
    Skipped,
    Left,
}

impl Practice<'_, '_, '_> {
    pub(super) fn answer_closed(&mut self, question: &Question) -> Result<Given, PracticeError> {
        #[expect(clippy::disallowed_methods, reason = "how long a person takes is measured here")]
        let begun = Instant::now();
        loop {
            let seed = self.session.attempt().seed;
            if let Some(answer) = ask(self.console, question, seed)? {
                let seconds = u32::try_from(begun.elapsed().as_secs()).unwrap_or(u32::MAX);
                return Ok(Given::Answer(answer, seconds));
            }
            match self.before_answering(question)? {
                Granted::Back => {}
                Granted::Shown => self.show_question(question)?,
                Granted::Skip => return Ok(Given::Skipped),
                Granted::Leave => return Ok(Given::Left),
            }
        }
    }

    /// The menu that opens when a person backs out of the answer. What is read from it leads back
    /// to it, so that no key meant for the menu is taken for an answer. Backing out of it leaves.
    fn before_answering(&mut self, question: &Question) -> Result<Granted, PracticeError> {
        let exhibits: Vec<Exhibit> = self.session.open_exhibits().cloned().collect();
        let mut options = vec![("Answer".to_owned(), Do::Back)];
        options.extend(self.readings(question, &exhibits));
        options.push(("Skip this".to_owned(), Do::Skip));
        options.push(("Leave; all is saved".to_owned(), Do::Leave));
        let labels: Vec<&str> = options.iter().map(|(label, _)| label.as_str()).collect();
        let mut read = false;
        loop {
            let Choice::Made(at) =
                choose::one_or_leave(self.console, "What now?", &labels, Some(0))?
            else {
                return Ok(Granted::Leave);
            };
            let deed = &options[at].1;
            match deed {
                Do::Back if read => return Ok(Granted::Shown),
                Do::Exhibit(_) | Do::Brief | Do::Hint => read = true,
                Do::Back | Do::Skip | Do::Leave => return self.carry_out(question, deed),
            }
            self.carry_out(question, deed)?;
        }
    }
}

/// Asks once; what is shuffled is drawn from `seed`. None when the person backs out, and for an open
/// question.
///
/// # Errors
/// What the terminal cannot do.
pub fn ask(
    console: &mut Console<'_>,
    question: &Question,
    seed: u64,
) -> io::Result<Option<Answer>> {
    Ok(match &question.kind {
        QuestionKind::Open(_) => None,
        QuestionKind::Choice(own) => {
            let order = if own.shuffle {
                shuffled(own.options.len(), seed, &question.id)
            } else {
                (0..own.options.len()).collect()
            };
            let texts: Vec<&str> = order.iter().map(|&at| own.options[at].text.as_str()).collect();
            let picked = match own.pick {
                Pick::One => {
                    choose::one(console, "Pick one", &texts, None)?.map(|at| vec![at]).made()
                }
                Pick::All => choose::many(console, "Pick all that are right", &texts, &[])?.made(),
            };
            picked.map(|picked| {
                let ids = picked.into_iter().map(|at| own.options[order[at]].id.clone());
                Answer::Options(ids.collect())
            })
        }
        QuestionKind::Order(own) => {
            let items: Vec<&String> = own.items.iter().flatten().collect();
            let order = disordered(items.len(), seed, &question.id);
            let shown: Vec<&str> = order.iter().map(|&at| items[at].as_str()).collect();
            let given = choose::order(console, "First to last, by number", &shown)?.made();
            given.map(|given| {
                Answer::Order(given.into_iter().map(|at| shown[at].to_owned()).collect())
            })
        }
        QuestionKind::Match(own) => {
            let rights: Vec<&str> = own
                .pairs
                .iter()
                .map(|(_, right)| right.as_str())
                .chain(own.distractors.iter().map(String::as_str))
                .collect();
            let order = shuffled(rights.len(), seed, &question.id);
            let shown: Vec<&str> = order.iter().map(|&at| rights[at]).collect();
            let lefts: Vec<&str> = own.pairs.iter().map(|(left, _)| left.as_str()).collect();
            choose::matching(console, &lefts, &shown)?.made().map(|given| {
                let pairs: BTreeMap<String, String> = lefts
                    .iter()
                    .zip(given)
                    .map(|(left, at)| ((*left).to_owned(), shown[at].to_owned()))
                    .collect();
                Answer::Pairs(pairs)
            })
        }
        QuestionKind::Number(own) => {
            let prompt = own.unit.as_ref().map_or_else(
                || "Your figure:".to_owned(),
                |unit| format!("Your figure, in {unit}:"),
            );
            ask_figure(console, &prompt)?
        }
    })
}

fn ask_figure(console: &mut Console<'_>, prompt: &str) -> io::Result<Option<Answer>> {
    loop {
        let Some(text) = choose::line(console, prompt, "")?.made() else {
            return Ok(None);
        };
        match figure(&text) {
            Ok(_) => return Ok(Some(Answer::Figure(text))),
            Err(error) => {
                let mut page = Page::new(console.screen);
                page.text(&error.to_string());
                page.show(console)?;
            }
        }
    }
}
