//! How an open question is scored: criteria with evidence rules and levels.

use std::collections::BTreeMap;

use super::ids::{Competency, CriterionId, FrameworkId, RubricId, RuleId};
use super::pattern::Pattern;
use super::shared::Shared;

/// The answer's scale where a rubric names none: levels 0 to 4.
pub const DEFAULT_SCALE: [&str; 5] = ["not shown", "weak", "partial", "good", "strong"];

/// The weight of a criterion that names none.
pub const DEFAULT_WEIGHT: u32 = 1;

/// The points of a rule that names none.
pub const DEFAULT_POINTS: u32 = 1;

/// How many words apart the parts of a near pattern may stand where the author says nothing.
pub const DEFAULT_WITHIN: u32 = 8;

/// Cuts for a scale of so many names, evenly spaced: 20, 40, 60, 80 for five.
#[must_use]
pub fn even_cuts(names: usize) -> Vec<u8> {
    (1..names).filter_map(|cut| u8::try_from(cut * 100 / names.max(1)).ok()).collect()
}

/// The highest level of an answer that never touches on what the question is about.
pub const BESIDE_LEVEL: u8 = 1;

/// What an answer has to consist of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expects {
    /// What the person does or would do. Sentences in which nobody does anything are held against
    /// it.
    #[default]
    Action,
    /// How things are: facts need nobody who acts.
    Knowledge,
}

/// One rubric file, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Rubric {
    /// `scenario/question`.
    pub id: RubricId,
    /// What a strong answer shows, in a line.
    pub title: String,
    /// Names of the answer's levels, from 0 up.
    pub scale: Vec<String>,
    /// Percent at which levels 1, 2, ... begin; strictly rising, one fewer than the scale's names.
    pub cuts: Vec<u8>,
    /// What an answer has to consist of.
    pub expects: Expects,
    /// Statements that argue against doing the work at all; what else is said in their sentences is
    /// no evidence.
    pub opposing: Vec<Pattern>,
    /// What the question is about; an answer that never touches on it is at most level
    /// [`BESIDE_LEVEL`].
    pub about: Vec<Pattern>,
    /// Groups of the rubric's own, by name.
    pub groups: BTreeMap<String, Vec<Pattern>>,
    /// What is judged.
    pub criteria: Vec<Criterion>,
    /// Statements that sink the answer.
    pub fatal: Vec<Fatal>,
}

impl Rubric {
    /// The criterion with this id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == *id)
    }
}

/// One thing that a strong answer does.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Within the rubric.
    pub id: CriterionId,
    /// Completes "The answer ...".
    pub title: Shared,
    /// What it trains.
    pub competency: Option<Competency>,
    /// Its share in the weighted mean.
    pub weight: u32,
    /// The follow-up that aims at it.
    pub probe: Option<String>,
    /// What to do to earn it.
    pub advice: Option<Shared>,
    /// A gate for the whole answer.
    pub caps: Option<Caps>,
    /// Where its level comes from.
    pub basis: Basis,
}

/// Without level `below` here, the whole answer is at most `answer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Level of the criterion.
    pub below: u8,
    /// Level of the answer.
    pub answer: u8,
}

/// Where a criterion's level comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Rules over the words of the answer.
    Evidence(EvidenceBasis),
    /// Coverage and order of a framework's phases; the best of those named.
    Frameworks(Vec<FrameworkId>),
    /// A person gives it; not in the percentage. The levels describe it to raters.
    Person(Vec<LevelRule>),
}

impl Basis {
    /// The descriptors of the levels, however the level comes about; none for frameworks.
    #[must_use]
    pub fn levels(&self) -> &[LevelRule] {
        match self {
            Self::Evidence(basis) => &basis.levels,
            Self::Person(levels) => levels,
            Self::Frameworks(_) => &[],
        }
    }
}

/// Rules over the words of the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceBasis {
    /// Rising by `at`; the lowering fills in `needs = at` up to 3 where the author wrote none.
    pub levels: Vec<LevelRule>,
    /// In the file's order.
    pub rules: Vec<Rule>,
    /// Statements that cap the criterion.
    pub against: Vec<Against>,
}

/// When a criterion reaches a level, and what a rater looks for (a behaviourally anchored scale).
#[derive(Clone, Debug, PartialEq)]
pub struct LevelRule {
    /// The level.
    pub at: u8,
    /// Points of satisfied rules.
    pub needs: u32,
    /// Rules that must be among them.
    pub with: Vec<RuleId>,
    /// Rules whose first mentions must come in this order, across sentences.
    pub order: Vec<RuleId>,
    /// The descriptor.
    pub text: Option<Shared>,
}

/// Patterns that count once, however often they are found.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Within the criterion.
    pub id: RuleId,
    /// Completes "the answer ..."; shown when it is missing.
    pub title: Option<Shared>,
    /// One of them is enough.
    pub any: Vec<Pattern>,
    /// What overlaps with one of these is not found: the same words in another meaning.
    pub unless: Vec<Pattern>,
    /// Example sentences that are compared by meaning.
    pub says: Vec<String>,
    /// What it adds.
    pub points: u32,
    /// Words between the parts of `+` and `>`; 8 where none is given.
    pub within: u32,
    /// Never lifts the criterion beyond level 1.
    pub weak: bool,
}

/// A statement that caps the criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// One of them is enough, affirmed.
    pub any: Vec<Pattern>,
    /// As in [`Rule`].
    pub unless: Vec<Pattern>,
    /// The criterion's level is at most this.
    pub cap: u8,
    /// Said to the trainee.
    pub why: String,
    /// As in [`Rule`].
    pub within: u32,
}

/// A statement that sinks the answer; quoted, and a person decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Fatal {
    /// One of them is enough, affirmed.
    pub any: Vec<Pattern>,
    /// As in [`Rule`].
    pub unless: Vec<Pattern>,
    /// The answer's level is at most this.
    pub level: u8,
    /// Said to the trainee.
    pub why: String,
    /// As in [`Rule`].
    pub within: u32,
}
