//! How the places of parts become those of the whole: one after the other, or near each other.

use super::found::Found;
use super::matching::MAX_PLACES;
use super::place::Place;
use super::read::{Gap, Word};
use super::wiring::{Join, Slot};

/// Room that is used again for every node.
#[derive(Default)]
pub(super) struct Scratch {
    /// The result, sorted.
    pub(super) places: Vec<Place>,
    longer: Vec<Place>,
}

/// How the words of a text stand to each other: what joining asks of them, close at hand.
#[derive(Default)]
pub(super) struct Standing {
    /// By word: its sentence.
    sentences: Vec<u32>,
    /// By word: whether nothing but a space parts it from the word before.
    follows: Vec<bool>,
}

impl Standing {
    pub(super) fn reset(&mut self, words: &[Word]) {
        self.sentences.clear();
        // An answer has at most a few ten thousand words.
        self.sentences.extend(words.iter().map(|own| u32::try_from(own.sentence).unwrap_or(0)));
        self.follows.clear();
        self.follows.extend(words.iter().map(|own| own.before == Gap::Space));
    }

    /// The sentence in which a place begins.
    fn sentence(&self, place: &Place) -> u32 {
        self.sentences[place.first as usize]
    }

    /// One bit for it; the 33rd sentence shares the first's.
    pub(super) fn bit(&self, place: &Place) -> u32 {
        1 << (self.sentence(place) % 32)
    }

    /// Whether `next` follows `place`, with one other word between at the most.
    fn is_phrase(&self, place: &Place, next: &Place) -> bool {
        let (from, to) = (place.last as usize + 1, next.first as usize);
        self.sentences[to] == self.sentence(place)
            && self.follows[from..=to].iter().all(|&follows| follows)
    }
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

/// Puts the places of a whole into `scratch`, from those of its parts. All parts stand in the
/// sentences of `together`.
pub(super) fn join(
    how: Join,
    parts: &[Slot],
    together: u32,
    found: &mut Found,
    standing: &Standing,
    scratch: &mut Scratch,
) {
    let Scratch { places, longer } = scratch;
    // Most wholes have two parts.
    if let &[one, other] = parts {
        let (one, other) = (found.gather(one), found.gather(other));
        join_last(how, found.places(one), found.places(other), together, standing, places);
        return;
    }
    places.clear();
    let Some((&head, others)) = parts.split_first() else { return };
    let head = found.gather(head);
    places.extend_from_slice(found.places(head));
    let Some((&last, between)) = others.split_last() else { return };
    for &part in between {
        longer.clear();
        let part = found.gather(part);
        add(how, places, found.places(part), u32::MAX, standing, longer);
        finish(how, longer);
        std::mem::swap(places, longer);
    }
    let last = found.gather(last);
    join_last(how, places, found.places(last), together, standing, longer);
    std::mem::swap(places, longer);
}

/// Puts what the places so far and those of the last part make together in place of `whole`. It
/// counts only in a sentence in which all parts stand.
fn join_last(
    how: Join,
    so_far: &[Place],
    last: &[Place],
    together: u32,
    standing: &Standing,
    whole: &mut Vec<Place>,
) {
    whole.clear();
    add(how, so_far, last, together, standing, whole);
    if whole.len() < 2 {
        return;
    }
    finish(how, whole);
    if how == Join::Phrase && !whole.is_sorted() {
        whole.sort_unstable();
    }
    whole.dedup();
}

/// Bounds what is carried on; of places near each other the first, of phrases any.
fn finish(how: Join, longer: &mut Vec<Place>) {
    // Mostly there is nothing to sort.
    if how != Join::Phrase && !longer.is_sorted() {
        longer.sort_unstable();
    }
    longer.truncate(MAX_PLACES);
}

/// Adds what the places so far and those of one more part make together, in `wanted` sentences.
fn add(
    how: Join,
    so_far: &[Place],
    part: &[Place],
    wanted: u32,
    standing: &Standing,
    longer: &mut Vec<Place>,
) {
    for place in so_far {
        if standing.bit(place) & wanted == 0 {
            continue;
        }
        match how {
            Join::Phrase => {
                for next in starting_at(part, place.last + 1) {
                    if next.first > place.last + 2 {
                        break;
                    }
                    if standing.is_phrase(place, next)
                        && let Some(both) = place.join(*next)
                    {
                        longer.push(both);
                    }
                }
            }
            Join::Near { ordered, within } => {
                let from =
                    if ordered { place.last + 1 } else { place.first.saturating_sub(2 * within) };
                let sentence = standing.sentence(place);
                for next in starting_at(part, from) {
                    if next.first > place.last.saturating_add(within) {
                        break;
                    }
                    let apart = place.first.saturating_sub(next.last) <= within;
                    if apart
                        && standing.sentence(next) == sentence
                        && let Some(both) = place.join(*next)
                    {
                        longer.push(both);
                    }
                }
            }
        }
    }
}
