//! When a card comes back: FSRS (<https://github.com/open-spaced-repetition/awesome-fsrs/wiki>), with
//! its default parameters, since one person's few cards give no better ones.

use fsrs::{FSRS, MemoryState};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::interview::drill::{Grade, Memory, Schedule};

/// The share of cards that should be remembered on the day on which they come back.
const RETENTION: f32 = 0.9;

/// The longest time between two reviews, in days: whoever has not been asked for a year has moved on.
const LONGEST: u32 = 365;

/// What comes of a review on a day. `before` is what came of the one before.
///
/// None where the memory is none that FSRS could have made, such as one of a forged file.
#[must_use]
pub fn review(before: Option<&Schedule>, grade: Grade, day: Date) -> Option<Schedule> {
    let fsrs = FSRS::default();
    let elapsed = before.map_or(0, |own| days_between(own.day, day));
    let memory = before.map(|own| own.memory.into());
    let next = fsrs.next_states(memory, RETENTION, elapsed).ok()?;
    let next = match grade {
        Grade::Again => next.again,
        Grade::Hard => next.hard,
        Grade::Good => next.good,
        Grade::Easy => next.easy,
    };
    let days = whole(next.interval).clamp(1, LONGEST);
    let due = day.checked_add(i64::from(days).days()).ok()?;
    Some(Schedule { grade, day, due, memory: next.memory.into() })
}

/// Whole days from one day to a later one; 0 where it is not later.
#[must_use]
pub fn days_between(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

impl From<Memory> for MemoryState {
    fn from(memory: Memory) -> Self {
        Self {
            stability: from_thousandths(memory.stability),
            difficulty: from_thousandths(memory.difficulty),
        }
    }
}

impl From<MemoryState> for Memory {
    fn from(state: MemoryState) -> Self {
        Self {
            stability: whole(state.stability * 1_000.0).max(1),
            difficulty: whole(state.difficulty * 1_000.0).max(1),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a stability has far fewer digits than an f32 keeps"
)]
fn from_thousandths(thousandths: u32) -> f32 {
    thousandths as f32 / 1_000.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts from f32 saturate, and nothing here is below zero"
)]
fn whole(number: f32) -> u32 {
    number.round() as u32
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const START: Date = date(2026, 1, 1);

    /// Reviews a new card after so many days each time; gives what came of each.
    fn replay(reviews: &[(Grade, u32)]) -> Vec<Schedule> {
        let mut all: Vec<Schedule> = Vec::new();
        let mut day = START;
        for (grade, after) in reviews {
            day = day.checked_add(i64::from(*after).days()).unwrap();
            all.push(review(all.last(), *grade, day).unwrap());
        }
        all
    }

    fn intervals(all: &[Schedule]) -> Vec<u32> {
        all.iter().map(|own| days_between(own.day, own.due)).collect()
    }

    /// The states after a first review, as the documentation of fsrs-rs 6 prints them.
    #[test]
    fn first_reviews_are_those_that_are_published() {
        let first = Grade::ALL.map(|grade| review(None, grade, START).unwrap().memory);
        let published = [(212, 6413), (1293, 5112), (2307, 2118), (8296, 1000)];
        assert_eq!(first.map(|own| (own.stability, own.difficulty)), published);
    }

    /// `test_memo_state` of py-fsrs and of fsrs-rs: stability 53.62694, difficulty 6.3574867.
    #[test]
    fn a_memory_after_six_reviews_is_the_published_one() {
        use Grade::{Again, Good};
        let all = replay(&[(Again, 0), (Good, 0), (Good, 1), (Good, 3), (Good, 8), (Good, 21)]);
        let last = all.last().unwrap().memory;
        assert!(last.stability.abs_diff(53_627) <= 5, "{last:?}");
        assert!(last.difficulty.abs_diff(6_357) <= 1, "{last:?}");
    }

    /// `test_review_card` of py-fsrs without its learning steps of minutes: 2, 11, 46, 163, 498 days,
    /// then forgotten twice on one day, then 2, 4, 7, 12, 21.
    #[test]
    fn intervals_are_the_published_ones() {
        use Grade::{Again, Good};
        let all = replay(&[
            (Good, 0),
            (Good, 0),
            (Good, 2),
            (Good, 11),
            (Good, 46),
            (Good, 163),
            (Again, 498),
            (Again, 0),
            (Good, 0),
            (Good, 2),
            (Good, 4),
            (Good, 7),
            (Good, 12),
        ]);
        let days = intervals(&all);
        assert_eq!(days[1..5], [2, 11, 46, 163]);
        assert_eq!(days[5], LONGEST, "498 days are more than a year");
        assert_eq!(days[8..], [2, 4, 7, 12, 21]);
    }

    #[test]
    fn nothing_comes_back_on_the_same_day() {
        for grade in Grade::ALL {
            let first = review(None, grade, START).unwrap();
            assert!(first.due > START, "{first:?}");
            let again = review(Some(&first), Grade::Again, START).unwrap();
            assert!(again.due > START, "{again:?}");
        }
    }

    #[test]
    fn a_forged_memory_does_no_harm() {
        let forged = |stability, difficulty| Schedule {
            grade: Grade::Good,
            day: Date::MIN,
            due: Date::MAX,
            memory: Memory { stability, difficulty },
        };
        for own in [forged(0, 0), forged(u32::MAX, u32::MAX), forged(1, u32::MAX)] {
            for day in [Date::MIN, START, Date::MAX] {
                let _ = review(Some(&own), Grade::Again, day);
            }
        }
    }
}
