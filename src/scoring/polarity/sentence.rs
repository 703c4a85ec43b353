//! A sentence as the rules of polarity ask about it: clauses, subjects, how far a denial reaches.

use std::ops::Range;

use super::{Cue, Force};
use crate::scoring::read::{Gap, Word};
use crate::scoring::tables::classes::{
    ACTORS, ADVISING, ALLOWING, Class, DISMISSALS, DISMISSING, GATES, GOING_AHEAD, LOSING,
    MISTAKES, NEEDED, NEGATORS, OPENERS, REPORTING, RULED, SUBJECTS, SUPPOSING, TEMPTING,
};

/// How far ahead of a negator its partner may stand: "would not ever want to *skip*".
pub(super) const PARTNER_REACH: usize = 5;
/// How far ahead of a negator the predicate may stand that makes it a dismissal: "is not really
/// all that *necessary*".
pub(super) const PREDICATE_REACH: usize = 4;

/// How far behind "what" or "where" a denial may begin that belongs to what is only named.
const NAMED_REACH: usize = 4;

/// How far behind "as" the verb of its clause may stand.
const REASON_REACH: usize = 6;

/// Who or what a verb belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// Somebody who plans, or nobody named: an imperative.
    Actor,
    /// Anything else: what is said of it is a description.
    Thing,
}

/// One sentence with its words looked up and its clauses found.
pub(super) struct Sentence<'a> {
    pub(super) words: &'a [Word<'a>],
    pub(super) range: Range<usize>,
    /// All classes that any of its words has, so that most questions need no look at the words.
    all: Class,
    /// By word, from the first of the sentence: index of the first word of its clause.
    clauses: Vec<usize>,
}
impl<'a> Sentence<'a> {
    pub(super) fn new(words: &'a [Word<'a>], range: Range<usize>) -> Self {
        let all = words[range.clone()].iter().fold(Class::NONE, |all, word| all.with(word.class));
        let clauses = Vec::with_capacity(range.len());
        let mut sentence = Self { words, range: range.clone(), all, clauses };
        let mut start = range.start;
        for at in range {
            if sentence.begins_clause(at) {
                start = at;
            }
            sentence.clauses.push(start);
        }
        sentence
    }

    pub(super) fn norm(&self, at: usize) -> &str {
        if self.range.contains(&at) { &self.words[at].norm } else { "" }
    }

    pub(super) fn stem(&self, at: usize) -> &str {
        if self.range.contains(&at) { &self.words[at].stem } else { "" }
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        if self.range.contains(&at) { self.words[at].before } else { Gap::Break }
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.range.contains(&at) && self.words[at].class.is(class)
    }

    /// Whether any word of the sentence has the class.
    pub(super) fn has(&self, class: Class) -> bool {
        self.all.is(class)
    }

    /// Whether a clause begins with the word at `at`.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        !self.range.contains(&at) || self.clause_start(at) == at
    }

    pub(super) fn begins_clause(&self, at: usize) -> bool {
        if at <= self.range.start || self.gap(at) == Gap::Break || self.is(at, OPENERS) {
            return true;
        }
        let word = self.norm(at);
        if matches!(word, "until" | "till" | "before") || self.gives_reason(at) {
            return true;
        }
        if self.gap(at) == Gap::Comma && self.follows_a_reason(at) {
            return true;
        }
        let joined = matches!(word, "and" | "or" | "then")
            && (self.is(at + 1, SUBJECTS)
                || self.is(at + 1, ADVISING)
                || self.is(at + 1, ALLOWING));
        joined
            || (self.gap(at) == Gap::Comma
                && (self.is(at, SUBJECTS)
                    || matches!(
                        word,
                        "do" | "don't" | "instead" | "never" | "not" | "rather" | "then"
                    )))
    }

    /// "... does not hold *as the* traffic *is* bursty", "*due to* bursts": the reason is not denied.
    fn gives_reason(&self, at: usize) -> bool {
        let before = if at > self.range.start { self.norm(at - 1) } else { "" };
        match self.norm(at) {
            "due" | "owing" => {
                self.norm(at + 1) == "to"
                    && self.norm(at + 2) != "be"
                    && !self.is(at.saturating_sub(1), NEGATORS)
            }
            "as" => {
                let compares = matches!(
                    before,
                    "far"
                        | "just"
                        | "long"
                        | "many"
                        | "much"
                        | "not"
                        | "same"
                        | "soon"
                        | "such"
                        | "well"
                );
                let ends = |i: usize| {
                    self.gap(i) != Gap::Space || matches!(self.norm(i), "that" | "which" | "who")
                };
                let mut clause = (at + 1..at + 1 + REASON_REACH).take_while(|&i| !ends(i)).skip(1);
                !compares
                    && !(at.saturating_sub(3)..at).any(|i| self.norm(i) == "as")
                    && !(at + 1..at + 4).any(|i| self.norm(i) == "as")
                    && clause.any(|i| matches!(self.norm(i), "are" | "has" | "is" | "was" | "were"))
            }
            _ => false,
        }
    }

    /// "As all of them run on battery, *the* routing should not ...": where the first clause gives a
    /// reason, a comma with a new noun behind it begins the next.
    fn follows_a_reason(&self, at: usize) -> bool {
        matches!(
            self.norm(self.range.start),
            "although" | "as" | "because" | "since" | "though" | "whereas" | "while"
        ) && matches!(
            self.norm(at),
            "a" | "all" | "an" | "each" | "every" | "its" | "no" | "our" | "the" | "their" | "your"
        )
    }

    pub(super) fn clause_start(&self, at: usize) -> usize {
        at.checked_sub(self.range.start)
            .and_then(|offset| self.clauses.get(offset))
            .copied()
            .unwrap_or(self.range.start)
    }

    /// Where a denial that begins at `from` stops reaching, and the gate if that is what stops it.
    pub(super) fn reach(&self, from: usize) -> (usize, Option<usize>) {
        // "Whatever else we drop, the notice stays": the scope is empty.
        if self.gap(from) != Gap::Space {
            return (from, None);
        }
        for at in from..self.range.end {
            if self.is(at, GATES) || self.norm(at) == "if" || self.norm(at) == "when" {
                return (at, Some(at));
            }
            if at > from && self.lacks(at) {
                return (at, Some(at));
            }
            let opens = at > from && self.opens_clause(at);
            if opens || self.is(at, OPENERS) {
                let asks = matches!(self.norm(at), "because" | "since" | "once" | "while");
                return (at, asks.then_some(at));
            }
            let ends = || !self.list_goes_on(at) || self.names_only(from, at);
            if at > from && self.gap(at) == Gap::Comma && ends() {
                return (at, None);
            }
        }
        (self.range.end, None)
    }

    /// "What we can't mend, Orla accepts or stops": what is only named, at `from`, ends at its comma.
    fn names_only(&self, from: usize, comma: usize) -> bool {
        let start = self.clause_start(from);
        let relative = matches!(
            self.norm(start),
            "what" | "whatever" | "where" | "wherever" | "whichever" | "whoever"
        );
        let is_said =
            (from..comma + 1).any(|i| matches!(self.norm(i), "is" | "are" | "was" | "were"));
        let aside = self.gap(comma + 1) != Gap::Space;
        relative && from - start <= NAMED_REACH && !is_said && !aside
    }

    /// "not document, test or monitor" is one scope; "don't guess, ask" is two.
    pub(super) fn list_goes_on(&self, comma: usize) -> bool {
        (comma..self.range.end)
            .take_while(|&at| at == comma || !self.opens_clause(at))
            .any(|at| matches!(self.norm(at), "and" | "or" | "nor"))
    }

    pub(super) fn forward(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        // "Not to all but only to those who asked": what goes on behind it is what is done.
        let goes_on = (self.norm(end) == "but" && self.norm(end + 1) == "only").then_some(end);
        let gate =
            gate.filter(|&gate| self.goes_ahead(at.end) || self.is_first_done(gate)).or(goes_on);
        (end > at.end).then_some(Cue { scope: at.end..end, at, gate, force: Force::Denies })
    }

    /// "Not *launch* before X" asks for X; "not *tell Legal* before X" does not.
    pub(super) fn goes_ahead(&self, from: usize) -> bool {
        (from..from + 3).any(|i| self.is(i, GOING_AHEAD))
    }

    /// "Before I have filled it in", "until we've passed": what the speaker does first.
    fn is_first_done(&self, gate: usize) -> bool {
        matches!(self.norm(gate), "before" | "until")
            && match self.norm(gate + 1) {
                "i" | "we" => self.norm(gate + 2) == "have",
                "i've" | "we've" => true,
                _ => false,
            }
    }

    /// As [`Self::forward`], but only says that it is not so.
    pub(super) fn report(&self, at: Range<usize>) -> Option<Cue> {
        self.forward(at).map(|cue| Cue { force: Force::Reports, ..cue })
    }

    /// The whole clause round `at`: "Legal does not need to be involved".
    pub(super) fn clause(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        let begin = self.second_verb(at.start, end).unwrap_or(self.clause_start(at.start));
        Some(Cue { scope: begin..end, at, gate, force: Force::Denies })
    }

    /// "The log goes to the archive *and does not need* an operator": where a second verb of the same
    /// subject is denied, the first is not. "... and does not need to be read" is about the subject,
    /// unless that is only a pronoun.
    fn second_verb(&self, at: usize, end: usize) -> Option<usize> {
        let doing = |i: usize| matches!(self.norm(i), "do" | "does" | "don't" | "doesn't");
        let and = (at.saturating_sub(2)..at).find(|&i| self.norm(i) == "and" && doing(i + 1))?;
        let passive = (at..end).any(|i| self.norm(i) == "to" && self.norm(i + 1) == "be");
        let start = self.clause_start(at);
        let is_pronoun =
            matches!(self.norm(start), "he" | "i" | "it" | "she" | "they" | "we" | "you");
        (and > start && (is_pronoun || !passive)).then_some(and)
    }

    pub(super) fn subject(&self, at: usize) -> Subject {
        let start = self.clause_start(at);
        let imperative = (start..at).all(|i| {
            matches!(
                self.norm(i),
                "and"
                    | "but"
                    | "do"
                    | "does"
                    | "just"
                    | "better"
                    | "please"
                    | "so"
                    | "then"
                    | "also"
                    | "would"
                    | "to"
            )
        });
        if imperative || (start..at).any(|i| self.is(i, ACTORS)) {
            Subject::Actor
        } else {
            Subject::Thing
        }
    }

    /// The clause is about a case that is only supposed, or tells what others say.
    pub(super) fn is_supposed(&self, at: usize) -> bool {
        if !self.has(SUPPOSING.with(REPORTING).with(TEMPTING)) {
            return false;
        }
        let start = self.clause_start(at);
        if self.is(start, SUPPOSING) {
            return true;
        }
        if !self.has(REPORTING.with(TEMPTING)) {
            return false;
        }
        (start..at).any(|i| {
            (self.is(i, REPORTING)
                && i > start
                && !matches!(
                    self.norm(i - 1),
                    "i" | "i'd" | "we" | "we'd" | "would" | "not" | "don't" | "to"
                ))
                || self.is(i, TEMPTING)
        })
    }

    /// A negation and a verdict cancel: "skipping Legal would be a mistake".
    pub(super) fn is_judged_a_mistake(&self, at: usize) -> bool {
        if !self.has(MISTAKES.with(RULED)) {
            return false;
        }
        (at + 1..self.range.end)
            .take_while(|&i| self.norm(i) != "but")
            .any(|i| (self.is(i, MISTAKES) && self.copula_before(i)) || self.rules_out(i))
            || (self.range.start..at).any(|i| {
                self.is(i, MISTAKES)
                    && self.copula_before(i)
                    && matches!(self.norm(i + 1), "to" | "not" | "if" | "that")
            })
    }

    /// "Out of the question", "not an option".
    pub(super) fn rules_out(&self, at: usize) -> bool {
        match self.norm(at) {
            "question" => {
                self.norm(at.wrapping_sub(3)) == "out" && self.norm(at.wrapping_sub(2)) == "of"
            }
            "option" => {
                (at.saturating_sub(3)..at).any(|i| matches!(self.norm(i), "not" | "no" | "isn't"))
            }
            _ => false,
        }
    }

    pub(super) fn copula_before(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|i| {
            matches!(
                self.norm(i),
                "is" | "are"
                    | "be"
                    | "was"
                    | "i'd"
                    | "it's"
                    | "that's"
                    | "they're"
                    | "as"
                    | "seems"
            )
        })
    }

    pub(super) fn negator_before(&self, at: usize, reach: usize) -> bool {
        let start = self.clause_start(at).max(at.saturating_sub(reach));
        (start..at).any(|i| self.is(i, NEGATORS) && !self.is_frame(i) && !self.adds(i))
    }

    /// "Refuse to skip", "avoid losing", "the last thing I would cut": what is refused is itself a
    /// denial, so that the two say "do it".
    pub(super) fn is_refused(&self, at: usize) -> bool {
        let from = self.clause_start(at).max(at.saturating_sub(PARTNER_REACH));
        (from..at).any(|i| {
            matches!(self.stem(i), "avoid" | "declin" | "refus" | "stop")
                || (self.norm(i) == "far" && self.norm(i + 1) == "from")
                || (self.norm(i) == "opposite" && self.norm(i + 1) == "of")
                || (self.norm(i) == "anything" && self.norm(i + 1) == "but")
        }) || (self.range.start..at).any(|i| {
            (self.norm(i) == "last" && matches!(self.norm(i + 1), "place" | "thing"))
                || self.norm(i) == "neither"
        })
    }

    /// "Not only X but", "would not hesitate to": a negator that denies nothing of what follows.
    fn adds(&self, at: usize) -> bool {
        matches!(self.norm(at + 1), "only" | "merely" | "hesitate")
            || (self.norm(at + 1) == "just" && (at..self.range.end).any(|i| self.norm(i) == "but"))
    }

    /// A word after the negator at `at` that is itself a denial, so that the two say "do it".
    pub(super) fn has_partner(&self, at: usize, reach: usize) -> bool {
        (at + 1..(at + 1 + reach).min(self.range.end))
            .take_while(|&i| i == at + 1 || !(self.opens_clause(i) || self.is(i, GATES)))
            .any(|i| {
                (self.is(i, DISMISSALS) && !self.is_spent(i))
                    || self.norm(i) == "rid"
                    || (self.norm(i) == "stop" && self.norm(i + 1).ends_with("ing"))
                    || (self.norm(i) == "switch" && self.norm(i + 1) == "off")
                    || self.given_up(i).is_some()
                    || self.cannot_get_round(i)
                    || (self.is(i, DISMISSING.with(LOSING))
                        && !self.is_attribute(i)
                        && !self.is_spent(i))
            })
    }

    /// "Missed events", "lost answers": a participle before its noun omits nothing.
    pub(super) fn is_attribute(&self, at: usize) -> bool {
        let participle =
            self.norm(at).ends_with("ed") || matches!(self.norm(at), "lost" | "missing" | "hidden");
        participle
            && !matches!(
                self.norm(at.wrapping_sub(1)),
                "be" | "been" | "being" | "get" | "is" | "are"
            )
    }

    /// "Waste a day on X": what is not wasted is not spent.
    fn is_spent(&self, at: usize) -> bool {
        self.stem(at) == "wast" && (at + 1..at + 6).any(|i| self.norm(i) == "on")
    }

    pub(super) fn predicate(&self, at: usize) -> bool {
        (at + 1..(at + 1 + PREDICATE_REACH).min(self.range.end))
            .take_while(|&i| !self.opens_clause(i) && !self.is(i, GATES))
            .any(|i| self.is(i, NEEDED))
    }
}
