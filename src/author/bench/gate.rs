//! A limit that rubrics must not fall below, for continuous integration.

use std::fmt;

use super::Bench;
use crate::content::marked::MarkedSet;

/// Why a rubric does not pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// `scenario/question`.
    pub question: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a rubric's figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Nobody gave a level to any of its answers.
    NothingMarked,
    /// Chance leaves no disagreement, so that there is nothing to be better than.
    Undefined {
        /// In which set.
        set: MarkedSet,
        /// Of how many answers.
        n: usize,
    },
    /// The figure is too small.
    Below {
        /// In which set.
        set: MarkedSet,
        /// Of how many answers.
        n: usize,
        /// The weighted kappa.
        kappa: f64,
        /// What it should be at least.
        limit: f64,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = |n: usize| if n == 1 { "answer" } else { "answers" };
        write!(f, "{}", self.question)?;
        match &self.why {
            Why::NothingMarked => {
                f.write_str(": no answers with levels, so there is no weighted kappa")
            }
            Why::Undefined { set, n } => write!(
                f,
                ", {set}: the weighted kappa of {n} {} is undefined, because people and the scorer \
                 gave all of them one and the same level",
                answers(*n)
            ),
            // Enough digits to tell the figure from the limit.
            Why::Below { set, n, kappa, limit } => {
                let digits = (2..6)
                    .find(|&digits| format!("{kappa:.digits$}") != format!("{limit:.digits$}"));
                let digits = digits.unwrap_or(6);
                write!(
                    f,
                    ", {set}: the weighted kappa of {n} {} is {kappa:.digits$}, below {limit}",
                    answers(*n)
                )
            }
        }
    }
}

impl Bench {
    /// The rubrics that do not pass: each alone, and in each set alone, its weighted kappa has to be
    /// at least `limit`. One without a figure does not pass, since nothing speaks for it.
    #[must_use]
    pub fn below(&self, limit: f64) -> Vec<Failure> {
        let mut failures = Vec::new();
        for rubric in &self.rubrics {
            let mut fail = |why| failures.push(Failure { question: rubric.question.clone(), why });
            if rubric.sets.is_empty() {
                fail(Why::NothingMarked);
            }
            for set in &rubric.sets {
                let (set, figures) = (set.level.set, &set.level.figures);
                let n = figures.n;
                match figures.qwk.value {
                    None => fail(Why::Undefined { set, n }),
                    Some(kappa) if kappa < limit => fail(Why::Below { set, n, kappa, limit }),
                    Some(_) => {}
                }
            }
        }
        failures
    }
}
