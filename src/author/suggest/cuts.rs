//! Where the cuts between levels would lie best.

use serde::Serialize;

use super::MarkedText;
use crate::author::fit::cuts;

/// A cut that would lie better elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cut {
    /// The level that begins there.
    pub level: u8,
    /// Percent at which it begins now.
    pub from: u8,
    /// Percent at which it would begin.
    pub to: u8,
    /// Answers on the wrong side of it now.
    pub wrong_now: u32,
    /// Answers on the wrong side of it then.
    pub wrong_then: u32,
}

/// The cuts that [`cuts::fit`] finds: most answers lie on the right side of each, and none leaves the
/// author's place without good reason.
#[must_use]
pub fn cuts(author: &[u8], percent: &[u8], answers: &[MarkedText<'_>]) -> Vec<u8> {
    let pairs: Vec<(u8, u8)> =
        percent.iter().copied().zip(answers.iter().map(|own| own.level)).collect();
    cuts::fit(author, &pairs)
}

/// Answers on the wrong side of a cut, when the level begins there.
fn wrong(cut: u8, level: u8, percent: &[u8], answers: &[MarkedText<'_>]) -> u32 {
    let off = percent
        .iter()
        .zip(answers)
        .filter(|(own, answer)| (**own >= cut) != (answer.level >= level));
    u32::try_from(off.count()).unwrap_or(u32::MAX)
}

/// The cuts that would move, with what that mends.
#[must_use]
pub fn moved(author: &[u8], percent: &[u8], answers: &[MarkedText<'_>]) -> Vec<Cut> {
    let placed = cuts(author, percent, answers);
    (1..)
        .zip(author.iter().zip(&placed))
        .filter(|(_, (from, to))| from != to)
        .map(|(level, (from, to))| Cut {
            level,
            from: *from,
            to: *to,
            wrong_now: wrong(*from, level, percent, answers),
            wrong_then: wrong(*to, level, percent, answers),
        })
        .collect()
}
