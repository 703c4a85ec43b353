//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for: each word wakes the
//! nodes that it is part of, and these wake others. Parts stand before wholes in the graph, so one
//! walk over the woken nodes in their order is enough, and whoever wakes a node that needs several
//! parts can tell whether another has matched.

use super::compile::{Graph, Join, NodeId, Op, Wiring};
use super::read::{Gap, Reading, Word};
use super::tables::classes::FUNCTION;
use super::tables::is_english;

/// Places kept per node. Answers of interview length stay far below it; it bounds what a text made
/// to hurt can cost.
const MAX_PLACES: usize = 256;
const MOST: u32 = 256;

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

    /// A run of words, all of them matched; nothing if it is empty or too long to be one place.
    pub(super) fn of_words(words: std::ops::Range<usize>) -> Option<Self> {
        let length = u32::try_from(words.len()).ok().filter(|n| (1..u64::BITS).contains(n))?;
        let first = u32::try_from(words.start).ok()?;
        Some(Self { first, last: first + length - 1, core: (1 << length) - 1, typo: false })
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

/// The places of the nodes of a graph in one answer; complete for those that the graph is asked for.
pub struct Places {
    /// By node: where its places begin in `all`, and how many there are.
    by_node: Vec<(u32, u32)>,
    all: Vec<Place>,
}

impl Places {
    /// Where `node` matches, by first word.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let (from, count) = self.by_node[node as usize];
        &self.all[from as usize..(from + count) as usize]
    }

    /// No places at all.
    pub(super) fn none(graph: &Graph) -> Self {
        Self { by_node: vec![(0, 0); graph.wiring.len()], all: Vec::new() }
    }

    /// Takes over what words match: by node, and within it as it stands in the answer.
    fn add_words(&mut self, found: &[(NodeId, Place)]) {
        let mut nodes = Vec::with_capacity(found.len());
        for (node, _) in found {
            let count = &mut self.by_node[*node as usize].1;
            if *count == 0 {
                nodes.push(*node);
            }
            *count += 1;
        }
        let mut from = 0;
        for node in &nodes {
            let own = &mut self.by_node[*node as usize];
            let count = std::mem::replace(own, (from, 0)).1;
            from += count;
        }
        self.all.resize(found.len(), Place::word(0, false));
        for (node, place) in found {
            let own = &mut self.by_node[*node as usize];
            self.all[(own.0 + own.1) as usize] = *place;
            own.1 += 1;
        }
        for node in &nodes {
            let count = &mut self.by_node[*node as usize].1;
            *count = (*count).min(MOST);
        }
    }

    fn add(&mut self, node: NodeId, places: &[Place]) {
        let places = &places[..places.len().min(MAX_PLACES)];
        // An answer has at most a few ten thousand words and a node 256 places.
        let from = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let count = u32::try_from(places.len()).unwrap_or(0);
        self.by_node[node as usize] = (from, count);
        self.all.extend_from_slice(places);
    }
}

/// What is known of the nodes while they are walked over.
struct Walk<'g> {
    graph: &'g Graph,
    /// Nodes to look at; one bit each.
    pending: Vec<u64>,
    /// By node: in which sentences it matches, one bit each; the 65th sentence shares the first's.
    sentences: Vec<u64>,
    /// By node: the last of `links` for an alternative of which several parts have matched, until
    /// their places are gathered; 0 for all others.
    several: Vec<u32>,
    /// Places of a further part, and the link before.
    links: Vec<Link>,
    places: Places,
    scratch: Scratch,
}

#[derive(Clone, Copy)]
struct Link {
    range: (u32, u32),
    before: u32,
}

impl<'g> Walk<'g> {
    fn new(graph: &'g Graph, words: usize) -> Self {
        let nodes = graph.wiring.len();
        let mut links = Vec::with_capacity(256);
        links.push(Link { range: (0, 0), before: 0 });
        Self {
            graph,
            pending: vec![0; nodes.div_ceil(64)],
            sentences: vec![0; nodes],
            several: vec![0; nodes],
            links,
            places: Places { by_node: vec![(0, 0); nodes], all: Vec::with_capacity(8 * words) },
            scratch: Scratch::default(),
        }
    }

    /// Takes over what words match.
    fn words(&mut self, found: &[(NodeId, Place)], words: &[Word]) {
        for (node, place) in found {
            self.sentences[*node as usize] |= bit_of(words[place.first as usize].sentence);
            self.pending[*node as usize / 64] |= 1 << (node % 64);
        }
        self.places.add_words(found);
    }

    /// Tells all that `node`, which has matched, is a part of.
    ///
    /// An alternative takes over the places of its first part: only where another comes does it need
    /// any of its own. What needs several parts is worth a look if another has matched in one of the
    /// same sentences.
    fn wake(&mut self, node: NodeId) {
        let woken = self.graph.woken_by(node);
        if woken.iter().any(|wake| wake.other().is_none()) {
            self.gather(node);
        }
        let range = self.places.by_node[node as usize];
        let sentences = self.sentences[node as usize];
        for wake in woken {
            let whole = wake.whole as usize;
            if let Some(other) = wake.other() {
                if self.sentences[other as usize] & sentences != 0 {
                    self.pending[whole / 64] |= 1 << (whole % 64);
                }
                continue;
            }
            self.pending[whole / 64] |= 1 << (whole % 64);
            self.sentences[whole] |= sentences;
            self.take_over(whole, range);
        }
    }

    fn take_over(&mut self, whole: usize, range: (u32, u32)) {
        let own = &mut self.places.by_node[whole];
        if own.1 == 0 {
            *own = range;
        } else {
            let last = u32::try_from(self.links.len()).unwrap_or(u32::MAX);
            self.links.push(Link { range, before: self.several[whole] });
            self.several[whole] = last;
        }
    }

    /// Puts the places of all parts of an alternative together, once somebody asks for them.
    fn gather(&mut self, node: NodeId) {
        let mut at = std::mem::take(&mut self.several[node as usize]);
        if at == 0 {
            return;
        }
        let own = &mut self.scratch.gathered;
        own.clear();
        own.extend_from_slice(self.places.of(node));
        while at != 0 {
            let link = self.links[at as usize];
            let (from, count) = link.range;
            own.extend_from_slice(&self.places.all[from as usize..(from + count) as usize]);
            at = link.before;
        }
        own.sort_unstable();
        own.dedup();
        self.places.add(node, own);
    }

    /// Looks at a node that needs all its parts.
    fn join(&mut self, node: NodeId, wiring: Wiring, words: &[Word]) {
        let parts = self.graph.parts(wiring);
        for &part in parts {
            // An alternative may be of another sentence, and not be needed at all.
            if self.places.by_node[part as usize].1 == 0 {
                return;
            }
            self.gather(part);
        }
        let (places, scratch) = (&self.places, &mut self.scratch);
        match wiring.join {
            Join::Near { ordered, within } => near(parts, ordered, within, places, words, scratch),
            Join::Phrase | Join::Any | Join::Word => phrase(parts, places, words, scratch),
        }
        if !self.scratch.places.is_empty() {
            for place in &self.scratch.places {
                self.sentences[node as usize] |= bit_of(words[place.first as usize].sentence);
            }
            self.places.add(node, &self.scratch.places);
            self.wake(node);
        }
    }
}

fn bit_of(sentence: usize) -> u64 {
    1 << (sentence % 64)
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    let mut found: Vec<(NodeId, Place)> = Vec::with_capacity(2 * reading.words.len());
    for (at, word) in (0..).zip(&reading.words) {
        find_word(graph, reading, at, word, &mut found);
    }
    let mut walk = Walk::new(graph, reading.words.len());
    walk.words(&found, &reading.words);
    let mut block = 0;
    while block < walk.pending.len() {
        let bits = walk.pending[block];
        if bits == 0 {
            block += 1;
            continue;
        }
        walk.pending[block] ^= bits & bits.wrapping_neg();
        let at = block * 64 + bits.trailing_zeros() as usize;
        let node = NodeId::try_from(at).unwrap_or(NodeId::MAX);
        let wiring = graph.wiring[at];
        match wiring.join {
            Join::Word | Join::Any => walk.wake(node),
            Join::Phrase | Join::Near { .. } => walk.join(node, wiring, &reading.words),
        }
    }
    for &node in &graph.asked {
        walk.gather(node);
    }
    walk.places
}

/// Room that is used again for every node. The result of a node is in `places`, sorted.
#[derive(Default)]
struct Scratch {
    places: Vec<Place>,
    longer: Vec<Place>,
    gathered: Vec<Place>,
}

fn find_word(
    graph: &Graph,
    reading: &Reading<'_>,
    at: u32,
    word: &Word,
    found: &mut Vec<(NodeId, Place)>,
) {
    match graph.stem(&word.stem, word.stem_hash) {
        Some((_, loose, strict)) => {
            found.extend(loose.iter().chain(strict).map(|&node| (node, Place::word(at, false))));
        }
        None if may_be_typo(word) => {
            found.extend(forgiven(graph, word).map(|node| (node, Place::word(at, true))));
        }
        None => {}
    }
    if let Some(node) = graph.number.filter(|_| word.norm.bytes().any(|b| b.is_ascii_digit())) {
        found.push((node, Place::word(at, false)));
    }
    for (prefix, node) in graph.prefixes_like(&word.norm) {
        if word.norm.starts_with(prefix.as_str()) {
            found.push((*node, Place::word(at, false)));
        }
    }
    for (_, node) in graph.exacts_of(&word.norm, word.norm_hash) {
        if let Op::Exact { words, capitals } = &graph.ops[*node as usize]
            && let Some(place) = exact(words, *capitals, reading, at)
        {
            found.push((*node, place));
        }
    }
}

fn exact(words: &[String], capitals: bool, reading: &Reading<'_>, at: u32) -> Option<Place> {
    let first = at as usize;
    let found = reading.words.get(first..first + words.len())?;
    let same = words.iter().zip(found).enumerate().all(|(i, (wanted, word))| {
        let here = if capitals {
            // Where all is in capitals they tell nothing: "US" is then more likely "us".
            reading.text[word.span.clone()] == **wanted
                && (!word.class.is(FUNCTION) || has_small_letters(reading, word.sentence))
        } else {
            word.norm == *wanted
        };
        here && (i == 0 || (word.sentence == found[0].sentence && word.before == Gap::Space))
    });
    let length = u32::try_from(words.len()).ok().filter(|&length| length < u64::BITS)?;
    same.then_some(Place { first: at, last: at + length - 1, core: (1 << length) - 1, typo: false })
}

fn has_small_letters(reading: &Reading<'_>, sentence: usize) -> bool {
    let span = reading.sentences[sentence].span(&reading.words);
    reading.text[span].chars().any(char::is_lowercase)
}

/// Only words that are in no dictionary are forgiven: a forgiven edit joins opposites otherwise.
fn may_be_typo(word: &Word) -> bool {
    let norm = word.norm.as_str();
    !word.class.is(FUNCTION)
        && norm.chars().count() >= 5
        && norm.chars().all(char::is_alphabetic)
        && !is_english(norm)
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

/// The places of `part` that begin at `from` or later.
fn starting_at(part: &[Place], from: u32) -> &[Place] {
    if part.len() <= 4 {
        let before = part.iter().take_while(|place| place.first < from).count();
        return &part[before..];
    }
    &part[part.partition_point(|place| place.first < from)..]
}

/// Puts the places of the first part into `scratch`.
fn begin(parts: &[NodeId], places: &Places, scratch: &mut Scratch) {
    scratch.places.clear();
    scratch.places.extend(parts.first().into_iter().flat_map(|&head| places.of(head)));
}

fn phrase(parts: &[NodeId], places: &Places, words: &[Word], scratch: &mut Scratch) {
    begin(parts, places, scratch);
    for &part in &parts[1..] {
        scratch.longer.clear();
        for place in &scratch.places {
            for next in starting_at(places.of(part), place.last + 1) {
                if next.first > place.last + 2 {
                    break;
                }
                let together = (place.last + 1..=next.first).all(|at| {
                    let word = &words[at as usize];
                    word.sentence == words[place.last as usize].sentence
                        && word.before == Gap::Space
                });
                if together {
                    scratch.longer.extend(place.join(*next));
                }
            }
        }
        scratch.longer.truncate(MAX_PLACES);
        std::mem::swap(&mut scratch.places, &mut scratch.longer);
        if scratch.places.is_empty() {
            return;
        }
    }
    scratch.places.sort_unstable();
    scratch.places.dedup();
}

fn near(
    parts: &[NodeId],
    ordered: bool,
    within: u32,
    places: &Places,
    words: &[Word],
    scratch: &mut Scratch,
) {
    begin(parts, places, scratch);
    for &part in &parts[1..] {
        scratch.longer.clear();
        for place in &scratch.places {
            let from =
                if ordered { place.last + 1 } else { place.first.saturating_sub(2 * within) };
            for next in starting_at(places.of(part), from) {
                if next.first > place.last.saturating_add(within) {
                    break;
                }
                let apart = place.first.saturating_sub(next.last) <= within;
                let together =
                    words[next.first as usize].sentence == words[place.first as usize].sentence;
                if apart && together {
                    scratch.longer.extend(place.join(*next));
                }
            }
        }
        scratch.longer.sort_unstable();
        scratch.longer.truncate(MAX_PLACES);
        std::mem::swap(&mut scratch.places, &mut scratch.longer);
        if scratch.places.is_empty() {
            return;
        }
    }
    scratch.places.dedup();
}
