//! The model move of a criterion: what somebody says who earns it, in the words of a sample answer.
//!
//! Samples are scored as any answer is; the sentences that earned the criterion are cut out of the
//! best of them. Nothing is written anew, so a move is always something that the scorer pays for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use crate::content::ids::{CriterionId, RuleId};
use crate::content::rubric::Basis;
use crate::content::scenario::Sample;
use crate::scoring::assessment::{Assessment, CriterionResult, Evidence, Source};
use crate::scoring::read::read;
use crate::scoring::{CompiledRubric, Given, assess};

/// The most sentences that a move quotes.
pub const SENTENCES: usize = 2;

/// What stands where sentences of the sample are left out.
const BETWEEN: &str = " … ";

/// The sentences of a sample answer that earned a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelMove {
    /// The sentences on one line, in the sample's order; " … " where others stand between them.
    pub words: String,
    /// Byte ranges into `words`: what earned the criterion. In order; none overlaps another.
    pub evidence: Vec<Range<usize>>,
    /// The criterion's level in the whole sample.
    pub level: u8,
    /// The criterion's highest level.
    pub of: u8,
}

/// The model move of a criterion: from the sample with the highest level for it, and among those
/// with as much the shorter words. None where no sample earned anything of it, and where a person
/// gives its level.
#[must_use]
pub fn model_move(
    rubric: &CompiledRubric,
    samples: &[Sample],
    criterion: &CriterionId,
) -> Option<ModelMove> {
    best(rubric, &assessed(rubric, samples), criterion)
}

/// The model moves of all criteria that have one; scores each sample once.
#[must_use]
pub fn model_moves(
    rubric: &CompiledRubric,
    samples: &[Sample],
) -> BTreeMap<CriterionId, ModelMove> {
    let assessed = assessed(rubric, samples);
    rubric
        .rubric
        .criteria
        .iter()
        .filter_map(|own| Some((own.id.clone(), best(rubric, &assessed, &own.id)?)))
        .collect()
}

fn assessed<'s>(rubric: &CompiledRubric, samples: &'s [Sample]) -> Vec<(&'s str, Assessment)> {
    let assess = |text| (text, assess(rubric, Given::answer(text)));
    samples.iter().map(|sample| assess(sample.text.as_str())).collect()
}

fn best(
    rubric: &CompiledRubric,
    assessed: &[(&str, Assessment)],
    criterion: &CriterionId,
) -> Option<ModelMove> {
    let points = points(rubric, criterion);
    let mut best: Option<(Reverse<u8>, Reverse<u32>, usize, ModelMove)> = None;
    for (text, assessment) in assessed {
        let own = assessment.criteria.iter().find(|own| own.id == *criterion);
        let Some((earned, found)) = own.and_then(|own| cut(text, own, &points)) else { continue };
        // Of two samples of one level, that whose two sentences hold more of what earned it.
        let rank = (Reverse(found.level), Reverse(earned), found.words.len());
        if best.as_ref().is_none_or(|(level, points, length, _)| rank < (*level, *points, *length))
        {
            best = Some((rank.0, rank.1, rank.2, found));
        }
    }
    best.map(|(_, _, _, found)| found)
}

/// What each rule adds; a phase of a framework adds one.
fn points(rubric: &CompiledRubric, criterion: &CriterionId) -> BTreeMap<RuleId, u32> {
    match rubric.rubric.criterion(criterion).map(|own| &own.basis) {
        Some(Basis::Evidence(basis)) => {
            basis.rules.iter().map(|rule| (rule.id.clone(), rule.points)).collect()
        }
        _ => BTreeMap::new(),
    }
}

/// The sentences of `text` that hold the most points of a criterion, and these points.
fn cut(
    text: &str,
    own: &CriterionResult,
    points: &BTreeMap<RuleId, u32>,
) -> Option<(u32, ModelMove)> {
    let level = own.level.filter(|level| *level > 0)?;
    let evidence: Vec<&Evidence> =
        own.evidence.iter().filter(|piece| piece.source == Source::Answer).collect();
    let sentences = sentences(text);
    let rules_in = |sentence: &Range<usize>| -> BTreeSet<&RuleId> {
        let inside = evidence.iter().filter(|piece| overlap(&(piece.start..piece.end), sentence));
        inside.map(|piece| &piece.rule).collect()
    };
    let worth =
        |rules: &BTreeSet<&RuleId>| rules.iter().map(|id| points.get(*id).unwrap_or(&1)).sum();
    let mut chosen: Vec<Range<usize>> = Vec::new();
    let mut held: BTreeSet<&RuleId> = BTreeSet::new();
    while chosen.len() < SENTENCES {
        let added = |sentence: &Range<usize>| -> u32 {
            worth(&rules_in(sentence).difference(&held).copied().collect())
        };
        let next = sentences
            .iter()
            .map(|sentence| (Reverse(added(sentence)), sentence.len(), sentence))
            .filter(|(Reverse(added), _, _)| *added > 0)
            .min_by_key(|(added, length, sentence)| (*added, *length, sentence.start));
        let Some((_, _, sentence)) = next else { break };
        held.extend(rules_in(sentence));
        chosen.push(sentence.clone());
    }
    if chosen.is_empty() {
        return None;
    }
    chosen.sort_by_key(|sentence| sentence.start);
    let spans: Vec<Range<usize>> = evidence.iter().map(|piece| piece.start..piece.end).collect();
    let (words, evidence) = joined(text, &sentences, &chosen, &spans);
    Some((worth(&held), ModelMove { words, evidence, level, of: own.of }))
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The sentences with the marks that open and close them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let reading = read(text);
    let mut found: Vec<Range<usize>> =
        reading.sentences.iter().map(|sentence| sentence.span(&reading.words)).collect();
    for at in 0..found.len() {
        let until = found.get(at + 1).map_or(text.len(), |next| next.start);
        let Some(sentence) = found.get_mut(at) else { continue };
        let behind = text.get(sentence.end..until).unwrap_or_default();
        let closing = behind.find(|c: char| c.is_whitespace() || "([{“‘".contains(c));
        sentence.end += closing.unwrap_or(behind.len());
        let opens = |c: char| "\"'“‘([{".contains(c);
        let before = text.get(..sentence.start).unwrap_or_default();
        sentence.start = before.trim_end_matches(opens).len();
    }
    found
}

/// The chosen sentences on one line, and where the spans lie in it.
fn joined(
    text: &str,
    sentences: &[Range<usize>],
    chosen: &[Range<usize>],
    spans: &[Range<usize>],
) -> (String, Vec<Range<usize>>) {
    let mut words = String::new();
    let mut marked: Vec<Range<usize>> = Vec::new();
    let mut before: Option<usize> = None;
    for sentence in chosen {
        let place = sentences.iter().position(|own| own == sentence);
        if let Some(before) = before {
            words.push_str(if place == Some(before + 1) { " " } else { BETWEEN });
        }
        before = place;
        let piece = text.get(sentence.clone()).unwrap_or_default();
        for (at, c) in piece.char_indices() {
            let is_marked = spans.iter().any(|span| span.contains(&(sentence.start + at)));
            let is_blank = c.is_whitespace();
            if is_blank && words.ends_with(' ') {
                continue;
            }
            let start = words.len();
            words.push(if is_blank { ' ' } else { c });
            if is_marked {
                match marked.last_mut().filter(|last| last.end == start) {
                    Some(last) => last.end = words.len(),
                    None => marked.push(start..words.len()),
                }
            }
        }
    }
    (words, marked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Lexicon;
    use crate::content::ids::RubricId;
    use crate::content::lower;
    use crate::scoring::Parts;

    const RUBRIC: &str = r#"format = 1
title = "Plans the baking"

[[criterion]]
id = "dough"
title = "makes the dough"
levels = [{ at = 1, needs = 1 }, { at = 2, needs = 2 }, { at = 3, needs = 4 }]

[criterion.evidence]
kneads = { any = ["knead > dough"], points = 2 }
rests = ["dough + rest"]
warms = ["warm + place"]

[[criterion]]
id = "taste"
title = "tastes well"
by = "person"
"#;

    fn compiled() -> CompiledRubric {
        let rubric = lower::rubric(&RubricId::new("bread/plan"), "plan.toml", RUBRIC);
        CompiledRubric::new(Parts {
            question: "bread/plan",
            prompt: "How do you make a loaf?",
            rubric: &rubric.usable().unwrap(),
            rubric_text: RUBRIC,
            frameworks: &[],
            lexicon: &Lexicon::default(),
            lexicon_text: "",
        })
        .unwrap()
    }

    fn samples(texts: &[&str]) -> Vec<Sample> {
        let sample = |text: &&str| Sample { level: 4, text: (*text).to_owned(), note: None };
        texts.iter().map(sample).collect()
    }

    fn dough(texts: &[&str]) -> Option<ModelMove> {
        model_move(&compiled(), &samples(texts), &CriterionId::new("dough"))
    }

    fn marked(found: &ModelMove) -> Vec<&str> {
        found.evidence.iter().map(|span| &found.words[span.clone()]).collect()
    }

    const WEAK: &str = "I would go to the kitchen. Then the dough should rest for a while, and I \
                        would have a cup of tea with my neighbour until it is ready.";
    const STRONG: &str = "I would go to the kitchen early. “First I would knead\n  the dough for ten \
                          minutes!” My neighbour drops by. Then the dough can rest for an hour. It \
                          stands in a warm place.";

    #[test]
    fn the_sentences_that_earned_most_of_it_are_quoted_whole_on_one_line() {
        let found = dough(&[WEAK, STRONG]).unwrap();
        assert_eq!(
            found.words,
            "“First I would knead the dough for ten minutes!” … It stands in a warm place."
        );
        assert_eq!(marked(&found), ["knead the dough", "warm place"]);
        assert_eq!((found.level, found.of), (3, 3));
    }

    #[test]
    fn sentences_that_follow_each_other_stand_beside_each_other() {
        let text = "I would go to the kitchen early. I knead the dough for ten minutes. Then the dough \
                    can rest for an hour.";
        let found = dough(&[text]).unwrap();
        assert_eq!(
            found.words,
            "I knead the dough for ten minutes. Then the dough can rest for an hour."
        );
    }

    #[test]
    fn of_two_samples_that_earned_as_much_the_shorter_words_are_taken() {
        let long = "I would go to the kitchen early. With great care and both of my hands I would \
                    knead the dough for ten minutes.";
        let short = "I would go to the kitchen early in the morning, as bakers do. I would knead the \
                     dough.";
        for texts in [[long, short], [short, long]] {
            assert_eq!(dough(&texts).unwrap().words, "I would knead the dough.");
        }
    }

    #[test]
    fn where_nothing_earned_it_or_a_person_gives_it_there_is_no_move() {
        assert_eq!(dough(&[]), None);
        let other = "I would go to the shop round the corner, look at the shelves, and buy a loaf.";
        assert_eq!(dough(&[other, ""]), None);
        let person = CriterionId::new("taste");
        assert_eq!(model_move(&compiled(), &samples(&[STRONG]), &person), None);
        assert_eq!(model_move(&compiled(), &samples(&[STRONG]), &CriterionId::new("none")), None);
    }

    #[test]
    fn all_moves_at_once_are_the_same_as_each_alone() {
        let (rubric, samples) = (compiled(), samples(&[WEAK, STRONG]));
        let all = model_moves(&rubric, &samples);
        assert_eq!(all.len(), 1);
        for (id, found) in &all {
            assert_eq!(Some(found), model_move(&rubric, &samples, id).as_ref());
        }
    }
}
