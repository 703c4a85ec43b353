//! Finds the cues of one sentence.

use std::ops::Range;

use super::words::{
    ACTORS, ADVISING, ALLOWING, ANAPHORS, Class, DESCRIBING, DISMISSALS, DISMISSING, GATES,
    GOING_AHEAD, LOSING, MISTAKES, NEEDED, NEGATORS, NO_IDIOM, NO_POINT, NOT_IDIOM, OPENERS,
    REPORTING, STATES, SUBJECTS, SUPPOSING, TALK, THINKING, TURNING, WITHOUT_IDIOM,
};
use super::{Cue, Force, Polarity};
use crate::scoring::read::{Gap, Word};

/// How far ahead of a negator its partner may stand: "would not ever want to *skip*".
const PARTNER_REACH: usize = 5;
/// How far ahead of a negator the predicate may stand that makes it a dismissal: "is not really
/// all that *necessary*".
const PREDICATE_REACH: usize = 4;

pub(super) fn of_sentence(words: &[Word], range: Range<usize>, polarity: &mut Polarity) {
    let sentence = Sentence::new(words, range.clone());
    let mut cues: Vec<Cue> = range.clone().filter_map(|at| sentence.cue_at(at)).collect();
    cues.extend(sentence.mistaken_act());
    cues.extend(sentence.retraction());
    cues.extend(sentence.doubt());
    if let Some(cue) = sentence.talk() {
        polarity.talk += 1;
        cues.push(cue);
    }
    match sentence.frame() {
        // Two that meet turn each other round: "it is not true that X is pointless".
        Some(frame) if cues.iter().any(|cue| frame.scope.contains(&cue.at.start)) => {
            cues.retain(|cue| !frame.scope.contains(&cue.at.start));
        }
        Some(frame) => cues.push(frame),
        None => {}
    }
    cues.sort_by_key(|cue| (cue.at.start, cue.scope.start));
    let framed = sentence.frame().map(|frame| frame.scope);
    for at in range {
        polarity.clause[at] = sentence.clause_start(at);
        polarity.negators[at] = sentence.is(at, NEGATORS) || sentence.norm(at) == "without";
        polarity.asserted[at] = !sentence.is_supposed(at)
            && !sentence.is_judged_a_mistake(at)
            && !framed.as_ref().is_some_and(|scope| scope.contains(&at));
    }
    polarity.cues.extend(cues);
}

/// Who or what a verb belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// Somebody who plans, or nobody named: an imperative.
    Actor,
    /// Anything else: what is said of it is a description.
    Thing,
}

struct Sentence<'a> {
    words: &'a [Word],
    range: Range<usize>,
    /// By word, from the first of the sentence.
    classes: Vec<Class>,
    /// By word, from the first of the sentence: index of the first word of its clause.
    clauses: Vec<usize>,
}

impl<'a> Sentence<'a> {
    fn new(words: &'a [Word], range: Range<usize>) -> Self {
        let classes = words[range.clone()].iter().map(Class::of).collect();
        let mut sentence = Self { words, range: range.clone(), classes, clauses: Vec::new() };
        let mut start = range.start;
        for at in range {
            if sentence.begins_clause(at) {
                start = at;
            }
            sentence.clauses.push(start);
        }
        sentence
    }

    fn norm(&self, at: usize) -> &str {
        if self.range.contains(&at) { &self.words[at].norm } else { "" }
    }

    fn stem(&self, at: usize) -> &str {
        if self.range.contains(&at) { &self.words[at].stem } else { "" }
    }

    fn gap(&self, at: usize) -> Gap {
        if self.range.contains(&at) { self.words[at].before } else { Gap::Break }
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.range.contains(&at) && self.classes[at - self.range.start].is(class)
    }

    /// Whether a clause begins with the word at `at`.
    fn opens_clause(&self, at: usize) -> bool {
        !self.range.contains(&at) || self.clause_start(at) == at
    }

    fn begins_clause(&self, at: usize) -> bool {
        if at <= self.range.start || self.gap(at) == Gap::Break || self.is(at, OPENERS) {
            return true;
        }
        let word = self.norm(at);
        if matches!(word, "until" | "till" | "before") {
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

    fn clause_start(&self, at: usize) -> usize {
        at.checked_sub(self.range.start)
            .and_then(|offset| self.clauses.get(offset))
            .copied()
            .unwrap_or(self.range.start)
    }

    /// Where a denial that begins at `from` stops reaching, and the gate if that is what stops it.
    fn reach(&self, from: usize) -> (usize, Option<usize>) {
        for at in from..self.range.end {
            if self.is(at, GATES) || self.norm(at) == "if" || self.norm(at) == "when" {
                return (at, Some(at));
            }
            let opens = at > from && self.opens_clause(at);
            if opens || self.is(at, OPENERS) {
                let asks = matches!(self.norm(at), "because" | "since" | "once" | "while");
                return (at, asks.then_some(at));
            }
            if at > from && self.gap(at) == Gap::Comma && !self.list_goes_on(at) {
                return (at, None);
            }
        }
        (self.range.end, None)
    }

    /// "not document, test or monitor" is one scope; "don't guess, ask" is two.
    fn list_goes_on(&self, comma: usize) -> bool {
        (comma..self.range.end)
            .take_while(|&at| at == comma || !self.opens_clause(at))
            .any(|at| matches!(self.norm(at), "and" | "or" | "nor"))
    }

    fn forward(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        let gate = gate.filter(|_| self.goes_ahead(at.end));
        (end > at.end).then_some(Cue { scope: at.end..end, at, gate, force: Force::Denies })
    }

    /// "Not *launch* before X" asks for X; "not *tell Legal* before X" does not.
    fn goes_ahead(&self, from: usize) -> bool {
        (from..from + 3).any(|i| self.is(i, GOING_AHEAD))
    }

    /// As [`Self::forward`], but only says that it is not so.
    fn report(&self, at: Range<usize>) -> Option<Cue> {
        self.forward(at).map(|cue| Cue { force: Force::Reports, ..cue })
    }

    /// The whole clause round `at`: "Legal does not need to be involved".
    fn clause(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        Some(Cue { scope: self.clause_start(at.start)..end, at, gate, force: Force::Denies })
    }

    fn subject(&self, at: usize) -> Subject {
        let start = self.clause_start(at);
        let imperative = (start..at).all(|i| {
            matches!(
                self.norm(i),
                "and"
                    | "but"
                    | "do"
                    | "does"
                    | "just"
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
    fn is_supposed(&self, at: usize) -> bool {
        let start = self.clause_start(at);
        if self.is(start, SUPPOSING) {
            return true;
        }
        (start..at).any(|i| {
            (self.is(i, REPORTING)
                && i > start
                && !matches!(
                    self.norm(i - 1),
                    "i" | "i'd" | "we" | "we'd" | "would" | "not" | "don't" | "to"
                ))
                || self.stem(i) == "tempt"
        })
    }

    /// A negation and a verdict cancel: "skipping Legal would be a mistake".
    fn is_judged_a_mistake(&self, at: usize) -> bool {
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
    fn rules_out(&self, at: usize) -> bool {
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

    fn copula_before(&self, at: usize) -> bool {
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

    fn negator_before(&self, at: usize, reach: usize) -> bool {
        let start = self.clause_start(at).max(at.saturating_sub(reach));
        (start..at).any(|i| self.is(i, NEGATORS) && !self.is_frame(i))
    }

    /// A word after the negator at `at` that is itself a denial, so that the two say "do it".
    fn has_partner(&self, at: usize, reach: usize) -> bool {
        (at + 1..(at + 1 + reach).min(self.range.end))
            .take_while(|&i| i == at + 1 || !(self.opens_clause(i) || self.is(i, GATES)))
            .any(|i| {
                self.is(i, DISMISSALS)
                    || ((self.is(i, DISMISSING) || self.is(i, LOSING)) && !self.is_attribute(i))
            })
    }

    /// "Missed events", "lost answers": a participle before its noun omits nothing.
    fn is_attribute(&self, at: usize) -> bool {
        let participle =
            self.norm(at).ends_with("ed") || matches!(self.norm(at), "lost" | "missing" | "hidden");
        participle
            && !matches!(
                self.norm(at.wrapping_sub(1)),
                "be" | "been" | "being" | "get" | "is" | "are"
            )
    }

    fn predicate(&self, at: usize) -> bool {
        (at + 1..(at + 1 + PREDICATE_REACH).min(self.range.end))
            .take_while(|&i| !self.opens_clause(i) && !self.is(i, GATES))
            .any(|i| self.is(i, NEEDED))
    }

    fn cue_at(&self, at: usize) -> Option<Cue> {
        let word = self.norm(at);
        if self.is_supposed(at) {
            return None;
        }
        match word {
            "no" => self.no(at),
            "nobody" => self.nobody(at..at + 1),
            "never" => self.never(at),
            "nor" | "neither" => self.forward(at..at + 1),
            "nothing" => None,
            "without" => self.without(at),
            "instead" if self.norm(at + 1) == "of" => self.replaced(at),
            "rather" if self.norm(at + 1) == "than" => self.replaced(at),
            "than" => {
                let start = self.clause_start(at);
                let rather = (start..at.saturating_sub(1)).any(|i| self.norm(i) == "rather");
                rather.then(|| self.forward(at..at + 1))?
            }
            "against" => {
                let opposed = at > self.range.start
                    && matches!(self.norm(at - 1), "am" | "i'm" | "be" | "advise" | "decide");
                opposed.then(|| self.forward(at..at + 1))?
            }
            "wait" => self.put_off(at),
            "avoid" if self.norm(at + 1).ends_with("ing") => self.dismissing_verb(at),
            _ if self.is(at, NEGATORS) => self.not(at),
            _ if self.is(at, DISMISSALS) || matches!(word, "nice" | "early" | "slow" | "slows") => {
                self.dismissal(at)
            }
            _ if self.is(at, DISMISSING) || self.stem(at) == "leav" || word == "without" => {
                self.dismissing_verb(at)
            }
            _ => None,
        }
    }

    fn not(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        if matches!(previous, "or" | "if" | "why" | "whether")
            || self.is_frame(at)
            || self.is_judged_a_mistake(at)
        {
            return None;
        }
        let contracted = self.norm(at) != "not";
        let aux = if contracted { self.norm(at) } else { self.auxiliary_before(at) };
        if self.is_opinion(at, aux) {
            let reach = PARTNER_REACH + 4;
            return if self.has_partner(at, reach) { None } else { self.opinion(at) };
        }
        if self.has_partner(at, PARTNER_REACH) || Class::of_norm(next).is(NOT_IDIOM) {
            return None;
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
            _ => self.forward(at..at + 1),
        }
    }

    /// Whether the clause tells what follows from a case before it: "without X it would not ...".
    fn follows(&self, at: usize) -> bool {
        (self.range.start..at).any(|i| {
            matches!(self.norm(i), "if" | "without" | "otherwise" | "because" | "since" | "unless")
        })
    }

    /// The auxiliary that "not" belongs to: "would *really* not".
    fn auxiliary_before(&self, at: usize) -> &str {
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

    fn is_opinion(&self, at: usize, aux: &str) -> bool {
        matches!(aux, "do" | "don't" | "would" | "wouldn't" | "did" | "didn't")
            && self.is(at + 1, THINKING)
            && (self.norm(at + 1) != "see" || self.sees_no_point(at + 2))
    }

    /// "I do not see *why we should*", "... *the value*".
    fn sees_no_point(&self, at: usize) -> bool {
        (at..at + 4).any(|i| self.is(i, NO_POINT) || self.norm(i) == "why")
    }

    fn opinion(&self, at: usize) -> Option<Cue> {
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

    fn never(&self, at: usize) -> Option<Cue> {
        let described = at > self.range.start && self.is(at - 1, DESCRIBING);
        if self.norm(at + 1) == "mind" {
            return self.forward(at..at + 2);
        }
        if described || self.has_partner(at, PARTNER_REACH) || self.is_judged_a_mistake(at) {
            return None;
        }
        match self.subject(at) {
            Subject::Actor => self.forward(at..at + 1),
            Subject::Thing if self.is(at.wrapping_sub(1), ADVISING) && !self.follows(at) => {
                self.clause(at..at + 1)
            }
            Subject::Thing => self.report(at..at + 1),
        }
    }

    fn no(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        // "No, the numbers ..." is an interjection.
        if self.is(at + 1, NO_IDIOM) || self.gap(at + 1) != Gap::Space {
            return None;
        }
        if next == "one" {
            return self.nobody(at..at + 2);
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
        if matches!(previous, "need" | "requir" | "want" | "with") {
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
    fn nobody(&self, at: Range<usize>) -> Option<Cue> {
        let verb = self.stem(at.end);
        let (_, gate) = self.reach(at.end);
        if self.is(at.end, NEEDED) || matches!(verb, "want" | "read" | "care") {
            return self.forward(at);
        }
        if gate.is_some() || (at.end..self.range.end).any(|i| self.is(i, GATES)) {
            return None;
        }
        let ruled =
            self.is(at.end, ADVISING) || matches!(self.norm(at.end), "may" | "must" | "can");
        if ruled { self.forward(at) } else { self.report(at) }
    }

    fn without(&self, at: usize) -> Option<Cue> {
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        if self.is(at + 1, WITHOUT_IDIOM)
            || self.is(at + 1, ANAPHORS)
            || previous == "or"
            || self.is_judged_a_mistake(at)
        {
            return None;
        }
        if matches!(previous, "do" | "go" | "manage" | "live" | "cope")
            && !self.negator_before(at, 8)
        {
            return self.forward(at..at + 1);
        }
        let negated = |mut range: Range<usize>| range.any(|i| self.is(i, NEGATORS));
        let before = (self.range.start..at).rev().take_while(|&i| self.norm(i) != "but");
        let denied_before =
            before.into_iter().any(|i| self.is(i, NEGATORS) || self.is(i, DISMISSING));
        if denied_before || (at == self.range.start && negated(at..self.range.end)) {
            return None;
        }
        (self.subject(at) == Subject::Actor && at > self.clause_start(at))
            .then(|| self.forward(at..at + 1))?
    }

    /// "Instead of X", "rather than X".
    fn replaced(&self, at: usize) -> Option<Cue> {
        self.forward(at..at + 2)
    }

    fn dismissing_verb(&self, at: usize) -> Option<Cue> {
        let word = self.norm(at);
        match self.stem(at) {
            "leav" if !(at + 1..at + 6).any(|i| self.norm(i) == "out") => return None,
            "hesit" => return None,
            _ => {}
        }
        if self.negator_before(at, PARTNER_REACH + 3) || self.is_judged_a_mistake(at) {
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
        // A past tense tells a story; a determiner before it makes it a noun.
        if word.ends_with("ed")
            || matches!(
                previous,
                "a" | "an" | "the" | "any" | "this" | "that" | "of" | "easily" | "often"
            )
            || matches!(self.norm(at + 1), "in" | "off" | "out")
        {
            return None;
        }
        (self.subject(at) == Subject::Actor).then(|| self.forward(at..at + 1))?
    }

    /// "Training can wait"; not "the small things can wait", which ranks.
    fn put_off(&self, at: usize) -> Option<Cue> {
        let start = self.clause_start(at);
        let can =
            at.checked_sub(1).filter(|&i| i > start && matches!(self.norm(i), "can" | "could"))?;
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
    fn dismissal(&self, at: usize) -> Option<Cue> {
        let end = match self.norm(at) {
            "waste" if self.norm(at + 1) != "of" => return None,
            "nice" if self.norm(at + 1) != "to" || self.norm(at + 2) != "have" => return None,
            "nice" => at + 3,
            "early" if self.norm(at.wrapping_sub(1)) != "too" || self.norm(at + 1) != "to" => {
                return None;
            }
            "slow" | "slows" if !(at + 1..at + 4).any(|i| self.norm(i) == "down") => return None,
            _ => at + 1,
        };
        let slows = self.stem(at) == "slow";
        if self.negator_before(at, 8)
            || self.is_judged_a_mistake(at)
            || !(slows || self.copula_before(at))
        {
            return None;
        }
        // What is said after a relative clause's noun does not reach the main clause's verb.
        self.clause(at..end)
    }

    /// "We could read the chats, but I wouldn't bother": what is conceded before is taken back.
    fn retraction(&self) -> Option<Cue> {
        let turn = (self.range.start + 1..self.range.end).find(|&i| {
            matches!(self.norm(i), "but" | "yet" | "and" | "so") && self.takes_back(i)
        })?;
        let end = (turn..self.range.end)
            .find(|&i| i > turn && self.opens_clause(i) && !self.is(i, SUBJECTS))
            .unwrap_or(self.range.end);
        let scope = self.range.start..turn;
        Some(Cue { at: turn..end, scope, gate: None, force: Force::Denies })
    }

    /// Whether the clause joined at `turn` says that somebody will do away with "it".
    fn takes_back(&self, turn: usize) -> bool {
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
    fn talk(&self) -> Option<Cue> {
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
        let at = self.range.clone().find(|&i| self.is(i, TALK) && self.copula_before(i))?;
        Some(Cue { at: at..at + 1, scope: self.range.clone(), gate: None, force: Force::Reports })
    }

    /// "I doubt that ...", "some people say that ...", "we failed to ...": told, and not claimed.
    fn doubt(&self) -> Option<Cue> {
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

    /// "Involving Legal is a mistake": the act itself is judged.
    fn mistaken_act(&self) -> Option<Cue> {
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

    /// "It is not true that ...", where `at` is the "not".
    fn is_frame(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|i| self.is(i, TURNING))
            && matches!(self.norm(at.saturating_sub(1)), "is" | "it")
            || matches!(self.norm(at), "isn't") && (at + 1..at + 4).any(|i| self.is(i, TURNING))
    }

    fn frame(&self) -> Option<Cue> {
        let at = self.range.clone().find(|&i| self.is(i, NEGATORS) && self.is_frame(i))?;
        let truth = (at + 1..at + 4).find(|&i| self.is(i, TURNING))?;
        let end = self
            .range
            .clone()
            .skip_while(|&i| i <= truth)
            .find(|&i| self.norm(i) == "but")
            .unwrap_or(self.range.end);
        (truth + 1 < end).then_some(Cue {
            at: at..truth + 1,
            scope: truth + 1..end,
            gate: None,
            force: Force::Denies,
        })
    }
}
