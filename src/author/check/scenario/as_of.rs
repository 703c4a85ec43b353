//! Law and guidance change; a case says on which day it was right.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::{Diagnostic, Scenario};

use crate::author::check::texts::Text;
use crate::author::check::{Site, terms};

/// Words by which a case shows that it speaks of law or guidance.
const TERMS: &[&str] = &[
    "ai act",
    "bylaw",
    "case law",
    "directive",
    "gdpr",
    "iso",
    "law",
    "laws",
    "legislation",
    "nist",
    "regulation",
    "regulations",
    "regulator",
    "regulators",
    "regulatory guidance",
    "statute",
    "statutory",
];

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    scenario: &Scenario,
    texts: &[Text<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let Some(date) = scenario.as_of else {
        let spoken = texts.iter().find_map(|text| {
            terms::find(text.text, TERMS).first().map(|(span, _)| (text, span.clone()))
        });
        if let Some((text, span)) = spoken {
            let problem = Problem::NoAsOf { word: text.text[span.clone()].to_owned() };
            found.push(problem.at(at.file, places.find_within(&text.steps, text.text, &span)));
        }
        return;
    };
    if let Some(today) = at.today
        && is_old(date, today)
    {
        let problem = Problem::OldAsOf { as_of: date.to_string(), today: today.to_string() };
        found.push(problem.at(at.file, places.find(&[Step::Key("as_of")])));
    }
}

fn is_old(date: Date, today: Date) -> bool {
    date.checked_add(1.year()).is_ok_and(|renewal| renewal < today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_later_is_not_yet_old_and_a_day_more_is() {
        assert!(!is_old(date(2025, 11, 26), date(2026, 11, 26)));
        assert!(is_old(date(2025, 11, 25), date(2026, 11, 26)));
        assert!(!is_old(date(2027, 1, 1), date(2026, 11, 26)));
        assert!(!is_old(date(2024, 2, 29), date(2025, 2, 28)));
        assert!(!is_old(date(9999, 12, 31), date(9999, 12, 31)));
    }
}
