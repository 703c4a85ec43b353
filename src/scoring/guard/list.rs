//! Terms side by side instead of statements.

use super::{FEWEST_WORDS, Guarded, thousandths};
use crate::content::rubric::Expects;
use crate::scoring::assessment::{Flag, FlagCode};
use crate::scoring::read::{Gap, Reading, Word};
use crate::scoring::tables::classes::{ACTING, DEEDS, FUNCTION};

/// Share of function words, in thousandths, under which a text is a list rather than prose.
const FUNCTION_AT_LEAST: usize = 120;
/// How much is said: the share of words in statements plus twice that of function words, in
/// thousandths. Lists of terms stay under 430, notes that say something are above 480 and most of
/// them above 700, prose is above 1,200. Under this, nothing counts.
const SAID_TO_COUNT: usize = 450;
/// Between that and this, terms shorter than [`FEWEST_WORDS`] count only within a statement: longer
/// pieces of terse notes say something of their own.
const SAID_TO_COUNT_WHOLE: usize = 600;
/// Words from which on a fragment is a phrase rather than a term.
const PHRASE_WORDS: usize = 6;
/// Words that a note has at least which begins with what is done.
const NOTE_WORDS: usize = 3;
/// Words from which on a fragment with a function word in it relates one thing to another.
const RELATED_WORDS: usize = 5;

/// Terms side by side are not an answer, however well chosen.
pub(super) fn list(reading: &Reading<'_>, expects: Expects, guarded: &mut Guarded) {
    let words = &reading.words;
    let functional = words.iter().filter(|word| word.class.is(FUNCTION)).count();
    let functional = thousandths(functional, words.len());
    let stated: usize = fragments(reading).filter(|f| is_statement(f)).map(<[_]>::len).sum();
    let said = thousandths(stated, words.len()) + 2 * functional;
    // Facts can be told in a list or a formula: there, nothing but the form is noticed.
    if said < SAID_TO_COUNT && expects == Expects::Action {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::KeywordList,
            message: "This is a list of terms: nobody does anything in it, so no term counts. Say who would do what, and why."
                .to_owned(),
        });
    } else if said < SAID_TO_COUNT_WHOLE && expects == Expects::Action {
        let mut at = 0;
        for fragment in fragments(reading) {
            if !is_statement(fragment) && fragment.len() < FEWEST_WORDS {
                guarded.void[at..at + fragment.len()].fill(true);
            }
            at += fragment.len();
        }
        guarded.flags.push(Flag {
            code: FlagCode::ListLike,
            message: "Much of this is a list of terms. Only what is said of them counts; say who would do what, and why."
                .to_owned(),
        });
    } else if functional < FUNCTION_AT_LEAST || said < SAID_TO_COUNT_WHOLE {
        guarded.flags.push(Flag {
            code: FlagCode::ListLike,
            message: "Much of this is a list of terms. It was scored as it stands; whole sentences would show more."
                .to_owned(),
        });
    }
}

/// What stands between commas, other marks and the ends of sentences.
pub(super) fn fragments<'r, 't>(reading: &'r Reading<'t>) -> impl Iterator<Item = &'r [Word<'t>]> {
    reading.words.chunk_by(|one, next| one.sentence == next.sentence && next.before == Gap::Space)
}

/// Whether a fragment says something: somebody acts in it, or it is long enough to be a phrase of
/// its own. Terse notes ("read 200 chats with the agents") are long; terms are short.
fn is_statement(fragment: &[Word<'_>]) -> bool {
    let acts = fragment.iter().any(|word| word.class.is(ACTING));
    let functional = fragment.iter().filter(|word| word.class.is(FUNCTION)).count();
    let phrase = fragment.len() >= PHRASE_WORDS
        && thousandths(functional, fragment.len()) >= FUNCTION_AT_LEAST;
    // Notes leave out who acts: "pull 200 chats", "owner per fix by Friday".
    let orders = fragment.len() >= NOTE_WORDS && fragment[0].class.is(DEEDS);
    let relates = fragment.len() >= RELATED_WORDS && functional > 0;
    phrase || orders || relates || (acts && fragment.len() >= FEWEST_WORDS)
}
