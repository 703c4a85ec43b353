//! A person works through a case: brief, exhibits, questions, feedback, follow-ups, strategy,
//! summary.
//!
//! What comes next is decided by the attempt; what is stored, by the session. Here it is shown and
//! asked. Nothing is shown as accepted that is not stored, and a person can leave at any prompt.

mod closed;
mod offer;
mod opening;
mod rescue;
mod summary;

use std::io;

use super::choose::{self, Choice};
use super::console::Console;
use super::feedback;
use super::page::Page;
use super::prose::{self, Ending, Wish};
use super::theme::Role;
use super::words::count;
use crate::content::ids::{CriterionId, InjectId, QuestionId};
use crate::content::scenario::{Question, QuestionKind};
use crate::interview::{Answer, QuestionResult, Step};
use crate::scoring::assessment::Status;
use crate::session::{Session, SessionError, probe_slot};

pub use closed::ask as ask_closed;
pub use offer::exhibit;
pub use summary::summary;

/// How a run through a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything was asked.
    Finished,
    /// The person left; the attempt can be continued.
    Left,
}

/// Why a run through a case broke off.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// The terminal or the streams.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// Content or store.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// An answer could not be stored; it was put elsewhere.
    #[error("{source}\n{whereabouts}")]
    NotStored {
        /// Why.
        source: SessionError,
        /// Where the answer is now.
        whereabouts: String,
    },
}

/// How a case is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner<'a> {
    /// What `VISUAL` or `EDITOR` says.
    pub editor: Option<&'a str>,
    /// Ask for the person's own guess of the level before it is shown.
    pub guess: bool,
    /// As in an interview: no feedback, no strategy, no summary; follow-ups are asked one after the
    /// other.
    pub quiet: bool,
}

/// Runs an attempt to its end, or until the person leaves.
///
/// # Errors
/// What the terminal, the content or the store cannot do. No accepted answer is lost by it.
pub fn run(
    console: &mut Console<'_>,
    session: &mut Session<'_>,
    manner: Manner<'_>,
) -> Result<Ended, PracticeError> {
    let mut practice = Practice { console, session, manner };
    if !practice.open()? {
        return practice.left();
    }
    loop {
        match practice.session.next() {
            Step::Inject(id) => practice.inject(&id)?,
            Step::Ask(id) => {
                if !practice.ask(&id)? {
                    return practice.left();
                }
            }
            Step::Assess(id) => {
                let result = practice.session.assess(&id)?;
                if !practice.manner.quiet {
                    practice.show_result(&id, &result)?;
                }
            }
            Step::Probe(id, criterion) => {
                if !practice.probe(&id, &criterion)? {
                    return practice.left();
                }
                practice.after_probe(&id)?;
            }
            Step::Review(id) if practice.manner.quiet => practice.session.reviewed(&id)?,
            Step::Review(id) => {
                if !practice.review(&id)? {
                    return practice.left();
                }
            }
            Step::Finish => practice.session.finish()?,
            Step::Summary if practice.manner.quiet => return Ok(Ended::Finished),
            Step::Summary => {
                let text = summary(
                    practice.console.screen,
                    practice.session.attempt(),
                    practice.session.scenario(),
                );
                practice.print(&text)?;
                let mut page = practice.page();
                page.aside(
                    "`hotseat practice` goes on with another case; `hotseat drill` asks again what \
                     was missed; `hotseat progress` shows where you stand.",
                );
                page.show(practice.console)?;
                return Ok(Ended::Finished);
            }
        }
    }
}

struct Practice<'p, 'c, 's> {
    console: &'p mut Console<'c>,
    session: &'p mut Session<'s>,
    manner: Manner<'p>,
}

/// What came of asking for prose.
enum Written {
    Text(String, u32),
    Skipped,
    Left,
}

impl Practice<'_, '_, '_> {
    fn page(&self) -> Page {
        Page::new(self.console.screen)
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.console.output.write_all(text.as_bytes())?;
        self.console.output.flush()
    }

    fn left(&mut self) -> Result<Ended, PracticeError> {
        let mut page = self.page();
        let begun = self.session.is_begun()?;
        page.gap().text(if begun && self.manner.quiet {
            "Saved. The interview ends here; `hotseat practice` takes up what is open, with feedback \
             at once."
        } else if begun {
            "Saved. `hotseat practice` continues here."
        } else if self.manner.quiet {
            "Nothing is written yet. `hotseat interview` draws anew."
        } else {
            "Nothing is written yet. `hotseat practice` opens the case again."
        });
        page.show(self.console)?;
        Ok(Ended::Left)
    }

    /// "Question 2 of 5", or only "Question" where it is the only one.
    fn numbered(&self, id: &QuestionId) -> String {
        let questions = &self.session.attempt().questions;
        let at = questions.iter().position(|own| own == id).map_or(0, |at| at + 1);
        if questions.len() > 1 {
            format!("Question {at} of {}", questions.len())
        } else {
            "Question".to_owned()
        }
    }

    fn inject(&mut self, id: &InjectId) -> Result<(), PracticeError> {
        let Some(inject) = self.session.scenario().injects.iter().find(|i| i.id == *id).cloned()
        else {
            return Ok(self.session.inject_shown(id)?);
        };
        let mut page = self.page();
        page.part("Something happens").markdown(&inject.text);
        let scenario = self.session.scenario();
        for exhibit in inject.exhibits.iter().filter_map(|id| scenario.exhibit(id)) {
            page.gap().text(&format!("New on your desk: {}", exhibit.title));
        }
        page.show(self.console)?;
        Ok(self.session.inject_shown(id)?)
    }

    /// Asks a question until it is answered, skipped or left. False when the person leaves.
    fn ask(&mut self, id: &QuestionId) -> Result<bool, PracticeError> {
        let Some(question) = self.session.question(id).cloned() else {
            self.session.skip(id)?;
            return Ok(true);
        };
        self.show_question(&question)?;
        let (answer, seconds) = match &question.kind {
            QuestionKind::Open(_) => {
                match self.write(&question, "Your answer", id.as_str(), &question.prompt)? {
                    Written::Text(text, seconds) => (Answer::Text(text), seconds),
                    Written::Skipped => return self.skip(id),
                    Written::Left => return Ok(false),
                }
            }
            _ => match self.answer_closed(&question)? {
                closed::Given::Answer(answer, seconds) => (answer, seconds),
                closed::Given::Skipped => return self.skip(id),
                closed::Given::Left => return Ok(false),
            },
        };
        let kept = answer.clone();
        match self.store(&kept, |session| session.answer(id, answer.clone(), seconds))? {
            Some(result) => {
                if !self.manner.quiet {
                    self.guess(id, &result)?;
                    self.show_result(id, &result)?;
                }
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn skip(&mut self, id: &QuestionId) -> Result<bool, PracticeError> {
        self.session.skip(id)?;
        let mut page = self.page();
        page.gap().aside("Skipped.");
        page.show(self.console)?;
        Ok(true)
    }

    fn show_question(&mut self, question: &Question) -> Result<(), PracticeError> {
        let mut title = self.numbered(&question.id);
        if let Some(minutes) = question.minutes {
            title.push_str(&format!(", about {}", count(minutes as usize, "minute", "minutes")));
        }
        let mut page = self.page();
        page.part(&title).markdown(&question.prompt);
        if let Some(exhibit) =
            question.exhibit.as_ref().and_then(|id| self.session.scenario().exhibit(id))
        {
            page.gap().aside(&format!("It is about: {}.", exhibit.title));
        } else {
            page.gap();
        }
        page.aside(&self.way_to_more(question)).gap();
        page.show(self.console)?;
        Ok(())
    }

    /// How to get at what there is to read, which the widgets only hint at.
    fn way_to_more(&self, question: &Question) -> String {
        let key = match &question.kind {
            _ if !self.console.screen.interactive => "/more",
            QuestionKind::Open(_) => "Ctrl-O",
            _ => "Esc",
        };
        let hint = if question.hint.is_some() { ", a hint" } else { "" };
        format!("{key} leads to the exhibits{hint} and the brief, and to skip.")
    }

    /// Asks for prose, with the drawer of brief, exhibits and hint beside it.
    fn write(
        &mut self,
        question: &Question,
        title: &str,
        slot: &str,
        again: &str,
    ) -> Result<Written, PracticeError> {
        // The feedback on an answer shows it again; that on a follow-up does not.
        let stays = slot != question.id.as_str();
        let mut draft = self.session.draft(slot)?;
        let mut spent = std::time::Duration::ZERO;
        loop {
            let advised = question
                .minutes
                .map(|minutes| std::time::Duration::from_secs(u64::from(minutes) * 60));
            let request = prose::Request {
                title,
                draft: &draft,
                spent,
                advised,
                stays,
                editor: self.manner.editor,
            };
            let session = &*self.session;
            let mut trouble = None;
            let reply = prose::ask(self.console, &request, &mut |text| {
                if let Err(error) = session.keep_draft(slot, text) {
                    trouble.get_or_insert(error);
                }
            })?;
            spent += reply.took;
            if let Some(error) = trouble {
                let mut page = self.page();
                page.gap().text(&format!("Your draft could not be kept: {error}"));
                page.show(self.console)?;
            }
            draft = reply.text;
            match reply.ending {
                Ending::Submitted => {
                    let seconds = u32::try_from(spent.as_secs()).unwrap_or(u32::MAX);
                    return Ok(Written::Text(draft, seconds));
                }
                Ending::Leave => return Ok(Written::Left),
                Ending::More(Wish::Skip) => return Ok(Written::Skipped),
                Ending::More(wish) => match self.grant(question, wish)? {
                    offer::Granted::Shown => {
                        let mut page = self.page();
                        page.gap().markdown(again).gap();
                        page.show(self.console)?;
                    }
                    offer::Granted::Back => {}
                    offer::Granted::Skip => return Ok(Written::Skipped),
                    offer::Granted::Leave => return Ok(Written::Left),
                },
            }
        }
    }

    /// Stores something, and does not give up what the person wrote while that fails. None when
    /// they leave.
    fn store(
        &mut self,
        answer: &Answer,
        mut attempt: impl FnMut(&mut Session<'_>) -> Result<QuestionResult, SessionError>,
    ) -> Result<Option<QuestionResult>, PracticeError> {
        loop {
            let error = match attempt(self.session) {
                Ok(result) => return Ok(Some(result)),
                Err(error @ SessionError::Store(_)) => error,
                Err(other) => return Err(other.into()),
            };
            let mut page = self.page();
            page.gap().text(&format!("Your answer is not stored yet: {error}."));
            page.show(self.console)?;
            let again = if self.console.screen.interactive {
                let options = ["Try again", "Put the answer into a file and leave"];
                choose::one(self.console, "What now?", &options, Some(0))?
            } else {
                Choice::Cancelled
            };
            if again != Choice::Made(0) {
                return Err(PracticeError::NotStored {
                    source: error,
                    whereabouts: rescue::rescue(answer),
                });
            }
        }
    }

    /// Asks what level the person gives their own answer, where that was asked for and there is one.
    fn guess(&mut self, id: &QuestionId, result: &QuestionResult) -> Result<(), PracticeError> {
        let QuestionResult::Open(scored) = result else { return Ok(()) };
        if !self.manner.guess || scored.assessment.status == Status::NotScored {
            return Ok(());
        }
        let Some(rubric) = self.session.rubric(id) else { return Ok(()) };
        let mut options: Vec<String> = rubric.rubric.scale.to_vec();
        options.push("No guess".to_owned());
        let last = options.len() - 1;
        let chosen =
            choose::one(self.console, "What would you give it yourself?", &options, Some(last))?;
        match chosen
            .made()
            .and_then(|at| u8::try_from(at).ok())
            .filter(|at| usize::from(*at) < last)
        {
            Some(level) => Ok(self.session.guess(id, level)?),
            None => Ok(()),
        }
    }

    fn show_result(
        &mut self,
        id: &QuestionId,
        result: &QuestionResult,
    ) -> Result<(), PracticeError> {
        let screen = self.console.screen;
        let kind = self.session.question(id).map_or("", |question| question.kind.as_str());
        let text = match result {
            QuestionResult::Open(scored) => {
                let standing = self.session.attempt().standing(id);
                let answer = match standing.and_then(|standing| standing.answer.as_ref()) {
                    Some(Answer::Text(text)) => text.as_str(),
                    _ => "",
                };
                feedback::open(screen, &scored.assessment, answer)
            }
            QuestionResult::Closed(closed) => feedback::closed(screen, closed, kind),
        };
        self.print(&text)?;
        Ok(())
    }

    /// Asks the follow-up for a criterion. False when the person leaves.
    fn probe(&mut self, id: &QuestionId, criterion: &CriterionId) -> Result<bool, PracticeError> {
        let question = self.session.question(id).cloned();
        let prompt = self
            .session
            .rubric(id)
            .and_then(|rubric| rubric.rubric.criterion(criterion))
            .and_then(|own| own.probe.clone());
        let (Some(question), Some(prompt)) = (question, prompt) else {
            return Ok(self.session.decline_probe(id, criterion).map(|()| true)?);
        };
        let mut page = self.page();
        page.part("A follow-up").markdown(&prompt).gap();
        if self.manner.quiet {
            page.show(self.console)?;
        } else {
            page.aside("What you add counts for this one point only; to skip it costs nothing.");
            page.gap();
            page.show(self.console)?;
            let options = ["Answer it", "Skip it", "Leave"];
            match choose::one_or_leave(self.console, "What now?", &options, Some(0))? {
                Choice::Made(0) => {}
                Choice::Made(1) => {
                    self.session.decline_probe(id, criterion)?;
                    return Ok(true);
                }
                Choice::Made(_) | Choice::Cancelled => return Ok(false),
            }
        }
        let before = match self.session.attempt().standing(id).and_then(|s| s.result.clone()) {
            Some(QuestionResult::Open(scored)) => Some(scored.assessment),
            _ => None,
        };
        let slot = probe_slot(id, criterion);
        let untimed = Question { minutes: None, ..question };
        match self.write(&untimed, "Your follow-up", &slot, &prompt)? {
            Written::Left => Ok(false),
            Written::Skipped => {
                self.session.decline_probe(id, criterion)?;
                Ok(true)
            }
            Written::Text(text, seconds) => {
                let kept = Answer::Text(text.clone());
                let stored = self.store(&kept, |session| {
                    session.answer_probe(id, criterion, text.clone(), seconds)
                })?;
                match (stored, before) {
                    (Some(_), _) if self.manner.quiet => Ok(true),
                    (Some(QuestionResult::Open(now)), Some(before)) => {
                        let screen = self.console.screen;
                        let text = feedback::probed(screen, &before, &now.assessment, criterion);
                        self.print(&text)?;
                        Ok(true)
                    }
                    (Some(_), _) => Ok(true),
                    (None, _) => Ok(false),
                }
            }
        }
    }

    /// Says again what is short of the next level when no follow-up is left and one was answered:
    /// what was said before it may no longer hold.
    fn after_probe(&mut self, id: &QuestionId) -> Result<(), PracticeError> {
        let is_not_last = matches!(self.session.next(), Step::Probe(next, _) if next == *id);
        if is_not_last || self.manner.quiet {
            return Ok(());
        }
        let short = match self.session.attempt().standing(id) {
            Some(own) if !own.probes.is_empty() => match &own.result {
                Some(QuestionResult::Open(scored)) => {
                    feedback::still_short(self.console.screen, &scored.assessment)
                }
                _ => return Ok(()),
            },
            _ => return Ok(()),
        };
        Ok(self.print(&short)?)
    }

    /// How a strong answer is built. False when the person leaves.
    fn review(&mut self, id: &QuestionId) -> Result<bool, PracticeError> {
        let Some(question) = self.session.question(id).cloned() else {
            return Ok(self.session.reviewed(id).map(|()| true)?);
        };
        if let Some(text) = self.unscored(id) {
            self.print("\n")?;
            let options = ["Write it again", "Go on"];
            if choose::one(self.console, "What now?", &options, Some(0))? == Choice::Made(0) {
                self.session.keep_draft(id.as_str(), &text)?;
                return self.ask(id);
            }
        }
        let mut page = self.page();
        match &question.kind {
            QuestionKind::Open(open) => {
                if let Some(strategy) = &open.strategy {
                    page.part("How a strong answer is built").markdown(strategy);
                }
            }
            QuestionKind::Choice(own) => working(&mut page, own.working.as_deref()),
            QuestionKind::Order(own) => working(&mut page, own.working.as_deref()),
            QuestionKind::Match(own) => working(&mut page, own.working.as_deref()),
            QuestionKind::Number(own) => working(&mut page, own.working.as_deref()),
        }
        page.show(self.console)?;
        let samples = match &question.kind {
            QuestionKind::Open(open) => open.samples.as_slice(),
            _ => &[],
        };
        let last = self.session.attempt().questions.last() == Some(id);
        let mut shown = false;
        loop {
            let mut options = vec![if last { "See the summary" } else { "Go on" }.to_owned()];
            if !samples.is_empty() && !shown {
                options.push(format!(
                    "Read {}",
                    count(samples.len(), "sample answer", "sample answers")
                ));
            }
            options.push("Leave".to_owned());
            self.print("\n")?;
            let chosen = choose::one_or_leave(self.console, "What now?", &options, Some(0))?;
            match chosen {
                Choice::Made(0) => break,
                Choice::Made(1) if options.len() == 3 => {
                    self.show_samples(samples, id)?;
                    shown = true;
                }
                Choice::Cancelled if !self.console.screen.interactive => break,
                Choice::Made(_) | Choice::Cancelled => {
                    self.session.reviewed(id)?;
                    return Ok(false);
                }
            }
        }
        self.session.reviewed(id)?;
        Ok(true)
    }

    /// The answer to a question, if there was nothing in it to score: before the strategy is shown,
    /// it can be written again.
    fn unscored(&self, id: &QuestionId) -> Option<String> {
        let standing = self.session.attempt().standing(id)?;
        match (&standing.answer, &standing.result) {
            (Some(Answer::Text(text)), Some(QuestionResult::Open(scored)))
                if scored.assessment.status == Status::NotScored =>
            {
                Some(text.clone())
            }
            _ => None,
        }
    }

    fn show_samples(
        &mut self,
        samples: &[crate::content::scenario::Sample],
        id: &QuestionId,
    ) -> Result<(), PracticeError> {
        let scale: Vec<String> =
            self.session.rubric(id).map(|rubric| rubric.rubric.scale.clone()).unwrap_or_default();
        let mut page = self.page();
        for sample in samples {
            let label = scale.get(usize::from(sample.level)).map_or("", String::as_str);
            page.part(&format!("A level {} answer: {label}", sample.level));
            page.text(sample.text.trim());
            if let Some(note) = &sample.note {
                page.gap().aside(note.trim());
            }
        }
        page.show(self.console)?;
        Ok(())
    }
}

fn working(page: &mut Page, working: Option<&str>) {
    if let Some(working) = working {
        page.part("How it comes about").markdown(working);
    }
}

/// A line in the style of what can be done next.
fn note(page: &mut Page, text: &str) {
    let style = page.screen().theme.style(Role::Dim);
    page.hanging("", &[super::wrap::Run::new(super::sanitize::one_line(text), style)]);
}
