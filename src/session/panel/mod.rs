//! The one path of a panel: load, decide, append, score, append.
//!
//! Content is pinned by its hash when a round is opened, so that everybody in it is scored with the
//! same rubric, whatever becomes of the library. An answer is durable before it is scored, and a
//! final level comes from a person only.

mod erase;
mod error;
mod guarded;
mod kept;
mod take_in;
#[cfg(test)]
mod tests;
mod trail;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use erase::{ErasedRound, erase_candidate, erase_due, erase_round};
pub use error::PanelError;
pub use kept::{Kept, KeptRound, PANELS, candidate_stream, named, round_stream, rounds};
pub use take_in::{Row, Rows, Tally};
pub use trail::{Chains, Happening, Trail, TrailLine, candidate_trail, round_trail};

use super::{Pinned, SessionError, World};
use crate::content::ids::{CriterionId, QuestionId, ScenarioId, is_id};
use crate::content::lower::nearest;
use crate::content::rubric::Basis;
use crate::content::scenario::{QuestionKind, Scenario};
use crate::interview::panel::candidate::is_reason;
use crate::interview::panel::{
    Candidate, CandidateEvent, CandidateId, Case, PanelName, Round, RoundEvent,
};
use crate::library::Library;
use crate::scoring::CompiledRubric;
use crate::store::{Append, Entry, Hash, Store, StoreError};
use guarded::Seen;

/// The longest reason, in bytes.
pub const MAX_REASON: usize = 16 * 1024;

/// How often others may note something on a round while this one wants to.
const NOTES: usize = 10;

/// A round that is being worked on, with its content and its place in the store.
pub struct PanelSession<'s> {
    store: &'s dyn Store,
    world: &'s dyn World,
    name: PanelName,
    seen: Seen,
    round: Round,
    content: Pinned,
}

/// What a person enters about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The question that was answered.
    pub question: QuestionId,
    /// Who enters it.
    pub by: String,
    /// The final level.
    pub level: u8,
    /// Levels of criteria.
    pub criteria: BTreeMap<CriterionId, u8>,
    /// Why.
    pub reason: String,
}

impl<'s> PanelSession<'s> {
    /// Opens a round. Its content is that of the library now, to the end.
    ///
    /// # Errors
    /// Content that is missing or faulty, a case without an open question, a round that is there
    /// already ([`StoreError::Conflict`]), and those of the store.
    pub fn open(
        store: &'s dyn Store,
        world: &'s dyn World,
        library: &Library,
        name: PanelName,
        scenario: &ScenarioId,
        keep_until: Option<Date>,
    ) -> Result<Self, PanelError> {
        let (pinned, content) = Pinned::pin(store, library, scenario)?;
        let loaded = pinned.scenario();
        let is_open = |kind: &QuestionKind| matches!(kind, QuestionKind::Open(_));
        let questions: Vec<QuestionId> =
            loaded.questions.iter().filter(|q| is_open(&q.kind)).map(|q| q.id.clone()).collect();
        let opened = RoundEvent::Opened {
            scenario: scenario.clone(),
            title: loaded.title.clone(),
            content: content.to_string(),
            questions,
            keep_until: keep_until.map(|date| date.to_string()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let round = Round::fold([&opened])?;
        let mut session = Self { store, world, name, seen: Seen::new(0), round, content: pinned };
        session.append(&opened)?;
        Ok(session)
    }

    /// Takes up a round, with the content that it was opened with.
    ///
    /// # Errors
    /// A round that is not there or was erased, content that the store no longer has, and those of
    /// the store.
    pub fn resume(
        store: &'s dyn Store,
        world: &'s dyn World,
        name: &PanelName,
    ) -> Result<Self, PanelError> {
        let (round, envelopes) = kept::read_round(store, name)?;
        let Some(last) = envelopes.last() else { return Err(kept::no_panel(store, name)) };
        let round = round.ok_or_else(|| PanelError::Erased { found: name.to_string() })?;
        let content = Pinned::kept(store, &round.content, &round.scenario, &round_stream(name)?)?;
        let seen = Seen::new(last.sequence);
        Ok(Self { store, world, name: name.clone(), seen, round, content })
    }

    /// What the round is called.
    #[must_use]
    pub fn name(&self) -> &PanelName {
        &self.name
    }

    /// The round so far.
    #[must_use]
    pub fn round(&self) -> &Round {
        &self.round
    }

    /// The case, as it was when the round was opened.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.content.scenario()
    }

    /// The rubric of a question, as it was when the round was opened.
    #[must_use]
    pub fn rubric(&self, question: &QuestionId) -> Option<&CompiledRubric> {
        self.content.rubric(question)
    }

    /// Whether the library has other content for this case than the round was opened with.
    ///
    /// # Errors
    /// Content that is missing or faulty.
    pub fn differs_from(&self, library: &Library) -> Result<bool, PanelError> {
        let bundle = library.bundle(&self.round.scenario)?;
        let text = serde_json::to_string(&bundle).map_err(SessionError::Encoding)?;
        Ok(Hash::of(text.as_bytes()).to_string() != self.round.content)
    }

    /// One of the round's questions.
    ///
    /// # Errors
    /// One that the round does not have, with those that it has.
    pub fn question(&self, text: &str) -> Result<QuestionId, SessionError> {
        let known = || self.round.questions.iter().map(QuestionId::as_str);
        let found = self.round.questions.iter().find(|id| id.as_str() == text);
        found.cloned().ok_or_else(|| SessionError::UnknownQuestion {
            found: text.chars().take(60).collect(),
            near: nearest(text, known()).map(str::to_owned),
            known: known().collect::<Vec<_>>().join(", "),
        })
    }

    /// The candidates' ids, in their order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn candidates(&self) -> Result<Vec<CandidateId>, PanelError> {
        Ok(kept::ends(self.store, &self.name)?.into_iter().map(|(id, _)| id).collect())
    }

    /// A candidate; none once they were erased.
    ///
    /// # Errors
    /// A candidate that is not there, and those of the store.
    pub fn find(&self, id: &CandidateId) -> Result<Option<Candidate>, PanelError> {
        match kept::read_candidate(self.store, &self.name, id)? {
            (_, 0) => Err(no_candidate(self.store, &self.name, id)),
            (candidate, _) => Ok(candidate),
        }
    }

    /// A candidate who was not erased.
    ///
    /// # Errors
    /// A candidate who is not there or was erased, and those of the store.
    pub fn candidate(&self, id: &CandidateId) -> Result<Candidate, PanelError> {
        self.find(id)?.ok_or_else(|| PanelError::CandidateErased { candidate: id.to_string() })
    }

    /// The question that is meant where a candidate has answered one only.
    ///
    /// # Errors
    /// A question that was not answered; none named where there are several.
    pub fn meant<'c>(
        &self,
        id: &CandidateId,
        candidate: &'c Candidate,
        asked: Option<&str>,
    ) -> Result<(QuestionId, &'c Case), PanelError> {
        let known = || {
            let ids: Vec<&str> = candidate.cases().map(|(question, _)| question.as_str()).collect();
            ids.join(", ")
        };
        let question = match asked {
            Some(asked) => self.question(asked)?,
            None => {
                let mut questions = candidate.cases().map(|(question, _)| question);
                match (questions.next(), questions.next()) {
                    (Some(only), None) => only.clone(),
                    _ => {
                        let candidate = id.to_string();
                        return Err(PanelError::WhichQuestion { candidate, known: known() });
                    }
                }
            }
        };
        let case = candidate.case(&question).ok_or_else(|| PanelError::NotAnswered {
            candidate: id.to_string(),
            question: question.to_string(),
            known: known(),
        })?;
        Ok((question, case))
    }

    /// The highest level of an answer, and of each criterion in the rubric's order.
    #[must_use]
    pub fn scale(&self, question: &QuestionId) -> (u8, Vec<(CriterionId, u8)>) {
        let Some(rubric) = self.rubric(question).map(|own| &own.rubric) else {
            return (0, Vec::new());
        };
        let criteria = rubric.criteria.iter().map(|criterion| {
            let of = match &criterion.basis {
                Basis::Frameworks(_) => crate::scoring::FRAMEWORK_SHARES.len(),
                own => own.levels().iter().map(|level| usize::from(level.at)).max().unwrap_or(0),
            };
            (criterion.id.clone(), u8::try_from(of).unwrap_or(u8::MAX))
        });
        (u8::try_from(rubric.cuts.len()).unwrap_or(u8::MAX), criteria.collect())
    }

    /// Keeps what a person enters. What was entered before stays on record.
    ///
    /// # Errors
    /// A level or criterion that the rubric does not have, no reason, nobody who decides, a candidate
    /// without this answer, and those of the store.
    pub fn decide(&self, id: &CandidateId, entered: Entered) -> Result<(), PanelError> {
        let (candidate, end) = kept::read_candidate(self.store, &self.name, id)?;
        if end == 0 {
            return Err(no_candidate(self.store, &self.name, id));
        }
        let erased = || PanelError::CandidateErased { candidate: id.to_string() };
        let candidate = candidate.ok_or_else(erased)?;
        let (question, case) = self.meant(id, &candidate, Some(entered.question.as_str()))?;
        let reason = entered.reason.trim().to_owned();
        if !is_reason(&reason) {
            return Err(PanelError::NoReason);
        }
        if reason.len() > MAX_REASON {
            return Err(PanelError::LongReason { bytes: reason.len(), limit: MAX_REASON });
        }
        check_rater(&entered.by)?;
        let (of, scales) = self.scale(&question);
        if entered.level > of {
            let what = "the answer".to_owned();
            return Err(PanelError::NoLevel { level: entered.level, what, of });
        }
        for (criterion, level) in &entered.criteria {
            let known = || scales.iter().map(|(id, _)| id.as_str());
            let Some((_, of)) = scales.iter().find(|(id, _)| id == criterion) else {
                return Err(PanelError::NoCriterion {
                    found: criterion.to_string(),
                    near: nearest(criterion.as_str(), known()).map(str::to_owned),
                    known: known().collect::<Vec<_>>().join(", "),
                });
            };
            if level > of {
                let what = format!("`{criterion}`");
                return Err(PanelError::NoLevel { level: *level, what, of: *of });
            }
        }
        let decided = CandidateEvent::Decided {
            question,
            by: entered.by,
            level: entered.level,
            criteria: entered.criteria,
            reason,
            advice_shown: case.advice_shown || self.round.advice_shown,
        };
        self.append_to(id, end, &decided)
    }

    /// Notes that the advice on an answer was shown, once for each person who says who they are.
    ///
    /// # Errors
    /// A candidate who is not there or was erased, and those of the store.
    pub fn advice_shown(
        &self,
        id: &CandidateId,
        question: &QuestionId,
        by: Option<&str>,
    ) -> Result<(), PanelError> {
        by.map_or(Ok(()), check_rater)?;
        let (candidate, end) = kept::read_candidate(self.store, &self.name, id)?;
        let case = candidate.as_ref().and_then(|candidate| candidate.case(question));
        let is_noted = |case: &Case| match by {
            Some(by) => case.shown_to.contains(by),
            None => case.advice_shown,
        };
        if case.is_none_or(|case| case.advice.is_none() || is_noted(case)) {
            return Ok(());
        }
        let shown =
            CandidateEvent::AdviceShown { question: question.clone(), by: by.map(str::to_owned) };
        self.append_to(id, end, &shown)
    }

    /// Sets the last day on which the round may be kept; setting the same day changes nothing.
    ///
    /// # Errors
    /// Those of the store.
    pub fn keep_until(&mut self, date: Option<Date>) -> Result<(), PanelError> {
        if date == self.round.keep_until {
            return Ok(());
        }
        self.note(&RoundEvent::KeepUntil { date: date.map(|date| date.to_string()) })
    }

    /// Notes something that happened to the round as a whole.
    ///
    /// # Errors
    /// A second opening, and those of the store.
    pub fn note(&mut self, event: &RoundEvent) -> Result<(), PanelError> {
        let mut round = self.round.clone();
        round.apply(event)?;
        self.append(event)?;
        self.round = round;
        Ok(())
    }

    fn append(&mut self, event: &RoundEvent) -> Result<(), PanelError> {
        let payload = serde_json::to_string(event).map_err(SessionError::Encoding)?;
        let entry = entry(self.world, event.kind(), payload);
        let stream = round_stream(&self.name)?;
        // Others may note something on the round while this one works.
        for _ in 0..NOTES {
            match self.store.append(&stream, self.seen.sequence(), std::slice::from_ref(&entry)) {
                Ok(appended) => {
                    if let Some(last) = appended.last() {
                        self.seen.move_to(last.sequence);
                    }
                    return Ok(());
                }
                Err(StoreError::Conflict { .. }) if self.seen.sequence() > 0 => {
                    self.seen.catch_up(self.store, &self.name)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(PanelError::Busy { found: self.name.to_string() })
    }

    fn append_to(
        &self,
        id: &CandidateId,
        after: u64,
        event: &CandidateEvent,
    ) -> Result<(), PanelError> {
        let payload = serde_json::to_string(event).map_err(SessionError::Encoding)?;
        let entry = entry(self.world, event.kind(), payload);
        let stream = candidate_stream(&self.name, id)?;
        let append = Append { stream, after, entries: vec![entry] };
        guarded::append(self.store, &self.name, &self.seen, vec![append])
    }
}

/// Whether a text can stand for somebody who decides.
///
/// # Errors
/// A text that is no id.
pub fn check_rater(by: &str) -> Result<(), PanelError> {
    if is_id(by) {
        return Ok(());
    }
    Err(PanelError::BadRater { found: by.chars().take(60).collect() })
}

fn entry(world: &dyn World, kind: &str, payload: String) -> Entry {
    Entry { kind: kind.to_owned(), time: world.now(), payload, salt: world.salt() }
}

fn no_candidate(store: &dyn Store, name: &PanelName, id: &CandidateId) -> PanelError {
    let known = kept::ends(store, name).unwrap_or_default();
    let near = nearest(id.as_str(), known.iter().map(|(id, _)| id.as_str())).map(str::to_owned);
    PanelError::NoCandidate { panel: name.to_string(), found: id.to_string(), near }
}
