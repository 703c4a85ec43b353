//! Criterion by criterion, what the scorer missed and what it took for more than people did, with the
//! sentences in question.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::judged::Judged;
use super::passages::{Passage, around, sentences};
use crate::content::Rubric;
use crate::content::ids::{CriterionId, RuleId};
use crate::content::rubric::{Basis, Criterion, Rule};
use crate::scoring::assessment::{CriterionResult, FlagCode, How, Source};
use crate::scoring::read::{Reading, read};
use crate::scoring::tables::classes::FUNCTION;

/// An answer to which the scorer gives less for a criterion than people do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// Its id.
    pub answer: String,
    /// The reference.
    pub given: u8,
    /// The scorer's level; 0 if it did not score.
    pub computed: u8,
    /// What the guards noticed: they may be why.
    pub flags: Vec<FlagCode>,
    /// Rules that nothing satisfied; weak ones are left out.
    pub not_found: Vec<RuleId>,
    /// Words that would have satisfied a rule, and were taken for denied.
    pub denied: Vec<TakenBack>,
    /// Statements that capped the level.
    pub against: Vec<Capping>,
    /// Sentences that no rule of the criterion cites, the most likely one first: those that no rule
    /// at all cites and that share words with what was not found; then by shared words.
    pub sentences: Vec<Uncited>,
}

/// Words that were found and did not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenBack {
    /// The rule that they would have satisfied.
    pub rule: RuleId,
    /// From what denies them to what is denied.
    #[serde(flatten)]
    pub words: Passage,
}

/// A statement that capped a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capping {
    /// The level is at most this.
    pub cap: u8,
    /// Its words.
    #[serde(flatten)]
    pub words: Passage,
}

/// A sentence that no rule of a criterion cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Uncited {
    /// The whole sentence.
    #[serde(flatten)]
    pub sentence: Passage,
    /// Words that it shares with the rules not found.
    pub shared: usize,
    /// Other criteria whose rules cite it.
    pub cited_by: Vec<CriterionId>,
}

/// An answer to which the scorer gives more for a criterion than people do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FalseHit {
    /// Its id.
    pub answer: String,
    /// The reference.
    pub given: u8,
    /// The scorer's level.
    pub computed: u8,
    /// What earned the level, the most suspect first: what is cited by rules that are too generous
    /// elsewhere, too.
    pub evidence: Vec<Hit>,
}

/// Words that earned something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The rule.
    pub rule: RuleId,
    /// How the words matched.
    pub how: How,
    /// Of the answers that this rule is cited in, in percent, those that get more than people give.
    pub too_generous: u8,
    /// The words.
    pub words: Passage,
    /// The sentence around them.
    pub sentence: Passage,
}

/// Of one criterion, the worst first; equally bad ones in the order of the file.
pub(super) fn of(
    rubric: &Rubric,
    criterion: &Criterion,
    answers: &[&Judged],
) -> (Vec<Missed>, Vec<FalseHit>) {
    let stems = stems(criterion);
    let both: Vec<(Option<Missed>, Option<FalseHit>)> = answers
        .par_iter()
        .map(|answer| {
            let Some(&(given, computed)) = answer.criteria.get(&criterion.id) else {
                return (None, None);
            };
            let Some(result) = answer.result(&criterion.id) else { return (None, None) };
            (
                (computed < given).then(|| missed(rubric, &stems, answer, result, given)),
                (computed > given).then(|| false_hit(answer, answers, result, given, computed)),
            )
        })
        .collect();
    let (missed, false_hits): (Vec<_>, Vec<_>) = both.into_iter().unzip();
    let mut missed: Vec<Missed> = missed.into_iter().flatten().collect();
    missed.sort_by_key(|own| std::cmp::Reverse(own.given.saturating_sub(own.computed)));
    let mut false_hits: Vec<FalseHit> = false_hits.into_iter().flatten().collect();
    false_hits.sort_by_key(|own| std::cmp::Reverse(own.computed.saturating_sub(own.given)));
    (missed, false_hits)
}

fn missed(
    rubric: &Rubric,
    stems: &Stems,
    answer: &Judged,
    result: &CriterionResult,
    given: u8,
) -> Missed {
    let reading = read(&answer.text);
    let sentences = sentences(&reading);
    let not_found: Vec<RuleId> = result.missing.iter().map(|own| own.rule.clone()).collect();
    let wanted: Vec<&BTreeSet<String>> =
        not_found.iter().filter_map(|rule| stems.get(rule)).collect();
    let cites = |result: &CriterionResult, sentence: &Range<usize>| {
        result.evidence.iter().any(|own| {
            own.source == Source::Answer && own.start < sentence.end && sentence.start < own.end
        })
    };
    let mut uncited: Vec<Uncited> = sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| !cites(result, sentence))
        .map(|(at, sentence)| Uncited {
            sentence: Passage::new(&answer.text, sentence.clone()),
            shared: shared(&reading, at, &wanted),
            cited_by: rubric
                .criteria
                .iter()
                .filter(|other| other.id != result.id)
                .filter(|other| answer.result(&other.id).is_some_and(|own| cites(own, sentence)))
                .map(|other| other.id.clone())
                .collect(),
        })
        .collect();
    // Stable: among equals, the earlier sentence.
    uncited.sort_by_key(|own| {
        let is_cited = !own.cited_by.is_empty();
        (is_cited || own.shared == 0, std::cmp::Reverse(own.shared), is_cited)
    });
    Missed {
        answer: answer.id.clone(),
        given,
        computed: result.level.unwrap_or(0),
        flags: answer.flags.clone(),
        not_found,
        denied: result
            .denied
            .iter()
            .map(|own| TakenBack {
                rule: own.rule.clone(),
                words: Passage::new(&answer.text, own.start..own.end),
            })
            .collect(),
        against: result
            .against
            .iter()
            .map(|own| Capping {
                cap: own.cap,
                words: Passage::new(&answer.text, own.start..own.end),
            })
            .collect(),
        sentences: uncited,
    }
}

/// By rule, the stems of what it looks for: its name, title, patterns and examples, without the words
/// that stand in every sentence.
type Stems = BTreeMap<RuleId, BTreeSet<String>>;

fn stems(criterion: &Criterion) -> Stems {
    let Basis::Evidence(basis) = &criterion.basis else { return Stems::new() };
    let of_rule = |rule: &Rule| {
        let name = rule.id.as_str().replace('-', " ");
        let patterns = rule.any.iter().map(|pattern| pattern.source.as_str());
        let texts = patterns.chain(rule.says.iter().map(String::as_str));
        let mut stems = BTreeSet::new();
        for text in texts.chain([name.as_str(), rule.title.as_deref().unwrap_or_default()]) {
            let reading = read(text);
            let content = reading.words.iter().filter(|word| !word.class.is(FUNCTION));
            stems.extend(content.map(|word| word.stem.to_string()));
        }
        (rule.id.clone(), stems)
    };
    basis.rules.iter().map(of_rule).collect()
}

fn shared(reading: &Reading<'_>, sentence: usize, wanted: &[&BTreeSet<String>]) -> usize {
    let Some(sentence) = reading.sentences.get(sentence) else { return 0 };
    let words = reading.words.get(sentence.words.clone()).unwrap_or_default();
    let stems: BTreeSet<&str> = words.iter().map(|word| &*word.stem).collect();
    stems.into_iter().filter(|stem| wanted.iter().any(|own| own.contains(*stem))).count()
}

fn false_hit(
    answer: &Judged,
    answers: &[&Judged],
    result: &CriterionResult,
    given: u8,
    computed: u8,
) -> FalseHit {
    let reading = read(&answer.text);
    let sentences = sentences(&reading);
    let mut evidence: Vec<Hit> = result
        .evidence
        .iter()
        .map(|own| {
            let words = own.start..own.end;
            Hit {
                rule: own.rule.clone(),
                how: own.how,
                too_generous: too_generous(answers, &result.id, &own.rule),
                sentence: Passage::new(&answer.text, around(&sentences, &words)),
                words: Passage::new(&answer.text, words),
            }
        })
        .collect();
    // Stable: among equals, the rubric's order.
    evidence.sort_by_key(|own| std::cmp::Reverse(own.too_generous));
    FalseHit { answer: answer.id.clone(), given, computed, evidence }
}

fn too_generous(answers: &[&Judged], criterion: &CriterionId, rule: &RuleId) -> u8 {
    let (mut cited, mut above) = (0usize, 0usize);
    for answer in answers {
        let Some((given, computed)) = answer.criteria.get(criterion) else { continue };
        let cites = |result: &CriterionResult| result.evidence.iter().any(|own| own.rule == *rule);
        if answer.result(criterion).is_some_and(cites) {
            cited += 1;
            above += usize::from(computed > given);
        }
    }
    (above * 100).checked_div(cited).and_then(|share| share.try_into().ok()).unwrap_or(0)
}
