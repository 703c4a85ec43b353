//! A panel's round as documents and as a spreadsheet.
//!
//! Always in the order of the candidates' ids: nothing here ranks anybody, adds levels up or says who
//! passes. Percentages are left out of tables, because they invite to rank by them.

pub mod impact;
mod sheet;

use std::collections::BTreeMap;

use serde::Serialize;

pub use sheet::{Sheet, SheetCriteria};

use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::panel::{Candidate, CandidateId, Case, Decision};
use crate::scoring::assessment::{Assessment, By, Flag, FlagCode, Scored, Status};

/// Version of the documents.
pub const SCHEMA: u32 = 1;

/// One answer in a table of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// Whose.
    pub candidate: CandidateId,
    /// To which question; none where the candidate was erased.
    pub question: Option<QuestionId>,
    /// How far it is.
    pub state: State,
    /// What the engine advises; none where it is kept back, or not there.
    pub advice: Option<Advice>,
    /// What a person entered last.
    pub decision: Option<Entered>,
    /// Criteria whose level only a person can give, and nobody has yet.
    pub open_criteria: Vec<CriterionId>,
}

/// How far an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Came in and is not scored: a run was interrupted.
    Unscored,
    /// Nobody has decided.
    Undecided,
    /// A person has decided.
    Decided,
    /// Erased.
    Erased,
}

/// What the engine advises, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// None where there was nothing to score.
    pub level: Option<u8>,
    /// The highest level of the scale.
    pub of: u8,
    /// The two levels between which it lies.
    pub borderline: Option<[u8; 2]>,
    /// What the guards noticed.
    pub flags: Vec<FlagCode>,
}

impl Advice {
    /// In short.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        Self {
            level: assessment.level,
            of: assessment.of,
            borderline: assessment.borderline,
            flags: assessment.flags.iter().map(|flag| flag.code).collect(),
        }
    }

    /// What a person should know beside the level, in words: borderline, not scored, what was noticed.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.level.is_none() {
            notes.push("not scored".to_owned());
        }
        notes.extend(self.borderline.map(|[low, high]| format!("borderline {low}/{high}")));
        notes.extend(self.flags.iter().map(|flag| code(*flag)));
        notes
    }
}

/// The stable word for what a guard noticed.
#[must_use]
pub fn code(flag: FlagCode) -> String {
    let value = serde_json::to_value(flag).ok();
    value.as_ref().and_then(|value| value.as_str()).unwrap_or_default().to_owned()
}

/// What a person entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entered {
    /// When, as RFC 3339 in UTC.
    pub time: String,
    /// Who.
    pub by: String,
    /// The level.
    pub level: u8,
    /// Levels of criteria.
    pub criteria: BTreeMap<CriterionId, u8>,
    /// Why.
    pub reason: String,
    /// Whether advice on this answer had been shown before, to whomever.
    pub advice_shown: bool,
}

impl From<&Decision> for Entered {
    fn from(decision: &Decision) -> Self {
        Self {
            time: moment(decision.time),
            by: decision.by.clone(),
            level: decision.level,
            criteria: decision.criteria.clone(),
            reason: decision.reason.clone(),
            advice_shown: decision.advice_shown,
        }
    }
}

/// A time in microseconds since 1970 as RFC 3339, to the second.
#[must_use]
pub fn moment(time: i64) -> String {
    jiff::Timestamp::from_microsecond(time)
        .map_or_else(|_| "?".to_owned(), |time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The rows of a candidate in a table; none for the candidate: erased. Advice on what nobody has
/// decided is kept back unless `advice`, so that looking for what is to be done does not tell it.
#[must_use]
pub fn rows(id: &CandidateId, candidate: Option<&Candidate>, advice: bool) -> Vec<CaseRow> {
    let Some(candidate) = candidate else {
        return vec![CaseRow {
            candidate: id.clone(),
            question: None,
            state: State::Erased,
            advice: None,
            decision: None,
            open_criteria: Vec::new(),
        }];
    };
    candidate
        .cases()
        .map(|(question, case)| {
            let state = match (case.decision(), &case.advice) {
                (Some(_), _) => State::Decided,
                (None, Some(_)) => State::Undecided,
                (None, None) => State::Unscored,
            };
            let shown = advice || state == State::Decided;
            let assessment = case.advice.as_ref().map(|scored| &scored.assessment);
            CaseRow {
                candidate: id.clone(),
                question: Some(question.clone()),
                state,
                advice: assessment.filter(|_| shown).map(Advice::of),
                decision: case.decision().map(Entered::from),
                open_criteria: open_criteria(case),
            }
        })
        .collect()
}

/// Criteria whose level only a person can give, and nobody has yet.
#[must_use]
pub fn open_criteria(case: &Case) -> Vec<CriterionId> {
    let criteria = case.advice.iter().flat_map(|scored| &scored.assessment.criteria);
    criteria
        .filter(|own| own.by == By::Person && case.criterion(&own.id).is_none())
        .map(|own| own.id.clone())
        .collect()
}

/// Everything about one answer.
#[derive(Clone, Debug, Serialize)]
pub struct CaseDocument<'a> {
    /// Whose.
    pub candidate: &'a CandidateId,
    /// To which question.
    pub question: &'a QuestionId,
    /// When it came in, as RFC 3339 in UTC.
    pub received: String,
    /// As written.
    pub answer: &'a str,
    /// The engine's result with its receipt; advice.
    pub advice: Option<&'a Scored>,
    /// The final level that holds; entered by a person.
    pub decision: Option<Entered>,
    /// All that was entered, the first first.
    pub decisions: Vec<Entered>,
}

/// The documents of a candidate's answers.
#[must_use]
pub fn documents<'a>(id: &'a CandidateId, candidate: &'a Candidate) -> Vec<CaseDocument<'a>> {
    candidate
        .cases()
        .map(|(question, case)| CaseDocument {
            candidate: id,
            question,
            received: moment(case.received),
            answer: &case.text,
            advice: case.advice.as_deref(),
            decision: case.decision().map(Entered::from),
            decisions: case.decisions.iter().map(Entered::from).collect(),
        })
        .collect()
}

/// Whether an assessment found something to score.
fn is_scored(assessment: &Assessment) -> bool {
    assessment.status == Status::Scored
}

fn flags(flags: &[Flag]) -> String {
    flags.iter().map(|flag| code(flag.code)).collect::<Vec<_>>().join(", ")
}
