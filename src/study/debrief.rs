//! What an interview showed: strongest and weakest, and the moves that would have lifted it most.

use serde::Serialize;

use super::competency::{CompetencyShare, profile_of};
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::content::scenario::Scenario;
use crate::content::shared::Shared;
use crate::interview::{Attempt, QuestionResult};
use crate::scoring::assessment::{By, Status};

/// How many moves are named.
pub const MOVES: usize = 3;

/// What an interview showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Debrief {
    /// Answers that were scored.
    pub answers: usize,
    /// Their mean, 0..=100; none where there are none.
    pub percent: Option<u8>,
    /// By name.
    pub competencies: Vec<CompetencyShare>,
    /// What would have lifted the mean most, at most [`MOVES`].
    pub moves: Vec<Move>,
}

/// Something that would have lifted the mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The case.
    pub scenario: ScenarioId,
    /// The question.
    pub question: QuestionId,
    /// The criterion.
    pub criterion: CriterionId,
    /// Completes "The answer ...".
    pub title: String,
    /// What to do.
    pub advice: Option<String>,
    /// By how much the mean would rise, in hundredths of a percentage point.
    pub gain_hundredths: u32,
}

impl Debrief {
    /// The debrief of these attempts, each with its case.
    #[must_use]
    pub fn of(attempts: &[(&Attempt, &Scenario)]) -> Self {
        let mut moves = Vec::new();
        let (mut answers, mut sum) = (0_usize, 0_usize);
        for (attempt, _) in attempts {
            for id in &attempt.questions {
                let result = attempt.standing(id).and_then(|standing| standing.result.as_ref());
                let Some(QuestionResult::Open(scored)) = result else { continue };
                let own = &scored.assessment;
                let Some(percent) = own.percent.filter(|_| own.status == Status::Scored) else {
                    continue;
                };
                answers += 1;
                sum += usize::from(percent);
                let weights: u64 = own.criteria.iter().map(|own| u64::from(own.weight)).sum();
                for criterion in own.criteria.iter().filter(|own| own.by == By::Engine) {
                    let Some(level) = criterion.level.filter(|level| *level < criterion.of) else {
                        continue;
                    };
                    let lost =
                        u64::from(criterion.weight) * u64::from(criterion.of - level) * 10_000
                            / (u64::from(criterion.of) * weights.max(1));
                    moves.push(Move {
                        scenario: attempt.scenario.clone(),
                        question: id.clone(),
                        criterion: criterion.id.clone(),
                        title: criterion.title.to_string(),
                        advice: criterion.advice.as_ref().map(Shared::to_string),
                        gain_hundredths: u32::try_from(lost).unwrap_or(10_000),
                    });
                }
            }
        }
        let count = u32::try_from(answers).unwrap_or(u32::MAX).max(1);
        for own in &mut moves {
            own.gain_hundredths /= count;
        }
        // Equal gains stay in the order of asking.
        moves.sort_by_key(|own| std::cmp::Reverse(own.gain_hundredths));
        moves.truncate(MOVES);
        let percent =
            (answers > 0).then(|| u8::try_from((sum * 2 + answers) / (answers * 2)).unwrap_or(100));
        let competencies = profile_of(attempts.iter().copied());
        Self { answers, percent, competencies, moves }
    }

    /// The competency that came out best; none where there are fewer than two.
    #[must_use]
    pub fn strongest(&self) -> Option<&CompetencyShare> {
        self.competencies
            .iter()
            .rev()
            .max_by_key(|own| own.percent)
            .filter(|_| self.competencies.len() > 1)
    }

    /// The competency that came out worst; none where there are fewer than two.
    #[must_use]
    pub fn weakest(&self) -> Option<&CompetencyShare> {
        self.competencies
            .iter()
            .min_by_key(|own| own.percent)
            .filter(|_| self.competencies.len() > 1)
    }
}
