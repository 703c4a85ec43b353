//! Patterns that find nothing, not even the words that they are made of.

use crate::content::Diagnostic;
use crate::content::lower::Places;
use crate::content::problem::Problem;
use crate::scoring::PatternSet;

use super::patterns::Spot;
use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    spots: &[Spot<'_>],
    set: &PatternSet<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let alive = set.find_themselves();
    for (spot, _) in spots.iter().zip(alive).filter(|(_, alive)| !alive) {
        let problem = Problem::DeadPattern { pattern: shortened(&spot.pattern.source) };
        found.push(problem.at(at.file, spot.place(places)));
    }
}

/// A pattern that can find nothing is a long one.
fn shortened(source: &str) -> String {
    const MOST: usize = 60;
    match source.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} ...", source[..end].trim_end()),
        None => source.to_owned(),
    }
}
