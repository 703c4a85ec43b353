//! The graph laid out for the matcher: flat lists, of which a text touches few.

use super::compile::{NodeId, Op};
use super::tables::classes::{Class, FUNCTION};

/// A list for each node, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Lists<T> {
    /// By node: where its list begins in `all`; one more than there are nodes.
    from: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { from: vec![0], all: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The list of a node.
    pub(super) fn of(&self, node: NodeId) -> &[T] {
        let at = node as usize;
        &self.all[self.from[at] as usize..self.from[at + 1] as usize]
    }

    /// Adds that of the next node, given in order.
    fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.extend(list);
        self.from.push(number(self.all.len()));
    }
}

impl<T: Ord> Lists<T> {
    /// From pairs of a node and what is in its list.
    fn of_pairs(mut pairs: Vec<(NodeId, T)>, nodes: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let begins = |node: usize| pairs.partition_point(|(own, _)| (*own as usize) < node);
        let from = (0..=nodes).map(|node| number(begins(node)));
        Self { from: from.collect(), all: pairs.into_iter().map(|(_, entry)| entry).collect() }
    }
}

/// A set of nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes(Vec<u32>);

/// Some nodes whose numbers are close to each other: those of one word of [`Nodes`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    at: u32,
    bits: u32,
}

impl Nodes {
    /// None of so many.
    pub(super) fn none_of(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(32)])
    }

    pub(super) fn insert(&mut self, node: NodeId) {
        self.0[node as usize / 32] |= 1 << (node % 32);
    }

    pub(super) fn contains(&self, node: NodeId) -> bool {
        self.0[node as usize / 32] >> (node % 32) & 1 == 1
    }

    /// Takes out the first node that stands in the word `at` or behind it; `at` is then its word.
    pub(super) fn take_next(&mut self, at: &mut u32) -> Option<NodeId> {
        while *self.0.get(*at as usize)? == 0 {
            *at += 1;
        }
        let bits = &mut self.0[*at as usize];
        let node = *at * 32 + bits.trailing_zeros();
        *bits &= *bits - 1;
        Some(node)
    }

    /// Those of a block that are in the set, in their order.
    pub(super) fn among(&self, block: Block) -> impl Iterator<Item = NodeId> + use<> {
        let mut left = self.0[block.at as usize] & block.bits;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(block.at * 32 + bit)
        })
    }
}

/// A set of nodes in blocks. The parts of an alternative were mostly numbered one after the other,
/// so that there are few.
fn blocks(nodes: &[NodeId]) -> impl Iterator<Item = Block> {
    nodes.chunk_by(|one, next| one / 32 == next / 32).map(|same| {
        let bits = same.iter().fold(0, |bits, node| bits | 1 << (node % 32));
        Block { at: same[0] / 32, bits }
    })
}

/// How the parts of a whole have to stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// One after the other.
    Phrase,
    /// Within reach.
    Near { ordered: bool, within: u32 },
}

/// A node that needs all its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    pub(super) node: NodeId,
    pub(super) join: Join,
    /// Where its parts are among those of all.
    from: u32,
    to: u32,
}

/// A whole to look at if a node has matched in a sentence in which the node `with` does, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wake {
    /// Its number among wholes.
    pub(super) whole: u32,
    /// Another part of it, of which all is known as soon as the words are; if it has none, the part
    /// that wakes it.
    pub(super) with: NodeId,
}

/// How all nodes of a graph are put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Wiring {
    nodes: usize,
    /// In the order of their nodes.
    wholes: Vec<Whole>,
    /// Those of each whole, as they were written.
    parts: Vec<NodeId>,
    /// By node that is an alternative: its parts.
    pub(super) alternatives: Lists<Block>,
    /// By node: the alternatives that it is one of.
    pub(super) part_of: Lists<NodeId>,
    /// By node: what it wakes, because it is the rarest part, or one of the alternatives of which
    /// that consists.
    pub(super) wakes: Lists<Wake>,
}

impl Wiring {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes
    }

    /// How many of them need all their parts.
    pub(super) fn wholes(&self) -> usize {
        self.wholes.len()
    }

    /// A whole with its parts.
    pub(super) fn whole(&self, number: u32) -> (Whole, &[NodeId]) {
        let whole = self.wholes[number as usize];
        (whole, &self.parts[whole.from as usize..whole.to as usize])
    }

    /// Lays out the nodes of which something in `asked` is made.
    pub(super) fn new(ops: &[Op], asked: &[NodeId]) -> Self {
        let needed = needed(ops, asked);
        let costs = costs(ops);
        let mut wiring = Self { nodes: ops.len(), ..Self::default() };
        let mut wakes: Vec<(NodeId, Wake)> = Vec::new();
        let mut part_of: Vec<(NodeId, NodeId)> = Vec::new();
        for (node, op) in (0..).zip(ops) {
            // Alternatives stand in the order of their numbers.
            let any = if let Op::Any(parts) = op { &parts[..] } else { &[] };
            wiring.alternatives.push(blocks(any));
            if !needed[node as usize] {
                continue;
            }
            part_of.extend(any.iter().map(|part| (*part, node)));
            let (join, parts) = match op {
                Op::Phrase(parts) => (Join::Phrase, parts),
                Op::Near { ordered, within, parts } => {
                    (Join::Near { ordered: *ordered, within: *within }, parts)
                }
                _ => continue,
            };
            let rarity = |part: &&NodeId| (costs[**part as usize], **part);
            let Some(&rarest) = parts.iter().min_by_key(rarity) else { continue };
            let others = parts.iter().filter(|&&part| part != rarest && is_of_words(ops, part));
            let with = others.min_by_key(rarity).copied().unwrap_or(rarest);
            let wake = Wake { whole: number(wiring.wholes.len()), with };
            match &ops[rarest as usize] {
                // Alternatives are flat: none of them is an alternative itself.
                Op::Any(parts) => wakes.extend(parts.iter().map(|part| (*part, wake))),
                _ => wakes.push((rarest, wake)),
            }
            let from = number(wiring.parts.len());
            wiring.parts.extend(parts);
            wiring.wholes.push(Whole { node, join, from, to: number(wiring.parts.len()) });
        }
        wiring.part_of = Lists::of_pairs(part_of, ops.len());
        wiring.wakes = Lists::of_pairs(wakes, ops.len());
        wiring
    }
}

/// As graphs count: the lowering bounds a rubric to far fewer than would not fit.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a node is a word, or a choice of words.
fn is_of_words(ops: &[Op], node: NodeId) -> bool {
    let is_word = |node: NodeId| {
        let op = &ops[node as usize];
        matches!(op, Op::Stem { .. } | Op::Prefix(_) | Op::Number | Op::Exact { .. })
    };
    match &ops[node as usize] {
        Op::Any(parts) => parts.iter().all(|&part| is_word(part)),
        _ => is_word(node),
    }
}

/// By node: whether anything that is asked for is made of it.
fn needed(ops: &[Op], asked: &[NodeId]) -> Vec<bool> {
    let mut needed = vec![false; ops.len()];
    for &node in asked {
        needed[node as usize] = true;
    }
    for (at, op) in ops.iter().enumerate().rev() {
        if let (true, Op::Any(parts) | Op::Phrase(parts) | Op::Near { parts, .. }) =
            (needed[at], op)
        {
            parts.iter().for_each(|&part| needed[part as usize] = true);
        }
    }
    needed
}

/// By node: how often it is to be expected in a text, against others. Guesses are good enough: they
/// decide how much is looked at and never what is found.
fn costs(ops: &[Op]) -> Vec<u64> {
    // What the rubric names often, people say often.
    let mut named = vec![1_u64; ops.len()];
    for op in ops {
        if let Op::Any(parts) | Op::Phrase(parts) | Op::Near { parts, .. } = op {
            parts.iter().for_each(|part| named[*part as usize] += 1);
        }
    }
    let mut costs: Vec<u64> = Vec::with_capacity(ops.len());
    for (op, named) in ops.iter().zip(named) {
        let of = |part: &NodeId| costs[*part as usize];
        let own = match op {
            Op::Stem { stem, .. } => named * word_commonness(stem),
            Op::Prefix(_) => 3 * named * CONTENT,
            Op::Number => 8 * named * CONTENT,
            Op::Exact { words, .. } => {
                words.iter().map(|word| word_commonness(word)).min().unwrap_or(CONTENT)
            }
            Op::Any(parts) => parts.iter().map(of).fold(0, u64::saturating_add),
            // Even two common words are not often said together.
            Op::Phrase(parts) | Op::Near { parts, .. } => {
                parts.iter().map(of).min().unwrap_or(1) / 8
            }
        };
        costs.push(own);
    }
    costs
}

/// How often a word with a meaning of its own is to be expected, against any other.
const CONTENT: u64 = 16;

/// The same for a function word.
const FUNCTIONAL: u64 = 30 * CONTENT;

fn word_commonness(stem: &str) -> u64 {
    if Class::of_norm(stem).is(FUNCTION) { FUNCTIONAL } else { CONTENT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_come_out_in_their_order_even_if_some_are_put_in_on_the_way() {
        let mut nodes = Nodes::none_of(200);
        [150, 3, 64].into_iter().for_each(|node| nodes.insert(node));
        let mut at = 0;
        let mut order = Vec::new();
        while let Some(node) = nodes.take_next(&mut at) {
            order.push(node);
            if node == 64 {
                nodes.insert(65);
                nodes.insert(199);
            }
        }
        assert_eq!(order, [3, 64, 65, 150, 199]);
    }

    #[test]
    fn blocks_keep_the_nodes_that_were_put_into_them() {
        let mut all = Nodes::none_of(100);
        (0..100).for_each(|node| all.insert(node));
        let nodes = [1, 31, 32, 95];
        let found = blocks(&nodes).flat_map(|block| all.among(block));
        assert_eq!(found.collect::<Vec<_>>(), nodes);
        assert_eq!(blocks(&[]).count(), 0);
    }

    #[test]
    fn a_whole_wakes_by_its_rarest_part_and_only_if_it_is_asked_for() {
        let stem = |stem: &str| Op::Stem { stem: stem.to_owned(), strict: false };
        let near = |parts: &[NodeId]| Op::Near { ordered: false, within: 8, parts: parts.to_vec() };
        let ops = [
            stem("the"),
            stem("audit"),
            stem("log"),
            Op::Any(vec![1, 2]),
            near(&[0, 3]),
            near(&[1, 2]),
        ];
        let wiring = Wiring::new(&ops, &[4]);
        let wake = [Wake { whole: 0, with: 0 }];
        assert!(wiring.wakes.of(0).is_empty());
        assert_eq!((wiring.wakes.of(1), wiring.wakes.of(2)), (&wake[..], &wake[..]));
        assert_eq!(wiring.part_of.of(1), [3]);
        assert_eq!(wiring.whole(0).1, [0, 3]);
        assert_eq!(wiring.wholes(), 1);
    }

    #[test]
    fn a_whole_waits_only_for_parts_that_are_known_as_soon_as_the_words_are() {
        let stem = |stem: &str| Op::Stem { stem: stem.to_owned(), strict: false };
        let ops = [
            stem("audit"),
            stem("log"),
            Op::Phrase(vec![0, 1]),
            Op::Any(vec![1, 2]),
            stem("chat"),
            Op::Phrase(vec![4, 3]),
        ];
        let wiring = Wiring::new(&ops, &[5]);
        let with =
            |node: NodeId| wiring.wakes.of(node).iter().map(|wake| wake.with).collect::<Vec<_>>();
        assert_eq!(wiring.wholes(), 2);
        assert!((0..6).flat_map(with).all(|with| with != 3), "more of it may match later");
    }
}
