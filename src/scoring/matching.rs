//! The third pass: every place where a node of the graph matches.
//!
//! Driven by what the answer has rather than by what the rubric looks for, and sentence by sentence,
//! since nothing matches across. Words match the nodes at the bottom. Whatever matches tells the
//! alternatives that it is one of where it does: of single words that is one bit, so that telling is
//! cheap and sorts itself. What needs several parts is looked at where its rarest part matches beside
//! another, and then first asked whether all do; only then does anybody look at places. Parts stand
//! before wholes in the graph, so one walk in their order is enough.

use std::cell::RefCell;

use super::compile::{Graph, NodeId};
pub use super::place::Place;
use super::read::Reading;
use super::walk::Walk;

/// Places kept per node, in a sentence on the way and in the text of what is asked for. Answers of
/// interview length stay far below it; it bounds what a text made to hurt can cost.
pub(super) const MAX_PLACES: usize = 256;

/// The places in one answer of the nodes that a graph is asked for.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// By number of the node: where in `all` its places end. They begin where those before end.
    ends: Vec<(NodeId, usize)>,
    all: Vec<Place>,
}

impl Places {
    /// Where `node` matches, by first word; nothing if nobody asks for it.
    #[must_use]
    pub fn of(&self, node: NodeId) -> &[Place] {
        let Ok(at) = self.ends.binary_search_by_key(&node, |(own, _)| *own) else { return &[] };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.all[from..self.ends[at].1]
    }

    /// Of nodes in the order of their numbers, each with the end of its places in `all`.
    pub(super) fn new(ends: Vec<(NodeId, usize)>, all: Vec<Place>) -> Self {
        Self { ends, all }
    }
}

thread_local! {
    /// Room that answers on the same thread use one after the other.
    static ROOM: RefCell<Walk> = RefCell::default();
}

/// Finds all places of the nodes that a rubric asks for.
#[must_use]
pub fn find(graph: &Graph, reading: &Reading<'_>) -> Places {
    // Out of its place while it is in use: should a walk ever break off, nobody meets what it left.
    let mut walk = ROOM.take();
    let places = walk.find(graph, reading);
    ROOM.set(walk);
    places
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::content::lexicon::Lexicon;
    use crate::content::pattern::Pattern;
    use crate::scoring::compile::{Compiler, Op};
    use crate::scoring::literal::find_word;
    use crate::scoring::read::{Gap, read};

    /// What the language of patterns says where a node matches, word for word and without a thought
    /// of speed. Nothing where so many places are found on the way that they are no longer all kept.
    fn by_definition(
        graph: &Graph,
        reading: &Reading<'_>,
        node: NodeId,
    ) -> Option<BTreeSet<Place>> {
        let of = |part: &NodeId| by_definition(graph, reading, *part);
        let places: BTreeSet<Place> = match &graph.ops[node as usize] {
            Op::Any(parts) => {
                parts.iter().map(of).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect()
            }
            Op::Phrase(parts) => {
                let follows = |one: &Place, next: &Place| {
                    let between = one.last as usize + 1..=next.first as usize;
                    (one.last + 1..=one.last + 2).contains(&next.first)
                        && reading.words[between].iter().all(|word| word.before == Gap::Space)
                };
                joined(reading, parts.iter().map(of), follows)?
            }
            Op::Near { ordered, within, parts } => {
                let near = |one: &Place, next: &Place| {
                    next.first <= one.last + within
                        && one.first <= next.last + within
                        && (!ordered || next.first > one.last)
                };
                joined(reading, parts.iter().map(of), near)?
            }
            _ => {
                let mut own = BTreeSet::new();
                for (at, word) in (0..).zip(&reading.words) {
                    find_word(graph, reading, at, word, |found, place| {
                        if found == node {
                            own.insert(place);
                        }
                    });
                }
                own
            }
        };
        (places.len() <= MAX_PLACES).then_some(places)
    }

    fn joined(
        reading: &Reading<'_>,
        mut parts: impl Iterator<Item = Option<BTreeSet<Place>>>,
        stand: impl Fn(&Place, &Place) -> bool,
    ) -> Option<BTreeSet<Place>> {
        let sentence = |place: &Place| reading.words[place.first as usize].sentence;
        let mut so_far = parts.next()??;
        for part in parts {
            let part = part?;
            let pairs = so_far.iter().flat_map(|one| part.iter().map(move |next| (one, next)));
            let pairs =
                pairs.filter(|(one, next)| sentence(one) == sentence(next) && stand(one, next));
            so_far = pairs.filter_map(|(one, next)| one.join(*next)).collect();
            if so_far.len() > MAX_PLACES {
                return None;
            }
        }
        Some(so_far)
    }

    fn pattern() -> impl Strategy<Value = String> {
        let word = prop::sample::select(&[
            "heat",
            "oven",
            "yeast",
            "=yeast",
            "bread",
            "salt",
            "bak*",
            "bake",
            "#",
            "\"the oven\"",
            "\"Salt\"",
            "the",
        ]);
        word.prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
            let parts = prop::collection::vec(inner, 2..=3);
            let with = prop::sample::select(&[" ", "|", " + ", " > "]);
            (parts, with).prop_map(|(parts, with)| format!("({})", parts.join(with)))
        })
    }

    /// Words, some of which patterns name; in few texts a sentence is longer than a number has bits.
    fn text() -> impl Strategy<Value = String> {
        let named = prop::sample::select(&[
            "heat", "oven", "yeast", "yeasst", "breads", "Salt", "baking", "bake", "30", "the oven",
        ]);
        let other = prop::sample::select(&["a", "window", "is", "open", "today"]);
        let word = prop_oneof![2 => named, 3 => other];
        let gap = prop_oneof![12 => Just(" "), 1 => Just(", ")];
        let end = prop::sample::select(&[". ", "? ", "\n\n", "; "]);
        let sentence =
            |words| (prop::collection::vec((word.clone(), gap.clone()), words), end.clone());
        let sentences = prop_oneof![
            4 => prop::collection::vec(sentence(1..20), 1..5),
            1 => prop::collection::vec(sentence(50..200), 1..3),
        ];
        sentences.prop_map(|sentences| {
            let text = |(words, end): (Vec<(&str, &str)>, &str)| {
                words.into_iter().map(|(word, gap)| word.to_owned() + gap).collect::<String>() + end
            };
            sentences.into_iter().map(text).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_the_patterns_say(
            patterns in prop::collection::vec((pattern(), 1..12_u32), 1..6),
            text in text(),
        ) {
            let (groups, lexicon) = (BTreeMap::new(), Lexicon::default());
            let mut compiler = Compiler::new(&groups, &lexicon);
            let nodes: Vec<NodeId> = patterns
                .iter()
                .map(|(source, within)| {
                    let node = compiler.pattern(&Pattern::parse(source).unwrap(), *within).unwrap();
                    compiler.any(vec![node])
                })
                .collect();
            let graph = compiler.finish();
            let reading = read(&text);
            let places = find(&graph, &reading);
            for (node, pattern) in nodes.iter().zip(&patterns) {
                let Some(wanted) = by_definition(&graph, &reading, *node) else { continue };
                let wanted: Vec<Place> = wanted.into_iter().collect();
                prop_assert_eq!(places.of(*node), &wanted[..], "{:?} in {:?}", pattern, text);
            }
        }
    }
}
