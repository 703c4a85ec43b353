//! A sitting of drills: the same path of an answer as in an attempt, card by card.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cards::{Asked, Cards};
use super::{Pinned, SessionError, World};
use crate::content::ids::ScenarioId;
use crate::interview::drill::{CardId, DrillEvent, Grade, Schedule};
use crate::interview::{Answer, QuestionResult};
use crate::library::Library;
use crate::scoring::assessment::{CriterionResult, Status};
use crate::store::{Entry, Hash, Store, StreamId};
use crate::study::schedule::review;

/// What streams of drills begin with.
pub const DRILLS: &str = "drill/";

/// Where drafts lie: a card's answer that was not handed in waits for the next sitting.
const DRAFTS: &str = "drill/drafts";

/// A sitting.
pub struct Drill<'s> {
    store: &'s dyn Store,
    world: &'s dyn World,
    library: &'s Library,
    stream: StreamId,
    drafts: StreamId,
    sequence: u64,
    cards: Cards<'s>,
    cases: BTreeMap<ScenarioId, (Pinned, Hash)>,
}

impl<'s> Drill<'s> {
    /// Begins a sitting. Nothing is stored before the first answer.
    ///
    /// # Errors
    /// An id of the world that cannot name a stream.
    pub fn begin(
        store: &'s dyn Store,
        world: &'s dyn World,
        library: &'s Library,
    ) -> Result<Self, SessionError> {
        let id = |text: &str| StreamId::new(text).map_err(SessionError::BadId);
        let stream = id(&format!("{DRILLS}{}", world.id()))?;
        let drafts = id(DRAFTS)?;
        Ok(Self {
            store,
            world,
            library,
            stream,
            drafts,
            sequence: 0,
            cards: Cards::new(library),
            cases: BTreeMap::new(),
        })
    }

    /// What a card asks. Nothing is compiled for it, so that it stands there at once.
    pub fn asked(&mut self, card: &CardId) -> Option<Asked<'_>> {
        self.cards.asked(card)
    }

    /// The case of a card, pinned as it is now, and ready to score.
    ///
    /// # Errors
    /// Content that is missing or faulty, and those of the store.
    pub fn case(&mut self, scenario: &ScenarioId) -> Result<&Pinned, SessionError> {
        if !self.cases.contains_key(scenario) {
            let pinned = Pinned::pin(self.store, self.library, scenario)?;
            self.cases.insert(scenario.clone(), pinned);
        }
        let missing = || SessionError::UnknownScenario { found: scenario.to_string() };
        self.cases.get(scenario).map(|(pinned, _)| pinned).ok_or_else(missing)
    }

    /// Stores an answer, scores it, stores the result. An open answer is scored against the whole
    /// rubric; a card looks at its criterion.
    ///
    /// # Errors
    /// A figure that cannot be read, and those of the store.
    pub fn answer(
        &mut self,
        card: &CardId,
        answer: Answer,
        seconds: u32,
    ) -> Result<QuestionResult, SessionError> {
        // What cannot be scored is asked for again rather than stored.
        let result = self.case(&card.scenario)?.result_of(&card.question, &answer, &[])?;
        let hash = self.cases.get(&card.scenario).map(|(_, hash)| hash.to_string());
        let content = hash.unwrap_or_default();
        if self.sequence == 0 {
            self.append(&DrillEvent::Begun { program: env!("CARGO_PKG_VERSION").to_owned() })?;
        }
        self.append(&DrillEvent::Answered { card: card.clone(), content, answer, seconds })?;
        self.append(&DrillEvent::Assessed { card: card.clone(), result: result.clone() })?;
        // A draft that outlives its answer does no harm.
        let _ = self.store.delete_draft(&self.drafts, &card.to_string());
        Ok(result)
    }

    /// Stores when a card comes back. `before` is its review before this sitting; `own` says that the
    /// grade is the person's, in place of the computed one.
    ///
    /// # Errors
    /// Those of the store.
    pub fn schedule(
        &mut self,
        card: &CardId,
        before: Option<&Schedule>,
        grade: Grade,
        day: Date,
        own: bool,
    ) -> Result<Schedule, SessionError> {
        // A memory that FSRS cannot have made is begun anew.
        let schedule = review(before, grade, day)
            .or_else(|| review(None, grade, day))
            .ok_or(SessionError::NoDay)?;
        self.append(&DrillEvent::Scheduled { card: card.clone(), schedule, own })?;
        Ok(schedule)
    }

    /// What was written for a card and not handed in.
    ///
    /// # Errors
    /// Those of the store.
    pub fn draft(&self, card: &CardId) -> Result<String, SessionError> {
        let draft = self.store.draft(&self.drafts, &card.to_string())?;
        Ok(draft.map(|draft| draft.text).unwrap_or_default())
    }

    /// Keeps a draft.
    ///
    /// # Errors
    /// Those of the store.
    pub fn keep_draft(&self, card: &CardId, text: &str) -> Result<(), SessionError> {
        let slot = card.to_string();
        Ok(self.store.put_draft(&self.drafts, &slot, text, self.world.now())?)
    }

    fn append(&mut self, event: &DrillEvent) -> Result<(), SessionError> {
        let payload = serde_json::to_string(event).map_err(SessionError::Encoding)?;
        let entry = Entry {
            kind: event.kind().to_owned(),
            time: self.world.now(),
            payload,
            salt: self.world.salt(),
        };
        let appended = self.store.append(&self.stream, self.sequence, &[entry])?;
        self.sequence = appended.last().map_or(self.sequence, |envelope| envelope.sequence);
        Ok(())
    }
}

/// What a result is worth for a card; none where there was nothing to score.
#[must_use]
pub fn grade(card: &CardId, result: &QuestionResult) -> Option<Grade> {
    match result {
        QuestionResult::Closed(closed) => Some(Grade::of_share(closed.percent, 100)),
        QuestionResult::Open(_) => {
            let own = criterion(card, result)?;
            Some(Grade::of_share(own.level?, own.of))
        }
    }
}

/// The card's criterion in the result of an open question that was scored.
#[must_use]
pub fn criterion<'r>(card: &CardId, result: &'r QuestionResult) -> Option<&'r CriterionResult> {
    let QuestionResult::Open(scored) = result else { return None };
    if scored.assessment.status == Status::NotScored {
        return None;
    }
    scored.assessment.criteria.iter().find(|own| Some(&own.id) == card.criterion.as_ref())
}
