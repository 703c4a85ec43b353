//! Reads numbers that a person has typed for the items of a list.

use std::collections::BTreeSet;

use crate::terminal::sanitize::one_line;
use crate::terminal::wrap::truncate;

/// The longest line that is taken, in bytes.
pub const LONGEST: usize = 1024;

/// Why a typed line is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// Nothing, where something is needed.
    #[error("Type a number from 1 to {count}.")]
    Empty {
        /// How many items there are.
        count: usize,
    },
    /// Something other than a number.
    #[error("\"{word}\" is not a number. Type a number from 1 to {count}.")]
    NotANumber {
        /// What was typed, cut to a legible length.
        word: String,
        /// How many items there are.
        count: usize,
    },
    /// A number that no item has.
    #[error("There is no {word}. Type a number from 1 to {count}.")]
    OutOfRange {
        /// What was typed, cut to a legible length.
        word: String,
        /// How many items there are.
        count: usize,
    },
    /// Several numbers, where one is needed.
    #[error("That is more than one number. Type one, from 1 to {count}.")]
    TooMany {
        /// How many items there are.
        count: usize,
    },
    /// An order without some items, or with some twice.
    #[error("{}Type each number from 1 to {count} once.", uneven(missing, twice))]
    Uneven {
        /// The numbers that are not there.
        missing: Vec<usize>,
        /// The numbers that are there more than once.
        twice: Vec<usize>,
        /// How many items there are.
        count: usize,
    },
    /// Neither yes nor no.
    #[error("Type y for yes or n for no.")]
    NotYesOrNo,
    /// Something that is asked for in another form; what to type instead.
    #[error("{0}")]
    Unfit(String),
    /// More text than fits a line.
    #[error("That is too long: one line has at most {LONGEST} bytes.")]
    TooLong,
}

fn uneven(missing: &[usize], twice: &[usize]) -> String {
    let named = |numbers: &[usize]| match numbers {
        [] => None,
        [one] => Some((one.to_string(), "is")),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(usize::to_string).collect();
            Some((format!("{} and {last}", rest.join(", ")), "are"))
        }
    };
    let mut sentences = String::new();
    if let Some((numbers, are)) = named(missing) {
        sentences.push_str(&format!("{numbers} {are} missing. "));
    }
    if let Some((numbers, are)) = named(twice) {
        sentences.push_str(&format!("{numbers} {are} there twice. "));
    }
    sentences
}

/// Whether a text is short enough for a line.
pub(super) fn short(text: &str) -> Result<(), Mistyped> {
    if text.len() > LONGEST { Err(Mistyped::TooLong) } else { Ok(()) }
}

/// The indices of the numbers typed, in their order: "2", "1,3", "3. 1) 2".
pub(super) fn numbers(text: &str, count: usize) -> Result<Vec<usize>, Mistyped> {
    short(text)?;
    let text = one_line(text);
    text.split([' ', ',', ';', '.', ')'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let shown = || truncate(word, 20, "...");
            if !word.bytes().all(|b| b.is_ascii_digit()) {
                return Err(Mistyped::NotANumber { word: shown(), count });
            }
            let index = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let out_of_range = || Mistyped::OutOfRange { word: shown(), count };
            index.filter(|index| *index < count).ok_or_else(out_of_range)
        })
        .collect()
}

/// The index of the one number typed.
pub(super) fn number(text: &str, count: usize) -> Result<usize, Mistyped> {
    match numbers(text, count)?.as_slice() {
        [] => Err(Mistyped::Empty { count }),
        [index] => Ok(*index),
        _ => Err(Mistyped::TooMany { count }),
    }
}

/// The indices of all items, each once.
pub(super) fn order(text: &str, count: usize) -> Result<Vec<usize>, Mistyped> {
    let order = numbers(text, count)?;
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<usize> =
        order.iter().filter(|index| !seen.insert(**index)).map(|index| index + 1).collect();
    let missing: Vec<usize> = (0..count).filter(|i| !seen.contains(i)).map(|i| i + 1).collect();
    if missing.is_empty() && twice.is_empty() {
        return Ok(order);
    }
    Err(Mistyped::Uneven { missing, twice: twice.into_iter().collect(), count })
}

/// An order such as a person might type, to show how.
pub(super) fn example(count: usize) -> String {
    let shown = count.min(9);
    let numbers: Vec<String> = (0..shown).map(|at| ((at + 2) % shown + 1).to_string()).collect();
    numbers.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_come_with_commas_dots_or_spaces() {
        for text in ["1 3", "1,3", " 1 , 3 ", "1. 3.", "1) 3)", "1;3"] {
            assert_eq!(numbers(text, 3), Ok(vec![0, 2]), "{text:?}");
        }
        assert_eq!(numbers("", 3), Ok(vec![]));
    }

    #[test]
    fn nonsense_is_named() {
        let said = |text: &str| number(text, 3).unwrap_err().to_string();
        assert_eq!(said(""), "Type a number from 1 to 3.");
        assert_eq!(said("two"), "\"two\" is not a number. Type a number from 1 to 3.");
        assert_eq!(said("-1"), "\"-1\" is not a number. Type a number from 1 to 3.");
        assert_eq!(said("0"), "There is no 0. Type a number from 1 to 3.");
        assert_eq!(
            said("99999999999999999999999"),
            "There is no 99999999999999999.... Type a number from 1 to 3."
        );
        assert_eq!(said("1 2"), "That is more than one number. Type one, from 1 to 3.");
        assert_eq!(number(&"1".repeat(LONGEST + 1), 3), Err(Mistyped::TooLong));
    }

    #[test]
    fn an_uneven_order_says_what_is_missing_and_what_is_there_twice() {
        let said = |text: &str| order(text, 4).unwrap_err().to_string();
        assert_eq!(said("1 2 3"), "4 is missing. Type each number from 1 to 4 once.");
        assert_eq!(
            said("1 1 1 2"),
            "3 and 4 are missing. 1 is there twice. Type each number from 1 to 4 once."
        );
        assert_eq!(
            said("1 2 3 4 2 1"),
            "1 and 2 are there twice. Type each number from 1 to 4 once."
        );
        assert_eq!(said(""), "1, 2, 3 and 4 are missing. Type each number from 1 to 4 once.");
    }

    #[test]
    fn the_example_is_an_order() {
        assert_eq!(example(4), "3 4 1 2");
        for count in 1..9 {
            assert!(order(&example(count), count).is_ok(), "{count}");
        }
    }

    proptest! {
        #[test]
        fn any_order_can_be_typed(order_typed in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle()) {
            let text: Vec<String> = order_typed.iter().map(|index| (index + 1).to_string()).collect();
            prop_assert_eq!(order(&text.join(" "), 9), Ok(order_typed));
        }

        #[test]
        fn no_line_panics(text in r"\PC{0,40}|[0-9 ,.]{0,40}", count in 1usize..12) {
            if let Ok(order) = order(&text, count) {
                prop_assert_eq!(order.len(), count);
            }
        }
    }
}
