//! A rater's sitting: in which order the answers come, which is next, and what was said of each.
//!
//! Pure: it is handed answers and the marks so far, and says which mark has changed. How a mark gets
//! into a file's text is in [`sheet`]; who writes the file and who asks the rater is elsewhere.

mod order;
pub mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use crate::content::ids::CriterionId;
use crate::content::limits::MAX_NTH;
use crate::content::marked::Mark;
use crate::content::rubric::{Basis, Rubric};
use crate::scoring::FRAMEWORK_HIGHEST;

/// An answer to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What its mark is kept under. Never shown: ids such as `strong-1` give the level away.
    pub id: String,
    /// The answer.
    pub text: String,
}

/// What the rater is asked for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The level of this criterion, counted from 0 in those of the sitting.
    Criterion(usize),
    /// The level of the whole answer.
    Whole,
    /// Nothing: all answers are marked.
    Nothing,
}

/// What came of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is remembered until the whole answer has its level.
    Criterion,
    /// The mark of this answer is complete, and to be kept.
    Mark(String),
}

/// Where going back has led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// To the criterion before.
    Criterion,
    /// To the answer before.
    Answer,
    /// Nowhere: this is the beginning.
    Beginning,
}

/// Why a level is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no level {found} here: type one from 0 to {top}.")]
pub struct NoSuchLevel {
    /// What was typed.
    pub found: u8,
    /// The highest that there is.
    pub top: u8,
}

/// A sitting.
#[derive(Clone, Debug)]
pub struct Marking {
    answers: Vec<Answer>,
    marks: BTreeMap<String, Mark>,
    /// The highest level of the whole answer.
    top: u8,
    /// Criteria that are asked for before the whole, with their highest levels.
    criteria: Vec<(CriterionId, u8)>,
    /// The answer that is before the rater; the number of answers when all are marked.
    at: usize,
    /// Levels of its criteria, as far as they were given.
    given: Vec<Option<u8>>,
    /// Notes on answers that have no mark yet.
    drafts: BTreeMap<usize, String>,
    /// Answers that need no second look in this sitting.
    settled: BTreeSet<usize>,
}

impl Marking {
    /// A sitting over these answers, in an order of the rater's own. `marks` is all that the rater
    /// has given so far, to whatever answers; with `by_criterion`, each criterion of the rubric is
    /// asked for before the whole.
    #[must_use]
    pub fn new(
        rater: &str,
        rubric: &Rubric,
        answers: Vec<Answer>,
        marks: BTreeMap<String, Mark>,
        by_criterion: bool,
    ) -> Self {
        let criteria = if by_criterion { rubric.criteria.as_slice() } else { &[] };
        let mut marking = Self {
            answers: order::blind(rater, rubric.id.as_str(), answers),
            marks,
            top: highest_of_answer(rubric),
            criteria: criteria
                .iter()
                .map(|criterion| (criterion.id.clone(), highest(rubric, &criterion.basis)))
                .collect(),
            at: 0,
            given: Vec::new(),
            drafts: BTreeMap::new(),
            settled: BTreeSet::new(),
        };
        marking.at = marking.first_open();
        marking
    }

    /// What to ask for now.
    #[must_use]
    pub fn ask(&self) -> Ask {
        if self.at >= self.answers.len() {
            Ask::Nothing
        } else if self.given.len() < self.criteria.len() {
            Ask::Criterion(self.given.len())
        } else {
            Ask::Whole
        }
    }

    /// The place of the answer that is before the rater, from 1; the number of answers when all are
    /// marked.
    #[must_use]
    pub fn number(&self) -> usize {
        (self.at + 1).min(self.answers.len())
    }

    /// How many answers there are.
    #[must_use]
    pub fn all(&self) -> usize {
        self.answers.len()
    }

    /// How many of them need no further look.
    #[must_use]
    pub fn done(&self) -> usize {
        (0..self.answers.len()).filter(|at| !self.is_open(*at)).count()
    }

    /// The answer that is before the rater.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        self.answers.get(self.at).map(|answer| answer.text.as_str())
    }

    /// The mark that the answer before the rater has.
    #[must_use]
    pub fn mark(&self) -> Option<&Mark> {
        self.marks.get(&self.answers.get(self.at)?.id)
    }

    /// The note on the answer before the rater.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        let own = self.drafts.get(&self.at);
        own.or_else(|| self.mark()?.note.as_ref()).map(String::as_str)
    }

    /// All marks of the rater, by the id of the answer.
    #[must_use]
    pub fn marks(&self) -> &BTreeMap<String, Mark> {
        &self.marks
    }

    /// The highest level that can be given now.
    #[must_use]
    pub fn top(&self) -> u8 {
        match self.ask() {
            Ask::Criterion(at) => self.criteria.get(at).map_or(self.top, |(_, top)| *top),
            Ask::Whole | Ask::Nothing => self.top,
        }
    }

    /// Whether criteria are asked for, too.
    #[must_use]
    pub fn is_by_criterion(&self) -> bool {
        !self.criteria.is_empty()
    }

    /// Takes the level that was asked for; none is "not assessed". With the level of the whole, the
    /// mark is complete, and the next answer without one comes up.
    ///
    /// # Errors
    /// Where there is no such level.
    pub fn give(&mut self, level: Option<u8>) -> Result<Option<Taken>, NoSuchLevel> {
        let top = self.top();
        if let Some(found) = level.filter(|level| *level > top) {
            return Err(NoSuchLevel { found, top });
        }
        match self.ask() {
            Ask::Nothing => Ok(None),
            Ask::Criterion(_) => {
                self.given.push(level);
                Ok(Some(Taken::Criterion))
            }
            Ask::Whole => Ok(self.complete(level).map(Taken::Mark)),
        }
    }

    fn complete(&mut self, level: Option<u8>) -> Option<String> {
        let id = self.answers.get(self.at)?.id.clone();
        let next = self.marks.values().filter_map(|mark| mark.nth).max().unwrap_or(0) + 1;
        let mark = self.marks.entry(id.clone()).or_default();
        mark.level = level;
        mark.nth = mark.nth.or(Some(next).filter(|next| *next <= MAX_NTH));
        if let Some(note) = self.drafts.remove(&self.at) {
            mark.note = Some(note);
        }
        for ((criterion, _), level) in self.criteria.iter().zip(&self.given) {
            match level {
                Some(level) => mark.criteria.insert(criterion.clone(), *level),
                None => mark.criteria.remove(criterion),
            };
        }
        self.settle();
        Some(id)
    }

    /// Leaves the mark that the answer has, and goes on. False where it has none.
    pub fn keep(&mut self) -> bool {
        let has = self.mark().is_some();
        if has {
            self.settle();
        }
        has
    }

    fn settle(&mut self) {
        self.settled.insert(self.at);
        self.go_to(self.first_open());
    }

    /// Goes back by one: to the criterion before, or to the answer before, whose mark stays until
    /// another is given.
    pub fn back(&mut self) -> Back {
        if self.given.pop().is_some() {
            return Back::Criterion;
        }
        match self.at.checked_sub(1) {
            Some(before) => {
                self.go_to(before);
                Back::Answer
            }
            None => Back::Beginning,
        }
    }

    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.given.clear();
    }

    /// Sets the note on the answer before the rater; an empty one takes it away. Gives the id of the
    /// answer where it has a mark, which is to be kept; else the note waits for the level.
    pub fn set_note(&mut self, note: &str) -> Option<String> {
        let note = Some(note.trim()).filter(|note| !note.is_empty()).map(str::to_owned);
        let answer = self.answers.get(self.at)?;
        if let Some(mark) = self.marks.get_mut(&answer.id) {
            mark.note = note;
            return Some(answer.id.clone());
        }
        match note {
            Some(note) => self.drafts.insert(self.at, note),
            None => self.drafts.remove(&self.at),
        };
        None
    }

    /// Whether something was said of an answer that will be lost, since it has no level.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        !self.drafts.is_empty() || !self.given.is_empty()
    }

    /// How often each level was given to the answers of the sitting; none is "not assessed".
    #[must_use]
    pub fn tally(&self) -> BTreeMap<Option<u8>, usize> {
        let mut tally = BTreeMap::new();
        for mark in self.answers.iter().filter_map(|answer| self.marks.get(&answer.id)) {
            *tally.entry(mark.level).or_default() += 1;
        }
        tally
    }

    /// An answer is open until it has a mark and, where criteria are asked for, at least one of them.
    fn is_open(&self, at: usize) -> bool {
        let Some(answer) = self.answers.get(at) else { return false };
        let has_criteria = |mark: &Mark| {
            self.criteria.is_empty()
                || self.criteria.iter().any(|(id, _)| mark.criteria.contains_key(id))
        };
        let mark = self.marks.get(&answer.id);
        !self.settled.contains(&at)
            && !mark.is_some_and(|mark| mark.level.is_none() || has_criteria(mark))
    }

    fn first_open(&self) -> usize {
        (0..self.answers.len()).find(|at| self.is_open(*at)).unwrap_or(self.answers.len())
    }
}

/// The highest level of an answer.
fn highest_of_answer(rubric: &Rubric) -> u8 {
    u8::try_from(rubric.scale.len().saturating_sub(1)).unwrap_or(u8::MAX)
}

/// The highest level of a criterion. Where nobody has described its levels, it is judged as the
/// answer is.
#[must_use]
pub fn highest(rubric: &Rubric, basis: &Basis) -> u8 {
    match basis {
        Basis::Frameworks(_) => FRAMEWORK_HIGHEST,
        Basis::Evidence(_) | Basis::Person(_) => {
            let described = basis.levels().iter().map(|level| level.at).max();
            described.unwrap_or_else(|| highest_of_answer(rubric))
        }
    }
}

#[cfg(test)]
mod tests;
