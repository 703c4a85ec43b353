//! Dismissal and replacement: skipping a thing, calling it pointless, doing another instead.

use std::ops::Range;

use super::sentence::{PARTNER_REACH, Sentence, Subject};
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{
    ADVISING, DISMISSING, GATES, LOSING, MISTAKES, NEGATORS, OPENERS,
};

/// How far behind a verdict its condition may stand: "is useless to us all if".
const CONDITION_REACH: usize = 4;

impl Sentence<'_> {
    /// "Instead of X", "rather than X".
    pub(super) fn replaced(&self, at: usize) -> Option<Cue> {
        let cue = self.forward(at..at + 2)?;
        // "Instead of a committee I'd name an owner": no comma is needed for what comes instead.
        let plan = cue.scope.clone().find(|&i| {
            matches!(self.norm(i), "i'd" | "i'll" | "we'd" | "we'll")
                || (matches!(self.norm(i), "i" | "we") && self.is(i + 1, ADVISING))
        });
        let scope = cue.scope.start..plan.unwrap_or(cue.scope.end);
        Some(Cue { scope, force: Force::Replaces, ..cue })
    }

    pub(super) fn dismissing_verb(&self, at: usize) -> Option<Cue> {
        let word = self.norm(at);
        match self.stem(at) {
            "leav" if !(at + 1..at + 6).any(|i| self.is_left_out(i)) => return None,
            // "I'd leave nothing out".
            _ if matches!(self.norm(at + 1), "nobody" | "none" | "nothing") => return None,
            "hesit" => return None,
            // "I would refuse to launch without Legal", "to skip the test".
            "refus" | "declin"
                if self.has_partner(at, PARTNER_REACH)
                    || (at..self.range.end)
                        .any(|i| self.is(i, GATES) || self.norm(i) == "behind") =>
            {
                return None;
            }
            _ => {}
        }
        if self.negator_before(at, PARTNER_REACH + 3)
            || self.is_judged_a_mistake(at)
            || self.is_refused(at)
            || (self.stem(at) == "avoid"
                && (self.has_partner(at, PARTNER_REACH)
                    || (at + 1..at + 1 + PARTNER_REACH).any(|i| self.norm(i) == "without")))
        {
            return None;
        }
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        if matches!(previous, "be" | "being" | "get") && word.ends_with("ed") {
            let (_, gate) = self.reach(at + 1);
            return Some(Cue {
                at: at..at + 1,
                scope: self.clause_start(at)..at,
                gate,
                force: Force::Denies,
            });
        }
        if let Some(cue) = self.fronted(at, at) {
            return Some(cue);
        }
        // A past tense tells a story; a determiner before it makes it a noun.
        if word.ends_with("ed")
            || matches!(
                previous,
                "a" | "an" | "the" | "any" | "this" | "that" | "of" | "easily" | "often"
            )
            || matches!(self.norm(at + 1), "in" | "off" | "out") && self.stem(at) != "leav"
        {
            return None;
        }
        let fronted = self.fronted(at, at);
        fronted
            .or_else(|| (self.subject(at) == Subject::Actor).then(|| self.forward(at..at + 1))?)
    }

    /// The end of "leave it *out*", "leave it *to chance*".
    fn is_left_out(&self, at: usize) -> bool {
        self.norm(at) == "out"
            || self.norm(at) == "to" && matches!(self.norm(at + 1), "chance" | "fate" | "luck")
    }

    /// "Training can wait"; not "the small things can wait", which ranks.
    pub(super) fn put_off(&self, at: usize) -> Option<Cue> {
        let start = self.clause_start(at);
        let can =
            at.checked_sub(1).filter(|&i| i > start && matches!(self.norm(i), "can" | "could"))?;
        // "Training is something that can wait".
        let thing = can.wrapping_sub(2);
        if self.norm(can - 1) == "that"
            && matches!(self.norm(thing), "something" | "thing" | "things")
            && self.copula_before(thing)
        {
            let scope = self.range.start..thing;
            return Some(Cue { at: can..at + 1, scope, gate: None, force: Force::Denies });
        }
        let ranks = (start..can).any(|i| {
            matches!(
                self.norm(i),
                "rest"
                    | "other"
                    | "others"
                    | "else"
                    | "everything"
                    | "low"
                    | "lower"
                    | "small"
                    | "smaller"
                    | "minor"
                    | "less"
                    | "that"
                    | "which"
                    | "what"
                    | "these"
                    | "those"
                    | "they"
                    | "it"
            )
        });
        (can - start <= 3 && !ranks).then_some(Cue {
            at: can..at + 1,
            scope: start..can,
            gate: None,
            force: Force::Denies,
        })
    }

    /// "X is pointless", "X would only slow us down".
    pub(super) fn dismissal(&self, at: usize) -> Option<Cue> {
        let end = match self.norm(at) {
            "waste" if self.norm(at + 1) != "of" => return None,
            "nice" if self.norm(at + 1) != "to" || self.norm(at + 2) != "have" => return None,
            "nice" => at + 3,
            "early" => return self.too_early(at),
            "slow" | "slows" if !(at + 1..at + 4).any(|i| self.norm(i) == "down") => return None,
            _ => at + 1,
        };
        let slows = self.stem(at) == "slow";
        if self.negator_before(at, 8)
            || self.is_judged_a_mistake(at)
            || self.is_refused(at)
            || !(slows || self.copula_before(at) || self.is_added(at))
        {
            return None;
        }
        // "A log is useless if nobody reads it" asks for a reader, and does not do away with the log.
        if self.is_defect(at) && self.condition_follows(end) {
            return Some(Cue { force: Force::Reports, ..self.clause(at..end)? });
        }
        if self.is_added(at) {
            let scope = self.range.start..at;
            return Some(Cue { at: at..end, scope, gate: None, force: Force::Denies });
        }
        // What is said after a relative clause's noun does not reach the main clause's verb.
        self.clause(at..end)
    }

    /// Words that find a thing wanting; "unnecessary if" and "optional if" do away with it all the same.
    fn is_defect(&self, at: usize) -> bool {
        matches!(self.norm(at), "meaningless" | "misleading" | "useless" | "waste" | "worthless")
    }

    /// Whether a condition follows within a few words: "is useless to us if", "unless".
    fn condition_follows(&self, from: usize) -> bool {
        (from..from + CONDITION_REACH)
            .take_while(|&i| self.gap(i) == Gap::Space)
            .any(|i| matches!(self.norm(i), "if" | "unless" | "until" | "when" | "without"))
    }

    /// "His signature counts for nothing", "the list is worth nothing": nobody claims that it counts.
    /// The words still are evidence, for whoever says so has seen it. The last is the "nothing".
    pub(super) fn worth_nothing(&self, at: usize) -> Option<Range<usize>> {
        if self.norm(at) != "nothing" || self.norm(at + 1) == "but" {
            return None;
        }
        let stem = |back: usize| at.checked_sub(back).map_or("", |i| self.stem(i));
        let verb = match (stem(1), stem(2)) {
            ("for", "count") => at - 2,
            ("worth" | "mean", _) => at - 1,
            _ => return None,
        };
        let turned = self.negator_before(verb, PARTNER_REACH + 3);
        (!turned).then(|| self.clause_start(verb)..at + 1)
    }

    /// "Is not only dear *but also useless*": the verb stands further off.
    fn is_added(&self, at: usize) -> bool {
        let start = self.clause_start(at).min(at.saturating_sub(9)).max(self.range.start);
        matches!(self.norm(at.wrapping_sub(1)), "also" | "but")
            && (start..at).any(|i| matches!(self.norm(i), "is" | "are"))
    }

    /// "It is too early to ask Legal", "too early in the project for training".
    fn too_early(&self, at: usize) -> Option<Cue> {
        let too = at.checked_sub(1).filter(|&i| self.norm(i) == "too")?;
        let to = (at + 1..at + 5).find(|&i| matches!(self.norm(i), "to" | "for"))?;
        let judged = self.copula_before(at)
            || (too.saturating_sub(2)..too)
                .any(|i| self.norm(i) == "it" || self.norm(i) == "we're");
        let turned = self.negator_before(at, 6) || self.norm(too.wrapping_sub(1)) == "none";
        let (end, _) = self.reach(to + 1);
        (judged && !turned && to + 1 < end).then_some(Cue {
            at: too..to,
            scope: to + 1..end,
            gate: None,
            force: Force::Denies,
        })
    }

    /// "Involving Legal is a mistake": the act itself is judged.
    pub(super) fn mistaken_act(&self) -> Option<Cue> {
        if !self.has(MISTAKES) {
            return None;
        }
        let start = self.range.start;
        if !self.norm(start).ends_with("ing") {
            return None;
        }
        let at =
            (start + 1..self.range.end).find(|&i| self.is(i, MISTAKES) && self.copula_before(i))?;
        let already = (start..at).any(|i| {
            self.is(i, NEGATORS)
                || self.norm(i) == "without"
                || self.is(i, DISMISSING)
                || self.is(i, LOSING)
                || self.is(i, OPENERS)
        });
        (!already).then_some(Cue {
            at: at..at + 1,
            scope: start..at,
            gate: None,
            force: Force::Denies,
        })
    }
}
