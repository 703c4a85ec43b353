//! Words in an order in which nobody says them.

use super::list::fragments;
use super::{Guarded, thousandths};
use crate::content::rubric::Expects;
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::{Reading, Word};
use crate::scoring::tables::classes::FUNCTION;
use crate::scoring::tables::word_order::Kind;

/// How likely the order of the words is in the mean, in 32nds of a natural logarithm a pair: running
/// English is about +9, its words in random order about -11. Under this they are shuffled.
const LIKELY_AT_LEAST: i64 = -3;
/// The same where facts are expected: formulas and names of things look odder.
const LIKELY_AMONG_FACTS: i64 = -5;
/// Fewest pairs to judge by.
const PAIRS_TO_JUDGE: i64 = 15;
/// Share of function words, in thousandths, under which the order of words tells nothing.
const FUNCTION_TO_JUDGE: usize = 200;
/// Words of a stretch between marks whose ends are looked at: a term has no beginning.
const STRETCH_WORDS: usize = 3;

/// Finds a text whose words are shuffled, as a whole or within its sentences.
pub(super) fn shuffled(reading: &Reading<'_>, expects: Expects, guarded: &mut Guarded) {
    let words = &reading.words;
    let functional = words.iter().filter(|word| word.class.is(FUNCTION)).count();
    if thousandths(functional, words.len()) < FUNCTION_TO_JUDGE {
        return;
    }
    let (sum, pairs) = likelihood(reading);
    let least = match expects {
        Expects::Action => LIKELY_AT_LEAST,
        Expects::Knowledge => LIKELY_AMONG_FACTS,
    };
    if pairs >= PAIRS_TO_JUDGE && sum < least * pairs {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::Shuffled,
            message: "The words are in an order in which nobody says them.".to_owned(),
        });
    }
}

/// How likely the order of the words is: a sum over pairs of neighbours, and how many there are.
fn likelihood(reading: &Reading<'_>) -> (i64, i64) {
    let [start, end] = Kind::edges();
    // "Events A and C": a capital letter alone is a name.
    let kind = |word: &Word<'_>| {
        let is_name = word.norm == "a" && &reading.text[word.span.clone()] == "A";
        if is_name { Kind::other() } else { word.kind }
    };
    let (mut sum, mut pairs) = (0, 0);
    for fragment in fragments(reading) {
        let whole = fragment.len() >= STRETCH_WORDS;
        let mut before = whole.then_some(start);
        for next in fragment.iter().map(kind).chain(whole.then_some(end)) {
            if let Some(before) = before {
                sum += i64::from(before.before(next));
                pairs += 1;
            }
            before = Some(next);
        }
    }
    (sum, pairs)
}
