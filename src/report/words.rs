//! What reports of an attempt say in the same words, whatever they are written as.

use crate::scoring::assessment::{Assessment, By, CriterionResult, How};

/// A count with its word: `1 person`, `3 people`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A time in microseconds since 1970 as people write it, to the minute, UTC.
#[must_use]
pub fn minute(time: i64) -> String {
    jiff::Timestamp::from_microsecond(time)
        .map_or_else(|_| "?".to_owned(), |time| time.strftime("%-d %B %Y, %H:%M UTC").to_string())
}

/// The level of an answer with its name, such as `Level 3 of 4: good`.
#[must_use]
pub fn level(assessment: &Assessment) -> String {
    match (assessment.level, &assessment.label) {
        (Some(level), Some(label)) => format!("Level {level} of {}: {label}", assessment.of),
        _ => "Not scored".to_owned(),
    }
}

/// What stands behind the level: the percentage, and how close a cut is. Empty where nothing was
/// scored.
#[must_use]
pub fn percent(assessment: &Assessment) -> String {
    let Some(percent) = assessment.percent else { return String::new() };
    let close = assessment
        .borderline
        .map(|[low, high]| format!(", close to the line between {low} and {high}"))
        .unwrap_or_default();
    format!("{percent} %{close}")
}

/// The level of a criterion, such as `2 of 3`.
#[must_use]
pub fn of_criterion(own: &CriterionResult) -> String {
    match (own.by, own.level) {
        (By::Person, _) | (_, None) => "a person decides".to_owned(),
        (By::Engine, Some(level)) => format!("{level} of {}", own.of),
    }
}

/// What is added to words that did not match letter by letter; empty where they did.
#[must_use]
pub fn how(how: How) -> &'static str {
    match how {
        How::Said => "",
        How::Misspelt => " (spelling forgiven)",
        How::Meant => " (meant, not said)",
    }
}

/// The longest quotation in a list, in characters.
const QUOTE: usize = 90;

/// A quotation on one line, cut where it is long.
#[must_use]
pub fn quote(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTE {
        return line;
    }
    let cut: String = line.chars().take(QUOTE).collect();
    format!("{}…", cut.trim_end())
}

/// What every report ends with.
pub const ADVICE: &str =
    "Points come from fixed rules over the words of an answer. They advise; a person decides.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_greenwich_and_long_quotations_are_cut() {
        assert_eq!(minute(1_796_000_000_000_000), "30 November 2026, 00:53 UTC");
        assert_eq!(quote("a\n  b"), "a b");
        assert_eq!(quote(&"é".repeat(QUOTE + 1)), format!("{}…", "é".repeat(QUOTE)));
    }
}
