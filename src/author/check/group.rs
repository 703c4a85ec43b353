//! Groups: those that patterns name must be there, and none may contain itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::lower::{GroupUse, Places, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::{Diagnostic, Pattern, Rubric};

use super::Site;

/// The most circles that are told of one file.
const MAX_CIRCLES: usize = 20;

/// Groups by name, with the groups that each names.
type Groups<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The lexicon's groups may name one another.
pub(super) fn of_lexicon(at: &Site<'_>, found: &mut Vec<Diagnostic>) {
    let Some(lexicon) = &at.view.lexicon else { return };
    check(at, &Places::of(at.text), &named(&lexicon.groups), found);
}

/// A framework's phases may name the lexicon's.
pub(super) fn of_framework(at: &Site<'_>, found: &mut Vec<Diagnostic>) {
    of_lexicon(at, found);
}

/// A rubric may name the lexicon's and its own.
pub(super) fn of_rubric(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    let Some(lexicon) = &at.view.lexicon else { return };
    for name in rubric.groups.keys().filter(|name| lexicon.groups.contains_key(*name)) {
        let problem = Problem::HiddenGroup { name: name.clone() };
        found.push(problem.at(at.file, places.find_key("groups", name)));
    }
    // The lexicon's own circles are told of the lexicon, and none of its groups knows the rubric's.
    let names = lexicon.groups.keys();
    let mut groups: Groups<'_> = names.map(|name| (name.as_str(), BTreeSet::new())).collect();
    groups.extend(named(&rubric.groups));
    check(at, places, &groups, found);
}

fn named(groups: &BTreeMap<String, Vec<Pattern>>) -> Groups<'_> {
    let names: BTreeSet<&str> = groups.keys().map(String::as_str).collect();
    groups
        .iter()
        .map(|(name, patterns)| {
            let inner = patterns.iter().flat_map(Pattern::groups);
            let known = inner.filter_map(|group| names.get(group.name.as_str()).copied());
            (name.as_str(), known.collect())
        })
        .collect()
}

fn check(at: &Site<'_>, places: &Places<'_>, groups: &Groups<'_>, found: &mut Vec<Diagnostic>) {
    let uses = places.group_uses();
    for used in uses.iter().filter(|used| !groups.contains_key(used.name.as_str())) {
        let problem = Problem::Unknown {
            what: Referent::Group,
            name: used.name.clone(),
            near: nearest(&used.name, groups.keys().copied()).map(str::to_owned),
            known: Vec::new(),
        };
        found.push(problem.at(at.file, used.span.clone()));
    }
    for circle in circles(groups) {
        // A circle that leads through another file alone is that file's.
        let is_on_it = |used: &&GroupUse| {
            let within = used.within.as_deref().unwrap_or_default();
            steps(&circle).any(|step| step == (within, used.name.as_str()))
        };
        let Some(used) = uses.iter().find(is_on_it) else { continue };
        let name = used.within.clone().unwrap_or_default();
        let first = circle.iter().position(|group| *group == name).unwrap_or(0);
        let way = circle.iter().cycle().skip(first).take(circle.len() + 1);
        let way = way.map(|&group| group.to_owned()).collect();
        found.push(Problem::GroupCycle { name, way }.at(at.file, used.span.clone()));
    }
}

/// From each group of a circle to the one that it names, the last to the first.
fn steps<'a>(circle: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    circle.iter().copied().zip(circle.iter().copied().cycle().skip(1))
}

/// Groups that lead back to themselves. One walk over all, so that a lexicon of thousands is no
/// trouble.
fn circles<'a>(groups: &Groups<'a>) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for &start in groups.keys() {
        if done.contains(start) {
            continue;
        }
        let mut way = vec![start];
        let mut ahead = vec![groups.get(start).into_iter().flatten()];
        while let Some(next) = ahead.last_mut().map(Iterator::next) {
            let Some(&next) = next else {
                ahead.pop();
                done.extend(way.pop());
                continue;
            };
            if let Some(at) = way.iter().position(|&group| group == next) {
                found.extend(way.get(at..).map(<[&str]>::to_vec));
            } else if !done.contains(next) {
                way.push(next);
                ahead.push(groups.get(next).into_iter().flatten());
            }
        }
    }
    found.truncate(MAX_CIRCLES);
    found
}
