//! Words taken over from the question.

use super::{Guarded, thousandths};
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::Word;

/// Share of words copied from the question, in thousandths, from which on it is said.
const COPIED_TO_SAY: usize = 300;

/// The runs of four words of a question.
#[derive(Clone, Debug)]
pub(in crate::scoring) struct FourGrams {
    /// Their hashes, sorted.
    all: Vec<u64>,
    /// By the lowest bits of a hash: whether any has them. Most runs of an answer are in no question,
    /// and this tells it at once.
    any: [bool; LOWEST],
}

/// How many values the lowest bits of a hash have that are looked at first.
const LOWEST: usize = 1 << 10;

impl FourGrams {
    /// Those of a question's words.
    pub(in crate::scoring) fn of(words: &[Word<'_>]) -> Self {
        let mut all: Vec<u64> = words.windows(4).map(gram).collect();
        all.sort_unstable();
        let mut any = [false; LOWEST];
        all.iter().for_each(|&gram| any[lowest(gram)] = true);
        Self { all, any }
    }

    fn has(&self, gram: u64) -> bool {
        self.any[lowest(gram)] && self.all.binary_search(&gram).is_ok()
    }
}

fn lowest(gram: u64) -> usize {
    usize::try_from(gram % LOWEST as u64).unwrap_or(0)
}

/// FNV-1a over the words' own hashes: a fixed function, so that it is the same on every machine.
pub(super) fn gram(words: &[Word<'_>]) -> u64 {
    words.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| {
        (hash ^ u64::from(word.norm_hash)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn copied(words: &[Word<'_>], prompt: &FourGrams, guarded: &mut Guarded) {
    let mut copied = vec![false; words.len()];
    for (at, run) in words.windows(4).enumerate() {
        if prompt.has(gram(run)) {
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
