//! A round as a spreadsheet: a row an answer.

use super::{flags, is_scored, moment};
use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::panel::{Candidate, CandidateId, Case};
use crate::report::cells::record;

/// The criteria of each question, in their order.
pub type SheetCriteria = Vec<(QuestionId, Vec<CriterionId>)>;

/// The columns before those of the criteria.
const HEAD: [&str; 13] = [
    "candidate",
    "question",
    "received",
    "answer",
    "advice level",
    "advice of",
    "advice borderline",
    "advice flags",
    "final level",
    "decided by",
    "decided",
    "reason",
    "advice shown before",
];

/// A spreadsheet, made row by row. Three columns a criterion follow the others: advice, the words
/// that were found, and the level that a person gave.
#[derive(Clone, Debug)]
pub struct Sheet {
    criteria: SheetCriteria,
    clean: fn(&str) -> String,
}

impl Sheet {
    /// For a round with these questions. `clean` takes out of a cell what steers a terminal, before
    /// it is looked at for what a spreadsheet would run.
    #[must_use]
    pub fn new(criteria: SheetCriteria, clean: fn(&str) -> String) -> Self {
        Self { criteria, clean }
    }

    fn record(&self, cells: &[String]) -> String {
        record(&cells.iter().map(|cell| (self.clean)(cell)).collect::<Vec<_>>())
    }

    /// The first record.
    #[must_use]
    pub fn head(&self) -> String {
        let mut cells: Vec<String> = HEAD.iter().map(|&cell| cell.to_owned()).collect();
        for (question, criteria) in &self.criteria {
            for criterion in criteria {
                for what in ["advice", "evidence", "final"] {
                    cells.push(format!("{question}/{criterion} {what}"));
                }
            }
        }
        self.record(&cells)
    }

    /// The records of a candidate; one that says so for a candidate who was erased.
    #[must_use]
    pub fn rows(&self, id: &CandidateId, candidate: Option<&Candidate>) -> String {
        let width = HEAD.len() + 3 * self.criteria.iter().map(|(_, own)| own.len()).sum::<usize>();
        let Some(candidate) = candidate else {
            let mut cells = vec![String::new(); width];
            if let [first, _, _, answer, ..] = cells.as_mut_slice() {
                (*first, *answer) = (id.to_string(), "(erased)".to_owned());
            }
            return self.record(&cells);
        };
        candidate.cases().map(|(question, case)| self.row(id, question, case)).collect()
    }

    fn row(&self, id: &CandidateId, question: &QuestionId, case: &Case) -> String {
        let number = |value: Option<u8>| value.map_or_else(String::new, |value| value.to_string());
        let advice = case.advice.as_ref().map(|scored| &scored.assessment);
        let decision = case.decision();
        let decided = |text: fn(&crate::interview::panel::Decision) -> String| {
            decision.map_or_else(String::new, text)
        };
        let level = match advice {
            Some(advice) if !is_scored(advice) => "not scored".to_owned(),
            advice => number(advice.and_then(|advice| advice.level)),
        };
        let mut cells = vec![
            id.to_string(),
            question.to_string(),
            moment(case.received),
            case.text.clone(),
            level,
            number(advice.map(|advice| advice.of)),
            advice
                .and_then(|advice| advice.borderline)
                .map_or_else(String::new, |[low, high]| format!("{low} or {high}")),
            advice.map_or_else(String::new, |advice| flags(&advice.flags)),
            decided(|own| own.level.to_string()),
            decided(|own| own.by.clone()),
            decided(|own| moment(own.time)),
            decided(|own| own.reason.clone()),
            decided(|own| if own.advice_shown { "yes" } else { "no" }.to_owned()),
        ];
        for (asked, criteria) in &self.criteria {
            for criterion in criteria {
                let result = advice
                    .filter(|_| asked == question)
                    .and_then(|advice| advice.criteria.iter().find(|own| own.id == *criterion));
                cells.push(number(result.and_then(|own| own.level)));
                let quotes: Vec<&str> = result
                    .iter()
                    .flat_map(|own| &own.evidence)
                    .map(|own| own.text.as_str())
                    .collect();
                cells.push(quotes.join(" | "));
                let given = case.criterion(criterion).filter(|_| asked == question);
                cells.push(number(given));
            }
        }
        self.record(&cells)
    }
}
