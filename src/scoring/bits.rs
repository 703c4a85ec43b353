//! Sets of small numbers.

/// A set of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Empties the set, and makes room for numbers below `end`.
    pub(super) fn reset(&mut self, end: usize) {
        self.0.clear();
        self.0.resize(end.div_ceil(64), 0);
    }

    /// Puts in a number or leaves it, without a branch, for where nobody could guess.
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_in_their_order_even_if_some_are_put_in_on_the_way() {
        let mut bits = Bits::default();
        bits.reset(200);
        [150, 3, 64].into_iter().for_each(|number| bits.insert_if(true, number));
        bits.insert_if(false, 5);
        let mut at = 0;
        let mut order = Vec::new();
        while let Some(number) = bits.take_next(&mut at) {
            order.push(number);
            if number == 64 {
                bits.insert_if(true, 65);
                bits.insert_if(true, 199);
            }
        }
        assert_eq!(order, [3, 64, 65, 150, 199]);
        bits.reset(200);
        assert_eq!(bits.take_next(&mut 0), None);
    }
}
