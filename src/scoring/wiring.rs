//! The graph laid out for the matcher: flat lists, of which a text touches few.

use super::compile::{NodeId, Op};
use super::tables::classes::{Class, FUNCTION};

/// A list of nodes for each node, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// By node: where its list begins in `all`; one more than there are nodes.
    from: Vec<u32>,
    all: Vec<NodeId>,
}

impl Lists {
    /// The list of a node.
    pub(super) fn of(&self, node: NodeId) -> &[NodeId] {
        let at = node as usize;
        &self.all[self.from[at] as usize..self.from[at + 1] as usize]
    }

    fn push(&mut self, list: &[NodeId]) {
        if self.from.is_empty() {
            self.from.push(0);
        }
        self.all.extend_from_slice(list);
        self.from.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// From pairs of a node and what is in its list.
    fn of_pairs(mut pairs: Vec<(NodeId, NodeId)>, nodes: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut lists = Self { from: Vec::with_capacity(nodes + 1), all: Vec::new() };
        lists.all.extend(pairs.iter().map(|(_, entry)| *entry));
        let begins = |node: usize| pairs.partition_point(|(own, _)| (*own as usize) < node);
        lists.from.extend((0..=nodes).map(|node| u32::try_from(begins(node)).unwrap_or(u32::MAX)));
        lists
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

/// A set of nodes for each node, one after the other. The parts of an alternative were mostly
/// numbered one after the other, so that a set has few blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    /// By node: where its set begins in `all`; one more than there are nodes.
    from: Vec<u32>,
    all: Vec<Block>,
}

impl Sets {
    /// The set of a node.
    pub(super) fn of(&self, node: NodeId) -> &[Block] {
        let at = node as usize;
        &self.all[self.from[at] as usize..self.from[at + 1] as usize]
    }

    /// Adds that of the next node, given in order.
    fn push(&mut self, nodes: &[NodeId]) {
        if self.from.is_empty() {
            self.from.push(0);
        }
        for same in nodes.chunk_by(|one, next| one / 32 == next / 32) {
            let bits = same.iter().fold(0, |bits, node| bits | 1 << (node % 32));
            self.all.push(Block { at: same[0] / 32, bits });
        }
        self.from.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }
}

/// How the parts of a node have to stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// No parts: words match it.
    Word,
    /// One of them.
    Any,
    /// One after the other.
    Phrase,
    /// Within reach.
    Near { ordered: bool, within: u32 },
}

/// How all nodes of a graph are put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Wiring {
    joins: Vec<Join>,
    /// By node that needs all its parts: these, as they were written.
    pub(super) parts: Lists,
    /// By node that is an alternative: its parts.
    pub(super) alternatives: Sets,
    /// By node: the alternatives that it is one of.
    pub(super) part_of: Lists,
    /// By node: those to look at once it has matched, because it is their rarest part, or one of the
    /// alternatives of which that consists.
    pub(super) wakes: Lists,
}

impl Wiring {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.joins.len()
    }

    /// How the parts of a node have to stand.
    pub(super) fn join(&self, node: NodeId) -> Join {
        self.joins[node as usize]
    }

    /// Lays out the nodes of which something in `asked` is made.
    pub(super) fn new(ops: &[Op], asked: &[NodeId]) -> Self {
        let needed = needed(ops, asked);
        let costs = costs(ops);
        let mut wiring = Self::default();
        let mut wakes: Vec<(NodeId, NodeId)> = Vec::new();
        let mut part_of: Vec<(NodeId, NodeId)> = Vec::new();
        for (node, op) in (0..).zip(ops) {
            let (join, parts): (Join, &[NodeId]) = match op {
                Op::Stem { .. } | Op::Prefix(_) | Op::Number | Op::Exact { .. } => {
                    (Join::Word, &[])
                }
                Op::Any(parts) => (Join::Any, parts),
                Op::Phrase(parts) => (Join::Phrase, parts),
                Op::Near { ordered, within, parts } => {
                    (Join::Near { ordered: *ordered, within: *within }, parts)
                }
            };
            wiring.joins.push(join);
            // Alternatives stand in the order of their numbers.
            let (any, all) = if join == Join::Any { (parts, &[][..]) } else { (&[][..], parts) };
            wiring.alternatives.push(any);
            wiring.parts.push(all);
            if !needed[node as usize] {
                continue;
            }
            part_of.extend(any.iter().map(|part| (*part, node)));
            let rarest = all.iter().min_by_key(|part| (costs[**part as usize], **part));
            let Some(&rarest) = rarest else { continue };
            match &ops[rarest as usize] {
                // Alternatives are flat: none of them is an alternative itself.
                Op::Any(parts) => wakes.extend(parts.iter().map(|part| (*part, node))),
                _ => wakes.push((rarest, node)),
            }
        }
        wiring.part_of = Lists::of_pairs(part_of, ops.len());
        wiring.wakes = Lists::of_pairs(wakes, ops.len());
        wiring
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
    fn a_set_keeps_what_was_put_into_it() {
        let mut sets = Sets::default();
        sets.push(&[]);
        sets.push(&[1, 31, 32, 95]);
        let mut all = Nodes::none_of(100);
        (0..100).for_each(|node| all.insert(node));
        let of = |node| sets.of(node).iter().flat_map(|&block| all.among(block));
        assert_eq!(of(0).count(), 0);
        assert_eq!(of(1).collect::<Vec<_>>(), [1, 31, 32, 95]);
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
        assert!(wiring.wakes.of(0).is_empty());
        assert_eq!((wiring.wakes.of(1), wiring.wakes.of(2)), (&[4][..], &[4][..]));
        assert_eq!(wiring.part_of.of(1), [3]);
        assert_eq!(wiring.parts.of(4), [0, 3]);
    }
}
