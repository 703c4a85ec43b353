//! Management speak: a text so full of it says nothing that anybody would do.

use super::{Guarded, thousandths};
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::Reading;
use crate::scoring::tables::classes::BUZZWORDS;

/// Share of the words, in thousandths, from which on nothing is said. Chosen by some 700 answers that
/// authors read, tried on 900 others: no answer that people gave level 2 or more has a share of 45.
/// Of 25 of the others that are such talk two lie between 100 and 120, and none below.
const BUZZWORDS_AT_LEAST: usize = 100;

/// Fewest such words to judge by.
const FEWEST_BUZZWORDS: usize = 6;

/// Buzzwords that are quoted.
const TO_QUOTE: usize = 4;

/// "A holistic framework will embed a culture of transparency": whoever plans says such words, too,
/// but among many others.
pub(super) fn buzzwords(reading: &Reading<'_>, guarded: &mut Guarded) {
    // What counts for nothing must not thin it out.
    let words = || reading.words.iter().zip(&guarded.void).filter(|(_, void)| !**void);
    let found = || words().map(|(word, _)| word).filter(|word| word.class.is(BUZZWORDS));
    let (count, all) = (found().count(), words().count());
    if count < FEWEST_BUZZWORDS || thousandths(count, all) < BUZZWORDS_AT_LEAST {
        return;
    }
    let mut quoted: Vec<String> = Vec::with_capacity(TO_QUOTE);
    for word in found() {
        let word = format!("\"{}\"", word.norm);
        if quoted.len() < TO_QUOTE && !quoted.contains(&word) {
            quoted.push(word);
        }
    }
    guarded.zero = true;
    guarded.flags.push(Flag {
        code: FlagCode::Buzzwords,
        message: format!(
            "{count} of {all} words are management speak ({}), and none of it says who would do what, so nothing counts. Say who does what, and by when.",
            quoted.join(", ")
        ),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::read::read;

    fn is_talk(text: &str) -> bool {
        let reading = read(text);
        let mut guarded = Guarded {
            refused: None,
            zero: false,
            flags: Vec::new(),
            void: vec![false; reading.words.len()],
        };
        buzzwords(&reading, &mut guarded);
        guarded.zero
    }

    #[test]
    fn a_text_full_of_management_speak_is_talk() {
        assert!(is_talk(
            "We would leverage a holistic framework that aligns stakeholders around a shared vision, \
             fosters a culture of transparency and unlocks sustainable value across the lifecycle."
        ));
    }

    #[test]
    fn somebody_who_acts_may_use_such_words() {
        assert!(!is_talk(
            "On Monday I sit down with the stakeholders and go through the governance framework. \
             Legal writes down which clause asks for transparency, I read two hundred chats, and by \
             Friday we have a list of what is missing, with an owner and a date for each. The strategy \
             paper waits until Priya has seen the first results and says which of them matter to her."
        ));
        assert!(!is_talk("Robust framework, holistic."));
    }
}
