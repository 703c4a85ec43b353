//! The walk over the nodes that match, from words to what is asked for: the work of
//! [`find`](super::matching::find).

use super::asked::Asked;
use super::bits::Bits;
use super::compile::Graph;
use super::found::{Found, Matches};
use super::joining::{Scratch, join};
use super::literal::find_word;
use super::matching::Places;
use super::place::Place;
use super::read::{Gap, LONGEST_SENTENCE, Reading, Sentence};
use super::spots::Spots;
use super::wiring::{Slot, Wiring};

/// Numbers of 64 bits in which the words of any sentence have room.
const LONG: usize = 5;

const _: () = assert!(LONGEST_SENTENCE <= Spots::<LONG>::ROOM);

/// Room for the walk.
#[derive(Default)]
pub(super) struct Walk {
    /// For most sentences.
    short: InSentence<1>,
    /// For those with too many words.
    long: InSentence<LONG>,
    asked: Asked,
}

impl Walk {
    /// Finds all places of the nodes that a rubric asks for.
    pub(super) fn find(&mut self, graph: &Graph, reading: &Reading<'_>) -> Places {
        let Self { short, long, asked } = self;
        let wiring = &graph.wiring;
        let is_short = |own: &Sentence| own.words.len() <= Spots::<1>::ROOM;
        asked.reset(wiring.asked.len());
        short.reset(wiring);
        if !reading.sentences.iter().all(is_short) {
            long.reset(wiring);
        }
        for sentence in &reading.sentences {
            if is_short(sentence) {
                short.find(graph, reading, sentence, asked);
            } else {
                long.find(graph, reading, sentence, asked);
            }
        }
        asked.places(wiring.asked.iter().map(|(node, _)| *node))
    }
}

/// What is known of the nodes in one sentence.
#[derive(Default)]
struct InSentence<const N: usize> {
    /// Where its words begin in the text.
    begin: u32,
    /// The words that nothing but a space parts from the word before.
    follows: Spots<N>,
    found: Found<N>,
    /// The slots of words and wholes that match.
    matched: Vec<Slot>,
    /// Numbers of wholes, to look at.
    pending: Bits,
    scratch: Scratch,
}

impl<const N: usize> InSentence<N> {
    fn reset(&mut self, wiring: &Wiring) {
        self.pending.reset(wiring.wholes());
        self.found.reset(wiring.kept());
    }

    /// Adds the places of what is asked for.
    fn find(
        &mut self,
        graph: &Graph,
        reading: &Reading<'_>,
        sentence: &Sentence,
        asked: &mut Asked,
    ) {
        let wiring = &graph.wiring;
        self.add_words(graph, reading, sentence);
        let mut at = 0;
        while let Some(whole) = self.pending.take_next(&mut at) {
            self.look_at(wiring, whole);
        }
        self.answer(wiring, asked);
        for &slot in &self.matched {
            self.found.forget(wiring.rows.of(slot));
        }
    }

    /// All words first: what a whole waits for is then known before anything wakes it.
    fn add_words(&mut self, graph: &Graph, reading: &Reading<'_>, sentence: &Sentence) {
        let Self { begin, follows, found, matched, pending, .. } = self;
        found.begin();
        matched.clear();
        *follows = Spots::default();
        // An answer has at most a few ten thousand words.
        *begin = u32::try_from(sentence.words.start).unwrap_or(0);
        for (at, word) in (0..).zip(&reading.words[sentence.words.clone()]) {
            if word.before == Gap::Space {
                follows.add(Spots::of(at));
            }
            find_word(graph, reading, *begin + at, word, |node, place| {
                let Some(slot) = graph.wiring.slot(node) else { return };
                if !found.has(slot) {
                    matched.push(slot);
                }
                if place.is_plain_word() {
                    found.add(graph.wiring.rows.of(slot), Spots::of(at));
                } else {
                    let slots = graph.wiring.part_of.of(slot);
                    let run =
                        found.keep(&[Place { first: at, last: place.last - *begin, ..place }]);
                    found.add_run(slots, run);
                }
            });
        }
        for &slot in &*matched {
            wake(&graph.wiring, slot, found, pending);
        }
    }

    /// Looks at a whole.
    fn look_at(&mut self, wiring: &Wiring, number: u32) {
        let Self { found, follows, scratch, pending, matched, .. } = self;
        let (whole, parts) = wiring.whole(number);
        if !parts.iter().all(|&part| found.has(part)) {
            return;
        }
        join(whole.join, parts, found, *follows, scratch);
        if scratch.places.is_empty() {
            return;
        }
        let run = found.keep(&scratch.places);
        found.add_run(wiring.part_of.of(whole.slot), run);
        matched.push(whole.slot);
        wake(wiring, whole.slot, found, pending);
    }

    /// Says where the nodes match that are asked for.
    fn answer(&mut self, wiring: &Wiring, asked: &mut Asked) {
        for (number, &(_, slot)) in wiring.asked.iter().enumerate() {
            if !self.found.has(slot) {
                continue;
            }
            match self.found.gather(slot) {
                Matches::Words(words) => {
                    let places = words.words().map(|at| Place::word(self.begin + at, false));
                    places.for_each(|place| asked.add(number, place));
                }
                Matches::Places(run) => {
                    let places = self.found.places(run).iter();
                    places.for_each(|place| asked.add(number, place.moved(self.begin)));
                }
            }
        }
    }
}

/// Wakes the wholes of which a word or a whole that matches is the rarest part, if another part
/// matches, too.
fn wake<const N: usize>(wiring: &Wiring, slot: Slot, found: &Found<N>, pending: &mut Bits) {
    for wake in wiring.wakes.of(slot) {
        pending.insert_if(found.has(wake.with), wake.whole);
    }
}
