//! The walk over the nodes that match, from words to what is asked for: the work of
//! [`find`](super::matching::find).

use super::bits::{Bits, Block};
use super::compile::{Graph, NodeId};
use super::joining::{Scratch, Standing, join};
use super::literal::find_word;
use super::matching::{MAX_PLACES, Places};
use super::place::Place;
use super::read::Reading;
use super::wiring::{Slot, Wiring};

/// [`MAX_PLACES`], as places are counted.
const MOST: u32 = 256;

/// Places for which room is kept from one answer to the next. Answers of interview length need less.
const KEPT: usize = 1 << 13;

/// What is known of the nodes while they are walked over.
#[derive(Default)]
pub(super) struct Walk {
    /// What words match.
    words: Vec<(NodeId, Place)>,
    /// Numbers of wholes, to look at.
    pending: Bits,
    /// Slots that match; alternatives are not among them.
    matched: Bits,
    /// By slot of a word or a part: in which sentences it matches, one bit each.
    sentences: Vec<u32>,
    found: Found,
    standing: Standing,
    scratch: Scratch,
    gathered: Vec<Place>,
}

/// The places found so far.
#[derive(Default)]
pub(super) struct Found {
    /// By slot: where in `runs` its places are; 0 while nobody has asked for those of an alternative.
    by_slot: Vec<u32>,
    /// The first is empty.
    runs: Vec<Run>,
    all: Vec<Place>,
}

/// The places of one slot, among all.
#[derive(Clone, Copy, Default)]
struct Run {
    from: u32,
    count: u32,
}

impl Found {
    /// Where a slot matches, by first word.
    pub(super) fn of(&self, slot: Slot) -> &[Place] {
        self.run(self.by_slot[slot as usize])
    }

    fn run(&self, number: u32) -> &[Place] {
        let Run { from, count } = self.runs[number as usize];
        &self.all[from as usize..(from + count) as usize]
    }

    fn reset(&mut self, slots: usize) {
        self.by_slot.clear();
        self.by_slot.resize(slots, 0);
        self.runs.clear();
        self.runs.push(Run::default());
        self.all.clear();
        self.all.shrink_to(KEPT);
    }

    /// Takes over what words match: by slot, and within it as it stands in the answer.
    fn add_words(&mut self, words: &[(Slot, Place)]) {
        for (slot, _) in words {
            let own = &mut self.by_slot[*slot as usize];
            if *own == 0 {
                *own = u32::try_from(self.runs.len()).unwrap_or(0);
                self.runs.push(Run::default());
            }
            self.runs[*own as usize].count += 1;
        }
        let mut from = 0;
        for run in &mut self.runs {
            run.from = from;
            from += std::mem::take(&mut run.count);
        }
        self.all.resize(words.len(), Place::word(0, false));
        for (slot, place) in words {
            let run = &mut self.runs[self.by_slot[*slot as usize] as usize];
            self.all[(run.from + run.count) as usize] = *place;
            run.count += 1;
        }
        for run in &mut self.runs {
            run.count = run.count.min(MOST);
        }
    }

    /// Keeps the first of these places as those of a slot.
    fn keep(&mut self, slot: Slot, places: &[Place]) {
        let places = &places[..places.len().min(MAX_PLACES)];
        // An answer has at most a few ten thousand words and a node 256 places.
        let from = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.by_slot[slot as usize] = u32::try_from(self.runs.len()).unwrap_or(0);
        self.runs.push(Run { from, count: u32::try_from(places.len()).unwrap_or(0) });
        self.all.extend_from_slice(places);
    }
}

impl Walk {
    /// Finds all places of the nodes that a rubric asks for.
    pub(super) fn find(&mut self, graph: &Graph, reading: &Reading<'_>) -> Places {
        let wiring = &graph.wiring;
        self.reset(wiring);
        self.standing.reset(&reading.words);
        self.add_words(graph, reading);
        let mut at = 0;
        while let Some(whole) = self.pending.take_next(&mut at) {
            self.look_at(wiring, whole);
        }
        let mut places = Places::with_capacity(wiring.asked.len());
        for &(node, slot) in &wiring.asked {
            self.gather(wiring, slot);
            places.push(node, self.found.of(slot));
        }
        places
    }

    fn reset(&mut self, wiring: &Wiring) {
        self.words.clear();
        self.words.shrink_to(KEPT);
        self.pending.reset(wiring.wholes());
        self.matched.reset(wiring.len());
        self.sentences.clear();
        self.sentences.resize(wiring.parts_end(), 0);
        self.found.reset(wiring.len());
    }

    /// All words first: what a whole waits for is then known before anything wakes it.
    fn add_words(&mut self, graph: &Graph, reading: &Reading<'_>) {
        let wiring = &graph.wiring;
        let mut words = std::mem::take(&mut self.words);
        for (at, word) in (0..).zip(&reading.words) {
            find_word(graph, reading, at, word, &mut words);
        }
        words.retain_mut(|(node, _)| wiring.slot(*node).map(|slot| *node = slot).is_some());
        self.found.add_words(&words);
        for (slot, place) in &words {
            self.sentences[*slot as usize] |= self.standing.bit(place);
        }
        // Each slot once, with the word that it stands at first.
        let all = &self.found;
        words.retain(|(slot, place)| all.of(*slot)[0].first == place.first);
        for &(slot, _) in &words {
            self.matches(wiring, slot, self.sentences[slot as usize]);
        }
        for &(slot, _) in &words {
            self.wake(wiring, slot, self.sentences[slot as usize]);
        }
        self.words = words;
    }

    /// Says where a word or a whole matches to the alternatives that it is one of.
    fn matches(&mut self, wiring: &Wiring, slot: Slot, sentences: u32) {
        self.matched.insert(slot);
        for &alternatives in wiring.part_of.of(slot) {
            self.sentences[alternatives as usize] |= sentences;
        }
    }

    /// Wakes the wholes of which a word or a whole that matches is the rarest part, if another part
    /// stands in one sentence with it.
    fn wake(&mut self, wiring: &Wiring, slot: Slot, sentences: u32) {
        for wake in wiring.wakes.of(slot) {
            let together = self.sentences[wake.with as usize] & sentences;
            self.pending.insert_if(together != 0, wake.whole);
        }
    }

    /// Sees to it that the places of a slot that matches are put together.
    fn gather(&mut self, wiring: &Wiring, slot: Slot) {
        if self.found.by_slot[slot as usize] == 0 {
            self.gather_alternatives(wiring.alternatives.of(slot), slot);
        }
    }

    /// Where only one of the alternatives matches, its places are those of the slot.
    fn gather_alternatives(&mut self, blocks: &[Block], slot: Slot) {
        let Self { found, matched, gathered, .. } = self;
        gathered.clear();
        let mut only = 0;
        for block in blocks {
            let mut parts = matched.among(*block);
            while let Some(part) = parts.take_next() {
                let run = found.by_slot[part as usize];
                if only == 0 {
                    only = run;
                    continue;
                }
                if gathered.is_empty() {
                    found.run(only).iter().for_each(|place| gathered.push(*place));
                }
                found.run(run).iter().for_each(|place| gathered.push(*place));
            }
        }
        if gathered.is_empty() {
            found.by_slot[slot as usize] = only;
            return;
        }
        if !gathered.is_sorted() {
            gathered.sort_unstable();
        }
        gathered.dedup();
        found.keep(slot, gathered);
    }

    /// Looks at a whole.
    fn look_at(&mut self, wiring: &Wiring, number: u32) {
        let (whole, parts) = wiring.whole(number);
        let of = |part: &Slot| self.sentences[*part as usize];
        let together = parts.iter().fold(u32::MAX, |all, part| all & of(part));
        if together == 0 {
            return;
        }
        parts.iter().for_each(|&part| self.gather(wiring, part));
        let Self { found, standing, scratch, .. } = self;
        join(whole.join, parts, together, found, standing, scratch);
        if scratch.places.is_empty() {
            return;
        }
        let sentences = scratch.places.iter().fold(0, |all, place| all | standing.bit(place));
        found.keep(whole.slot, &scratch.places);
        if let Some(own) = self.sentences.get_mut(whole.slot as usize) {
            *own = sentences;
        }
        self.matches(wiring, whole.slot, sentences);
        self.wake(wiring, whole.slot, sentences);
    }
}
