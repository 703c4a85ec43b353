//! A learner who comes for sixty days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::{any, proptest};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::{Card, Deck, NEW_A_DAY, Reviewed};
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::interview::drill::{CardId, Grade};
use crate::study::digest::{Missed, MissedAt};
use crate::study::schedule::review;

const START: Date = date(2026, 1, 1);

fn card(criterion: &str) -> CardId {
    CardId {
        scenario: ScenarioId::new("bread"),
        question: QuestionId::new("plan"),
        criterion: Some(CriterionId::new(criterion)),
    }
}

/// An attempt at `bread/plan` that missed some criteria and met others.
fn attempt(at: i64, missed: &[&str], met: &[&str]) -> Missed {
    let ids = |names: &[&str]| names.iter().map(|id| Some(CriterionId::new(*id))).collect();
    let row = MissedAt(QuestionId::new("plan"), at, ids(missed), ids(met));
    Missed::made(ScenarioId::new("bread"), vec![row])
}

fn ids(cards: &[&Card]) -> Vec<CardId> {
    cards.iter().map(|card| card.id.clone()).collect()
}

#[test]
fn what_was_missed_most_often_comes_first_and_what_was_met_since_does_not_come() {
    let attempts =
        [attempt(1, &["dough", "oven", "salt"], &[]), attempt(2, &["oven", "time"], &["salt"])];
    let deck = Deck::new(attempts.clone(), Vec::new());
    assert_eq!(ids(&deck.fresh()), [card("oven"), card("time"), card("dough")]);
    let [first, second] = attempts;
    assert_eq!(Deck::new([second, first], Vec::new()), deck, "whatever the order");
}

#[test]
fn one_s_own_grade_takes_the_place_of_the_computed_one() {
    let first = review(None, Grade::Again, START).unwrap();
    let own = review(None, Grade::Good, START).unwrap();
    let reviewed = |at, schedule, own| Reviewed { at, card: card("dough"), schedule, own };
    let deck = Deck::new([], vec![reviewed(1, first, false), reviewed(2, own, true)]);
    assert_eq!(deck.card(&card("dough")).unwrap().reviews, [own]);
}

/// Every card that is due is asked on its day, none twice a day, and none is lost.
fn live(seed: u64, days: i64, skips: bool) {
    let mut random = StdRng::seed_from_u64(seed);
    let (mut attempts, mut reviews) = (Vec::new(), Vec::new());
    let mut missed = BTreeSet::new();
    let mut promised: BTreeMap<CardId, Date> = BTreeMap::new();
    for day in 0..days {
        let today = START.checked_add(day.days()).unwrap();
        // A case now and then.
        if random.random_bool(0.2) {
            let names: Vec<String> =
                (0..6).map(|_| format!("c{}", random.random_range(0..40))).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            missed.extend(names.iter().map(|name| card(name)));
            attempts.push(attempt(day * 1_000, &names, &[]));
        }
        if skips && random.random_bool(0.3) {
            continue;
        }
        let mut asked = BTreeSet::new();
        let mut fresh = 0;
        loop {
            let deck = Deck::new(attempts.clone(), reviews.clone());
            let cards = deck.today(today, |_| true);
            for id in promised.iter().filter(|(_, due)| **due <= today).map(|(id, _)| id) {
                assert!(asked.contains(id) || ids(&cards).contains(id), "{id} is lost on {today}");
            }
            let Some(next) = cards.first() else { break };
            assert!(asked.insert(next.id.clone()), "{} comes twice on {today}", next.id);
            fresh += usize::from(next.last().is_none());
            let grade = Grade::ALL[random.random_range(0..4)];
            let schedule = review(next.last(), grade, today).unwrap();
            assert!(schedule.due > today);
            promised.insert(next.id.clone(), schedule.due);
            let at = day * 1_000 + 1 + i64::try_from(asked.len()).unwrap();
            reviews.push(Reviewed { at, card: next.id.clone(), schedule, own: false });
        }
        assert!(fresh <= NEW_A_DAY);
    }
    if !skips {
        let deck = Deck::new(attempts, reviews);
        let waiting: BTreeSet<CardId> = ids(&deck.fresh()).into_iter().collect();
        for id in &missed {
            assert!(promised.contains_key(id) || waiting.contains(id), "{id} never comes");
        }
    }
}

#[test]
fn a_learner_of_sixty_days_meets_every_due_card_once_a_day() {
    live(60, 60, false);
    live(61, 60, true);
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(8))]
    #[test]
    fn whoever_learns_meets_every_due_card_once_a_day(seed in any::<u64>(), skips in any::<bool>()) {
        live(seed, 20, skips);
    }
}
