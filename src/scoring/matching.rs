//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for. Words match the nodes at
//! the bottom. Whatever matches tells the alternatives that it is one of in which sentences it does.
//! What needs several parts is looked at where its rarest part matches, and then first asked whether
//! all parts match in one sentence; only then does anybody look at places. Those of alternatives are
//! put together when a whole asks for them, and most are never asked for. Parts stand before wholes
//! in the graph, so one walk in their order is enough.

use super::compile::{Graph, NodeId};
use super::joining::{Scratch, bit_of, near, phrase};
use super::literal::find_word;
pub use super::place::Place;
use super::read::{Reading, Word};
use super::wiring::{Join, Nodes};

/// Places kept per node. Answers of interview length stay far below it; it bounds what a text made
/// to hurt can cost.
pub(super) const MAX_PLACES: usize = 256;

/// The places of the nodes of a graph in one answer; complete for those that the graph is asked for.
pub struct Places {
    /// By node: where in `runs` its places are; 0 while nobody has asked for those of an alternative.
    by_node: Vec<u32>,
    /// The first is empty.
    runs: Vec<Run>,
    all: Vec<Place>,
}

/// The places of one node, among all.
#[derive(Clone, Copy, Default)]
struct Run {
    from: u32,
    count: u32,
}

impl Places {
    /// Where `node` matches, by first word.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let Run { from, count } = self.runs[self.by_node[node as usize] as usize];
        &self.all[from as usize..(from + count) as usize]
    }

    /// No places at all.
    pub(super) fn none(graph: &Graph) -> Self {
        Self { by_node: vec![0; graph.wiring.len()], runs: vec![Run::default()], all: Vec::new() }
    }

    /// Takes over what words match: by node, and within it as it stands in the answer. These nodes.
    fn add_words(&mut self, matches: &[(NodeId, Place)]) -> Vec<NodeId> {
        let mut nodes = Vec::with_capacity(matches.len());
        for (node, _) in matches {
            let own = &mut self.by_node[*node as usize];
            if *own == 0 {
                *own = u32::try_from(self.runs.len()).unwrap_or(0);
                self.runs.push(Run::default());
                nodes.push(*node);
            }
            self.runs[*own as usize].count += 1;
        }
        let mut from = 0;
        for run in &mut self.runs {
            run.from = from;
            from += std::mem::take(&mut run.count);
        }
        self.all.resize(matches.len(), Place::word(0, false));
        for (node, place) in matches {
            let run = &mut self.runs[self.by_node[*node as usize] as usize];
            self.all[(run.from + run.count) as usize] = *place;
            run.count += 1;
        }
        for run in &mut self.runs {
            run.count = run.count.min(MOST);
        }
        nodes
    }

    /// Keeps the first of these places as those of a node.
    fn keep(&mut self, node: NodeId, places: &[Place]) {
        let places = &places[..places.len().min(MAX_PLACES)];
        // An answer has at most a few ten thousand words and a node 256 places.
        let from = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.by_node[node as usize] = u32::try_from(self.runs.len()).unwrap_or(0);
        self.runs.push(Run { from, count: u32::try_from(places.len()).unwrap_or(0) });
        self.all.extend_from_slice(places);
    }
}

/// [`MAX_PLACES`], as places are counted.
const MOST: u32 = 256;

/// What is known of the nodes while they are walked over.
struct Walk<'g> {
    graph: &'g Graph,
    /// Numbers of wholes, to look at.
    pending: Nodes,
    /// Nodes that match; alternatives are not among them.
    matched: Nodes,
    /// By node: in which sentences it matches, one bit each.
    sentences: Vec<u32>,
    places: Places,
    scratch: Scratch,
    gathered: Vec<Place>,
}

impl<'g> Walk<'g> {
    fn new(graph: &'g Graph, words: usize) -> Self {
        let nodes = graph.wiring.len();
        let mut places = Places::none(graph);
        places.runs.reserve(4 * words);
        places.all.reserve(8 * words);
        Self {
            graph,
            pending: Nodes::none_of(graph.wiring.wholes()),
            matched: Nodes::none_of(nodes),
            sentences: vec![0; nodes],
            places,
            scratch: Scratch::default(),
            gathered: Vec::new(),
        }
    }

    /// Says where a word or a whole matches to the alternatives that it is one of.
    fn matches(&mut self, node: NodeId) {
        self.matched.insert(node);
        let sentences = self.sentences[node as usize];
        for &alternatives in self.graph.wiring.part_of.of(node) {
            self.sentences[alternatives as usize] |= sentences;
        }
    }

    /// Wakes the wholes of which a word or a whole that matches is the rarest part, if another part
    /// stands in one sentence with it.
    fn wake(&mut self, node: NodeId) {
        let sentences = self.sentences[node as usize];
        for wake in self.graph.wiring.wakes.of(node) {
            if self.sentences[wake.with as usize] & sentences != 0 {
                self.pending.insert(wake.whole);
            }
        }
    }

    /// Sees to it that the places of a node that matches are put together.
    fn gather(&mut self, node: NodeId) {
        if self.places.by_node[node as usize] == 0 {
            self.gather_alternatives(node);
        }
    }

    /// Where only one of the alternatives matches, its places are those of the node.
    fn gather_alternatives(&mut self, node: NodeId) {
        let (blocks, matched) = (self.graph.wiring.alternatives.of(node), &self.matched);
        let mut parts = blocks.iter().flat_map(|&block| matched.among(block));
        let Some(first) = parts.next() else { return };
        let Some(second) = parts.next() else {
            self.places.by_node[node as usize] = self.places.by_node[first as usize];
            return;
        };
        self.gathered.clear();
        for part in [first, second].into_iter().chain(parts) {
            self.gathered.extend_from_slice(self.places.of(part));
        }
        self.gathered.sort_unstable();
        self.gathered.dedup();
        self.places.keep(node, &self.gathered);
    }

    /// Looks at a whole.
    fn look_at(&mut self, number: u32, words: &[Word]) {
        let (whole, parts) = self.graph.wiring.whole(number);
        let of = |part: &NodeId| self.sentences[*part as usize];
        let together = parts.iter().fold(u32::MAX, |all, part| all & of(part));
        if together == 0 {
            return;
        }
        parts.iter().for_each(|&part| self.gather(part));
        let (places, scratch) = (&self.places, &mut self.scratch);
        match whole.join {
            Join::Near { ordered, within } => {
                near(parts, ordered, within, together, places, words, scratch);
            }
            Join::Phrase => phrase(parts, together, places, words, scratch),
        }
        if self.scratch.places.is_empty() {
            return;
        }
        let bits = self.scratch.places.iter().map(|at| bit_of(words[at.first as usize].sentence));
        self.sentences[whole.node as usize] = bits.fold(0, |all, bit| all | bit);
        self.places.keep(whole.node, &self.scratch.places);
        self.matches(whole.node);
        self.wake(whole.node);
    }
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    let mut matches: Vec<(NodeId, Place)> = Vec::with_capacity(2 * reading.words.len());
    for (at, word) in (0..).zip(&reading.words) {
        find_word(graph, reading, at, word, &mut matches);
    }
    let mut walk = Walk::new(graph, reading.words.len());
    let nodes = walk.places.add_words(&matches);
    for (node, place) in &matches {
        let sentence = reading.words[place.first as usize].sentence;
        walk.sentences[*node as usize] |= bit_of(sentence);
    }
    // All words first: what a whole waits for is then known before anything wakes it.
    nodes.iter().for_each(|&node| walk.matches(node));
    nodes.iter().for_each(|&node| walk.wake(node));
    let mut at = 0;
    while let Some(whole) = walk.pending.take_next(&mut at) {
        walk.look_at(whole, &reading.words);
    }
    for &node in &graph.asked {
        walk.gather(node);
    }
    walk.places
}
