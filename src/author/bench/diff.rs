//! What a change of a rubric changes: which answers get another level, and why.

use std::collections::BTreeMap;

use serde::Serialize;

use super::past::{Past, PastAnswer, PastDetail};
use super::{Answer, Bench, Cited, RubricBench, RubricSet};
use crate::agreement::{exact, quadratic_kappa};
use crate::content::ids::{CriterionId, RuleId};
use crate::content::marked::MarkedSet;
use crate::scoring::assessment::FlagCode;

/// The differences from an earlier state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// Rubric by rubric, in the bench's order.
    pub rubrics: Vec<RubricDiff>,
}

/// One rubric's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RubricDiff {
    /// `scenario/question`.
    pub question: String,
    /// Whether the earlier state has the rubric at all.
    pub is_new: bool,
    /// How many answers both states scored; the figures are of these, held against the levels that
    /// people give them now.
    pub compared: usize,
    /// Answers that the earlier state did not score.
    pub only_now: Vec<String>,
    /// Answers that only the earlier state scored.
    pub only_then: Vec<String>,
    /// The figures, set by set.
    pub sets: Vec<SetDiff>,
    /// Answers whose level or percentage changed: other levels first, away from the given one before
    /// nearer to it; then in the order of the file.
    pub answers: Vec<AnswerDiff>,
}

/// The figures of one set, before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetDiff {
    /// Tune or check.
    pub set: MarkedSet,
    /// Of how many answers.
    pub n: usize,
    /// Quadratic weighted kappa.
    pub qwk: Change<Option<f64>>,
    /// Share of answers with the given level.
    pub exact: Change<Option<f64>>,
}

/// Something before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change<T> {
    /// Then.
    pub before: T,
    /// Now.
    pub after: T,
}

impl<T: PartialEq> Change<T> {
    /// Whether there is a difference.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// An answer that gets something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerDiff {
    /// Its id.
    pub id: String,
    /// Tune or check.
    pub set: MarkedSet,
    /// What people give it.
    pub given: u8,
    /// The scorer's level.
    pub level: Change<u8>,
    /// The scorer's percentage.
    pub percent: Change<u8>,
    /// Whether the text itself was another one; none where the earlier state does not say.
    pub is_other_text: Option<bool>,
    /// Criteria whose level changed, in the rubric's order.
    pub criteria: Vec<CriterionDiff>,
    /// What is cited now and was not.
    pub gained: Vec<Cited>,
    /// What was cited and is not any more.
    pub lost: Vec<Cited>,
    /// What guards notice now.
    pub flags_gained: Vec<FlagCode>,
    /// What they noticed.
    pub flags_lost: Vec<FlagCode>,
}

/// A criterion's level that changed; none where the criterion has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionDiff {
    /// Within the rubric.
    pub id: CriterionId,
    /// What people give.
    pub given: Option<u8>,
    /// The scorer's level.
    pub level: Change<Option<u8>>,
}

impl Diff {
    /// From an earlier state to what a bench measured.
    #[must_use]
    pub fn new(past: &Past, bench: &Bench) -> Self {
        Self { rubrics: bench.rubrics.iter().map(|rubric| of_rubric(past, rubric)).collect() }
    }
}

fn of_rubric(past: &Past, rubric: &RubricBench) -> RubricDiff {
    let none = BTreeMap::new();
    let then = past.questions.get(&rubric.question);
    let known = then.unwrap_or(&none);
    let now = || rubric.sets.iter().flat_map(|set| &set.answers);
    let mut answers: Vec<AnswerDiff> = rubric
        .sets
        .iter()
        .flat_map(|set| set.answers.iter().map(move |answer| (set.level.set, answer)))
        .filter_map(|(set, answer)| of_answer(set, known.get(&answer.id)?, answer))
        .collect();
    // Stable: otherwise the order of the file.
    answers.sort_by_key(|own| {
        let off = |level: u8| level.abs_diff(own.given);
        (!own.level.is_change(), off(own.level.after) <= off(own.level.before))
    });
    RubricDiff {
        question: rubric.question.clone(),
        is_new: then.is_none(),
        compared: now().filter(|answer| known.contains_key(&answer.id)).count(),
        only_now: now()
            .filter(|answer| !known.contains_key(&answer.id))
            .map(|answer| answer.id.clone())
            .collect(),
        only_then: known
            .keys()
            .filter(|id| now().all(|answer| answer.id != **id))
            .cloned()
            .collect(),
        sets: rubric.sets.iter().map(|set| of_set(set, known)).collect(),
        answers,
    }
}

fn of_set(set: &RubricSet, known: &BTreeMap<String, PastAnswer>) -> SetDiff {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for answer in &set.answers {
        if let Some(then) = known.get(&answer.id) {
            before.push((answer.given, then.computed));
            after.push((answer.given, answer.computed));
        }
    }
    SetDiff {
        set: set.level.set,
        n: after.len(),
        qwk: Change { before: quadratic_kappa(&before), after: quadratic_kappa(&after) },
        exact: Change { before: exact(&before), after: exact(&after) },
    }
}

/// None where nothing changed.
fn of_answer(set: MarkedSet, then: &PastAnswer, now: &Answer) -> Option<AnswerDiff> {
    let level = Change { before: then.computed, after: now.computed };
    let percent = Change { before: then.percent, after: now.percent };
    if !level.is_change() && !percent.is_change() {
        return None;
    }
    let mut found = AnswerDiff {
        id: now.id.clone(),
        set,
        given: now.given,
        level,
        percent,
        is_other_text: None,
        criteria: Vec::new(),
        gained: Vec::new(),
        lost: Vec::new(),
        flags_gained: Vec::new(),
        flags_lost: Vec::new(),
    };
    if let Some(detail) = &then.detail {
        explain(&mut found, detail, now);
    }
    Some(found)
}

fn explain(found: &mut AnswerDiff, then: &PastDetail, now: &Answer) {
    found.is_other_text = Some(then.text_sha256 != now.text_sha256);
    let mut rest = then.criteria.clone();
    for criterion in &now.criteria {
        let level = Change { before: rest.remove(&criterion.id), after: criterion.computed };
        if level.is_change() {
            let (id, given) = (criterion.id.clone(), criterion.given);
            found.criteria.push(CriterionDiff { id, given, level });
        }
    }
    // Criteria that are there no more.
    found.criteria.extend(rest.into_iter().map(|(id, before)| CriterionDiff {
        id,
        given: None,
        level: Change { before: Some(before), after: None },
    }));
    let key =
        |cited: &Cited| -> (CriterionId, RuleId) { (cited.criterion.clone(), cited.rule.clone()) };
    let without = |some: &[Cited], others: &[Cited]| -> Vec<Cited> {
        let is_new = |own: &&Cited| others.iter().all(|other| key(other) != key(own));
        some.iter().filter(is_new).cloned().collect()
    };
    found.gained = without(&now.evidence, &then.evidence);
    found.lost = without(&then.evidence, &now.evidence);
    let missing = |some: &[FlagCode], others: &[FlagCode]| -> Vec<FlagCode> {
        some.iter().filter(|code| !others.contains(code)).copied().collect()
    };
    found.flags_gained = missing(&now.flags, &then.flags);
    found.flags_lost = missing(&then.flags, &now.flags);
}
