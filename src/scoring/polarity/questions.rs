//! Questions that answer themselves: "why would I ask Legal?", "Legal? No."

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::tables::classes::{DISMISSING, GATES, LOSING, NEGATORS};

/// Words that a question has at the most which the next sentence answers with "no".
const ANSWERED_WORDS: usize = 12;

impl Sentence<'_> {
    /// "Why would I ask Legal?", "who needs a dashboard?": asked by somebody who does not want it.
    pub(super) fn rhetorical(&self) -> Option<Cue> {
        let start = (self.range.start..self.range.end)
            .find(|&i| !matches!(self.norm(i), "and" | "but" | "so" | "honestly" | "seriously"))?;
        let norm = |offset: usize| self.norm(start + offset);
        let anybody = |word: &str| matches!(word, "i" | "we" | "anyone" | "anybody" | "one");
        let end = match norm(0) {
            "why" if matches!(norm(1), "would" | "should") && anybody(norm(2)) => start + 3,
            "why" if matches!(norm(1), "bother" | "waste") => start + 2,
            "who" if norm(1) == "has" => self.spare_means(start + 2)?,
            "who" => {
                let verb =
                    if norm(1) == "on" && norm(2) == "earth" { start + 3 } else { start + 1 };
                let unwanted = matches!(self.norm(verb), "needs" | "need" | "wants");
                (unwanted && self.norm(verb + 1) != "to").then_some(verb + 1)?
            }
            "who's" if norm(1) == "got" => self.spare_means(start + 2)?,
            "what" if matches!(norm(1), "good" | "use") => start + 3,
            "what's" if norm(1) == "the" && matches!(norm(2), "point" | "use") => start + 3,
            "what" if norm(1) == "is" && matches!(norm(3), "point" | "use") => start + 4,
            "since" if norm(1) == "when" => start + 2,
            _ => return None,
        };
        let turned = (end..self.range.end)
            .any(|i| self.is(i, NEGATORS) || self.is(i, DISMISSING) || self.is(i, GATES));
        (!turned && end < self.range.end).then_some(Cue {
            at: start..end,
            scope: end..self.range.end,
            gate: None,
            force: Force::Denies,
        })
    }

    /// The place behind "the time for", if that stands at `at`: who asks who has it has none.
    fn spare_means(&self, at: usize) -> Option<usize> {
        let what = at + usize::from(self.norm(at) == "the");
        let means = matches!(self.norm(what), "budget" | "energy" | "money" | "patience" | "time");
        (means && self.norm(what + 1) == "for").then_some(what + 2)
    }

    /// "Legal?", where `next` is the "No" with which the next sentence begins.
    pub(super) fn answered_no(&self, next: &Sentence<'_>) -> Option<Cue> {
        let no = next.range.start;
        let says_no = matches!(next.norm(no), "no" | "nope" | "never" | "hardly")
            || (next.norm(no) == "not" && next.norm(no + 1) != "only");
        let open = matches!(
            self.norm(self.range.start),
            "how" | "what" | "when" | "where" | "which" | "who" | "whose" | "why"
        );
        let turned = self.range.clone().any(|i| {
            self.is(i, NEGATORS)
                || self.is(i, DISMISSING)
                || self.is(i, LOSING)
                || self.is(i, GATES)
        });
        (says_no && !open && !turned && self.range.len() <= ANSWERED_WORDS).then_some(Cue {
            at: no..no + 1,
            scope: self.range.clone(),
            gate: None,
            force: Force::Denies,
        })
    }
}
