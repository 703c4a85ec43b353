//! Which turns of phrase argue against work and which plan it, whatever the work is.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::classes::{Class, FUNCTION};
use super::endings::{ENDINGS, ending, is_figure};
use crate::scoring::lookup::Lookup;

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
    /// The kind of a word in its normal form with these classes.
    #[must_use]
    pub fn of(norm: &str, norm_hash: u32, class: Class) -> Self {
        let tone = tone();
        if class.is(FUNCTION) {
            let found = tone.words.find_hashed(norm, norm_hash, |at| tone.kinds[at as usize]);
            return Self(found.and_then(|at| u16::try_from(at).ok()).unwrap_or(UNKNOWN));
        }
        if is_figure(norm) {
            return tone.figure;
        }
        ending(norm).map_or(tone.other, |at| tone.endings[at])
    }
}

/// How far a sentence leans towards arguing against work (above 0) rather than planning it (below
/// 0), in hundredths of a natural logarithm of odds.
#[must_use]
pub fn lean(sentence: &[ToneKind]) -> i32 {
    let tone = tone();
    let beginning = weight(tone, tone.start, sentence);
    let runs = (0..sentence.len()).map(|at| weight(tone, sentence[at], &sentence[at + 1..]));
    tone.base + beginning + runs.sum::<i32>()
}

/// The weight of all runs that begin with `first`, where `rest` follows it.
fn weight(tone: &Tone, first: ToneKind, rest: &[ToneKind]) -> i32 {
    let Some(runs) = tone.runs.get(usize::from(first.0)) else { return 0 };
    let mut sum = 0;
    let mut key = 0;
    for next in std::iter::once(None).chain(rest.iter().take(LONGEST - 1).map(Some)) {
        key = next.map_or(0, |next| extended(key, *next));
        if let Ok(at) = runs.binary_search_by_key(&key, |(own, _)| *own) {
            sum += i32::from(runs[at].1);
        }
    }
    sum
}

/// The key of a run with one more kind; 0 is the key of none.
fn extended(key: u32, kind: ToneKind) -> u32 {
    (key << KIND_BITS) | (u32::from(kind.0) + 1)
}

struct Tone {
    base: i32,
    kinds: Vec<&'static str>,
    words: Lookup,
    endings: [ToneKind; ENDINGS.len()],
    start: ToneKind,
    figure: ToneKind,
    other: ToneKind,
    /// By the kind with which they begin: the rest of each run's key and its weight, sorted.
    runs: Vec<Vec<(u32, i16)>>,
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
        let mut kinds = vec![""; ids.len()];
        let mut words = Lookup::with_capacity(ids.len());
        for (kind, id) in &ids {
            kinds[usize::from(*id)] = kind;
            words.insert(kind, u32::from(*id));
        }
        let id = |kind: &str| ToneKind(ids.get(kind).copied().unwrap_or(UNKNOWN));
        let mut runs = vec![Vec::new(); ids.len()];
        for (weight, run) in rows.iter().filter(|(_, run)| !run.is_empty()) {
            let mut run = run.split(' ').map(id);
            let Some(first) = run.next() else { continue };
            runs[usize::from(first.0)].push((run.fold(0, extended), *weight));
        }
        runs.iter_mut().for_each(|runs: &mut Vec<(u32, i16)>| runs.sort_unstable());
        let base = rows.iter().find(|(_, run)| run.is_empty()).map_or(0, |(weight, _)| *weight);
        Tone {
            base: i32::from(base),
            words,
            endings: ENDINGS.map(|ending| id(&format!("-{ending}"))),
            start: id("^"),
            figure: id("#"),
            other: id("-"),
            runs,
            kinds,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::read::read;

    fn of(sentence: &str) -> i32 {
        let reading = read(sentence);
        let kinds: Vec<ToneKind> = reading
            .words
            .iter()
            .map(|word| ToneKind::of(&word.norm, word.norm_hash, word.class))
            .collect();
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
        assert!(runs.iter().map(Vec::len).sum::<usize>() > 1_000);
        assert!(runs.iter().all(|runs| runs.windows(2).all(|pair| pair[0].0 < pair[1].0)));
        assert!(tone().kinds.len() < usize::from(UNKNOWN));
    }
}
