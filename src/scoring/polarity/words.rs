//! The words that the polarity pass goes by.
//!
//! Each word of an answer is looked up once and gets a set of classes; the rules then only compare
//! bits.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::scoring::read::Word;

/// A set of classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    /// Whether it has any class in common with `other`.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of a word.
    pub(super) fn of(word: &Word) -> Self {
        Self(Self::of_norm(&word.norm).0 | Self::look_up(index(&STEMS, BY_STEM), &word.stem).0)
    }

    /// The classes that a word has by itself, whatever its stem.
    pub(super) fn of_norm(norm: &str) -> Self {
        Self::look_up(index(&NORMS, BY_NORM), norm)
    }

    fn look_up(index: &[(&str, u32)], text: &str) -> Self {
        Self(index.binary_search_by_key(&text, |(word, _)| word).map_or(0, |at| index[at].1))
    }
}

/// Contractions and words that negate what follows.
pub(super) const NEGATORS: Class = Class(1 << 0);

/// Negated auxiliaries that describe how things are or were, unless the predicate says otherwise.
pub(super) const DESCRIBING: Class = Class(1 << 1);

/// Auxiliaries of advice: what one would, should, will do.
pub(super) const ADVISING: Class = Class(1 << 2);

/// Auxiliaries of ability and permission.
pub(super) const ALLOWING: Class = Class(1 << 3);

/// Who can be the one that acts: a plan follows, not a description of a thing.
pub(super) const ACTORS: Class = Class(1 << 4);

/// Pronouns that open a clause of their own after a comma.
pub(super) const SUBJECTS: Class = Class(1 << 5);

/// Words that open another clause wherever they stand.
pub(super) const OPENERS: Class = Class(1 << 6);

/// Words that turn "not X" into a condition: "not X until Y" asks for Y.
pub(super) const GATES: Class = Class(1 << 7);

/// Verbs that do away with their object; as stems.
pub(super) const DISMISSING: Class = Class(1 << 8);

/// Verbs that are harmless alone and, negated, say "do it": as stems. Those of [`DISMISSING`] count too.
pub(super) const LOSING: Class = Class(1 << 9);

/// Nouns and adjectives that dismiss what they are said of; negated, they stand up for it.
pub(super) const DISMISSALS: Class = Class(1 << 10);

/// Predicates that dismiss once they are negated: "is not needed", "do not matter".
pub(super) const NEEDED: Class = Class(1 << 11);

/// After "no": what one sees no point in.
pub(super) const NO_POINT: Class = Class(1 << 12);

/// After "no": idioms that deny nothing.
pub(super) const NO_IDIOM: Class = Class(1 << 13);

/// After "not": words with which it says "more than this", or denies nothing.
pub(super) const NOT_IDIOM: Class = Class(1 << 14);

/// Verbs after "do not" that describe a state rather than refuse an act.
pub(super) const STATES: Class = Class(1 << 15);

/// Verbs of opinion: a negation before them belongs to what is thought.
pub(super) const THINKING: Class = Class(1 << 16);

/// Verdicts on an act: "skipping Legal would be a mistake".
pub(super) const MISTAKES: Class = Class(1 << 17);

/// Verbs by which somebody else's view is told.
pub(super) const REPORTING: Class = Class(1 << 18);

/// Words that open a clause about a case that is only supposed.
pub(super) const SUPPOSING: Class = Class(1 << 19);

/// What "it is not ... that" says of the whole rest.
pub(super) const TURNING: Class = Class(1 << 20);

/// After "without": haste or certainty, not a thing left out.
pub(super) const WITHOUT_IDIOM: Class = Class(1 << 21);

/// Verbs of going ahead: "not go ahead before X" asks for X, while "not tell X before" does not.
pub(super) const GOING_AHEAD: Class = Class(1 << 22);

/// Words that stand for what was just said.
pub(super) const ANAPHORS: Class = Class(1 << 23);

/// What is said of a thing that is only talked about.
pub(super) const TALK: Class = Class(1 << 24);

static NORMS: Index = Index::new();
static STEMS: Index = Index::new();

/// All words of some tables with their classes, sorted, so that one search finds them all.
type Index = OnceLock<Vec<(&'static str, u32)>>;

fn index(
    index: &'static Index,
    tables: &'static [(Class, &[&str])],
) -> &'static [(&'static str, u32)] {
    index.get_or_init(|| {
        let mut all: BTreeMap<&str, u32> = BTreeMap::new();
        for (class, table) in tables {
            for word in *table {
                *all.entry(word).or_default() |= class.0;
            }
        }
        all.into_iter().collect()
    })
}

/// Looked up by the word itself.
#[rustfmt::skip]
const BY_NORM: &[(Class, &[&str])] = &[
    (TALK, &[
        "buzzword", "buzzwords", "classic", "classics", "concept", "concepts", "debated",
        "discussed", "evergreen", "expression", "expressions", "familiar", "famous", "fashionable",
        "favorite", "favourite", "favourites", "image", "known", "mentioned", "named", "notion",
        "notions", "phrase", "phrases", "picture", "popular", "spoken", "subject", "subjects",
        "talked", "term", "terms", "theory", "topic", "topics", "word", "words",
    ]),
    (ANAPHORS, &[
        "all", "it", "that", "them", "these", "this", "those",
    ]),
    (NEGATORS, &[
        "aren't", "can't", "cannot", "couldn't", "didn't", "doesn't", "don't", "hadn't", "hasn't",
        "haven't", "isn't", "mustn't", "needn't", "neither", "never", "no", "nobody", "nor", "not",
        "nothing", "shan't", "shouldn't", "wasn't", "weren't", "won't", "wouldn't",
    ]),
    (DESCRIBING, &[
        "am", "are", "aren't", "been", "did", "didn't", "had", "hadn't", "has", "hasn't", "have",
        "haven't", "is", "isn't", "was", "wasn't", "were", "weren't",
    ]),
    (ADVISING, &[
        "need", "needn't", "shall", "shan't", "should", "shouldn't", "will", "won't", "would",
        "wouldn't",
    ]),
    (ALLOWING, &[
        "can", "can't", "cannot", "could", "couldn't", "may", "might", "must", "mustn't",
    ]),
    (ACTORS, &[
        "anybody", "anyone", "board", "business", "company", "compliance", "engineering",
        "engineers", "everybody", "everyone", "facilities", "he", "hr", "i", "i'd", "i'll", "i'm",
        "lead", "legal", "let's", "manager", "managers", "nobody", "office", "one", "owner",
        "product", "she", "sponsor", "team", "teams", "they", "they'd", "they'll", "vendor", "we",
        "we'd", "we'll", "we're", "who", "you", "you'd",
    ]),
    (SUBJECTS, &[
        "he", "he'd", "he'll", "i", "i'd", "i'll", "i'm", "i've", "it", "it's", "let's", "nobody",
        "she", "she'd", "that", "that's", "there", "there's", "these", "they", "they'd", "they'll",
        "they're", "this", "we", "we'd", "we'll", "we're", "we've", "who", "you", "you'd", "you'll",
    ]),
    (OPENERS, &[
        "although", "because", "but", "however", "if", "once", "since", "so", "though", "unless",
        "when", "whereas", "while",
    ]),
    (GATES, &[
        "before", "except", "till", "unless", "until", "without",
    ]),
    (DISMISSALS, &[
        "burden", "bureaucracy", "decoration", "formality", "irrelevant", "luxury", "meaningless",
        "needless", "nice-to-have", "nonsense", "optional", "overhead", "overkill", "overrated",
        "pointless", "superfluous", "unimportant", "unnecessary", "useless", "waste", "worthless",
    ]),
    (NO_POINT, &[
        "benefit", "business", "intention", "interest", "merit", "need", "place", "point",
        "purpose", "reason", "room", "sense", "time", "use", "value",
    ]),
    (NO_IDIOM, &[
        "doubt", "exception", "exceptions", "later", "longer", "matter", "problem", "question",
        "sooner", "surprise", "surprises",
    ]),
    (NOT_IDIOM, &[
        "a", "all", "always", "an", "any", "anymore", "certain", "each", "enough", "every",
        "everybody", "everyone", "everything", "just", "least", "merely", "necessarily", "only",
        "simply", "solely", "sufficient", "sure", "yet",
    ]),
    (STATES, &[
        "exist", "get", "guess", "have", "hear", "know", "own", "rely", "say", "see", "understand",
        "wait", "yet",
    ]),
    (THINKING, &[
        "believe", "expect", "feel", "intend", "plan", "see", "suppose", "think", "want",
    ]),
    (REPORTING, &[
        "argue", "argued", "argues", "believe", "believes", "claim", "claimed", "claims",
        "complain", "complains", "insist", "insists", "said", "say", "says", "think", "thinks",
        "thought", "told",
    ]),
    (SUPPOSING, &[
        "if", "when", "where", "whether", "who", "whoever",
    ]),
    (TURNING, &[
        "case", "correct", "right", "true",
    ]),
    (WITHOUT_IDIOM, &[
        "delay", "doubt", "exception", "fail", "fear", "hesitation", "question",
    ]),
];

/// Looked up by stem.
#[rustfmt::skip]
const BY_STEM: &[(Class, &[&str])] = &[
    (GOING_AHEAD, &[
        "accept", "allow", "approv", "assum", "begin", "bui", "close", "commit", "consid", "cut",
        "decid", "deploy", "expect", "finish", "go", "instal", "launch", "let", "merg", "move",
        "open", "order", "pass", "place", "proceed", "promis", "promot", "publish", "put", "releas",
        "reli", "rest", "roll", "ship", "sign", "start", "switch", "touch", "trust", "wait",
    ]),
    (DISMISSING, &[
        "bypass", "circumv", "cut", "disregard", "drop", "evad", "forget", "hesit", "ignor",
        "neglect", "omit", "overlook", "overrul", "postpon", "refus", "scrap", "sidestep", "skip",
    ]),
    (LOSING, &[
        "afford", "avoid", "delay", "fail", "forgo", "hide", "leav", "lose", "lost", "mind", "miss",
        "underestim", "wast",
    ]),
    (NEEDED, &[
        "belong", "deserv", "essenti", "import", "matter", "necessari", "need", "relev", "requir",
        "sens", "valu", "worth",
    ]),
    (MISTAKES, &[
        "backfir", "crazi", "danger", "dishonest", "fatal", "foolish", "insan", "irrespons", "mad",
        "mistak", "naiv", "neglig", "reckless", "regret", "riski", "silli", "stupid", "unaccept",
        "wrong",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_classes_are_bits_of_their_own() {
        let mut seen = 0;
        for (class, table) in BY_NORM.iter().chain(BY_STEM) {
            assert!(table.windows(2).all(|pair| pair[0] < pair[1]), "{table:?}");
            assert_eq!(class.0.count_ones(), 1);
            assert_eq!(seen & class.0, 0);
            seen |= class.0;
        }
    }
}
