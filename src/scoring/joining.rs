//! How the places of parts become those of the whole: one after the other, or near each other.

use super::found::{Found, Matches};
use super::matching::MAX_PLACES;
use super::place::{LONGEST, Place};
use super::spots::Spots;
use super::wiring::{Join, Slot};

/// Room that is used again for every node.
#[derive(Default)]
pub(super) struct Scratch {
    /// The result, sorted.
    pub(super) places: Vec<Place>,
    longer: Vec<Place>,
}

/// The places of `part` that begin at `from` or later.
fn starting_at(part: &[Place], from: u32) -> &[Place] {
    let before = if part.len() <= 4 {
        part.iter().take_while(|place| place.first < from).count()
    } else {
        part.partition_point(|place| place.first < from)
    };
    &part[before..]
}

/// Puts the places of a whole in one sentence into `scratch`, from those of its parts. In `follows`
/// are the words that nothing but a space parts from the word before.
pub(super) fn join<const N: usize>(
    how: Join,
    parts: &[Slot],
    found: &mut Found<N>,
    follows: Spots<N>,
    scratch: &mut Scratch,
) {
    let Scratch { places, longer } = scratch;
    places.clear();
    let Some((&head, others)) = parts.split_first() else { return };
    match found.gather(head) {
        // Most phrases are of words, and most of these words do not stand together.
        Matches::Words(words)
            if how == Join::Phrase
                && let Some(&next) = others.first()
                && let Matches::Words(next) = found.gather(next)
                && !words.is_followed_by(next, follows) =>
        {
            return;
        }
        Matches::Words(words) => places.extend(words.words().map(|at| Place::word(at, false))),
        Matches::Places(run) => match found.places(run) {
            [place] => places.push(*place),
            own => places.extend_from_slice(own),
        },
    }
    for &part in others {
        longer.clear();
        match found.gather(part) {
            Matches::Words(words) => add_words(how, places, words, follows, longer),
            Matches::Places(run) => add_places(how, places, found.places(run), follows, longer),
        }
        finish(longer);
        std::mem::swap(places, longer);
        if places.is_empty() {
            return;
        }
    }
}

/// Sorts what is carried on, and bounds it.
fn finish(longer: &mut Vec<Place>) {
    if longer.len() < 2 {
        return;
    }
    // Mostly there is nothing to sort.
    if !longer.is_sorted() {
        longer.sort_unstable();
    }
    longer.dedup();
    longer.truncate(MAX_PLACES);
}

/// Adds what each of the places so far and one of the words make together.
fn add_words<const N: usize>(
    how: Join,
    so_far: &[Place],
    words: Spots<N>,
    follows: Spots<N>,
    longer: &mut Vec<Place>,
) {
    for place in so_far {
        let (first, last) = match how {
            Join::Phrase if !follows.has(place.last + 1) => continue,
            Join::Phrase => {
                (place.last + 1, place.last + 1 + u32::from(follows.has(place.last + 2)))
            }
            Join::Near { ordered: true, within } => {
                (place.last + 1, place.last.saturating_add(within))
            }
            Join::Near { ordered: false, within } => {
                (place.first.saturating_sub(within), place.last.saturating_add(within))
            }
        };
        let both = words.between(first, last).filter_map(|at| place.join(Place::word(at, false)));
        longer.extend(both);
    }
}

/// Adds what each of the places so far and one of the part's make together.
fn add_places<const N: usize>(
    how: Join,
    so_far: &[Place],
    part: &[Place],
    follows: Spots<N>,
    longer: &mut Vec<Place>,
) {
    for place in so_far {
        match how {
            Join::Phrase => {
                for next in starting_at(part, place.last + 1) {
                    if next.first > place.last + 2 {
                        break;
                    }
                    if (place.last + 1..=next.first).all(|at| follows.has(at))
                        && let Some(both) = place.join(*next)
                    {
                        longer.push(both);
                    }
                }
            }
            Join::Near { ordered, within } => {
                let from = if ordered {
                    place.last + 1
                } else {
                    place.first.saturating_sub(within + LONGEST)
                };
                for next in starting_at(part, from) {
                    if next.first > place.last.saturating_add(within) {
                        break;
                    }
                    let apart = place.first.saturating_sub(next.last) <= within;
                    if apart && let Some(both) = place.join(*next) {
                        longer.push(both);
                    }
                }
            }
        }
    }
}
