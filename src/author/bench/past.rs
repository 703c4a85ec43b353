//! What an earlier state of a rubric gave to marked answers: from a bench, or from the JSON that
//! `test --json` printed of it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{AnswerCriterion, Bench, Cited, SCHEMA};
use crate::content::ids::CriterionId;
use crate::scoring::assessment::FlagCode;

/// The results of an earlier state, by question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    pub(super) questions: BTreeMap<String, BTreeMap<String, PastAnswer>>,
}

/// What an answer got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PastAnswer {
    pub(super) computed: u8,
    pub(super) percent: u8,
    /// None where the earlier state was written down without.
    pub(super) detail: Option<PastDetail>,
}

/// Why it got that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PastDetail {
    /// Which text was scored.
    pub(super) text_sha256: String,
    pub(super) flags: Vec<FlagCode>,
    pub(super) criteria: BTreeMap<CriterionId, u8>,
    pub(super) evidence: Vec<Cited>,
}

/// Why a text is no earlier state.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PastError {
    /// It is no JSON, or not of the shape.
    #[error("it is not what `hotseat test --json` prints: {0}")]
    NotABench(#[from] serde_json::Error),
    /// A later version of the document.
    #[error("it is of version {found} of the document, and this program reads {SCHEMA}")]
    Version {
        /// As it says.
        found: u32,
    },
}

/// As much of the document as is needed.
#[derive(Deserialize)]
struct Document {
    schema: u32,
    rubrics: Vec<DocumentRubric>,
}

#[derive(Deserialize)]
struct DocumentRubric {
    question: String,
    sets: Vec<DocumentSet>,
}

#[derive(Deserialize)]
struct DocumentSet {
    answers: Vec<DocumentAnswer>,
}

/// The last four are younger than the others.
#[derive(Deserialize)]
struct DocumentAnswer {
    id: String,
    computed: u8,
    percent: u8,
    text_sha256: Option<String>,
    flags: Option<Vec<FlagCode>>,
    criteria: Option<Vec<AnswerCriterion>>,
    evidence: Option<Vec<Cited>>,
}

fn levels(criteria: &[AnswerCriterion]) -> BTreeMap<CriterionId, u8> {
    let levels = criteria.iter().filter_map(|own| Some((own.id.clone(), own.computed?)));
    levels.collect()
}

impl Past {
    /// From the document that `test --json` prints.
    ///
    /// # Errors
    /// Where the text is something else.
    pub fn from_json(text: &str) -> Result<Self, PastError> {
        let document: Document = serde_json::from_str(text)?;
        if document.schema != SCHEMA {
            return Err(PastError::Version { found: document.schema });
        }
        let answer = |own: DocumentAnswer| {
            let detail = match (own.text_sha256, own.flags, own.criteria, own.evidence) {
                (Some(text_sha256), Some(flags), Some(criteria), Some(evidence)) => {
                    Some(PastDetail { text_sha256, flags, criteria: levels(&criteria), evidence })
                }
                _ => None,
            };
            (own.id, PastAnswer { computed: own.computed, percent: own.percent, detail })
        };
        let questions = document.rubrics.into_iter().map(|rubric| {
            let answers = rubric.sets.into_iter().flat_map(|set| set.answers).map(answer);
            (rubric.question, answers.collect())
        });
        Ok(Self { questions: questions.collect() })
    }

    /// Of what a bench measured.
    #[must_use]
    pub fn of(bench: &Bench) -> Self {
        let questions = bench.rubrics.iter().map(|rubric| {
            let answers = rubric.sets.iter().flat_map(|set| &set.answers).map(|own| {
                let detail = PastDetail {
                    text_sha256: own.text_sha256.clone(),
                    flags: own.flags.clone(),
                    criteria: levels(&own.criteria),
                    evidence: own.evidence.clone(),
                };
                let (computed, percent) = (own.computed, own.percent);
                (own.id.clone(), PastAnswer { computed, percent, detail: Some(detail) })
            });
            (rubric.question.clone(), answers.collect())
        });
        Self { questions: questions.collect() }
    }
}
