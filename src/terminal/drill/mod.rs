//! A sitting of drills: card after card is asked, answered in two or three sentences, shown with its
//! evidence beside a model move, and comes back when it is about to be forgotten.

mod feedback;

use std::io;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::choose::{self, Choice};
use super::console::Console;
use super::page::Page;
use super::practice::{PracticeError, ask_closed, exhibit};
use super::prose::{self, Ending};
use super::sanitize::sanitize;
use super::theme::Role;
use super::words::count;
use super::wrap::Run;
use crate::content::scenario::{Exhibit, Question};
use crate::interview::drill::{CardId, Grade, Schedule};
use crate::interview::{Answer, QuestionResult};
use crate::session::drill::{Drill, grade};
use crate::study::Card;
use crate::study::schedule::days_between;

/// What is drilled in a sitting.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// In the order of asking.
    pub cards: &'a [&'a Card],
    /// The day, where the person is.
    pub today: Date,
    /// After how long no further card is begun.
    pub time: Option<Duration>,
    /// The value of `VISUAL` or else `EDITOR`.
    pub editor: Option<&'a str>,
}

/// What was done in a sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Cards that were answered and graded.
    pub graded: Vec<Grade>,
    /// Cards that were not come to.
    pub left: usize,
}

/// Runs a sitting until its cards or its time are over, or the person leaves.
///
/// # Errors
/// What the terminal, the content or the store cannot do. No accepted answer is lost by it.
pub fn run(
    console: &mut Console<'_>,
    drill: &mut Drill<'_>,
    plan: &Plan<'_>,
) -> Result<Done, PracticeError> {
    #[expect(clippy::disallowed_methods, reason = "how long a person takes is measured here")]
    let begun = Instant::now();
    let mut done = Done::default();
    for (at, card) in plan.cards.iter().enumerate() {
        let is_late = plan.time.is_some_and(|time| begun.elapsed() >= time);
        if is_late {
            done.left = plan.cards.len() - at;
            break;
        }
        let mut sitting = Sitting { console, drill, plan, card };
        match sitting.card(at)? {
            Went::Graded(grade, After::Next) => done.graded.push(grade),
            Went::Graded(grade, After::Leave) => {
                done.graded.push(grade);
                done.left = plan.cards.len() - at - 1;
                break;
            }
            Went::Skipped => {}
            Went::Left => {
                done.left = plan.cards.len() - at;
                break;
            }
        }
    }
    Ok(done)
}

/// How a card went.
enum Went {
    Graded(Grade, After),
    Skipped,
    Left,
}

/// What comes after a card.
enum After {
    Next,
    Leave,
}

struct Sitting<'a, 'c, 's> {
    console: &'a mut Console<'c>,
    drill: &'a mut Drill<'s>,
    plan: &'a Plan<'a>,
    card: &'a Card,
}

impl<'a> Sitting<'a, '_, '_> {
    fn id(&self) -> &'a CardId {
        &self.card.id
    }

    fn card(&mut self, at: usize) -> Result<Went, PracticeError> {
        let Some(question) = self.show(at)? else { return Ok(Went::Skipped) };
        let given = if self.id().criterion.is_some() {
            self.write(&question)?
        } else {
            // Another order each time.
            let seed = u64::try_from(self.card.reviews.len()).unwrap_or_default();
            let answer = ask_closed(self.console, &question, seed)?;
            answer.map_or(Given::Left, |answer| Given::Answer(answer, 0))
        };
        let (answer, seconds) = match given {
            Given::Answer(answer, seconds) => (answer, seconds),
            Given::Skipped => return Ok(Went::Skipped),
            Given::Left => return Ok(Went::Left),
        };
        let result = self.drill.answer(self.id(), answer.clone(), seconds)?;
        self.show_result(&question, &answer, &result)?;
        let Some(grade) = grade(self.id(), &result) else {
            let mut page = self.page();
            page.gap().text("The card stays where it is.");
            page.show(self.console)?;
            return Ok(Went::Skipped);
        };
        let schedule = self.schedule(grade, false)?;
        let (grade, after) = self.ask_grade(schedule)?;
        Ok(Went::Graded(grade, after))
    }

    fn page(&self) -> Page {
        Page::new(self.console.screen)
    }

    /// Shows what is asked. None where the case has changed and no longer asks it.
    fn show(&mut self, at: usize) -> Result<Option<Question>, PracticeError> {
        let mut page = self.page();
        let strong = self.console.screen.theme.style(Role::Strong);
        let card = self.card;
        let Some(asked) = self.drill.asked(&card.id) else { return Ok(None) };
        let scenario = asked.scenario;
        page.part(&format!("{} of {}: {}", at + 1, self.plan.cards.len(), scenario.title));
        page.aside(&scenario.summary).gap().markdown(&asked.question.prompt);
        if let Some(probe) = asked.probe {
            page.gap().hanging("", &[Run::new(sanitize(probe), strong)]);
        }
        let question = asked.question;
        let question = question.clone();
        if let Some(exhibit) = question.exhibit.as_ref().and_then(|id| scenario.exhibit(id)) {
            page.gap().aside(&format!("It is about: {}.", exhibit.title));
        }
        page.gap();
        page.show(self.console)?;
        Ok(Some(question))
    }

    /// Asks for two or three sentences.
    fn write(&mut self, question: &Question) -> Result<Given, PracticeError> {
        let id = self.id().clone();
        let mut draft = self.drill.draft(&id)?;
        let mut spent = Duration::ZERO;
        loop {
            let request = prose::Request {
                title: "Two or three sentences",
                draft: &draft,
                spent,
                advised: None,
                stays: true,
                editor: self.plan.editor,
            };
            let drill = &*self.drill;
            let reply = prose::ask(self.console, &request, &mut |text| {
                // What cannot be kept now is kept when it is handed in.
                let _ = drill.keep_draft(&id, text);
            })?;
            spent += reply.took;
            draft = reply.text;
            match reply.ending {
                Ending::Submitted => {
                    let seconds = u32::try_from(spent.as_secs()).unwrap_or(u32::MAX);
                    return Ok(Given::Answer(Answer::Text(draft), seconds));
                }
                Ending::Leave => return Ok(Given::Left),
                Ending::More(prose::Wish::Skip) => return Ok(Given::Skipped),
                Ending::More(_) => match self.offer(question)? {
                    Some(given) => return Ok(given),
                    None => self.repeat()?,
                },
            }
        }
    }

    /// The question again, after something was read.
    fn repeat(&mut self) -> Result<(), PracticeError> {
        let mut page = self.page();
        let card = self.card;
        if let Some(probe) = self.drill.asked(&card.id).and_then(|asked| asked.probe) {
            page.gap().text(probe).gap();
        }
        page.show(self.console)?;
        Ok(())
    }

    /// What there is to read, and the ways out. None leads back to the answer.
    fn offer(&mut self, question: &Question) -> Result<Option<Given>, PracticeError> {
        let screen = self.console.screen;
        let case = self.drill.case(&self.card.id.scenario)?;
        let scenario = case.scenario();
        let injects = scenario.injects_for(&question.id);
        let mut offers = vec![
            ("Back to the answer".to_owned(), Offer::Back),
            ("Read the brief".to_owned(), Offer::Brief),
        ];
        if !injects.is_empty() {
            offers.push(("Read what happened before".to_owned(), Offer::Injects));
        }
        if let Some(hint) = &question.hint {
            offers.push(("Get a hint".to_owned(), Offer::Hint(hint)));
        }
        let exhibits = scenario.exhibits_by(&question.id);
        offers.extend(exhibits.map(|own| (format!("Read: {}", own.title), Offer::Exhibit(own))));
        offers.push(("Skip this card".to_owned(), Offer::Skip));
        offers.push(("Stop; all is saved".to_owned(), Offer::Stop));
        let options: Vec<&str> = offers.iter().map(|(text, _)| text.as_str()).collect();
        let chosen = choose::one(self.console, "What now?", &options, Some(0))?;
        let Some((_, offer)) = chosen.made().and_then(|at| offers.get(at)) else {
            return Ok(None);
        };
        let mut page = Page::new(screen);
        let text = match offer {
            Offer::Back => return Ok(None),
            Offer::Skip => return Ok(Some(Given::Skipped)),
            Offer::Stop => return Ok(Some(Given::Left)),
            Offer::Brief => {
                page.part(&scenario.title).markdown(&scenario.brief);
                page.finish()
            }
            Offer::Injects => {
                for inject in injects {
                    page.part("What happened before").markdown(&inject.text);
                }
                page.finish()
            }
            Offer::Hint(hint) => {
                page.gap().text(hint);
                page.finish()
            }
            Offer::Exhibit(own) => exhibit(screen, own, &case.exhibit_text(&own.id)?),
        };
        self.print(&text)?;
        Ok(None)
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.console.output.write_all(text.as_bytes())?;
        self.console.output.flush()
    }

    fn show_result(
        &mut self,
        question: &Question,
        answer: &Answer,
        result: &QuestionResult,
    ) -> Result<(), PracticeError> {
        let screen = self.console.screen;
        let id = self.card.id.clone();
        let case = self.drill.case(&id.scenario)?;
        let text = feedback::of(screen, case, question, &id, answer, result);
        Ok(self.print(&text)?)
    }

    fn schedule(&mut self, grade: Grade, own: bool) -> Result<Schedule, PracticeError> {
        let before = self.card.last();
        Ok(self.drill.schedule(&self.card.id, before, grade, self.plan.today, own)?)
    }

    /// Says when the card comes back, and lets the person grade it otherwise.
    fn ask_grade(&mut self, mut schedule: Schedule) -> Result<(Grade, After), PracticeError> {
        loop {
            let days = days_between(schedule.day, schedule.due) as usize;
            let prompt = format!(
                "Graded \"{}\": back in {}.",
                schedule.grade.as_str(),
                count(days, "day", "days")
            );
            let options = ["Go on", "Grade it otherwise", "Stop; all is saved"];
            match choose::one_or_leave(self.console, &prompt, &options, Some(0))? {
                Choice::Made(0) => return Ok((schedule.grade, After::Next)),
                Choice::Made(1) => {
                    let grades = [
                        "Again: I did not know it",
                        "Hard: I knew it in part",
                        "Good: I knew it",
                        "Easy: I knew it without thinking",
                    ];
                    let start = Grade::ALL.iter().position(|own| *own == schedule.grade);
                    let chosen =
                        choose::one(self.console, "How well did you know it?", &grades, start)?;
                    if let Some(grade) = chosen.made().and_then(|at| Grade::ALL.get(at)) {
                        schedule = self.schedule(*grade, true)?;
                    }
                }
                _ => return Ok((schedule.grade, After::Leave)),
            }
        }
    }
}

/// What one may do instead of answering.
enum Offer<'q> {
    Back,
    Brief,
    Injects,
    Hint(&'q str),
    Exhibit(&'q Exhibit),
    Skip,
    Stop,
}

/// What came of asking.
enum Given {
    Answer(Answer, u32),
    Skipped,
    Left,
}
