//! Sentences that stand there more than once.

use super::Guarded;
use super::copied::gram;
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::Reading;

/// Words that a sentence needs for its repetition to be said.
const REPEATED_WORDS: usize = 5;

pub(super) fn repeated(reading: &Reading<'_>, guarded: &mut Guarded) {
    let mut seen: Vec<(u64, usize)> = Vec::with_capacity(reading.sentences.len());
    for (at, sentence) in reading.sentences.iter().enumerate() {
        if sentence.words.len() >= REPEATED_WORDS {
            seen.push((gram(&reading.words[sentence.words.clone()]), at));
        }
    }
    seen.sort_unstable();
    let mut again = 0;
    for pair in seen.windows(2) {
        if pair[0].0 == pair[1].0 {
            again += 1;
            guarded.void[reading.sentences[pair[1].1].words.clone()].fill(true);
        }
    }
    if again > 0 {
        guarded.flags.push(Flag {
            code: FlagCode::Repeated,
            message: format!(
                "{again} sentence{} there more than once and {} once.",
                if again == 1 { " stands" } else { "s stand" },
                if again == 1 { "counts" } else { "count" },
            ),
        });
    }
}
