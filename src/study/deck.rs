//! The deck of drills: a card for everything that was ever missed, with what came of its reviews.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digest::{Missed, MissedAt};
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::interview::drill::{CardId, Grade, Schedule};

/// How many new cards come in on a day: after a case of ten questions, all that was missed at once
/// would be more than anybody learns.
pub const NEW_A_DAY: usize = 5;

/// Microseconds since 1970, UTC.
type Micros = i64;

/// One review of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// When.
    pub at: Micros,
    /// Which.
    pub card: CardId,
    /// What came of it.
    pub schedule: Schedule,
    /// It replaces the one before: the person graded it otherwise.
    pub own: bool,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it asks.
    pub id: CardId,
    /// How often attempts missed it.
    pub missed: u32,
    /// When an attempt last touched it.
    pub touched: Micros,
    /// Whether the last attempt that touched it met it.
    pub met: bool,
    /// Its reviews, one a time, the latest last.
    pub reviews: Vec<Schedule>,
}

impl Card {
    fn new(id: CardId) -> Self {
        Self { id, missed: 0, touched: Micros::MIN, met: false, reviews: Vec::new() }
    }

    /// The latest review.
    #[must_use]
    pub fn last(&self) -> Option<&Schedule> {
        self.reviews.last()
    }

    /// How often it was forgotten.
    #[must_use]
    pub fn lapses(&self) -> usize {
        self.reviews.iter().filter(|own| own.grade == Grade::Again).count()
    }
}

/// What attempts did to a card.
struct Touched<'m> {
    criterion: &'m Option<CriterionId>,
    missed: u32,
    touched: Micros,
    met: bool,
}

impl<'m> Touched<'m> {
    fn new(criterion: &'m Option<CriterionId>) -> Self {
        Self { criterion, missed: 0, touched: Micros::MIN, met: false }
    }

    fn touch(&mut self, at: Micros, is_missed: bool) {
        self.missed += u32::from(is_missed);
        if at >= self.touched {
            self.touched = at;
            self.met = !is_missed;
        }
    }
}

/// All cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deck {
    cards: BTreeMap<CardId, Card>,
}

impl Deck {
    /// The deck that attempts and reviews make, in whatever order they are given.
    #[must_use]
    pub fn new(missed: impl IntoIterator<Item = Missed>, mut reviews: Vec<Reviewed>) -> Self {
        let missed: Vec<Missed> = missed.into_iter().collect();
        let mut deck = Self::touched(&missed);
        reviews.sort_by(|a, b| {
            a.at.cmp(&b.at).then_with(|| a.card.cmp(&b.card)).then(a.own.cmp(&b.own))
        });
        for review in reviews {
            let card = deck
                .cards
                .entry(review.card.clone())
                .or_insert_with_key(|id| Card::new(id.clone()));
            if review.own {
                card.reviews.pop();
            }
            card.reviews.push(review.schedule);
        }
        deck
    }

    /// The cards that attempts make. There are far more attempts than cards, so what they did is
    /// counted by question before a card is made of it.
    fn touched(missed: &[Missed]) -> Self {
        let mut questions: BTreeMap<(&ScenarioId, &QuestionId), Vec<Touched<'_>>> = BTreeMap::new();
        for attempt in missed {
            for MissedAt(question, at, missed, met) in &attempt.questions {
                let all = questions.entry((&attempt.scenario, question)).or_default();
                for (criteria, is_missed) in [(missed, true), (met, false)] {
                    for criterion in criteria {
                        let known = all.iter().position(|own| own.criterion == criterion);
                        let place = known.unwrap_or(all.len());
                        if known.is_none() {
                            all.push(Touched::new(criterion));
                        }
                        all[place].touch(*at, is_missed);
                    }
                }
            }
        }
        let cards = questions.into_iter().flat_map(|((scenario, question), all)| {
            all.into_iter().map(move |own| {
                let id = CardId {
                    scenario: scenario.clone(),
                    question: question.clone(),
                    criterion: own.criterion.clone(),
                };
                let Touched { missed, touched, met, .. } = own;
                (id.clone(), Card { missed, touched, met, ..Card::new(id) })
            })
        });
        Self { cards: cards.collect() }
    }

    /// A card.
    #[must_use]
    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(id)
    }

    /// All cards that were missed or reviewed, by id.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.cards.values().filter(|card| card.missed > 0 || !card.reviews.is_empty())
    }

    /// What is due on a day: reviewed before, and to be asked again, the longest overdue first.
    #[must_use]
    pub fn due(&self, today: Date) -> Vec<&Card> {
        let is_due = |card: &&Card| card.last().is_some_and(|own| own.due <= today);
        let mut due: Vec<&Card> = self.cards.values().filter(is_due).collect();
        due.sort_by_key(|card| card.last().map(|own| own.due));
        due
    }

    /// What is new on a day: missed, never reviewed, and not met since; what was missed most often
    /// first, then what was missed last. All of it: how many of them come in is [`Self::new_today`].
    #[must_use]
    pub fn fresh(&self) -> Vec<&Card> {
        let is_new = |card: &&Card| card.reviews.is_empty() && card.missed > 0 && !card.met;
        let mut fresh: Vec<&Card> = self.cards.values().filter(is_new).collect();
        fresh.sort_by_key(|card| (Reverse(card.missed), Reverse(card.touched)));
        fresh
    }

    /// How many more new cards come in on a day.
    #[must_use]
    pub fn new_today(&self, today: Date) -> usize {
        let begun = |card: &&Card| card.reviews.first().is_some_and(|own| own.day == today);
        NEW_A_DAY.saturating_sub(self.cards.values().filter(begun).count())
    }

    /// What there is to drill on a day: what is due, then new cards. `can_ask` says which cards the
    /// library can still ask.
    #[must_use]
    pub fn today(&self, today: Date, mut can_ask: impl FnMut(&CardId) -> bool) -> Vec<&Card> {
        let mut cards = self.due(today);
        cards.retain(|card| can_ask(&card.id));
        let fresh = self.fresh().into_iter().filter(|card| can_ask(&card.id));
        cards.extend(fresh.take(self.new_today(today)));
        cards
    }

    /// The day on which something comes back next, after a day.
    #[must_use]
    pub fn next_due(&self, today: Date) -> Option<Date> {
        self.cards
            .values()
            .filter_map(|card| card.last().map(|own| own.due))
            .filter(|due| *due > today)
            .min()
    }
}

#[cfg(test)]
mod tests;
