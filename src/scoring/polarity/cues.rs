//! Finds the cues of one sentence.

use std::ops::Range;

use super::words::{
    ACTORS, ADVISING, ALLOWING, Class, DESCRIBING, DISMISSALS, DISMISSING, GATES, LOSING, MISTAKES,
    NEEDED, NEGATORS, NO_IDIOM, NO_POINT, NOT_IDIOM, OPENERS, REPORTING, STATES, SUBJECTS,
    SUPPOSING, THINKING, TURNING, WITHOUT_IDIOM,
};
use super::{Cue, Polarity};
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
            .any(|at| matches!(self.norm(at), "or" | "nor"))
    }

    fn forward(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        (end > at.end).then_some(Cue { scope: at.end..end, at, gate })
    }

    /// The whole clause round `at`: "Legal does not need to be involved".
    fn clause(&self, at: Range<usize>) -> Option<Cue> {
        let (end, gate) = self.reach(at.end);
        Some(Cue { scope: self.clause_start(at.start)..end, at, gate })
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
            .any(|i| self.is(i, MISTAKES) && self.copula_before(i))
    }

    fn copula_before(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|i| {
            matches!(
                self.norm(i),
                "is" | "are" | "be" | "was" | "it's" | "that's" | "they're" | "as" | "seems"
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
            .any(|i| self.is(i, DISMISSING) || self.is(i, LOSING) || self.is(i, DISMISSALS))
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
            return if next == "going" { self.forward(at..at + 1) } else { None };
        }
        let subject =
            self.subject(if contracted { at } else { at.saturating_sub(1).max(self.range.start) });
        match aux {
            "do" | "does" | "don't" | "doesn't" => match subject {
                Subject::Thing => None,
                Subject::Actor if next == "have" && self.norm(at + 2) == "to" => {
                    self.clause(at..at + 1)
                }
                Subject::Actor if Class::of_norm(next).is(STATES) => None,
                Subject::Actor => self.forward(at..at + 1),
            },
            _ if Class::of_norm(aux).is(ADVISING) => match subject {
                Subject::Actor => self.forward(at..at + 1),
                Subject::Thing if aux.starts_with("should") || aux.starts_with("need") => {
                    self.clause(at..at + 1)
                }
                Subject::Thing if next == "be" => self.clause(at..at + 1),
                Subject::Thing => None,
            },
            _ if Class::of_norm(aux).is(ALLOWING) => {
                let forbids = aux.starts_with("must") && subject == Subject::Actor;
                (forbids || next == "be" && self.norm(at + 2) == "bothered")
                    .then(|| self.forward(at..at + 1))?
            }
            // No auxiliary: a contrast ("ask the staff, not the consultants") or "not to".
            _ => self.forward(at..at + 1),
        }
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
        (end > start).then_some(Cue { at: at..start, scope: start..end, gate: None })
    }

    fn never(&self, at: usize) -> Option<Cue> {
        let described = at > self.range.start && self.is(at - 1, DESCRIBING);
        if self.norm(at + 1) == "mind" {
            return self.forward(at..at + 2);
        }
        if described || self.has_partner(at, PARTNER_REACH) || self.is_judged_a_mistake(at) {
            return None;
        }
        (self.subject(at) == Subject::Actor).then(|| self.forward(at..at + 1))?
    }

    fn no(&self, at: usize) -> Option<Cue> {
        let next = self.norm(at + 1);
        if self.is(at + 1, NO_IDIOM) {
            return None;
        }
        if next == "one" {
            return self.nobody(at..at + 2);
        }
        // "No sign-off, no launch" asks for the sign-off.
        let twin = self
            .range
            .clone()
            .any(|i| i != at && self.norm(i) == "no" && !self.is(i + 1, NO_IDIOM));
        if twin {
            return None;
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
        (dismissed && end > at + 1).then_some(Cue { at: at..at + 1, scope: at + 1..end, gate })
    }

    /// "Nobody needs a test" dismisses; "nobody ships until" and "nobody owns it today" do not.
    fn nobody(&self, at: Range<usize>) -> Option<Cue> {
        let verb = self.stem(at.end);
        (self.is(at.end, NEEDED) || matches!(verb, "want" | "read" | "care"))
            .then(|| self.forward(at))?
    }

    fn without(&self, at: usize) -> Option<Cue> {
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        if self.is(at + 1, WITHOUT_IDIOM) || previous == "or" || self.is_judged_a_mistake(at) {
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
            return Some(Cue { at: at..at + 1, scope: self.clause_start(at)..at, gate });
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
        (!already).then_some(Cue { at: at..at + 1, scope: start..at, gate: None })
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
        (truth + 1 < end).then_some(Cue { at: at..truth + 1, scope: truth + 1..end, gate: None })
    }
}
