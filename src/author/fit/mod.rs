//! Fits a calibration to marks, and measures by cross-validation whether it helps.
//!
//! Answers with data only. With few answers only cuts move; from ten on criteria are weighed, from
//! twenty-five on words as well, and each only where left-out answers are predicted better for it.
//! Sums are taken in a fixed order, so that the same marks give the same bytes.

pub mod cuts;
mod matrix;
mod model;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

pub use model::{CRITERIA_FROM, MOST, Model, WORDS_FROM};
pub use write::{FIRST_LINE, text};

use crate::agreement::{SplitMix64, pearson, quadratic_kappa, spearman};
use crate::content::calibration::{Calibration, FitFigures, MAX_BOUND};
use crate::content::ids::CriterionId;
use crate::scoring::assessment::FlagCode;
use crate::scoring::{CompiledRubric, Given, assess, phrases};

/// Version of the document that `calibrate --json` prints.
pub const SCHEMA: u32 = 1;

/// Parts of a cross-validation.
const FOLDS: usize = 10;

/// Fewer answers than this cannot be cross-validated.
pub const FEWEST: usize = 3;

/// Flags of answers whose level has a cap, whatever was fitted.
const HELD: [FlagCode; 4] =
    [FlagCode::Capped, FlagCode::Fatal, FlagCode::AgainstInTone, FlagCode::Beside];

/// Far less than any two means of levels are apart.
const HAIR: f64 = 1e-9;

/// A scored answer with the score that people gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// By the rubric alone; 0 where it was not scored.
    pub percent: u8,
    /// Whether a guard took everything.
    pub zero: bool,
    /// Whether a gate or a statement holds it down, whatever is fitted.
    pub held: bool,
    /// Each criterion's level as a share of its highest.
    pub criteria: BTreeMap<CriterionId, f64>,
    /// What [`phrases`] finds.
    pub phrases: BTreeSet<String>,
    /// Given, as a share of the scale: 0 to 1.
    pub target: f64,
}

impl Example {
    /// Scores an answer. The rubric must have no calibration of its own.
    #[must_use]
    pub fn new(rubric: &CompiledRubric, answer: &str, target: f64) -> Self {
        let assessment = assess(rubric, Given::answer(answer));
        let zero = assessment.flags.iter().any(|flag| flag.code.is_level_zero());
        let share = |level: u8, of: u8| f64::from(level) / f64::from(of.max(1));
        Self {
            percent: assessment.percent.unwrap_or(0),
            zero,
            held: assessment.flags.iter().any(|flag| HELD.contains(&flag.code)),
            criteria: assessment
                .criteria
                .iter()
                .filter_map(|own| Some((own.id.clone(), share(own.level?, own.of))))
                .collect(),
            phrases: phrases(rubric, answer),
            target,
        }
    }

    /// Whether nothing that is fitted moves it.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.zero || self.held || self.percent == 0
    }

    fn given(&self, levels: u8) -> u8 {
        // Halves down, as the reference level everywhere; a hair less, since a mean of levels divided
        // and multiplied again may come out a hair above.
        let level = model::whole(self.target * f64::from(levels) - HAIR);
        level.and_then(|level| u8::try_from(level).ok()).unwrap_or(0).min(levels)
    }
}

/// What was fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Percent at which levels begin.
    pub cuts: Vec<u8>,
    /// None where only cuts were fitted.
    pub model: Option<Model>,
}

/// Agreement with marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Agreement {
    /// Pearson's correlation of the percentage with the marks.
    pub pearson: Option<f64>,
    /// Spearman's rank correlation of the same.
    pub spearman: Option<f64>,
    /// Quadratic weighted kappa of the levels.
    pub qwk: Option<f64>,
    /// Mean distance of the levels.
    pub distance: f64,
}

/// The result of a calibration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// [`SCHEMA`].
    pub schema: u32,
    /// `scenario/question`.
    pub question: String,
    /// How many answers it was fitted to.
    pub answers: usize,
    /// The rubric alone.
    pub before: Agreement,
    /// Cross-validated, the weights and cuts fitted anew in each part. Whether weights and cuts take
    /// part at all was chosen by the same figures, which flatters them a little.
    pub after: Agreement,
    /// What was done and why, for people.
    pub notes: Vec<String>,
    /// What was fitted; none where nothing helps.
    #[serde(skip)]
    pub fitted: Option<Fitted>,
}

/// What a fit may change.
#[derive(Clone, Copy)]
struct Allowed {
    model: bool,
    cuts: bool,
}

/// Fits a calibration to answers.
#[must_use]
pub fn calibrate(rubric: &CompiledRubric, examples: &[Example]) -> Outcome {
    let levels = levels(rubric);
    let own = &rubric.rubric.cuts;
    let judged: Vec<(u8, u8)> =
        examples.iter().map(|e| (e.percent, level(own, e.percent))).collect();
    let before = agreement(examples, &judged, levels);
    let mut notes = Vec::new();
    let mut outcome = Outcome {
        schema: SCHEMA,
        question: rubric.question.clone(),
        answers: examples.len(),
        before,
        after: before,
        notes: Vec::new(),
        fitted: None,
    };
    if examples.len() < FEWEST {
        outcome.notes = vec![format!("Fewer than {FEWEST} answers: nothing can be fitted.")];
        return outcome;
    }
    let mut allowed = Allowed { model: false, cuts: false };
    match model::fit(rubric, examples) {
        Err(why) => notes.push(format!("Criteria and words keep the author's weights: {why}.")),
        Ok(_) => {
            let validated =
                validated(rubric, examples, Allowed { model: true, cuts: false }, levels);
            if validated.pearson > before.pearson {
                allowed.model = true;
                outcome.after = validated;
                notes.push(if examples.len() < WORDS_FROM {
                    "Criteria are weighed anew; words are from 25 answers on.".to_owned()
                } else {
                    "Criteria are weighed anew, and words add or take up to half a level."
                        .to_owned()
                });
            } else {
                notes.push(
                    "Criteria and words keep the author's weights: cross-validation does not gain."
                        .to_owned(),
                );
            }
        }
    }
    let with_cuts = validated(rubric, examples, Allowed { cuts: true, ..allowed }, levels);
    if with_cuts.distance < outcome.after.distance && with_cuts.qwk >= outcome.after.qwk {
        allowed.cuts = true;
        outcome.after = with_cuts;
        notes.push("Cuts are moved, drawn towards the author's.".to_owned());
    } else {
        notes.push("Cuts stay the author's: others are not better on left-out answers.".to_owned());
    }
    if allowed.model || allowed.cuts {
        outcome.fitted = Some(fit(rubric, examples, allowed, levels));
    }
    outcome.notes = notes;
    outcome
}

fn fit(rubric: &CompiledRubric, examples: &[Example], allowed: Allowed, levels: u8) -> Fitted {
    let model = if allowed.model { model::fit(rubric, examples).ok() } else { None };
    let own = &rubric.rubric.cuts;
    let cuts = if allowed.cuts {
        let pairs: Vec<(u8, u8)> = examples
            .iter()
            .filter(|example| !example.is_fixed())
            .map(|example| (percent(model.as_ref(), example, levels), example.given(levels)))
            .collect();
        cuts::fit(own, &pairs)
    } else {
        own.clone()
    };
    Fitted { cuts, model }
}

impl Fitted {
    /// The percentage that scoring gives an answer, caps aside.
    #[must_use]
    pub fn percent(&self, example: &Example) -> u8 {
        let levels = u8::try_from(self.cuts.len()).unwrap_or(u8::MAX);
        percent(self.model.as_ref(), example, levels)
    }
}

fn percent(model: Option<&Model>, example: &Example, levels: u8) -> u8 {
    model.map_or(example.percent, |model| model.percent(example, levels))
}

/// Agreement on answers that the fit did not see.
fn validated(
    rubric: &CompiledRubric,
    examples: &[Example],
    allowed: Allowed,
    levels: u8,
) -> Agreement {
    // Dealt out in the order of their scores, so that each part has weak and strong ones.
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_by(|a, b| examples[*a].target.total_cmp(&examples[*b].target));
    let folds = FOLDS.min(examples.len());
    let parts: Vec<Vec<(usize, (u8, u8))>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let is_out = |at: usize| at % folds == fold;
            let seen: Vec<Example> = order
                .iter()
                .enumerate()
                .filter(|(at, _)| !is_out(*at))
                .map(|(_, index)| examples[*index].clone())
                .collect();
            let fitted = fit(rubric, &seen, allowed, levels);
            order
                .iter()
                .enumerate()
                .filter(|(at, _)| is_out(*at))
                .map(|(_, index)| {
                    let percent = fitted.percent(&examples[*index]);
                    (*index, (percent, level(&fitted.cuts, percent)))
                })
                .collect()
        })
        .collect();
    let mut judged = vec![(0, 0); examples.len()];
    for (index, found) in parts.into_iter().flatten() {
        judged[index] = found;
    }
    agreement(examples, &judged, levels)
}

fn agreement(examples: &[Example], judged: &[(u8, u8)], levels: u8) -> Agreement {
    let scores: Vec<(f64, f64)> = examples
        .iter()
        .zip(judged)
        .map(|(example, (percent, _))| (f64::from(*percent), example.target))
        .collect();
    let pairs: Vec<(u8, u8)> = examples
        .iter()
        .zip(judged)
        .map(|(example, (_, level))| (example.given(levels), *level))
        .collect();
    let apart: u32 = pairs.iter().map(|(given, level)| u32::from(given.abs_diff(*level))).sum();
    Agreement {
        pearson: pearson(&scores),
        spearman: spearman(&scores),
        qwk: quadratic_kappa(&pairs),
        distance: f64::from(apart) / number(pairs.len().max(1)),
    }
}

fn level(cuts: &[u8], percent: u8) -> u8 {
    u8::try_from(cuts.iter().filter(|cut| percent >= **cut).count()).unwrap_or(u8::MAX)
}

fn levels(rubric: &CompiledRubric) -> u8 {
    u8::try_from(rubric.rubric.cuts.len()).unwrap_or(u8::MAX)
}

/// So many of some things, drawn without replacement, in their own order; the same for the same seed.
#[must_use]
pub fn draw(of: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut random = SplitMix64(seed);
    let mut keyed: Vec<(u64, usize)> = (0..of).map(|at| (random.next_number(), at)).collect();
    keyed.sort_unstable();
    let mut drawn: Vec<usize> = keyed.into_iter().take(count).map(|(_, at)| at).collect();
    drawn.sort_unstable();
    drawn
}

impl Outcome {
    /// What is written and applied; none where nothing helps.
    #[must_use]
    pub fn calibration(
        &self,
        rubric: &CompiledRubric,
        raters: Vec<String>,
        set: &str,
    ) -> Option<Calibration> {
        let fitted = self.fitted.as_ref()?;
        let model = fitted.model.clone().unwrap_or_default();
        Some(Calibration {
            basis: rubric.basis(),
            raters,
            set: set.to_owned(),
            answers: u32::try_from(self.answers).unwrap_or(u32::MAX),
            before: self.before.written(),
            after: self.after.written(),
            cuts: fitted.cuts.clone(),
            start: model.start,
            criteria: model.criteria,
            words_start: model.words_start,
            words: model.words,
            bound: MAX_BOUND,
        })
    }
}

impl Agreement {
    fn written(self) -> FitFigures {
        let thousandths = |figure: Option<f64>| figure.and_then(|own| model::whole(own * 1_000.0));
        FitFigures {
            pearson: thousandths(self.pearson),
            spearman: thousandths(self.spearman),
            qwk: thousandths(self.qwk),
        }
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
