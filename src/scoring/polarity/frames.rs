//! What turns a whole sentence: "it is not true that", doubt, talk.

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{DOUBTING, LISTING, NEEDED, NEGATORS, TALK, TURNING};

impl Sentence<'_> {
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
                "doubt" => {
                    matches!(self.norm(i.wrapping_sub(1)), "i" | "we" | "would" | "much")
                        && !self.negator_before(i, 3)
                }
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
        let own = self.norm(at) == "doubt";
        // "I doubt that" reaches far; "I doubt the figures, so I'd count" to the comma.
        let that = self.norm(at + 1) == "that";
        let ends = |i: usize| match self.norm(i) {
            "but" | "because" => true,
            "if" => own && !that,
            _ if own => !that && self.gap(i) != Gap::Space,
            _ => self.gap(i) == Gap::Break,
        };
        let end = (at + 1..self.range.end).find(|&i| ends(i)).unwrap_or(self.range.end);
        // To doubt that a thing helps is to be against it; to doubt a figure is not.
        let useless = own
            && (at + 1..end).any(|i| self.is(i, NEEDED) || matches!(self.stem(i), "help" | "add"));
        let force = if useless { Force::Denies } else { Force::Reports };
        (end > at + 1).then_some(Cue { at: at..at + 1, scope: at + 1..end, gate: None, force })
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
