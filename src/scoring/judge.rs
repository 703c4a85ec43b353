//! From the places of a criterion's rules to its result: what counts, what is denied, the level, and
//! what is missing.

use std::cell::RefCell;
use std::ops::Range;

use super::answer::Part;
use super::assessment::{
    By, CriterionResult, Denied, Evidence, How, Missing, Objection, Source, text_of,
};
use super::compiled::{CompiledFramework, Sought};
use super::criteria::{Worth, first_mentions, highest, worth};
use super::evidence::{Chooser, Hit};
use super::feedback::{Lift, Liftable, Piece, phase_id, phase_title};
use super::frameworks::{self, cover};
use super::lifts::lifts;
use super::matching::Place;
use super::stance::Balance;
use super::text::{TakenBack, Text};
use crate::content::ids::RuleId;
use crate::content::rubric::{Criterion, EvidenceBasis, Rule};
use crate::content::shared::Shared;

/// One criterion's result, and what would lift it.
pub(super) struct Judged<'r> {
    pub(super) result: CriterionResult,
    pub(super) liftable: Option<Liftable<Piece<'r>>>,
}

/// Room that serves one criterion after the other.
#[derive(Default)]
pub(super) struct Room {
    /// By rule: what hits it.
    hits: Vec<Vec<Hit>>,
    chooser: Chooser,
    /// By rule: the hit that is shown for it.
    satisfied: Vec<Option<Hit>>,
}

thread_local! {
    /// For the answers that are judged on a thread one after the other.
    pub(super) static ROOM: RefCell<Room> = RefCell::default();
}

fn source_of(text: u32) -> Source {
    if text == 0 { Source::Answer } else { Source::Probe }
}

/// With the criterion stands its number in the rubric; `texts` are the answer and perhaps that to a
/// probe.
pub(super) fn by_evidence<'r>(
    (index, criterion): (usize, &'r Criterion),
    basis: &'r EvidenceBasis,
    rules: &[Sought],
    against: &[Sought],
    texts: &[&Text<'_>],
    balance: &mut Balance,
    room: &mut Room,
) -> Judged<'r> {
    let Room { hits, chooser, satisfied } = room;
    hits.iter_mut().for_each(Vec::clear);
    hits.resize_with(rules.len().max(hits.len()), Vec::new);
    let hits = &mut hits[..rules.len()];
    let mut denied = Vec::new();
    let mut objections = Vec::new();
    for text in texts {
        let text_index = u32::from(text.source == Source::Probe);
        let counts = text.source == Source::Answer;
        for (rule, sought) in rules.iter().enumerate() {
            let mut taken_back = None;
            for place in text.found(*sought) {
                if text.is_void(place) {
                    continue;
                }
                match text.taken_back(place) {
                    None => {
                        hits[rule].push(Hit { text: text_index, place, meant: false });
                        if counts {
                            balance.add_for(text.sentence_of(place));
                        }
                    }
                    Some(TakenBack::Reported) => {}
                    Some(TakenBack::Denied(by)) => {
                        if counts {
                            balance.add_against(text.sentence_of(place));
                        }
                        taken_back = taken_back.or(Some((place, by, true)));
                    }
                    Some(TakenBack::Replaced(by)) => {
                        if counts {
                            balance.add_replaced(text.sentence_of(place));
                        }
                        taken_back = taken_back.or(Some((place, by, false)));
                    }
                }
            }
            if let Some((place, by, denies)) = taken_back.filter(|_| hits[rule].is_empty()) {
                if denies {
                    balance.rule_denied();
                }
                let own = deny(text, &basis.rules[rule], place, by);
                if !denied.iter().any(|other: &Denied| overlap(other, &own)) {
                    denied.push(own);
                }
            }
        }
        for (statement, sought) in basis.against.iter().zip(against) {
            let found = text.found(*sought).find(|place| text.is_asserted(*place));
            if let Some(place) = found {
                if counts {
                    balance.add_against(text.sentence_of(place));
                }
                let span = text.span(place);
                objections.push(Objection {
                    start: span.start,
                    end: span.end,
                    text: text_of(text.reading.text, &span),
                    cap: statement.cap,
                    why: statement.why.clone(),
                    source: text.source,
                });
            }
        }
    }
    for text in texts {
        meant_in(text, index, hits, balance);
    }
    balance.rules_affirmed(hits.iter().filter(|own| !own.is_empty()).count());

    let mut reached = Worth { level: 0, points: 0 };
    satisfied.clear();
    satisfied.resize(rules.len(), None);
    let first = first_mentions(basis, hits);
    chooser.choose(hits, |set| {
        let worth = worth(basis, set, &first);
        if worth > reached {
            reached = worth;
            satisfied.copy_from_slice(set);
        }
    });
    let of = highest(basis);
    let cap = objections.iter().map(|objection| objection.cap).min();
    let level = cap.map_or(reached.level, |cap| reached.level.min(cap));

    let mut evidence = Vec::with_capacity(satisfied.iter().flatten().count());
    evidence.extend(basis.rules.iter().zip(&*satisfied).filter_map(|(rule, hit)| {
        let hit = (*hit)?;
        let text = texts.iter().find(|text| text.source == source_of(hit.text))?;
        Some(cite(rule.id.clone(), rule_title(rule), text, hit))
    }));
    // At the highest level nothing is missing.
    let open = basis.rules.iter().zip(&*satisfied).filter(|_| level < of);
    let missing: Vec<Missing> = open
        .filter(|(rule, hit)| hit.is_none() && !rule.weak)
        .map(|(rule, _)| Missing { rule: rule.id.clone(), title: rule_title(rule) })
        .collect();
    let lifts = if cap.is_some() { Vec::new() } else { lifts(criterion, basis, satisfied, level) };
    let result = CriterionResult {
        evidence,
        denied,
        against: objections,
        missing,
        ..blank(criterion, Some(level), of, reached.points, By::Engine)
    };
    let part = Part { level, of, weight: criterion.weight };
    Judged { result, liftable: Some(Liftable { part, must_reach: 0, lifts }) }
}

pub(super) fn by_frameworks<'r>(
    criterion: &'r Criterion,
    named: &'r [CompiledFramework],
    texts: &[&Text<'_>],
) -> Judged<'r> {
    let judged = named.iter().map(|compiled| {
        let hits: Vec<Vec<Hit>> = compiled
            .phases
            .iter()
            .map(|node| {
                texts
                    .iter()
                    .flat_map(|text| {
                        let index = u32::from(text.source == Source::Probe);
                        text.places
                            .of(*node)
                            .iter()
                            .filter(|place| {
                                !text.is_void(**place) && text.taken_back(**place).is_none()
                            })
                            .map(move |place| Hit { text: index, place: *place, meant: false })
                    })
                    .collect()
            })
            .collect();
        (compiled, cover(&hits, compiled.framework.ordered))
    });
    let mut best: Option<(&'r CompiledFramework, frameworks::Coverage)> = None;
    for (compiled, coverage) in judged {
        let better = best.as_ref().is_none_or(|(_, so_far)| {
            (coverage.level, coverage.counted) > (so_far.level, so_far.counted)
        });
        if better {
            best = Some((compiled, coverage));
        }
    }
    let Some((compiled, coverage)) = best else { return by_person(criterion) };
    let framework = &compiled.framework;
    let (mut evidence, mut missing, mut pieces) = (Vec::new(), Vec::new(), Vec::new());
    for (phase, hit) in framework.phases.iter().zip(&coverage.phases) {
        let (rule, title) = (phase_id(framework, phase), phase_title(framework, phase));
        let text = hit.and_then(|hit| texts.iter().find(|text| text.source == source_of(hit.text)));
        match (hit, text) {
            (Some(hit), Some(text)) => evidence.push(cite(rule, title, text, *hit)),
            _ => {
                missing.push(Missing { rule, title });
                pieces.push(Piece::Phase(criterion, framework, phase));
            }
        }
    }
    let lifts: Vec<Lift<Piece<'_>>> = (coverage.level + 1..=frameworks::HIGHEST)
        .filter_map(|target| {
            let wanted = (1..=pieces.len()).find(|add| {
                frameworks::level_of(coverage.counted + add, framework.phases.len()) >= target
            })?;
            Some(Lift { level: target, pieces: pieces[..wanted].to_vec() })
        })
        .collect();
    let points = u32::try_from(coverage.counted).unwrap_or(u32::MAX);
    let level = coverage.level;
    let result = CriterionResult {
        evidence,
        missing,
        ..blank(criterion, Some(level), frameworks::HIGHEST, points, By::Engine)
    };
    let part = Part { level, of: frameworks::HIGHEST, weight: criterion.weight };
    Judged { result, liftable: Some(Liftable { part, must_reach: 0, lifts }) }
}

pub(super) fn by_person(criterion: &Criterion) -> Judged<'static> {
    let of = criterion.basis.levels().iter().map(|level| level.at).max().unwrap_or(0);
    Judged { result: blank(criterion, None, of, 0, By::Person), liftable: None }
}

pub(super) fn blank(
    criterion: &Criterion,
    level: Option<u8>,
    of: u8,
    points: u32,
    by: By,
) -> CriterionResult {
    let all = criterion.basis.levels();
    let descriptor = |at: u8| all.iter().find(|l| l.at == at).and_then(|l| l.text.clone());
    CriterionResult {
        id: criterion.id.clone(),
        title: criterion.title.clone(),
        competency: criterion.competency.clone(),
        weight: criterion.weight,
        level,
        of,
        points,
        by,
        probed: false,
        evidence: Vec::new(),
        denied: Vec::new(),
        against: Vec::new(),
        missing: Vec::new(),
        reached: level.and_then(descriptor),
        next: level.and_then(|level| {
            all.iter().filter(|l| l.at > level).min_by_key(|l| l.at).and_then(|l| l.text.clone())
        }),
        advice: if level.is_some_and(|level| level >= of) {
            None
        } else {
            criterion.advice.clone()
        },
    }
}

pub(super) fn rule_title(rule: &Rule) -> Shared {
    rule.title.clone().unwrap_or_else(|| rule.id.as_str().replace('-', " ").into())
}

/// Adds what is meant to the rules for which nothing was said.
fn meant_in(text: &Text<'_>, criterion: usize, hits: &mut [Vec<Hit>], balance: &mut Balance) {
    let index = u32::from(text.source == Source::Probe);
    for own in text.meant.iter().filter(|own| own.criterion as usize == criterion) {
        let Some(rule) = hits.get_mut(own.rule as usize) else { continue };
        let said = rule.iter().any(|hit| !hit.meant);
        if said || text.stance.opposing(text.sentence_of(own.place)).is_some() {
            continue;
        }
        rule.push(Hit { text: index, place: own.place, meant: true });
        if text.source == Source::Answer {
            balance.add_for(text.sentence_of(own.place));
        }
    }
}

/// What a text mentions only to deny it: the words, and those that deny them where they stand in
/// the same sentence.
fn deny(text: &Text<'_>, rule: &Rule, place: Place, by: Range<usize>) -> Denied {
    let own = place.first as usize..place.last as usize + 1;
    let words = &text.reading.words;
    let together = words[by.start].sentence == words[own.start].sentence;
    let whole = if together { own.start.min(by.start)..own.end.max(by.end) } else { own };
    let span = text.span_of(whole);
    Denied {
        rule: rule.id.clone(),
        start: span.start,
        end: span.end,
        text: text_of(text.reading.text, &span),
        source: text.source,
    }
}

fn overlap(one: &Denied, other: &Denied) -> bool {
    one.source == other.source && one.start < other.end && other.start < one.end
}

fn cite(rule: RuleId, title: Shared, text: &Text<'_>, hit: Hit) -> Evidence {
    let span = text.span(hit.place);
    Evidence {
        rule,
        title,
        start: span.start,
        end: span.end,
        text: text_of(text.reading.text, &span),
        how: match (hit.meant, hit.place.typo) {
            (true, _) => How::Meant,
            (false, true) => How::Misspelt,
            (false, false) => How::Said,
        },
        source: text.source,
    }
}
