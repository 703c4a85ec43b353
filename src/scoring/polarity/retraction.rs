//! Taking back what was said: in the clause before ("we could, but I wouldn't"), or all of it ("forget
//! all of that").

use std::ops::Range;

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{
    ACTORS, ADVISING, ANAPHORS, DISMISSALS, DISMISSING, GATES, JOINING, LOSING, MISTAKES, NEGATORS,
    REPORTING, SUBJECTS,
};

/// How far a verb may stand from what it does away with.
const VERB_REACH: usize = 6;

/// How far into a clause is looked for what takes the one before it back.
const CLAUSE_REACH: usize = 9;

impl Sentence<'_> {
    /// "We could read the chats, but I wouldn't bother": what stands before in the sentence is taken
    /// back.
    pub(super) fn retraction(&self) -> Option<Cue> {
        let turn = (self.range.start + 1..self.range.end).find(|&i| {
            let joined = self.is(i, JOINING);
            let begins = joined || (self.gap(i) != Gap::Space && self.is(i, SUBJECTS));
            begins && self.takes_back(i + usize::from(joined))
        })?;
        let end = (turn..self.range.end)
            .find(|&i| i > turn + 1 && self.opens_clause(i) && !self.is(i, SUBJECTS))
            .unwrap_or(self.range.end);
        let scope = self.range.start..turn;
        Some(Cue { at: turn..end, scope, gate: None, force: Force::Denies })
    }

    /// Whether the clause from `from` on does away with "it", or is only its denial ("I would not").
    fn takes_back(&self, from: usize) -> bool {
        if self.has(GATES)
            && (from..from + CLAUSE_REACH).any(|i| self.is(i, GATES) && self.norm(i) != "without")
        {
            return false;
        }
        let opens = |at: usize| at >= self.range.end || (at > from && self.opens_clause(at));
        let furthest = (from + CLAUSE_REACH).min(self.range.end);
        let end = (from..furthest).find(|&i| opens(i) && !self.is(i, SUBJECTS)).unwrap_or(furthest);
        let mut reach = from..end;
        let actor = reach.clone().take(3).any(|i| self.is(i, ACTORS) || self.norm(i) == "that");
        let imperative = self.norm(from) == "then" || self.norm(from) == "not";
        if self.is_only_denied(from, &opens) {
            return true;
        }
        if !actor && !imperative {
            return false;
        }
        if self.norm(from) == "not" {
            return self.norm(from + 1) == "again";
        }
        reach.any(|i| self.does_away_with_it(i, &opens) || self.regrets(i))
    }

    /// "I would not", "it isn't": a subject, its denied auxiliary, and nothing more.
    fn is_only_denied(&self, from: usize, opens: &dyn Fn(usize) -> bool) -> bool {
        let subject = matches!(
            self.norm(from),
            "i" | "i'd" | "it" | "that" | "they" | "they'd" | "we" | "we'd" | "nobody"
        );
        if !subject {
            return false;
        }
        let asked = (self.range.start..from).any(|i| {
            matches!(self.norm(i), "what" | "which" | "where" | "whether" | "who" | "if" | "when")
        });
        let against = (self.range.start..from).any(|i| {
            self.is(i, NEGATORS)
                || self.is(i, DISMISSALS)
                || self.is(i, DISMISSING)
                || self.is(i, LOSING)
        });
        let negator = (from + 1..from + 4).find(|&i| self.is(i, NEGATORS));
        !asked
            && !against
            && negator.is_some_and(|i| {
                let end = i + 1 + usize::from(matches!(self.norm(i + 1), "really" | "now" | "so"));
                opens(end) || self.gap(end) != Gap::Space
            })
    }

    /// Whether the word at `i` is a verb that does away with "it".
    fn does_away_with_it(&self, i: usize, opens: &dyn Fn(usize) -> bool) -> bool {
        let anaphor = |at: usize| self.is(at, ANAPHORS) || opens(at);
        let it = |at: usize| self.is(at, ANAPHORS);
        let ends = |at: usize| opens(at) || self.gap(at) != Gap::Space;
        let negated = self.negator_before(i, 3);
        match self.stem(i) {
            "bother" => negated,
            "against" => {
                let previous = i.wrapping_sub(1);
                anaphor(i + 1) && self.stem(previous) == "advis"
                    || it(i + 1)
                        && ends(i + 2)
                        && matches!(self.norm(previous), "am" | "i'm" | "we're")
            }
            "leav" => {
                !negated
                    && (self.norm(i + 1) == "out"
                        || anaphor(i + 1) && matches!(self.norm(i + 2), "out" | "aside" | "be")
                        || it(i + 1) && ends(i + 2))
            }
            "throw" | "switch" => {
                !negated && anaphor(i + 1) && matches!(self.norm(i + 2), "away" | "off" | "out")
            }
            "keep" => {
                !negated
                    && (self.norm(i + 1) == "quiet"
                        || it(i + 1)
                            && matches!(self.norm(i + 2), "that" | "away" | "out" | "quiet"))
            }
            "save" | "spare"
                if matches!(self.norm(i + 1), "me" | "myself" | "ourselves" | "us") =>
            {
                !negated && it(i + 2) && ends(i + 3)
            }
            "let" if self.is_ones_own(i) => {
                !negated && it(i + 1) && matches!(self.norm(i + 2), "be" | "go") && ends(i + 3)
            }
            "hide" | "spare" | "delet" => !negated && anaphor(i + 1),
            "resist" | "regret" => !negated && it(i + 1),
            "save" => {
                !negated && matches!(self.norm(i + 2), "money" | "effort" | "time" | "trouble")
            }
            "without" => !negated && it(i + 1) && ends(i + 2),
            // "I would not plan one", "we wouldn't repeat it".
            "do" | "repeat" | "plan" | "build" | "need" | "want" | "write" | "start" | "open"
            | "order" | "make" => {
                let one = it(i + 1) || matches!(self.norm(i + 1), "one" | "another" | "any");
                negated && one && ends(i + 2)
            }
            _ => self.is(i, DISMISSING) && !negated && anaphor(i + 1),
        }
    }

    /// "..., but I think they are a mistake".
    fn regrets(&self, i: usize) -> bool {
        let bad = self.is(i, MISTAKES) || self.is(i, DISMISSALS);
        let it = |at: usize| {
            self.is(at, ANAPHORS) || matches!(self.norm(at), "they" | "it's" | "they're" | "that's")
        };
        let told = (self.range.start..i).any(|at| self.is(at, REPORTING));
        bad && told
            && !self.negator_before(i, 4)
            && self.copula_before(i)
            && (i.saturating_sub(4)..i).any(it)
    }

    /// The cue of a sentence that takes back all that stands before it in the text.
    pub(super) fn takes_all_back(&self) -> Option<Cue> {
        let start = self.range.start;
        if start == 0 {
            return None;
        }
        let at = self.range.clone().find_map(|i| {
            let end = self.whole(i)?;
            // "It has to be off for any of this to mean something."
            if i > start && self.norm(i - 1) == "for" {
                return None;
            }
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
        let only_that = |i: usize| {
            (i.saturating_sub(3)..i).any(|at| {
                matches!(
                    self.norm(at),
                    "is" | "are" | "was" | "were" | "it's" | "they're" | "just" | "only"
                )
            })
        };
        self.range.clone().find_map(|i| {
            let points_back =
                || (self.range.start..i).any(|at| matches!(self.norm(at), "that" | "that's"));
            match (self.norm(i), self.norm(i + 1)) {
                ("official", "version") if points_back() => Some(i..i + 2),
                // "I keep February free for interviews" says what one does, "that is for
                // interviews" what the rest is worth.
                ("for", "interviews" | "show")
                    if !self.negator_before(i, VERB_REACH) && (points_back() || only_that(i)) =>
                {
                    Some(i..i + 2)
                }
                _ => None,
            }
        })
    }
}
