//! A rubric against the questions, groups, frameworks and competencies of its library.

use crate::content::lower::{Places, Step, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, Rubric};

use super::scenario::known_competency;
use super::{Site, group, levels};

pub(super) fn check(at: &Site<'_>, rubric: &Rubric, found: &mut Vec<Diagnostic>) {
    let places = Places::of(at.text);
    if !at.view.is_scored_by(&rubric.id) {
        found.push(Problem::UnusedRubric.of(at.file));
    }
    group::of_rubric(at, &places, rubric, found);
    for criterion in &rubric.criteria {
        levels::check(at, &places, criterion, found);
        let own = [Step::Key("criterion"), Step::Id(criterion.id.as_str())];
        if let Some(name) = &criterion.competency {
            let steps = [own[0], own[1], Step::Key("competency")];
            known_competency(at, name, || places.find(&steps), found);
        }
        let Basis::Frameworks(names) = &criterion.basis else { continue };
        for (n, name) in names.iter().enumerate() {
            if at.view.frameworks.contains(name) {
                continue;
            }
            let known: Vec<&str> = at.view.frameworks.iter().map(|id| id.as_str()).collect();
            let problem = Problem::Unknown {
                what: Referent::Framework,
                name: name.to_string(),
                near: nearest(name.as_str(), known.iter().copied()).map(str::to_owned),
                known: known.into_iter().map(str::to_owned).collect(),
            };
            // A single name is no list: the last step then leads nowhere, and the name is meant.
            let steps = [own[0], own[1], Step::Key("framework"), Step::At(n)];
            found.push(problem.at(at.file, places.find(&steps)));
        }
    }
}
