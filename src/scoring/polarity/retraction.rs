//! Taking it all back: "forget all of that", "I'd ignore the plan above".
//!
//! Such a sentence turns round everything before it, however well that was said.

use std::ops::Range;

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::tables::classes::{ACTORS, ADVISING, DISMISSING, GATES, NEGATORS};

/// How far a verb may stand from what it does away with.
const VERB_REACH: usize = 6;

impl Sentence<'_> {
    /// The cue of a sentence that takes back all that stands before it in the text.
    pub(super) fn takes_all_back(&self) -> Option<Cue> {
        let start = self.range.start;
        if start == 0 {
            return None;
        }
        let at = self.range.clone().find_map(|i| {
            let end = self.whole(i)?;
            (self.done_away_before(i, end) || self.done_away_after(end)).then_some(i..end)
        });
        let at = at.or_else(|| self.only_for_show())?;
        Some(Cue { at, scope: 0..start, gate: None, force: Force::Denies })
    }

    /// Words that stand for all that was said: "all this", "the plan above", "what I described".
    /// The place behind them, if they begin at `at`.
    fn whole(&self, at: usize) -> Option<usize> {
        let norm = |offset: usize| self.norm(at + offset);
        let it = |word: &str| matches!(word, "it" | "that" | "these" | "this" | "those");
        match norm(0) {
            "all" | "any" | "most" | "none" if norm(1) == "of" && it(norm(2)) => Some(at + 3),
            "all" if it(norm(1)) => Some(at + 2),
            "the" if norm(1) == "above" => Some(at + 2),
            "the" if norm(2) == "above" => Some(at + 3),
            "the" if self.speaker_said(at + 2) => Some(at + 4),
            "everything" | "what" | "whatever" if self.speaker_said(at + 1) => Some(at + 3),
            "everything" if norm(1) == "above" => Some(at + 2),
            _ => None,
        }
    }

    /// "I said", "I have just described".
    fn speaker_said(&self, at: usize) -> bool {
        matches!(self.norm(at), "i" | "we" | "i've" | "we've")
            && (at + 1..at + 3).any(|i| {
                matches!(
                    self.stem(i),
                    "said" | "describ" | "mention" | "list" | "outlin" | "propos" | "told"
                )
            })
    }

    /// "I'd skip all this", "I wouldn't carry any of it out".
    fn done_away_before(&self, at: usize, end: usize) -> bool {
        let from = self.clause_start(at).max(at.saturating_sub(VERB_REACH));
        if self.is_supposed(at) || self.has(GATES) {
            return false;
        }
        let does_away = (from..at).any(|i| {
            let dismisses = self.is(i, DISMISSING)
                || self.stem(i) == "throw"
                || (self.norm(i) == "take" && self.norm(i + 1) == "back");
            dismisses && !self.negator_before(i, VERB_REACH)
        });
        // "I would not do any of it": to the end of the clause, for "not all of it at once" ranks.
        let refuses = (from..at).any(|i| {
            let advises = matches!(self.norm(i), "wouldn't" | "won't")
                || (i > from
                    && (self.is(i - 1, ADVISING)
                        || matches!(self.norm(i - 1), "i'd" | "we'd" | "i'll" | "we'll")));
            self.is(i, NEGATORS) && advises && (from..i + 1).any(|at| self.is(at, ACTORS))
        });
        let to_the_end = end + 1 >= self.range.end || self.opens_clause(end);
        does_away || (refuses && to_the_end)
    }

    /// "What I described can be thrown away".
    fn done_away_after(&self, end: usize) -> bool {
        let passive = |i: usize| matches!(self.norm(i), "be" | "get" | "gets" | "go");
        (end..end + 4).filter(|&i| passive(i)).any(|i| {
            (i + 1..i + 3).any(|verb| {
                let away =
                    self.is(verb, DISMISSING) || matches!(self.norm(verb), "deleted" | "thrown");
                away && !self.negator_before(verb, VERB_REACH)
            })
        })
    }

    /// "That was the official version", "the rest is for show".
    fn only_for_show(&self) -> Option<Range<usize>> {
        self.range.clone().find_map(|i| {
            let points_back =
                || (self.range.start..i).any(|at| matches!(self.norm(at), "that" | "that's"));
            match (self.norm(i), self.norm(i + 1)) {
                ("official", "version") if points_back() => Some(i..i + 2),
                ("for", "interviews" | "show") if !self.negator_before(i, VERB_REACH) => {
                    Some(i..i + 2)
                }
                _ => None,
            }
        })
    }
}
