//! How the places of parts become those of the whole: one after the other, or near each other.

use super::matching::MAX_PLACES;
use super::place::Place;
use super::read::{Gap, Word};
use super::walk::Found;
use super::wiring::Slot;

/// Room that is used again for every node.
#[derive(Default)]
pub(super) struct Scratch {
    /// The result, sorted.
    pub(super) places: Vec<Place>,
    longer: Vec<Place>,
}

/// The places of `part` that begin at `from` or later.
fn starting_at(part: &[Place], from: u32) -> &[Place] {
    if part.len() <= 4 {
        let before = part.iter().take_while(|place| place.first < from).count();
        return &part[before..];
    }
    &part[part.partition_point(|place| place.first < from)..]
}

/// Mostly there is nothing to do.
fn sort(places: &mut [Place]) {
    if !places.is_sorted() {
        places.sort_unstable();
    }
}

/// Puts the places of the first part into `scratch`.
fn begin(parts: &[Slot], places: &Found, scratch: &mut Scratch) {
    scratch.places.clear();
    scratch.places.extend_from_slice(parts.first().map_or(&[][..], |&head| places.of(head)));
}

/// One bit for each sentence; the 33rd shares the first's.
pub(super) fn bit_of(sentence: usize) -> u32 {
    1 << (sentence % 32)
}

/// Of each part but the first: whether it is the last one, from which on a place counts only in a
/// sentence in which all parts stand (`together`).
fn others(parts: &[Slot], together: u32) -> impl Iterator<Item = (Slot, u32)> {
    let last = parts.len() - 1;
    let wanted = move |at: usize| if at == last { together } else { u32::MAX };
    parts.iter().enumerate().skip(1).map(move |(at, part)| (*part, wanted(at)))
}

/// Parts one after the other, one other word allowed between.
pub(super) fn phrase(
    parts: &[Slot],
    together: u32,
    places: &Found,
    words: &[Word],
    scratch: &mut Scratch,
) {
    begin(parts, places, scratch);
    for (part, wanted) in others(parts, together) {
        scratch.longer.clear();
        let part = places.of(part);
        for place in &scratch.places {
            let sentence = words[place.first as usize].sentence;
            if bit_of(sentence) & wanted == 0 {
                continue;
            }
            for next in starting_at(part, place.last + 1) {
                if next.first > place.last + 2 {
                    break;
                }
                let follows = (place.last + 1..=next.first).all(|at| {
                    let word = &words[at as usize];
                    word.sentence == sentence && word.before == Gap::Space
                });
                if follows && let Some(both) = place.join(*next) {
                    scratch.longer.push(both);
                }
            }
        }
        scratch.longer.truncate(MAX_PLACES);
        std::mem::swap(&mut scratch.places, &mut scratch.longer);
        if scratch.places.is_empty() {
            return;
        }
    }
    sort(&mut scratch.places);
    scratch.places.dedup();
}

/// All parts within reach of one another.
pub(super) fn near(
    parts: &[Slot],
    ordered: bool,
    within: u32,
    together: u32,
    places: &Found,
    words: &[Word],
    scratch: &mut Scratch,
) {
    begin(parts, places, scratch);
    for (part, wanted) in others(parts, together) {
        scratch.longer.clear();
        let part = places.of(part);
        for place in &scratch.places {
            let sentence = words[place.first as usize].sentence;
            if bit_of(sentence) & wanted == 0 {
                continue;
            }
            let from =
                if ordered { place.last + 1 } else { place.first.saturating_sub(2 * within) };
            for next in starting_at(part, from) {
                if next.first > place.last.saturating_add(within) {
                    break;
                }
                let apart = place.first.saturating_sub(next.last) <= within;
                if apart
                    && words[next.first as usize].sentence == sentence
                    && let Some(both) = place.join(*next)
                {
                    scratch.longer.push(both);
                }
            }
        }
        sort(&mut scratch.longer);
        scratch.longer.truncate(MAX_PLACES);
        std::mem::swap(&mut scratch.places, &mut scratch.longer);
        if scratch.places.is_empty() {
            return;
        }
    }
    scratch.places.dedup();
}
