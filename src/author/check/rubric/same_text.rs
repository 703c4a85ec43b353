//! Level texts that tell a rater nothing apart.

use crate::content::Diagnostic;
use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::Criterion;
use crate::content::shared::Shared;

use super::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    criterion: &Criterion,
    found: &mut Vec<Diagnostic>,
) {
    let levels = criterion.basis.levels();
    let plain = |text: &Option<Shared>| text.as_ref().map(|text| text.trim().to_lowercase());
    for (n, level) in levels.iter().enumerate() {
        let text = plain(&level.text);
        let Some(lower) = levels[..n].iter().find(|own| text.is_some() && plain(&own.text) == text)
        else {
            continue;
        };
        let problem = Problem::SameLevelText {
            criterion: criterion.id.to_string(),
            below: lower.at,
            at: level.at,
        };
        let steps = [
            Step::Key("criterion"),
            Step::Id(criterion.id.as_str()),
            Step::Key("levels"),
            Step::At(n),
            Step::Key("text"),
        ];
        found.push(problem.at(at.file, places.find(&steps)));
    }
}
