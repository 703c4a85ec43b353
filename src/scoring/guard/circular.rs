//! Terms that are said of themselves.

use super::{Guarded, thousandths};
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::{Reading, Word};
use crate::scoring::tables::classes::FUNCTION;

/// Words that a sentence has at least to be asked whether it says a term of itself.
const CIRCULAR_WORDS: usize = 6;
/// Words up to which a word that comes back says anything: over a long sentence most people use one
/// twice.
const CIRCULAR_WORDS_AT_MOST: usize = 30;
/// Letters of a word that can come back: shorter ones do by chance.
const CIRCULAR_LETTERS: usize = 4;
/// Fewest sentences to judge by.
const CIRCULAR_SENTENCES: usize = 4;
/// Share of such sentences, in thousandths, from which on nothing is said. Of 150 honest answers
/// none reached 350.
const CIRCULAR_AT_LEAST: usize = 600;

/// "Escalation would be escalated": terms that are said of themselves tell of no work. Real answers
/// repeat a word within a sentence, too, but in fewer than one sentence in three.
pub(super) fn circular(reading: &Reading<'_>, guarded: &mut Guarded) {
    let sentences = reading
        .sentences
        .iter()
        .filter(|sentence| !guarded.void[sentence.words.clone()].iter().all(|&void| void))
        .map(|sentence| &reading.words[sentence.words.clone()])
        .filter(|words| words.len() >= CIRCULAR_WORDS);
    let (mut all, mut circular) = (0, 0);
    for words in sentences {
        all += 1;
        circular += usize::from(says_itself(words));
    }
    if all >= CIRCULAR_SENTENCES && thousandths(circular, all) >= CIRCULAR_AT_LEAST {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::Circular,
            message: format!(
                "{circular} of {all} sentences only say a term of itself, so none of them says what anybody would do."
            ),
        });
    }
}

/// Whether a word with a meaning of its own comes back within the sentence.
fn says_itself(words: &[Word<'_>]) -> bool {
    if words.len() > CIRCULAR_WORDS_AT_MOST {
        return false;
    }
    let bears = |word: &Word<'_>| !word.class.is(FUNCTION) && word.norm.len() >= CIRCULAR_LETTERS;
    words.iter().enumerate().filter(|(_, word)| bears(word)).any(|(at, word)| {
        let same = |other: &&Word<'_>| other.stem_hash == word.stem_hash && other.stem == word.stem;
        words[at + 1..].iter().filter(same).any(bears)
    })
}
