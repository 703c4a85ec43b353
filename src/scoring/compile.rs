//! Patterns become a shared graph of nodes, each compiled once per rubric, in an order in which
//! every node comes after those that it is made of. The matcher then needs one sweep.

use std::collections::BTreeMap;
use std::ops::Range;

use super::letters::normalise;
use super::lookup::{Lookup, hash};
use super::prefixes::Prefixes;
use super::read::stem;
use super::vocabulary::Vocabulary;
use super::wiring::Wiring;
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

/// Words as they are written, side by side, found by their first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ExactPhrase {
    /// In lower case.
    first: String,
    pub(super) node: NodeId,
    /// [`hash`] of the second word in lower case, if there is one: by it most are told apart without
    /// a look at their letters.
    pub(super) second: Option<u32>,
}

impl ExactPhrase {
    fn new(words: &[String], capitals: bool, node: NodeId) -> Self {
        let second = words.get(1).map(|word| {
            // Those that are found in any letters are in lower case already.
            if capitals { hash(&normalise(word)) } else { hash(word) }
        });
        Self { first: normalise(&words[0]).into_owned(), node, second }
    }
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
    pub(super) prefixes: Prefixes,
    /// By the first word in lower case, sorted.
    exacts: Vec<ExactPhrase>,
    /// Where in `exacts` those with one first word begin and end.
    firsts: Vec<Range<u32>>,
    /// From the first word into `firsts`.
    by_first: Lookup,
    pub(super) number: Option<NodeId>,
    /// What the words match that are in a table.
    pub(super) vocabulary: Vocabulary,
    /// The nodes whose places will be asked for.
    pub(super) asked: Vec<NodeId>,
    /// How they are put together.
    pub(super) wiring: Wiring,
}

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

    /// Where the exact phrases are whose first word is `word`.
    pub(super) fn phrases_of(&self, word: &str, hash: u32) -> Range<u32> {
        let word_of = |at: u32| &*self.exacts[self.firsts[at as usize].start as usize].first;
        let found = self.by_first.find_hashed(word, hash, word_of);
        found.map_or(0..0, |at| self.firsts[at as usize].clone())
    }

    /// These exact phrases.
    pub(super) fn phrases(&self, range: Range<u32>) -> &[ExactPhrase] {
        &self.exacts[range.start as usize..range.end as usize]
    }
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
                    words.map(|word| normalise(&word).into_owned()).collect()
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
        let mut stems: BTreeMap<String, (Option<NodeId>, Option<NodeId>)> = BTreeMap::new();
        let mut prefixes = Vec::new();
        for (node, op) in (0..).zip(&graph.ops) {
            match op {
                Op::Stem { stem, strict } => {
                    let entry = stems.entry(stem.clone()).or_default();
                    if *strict { entry.1 = Some(node) } else { entry.0 = Some(node) }
                }
                Op::Prefix(prefix) => prefixes.push((prefix.clone(), node)),
                Op::Exact { words, capitals } => {
                    graph.exacts.push(ExactPhrase::new(words, *capitals, node));
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
        graph.prefixes = Prefixes::new(prefixes);
        graph.exacts.sort();
        let mut from = 0;
        for same in graph.exacts.chunk_by(|one, next| one.first == next.first) {
            let to = from + u32::try_from(same.len()).unwrap_or(0);
            graph.by_first.insert(&same[0].first, u32::try_from(graph.firsts.len()).unwrap_or(0));
            graph.firsts.push(from..to);
            from = to;
        }
        graph.vocabulary = Vocabulary::new(&graph);
        graph.wiring = Wiring::new(&graph.ops, &graph.asked);
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

fn word_op(word: &Word) -> Op {
    let text = normalise(&word.text);
    match word.form {
        WordForm::Stem => Op::Stem { stem: stem(&text), strict: false },
        WordForm::Strict => Op::Stem { stem: stem(&text), strict: true },
        WordForm::Prefix => Op::Prefix(text.into_owned()),
        WordForm::Number => Op::Number,
    }
}
