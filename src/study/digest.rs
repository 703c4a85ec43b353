//! An attempt as the study of many attempts needs it: what was earned where and when, without the
//! texts. Made once from an attempt's events, and kept beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::content::ids::{Competency, CriterionId, QuestionId, ScenarioId};
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::interview::{Attempt, Event, QuestionResult};
use crate::scoring::Scored;
use crate::scoring::assessment::{CriterionResult, Source, Status};

/// Version of [`Digest`] and [`Missed`]; one that differs is made anew.
const VERSION: u32 = 1;

/// How many characters of the words that earned something are kept.
const WORDS: usize = 70;

/// Microseconds since 1970, UTC.
type Micros = i64;

/// What an attempt adds to the study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    v: u32,
    /// Which case.
    pub scenario: ScenarioId,
    /// Its title.
    pub title: String,
    /// How many questions were to be asked.
    pub questions: u32,
    /// Nothing is left to ask.
    pub finished: bool,
    /// What was answered and has a result, in the order of asking.
    pub answers: Vec<Outcome>,
}

/// One answered question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Within the case.
    #[serde(rename = "q")]
    pub question: QuestionId,
    /// When it was answered.
    #[serde(rename = "t")]
    pub at: Micros,
    /// 0..=100.
    #[serde(rename = "p")]
    pub percent: u8,
    /// Level of the answer and the highest one; none for a closed question.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub level: Option<(u8, u8)>,
    /// The level that the person guessed.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub guess: Option<u8>,
    /// What it is made of.
    #[serde(rename = "c")]
    pub points: Vec<Point>,
}

/// A criterion, or a closed question as a whole. Written as a row, since there are many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point(
    /// The criterion; none for a closed question.
    pub Option<CriterionId>,
    /// What it trains.
    pub Option<Competency>,
    /// Its weight in the answer.
    pub u32,
    /// The level reached; a percentage for a closed question.
    pub u8,
    /// The highest.
    pub u8,
    /// The words that earned it.
    pub Option<String>,
);

impl Digest {
    /// What these events add. `scenario` is the case as it was pinned.
    #[must_use]
    pub fn of(attempt: &Attempt, events: &[(Micros, Event)], scenario: &Scenario) -> Self {
        let mut times: BTreeMap<&QuestionId, Micros> = BTreeMap::new();
        for (at, event) in events {
            if let Event::Answered { question, .. } | Event::ProbeAnswered { question, .. } = event
            {
                times.insert(question, *at);
            }
        }
        let outcome = |id: &QuestionId| {
            let standing = attempt.standing(id)?;
            let at = *times.get(id)?;
            match standing.result.as_ref()? {
                QuestionResult::Open(scored) => of_open(id, at, standing.guess, scored),
                QuestionResult::Closed(closed) => {
                    let question = scenario.question(id)?;
                    let point = Point(None, competency(question), 1, closed.percent, 100, None);
                    Some(Outcome {
                        question: id.clone(),
                        at,
                        percent: closed.percent,
                        level: None,
                        guess: None,
                        points: vec![point],
                    })
                }
            }
        };
        Self {
            v: VERSION,
            scenario: attempt.scenario.clone(),
            title: attempt.title.clone(),
            questions: u32::try_from(attempt.questions.len()).unwrap_or(u32::MAX),
            finished: attempt.finished,
            answers: attempt.questions.iter().filter_map(outcome).collect(),
        }
    }

    /// Reads a digest; none where it is of another version.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|own: &Self| own.v == VERSION)
    }

    #[cfg(test)]
    pub(super) fn made(
        scenario: ScenarioId,
        title: &str,
        questions: u32,
        answers: Vec<Outcome>,
    ) -> Self {
        Self { v: VERSION, scenario, title: title.to_owned(), questions, finished: true, answers }
    }

    /// The mean of what was answered, 0..=100; none where nothing was.
    #[must_use]
    pub fn percent(&self) -> Option<u8> {
        let sum: usize = self.answers.iter().map(|own| usize::from(own.percent)).sum();
        let count = self.answers.len();
        (count > 0).then(|| u8::try_from((sum * 2 + count) / (count * 2)).unwrap_or(100))
    }
}

/// What is not scored adds nothing.
fn of_open(id: &QuestionId, at: Micros, guess: Option<u8>, scored: &Scored) -> Option<Outcome> {
    let own = &scored.assessment;
    if own.status == Status::NotScored {
        return None;
    }
    let point = |criterion: &CriterionResult| {
        Some(Point(
            Some(criterion.id.clone()),
            criterion.competency.clone(),
            criterion.weight,
            criterion.level?,
            criterion.of,
            words(criterion),
        ))
    };
    Some(Outcome {
        question: id.clone(),
        at,
        percent: own.percent?,
        level: Some((own.level?, own.of)),
        guess,
        points: own.criteria.iter().filter_map(point).collect(),
    })
}

/// The longest words that earned a criterion, on one line.
fn words(criterion: &CriterionResult) -> Option<String> {
    let longest = criterion.evidence.iter().max_by_key(|piece| {
        (piece.text.len(), piece.source == Source::Answer, std::cmp::Reverse(piece.start))
    })?;
    let text: Vec<&str> = longest.text.split_whitespace().collect();
    let text = text.join(" ");
    Some(match text.char_indices().nth(WORDS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    })
}

/// What a closed question trains.
pub(super) fn competency(question: &Question) -> Option<Competency> {
    match &question.kind {
        QuestionKind::Open(_) => None,
        QuestionKind::Choice(own) => own.competency.clone(),
        QuestionKind::Order(own) => own.competency.clone(),
        QuestionKind::Match(own) => own.competency.clone(),
        QuestionKind::Number(own) => own.competency.clone(),
    }
}

/// What an attempt missed and met: all that the deck of drills needs of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    v: u32,
    /// Which case.
    pub scenario: ScenarioId,
    /// By question.
    pub questions: Vec<MissedAt>,
}

/// Of one question. Written as a row, since there are many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedAt(
    /// The question.
    pub QuestionId,
    /// When it was answered.
    pub Micros,
    /// Criteria below their highest level; the closed question as a whole, where it has a fault.
    pub Vec<Option<CriterionId>>,
    /// Everything else.
    pub Vec<Option<CriterionId>>,
);

impl Missed {
    /// What a digest says was missed.
    #[must_use]
    pub fn of(digest: &Digest) -> Self {
        let questions = digest
            .answers
            .iter()
            .map(|outcome| {
                let (met, missed): (Vec<&Point>, Vec<&Point>) =
                    outcome.points.iter().partition(|point| point.3 >= point.4);
                let ids =
                    |points: Vec<&Point>| points.into_iter().map(|own| own.0.clone()).collect();
                MissedAt(outcome.question.clone(), outcome.at, ids(missed), ids(met))
            })
            .collect();
        Self { v: VERSION, scenario: digest.scenario.clone(), questions }
    }

    /// Reads it; none where it is of another version.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|own: &Self| own.v == VERSION)
    }

    #[cfg(test)]
    pub(super) fn made(scenario: ScenarioId, questions: Vec<MissedAt>) -> Self {
        Self { v: VERSION, scenario, questions }
    }
}
