//! The prefixes of a rubric, as `approv*` in its patterns, asked with each word of an answer.

use super::compile::NodeId;

/// Bytes that every prefix has: it has at least three letters.
const HEAD: usize = 3;

/// Prefixes with their nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes {
    /// With the [`head`] of each, by which they are sorted.
    sorted: Vec<(u32, String, NodeId)>,
    /// A bit for each head that some prefix has, so that most words need no search.
    heads: Vec<u64>,
}

/// The first bytes of a word, if it has so many: the low five bits of each, in which letters differ.
fn head(word: &str) -> Option<u32> {
    let first = word.as_bytes().get(..HEAD)?;
    Some(first.iter().fold(0, |head, byte| head << 5 | u32::from(byte & 31)))
}

impl Prefixes {
    pub(super) fn new(prefixes: Vec<(String, NodeId)>) -> Self {
        let keyed = |(prefix, node): (String, NodeId)| Some((head(&prefix)?, prefix, node));
        let mut sorted: Vec<(u32, String, NodeId)> =
            prefixes.into_iter().filter_map(keyed).collect();
        sorted.sort();
        let mut heads = vec![0; (1 << (5 * HEAD)) / 64];
        for (head, ..) in &sorted {
            heads[*head as usize / 64] |= 1 << (head % 64);
        }
        Self { sorted, heads }
    }

    /// The nodes of all prefixes with which `word` begins.
    pub(super) fn of(&self, word: &str) -> impl Iterator<Item = NodeId> {
        let like = head(word).map_or(&[][..], |head| self.with_head(head));
        like.iter().filter(|(_, prefix, _)| word.starts_with(prefix.as_str())).map(|own| own.2)
    }

    fn with_head(&self, head: u32) -> &[(u32, String, NodeId)] {
        let bits = self.heads.get(head as usize / 64);
        if bits.is_none_or(|bits| bits >> (head % 64) & 1 == 0) {
            return &[];
        }
        let from = self.sorted.partition_point(|(own, ..)| *own < head);
        let count = self.sorted[from..].iter().take_while(|(own, ..)| *own == head).count();
        &self.sorted[from..from + count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(prefixes: &[&str], word: &str) -> Vec<NodeId> {
        let numbered = (0..).zip(prefixes).map(|(node, prefix)| (prefix.to_string(), node));
        Prefixes::new(numbered.collect()).of(word).collect()
    }

    #[test]
    fn a_word_finds_all_prefixes_with_which_it_begins_and_no_others() {
        let prefixes = ["approv", "app", "apply", "dis", "\u{fc}ber"];
        assert_eq!(found(&prefixes, "approved"), [1, 0]);
        assert_eq!(found(&prefixes, "application"), [1]);
        assert_eq!(found(&prefixes, "\u{fc}berall"), [4]);
        for word in ["ap", "ppa", "", "\u{fc}", "zzz"] {
            assert!(found(&prefixes, word).is_empty(), "{word}");
        }
        assert!(found(&[], "approved").is_empty());
    }

    #[test]
    fn letters_that_look_alike_in_five_bits_are_told_apart() {
        assert!(found(&["abc"], "!\"#").is_empty());
        assert_eq!(found(&["123", "qrs"], "123rd"), [0]);
    }
}
