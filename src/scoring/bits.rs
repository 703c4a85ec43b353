//! Sets of small numbers.

/// A set of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

/// Some numbers that are close to each other: those of one word of [`Bits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    at: u32,
    bits: u64,
}

impl Bits {
    /// Empties the set, and makes room for numbers below `end`.
    pub(super) fn reset(&mut self, end: usize) {
        self.0.clear();
        self.0.resize(end.div_ceil(64), 0);
    }

    pub(super) fn insert(&mut self, number: u32) {
        self.insert_if(true, number);
    }

    /// Without a branch, for where nobody could guess.
    pub(super) fn insert_if(&mut self, wanted: bool, number: u32) {
        self.0[number as usize / 64] |= u64::from(wanted) << (number % 64);
    }

    /// Takes out the first number that stands in the word `at` or behind it; `at` is then its word.
    pub(super) fn take_next(&mut self, at: &mut u32) -> Option<u32> {
        while *self.0.get(*at as usize)? == 0 {
            *at += 1;
        }
        let bits = &mut self.0[*at as usize];
        let number = *at * 64 + bits.trailing_zeros();
        *bits &= *bits - 1;
        Some(number)
    }

    /// Those of a block that are in the set.
    pub(super) fn among(&self, block: Block) -> Block {
        Block { bits: self.0[block.at as usize] & block.bits, ..block }
    }
}

impl Block {
    /// Takes out the first number.
    pub(super) fn take_next(&mut self) -> Option<u32> {
        let number = self.at * 64 + self.bits.trailing_zeros();
        let some = self.bits != 0;
        self.bits &= self.bits.wrapping_sub(1);
        some.then_some(number)
    }
}

/// Numbers, given in their order, in blocks. There are few where they lie close together.
pub(super) fn blocks(numbers: &[u32]) -> impl Iterator<Item = Block> {
    numbers.chunk_by(|one, next| one / 64 == next / 64).map(|same| {
        let bits = same.iter().fold(0, |bits, number| bits | 1 << (number % 64));
        Block { at: same[0] / 64, bits }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_in_their_order_even_if_some_are_put_in_on_the_way() {
        let mut bits = Bits::default();
        bits.reset(200);
        [150, 3, 64].into_iter().for_each(|number| bits.insert(number));
        bits.insert_if(false, 5);
        let mut at = 0;
        let mut order = Vec::new();
        while let Some(number) = bits.take_next(&mut at) {
            order.push(number);
            if number == 64 {
                bits.insert(65);
                bits.insert(199);
            }
        }
        assert_eq!(order, [3, 64, 65, 150, 199]);
    }

    #[test]
    fn blocks_keep_the_numbers_that_were_put_into_them() {
        let mut all = Bits::default();
        all.reset(100);
        (0..100).for_each(|number| all.insert(number));
        let numbers = [1, 31, 63, 64, 95];
        let found = |bits: &Bits| {
            let mut found = Vec::new();
            for block in blocks(&numbers) {
                let mut block = bits.among(block);
                found.extend(std::iter::from_fn(|| block.take_next()));
            }
            found
        };
        assert_eq!(found(&all), numbers);
        assert_eq!(blocks(&[]).count(), 0);
        all.reset(100);
        assert!(found(&all).is_empty());
    }
}
