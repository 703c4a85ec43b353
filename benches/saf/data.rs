//! The questions and answers of the data set.

use std::fs;
use std::path::Path;

use serde::Deserialize;

/// Questions whose scores hardly vary.
pub(crate) const LEFT_OUT: [&str; 4] = ["2.1_DLL", "2.2_DLL", "4.2_LM", "6.1_IPP"];

#[derive(Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) prompt: String,
}

#[derive(Deserialize)]
pub(crate) struct Answer {
    pub(crate) id: String,
    pub(crate) question: String,
    /// 0 to 1.
    pub(crate) score: f64,
    pub(crate) text: String,
    pub(crate) split: Split,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Split {
    Tune,
    Check,
}

/// The level of a scale from 0 to 4 that a score is nearest to, halves down.
pub(crate) fn level_of(score: f64) -> u8 {
    (0..4).filter(|level| score * 4.0 > f64::from(*level) + 0.5).count().try_into().unwrap_or(0)
}

/// The name of a question's rubric file.
pub(crate) fn rubric_name(question: &str) -> String {
    question.to_lowercase().replace(['.', '_'], "-")
}

pub(crate) fn json_lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, String> {
    read(path)?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), at + 1))
        })
        .collect()
}

pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
