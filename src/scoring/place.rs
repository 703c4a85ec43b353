//! Where something stands in an answer: the words of one match.

/// Words from the first to the last of a place at most: each has a bit in [`Place::core`].
pub(super) const LONGEST: u32 = u64::BITS;

/// One place where a node matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the first word.
    pub first: u32,
    /// Index of the last word.
    pub last: u32,
    /// Which words from `first` on are matched, lowest bit first; the others only stand between.
    pub core: u64,
    /// A typo was forgiven.
    pub typo: bool,
}

impl Place {
    pub(super) fn word(at: u32, typo: bool) -> Self {
        Self { first: at, last: at, core: 1, typo }
    }

    /// The same, so many words later.
    pub(super) fn moved(self, by: u32) -> Self {
        Self { first: self.first + by, last: self.last + by, ..self }
    }

    /// Whether it is a word as it is written: nothing but its number is to be said of it.
    pub(super) fn is_plain_word(self) -> bool {
        self.core == 1 && !self.typo
    }

    /// A run of words, all of them matched; nothing if it is empty or too long to be one place.
    pub(super) fn of_words(words: std::ops::Range<usize>) -> Option<Self> {
        let length = u32::try_from(words.len()).ok().filter(|n| (1..LONGEST).contains(n))?;
        let first = u32::try_from(words.start).ok()?;
        Some(Self { first, last: first + length - 1, core: (1 << length) - 1, typo: false })
    }

    /// Both together; nothing if they share a word or lie too far apart to be one place.
    pub(super) fn join(self, other: Self) -> Option<Self> {
        let (left, right) = if self.first <= other.first { (self, other) } else { (other, self) };
        let shift = right.first - left.first;
        let last = left.last.max(right.last);
        if last - left.first >= LONGEST {
            return None;
        }
        let shifted = right.core << shift;
        (left.core & shifted == 0).then_some(Self {
            first: left.first,
            last,
            core: left.core | shifted,
            typo: self.typo || other.typo,
        })
    }

    /// The matched words, ascending.
    pub fn words(self) -> impl Iterator<Item = usize> + Clone {
        let mut left = self.core;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some((self.first + bit) as usize)
        })
    }
}
