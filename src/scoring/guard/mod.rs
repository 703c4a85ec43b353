//! The second pass: is there an answer at all, and is it one that somebody meant?
//!
//! A guard explains itself, and takes points only where it is sure: real answers have lists,
//! fragments and odd sentences too.

mod buzzwords;
mod circular;
mod copied;
mod list;
mod order;
mod refusal;
mod repeated;

use super::assessment::{Flag, FlagCode};
use super::compiled::CompiledRubric;
use super::read::Reading;
use crate::content::rubric::Expects;
pub(super) use copied::FourGrams;

/// Fewer words than this cannot say anything.
const FEWEST_WORDS: usize = 4;

/// What the guards found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guarded {
    /// Not an answer: nothing is scored.
    pub(super) refused: Option<Flag>,
    /// Certainly not meant as one: nothing in it counts.
    pub(super) zero: bool,
    /// Everything noticed.
    pub(super) flags: Vec<Flag>,
    /// By word: no evidence, because it is copied from the question or repeats a sentence.
    pub(super) void: Vec<bool>,
}

/// Runs all guards.
pub(super) fn guard(reading: &Reading<'_>, rubric: &CompiledRubric) -> Guarded {
    let words = &reading.words;
    let mut guarded =
        Guarded { refused: None, zero: false, flags: Vec::new(), void: vec![false; words.len()] };
    guarded.refused = refusal::refusal(reading, &rubric.graph);
    if guarded.refused.is_some() {
        return guarded;
    }
    let expects = rubric.rubric.expects;
    if words.len() < FEWEST_WORDS && expects == Expects::Action {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::TooShort,
            message: format!(
                "{} is too little to show anything.",
                if words.len() == 1 {
                    "One word".to_owned()
                } else {
                    format!("{} words", words.len())
                }
            ),
        });
        return guarded;
    }
    list::list(reading, expects, &mut guarded);
    copied::copied(words, &rubric.prompt, &mut guarded);
    repeated::repeated(reading, &mut guarded);
    // Behind the others, for a sentence that counts for nothing is no sign of how the rest is told.
    if expects == Expects::Action {
        circular::circular(reading, &mut guarded);
        buzzwords::buzzwords(reading, &mut guarded);
    }
    order::shuffled(reading, expects, &mut guarded);
    guarded
}

fn thousandths(part: usize, whole: usize) -> usize {
    (part * 1_000).checked_div(whole).unwrap_or(0)
}
