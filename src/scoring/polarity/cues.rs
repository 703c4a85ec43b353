//! All cues of one sentence: which rule is asked at which word.

use std::ops::Range;

use super::sentence::{Sentence, Subject};
use super::{Cue, Polarity};
use crate::scoring::read::Word;
use crate::scoring::tables::classes::{
    ADVISING, CUEING, DISMISSALS, DISMISSING, GIVING_UP, IDIOMS, LEAVING, NEEDED, NEGATORS,
};

pub(super) fn of_sentence(
    words: &[Word<'_>],
    range: Range<usize>,
    of_action: bool,
    polarity: &mut Polarity,
) {
    let sentence = Sentence::new(words, range.clone());
    let mut cues: Vec<Cue> =
        range.clone().filter_map(|at| sentence.cue_at(at, of_action)).collect();
    cues.extend(sentence.doubt());
    // Only what is planned can be dismissed: "the headers are optional" is a fact about headers.
    if of_action {
        cues.extend(sentence.mistaken_act());
        cues.extend(sentence.retraction());
        cues.extend(sentence.takes_all_back());
    }
    if let Some(cue) = sentence.talk().filter(|_| of_action) {
        polarity.talk += 1;
        cues.push(cue);
    }
    let frame = sentence.frame();
    let framed = frame.as_ref().map(|frame| frame.scope.clone());
    match frame {
        // Two that meet turn each other round: "it is not true that X is pointless".
        Some(frame) if cues.iter().any(|cue| frame.scope.contains(&cue.at.start)) => {
            cues.retain(|cue| !frame.scope.contains(&cue.at.start));
        }
        Some(frame) => cues.push(frame),
        None => {}
    }
    cues.sort_by_key(|cue| (cue.at.start, cue.scope.start));
    if sentence.has(NEGATORS) {
        polarity.emptied.extend(range.clone().filter_map(|at| sentence.worth_nothing(at)));
    }
    for act in sentence.feared() {
        polarity.feared[act].fill(true);
    }
    for at in range {
        polarity.clause[at] = sentence.clause_start(at);
        polarity.negators[at] = sentence.is(at, NEGATORS) || sentence.norm(at) == "without";
        polarity.asserted[at] = !sentence.is_supposed(at)
            && !sentence.is_judged_a_mistake(at)
            && !framed.as_ref().is_some_and(|scope| scope.contains(&at));
    }
    polarity.cues.extend(cues);
}

/// The cue of a question that is no real one; `next` are the words of the sentence behind it.
pub(super) fn of_question(
    words: &[Word<'_>],
    range: Range<usize>,
    next: Option<Range<usize>>,
) -> Option<Cue> {
    let question = Sentence::new(words, range);
    question.rhetorical().or_else(|| question.answered_no(&Sentence::new(words, next?)))
}

impl Sentence<'_> {
    fn cue_at(&self, at: usize, of_action: bool) -> Option<Cue> {
        let facts = CUEING.with(NEGATORS);
        let opens = if of_action {
            facts.with(IDIOMS).with(LEAVING).with(DISMISSALS).with(DISMISSING).with(GIVING_UP)
        } else {
            facts
        };
        if !self.is(at, opens) {
            return None;
        }
        let word = self.norm(at);
        if word == "if" {
            return self.as_if(at);
        }
        if self.is_supposed(at) {
            return None;
        }
        if of_action
            && self.is(at, IDIOMS)
            && let Some(cue) = self.idiom(at)
        {
            return Some(cue);
        }
        if of_action
            && self.is(at, GIVING_UP)
            && let Some(cue) = self.gives_up(at)
        {
            return Some(cue);
        }
        match word {
            "no" => self.no(at),
            "nobody" => self.nobody(at..at + 1),
            "never" => self.never(at),
            "nor" | "neither" => {
                let dismissed = ADVISING.with(NEEDED);
                let plans = self.range.clone().any(|i| self.is(i, dismissed))
                    || self.subject(at + 1) == Subject::Actor;
                if plans { self.forward(at..at + 1) } else { self.report(at..at + 1) }
            }
            "nothing" => self.nothing(at).filter(|_| of_action),
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
            _ if !of_action && !self.is(at, NEGATORS) => None,
            "wait" => self.put_off(at),
            "avoid" if self.norm(at + 1).ends_with("ing") || self.norm(at + 1) == "to" => {
                self.dismissing_verb(at)
            }
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
}
