//! What is found of each slot during a walk: in which sentences it stands, and where. Places are put
//! together only for those that somebody asks for; until then they hang in a chain.

use super::matching::MAX_PLACES;
use super::place::Place;
use super::walk::KEPT;
use super::wiring::Slot;

/// The places found so far.
#[derive(Default)]
pub(super) struct Found {
    slots: Vec<Own>,
    links: Vec<Link>,
    runs: Vec<Run>,
    all: Vec<Place>,
}

/// What is known of one slot.
#[derive(Clone, Copy, Default)]
struct Own {
    /// In which sentences it matches, one bit each.
    sentences: u32,
    /// Its places: nothing (0), the last link of a chain, or, with [`TOGETHER`], a run.
    places: u32,
}

/// Marks the number of a run.
const TOGETHER: u32 = 1 << 31;

/// One place of a slot.
#[derive(Clone, Copy)]
struct Link {
    /// Among all.
    place: u32,
    /// The link before; 0 is none.
    before: u32,
}

/// Places that stand side by side among all.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    from: u32,
    count: u32,
}

/// As places and links are counted: an answer has at most a few ten thousand words.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

impl Found {
    pub(super) fn reset(&mut self, slots: usize) {
        self.slots.clear();
        self.slots.resize(slots, Own::default());
        self.links.clear();
        self.links.shrink_to(KEPT);
        self.links.push(Link { place: 0, before: 0 });
        self.runs.clear();
        self.all.clear();
        self.all.shrink_to(KEPT);
    }

    /// In which sentences a slot matches.
    pub(super) fn sentences(&self, slot: Slot) -> u32 {
        self.slots[slot as usize].sentences
    }

    /// Puts in what a word matches; its number among all places. The same word mostly matches several
    /// nodes in the same way.
    pub(super) fn put(&mut self, place: Place) -> u32 {
        if self.all.last() != Some(&place) {
            self.all.push(place);
        }
        number(self.all.len() - 1)
    }

    /// Adds a place to each of some slots, given in the order of the text.
    pub(super) fn add(&mut self, slots: &[Slot], place: u32, sentences: u32) {
        // With both ends, so that room is made once and not asked for at every link.
        let first = number(self.links.len());
        let numbers = first..first + number(slots.len());
        self.links.extend(slots.iter().zip(numbers).map(|(&slot, number)| {
            let own = &mut self.slots[slot as usize];
            own.sentences |= sentences;
            Link { place, before: std::mem::replace(&mut own.places, number) }
        }));
    }

    /// Keeps the first of these places side by side; the number of their run.
    pub(super) fn keep(&mut self, places: &[Place]) -> u32 {
        let places = &places[..places.len().min(MAX_PLACES)];
        self.runs.push(Run { from: number(self.all.len()), count: number(places.len()) });
        self.all.extend_from_slice(places);
        number(self.runs.len() - 1)
    }

    /// Says that a run is all that there is of a slot.
    pub(super) fn set(&mut self, slot: Slot, run: u32, sentences: u32) {
        self.slots[slot as usize] = Own { sentences, places: run | TOGETHER };
    }

    /// Adds the places of a run to each of some slots.
    pub(super) fn add_run(&mut self, slots: &[Slot], run: u32, sentences: u32) {
        let Run { from, count } = self.runs[run as usize];
        for place in from..from + count {
            self.add(slots, place, sentences);
        }
    }

    /// Where a slot matches. Mostly that is one place, or its places are put together already.
    #[inline]
    pub(super) fn gather(&mut self, slot: Slot) -> Run {
        match self.slots[slot as usize].places {
            0 => Run::default(),
            run if run & TOGETHER != 0 => self.runs[(run & !TOGETHER) as usize],
            last => match self.links[last as usize] {
                Link { place, before: 0 } => Run { from: place, count: 1 },
                _ => self.gather_chain(slot, last),
            },
        }
    }

    #[inline(never)]
    fn gather_chain(&mut self, slot: Slot, last: u32) -> Run {
        let from = self.all.len();
        // Mostly each stands before the one that was seen just now, and then nothing is to be
        // sorted. What two alternatives say of one word is one place.
        let (mut at, mut seen, mut behind) = (last, u32::MAX, (u32::MAX, u32::MAX));
        let mut in_order = true;
        while at != 0 {
            let link = self.links[at as usize];
            at = link.before;
            if link.place == seen {
                continue;
            }
            seen = link.place;
            let place = self.all[link.place as usize];
            in_order &= (place.first, place.last) < behind;
            behind = (place.first, place.last);
            self.all.push(place);
        }
        if in_order {
            self.all[from..].reverse();
        } else {
            self.sort_from(from);
        }
        self.all.truncate(from + MAX_PLACES);
        let run = Run { from: number(from), count: number(self.all.len() - from) };
        self.slots[slot as usize].places = number(self.runs.len()) | TOGETHER;
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
