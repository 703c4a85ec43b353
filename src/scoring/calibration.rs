//! The pass behind the eighth, only where it was asked for: what was fitted to marks moves the
//! percentage a little, and other cuts give the level.
//!
//! Whole numbers throughout. It explains itself: every weight that took part is in the assessment.
//! Whatever a guard, a gate or a fatal statement holds down stays down, and an answer that earned
//! nothing gets nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::answer::{borderline, ceiling, label, level};
use super::assessment::{
    Assessment, Calibrated, CriterionAdds, CriterionResult, Source, WordsAdd, text_of,
};
use super::compiled::CompiledRubric;
use super::text::Text;
use crate::content::calibration::{Calibration, MAX_BOUND};

/// The longest run of words that has a weight of its own.
const LONGEST: usize = 3;

/// The runs of one to three stems that stand in an answer, within its sentences; words that a guard
/// sets aside have no part in them.
#[must_use]
pub fn phrases(rubric: &CompiledRubric, answer: &str) -> BTreeSet<String> {
    let text = Text::new(rubric, answer, Source::Answer);
    if text.guarded.refused.is_some() {
        return BTreeSet::new();
    }
    runs(&text).into_keys().collect()
}

/// Each run with the words where it stands first.
fn runs(text: &Text<'_>) -> BTreeMap<String, Range<usize>> {
    let words = &text.reading.words;
    let mut found = BTreeMap::new();
    for sentence in &text.reading.sentences {
        for first in sentence.words.clone() {
            let mut name = String::new();
            for at in (first..sentence.words.end).take(LONGEST) {
                if text.guarded.void.get(at).copied().unwrap_or(false) {
                    break;
                }
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&words[at].stem);
                found.entry(name.clone()).or_insert(first..at + 1);
            }
        }
    }
    found
}

/// What the rubric alone leaves to a calibration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earned {
    /// The percentage before gates and statements took any of it.
    pub(super) percent: u8,
    /// The highest level that gates and statements leave.
    pub(super) cap: u8,
    /// Whether a guard took everything.
    pub(super) zero: bool,
}

/// The assessment with the calibration applied.
pub(super) fn calibrated(
    rubric: &CompiledRubric,
    calibration: &Calibration,
    answer: &Text<'_>,
    mut assessment: Assessment,
    earned: Earned,
) -> Assessment {
    let (Some(percent), Some(before)) = (assessment.percent, assessment.level) else {
        return assessment;
    };
    let mut change = Calibrated {
        percent,
        level: before,
        start: 0,
        criteria: Vec::new(),
        words_start: 0,
        words: Vec::new(),
        words_together: 0,
        held: true,
    };
    if earned.zero || percent == 0 {
        assessment.calibration = Some(change);
        return assessment;
    }
    change.start = calibration.start;
    change.criteria = by_criteria(calibration, &assessment.criteria);
    if !calibration.words.is_empty() {
        change.words_start = calibration.words_start;
        change.words = by_words(calibration, answer);
        let sum = change.words.iter().map(|word| i64::from(word.adds)).sum::<i64>();
        let bound = i64::from(calibration.bound.min(MAX_BOUND));
        let together = (sum + i64::from(change.words_start)).clamp(-bound, bound);
        change.words_together = i32::try_from(together).unwrap_or(0);
    }
    let sum = i64::from(change.start)
        + change.criteria.iter().map(|own| i64::from(own.adds)).sum::<i64>()
        + i64::from(change.words_together);
    let cuts = &calibration.cuts;
    let mut new = moved(earned.percent, sum, assessment.of);
    let uncapped = level(cuts, new);
    let reached = uncapped.min(earned.cap);
    change.held = reached < uncapped;
    if change.held {
        new = new.min(ceiling(cuts, reached));
    }
    assessment.percent = Some(new);
    assessment.level = Some(reached);
    assessment.label = Some(label(&rubric.rubric, reached));
    assessment.borderline = if change.held { None } else { borderline(cuts, new) };
    if reached != before || *cuts != rubric.rubric.cuts {
        // The steps lead to the author's cut of the level that follows on the one before.
        assessment.next_level.clear();
    }
    assessment.calibration = Some(change);
    assessment
}

/// A percentage moved by thousandths of a level, halves rounded up.
fn moved(percent: u8, thousandths: i64, levels: u8) -> u8 {
    let unit = 10 * i64::from(levels.max(1));
    let moved = (i64::from(percent) * unit + thousandths + unit / 2).div_euclid(unit);
    u8::try_from(moved.clamp(0, 100)).unwrap_or(percent)
}

fn by_criteria(calibration: &Calibration, results: &[CriterionResult]) -> Vec<CriterionAdds> {
    let adds = |result: &CriterionResult| {
        let weight = i64::from(*calibration.criteria.get(&result.id)?);
        let (level, of) = (i64::from(result.level?), i64::from(result.of.max(1)));
        let adds = (2 * weight * level + of).div_euclid(2 * of);
        Some(CriterionAdds { id: result.id.clone(), adds: i32::try_from(adds).unwrap_or(0) })
    };
    results.iter().filter_map(adds).filter(|own| own.adds != 0).collect()
}

fn by_words(calibration: &Calibration, answer: &Text<'_>) -> Vec<WordsAdd> {
    runs(answer)
        .into_iter()
        .filter_map(|(name, words)| {
            let adds = *calibration.words.get(&name)?;
            let span = answer.span_of(words);
            let text = text_of(answer.reading.text, &span);
            Some(WordsAdd { name, start: span.start, end: span.end, text, adds })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_moves_by_levels_of_its_scale_and_stays_one() {
        assert_eq!(moved(50, 500, 4), 63);
        assert_eq!(moved(50, -500, 4), 38);
        assert_eq!(moved(50, 0, 4), 50);
        assert_eq!(moved(98, 9_000, 4), 100);
        assert_eq!(moved(2, -9_000, 4), 0);
    }
}
