//! A calibration: written by the program, read by people, and checked like what people write.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::super::calibration::{Calibration, FitFigures, MAX_BOUND, MAX_WEIGHT, MAX_WORDS};
use super::super::file::FileKind;
use super::super::ids::CriterionId;
use super::super::limits::{MAX_ANSWERS, MAX_ENTRIES};
use super::super::problem::Problem;
use super::Lowered;
use super::find::Findings;
use super::read::{Table, Value};
use super::shared::{byte, checked_id, distinct_lines, format, line, list, one_of, whole};
use super::syntax::lowered;

/// Lowers `<question>.calibration.toml`.
#[must_use]
pub fn calibration(file: &str, source: &str) -> Lowered<Calibration> {
    const SETS: &[(&str, &str)] = &[("tune", "tune"), ("check", "check"), ("all", "all")];
    lowered(FileKind::Calibration, file, source, |f, mut top| {
        format(f, &mut top, true);
        let most = u32::try_from(MAX_ANSWERS).unwrap_or(u32::MAX);
        let basis = top.required(f, "basis", "basis = \"...\"", digest);
        let raters = top.required(f, "raters", "raters = [\"ana\"]", distinct_lines);
        let set = top.required(f, "set", "set = \"tune\"", one_of(SETS));
        let answers = top.required(f, "answers", "answers = 30", whole(1..=most));
        let cuts = top.required(f, "cuts", "cuts = [20, 40, 60, 80]", rising);
        let start = top.optional(f, "start", weight);
        let words_start = top.optional(f, "words_start", weight);
        let bound = top.optional(f, "bound", whole(0..=MAX_BOUND));
        let before = figures(f, &mut top, "before");
        let after = figures(f, &mut top, "after");
        let mut criteria = BTreeMap::new();
        if let Some(value) = top.take("criterion")
            && let Some(table) = top.within(f, &value, "criterion")
        {
            for (span, value) in entries(f, &table, "criterion", MAX_ENTRIES) {
                if checked_id(f, &span, value.key)
                    && let Some(adds) = weight(f, &value)
                {
                    criteria.insert(CriterionId::new(value.key), adds);
                }
            }
        }
        let mut words = BTreeMap::new();
        if let Some(value) = top.take("word")
            && let Some(table) = top.within(f, &value, "word")
        {
            for (_, value) in entries(f, &table, "word", MAX_WORDS) {
                if let Some(adds) = weight(f, &value) {
                    words.insert(value.key.to_owned(), adds);
                }
            }
        }
        top.finish(f);
        Some(Calibration {
            basis: basis.unwrap_or_default(),
            raters: raters.unwrap_or_default(),
            set: set.unwrap_or_default().to_owned(),
            answers: answers.unwrap_or_default(),
            before,
            after,
            cuts: cuts.unwrap_or_default(),
            start: start.unwrap_or_default(),
            criteria,
            words_start: words_start.unwrap_or_default(),
            words,
            bound: bound.unwrap_or(MAX_BOUND),
        })
    })
}

fn entries<'t>(
    f: &mut Findings<'_>,
    table: &Table<'t>,
    name: &str,
    most: usize,
) -> Vec<(std::ops::Range<usize>, Value<'t>)> {
    let found = table.named();
    if found.len() > most {
        let problem =
            Problem::TooLarge { what: format!("`{name}`"), limit: format!("{most} entries") };
        f.report(table.span.clone(), &problem);
        return Vec::new();
    }
    found
}

fn figures(f: &mut Findings<'_>, top: &mut Table<'_>, key: &'static str) -> FitFigures {
    let Some(value) = top.take(key) else { return FitFigures::default() };
    let Some(mut table) = top.within(f, &value, key) else { return FitFigures::default() };
    let found = FitFigures {
        pearson: table.optional(f, "pearson", weight),
        spearman: table.optional(f, "spearman", weight),
        qwk: table.optional(f, "qwk", weight),
    };
    table.finish(f);
    found
}

/// A SHA-256 in hexadecimal.
fn digest(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let found = line(f, value)?;
    if found.len() == 64 && found.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Some(found);
    }
    let help = Some("let `hotseat calibrate` write the file anew");
    value.wrong_type(f, "a SHA-256 of 64 digits and letters a to f", help);
    None
}

/// Percentages that rise.
fn rising(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Vec<u8>> {
    let cuts = list(byte(1..=100))(f, value)?;
    if cuts.is_empty() || cuts.windows(2).any(|two| two[0] >= two[1]) {
        value.wrong_type(f, "a list of percentages that rise", None);
        return None;
    }
    Some(cuts)
}

/// Thousandths, which may be negative.
fn weight(f: &mut Findings<'_>, value: &Value<'_>) -> Option<i32> {
    if let DeValue::Integer(found) = value.node
        && let Ok(number) = i32::from_str_radix(found.as_str(), found.radix())
        && number.abs() <= MAX_WEIGHT
    {
        return Some(number);
    }
    value.wrong_type(f, "a whole number of thousandths, from -9000 to 9000", None);
    None
}
