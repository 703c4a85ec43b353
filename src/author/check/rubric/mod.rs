//! A rubric against the questions, groups, frameworks and competencies of its library.

mod alike;
mod bare;
mod covers;
mod dead;
mod follow_up;
mod given;
mod groups;
mod idle;
mod patterns;
mod question;
mod same_text;
mod swallowed;
mod untested;
mod vague;
mod weight;

use crate::content::lower::{Places, Step, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::rubric::Basis;
use crate::content::{Diagnostic, Rubric};
use crate::scoring::PatternSet;

use super::scenario::known_competency;
use super::{Site, excluding, group, leading, texts};

pub(super) fn check(at: &Site<'_>, rubric: &Rubric, found: &mut Vec<Diagnostic>) {
    let places = Places::of(at.text);
    if !at.view.is_scored_by(&rubric.id) {
        found.push(Problem::UnusedRubric.of(at.file));
    }
    group::of_rubric(at, &places, rubric, found);
    for criterion in &rubric.criteria {
        same_text::check(at, &places, criterion, found);
        vague::check(at, &places, criterion, found);
        given::check(at, &places, criterion, found);
        idle::check(at, &places, criterion, found);
        follow_up::check(at, &places, criterion, found);
        let own = [Step::Key("criterion"), Step::Id(criterion.id.as_str())];
        if let Some(name) = &criterion.competency {
            let steps = [own[0], own[1], Step::Key("competency")];
            known_competency(at, name, || places.find(&steps), found);
        }
        let Basis::Frameworks(names) = &criterion.basis else { continue };
        for (n, name) in names.iter().enumerate() {
            if at.view.frameworks.contains_key(name) {
                continue;
            }
            let known: Vec<&str> = at.view.frameworks.keys().map(|id| id.as_str()).collect();
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
    weight::check(at, &places, rubric, found);
    untested::check(at, &places, rubric, found);
    let texts = texts::of_rubric(rubric);
    leading::check(at, &places, &texts, found);
    excluding::check(at, &places, &texts, found);
    // What is faulty has not all of its patterns, and their numbers would mislead.
    if at.is_faulty {
        return;
    }
    groups::check(at, &places, rubric, found);
    alike::check(at, &places, rubric, found);
    let Some(lexicon) = &at.view.lexicon else { return };
    let spots = patterns::all(rubric);
    swallowed::check(at, &places, rubric, &spots, found);
    bare::check(at, &places, rubric, &spots, found);
    let all = spots.iter().map(|spot| (spot.pattern, spot.rule.within));
    // A group that is not there, or goes in a circle, is told above.
    let Ok(set) = PatternSet::new(all, &rubric.groups, lexicon) else { return };
    dead::check(at, &places, &spots, &set, found);
    question::check(at, &places, rubric, &spots, &set, found);
}
