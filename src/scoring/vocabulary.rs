//! What the words match that are in a table, worked out once for a graph: two in three words of an
//! answer are among them.

use std::ops::Range;

use super::compile::{Graph, NodeId};
use super::literal::find_alone;
use super::read::{Gap, Word};
use super::tables::classes::{Known, all_known};

/// A node, and whether a typo was forgiven.
type Alone = (NodeId, bool);

/// The nodes that each known word matches.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// By number of the word: where its nodes are in `nodes`, and where the exact phrases that begin
    /// with it are among those of the graph.
    words: Vec<(Range<u32>, Range<u32>)>,
    nodes: Vec<Alone>,
}

impl Vocabulary {
    /// Of a graph that is finished but for this.
    pub(super) fn new(graph: &Graph) -> Self {
        let mut own = Self::default();
        for known in all_known() {
            let word = word(known);
            let from = own.end();
            find_alone(graph, &word, |node, typo| own.nodes.push((node, typo)));
            let phrases = graph.phrases_of(&word.norm, word.norm_hash);
            own.words.push((from..own.end(), phrases));
        }
        own
    }

    /// What a known word matches by itself, and the exact phrases that begin with it.
    pub(super) fn of(&self, known: u16) -> Option<(&[Alone], &Range<u32>)> {
        let (alone, phrases) = self.words.get(usize::from(known))?;
        Some((&self.nodes[alone.start as usize..alone.end as usize], phrases))
    }

    fn end(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }
}

/// The word as a reading has it.
fn word(known: &Known) -> Word<'_> {
    Word {
        span: 0..known.word.len(),
        norm: known.word.into(),
        stem: (&*known.stem).into(),
        norm_hash: super::lookup::hash(known.word),
        stem_hash: known.stem_hash,
        known: Some(known.number),
        class: known.class,
        kind: known.kind,
        before: Gap::Space,
        sentence: 0,
    }
}
