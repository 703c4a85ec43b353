//! The order in which options and items are shown: random to a person, the same for the same seed.

use rand::SeedableRng as _;
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom as _;

use crate::content::ids::QuestionId;
use crate::scoring::receipt::sha256;

/// A random order of `count` things for this question.
///
/// Each question draws from a stream of its own, so that asking one alone shows the same order as
/// asking it within the case.
#[must_use]
pub fn shuffled(count: usize, seed: u64, question: &QuestionId) -> Vec<usize> {
    let digest = sha256(question.as_str().as_bytes());
    let own = u64::from_str_radix(&digest[..16], 16).unwrap_or(0);
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(seed ^ own));
    order
}

/// As [`shuffled`], but never in the given order: what is to be put in order must not be so already.
#[must_use]
pub fn disordered(count: usize, seed: u64, question: &QuestionId) -> Vec<usize> {
    let mut order = shuffled(count, seed, question);
    if count > 1 && order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_the_order_and_another_gives_another() {
        let question = QuestionId::new("notice");
        assert_eq!(shuffled(8, 7, &question), shuffled(8, 7, &question));
        assert_ne!(shuffled(8, 7, &question), shuffled(8, 8, &question));
        assert_ne!(shuffled(8, 7, &question), shuffled(8, 7, &QuestionId::new("ratio")));
    }

    #[test]
    fn the_order_is_the_same_on_every_machine() {
        assert_eq!(shuffled(6, 1, &QuestionId::new("notice")), [4, 3, 0, 1, 2, 5]);
    }

    #[test]
    fn what_is_to_be_ordered_is_never_shown_in_order() {
        for seed in 0..200 {
            assert!(!disordered(3, seed, &QuestionId::new("sequence")).is_sorted());
        }
    }
}
