//! Answer by answer: what people gave, what the scorer gave, and what it cites.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::judged::Judged;
use super::passages::{Passage, sentences};
use super::rules::{Hits, Rules};
use crate::content::ids::{CriterionId, RuleId};
use crate::content::marked::MarkedSet;
use crate::scoring::assessment::{FlagCode, Source};
use crate::scoring::read::read;
use crate::scoring::receipt::sha256;

/// A marked answer: what people gave it and what the scorer gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Of the marked answer.
    pub id: String,
    /// The reference: the mean of the raters' levels, halves rounded down.
    pub given: u8,
    /// What the scorer gave; 0 if it did not score.
    pub computed: u8,
    /// The percentage behind it; 0 if it did not score.
    pub percent: u8,
    /// SHA-256 of the text that was scored.
    pub text_sha256: String,
    /// What the guards noticed.
    pub flags: Vec<FlagCode>,
    /// All criteria, in the rubric's order.
    pub criteria: Vec<AnswerCriterion>,
    /// What the scorer cites for which rule, in the rubric's order.
    pub evidence: Vec<Cited>,
    /// Its sentences.
    pub sentences: Vec<Passage>,
    /// Words that would have satisfied a rule, and were taken for denied, with what denies them.
    pub denied: Vec<Cited>,
    /// Statements that hold a criterion down.
    pub against: Vec<Against>,
}

impl Answer {
    /// How the scorer's level stands to the given one.
    #[must_use]
    pub fn off(&self) -> Ordering {
        self.computed.cmp(&self.given)
    }
}

/// A statement that holds a criterion down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Against {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its level is at most this.
    pub cap: u8,
    /// The author's reason.
    pub why: String,
    /// The words.
    #[serde(flatten)]
    pub words: Passage,
}

/// A criterion's level of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCriterion {
    /// Within the rubric.
    pub id: CriterionId,
    /// The reference; none where nobody marked the criterion.
    pub given: Option<u8>,
    /// None where a person gives it, or the answer was not scored.
    pub computed: Option<u8>,
}

/// Words that the scorer cites for a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The criterion.
    pub criterion: CriterionId,
    /// The rule.
    pub rule: RuleId,
    /// The words.
    #[serde(flatten)]
    pub words: Passage,
    /// The rule's patterns that find these very words, as they were written; none where they were
    /// found by their meaning, or are denied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
}

impl Answer {
    pub(super) fn new(own: &Judged, rules: &Rules<'_>, hits: &Hits) -> Self {
        let evidence = rules.by_criterion().enumerate().flat_map(|(at, (criterion, rules))| {
            rules.iter().enumerate().filter_map(move |(rule_at, rule)| {
                let hit = hits.get(&(at, rule_at))?;
                let patterns = hit.patterns.iter().filter_map(|at| rule.pattern(*at));
                Some(Cited {
                    criterion: criterion.id.clone(),
                    rule: rule.id.clone(),
                    words: Passage::new(&own.text, hit.words.clone()),
                    patterns: patterns.map(str::to_owned).collect(),
                })
            })
        });
        let passage = |span| Passage::new(&own.text, span);
        let denied = own.results.iter().flat_map(|result| {
            let denied = result.denied.iter().filter(|denied| denied.source == Source::Answer);
            denied.map(|denied| Cited {
                criterion: result.id.clone(),
                rule: denied.rule.clone(),
                words: passage(denied.start..denied.end),
                patterns: Vec::new(),
            })
        });
        let against = own.results.iter().flat_map(|result| {
            result.against.iter().map(|against| Against {
                criterion: result.id.clone(),
                cap: against.cap,
                why: against.why.clone(),
                words: passage(against.start..against.end),
            })
        });
        let criteria = own.results.iter().map(|result| AnswerCriterion {
            id: result.id.clone(),
            given: own.given_criteria.get(&result.id).copied(),
            computed: result.level,
        });
        Self {
            id: own.id.clone(),
            given: own.reference,
            computed: own.computed,
            percent: own.percent,
            text_sha256: sha256(own.text.as_bytes()),
            flags: own.flags.clone(),
            criteria: criteria.collect(),
            evidence: evidence.collect(),
            sentences: sentences(&read(&own.text)).into_iter().map(passage).collect(),
            denied: denied.collect(),
            against: against.collect(),
        }
    }

    /// Takes its words out.
    fn hide(&mut self) {
        self.sentences.iter_mut().for_each(Passage::hide);
        let cited = self.evidence.iter_mut().chain(&mut self.denied).map(|own| &mut own.words);
        cited.chain(self.against.iter_mut().map(|own| &mut own.words)).for_each(Passage::hide);
    }
}

impl super::Bench {
    /// Keeps only these answers; figures stay those of all.
    pub fn keep_answers(&mut self, ids: &[String]) {
        let sets = self.rubrics.iter_mut().flat_map(|rubric| &mut rubric.sets);
        sets.for_each(|set| set.answers.retain(|answer| ids.contains(&answer.id)));
    }

    /// Takes the words of the check set's answers out: whoever writes patterns is not to read them.
    /// Ids, levels and rules stay.
    pub fn hide_check(&mut self) {
        let sets = self.rubrics.iter_mut().flat_map(|rubric| &mut rubric.sets);
        for set in sets.filter(|set| set.level.set == MarkedSet::Check) {
            set.answers.iter_mut().for_each(Answer::hide);
            for criterion in &mut set.criteria {
                for missed in &mut criterion.missed {
                    missed.denied.iter_mut().for_each(|own| own.words.hide());
                    missed.against.iter_mut().for_each(|own| own.words.hide());
                    missed.sentences.iter_mut().for_each(|own| own.sentence.hide());
                }
                for hit in criterion.false_hits.iter_mut().flat_map(|own| &mut own.evidence) {
                    hit.words.hide();
                    hit.sentence.hide();
                }
            }
        }
    }
}
