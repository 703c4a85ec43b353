//! The third pass: every place where a node of the graph matches, found in one sweep over the
//! answer's words and one over the nodes.

use super::compile::{Graph, NodeId, Op};
use super::read::{Gap, Reading, Word};
use super::tables::is_english;

/// Places kept per node. Answers of interview length stay far below it; it bounds what a text made
/// to hurt can cost.
const MAX_PLACES: usize = 256;

/// One place where a node matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the first word.
    pub first: u32,
    /// Index of the last word.
    pub last: u32,
    /// Which words from `first` on are matched, lowest bit first; the others only stand between.
    pub core: u64,
    /// A typo was forgiven.
    pub typo: bool,
}

impl Place {
    fn word(at: u32, typo: bool) -> Self {
        Self { first: at, last: at, core: 1, typo }
    }

    /// Both together; nothing if they share a word or lie too far apart to be one place.
    fn join(self, other: Self) -> Option<Self> {
        let (left, right) = if self.first <= other.first { (self, other) } else { (other, self) };
        let shift = right.first - left.first;
        let last = left.last.max(right.last);
        if last - left.first >= u64::BITS {
            return None;
        }
        let shifted = right.core << shift;
        (left.core & shifted == 0).then_some(Self {
            first: left.first,
            last,
            core: left.core | shifted,
            typo: self.typo || other.typo,
        })
    }

    /// The matched words, ascending.
    pub fn words(self) -> impl Iterator<Item = usize> + Clone {
        (0..u64::BITS)
            .filter(move |bit| self.core >> bit & 1 == 1)
            .map(move |bit| (self.first + bit) as usize)
    }
}

/// The places of every node of a graph in one answer.
pub struct Places {
    by_node: Vec<Vec<Place>>,
}

impl Places {
    /// Where `node` matches, by first word.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        &self.by_node[node as usize]
    }
}

/// Finds all places.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    let mut by_node: Vec<Vec<Place>> = vec![Vec::new(); graph.ops.len()];
    for (at, word) in (0..).zip(&reading.words) {
        find_word(graph, reading, at, word, &mut by_node);
    }
    for (node, op) in graph.ops.iter().enumerate() {
        let mut places = match op {
            Op::Stem { .. } | Op::Prefix(_) | Op::Number | Op::Exact { .. } => continue,
            Op::Any(parts) => any(parts, &by_node),
            Op::Phrase(parts) => phrase(parts, &by_node, &reading.words),
            Op::Near { ordered, within, parts } => {
                near(parts, *ordered, *within, &by_node, &reading.words)
            }
        };
        if !places.is_empty() {
            places.sort_unstable();
            places.dedup();
            places.truncate(MAX_PLACES);
            by_node[node] = places;
        }
    }
    Places { by_node }
}

fn find_word(
    graph: &Graph,
    reading: &Reading<'_>,
    at: u32,
    word: &Word,
    by_node: &mut [Vec<Place>],
) {
    let mut add = |node: NodeId, place: Place| {
        let places = &mut by_node[node as usize];
        if places.len() < MAX_PLACES {
            places.push(place);
        }
    };
    match graph.stems.binary_search_by(|(stem, ..)| stem.as_str().cmp(&word.stem)) {
        Ok(found) => {
            let (_, loose, strict) = &graph.stems[found];
            for &node in loose.iter().chain(strict) {
                add(node, Place::word(at, false));
            }
        }
        Err(_) if may_be_typo(&word.norm) => {
            if let Some(node) = forgiven(graph, word) {
                add(node, Place::word(at, true));
            }
        }
        Err(_) => {}
    }
    if let Some(node) = graph.number.filter(|_| word.norm.bytes().any(|b| b.is_ascii_digit())) {
        add(node, Place::word(at, false));
    }
    for (prefix, node) in prefixes_of(graph, &word.norm) {
        debug_assert!(word.norm.starts_with(prefix.as_str()));
        add(*node, Place::word(at, false));
    }
    let from = graph.exacts.partition_point(|(first, _)| first.as_str() < word.norm.as_str());
    for (first, node) in &graph.exacts[from..] {
        if *first != word.norm {
            break;
        }
        if let Op::Exact { words, capitals } = &graph.ops[*node as usize]
            && let Some(place) = exact(words, *capitals, reading, at)
        {
            add(*node, place);
        }
    }
}

/// The graph's prefixes with which `word` begins.
fn prefixes_of<'g>(graph: &'g Graph, word: &str) -> impl Iterator<Item = &'g (String, NodeId)> {
    // All prefixes of a word sort at or before it and share its first letters, so a short walk
    // back from the word's own place is enough.
    let head: String = word.chars().take(3).collect();
    let from = graph.prefixes.partition_point(|(prefix, _)| prefix.as_str() < head.as_str());
    let word = word.to_owned();
    graph.prefixes[from..]
        .iter()
        .take_while(move |(prefix, _)| prefix.starts_with(&head))
        .filter(move |(prefix, _)| word.starts_with(prefix.as_str()))
}

fn exact(words: &[String], capitals: bool, reading: &Reading<'_>, at: u32) -> Option<Place> {
    let first = at as usize;
    let found = reading.words.get(first..first + words.len())?;
    let same = words.iter().zip(found).enumerate().all(|(i, (wanted, word))| {
        let here = if capitals {
            reading.text[word.span.clone()] == **wanted
        } else {
            word.norm == *wanted
        };
        here && (i == 0 || (word.sentence == found[0].sentence && word.before == Gap::Space))
    });
    let length = u32::try_from(words.len()).ok().filter(|&length| length < u64::BITS)?;
    same.then_some(Place { first: at, last: at + length - 1, core: (1 << length) - 1, typo: false })
}

/// Only words that are in no dictionary are forgiven: a forgiven edit joins opposites otherwise.
fn may_be_typo(norm: &str) -> bool {
    norm.chars().count() >= 5 && norm.chars().all(char::is_alphabetic) && !is_english(norm)
}

/// The stem that a misspelt word most likely means: same first letter, one edit, or two in a long
/// word, and not the edit that makes an opposite.
fn forgiven(graph: &Graph, word: &Word) -> Option<NodeId> {
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

fn any(parts: &[NodeId], by_node: &[Vec<Place>]) -> Vec<Place> {
    let mut places = Vec::new();
    for &part in parts {
        places.extend_from_slice(&by_node[part as usize]);
    }
    places
}

/// The places of `part` that begin at `from` or later.
fn starting_at(part: &[Place], from: u32) -> &[Place] {
    &part[part.partition_point(|place| place.first < from)..]
}

fn phrase(parts: &[NodeId], by_node: &[Vec<Place>], words: &[Word]) -> Vec<Place> {
    let Some((&head, rest)) = parts.split_first() else { return Vec::new() };
    let mut places = by_node[head as usize].clone();
    for &part in rest {
        let mut longer = Vec::new();
        for place in &places {
            for next in starting_at(&by_node[part as usize], place.last + 1) {
                if next.first > place.last + 2 {
                    break;
                }
                let together = (place.last + 1..=next.first).all(|at| {
                    let word = &words[at as usize];
                    word.sentence == words[place.last as usize].sentence
                        && word.before == Gap::Space
                });
                if together {
                    longer.extend(place.join(*next));
                }
            }
        }
        longer.truncate(MAX_PLACES);
        places = longer;
        if places.is_empty() {
            break;
        }
    }
    places
}

fn near(
    parts: &[NodeId],
    ordered: bool,
    within: u32,
    by_node: &[Vec<Place>],
    words: &[Word],
) -> Vec<Place> {
    let Some((&head, rest)) = parts.split_first() else { return Vec::new() };
    if parts.iter().any(|&part| by_node[part as usize].is_empty()) {
        return Vec::new();
    }
    let mut places = by_node[head as usize].clone();
    for &part in rest {
        let others = &by_node[part as usize];
        let mut longer = Vec::new();
        for place in &places {
            let from =
                if ordered { place.last + 1 } else { place.first.saturating_sub(2 * within) };
            for next in starting_at(others, from) {
                if next.first > place.last.saturating_add(within) {
                    break;
                }
                let apart = place.first.saturating_sub(next.last) <= within;
                let together =
                    words[next.first as usize].sentence == words[place.first as usize].sentence;
                if apart && together {
                    longer.extend(place.join(*next));
                }
            }
        }
        longer.sort_unstable();
        longer.truncate(MAX_PLACES);
        places = longer;
        if places.is_empty() {
            break;
        }
    }
    places
}
