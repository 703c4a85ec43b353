//! Where the cuts between levels would lie best.

use serde::Serialize;

use super::MarkedText;

/// Answers that the author's own cut is worth for every hundred points that another lies away from
/// it: a cut moves far only if many answers ask for it.
const AUTHOR: u32 = 10;

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

/// The cuts with which most answers lie on the right side of each, drawn towards the author's; as
/// many as before, strictly rising.
///
/// The sum over answers of how many levels the scorer is off is the sum over cuts of the answers on
/// a cut's wrong side, so each cut can be placed by itself.
#[must_use]
pub fn cuts(author: &[u8], percent: &[u8], answers: &[MarkedText<'_>]) -> Vec<u8> {
    let mut placed: Vec<u8> = Vec::with_capacity(author.len());
    for (level, own) in (1..).zip(author) {
        let above = placed.last().map_or(1, |last| last.saturating_add(1));
        let left = author.len() - placed.len() - 1;
        let below = 100_u8.saturating_sub(u8::try_from(left).unwrap_or(u8::MAX));
        let cost = |cut: u8| {
            let distance = u32::from(cut.abs_diff(*own));
            (100 * wrong(cut, level, percent, answers) + AUTHOR * distance, distance, cut)
        };
        let best = (above..=below).map(cost).min().map_or(*own, |(_, _, cut)| cut);
        placed.push(best);
    }
    placed
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
