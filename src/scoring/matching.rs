//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for, and sentence by sentence,
//! since nothing matches across. Words match the nodes at the bottom. Whatever matches tells the
//! alternatives that it is one of where it does: of single words that is one bit, so that telling is
//! cheap and sorts itself. What needs several parts is looked at where its rarest part matches beside
//! another, and then first asked whether all do; only then does anybody look at places. Parts stand
//! before wholes in the graph, so one walk in their order is enough.

use std::cell::RefCell;

use super::compile::{Graph, NodeId};
pub use super::place::Place;
use super::read::Reading;
use super::walk::Walk;

/// Places kept per node, in a sentence on the way and in the text of what is asked for. Answers of
/// interview length stay far below it; it bounds what a text made to hurt can cost.
pub(super) const MAX_PLACES: usize = 256;

/// The places in one answer of the nodes that a graph is asked for.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// By number of the node: where in `all` its places end. They begin where those before end.
    ends: Vec<(NodeId, usize)>,
    all: Vec<Place>,
}

impl Places {
    /// Where `node` matches, by first word; nothing if nobody asks for it.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let Ok(at) = self.ends.binary_search_by_key(&node, |(own, _)| *own) else { return &[] };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.all[from..self.ends[at].1]
    }

    pub(super) fn new(ends: Vec<(NodeId, usize)>, all: Vec<Place>) -> Self {
        Self { ends, all }
    }
}

thread_local! {
    /// Room that answers on the same thread use one after the other.
    static ROOM: RefCell<Walk> = RefCell::default();
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    // Out of its place while it is in use: should a walk ever break off, nobody meets what it left.
    let mut walk = ROOM.take();
    let places = walk.find(graph, reading);
    ROOM.set(walk);
    places
}
