//! What the library says of cards today: whether it still asks them, and what they are called. Reads
//! no more than the cases that are asked for, and compiles nothing.

use std::collections::BTreeMap;

use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::rubric::Rubric;
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::interview::drill::CardId;
use crate::library::Library;

/// What a card asks.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'c> {
    /// The case.
    pub scenario: &'c Scenario,
    /// Its question.
    pub question: &'c Question,
    /// The follow-up that aims at the card's criterion; none for a closed question, which asks itself.
    pub probe: Option<&'c str>,
}

/// The cases that cards come from, as they are now.
pub struct Cards<'l> {
    library: &'l Library,
    cases: BTreeMap<ScenarioId, Option<Scenario>>,
    rubrics: BTreeMap<(ScenarioId, QuestionId), Option<Rubric>>,
}

impl<'l> Cards<'l> {
    /// The cards of a library.
    #[must_use]
    pub fn new(library: &'l Library) -> Self {
        Self { library, cases: BTreeMap::new(), rubrics: BTreeMap::new() }
    }

    /// Whether a card can be asked: its question is there, and its criterion has a follow-up.
    pub fn can_ask(&mut self, card: &CardId) -> bool {
        let Some(scenario) = self.case(&card.scenario) else { return false };
        let is_open = match scenario.question(&card.question).map(|own| &own.kind) {
            Some(kind) => matches!(kind, QuestionKind::Open(_)),
            None => return false,
        };
        match &card.criterion {
            None => !is_open,
            Some(id) => self
                .rubric(card)
                .and_then(|rubric| rubric.criterion(id))
                .is_some_and(|own| own.probe.is_some()),
        }
    }

    /// What a card is called: what a strong answer does, or what is asked. None where the library no
    /// longer has it.
    pub fn title(&mut self, card: &CardId) -> Option<String> {
        match &card.criterion {
            Some(id) => self.rubric(card)?.criterion(id).map(|own| own.title.to_string()),
            None => {
                let question = self.case(&card.scenario)?.question(&card.question)?;
                let first = question.prompt.lines().find(|line| !line.trim().is_empty())?;
                Some(shortened(&first.replace(['*', '`', '_'], "")))
            }
        }
    }

    /// What a card asks; none where the library no longer has it, or has no follow-up for it.
    pub fn asked(&mut self, card: &CardId) -> Option<Asked<'_>> {
        if !self.can_ask(card) {
            return None;
        }
        // Read by now, so that both can be looked at together.
        let scenario = self.cases.get(&card.scenario)?.as_ref()?;
        let question = scenario.question(&card.question)?;
        let probe = card.criterion.as_ref().and_then(|id| {
            let key = (card.scenario.clone(), card.question.clone());
            self.rubrics.get(&key)?.as_ref()?.criterion(id)?.probe.as_deref()
        });
        Some(Asked { scenario, question, probe })
    }

    fn case(&mut self, id: &ScenarioId) -> Option<&Scenario> {
        let library = self.library;
        let read = || library.scenario(id).ok().map(|loaded| loaded.value);
        self.cases.entry(id.clone()).or_insert_with(read).as_ref()
    }

    fn rubric(&mut self, card: &CardId) -> Option<&Rubric> {
        let key = (card.scenario.clone(), card.question.clone());
        if !self.rubrics.contains_key(&key) {
            let question = self.case(&card.scenario)?.question(&card.question)?;
            let QuestionKind::Open(open) = &question.kind else { return None };
            let id = open.rubric.clone();
            let rubric = self.library.rubric(&id).ok().map(|loaded| loaded.value);
            self.rubrics.insert(key.clone(), rubric);
        }
        self.rubrics.get(&key)?.as_ref()
    }
}

/// The beginning of a question, by which it is known again.
fn shortened(text: &str) -> String {
    /// In characters.
    const LONGEST: usize = 90;
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or_default();
    let cut = cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or(cut);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_question_is_cut_between_words() {
        assert_eq!(shortened(" Which flour? "), "Which flour?");
        let long = "How hot is the oven, and how long ".repeat(5);
        let cut = shortened(&long);
        assert!(cut.ends_with('…') && cut.chars().count() <= 91, "{cut}");
        assert!(long.starts_with(cut.trim_end_matches('…')), "{cut}");
        assert_eq!(shortened(&"x".repeat(200)).chars().count(), 91);
    }
}
