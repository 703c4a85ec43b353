//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for. Words match the nodes at
//! the bottom. Whatever matches tells the alternatives that it is one of where it does. What needs
//! several parts is looked at where its rarest part matches in one sentence with another, and then
//! first asked whether all do; only then does anybody look at places. Those of alternatives are put
//! together when a whole asks for them, and most are never asked for. Parts stand before wholes in the
//! graph, so one walk in their order is enough.

use std::cell::RefCell;

use super::compile::{Graph, NodeId};
pub use super::place::Place;
use super::read::Reading;
use super::walk::Walk;

/// Places kept per node. Answers of interview length stay far below it; it bounds what a text made
/// to hurt can cost.
pub(super) const MAX_PLACES: usize = 256;

/// The places in one answer of the nodes that a graph is asked for.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// By number of the node: where in `all` its places end. They begin where those before end.
    ends: Vec<(NodeId, u32)>,
    all: Vec<Place>,
}

impl Places {
    /// Where `node` matches, by first word; nothing if nobody asks for it.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let Ok(at) = self.ends.binary_search_by_key(&node, |(own, _)| *own) else { return &[] };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.all[from as usize..self.ends[at].1 as usize]
    }

    /// With room for so many nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self { ends: Vec::with_capacity(nodes), all: Vec::with_capacity(2 * nodes) }
    }

    /// Adds the places of the next node, given in the order of their numbers.
    pub(super) fn push(&mut self, node: NodeId, places: &[Place]) {
        self.all.extend_from_slice(places);
        // A node has at most 256 places.
        self.ends.push((node, u32::try_from(self.all.len()).unwrap_or(u32::MAX)));
    }
}

thread_local! {
    /// Room that answers on the same thread use one after the other: it is emptied before each.
    static ROOM: RefCell<Walk> = RefCell::default();
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    ROOM.with_borrow_mut(|walk| walk.find(graph, reading))
}
