//! What calibrating gives.

use std::path::Path;

use hotseat::agreement::{mean, pearson};
use hotseat::author::fit::{Example, calibrate, draw};
use hotseat::content::Lexicon;
use hotseat::scoring::CompiledRubric;
use rayon::prelude::*;

use super::data::{Answer, LEFT_OUT, Question, Split};
use super::rubrics::rubric;
use super::{Options, shown};

/// The examples of one question: tune half and check half.
pub(crate) struct Halves {
    pub(crate) question: String,
    pub(crate) rubric: CompiledRubric,
    pub(crate) tune: Vec<Example>,
    pub(crate) check: Vec<Example>,
}

impl Halves {
    /// Of the check half, after a fit to some of the tune half: the scores and those given.
    pub(crate) fn fitted(&self, drawn: &[usize]) -> Vec<(f64, f64)> {
        let seen: Vec<Example> = drawn.iter().map(|at| self.tune[*at].clone()).collect();
        let fitted = calibrate(&self.rubric, &seen).fitted;
        let percent = |own: &Example| fitted.as_ref().map_or(own.percent, |fit| fit.percent(own));
        self.check.iter().map(|own| (f64::from(percent(own)), own.target)).collect()
    }
}

/// Mean correlation on the check half, alone and calibrated to 10, 25 and all answers of the tune
/// half, ten draws each.
pub(crate) fn calibrations(
    options: &Options,
    library: &Path,
    questions: &[Question],
    answers: &[Answer],
    lexicon: &(Lexicon, String),
) -> Result<(), String> {
    let mut halves = Vec::new();
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some(rubric) = rubric(options, library, question, lexicon)? else { continue };
        let half = |split: Split| -> Vec<Example> {
            answers
                .par_iter()
                .filter(|own| own.question == question.id && own.split == split)
                .map(|own| Example::new(&rubric, &own.text, own.score))
                .collect()
        };
        let (tune, check) = (half(Split::Tune), half(Split::Check));
        halves.push(Halves { question: question.id.clone(), rubric, tune, check });
    }
    let alone: Vec<Vec<(f64, f64)>> = halves.iter().map(|own| own.fitted(&[])).collect();
    let figures = |all: &[Vec<(f64, f64)>]| -> Vec<f64> {
        all.iter().map(|pairs| pearson(pairs).unwrap_or(0.0)).collect()
    };
    let pooled = |all: &[Vec<(f64, f64)>]| pearson(&all.concat());
    let before = figures(&alone);
    let mean_before = mean(before.iter().copied()).unwrap_or(0.0);
    println!(
        "answers       mean  pooled  least gain of a draw  least gain of a question, mean of draws"
    );
    println!("none       {} {}", shown(Some(mean_before)), shown(pooled(&alone)));
    for (name, count) in [("10", 10), ("25", 25), ("all", usize::MAX)] {
        let draws: Vec<Vec<Vec<(f64, f64)>>> = (0..10)
            .map(|seed| {
                let one = |own: &Halves| own.fitted(&draw(own.tune.len(), count, seed));
                halves.par_iter().map(one).collect()
            })
            .collect();
        let by_draw: Vec<Vec<f64>> = draws.iter().map(|all| figures(all)).collect();
        let means: Vec<f64> = by_draw.iter().filter_map(|own| mean(own.iter().copied())).collect();
        let gains: Vec<f64> = (0..halves.len())
            .map(|at| mean(by_draw.iter().map(|own| own[at])).unwrap_or(0.0) - before[at])
            .collect();
        let least = |all: &[f64]| all.iter().copied().min_by(f64::total_cmp);
        let worst = halves.iter().zip(&gains).min_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        println!(
            "{name:<10} {} {}               {}  {} {}",
            shown(mean(means.iter().copied())),
            shown(mean(draws.iter().filter_map(|all| pooled(all)))),
            shown(least(&means).map(|own| own - mean_before)),
            shown(Some(*worst.1)),
            worst.0.question
        );
        let moved: Vec<String> = halves
            .iter()
            .zip(&gains)
            .filter(|(_, gain)| gain.abs() >= 0.0005)
            .map(|(own, gain)| format!("{} {gain:+.3}", own.question))
            .collect();
        println!("           {}", moved.join(", "));
    }
    Ok(())
}
