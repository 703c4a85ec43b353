//! Patterns that find nothing that another pattern of their rule does not find.

use crate::content::Diagnostic;
use crate::content::lower::Places;
use crate::content::problem::Problem;
use crate::content::rubric::{DEFAULT_WITHIN, Rubric};

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
    for rule in spots.chunk_by(|one, other| std::ptr::eq(one.rule, other.rule)) {
        let within = rule.first().map_or(DEFAULT_WITHIN, |spot| spot.rule.within);
        let own: Vec<Shape> = rule.iter().map(|s| shapes.of(&s.pattern.node, within)).collect();
        for (n, spot) in rule.iter().enumerate() {
            let wider = (0..own.len()).find(|&other| {
                // Of two that find the same, the first stays.
                other != n
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
