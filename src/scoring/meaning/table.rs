//! The table of word pieces: how its file is laid out, and how a word is looked up in it.
//!
//! The file is used as it lies in the program, without being loaded, and each word costs one probe
//! a candidate piece. All numbers are little-endian:
//!
//! | what | size |
//! |---|---|
//! | the letters `MEANING1` | 8 bytes |
//! | number of heads, tails, dimensions; bytes of text | 4 × `u32` |
//! | slots: 0, or 1 + the number of a piece | 32,768 × `u16` |
//! | where each piece ends in the text, after one 0 | (pieces + 1) × `u32` |
//! | the pieces, one after the other: heads sorted, then tails sorted | text |
//! | what all talk about work has in common, in the length of a `Vector` | dimensions × `i16` |
//! | one row a piece | dimensions × `i8` |
//!
//! A head is a word or the start of one; a tail continues it ("##ing" to those who know
//! `WordPiece`). A piece lies in the slot of its hash, or in the next that was free. How much a
//! piece weighs is the length of its row, so sums need no weights.

use super::vector::{DIMENSIONS, WordMeaning};

static BYTES: &[u8] = include_bytes!("table.bin");

/// Written beside the table by the script that makes it.
static SHA256: &str = include_str!("table.sha256");

const SLOTS: usize = 32_768;

/// What a piece's hash starts from (FNV-1a): heads and tails share the slots.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
enum Kind {
    Head = 0x811c_9dc5,
    Tail = 0x050c_5d1f,
}

/// Bytes from which on a run of letters is no word, and is not looked up.
const LONGEST_PART: usize = 40;

const HEADS: usize = u32_at(8);
const PIECES: usize = HEADS + u32_at(12);
const TEXT_BYTES: usize = u32_at(20);
const SLOTS_AT: usize = 24;
const ENDS_AT: usize = SLOTS_AT + 2 * SLOTS;
const TEXT_AT: usize = ENDS_AT + 4 * (PIECES + 1);
const COMMON_AT: usize = TEXT_AT + TEXT_BYTES;
const ROWS_AT: usize = COMMON_AT + 2 * DIMENSIONS;

// A file of another layout does not build.
const _: () = assert!(u32_at(16) == DIMENSIONS);
const _: () = assert!(BYTES.len() == ROWS_AT + PIECES * DIMENSIONS);

/// What all talk about work has in common, and what therefore tells no two things apart.
pub(super) static COMMON: [i16; DIMENSIONS] = {
    let mut common = [0; DIMENSIONS];
    let mut at = 0;
    while at < DIMENSIONS {
        let byte = COMMON_AT + 2 * at;
        common[at] = i16::from_le_bytes([BYTES[byte], BYTES[byte + 1]]);
        at += 1;
    }
    common
};

/// SHA-256 of the table, in hexadecimal digits: it is part of every score that used it.
#[must_use]
pub fn hash() -> &'static str {
    SHA256
}

/// What a word (lower case, as `Word::norm`) adds to the meaning of its run. Nothing, if it is in no
/// language that the table knows.
#[must_use]
pub fn word(norm: &str) -> WordMeaning {
    let mut meaning = WordMeaning::NOTHING;
    // "don't" is "don" and "t", as the table was fitted.
    for part in norm.split(|c: char| !c.is_alphanumeric()) {
        if part.len() <= LONGEST_PART && part.is_ascii() {
            add_part(&mut meaning, part.as_bytes());
        }
    }
    meaning
}

/// Adds the pieces of one run of letters and digits: always the longest that fits.
fn add_part(meaning: &mut WordMeaning, mut part: &[u8]) {
    let mut kind = Kind::Head;
    while !part.is_empty() {
        // Every letter and figure is a piece of its own, so that something is always found.
        let Some((piece, length)) = longest(part, kind) else { return };
        meaning.add(row(piece));
        part = &part[length..];
        kind = Kind::Tail;
    }
}

/// The longest piece with which `part` starts, and its length.
fn longest(part: &[u8], kind: Kind) -> Option<(usize, usize)> {
    let mut states = [0; LONGEST_PART];
    let mut state = kind as u32;
    for (at, &byte) in part.iter().enumerate() {
        state = (state ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        states[at] = state;
    }
    (1..=part.len())
        .rev()
        .find_map(|length| Some((find(states[length - 1], &part[..length], kind)?, length)))
}

/// The number of a piece, given its hash.
fn find(state: u32, piece: &[u8], kind: Kind) -> Option<usize> {
    let mut slot = (state ^ (state >> 15)) as usize % SLOTS;
    loop {
        let at = SLOTS_AT + 2 * slot;
        let number = usize::from(u16::from_le_bytes([BYTES[at], BYTES[at + 1]])).checked_sub(1)?;
        if (number < HEADS) == (kind == Kind::Head) && text(number) == piece {
            return Some(number);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The letters of a piece.
fn text(number: usize) -> &'static [u8] {
    let end = |number: usize| TEXT_AT + u32_at(ENDS_AT + 4 * number);
    &BYTES[end(number)..end(number + 1)]
}

fn row(number: usize) -> &'static [u8] {
    let at = ROWS_AT + number * DIMENSIONS;
    &BYTES[at..at + DIMENSIONS]
}

/// A number of the file; at compile time too.
const fn u32_at(at: usize) -> usize {
    u32::from_le_bytes([BYTES[at], BYTES[at + 1], BYTES[at + 2], BYTES[at + 3]]) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<&'static str> {
        (0..PIECES).map(|number| std::str::from_utf8(text(number)).unwrap()).collect()
    }

    #[test]
    fn heads_and_tails_are_sorted_each_once() {
        let pieces = pieces();
        for part in [&pieces[..HEADS], &pieces[HEADS..]] {
            assert!(part.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn every_piece_is_found_in_its_slot_and_nothing_else_is() {
        let pieces = pieces();
        for (number, piece) in pieces.iter().enumerate() {
            let kind = if number < HEADS { Kind::Head } else { Kind::Tail };
            assert_eq!(longest(piece.as_bytes(), kind), Some((number, piece.len())), "{piece}");
        }
        assert_eq!(find(0, b"no such piece", Kind::Head), None);
    }

    #[test]
    fn every_letter_and_figure_is_a_head_and_a_tail_so_that_no_word_is_cut_short() {
        for letter in ('a'..='z').chain('0'..='9') {
            for kind in [Kind::Head, Kind::Tail] {
                let letter = letter.to_string();
                assert!(longest(letter.as_bytes(), kind).is_some(), "{letter}");
            }
        }
    }

    #[test]
    fn a_known_word_is_one_piece_and_a_longer_one_the_sum_of_the_longest_that_fit() {
        let whole = |part: &str, kind| longest(part.as_bytes(), kind).unwrap();
        assert_eq!(whole("approval", Kind::Head).1, "approval".len());
        let mut sum = WordMeaning::NOTHING;
        sum.add(row(whole("chatbot", Kind::Head).0));
        sum.add(row(whole("s", Kind::Tail).0));
        assert_eq!(word("chatbots"), sum);
    }

    #[test]
    fn what_is_no_word_of_the_table_means_nothing() {
        let endless = "a".repeat(LONGEST_PART + 1);
        for norm in ["", "'", "\u{1f600}", "\u{43f}\u{440}\u{430}\u{432}\u{43e}", &endless] {
            assert_eq!(word(norm), WordMeaning::NOTHING, "{norm}");
        }
        assert_ne!(word("law"), WordMeaning::NOTHING);
    }

    #[test]
    fn a_word_is_taken_apart_at_apostrophes_and_hyphens() {
        let sum = |parts: &[&str]| {
            let mut sum = WordMeaning::NOTHING;
            parts.iter().for_each(|part| add_part(&mut sum, part.as_bytes()));
            sum
        };
        assert_eq!(word("don't"), sum(&["don", "t"]));
        assert_eq!(word("sign-off"), sum(&["sign", "off"]));
    }

    #[test]
    fn the_hash_is_that_of_the_table() {
        use sha2::{Digest as _, Sha256};
        assert_eq!(hash(), crate::scoring::receipt::hex(&Sha256::digest(BYTES)));
    }
}
