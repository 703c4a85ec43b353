//! From places to evidence: which hits count, and which words each rule may cite.
//!
//! Two rules of one criterion never cite the same words. Where they compete, the choice is the one
//! that gives the criterion most, so that saying more can never lower a score.

use super::matching::Place;

/// A hit that counts, in one of the texts that are read for a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Index of the text.
    pub(super) text: u32,
    /// Where in it.
    pub(super) place: Place,
    /// Found by its meaning.
    pub(super) meant: bool,
}

impl Hit {
    fn overlaps(&self, other: &Self) -> bool {
        self.text == other.text
            && self.place.first <= other.place.last
            && other.place.first <= self.place.last
    }

    /// Its words, each as a bit by its number modulo 128: where those of two hits have none in common,
    /// they do not overlap.
    fn words(&self) -> u128 {
        let Place { first, last, .. } = self.place;
        let all = u128::MAX >> (127 - (last - first).min(127));
        all.rotate_left(first % 128)
    }

    /// What is said before what is meant, shorter citations first, words as written before typos, then the earlier.
    fn preference(&self) -> (bool, u32, bool, u32, u32) {
        let place = &self.place;
        (self.meant, place.last - place.first, place.typo, self.text, place.first)
    }
}

/// How many places of a competing rule are weighed: the first ones, so that saying more never takes
/// one away.
const MAX_CANDIDATES: usize = 24;

/// How many competing rules are weighed against each other exactly.
const MAX_COMPETING: usize = 12;

/// The last hit of a choice, and the choice before it was added.
struct Choice {
    slot: usize,
    hit: Hit,
    before: Option<usize>,
}

/// Chooses words for rules; room that serves one criterion after the other.
#[derive(Default)]
pub(super) struct Chooser {
    /// By rule: the hit that is chosen.
    chosen: Vec<Option<Hit>>,
    /// The rules that have no words to themselves.
    competing: Vec<usize>,
    /// Their hits, each with the rule's index among them.
    candidates: Vec<(usize, Hit)>,
    /// By set of competing rules: the last of the choices that satisfy it.
    best: Vec<Option<usize>>,
    choices: Vec<Choice>,
    /// The sets that can be satisfied.
    sets: Vec<usize>,
}

impl Chooser {
    /// Shows `consider` every set of rules that can be satisfied with words of their own, with a hit
    /// for each; `hits` are those of each rule. The sets differ only where rules compete.
    pub(super) fn choose(&mut self, hits: &[Vec<Hit>], mut consider: impl FnMut(&[Option<Hit>])) {
        self.settle(hits);
        let Self { chosen, competing, candidates, best, choices, sets } = self;
        if competing.is_empty() {
            return consider(chosen);
        }
        competing.truncate(MAX_COMPETING);
        // A settled rule may have chosen words that a competitor wants; it has others' words only if
        // nobody else hits them, so the two never meet.
        candidates.clear();
        for (slot, &rule) in competing.iter().enumerate() {
            let from = candidates.len();
            candidates.extend(hits[rule].iter().map(|hit| (slot, *hit)));
            candidates[from..].sort_unstable();
            candidates.truncate(from + MAX_CANDIDATES);
        }
        candidates.sort_by_key(|(slot, hit)| (hit.text, hit.place.last, hit.place.first, *slot));
        // Weighted interval scheduling over sets of rules: by set, the choice that ends first.
        best.clear();
        best.resize(1 << competing.len(), None);
        choices.clear();
        sets.clear();
        sets.push(0);
        for &(slot, hit) in &*candidates {
            for at in 0..sets.len() {
                let (set, with) = (sets[at], sets[at] | 1 << slot);
                let before = best[set];
                let meets = before.is_some_and(|last| choices[last].hit.overlaps(&hit));
                if with != set && best[with].is_none() && !meets {
                    best[with] = Some(choices.len());
                    choices.push(Choice { slot, hit, before });
                    sets.push(with);
                }
            }
        }
        sets.sort_unstable();
        for &set in &*sets {
            competing.iter().for_each(|&rule| chosen[rule] = None);
            let mut last = best[set];
            while let Some(choice) = last.map(|at| &choices[at]) {
                chosen[competing[choice.slot]] = Some(choice.hit);
                last = choice.before;
            }
            consider(chosen);
        }
    }

    /// Chooses a hit for each rule that has words to itself, and finds those that compete.
    fn settle(&mut self, hits: &[Vec<Hit>]) {
        let Self { chosen, competing, .. } = self;
        chosen.clear();
        chosen.resize(hits.len(), None);
        competing.clear();
        // Which words hits of any rule take, and which those of two rules.
        let (mut once, mut twice) = (0, 0);
        for own in hits {
            let words = own.iter().fold(0, |all, hit| all | hit.words());
            twice |= once & words;
            once |= words;
        }
        let meets = |rule: usize, hit: &Hit| {
            hit.words() & twice != 0
                && hits.iter().enumerate().any(|(other, theirs)| {
                    other != rule && theirs.iter().any(|own| own.overlaps(hit))
                })
        };
        for (rule, own) in hits.iter().enumerate() {
            // The best is free nearly always, and then no other needs to be asked.
            let best = own.iter().min_by_key(|hit| hit.preference());
            let free = best.filter(|hit| !meets(rule, hit)).or_else(|| {
                own.iter().filter(|hit| !meets(rule, hit)).min_by_key(|hit| hit.preference())
            });
            match free {
                Some(hit) => chosen[rule] = Some(*hit),
                None if own.is_empty() => {}
                None => competing.push(rule),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hit(first: u32, last: u32) -> Hit {
        Hit { meant: false, text: 0, place: Place { first, last, core: 1, typo: false } }
    }

    fn most(hits: &[Vec<Hit>]) -> usize {
        let mut most = 0;
        Chooser::default().choose(hits, |set| most = most.max(set.iter().flatten().count()));
        most
    }

    #[test]
    fn rules_with_words_of_their_own_all_count() {
        assert_eq!(most(&[vec![hit(0, 2)], vec![hit(3, 4)]]), 2);
    }

    #[test]
    fn two_rules_never_cite_the_same_words() {
        assert_eq!(most(&[vec![hit(0, 2)], vec![hit(2, 4)]]), 1);
    }

    #[test]
    fn a_rule_gives_way_where_it_has_other_words() {
        assert_eq!(most(&[vec![hit(0, 2), hit(7, 9)], vec![hit(1, 3)]]), 2);
        let chain = [vec![hit(0, 2)], vec![hit(0, 2), hit(4, 5)], vec![hit(5, 6), hit(8, 9)]];
        assert_eq!(most(&chain), 3);
        assert_eq!(most(&[vec![hit(0, 2)], vec![hit(0, 2), hit(4, 5)], vec![hit(5, 6)]]), 2);
    }

    #[test]
    fn hits_that_share_a_word_share_a_bit() {
        for (first, more) in (0..300).flat_map(|first| [0, 1, 5, 63].map(|more| (first, more))) {
            let own = hit(first, first + more).words();
            let shared = (first..=first + more).all(|word| own & hit(word, word).words() != 0);
            assert!(shared, "{first} and {more} more");
            assert_eq!(own.count_ones(), more + 1);
        }
    }

    type Sets = Vec<Vec<Option<Hit>>>;

    fn sets(chooser: &mut Chooser, hits: &[Vec<Hit>]) -> Sets {
        let mut all = Vec::new();
        chooser.choose(hits, |set| all.push(set.to_vec()));
        all
    }

    /// The most rules that can have words of their own, by trying all hits of each.
    fn most_of_all(hits: &[Vec<Hit>], taken: &[Hit]) -> usize {
        let Some((own, others)) = hits.split_first() else { return 0 };
        let free = own.iter().filter(|hit| !taken.iter().any(|other| other.overlaps(hit)));
        let with = free.map(|hit| 1 + most_of_all(others, &[taken, &[*hit]].concat()));
        with.chain([most_of_all(others, taken)]).max().unwrap_or(0)
    }

    fn rules() -> impl Strategy<Value = Vec<Vec<Hit>>> {
        // Words that are 128 apart have the same bit.
        let first = prop_oneof![0..12_u32, 128..140_u32];
        let own = (0..2_u32, first, 0..4_u32)
            .prop_map(|(text, first, more)| Hit { text, ..hit(first, first + more) });
        prop::collection::vec(prop::collection::vec(own, 0..4), 1..6)
    }

    proptest! {
        #[test]
        fn as_many_rules_as_can_be_have_words_of_their_own(hits in rules()) {
            prop_assert_eq!(most(&hits), most_of_all(&hits, &[]));
        }

        #[test]
        fn what_was_chosen_before_changes_nothing(all in prop::collection::vec(rules(), 2..5)) {
            let mut used = Chooser::default();
            for hits in &all {
                prop_assert_eq!(sets(&mut used, hits), sets(&mut Chooser::default(), hits));
            }
        }
    }
}
