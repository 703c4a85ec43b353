//! How the places of parts become those of the whole: one after the other, or near each other.

use super::compile::NodeId;
use super::matching::{MAX_PLACES, Places};
use super::place::Place;
use super::read::{Gap, Word};

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
fn begin(parts: &[NodeId], places: &Places, scratch: &mut Scratch) {
    scratch.places.clear();
    scratch.places.extend_from_slice(parts.first().map_or(&[][..], |&head| places.of(head)));
}

/// Parts one after the other, one other word allowed between.
pub(super) fn phrase(parts: &[NodeId], places: &Places, words: &[Word], scratch: &mut Scratch) {
    begin(parts, places, scratch);
    for &part in &parts[1..] {
        scratch.longer.clear();
        for place in &scratch.places {
            for next in starting_at(places.of(part), place.last + 1) {
                if next.first > place.last + 2 {
                    break;
                }
                let together = (place.last + 1..=next.first).all(|at| {
                    let word = &words[at as usize];
                    word.sentence == words[place.last as usize].sentence
                        && word.before == Gap::Space
                });
                if together {
                    scratch.longer.extend(place.join(*next));
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
    parts: &[NodeId],
    ordered: bool,
    within: u32,
    places: &Places,
    words: &[Word],
    scratch: &mut Scratch,
) {
    begin(parts, places, scratch);
    for &part in &parts[1..] {
        scratch.longer.clear();
        for place in &scratch.places {
            let from =
                if ordered { place.last + 1 } else { place.first.saturating_sub(2 * within) };
            for next in starting_at(places.of(part), from) {
                if next.first > place.last.saturating_add(within) {
                    break;
                }
                let apart = place.first.saturating_sub(next.last) <= within;
                let together =
                    words[next.first as usize].sentence == words[place.first as usize].sentence;
                if apart && together {
                    scratch.longer.extend(place.join(*next));
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
