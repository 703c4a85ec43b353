//! Words of one sentence, a bit each.

/// Bits in one number.
const BITS: u32 = u64::BITS;

/// A set of words of one sentence, by their numbers in it, in `N` numbers of 64 bits. The last bit is
/// no word: it marks that there is more to say than single words can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spots<const N: usize>([u64; N]);

impl<const N: usize> Default for Spots<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Spots<N> {
    /// Words that a sentence may have.
    pub(super) const ROOM: usize = 64 * N - 1;

    /// The mark that there is more than single words.
    const MORE: u64 = 1 << (BITS - 1);

    /// One word, below [`Self::ROOM`].
    #[inline]
    pub(super) fn of(at: u32) -> Self {
        let mut own = Self::default();
        own.0[(at / BITS) as usize % N] = 1 << (at % BITS);
        own
    }

    /// Nothing but the mark that there is more.
    pub(super) fn more() -> Self {
        let mut own = Self::default();
        own.0[N - 1] = Self::MORE;
        own
    }

    /// Whether there is more than single words.
    pub(super) fn has_more(&self) -> bool {
        self.0[N - 1] & Self::MORE != 0
    }

    /// Whether there is nothing at all.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |all, bits| all | bits) == 0
    }

    /// Adds what is in the other.
    #[inline]
    pub(super) fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
    }

    /// Whether the word is in it.
    pub(super) fn has(&self, at: u32) -> bool {
        self.0.get((at / BITS) as usize).is_some_and(|bits| bits >> (at % BITS) & 1 != 0)
    }

    /// Whether a word of the others stands behind one of its own or behind the next, with nothing but
    /// words in `follows` from there on.
    pub(super) fn is_followed_by(self, others: Self, follows: Self) -> bool {
        let mut next = self.next(follows);
        next.add(next.next(follows));
        next.0.iter().zip(others.0).fold(0, |all, (next, other)| all | (next & other)) != 0
    }

    /// The words behind its own, as far as they are in `follows`.
    fn next(mut self, follows: Self) -> Self {
        let mut carried = 0;
        for (own, follows) in self.0.iter_mut().zip(follows.0) {
            let moved = *own << 1 | carried;
            carried = *own >> (BITS - 1);
            *own = moved & follows;
        }
        self
    }

    /// Its words, ascending.
    pub(super) fn words(mut self) -> impl Iterator<Item = u32> {
        self.0[N - 1] &= !Self::MORE;
        let mut at = 0;
        std::iter::from_fn(move || {
            while *self.0.get(at)? == 0 {
                at += 1;
            }
            let bits = &mut self.0[at];
            let bit = bits.trailing_zeros();
            *bits &= *bits - 1;
            Some(number(at) * BITS + bit)
        })
    }

    /// Its words from the first of these to the last, ascending.
    pub(super) fn between(mut self, first: u32, last: u32) -> impl Iterator<Item = u32> {
        for (from, bits) in (0..).step_by(BITS as usize).zip(&mut self.0) {
            let low = first.saturating_sub(from);
            let high = (from + BITS - 1).saturating_sub(last);
            let mask = u64::MAX.checked_shl(low).unwrap_or(0);
            *bits &= mask & u64::MAX.checked_shr(high).unwrap_or(0);
        }
        self.words()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::btree_set;
    use proptest::prelude::*;

    use super::*;

    fn spots<const N: usize>(words: &BTreeSet<u32>) -> Spots<N> {
        words.iter().fold(Spots::default(), |mut all, &at| {
            all.add(Spots::of(at));
            all
        })
    }

    fn behaves_as_a_set<const N: usize>(
        words: &BTreeSet<u32>,
        others: &BTreeSet<u32>,
        follows: &BTreeSet<u32>,
        (first, last): (u32, u32),
    ) {
        let own = spots::<N>(words);
        assert!(own.words().eq(words.iter().copied()));
        assert!(
            own.between(first, last)
                .eq(words.iter().copied().filter(|at| (first..=last).contains(at)))
        );
        assert_eq!(own.is_empty(), words.is_empty());
        assert!((0..400).all(|at| own.has(at) == words.contains(&at)));
        let behind = words.iter().any(|at| {
            follows.contains(&(at + 1))
                && (others.contains(&(at + 1))
                    || follows.contains(&(at + 2)) && others.contains(&(at + 2)))
        });
        assert_eq!(own.is_followed_by(spots(others), spots(follows)), behind);
    }

    proptest! {
        #[test]
        fn a_short_one_behaves_as_a_set(
            words in btree_set(0..63_u32, 0..9),
            others in btree_set(0..63_u32, 0..30),
            follows in btree_set(0..63_u32, 20..63),
            range in (0..70_u32, 0..70_u32),
        ) {
            behaves_as_a_set::<1>(&words, &others, &follows, range);
        }

        #[test]
        fn a_long_one_behaves_as_a_set(
            words in btree_set(0..319_u32, 0..40),
            others in btree_set(0..319_u32, 0..150),
            follows in btree_set(0..319_u32, 100..300),
            range in (0..330_u32, 0..330_u32),
        ) {
            behaves_as_a_set::<5>(&words, &others, &follows, range);
        }
    }

    #[test]
    fn the_mark_that_there_is_more_is_no_word() {
        let mut own = Spots::<1>::of(62);
        assert!(!own.has_more());
        own.add(Spots::more());
        assert!(own.has_more() && !own.is_empty());
        assert_eq!(own.words().collect::<Vec<_>>(), [62]);
        assert_eq!(own.between(0, 99).collect::<Vec<_>>(), [62]);
        assert!(Spots::<5>::more().words().next().is_none());
    }
}
