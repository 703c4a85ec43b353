//! The one path of an answer: load, decide, append, score, append.
//!
//! Terminal and web both go through here, so that neither can show a result that is not stored, or
//! score an answer that could still be lost. Time, ids and salts come in through [`World`].

pub mod cards;
pub mod drill;
mod error;
mod kept;
pub mod naming;
pub mod panel;
pub mod past;
mod pinned;
mod ready;
pub mod room;

pub use error::SessionError;
pub use kept::{Kept, Told, is_begun, kept, told};
pub use pinned::Pinned;
pub use ready::{Ingredients, compile, ingredients};

use crate::content::ids::{CriterionId, ExhibitId, InjectId, QuestionId, ScenarioId};
use crate::content::scenario::{Question, Scenario};
use crate::interview::{Answer, Attempt, Event, QuestionResult, Step};
use crate::library::Library;
use crate::scoring::CompiledRubric;
use crate::store::{Entry, Micros, Salt, Store, StreamId};

/// What streams of attempts begin with.
pub const ATTEMPTS: &str = "attempt/";

/// What a session needs of the world outside.
pub trait World {
    /// Microseconds since 1970, UTC.
    fn now(&self) -> Micros;
    /// A fresh salt.
    fn salt(&self) -> Salt;
    /// A fresh id for an attempt, such as a UUID.
    fn id(&self) -> String;
    /// Bytes that nobody can guess, for secrets; none where the machine has no such source.
    fn secret(&self) -> Option<[u8; 32]>;
}

/// An attempt that is being worked on, with its content and its place in the store.
pub struct Session<'s> {
    store: &'s dyn Store,
    world: &'s dyn World,
    stream: StreamId,
    sequence: u64,
    attempt: Attempt,
    content: Pinned,
}

impl<'s> Session<'s> {
    /// Starts an attempt. `only` asks those questions alone; none of them: all.
    ///
    /// # Errors
    /// Content that is missing or faulty, and those of the store.
    pub fn start(
        store: &'s dyn Store,
        world: &'s dyn World,
        library: &Library,
        scenario: &ScenarioId,
        only: &[QuestionId],
        seed: u64,
    ) -> Result<Self, SessionError> {
        let (pinned, content) = Pinned::pin(store, library, scenario)?;
        let loaded = pinned.scenario();
        let questions: Vec<QuestionId> = loaded
            .questions
            .iter()
            .map(|question| question.id.clone())
            .filter(|id| only.is_empty() || only.contains(id))
            .collect();
        if let Some(only) = only.iter().find(|only| !questions.contains(only)) {
            let ids: Vec<&str> = loaded.questions.iter().map(|q| q.id.as_str()).collect();
            return Err(SessionError::UnknownQuestion {
                found: only.to_string(),
                near: crate::content::lower::nearest(only.as_str(), ids.iter().copied())
                    .map(str::to_owned),
                known: ids.join(", "),
            });
        }
        let stream =
            StreamId::new(&format!("{ATTEMPTS}{}", world.id())).map_err(SessionError::BadId)?;
        let started = Event::Started {
            scenario: scenario.clone(),
            title: loaded.title.clone(),
            content: content.to_string(),
            seed,
            questions,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let attempt = Attempt::fold([&started]).map_err(SessionError::Fold)?;
        let mut session = Self { store, world, stream, sequence: 0, attempt, content: pinned };
        session.append(&started)?;
        Ok(session)
    }

    /// Takes up an attempt, with the content that it was started with.
    ///
    /// # Errors
    /// A stream that is no attempt or was purged, content that the store no longer has, and those
    /// of the store.
    pub fn resume(
        store: &'s dyn Store,
        world: &'s dyn World,
        stream: &StreamId,
    ) -> Result<Self, SessionError> {
        let (attempt, sequence) = kept::replay(store, stream)?;
        let content = Pinned::kept(store, &attempt.content, &attempt.scenario, stream)?;
        Ok(Self { store, world, stream: stream.clone(), sequence, attempt, content })
    }

    /// The attempt so far.
    #[must_use]
    pub fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// The case, as it was when the attempt was started.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.content.scenario()
    }

    /// A question that is part of this attempt.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.scenario().question(id)
    }

    /// The rubric of an open question.
    #[must_use]
    pub fn rubric(&self, question: &QuestionId) -> Option<&CompiledRubric> {
        self.content.rubric(question)
    }

    /// The text of an exhibit.
    ///
    /// # Errors
    /// An exhibit that the scenario does not have, or that was not kept.
    pub fn exhibit_text(&self, id: &ExhibitId) -> Result<String, SessionError> {
        self.content.exhibit_text(id)
    }

    /// The exhibits that are open by now: all but those of injects still to come.
    pub fn open_exhibits(&self) -> impl Iterator<Item = &crate::content::scenario::Exhibit> {
        self.scenario().exhibits.iter().filter(|exhibit| {
            self.scenario()
                .opened_by(&exhibit.id)
                .is_none_or(|inject| self.attempt.has_shown(&inject.id))
        })
    }

    /// What comes next.
    #[must_use]
    pub fn next(&self) -> Step {
        self.attempt.next(self.scenario(), |question| self.rubric(question).map(|own| &own.rubric))
    }

    /// Notes that an inject was shown.
    ///
    /// # Errors
    /// Those of the store.
    pub fn inject_shown(&mut self, inject: &InjectId) -> Result<(), SessionError> {
        self.append(&Event::InjectShown { inject: inject.clone() })
    }

    /// Stores an answer, then scores it, then stores the result. If this fails with
    /// [`SessionError::Store`] before the answer was stored, nothing has changed and it can be tried
    /// again; if after, [`Session::next`] asks for [`Session::assess`].
    ///
    /// # Errors
    /// A figure that cannot be read, and those of the store.
    pub fn answer(
        &mut self,
        question: &QuestionId,
        answer: Answer,
        seconds: u32,
    ) -> Result<QuestionResult, SessionError> {
        // A figure that nobody can read is asked for again rather than stored.
        self.content.result_of(question, &answer, &[])?;
        self.append(&Event::Answered { question: question.clone(), answer, seconds })?;
        self.forget_draft(question.as_str());
        self.assess(question)
    }

    /// Stores the answer to a probe, then scores the whole again, then stores the result.
    ///
    /// # Errors
    /// Those of the store.
    pub fn answer_probe(
        &mut self,
        question: &QuestionId,
        criterion: &CriterionId,
        text: String,
        seconds: u32,
    ) -> Result<QuestionResult, SessionError> {
        let (question, criterion) = (question.clone(), criterion.clone());
        let slot = probe_slot(&question, &criterion);
        self.append(&Event::ProbeAnswered {
            question: question.clone(),
            criterion,
            text,
            seconds,
        })?;
        self.forget_draft(&slot);
        self.assess(&question)
    }

    /// Passes over a probe.
    ///
    /// # Errors
    /// Those of the store.
    pub fn decline_probe(
        &mut self,
        question: &QuestionId,
        criterion: &CriterionId,
    ) -> Result<(), SessionError> {
        self.append(&Event::ProbeDeclined {
            question: question.clone(),
            criterion: criterion.clone(),
        })?;
        self.forget_draft(&probe_slot(question, criterion));
        Ok(())
    }

    /// Stores the level that the person guesses their answer to have. Does nothing where a level was
    /// guessed before.
    ///
    /// # Errors
    /// Those of the store.
    pub fn guess(&mut self, question: &QuestionId, level: u8) -> Result<(), SessionError> {
        if self.attempt.standing(question).is_some_and(|standing| standing.guess.is_some()) {
            return Ok(());
        }
        self.append(&Event::Guessed { question: question.clone(), level })
    }

    /// Scores a stored answer and stores the result.
    ///
    /// # Errors
    /// A question that has no answer, and those of the store.
    pub fn assess(&mut self, question: &QuestionId) -> Result<QuestionResult, SessionError> {
        let standing = self.attempt.standing(question);
        let Some((standing, answer)) = standing.and_then(|s| s.answer.as_ref().map(|a| (s, a)))
        else {
            return Err(SessionError::NotAnswered { question: question.to_string() });
        };
        let result = self.content.result_of(question, answer, &standing.probes)?;
        self.append(&Event::Assessed { question: question.clone(), result: result.clone() })?;
        Ok(result)
    }

    /// Passes over a question.
    ///
    /// # Errors
    /// Those of the store.
    pub fn skip(&mut self, question: &QuestionId) -> Result<(), SessionError> {
        self.append(&Event::Skipped { question: question.clone() })
    }

    /// Notes that strategy and samples, or the working, were shown.
    ///
    /// # Errors
    /// Those of the store.
    pub fn reviewed(&mut self, question: &QuestionId) -> Result<(), SessionError> {
        self.append(&Event::Reviewed { question: question.clone() })
    }

    /// Notes that nothing is left to ask.
    ///
    /// # Errors
    /// Those of the store.
    pub fn finish(&mut self) -> Result<(), SessionError> {
        self.append(&Event::Finished)
    }

    /// Whether anything was written in it yet: an answer, or the draft of one.
    ///
    /// # Errors
    /// Those of the store.
    pub fn is_begun(&self) -> Result<bool, SessionError> {
        is_begun(self.store, &self.stream, &self.attempt)
    }

    /// The draft of an answer, or of a probe's.
    ///
    /// # Errors
    /// Those of the store.
    pub fn draft(&self, slot: &str) -> Result<String, SessionError> {
        Ok(self.store.draft(&self.stream, slot)?.map(|draft| draft.text).unwrap_or_default())
    }

    /// Keeps a draft.
    ///
    /// # Errors
    /// Those of the store.
    pub fn keep_draft(&self, slot: &str, text: &str) -> Result<(), SessionError> {
        Ok(self.store.put_draft(&self.stream, slot, text, self.world.now())?)
    }

    /// A draft that outlives its answer does no harm, so failing to remove it is no reason to fail.
    fn forget_draft(&self, slot: &str) {
        let _ = self.store.delete_draft(&self.stream, slot);
    }

    fn append(&mut self, event: &Event) -> Result<(), SessionError> {
        let payload = serde_json::to_string(event).map_err(SessionError::Encoding)?;
        let entry = Entry {
            kind: event.kind().to_owned(),
            time: self.world.now(),
            payload,
            salt: self.world.salt(),
        };
        let appended = self.store.append(&self.stream, self.sequence, &[entry])?;
        self.sequence = appended.last().map_or(self.sequence, |envelope| envelope.sequence);
        if self.sequence > 1 {
            self.attempt.apply(event).map_err(SessionError::Fold)?;
        }
        Ok(())
    }
}

/// Where the draft of a probe's answer lies.
#[must_use]
pub fn probe_slot(question: &QuestionId, criterion: &CriterionId) -> String {
    format!("{question}/{criterion}")
}
