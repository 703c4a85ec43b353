//! A finished attempt, or one so far, as one document.
//!
//! It holds no time and no id, so that the same answers to the same content give the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::scenario::Scenario;
use crate::interview::{Answer, Attempt, QuestionResult};
use crate::study::{CompetencyShare, profile};

/// Version of the document.
pub const SCHEMA: u32 = 1;

/// An attempt as a document.
#[derive(Clone, Debug, Serialize)]
pub struct AttemptDocument<'a> {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which case.
    pub scenario: &'a ScenarioId,
    /// Its title.
    pub title: &'a str,
    /// SHA-256 of the content bundle.
    pub content: &'a str,
    /// What shuffles were drawn from.
    pub seed: u64,
    /// Whether everything was asked.
    pub finished: bool,
    /// In the order of asking.
    pub questions: Vec<QuestionDocument<'a>>,
    /// What was earned per competency.
    pub competencies: Vec<CompetencyShare>,
}

/// One question of it.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionDocument<'a> {
    /// Within the scenario.
    pub id: &'a QuestionId,
    /// How it is answered.
    pub kind: &'a str,
    /// Answered, skipped or open.
    pub status: &'static str,
    /// What it was answered with.
    pub answer: Option<&'a Answer>,
    /// Answers to probes, by criterion.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub probes: BTreeMap<&'a str, &'a str>,
    /// The result and, for an open question, its receipt.
    pub result: Option<&'a QuestionResult>,
}

/// The document of an attempt.
#[must_use]
pub fn document<'a>(attempt: &'a Attempt, scenario: &'a Scenario) -> serde_json::Value {
    let questions = attempt
        .questions
        .iter()
        .map(|id| {
            let standing = attempt.standing(id);
            let answer = standing.and_then(|standing| standing.answer.as_ref());
            QuestionDocument {
                id,
                kind: scenario.question(id).map_or("", |question| question.kind.as_str()),
                status: match standing {
                    Some(standing) if standing.skipped => "skipped",
                    Some(_) if answer.is_some() => "answered",
                    _ => "open",
                },
                answer,
                probes: standing
                    .map(|s| {
                        s.probes.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect()
                    })
                    .unwrap_or_default(),
                result: standing.and_then(|standing| standing.result.as_ref()),
            }
        })
        .collect();
    let document = AttemptDocument {
        schema: SCHEMA,
        scenario: &attempt.scenario,
        title: &attempt.title,
        content: &attempt.content,
        seed: attempt.seed,
        finished: attempt.finished,
        questions,
        competencies: profile(attempt, scenario),
    };
    // Strings, numbers and maps with string keys: this cannot fail.
    serde_json::to_value(document).unwrap_or_default()
}
