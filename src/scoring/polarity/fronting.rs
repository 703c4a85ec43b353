//! What stands before its verb, for weight: "an appeal link I'd leave out".

use super::sentence::Sentence;
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{ADVISING, SUBJECTS};

/// Words of what stands before its verb.
const LONGEST_OBJECT: usize = 8;

impl Sentence<'_> {
    /// The cue of a denial at `at` whose verb, at `verb`, has its object before the subject.
    pub(super) fn fronted(&self, at: usize, verb: usize) -> Option<Cue> {
        if !self.is_last(verb) {
            return None;
        }
        let start = self.clause_start(at);
        let subject = (start..=at).rev().find(|&i| !self.is_auxiliary(i))?;
        let speaks = matches!(self.norm(subject), "i" | "i'd" | "i'll" | "we" | "we'd" | "we'll");
        let object = start..subject;
        let bare = object.len() <= LONGEST_OBJECT
            && object.clone().all(|i| i == start || self.gap(i) == Gap::Space)
            && !self.is_place_or_time(start)
            && !object.clone().any(|i| self.is(i, SUBJECTS) || self.is_relative(i));
        (speaks && bare && !object.is_empty()).then_some(Cue {
            at: at.min(verb)..verb + 1,
            scope: object,
            gate: None,
            force: Force::Denies,
        })
    }

    /// Whether nothing follows the verb in its clause but a particle or a word of time.
    fn is_last(&self, verb: usize) -> bool {
        let mut end = verb + 1;
        if matches!(self.norm(end), "aside" | "away" | "off" | "out") {
            end += 1;
        }
        end += match (self.norm(end), self.norm(end + 1)) {
            ("for", "now") | ("at", "all" | "first") => 2,
            ("altogether" | "completely" | "entirely" | "here" | "instead" | "today", _) => 1,
            _ => 0,
        };
        end >= self.range.end || self.gap(end) != Gap::Space || self.opens_clause(end)
    }

    fn is_auxiliary(&self, at: usize) -> bool {
        matches!(self.norm(at), "don't" | "do" | "not" | "would" | "will" | "wouldn't" | "won't")
            || !matches!(self.norm(at), "i'd" | "i'll" | "we'd" | "we'll") && self.is(at, ADVISING)
            || matches!(self.norm(at), "cut" | "drop" | "leave" | "omit" | "skip")
    }

    /// "Below three hundred people we don't judge": that is when, and not what.
    fn is_place_or_time(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "above"
                | "after"
                | "at"
                | "before"
                | "below"
                | "by"
                | "during"
                | "for"
                | "from"
                | "in"
                | "on"
                | "over"
                | "to"
                | "under"
                | "until"
                | "with"
                | "within"
                | "without"
        )
    }

    /// Words after which "I'd leave out" only says which: "the parts that I'd leave out".
    fn is_relative(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "and"
                | "are"
                | "because"
                | "but"
                | "how"
                | "if"
                | "is"
                | "it"
                | "me"
                | "my"
                | "or"
                | "that"
                | "them"
                | "things"
                | "us"
                | "was"
                | "were"
                | "what"
                | "whatever"
                | "when"
                | "where"
                | "whether"
                | "which"
                | "who"
                | "why"
        )
    }
}
