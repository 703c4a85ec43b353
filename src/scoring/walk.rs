//! The walk over the nodes that match, from words to what is asked for: the work of
//! [`find`](super::matching::find).

use super::bits::Bits;
use super::compile::{Graph, NodeId};
use super::found::Found;
use super::joining::{Scratch, Standing, join};
use super::literal::find_word;
use super::matching::Places;
use super::place::Place;
use super::read::Reading;
use super::wiring::{Slot, Wiring};

/// Entries for which room is kept from one answer to the next. Answers of interview length need less.
pub(super) const KEPT: usize = 1 << 13;

/// What is known of the nodes while they are walked over.
#[derive(Default)]
pub(super) struct Walk {
    /// What words match.
    words: Vec<(NodeId, Place)>,
    /// The slots of these, each once.
    slots: Vec<Slot>,
    /// Numbers of wholes, to look at.
    pending: Bits,
    found: Found,
    standing: Standing,
    scratch: Scratch,
}

impl Walk {
    /// Finds all places of the nodes that a rubric asks for.
    pub(super) fn find(&mut self, graph: &Graph, reading: &Reading<'_>) -> Places {
        let wiring = &graph.wiring;
        self.pending.reset(wiring.wholes());
        self.found.reset(wiring.kept());
        self.standing.reset(&reading.words);
        self.add_words(graph, reading);
        let mut at = 0;
        while let Some(whole) = self.pending.take_next(&mut at) {
            self.look_at(wiring, whole);
        }
        let mut places = Places::with_capacity(wiring.asked.len());
        for &(node, slot) in &wiring.asked {
            let run = self.found.gather(slot);
            places.push(node, self.found.places(run));
        }
        places
    }

    /// All words first: what a whole waits for is then known before anything wakes it.
    fn add_words(&mut self, graph: &Graph, reading: &Reading<'_>) {
        let Self { words, slots, found, standing, .. } = self;
        words.clear();
        words.shrink_to(KEPT);
        for (at, word) in (0..).zip(&reading.words) {
            find_word(graph, reading, at, word, words);
        }
        slots.clear();
        for (node, place) in &*words {
            let Some(slot) = graph.wiring.slot(*node) else { continue };
            if found.sentences(slot) == 0 {
                slots.push(slot);
            }
            let (place, bit) = (found.put(*place), standing.bit(place));
            found.add(graph.wiring.part_of.of(slot), place, bit);
        }
        for &slot in &self.slots {
            wake(&graph.wiring, slot, self.found.sentences(slot), &self.found, &mut self.pending);
        }
    }

    /// Looks at a whole.
    fn look_at(&mut self, wiring: &Wiring, number: u32) {
        let Self { found, standing, scratch, pending, .. } = self;
        let (whole, parts) = wiring.whole(number);
        let together = parts.iter().fold(u32::MAX, |all, &part| all & found.sentences(part));
        if together == 0 {
            return;
        }
        join(whole.join, parts, together, found, standing, scratch);
        if scratch.places.is_empty() {
            return;
        }
        let sentences = scratch.places.iter().fold(0, |all, place| all | standing.bit(place));
        let run = found.keep(&scratch.places);
        if (whole.slot as usize) < wiring.kept() {
            found.set(whole.slot, run, sentences);
        }
        found.add_run(wiring.part_of.of(whole.slot), run, sentences);
        wake(wiring, whole.slot, sentences, found, pending);
    }
}

/// Wakes the wholes of which a word or a whole that matches is the rarest part, if another part stands
/// in one sentence with it.
fn wake(wiring: &Wiring, slot: Slot, sentences: u32, found: &Found, pending: &mut Bits) {
    for wake in wiring.wakes.of(slot) {
        let together = found.sentences(wake.with) & sentences;
        pending.insert_if(together != 0, wake.whole);
    }
}
