//! Handing a thing to somebody else: "that I do not sign myself, it is for the product director".
//!
//! Who says that another does it is for its being done.

use super::sentence::Sentence;
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{NEEDED, NEGATORS};

impl Sentence<'_> {
    /// Whether what is negated at `at` is only left to somebody else.
    pub(super) fn hands_over(&self, at: usize) -> bool {
        let own = (at + 1..self.range.end)
            .take_while(|&i| self.gap(i) == Gap::Space)
            .find(|&i| matches!(self.norm(i), "myself" | "ourselves" | "alone"));
        let from = own.unwrap_or(at) + 1;
        let ends =
            own.is_none_or(|own| self.opens_clause(own + 1) || self.gap(own + 1) != Gap::Space);
        let turned = (from..self.range.end).any(|i| self.is(i, NEGATORS) || self.is(i, NEEDED));
        let named =
            self.is_for_one_alone(at) && (from..self.range.end).any(|i| self.is_for_somebody(i));
        let done = own.is_some() && (from..self.range.end).any(|i| self.is_done_instead(i));
        ends && !turned && (named || done)
    }

    /// "The owner does", "Legal has to": without it, "not myself" leaves the thing undone.
    fn is_done_instead(&self, at: usize) -> bool {
        matches!(self.norm(at), "does" | "do" | "must" | "should" | "will")
            || matches!(self.norm(at), "has" | "have") && self.norm(at + 1) == "to"
    }

    /// Whether what is negated is an act that one person does for all: "sign", "for me to decide".
    /// "We don't involve Legal, that's for the engineers" leaves Legal out all the same.
    fn is_for_one_alone(&self, at: usize) -> bool {
        self.norm(at + 1) == "for"
            || matches!(
                self.stem(at + 1),
                "accept"
                    | "answer"
                    | "approv"
                    | "choos"
                    | "confirm"
                    | "decid"
                    | "judg"
                    | "own"
                    | "releas"
                    | "rule"
                    | "settl"
                    | "sign"
                    | "weigh"
            )
    }

    /// "That is for the risk officer", "it's up to the board", from the "that" on.
    fn is_for_somebody(&self, at: usize) -> bool {
        if self.gap(at) == Gap::Space {
            return false;
        }
        let verb = match self.norm(at) {
            "that's" | "it's" => at,
            "that" | "it" | "this" | "which" if matches!(self.norm(at + 1), "is" | "goes") => {
                at + 1
            }
            _ => return false,
        };
        let whom = match (self.norm(verb + 1), self.norm(verb + 2)) {
            ("up", "to") => verb + 3,
            ("for" | "to", _) => verb + 2,
            _ => return false,
        };
        whom < self.range.end
            && !matches!(
                self.norm(whom),
                "another" | "free" | "later" | "next" | "nobody" | "nothing" | "now" | "show"
            )
    }
}
