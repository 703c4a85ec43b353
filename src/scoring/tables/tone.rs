//! Which turns of phrase argue against work and which plan it, whatever the work is.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::classes::{FUNCTION, Known, all_known};
use super::endings::{ENDINGS, ending, is_figure};

/// Runs of kinds of words with their weights, made by `tools/tone_table.py`.
pub(super) static TONE: &str = include_str!("tone.txt");

/// Kinds in a run, at the most.
const LONGEST: usize = 3;

/// Bits that a kind takes in a run's key.
const KIND_BITS: u32 = 10;

/// A kind of words that no run names; one more still fits into its bits.
const UNKNOWN: u16 = (1 << KIND_BITS) - 2;

/// The kind of a word: a function word is its own, of others only the ending is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneKind(u16);

impl ToneKind {
    /// The kind of a word in its normal form; `known` is its number if it is in a table.
    #[must_use]
    pub fn of(norm: &str, known: Option<u16>) -> Self {
        let tone = tone();
        let found = known.and_then(|number| tone.known.get(usize::from(number)));
        found.copied().unwrap_or_else(|| tone.by_ending(norm))
    }
}

/// How far a sentence leans towards arguing against work (above 0) rather than planning it (below
/// 0), in hundredths of a natural logarithm of odds.
#[must_use]
pub fn lean(sentence: &[ToneKind]) -> i32 {
    let tone = tone();
    let beginning = tone.weight(tone.start, sentence);
    let runs = (0..sentence.len()).map(|at| tone.weight(sentence[at], &sentence[at + 1..]));
    tone.base + beginning + runs.sum::<i32>()
}

/// The key of a run with one more kind; 0 is the key of none.
fn extended(key: u32, kind: ToneKind) -> u32 {
    (key << KIND_BITS) | (u32::from(kind.0) + 1)
}

/// Where the search for a key begins in a table with a power of two of slots.
fn slot(key: u32, slots: usize) -> usize {
    // The upper half of the product depends on all bits of the key.
    let mixed = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(mixed).unwrap_or(0) & (slots - 1)
}

struct Tone {
    base: i32,
    /// By number of a word that is in a table.
    known: Vec<ToneKind>,
    endings: [ToneKind; ENDINGS.len()],
    start: ToneKind,
    figure: ToneKind,
    other: ToneKind,
    /// Keys of runs with their weights, each at its [`slot`] or behind it; 0 where there is none. At
    /// most half full.
    runs: Vec<(u32, i16)>,
}

impl Tone {
    /// The kind of a word that is no function word.
    fn by_ending(&self, norm: &str) -> ToneKind {
        if is_figure(norm) {
            return self.figure;
        }
        ending(norm).map_or(self.other, |at| self.endings[at])
    }

    /// The weight of all runs that begin with `first`, where `rest` follows it.
    fn weight(&self, first: ToneKind, rest: &[ToneKind]) -> i32 {
        let mut key = extended(0, first);
        let mut sum = self.weight_of(key);
        for next in rest.iter().take(LONGEST - 1) {
            key = extended(key, *next);
            sum += self.weight_of(key);
        }
        sum
    }

    fn weight_of(&self, key: u32) -> i32 {
        let mut at = slot(key, self.runs.len());
        loop {
            let (own, weight) = self.runs[at];
            if own == key || own == 0 {
                return i32::from(weight);
            }
            at = (at + 1) & (self.runs.len() - 1);
        }
    }
}

fn tone() -> &'static Tone {
    static TONE_TABLE: OnceLock<Tone> = OnceLock::new();
    TONE_TABLE.get_or_init(|| {
        let rows = TONE.lines().filter(|line| !line.starts_with("# "));
        let rows: Vec<(i16, &str)> = rows
            .filter_map(|row| row.split_once('\t'))
            .map(|(weight, run)| (weight.parse().unwrap_or(0), run))
            .collect();
        let mut ids: BTreeMap<&str, u16> = BTreeMap::new();
        for kind in rows.iter().flat_map(|(_, run)| run.split(' ')).filter(|kind| !kind.is_empty())
        {
            let next = u16::try_from(ids.len()).unwrap_or(UNKNOWN);
            ids.entry(kind).or_insert(next);
        }
        let id = |kind: &str| ToneKind(ids.get(kind).copied().unwrap_or(UNKNOWN));
        let mut runs = vec![(0, 0); (2 * rows.len()).next_power_of_two()];
        for (weight, run) in rows.iter().filter(|(_, run)| !run.is_empty()) {
            let key = run.split(' ').map(id).fold(0, extended);
            let mut at = slot(key, runs.len());
            while runs[at].0 != 0 {
                at = (at + 1) % runs.len();
            }
            runs[at] = (key, *weight);
        }
        let base = rows.iter().find(|(_, run)| run.is_empty()).map_or(0, |(weight, _)| *weight);
        let mut tone = Tone {
            base: i32::from(base),
            known: Vec::new(),
            endings: ENDINGS.map(|ending| id(&format!("-{ending}"))),
            start: id("^"),
            figure: id("#"),
            other: id("-"),
            runs,
        };
        let kind_of = |known: &Known| match known.class.is(FUNCTION) {
            true => id(known.word),
            false => tone.by_ending(known.word),
        };
        tone.known = all_known().iter().map(kind_of).collect();
        tone
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scoring::read::read;

    fn of(sentence: &str) -> i32 {
        let reading = read(sentence);
        let kinds: Vec<ToneKind> =
            reading.words.iter().map(|word| ToneKind::of(&word.norm, word.known)).collect();
        lean(&kinds)
    }

    #[test]
    fn plans_lean_one_way_and_reasons_against_the_other() {
        assert!(
            of(
                "First I'd walk the bridge with the two inspectors, then we agree who signs by May."
            ) < -50
        );
        assert!(
            of(
                "Regular inspections would only unsettle the commuters, since the bridge has been standing well."
            ) > 50
        );
    }

    #[test]
    fn the_subject_of_the_work_is_not_seen() {
        assert_eq!(
            of("I would test the chatbot by Friday."),
            of("I would clean the kitchen by Monday.")
        );
    }

    #[test]
    fn every_run_has_a_key_of_its_own() {
        let runs = &tone().runs;
        let keys: BTreeSet<u32> = runs.iter().map(|run| run.0).filter(|&key| key != 0).collect();
        let written = TONE.lines().filter(|line| !line.starts_with("# ")).count();
        assert!(keys.len() > 1_000);
        assert_eq!(keys.len(), written - 1, "all but that of no kind");
        assert!(2 * keys.len() <= runs.len());
        let runs = TONE.lines().filter_map(|line| line.split_once('\t'));
        let kinds: BTreeSet<&str> = runs.flat_map(|(_, run)| run.split(' ')).collect();
        assert!(kinds.len() < usize::from(UNKNOWN));
    }
}
