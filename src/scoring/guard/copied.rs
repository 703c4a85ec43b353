//! Words taken over from the question.

use super::{Guarded, thousandths};
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::Word;

/// Share of words copied from the question, in thousandths, from which on it is said.
const COPIED_TO_SAY: usize = 300;

/// Hashes of all runs of four words, sorted.
pub(in crate::scoring) fn four_grams(words: &[Word]) -> Vec<u64> {
    let mut grams: Vec<u64> = words.windows(4).map(gram).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// FNV-1a over the words' own hashes: a fixed function, so that it is the same on every machine.
pub(super) fn gram(words: &[Word]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| {
        (hash ^ u64::from(word.norm_hash)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn copied(words: &[Word], prompt: &[u64], guarded: &mut Guarded) {
    let mut copied = vec![false; words.len()];
    for (at, run) in words.windows(4).enumerate() {
        if prompt.binary_search(&gram(run)).is_ok() {
            copied[at..at + 4].fill(true);
        }
    }
    let count = copied.iter().filter(|&&c| c).count();
    for (void, copied) in guarded.void.iter_mut().zip(copied) {
        *void |= copied;
    }
    if thousandths(count, words.len()) >= COPIED_TO_SAY {
        guarded.flags.push(Flag {
            code: FlagCode::CopiedQuestion,
            message: format!(
                "{count} of {} words are taken over from the question. They are no evidence.",
                words.len()
            ),
        });
    }
}
