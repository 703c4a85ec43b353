//! What is said of raters and criteria, and what is not.

use std::collections::BTreeMap;

use super::lean::{drift, severity};
use super::rows::{Judged, Row};
use super::{Drifting, Leaning, ambiguous};
use crate::agreement::{SplitMix64, close};
use crate::content::MarkedAnswer;
use crate::content::ids::CriterionId;
use crate::content::marked::{Mark, MarkedSet};

/// Answer by answer, what each rater gave.
fn rows(levels: &[&[Option<u8>]]) -> Vec<Row> {
    levels.iter().map(|given| Row { given: given.to_vec(), ..Row::default() }).collect()
}

fn all_given(levels: &[Vec<u8>]) -> Vec<Row> {
    let row = |given: &Vec<u8>| Row {
        given: given.iter().copied().map(Some).collect(),
        ..Row::default()
    };
    levels.iter().map(row).collect()
}

fn verdicts(rows: &[Row], raters: usize) -> Vec<Option<Leaning>> {
    let rows: Vec<&Row> = rows.iter().collect();
    (0..raters).map(|rater| severity(&rows, rater).verdict).collect()
}

/// A number from -1 to 1, most often near 0.
fn noise(random: &mut SplitMix64) -> f64 {
    let mut uniform =
        || f64::from(u32::try_from(random.next_number() >> 32).unwrap()) / 2f64.powi(32);
    uniform() + uniform() - 1.0
}

fn nearest(value: f64) -> u8 {
    (0..=4)
        .min_by(|a, b| (f64::from(*a) - value).abs().total_cmp(&(f64::from(*b) - value).abs()))
        .unwrap()
}

/// What three raters give thirty answers, each off by some noise and by what `shift` says of a rater
/// at a place in the order, from 0 to 1.
fn panel(seed: u64, wide: f64, shift: impl Fn(usize, f64) -> f64) -> Vec<Vec<u8>> {
    let mut random = SplitMix64(seed);
    (0..30u8)
        .map(|at| {
            let latent = f64::from(at * 7 % 30) / 29.0 * 4.0;
            let given = |rater| {
                let shift = shift(rater, f64::from(at) / 29.0);
                nearest(latent + shift + wide * noise(&mut random))
            };
            (0..3).map(given).collect()
        })
        .collect()
}

/// Own 1, 2 and 4; the others' means 2.5, 2 and 3, of those who gave a level; the fourth answer has
/// nobody else, and the fifth is not the rater's.
#[test]
fn a_difference_is_from_the_mean_of_those_who_gave_a_level() {
    let rows = rows(&[
        &[Some(1), Some(2), Some(3)],
        &[Some(2), None, Some(2)],
        &[Some(4), Some(3), None],
        &[Some(0), None, None],
        &[None, Some(4), Some(4)],
    ]);
    let rows: Vec<&Row> = rows.iter().collect();
    let lean = severity(&rows, 0);
    assert_eq!(lean.n, 3);
    assert!(close(lean.difference.value, (-1.5 + 0.0 + 1.0) / 3.0));
    assert_eq!(lean.verdict, None);
}

#[test]
fn one_severe_rater_does_not_make_the_others_lenient() {
    let levels = panel(1, 0.8, |rater, _| if rater == 2 { -1.0 } else { 0.0 });
    let rows = all_given(&levels);
    assert_eq!(verdicts(&rows, 3), [None, None, Some(Leaning::Severe)]);
    // Although both are above the mean of the others for certain.
    let rows: Vec<&Row> = rows.iter().collect();
    assert!(severity(&rows, 0).difference.interval.unwrap().0 > 0.0);
}

#[test]
fn two_severe_of_four_are_found_and_so_are_two_lenient() {
    let levels = (0..30u8).map(|at| {
        let middle = 1 + at % 3;
        vec![middle - 1, middle - 1, middle + u8::from(at % 4 > 0), middle + 1]
    });
    let (severe, lenient) = (Some(Leaning::Severe), Some(Leaning::Lenient));
    let found = verdicts(&all_given(&levels.collect::<Vec<_>>()), 4);
    assert_eq!(found, [severe, severe, lenient, lenient]);
}

#[test]
fn of_two_each_differs_from_the_other() {
    let levels: Vec<Vec<u8>> = (0..10).map(|at| vec![at % 4, at % 4 + 1]).collect();
    let found = verdicts(&all_given(&levels), 2);
    assert_eq!(found, [Some(Leaning::Severe), Some(Leaning::Lenient)]);
    // Five answers of five are not enough, however plain they are.
    assert_eq!(verdicts(&all_given(&levels[..5]), 2), [None, None]);
    assert_eq!(verdicts(&all_given(&levels[..6]), 2), found);
}

#[test]
fn a_slight_difference_is_not_worth_a_talk() {
    // One in five answers, and always to the same side.
    let levels: Vec<Vec<u8>> = (0..200).map(|at| vec![2, 2 + u8::from(at % 5 == 0)]).collect();
    let rows = all_given(&levels);
    assert_eq!(verdicts(&rows, 2), [None, None]);
    let rows: Vec<&Row> = rows.iter().collect();
    assert!(severity(&rows, 0).difference.interval.unwrap().1 < 0.0);
}

/// Marked answers with the marks of three raters, all in the order of the file.
struct Session {
    answers: Vec<MarkedAnswer>,
    marks: Vec<Vec<Mark>>,
}

impl Session {
    fn new(levels: &[Vec<u8>], nth: impl Fn(u32) -> Option<u32>) -> Self {
        let answer = |at: usize| MarkedAnswer {
            id: format!("a{at}"),
            set: MarkedSet::Tune,
            text: String::new(),
        };
        let mark = |at: u32, level: u8| Mark {
            level: Some(level),
            criteria: BTreeMap::new(),
            note: None,
            nth: nth(at),
        };
        Self {
            answers: (0..levels.len()).map(answer).collect(),
            marks: (0u32..)
                .zip(levels)
                .map(|(at, given)| given.iter().map(|level| mark(at, *level)).collect())
                .collect(),
        }
    }

    fn judged(&self) -> Vec<Judged<'_>> {
        self.answers
            .iter()
            .zip(&self.marks)
            .map(|(answer, marks)| Judged {
                answer,
                level: Row { given: marks.iter().map(|own| own.level).collect(), ..Row::default() },
                marks: marks.iter().map(Some).collect(),
                criteria: BTreeMap::new(),
            })
            .collect()
    }
}

fn drifts(levels: &[Vec<u8>]) -> Vec<Option<Drifting>> {
    let session = Session::new(levels, |at| Some(at + 1));
    let judged = session.judged();
    (0..3).map(|rater| drift(&judged, rater).unwrap().verdict).collect()
}

#[test]
fn who_becomes_stricter_or_milder_is_found_and_the_others_are_not() {
    let stricter = panel(2, 0.8, |rater, place| if rater == 1 { 0.9 - 1.8 * place } else { 0.0 });
    assert_eq!(drifts(&stricter), [None, Some(Drifting::Stricter), None]);
    let milder = panel(3, 0.8, |rater, place| if rater == 0 { 1.8 * place - 0.9 } else { 0.0 });
    assert_eq!(drifts(&milder), [Some(Drifting::Milder), None, None]);
    // To be severe from the first answer to the last is no drift.
    let severe = panel(4, 0.8, |rater, _| if rater == 2 { -1.0 } else { 0.0 });
    assert_eq!(drifts(&severe), [None, None, None]);
}

/// Differences 2, 1, 0, -1 at the places 0, 1/3, 2/3, 1, in an order that is not the file's.
#[test]
fn drift_follows_the_order_of_marking() {
    let levels: Vec<Vec<u8>> = [1, 4, 2, 3].iter().map(|level| vec![*level, 2, 2]).collect();
    let session = Session::new(&levels, |at| [Some(9), Some(2), Some(7), Some(4)][at as usize]);
    let judged = session.judged();
    let found = drift(&judged, 0).unwrap();
    assert_eq!(found.n, 4);
    assert!(close(found.change.value, -3.0));
    assert!(close(found.first_half, 1.5));
    assert!(close(found.second_half, -0.5));
    assert_eq!(found.verdict, None, "four answers are too few");
    let session = Session::new(&levels, |_| None);
    assert_eq!(drift(&session.judged(), 0), None);
}

/// Where nothing is planted, little is found: in 200 panels of three like raters, of 600 raters, at
/// most one in fifty is called anything.
#[test]
fn like_raters_are_seldom_told_apart() {
    let (mut leaning, mut drifting) = (0, 0);
    for seed in 0..200 {
        let levels = panel(1_000 + seed, 1.5, |_, _| 0.0);
        leaning += verdicts(&all_given(&levels), 3).iter().flatten().count();
        drifting += drifts(&levels).iter().flatten().count();
    }
    assert!(leaning <= 12, "{leaning} of 600 severe or lenient");
    assert!(drifting <= 12, "{drifting} of 600 drifting");
}

/// Thirty answers on three criteria, of which the raters read the second as they please.
fn of_criteria(seed: u64, wide: [f64; 3]) -> Vec<BTreeMap<CriterionId, Row>> {
    let panels = wide.map(|wide| all_given(&panel(seed, wide, |_, _| 0.0)));
    let id = |at: usize| CriterionId::new(["first", "second", "third"][at]);
    (0..30)
        .map(|at| panels.iter().enumerate().map(|(of, rows)| (id(of), rows[at].clone())).collect())
        .collect()
}

fn most_ambiguous(criteria: &[BTreeMap<CriterionId, Row>]) -> super::Ambiguous {
    let session = Session::new(&vec![vec![]; criteria.len()], |_| None);
    let mut judged = session.judged();
    for (judged, criteria) in judged.iter_mut().zip(criteria) {
        judged.criteria = criteria.clone();
    }
    let ids: Vec<CriterionId> = criteria[0].keys().cloned().collect();
    let of = |id| criteria.iter().map(|criteria| &criteria[id]).collect();
    let lists: Vec<(&CriterionId, Vec<&Row>)> = ids.iter().map(|id| (id, of(id))).collect();
    ambiguous::most(&judged, &lists).unwrap()
}

#[test]
fn the_criterion_that_raters_read_as_they_please_stands_out() {
    let found = most_ambiguous(&of_criteria(5, [0.8, 5.0, 0.8]));
    assert_eq!(found.id.as_str(), "second");
    assert!(found.stands_out && found.alpha < 0.4 && found.others > 0.8, "{found:?}");
}

#[test]
fn of_like_criteria_none_stands_out() {
    let alike =
        (0..50).filter(|seed| most_ambiguous(&of_criteria(100 + seed, [2.5; 3])).stands_out);
    // The lowest of three is looked at, so that it is called more often than one in forty.
    let found = alike.count();
    assert!(found <= 5, "{found} of 50");
}
