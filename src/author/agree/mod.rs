//! Agreement between raters, and of the scorer with them: what a panel's debrief begins with.
//!
//! Who gives lower levels than the others, who came to do so while marking, over which criterion
//! people differ most, and the answers to talk about, most disagreement first. Answers with data
//! only; the terminal draws it, and its JSON is what `agree --json` prints. Fields are only ever
//! added.

mod agenda;
mod ambiguous;
mod figures;
mod lean;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::bench::{Estimate, FEW, Subject};
use crate::content::ids::CriterionId;
use crate::content::marked::MarkedSet;
use crate::scoring::receipt::ENGINE;
use rows::{Judged, Row};

pub use lean::severity;

/// Version of the document.
pub const SCHEMA: u32 = 1;

/// With fewer answers in common, nothing is said of a rater or a criterion: that five differences out
/// of five point the same way happens once in sixteen times by chance.
pub const LEAST: usize = 6;

/// With fewer answers in common, nothing is said of a rater's drift.
pub const LEAST_FOR_DRIFT: usize = 10;

/// A rater who differs from the others by less than this many levels is not called severe or lenient.
pub const SLIGHT: f64 = 0.25;

/// A rater whose difference from the others changes by less than this many levels from the first
/// answer to the last is not called drifting.
pub const SLIGHT_DRIFT: f64 = 0.5;

/// From this alpha on, data are customarily called reliable: no criterion is called ambiguous.
///
/// Krippendorff, K. (2004): Content Analysis. Second edition, chapter 11.
pub const RELIABLE: f64 = 0.8;

/// Levels that lie this far apart are to be talked about.
pub const APART: u8 = 2;

/// What the marks say of those who made them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agree {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which rules scored.
    pub engine: &'static str,
    /// Whether patterns were helped by meaning.
    pub meaning: bool,
    /// Questions that no two raters marked an answer of; nothing can be said of them.
    pub left_out: Vec<String>,
    /// Question by question, in the order in which they were asked for.
    pub questions: Vec<QuestionAgreement>,
    /// All questions' answers taken together; none if there is only one question.
    pub pooled: Option<Pooled>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionAgreement {
    /// `scenario/question`.
    pub question: String,
    /// Whether the answers that two raters gave a level are fewer than [`FEW`].
    pub few: bool,
    /// Answers of which two people or more gave a level, of the answer or of one and the same
    /// criterion.
    pub compared: usize,
    /// Answers that only one person marked; they are in no figure of people.
    pub alone: usize,
    /// Of the answers' levels.
    pub level: Agreement,
    /// Of the criteria that somebody marked, in the rubric's order.
    pub criteria: Vec<CriterionAgreement>,
    /// The criterion over which people agree least; none where fewer than two can be compared.
    pub ambiguous: Option<Ambiguous>,
    /// Those who marked, by name.
    pub raters: Vec<Rater>,
    /// The answers over which people differ, most disagreement first.
    pub agenda: Vec<Item>,
}

/// All questions together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pooled {
    /// Whether the answers that two raters gave a level are fewer than [`FEW`].
    pub few: bool,
    /// Of the answers' levels.
    pub level: Agreement,
    /// Those who marked, by name. Without drift: each question was marked in an order of its own.
    pub raters: Vec<Rater>,
}

/// How closely people agree with each other, and the scorer with them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Answers that two raters or more gave a level: those that the figures of people are of.
    pub n: usize,
    /// Krippendorff's ordinal alpha.
    pub alpha: Estimate,
    /// Quadratic weighted kappa of two raters: mean over all pairs of them, each counting by its
    /// answers in common.
    pub qwk: Estimate,
    /// Share of equal levels of two raters: mean as above.
    pub exact: Option<f64>,
    /// The scorer with a rater; none for a criterion that only people give a level.
    pub scorer: Option<ScorerAgreement>,
}

/// How closely the scorer agrees with one rater: compares with what people have between them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ScorerAgreement {
    /// Answers that a rater gave a level.
    pub n: usize,
    /// Quadratic weighted kappa: mean over all raters, each counting by its answers.
    pub qwk: Estimate,
    /// Share of equal levels: mean as above.
    pub exact: Option<f64>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionAgreement {
    /// Within the rubric.
    pub id: CriterionId,
    /// Whether the answers that two raters gave a level of it are fewer than [`FEW`].
    pub few: bool,
    /// Of its levels.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// Answers on which two raters lie [`APART`] levels or more apart.
    pub apart: usize,
}

/// The criterion over which people agree least, by alpha.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ambiguous {
    /// Within the rubric.
    pub id: CriterionId,
    /// Its alpha.
    pub alpha: f64,
    /// The mean alpha of the other criteria.
    pub others: f64,
    /// The one less the other.
    pub difference: Estimate,
    /// Whether it stands out: it is not [`RELIABLE`], the interval of the difference lies below zero,
    /// and [`LEAST`] answers are there.
    pub stands_out: bool,
}

/// One who marked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rater {
    /// As in the file of the marks.
    pub name: String,
    /// Answers given a level.
    pub marked: usize,
    /// Against the others, by the answer's level.
    pub severity: Lean,
    /// The same by the levels of criteria that two raters marked, in the rubric's order.
    pub criteria: Vec<CriterionLean>,
    /// How the difference from the others changed while marking; none where the order of marking is
    /// not known.
    pub drift: Option<Drift>,
    /// Quadratic weighted kappa with another rater: mean over them, each counting by the answers in
    /// common.
    pub qwk: Option<f64>,
    /// Quadratic weighted kappa of the scorer with this rater.
    pub scorer_qwk: Option<f64>,
}

/// How far a rater's levels lie from those of the others, on the answers in common.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lean {
    /// Answers in common with another rater.
    pub n: usize,
    /// Own level less the mean of the others', in levels: mean over the answers. Below zero for
    /// somebody who gives less than the others.
    pub difference: Estimate,
    /// Said only where the interval leaves zero out, the difference is not slight ([`SLIGHT`]), the
    /// answers are not too few ([`LEAST`]), and it is so against most of the others, one by one. The
    /// last keeps a single severe rater from making everybody else look lenient.
    pub verdict: Option<Leaning>,
}

/// To which side a rater leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Leaning {
    /// Gives less than the others.
    Severe,
    /// Gives more than the others.
    Lenient,
}

/// [`Lean`] on one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionLean {
    /// Within the rubric.
    pub id: CriterionId,
    /// In its levels.
    #[serde(flatten)]
    pub lean: Lean,
}

/// How a rater's difference from the others changed in the order of marking.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// Answers in common with another rater.
    pub n: usize,
    /// By how many levels the difference from the others changed from the first answer that the
    /// rater marked to the last, along the least-squares line. Below zero for somebody who became
    /// stricter.
    pub change: Estimate,
    /// Mean difference from the others on the first half of these answers.
    pub first_half: Option<f64>,
    /// The same on the second half.
    pub second_half: Option<f64>,
    /// Said as in [`Lean`], with [`SLIGHT_DRIFT`] and [`LEAST_FOR_DRIFT`].
    pub verdict: Option<Drifting>,
}

/// Where a rater drifts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Drifting {
    /// Towards lower levels.
    Stricter,
    /// Towards higher levels.
    Milder,
}

/// One answer of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Of the marked answer.
    pub answer: String,
    /// Tune or check.
    pub set: MarkedSet,
    /// Its first words, on one line.
    pub opening: String,
    /// The answer's level.
    #[serde(flatten)]
    pub level: Levels,
    /// Criteria over which people differ, most disagreement first.
    pub criteria: Vec<CriterionLevels>,
    /// What raters noted, by name.
    pub notes: BTreeMap<String, String>,
    /// Whether levels lie [`APART`] levels or more apart, and would lie nearer to one apart if each
    /// rater's levels were shifted by what they lie off the mean of all on average. Then there is
    /// less to say about this answer than about how severe one should be. Only where somebody is
    /// called severe or lenient.
    pub by_leaning: bool,
}

impl Item {
    /// Whether people lie [`APART`] levels or more apart, on the answer's level or on a criterion.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.level.spread >= APART || self.criteria.iter().any(|own| own.levels.spread >= APART)
    }
}

/// What each gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Levels {
    /// By people, by name.
    pub given: BTreeMap<String, u8>,
    /// The highest of them less the lowest.
    pub spread: u8,
    /// By the scorer: advice, and in none of the figures of people. None where it did not score, or
    /// where only people give a level.
    pub scorer: Option<u8>,
}

/// [`Levels`] of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionLevels {
    /// Within the rubric.
    pub id: CriterionId,
    /// What each gave.
    #[serde(flatten)]
    pub levels: Levels,
}

/// Scores the marked answers and compares. An answer that the scorer does not score counts as its
/// level 0.
#[must_use]
pub fn agree(subjects: &[Subject], sets: &[MarkedSet], meaning: bool) -> Agree {
    let mut left_out = Vec::new();
    let mut judged: Vec<rows::Question<'_>> = Vec::new();
    for subject in subjects {
        let question = rows::question(subject, sets);
        if question.answers.iter().any(Judged::is_compared) {
            judged.push(question);
        } else {
            left_out.push(question.name.to_owned());
        }
    }
    let questions: Vec<QuestionAgreement> = judged.iter().map(question).collect();
    let pooled = (judged.len() > 1).then(|| pooled(&judged));
    Agree { schema: SCHEMA, engine: ENGINE, meaning, left_out, questions, pooled }
}

fn question(of: &rows::Question<'_>) -> QuestionAgreement {
    let levels = of.levels();
    let level = figures::agreement(&levels, of.raters.len());
    let criteria: Vec<(&CriterionId, Vec<&Row>)> = of
        .rubric
        .criteria
        .iter()
        .map(|criterion| (&criterion.id, of.criterion(&criterion.id)))
        .filter(|(_, rows)| rows.iter().any(|row| row.count() > 0))
        .collect();
    // Order is kept, and each figure draws from a start of its own.
    let raters: Vec<Rater> = (0..of.raters.len())
        .into_par_iter()
        .map(|at| {
            let criteria = criteria.iter().filter_map(|(id, rows)| {
                let lean = lean::severity(rows, at);
                (lean.n > 0).then(|| CriterionLean { id: (*id).clone(), lean })
            });
            let mut rater = rater(&of.raters, &levels, at);
            rater.criteria = criteria.collect();
            rater.drift = lean::drift(&of.answers, at);
            rater
        })
        .collect();
    QuestionAgreement {
        question: of.name.to_owned(),
        few: level.n < FEW,
        compared: of.answers.iter().filter(|answer| answer.is_compared()).count(),
        alone: of.answers.iter().filter(|answer| answer.is_alone()).count(),
        criteria: criteria
            .par_iter()
            .map(|(id, rows)| {
                let agreement = figures::agreement(rows, of.raters.len());
                CriterionAgreement {
                    id: (*id).clone(),
                    few: agreement.n < FEW,
                    agreement,
                    apart: rows.iter().filter(|row| row.spread() >= APART).count(),
                }
            })
            .collect(),
        ambiguous: ambiguous::most(&of.answers, &criteria),
        agenda: agenda::agenda(of, &raters),
        raters,
        level,
    }
}

fn rater(names: &[&str], rows: &[&Row], at: usize) -> Rater {
    Rater {
        name: names.get(at).copied().unwrap_or_default().to_owned(),
        marked: rows.iter().filter(|row| row.by(at).is_some()).count(),
        severity: lean::severity(rows, at),
        criteria: Vec::new(),
        drift: None,
        qwk: figures::with_others(rows, at, names.len()),
        scorer_qwk: figures::scorer_with(rows, at),
    }
}

/// Raters of one name are one rater, whatever they marked.
fn pooled(questions: &[rows::Question<'_>]) -> Pooled {
    let mut names: Vec<&str> = questions.iter().flat_map(|own| own.raters.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let rows: Vec<Row> = questions
        .iter()
        .flat_map(|own| own.answers.iter().map(|answer| answer.level.renamed(&own.raters, &names)))
        .collect();
    let rows: Vec<&Row> = rows.iter().collect();
    let level = figures::agreement(&rows, names.len());
    Pooled {
        few: level.n < FEW,
        raters: (0..names.len()).into_par_iter().map(|at| rater(&names, &rows, at)).collect(),
        level,
    }
}
