//! What is found, sentence by sentence, of the nodes that a graph is asked for.

use super::compile::NodeId;
use super::matching::{MAX_PLACES, Places};
use super::place::Place;

/// Entries for which room is kept from one answer to the next. Answers of interview length need less.
const KEPT: usize = 1 << 10;

/// The places so far. Nodes go by their number among those that are asked for.
#[derive(Default)]
pub(super) struct Asked {
    /// By number: how many places.
    counts: Vec<usize>,
    /// In the order of the text.
    found: Vec<(usize, Place)>,
}

impl Asked {
    /// Forgets everything, with room for so many nodes.
    pub(super) fn reset(&mut self, nodes: usize) {
        self.counts.clear();
        self.counts.resize(nodes, 0);
        self.found.clear();
        self.found.shrink_to(KEPT);
    }

    /// Adds a place of a node, if it has not too many. They come in the order of the text.
    pub(super) fn add(&mut self, number: usize, place: Place) {
        let count = &mut self.counts[number];
        if *count < MAX_PLACES {
            *count += 1;
            self.found.push((number, place));
        }
    }

    /// All of them; `nodes` in the order of their numbers.
    pub(super) fn places(&mut self, nodes: impl Iterator<Item = NodeId>) -> Places {
        let mut end = 0;
        // From here on the counts say where the next place of a node belongs.
        let ends = nodes.zip(&mut self.counts).map(|(node, count)| {
            let from = end;
            end += std::mem::replace(count, from);
            (node, end)
        });
        let ends = ends.collect();
        let mut all = vec![Place::word(0, false); self.found.len()];
        for &(number, place) in &self.found {
            let at = &mut self.counts[number];
            all[*at] = place;
            *at += 1;
        }
        Places::new(ends, all)
    }
}
