//! The words that the polarity pass goes by. Each table is sorted, because it is searched by
//! halving; a test holds that.

/// Contractions and words that negate what follows.
pub(super) const NEGATORS: &[&str] = &[
    "aren't",
    "can't",
    "cannot",
    "couldn't",
    "didn't",
    "doesn't",
    "don't",
    "hadn't",
    "hasn't",
    "haven't",
    "isn't",
    "mustn't",
    "needn't",
    "neither",
    "never",
    "no",
    "nobody",
    "nor",
    "not",
    "nothing",
    "shan't",
    "shouldn't",
    "wasn't",
    "weren't",
    "won't",
    "wouldn't",
];

/// Negated auxiliaries that describe how things are or were, unless the predicate says otherwise.
pub(super) const DESCRIBING: &[&str] = &[
    "am", "are", "aren't", "been", "did", "didn't", "had", "hadn't", "has", "hasn't", "have",
    "haven't", "is", "isn't", "was", "wasn't", "were", "weren't",
];

/// Auxiliaries of advice: what one would, should, will do.
pub(super) const ADVISING: &[&str] = &[
    "need",
    "needn't",
    "shall",
    "shan't",
    "should",
    "shouldn't",
    "will",
    "won't",
    "would",
    "wouldn't",
];

/// Auxiliaries of ability and permission.
pub(super) const ALLOWING: &[&str] =
    &["can", "can't", "cannot", "could", "couldn't", "may", "might", "must", "mustn't"];

/// Who can be the one that acts: a plan follows, not a description of a thing.
pub(super) const ACTORS: &[&str] = &[
    "anybody",
    "anyone",
    "board",
    "business",
    "company",
    "compliance",
    "engineering",
    "engineers",
    "everybody",
    "everyone",
    "facilities",
    "he",
    "hr",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "lead",
    "legal",
    "let's",
    "manager",
    "managers",
    "nobody",
    "office",
    "one",
    "owner",
    "product",
    "she",
    "sponsor",
    "team",
    "teams",
    "they",
    "they'd",
    "they'll",
    "vendor",
    "we",
    "we'd",
    "we'll",
    "we're",
    "who",
    "you",
    "you'd",
];

/// Pronouns that open a clause of their own after a comma.
pub(super) const SUBJECTS: &[&str] = &[
    "he", "he'd", "he'll", "i", "i'd", "i'll", "i'm", "i've", "it", "it's", "let's", "nobody",
    "she", "she'd", "that", "that's", "there", "there's", "these", "they", "they'd", "they'll",
    "they're", "this", "we", "we'd", "we'll", "we're", "we've", "who", "you", "you'd", "you'll",
];

/// Words that open another clause wherever they stand.
pub(super) const OPENERS: &[&str] = &[
    "although", "because", "but", "however", "if", "once", "since", "so", "though", "unless",
    "when", "whereas", "while",
];

/// Words that turn "not X" into a condition: "not X until Y" asks for Y.
pub(super) const GATES: &[&str] = &["before", "except", "till", "unless", "until", "without"];

/// Verbs that do away with their object; as stems.
pub(super) const DISMISSING: &[&str] = &[
    "bypass",
    "circumv",
    "cut",
    "disregard",
    "drop",
    "evad",
    "forget",
    "hesit",
    "ignor",
    "neglect",
    "omit",
    "overlook",
    "overrul",
    "postpon",
    "refus",
    "scrap",
    "sidestep",
    "skip",
];

/// Verbs that are harmless alone and, negated, say "do it": as stems. Those of [`DISMISSING`] count too.
pub(super) const LOSING: &[&str] = &[
    "afford",
    "avoid",
    "delay",
    "fail",
    "forgo",
    "hide",
    "leav",
    "lose",
    "lost",
    "mind",
    "miss",
    "underestim",
    "wast",
];

/// Nouns and adjectives that dismiss what they are said of; negated, they stand up for it. Norms.
pub(super) const DISMISSALS: &[&str] = &[
    "burden",
    "bureaucracy",
    "decoration",
    "formality",
    "irrelevant",
    "luxury",
    "meaningless",
    "needless",
    "nice-to-have",
    "nonsense",
    "optional",
    "overhead",
    "overkill",
    "overrated",
    "pointless",
    "superfluous",
    "unimportant",
    "unnecessary",
    "useless",
    "waste",
    "worthless",
];

/// Predicates that dismiss once they are negated: "is not needed", "do not matter". Stems.
pub(super) const NEEDED: &[&str] = &[
    "belong",
    "deserv",
    "essenti",
    "import",
    "matter",
    "necessari",
    "need",
    "relev",
    "requir",
    "sens",
    "valu",
    "worth",
];

/// After "no": what one sees no point in. Norms.
pub(super) const NO_POINT: &[&str] = &[
    "benefit",
    "business",
    "intention",
    "interest",
    "merit",
    "need",
    "place",
    "point",
    "purpose",
    "reason",
    "room",
    "sense",
    "time",
    "use",
    "value",
];

/// After "no": idioms that deny nothing. Norms.
pub(super) const NO_IDIOM: &[&str] = &[
    "doubt",
    "exception",
    "exceptions",
    "later",
    "longer",
    "matter",
    "problem",
    "question",
    "sooner",
    "surprise",
    "surprises",
];

/// After "not": words with which it says "more than this", or denies nothing. Norms.
pub(super) const NOT_IDIOM: &[&str] = &[
    "a",
    "all",
    "always",
    "an",
    "any",
    "anymore",
    "certain",
    "each",
    "enough",
    "every",
    "everybody",
    "everyone",
    "everything",
    "just",
    "least",
    "merely",
    "necessarily",
    "only",
    "simply",
    "solely",
    "sufficient",
    "sure",
    "yet",
];

/// Verbs after "do not" that describe a state rather than refuse an act. Norms.
pub(super) const STATES: &[&str] = &[
    "exist",
    "get",
    "guess",
    "have",
    "hear",
    "know",
    "own",
    "rely",
    "say",
    "see",
    "understand",
    "wait",
    "yet",
];

/// Verbs of opinion: a negation before them belongs to what is thought.
pub(super) const THINKING: &[&str] =
    &["believe", "expect", "feel", "intend", "plan", "see", "suppose", "think", "want"];

/// Verdicts on an act: "skipping Legal would be a mistake". Stems.
pub(super) const MISTAKES: &[&str] = &[
    "backfir",
    "danger",
    "dishonest",
    "fatal",
    "foolish",
    "irrespons",
    "mistak",
    "naiv",
    "neglig",
    "reckless",
    "regret",
    "riski",
    "stupid",
    "unaccept",
    "wrong",
];

/// Verbs by which somebody else's view is told. Norms.
pub(super) const REPORTING: &[&str] = &[
    "argue",
    "argued",
    "argues",
    "believe",
    "believes",
    "claim",
    "claimed",
    "claims",
    "complain",
    "complains",
    "insist",
    "insists",
    "said",
    "say",
    "says",
    "think",
    "thinks",
    "thought",
    "told",
];

/// Words that open a clause about a case that is only supposed. Norms.
pub(super) const SUPPOSING: &[&str] = &["if", "when", "where", "whether", "who", "whoever"];

/// What "it is not ... that" says of the whole rest. Norms.
pub(super) const TURNING: &[&str] = &["case", "correct", "right", "true"];

/// After "without": haste or certainty, not a thing left out. Norms.
pub(super) const WITHOUT_IDIOM: &[&str] =
    &["delay", "doubt", "exception", "fail", "fear", "hesitation", "question"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [
            ACTORS,
            NEGATORS,
            DESCRIBING,
            ADVISING,
            ALLOWING,
            SUBJECTS,
            OPENERS,
            GATES,
            DISMISSING,
            LOSING,
            DISMISSALS,
            NEEDED,
            NO_POINT,
            NO_IDIOM,
            NOT_IDIOM,
            STATES,
            THINKING,
            MISTAKES,
            REPORTING,
            WITHOUT_IDIOM,
            SUPPOSING,
            TURNING,
        ] {
            assert!(table.windows(2).all(|pair| pair[0] < pair[1]), "{table:?}");
        }
    }
}
