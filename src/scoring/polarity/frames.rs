//! What turns a whole sentence: "it is not true that", doubt, talk, a clause that takes it back.

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::tables::classes::{
    ACTORS, ANAPHORS, DISMISSING, DOUBTING, JOINING, LISTING, NEGATORS, SUBJECTS, TALK, TURNING,
};

impl Sentence<'_> {
    /// "We could read the chats, but I wouldn't bother": what is conceded before is taken back.
    pub(super) fn retraction(&self) -> Option<Cue> {
        let turn = (self.range.start + 1..self.range.end)
            .find(|&i| self.is(i, JOINING) && self.takes_back(i))?;
        let end = (turn..self.range.end)
            .find(|&i| i > turn && self.opens_clause(i) && !self.is(i, SUBJECTS))
            .unwrap_or(self.range.end);
        let scope = self.range.start..turn;
        Some(Cue { at: turn..end, scope, gate: None, force: Force::Denies })
    }

    /// Whether the clause joined at `turn` says that somebody will do away with "it".
    pub(super) fn takes_back(&self, turn: usize) -> bool {
        let reach = turn + 1..(turn + 9).min(self.range.end);
        let actor = reach.clone().take(3).any(|i| self.is(i, ACTORS) || self.norm(i) == "that");
        let then = self.norm(turn + 1) == "then";
        if !actor && !then {
            return false;
        }
        reach.clone().any(|i| {
            let it =
                |at: usize| self.is(at, ANAPHORS) || at >= self.range.end || self.opens_clause(at);
            let negated = self.negator_before(i, 3);
            match self.stem(i) {
                "bother" => negated,
                "against" => self.stem(i.wrapping_sub(1)) == "advis" && it(i + 1),
                "leav" => {
                    !negated
                        && (self.norm(i + 1) == "out" || it(i + 1) && self.norm(i + 2) == "out")
                }
                "throw" | "switch" => {
                    !negated && it(i + 1) && matches!(self.norm(i + 2), "away" | "off" | "out")
                }
                "hide" | "spare" | "delet" => !negated && it(i + 1),
                _ => self.is(i, DISMISSING) && !negated && it(i + 1),
            }
        })
    }

    /// "X is a topic that everybody talks about": a thing is named, and nobody does anything with it.
    pub(super) fn talk(&self) -> Option<Cue> {
        if !self.has(TALK.with(LISTING)) {
            return None;
        }
        let speaks = |i: usize| {
            matches!(
                self.norm(i),
                "i" | "i'd"
                    | "i'll"
                    | "i'm"
                    | "i've"
                    | "my"
                    | "we"
                    | "we'd"
                    | "we'll"
                    | "we're"
                    | "our"
                    | "us"
                    | "must"
                    | "should"
                    | "shall"
            )
        };
        if self.range.clone().any(speaks) {
            return None;
        }
        let at = self.range.clone().find(|&i| {
            let lists = |i: usize| {
                matches!(self.norm(i), "are" | "include" | "includes" | "involve" | "were")
            };
            (self.is(i, TALK) && self.copula_before(i))
                || (self.is(i, LISTING) && (i + 1..i + 6).any(lists))
        })?;
        Some(Cue { at: at..at + 1, scope: self.range.clone(), gate: None, force: Force::Reports })
    }

    /// "I doubt that ...", "some people say that ...", "we failed to ...": told, and not claimed.
    pub(super) fn doubt(&self) -> Option<Cue> {
        if !self.has(DOUBTING) {
            return None;
        }
        let at = self.range.clone().find(|&i| {
            let next = self.norm(i + 1);
            match self.norm(i) {
                "doubt" => matches!(self.norm(i.wrapping_sub(1)), "i" | "we" | "would"),
                "say" | "think" | "claim" | "argue" => {
                    i == self.range.start + 2
                        && self.norm(self.range.start) == "some"
                        && self.norm(i - 1) == "people"
                        || i == self.range.start + 1
                            && matches!(self.norm(i - 1), "some" | "people" | "others")
                }
                "failed" | "forgot" | "fail" | "forget" => {
                    next == "to" && !self.negator_before(i, 4)
                }
                _ => false,
            }
        })?;
        let end =
            (at + 1..self.range.end).find(|&i| self.norm(i) == "but").unwrap_or(self.range.end);
        (end > at + 1).then_some(Cue {
            at: at..at + 1,
            scope: at + 1..end,
            gate: None,
            force: Force::Reports,
        })
    }

    /// "It is not true that ...", where `at` is the "not".
    pub(super) fn is_frame(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|i| self.is(i, TURNING))
            && matches!(self.norm(at.saturating_sub(1)), "is" | "it")
            || matches!(self.norm(at), "isn't") && (at + 1..at + 4).any(|i| self.is(i, TURNING))
    }

    pub(super) fn frame(&self) -> Option<Cue> {
        if !self.has(TURNING) {
            return None;
        }
        let at = self.range.clone().find(|&i| self.is(i, NEGATORS) && self.is_frame(i))?;
        let truth = (at + 1..at + 4).find(|&i| self.is(i, TURNING))?;
        let end = self
            .range
            .clone()
            .skip_while(|&i| i <= truth)
            .find(|&i| matches!(self.norm(i), "because" | "but" | "since"))
            .unwrap_or(self.range.end);
        (truth + 1 < end).then_some(Cue {
            at: at..truth + 1,
            scope: truth + 1..end,
            gate: None,
            force: Force::Denies,
        })
    }
}
