//! The content that an attempt, a round or a room was started with, kept under its hash and ready to
//! score with.

use std::collections::BTreeMap;

use super::{SessionError, compile};
use crate::content::ids::{CriterionId, ExhibitId, QuestionId, ScenarioId};
use crate::content::scenario::{QuestionKind, Scenario};
use crate::interview::{Answer, QuestionResult};
use crate::library::{Bundle, Library};
use crate::scoring::{CompiledRubric, Given, closed, score};
use crate::store::{Hash, Store, StreamId};

/// One scenario with all that belongs to it, as it was when something was started with it.
#[derive(Debug)]
pub struct Pinned {
    library: Library,
    scenario: Scenario,
    rubrics: BTreeMap<QuestionId, CompiledRubric>,
}

impl Pinned {
    /// Packs a scenario of the library, keeps it in the store, and gives it with its hash.
    ///
    /// # Errors
    /// Content that is missing or faulty, and those of the store.
    pub fn pin(
        store: &dyn Store,
        library: &Library,
        scenario: &ScenarioId,
    ) -> Result<(Self, Hash), SessionError> {
        let bundle = library.bundle(scenario)?;
        let text = serde_json::to_string(&bundle).map_err(SessionError::Encoding)?;
        let pinned = Self::open(bundle, scenario)?;
        Ok((pinned, store.put_blob(text.as_bytes())?))
    }

    /// Takes up the content with this hash. `stream` is named where it is gone.
    ///
    /// # Errors
    /// Content that the store no longer has, and those of the store.
    pub fn kept(
        store: &dyn Store,
        hash: &str,
        scenario: &ScenarioId,
        stream: &StreamId,
    ) -> Result<Self, SessionError> {
        let gone = || SessionError::ContentGone { stream: stream.to_string() };
        let hash = Hash::parse(hash).ok_or_else(gone)?;
        let text = store.blob(&hash)?.ok_or_else(gone)?;
        let bundle: Bundle = serde_json::from_slice(&text).map_err(SessionError::Encoding)?;
        Self::open(bundle, scenario)
    }

    fn open(bundle: Bundle, id: &ScenarioId) -> Result<Self, SessionError> {
        let library = Library::from_bundle(bundle);
        let scenario = library.scenario(id)?.value;
        let mut rubrics = BTreeMap::new();
        for question in &scenario.questions {
            if matches!(question.kind, QuestionKind::Open(_)) {
                rubrics.insert(question.id.clone(), compile(&library, &scenario, question)?);
            }
        }
        Ok(Self { library, scenario, rubrics })
    }

    /// The case.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The rubric of an open question.
    #[must_use]
    pub fn rubric(&self, question: &QuestionId) -> Option<&CompiledRubric> {
        self.rubrics.get(question)
    }

    /// The text of an exhibit.
    ///
    /// # Errors
    /// An exhibit that the scenario does not have, or that was not kept.
    pub fn exhibit_text(&self, id: &ExhibitId) -> Result<String, SessionError> {
        let exhibit = self
            .scenario
            .exhibit(id)
            .ok_or_else(|| SessionError::UnknownExhibit { found: id.to_string() })?;
        Ok(self.library.exhibit_text(&self.scenario.id, exhibit)?)
    }

    /// The result of an answer with its answers to probes.
    ///
    /// # Errors
    /// A question that is not there or of another kind, and a figure that cannot be read.
    pub fn result_of(
        &self,
        question: &QuestionId,
        answer: &Answer,
        probes: &[(CriterionId, String)],
    ) -> Result<QuestionResult, SessionError> {
        let mismatch = || SessionError::WrongKind { question: question.to_string() };
        let asked = self.scenario.question(question).ok_or_else(mismatch)?;
        let name = format!("{}/{question}", self.scenario.id);
        let closed = match (&asked.kind, answer) {
            (QuestionKind::Open(_), Answer::Text(text)) => {
                let rubric = self.rubrics.get(question).ok_or_else(mismatch)?;
                let scored = score(rubric, None, Given { answer: text, probes });
                return Ok(QuestionResult::Open(Box::new(scored)));
            }
            (QuestionKind::Choice(own), Answer::Options(picked)) => {
                closed::choice(&name, own, picked)
            }
            (QuestionKind::Order(own), Answer::Order(given)) => closed::order(&name, own, given),
            (QuestionKind::Match(own), Answer::Pairs(given)) => closed::matching(&name, own, given),
            (QuestionKind::Number(own), Answer::Figure(given)) => {
                closed::number(&name, own, given)?
            }
            _ => return Err(mismatch()),
        };
        Ok(QuestionResult::Closed(closed))
    }
}
