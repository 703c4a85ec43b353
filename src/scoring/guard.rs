//! The second pass: is there an answer at all, and is it one that somebody meant?
//!
//! A guard explains itself, and takes points only where it is sure: real answers have lists,
//! fragments and odd sentences too.

use super::assessment::{Flag, FlagCode};
use super::compile::Graph;
use super::compiled::CompiledRubric;
use super::read::{Gap, Reading, Word};
use super::tables::classes::{
    ACTING, Class, DEEDS, DETERMINERS, FUNCTION, NEVER_AFTER_DETERMINER, NEVER_AFTER_PERSON,
    NEVER_AFTER_PREPOSITION, PERSONS, PREPOSITIONS,
};
use super::tables::is_english;
use crate::content::rubric::Expects;

/// Fewer words than this cannot say anything.
const FEWEST_WORDS: usize = 4;
/// Share of known words, in thousandths, under which a text is in no English.
const KNOWN_AT_LEAST: usize = 500;
/// Share of function words, in thousandths, under which a text is a list rather than prose.
const FUNCTION_AT_LEAST: usize = 120;
/// How much is said: the share of words in statements plus twice that of function words, in
/// thousandths. Lists of terms stay under 430, notes that say something are above 480 and most of
/// them above 700, prose is above 1,200. Under this, nothing counts.
const SAID_TO_COUNT: usize = 450;
/// Between that and this, only what stands in statements counts.
const SAID_TO_COUNT_WHOLE: usize = 600;
/// Words from which on a fragment is a phrase rather than a term.
const PHRASE_WORDS: usize = 6;
/// Words that a note has at least which begins with what is done.
const NOTE_WORDS: usize = 3;
/// Words from which on a fragment with a function word in it relates one thing to another.
const RELATED_WORDS: usize = 5;
/// Places where a word cannot follow another, in thousandths of those looked at, from which on the
/// words are shuffled. Running English stays under 30.
const IMPOSSIBLE_AT_MOST: usize = 110;
/// The same where facts are expected: formulas and names of things look odder.
const IMPOSSIBLE_AMONG_FACTS: usize = 200;
/// Fewest of them to judge by: one is a slip.
const IMPOSSIBLE_TO_JUDGE: usize = 2;
/// Fewest such places to judge by.
const PLACES_TO_JUDGE: usize = 8;
/// Words that a sentence has at least to be asked whether it says a term of itself.
const CIRCULAR_WORDS: usize = 6;
/// Letters of a word that can come back: shorter ones do by chance.
const CIRCULAR_LETTERS: usize = 4;
/// Fewest sentences to judge by.
const CIRCULAR_SENTENCES: usize = 4;
/// Share of such sentences, in thousandths, from which on nothing is said. Of 150 honest answers
/// none reached 350.
const CIRCULAR_AT_LEAST: usize = 600;
/// Share of words copied from the question, in thousandths, from which on it is said.
const COPIED_TO_SAY: usize = 300;
/// Words that a sentence needs for its repetition to be said.
const REPEATED_WORDS: usize = 5;

/// What the guards found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guarded {
    /// Not an answer: nothing is scored.
    pub(super) refused: Option<Flag>,
    /// Certainly not meant as one: level 0.
    pub(super) zero: bool,
    /// Everything noticed.
    pub(super) flags: Vec<Flag>,
    /// By word: no evidence, because it is copied from the question or repeats a sentence.
    pub(super) void: Vec<bool>,
}

/// Runs all guards.
pub(super) fn guard(reading: &Reading<'_>, rubric: &CompiledRubric) -> Guarded {
    let words = &reading.words;
    let mut guarded =
        Guarded { refused: None, zero: false, flags: Vec::new(), void: vec![false; words.len()] };
    guarded.refused = refusal(reading, &rubric.graph);
    if guarded.refused.is_some() {
        return guarded;
    }
    let expects = rubric.rubric.expects;
    if words.len() < FEWEST_WORDS && expects == Expects::Action {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::TooShort,
            message: format!(
                "{} is too little to show anything: level 0.",
                if words.len() == 1 {
                    "One word".to_owned()
                } else {
                    format!("{} words", words.len())
                }
            ),
        });
        return guarded;
    }
    list(reading, expects, &mut guarded);
    if expects == Expects::Action {
        circular(reading, &mut guarded);
    }
    shuffled(reading, expects, &mut guarded);
    copied(words, &rubric.prompt, &mut guarded);
    repeated(reading, &mut guarded);
    guarded
}

fn thousandths(part: usize, whole: usize) -> usize {
    (part * 1_000).checked_div(whole).unwrap_or(0)
}

fn refusal(reading: &Reading<'_>, graph: &Graph) -> Option<Flag> {
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

fn is_known(word: &Word, graph: &Graph) -> bool {
    let plain = word.norm.strip_suffix("'s").unwrap_or(&word.norm);
    graph.stem(&word.stem, word.stem_hash).is_some()
        || plain.bytes().any(|b| b.is_ascii_digit())
        || Class::of_norm(plain).is(FUNCTION)
        || is_english(plain)
}

/// Terms side by side are not an answer, however well chosen.
fn list(reading: &Reading<'_>, expects: Expects, guarded: &mut Guarded) {
    let words = &reading.words;
    let functional = words.iter().filter(|word| word.class.is(FUNCTION)).count();
    let functional = thousandths(functional, words.len());
    let stated: usize = fragments(reading).filter(|f| is_statement(f)).map(<[Word]>::len).sum();
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
            if !is_statement(fragment) {
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
fn fragments<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r [Word]> {
    reading.words.chunk_by(|one, next| one.sentence == next.sentence && next.before == Gap::Space)
}

/// Whether a fragment says something: somebody acts in it, or it is long enough to be a phrase of
/// its own. Terse notes ("read 200 chats with the agents") are long; terms are short.
fn is_statement(fragment: &[Word]) -> bool {
    let acts = fragment.iter().any(|word| word.class.is(ACTING));
    let functional = fragment.iter().filter(|word| word.class.is(FUNCTION)).count();
    let phrase = fragment.len() >= PHRASE_WORDS
        && thousandths(functional, fragment.len()) >= FUNCTION_AT_LEAST;
    // Notes leave out who acts: "pull 200 chats", "owner per fix by Friday".
    let orders = fragment.len() >= NOTE_WORDS && fragment[0].class.is(DEEDS);
    let relates = fragment.len() >= RELATED_WORDS && functional > 0;
    phrase || orders || relates || (acts && fragment.len() >= FEWEST_WORDS)
}

/// "Escalation would be escalated": terms that are said of themselves tell of no work. Real answers
/// repeat a word within a sentence, too, but in fewer than one sentence in three.
fn circular(reading: &Reading<'_>, guarded: &mut Guarded) {
    let sentences = reading
        .sentences
        .iter()
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
                "{circular} of {all} sentences only say a term of itself, so none of them says what anybody would do: level 0."
            ),
        });
    }
}

/// Whether a word with a meaning of its own comes back within the sentence.
fn says_itself(words: &[Word]) -> bool {
    let bears = |word: &Word| !word.class.is(FUNCTION) && word.norm.len() >= CIRCULAR_LETTERS;
    words.iter().enumerate().filter(|(_, word)| bears(word)).any(|(at, word)| {
        let same = |other: &&Word| other.stem_hash == word.stem_hash && other.stem == word.stem;
        words[at + 1..].iter().filter(same).any(bears)
    })
}

/// Words of an answer in random order: articles before verbs, prepositions before nothing.
fn shuffled(reading: &Reading<'_>, expects: Expects, guarded: &mut Guarded) {
    let (mut places, mut impossible) = (0, 0);
    for pair in reading.words.windows(2) {
        // "Events A and C": a capital letter alone is a name.
        let is_name = pair[0].norm == "a" && &reading.text[pair[0].span.clone()] == "A";
        let apart = pair[0].sentence != pair[1].sentence || pair[1].before != Gap::Space;
        if is_name || apart {
            continue;
        }
        let never = if pair[0].class.is(PERSONS) && expects == Expects::Action {
            NEVER_AFTER_PERSON
        } else if pair[0].class.is(DETERMINERS) {
            NEVER_AFTER_DETERMINER
        } else if pair[0].class.is(PREPOSITIONS) {
            NEVER_AFTER_PREPOSITION
        } else {
            continue;
        };
        places += 1;
        impossible += usize::from(pair[1].class.is(never));
    }
    // No sentence ends in an article.
    for sentence in reading.sentences.iter().filter(|_| expects == Expects::Action) {
        let last = &reading.words[sentence.words.end - 1];
        let is_name = &reading.text[last.span.clone()] == "A";
        places += 1;
        impossible +=
            usize::from(matches!(&*last.norm, "a" | "an" | "my" | "our" | "the") && !is_name);
    }
    let most = match expects {
        Expects::Action => IMPOSSIBLE_AT_MOST,
        Expects::Knowledge => IMPOSSIBLE_AMONG_FACTS,
    };
    let enough = places >= PLACES_TO_JUDGE && impossible >= IMPOSSIBLE_TO_JUDGE;
    if enough && thousandths(impossible, places) > most {
        guarded.zero = true;
        guarded.flags.push(Flag {
            code: FlagCode::Shuffled,
            message: format!(
                "The words are in an order in which nobody says them ({impossible} of {places} places looked at): level 0."
            ),
        });
    }
}

/// Hashes of all runs of four words, sorted.
pub(super) fn four_grams(words: &[Word]) -> Vec<u64> {
    let mut grams: Vec<u64> = words.windows(4).map(gram).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// FNV-1a over the words: a fixed function, so that it is the same on every machine.
fn gram(words: &[Word]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.norm.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

fn copied(words: &[Word], prompt: &[u64], guarded: &mut Guarded) {
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

fn repeated(reading: &Reading<'_>, guarded: &mut Guarded) {
    let mut seen: Vec<(u64, usize)> = reading
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.words.len() >= REPEATED_WORDS)
        .map(|(at, sentence)| (gram(&reading.words[sentence.words.clone()]), at))
        .collect();
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
