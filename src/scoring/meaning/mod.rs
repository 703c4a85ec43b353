//! What words mean, as directions: a second signal for what was said in words that no pattern
//! foresaw.
//!
//! A small table, distilled from a sentence encoder by `tools/meaning_table.py`, gives each word
//! piece a vector of 128 small whole numbers; the sum over a run of words points where the run
//! points. The angle between two sums tells whether they are about the same thing. It does not tell
//! whether both *assert* it: "we skip the review" lies close to "we review it". So no score may rest
//! on it alone.
//!
//! Whole numbers only, so that the same words give the same thousandths on every machine and in
//! every build. This module knows words; it does not know answers, criteria or scores.

mod table;
mod vector;

pub use table::{hash, word};
pub use vector::{Vector, WordMeaning};
