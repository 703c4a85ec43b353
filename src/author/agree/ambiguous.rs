//! The criterion over which people agree least.

use super::figures::{estimate, ordinal_alpha};
use super::rows::{Judged, Row};
use super::{Ambiguous, LEAST, RELIABLE};
use crate::agreement::mean;
use crate::content::ids::CriterionId;

/// The criterion with the lowest alpha, compared with the mean of the others'. Answers are resampled
/// as wholes, so that one bad answer counts for all criteria alike. None where fewer than two
/// criteria have an alpha.
pub(super) fn most(
    answers: &[Judged<'_>],
    criteria: &[(&CriterionId, Vec<&Row>)],
) -> Option<Ambiguous> {
    let (mut lowest, mut others) = (None::<(&CriterionId, f64, usize)>, Vec::new());
    for (id, rows) in criteria {
        let Some(alpha) = ordinal_alpha(rows) else { continue };
        let n = rows.iter().filter(|row| row.count() > 1).count();
        // The first in the rubric's order where two are equally low.
        match lowest {
            Some((_, least, _)) if least <= alpha => others.push(*id),
            _ => others.extend(lowest.replace((*id, alpha, n)).map(|(id, ..)| id)),
        }
    }
    let (id, alpha, n) = lowest?;
    let of = |drawn: &[&Judged<'_>], id: &CriterionId| {
        let rows: Vec<&Row> = drawn.iter().filter_map(|answer| answer.criteria.get(id)).collect();
        ordinal_alpha(&rows)
    };
    let rest = |drawn: &[&Judged<'_>]| mean(others.iter().filter_map(|other| of(drawn, other)));
    let compared: Vec<&Judged<'_>> = answers.iter().filter(|answer| answer.is_compared()).collect();
    let difference = estimate(&compared, |drawn| Some(of(drawn, id)? - rest(drawn)?));
    Some(Ambiguous {
        id: id.clone(),
        alpha,
        others: rest(&compared)?,
        difference,
        stands_out: n >= LEAST
            && alpha < RELIABLE
            && difference.interval.is_some_and(|(_, high)| high < 0.0),
    })
}
