//! An attempt with all that its reports tell beside the answers.

use crate::content::ids::{CriterionId, QuestionId};
use crate::content::rubric::Rubric;
use crate::content::scenario::{Question, Scenario};
use crate::interview::{Answer, Attempt, QuestionResult, Standing};

/// An attempt with the content that it was begun with, its name and its times.
#[derive(Clone, Copy)]
pub struct WholeAttempt<'a> {
    /// What was answered.
    pub attempt: &'a Attempt,
    /// The case.
    pub scenario: &'a Scenario,
    /// The rubrics of its open questions.
    pub rubric: &'a dyn Fn(&QuestionId) -> Option<&'a Rubric>,
    /// The attempt's own name.
    pub id: &'a str,
    /// When it was begun, in microseconds since 1970.
    pub started: i64,
    /// When something last happened, in microseconds since 1970.
    pub last: i64,
}

/// One question of it, in the order of asking.
pub struct Asked<'a> {
    /// Its place, from 1.
    pub place: usize,
    /// Its name within the case.
    pub id: &'a QuestionId,
    /// What was asked; none where the content does not have it, which nothing should cause.
    pub question: Option<&'a Question>,
    /// How it stands; none before anything happened to it.
    pub standing: Option<&'a Standing>,
}

impl<'a> WholeAttempt<'a> {
    /// Its questions.
    pub fn questions(&self) -> impl Iterator<Item = Asked<'a>> + use<'a> {
        let (attempt, scenario) = (self.attempt, self.scenario);
        (1..).zip(&attempt.questions).map(move |(place, id)| Asked {
            place,
            id,
            question: scenario.question(id),
            standing: attempt.standing(id),
        })
    }

    /// What the follow-up at a criterion asks.
    #[must_use]
    pub fn probe(&self, question: &QuestionId, criterion: &CriterionId) -> Option<&'a str> {
        (self.rubric)(question)?.criterion(criterion)?.probe.as_deref()
    }
}

impl<'a> Asked<'a> {
    /// What it was answered with.
    #[must_use]
    pub fn answer(&self) -> Option<&'a Answer> {
        self.standing?.answer.as_ref()
    }

    /// What the answer earned.
    #[must_use]
    pub fn result(&self) -> Option<&'a QuestionResult> {
        self.standing?.result.as_ref()
    }

    /// How an answered, skipped or open question is called where there is no result.
    #[must_use]
    pub fn without_result(&self) -> &'static str {
        match self.standing {
            Some(standing) if standing.skipped => "Skipped",
            Some(standing) if standing.answer.is_some() => "Answered, not scored yet",
            _ => "Not answered",
        }
    }
}
