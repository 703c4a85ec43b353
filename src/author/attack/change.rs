//! Changes of a text by a fixed rule: its sentences, their order, their polarity.

use crate::scoring::read::read;

/// The sentences of a text, each with its closing mark.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let reading = read(text);
    reading
        .sentences
        .iter()
        .map(|sentence| {
            let span = sentence.span(&reading.words);
            let mark = if sentence.question { '?' } else { '.' };
            let words = text[span].split_whitespace().collect::<Vec<_>>().join(" ");
            format!("{words}{mark}")
        })
        .collect()
}

/// A sentence as it continues another: small first letter, unless it is "I" or an abbreviation.
pub(super) fn continued(sentence: &str) -> String {
    let first = sentence.split([' ', '\'']).next().unwrap_or_default();
    if first == "I" || first.chars().filter(|c| c.is_uppercase()).count() > 1 {
        return sentence.to_owned();
    }
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
}

/// A random number generator that is the same everywhere (`SplitMix64`, Steele, Lea and Flood 2014).
pub(super) struct Mix(pub(super) u64);

impl Mix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `bound`, which is not 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(1).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// In random order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

/// All words in random order, without their marks.
pub(super) fn shuffled(text: &str, seed: u64) -> String {
    let mut words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    Mix(seed).shuffle(&mut words);
    words.join(" ")
}

/// Auxiliaries and what they become when they are negated.
const NEGATED: &[(&str, &str)] = &[
    ("would", "would not"),
    ("will", "will not"),
    ("should", "should not"),
    ("must", "must not"),
    ("can", "cannot"),
    ("could", "could not"),
    ("i'd", "I would not"),
    ("we'd", "we would not"),
    ("i'll", "I will not"),
    ("we'll", "we will not"),
    ("they'd", "they would not"),
    ("is", "is not"),
    ("are", "are not"),
    ("was", "was not"),
    ("were", "were not"),
    ("has", "has not"),
    ("gets", "does not get"),
    ("goes", "does not go"),
    ("does", "does not"),
    ("did", "did not"),
];

/// Persons after whom a bare verb follows.
const PERSONS: &[&str] = &["i", "we", "they", "you"];

/// Words after a person that are no bare verb: an auxiliary that is negated by itself, or an adverb.
const NO_VERB: &[&str] = &["all", "also", "and", "both", "have", "just", "never", "not", "or"];

/// What every auxiliary negated makes of a sentence: each statement becomes its refusal. None if the
/// sentence has nothing to negate.
pub(super) fn negated(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len() + 4);
    let mut changed = false;
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let plain = word.trim_end_matches([',', '.', ':', ';', '?']).to_lowercase();
        let next = words.get(at + 1).map(|next| next.to_lowercase()).unwrap_or_default();
        let already = matches!(next.as_str(), "not" | "never");
        if let Some((_, with)) = NEGATED.iter().find(|(own, _)| *own == plain).filter(|_| !already)
        {
            out.push((*with).to_owned());
            changed = true;
        } else if PERSONS.contains(&plain.as_str())
            && !next.is_empty()
            && !NO_VERB.contains(&next.as_str())
            && !NEGATED.iter().any(|(own, _)| *own == next)
            && plain.len() == word.len()
            && next.chars().all(char::is_alphabetic)
        {
            out.push(word.to_owned());
            out.push("do not".to_owned());
            changed = true;
        } else {
            out.push(word.to_owned());
        }
        at += 1;
    }
    changed.then(|| out.join(" "))
}

/// Every "would" and "will" of a person refused for ever. None if the sentence has none.
pub(super) fn never(sentence: &str) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = sentence
        .split(' ')
        .map(|word| {
            let with = match word.to_lowercase().as_str() {
                "i'd" | "i'll" => "I would never",
                "we'd" | "we'll" => "we would never",
                "would" | "will" => "would never",
                _ => return word.to_owned(),
            };
            changed = true;
            with.to_owned()
        })
        .collect();
    changed.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_sentences_with_their_marks() {
        assert_eq!(
            sentences("I ask Legal. Who signs?\n\n- read the\nlogs"),
            ["I ask Legal.", "Who signs?", "read the logs."]
        );
    }

    #[test]
    fn every_auxiliary_is_negated_and_bare_verbs_too() {
        assert_eq!(negated("I'd ask Legal.").as_deref(), Some("I would not ask Legal."));
        assert_eq!(
            negated("Then we read the logs, and each gap gets an owner.").as_deref(),
            Some("Then we do not read the logs, and each gap does not get an owner.")
        );
        assert_eq!(negated("Then a plan."), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_order() {
        assert_eq!(shuffled("one two three four", 7), shuffled("one two three four", 7));
        let mut words: Vec<String> =
            shuffled("one, two three. four", 7).split(' ').map(str::to_owned).collect();
        words.sort();
        assert_eq!(words, ["four", "one", "three", "two"]);
    }

    #[test]
    fn what_continues_begins_small_but_for_names() {
        assert_eq!(continued("Then we ship."), "then we ship.");
        assert_eq!(continued("I'd ship."), "I'd ship.");
        assert_eq!(continued("NIST helps."), "NIST helps.");
    }
}
