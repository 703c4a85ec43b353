//! Going ahead with a thing left out: "launch with no owner", "ship what isn't tested". Who refuses
//! that asks for what is left out.

use std::ops::Range;

use super::sentence::{Sentence, Subject};
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{
    ADVISING, Class, DISMISSING, GOING_AHEAD, LOSING, NEGATORS, REPORTING, THINKING,
};

/// How far the negation may stand behind the "that" of what is left out: "that nobody has".
const RELATIVE_REACH: usize = 4;

impl Sentence<'_> {
    /// Whether the words at `at` say what something lacks: "with no", "that I can't", "what isn't". A
    /// denial before them ends there.
    pub(super) fn lacks(&self, at: usize) -> bool {
        match self.norm(at) {
            "with" => matches!(self.norm(at + 1), "no" | "nobody" | "nothing"),
            "that" if self.is_told(at - 1) => false,
            "that" | "what" | "which" | "who" | "whatever" => {
                (at + 1..at + RELATIVE_REACH).any(|i| self.is(i, NEGATORS) && self.norm(i) != "no")
            }
            _ => false,
        }
    }

    /// A verb behind which "that" begins what is said or thought, and describes nothing.
    pub(super) fn is_told(&self, at: usize) -> bool {
        self.is(at, REPORTING.with(THINKING))
            || matches!(self.stem(at), "guarante" | "mean" | "promis")
    }

    /// Whether the negation at `at` only says of what nobody goes ahead with: "never ship what
    /// *isn't* tested".
    pub(super) fn is_wanting(&self, at: usize) -> bool {
        let relative = (at.saturating_sub(RELATIVE_REACH - 1)..at)
            .rev()
            .find(|&i| matches!(self.norm(i), "that" | "what" | "which" | "who" | "whatever"));
        relative.is_some_and(|relative| self.refuses(self.range.start..relative))
    }

    /// Whether somebody refuses to go ahead in these words.
    fn refuses(&self, words: Range<usize>) -> bool {
        let end = words.end;
        words.clone().any(|i| {
            self.is(i, NEGATORS) && (i + 1..(i + 4).min(end)).any(|n| self.is(n, GOING_AHEAD))
        })
    }

    /// The cue of "no", "nobody" or "nothing" at `at` behind "with": what one would do without.
    pub(super) fn with_none(&self, at: usize) -> Option<Cue> {
        if self.is_denied_before(at - 1) || self.refuses(at + 1..self.range.end) {
            return None;
        }
        self.forward(at..at + 1)
    }

    /// "I'd log nothing", "we would tell them nothing": the plan is to do none of it.
    pub(super) fn nothing(&self, at: usize) -> Option<Cue> {
        if self.norm(at.wrapping_sub(1)) == "with" {
            return (self.subject(at) == Subject::Actor).then(|| self.with_none(at))?;
        }
        let ends = self.opens_clause(at + 1) || self.gap(at + 1) != Gap::Space;
        let plan = (self.clause_start(at)..at).find(|&i| {
            self.is(i, ADVISING) || matches!(self.norm(i), "i'd" | "i'll" | "we'd" | "we'll")
        })?;
        let turned = (plan..at).any(|i| {
            self.is(i, NEGATORS.with(DISMISSING).with(LOSING))
                || matches!(self.stem(i), "assum" | "chang" | "cost" | "keep")
        });
        let scope = plan + 1..at;
        (ends && !turned && !scope.is_empty() && self.subject(at) == Subject::Actor)
            .then_some(Cue { at: at..at + 1, scope, gate: None, force: Force::Denies })
    }

    /// "What I won't do is ask Legal", where `at` negates what is done; nothing where that is itself
    /// a denial ("is leave Legal out").
    pub(super) fn refused_act(&self, at: usize) -> Option<Option<Cue>> {
        let start = self.range.start;
        if self.norm(start) != "what" || at > start + 3 {
            return None;
        }
        let wills = matches!(self.norm(at), "never" | "won't" | "wouldn't")
            || self.norm(at) == "not" && Class::of_norm(self.auxiliary_before(at)).is(ADVISING);
        if !wills {
            return None;
        }
        let does = (at + 1..at + 3).find(|&i| self.norm(i) == "do")?;
        let is = (does + 1..does + 6).find(|&i| self.norm(i) == "is")?;
        let end = (is + 1..self.range.end)
            .find(|&i| self.norm(i) == "but" || self.gap(i) == Gap::Break)
            .unwrap_or(self.range.end);
        let cue = Cue { at: at..is + 1, scope: is + 1..end, gate: None, force: Force::Denies };
        Some((is + 1 < end && !self.has_partner(is, RELATIVE_REACH)).then_some(cue))
    }
}
