//! How a sitting begins: the case and its exhibits, or what one has to know again to go on.

use super::{Practice, PracticeError};
use crate::interview::Step;
use crate::terminal::choose::{self, Choice};
use crate::terminal::words::count;

impl Practice<'_, '_, '_> {
    /// The case, before its first question. False when the person leaves.
    pub(super) fn open(&mut self) -> Result<bool, PracticeError> {
        // Whoever has begun to write has read the brief, and wants to go on writing.
        let begun = self.session.is_begun()?;
        let attempt = self.session.attempt();
        let scenario = self.session.scenario();
        if begun {
            let mut page = self.page();
            page.part(&scenario.title);
            let (done, all) = (attempt.done(), attempt.questions.len());
            page.text(&format!(
                "You go on where you left off: {done} of {} done.",
                count(all, "question", "questions")
            ));
            page.show(self.console)?;
            self.recall()?;
            return Ok(true);
        }
        self.lay_before()?;
        self.begin()
    }

    /// The case, with what is said about it.
    fn lay_before(&mut self) -> Result<(), PracticeError> {
        let attempt = self.session.attempt();
        let scenario = self.session.scenario();
        let mut page = self.page();
        page.part(&scenario.title);
        let mut facts = Vec::new();
        if let Some(role) = &scenario.role {
            facts.push(format!("You are: {role}."));
        }
        if let Some(minutes) = scenario.minutes.filter(|_| attempt.questions.len() > 1) {
            facts.push(format!(
                "About {minutes} minutes, {}.",
                count(attempt.questions.len(), "question", "questions")
            ));
        }
        if let Some(date) = scenario.as_of {
            facts.push(format!("Law and guidance as of {date}."));
        }
        page.aside(&facts.join(" "));
        page.markdown(&scenario.brief);
        Ok(page.show(self.console)?)
    }

    /// What a person who comes back, perhaps after a week, has to have before them again: the
    /// news that the next question builds on, or the answer that is being followed up.
    fn recall(&mut self) -> Result<(), PracticeError> {
        match self.session.next() {
            Step::Ask(id) => {
                let attempt = self.session.attempt();
                let needed = self.session.scenario().injects_for(&id);
                let mut page = self.page();
                for inject in needed.into_iter().filter(|inject| attempt.has_shown(&inject.id)) {
                    page.part("What has happened").markdown(&inject.text);
                }
                Ok(page.show(self.console)?)
            }
            Step::Probe(id, _) | Step::Review(id) => {
                let standing = self.session.attempt().standing(&id);
                let result = standing.and_then(|standing| standing.result.clone());
                let (Some(question), Some(result)) = (self.session.question(&id).cloned(), result)
                else {
                    return Ok(());
                };
                let mut page = self.page();
                page.part(&self.numbered(&id)).markdown(&question.prompt);
                page.show(self.console)?;
                self.show_result(&id, &result)
            }
            Step::Inject(_) | Step::Assess(_) | Step::Finish | Step::Summary => Ok(()),
        }
    }

    /// The menu below the case, and below each exhibit that is read from it. Backing out leads from
    /// an exhibit to the case, and from the case away.
    fn begin(&mut self) -> Result<bool, PracticeError> {
        let mut reading = false;
        loop {
            let exhibits: Vec<_> = self.session.open_exhibits().cloned().collect();
            let mut options = vec!["Go to the first question".to_owned()];
            options.extend(exhibits.iter().map(|exhibit| format!("Read: {}", exhibit.title)));
            options.push("Leave".to_owned());
            self.print("\n")?;
            let chosen = if reading {
                choose::one(self.console, "What now?", &options, Some(0))?
            } else {
                choose::one_or_leave(self.console, "What now?", &options, Some(0))?
            };
            match chosen {
                Choice::Made(0) => return Ok(true),
                Choice::Made(at) if at <= exhibits.len() => {
                    self.show_exhibit(&exhibits[at - 1].id)?;
                    reading = true;
                }
                // Without a person there is nobody to lead: the first question says how to answer.
                Choice::Cancelled if !self.console.screen.interactive => return Ok(true),
                Choice::Cancelled if reading => {
                    self.lay_before()?;
                    reading = false;
                }
                Choice::Made(_) | Choice::Cancelled => return Ok(false),
            }
        }
    }
}
