//! A marked answer with what people gave it and what the scorer gives it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::author::reference::rounded_mean;
use crate::content::ids::CriterionId;
use crate::content::marked::MarkedSet;
use crate::content::{MarkedAnswer, Marks};
use crate::scoring::assessment::{CriterionResult, FlagCode, Status};
use crate::scoring::{CompiledRubric, Given, assess};

/// The marked answers of one question.
pub(super) struct Subject {
    /// Those with a level, in the order of the file.
    pub(super) answers: Vec<Judged>,
    /// Those without.
    pub(super) unmarked: Vec<String>,
}

/// One answer, judged by people and by the scorer.
pub(super) struct Judged {
    pub(super) id: String,
    pub(super) set: MarkedSet,
    pub(super) text: String,
    /// Each rater's level.
    pub(super) given: BTreeMap<String, u8>,
    /// The mean of them, halves rounded down.
    pub(super) reference: u8,
    pub(super) computed: u8,
    pub(super) percent: u8,
    pub(super) is_scored: bool,
    /// The reference and the computed level of criteria that have both.
    pub(super) criteria: BTreeMap<CriterionId, (u8, u8)>,
    /// The reference of criteria that have one.
    pub(super) given_criteria: BTreeMap<CriterionId, u8>,
    /// What the scorer says of each criterion, in the rubric's order.
    pub(super) results: Vec<CriterionResult>,
    /// What the guards noticed.
    pub(super) flags: Vec<FlagCode>,
}

impl Judged {
    /// What the scorer says of a criterion.
    pub(super) fn result(&self, criterion: &CriterionId) -> Option<&CriterionResult> {
        self.results.iter().find(|result| result.id == *criterion)
    }
}

/// Scores the answers of the sets, all cores at work, order kept.
pub(super) fn subject(subject: &super::Subject, sets: &[MarkedSet]) -> Subject {
    let wanted: Vec<&MarkedAnswer> =
        subject.answers.iter().filter(|answer| sets.contains(&answer.set)).collect();
    let judged: Vec<Result<Judged, String>> = wanted
        .par_iter()
        .map(|answer| {
            judge(&subject.rubric, answer, &subject.marks).ok_or_else(|| answer.id.clone())
        })
        .collect();
    let mut found = Subject { answers: Vec::new(), unmarked: Vec::new() };
    for answer in judged {
        match answer {
            Ok(answer) => found.answers.push(answer),
            Err(id) => found.unmarked.push(id),
        }
    }
    found
}

/// None where nobody gave it a level.
fn judge(rubric: &CompiledRubric, answer: &MarkedAnswer, marks: &[Marks]) -> Option<Judged> {
    let given: BTreeMap<String, u8> = marks
        .iter()
        .filter_map(|rater| Some((rater.rater.clone(), rater.marks.get(&answer.id)?.level?)))
        .collect();
    let reference = rounded_mean(given.values().copied())?;
    let assessment = assess(rubric, Given::answer(&answer.text));
    let is_scored = assessment.status == Status::Scored;
    let (mut criteria, mut given_criteria) = (BTreeMap::new(), BTreeMap::new());
    for result in &assessment.criteria {
        let levels = marks
            .iter()
            .filter_map(|rater| rater.marks.get(&answer.id)?.criteria.get(&result.id).copied());
        // A level that a person is to give is none of the scorer's.
        let computed = if is_scored { result.level } else { Some(0) };
        let Some(reference) = rounded_mean(levels) else { continue };
        given_criteria.insert(result.id.clone(), reference);
        if let Some(computed) = computed {
            criteria.insert(result.id.clone(), (reference, computed));
        }
    }
    Some(Judged {
        id: answer.id.clone(),
        set: answer.set,
        text: answer.text.clone(),
        given,
        reference,
        computed: assessment.level.unwrap_or(0),
        percent: assessment.percent.unwrap_or(0),
        is_scored,
        criteria,
        given_criteria,
        results: assessment.criteria,
        flags: assessment.flags.iter().map(|flag| flag.code).collect(),
    })
}
