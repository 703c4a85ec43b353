//! The passes in their order: an answer and a compiled rubric in, an assessment out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::assessment::{Assessment, SCHEMA, Scored, Source};
use super::compiled::{CompiledBasis, CompiledRubric};
use super::judge::{ROOM, by_evidence, by_frameworks, by_person};
use super::receipt::Receipt;
use super::stance::Balance;
use super::text::Text;
use super::verdict::{finish, not_scored};
use crate::content::ids::CriterionId;
use crate::content::rubric::{Basis, Expects};

/// The longest answer that is read, in bytes: some forty thousand words.
pub const MAX_ANSWER_BYTES: usize = 256 * 1024;

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

/// Where an answer makes statements against the work, as the rubric's `opposing` names them: byte
/// ranges in their order, at most one a sentence.
#[must_use]
pub fn opposing(rubric: &CompiledRubric, answer: &str) -> Vec<Range<usize>> {
    let text = Text::new(rubric, answer, Source::Answer);
    text.stance.statements().map(|place| text.span(place)).collect()
}

/// Scores an answer.
#[must_use]
pub fn assess(rubric: &CompiledRubric, given: Given<'_>) -> Assessment {
    let answer = Text::new(rubric, given.answer, Source::Answer);
    if let Some(flag) = &answer.guarded.refused {
        return not_scored(rubric, flag.clone());
    }
    let mut criteria = Vec::with_capacity(rubric.criteria.len());
    let mut liftables = Vec::with_capacity(rubric.criteria.len());
    let mut room = ROOM.take();
    let mut balance = Balance::new(answer.reading.sentences.len());
    if rubric.rubric.expects == Expects::Action {
        let (negating, sentences) = answer.negating();
        balance.of_action(negating, sentences);
    }
    for place in answer.stance.statements() {
        balance.add_against(answer.sentence_of(place));
    }
    for (index, (criterion, basis)) in
        rubric.rubric.criteria.iter().zip(&rubric.criteria).enumerate()
    {
        // A probe's answer that is none of its own adds nothing.
        let probe = given
            .probes
            .iter()
            .find(|(id, _)| *id == criterion.id)
            .map(|(_, text)| Text::new(rubric, text, Source::Probe))
            .filter(|text| text.guarded.refused.is_none() && !text.guarded.zero);
        let texts: &[&Text<'_>] = match (&probe, answer.guarded.zero) {
            (None, false) => &[&answer],
            (None, true) => &[],
            (Some(probe), false) => &[&answer, probe],
            (Some(probe), true) => &[probe],
        };
        let judged = match (basis, &criterion.basis) {
            (CompiledBasis::Evidence { rules, against }, Basis::Evidence(own)) => {
                by_evidence((index, criterion), own, rules, against, texts, &mut balance, &mut room)
            }
            (CompiledBasis::Frameworks(named), _) => by_frameworks(criterion, named, texts),
            _ => by_person(criterion),
        };
        let mut result = judged.result;
        result.probed = probe.is_some();
        liftables.extend(judged.liftable);
        criteria.push(result);
    }
    ROOM.set(room);
    finish(rubric, &answer, criteria, liftables, &balance)
}
