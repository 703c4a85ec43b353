//! Groups of the rubric's own that no pattern names.

use std::collections::BTreeSet;

use crate::content::lower::Places;
use crate::content::problem::Problem;
use crate::content::{Diagnostic, Rubric};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    let uses = places.group_uses();
    let mut used: BTreeSet<&str> = uses
        .iter()
        .filter(|named| named.within.is_none())
        .map(|named| named.name.as_str())
        .collect();
    // A group that a used group names is used, too.
    loop {
        let known = used.len();
        let inner = uses.iter().filter(|n| n.within.as_deref().is_some_and(|w| used.contains(w)));
        let more: Vec<&str> = inner.map(|named| named.name.as_str()).collect();
        used.extend(more);
        if used.len() == known {
            break;
        }
    }
    for name in rubric.groups.keys().filter(|name| !used.contains(name.as_str())) {
        let problem = Problem::UnusedGroup { name: name.clone() };
        found.push(problem.at(at.file, places.find_key("groups", name)));
    }
}
