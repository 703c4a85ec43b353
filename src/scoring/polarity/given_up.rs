//! Giving a thing up in more words than one: "give up X", "switch X off", "cross X off the plan",
//! "spare ourselves X".

use std::ops::Range;

use super::sentence::{PARTNER_REACH, Sentence, Subject};
use super::{Cue, Force};
use crate::scoring::read::Gap;
use crate::scoring::tables::classes::{ACTORS, ADVISING, ALLOWING, NEGATORS, SUPPOSING};

/// How far a particle may stand from its verb: "cross the training for the night shift off".
const PARTICLE_REACH: usize = 7;

impl Sentence<'_> {
    /// The cue of a verb at `at` that gives up with a particle or for somebody.
    pub(super) fn gives_up(&self, at: usize) -> Option<Cue> {
        let scope = self.given_up(at)?;
        let previous = at.wrapping_sub(1);
        let is_verb = self.opens_clause(at)
            || self.is(previous, ADVISING.with(ALLOWING).with(ACTORS))
            || matches!(self.norm(previous), "and" | "just" | "simply" | "then" | "to");
        let turned = self.negator_before(at, PARTNER_REACH + 3)
            || self.is_judged_a_mistake(at)
            || self.is_refused(at);
        let planned = is_verb && self.subject(at) == Subject::Actor;
        (planned && !turned && !scope.is_empty()).then_some(Cue {
            at: at..at + 1,
            scope,
            gate: None,
            force: Force::Denies,
        })
    }

    /// What the verb at `at` gives up, if it does: the words behind it, of which there may be none
    /// ("the pilot I'd let go").
    pub(super) fn given_up(&self, at: usize) -> Option<Range<usize>> {
        match self.stem(at) {
            "give" => self.with_particle(at, &["up"]),
            "put" => self.with_particle(at, &["off"]),
            "cross" | "strike" if !self.has_case() => self.with_particle(at, &["off", "out"]),
            "let" if !self.is_ones_own(at) => None,
            "let" if self.ends_at(at, "be") => self.with_particle(at, &["be"]),
            "let" => self.with_particle(at, &["go"]),
            // Who switches off the machine protects people; who switches off the log does not.
            "switch" | "turn" | "shut" if !self.has_case() => {
                let object = self.with_particle(at, &["off"])?;
                object.clone().any(|i| self.protects(i)).then_some(object)
            }
            "go" | "get" | "work"
                if matches!(self.norm(at + 1), "around" | "past" | "round")
                    && self.controls(at + 2) =>
            {
                Some(at + 2..at + 3)
            }
            "spare" | "save" => self.spared(at),
            _ => None,
        }
    }

    /// Whether the speaker is the one who lets it be: "wait, or you let the fast ones go" is no plan.
    pub(super) fn is_ones_own(&self, at: usize) -> bool {
        matches!(
            self.norm(at.wrapping_sub(1)),
            "can" | "could" | "i'd" | "i'll" | "not" | "to" | "we'd" | "we'll" | "will" | "would"
        ) || self.is(at.wrapping_sub(1), NEGATORS)
    }

    /// The object of a verb with one of these particles, which stands before the object or behind it.
    fn with_particle(&self, at: usize, particles: &[&str]) -> Option<Range<usize>> {
        let is_particle = |i: usize| particles.contains(&self.norm(i));
        let furthest = (at + PARTICLE_REACH).min(self.range.end);
        let particle = (at + 1..furthest)
            .take_while(|&i| self.gap(i) == Gap::Space && !self.opens_clause(i))
            .find(|&i| is_particle(i))?;
        if particle > at + 1 {
            return Some(at + 1..particle);
        }
        let from = particle + 1 + usize::from(matches!(self.norm(particle + 1), "of" | "on"));
        let (end, _) = self.reach(from);
        Some(from..end.max(from))
    }

    /// "Spare the team X", "save ourselves X"; not "spare no effort", "save ourselves a week".
    fn spared(&self, at: usize) -> Option<Range<usize>> {
        let oneself = matches!(self.norm(at + 1), "me" | "myself" | "ourselves" | "us");
        let what = at + 1 + usize::from(oneself);
        let idle = matches!(
            self.norm(what),
            "a" | "any" | "effort" | "money" | "no" | "nothing" | "some" | "time" | "trouble"
        );
        if idle || self.stem(at) == "save" && !oneself {
            return None;
        }
        let (end, _) = self.reach(what);
        Some(what..end.max(what))
    }

    /// Whether the clause of `at` ends with this word.
    fn ends_at(&self, at: usize, last: &str) -> bool {
        (at + 1..(at + PARTICLE_REACH).min(self.range.end))
            .find(|&i| self.norm(i) == last)
            .is_some_and(|i| self.opens_clause(i + 1) || self.gap(i + 1) != Gap::Space)
    }

    /// Whether the sentence names a case: "off if the limit is passed", "off the list when it is done".
    fn has_case(&self) -> bool {
        self.has(SUPPOSING)
    }

    /// Whether the word names something that protects people from a machine.
    fn protects(&self, at: usize) -> bool {
        matches!(
            self.stem(at),
            "alarm"
                | "alert"
                | "audit"
                | "check"
                | "control"
                | "dashboard"
                | "explan"
                | "limit"
                | "log"
                | "monitor"
                | "notic"
                | "notif"
                | "record"
                | "review"
                | "test"
                | "trail"
                | "warn"
        )
    }

    /// Whether the word names a department that has to be asked: going round it leaves it out, while
    /// going round the teams is a visit.
    fn controls(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "audit" | "compliance" | "hr" | "legal" | "procurement" | "risk" | "security"
        )
    }

    /// "You can't get around X", "we won't get past X": what cannot be avoided, after the negator.
    pub(super) fn cannot_get_round(&self, at: usize) -> bool {
        matches!(self.stem(at), "come" | "get" | "go" | "work")
            && matches!(self.norm(at + 1), "around" | "past" | "round")
            && (at.saturating_sub(2)..at).any(|i| self.is(i, NEGATORS))
    }
}
