//! What was fitted to marks, for a rubric: cuts, and small changes of what criteria and words count.

use std::collections::BTreeMap;

use super::ids::CriterionId;

/// The most that words may add or take, in thousandths of a level: half a level.
pub const MAX_BOUND: u32 = 500;
/// The most that one weight may say, in thousandths of a level.
pub const MAX_WEIGHT: i32 = 9_000;
/// The most words of a calibration.
pub const MAX_WORDS: usize = 400;

/// `<question>.calibration.toml`. All weights are thousandths of a level of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration {
    /// SHA-256 of the rubric and all else that its scores depend on, as it was when fitted.
    pub basis: String,
    /// Who marked, by name.
    pub raters: Vec<String>,
    /// `tune`, `check` or `all`.
    pub set: String,
    /// How many answers it was fitted to.
    pub answers: u32,
    /// Cross-validated agreement of the rubric alone.
    pub before: FitFigures,
    /// Cross-validated agreement with the calibration.
    pub after: FitFigures,
    /// Percent at which levels begin, in place of the rubric's.
    pub cuts: Vec<u8>,
    /// Added to every answer, with the criteria.
    pub start: i32,
    /// Added at a criterion's highest level, and in proportion below it.
    pub criteria: BTreeMap<CriterionId, i32>,
    /// Added to every answer, with the words.
    pub words_start: i32,
    /// Added where the words stand in an answer, as stems with single spaces between.
    pub words: BTreeMap<String, i32>,
    /// All words together add or take at most this; up to [`MAX_BOUND`].
    pub bound: u32,
}

/// Agreement with the marks, in thousandths; none where it is not defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FitFigures {
    /// Pearson's correlation of the percentage with the marks.
    pub pearson: Option<i32>,
    /// Spearman's rank correlation of the same.
    pub spearman: Option<i32>,
    /// Quadratic weighted kappa of the levels.
    pub qwk: Option<i32>,
}
