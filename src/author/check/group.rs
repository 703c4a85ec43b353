//! Groups: those that patterns name must be there, and none may contain itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::content::lower::{GroupUse, Places, nearest};
use crate::content::problem::{Problem, Referent};
use crate::content::{Diagnostic, Pattern, Rubric};

use super::Site;

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
    let mut groups = named(&lexicon.groups);
    groups.extend(named(&rubric.groups));
    check(at, places, &groups, found);
}

fn named(groups: &BTreeMap<String, Vec<Pattern>>) -> Groups<'_> {
    let of = |patterns: &'_ [Pattern]| -> Vec<String> {
        patterns.iter().flat_map(Pattern::groups).map(|group| group.name.clone()).collect()
    };
    let names: BTreeSet<&str> = groups.keys().map(String::as_str).collect();
    groups
        .iter()
        .map(|(name, patterns)| {
            let inner = of(patterns);
            let known = names.iter().copied().filter(|known| inner.iter().any(|n| n == known));
            (name.as_str(), known.collect())
        })
        .collect()
}

fn check(at: &Site<'_>, places: &Places<'_>, groups: &Groups<'_>, found: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for used in places.group_uses() {
        if !groups.contains_key(used.name.as_str()) {
            let problem = Problem::Unknown {
                what: Referent::Group,
                name: used.name.clone(),
                near: nearest(&used.name, groups.keys().copied()).map(str::to_owned),
                known: Vec::new(),
            };
            found.push(problem.at(at.file, used.span));
        } else if let Some(way) = circle(&used, groups)
            && !way.iter().any(|name| told.contains(name))
        {
            told.extend(way.iter().cloned());
            let problem =
                Problem::GroupCycle { name: way.first().cloned().unwrap_or_default(), way };
            found.push(problem.at(at.file, used.span));
        }
    }
}

/// The shortest way from the group that a pattern is part of, over the group that it names, back.
fn circle(used: &GroupUse, groups: &Groups<'_>) -> Option<Vec<String>> {
    let start = used.within.as_deref()?;
    let mut ways = VecDeque::from([vec![start, used.name.as_str()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = *way.last()?;
        if last == start {
            return Some(way.into_iter().map(str::to_owned).collect());
        }
        if seen.insert(last) {
            for next in groups.get(last).into_iter().flatten() {
                ways.push_back(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    None
}
