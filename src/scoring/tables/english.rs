//! The English word list: what is a word, and so what may be a typo.

use std::sync::OnceLock;

/// Lower-case English words, one a line, sorted by bytes (SCOWL as packaged by Debian; see NOTICE).
pub(super) static ENGLISH: &str = include_str!("english-words.txt");

/// Whether `word` (lower case) is in the shipped English word list.
#[must_use]
pub fn is_english(word: &str) -> bool {
    let Some(lead) = lead(word.as_bytes()) else { return false };
    let buckets = buckets();
    let Ok(bucket) = buckets.binary_search_by_key(&lead, |(lead, _)| *lead) else { return false };
    // Halving over the bytes of the file itself: the words are never unpacked.
    let bytes = ENGLISH.as_bytes();
    let mut low = buckets[bucket].1;
    let mut high = buckets.get(bucket + 1).map_or(bytes.len(), |next| next.1);
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

/// The first two bytes of a line; the line end stands for the second of a word of one letter.
fn lead(word: &[u8]) -> Option<[u8; 2]> {
    Some([*word.first()?, word.get(1).copied().unwrap_or(b'\n')])
}

/// Where the words with the same first two letters begin, so that halving has a short way.
fn buckets() -> &'static [([u8; 2], usize)] {
    static BUCKETS: OnceLock<Vec<([u8; 2], usize)>> = OnceLock::new();
    BUCKETS.get_or_init(|| {
        let mut buckets: Vec<([u8; 2], usize)> = Vec::new();
        let mut start = 0;
        for line in ENGLISH.as_bytes().split_inclusive(|&b| b == b'\n') {
            if let Some(lead) = lead(line)
                && buckets.last().is_none_or(|(last, _)| *last != lead)
            {
                buckets.push((lead, start));
            }
            start += line.len();
        }
        buckets
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_finds_each_of_its_words_and_no_others() {
        let words: Vec<&str> = ENGLISH.lines().collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
        for word in words {
            assert!(is_english(word), "{word}");
        }
        for word in ["", "complience", "zzzz", "policy\n", "aaaaaaa", "\n", "b\n"] {
            assert!(!is_english(word), "{word}");
        }
    }
}
