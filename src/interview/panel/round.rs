//! The fold over a round's events.

use jiff::civil::Date;

use super::event::RoundEvent;
use crate::content::ids::{QuestionId, ScenarioId};

/// A panel's round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which case.
    pub scenario: ScenarioId,
    /// Its title when the round was opened.
    pub title: String,
    /// SHA-256 of the content bundle.
    pub content: String,
    /// The open questions, in order.
    pub questions: Vec<QuestionId>,
    /// The last day on which it may be kept, where one was set.
    pub keep_until: Option<Date>,
    /// Advice on answers without a decision was shown for all candidates at once.
    pub advice_shown: bool,
}

/// Why events are no round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// The first event is not the opening.
    #[error("the round does not begin with its opening")]
    NotOpened,
    /// A second opening.
    #[error("the round is opened twice")]
    OpenedTwice,
    /// A day that is none.
    #[error("`{found}` is no day such as 2027-05-31")]
    BadDate {
        /// As found.
        found: String,
    },
}

impl Round {
    /// The round that these events tell.
    ///
    /// # Errors
    /// Events that do not begin with the opening, or open twice; a day that is none.
    pub fn fold<'e>(events: impl IntoIterator<Item = &'e RoundEvent>) -> Result<Self, RoundError> {
        let mut events = events.into_iter();
        let Some(RoundEvent::Opened { scenario, title, content, questions, keep_until, .. }) =
            events.next()
        else {
            return Err(RoundError::NotOpened);
        };
        let mut round = Self {
            scenario: scenario.clone(),
            title: title.clone(),
            content: content.clone(),
            questions: questions.clone(),
            keep_until: keep_until.as_deref().map(date).transpose()?,
            advice_shown: false,
        };
        for event in events {
            round.apply(event)?;
        }
        Ok(round)
    }

    /// Applies one more event.
    ///
    /// # Errors
    /// A second opening; a day that is none.
    pub fn apply(&mut self, event: &RoundEvent) -> Result<(), RoundError> {
        match event {
            RoundEvent::Opened { .. } => return Err(RoundError::OpenedTwice),
            RoundEvent::KeepUntil { date: day } => {
                self.keep_until = day.as_deref().map(date).transpose()?;
            }
            RoundEvent::AdviceShown { .. } | RoundEvent::Exported { .. } => {
                self.advice_shown = true;
            }
            RoundEvent::FileRead { .. }
            | RoundEvent::ImpactLooked { .. }
            | RoundEvent::Erased { .. } => {}
        }
        Ok(())
    }

    /// Whether the day until which it may be kept has passed.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.keep_until.is_some_and(|until| today > until)
    }
}

fn date(text: &str) -> Result<Date, RoundError> {
    text.parse().map_err(|_| RoundError::BadDate { found: text.to_owned() })
}
