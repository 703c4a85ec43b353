//! The fold over a candidate's events.

use std::collections::{BTreeMap, BTreeSet};

use super::event::CandidateEvent;
use crate::content::ids::{CriterionId, QuestionId};
use crate::scoring::Scored;

/// One candidate of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    cases: BTreeMap<QuestionId, Case>,
}

/// One answer of a candidate, with what the engine advises and what people decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The answer as written.
    pub text: String,
    /// When it came in.
    pub received: i64,
    /// The advice; none between the answer's arrival and its score.
    pub advice: Option<Box<Scored>>,
    /// Whether the advice was shown for this answer.
    pub advice_shown: bool,
    /// Those who saw it and said who they are.
    pub shown_to: BTreeSet<String>,
    /// All decisions, in the order in which they were entered.
    pub decisions: Vec<Decision>,
}

impl Case {
    /// The decision that holds: the last. None before a person has decided.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// The level that a person gave a criterion: in the last decision that names it.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<u8> {
        self.decisions.iter().rev().find_map(|decision| decision.criteria.get(id).copied())
    }
}

/// What a person entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub time: i64,
    /// Who.
    pub by: String,
    /// The level.
    pub level: u8,
    /// Levels of criteria, where the person gave some.
    pub criteria: BTreeMap<CriterionId, u8>,
    /// Why.
    pub reason: String,
    /// Whether advice on this answer had been shown before.
    pub advice_shown: bool,
}

/// What an answer that comes in is to a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiving {
    /// The first to its question.
    New,
    /// The same that is there, already scored.
    Known,
    /// The same that is there, and not scored yet: a run was interrupted.
    Unscored,
    /// Another than the one that is there.
    Other,
}

/// Why events are no candidate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CandidateError {
    /// A second answer to a question.
    #[error("`{question}` is answered twice")]
    AnsweredTwice {
        /// The question.
        question: QuestionId,
    },
    /// Something happened to an answer that is not there.
    #[error("`{question}` has a {what} and no answer")]
    NoAnswer {
        /// The question.
        question: QuestionId,
        /// The kind of the event.
        what: &'static str,
    },
    /// A decision without a reason.
    #[error("`{question}` is decided without a reason")]
    NoReason {
        /// The question.
        question: QuestionId,
    },
}

impl Candidate {
    /// The candidate that these events, each with its time, tell.
    ///
    /// # Errors
    /// Two answers to one question, a score or decision without an answer, a decision without a
    /// reason.
    pub fn fold<'e>(
        events: impl IntoIterator<Item = (i64, &'e CandidateEvent)>,
    ) -> Result<Self, CandidateError> {
        let mut candidate = Self::default();
        for (time, event) in events {
            candidate.apply(time, event)?;
        }
        Ok(candidate)
    }

    /// Applies one more event.
    ///
    /// # Errors
    /// As [`Candidate::fold`].
    pub fn apply(&mut self, time: i64, event: &CandidateEvent) -> Result<(), CandidateError> {
        match event {
            CandidateEvent::Received { question, text } => {
                if self.cases.contains_key(question) {
                    return Err(CandidateError::AnsweredTwice { question: question.clone() });
                }
                let case = Case {
                    text: text.clone(),
                    received: time,
                    advice: None,
                    advice_shown: false,
                    shown_to: BTreeSet::new(),
                    decisions: Vec::new(),
                };
                self.cases.insert(question.clone(), case);
            }
            CandidateEvent::Assessed { question, scored } => {
                self.case_mut(question, event.kind())?.advice = Some(scored.clone());
            }
            CandidateEvent::AdviceShown { question, by } => {
                let case = self.case_mut(question, event.kind())?;
                case.advice_shown = true;
                case.shown_to.extend(by.clone());
            }
            CandidateEvent::Decided { question, by, level, criteria, reason, advice_shown } => {
                if !is_reason(reason) {
                    return Err(CandidateError::NoReason { question: question.clone() });
                }
                self.case_mut(question, event.kind())?.decisions.push(Decision {
                    time,
                    by: by.clone(),
                    level: *level,
                    criteria: criteria.clone(),
                    reason: reason.clone(),
                    advice_shown: *advice_shown,
                });
            }
        }
        Ok(())
    }

    fn case_mut(
        &mut self,
        question: &QuestionId,
        what: &'static str,
    ) -> Result<&mut Case, CandidateError> {
        self.cases
            .get_mut(question)
            .ok_or_else(|| CandidateError::NoAnswer { question: question.clone(), what })
    }

    /// The answers, by question.
    pub fn cases(&self) -> impl Iterator<Item = (&QuestionId, &Case)> {
        self.cases.iter()
    }

    /// The answer to a question.
    #[must_use]
    pub fn case(&self, question: &QuestionId) -> Option<&Case> {
        self.cases.get(question)
    }

    /// What an answer that comes in is to this candidate.
    #[must_use]
    pub fn receiving(&self, question: &QuestionId, text: &str) -> Receiving {
        match self.cases.get(question) {
            None => Receiving::New,
            Some(case) if case.text != text => Receiving::Other,
            Some(case) if case.advice.is_some() => Receiving::Known,
            Some(_) => Receiving::Unscored,
        }
    }
}

/// Whether a text can be the reason of a decision: it has a letter. More cannot be told by a program.
#[must_use]
pub fn is_reason(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}
