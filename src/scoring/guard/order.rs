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
/// The same where facts are expected: notes such as "TCP yes, UDP no" are told in odd order, and short.
const PAIRS_AMONG_FACTS: i64 = 30;
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
    let (least, enough) = match expects {
        Expects::Action => (LIKELY_AT_LEAST, PAIRS_TO_JUDGE),
        Expects::Knowledge => (LIKELY_AMONG_FACTS, PAIRS_AMONG_FACTS),
    };
    if pairs >= enough && sum < least * pairs {
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
        // "Seq. no., ack no.": what ends a stretch is short for number.
        let is_number = fragment.len() > 1 && fragment.last().is_some_and(|own| own.norm == "no");
        let (last, rest) = fragment.split_last().filter(|_| is_number).unzip();
        let kinds = rest.unwrap_or(fragment).iter().map(kind);
        let kinds = kinds.chain(last.map(|_| Kind::other()));
        for next in kinds.chain(whole.then_some(end)) {
            if let Some(before) = before {
                sum += i64::from(before.before(next));
                pairs += 1;
            }
            before = Some(next);
        }
    }
    (sum, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::read::read;

    fn is_shuffled(text: &str) -> bool {
        let reading = read(text);
        let (flags, void) = (Vec::new(), vec![false; reading.words.len()]);
        let mut guarded = Guarded { refused: None, zero: false, flags, void };
        shuffled(&reading, Expects::Knowledge, &mut guarded);
        guarded.zero
    }

    #[test]
    fn notes_of_facts_are_in_order() {
        for text in [
            "Seq. no., Ack no., Advertised Window and Flags are included in TCP's header, but not in \
             UDP's.",
            "Batch no., order no., lot no. and date are on the label of the box, but not on the slip.",
            "Sequence number: TCP yes, UDP no\nACK number: TCP yes, UDP no\nWindow: TCP yes, UDP no",
            "TCP is reliable. TCP header includes the window and UDP not. TCP includes flags and UDP not.",
        ] {
            assert!(!is_shuffled(text), "{text}");
        }
        assert!(is_shuffled(
            "Header in the are window no not and TCP of but the in is flags it and UDP that the to a \
             if number is so with the sends then sequence of to reliable an in and which than not."
        ));
    }
}
