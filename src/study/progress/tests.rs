//! What answers over some weeks add up to.

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::{Date, Digest, Outcome, Point, Progress};
use crate::content::ids::{Competency, CriterionId, QuestionId, ScenarioId};

const TODAY: Date = date(2026, 3, 1);

fn at(day: Date) -> i64 {
    TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap().as_microsecond()
}

/// A criterion of weight 1 in a competency.
fn point(id: &str, competency: &str, level: u8, words: Option<&str>) -> Point {
    let competency = Some(Competency::new(competency));
    Point(Some(CriterionId::new(id)), competency, 1, level, 2, words.map(str::to_owned))
}

fn answer(day: Date, percent: u8, points: Vec<Point>) -> Outcome {
    let question = QuestionId::new("plan");
    Outcome { question, at: at(day), percent, level: Some((2, 4)), guess: None, points }
}

fn attempt(answers: Vec<Outcome>) -> Digest {
    Digest::made(ScenarioId::new("bread"), "Bread", 1, answers)
}

fn progress(digests: &[Digest]) -> Progress {
    Progress::of(digests, TODAY, &TimeZone::UTC)
}

#[test]
fn nothing_done_is_nothing_to_show() {
    let own = progress(&[]);
    assert_eq!((own.attempts, own.answers), (0, 0));
    assert!(own.competencies.is_empty() && own.misses.is_empty() && own.cases.is_empty());
    assert_eq!(own.guesses, None);
}

#[test]
fn the_latest_result_of_each_criterion_counts_and_the_trend_is_against_four_weeks_ago() {
    let first = attempt(vec![answer(
        date(2026, 1, 13),
        25,
        vec![point("dough", "craft", 0, None), point("oven", "craft", 1, None)],
    )]);
    let second = attempt(vec![answer(
        date(2026, 2, 27),
        75,
        vec![point("dough", "craft", 2, Some("an hour"))],
    )]);
    let own = progress(&[second, first]);
    let craft = &own.competencies[0];
    assert_eq!((craft.percent, craft.of, craft.answers), (75, 2, 3));
    assert_eq!(craft.trend, Some(50));
    let weeks = [None, Some(25), Some(25), Some(25), Some(25), Some(25), Some(25), Some(75)];
    assert_eq!(craft.history, weeks);
}

#[test]
fn what_was_met_since_is_no_miss_and_words_are_the_last_that_earned_something() {
    let day = |n| date(2026, 2, n);
    let own = progress(&[
        attempt(vec![answer(
            day(1),
            0,
            vec![point("dough", "craft", 0, None), point("oven", "craft", 1, Some("hot"))],
        )]),
        attempt(vec![answer(
            day(2),
            50,
            vec![point("dough", "craft", 2, Some("an hour")), point("oven", "craft", 0, None)],
        )]),
    ]);
    assert_eq!(own.misses.len(), 1);
    let miss = &own.misses[0];
    assert_eq!(miss.card.to_string(), "bread/plan/oven");
    assert_eq!((miss.missed, miss.of, miss.last, miss.day), (2, 2, (0, 2), day(2)));
    assert_eq!(miss.words.as_deref(), Some("hot"));
}

#[test]
fn a_guess_above_the_result_is_overrating() {
    let guessed = |guess| Outcome { guess: Some(guess), ..answer(TODAY, 50, Vec::new()) };
    let own = progress(&[
        attempt(vec![guessed(4)]),
        attempt(vec![guessed(1)]),
        attempt(vec![guessed(3)]),
    ]);
    let guesses = own.guesses.unwrap();
    assert_eq!(
        (guesses.answers, guesses.over, guesses.under, guesses.mean_hundredths),
        (3, 2, 1, 66)
    );
}

#[test]
fn days_are_those_where_the_person_is() {
    let late = TimeZone::UTC.to_timestamp(date(2026, 2, 1).at(23, 30, 0, 0)).unwrap();
    let mut own = answer(TODAY, 50, Vec::new());
    own.at = late.as_microsecond();
    let zone = TimeZone::fixed(jiff::tz::offset(2));
    let own = Progress::of(&[attempt(vec![own])], TODAY, &zone);
    assert_eq!(own.days[0].day, date(2026, 2, 2));
}
