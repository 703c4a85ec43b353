//! Patterns that find nothing that another pattern of their rule does not find.

use std::collections::BTreeMap;

use crate::content::lower::Places;
use crate::content::pattern::{Node, Pattern};
use crate::content::problem::Problem;
use crate::content::rubric::{DEFAULT_WITHIN, Rubric};
use crate::content::{Diagnostic, Lexicon};
use crate::scoring::letters::normalise;
use crate::scoring::tables::classes::{Class, NEGATORS};

use super::covers::{Shape, Shapes};
use super::patterns::Spot;
use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    spots: &[Spot<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let Some(lexicon) = &at.view.lexicon else { return };
    let mut shapes = Shapes::new(&rubric.groups, lexicon);
    let reads = Denials { own: &rubric.groups, lexicon };
    for rule in spots.chunk_by(|one, other| std::ptr::eq(one.rule, other.rule)) {
        let within = rule.first().map_or(DEFAULT_WITHIN, |spot| spot.rule.within);
        let own: Vec<Shape> = rule.iter().map(|s| shapes.of(&s.pattern.node, within)).collect();
        for (n, spot) in rule.iter().enumerate() {
            let wider = (0..own.len()).find(|&other| {
                // Of two that find the same, the first stays.
                other != n
                    && !reads.denial(&spot.pattern.node, 0)
                    && own[other].covers(&own[n])
                    && (other < n || !own[n].covers(&own[other]))
            });
            if let Some(wider) = wider {
                let problem = Problem::SwallowedPattern {
                    pattern: spot.pattern.source.clone(),
                    by: rule[wider].pattern.source.clone(),
                };
                found.push(problem.at(at.file, spot.place(places)));
            }
        }
    }
}

/// How deep groups are followed.
const MAX_DEPTH: usize = 8;

/// Tells patterns that hold a denial. `not > fair` finds no other words than `fair`, and yet more: a
/// denial within what is found is part of it, while `fair` alone is read as denied by it.
struct Denials<'r> {
    own: &'r BTreeMap<String, Vec<Pattern>>,
    lexicon: &'r Lexicon,
}

impl Denials<'_> {
    fn denial(&self, node: &Node, depth: usize) -> bool {
        let denies = |norm: &str| Class::of_norm(norm).is(NEGATORS);
        match node {
            Node::Word(word) => denies(&normalise(&word.text)),
            Node::Exact(exact) => exact.words.iter().any(|word| denies(&normalise(word))),
            Node::Group(group) => {
                let known = self.own.get(&group.name);
                let patterns = known.or_else(|| self.lexicon.groups.get(&group.name));
                let mut patterns = patterns.into_iter().flatten();
                depth < MAX_DEPTH && patterns.any(|own| self.denial(&own.node, depth + 1))
            }
            Node::Phrase(parts) | Node::Any(parts) | Node::Near { parts, .. } => {
                parts.iter().any(|part| self.denial(part, depth))
            }
        }
    }
}
