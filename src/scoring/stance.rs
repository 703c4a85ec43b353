//! What each sentence of a text stands for as a whole.
//!
//! Polarity tells of words what they deny. But advice can be turned round without any "not": "let
//! Legal find out from the announcement". A rubric names such statements; the sentence that makes
//! one argues against the work, and whatever else it mentions is no evidence for it.

use super::matching::Place;
use super::polarity::Polarity;
use super::read::Reading;

/// Sentences against the work, from which on an answer can argue the opposite.
const AGAINST_TO_OPPOSE: usize = 3;

/// The same for an answer with few sentences for it: no more than [`FOR_EACH_AGAINST`] for each
/// against it. Of the honest marked answers none has more than two against it, and those with two
/// have nine for it.
const AGAINST_AMONG_FEW: usize = 2;

/// See [`AGAINST_AMONG_FEW`].
const FOR_EACH_AGAINST: usize = 2;

/// Percent of the sentences that negate something, from which on an answer refuses throughout. Of
/// the honest marked answers none reaches 60.
const NEGATING_PERCENT: usize = 70;

/// Fewest sentences to judge that by.
const NEGATING_SENTENCES: usize = 4;

/// The same where [`FOR_EACH_REFUSED`] sentences are for the work for each against it. Plans to
/// protect somebody are full of "not" ("nobody sees the names", "not the cook") and mean it.
const NEGATING_PERCENT_IF_FOR: usize = 90;

/// See [`NEGATING_PERCENT_IF_FOR`].
const FOR_EACH_REFUSED: usize = 3;

/// Which sentences argue against the work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stance {
    /// By sentence: the first statement with which it does.
    opposing: Vec<Option<Place>>,
}

impl Stance {
    /// `opposing`: the places of the rubric's opposing statements.
    pub(super) fn of(
        reading: &Reading<'_>,
        polarity: &Polarity,
        opposing: &[Place],
        void: &[bool],
    ) -> Self {
        if opposing.is_empty() {
            return Self::default();
        }
        let mut stance = Self { opposing: vec![None; reading.sentences.len()] };
        for &place in opposing {
            let own = &mut stance.opposing[reading.words[place.first as usize].sentence];
            let counts = !place.words().all(|word| void[word]) && polarity.is_asserted(place);
            if own.is_none() && counts {
                *own = Some(place);
            }
        }
        stance
    }

    /// The statement with which a sentence argues against the work.
    pub(super) fn opposing(&self, sentence: usize) -> Option<Place> {
        self.opposing.get(sentence).copied().flatten()
    }

    /// All such statements, in the order of the text.
    pub(super) fn statements(&self) -> impl Iterator<Item = Place> + '_ {
        self.opposing.iter().flatten().copied()
    }
}

/// How many sentences of an answer are for what the rubric looks for, and how many against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Balance {
    /// By sentence: bit 0 for, bit 1 against, bit 2 prefers something else.
    sides: Vec<u8>,
    /// Sentences that negate something, and of how many; none where an answer tells how things are.
    negating: Option<(usize, usize)>,
    /// Rules that the answer satisfies.
    affirmed: usize,
    /// Rules that it would satisfy if it did not deny what it mentions.
    denied: usize,
}

impl Balance {
    pub(super) fn new(sentences: usize) -> Self {
        Self { sides: vec![0; sentences], ..Self::default() }
    }

    /// The sentence affirms something.
    pub(super) fn add_for(&mut self, sentence: usize) {
        self.sides[sentence] |= 1;
    }

    /// The sentence denies something.
    pub(super) fn add_against(&mut self, sentence: usize) {
        self.sides[sentence] |= 2;
    }

    /// The sentence prefers something else. What it prefers may be what is asked for: "roles, not
    /// people" is against nothing where the rubric looks for roles.
    pub(super) fn add_replaced(&mut self, sentence: usize) {
        self.sides[sentence] |= 4;
    }

    /// The answer should tell what somebody does, and so many of so many sentences that count negate
    /// something.
    pub(super) fn of_action(&mut self, negating: usize, sentences: usize) {
        self.negating = Some((negating, sentences));
    }

    /// A rule would be satisfied, had the answer not denied it.
    pub(super) fn rule_denied(&mut self) {
        self.denied += 1;
    }

    /// So many more rules are satisfied.
    pub(super) fn rules_affirmed(&mut self, count: usize) {
        self.affirmed += count;
    }

    /// Sentences for and against; one that is both counts on both sides. One that only prefers
    /// something else is against the work if it is for nothing.
    pub(super) fn counts(&self) -> (usize, usize) {
        let with = self.sides.iter().filter(|&&side| side & 1 != 0).count();
        let against = self.sides.iter().filter(|&&side| side & 2 != 0 || side == 4).count();
        (with, against)
    }

    /// How many sentences negate something, and of how many that count; none where an answer tells
    /// how things are.
    pub(super) fn negating(&self) -> Option<(usize, usize)> {
        self.negating
    }

    /// Whether the answer argues the opposite of what is asked.
    pub(super) fn opposes(&self) -> bool {
        let (with, against) = self.counts();
        (against >= AGAINST_TO_OPPOSE && against > with)
            || (against >= AGAINST_AMONG_FEW && with == 0)
            || self.negating.is_some_and(|(negating, sentences)| {
                // "Hold the batch and do not let a van leave": who denies nothing that is asked for
                // only says what must not happen.
                let is_for = against == 0 && 4 * with >= 3 * sentences;
                (against >= AGAINST_AMONG_FEW && with <= FOR_EACH_AGAINST * against)
                    || (sentences >= NEGATING_SENTENCES
                        && !is_for
                        && negating * 100 >= refused_from(with, against) * sentences)
            })
            || (self.denied >= AGAINST_TO_OPPOSE && self.denied > self.affirmed)
    }
}

/// Percent of the sentences that negate something, from which on an answer with so many sentences
/// for and against the work refuses throughout.
const fn refused_from(with: usize, against: usize) -> usize {
    if with > FOR_EACH_REFUSED * against { NEGATING_PERCENT_IF_FOR } else { NEGATING_PERCENT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balance(with: usize, against: usize) -> Balance {
        let mut balance = Balance::new(with + against);
        balance.of_action(0, with + against);
        (0..with).for_each(|at| balance.add_for(at));
        (with..with + against).for_each(|at| balance.add_against(at));
        balance
    }

    #[test]
    fn the_heavier_side_decides_and_one_slip_decides_nothing() {
        assert!(balance(2, 3).opposes());
        assert!(balance(0, 2).opposes());
        assert!(!balance(0, 1).opposes());
        assert!(balance(4, 2).opposes());
        assert!(!balance(5, 2).opposes());
        assert!(balance(6, 3).opposes());
        assert!(!balance(7, 3).opposes());
    }

    #[test]
    fn to_prefer_what_is_asked_for_is_against_nothing() {
        let mut own = balance(2, 2);
        own.add_replaced(0);
        assert_eq!(own.counts(), (2, 2));
        own.sides.push(4);
        assert_eq!(own.counts(), (2, 3));
    }

    #[test]
    fn who_is_for_the_work_may_negate_more_before_it_is_a_refusal() {
        let negating = |negating, with, against| Balance {
            negating: Some((negating, with + against)),
            ..balance(with, against)
        };
        assert!(negating(8, 3, 5).opposes());
        assert!(negating(6, 6, 2).opposes());
        assert!(!negating(6, 7, 1).opposes());
        assert!(negating(8, 7, 1).opposes());
        assert!(!negating(8, 8, 0).opposes());
        let of_few = Balance { negating: Some((8, 8)), ..balance(3, 0) };
        assert!(of_few.opposes());
    }

    #[test]
    fn two_facts_denied_among_some_that_are_told_are_no_stance() {
        let facts = Balance { negating: None, ..balance(1, 2) };
        assert!(!facts.opposes());
        assert!(Balance { negating: None, ..balance(0, 2) }.opposes());
    }
}
