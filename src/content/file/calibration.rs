//! The shape of a calibration's file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::limits::MAX_ENTRIES;
use super::FORMAT;
use super::texts::{Id, Line};

/// What was fitted to marks, written by `hotseat calibrate`: `<question>.calibration.toml`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Calibration")]
pub struct CalibrationFile {
    /// Version of the format: 1.
    #[schemars(title = "Format", example = FORMAT, extend("const" = FORMAT))]
    pub format: u32,
    /// SHA-256 of the rubric and all else that its scores depend on.
    #[schemars(
        title = "Basis",
        example = &"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub basis: Line,
    /// Who marked.
    #[schemars(title = "Raters", example = ["ana"], length(max = MAX_ENTRIES))]
    pub raters: Vec<Line>,
    /// Which marked answers: "tune", "check" or "all".
    #[schemars(title = "Set", example = &"tune")]
    pub set: Line,
    /// How many answers.
    #[schemars(title = "Answers", example = 30)]
    pub answers: u32,
    /// Percent at which levels begin.
    #[schemars(title = "Cuts", example = [20, 40, 60, 80])]
    pub cuts: Vec<u8>,
    /// Added to every answer with the criteria, in thousandths of a level.
    #[schemars(title = "Start", example = 0)]
    pub start: Option<i32>,
    /// Added to every answer with the words, in thousandths of a level.
    #[schemars(title = "Start of the words", example = 0)]
    pub words_start: Option<i32>,
    /// The most that all words together add or take, in thousandths of a level; 500 at most.
    #[schemars(title = "Bound", example = 500)]
    pub bound: Option<u32>,
    /// Cross-validated agreement of the rubric alone, in thousandths.
    #[schemars(title = "Before", example = json!({ "pearson": 610 }))]
    pub before: Option<FitFiguresFile>,
    /// Cross-validated agreement with the calibration, in thousandths.
    #[schemars(title = "After", example = json!({ "pearson": 650 }))]
    pub after: Option<FitFiguresFile>,
    /// By criterion: what its highest level adds, in thousandths of a level.
    #[schemars(title = "Criteria", example = json!({ "inventory": 120 }))]
    pub criterion: Option<BTreeMap<Id, i32>>,
    /// By words, as stems: what they add, in thousandths of a level.
    #[schemars(title = "Words", example = json!({ "load balanc": 40 }))]
    pub word: Option<BTreeMap<String, i32>>,
}

/// Agreement with marks, in thousandths.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Figures", example = json!({ "pearson": 610 }))]
pub struct FitFiguresFile {
    /// Pearson's correlation.
    #[schemars(title = "Pearson", example = 610)]
    pub pearson: Option<i32>,
    /// Spearman's rank correlation.
    #[schemars(title = "Spearman", example = 600)]
    pub spearman: Option<i32>,
    /// Quadratic weighted kappa.
    #[schemars(title = "Kappa", example = 580)]
    pub qwk: Option<i32>,
}
