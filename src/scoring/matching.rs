//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for. Words match the nodes at
//! the bottom. What needs several parts is looked at where its rarest part matches, and then first
//! asked whether all parts match in one sentence; only then does anybody look at places. Alternatives
//! are put together when a whole asks for them, and most are never asked for. Parts stand before
//! wholes in the graph, so one walk in their order is enough.

use super::compile::{Graph, NodeId};
use super::joining::{Scratch, near, phrase};
use super::literal::find_word;
pub use super::place::Place;
use super::read::{Reading, Word};
use super::wiring::{Join, Nodes};

/// Places kept per node. Answers of interview length stay far below it; it bounds what a text made
/// to hurt can cost.
pub(super) const MAX_PLACES: usize = 256;

/// The places of the nodes of a graph in one answer; complete for those that the graph is asked for.
pub struct Places {
    /// By node: which of `found` is its own. The first two are nothing: [`UNKNOWN`] for nodes that
    /// nobody has asked for, and [`NOWHERE`].
    by_node: Vec<u32>,
    found: Vec<Found>,
    all: Vec<Place>,
}

/// A node that matches nowhere as far as is known.
const UNKNOWN: u32 = 0;

/// A node that is known to match nowhere.
const NOWHERE: u32 = 1;

/// What is known of a node.
#[derive(Clone, Copy, Default)]
struct Found {
    /// In which sentences it matches, one bit each; the 65th sentence shares the first's.
    sentences: u64,
    /// Where its places begin, and how many there are. Alternatives of which several match have none
    /// until somebody asks.
    from: u32,
    count: u32,
}

impl Places {
    /// Where `node` matches, by first word.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let Found { from, count, .. } = self.found(node);
        &self.all[from as usize..(from + count) as usize]
    }

    /// No places at all.
    pub(super) fn none(graph: &Graph) -> Self {
        Self {
            by_node: vec![UNKNOWN; graph.wiring.len()],
            found: vec![Found::default(); 2],
            all: Vec::new(),
        }
    }

    fn know(&mut self, node: NodeId, found: Found) {
        self.by_node[node as usize] = u32::try_from(self.found.len()).unwrap_or(UNKNOWN);
        self.found.push(found);
    }

    fn found(&self, node: NodeId) -> Found {
        self.found[self.by_node[node as usize] as usize]
    }

    /// Takes over what words match: by node, and within it as it stands in the answer.
    fn add_words(&mut self, matches: &[(NodeId, Place)], words: &[Word]) {
        for (node, place) in matches {
            if self.by_node[*node as usize] == UNKNOWN {
                self.know(*node, Found::default());
            }
            let own = &mut self.found[self.by_node[*node as usize] as usize];
            own.sentences |= bit_of(words[place.first as usize].sentence);
            own.count += 1;
        }
        let mut from = 0;
        for own in &mut self.found {
            own.from = from;
            from += std::mem::take(&mut own.count);
        }
        self.all.resize(matches.len(), Place::word(0, false));
        for (node, place) in matches {
            let own = &mut self.found[self.by_node[*node as usize] as usize];
            self.all[(own.from + own.count) as usize] = *place;
            own.count += 1;
        }
        for own in &mut self.found {
            own.count = own.count.min(MOST);
        }
    }

    /// Keeps the first of these places, and says where.
    fn keep(&mut self, places: &[Place]) -> (u32, u32) {
        let places = &places[..places.len().min(MAX_PLACES)];
        // An answer has at most a few ten thousand words and a node 256 places.
        let from = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.extend_from_slice(places);
        (from, u32::try_from(places.len()).unwrap_or(0))
    }
}

/// [`MAX_PLACES`], as places are counted.
const MOST: u32 = 256;

/// What is known of the nodes while they are walked over.
struct Walk<'g> {
    graph: &'g Graph,
    /// Nodes that need all their parts, to look at.
    pending: Nodes,
    /// Nodes that match; alternatives are not among them.
    matched: Nodes,
    places: Places,
    scratch: Scratch,
    gathered: Vec<Place>,
}

impl<'g> Walk<'g> {
    fn new(graph: &'g Graph, words: usize) -> Self {
        let nodes = graph.wiring.len();
        let mut places = Places::none(graph);
        places.found.reserve(8 * words);
        places.all.reserve(8 * words);
        Self {
            graph,
            pending: Nodes::none_of(nodes),
            matched: Nodes::none_of(nodes),
            places,
            scratch: Scratch::default(),
            gathered: Vec::new(),
        }
    }

    /// Says that a word or a whole matches, and what to look at therefore.
    fn matches(&mut self, node: NodeId) {
        if !self.matched.contains(node) {
            self.matched.insert(node);
            self.graph.wiring.wakes.of(node).iter().for_each(|&whole| self.pending.insert(whole));
        }
    }

    /// In which sentences a node matches.
    fn sentences(&mut self, node: NodeId) -> u64 {
        if self.places.by_node[node as usize] == UNKNOWN {
            self.choose(node);
        }
        self.places.found(node).sentences
    }

    /// Finds out which alternatives of a node match, once all that they are made of has been looked
    /// at. Where it is only one, its places are those of the node.
    fn choose(&mut self, node: NodeId) {
        let mut own = Found::default();
        for &block in self.graph.wiring.alternatives.of(node) {
            for part in self.matched.among(block) {
                let part = self.places.found(part);
                own = match own.sentences {
                    0 => part,
                    before => Found { sentences: before | part.sentences, from: 0, count: 0 },
                };
            }
        }
        if own.sentences == 0 {
            self.places.by_node[node as usize] = NOWHERE;
        } else {
            self.places.know(node, own);
        }
    }

    /// Sees to it that the places of a node that matches are put together.
    fn gather(&mut self, node: NodeId) {
        if self.places.found(node).count == 0 {
            self.gather_alternatives(node);
        }
    }

    fn gather_alternatives(&mut self, node: NodeId) {
        self.gathered.clear();
        for &block in self.graph.wiring.alternatives.of(node) {
            for part in self.matched.among(block) {
                self.gathered.extend_from_slice(self.places.of(part));
            }
        }
        self.gathered.sort_unstable();
        self.gathered.dedup();
        let (from, count) = self.places.keep(&self.gathered);
        let own = &mut self.places.found[self.places.by_node[node as usize] as usize];
        (own.from, own.count) = (from, count);
    }

    /// Looks at a node that needs all its parts.
    fn look_at(&mut self, node: NodeId, words: &[Word]) {
        let wiring = &self.graph.wiring;
        let mut together = u64::MAX;
        for &part in wiring.needs.of(node) {
            together &= self.sentences(part);
            if together == 0 {
                return;
            }
        }
        let parts = wiring.parts.of(node);
        parts.iter().for_each(|&part| self.gather(part));
        let (places, scratch) = (&self.places, &mut self.scratch);
        match wiring.join(node) {
            Join::Near { ordered, within } => near(parts, ordered, within, places, words, scratch),
            Join::Phrase | Join::Any | Join::Word => phrase(parts, places, words, scratch),
        }
        if self.scratch.places.is_empty() {
            return;
        }
        let bits = self.scratch.places.iter().map(|at| bit_of(words[at.first as usize].sentence));
        let sentences = bits.fold(0, |all, bit| all | bit);
        let (from, count) = self.places.keep(&self.scratch.places);
        self.places.know(node, Found { sentences, from, count });
        self.matches(node);
    }
}

fn bit_of(sentence: usize) -> u64 {
    1 << (sentence % 64)
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    let mut matches: Vec<(NodeId, Place)> = Vec::with_capacity(2 * reading.words.len());
    for (at, word) in (0..).zip(&reading.words) {
        find_word(graph, reading, at, word, &mut matches);
    }
    let mut walk = Walk::new(graph, reading.words.len());
    walk.places.add_words(&matches, &reading.words);
    matches.iter().for_each(|(node, _)| walk.matches(*node));
    let mut at = 0;
    while let Some(node) = walk.pending.take_next(&mut at) {
        walk.look_at(node, &reading.words);
    }
    for &node in &graph.asked {
        if walk.sentences(node) != 0 {
            walk.gather(node);
        }
    }
    walk.places
}
