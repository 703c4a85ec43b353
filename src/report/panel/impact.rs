//! How often candidates of each group reach a level: counts, rates with intervals, impact ratios.
//!
//! By what people decided; what the engine advised stands apart. Groups are handed in, and kept
//! nowhere. Nothing here says whether a difference is right or wrong, or what caused it.

mod groups;
mod ratio;

use std::collections::BTreeMap;

use serde::Serialize;

pub use groups::{GroupsError, MAX_GROUPS, groups};
pub use ratio::{FOUR_FIFTHS, Flips, flips, ratio_interval};

use super::SCHEMA;
use crate::agreement::wilson;
use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::panel::{Candidate, CandidateId, PanelName};

/// Groups of fewer are not broken down, so that nobody can be singled out.
pub const SMALLEST_GROUP: u32 = 5;

/// With fewer than this in either group, a ratio says next to nothing, and it is said so.
pub const SMALL_GROUP: u32 = 30;

/// A round by groups.
#[derive(Clone, Debug, Serialize)]
pub struct Impact {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The round.
    pub panel: PanelName,
    /// [`SMALLEST_GROUP`].
    pub smallest_group: u32,
    /// [`SMALL_GROUP`].
    pub small_group: u32,
    /// Candidates of the round who are in a group.
    pub grouped: u32,
    /// Candidates of the round who are in none.
    pub without_group: u32,
    /// Candidates of the round who were erased.
    pub erased: u32,
    /// Ids in the file of groups that are not in the round.
    pub not_here: u32,
    /// In the round's order.
    pub questions: Vec<QuestionImpact>,
}

/// One question by groups.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionImpact {
    /// Which.
    pub question: QuestionId,
    /// The whole answer.
    pub answer: Comparison,
    /// Each criterion, in the rubric's order.
    pub criteria: Vec<CriterionImpact>,
}

/// One criterion by groups.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionImpact {
    /// Which.
    pub id: CriterionId,
    /// By groups.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// How often each group reaches a level.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The level that counts as reached.
    pub from: u8,
    /// The highest level.
    pub of: u8,
    /// By what people decided, by the groups' names.
    pub decided: Vec<GroupRate>,
    /// By what the engine advised.
    pub advised: Vec<GroupRate>,
}

/// How often a group reaches a level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupRate {
    /// Its name.
    pub group: String,
    /// The rate; none where fewer than [`SMALLEST_GROUP`] of the group have a level.
    pub rate: Option<Rate>,
}

/// A rate, with the counts behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// How many reached the level.
    pub reached: u32,
    /// Of how many who have a level.
    pub of: u32,
    /// How many of the group answered and have no level yet.
    pub waiting: u32,
    /// The share.
    pub share: f64,
    /// Its 95 % interval after Wilson.
    pub interval: Option<(f64, f64)>,
    /// Beside the group with the highest share; none for that group, and where nobody reached it.
    pub ratio: Option<Ratio>,
}

/// A group's share divided by that of the group with the highest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// The group with the highest share.
    pub to: String,
    /// The ratio.
    pub value: f64,
    /// Its 95 % interval, from the two shares' intervals.
    pub interval: Option<(f64, f64)>,
    /// How many decisions in the two groups lie between it and four fifths.
    pub flips: Flips,
    /// One of the two groups is smaller than [`SMALL_GROUP`].
    pub n_too_small: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    answered: u32,
    decided: (u32, u32),
    advised: (u32, u32),
}

impl Count {
    fn add(&mut self, from: u8, decided: Option<u8>, advised: Option<u8>) {
        self.answered += 1;
        for (count, level) in [(&mut self.decided, decided), (&mut self.advised, advised)] {
            if let Some(level) = level {
                count.0 += u32::from(level >= from);
                count.1 += 1;
            }
        }
    }
}

struct Subject {
    id: CriterionId,
    from: u8,
    of: u8,
    counts: BTreeMap<String, Count>,
}

struct Asked {
    question: QuestionId,
    from: u8,
    of: u8,
    counts: BTreeMap<String, Count>,
    criteria: Vec<Subject>,
}

/// The criteria of a question with their highest levels.
pub type Scales = Vec<(CriterionId, u8)>;

/// Counts a round, candidate by candidate.
pub struct Counting {
    panel: PanelName,
    groups: BTreeMap<CandidateId, String>,
    found: u32,
    without_group: u32,
    erased: u32,
    asked: Vec<Asked>,
}

/// The level that counts as reached where nobody names one: half of the scale, rounded up.
#[must_use]
pub fn half(of: u8) -> u8 {
    of.div_ceil(2)
}

impl Counting {
    /// Begins. `questions` names each question with its highest level, and its criteria with theirs.
    /// A whole answer counts from level `from` on, or from [`half`] of its scale; a criterion from
    /// half of its own.
    #[must_use]
    pub fn new(
        panel: PanelName,
        groups: BTreeMap<CandidateId, String>,
        questions: Vec<(QuestionId, u8, Scales)>,
        from: Option<u8>,
    ) -> Self {
        let asked = questions
            .into_iter()
            .map(|(question, of, criteria)| Asked {
                question,
                from: from.unwrap_or(half(of)),
                of,
                counts: BTreeMap::new(),
                criteria: criteria
                    .into_iter()
                    .map(|(id, of)| Subject { id, from: half(of), of, counts: BTreeMap::new() })
                    .collect(),
            })
            .collect();
        Self { panel, groups, found: 0, without_group: 0, erased: 0, asked }
    }

    /// Counts a candidate; none: erased.
    pub fn add(&mut self, id: &CandidateId, candidate: Option<&Candidate>) {
        let group = self.groups.get(id);
        self.found += u32::from(group.is_some());
        let Some(candidate) = candidate else {
            self.erased += 1;
            return;
        };
        let Some(group) = group else {
            self.without_group += 1;
            return;
        };
        for asked in &mut self.asked {
            let Some(case) = candidate.case(&asked.question) else { continue };
            let advice = case.advice.as_ref().map(|scored| &scored.assessment);
            asked.counts.entry(group.clone()).or_default().add(
                asked.from,
                case.decision().map(|decision| decision.level),
                advice.and_then(|advice| advice.level),
            );
            for criterion in &mut asked.criteria {
                let own = advice
                    .and_then(|advice| advice.criteria.iter().find(|own| own.id == criterion.id));
                criterion.counts.entry(group.clone()).or_default().add(
                    criterion.from,
                    case.criterion(&criterion.id),
                    own.and_then(|own| own.level),
                );
            }
        }
    }

    /// How many groups have anybody in them.
    #[must_use]
    pub fn groups(&self) -> usize {
        let mut names: Vec<&String> = self.asked.iter().flat_map(|own| own.counts.keys()).collect();
        names.sort();
        names.dedup();
        names.len()
    }

    /// What came of it. Questions that nobody in a group answered are left out.
    #[must_use]
    pub fn finish(self) -> Impact {
        let all = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let questions = self
            .asked
            .into_iter()
            .filter(|asked| !asked.counts.is_empty())
            .map(|asked| QuestionImpact {
                question: asked.question,
                answer: compared(asked.from, asked.of, &asked.counts),
                criteria: asked
                    .criteria
                    .into_iter()
                    .map(|own| CriterionImpact {
                        comparison: compared(own.from, own.of, &own.counts),
                        id: own.id,
                    })
                    .collect(),
            })
            .collect();
        Impact {
            schema: SCHEMA,
            panel: self.panel,
            smallest_group: SMALLEST_GROUP,
            small_group: SMALL_GROUP,
            grouped: self.found,
            without_group: self.without_group,
            erased: self.erased,
            not_here: all.saturating_sub(self.found),
            questions,
        }
    }
}

fn compared(from: u8, of: u8, counts: &BTreeMap<String, Count>) -> Comparison {
    Comparison {
        from,
        of,
        decided: rates(counts, |count| count.decided),
        advised: rates(counts, |count| count.advised),
    }
}

fn rates(counts: &BTreeMap<String, Count>, of: fn(&Count) -> (u32, u32)) -> Vec<GroupRate> {
    let shown: Vec<(&String, u32, u32)> = counts
        .iter()
        .map(|(group, count)| (group, of(count).0, of(count).1))
        .filter(|(_, _, n)| *n >= SMALLEST_GROUP)
        .collect();
    // The first by name of those with the highest share; compared as fractions, not as quotients.
    let highest = shown.iter().copied().reduce(|best, next| {
        let is_higher =
            u64::from(next.1) * u64::from(best.2) > u64::from(best.1) * u64::from(next.2);
        if is_higher { next } else { best }
    });
    counts
        .iter()
        .map(|(group, count)| {
            let (reached, n) = of(count);
            let rate = (n >= SMALLEST_GROUP).then(|| Rate {
                reached,
                of: n,
                waiting: count.answered - n,
                share: f64::from(reached) / f64::from(n),
                interval: wilson(wide(reached), wide(n)),
                ratio: highest
                    .filter(|(name, best, _)| *name != group && *best > 0)
                    .map(|(name, best, all)| beside(name, (reached, n), (best, all))),
            });
            GroupRate { group: group.clone(), rate }
        })
        .collect()
}

fn beside(to: &str, own: (u32, u32), best: (u32, u32)) -> Ratio {
    let share = |(reached, n): (u32, u32)| f64::from(reached) / f64::from(n);
    Ratio {
        to: to.to_owned(),
        value: share(own) / share(best),
        interval: ratio_interval(own, best),
        flips: flips(own, best),
        n_too_small: own.1 < SMALL_GROUP || best.1 < SMALL_GROUP,
    }
}

fn wide(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
