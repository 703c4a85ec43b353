//! Patterns that the question itself satisfies: whoever repeats it would earn them.

use crate::content::Diagnostic;
use crate::content::lower::Places;
use crate::content::problem::Problem;
use crate::content::rubric::Rubric;
use crate::scoring::PatternSet;

use super::patterns::Spot;
use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    rubric: &Rubric,
    spots: &[Spot<'_>],
    set: &PatternSet<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for question in at.view.questions_of(&rubric.id) {
        for (number, span) in set.found_in(&question.prompt) {
            let Some(spot) = spots.get(number) else { continue };
            // A weak rule is meant for what anybody says.
            if spot.rule.weak {
                continue;
            }
            let words = question.prompt.get(span).unwrap_or_default();
            let problem = Problem::FiresOnQuestion {
                pattern: spot.pattern.source.clone(),
                words: words.split_whitespace().collect::<Vec<_>>().join(" "),
                question: question.id.to_string(),
            };
            found.push(problem.at(at.file, spot.place(places)));
        }
    }
}
