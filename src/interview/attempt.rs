//! The fold over an attempt's events, and what comes next.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Answer, Event, QuestionResult};
use crate::content::ids::{CriterionId, InjectId, QuestionId, ScenarioId};
use crate::content::rubric::Rubric;
use crate::content::scenario::Scenario;
use crate::scoring::assessment::{By, Status};

/// Probes asked at one question at the most.
pub const MAX_PROBES: usize = 2;

/// One person's run through a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which case.
    pub scenario: ScenarioId,
    /// Its title when it was started.
    pub title: String,
    /// SHA-256 of the content bundle.
    pub content: String,
    /// What shuffles are drawn from.
    pub seed: u64,
    /// What is asked, in order.
    pub questions: Vec<QuestionId>,
    /// Nothing is left to ask.
    pub finished: bool,
    standings: BTreeMap<QuestionId, Standing>,
    injects: BTreeSet<InjectId>,
}

/// How a question stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What it was answered with.
    pub answer: Option<Answer>,
    /// Seconds that the answer and its probes took.
    pub seconds: u32,
    /// The level that the person gave their own answer before they saw its result.
    pub guess: Option<u8>,
    /// Answers to probes, in the order in which they were asked.
    pub probes: Vec<(CriterionId, String)>,
    /// Probes that were passed over.
    pub declined: Vec<CriterionId>,
    /// The result of the answer and all its probes; none while one of them is not assessed, so that
    /// an answer without its result cannot be shown.
    pub result: Option<QuestionResult>,
    /// It was passed over.
    pub skipped: bool,
    /// Strategy and samples, or the working, were shown.
    pub reviewed: bool,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Show an event of the case.
    Inject(InjectId),
    /// Ask.
    Ask(QuestionId),
    /// An answer is stored and not yet scored.
    Assess(QuestionId),
    /// Ask the follow-up for this criterion.
    Probe(QuestionId, CriterionId),
    /// Show how a strong answer is built.
    Review(QuestionId),
    /// Nothing is left to ask.
    Finish,
    /// It is over: show the summary.
    Summary,
}

/// Why events are no attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// The first event is not the start.
    #[error("the attempt does not begin with its start")]
    NotStarted,
    /// A second start.
    #[error("the attempt begins twice")]
    StartedTwice,
}

impl Attempt {
    /// The attempt that these events tell.
    ///
    /// # Errors
    /// Events that do not begin with the start, or begin twice.
    pub fn fold<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Self, FoldError> {
        let mut events = events.into_iter();
        let Some(Event::Started { scenario, title, content, seed, questions, .. }) = events.next()
        else {
            return Err(FoldError::NotStarted);
        };
        let mut attempt = Self {
            scenario: scenario.clone(),
            title: title.clone(),
            content: content.clone(),
            seed: *seed,
            questions: questions.clone(),
            finished: false,
            standings: BTreeMap::new(),
            injects: BTreeSet::new(),
        };
        for event in events {
            attempt.apply(event)?;
        }
        Ok(attempt)
    }

    /// Applies one more event.
    ///
    /// # Errors
    /// A second start.
    pub fn apply(&mut self, event: &Event) -> Result<(), FoldError> {
        match event {
            Event::Started { .. } => return Err(FoldError::StartedTwice),
            Event::InjectShown { inject } => {
                self.injects.insert(inject.clone());
            }
            Event::Answered { question, answer, seconds } => {
                let standing = self.standing_mut(question);
                standing.answer = Some(answer.clone());
                standing.seconds = standing.seconds.saturating_add(*seconds);
                standing.skipped = false;
                standing.result = None;
            }
            Event::ProbeAnswered { question, criterion, text, seconds } => {
                let standing = self.standing_mut(question);
                // One answer a follow-up: a live room lets people change it.
                match standing.probes.iter_mut().find(|(own, _)| own == criterion) {
                    Some((_, kept)) => kept.clone_from(text),
                    None => standing.probes.push((criterion.clone(), text.clone())),
                }
                standing.seconds = standing.seconds.saturating_add(*seconds);
                standing.result = None;
            }
            Event::ProbeDeclined { question, criterion } => {
                self.standing_mut(question).declined.push(criterion.clone());
            }
            Event::Guessed { question, level } => {
                self.standing_mut(question).guess = Some(*level);
            }
            Event::Assessed { question, result } => {
                self.standing_mut(question).result = Some(result.clone());
            }
            Event::Reviewed { question } => self.standing_mut(question).reviewed = true,
            Event::Skipped { question } => self.standing_mut(question).skipped = true,
            Event::Finished => self.finished = true,
        }
        Ok(())
    }

    fn standing_mut(&mut self, question: &QuestionId) -> &mut Standing {
        self.standings.entry(question.clone()).or_default()
    }

    /// How a question stands; none before anything happened to it.
    #[must_use]
    pub fn standing(&self, question: &QuestionId) -> Option<&Standing> {
        self.standings.get(question)
    }

    /// Whether this inject was shown.
    #[must_use]
    pub fn has_shown(&self, inject: &InjectId) -> bool {
        self.injects.contains(inject)
    }

    /// How many questions are answered or passed over.
    #[must_use]
    pub fn done(&self) -> usize {
        self.questions
            .iter()
            .filter_map(|question| self.standing(question))
            .filter(|standing| standing.skipped || standing.answer.is_some())
            .count()
    }

    /// What comes next. `rubric` is that of an open question.
    #[must_use]
    pub fn next<'r>(
        &self,
        scenario: &Scenario,
        rubric: impl Fn(&QuestionId) -> Option<&'r Rubric>,
    ) -> Step {
        if self.finished {
            return Step::Summary;
        }
        let nothing = Standing::default();
        for question in &self.questions {
            let standing = self.standing(question).unwrap_or(&nothing);
            if standing.skipped || standing.reviewed {
                continue;
            }
            if standing.answer.is_none() {
                let needed = scenario.injects_for(question);
                let inject = needed.into_iter().find(|i| !self.has_shown(&i.id));
                return inject
                    .map_or_else(|| Step::Ask(question.clone()), |i| Step::Inject(i.id.clone()));
            }
            let Some(result) = &standing.result else {
                return Step::Assess(question.clone());
            };
            let probe = rubric(question).and_then(|rubric| next_probe(standing, result, rubric));
            return match probe {
                Some(criterion) => Step::Probe(question.clone(), criterion),
                None => Step::Review(question.clone()),
            };
        }
        Step::Finish
    }
}

/// The criterion whose missing levels weigh most and that has a probe not yet asked; none once
/// enough were asked, or where there was nothing to score.
fn next_probe(
    standing: &Standing,
    result: &QuestionResult,
    rubric: &Rubric,
) -> Option<CriterionId> {
    let QuestionResult::Open(scored) = result else { return None };
    let asked: Vec<&CriterionId> =
        standing.probes.iter().map(|(criterion, _)| criterion).chain(&standing.declined).collect();
    if asked.len() >= MAX_PROBES || scored.assessment.status == Status::NotScored {
        return None;
    }
    let mut best: Option<(u64, &CriterionId)> = None;
    for criterion in &scored.assessment.criteria {
        let Some(level) =
            criterion.level.filter(|level| criterion.by == By::Engine && *level < criterion.of)
        else {
            continue;
        };
        let has_probe = rubric.criterion(&criterion.id).is_some_and(|own| own.probe.is_some());
        if !has_probe || asked.contains(&&criterion.id) {
            continue;
        }
        // Lost weight in millionths: whole numbers, so that ties break the same way everywhere.
        let lost = u64::from(criterion.weight) * u64::from(criterion.of - level) * 1_000_000
            / u64::from(criterion.of);
        if best.is_none_or(|(most, _)| lost > most) {
            best = Some((lost, &criterion.id));
        }
    }
    best.map(|(_, id)| id.clone())
}
