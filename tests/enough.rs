//! How many marked answers are enough to trust a weighted kappa: a simulation, and the table of the
//! handbook's chapter, which is what it prints.
//!
//! The model: an answer has a worth, drawn from a normal distribution. A rater and the scorer each
//! read it with an error of their own, normal and equally wide for both, and turn what they read
//! into one of five levels that are given equally often. The error is set so that over a hundred
//! thousand answers the weighted kappa of the two is the true one. Then so many answers are drawn,
//! again and again, and their kappa is looked at.

use std::fmt::Write as _;

use hotseat::agreement::{SplitMix64, interval, mean, quadratic_kappa};
use hotseat::author::agree::{Leaning, severity};

use crate::support::document;

const CHAPTER: &str = "docs/handbook/how-many-marks.md";
const ANSWERS: [usize; 7] = [5, 10, 20, 30, 50, 100, 200];
const TRUE_KAPPAS: [f64; 3] = [0.6, 0.7, 0.8];
const GATE: f64 = 0.7;
/// How often answers are drawn, for shares and for the range of kappa.
const DRAWS: usize = 5_000;
/// How often they are drawn, for the interval that the bench prints.
const INTERVALS: usize = 400;
/// Answers that three raters have in common, and how many panels of three there are.
const COMMON: [usize; 5] = [6, 10, 20, 30, 50];
const PANELS: usize = 400;
/// Where the true kappa is measured.
const POPULATION: usize = 100_000;

/// Standard normal quantiles at 1/5, 2/5, 3/5 and 4/5.
const FIFTHS: [f64; 4] = [
    -0.841_621_233_572_914_3,
    -0.253_347_103_135_799_7,
    0.253_347_103_135_799_7,
    0.841_621_233_572_914_3,
];

/// Near enough to normal: the sum of twelve uniform numbers less six.
fn normal(random: &mut SplitMix64) -> f64 {
    let uniform = |random: &mut SplitMix64| {
        f64::from(u32::try_from(random.next_number() >> 32).unwrap()) / 4_294_967_296.0
    };
    (0..12).map(|_| uniform(random)).sum::<f64>() - 6.0
}

/// What several who read an answer give it, whom an error of this width leads astray.
fn levels<const READERS: usize>(random: &mut SplitMix64, error: f64) -> [u8; READERS] {
    let spread = (1.0 + error * error).sqrt();
    let worth = normal(random);
    [(); READERS].map(|()| {
        let read = worth + error * normal(random);
        u8::try_from(FIFTHS.iter().filter(|cut| read > **cut * spread).count()).unwrap()
    })
}

/// What a rater and the scorer give some answers.
fn marks(random: &mut SplitMix64, answers: usize, error: f64) -> Vec<(u8, u8)> {
    let pair = |[rater, scorer]: [u8; 2]| (rater, scorer);
    (0..answers).map(|_| pair(levels(random, error))).collect()
}

/// The width of the error that gives this kappa, by halving.
fn error_for(kappa: f64) -> f64 {
    let (mut low, mut high) = (0.0, 2.0);
    for _ in 0..20 {
        let middle = (low + high) / 2.0;
        let found = quadratic_kappa(&marks(&mut SplitMix64(1), POPULATION, middle)).unwrap();
        if found > kappa { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The kappas of set after set of so many answers; none where a set has none.
fn kappas(answers: usize, error: f64) -> Vec<Option<f64>> {
    let mut random = SplitMix64(2);
    (0..DRAWS).map(|_| quadratic_kappa(&marks(&mut random, answers, error))).collect()
}

fn share(count: usize, all: usize) -> String {
    format!("{} %", (200 * count + all) / (2 * all))
}

/// The rows of the table for these numbers of answers.
fn table(numbers: &[usize]) -> String {
    let errors = TRUE_KAPPAS.map(error_for);
    let mut rows = String::new();
    for &answers in numbers {
        let mut sorted: Vec<f64> = kappas(answers, errors[1]).into_iter().flatten().collect();
        sorted.sort_by(f64::total_cmp);
        let beyond = sorted.len() / 40;
        let (low, high) = (sorted[beyond], sorted[sorted.len() - 1 - beyond]);
        let mut random = SplitMix64(3);
        let intervals: Vec<(f64, f64)> = (0..INTERVALS)
            .filter_map(|_| interval(&marks(&mut random, answers, errors[1]), quadratic_kappa))
            .collect();
        let holds = intervals.iter().filter(|(low, high)| (*low..=*high).contains(&TRUE_KAPPAS[1]));
        let (holds, all) = (holds.count(), intervals.len());
        let width = mean(intervals.iter().map(|(low, high)| high - low)).unwrap();
        write!(rows, "| {answers} | {low:.2} to {high:.2} | {width:.2} | {} |", share(holds, all))
            .unwrap();
        for error in errors {
            let passes = kappas(answers, error).into_iter().flatten().filter(|own| *own >= GATE);
            write!(rows, " {} |", share(passes.count(), DRAWS)).unwrap();
        }
        rows.push('\n');
    }
    rows
}

/// How often the third of three raters, who gives one level less once in `every` answers, is called
/// severe, and how often one of the others is called severe or lenient.
fn called(answers: usize, error: f64, every: usize) -> (usize, usize) {
    let mut random = SplitMix64(4);
    let (mut third, mut others) = (0, 0);
    for _ in 0..PANELS {
        let rows: Vec<[Option<u8>; 3]> = (0..answers)
            .map(|at| {
                let [one, other, third] = levels(&mut random, error);
                [one, other, third.saturating_sub(u8::from(at % every == 0))].map(Some)
            })
            .collect();
        let verdicts = [0, 1, 2].map(|rater| severity(&rows, rater).verdict);
        third += usize::from(verdicts[2] == Some(Leaning::Severe));
        others += usize::from(verdicts[..2].iter().any(Option::is_some));
    }
    (third, others)
}

/// The rows of the table on severe raters.
fn table_of_raters() -> String {
    let error = error_for(TRUE_KAPPAS[1]);
    let mut rows = String::new();
    for answers in COMMON {
        let (seldom, often) = (called(answers, error, 2), called(answers, error, 1));
        let [half, whole, others] = [seldom.0, often.0, often.1].map(|own| share(own, PANELS));
        writeln!(rows, "| {answers} | {half} | {whole} | {others} |").unwrap();
    }
    rows
}

/// `cargo test --test spec enough -- --nocapture` prints it.
#[test]
fn the_table_of_the_chapter_is_what_the_simulation_says() {
    let table = table(&ANSWERS);
    println!("{table}");
    assert!(document(CHAPTER).contains(&table), "the chapter has another table than\n{table}");
}

#[test]
fn the_table_on_severe_raters_is_what_the_simulation_says() {
    let table = table_of_raters();
    println!("{table}");
    assert!(document(CHAPTER).contains(&table), "the chapter has another table than\n{table}");
}
