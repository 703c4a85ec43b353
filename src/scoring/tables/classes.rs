//! Classes of words: the grammar that the passes go by.
//!
//! Each word of an answer is looked up once, while it is read, and gets a set of classes; the rules
//! then only compare bits.

use std::sync::OnceLock;

use super::common_words::COMMON_WORDS;
use super::word_order::Kind;
use crate::scoring::lookup::{Lookup, hash};

/// A set of classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

impl Class {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Whether it has any class in common with `other`.
    #[must_use]
    pub const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes that a word has by itself, whatever its stem.
    #[must_use]
    pub fn of_norm(norm: &str) -> Self {
        known(norm).map_or(Self::NONE, |word| word.class)
    }

    /// The classes that a word has by its stem.
    #[must_use]
    pub fn of_stem(stem: &str) -> Self {
        Self::of_stem_hashed(stem, hash(stem))
    }

    /// The same for a stem whose hash is known.
    #[must_use]
    pub fn of_stem_hashed(stem: &str, hash: u32) -> Self {
        let (index, classes) = stems();
        index
            .find_hashed(stem, hash, |at| classes[at as usize].0)
            .map_or(Self::NONE, |at| classes[at as usize].1)
    }
}

/// A word that is in a table.
#[derive(Clone, Debug)]
pub struct Known {
    /// In its normal form.
    pub word: &'static str,
    /// Its place among [`all_known`], so that what is made of it can be kept in a list.
    pub number: u16,
    /// All its classes, those of its stem included.
    pub class: Class,
    /// Its stem, so that common words need not be stemmed.
    pub stem: String,
    /// The stem's hash.
    pub stem_hash: u32,
    /// Its kind, by which its place among its neighbours is judged.
    pub kind: Kind,
}

/// The table entry of `norm`, if it has one.
#[must_use]
pub fn known(norm: &str) -> Option<&'static Known> {
    known_that(hash(norm), |word| word == norm)
}

/// The table entry with this [`hash`] whose word is the one looked for.
#[must_use]
pub fn known_that(norm_hash: u32, is_it: impl Fn(&str) -> bool) -> Option<&'static Known> {
    let (index, words) = table();
    index.find_that(norm_hash, |at| is_it(words[at as usize].word)).map(|at| &words[at as usize])
}

/// All words that are in a table.
#[must_use]
pub fn all_known() -> &'static [Known] {
    &table().1
}

fn table() -> &'static (Lookup, Vec<Known>) {
    static KNOWN: OnceLock<(Lookup, Vec<Known>)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut words: Vec<Known> = Vec::new();
        let mut index = Lookup::with_capacity(4_096);
        let classed = BY_NORM.iter().flat_map(|(class, table)| table.iter().map(|&w| (*class, w)));
        let common = COMMON_WORDS.lines().map(|word| (Class::NONE, word));
        for (class, word) in classed.chain(common) {
            if let Some(at) = index.find(word, |at| words[at as usize].word) {
                words[at as usize].class = words[at as usize].class.with(class);
                continue;
            }
            // The tables have some thousand words.
            let number = u16::try_from(words.len()).unwrap_or(u16::MAX);
            index.insert(word, u32::from(number));
            let stem = crate::scoring::read::stem(word);
            let class = class.with(Class::of_stem(&stem));
            let stem_hash = hash(&stem);
            let kind = Kind::of(word);
            words.push(Known { word, number, class, stem, stem_hash, kind });
        }
        (index, words)
    })
}

fn stems() -> &'static (Lookup, Vec<(&'static str, Class)>) {
    static STEMS: OnceLock<(Lookup, Vec<(&'static str, Class)>)> = OnceLock::new();
    STEMS.get_or_init(|| {
        let mut all: Vec<(&'static str, Class)> = Vec::new();
        let mut index = Lookup::with_capacity(512);
        for (class, table) in BY_STEM {
            for &stem in *table {
                if let Some(at) = index.find(stem, |at| all[at as usize].0) {
                    all[at as usize].1 = all[at as usize].1.with(*class);
                } else {
                    index.insert(stem, u32::try_from(all.len()).unwrap_or(u32::MAX));
                    all.push((stem, *class));
                }
            }
        }
        (index, all)
    })
}

/// Contractions and words that negate what follows.
pub const NEGATORS: Class = Class(1 << 0);

/// Negated auxiliaries that describe how things are or were, unless the predicate says otherwise.
pub const DESCRIBING: Class = Class(1 << 1);

/// Auxiliaries of advice: what one would, should, will do.
pub const ADVISING: Class = Class(1 << 2);

/// Auxiliaries of ability and permission.
pub const ALLOWING: Class = Class(1 << 3);

/// Who can be the one that acts: a plan follows, not a description of a thing.
pub const ACTORS: Class = Class(1 << 4);

/// Pronouns that open a clause of their own after a comma.
pub const SUBJECTS: Class = Class(1 << 5);

/// Words that open another clause wherever they stand.
pub const OPENERS: Class = Class(1 << 6);

/// Words that turn "not X" into a condition: "not X until Y" asks for Y.
pub const GATES: Class = Class(1 << 7);

/// Verbs that do away with their object; as stems.
pub const DISMISSING: Class = Class(1 << 8);

/// Verbs that are harmless alone and, negated, say "do it": as stems. Those of [`DISMISSING`] count too.
pub const LOSING: Class = Class(1 << 9);

/// Nouns and adjectives that dismiss what they are said of; negated, they stand up for it.
pub const DISMISSALS: Class = Class(1 << 10);

/// Predicates that dismiss once they are negated: "is not needed", "do not matter".
pub const NEEDED: Class = Class(1 << 11);

/// After "no": what one sees no point in.
pub const NO_POINT: Class = Class(1 << 12);

/// After "no": idioms that deny nothing.
pub const NO_IDIOM: Class = Class(1 << 13);

/// After "not": words with which it says "more than this", or denies nothing.
pub const NOT_IDIOM: Class = Class(1 << 14);

/// Verbs after "do not" that describe a state rather than refuse an act.
pub const STATES: Class = Class(1 << 15);

/// Verbs of opinion: a negation before them belongs to what is thought.
pub const THINKING: Class = Class(1 << 16);

/// Verdicts on an act: "skipping Legal would be a mistake".
pub const MISTAKES: Class = Class(1 << 17);

/// Verbs by which somebody else's view is told.
pub const REPORTING: Class = Class(1 << 18);

/// Words that open a clause about a case that is only supposed.
pub const SUPPOSING: Class = Class(1 << 19);

/// What "it is not ... that" says of the whole rest.
pub const TURNING: Class = Class(1 << 20);

/// After "without": haste or certainty, not a thing left out.
pub const WITHOUT_IDIOM: Class = Class(1 << 21);

/// Verbs of going ahead: "not go ahead before X" asks for X, while "not tell X before" does not.
pub const GOING_AHEAD: Class = Class(1 << 22);

/// Words that stand for what was just said.
pub const ANAPHORS: Class = Class(1 << 23);

/// What is said of a thing that is only talked about.
pub const TALK: Class = Class(1 << 24);

/// Words that carry grammar rather than content. Their share tells prose from a list.
pub const FUNCTION: Class = Class(1 << 25);

/// Words with which a fragment says that somebody does something, or asks who and why.
pub const ACTING: Class = Class(1 << 30);

/// Words by which an act is called open to temptation: "it is tempting to".
pub const TEMPTING: Class = Class(1 << 31);

/// Words by which an act is ruled out: "out of the question", "not an option".
pub const RULED: Class = Class(1 << 32);

/// Nouns that open a list of terms: "key aspects are".
pub const LISTING: Class = Class(1 << 33);

/// Words other than negations and dismissals at which a rule of polarity begins.
pub const CUEING: Class = Class(1 << 34);

/// Words at which an idiom of refusal is looked for.
pub const IDIOMS: Class = Class(1 << 26);

/// To leave: out, or as it is.
pub const LEAVING: Class = Class(1 << 37);

/// Verbs that give a thing up together with another word: "give up", "cross off".
pub const GIVING_UP: Class = Class(1 << 39);

/// Words by which a sentence doubts or fails: "I doubt that", "we forgot to".
pub const DOUBTING: Class = Class(1 << 35);

/// Words that join a clause which may take the one before back.
pub const JOINING: Class = Class(1 << 36);

/// Verbs with which a terse note says what somebody does: "pull two hundred chats".
pub const DEEDS: Class = Class(1 << 38);

/// Words of management speak. Each has its honest use; only their share of a text tells anything.
pub const BUZZWORDS: Class = Class(1 << 40);

/// Looked up by the word itself.
#[rustfmt::skip]
pub(super) const BY_NORM: &[(Class, &[&str])] = &[
    (TALK, &[
        "backbone", "bedrock", "buzzword", "buzzwords", "catalyst", "classic", "classics",
        "concept", "concepts", "cornerstone", "cornerstones", "debated", "differentiator",
        "discussed", "enabler", "enablers", "evergreen", "expression", "expressions",
        "familiar", "famous", "fashionable", "favorite", "favourite", "favourites",
        "foundation", "foundations", "hallmark", "image", "known", "linchpin", "mentioned",
        "notion", "notions", "paramount", "phrase", "phrases", "picture", "pillar",
        "pillars", "popular", "spoken", "subject", "subjects", "talked", "term", "terms",
        "theory", "topic", "topics", "underpinning", "word", "words",
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
        "afterthought", "burden", "bureaucracy", "decoration", "exaggerated", "formality", "irrelevant", "luxury", "meaningless", "misleading",
        "needless", "nice-to-have", "nonsense", "optional", "overblown", "overdone", "overhead", "overkill", "overrated",
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
    (CUEING, &[
        "against", "avoid", "early", "if", "instead", "neither", "never", "nice", "no", "nobody", "nor",
        "nothing", "rather", "slow", "slows", "than", "wait", "without",
    ]),
    (IDIOMS, &[
        "anything", "away", "barely", "clear", "doubtful", "end", "far", "few", "free", "hardly",
        "hesitant", "hesitate", "illusion", "lack", "last", "least", "little", "myth", "none", "nothing",
        "off", "opposite", "out", "place", "rarely", "reluctant", "rid", "scarcely", "stop",
        "turn", "untrue",
    ]),
    (DEEDS, &[
        "add", "agree", "align", "allow", "announce", "answer", "appoint", "approve", "ask",
        "assess", "assign", "automate", "begin", "block", "book", "brief", "bring", "build",
        "buy", "call", "carry", "check", "choose", "clean", "close", "collect", "come",
        "compare", "compute", "confirm", "connect", "count", "cover", "cut", "decide",
        "define", "deliver", "describe", "design", "discuss", "document", "draft", "draw",
        "drop", "escalate", "explain", "export", "extend", "file", "find", "finish", "fix",
        "flag", "follow", "freeze", "gather", "get", "give", "go", "hand", "help", "hire",
        "hold", "identify", "inform", "install", "interview", "invite", "involve", "keep",
        "label", "launch", "lead", "leave", "let", "link", "list", "log", "look", "make",
        "map", "mark", "measure", "meet", "mention", "monitor", "move", "name", "note",
        "number", "offer", "open", "order", "pair", "park", "pause", "pay", "pick", "pilot",
        "plan", "plot", "prepare", "present", "print", "prioritise", "prioritize",
        "promise", "prove", "publish", "pull", "push", "put", "raise", "rank", "rate",
        "read", "record", "release", "remove", "repeat", "replace", "report", "request",
        "rerun", "review", "rewrite", "roll", "run", "sample", "save", "schedule", "score",
        "send", "separate", "set", "settle", "share", "ship", "show", "sign", "sit", "sort",
        "split", "start", "stop", "store", "switch", "take", "talk", "tell", "test",
        "trace", "track", "train", "translate", "treat", "trial", "try", "turn", "update",
        "use", "verify", "visit", "wait", "walk", "warn", "watch", "weigh", "write",
    ]),
    (DOUBTING, &["argue", "claim", "doubt", "fail", "failed", "forget", "forgot", "say", "think"]),
    (JOINING, &["and", "but", "so", "yet"]),
    (RULED, &["option", "question"]),
    (LISTING, &[
        "aspects", "bedrock", "buzzwords", "components", "concepts", "considerations",
        "cornerstones", "drivers", "elements", "enablers", "factors", "foundations",
        "hallmarks", "ingredients", "keywords", "notions", "pillars", "principles", "terms",
        "themes", "topics",
    ]),
    (WITHOUT_IDIOM, &[
        "delay", "doubt", "exception", "fail", "fear", "hesitation", "question",
    ]),
    (FUNCTION, &[
        "a", "about", "above", "across", "after", "again", "against", "ahead", "all",
        "almost", "along", "already", "also", "although", "always", "am", "among", "an",
        "and", "any", "anybody", "anyone", "anything", "are", "aren't", "around", "as",
        "at", "away", "back", "be", "because", "been", "before", "behind", "being", "below",
        "beside", "besides", "between", "both", "but", "by", "can", "can't", "cannot",
        "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't",
        "done", "down", "during", "each", "either", "else", "enough", "even", "ever",
        "every", "everybody", "everyone", "everything", "few", "first", "for", "from",
        "get", "go", "going", "gonna", "got", "had", "hadn't", "has", "hasn't", "have",
        "haven't", "having", "he", "he'd", "he'll", "he's", "her", "here", "him", "his",
        "how", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "inside",
        "instead", "into", "is", "isn't", "it", "it'd", "it'll", "it's", "its", "itself",
        "just", "know", "least", "less", "let", "let's", "like", "many", "may", "maybe",
        "me", "might", "more", "most", "much", "must", "mustn't", "my", "myself", "need",
        "needs", "neither", "never", "next", "no", "nobody", "none", "nor", "not",
        "nothing", "now", "of", "off", "often", "on", "once", "one", "only", "onto", "or",
        "other", "others", "our", "ours", "ourselves", "out", "outside", "over", "own",
        "per", "put", "quite", "rather", "really", "same", "she", "she'd", "she'll",
        "she's", "should", "shouldn't", "since", "so", "some", "somebody", "someone",
        "something", "soon", "still", "such", "than", "that", "that's", "the", "their",
        "theirs", "them", "themselves", "then", "there", "there's", "these", "they",
        "they'd", "they'll", "they're", "they've", "thing", "things", "this", "those",
        "though", "through", "till", "to", "together", "too", "toward", "towards", "under",
        "unless", "until", "up", "upon", "us", "very", "was", "wasn't", "we", "we'd",
        "we'll", "we're", "we've", "well", "were", "weren't", "what", "what's", "whatever",
        "when", "where", "whether", "which", "while", "who", "who's", "whoever", "whole",
        "whom", "whose", "why", "will", "with", "within", "without", "won't", "would",
        "wouldn't", "yes", "yet", "you", "you'd", "you'll", "you're", "you've", "your",
        "yours", "yourself",
    ]),
    (ACTING, &[
        "are", "because", "before", "can", "could", "do", "does", "he", "how", "i", "i'd",
        "i'll", "i'm", "if", "is", "it", "it's", "let", "let's", "must", "should", "so",
        "that", "then", "they", "they'd", "this", "until", "was", "we", "we'd", "we'll",
        "we're", "what", "when", "where", "which", "who", "whoever", "why", "will", "would",
        "you",
    ]),
];

/// Looked up by stem.
#[rustfmt::skip]
pub(super) const BY_STEM: &[(Class, &[&str])] = &[
    (BUZZWORDS, &[
        "acceler", "across", "advantag", "agil", "align", "ambit", "ambiti", "appetit", "approach",
        "assur", "backbon", "balanc", "bespok", "bold", "capabl", "cascad", "catalyst", "centric",
        "coher", "cohes", "collabor", "competit", "comprehens", "continu", "continuum",
        "cornerston", "crucial", "cultur", "dialogu", "differenti", "dimens", "dna", "driven",
        "dynam", "ecosystem", "effici", "elev", "emb", "embed", "embrac", "empow", "empower",
        "enabl", "engag", "enhanc", "ensur", "essenc", "essenti", "ethic", "etho", "evolut",
        "evolv", "excel", "fabric", "foster", "foundat", "framework", "govern", "guardrail",
        "harmon", "harmonis", "holist", "imper", "improv", "inclus", "innov", "insight", "instil",
        "institutionalis", "journey", "landscap", "leadership", "leverag", "lifecycl", "matur",
        "maxim", "maximis", "meaning", "mindset", "mission", "momentum", "multidimension",
        "multifacet", "narrat", "navig", "nurtur", "operationalis", "opportun", "optim", "optimis",
        "orchestr", "organis", "organiz", "overarch", "ownership", "paradigm", "paramount",
        "partnership", "passion", "pillar", "pivot", "postur", "principl", "proactiv",
        "proportion", "reinforc", "resili", "rigor", "rigour", "roadmap", "robust", "scalabl",
        "seamless", "silo", "stakehold", "stewardship", "strateg", "strategi", "streamlin",
        "strengthen", "strong", "sustain", "synergi", "synergist", "tailor", "touchpoint",
        "transform", "transpar", "trust", "trustworthi", "ultim", "underpin", "unlock", "valu",
        "vision", "visionari",
    ]),
    (TEMPTING, &["reflex", "tempt", "temptat"]),
    (LEAVING, &["leav"]),
    (GIVING_UP, &[
        "cross", "get", "give", "go", "let", "put", "save", "shut", "spare", "strike", "switch", "turn", "work",
    ]),
    (GOING_AHEAD, &[
        "accept", "allow", "approv", "assum", "begin", "bui", "close", "commit", "consid", "cut",
        "decid", "deploy", "expect", "finish", "go", "instal", "launch", "let", "merg", "move",
        "open", "order", "pass", "place", "proceed", "promis", "promot", "publish", "put", "releas",
        "reli", "rest", "roll", "ship", "sign", "start", "switch", "touch", "trust", "wait",
    ]),
    (DISMISSING, &[
        "abandon", "abolish", "bypass", "cancel", "circumv", "cut", "declin",
        "disregard", "ditch", "dodg", "drop", "evad", "forget", "hesit", "ignor",
        "neglect", "omit", "overlook", "overrul", "postpon", "refus", "scrap",
        "sidestep", "skip",
    ]),
    (LOSING, &[
        "afford", "avoid", "buri", "delay", "delet", "fail", "forgo", "hide", "leav", "lose", "lost", "mind", "miss",
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
