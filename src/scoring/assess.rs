//! The passes in their order: an answer and a compiled rubric in, an assessment out.

use std::collections::BTreeMap;

use super::answer::{Part, borderline, ceiling, label, level, percent};
use super::assessment::{
    Assessment, By, CriterionResult, Denied, Evidence, Flag, FlagCode, How, Missing, Objection,
    SCHEMA, Scored, Source, Status, Step, text_of,
};
use super::compiled::{CompiledBasis, CompiledFramework, CompiledRubric, levels};
use super::criteria::{Worth, highest, worth};
use super::evidence::{Hit, assignments};
use super::feedback::{Lift, Liftable, cheapest};
use super::frameworks::{self, cover};
use super::guard::{Guarded, guard};
use super::lifts::lifts;
use super::matching::{Place, Places, find};
use super::polarity::{Force, Polarity};
use super::read::{Reading, read};
use super::receipt::Receipt;
use crate::content::ids::{CriterionId, RuleId};
use crate::content::rubric::{Basis, Criterion, EvidenceBasis, Rule};

/// The longest answer that is read, in bytes: some forty thousand words.
pub const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// Rules denied, from which on an answer can argue the opposite.
const DENIED_TO_OPPOSE: usize = 3;

/// Sentences without commitment, from which on it is said.
const TALK_TO_SAY: usize = 2;

/// What a person wrote: the answer and, by criterion, the answers to probes.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The answer.
    pub answer: &'a str,
    /// An answer to a probe counts for its criterion only.
    pub probes: &'a [(CriterionId, String)],
}

impl<'a> Given<'a> {
    /// An answer without probes.
    #[must_use]
    pub fn answer(answer: &'a str) -> Self {
        Self { answer, probes: &[] }
    }
}

/// Scores an answer and makes its receipt.
#[must_use]
pub fn score(rubric: &CompiledRubric, id: Option<String>, given: Given<'_>) -> Scored {
    let assessment = assess(rubric, given);
    let probes: BTreeMap<String, String> =
        given.probes.iter().map(|(id, text)| (id.to_string(), text.clone())).collect();
    let receipt = Receipt::new(&assessment, given.answer, &probes, rubric.inputs.clone());
    Scored { schema: SCHEMA, id, assessment, receipt }
}

/// Scores an answer.
#[must_use]
pub fn assess(rubric: &CompiledRubric, given: Given<'_>) -> Assessment {
    let answer = Text::new(rubric, given.answer);
    if let Some(flag) = &answer.guarded.refused {
        return not_scored(rubric, flag.clone());
    }
    let mut criteria = Vec::with_capacity(rubric.criteria.len());
    let mut liftables = Vec::new();
    let mut opposed = Opposed::default();
    for (criterion, basis) in rubric.rubric.criteria.iter().zip(&rubric.criteria) {
        // A probe's answer that is none of its own adds nothing.
        let probe = given
            .probes
            .iter()
            .find(|(id, _)| *id == criterion.id)
            .map(|(_, text)| Text { source: Source::Probe, ..Text::new(rubric, text) })
            .filter(|text| text.guarded.refused.is_none() && !text.guarded.zero);
        let texts: Vec<&Text<'_>> = std::iter::once(&answer)
            .filter(|text| !text.guarded.zero)
            .chain(probe.as_ref())
            .collect();
        let judged = match (basis, &criterion.basis) {
            (CompiledBasis::Evidence { rules, against }, Basis::Evidence(own)) => {
                by_evidence(criterion, own, rules, against, &texts, &mut opposed)
            }
            (CompiledBasis::Frameworks(named), _) => by_frameworks(criterion, named, &texts),
            _ => by_person(criterion),
        };
        let mut result = judged.result;
        result.probed = probe.is_some();
        liftables.extend(judged.liftable);
        criteria.push(result);
    }
    finish(rubric, &answer, criteria, &liftables, opposed)
}

/// One text as the passes up to polarity see it.
struct Text<'t> {
    reading: Reading<'t>,
    guarded: Guarded,
    places: Places,
    polarity: Polarity,
    source: Source,
}

impl<'t> Text<'t> {
    fn new(rubric: &CompiledRubric, text: &'t str) -> Self {
        let reading = read(text);
        let guarded = guard(&reading, &rubric.graph, &rubric.prompt);
        let skip = guarded.refused.is_some();
        let places = find(&rubric.graph, &reading);
        let polarity = if skip { Polarity::default() } else { Polarity::of(&reading) };
        Self { reading, guarded, places, polarity, source: Source::Answer }
    }

    fn is_void(&self, place: Place) -> bool {
        place.words().all(|word| self.guarded.void[word])
    }

    fn span(&self, place: Place) -> std::ops::Range<usize> {
        let words = &self.reading.words;
        words[place.first as usize].span.start..words[place.last as usize].span.end
    }
}

/// What the answer mentions only to deny it, over all criteria.
#[derive(Default)]
struct Opposed {
    affirmed: usize,
    denied: usize,
}

struct Judged {
    result: CriterionResult,
    liftable: Option<Liftable>,
}

fn source_of(text: u32) -> Source {
    if text == 0 { Source::Answer } else { Source::Probe }
}

fn by_evidence(
    criterion: &Criterion,
    basis: &EvidenceBasis,
    rules: &[u32],
    against: &[u32],
    texts: &[&Text<'_>],
    opposed: &mut Opposed,
) -> Judged {
    let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); rules.len()];
    let mut denied = Vec::new();
    let mut taken_rules = 0;
    let mut objections = Vec::new();
    for text in texts {
        let index = u32::from(text.source == Source::Probe);
        for (rule, node) in rules.iter().enumerate() {
            let mut taken_back = None;
            for &place in text.places.of(*node) {
                if text.is_void(place) {
                    continue;
                }
                match text.polarity.taken_back(place) {
                    None => hits[rule].push(Hit { text: index, place }),
                    Some(cue) if cue.force == Force::Reports => {}
                    Some(cue) => taken_back = taken_back.or(Some((place, cue))),
                }
            }
            if let Some((place, cue)) = taken_back.filter(|_| hits[rule].is_empty()) {
                let words = &text.reading.words;
                let first = place.first.min(u32::try_from(cue.at.start).unwrap_or(place.first));
                let last = place.last.max(u32::try_from(cue.at.end - 1).unwrap_or(place.last));
                let span = words[first as usize].span.start..words[last as usize].span.end;
                let already = denied.iter().any(|other: &Denied| {
                    other.source == text.source && other.start < span.end && span.start < other.end
                });
                taken_rules += 1;
                if already {
                    continue;
                }
                denied.push(Denied {
                    rule: basis.rules[rule].id.clone(),
                    start: span.start,
                    end: span.end,
                    text: text_of(text.reading.text, &span),
                    source: text.source,
                });
            }
        }
        for (statement, node) in basis.against.iter().zip(against) {
            let found = text
                .places
                .of(*node)
                .iter()
                .find(|place| !text.is_void(**place) && text.polarity.is_asserted(**place));
            if let Some(place) = found {
                let span = text.span(*place);
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
    opposed.affirmed += hits.iter().filter(|own| !own.is_empty()).count();
    opposed.denied += taken_rules;

    let first: Vec<Option<(u32, u32)>> =
        hits.iter().map(|own| own.iter().map(|hit| (hit.text, hit.place.first)).min()).collect();
    let mut best: (Worth, Vec<Option<Hit>>) =
        (Worth { level: 0, points: 0 }, vec![None; rules.len()]);
    for satisfied in assignments(&hits) {
        let worth = worth(basis, &satisfied, &first);
        if worth > best.0 {
            best = (worth, satisfied);
        }
    }
    let (reached, satisfied) = best;
    let of = highest(basis);
    let cap = objections.iter().map(|objection| objection.cap).min();
    let level = cap.map_or(reached.level, |cap| reached.level.min(cap));

    let evidence = basis
        .rules
        .iter()
        .zip(&satisfied)
        .filter_map(|(rule, hit)| {
            let hit = (*hit)?;
            let text = texts.iter().find(|text| text.source == source_of(hit.text))?;
            Some(cite(rule.id.clone(), rule_title(rule), text, hit))
        })
        .collect();
    let missing: Vec<Missing> = basis
        .rules
        .iter()
        .zip(&satisfied)
        .filter(|(rule, hit)| hit.is_none() && !rule.weak)
        .map(|(rule, _)| Missing { rule: rule.id.clone(), title: rule_title(rule) })
        .collect();
    let lifts = if cap.is_some() { Vec::new() } else { lifts(criterion, basis, &satisfied, level) };
    let result = CriterionResult {
        evidence,
        denied,
        against: objections,
        missing: if level == of { Vec::new() } else { missing },
        ..blank(criterion, Some(level), of, reached.points, By::Engine)
    };
    let part = Part { level, of, weight: criterion.weight };
    Judged { result, liftable: Some(Liftable { part, must_reach: 0, lifts }) }
}

fn by_frameworks(
    criterion: &Criterion,
    named: &[CompiledFramework],
    texts: &[&Text<'_>],
) -> Judged {
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
                                !text.is_void(**place)
                                    && text.polarity.taken_back(**place).is_none()
                            })
                            .map(move |place| Hit { text: index, place: *place })
                    })
                    .collect()
            })
            .collect();
        (compiled, cover(&hits, compiled.framework.ordered))
    });
    let mut best: Option<(&CompiledFramework, frameworks::Coverage)> = None;
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
    let rule = |phase: &crate::content::framework::Phase| {
        RuleId::new(format!("{}.{}", framework.id, phase.id))
    };
    let title =
        |phase: &crate::content::framework::Phase| format!("{}: {}", framework.title, phase.title);
    let (mut evidence, mut missing) = (Vec::new(), Vec::new());
    for (phase, hit) in framework.phases.iter().zip(&coverage.phases) {
        let text = hit.and_then(|hit| texts.iter().find(|text| text.source == source_of(hit.text)));
        match (hit, text) {
            (Some(hit), Some(text)) => evidence.push(cite(rule(phase), title(phase), text, *hit)),
            _ => missing.push(Missing { rule: rule(phase), title: title(phase) }),
        }
    }
    let lifts: Vec<Lift> = (coverage.level + 1..=frameworks::HIGHEST)
        .filter_map(|target| {
            let wanted = (1..=missing.len()).find(|add| {
                frameworks::level_of(coverage.counted + add, framework.phases.len()) >= target
            })?;
            Some(Lift {
                level: target,
                steps: missing[..wanted]
                    .iter()
                    .map(|piece| Step {
                        criterion: criterion.id.clone(),
                        title: criterion.title.clone(),
                        rule: piece.rule.clone(),
                        add: piece.title.clone(),
                    })
                    .collect(),
            })
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

fn by_person(criterion: &Criterion) -> Judged {
    let of = levels(&criterion.basis).iter().map(|level| level.at).max().unwrap_or(0);
    Judged { result: blank(criterion, None, of, 0, By::Person), liftable: None }
}

fn blank(criterion: &Criterion, level: Option<u8>, of: u8, points: u32, by: By) -> CriterionResult {
    let all = levels(&criterion.basis);
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

pub(super) fn rule_title(rule: &Rule) -> String {
    rule.title.clone().unwrap_or_else(|| rule.id.as_str().replace('-', " "))
}

fn cite(rule: RuleId, title: String, text: &Text<'_>, hit: Hit) -> Evidence {
    let span = text.span(hit.place);
    Evidence {
        rule,
        title,
        start: span.start,
        end: span.end,
        text: text_of(text.reading.text, &span),
        how: if hit.place.typo { How::Misspelt } else { How::Said },
        source: text.source,
    }
}

fn finish(
    rubric: &CompiledRubric,
    answer: &Text<'_>,
    criteria: Vec<CriterionResult>,
    liftables: &[Liftable],
    opposed: Opposed,
) -> Assessment {
    let own = &rubric.rubric;
    let mut flags = answer.guarded.flags.clone();
    let mut zero = answer.guarded.zero;
    if !zero && answer.polarity.talk() >= TALK_TO_SAY {
        flags.push(Flag {
            code: FlagCode::Uncommitted,
            message: format!(
                "{} sentences name things without anybody doing anything. They are no evidence; say who does what.",
                answer.polarity.talk()
            ),
        });
    }
    let nothing = criteria.iter().all(|c| c.evidence.is_empty());
    if !zero && opposed.denied >= DENIED_TO_OPPOSE && opposed.denied > opposed.affirmed {
        zero = true;
        flags.push(Flag {
            code: FlagCode::ArguesOpposite,
            message: format!(
                "The answer denies most of what it mentions ({} things, against {} that it stands for), so it argues the opposite: level 0.",
                opposed.denied, opposed.affirmed
            ),
        });
    } else if !zero && nothing {
        zero = true;
        let message = if opposed.denied > 0 {
            "Everything that the rubric looks for is denied here: level 0."
        } else {
            "Nothing in the answer meets a rule of this rubric: level 0. It may answer another question."
        };
        flags.push(Flag { code: FlagCode::NoEvidence, message: message.to_owned() });
    }

    let weights: u64 = liftables.iter().map(|l| u64::from(l.part.weight)).sum();
    let share: u64 = liftables.iter().map(|l| l.part.share()).sum();
    let top = u8::try_from(own.cuts.len()).unwrap_or(u8::MAX);
    let mut percentage = if zero { 0 } else { percent(share, weights) };
    let earned = level(&own.cuts, percentage);
    let mut cap = top;
    let mut liftables = liftables.to_vec();
    let mut lifted = liftables.iter_mut();
    for (criterion, result) in own.criteria.iter().zip(&criteria) {
        let liftable = if result.by == By::Engine { lifted.next() } else { None };
        let Some(caps) = criterion.caps.filter(|caps| result.level.is_some_and(|l| l < caps.below))
        else {
            continue;
        };
        if let Some(liftable) = liftable
            && caps.answer <= earned.min(cap)
        {
            liftable.must_reach = caps.below;
        }
        if caps.answer < earned && !zero {
            flags.push(Flag {
                code: FlagCode::Capped,
                message: format!(
                    "Without level {} in \"{}\" the whole answer is at most level {} ({}).",
                    caps.below,
                    criterion.title,
                    caps.answer,
                    label(own, caps.answer)
                ),
            });
        }
        cap = cap.min(caps.answer);
    }
    for (statement, node) in own.fatal.iter().zip(&rubric.fatal) {
        let found = answer
            .places
            .of(*node)
            .iter()
            .find(|place| !answer.is_void(**place) && answer.polarity.is_asserted(**place));
        if let Some(place) = found {
            cap = cap.min(statement.level);
            flags.push(Flag {
                code: FlagCode::Fatal,
                message: format!(
                    "You wrote \"{}\". {} The answer is at most level {}; a person decides.",
                    text_of(answer.reading.text, &answer.span(*place)),
                    statement.why,
                    statement.level
                ),
            });
        }
    }
    let reached = earned.min(cap);
    if reached < earned {
        percentage = percentage.min(ceiling(&own.cuts, reached));
    }
    let next_level = match own.cuts.get(usize::from(reached)) {
        Some(&cut) if !zero => cheapest(&liftables, cut),
        _ => Vec::new(),
    };
    Assessment {
        question: rubric.question.clone(),
        status: Status::Scored,
        percent: Some(percentage),
        level: Some(reached),
        of: top,
        label: Some(label(own, reached)),
        borderline: if reached < earned || zero { None } else { borderline(&own.cuts, percentage) },
        criteria,
        flags,
        next_level,
    }
}

fn not_scored(rubric: &CompiledRubric, flag: Flag) -> Assessment {
    let criteria = rubric
        .rubric
        .criteria
        .iter()
        .map(|criterion| {
            let of = match &criterion.basis {
                Basis::Evidence(basis) => highest(basis),
                Basis::Frameworks(_) => frameworks::HIGHEST,
                Basis::Person(levels) => levels.iter().map(|l| l.at).max().unwrap_or(0),
            };
            let by =
                if matches!(criterion.basis, Basis::Person(_)) { By::Person } else { By::Engine };
            blank(criterion, None, of, 0, by)
        })
        .collect();
    Assessment {
        question: rubric.question.clone(),
        status: Status::NotScored,
        percent: None,
        level: None,
        of: u8::try_from(rubric.rubric.cuts.len()).unwrap_or(u8::MAX),
        label: None,
        borderline: None,
        criteria,
        flags: vec![flag],
        next_level: Vec::new(),
    }
}
