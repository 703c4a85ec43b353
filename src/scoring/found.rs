//! What is found of each slot in one sentence: single words as bits, everything else as chains of
//! runs of places, which are put together only for those that somebody asks for.

use super::matching::MAX_PLACES;
use super::place::Place;
use super::spots::Spots;
use super::wiring::Slot;

/// Entries for which room is kept from one answer to the next. Answers of interview length need less.
const KEPT: usize = 1 << 13;

/// The places found so far, in a sentence of at most [`Spots::ROOM`] words. They count their words
/// from its beginning.
#[derive(Default)]
pub(super) struct Found<const N: usize> {
    /// By slot: the single words at which it matches. All are empty between sentences.
    slots: Vec<Spots<N>>,
    /// By slot, where there is more than single words: the last link of a chain, or, with
    /// [`TOGETHER`], a run of all its places.
    more: Vec<u32>,
    links: Vec<Link>,
    runs: Vec<Run>,
    all: Vec<Place>,
}

/// Marks the number of a run.
const TOGETHER: u32 = 1 << 31;

/// Some places of a slot.
#[derive(Clone, Copy)]
struct Link {
    run: u32,
    /// The link before; 0 is none.
    before: u32,
}

/// Places that stand side by side among all.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    from: u32,
    count: u32,
}

/// Where a slot matches.
pub(super) enum Matches<const N: usize> {
    /// At single words.
    Words(Spots<N>),
    /// At these places.
    Places(Run),
}

/// As places and links are counted: a sentence has at most a few hundred words.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

impl<const N: usize> Found<N> {
    /// Before a text, with room for the slots of a graph.
    pub(super) fn reset(&mut self, slots: usize) {
        self.slots.resize(slots + 1, Spots::default());
        self.more.resize(slots, 0);
        self.links.shrink_to(KEPT);
        self.all.shrink_to(KEPT);
    }

    /// Before a sentence.
    pub(super) fn begin(&mut self) {
        self.links.clear();
        self.links.push(Link { run: 0, before: 0 });
        self.runs.clear();
        self.all.clear();
    }

    /// After it: forgets where these slots match, which are all that do.
    pub(super) fn forget(&mut self, rows: &[[Slot; 4]]) {
        for row in rows {
            for &slot in row {
                self.slots[slot as usize] = Spots::default();
            }
        }
    }

    /// Whether a slot matches.
    #[inline]
    pub(super) fn has(&self, slot: Slot) -> bool {
        !self.slots[slot as usize].is_empty()
    }

    /// Says of some slots that they match at a word.
    #[inline]
    pub(super) fn add(&mut self, rows: &[[Slot; 4]], word: Spots<N>) {
        for row in rows {
            for &slot in row {
                self.slots[slot as usize].add(word);
            }
        }
    }

    /// Keeps the first of these places side by side; the number of their run.
    pub(super) fn keep(&mut self, places: &[Place]) -> u32 {
        let places = &places[..places.len().min(MAX_PLACES)];
        self.runs.push(Run { from: number(self.all.len()), count: number(places.len()) });
        match places {
            // Mostly it is one, for which a copy of many is slow.
            [place] => self.all.push(*place),
            _ => self.all.extend_from_slice(places),
        }
        number(self.runs.len() - 1)
    }

    /// Adds the places of a run to each of some slots.
    pub(super) fn add_run(&mut self, slots: &[Slot], run: u32) {
        for &slot in slots {
            let (own, more) = (&mut self.slots[slot as usize], &mut self.more[slot as usize]);
            let before = if own.has_more() { *more } else { 0 };
            own.add(Spots::more());
            *more = number(self.links.len());
            self.links.push(Link { run, before });
        }
    }

    /// Where a slot matches.
    #[inline]
    pub(super) fn gather(&mut self, slot: Slot) -> Matches<N> {
        let words = self.slots[slot as usize];
        if words.has_more() {
            Matches::Places(self.gather_more(slot, words))
        } else {
            Matches::Words(words)
        }
    }

    #[inline(never)]
    fn gather_more(&mut self, slot: Slot, words: Spots<N>) -> Run {
        let more = self.more[slot as usize];
        if more & TOGETHER != 0 {
            return self.runs[(more & !TOGETHER) as usize];
        }
        if let Link { run, before: 0 } = self.links[more as usize]
            && words.words().next().is_none()
        {
            return self.runs[run as usize];
        }
        let from = self.all.len();
        self.all.extend(words.words().map(|at| Place::word(at, false)));
        let mut at = more;
        while at != 0 {
            let Link { run, before } = self.links[at as usize];
            let Run { from, count } = self.runs[run as usize];
            self.all.extend_from_within(from as usize..(from + count) as usize);
            at = before;
        }
        self.sort_from(from);
        self.all.truncate(from + MAX_PLACES);
        let run = Run { from: number(from), count: number(self.all.len() - from) };
        self.more[slot as usize] = number(self.runs.len()) | TOGETHER;
        self.runs.push(run);
        run
    }

    /// Sorts the places from here on, and leaves each there once.
    fn sort_from(&mut self, from: usize) {
        let own = &mut self.all[from..];
        own.sort_unstable();
        let mut kept = 1;
        for at in 1..own.len() {
            if own[at] != own[kept - 1] {
                own[kept] = own[at];
                kept += 1;
            }
        }
        self.all.truncate(from + kept);
    }

    /// The places of a run, by first word.
    pub(super) fn places(&self, run: Run) -> &[Place] {
        &self.all[run.from as usize..(run.from + run.count) as usize]
    }
}
