//! The bench: how closely the scorer's levels agree with those that people gave.
//!
//! Answers with data only; the terminal draws it, and its JSON is what `test --json` prints. Fields
//! are only ever added.

mod answers;
pub mod apart;
pub mod diff;
mod figures;
pub mod gate;
pub mod hits;
mod judged;
pub mod others;
pub mod passages;
pub mod past;
pub mod rules;

use rayon::prelude::*;
use serde::Serialize;

pub use answers::{Against, Answer, AnswerCriterion, Cited};
use apart::{CriterionApart, StatementFigures};
pub use diff::Diff;
use hits::{FalseHit, Missed};
use others::{OtherText, Others};
pub use past::{Past, PastError};
use rules::{Hits, RuleFigures, Rules};

use super::suggest::Suggestions;
use crate::content::MarkedAnswer;
use crate::content::Marks;
use crate::content::ids::CriterionId;
use crate::content::marked::MarkedSet;
use crate::scoring::CompiledRubric;
use crate::scoring::receipt::ENGINE;
use judged::Judged;

/// Version of the document.
pub const SCHEMA: u32 = 1;

/// With fewer answers than this, figures say little.
pub const FEW: usize = 20;

/// A question with the answers that test its rubric.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its rubric, ready to score.
    pub rubric: CompiledRubric,
    /// All marked answers, in the order of their file.
    pub answers: Vec<MarkedAnswer>,
    /// What each rater gave.
    pub marks: Vec<Marks>,
}

/// What the bench measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bench {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Which rules scored.
    pub engine: &'static str,
    /// Whether patterns were helped by meaning.
    pub meaning: bool,
    /// Whether calibrations took part.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub calibrated: bool,
    /// Rubric by rubric, in the order in which they were asked for.
    pub rubrics: Vec<RubricBench>,
    /// All rubrics' answers taken together; empty if there is only one rubric.
    pub pooled: Vec<SetBench>,
    /// What changed since an earlier state, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<Diff>,
}

/// One rubric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RubricBench {
    /// `scenario/question`.
    pub question: String,
    /// Who marked, by name.
    pub raters: Vec<String>,
    /// Answers that nobody gave a level; they are in no figure.
    pub unmarked: Vec<String>,
    /// The sets that have answers, tune before check.
    pub sets: Vec<RubricSet>,
    /// What it pays for answers to other questions, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<Others>,
    /// What would bring it nearer to the raters, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Suggestions>,
}

/// One set of one rubric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RubricSet {
    /// Of the level.
    #[serde(flatten)]
    pub level: SetBench,
    /// Of the criteria that somebody marked, in the rubric's order.
    pub criteria: Vec<CriterionFigures>,
    /// The answers, in the order of the file.
    pub answers: Vec<Answer>,
    /// Where each rule is found, in the rubric's order.
    pub rules: Vec<RuleFigures>,
    /// How far each criterion tells strong answers from weak ones, in the rubric's order.
    pub apart: Vec<CriterionApart>,
    /// Which statements hold criteria down, in the rubric's order; those that hold none are left out.
    pub statements: Vec<StatementFigures>,
}

impl RubricSet {
    /// The answers whose level is not the given one, worst first.
    #[must_use]
    pub fn differing(&self) -> Vec<&Answer> {
        let mut found: Vec<&Answer> =
            self.answers.iter().filter(|answer| answer.given != answer.computed).collect();
        // Stable: equally bad ones keep the order of the file.
        found.sort_by_key(|answer| std::cmp::Reverse(answer.given.abs_diff(answer.computed)));
        found
    }
}

/// The answer's level in one set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetBench {
    /// Tune or check.
    pub set: MarkedSet,
    /// Whether the answers are fewer than [`FEW`].
    pub few: bool,
    /// The scorer with the reference.
    #[serde(flatten)]
    pub figures: Figures,
    /// The levels of all criteria that somebody marked, taken together.
    pub criterion_levels: LevelFigures,
    /// People with each other; none unless every answer has two raters or more.
    pub raters: Option<RaterFigures>,
    /// Krippendorff's alpha of all raters and the scorer, each difference of levels squared.
    pub alpha: Estimate,
    /// How many answers of each given level get each computed level: by given level, then by
    /// computed level, both from 0 to the highest that occurs.
    pub levels: Vec<Vec<usize>>,
}

/// How closely two columns of levels agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// How many answers.
    pub n: usize,
    /// Pearson's correlation of the percentage with the given level.
    pub pearson: Option<f64>,
    /// Spearman's rank correlation of the same.
    pub spearman: Estimate,
    /// Quadratic weighted kappa of the levels.
    pub qwk: Estimate,
    /// Share of answers with the given level.
    pub exact: Estimate,
    /// Share of answers within one level of the given.
    pub adjacent: Option<f64>,
    /// How many are off by two levels or more.
    pub off_by_two: usize,
}

/// How closely two columns of levels agree, in short.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LevelFigures {
    /// How many levels.
    pub n: usize,
    /// Share with the given level.
    pub exact: Option<f64>,
    /// Share within one level.
    pub adjacent: Option<f64>,
}

/// A figure with the interval that resampling gives it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// None where the figure is not defined.
    pub value: Option<f64>,
    /// 95 %, by resampling of answers.
    pub interval: Option<(f64, f64)>,
}

/// What the scorer is to be compared with: how closely people agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RaterFigures {
    /// Each rater with each other.
    pub each_other: PairFigures,
    /// The scorer with each rater alone. The mean of several raters errs less than one of them, so
    /// this, and not the scorer's figure for the mean, compares with `each_other`.
    pub scorer: PairFigures,
}

/// Means over pairs of raters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PairFigures {
    /// How many pairs.
    pub pairs: usize,
    /// Mean quadratic weighted kappa of the pairs for which it is defined.
    pub qwk: Option<f64>,
    /// Mean exact agreement.
    pub exact: Option<f64>,
}

/// One criterion's levels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionFigures {
    /// Within the rubric.
    pub id: CriterionId,
    /// Of the answers with a level of this criterion.
    #[serde(flatten)]
    pub levels: LevelFigures,
    /// Mean of the given levels.
    pub given: Option<f64>,
    /// Mean of the computed levels.
    pub computed: Option<f64>,
    /// How many answers of each given level get each computed level, as in [`SetBench::levels`].
    pub table: Vec<Vec<usize>>,
    /// Answers that get less than people give, the worst first.
    pub missed: Vec<Missed>,
    /// Answers that get more, the worst first.
    pub false_hits: Vec<FalseHit>,
}

/// Scores the marked answers and compares. Each answer counts with the mean of its raters' levels,
/// halves rounded down; one that the scorer does not score counts as level 0 and 0 percent.
#[must_use]
pub fn bench(subjects: &[Subject], sets: &[MarkedSet], meaning: bool) -> Bench {
    let judged: Vec<judged::Subject> =
        subjects.iter().map(|subject| judged::subject(subject, sets)).collect();
    let pooled = if subjects.len() > 1 {
        let all = || judged.iter().flat_map(|subject| &subject.answers);
        of_sets(all, SetBench::new)
    } else {
        Vec::new()
    };
    let rubrics = subjects
        .par_iter()
        .zip(&judged)
        .map(|(subject, judged)| RubricBench {
            question: subject.rubric.question.clone(),
            raters: subject.marks.iter().map(|marks| marks.rater.clone()).collect(),
            unmarked: judged.unmarked.clone(),
            sets: of_sets(
                || judged.answers.iter(),
                |set, answers| of_set(&subject.rubric, set, answers),
            ),
            others: None,
            suggestions: None,
        })
        .collect();
    Bench {
        schema: SCHEMA,
        engine: ENGINE,
        meaning,
        calibrated: false,
        rubrics,
        pooled,
        diff: None,
    }
}

fn of_set(rubric: &CompiledRubric, set: MarkedSet, answers: &[&Judged]) -> RubricSet {
    let rules = Rules::new(rubric);
    let hits: Vec<Hits> =
        answers.par_iter().map(|own| rules.hits(&own.text, &own.results)).collect();
    let shown = answers.iter().zip(&hits).map(|(own, hits)| Answer::new(own, &rules, hits));
    RubricSet {
        level: SetBench::new(set, answers),
        criteria: figures::criteria(&rubric.rubric, answers),
        answers: shown.collect(),
        rules: rules::of(&rules, answers, &hits),
        apart: apart::criteria(&rubric.rubric, answers),
        statements: apart::statements(&rubric.rubric, answers),
    }
}

impl Bench {
    /// Puts what each rubric pays for answers to other questions beside it; `texts` are those of all
    /// questions.
    pub fn look_elsewhere(&mut self, subjects: &[Subject], texts: &[OtherText]) {
        for (rubric, subject) in self.rubrics.iter_mut().zip(subjects) {
            rubric.others = Some(Others::of(subject, texts));
        }
    }

    /// Puts suggestions beside their rubrics, in the same order.
    pub fn suggest(&mut self, suggestions: Vec<Suggestions>) {
        for (rubric, own) in self.rubrics.iter_mut().zip(suggestions) {
            rubric.suggestions = Some(own);
        }
    }

    /// Whether nothing at all was measured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rubrics.iter().all(|rubric| rubric.sets.is_empty())
    }
}

impl SetBench {
    fn new(set: MarkedSet, answers: &[&Judged]) -> Self {
        Self {
            set,
            few: answers.len() < FEW,
            figures: figures::level(answers),
            criterion_levels: figures::all_criteria(answers),
            raters: figures::raters(answers),
            alpha: figures::alpha(answers),
            levels: figures::table(answers.iter().map(|own| (own.reference, own.computed))),
        }
    }
}

/// Tune and check apart; a set without answers is left out.
fn of_sets<'a, T, I: Iterator<Item = &'a Judged>>(
    answers: impl Fn() -> I,
    make: impl Fn(MarkedSet, &[&'a Judged]) -> T,
) -> Vec<T> {
    [MarkedSet::Tune, MarkedSet::Check]
        .into_iter()
        .filter_map(|set| {
            let own: Vec<&Judged> = answers().filter(|answer| answer.set == set).collect();
            (!own.is_empty()).then(|| make(set, &own))
        })
        .collect()
}
