//! Word tables that the passes share. They are part of every score, so their hash goes into the
//! receipt; a change to one of them is a change of the engine.

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

/// Lower-case English words, one a line, sorted by bytes (SCOWL as packaged by Debian; see NOTICE).
static ENGLISH: &str = include_str!("english-words.txt");

/// Whether `word` (lower case) is in the shipped English word list.
#[must_use]
pub fn is_english(word: &str) -> bool {
    // Binary search over the bytes of the file itself: no index to build, nothing to load.
    let bytes = ENGLISH.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start =
            bytes[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |at| low + at + 1);
        let end =
            bytes[middle..high].iter().position(|&b| b == b'\n').map_or(high, |at| middle + at);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return start < end,
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

/// Words that carry grammar rather than content. Their share tells prose from a list.
pub const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "ahead",
    "all",
    "almost",
    "along",
    "already",
    "also",
    "although",
    "always",
    "am",
    "among",
    "an",
    "and",
    "any",
    "anybody",
    "anyone",
    "anything",
    "are",
    "aren't",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "beside",
    "besides",
    "between",
    "both",
    "but",
    "by",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "doing",
    "don't",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "enough",
    "even",
    "ever",
    "every",
    "everybody",
    "everyone",
    "everything",
    "few",
    "first",
    "for",
    "from",
    "get",
    "go",
    "going",
    "gonna",
    "got",
    "had",
    "hadn't",
    "has",
    "hasn't",
    "have",
    "haven't",
    "having",
    "he",
    "he'd",
    "he'll",
    "he's",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "inside",
    "instead",
    "into",
    "is",
    "isn't",
    "it",
    "it'd",
    "it'll",
    "it's",
    "its",
    "itself",
    "just",
    "know",
    "least",
    "less",
    "let",
    "let's",
    "like",
    "many",
    "may",
    "maybe",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "mustn't",
    "my",
    "myself",
    "need",
    "needs",
    "neither",
    "never",
    "next",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "others",
    "our",
    "ours",
    "ourselves",
    "out",
    "outside",
    "over",
    "own",
    "per",
    "put",
    "quite",
    "rather",
    "really",
    "same",
    "she",
    "she'd",
    "she'll",
    "she's",
    "should",
    "shouldn't",
    "since",
    "so",
    "some",
    "somebody",
    "someone",
    "something",
    "soon",
    "still",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they'd",
    "they'll",
    "they're",
    "they've",
    "thing",
    "things",
    "this",
    "those",
    "though",
    "through",
    "till",
    "to",
    "together",
    "too",
    "toward",
    "towards",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "wasn't",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "well",
    "were",
    "weren't",
    "what",
    "what's",
    "whatever",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "who's",
    "whoever",
    "whole",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "won't",
    "would",
    "wouldn't",
    "yes",
    "yet",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
    "yourself",
];

/// Articles and possessives: a noun phrase must follow.
pub const DETERMINERS: &[&str] =
    &["a", "an", "every", "her", "his", "its", "my", "our", "the", "their", "your"];

/// What never follows an article or a possessive in running English.
pub const NEVER_AFTER_DETERMINER: &[&str] = &[
    "a", "am", "an", "and", "are", "at", "be", "because", "been", "but", "by", "can", "could",
    "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "i", "i'd",
    "i'll", "if", "in", "into", "is", "it", "it's", "its", "may", "might", "must", "my", "not",
    "of", "on", "or", "our", "shall", "she", "should", "so", "than", "that", "the", "their",
    "them", "then", "they", "this", "to", "us", "was", "we", "we'd", "we'll", "were", "what",
    "when", "where", "which", "who", "will", "with", "would", "you", "your",
];

/// Prepositions that need an object.
pub const PREPOSITIONS: &[&str] = &[
    "at", "between", "by", "during", "for", "from", "into", "of", "to", "toward", "with", "without",
];

/// What never follows such a preposition in running English.
pub const NEVER_AFTER_PREPOSITION: &[&str] = &[
    "am", "and", "are", "but", "can", "could", "did", "does", "had", "has", "he", "i", "i'd",
    "i'll", "is", "may", "might", "must", "of", "or", "shall", "she", "should", "than", "they",
    "they'd", "was", "we", "we'd", "we'll", "were", "will", "would",
];

/// Whether a sorted table holds `word`.
#[must_use]
pub fn contains(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}

/// Whether `word` (lower case) is a function word.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    contains(FUNCTION_WORDS, word)
}

/// Hash over all tables, for the receipt.
#[must_use]
pub fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let mut hasher = Sha256::new();
        hasher.update(ENGLISH.as_bytes());
        for table in [
            FUNCTION_WORDS,
            DETERMINERS,
            NEVER_AFTER_DETERMINER,
            PREPOSITIONS,
            NEVER_AFTER_PREPOSITION,
        ] {
            for word in table {
                hasher.update(word.as_bytes());
                hasher.update(b"\n");
            }
            hasher.update(b"\0");
        }
        super::receipt::hex(&hasher.finalize())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_finds_its_first_middle_and_last_word_and_no_others() {
        let words: Vec<&str> = ENGLISH.lines().collect();
        for word in [words[0], words[words.len() / 2], words[words.len() - 1], "policy", "document"]
        {
            assert!(is_english(word), "{word}");
        }
        for word in ["", "complience", "zzzz", "policy\n", "aaaaaaa"] {
            assert!(!is_english(word), "{word}");
        }
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
    }

    #[test]
    fn tables_are_sorted_because_they_are_searched_by_halving() {
        for table in [
            FUNCTION_WORDS,
            DETERMINERS,
            NEVER_AFTER_DETERMINER,
            PREPOSITIONS,
            NEVER_AFTER_PREPOSITION,
        ] {
            assert!(table.windows(2).all(|pair| pair[0] < pair[1]), "{table:?}");
        }
    }
}
