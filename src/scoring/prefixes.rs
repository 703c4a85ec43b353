//! The prefixes of a rubric, as `approv*` in its patterns, asked with each word of an answer.

use super::compile::NodeId;

/// Bytes that every prefix has: it has at least three letters.
const HEAD: usize = 3;

/// Prefixes with their nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes {
    /// By [`head`].
    sorted: Vec<(String, NodeId)>,
    /// For each 64 heads a bit for those that some prefix has, so that most words need no search,
    /// and how many there are before them.
    heads: Vec<(u64, u32)>,
    /// By head that some prefix has: where in `sorted` its prefixes begin; one more than there are.
    begins: Vec<u32>,
}

/// The first bytes of a word, if it has so many: the low five bits of each, in which letters differ.
fn head(word: &str) -> Option<u32> {
    let first = word.as_bytes().get(..HEAD)?;
    Some(first.iter().fold(0, |head, byte| head << 5 | u32::from(byte & 31)))
}

impl Prefixes {
    pub(super) fn new(prefixes: Vec<(String, NodeId)>) -> Self {
        let keyed = |(prefix, node): (String, NodeId)| Some((head(&prefix)?, prefix, node));
        let mut all: Vec<(u32, String, NodeId)> = prefixes.into_iter().filter_map(keyed).collect();
        all.sort();
        let mut heads = vec![(0, 0); (1 << (5 * HEAD)) / 64];
        let mut begins = Vec::new();
        let mut at = 0;
        for same in all.chunk_by(|one, next| one.0 == next.0) {
            heads[same[0].0 as usize / 64].0 |= 1_u64 << (same[0].0 % 64);
            begins.push(at);
            at += u32::try_from(same.len()).unwrap_or(0);
        }
        begins.push(at);
        let mut before = 0;
        for (bits, rank) in &mut heads {
            *rank = before;
            before += bits.count_ones();
        }
        let sorted = all.into_iter().map(|(_, prefix, node)| (prefix, node)).collect();
        Self { sorted, heads, begins }
    }

    /// The nodes of all prefixes with which `word` begins.
    pub(super) fn of(&self, word: &str) -> impl Iterator<Item = NodeId> {
        let like = head(word).map_or(&[][..], |head| self.with_head(head));
        like.iter().filter(|(prefix, _)| word.starts_with(prefix.as_str())).map(|own| own.1)
    }

    fn with_head(&self, head: u32) -> &[(String, NodeId)] {
        let Some((bits, before)) = self.heads.get(head as usize / 64) else { return &[] };
        let bit = 1_u64 << (head % 64);
        if bits & bit == 0 {
            return &[];
        }
        let at = (before + (bits & (bit - 1)).count_ones()) as usize;
        &self.sorted[self.begins[at] as usize..self.begins[at + 1] as usize]
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
