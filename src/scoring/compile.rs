//! Patterns become a shared graph of nodes, each compiled once per rubric, in an order in which
//! every node comes after those that it is made of. The matcher then needs one sweep.

use std::collections::BTreeMap;

use super::lookup::Lookup;
use super::read::{normalise, stem};
use super::tables::classes::{Class, FUNCTION};
use crate::content::lexicon::Lexicon;
use crate::content::pattern::{Node, Pattern, Word, WordForm, split_words};
use crate::content::rubric::DEFAULT_WITHIN;

/// How deep groups may name groups.
const MAX_GROUP_DEPTH: usize = 8;

/// The index of a node in its graph.
pub type NodeId = u32;

/// Why a rubric cannot be compiled. `check` says the same with the place in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// `@name` of a group that neither the rubric nor the lexicon has.
    #[error(
        "the pattern `{pattern}` names the group `@{group}`, which neither the rubric nor the lexicon has"
    )]
    UnknownGroup {
        /// The group.
        group: String,
        /// The pattern that names it.
        pattern: String,
    },
    /// A group that comes back to itself.
    #[error(
        "the group `@{0}` is part of itself, or groups are nested deeper than {MAX_GROUP_DEPTH}"
    )]
    GroupCycle(String),
    /// A criterion names a framework that was not handed over.
    #[error("the framework `{0}` is not in the library")]
    UnknownFramework(String),
}

/// What a node matches, in terms of nodes before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Op {
    /// A word by stem; `strict` forgives no typo.
    Stem { stem: String, strict: bool },
    /// A word by its beginning.
    Prefix(String),
    /// A word with a digit in it.
    Number,
    /// Words as they are written, side by side.
    Exact { words: Vec<String>, capitals: bool },
    /// Parts one after the other, one other word allowed between.
    Phrase(Vec<NodeId>),
    /// One of these.
    Any(Vec<NodeId>),
    /// All of these within reach of one another.
    Near { ordered: bool, within: u32, parts: Vec<NodeId> },
}

/// All nodes of a rubric's patterns.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Parts before wholes.
    pub(super) ops: Vec<Op>,
    index: BTreeMap<Op, NodeId>,
    /// By stem, sorted: (stem, forgiving node, strict node).
    pub(super) stems: Vec<(String, Option<NodeId>, Option<NodeId>)>,
    /// Into `stems`.
    by_stem: Lookup,
    /// Sorted by prefix.
    prefixes: Vec<(String, NodeId)>,
    /// From the first [`HEAD`] letters to where in `prefixes` those with them begin.
    by_head: Lookup,
    /// By the first word in lower case, sorted.
    exacts: Vec<(String, NodeId)>,
    /// From the first word to where in `exacts` those with it begin.
    by_first: Lookup,
    pub(super) number: Option<NodeId>,
    /// The nodes whose places will be asked for.
    pub(super) asked: Vec<NodeId>,
    /// By node: how it is put together.
    pub(super) wiring: Vec<Wiring>,
    /// The parts of all nodes, one after the other.
    parts: Vec<NodeId>,
    /// By node: where its part of `wakes` begins; one more than there are nodes.
    wakes_from: Vec<u32>,
    /// The nodes to look at once a node has matched.
    wakes: Vec<Wake>,
}

/// A node to look at once a part of it has matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wake {
    pub(super) whole: NodeId,
    /// Another part, which must have matched before; none for an alternative, where one is enough.
    pub(super) other: Option<std::num::NonZeroU32>,
}

impl Wake {
    fn alternative(whole: NodeId) -> Self {
        Self { whole, other: None }
    }

    fn with(whole: NodeId, other: NodeId) -> Self {
        Self { whole, other: std::num::NonZeroU32::new(other + 1) }
    }

    /// The part that must have matched before.
    pub(super) fn other(self) -> Option<NodeId> {
        self.other.map(|other| other.get() - 1)
    }
}

/// How a node is put together, small enough that a rubric's nodes fit into a core's nearest cache.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wiring {
    pub(super) join: Join,
    /// Where its parts begin.
    from: u32,
    /// How many parts it has.
    count: u32,
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

/// Letters that every prefix has.
const HEAD: usize = 3;

impl Graph {
    /// The entry of a stem: (stem, forgiving node, strict node).
    pub(super) fn stem(
        &self,
        stem: &str,
        hash: u32,
    ) -> Option<&(String, Option<NodeId>, Option<NodeId>)> {
        self.by_stem
            .find_hashed(stem, hash, |at| &self.stems[at as usize].0)
            .map(|at| &self.stems[at as usize])
    }

    /// The prefixes with which `word` may begin: those with its first letters.
    pub(super) fn prefixes_like(&self, word: &str) -> &[(String, NodeId)] {
        let head = head(word);
        let from = self.by_head.find(head, |at| self::head(&self.prefixes[at as usize].0));
        let Some(from) = from.map(|at| at as usize) else { return &[] };
        let like = self.prefixes[from..].iter().take_while(|(prefix, _)| prefix.starts_with(head));
        &self.prefixes[from..from + like.count()]
    }

    /// The exact phrases whose first word is `word`.
    pub(super) fn exacts_of(&self, word: &str, hash: u32) -> &[(String, NodeId)] {
        let from = self.by_first.find_hashed(word, hash, |at| &self.exacts[at as usize].0);
        let Some(from) = from.map(|at| at as usize) else { return &[] };
        let count = self.exacts[from..].iter().take_while(|(first, _)| first == word).count();
        &self.exacts[from..from + count]
    }

    /// The parts of a node.
    pub(super) fn parts(&self, wiring: Wiring) -> &[NodeId] {
        &self.parts[wiring.from as usize..(wiring.from + wiring.count) as usize]
    }

    /// The nodes that may match now that `node` has.
    pub(super) fn woken_by(&self, node: NodeId) -> &[Wake] {
        let at = node as usize;
        &self.wakes[self.wakes_from[at] as usize..self.wakes_from[at + 1] as usize]
    }
}

fn head(word: &str) -> &str {
    word.char_indices().nth(HEAD).map_or(word, |(end, _)| &word[..end])
}

/// Adds patterns to a graph, resolving groups.
pub(super) struct Compiler<'a> {
    pub(super) graph: Graph,
    own: &'a BTreeMap<String, Vec<Pattern>>,
    lexicon: &'a Lexicon,
    groups: BTreeMap<String, NodeId>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(own: &'a BTreeMap<String, Vec<Pattern>>, lexicon: &'a Lexicon) -> Self {
        Self { graph: Graph::default(), own, lexicon, groups: BTreeMap::new() }
    }

    /// The node of a pattern whose `+` and `>` reach `within` words.
    pub(super) fn pattern(
        &mut self,
        pattern: &Pattern,
        within: u32,
    ) -> Result<NodeId, CompileError> {
        self.node(&pattern.node, within, pattern, 0)
    }

    fn node(
        &mut self,
        node: &Node,
        within: u32,
        pattern: &Pattern,
        depth: usize,
    ) -> Result<NodeId, CompileError> {
        let op = match node {
            Node::Word(word) => word_op(word),
            Node::Exact(exact) => {
                let words = exact.words.iter().flat_map(|word| split_words(word));
                let words = if exact.capitals {
                    words.collect()
                } else {
                    words.map(|word| normalise(&word).into_string()).collect()
                };
                Op::Exact { words, capitals: exact.capitals }
            }
            Node::Group(group) => return self.group(&group.name, pattern, depth),
            Node::Phrase(parts) => Op::Phrase(self.nodes(parts, within, pattern, depth)?),
            Node::Any(parts) => {
                let mut nodes = self.nodes(parts, within, pattern, depth)?;
                nodes.sort_unstable();
                nodes.dedup();
                Op::Any(nodes)
            }
            Node::Near { ordered, parts } => {
                let parts = self.nodes(parts, within, pattern, depth)?;
                Op::Near { ordered: *ordered, within, parts }
            }
        };
        Ok(self.intern(op))
    }

    fn nodes(
        &mut self,
        parts: &[Node],
        within: u32,
        pattern: &Pattern,
        depth: usize,
    ) -> Result<Vec<NodeId>, CompileError> {
        parts.iter().map(|part| self.node(part, within, pattern, depth)).collect()
    }

    fn group(
        &mut self,
        name: &str,
        pattern: &Pattern,
        depth: usize,
    ) -> Result<NodeId, CompileError> {
        if let Some(&node) = self.groups.get(name) {
            return Ok(node);
        }
        if depth == MAX_GROUP_DEPTH {
            return Err(CompileError::GroupCycle(name.to_owned()));
        }
        let Some(patterns) = self.own.get(name).or_else(|| self.lexicon.groups.get(name)) else {
            return Err(CompileError::UnknownGroup {
                group: name.to_owned(),
                pattern: pattern.source.clone(),
            });
        };
        let mut nodes = Vec::with_capacity(patterns.len());
        for member in patterns {
            nodes.push(self.node(&member.node, DEFAULT_WITHIN, member, depth + 1)?);
        }
        nodes.sort_unstable();
        nodes.dedup();
        let node = self.intern(Op::Any(nodes));
        self.groups.insert(name.to_owned(), node);
        Ok(node)
    }

    /// One of several nodes, whose places will be asked for.
    pub(super) fn any(&mut self, mut nodes: Vec<NodeId>) -> NodeId {
        nodes.sort_unstable();
        nodes.dedup();
        let node = self.intern(Op::Any(nodes));
        self.graph.asked.push(node);
        node
    }

    fn intern(&mut self, op: Op) -> NodeId {
        if let Op::Any(parts) | Op::Phrase(parts) = &op
            && let [only] = parts[..]
        {
            return only;
        }
        if let Some(&node) = self.graph.index.get(&op) {
            return node;
        }
        // A rubric has thousands of nodes at the most; the lowering bounds its size.
        let node = NodeId::try_from(self.graph.ops.len()).unwrap_or(NodeId::MAX);
        self.graph.index.insert(op.clone(), node);
        self.graph.ops.push(op);
        node
    }

    /// The finished graph, with its indexes for look-up by word.
    pub(super) fn finish(self) -> Graph {
        let mut graph = self.graph;
        flatten(&mut graph.ops);
        let needed = needed(&graph.ops, &graph.asked);
        let mut stems: BTreeMap<String, (Option<NodeId>, Option<NodeId>)> = BTreeMap::new();
        for (node, op) in (0..).zip(&graph.ops) {
            match op {
                Op::Stem { stem, strict } => {
                    let entry = stems.entry(stem.clone()).or_default();
                    if *strict { entry.1 = Some(node) } else { entry.0 = Some(node) }
                }
                Op::Prefix(prefix) => graph.prefixes.push((prefix.clone(), node)),
                Op::Exact { words, .. } => {
                    graph.exacts.push((normalise(&words[0]).into_string(), node));
                }
                Op::Number => graph.number = Some(node),
                Op::Phrase(_) | Op::Any(_) | Op::Near { .. } => {}
            }
        }
        graph.stems =
            stems.into_iter().map(|(stem, (loose, strict))| (stem, loose, strict)).collect();
        for (at, (stem, ..)) in (0..).zip(&graph.stems) {
            graph.by_stem.insert(stem, at);
        }
        graph.prefixes.sort();
        graph.by_head = first_of_each(&graph.prefixes, head);
        graph.exacts.sort();
        graph.by_first = first_of_each(&graph.exacts, |first| first);
        (graph.wiring, graph.parts) = wiring(&graph.ops);
        (graph.wakes_from, graph.wakes) = wakes(&graph.ops, &needed);
        graph.index.clear();
        graph
    }
}

/// An alternative among alternatives is no node of its own: its parts are those of the outer one.
fn flatten(ops: &mut [Op]) {
    for at in 0..ops.len() {
        let Op::Any(parts) = &ops[at] else { continue };
        let mut flat: Vec<NodeId> = Vec::with_capacity(parts.len());
        for &part in parts {
            match &ops[part as usize] {
                Op::Any(inner) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        ops[at] = Op::Any(flat);
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

/// Where in a sorted list the entries with the same key begin.
fn first_of_each(sorted: &[(String, NodeId)], key: fn(&str) -> &str) -> Lookup {
    let mut lookup = Lookup::with_capacity(sorted.len());
    let mut last = None;
    for (at, (text, _)) in (0..).zip(sorted) {
        if last != Some(key(text)) {
            lookup.insert(key(text), at);
            last = Some(key(text));
        }
    }
    lookup
}

/// The nodes laid out for the matcher, and the list of all their parts.
fn wiring(ops: &[Op]) -> (Vec<Wiring>, Vec<NodeId>) {
    let mut all: Vec<NodeId> = Vec::new();
    let wiring = ops
        .iter()
        .map(|op| {
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
            let from = u32::try_from(all.len()).unwrap_or(u32::MAX);
            all.extend_from_slice(parts);
            Wiring { join, from, count: u32::try_from(parts.len()).unwrap_or(0) }
        })
        .collect();
    (wiring, all)
}

/// Which nodes to look at once a node has matched, as one list with the place where each node's
/// part begins. Any part wakes an alternative. What needs all its parts is woken by the last of them
/// in the order of the nodes: by then it is known which of the others have matched, and the rarest
/// of those is asked first.
fn wakes(ops: &[Op], needed: &[bool]) -> (Vec<u32>, Vec<Wake>) {
    let mut named = vec![0_u64; ops.len()];
    for op in ops {
        if let Op::Phrase(parts) | Op::Near { parts, .. } = op {
            parts.iter().for_each(|part| named[*part as usize] += 1);
        }
    }
    let mut commonness: Vec<u64> = Vec::with_capacity(ops.len());
    let mut pairs: Vec<(NodeId, Wake)> = Vec::new();
    for (node, op) in (0..).zip(ops) {
        let of = |part: &NodeId| commonness[*part as usize];
        let own = match op {
            Op::Stem { stem, .. } => word_commonness(stem),
            Op::Prefix(_) => 3,
            Op::Number => 8,
            Op::Exact { words, .. } => {
                words.iter().map(|word| word_commonness(word)).min().unwrap_or(1)
            }
            Op::Any(parts) => {
                pairs.extend(parts.iter().map(|part| (*part, Wake::alternative(node))));
                parts.iter().map(of).fold(0, u64::saturating_add)
            }
            Op::Phrase(parts) | Op::Near { parts, .. } => {
                // What the rubric names often, people say often.
                let cost = |part: &NodeId| of(part).saturating_mul(1 + named[*part as usize]);
                if let Some(last) = parts.iter().max() {
                    let others = parts.iter().filter(|part| *part != last);
                    let rarest = others.min_by_key(|part| (cost(part), **part)).unwrap_or(last);
                    pairs.push((*last, Wake::with(node, *rarest)));
                }
                parts.iter().map(of).min().unwrap_or(1)
            }
        };
        commonness.push(own);
    }
    pairs.retain(|(_, wake)| needed[wake.whole as usize]);
    pairs.sort_unstable();
    pairs.dedup();
    let mut from = Vec::with_capacity(ops.len() + 1);
    let mut at = 0;
    for node in 0..=ops.len() {
        while at < pairs.len() && (pairs[at].0 as usize) < node {
            at += 1;
        }
        from.push(u32::try_from(at).unwrap_or(u32::MAX));
    }
    (from, pairs.into_iter().map(|(_, woken)| woken).collect())
}

/// How often a word is to be expected, against any other.
fn word_commonness(stem: &str) -> u64 {
    if Class::of_norm(stem).is(FUNCTION) { 30 } else { 1 }
}

fn word_op(word: &Word) -> Op {
    let text = normalise(&word.text);
    match word.form {
        WordForm::Stem => Op::Stem { stem: stem(&text), strict: false },
        WordForm::Strict => Op::Stem { stem: stem(&text), strict: true },
        WordForm::Prefix => Op::Prefix(text.into_string()),
        WordForm::Number => Op::Number,
    }
}
