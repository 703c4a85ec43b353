//! How far criteria, and statements that hold them down, tell strong answers from weak ones: the level
//! that people gave to the whole answer beside what the scorer found in it. Needs no marks of
//! criteria.

use std::collections::BTreeMap;

use serde::Serialize;

use super::judged::Judged;
use super::rules::Count;
use crate::agreement::{mean, pearson};
use crate::content::Rubric;
use crate::content::ids::CriterionId;
use crate::content::rubric::Basis;
use crate::scoring::assessment::By;

/// One criterion, as the scorer sees it, beside the level of the whole answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionApart {
    /// Within the rubric.
    pub id: CriterionId,
    /// What it counts for.
    pub weight: u32,
    /// Its highest level.
    pub of: u8,
    /// The mean of its computed levels, by given level of the answer.
    pub means: BTreeMap<u8, f64>,
    /// Pearson's correlation of the two. None where one of them never varies.
    pub correlation: Option<f64>,
}

/// Those that the scorer gives a level.
pub(super) fn criteria(rubric: &Rubric, answers: &[&Judged]) -> Vec<CriterionApart> {
    let all = rubric.criteria.iter().filter_map(|criterion| {
        let mut levels: BTreeMap<u8, Vec<f64>> = BTreeMap::new();
        let (mut of, mut pairs) = (0, Vec::new());
        for answer in answers {
            let Some(result) = answer.result(&criterion.id) else { continue };
            // As everywhere, what is not scored counts as level 0; what a person scores does not.
            let unscored = (!answer.is_scored && result.by == By::Engine).then_some(0);
            let Some(level) = result.level.or(unscored) else { continue };
            of = of.max(result.of);
            levels.entry(answer.reference).or_default().push(f64::from(level));
            pairs.push((f64::from(level), f64::from(answer.reference)));
        }
        let means = levels.into_iter().filter_map(|(given, all)| Some((given, mean(all)?)));
        (!pairs.is_empty()).then(|| CriterionApart {
            id: criterion.id.clone(),
            weight: criterion.weight,
            of,
            means: means.collect(),
            correlation: pearson(&pairs),
        })
    });
    all.collect()
}

/// A statement that holds a criterion down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementFigures {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its level is at most this.
    pub cap: u8,
    /// The author's reason, by which statements are told apart.
    pub why: String,
    /// In how many answers it is found.
    pub found: Count,
    /// By given level of the answer, those that occur.
    pub by_level: BTreeMap<u8, Count>,
}

/// Those that are found somewhere.
pub(super) fn statements(rubric: &Rubric, answers: &[&Judged]) -> Vec<StatementFigures> {
    let mut all = Vec::new();
    for criterion in &rubric.criteria {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for statement in &basis.against {
            let mut own = StatementFigures {
                criterion: criterion.id.clone(),
                cap: statement.cap,
                why: statement.why.clone(),
                found: Count::default(),
                by_level: BTreeMap::new(),
            };
            for answer in answers {
                let holds = answer.result(&criterion.id).is_some_and(|result| {
                    result
                        .against
                        .iter()
                        .any(|against| (against.cap, &against.why) == (own.cap, &own.why))
                });
                own.found.add(holds);
                own.by_level.entry(answer.reference).or_default().add(holds);
            }
            if own.found.count > 0 && !all.contains(&own) {
                all.push(own);
            }
        }
    }
    all
}
