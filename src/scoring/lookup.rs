//! From words to numbers: a hash table that is the same on every machine and is only ever asked for
//! one word at a time, so that no order of its own can reach a result.

/// An open-addressing table from words to the caller's indices. It keeps no words: the caller does,
/// and lends them for comparison.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// Hash and index; a power of two of them, under half full.
    slots: Vec<Option<(u32, u32)>>,
    count: usize,
}

impl Lookup {
    /// An empty table with room for `words` words.
    #[must_use]
    pub fn with_capacity(words: usize) -> Self {
        Self { slots: vec![None; (words * 2).next_power_of_two()], count: 0 }
    }

    /// Puts in a word that is not there yet.
    pub fn insert(&mut self, word: &str, index: u32) {
        let hash = hash(word);
        if self.count * 2 >= self.slots.len() {
            self.grow();
        }
        self.place(hash, index);
        self.count += 1;
    }

    /// The index of `word`; `word_of` tells the word of an index.
    #[must_use]
    pub fn find<'w>(&self, word: &str, word_of: impl Fn(u32) -> &'w str) -> Option<u32> {
        self.find_hashed(word, hash(word), word_of)
    }

    /// The same for a word whose [`hash`] is known.
    #[must_use]
    pub fn find_hashed<'w>(
        &self,
        word: &str,
        hash: u32,
        word_of: impl Fn(u32) -> &'w str,
    ) -> Option<u32> {
        self.find_that(hash, |index| word_of(index) == word)
    }

    /// The index of the word with this [`hash`] that is the one looked for.
    #[must_use]
    pub fn find_that(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        while let Some((other, index)) = self.slots[at] {
            if other == hash && is_it(index) {
                return Some(index);
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn place(&mut self, hash: u32, index: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].is_some() {
            at = (at + 1) & mask;
        }
        self.slots[at] = Some((hash, index));
    }

    fn grow(&mut self) {
        let bigger = vec![None; (self.slots.len() * 2).max(16)];
        let old = std::mem::replace(&mut self.slots, bigger);
        for (hash, index) in old.into_iter().flatten() {
            self.place(hash, index);
        }
    }
}

/// FNV-1a, folded to 32 bits: a fixed function of the bytes.
#[must_use]
pub fn hash(word: &str) -> u32 {
    hash_of(word.bytes())
}

fn hash_of(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The low half after folding is all that is kept.
    u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or(0)
}

/// The [`hash`] of a word of ASCII letters in small letters.
#[must_use]
pub fn hash_in_small_letters(word: &str) -> u32 {
    hash_of(word.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let words: Vec<String> = (0..1_000).map(|n| format!("word{n}")).collect();
        let mut lookup = Lookup::default();
        for (at, word) in (0..).zip(&words) {
            lookup.insert(word, at);
        }
        for (at, word) in (0..).zip(&words) {
            assert_eq!(lookup.find(word, |at| &words[at as usize]), Some(at));
        }
        assert_eq!(lookup.find("other", |at| &words[at as usize]), None);
        assert_eq!(Lookup::default().find("other", |_| ""), None);
    }
}
