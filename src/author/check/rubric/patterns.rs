//! The patterns of a rubric's rules, each with its place.

use std::ops::Range;

use crate::content::lower::{Places, Step};
use crate::content::pattern::Pattern;
use crate::content::rubric::{Basis, Criterion, Rubric, Rule};

/// A pattern of a rule.
#[derive(Clone, Copy)]
pub(super) struct Spot<'r> {
    pub(super) criterion: &'r Criterion,
    pub(super) rule: &'r Rule,
    /// Its number in the rule.
    pub(super) number: usize,
    pub(super) pattern: &'r Pattern,
}

impl Spot<'_> {
    /// Where it stands in the file.
    pub(super) fn place(self, places: &Places<'_>) -> Range<usize> {
        let rule = [
            Step::Key("criterion"),
            Step::Id(self.criterion.id.as_str()),
            Step::Key("evidence"),
            Step::Key(self.rule.id.as_str()),
        ];
        let long = [&rule[..], &[Step::Key("any"), Step::At(self.number)]].concat();
        let short = [&rule[..], &[Step::At(self.number)]].concat();
        let (whole, found) = (places.find(&rule), places.find(&long));
        // A rule in its short form has no `any`: the search then ends at the rule itself.
        if found == whole { places.find(&short) } else { found }
    }
}

/// All patterns of all rules, in the order of the file.
pub(super) fn all(rubric: &Rubric) -> Vec<Spot<'_>> {
    let mut spots = Vec::new();
    for criterion in &rubric.criteria {
        let Basis::Evidence(basis) = &criterion.basis else { continue };
        for rule in &basis.rules {
            let own = rule.any.iter().enumerate();
            spots.extend(own.map(|(number, pattern)| Spot { criterion, rule, number, pattern }));
        }
    }
    spots
}
