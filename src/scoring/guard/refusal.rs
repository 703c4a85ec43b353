//! Whether there is anything to score: words, and enough of them English.

use super::{FEWEST_WORDS, thousandths};
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::compile::Graph;
use crate::scoring::read::{Reading, Word};
use crate::scoring::tables::classes::{Class, FUNCTION};
use crate::scoring::tables::is_english;

/// Share of known words, in thousandths, under which a text is in no English.
const KNOWN_AT_LEAST: usize = 500;

pub(super) fn refusal(reading: &Reading<'_>, graph: &Graph) -> Option<Flag> {
    let words = &reading.words;
    if words.is_empty() {
        return Some(Flag {
            code: FlagCode::Empty,
            message: "There are no words here, so nothing was scored.".to_owned(),
        });
    }
    let mut known = words.iter().filter(|word| word.class.is(FUNCTION)).count();
    for word in words.iter().filter(|word| !word.class.is(FUNCTION)) {
        if thousandths(known, words.len()) >= KNOWN_AT_LEAST {
            return None;
        }
        known += usize::from(is_known(word, graph));
    }
    if thousandths(known, words.len()) >= KNOWN_AT_LEAST {
        return None;
    }
    // The guess only words the message; whether to score was decided by the word list.
    let language = whatlang::detect(reading.text)
        .filter(|info| info.lang() != whatlang::Lang::Eng && info.is_reliable());
    Some(match language {
        Some(info) if words.len() >= FEWEST_WORDS => Flag {
            code: FlagCode::OtherLanguage,
            message: format!(
                "This looks like {}. Rubrics read English, so nothing was scored; that is not a level 0.",
                info.lang().eng_name()
            ),
        },
        _ => Flag {
            code: FlagCode::Unreadable,
            message: format!(
                "Only {known} of {} words are English, so nothing was scored; that is not a level 0.",
                words.len()
            ),
        },
    })
}

fn is_known(word: &Word<'_>, graph: &Graph) -> bool {
    let plain = word.norm.strip_suffix("'s").unwrap_or(&word.norm);
    graph.stem(&word.stem, word.stem_hash).is_some()
        || plain.bytes().any(|b| b.is_ascii_digit())
        || Class::of_norm(plain).is(FUNCTION)
        || is_english(plain)
}
