//! What a person can look at while answering: exhibits, the brief, a hint; and the ways out.

use super::{Page, Practice, PracticeError, note};
use crate::content::ids::ExhibitId;
use crate::content::lower::nearest;
use crate::content::scenario::{Exhibit, Question};
use crate::terminal::choose::{self, Choice};
use crate::terminal::prose::Wish;
use crate::terminal::screen::Screen;
use crate::terminal::table;

/// What came of a wish.
pub(super) enum Granted {
    /// Something was put on the screen, so the question should be repeated.
    Shown,
    /// Nothing was.
    Back,
    /// The next question instead.
    Skip,
    /// Out.
    Leave,
}

impl Practice<'_, '_, '_> {
    pub(super) fn grant(
        &mut self,
        question: &Question,
        wish: Wish,
    ) -> Result<Granted, PracticeError> {
        match wish {
            Wish::Menu => self.offer(question),
            Wish::Skip => Ok(Granted::Skip),
            Wish::Brief => {
                self.show_brief()?;
                Ok(Granted::Shown)
            }
            Wish::Hint => {
                self.show_hint(question)?;
                Ok(Granted::Back)
            }
            Wish::Exhibits => {
                let mut page = self.page();
                page.gap();
                let exhibits: Vec<String> = self
                    .session
                    .open_exhibits()
                    .enumerate()
                    .map(|(at, exhibit)| format!("{}. {}", at + 1, exhibit.title))
                    .collect();
                if exhibits.is_empty() {
                    page.text("This case has no exhibits.");
                }
                for line in &exhibits {
                    page.text(line);
                }
                note(&mut page, "/exhibit and its number opens one.");
                page.show(self.console)?;
                Ok(Granted::Back)
            }
            Wish::Exhibit(name) => self.exhibit_named(&name),
        }
    }

    fn exhibit_named(&mut self, name: &str) -> Result<Granted, PracticeError> {
        let name = name.trim();
        let open: Vec<Exhibit> = self.session.open_exhibits().cloned().collect();
        let by_number = name.parse::<usize>().ok().and_then(|n| open.get(n.checked_sub(1)?));
        match by_number.or_else(|| open.iter().find(|exhibit| exhibit.id == name)) {
            Some(found) => {
                let id = found.id.clone();
                self.show_exhibit(&id)?;
                Ok(Granted::Shown)
            }
            None => {
                let near = nearest(name, open.iter().map(|exhibit| exhibit.id.as_str()));
                let hint = near.map_or_else(
                    || format!("There are {}, numbered from 1.", open.len()),
                    |near| format!("Did you mean {near}?"),
                );
                let mut page = self.page();
                page.gap().text(&format!("There is no exhibit \"{name}\". {hint}"));
                page.show(self.console)?;
                Ok(Granted::Back)
            }
        }
    }

    /// The menu beside a question.
    pub(super) fn offer(&mut self, question: &Question) -> Result<Granted, PracticeError> {
        let exhibits: Vec<Exhibit> = self.session.open_exhibits().cloned().collect();
        let mut options: Vec<(String, Do)> = vec![("Back to the answer".to_owned(), Do::Back)];
        options.extend(self.readings(question, &exhibits));
        options.push(("Skip this".to_owned(), Do::Skip));
        options.push(("Leave; all is saved".to_owned(), Do::Leave));
        let labels: Vec<&str> = options.iter().map(|(label, _)| label.as_str()).collect();
        let chosen = choose::one(self.console, "What now?", &labels, Some(0))?;
        match chosen {
            Choice::Made(at) => self.carry_out(question, &options[at].1),
            Choice::Cancelled => Ok(Granted::Back),
        }
    }

    /// What there is to read: the exhibit that the question is about comes first.
    pub(super) fn readings(&self, question: &Question, exhibits: &[Exhibit]) -> Vec<(String, Do)> {
        let mut sorted: Vec<&Exhibit> = exhibits.iter().collect();
        sorted.sort_by_key(|exhibit| question.exhibit.as_ref() != Some(&exhibit.id));
        let mut options: Vec<(String, Do)> = sorted
            .iter()
            .map(|exhibit| (format!("Read: {}", exhibit.title), Do::Exhibit(exhibit.id.clone())))
            .collect();
        let attempt = self.session.attempt();
        let news = self.session.scenario().injects.iter().any(|i| attempt.has_shown(&i.id));
        let brief = if news { "Read the brief and the news again" } else { "Read the brief again" };
        options.push((brief.to_owned(), Do::Brief));
        if question.hint.is_some() {
            options.push(("Get a hint".to_owned(), Do::Hint));
        }
        options
    }

    pub(super) fn carry_out(
        &mut self,
        question: &Question,
        deed: &Do,
    ) -> Result<Granted, PracticeError> {
        match deed {
            Do::Back => Ok(Granted::Back),
            Do::Exhibit(id) => {
                self.show_exhibit(id)?;
                Ok(Granted::Shown)
            }
            Do::Brief => {
                self.show_brief()?;
                Ok(Granted::Shown)
            }
            Do::Hint => {
                self.show_hint(question)?;
                Ok(Granted::Back)
            }
            Do::Skip => Ok(Granted::Skip),
            Do::Leave => Ok(Granted::Leave),
        }
    }

    pub(super) fn show_exhibit(&mut self, id: &ExhibitId) -> Result<(), PracticeError> {
        let Some(found) = self.session.scenario().exhibit(id).cloned() else { return Ok(()) };
        let text = self.session.exhibit_text(id)?;
        let rendered = exhibit(self.console.screen, &found, &text);
        self.print(&rendered)?;
        self.note_length(&rendered)
    }

    /// Says that a text was longer than the screen: who reads its end should know of its beginning.
    fn note_length(&mut self, shown: &str) -> Result<(), PracticeError> {
        let screen = self.console.screen;
        if screen.interactive && shown.lines().count() > screen.rows {
            let mut page = self.page();
            page.gap().aside("That was longer than the screen; scroll up for its beginning.");
            page.show(self.console)?;
        }
        Ok(())
    }

    fn show_brief(&mut self) -> Result<(), PracticeError> {
        let mut page = self.page();
        let scenario = self.session.scenario();
        page.part(&scenario.title).markdown(&scenario.brief);
        let attempt = self.session.attempt();
        for inject in scenario.injects.iter().filter(|inject| attempt.has_shown(&inject.id)) {
            page.part("What has happened since").markdown(&inject.text);
        }
        let text = page.finish();
        self.print(&text)?;
        self.note_length(&text)
    }

    fn show_hint(&mut self, question: &Question) -> Result<(), PracticeError> {
        let mut page = self.page();
        match &question.hint {
            Some(hint) => page.gap().text(&format!("Hint: {}", hint.trim())),
            None => page.gap().text("This question has no hint."),
        };
        page.gap();
        Ok(page.show(self.console)?)
    }
}

/// Something that can be done beside a question.
pub(super) enum Do {
    Back,
    Exhibit(ExhibitId),
    Brief,
    Hint,
    Skip,
    Leave,
}

/// A document of the case, set according to its kind.
#[must_use]
pub fn exhibit(screen: Screen, exhibit: &Exhibit, text: &str) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("Exhibit: {}", exhibit.title));
    match exhibit.file.rsplit('.').next() {
        Some("md") => page.markdown(text),
        Some("csv") => page.raw(&table::csv(text, screen.prose, screen.theme)),
        _ => page.text(text.trim_end()),
    };
    page.gap();
    page.finish()
}
