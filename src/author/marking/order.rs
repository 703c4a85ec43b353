//! The order in which a rater sees the answers.

use super::Answer;
use crate::scoring::receipt::sha256;

/// The answers in the rater's own order: the same whenever the sitting goes on, another for each
/// rater, and without a trace of the file's, in which strong answers often come first. An answer
/// that is added later does not change the order of the others.
pub(super) fn blind(rater: &str, question: &str, mut answers: Vec<Answer>) -> Vec<Answer> {
    answers.sort_by_cached_key(|answer| {
        let place = sha256(format!("{rater}\0{question}\0{}", answer.id).as_bytes());
        (place, answer.id.clone())
    });
    answers
}
