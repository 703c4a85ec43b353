//! An act that is told by its bad end: "leaving them out would hand them a court order".
//!
//! Who says how a thing would end warns of it, so the act is no claim of the author's own. An act
//! with a good end, or with none that is bad for certain, is left alone.

use std::ops::Range;

use super::sentence::Sentence;
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{NEGATORS, OPENERS};

/// How far its verb may stand from the act: "leaving all of the councils out of it would".
const VERB_REACH: usize = 9;

/// How far the bad end may stand from the verb.
const END_REACH: usize = 8;

impl Sentence<'_> {
    /// The acts of the sentence that are told by their bad end.
    pub(super) fn feared(&self) -> Vec<Range<usize>> {
        self.range.clone().filter_map(|at| self.feared_from(at)).collect()
    }

    fn feared_from(&self, at: usize) -> Option<Range<usize>> {
        let act = self.norm(at).len() > 4 && self.norm(at).ends_with("ing");
        if !act {
            return None;
        }
        let opens = at == self.range.start
            || self.gap(at) != Gap::Space
            || self.is(at - 1, OPENERS)
            || self.norm(at - 1) == "that";
        if !opens {
            return None;
        }
        let verb = (at + 1..(at + VERB_REACH).min(self.range.end))
            .take_while(|&i| self.gap(i) == Gap::Space)
            .find(|&i| self.leads(i))?;
        let rest = verb..(verb + END_REACH).min(self.range.end);
        let end = rest.clone().find(|&i| self.is_bad_end(i))?;
        let turned = (verb..end).any(|i| {
            self.is(i, NEGATORS)
                || matches!(self.stem(i), "avoid" | "less" | "littl" | "prevent" | "without")
        });
        (!turned).then_some(at..verb)
    }

    /// Whether the word at `i` is a verb that tells what an act leads to.
    fn leads(&self, i: usize) -> bool {
        match self.stem(i) {
            "end" => matches!(self.norm(i + 1), "in" | "with" | "up"),
            "lead" => self.norm(i + 1) == "to",
            "bring" | "cost" | "get" | "give" | "hand" | "invit" | "mean" | "risk" => {
                !self.norm(i).ends_with("ing")
            }
            _ => false,
        }
    }

    fn is_bad_end(&self, i: usize) -> bool {
        matches!(
            self.norm(i),
            "ban"
                | "complaint"
                | "complaints"
                | "court"
                | "fine"
                | "fines"
                | "injunction"
                | "lawsuit"
                | "lawsuits"
                | "penalty"
                | "scandal"
                | "stop"
                | "strike"
        )
    }
}
