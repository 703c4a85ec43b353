//! Ways of being against a thing without a "not": "steer clear of X", "the last thing I need is X".

use super::sentence::{PARTNER_REACH, Sentence, Subject};
use super::{Cue, Force};
use crate::scoring::tables::classes::{
    ADVISING, Class, DESCRIBING, DISMISSALS, DISMISSING, GATES, LOSING, NEEDED, NEGATORS, NO_POINT,
};

/// How far "away" may stand from "keep": "keep the people from Legal away".
const PARTICLE_REACH: usize = 6;

/// How far "possible" may stand from "as little".
const POSSIBLE_REACH: usize = 8;

impl Sentence<'_> {
    /// The cue of an idiom whose telling word stands at `at`.
    pub(super) fn idiom(&self, at: usize) -> Option<Cue> {
        let previous = if at > self.range.start { self.norm(at - 1) } else { "" };
        let next = self.norm(at + 1);
        match self.norm(at) {
            "rid" if next == "of" && self.is_helper(at) => self.against(at..at + 2),
            "away" if next == "with" && matches!(previous, "do" | "doing") => {
                self.against(at..at + 2)
            }
            "away" | "clear" if matches!(next, "from" | "of") && self.stays(at - 1) => {
                self.against(at..at + 2)
            }
            "away" | "off" | "out" => self.kept_away(at),
            "end" if next == "to" && (at.saturating_sub(3)..at).any(|i| self.norm(i) == "put") => {
                self.against(at..at + 2)
            }
            "stop"
                if next.ends_with("ing")
                    && !matches!(next, "seeing" | "thinking" | "treating")
                    && self.subject(at) == Subject::Actor =>
            {
                self.against(at..at + 1)
            }
            "turn" if next == "down" => self.against(at..at + 2),
            "place" if previous == "in" && next == "of" => self.replaced(at),
            "hardly" | "barely" | "rarely" | "scarcely" => self.hardly(at),
            "none" if next == "of" => self.none_of(at),
            "anything" if next == "but" => {
                if self.has_partner(at + 1, 3) {
                    None
                } else if (at.saturating_sub(3)..at)
                    .any(|i| matches!(self.norm(i), "be" | "is" | "are" | "was"))
                {
                    let useful =
                        self.is(at + 2, NEEDED) || matches!(self.stem(at + 2), "use" | "help");
                    useful.then(|| self.clause(at..at + 3))?
                } else {
                    self.forward(at..at + 2)
                }
            }
            "nothing" if next == "but" => {
                let brings = matches!(
                    self.stem(at.wrapping_sub(1)),
                    "bring" | "cost" | "creat" | "mean" | "produc"
                );
                (brings || self.copula_before(at)).then(|| self.before(at..at + 2))?
            }
            "last" if matches!(next, "place" | "thing") && previous == "the" => self.last_thing(at),
            "opposite" => self.opposite(at),
            "free" if next == "of" && self.stays_free(at) => self.against(at..at + 2),
            "far" if next == "from" => self.far_from(at),
            "lack" if next == "of" => self.lack_of(at),
            "little" | "few" if previous == "as" => self.as_little(at),
            "little" => self.little_point(at),
            "least" if previous == "the" && next == "of" => self.least_of_worries(at),
            "myth" | "untrue" | "illusion" if self.copula_before(at) => {
                if (at + 1..self.range.end).any(|i| self.is(i, NEGATORS)) {
                    None
                } else if next == "that" {
                    self.forward(at..at + 2)
                } else {
                    self.clause(at..at + 1)
                }
            }
            "doubtful" if self.copula_before(at) && !self.negator_before(at, 4) => {
                self.forward(at..at + 1)
            }
            "hesitate" | "hesitant" | "reluctant" => {
                let asks =
                    (at + 1..self.range.end).any(|i| self.is(i, GATES) || self.is(i, NEGATORS));
                let denied = (at.saturating_sub(3)..at).any(|i| self.is(i, NEGATORS));
                (!asks && !denied).then(|| self.against(at..at + 1))?
            }
            _ => None,
        }
    }

    /// "As if Legal had any say": what is only pretended. `at` is the "if".
    pub(super) fn as_if(&self, at: usize) -> Option<Cue> {
        if at == self.range.start || self.norm(at - 1) != "as" {
            return None;
        }
        let own = at == self.range.start + 1
            || (self.range.start..at).any(|i| matches!(self.norm(i), "i'd" | "we'd" | "i" | "we"));
        let cue = Cue {
            at: at - 1..at + 1,
            scope: at + 1..self.range.end,
            gate: None,
            force: if own { Force::Denies } else { Force::Reports },
        };
        let turned =
            self.negator_before(at, 6) || (at..self.range.end).any(|i| self.is(i, DISMISSALS));
        (at + 1 < self.range.end && !turned).then_some(cue)
    }

    /// "Far from necessary", "far from convinced that"; "far from having an owner" only tells.
    fn far_from(&self, at: usize) -> Option<Cue> {
        if self.norm(at + 2) == "convinced" {
            return self.forward(at..at + 3);
        }
        if (at + 2..at + 5).any(|i| self.is(i, DISMISSALS) || self.is(i, LOSING)) {
            return None;
        }
        if self.predicate(at + 1) {
            return self.clause(at..at + 2);
        }
        if self.norm(at + 2) == "having" {
            return self.report(at..at + 2);
        }
        self.kept_away(at)
    }

    /// "I see the lack of X as an advantage"; "the audit mentions a lack of X" only tells, and "the
    /// lack of X worries me" asks for it.
    fn lack_of(&self, at: usize) -> Option<Cue> {
        let welcome = self.range.clone().any(|i| {
            self.norm(i) == "advantage"
                || (matches!(self.stem(i), "bother" | "problem" | "matter")
                    && (i.saturating_sub(4)..i).any(|n| self.is(n, NEGATORS)))
        });
        if welcome {
            return self.forward(at..at + 2);
        }
        let own = self.range.clone().any(|i| {
            matches!(self.norm(i), "i" | "i'd" | "me" | "my" | "our" | "us" | "we" | "we'd")
        });
        if own { None } else { self.report(at..at + 2) }
    }

    /// A cue that denies what follows, unless it is itself denied or denies a denial.
    fn against(&self, at: std::ops::Range<usize>) -> Option<Cue> {
        let turned = self.negator_before(at.start, PARTNER_REACH + 3)
            || self.has_partner(at.end - 1, PARTNER_REACH)
            || self.is_judged_a_mistake(at.start);
        (!turned).then(|| self.forward(at))?
    }

    /// A cue that denies its clause up to where it stands.
    fn before(&self, at: std::ops::Range<usize>) -> Option<Cue> {
        let scope = self.clause_start(at.start)..at.start;
        (!scope.is_empty()).then_some(Cue { at, scope, gate: None, force: Force::Denies })
    }

    /// "Get rid of", "be rid of".
    fn is_helper(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|i| matches!(self.norm(i), "be" | "get" | "getting"))
    }

    fn stays(&self, at: usize) -> bool {
        matches!(self.stem(at), "keep" | "stay" | "steer")
    }

    /// "Keep the project free of Legal".
    fn stays_free(&self, at: usize) -> bool {
        (self.clause_start(at)..at).any(|i| self.norm(i) == "keep")
            && !matches!(self.norm(at + 2), "bias" | "errors" | "discrimination" | "noise")
    }

    /// "Keep Legal out of it", "keep the notice off the page".
    fn kept_away(&self, at: usize) -> Option<Cue> {
        let end = match (self.norm(at), self.norm(at + 1)) {
            ("far" | "away", "from") | ("off", "the") | ("out", "of") => at + 2,
            _ => return None,
        };
        let from = at.saturating_sub(PARTICLE_REACH).max(self.clause_start(at));
        let keep = (from..at).find(|&i| matches!(self.norm(i), "keep" | "keeping" | "leave"))?;
        let turned = self.negator_before(keep, PARTNER_REACH) || keep + 1 == at;
        let scope = keep + 1..at;
        // What is kept from a thing is meant as often as the thing is: "keep the data off the net".
        let people = matches!(
            self.norm(end),
            "it" | "this" | "project" | "the" | "page" | "room" | "way" | "loop"
        ) || self.norm(at) == "far";
        (!turned && people && self.subject(keep) == Subject::Actor).then_some(Cue {
            at: at..end,
            scope,
            gate: None,
            force: Force::Denies,
        })
    }

    /// "I would hardly invite them", "hardly worth it"; "the logs are barely read" only tells.
    fn hardly(&self, at: usize) -> Option<Cue> {
        let (_, gate) = self.reach(at + 1);
        // "Hardly anything helps more than X" praises it.
        let compares = matches!(self.norm(at + 1), "any" | "anybody" | "anyone" | "anything")
            && (at + 2..self.range.end).any(|i| matches!(self.norm(i), "as" | "more"));
        if compares || gate.is_some() || self.has_partner(at, PARTNER_REACH) {
            return None;
        }
        if self.predicate(at) {
            return self.clause(at..at + 1);
        }
        let aux = self.auxiliary_before(at);
        if Class::of_norm(aux).is(ADVISING) && self.subject(at) == Subject::Actor {
            return self.forward(at..at + 1);
        }
        if Class::of_norm(aux).is(DESCRIBING) {
            return Some(Cue { force: Force::Reports, ..self.clause(at..at + 1)? });
        }
        None
    }

    fn none_of(&self, at: usize) -> Option<Cue> {
        if self.norm(at + 3) == "business" || self.norm(at + 4) == "business" {
            return self.forward(at..at + 2);
        }
        let planned = (self.clause_start(at)..at).any(|i| {
            self.is(i, ADVISING) || matches!(self.norm(i), "i'd" | "we'd" | "i'll" | "we'll")
        });
        let dismissed = (at..self.range.end).any(|i| self.is(i, NEEDED) || self.is(i, DISMISSALS));
        if planned || dismissed { self.forward(at..at + 2) } else { self.report(at..at + 2) }
    }

    /// "The last thing I'd do is ask Legal", "a dashboard is the last thing we need".
    fn last_thing(&self, at: usize) -> Option<Cue> {
        let rest = at + 2..self.range.end;
        let turned = rest
            .clone()
            .any(|i| self.is(i, DISMISSING.with(LOSING).with(GATES)) || self.given_up(i).is_some());
        let wished = (at + 2..at + 7).any(|i| {
            matches!(self.norm(i), "need" | "needs" | "want" | "would" | "i'd" | "we'd" | "do")
        });
        let before = self.clause_start(at)..at;
        if turned || !wished || before.clone().any(|i| self.is(i, LOSING) || self.is(i, DISMISSING))
        {
            return None;
        }
        let scope = if self.copula_before(at) { self.clause_start(at)..at } else { rest };
        (!scope.is_empty()).then_some(Cue {
            at: at..at + 2,
            scope,
            gate: None,
            force: Force::Denies,
        })
    }

    /// "X is the opposite of sensible", "they want X; I would do the opposite".
    fn opposite(&self, at: usize) -> Option<Cue> {
        let does =
            (at.saturating_sub(4)..at).any(|i| matches!(self.norm(i), "do" | "did" | "doing"));
        if self.norm(at + 1) == "of" {
            let bad = |i| self.is(i, DISMISSALS) || self.is(i, LOSING) || self.is(i, DISMISSING);
            let turned = (self.clause_start(at)..at + 5).any(bad);
            return if turned { None } else { self.before(at..at + 2) };
        }
        let denied = |i| self.is(i, DISMISSING) || self.is(i, NEGATORS) || self.is(i, DISMISSALS);
        let turned = (self.range.start..at).any(denied);
        let scope = self.range.start..self.clause_start(at);
        (does && !turned && !scope.is_empty()).then_some(Cue {
            at: at..at + 1,
            scope,
            gate: None,
            force: Force::Denies,
        })
    }

    /// "I see little sense in X"; not "it makes little sense without X".
    fn little_point(&self, at: usize) -> Option<Cue> {
        let point = self.is(at + 1, NO_POINT) && !matches!(self.norm(at + 1), "room" | "time");
        let previous = self.norm(at.wrapping_sub(1));
        let found = matches!(previous, "find" | "is" | "see" | "there's");
        let there = previous != "is" || self.norm(at.wrapping_sub(2)) == "there";
        let turned = self.has_partner(at + 1, PARTNER_REACH + 1);
        (point && found && there && !turned).then(|| self.clause(at..at + 2))?
    }

    /// "X is the least of our worries".
    fn least_of_worries(&self, at: usize) -> Option<Cue> {
        let worries = matches!(self.stem(at + 3), "concern" | "problem" | "troubl" | "worri");
        let turned = self.negator_before(at, 4);
        (worries && self.copula_before(at) && !turned).then(|| self.before(at - 1..at + 4))?
    }

    /// "Tell them as little as possible", "as few logs as possible".
    fn as_little(&self, at: usize) -> Option<Cue> {
        let end = (at + 1..at + POSSIBLE_REACH).find(|&i| self.norm(i) == "possible")?;
        let start = self.clause_start(at);
        let tells = (start..at).any(|i| {
            matches!(self.stem(i), "disclos" | "explain" | "involv" | "say" | "show" | "tell")
        });
        let scope = if tells { start..at } else { at + 1..end };
        (!scope.is_empty()).then_some(Cue {
            at: at - 1..at + 1,
            scope,
            gate: None,
            force: Force::Denies,
        })
    }
}
