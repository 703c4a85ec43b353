//! Which kinds of words follow each other in English.

use std::sync::OnceLock;

use super::endings::{ENDINGS, ending, is_figure};
use crate::scoring::lookup::{Lookup, hash};

/// The kinds and how they follow each other, made by `tools/word_order.py`.
pub(super) static WORD_ORDER: &str = include_str!("word-order.txt");

/// What stands before the first word and behind the last.
const EDGES: [&str; 2] = ["^", "$"];

/// A kind of words: a common function word, or all other words with one ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind(u8);

impl Kind {
    /// The kind of a word in its normal form.
    #[must_use]
    pub fn of(norm: &str) -> Self {
        let order = order();
        let word = order.words.find_hashed(norm, hash(norm), |at| order.kinds[at as usize]);
        word.map_or_else(|| Self::by_ending(norm), |at| Self(u8::try_from(at).unwrap_or(0)))
    }

    /// The kind of a word that is no common function word.
    #[must_use]
    pub fn by_ending(norm: &str) -> Self {
        let order = order();
        if is_figure(norm) {
            return order.figure;
        }
        ending(norm).map_or(order.other, |at| order.endings[at])
    }

    /// The beginning of a stretch of words, and its end.
    #[must_use]
    pub fn edges() -> [Self; 2] {
        order().edges
    }

    /// Words without a known ending.
    #[must_use]
    pub fn other() -> Self {
        order().other
    }

    /// How much oftener than by chance `next` comes after `self`, in 32nds of a natural logarithm.
    #[must_use]
    pub fn before(self, next: Self) -> i32 {
        let order = order();
        i32::from(order.cells[usize::from(self.0) * order.kinds.len() + usize::from(next.0)])
    }
}

struct Order {
    kinds: Vec<&'static str>,
    words: Lookup,
    endings: [Kind; ENDINGS.len()],
    edges: [Kind; 2],
    figure: Kind,
    other: Kind,
    /// Row by row: the first kind's row says what follows it.
    cells: Vec<i8>,
}

fn order() -> &'static Order {
    static ORDER: OnceLock<Order> = OnceLock::new();
    ORDER.get_or_init(|| {
        let mut lines = WORD_ORDER.lines().filter(|line| !line.starts_with("# "));
        let kinds: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let kind = |name: &str| {
            let at = kinds.iter().position(|own| *own == name).unwrap_or(0);
            Kind(u8::try_from(at).unwrap_or(0))
        };
        let mut words = Lookup::with_capacity(kinds.len());
        for (at, name) in kinds.iter().enumerate() {
            let is_word = !name.starts_with('-') && !EDGES.contains(name) && *name != "#";
            if is_word {
                words.insert(name, number(at));
            }
        }
        Order {
            words,
            endings: ENDINGS.map(|ending| kind(&format!("-{ending}"))),
            edges: EDGES.map(kind),
            figure: kind("#"),
            other: kind("-"),
            cells: lines.flat_map(|row| row.split(' ')).map(|c| c.parse().unwrap_or(0)).collect(),
            kinds,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let order = order();
        assert_eq!(order.cells.len(), order.kinds.len() * order.kinds.len());
        assert!(order.kinds.len() < 256);
        let cells = WORD_ORDER.lines().filter(|line| !line.starts_with("# ")).skip(1);
        assert!(cells.flat_map(|row| row.split(' ')).all(|cell| cell.parse::<i8>().is_ok()));
    }

    #[test]
    fn english_goes_one_way_and_not_the_other() {
        let [start, end] = Kind::edges();
        let before = |one: &str, two: &str| Kind::of(one).before(Kind::of(two));
        assert!(before("of", "the") > 0 && before("the", "of") < 0);
        assert!(before("would", "be") > 0 && before("be", "would") <= 0);
        assert!(before("the", "auditor") > 0);
        assert!(Kind::of("the").before(end) < 0 && start.before(Kind::of("i")) > 0);
    }

    #[test]
    fn words_fall_into_kinds_by_their_ending() {
        assert_eq!(Kind::of("monitoring"), Kind::of("testing"));
        assert_eq!(Kind::of("2027"), Kind::of("a1"));
        assert_ne!(Kind::of("monitoring"), Kind::of("monitored"));
        assert_eq!(Kind::of("ring"), Kind::other());
    }
}
