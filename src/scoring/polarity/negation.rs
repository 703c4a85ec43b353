//! "Not", "never", "no", "nobody", "without": what they deny, and where they only describe.

use std::ops::Range;

use super::sentence::{PARTNER_REACH, Sentence, Subject};
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{
    ADVISING, ALLOWING, ANAPHORS, Class, DESCRIBING, DISMISSING, GATES, GOING_AHEAD, NEEDED,
    NEGATORS, NO_IDIOM, NO_POINT, NOT_IDIOM, STATES, THINKING, WITHOUT_IDIOM,
};

/// Words of a contrast between two commas.
const ASIDE_REACH: usize = 5;

/// Words that belong for certain to what a relative clause denies: "who don't *report to Priya*".
const DESCRIBED_REACH: usize = 3;

impl Sentence<'_> {
    pub(super) fn not(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        // "I see no problem in not telling them": what is harmless is done.
        let harmless = next.ends_with("ing")
            && (at.saturating_sub(4)..at).any(|i| {
                matches!(self.norm(i), "mind" | "problem" | "wrong")
                    && (i.saturating_sub(3)..i).any(|n| self.is(n, NEGATORS))
            });
        if harmless {
            return self.forward(at..at + 1);
        }
        if matches!(previous, "or" | "if" | "why" | "whether")
            || self.is_frame(at)
            || self.is_judged_a_mistake(at)
            || self.is_wanting(at)
            || self.is_unthinkable(at)
            || self.is_like_none(at)
        {
            return None;
        }
        if let Some(act) = self.refused_act(at) {
            return act;
        }
        if let Some(cue) = self.described(at) {
            return Some(cue);
        }
        if self.is_within_question(at) {
            return self.report(at..at + 1);
        }
        let contracted = self.norm(at) != "not";
        let aux = if contracted { self.norm(at) } else { self.auxiliary_before(at) };
        if self.is_opinion(at, aux) {
            let reach = PARTNER_REACH + 4;
            return if self.has_partner(at, reach) { None } else { self.opinion(at) };
        }
        // "A phone number, not a dashboard".
        let contrasts = self.gap(at) == Gap::Comma && matches!(next, "a" | "an");
        if self.has_partner(at, PARTNER_REACH)
            || (Class::of_norm(next).is(NOT_IDIOM) && !contrasts)
            || self.is_paired(at)
            || next == "too"
        {
            return None;
        }
        if self.promises_nothing(at) {
            return self.report(at..at + 1);
        }
        if self.hands_over(at) {
            return None;
        }
        if let Some(cue) = self.fronted(at, at + 1) {
            return Some(cue);
        }
        let has_no_say = next == "have" && self.norm(at + 3) == "say";
        if self.predicate(at)
            || has_no_say
            || (Class::of_norm(aux).is(DESCRIBING) && matches!(self.norm(at + 2), "job"))
        {
            return self.clause(at..at + 1);
        }
        if Class::of_norm(aux).is(DESCRIBING) {
            return if next == "going" {
                self.forward(at..at + 1)
            } else {
                self.report(at..at + 1)
            };
        }
        let subject =
            self.subject(if contracted { at } else { at.saturating_sub(1).max(self.range.start) });
        match aux {
            "do" | "does" | "don't" | "doesn't" => match subject {
                Subject::Thing => self.report(at..at + 1),
                Subject::Actor if next == "have" && self.norm(at + 2) == "to" => {
                    self.clause(at..at + 1)
                }
                Subject::Actor if Class::of_norm(next).is(STATES) => self.report(at..at + 1),
                Subject::Actor => self.forward(at..at + 1),
            },
            _ if Class::of_norm(aux).is(ADVISING) => match subject {
                Subject::Actor => self.forward(at..at + 1),
                Subject::Thing if aux.starts_with("should") || aux.starts_with("need") => {
                    self.clause(at..at + 1)
                }
                // What a thing would not do is a plan, unless it is what follows from something.
                Subject::Thing if aux.starts_with("will") || aux == "won't" || self.follows(at) => {
                    self.report(at..at + 1)
                }
                Subject::Thing => self.clause(at..at + 1),
            },
            _ if Class::of_norm(aux).is(ALLOWING) => {
                let forbids = aux.starts_with("must") && subject == Subject::Actor;
                if forbids || next == "be" && self.norm(at + 2) == "bothered" {
                    self.forward(at..at + 1)
                } else {
                    self.report(at..at + 1)
                }
            }
            // No auxiliary: a contrast ("ask the staff, not the consultants") or "not to".
            _ if self.gap(at) == Gap::Comma => self.aside(at),
            _ if previous == "and" => {
                self.forward(at..at + 1).map(|cue| Cue { force: Force::Replaces, ..cue })
            }
            _ => self.forward(at..at + 1),
        }
    }

    /// "I do not promise that it never fails": whoever says what cannot be promised is not against it.
    fn promises_nothing(&self, at: usize) -> bool {
        let that = |i: usize| matches!(self.norm(i), "a" | "an" | "that");
        matches!(self.norm(at + 1), "guarantee" | "promise")
            && (that(at + 2) || self.gap(at + 2) == Gap::Space && that(at + 3))
    }

    /// "No excuse for not updating it", "we cannot afford not to log it", "you cannot rebuild a case
    /// without logs": two that cancel each other.
    fn is_paired(&self, at: usize) -> bool {
        let afford = self.stem(at.wrapping_sub(1)) == "afford";
        let doing = afford || self.norm(at + 1).ends_with("ing");
        // "I don't believe that we can afford not to".
        let reach = if afford { PARTNER_REACH + 3 } else { PARTNER_REACH };
        let from = self.clause_start(at).max(at.saturating_sub(reach));
        let mut before = from..at;
        // "I see no problem in not telling them" denies once.
        let harmless = (from..at).any(|i| matches!(self.norm(i), "mind" | "problem" | "wrong"));
        let before = before.any(|i| self.is(i, NEGATORS)) && !harmless;
        let can = self.norm(at).starts_with("can")
            || Class::of_norm(self.auxiliary_before(at)).is(ALLOWING);
        let (end, gate) = self.reach(at + 1);
        (doing && before) || (can && gate.is_some() && self.norm(end) == "without")
    }

    /// "Validation, not the builder, writes it down": a contrast between two commas ends at the second.
    fn aside(&self, at: usize) -> Option<Cue> {
        let cue = self.forward(at..at + 1)?;
        let comma = (at + 2..at + 2 + ASIDE_REACH).find(|&i| self.gap(i) == Gap::Comma);
        let end = comma.unwrap_or(cue.scope.end).min(cue.scope.end);
        Some(Cue { scope: cue.scope.start..end, force: Force::Replaces, ..cue })
    }

    /// "It's not like we don't write it down": two that cancel each other, asked at either.
    fn is_like_none(&self, at: usize) -> bool {
        let likens = |i: usize| self.norm(i) == "not" && self.norm(i + 1) == "like";
        let first = likens(at) && (at + 2..at + 5).any(|i| self.is(i, NEGATORS));
        first || (at.saturating_sub(4).max(self.range.start)..at).any(likens)
    }

    /// "I can't imagine not telling them": what one cannot think of leaving out.
    fn is_unthinkable(&self, at: usize) -> bool {
        matches!(self.norm(at + 1), "bear" | "imagine" | "picture" | "stand")
            && (at + 2..at + 6).any(|i| self.is(i, NEGATORS) || self.norm(i) == "without")
    }

    /// "People who don't report to her rate the chats": what is told of somebody stops short of what
    /// they do.
    fn described(&self, at: usize) -> Option<Cue> {
        let relative = at.checked_sub(1).filter(|&i| i > self.range.start)?;
        let tells = matches!(self.norm(relative), "that" | "which" | "who")
            && self.gap(relative) == Gap::Space
            && self.gap(at) == Gap::Space
            && !self.is_told(relative - 1);
        let describes =
            matches!(self.norm(at), "don't" | "doesn't") || self.is(at, DESCRIBING.with(ALLOWING));
        let cue = self.report(at..at + 1).filter(|_| tells && describes)?;
        let end = cue.scope.end.min(at + 1 + DESCRIBED_REACH);
        Some(Cue { scope: cue.scope.start..end, ..cue })
    }

    /// "See where we don't do it": what is to be found out is not advised against.
    fn is_within_question(&self, at: usize) -> bool {
        (self.clause_start(at).max(at.saturating_sub(3))..at).any(|i| {
            matches!(self.norm(i), "where" | "what" | "which" | "who" | "why" | "how" | "whether")
        })
    }

    /// Whether the clause tells what follows from a case before it: "without X it would not ...".
    pub(super) fn follows(&self, at: usize) -> bool {
        (self.range.start..at).any(|i| {
            matches!(self.norm(i), "if" | "without" | "otherwise" | "because" | "since" | "unless")
        })
    }

    /// The auxiliary that "not" belongs to: "would *really* not".
    pub(super) fn auxiliary_before(&self, at: usize) -> &str {
        for back in 1..=3 {
            let Some(i) = at.checked_sub(back).filter(|i| *i >= self.range.start) else {
                return "";
            };
            if self.is(i, ADVISING)
                || self.is(i, ALLOWING)
                || self.is(i, DESCRIBING)
                || matches!(self.norm(i), "do" | "does")
            {
                return self.norm(i);
            }
            match self.norm(i) {
                "i'm" | "we're" | "it's" | "they're" | "that's" | "you're" => return "is",
                "i'd" | "we'd" | "they'd" | "you'd" | "i'll" | "we'll" | "they'll" => {
                    return "would";
                }
                "also" | "certainly" | "definitely" | "just" | "probably" | "really" | "simply"
                | "still" | "then" | "either" => {}
                _ => return "",
            }
        }
        ""
    }

    pub(super) fn is_opinion(&self, at: usize, aux: &str) -> bool {
        matches!(aux, "do" | "don't" | "would" | "wouldn't" | "did" | "didn't")
            && self.is(at + 1, THINKING)
            && (self.norm(at + 1) != "see" || self.sees_no_point(at + 2))
    }

    /// "I do not see *why we should*", "... *the value*".
    pub(super) fn sees_no_point(&self, at: usize) -> bool {
        (at..at + 4).any(|i| self.is(i, NO_POINT) || self.norm(i) == "why")
    }

    pub(super) fn opinion(&self, at: usize) -> Option<Cue> {
        let start = at + 2;
        let end = (start..self.range.end)
            .find(|&i| self.norm(i) == "but" || self.gap(i) == Gap::Break)
            .unwrap_or(self.range.end);
        (end > start).then_some(Cue {
            at: at..start,
            scope: start..end,
            gate: None,
            force: Force::Denies,
        })
    }

    pub(super) fn never(&self, at: usize) -> Option<Cue> {
        let described = at > self.range.start && self.is(at - 1, DESCRIBING);
        if self.norm(at + 1) == "mind" {
            return self.forward(at..at + 2);
        }
        if described
            || self.has_partner(at, PARTNER_REACH)
            || self.is_judged_a_mistake(at)
            || self.is_paired(at)
            || self.is_wanting(at)
            || (at..at + 7).any(|i| self.norm(i) == "too")
        {
            return None;
        }
        if let Some(act) = self.refused_act(at) {
            return act;
        }
        match self.subject(at) {
            Subject::Actor => self.forward(at..at + 1),
            Subject::Thing if self.is(at.wrapping_sub(1), ADVISING) && !self.follows(at) => {
                self.clause(at..at + 1)
            }
            Subject::Thing => self.report(at..at + 1),
        }
    }

    pub(super) fn no(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        // "No, the numbers ..." is an interjection.
        if self.is(at + 1, NO_IDIOM) || self.gap(at + 1) != Gap::Space {
            return None;
        }
        if next == "one" {
            return self.nobody(at..at + 2);
        }
        if at > self.range.start && self.norm(at - 1) == "with" {
            return self.with_none(at);
        }
        // "No sign-off, no launch" asks for the sign-off; "no runbook, no dashboard" for neither.
        let nos: Vec<usize> = self
            .range
            .clone()
            .filter(|&i| self.norm(i) == "no" && !self.is(i + 1, NO_IDIOM))
            .collect();
        if let [first, second] = nos[..]
            && (second + 1..second + 4).any(|i| self.is(i, GOING_AHEAD))
        {
            debug_assert!(first < second);
            return None;
        }
        if nos.len() > 1 && nos[0] == self.range.start {
            return self.forward(at..at + 1);
        }
        if self.is(at + 1, NO_POINT) {
            let partner =
                self.has_partner(at + 1, PARTNER_REACH + 1) || self.is_judged_a_mistake(at);
            return if partner { None } else { self.clause(at..at + 2) };
        }
        let previous = if at > self.range.start { self.stem(at - 1) } else { "" };
        // "I'd spare no effort".
        if previous == "spare" {
            return None;
        }
        if matches!(previous, "need" | "requir" | "want") {
            return self.forward(at..at + 1);
        }
        // "I would set no limits".
        let planned = at >= self.range.start + 2
            && (self.is(at - 2, ADVISING) || matches!(self.norm(at - 2), "i'd" | "we'd"))
            && !self.has_partner(at, PARTNER_REACH);
        if planned && self.subject(at) == Subject::Actor && !self.is(at - 1, GOING_AHEAD) {
            return self.forward(at..at + 1);
        }
        let (end, gate) = self.reach(at + 1);
        let dismissed = gate.is_none() && (at + 1..end).any(|i| self.is(i, NEEDED));
        (dismissed && end > at + 1).then_some(Cue {
            at: at..at + 1,
            scope: at + 1..end,
            gate,
            force: Force::Denies,
        })
    }

    /// "Nobody needs a test" dismisses; "nobody ships until" and "nobody owns it today" do not.
    pub(super) fn nobody(&self, at: Range<usize>) -> Option<Cue> {
        let verb = self.stem(at.end);
        let (_, gate) = self.reach(at.end);
        let has_to = matches!(self.norm(at.end), "has" | "have") && self.norm(at.end + 1) == "to";
        if self.has_partner(at.start, PARTNER_REACH + 2) || self.is_wanting(at.start) {
            return None;
        }
        if at.start > self.range.start && self.norm(at.start - 1) == "with" {
            return self.with_none(at.start);
        }
        if has_to || self.is(at.end, NEEDED) || matches!(verb, "want" | "read" | "care") {
            return self.forward(at);
        }
        if gate.is_some() || (at.end..self.range.end).any(|i| self.is(i, GATES)) {
            return None;
        }
        let ruled =
            self.is(at.end, ADVISING) || matches!(self.norm(at.end), "may" | "must" | "can");
        if ruled { self.forward(at) } else { self.report(at) }
    }

    /// Whether what "without" belongs to is refused: "not launch without", "hardly decide without".
    pub(super) fn is_denied_before(&self, at: usize) -> bool {
        let mut before = (self.range.start..at).rev().take_while(|&i| self.norm(i) != "but");
        before.any(|i| {
            let allows = matches!(self.stem(i + 1), "hesit" | "mind" | "object" | "refus");
            self.is(i, NEGATORS) && !allows
                || self.is_the_last(i)
                || self.is(i, DISMISSING)
                || matches!(self.norm(i), "avoid" | "barely" | "hardly" | "hesitate" | "reluctant")
        })
    }

    /// "The last person to", "the last one who".
    fn is_the_last(&self, at: usize) -> bool {
        self.norm(at) == "last"
            && self.norm(at.wrapping_sub(1)) == "the"
            && matches!(self.norm(at + 1), "one" | "person" | "to" | "who")
    }

    pub(super) fn without(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        if self.is(at + 1, WITHOUT_IDIOM)
            || self.is(at + 1, ANAPHORS)
            || previous == "or"
            || self.is_judged_a_mistake(at)
        {
            return None;
        }
        // "I'd set up a board without anybody from Legal".
        let leaves_out = matches!(next, "anybody" | "anyone" | "asking" | "involving" | "telling");
        if leaves_out && !self.is_denied_before(at) {
            return self.forward(at..at + 2);
        }
        if matches!(previous, "do" | "go" | "manage" | "live" | "cope")
            && !self.negator_before(at, 8)
        {
            return self.forward(at..at + 1);
        }
        let negated = |mut range: Range<usize>| range.any(|i| self.is(i, NEGATORS));
        if self.is_denied_before(at) || (at == self.range.start && negated(at..self.range.end)) {
            return None;
        }
        (self.subject(at) == Subject::Actor && at > self.clause_start(at))
            .then(|| self.forward(at..at + 1))?
    }
}
