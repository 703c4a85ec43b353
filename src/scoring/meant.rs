//! The fifth pass: what was meant, where no pattern found it said.
//!
//! An author gives a rule whole example sentences (`says`); parts of the answer that mean about the
//! same are evidence, too. Likeness of meaning tells what somebody talks about and not what they say
//! of it, so it never decides alone. A part of the answer counts for a rule only if
//!
//! - it is close to one of the rule's examples,
//! - and closer to it than to any example of another criterion,
//! - and has a word of its own that the criterion uses,
//! - and nothing in it is denied, dismissed or only reported.

use std::collections::BTreeSet;

use super::compile::{Graph, NodeId, Op};
use super::compiled::CompiledBasis;
use super::matching::Place;
use super::meaning::{Vector, WordMeaning, word};
use super::polarity::Polarity;
use super::read::{Gap, Reading, read};
use super::tables::classes::FUNCTION;
use crate::content::rubric::{Basis, Expects, Rubric};

/// Likeness to an example, in thousandths, from which on it can be meant.
const LIKE_AT_LEAST: i32 = 550;
/// How much less like it the nearest example of another criterion has to be.
const RIVALS_BELOW: i32 = 55;
/// Words with a meaning of their own that a part of the answer needs.
const FEWEST_BEARING: usize = 3;
/// The longest part that is compared, in words: longer ones are about too many things.
const LONGEST: usize = 30;

/// The examples of a rubric, ready to be compared with.
#[derive(Clone, Debug)]
pub(super) struct Examples {
    /// With the criterion and the rule whose example it is.
    directions: Vec<(u32, u32, Vector)>,
    /// By criterion: the stems that it uses, in patterns and examples.
    cues: Vec<BTreeSet<String>>,
}

impl Examples {
    /// Those of a rubric; none if it gives no examples.
    pub(super) fn of(rubric: &Rubric, criteria: &[CompiledBasis], graph: &Graph) -> Option<Self> {
        // Facts that differ in one word differ in truth, and likeness does not see it: on graded
        // answers of a course every threshold did harm.
        if rubric.expects == Expects::Knowledge {
            return None;
        }
        let mut directions = Vec::new();
        let mut cues = vec![BTreeSet::new(); rubric.criteria.len()];
        for (at, (criterion, compiled)) in rubric.criteria.iter().zip(criteria).enumerate() {
            let (Basis::Evidence(basis), CompiledBasis::Evidence { rules, .. }) =
                (&criterion.basis, compiled)
            else {
                continue;
            };
            for sought in rules {
                collect_stems(graph, sought.node, &mut cues[at]);
            }
            for (rule, own) in basis.rules.iter().enumerate() {
                for example in &own.says {
                    let reading = read(example);
                    let bearing = reading.words.iter().filter(|word| !word.class.is(FUNCTION));
                    cues[at].extend(bearing.map(|word| word.stem.to_string()));
                    let words: Vec<WordMeaning> =
                        reading.words.iter().map(|own| word(&own.norm)).collect();
                    if let Some(vector) = Vector::of(&words) {
                        // The lowering bounds a rubric to far fewer than would not fit.
                        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                        directions.push((index(at), index(rule), vector));
                    }
                }
            }
        }
        (!directions.is_empty()).then_some(Self { directions, cues })
    }
}

fn collect_stems(graph: &Graph, node: NodeId, stems: &mut BTreeSet<String>) {
    match &graph.ops[node as usize] {
        Op::Stem { stem, .. } => {
            stems.insert(stem.clone());
        }
        Op::Prefix(_) | Op::Number | Op::Exact { .. } => {}
        Op::Phrase(parts) | Op::Any(parts) | Op::Near { parts, .. } => {
            parts.iter().for_each(|&part| collect_stems(graph, part, stems));
        }
    }
}

/// A part of a text that means what a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) criterion: u32,
    pub(super) rule: u32,
    pub(super) place: Place,
    /// Likeness to the nearest example, in thousandths.
    pub(super) likeness: i32,
}

/// All that is meant, in the order of the text.
pub(super) fn meant(
    examples: &Examples,
    reading: &Reading<'_>,
    polarity: &Polarity,
    void: &[bool],
) -> Vec<Meant> {
    let words: Vec<WordMeaning> = reading.words.iter().map(|own| word(&own.norm)).collect();
    let mut all = Vec::new();
    let mut nearest: Vec<i32> = vec![0; examples.cues.len()];
    for part in parts(reading, polarity) {
        let bearing = |at: &usize| !reading.words[*at].class.is(FUNCTION);
        if part.clone().filter(bearing).count() < FEWEST_BEARING
            || part.clone().all(|at| void[at])
            || polarity.touches(part.clone())
        {
            continue;
        }
        let Some(vector) = Vector::of(&words[part.clone()]) else { continue };
        nearest.fill(0);
        let mut best: Option<(i32, u32, u32)> = None;
        for (criterion, rule, example) in &examples.directions {
            let likeness = vector.similarity(example);
            let own = &mut nearest[*criterion as usize];
            *own = (*own).max(likeness);
            if likeness >= LIKE_AT_LEAST && best.is_none_or(|(most, ..)| likeness > most) {
                best = Some((likeness, *criterion, *rule));
            }
        }
        let Some((likeness, criterion, rule)) = best else { continue };
        let rival = (0..).zip(&nearest).filter(|(at, _)| *at != criterion).map(|(_, n)| *n).max();
        let cues = &examples.cues[criterion as usize];
        let has_cue =
            part.clone().filter(bearing).any(|at| cues.contains(&*reading.words[at].stem));
        if has_cue
            && rival.is_none_or(|rival| rival + RIVALS_BELOW <= likeness)
            && let Some(place) = Place::of_words(part)
        {
            all.push(Meant { criterion, rule, place, likeness });
        }
    }
    all
}

/// The parts of a text that are compared: its sentences, what stands between their commas and
/// clauses, and two such pieces together.
fn parts(reading: &Reading<'_>, polarity: &Polarity) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    for sentence in &reading.sentences {
        let words = sentence.words.clone();
        let begins = |&at: &usize| {
            at == words.start
                || reading.words[at].before != Gap::Space
                || polarity.clause_start(at) == at
        };
        let mut starts: Vec<usize> = words.clone().filter(begins).collect();
        starts.push(words.end);
        for pair in starts.windows(2) {
            parts.push(pair[0]..pair[1]);
        }
        for triple in starts.windows(3) {
            parts.push(triple[0]..triple[2]);
        }
        if starts.len() > 3 {
            parts.push(words);
        }
    }
    parts.retain(|part| part.len() <= LONGEST);
    parts
}
