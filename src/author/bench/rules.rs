//! Rule by rule and pattern by pattern: at which given levels it is found, and whether it tells
//! strong answers from weak ones.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::Estimate;
use super::judged::Judged;
use crate::agreement::difference;
use crate::content::ids::{CriterionId, RuleId};
use crate::content::pattern::Pattern;
use crate::content::rubric::{Basis, Criterion, Rule};
use crate::scoring::assessment::{CriterionResult, Evidence, How, Source};
use crate::scoring::{CompiledRubric, Finder};

/// A rule found in fewer answers than this is not called blunt: it may be mere chance.
pub const LEAST_FOUND: usize = 5;

/// A rule whose share of strong answers is not larger than that of weak ones by at least this is
/// called blunt.
pub const BLUNT: f64 = 0.1;

/// One rule's hits in one set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleFigures {
    /// The criterion that it belongs to.
    pub criterion: CriterionId,
    /// Within the criterion; `framework.phase` where a framework is the evidence.
    pub rule: RuleId,
    /// What it adds.
    pub points: u32,
    /// Never lifts its criterion beyond level 1.
    pub weak_rule: bool,
    /// Whose levels `by_level` counts by.
    pub levels_of: LevelsOf,
    /// In how many answers a score cites it.
    pub found: Count,
    /// How often it was found by its meaning alone.
    pub meant: usize,
    /// By given level, those that occur, rising.
    pub by_level: BTreeMap<u8, Count>,
    /// From which given level on an answer counts as strong: where the two halves are as equal as can
    /// be, and the lower of two such levels. None where all answers have one level.
    pub strong_from: Option<u8>,
    /// In strong answers.
    pub strong: Count,
    /// In weak ones.
    pub weak: Count,
    /// The share of strong answers that it is found in, less that of weak ones: the discrimination
    /// index of test theory, taken over halves (Kelley 1939 takes the outer 27 %, for which marked
    /// answers are too few), with Newcombe's interval.
    pub difference: Estimate,
    /// What to look at, if anything.
    pub finding: Option<Finding>,
    /// How many patterns it has.
    pub pattern_count: usize,
    /// Those of them that found something, in the order of the file.
    pub patterns: Vec<PatternFigures>,
}

/// Some of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl Count {
    /// Their share; none of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        let whole = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        (self.of > 0).then(|| whole(self.count) / whole(self.of))
    }

    pub(super) fn add(&mut self, is_found: bool) {
        self.count += usize::from(is_found);
        self.of += 1;
    }
}

/// Whose levels rules are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LevelsOf {
    /// The criterion's own, where all answers of the set have one.
    Criterion,
    /// The answer's.
    Answer,
}

/// What there is to look at in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    /// Found in no answer.
    Never,
    /// Found in weak answers about as often as in strong ones: in [`LEAST_FOUND`] answers or more,
    /// with a difference below [`BLUNT`]. A rule that is marked as weak is not held to it.
    Blunt,
}

/// One pattern's hits in one set: where it finds the words that the score cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PatternFigures {
    /// As its author wrote it.
    pub pattern: String,
    /// In how many answers it finds what is cited for its rule; several patterns may find the same.
    pub found: usize,
    /// By given level, those at which it found something.
    pub by_level: BTreeMap<u8, usize>,
}

/// All rules, and phases where frameworks are the evidence, in the rubric's order. `hits` are those of
/// each answer.
pub(super) fn of(rules: &Rules<'_>, answers: &[&Judged], hits: &[Hits]) -> Vec<RuleFigures> {
    let mut all = Vec::new();
    for (at, (criterion, rules)) in rules.by_criterion().enumerate() {
        let levels = levels(criterion, answers);
        for (rule_at, rule) in rules.iter().enumerate() {
            let hits: Vec<Option<&Hit>> = hits.iter().map(|own| own.get(&(at, rule_at))).collect();
            all.push(figures(criterion, rule, &levels, &hits));
        }
    }
    all
}

/// A rubric's rules, and phases where frameworks are the evidence, with their patterns told apart.
pub(super) struct Rules<'r> {
    rubric: &'r CompiledRubric,
    finder: Finder<'r>,
    by_criterion: Vec<Vec<Looked<'r>>>,
}

/// What is looked for: a rule or a phase.
pub(super) struct Looked<'r> {
    pub(super) id: RuleId,
    any: &'r [Pattern],
    points: u32,
    weak: bool,
}

impl<'r> Rules<'r> {
    pub(super) fn new(rubric: &'r CompiledRubric) -> Self {
        let criteria = rubric.rubric.criteria.iter().enumerate();
        let by_criterion = criteria.map(|(at, criterion)| looked(rubric, at, criterion)).collect();
        Self { rubric, finder: Finder::new(rubric), by_criterion }
    }

    /// Each criterion with its rules.
    pub(super) fn by_criterion(&self) -> impl Iterator<Item = (&'r Criterion, &[Looked<'r>])> {
        self.rubric.rubric.criteria.iter().zip(self.by_criterion.iter().map(Vec::as_slice))
    }

    /// The rules that a score cites, with the patterns that find what is cited.
    pub(super) fn hits(&self, text: &str, results: &[CriterionResult]) -> Hits {
        let mut found = BTreeMap::new();
        let findings = self.finder.look(text);
        for (at, (criterion, rules)) in self.by_criterion().enumerate() {
            let Some(result) = results.iter().find(|own| own.id == criterion.id) else { continue };
            for (rule_at, rule) in rules.iter().enumerate() {
                let own = |evidence: &&Evidence| {
                    evidence.rule == rule.id && evidence.source == Source::Answer
                };
                let Some(evidence) = result.evidence.iter().find(own) else { continue };
                let words = evidence.start..evidence.end;
                let meant = evidence.how == How::Meant;
                let patterns = if meant { Vec::new() } else { findings.of(at, rule_at, &words) };
                found.insert((at, rule_at), Hit { meant, patterns, words });
            }
        }
        found
    }
}

impl Looked<'_> {
    /// A pattern as its author wrote it, by its number in the rule.
    pub(super) fn pattern(&self, at: usize) -> Option<&str> {
        self.any.get(at).map(|pattern| pattern.source.as_str())
    }
}

fn looked<'r>(rubric: &'r CompiledRubric, at: usize, criterion: &'r Criterion) -> Vec<Looked<'r>> {
    if let Basis::Evidence(basis) = &criterion.basis {
        let rule = |rule: &'r Rule| Looked {
            id: rule.id.clone(),
            any: &rule.any,
            points: rule.points,
            weak: rule.weak,
        };
        return basis.rules.iter().map(rule).collect();
    }
    let phases = rubric.phases(at).into_iter();
    phases.map(|(id, any)| Looked { id, any, points: 1, weak: false }).collect()
}

/// How a rule was found in an answer.
pub(super) struct Hit {
    meant: bool,
    /// By number in the rule, those that find these very words.
    pub(super) patterns: Vec<usize>,
    /// The words that are cited: a byte range.
    pub(super) words: Range<usize>,
}

/// What was found in an answer, by number of the criterion and of the rule.
pub(super) type Hits = BTreeMap<(usize, usize), Hit>;

/// The given levels that rules of a criterion are held against, by answer.
fn levels(criterion: &Criterion, answers: &[&Judged]) -> (LevelsOf, Vec<u8>) {
    let own: Option<Vec<u8>> =
        answers.iter().map(|answer| answer.given_criteria.get(&criterion.id).copied()).collect();
    match own {
        Some(own) => (LevelsOf::Criterion, own),
        None => (LevelsOf::Answer, answers.iter().map(|answer| answer.reference).collect()),
    }
}

fn figures(
    criterion: &Criterion,
    rule: &Looked<'_>,
    (levels_of, levels): &(LevelsOf, Vec<u8>),
    hits: &[Option<&Hit>],
) -> RuleFigures {
    let strong_from = strong_from(levels);
    let (mut found, mut strong, mut weak) = (Count::default(), Count::default(), Count::default());
    let mut by_level: BTreeMap<u8, Count> = BTreeMap::new();
    for (level, hit) in levels.iter().zip(hits) {
        let is_found = hit.is_some();
        found.add(is_found);
        by_level.entry(*level).or_default().add(is_found);
        if let Some(from) = strong_from {
            if *level >= from { strong.add(is_found) } else { weak.add(is_found) }
        }
    }
    let apart = difference((strong.count, strong.of), (weak.count, weak.of));
    let is_blunt = |(apart, _): (f64, (f64, f64))| apart < BLUNT;
    let finding = if found.count == 0 {
        Some(Finding::Never)
    } else if found.count >= LEAST_FOUND && !rule.weak && apart.is_some_and(is_blunt) {
        Some(Finding::Blunt)
    } else {
        None
    };
    RuleFigures {
        criterion: criterion.id.clone(),
        rule: rule.id.clone(),
        points: rule.points,
        weak_rule: rule.weak,
        levels_of: *levels_of,
        found,
        meant: hits.iter().flatten().filter(|hit| hit.meant).count(),
        pattern_count: rule.any.len(),
        patterns: patterns(rule, levels, hits),
        by_level,
        strong_from,
        strong,
        weak,
        difference: Estimate {
            value: apart.map(|(apart, _)| apart),
            interval: apart.map(|(_, interval)| interval),
        },
        finding,
    }
}

fn patterns(rule: &Looked<'_>, levels: &[u8], hits: &[Option<&Hit>]) -> Vec<PatternFigures> {
    let mut found: BTreeMap<usize, BTreeMap<u8, usize>> = BTreeMap::new();
    for (level, hit) in levels.iter().zip(hits) {
        for pattern in hit.iter().flat_map(|hit| &hit.patterns) {
            *found.entry(*pattern).or_default().entry(*level).or_default() += 1;
        }
    }
    found
        .into_iter()
        .filter_map(|(at, by_level)| {
            Some(PatternFigures {
                pattern: rule.pattern(at)?.to_owned(),
                found: by_level.values().sum(),
                by_level,
            })
        })
        .collect()
}

/// The level at which the halves are as equal as can be.
fn strong_from(levels: &[u8]) -> Option<u8> {
    let mut known = levels.to_vec();
    known.sort_unstable();
    known.dedup();
    let strong = |from: u8| levels.iter().filter(|level| **level >= from).count();
    // The lowest level would leave no weak ones. The first of equals is the lower.
    known.into_iter().skip(1).min_by_key(|&from| (2 * strong(from)).abs_diff(levels.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_as_equal_as_can_be() {
        assert_eq!(strong_from(&[0, 1, 2, 3]), Some(2));
        assert_eq!(strong_from(&[0, 0, 0, 1, 2]), Some(1));
        assert_eq!(strong_from(&[0, 1, 1, 2]), Some(1), "the lower of two");
        assert_eq!(strong_from(&[2, 2]), None);
        assert_eq!(strong_from(&[]), None);
    }
}
