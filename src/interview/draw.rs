//! Which questions an interview asks: drawn by competency, the same for the same seed.

use std::collections::BTreeMap;

use rand::SeedableRng as _;
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom as _;

use crate::content::ids::{Competency, QuestionId, ScenarioId};

/// A question that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its case.
    pub scenario: ScenarioId,
    /// The question.
    pub question: QuestionId,
    /// How long it takes.
    pub minutes: u32,
    /// What it lets a person show.
    pub competencies: Vec<Competency>,
}

/// Draws questions for so many minutes, at least one: each next one shows most of what was shown
/// least so far, and chance decides among equals. Questions of one case stand together, in the order
/// of their places among the candidates.
#[must_use]
pub fn draw(candidates: &[Candidate], minutes: u32, seed: u64) -> Vec<&Candidate> {
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    left.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
    let mut shown: BTreeMap<&Competency, u32> = BTreeMap::new();
    let mut drawn: Vec<usize> = Vec::new();
    let mut spent = 0;
    while !left.is_empty() {
        // What was shown n times is worth half of what was shown n - 1 times.
        let worth = |at: &usize| -> u64 {
            let times = |own: &Competency| shown.get(own).copied().unwrap_or(0).min(16);
            candidates[*at].competencies.iter().map(|own| 1 << (16 - times(own))).sum()
        };
        let fits = |at: &usize| drawn.is_empty() || spent + candidates[*at].minutes <= minutes;
        let mut best: Option<(u64, usize)> = None;
        for (place, at) in left.iter().enumerate().filter(|(_, at)| fits(at)) {
            let own = worth(at);
            if best.is_none_or(|(most, _)| own > most) {
                best = Some((own, place));
            }
        }
        let Some((_, place)) = best else { break };
        let at = left.remove(place);
        spent += candidates[at].minutes;
        for competency in &candidates[at].competencies {
            *shown.entry(competency).or_default() += 1;
        }
        drawn.push(at);
    }
    // Cases in the order in which they were first drawn.
    let case = |at: &usize| &candidates[*at].scenario;
    let first = |own: &usize| drawn.iter().position(|at| case(at) == case(own));
    let mut order = drawn.clone();
    order.sort_by_key(|at| (first(at), *at));
    order.into_iter().map(|at| &candidates[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates() -> Vec<Candidate> {
        let of = |scenario: &str, question: &str, minutes, names: &[&str]| Candidate {
            scenario: ScenarioId::new(scenario),
            question: QuestionId::new(question),
            minutes,
            competencies: names.iter().map(|own| Competency::new(*own)).collect(),
        };
        vec![
            of("bread", "plan", 8, &["craft", "planning"]),
            of("bread", "sell", 8, &["people"]),
            of("cake", "plan", 8, &["craft", "planning"]),
            of("cake", "guests", 8, &["people", "planning"]),
        ]
    }

    fn names(drawn: &[&Candidate]) -> Vec<String> {
        drawn.iter().map(|own| format!("{}/{}", own.scenario, own.question)).collect()
    }

    #[test]
    fn a_seed_repeats_the_draw_and_others_draw_otherwise() {
        let all = candidates();
        let draws: Vec<Vec<String>> = (0..20).map(|seed| names(&draw(&all, 16, seed))).collect();
        assert_eq!(draws[3], names(&draw(&all, 16, 3)));
        assert!(draws.iter().any(|own| *own != draws[0]));
    }

    #[test]
    fn it_takes_no_longer_than_asked_but_asks_at_least_once() {
        let all = candidates();
        for seed in 0..20 {
            assert_eq!(draw(&all, 16, seed).len(), 2);
            assert_eq!(draw(&all, 1, seed).len(), 1);
            assert_eq!(draw(&all, 600, seed).len(), 4);
        }
        assert!(draw(&[], 30, 1).is_empty());
    }

    #[test]
    fn what_was_not_shown_yet_comes_first() {
        let all = candidates();
        for seed in 0..20 {
            let drawn = draw(&all, 16, seed);
            let shows = |name: &str| {
                drawn.iter().any(|own| own.competencies.contains(&Competency::new(name)))
            };
            assert!(shows("craft") && shows("people"), "{:?}", names(&drawn));
        }
    }

    #[test]
    fn questions_of_one_case_stand_together_in_their_order() {
        let all = candidates();
        for seed in 0..20 {
            let drawn = names(&draw(&all, 600, seed));
            let place = |name: &str| drawn.iter().position(|own| own == name).unwrap();
            assert_eq!(place("bread/sell"), place("bread/plan") + 1);
            assert_eq!(place("cake/guests"), place("cake/plan") + 1);
        }
    }
}
