//! The graph laid out for the matcher: flat lists, of which a text touches few.

use super::compile::{NodeId, Op};
use super::tables::classes::{Class, FUNCTION};

/// The number of a node that something asked for is made of. Those of which places are kept come
/// first, words before all others, so that they lie close together.
pub(super) type Slot = u32;

/// Stands for the slot of a node that is not needed.
const UNNEEDED: Slot = Slot::MAX;

/// A list for each slot, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Lists<T> {
    /// By slot: where its list begins in `all`; one more than there are slots.
    from: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { from: vec![0], all: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The list of a slot.
    pub(super) fn of(&self, slot: Slot) -> &[T] {
        let at = slot as usize;
        &self.all[self.from[at] as usize..self.from[at + 1] as usize]
    }
}

impl Lists<Slot> {
    /// The same lists in rows of four, the last of each filled up.
    fn in_rows(&self, filler: Slot) -> Lists<[Slot; 4]> {
        let mut rows = Lists::default();
        for range in self.from.windows(2) {
            let own = &self.all[range[0] as usize..range[1] as usize];
            rows.all.extend(own.chunks(4).map(|few| {
                let mut row = [filler; 4];
                row[..few.len()].copy_from_slice(few);
                row
            }));
            rows.from.push(number(rows.all.len()));
        }
        rows
    }
}

impl<T: Ord> Lists<T> {
    /// From pairs of a slot and what is in its list.
    fn of_pairs(mut pairs: Vec<(Slot, T)>, slots: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let begins = |slot: usize| pairs.partition_point(|(own, _)| (*own as usize) < slot);
        let from = (0..=slots).map(|slot| number(begins(slot)));
        Self { from: from.collect(), all: pairs.into_iter().map(|(_, entry)| entry).collect() }
    }
}

/// How the parts of a whole have to stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// One after the other.
    Phrase,
    /// Within reach.
    Near { ordered: bool, within: u32 },
}

/// A node that needs all its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    pub(super) slot: Slot,
    pub(super) join: Join,
    /// Where its parts are among those of all.
    from: u32,
    to: u32,
}

/// A whole to look at if a node has matched in a sentence in which the node `with` does, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wake {
    /// Its number among wholes.
    pub(super) whole: u32,
    /// Another part of it, of which all is known as soon as the words are; if it has none, the part
    /// that wakes it.
    pub(super) with: Slot,
}

/// How the nodes are put together of which something is made that is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wiring {
    /// By node.
    slots: Vec<Slot>,
    /// How many slots there are.
    count: usize,
    /// How many of them places are kept of: words, parts of wholes and what is asked for. The others
    /// are only alternatives.
    kept: usize,
    /// The nodes that are asked for, by their numbers.
    pub(super) asked: Vec<(NodeId, Slot)>,
    /// Parts before what they are parts of.
    wholes: Vec<Whole>,
    /// Those of each whole, as they were written.
    parts: Vec<Slot>,
    /// By slot, if it is a word or a whole: the alternatives that it is one of; before them itself, if
    /// places of it are kept, so that what is found is added in one go.
    pub(super) part_of: Lists<Slot>,
    /// The same in rows of four, filled up with a slot behind those of which places are kept.
    pub(super) rows: Lists<[Slot; 4]>,
    /// By slot: what it wakes, because it is the rarest part, or one of the alternatives of which
    /// that consists.
    pub(super) wakes: Lists<Wake>,
}

impl Wiring {
    /// How many slots, from the first, places are kept of.
    pub(super) fn kept(&self) -> usize {
        self.kept
    }

    /// How many wholes there are.
    pub(super) fn wholes(&self) -> usize {
        self.wholes.len()
    }

    /// A whole with its parts.
    pub(super) fn whole(&self, number: u32) -> (Whole, &[Slot]) {
        let whole = self.wholes[number as usize];
        (whole, &self.parts[whole.from as usize..whole.to as usize])
    }

    /// The slot of a node, if it is needed.
    pub(super) fn slot(&self, node: NodeId) -> Option<Slot> {
        let slot = self.slots[node as usize];
        (slot != UNNEEDED).then_some(slot)
    }

    /// Lays out the nodes of which something in `asked` is made.
    pub(super) fn new(ops: &[Op], asked: &[NodeId]) -> Self {
        let needed = needed(ops, asked);
        let costs = costs(ops);
        let mut wiring = Self::numbered(ops, &needed, asked);
        wiring.asked = asked.iter().map(|&node| (node, wiring.slots[node as usize])).collect();
        wiring.asked.sort_unstable();
        wiring.asked.dedup();
        let mut part_of: Vec<(Slot, Slot)> = Vec::new();
        let mut wakes: Vec<(Slot, Wake)> = Vec::new();
        for (op, &own) in ops.iter().zip(&wiring.slots).filter(|(_, slot)| **slot != UNNEEDED) {
            let slot_of = |part: &NodeId| wiring.slots[*part as usize];
            if !matches!(op, Op::Any(_)) && (own as usize) < wiring.kept {
                part_of.push((own, own));
            }
            let (join, parts) = match op {
                Op::Stem { .. } | Op::Prefix(_) | Op::Number | Op::Exact { .. } => continue,
                Op::Any(parts) => {
                    part_of.extend(parts.iter().map(|part| (slot_of(part), own)));
                    continue;
                }
                Op::Phrase(parts) => (Join::Phrase, parts),
                Op::Near { ordered, within, parts } => {
                    (Join::Near { ordered: *ordered, within: *within }, parts)
                }
            };
            let rarity = |part: &&NodeId| (costs[**part as usize], **part);
            let Some(&rarest) = parts.iter().min_by_key(rarity) else { continue };
            let others = parts.iter().filter(|&&part| part != rarest && is_of_words(ops, part));
            let with = slot_of(others.min_by_key(rarity).unwrap_or(&rarest));
            let wake = Wake { whole: number(wiring.wholes.len()), with };
            match &ops[rarest as usize] {
                // Alternatives are flat: none of them is an alternative itself.
                Op::Any(parts) => wakes.extend(parts.iter().map(|part| (slot_of(part), wake))),
                _ => wakes.push((slot_of(&rarest), wake)),
            }
            let from = number(wiring.parts.len());
            wiring.parts.extend(parts.iter().map(slot_of));
            let to = number(wiring.parts.len());
            wiring.wholes.push(Whole { slot: own, join, from, to });
        }
        wiring.part_of = Lists::of_pairs(part_of, wiring.count);
        wiring.rows = wiring.part_of.in_rows(number(wiring.kept));
        wiring.wakes = Lists::of_pairs(wakes, wiring.count);
        wiring
    }

    /// Gives the nodes that are needed their slots.
    fn numbered(ops: &[Op], needed: &[bool], asked: &[NodeId]) -> Self {
        let mut is_kept = vec![false; ops.len()];
        asked.iter().for_each(|&node| is_kept[node as usize] = true);
        for (op, _) in ops.iter().zip(needed).filter(|(_, needed)| **needed) {
            if let Op::Phrase(parts) | Op::Near { parts, .. } = op {
                parts.iter().for_each(|&part| is_kept[part as usize] = true);
            }
        }
        // Within each group in their order, in which like stands by like.
        let group = |node: usize| match (is_word(&ops[node]), is_kept[node]) {
            (true, _) => 0,
            (_, true) => 1,
            _ => 2,
        };
        let mut order: Vec<usize> = (0..ops.len()).filter(|&node| needed[node]).collect();
        order.sort_by_key(|&node| group(node));
        let mut slots = vec![UNNEEDED; ops.len()];
        for (slot, &node) in (0..).zip(&order) {
            slots[node] = slot;
        }
        let kept = order.partition_point(|&node| group(node) < 2);
        Self { slots, count: order.len(), kept, ..Self::default() }
    }
}

/// As graphs count: the lowering bounds a rubric to far fewer than would not fit.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a node is matched by words, and not made of other nodes.
fn is_word(op: &Op) -> bool {
    match op {
        Op::Stem { .. } | Op::Prefix(_) | Op::Number | Op::Exact { .. } => true,
        Op::Phrase(_) | Op::Any(_) | Op::Near { .. } => false,
    }
}

/// Whether a node is a word, or a choice of words.
fn is_of_words(ops: &[Op], node: NodeId) -> bool {
    match &ops[node as usize] {
        Op::Any(parts) => parts.iter().all(|&part| is_word(&ops[part as usize])),
        op => is_word(op),
    }
}

/// By node: whether anything that is asked for is made of it.
fn needed(ops: &[Op], asked: &[NodeId]) -> Vec<bool> {
    let mut needed = vec![false; ops.len()];
    for &node in asked {
        needed[node as usize] = true;
    }
    for (at, op) in ops.iter().enumerate().rev() {
        if let (true, Op::Any(parts) | Op::Phrase(parts) | Op::Near { parts, .. }) =
            (needed[at], op)
        {
            parts.iter().for_each(|&part| needed[part as usize] = true);
        }
    }
    needed
}

/// By node: how often it is to be expected in a text, against others. Guesses are good enough: they
/// decide how much is looked at and never what is found.
fn costs(ops: &[Op]) -> Vec<u64> {
    // What the rubric names often, people say often.
    let mut named = vec![1_u64; ops.len()];
    for op in ops {
        if let Op::Any(parts) | Op::Phrase(parts) | Op::Near { parts, .. } = op {
            parts.iter().for_each(|part| named[*part as usize] += 1);
        }
    }
    let mut costs: Vec<u64> = Vec::with_capacity(ops.len());
    for (op, named) in ops.iter().zip(named) {
        let of = |part: &NodeId| costs[*part as usize];
        let own = match op {
            Op::Stem { stem, .. } => named * word_commonness(stem),
            Op::Prefix(_) => 3 * named * CONTENT,
            Op::Number => 8 * named * CONTENT,
            Op::Exact { words, .. } => {
                words.iter().map(|word| word_commonness(word)).min().unwrap_or(CONTENT)
            }
            Op::Any(parts) => parts.iter().map(of).fold(0, u64::saturating_add),
            // Even two common words are not often said together.
            Op::Phrase(parts) | Op::Near { parts, .. } => {
                parts.iter().map(of).min().unwrap_or(1) / 8
            }
        };
        costs.push(own);
    }
    costs
}

/// How often a word with a meaning of its own is to be expected, against any other.
const CONTENT: u64 = 16;

/// The same for a function word.
const FUNCTIONAL: u64 = 30 * CONTENT;

fn word_commonness(stem: &str) -> u64 {
    if Class::of_norm(stem).is(FUNCTION) { FUNCTIONAL } else { CONTENT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(stem: &str) -> Op {
        Op::Stem { stem: stem.to_owned(), strict: false }
    }

    #[test]
    fn a_whole_wakes_by_its_rarest_part_and_only_if_it_is_asked_for() {
        let near = |parts: &[NodeId]| Op::Near { ordered: false, within: 8, parts: parts.to_vec() };
        let ops = [
            stem("the"),
            stem("audit"),
            stem("log"),
            Op::Any(vec![1, 2]),
            near(&[0, 3]),
            near(&[1, 2]),
        ];
        let wiring = Wiring::new(&ops, &[4]);
        assert_eq!((wiring.kept(), wiring.wholes()), (5, 1));
        assert_eq!((wiring.slot(3), wiring.slot(5)), (Some(3), None));
        let wake = [Wake { whole: 0, with: 0 }];
        assert!(wiring.wakes.of(0).is_empty());
        assert_eq!((wiring.wakes.of(1), wiring.wakes.of(2)), (&wake[..], &wake[..]));
        assert_eq!((wiring.part_of.of(1), wiring.part_of.of(3)), (&[1, 3][..], &[][..]));
        assert_eq!(wiring.rows.of(1), [[1, 3, 5, 5]]);
        assert_eq!(wiring.whole(0).1, [0, 3]);
    }

    #[test]
    fn a_whole_waits_only_for_parts_that_are_known_as_soon_as_the_words_are() {
        let ops = [
            stem("audit"),
            stem("log"),
            Op::Phrase(vec![0, 1]),
            Op::Any(vec![1, 2]),
            stem("chat"),
            Op::Phrase(vec![4, 3]),
        ];
        let wiring = Wiring::new(&ops, &[5]);
        let may_match_later = wiring.slot(3);
        let mut wakes = (0..5).flat_map(|slot| wiring.wakes.of(slot));
        assert!(wakes.all(|wake| Some(wake.with) != may_match_later));
    }

    #[test]
    fn words_come_first_and_what_is_only_an_alternative_last() {
        let ops = [
            stem("audit"),
            stem("log"),
            Op::Phrase(vec![0, 1]),
            stem("chat"),
            Op::Any(vec![1, 3]),
            Op::Phrase(vec![0, 4]),
            Op::Any(vec![2, 5]),
        ];
        let wiring = Wiring::new(&ops, &[6]);
        let slots: Vec<_> = (0..7).filter_map(|node| wiring.slot(node)).collect();
        assert_eq!(slots, [0, 1, 5, 2, 3, 6, 4]);
        assert_eq!((wiring.kept(), &wiring.asked[..]), (5, &[(6, 4)][..]));
    }
}
