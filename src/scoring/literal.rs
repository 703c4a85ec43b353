//! Which nodes a single word of an answer matches: by stem, beginning, figure or letters, and by
//! what it most likely means if it is misspelt.

use super::compile::{Graph, NodeId, Op};
use super::place::Place;
use super::read::{Gap, Reading, Word};
use super::tables::classes::FUNCTION;
use super::tables::is_english;

/// Shows `found` what the word at `at` matches.
pub(super) fn find_word(
    graph: &Graph,
    reading: &Reading<'_>,
    at: u32,
    word: &Word<'_>,
    mut found: impl FnMut(NodeId, Place),
) {
    let mut add = |node, typo| found(node, Place::word(at, typo));
    let phrases = match word.known.and_then(|known| graph.vocabulary.of(known)) {
        Some((alone, phrases)) => {
            alone.iter().for_each(|&(node, typo)| add(node, typo));
            graph.phrases(phrases.clone())
        }
        None => {
            find_alone(graph, word, add);
            graph.phrases(graph.phrases_of(&word.norm, word.norm_hash))
        }
    };
    let next = reading.words.get(at as usize + 1).map(|next| next.norm_hash);
    for phrase in phrases.iter().filter(|own| own.second.is_none() || own.second == next) {
        if let Op::Exact { words, capitals } = &graph.ops[phrase.node as usize]
            && let Some(place) = exact(words, *capitals, reading, at)
        {
            found(phrase.node, place);
        }
    }
}

/// Shows `add` the nodes that a word matches by itself, whatever stands round it, and whether a typo
/// was forgiven.
pub(super) fn find_alone(graph: &Graph, word: &Word<'_>, mut add: impl FnMut(NodeId, bool)) {
    match graph.stem(&word.stem, word.stem_hash) {
        Some((_, loose, strict)) => {
            loose.iter().chain(strict).for_each(|&node| add(node, false));
        }
        None if may_be_typo(word) => forgiven(graph, word).into_iter().for_each(|n| add(n, true)),
        None => {}
    }
    if let Some(node) = graph.number.filter(|_| word.norm.bytes().any(|b| b.is_ascii_digit())) {
        add(node, false);
    }
    graph.prefixes.of(&word.norm).for_each(|node| add(node, false));
}

fn exact(words: &[String], capitals: bool, reading: &Reading<'_>, at: u32) -> Option<Place> {
    let first = at as usize;
    let found = reading.words.get(first..first + words.len())?;
    let same = words.iter().zip(found).enumerate().all(|(i, (wanted, word))| {
        let here = if capitals {
            // Where all is in capitals they tell nothing: "US" is then more likely "us".
            reading.text[word.span.clone()] == **wanted
                && (!word.class.is(FUNCTION) || !is_all_capitals(reading, word.sentence))
        } else {
            word.norm == *wanted
        };
        here && (i == 0 || (word.sentence == found[0].sentence && word.before == Gap::Space))
    });
    let length = u32::try_from(words.len()).ok().filter(|&length| length < u64::BITS)?;
    same.then_some(Place { first: at, last: at + length - 1, core: (1 << length) - 1, typo: false })
}

/// Whether a sentence is written in capitals throughout. Single letters are no sign of it: "P(A)".
fn is_all_capitals(reading: &Reading<'_>, sentence: usize) -> bool {
    let own = &reading.sentences[sentence];
    let words = &reading.words[own.words.clone()];
    let is_small = reading.text[own.span(&reading.words)].chars().any(char::is_lowercase);
    !is_small
        && words
            .iter()
            .any(|word| word.span.len() > 1 && word.norm.starts_with(char::is_alphabetic))
}

/// Only words that are in no dictionary are forgiven: a forgiven edit joins opposites otherwise.
fn may_be_typo(word: &Word<'_>) -> bool {
    let norm = &*word.norm;
    !word.class.is(FUNCTION)
        && norm.chars().count() >= 5
        && norm.chars().all(char::is_alphabetic)
        && !is_english(norm)
}

/// The stem that a misspelt word most likely means: same first letter, one edit, or two in a long
/// word, and not the edit that makes an opposite.
fn forgiven(graph: &Graph, word: &Word<'_>) -> Option<NodeId> {
    let first = word.stem.chars().next()?;
    let length = word.stem.chars().count();
    let allowed = if length >= 9 { 2 } else { 1 };
    let mut lead = [0; 4];
    let lead: &str = first.encode_utf8(&mut lead);
    let from = graph.stems.partition_point(|(stem, ..)| stem.as_str() < lead);
    graph.stems[from..]
        .iter()
        .take_while(|(stem, ..)| stem.starts_with(first))
        .filter_map(|(stem, loose, _)| {
            let node = (*loose)?;
            let close = stem.chars().count().abs_diff(length) <= allowed
                && stem.chars().count() >= 4
                && !differ_by_negation(stem, &word.stem);
            let distance = if close { strsim::osa_distance(stem, &word.stem) } else { usize::MAX };
            (distance <= allowed).then_some((distance, node))
        })
        .min()
        .map(|(_, node)| node)
}

/// Whether one is the other behind a negative prefix.
fn differ_by_negation(one: &str, other: &str) -> bool {
    ["un", "in", "im", "ir", "il", "non", "dis", "mis"].iter().any(|prefix| {
        one.strip_prefix(prefix).is_some_and(|rest| rest == other)
            || other.strip_prefix(prefix).is_some_and(|rest| rest == one)
    })
}
