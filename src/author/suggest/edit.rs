//! One change to a rubric, as a suggestion makes it.

use serde::Serialize;

use crate::content::ids::{CriterionId, RuleId};
use crate::content::pattern::Pattern;
use crate::content::rubric::{Against, Basis, EvidenceBasis, Rubric};

/// The highest weight and the most points that are suggested: beyond, one thing decides all.
const MOST: u32 = 5;

/// The reason that a suggested statement against is given; the author writes a better one.
const WHY: &str = "Say here why this is wrong.";

/// A change that an author can make to a rubric.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Edit {
    /// One more pattern for a rule.
    AddPattern {
        /// The rule's criterion.
        criterion: CriterionId,
        /// The rule.
        rule: RuleId,
        /// As the author would write it.
        pattern: String,
    },
    /// A pattern fewer.
    DropPattern {
        /// The rule's criterion.
        criterion: CriterionId,
        /// The rule.
        rule: RuleId,
        /// As the author wrote it.
        pattern: String,
    },
    /// A rule fewer.
    DropRule {
        /// Its criterion.
        criterion: CriterionId,
        /// The rule.
        rule: RuleId,
    },
    /// A statement that caps its criterion.
    AddAgainst {
        /// The criterion.
        criterion: CriterionId,
        /// As the author would write it.
        pattern: String,
        /// The criterion's level is then at most this.
        cap: u8,
    },
    /// Another weight.
    Weight {
        /// The criterion.
        criterion: CriterionId,
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
    /// Other points.
    Points {
        /// The rule's criterion.
        criterion: CriterionId,
        /// The rule.
        rule: RuleId,
        /// As they are.
        from: u32,
        /// As they would be.
        to: u32,
    },
    /// Another need of a level.
    Needs {
        /// The criterion.
        criterion: CriterionId,
        /// The level.
        at: u8,
        /// As it is.
        from: u32,
        /// As it would be.
        to: u32,
    },
}

impl Edit {
    /// The criterion that it is made in.
    #[must_use]
    pub fn criterion(&self) -> &CriterionId {
        match self {
            Self::AddPattern { criterion, .. }
            | Self::DropPattern { criterion, .. }
            | Self::DropRule { criterion, .. }
            | Self::AddAgainst { criterion, .. }
            | Self::Weight { criterion, .. }
            | Self::Points { criterion, .. }
            | Self::Needs { criterion, .. } => criterion,
        }
    }

    /// How sure its gain must be, in standard errors, to be suggested. Words are many, so some of
    /// them gain by chance: on the public answers of `benches/saf.rs`, changes of numbers taken from
    /// one standard error on did good on answers kept back; new phrases less sure than one and a
    /// half did harm.
    #[must_use]
    pub fn sure_from(&self) -> f64 {
        match self {
            Self::AddPattern { .. } | Self::AddAgainst { .. } => 1.5,
            _ => 1.0,
        }
    }

    /// The pattern that it adds or takes out; none for a change of numbers.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        match self {
            Self::AddPattern { pattern, .. }
            | Self::DropPattern { pattern, .. }
            | Self::AddAgainst { pattern, .. } => Some(pattern),
            _ => None,
        }
    }

    /// The rubric with the change; none where it cannot be made: the place is not there, the pattern
    /// does not parse, or a rule would be left without patterns.
    #[must_use]
    pub fn apply(&self, rubric: &Rubric) -> Option<Rubric> {
        let mut changed = rubric.clone();
        let criterion = changed.criteria.iter_mut().find(|own| own.id == *self.criterion())?;
        if let Self::Weight { to, .. } = self {
            criterion.weight = *to;
            return Some(changed);
        }
        let Basis::Evidence(basis) = &mut criterion.basis else { return None };
        self.apply_to(basis)?;
        Some(changed)
    }

    fn apply_to(&self, basis: &mut EvidenceBasis) -> Option<()> {
        match self {
            Self::AddPattern { rule, pattern, .. } => {
                let pattern = Pattern::parse(pattern).ok()?;
                basis.rules.iter_mut().find(|own| own.id == *rule)?.any.push(pattern);
            }
            Self::DropPattern { rule, pattern, .. } => {
                let own = basis.rules.iter_mut().find(|own| own.id == *rule)?;
                let at = own.any.iter().position(|other| other.source == *pattern)?;
                own.any.remove(at);
                if own.any.is_empty() {
                    return None;
                }
            }
            Self::DropRule { rule, .. } => {
                let named = |own: &&RuleId| *own == rule;
                let asked = basis
                    .levels
                    .iter()
                    .any(|level| level.with.iter().chain(&level.order).any(|own| named(&own)));
                let at = basis.rules.iter().position(|own| own.id == *rule)?;
                if asked || basis.rules.len() == 1 {
                    return None;
                }
                basis.rules.remove(at);
            }
            Self::AddAgainst { pattern, cap, .. } => basis.against.push(Against {
                any: vec![Pattern::parse(pattern).ok()?],
                unless: Vec::new(),
                cap: *cap,
                why: WHY.to_owned(),
                within: crate::content::rubric::DEFAULT_WITHIN,
            }),
            Self::Points { rule, to, .. } => {
                basis.rules.iter_mut().find(|own| own.id == *rule)?.points = *to;
            }
            Self::Needs { at, to, .. } => {
                basis.levels.iter_mut().find(|own| own.at == *at)?.needs = *to;
                if basis.levels.windows(2).any(|pair| pair[1].needs < pair[0].needs) {
                    return None;
                }
            }
            Self::Weight { .. } => {}
        }
        Some(())
    }
}

/// Every small change of numbers: a weight, points or a need one up or one down, a rule left out.
#[must_use]
pub fn numbers(rubric: &Rubric) -> Vec<Edit> {
    let mut edits = Vec::new();
    for criterion in &rubric.criteria {
        let id = || criterion.id.clone();
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        let from = criterion.weight;
        edits.extend(steps(from).map(|to| Edit::Weight { criterion: id(), from, to }));
        for rule in &basis.rules {
            let (rule_id, from) = (|| rule.id.clone(), rule.points);
            edits.push(Edit::DropRule { criterion: id(), rule: rule_id() });
            edits.extend(steps(from).map(|to| Edit::Points {
                criterion: id(),
                rule: rule_id(),
                from,
                to,
            }));
        }
        for level in &basis.levels {
            let (at, from) = (level.at, level.needs);
            edits.extend(steps(from).map(|to| Edit::Needs { criterion: id(), at, from, to }));
        }
    }
    edits
}

fn steps(from: u32) -> impl Iterator<Item = u32> {
    [from.checked_sub(1), from.checked_add(1)]
        .into_iter()
        .flatten()
        .filter(|to| (1..=MOST).contains(to))
}
