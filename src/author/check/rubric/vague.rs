//! Words of level texts that every rater understands in another way.

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::Criterion;

use crate::author::check::{Site, terms};

/// Words that judge and do not describe. Anchors that name behaviour make raters agree (Smith and
/// Kendall 1963, behaviourally anchored rating scales).
const TERMS: &[&str] = &[
    "acceptable",
    "acceptably",
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "average",
    "bad",
    "badly",
    "decent",
    "effectively",
    "excellent",
    "excellently",
    "good",
    "high quality",
    "nice",
    "outstanding",
    "poor",
    "poorly",
    "proper",
    "properly",
    "reasonable",
    "reasonably",
    "satisfactory",
    "solid",
    "sound",
    "strong",
    "sufficient",
    "sufficiently",
    "suitable",
    "suitably",
    "thorough",
    "thoroughly",
    "very well",
    "weak",
];

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    criterion: &Criterion,
    found: &mut Vec<Diagnostic>,
) {
    let levels = criterion.basis.levels();
    for (n, level) in levels.iter().enumerate() {
        let Some(text) = &level.text else { continue };
        let steps = [
            Step::Key("criterion"),
            Step::Id(criterion.id.as_str()),
            Step::Key("levels"),
            Step::At(n),
            Step::Key("text"),
        ];
        for (span, _) in terms::find(text, TERMS) {
            let problem = Problem::VagueLevelText { word: text[span.clone()].to_owned() };
            found.push(problem.at(at.file, places.find_within(&steps, text, &span)));
        }
    }
}
