//! What several people and the scorer gave to answer after answer.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::author::bench::Subject;
use crate::content::ids::CriterionId;
use crate::content::marked::{Mark, MarkedSet};
use crate::content::rubric::{Basis, Rubric};
use crate::content::{MarkedAnswer, Marks};
use crate::scoring::assessment::Status;
use crate::scoring::{Given, assess};

/// The marked answers of one question.
pub(super) struct Question<'s> {
    pub(super) name: &'s str,
    pub(super) rubric: &'s Rubric,
    /// Who marked, by name. Rows name raters by their place in it.
    pub(super) raters: Vec<&'s str>,
    /// In the order of the file.
    pub(super) answers: Vec<Judged<'s>>,
}

/// One answer, judged by people and by the scorer.
pub(super) struct Judged<'s> {
    pub(super) answer: &'s MarkedAnswer,
    /// Each rater's mark.
    pub(super) marks: Vec<Option<&'s Mark>>,
    pub(super) level: Row,
    /// Those that somebody gave a level.
    pub(super) criteria: BTreeMap<CriterionId, Row>,
}

/// One thing's levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Each rater's; none where one gave none.
    pub(super) given: Vec<Option<u8>>,
    /// None where only people give a level.
    pub(super) scorer: Option<u8>,
    /// Whether the scorer scored at all.
    pub(super) is_scored: bool,
}

impl AsRef<[Option<u8>]> for Row {
    fn as_ref(&self) -> &[Option<u8>] {
        &self.given
    }
}

impl Row {
    /// How many people gave a level.
    pub(super) fn count(&self) -> usize {
        self.given.iter().flatten().count()
    }

    /// What this rater gave.
    pub(super) fn by(&self, rater: usize) -> Option<u8> {
        self.given.get(rater).copied().flatten()
    }

    /// The highest level that people gave less the lowest.
    pub(super) fn spread(&self) -> u8 {
        let levels = || self.given.iter().copied().flatten();
        levels().max().unwrap_or(0) - levels().min().unwrap_or(0)
    }

    /// The same levels, with raters by their place in other names.
    pub(super) fn renamed(&self, from: &[&str], to: &[&str]) -> Self {
        let by_name =
            |name: &&str| from.iter().position(|own| own == name).and_then(|rater| self.by(rater));
        Self { given: to.iter().map(by_name).collect(), ..self.clone() }
    }
}

impl Judged<'_> {
    /// Whether two people gave a level, of the answer or of one and the same criterion.
    pub(super) fn is_compared(&self) -> bool {
        self.rows().any(|row| row.count() > 1)
    }

    /// Whether people gave levels, and no two gave one of the same thing.
    pub(super) fn is_alone(&self) -> bool {
        self.rows().any(|row| row.count() > 0) && !self.is_compared()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        std::iter::once(&self.level).chain(self.criteria.values())
    }
}

impl Question<'_> {
    /// The answers' levels.
    pub(super) fn levels(&self) -> Vec<&Row> {
        self.answers.iter().map(|answer| &answer.level).collect()
    }

    /// The levels of one criterion, of the answers that somebody gave one.
    pub(super) fn criterion(&self, id: &CriterionId) -> Vec<&Row> {
        self.answers.iter().filter_map(|answer| answer.criteria.get(id)).collect()
    }
}

/// Scores the answers of the sets, all cores at work, order kept.
pub(super) fn question<'s>(subject: &'s Subject, sets: &[MarkedSet]) -> Question<'s> {
    let mut marks: Vec<&Marks> = subject.marks.iter().collect();
    marks.sort_by(|a, b| a.rater.cmp(&b.rater));
    let wanted: Vec<&MarkedAnswer> =
        subject.answers.iter().filter(|answer| sets.contains(&answer.set)).collect();
    Question {
        name: &subject.rubric.question,
        rubric: &subject.rubric.rubric,
        raters: marks.iter().map(|marks| marks.rater.as_str()).collect(),
        answers: wanted.par_iter().map(|answer| judge(subject, answer, &marks)).collect(),
    }
}

fn judge<'s>(subject: &Subject, answer: &'s MarkedAnswer, raters: &[&'s Marks]) -> Judged<'s> {
    let marks: Vec<Option<&Mark>> =
        raters.iter().map(|rater| rater.marks.get(&answer.id)).collect();
    let assessment = assess(&subject.rubric, Given::answer(&answer.text));
    let is_scored = assessment.status == Status::Scored;
    let mut criteria = BTreeMap::new();
    for criterion in &subject.rubric.rubric.criteria {
        let given: Vec<Option<u8>> = marks
            .iter()
            .map(|mark| mark.and_then(|mark| mark.criteria.get(&criterion.id)).copied())
            .collect();
        if given.iter().all(Option::is_none) {
            continue;
        }
        let found = assessment.criteria.iter().find(|result| result.id == criterion.id);
        let scorer = match criterion.basis {
            Basis::Person(_) => None,
            _ if is_scored => found.and_then(|result| result.level),
            _ => Some(0),
        };
        criteria.insert(criterion.id.clone(), Row { given, scorer, is_scored });
    }
    Judged {
        answer,
        level: Row {
            given: marks.iter().map(|mark| mark.and_then(|mark| mark.level)).collect(),
            scorer: Some(assessment.level.unwrap_or(0)),
            is_scored,
        },
        marks,
        criteria,
    }
}
