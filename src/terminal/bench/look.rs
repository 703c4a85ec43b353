//! What is worth a look in a set of answers, in a few lines. Suggestions of what to change have their
//! place behind them.

use super::super::page::Page;
use super::super::words::count;
use super::{Detail, item, names};
use crate::author::bench::RubricSet;
use crate::author::bench::rules::{Finding, RuleFigures};

/// How many names a line has.
const NAMES: usize = 4;

/// How many criteria are named.
const CRITERIA: usize = 2;

/// A criterion is named where this many of its levels differ.
const LEAST: usize = 3;

/// Criteria that differ most, rules found nowhere, and rules that do not tell strong from weak. With
/// `detail`, under a heading of their own.
pub(super) fn part(page: &mut Page, set: &RubricSet, detail: Option<Detail>) {
    let lines = lines(set, detail.map_or(NAMES, |detail| detail.most(NAMES)));
    if lines.is_empty() {
        return;
    }
    if let Some(detail) = detail {
        page.gap();
        match (detail.criteria, detail.rules) {
            (true, true) => page.heading("Worth a look"),
            (true, false) => page.heading("Worth a look (--rules shows where rules are found)"),
            (false, true) => page.heading("Worth a look (--criteria shows sentences)"),
            (false, false) => {
                page.heading("Worth a look (--criteria, --rules and --answers show why)")
            }
        };
    }
    for line in lines {
        item(page, "- ", &line);
    }
}

fn lines(set: &RubricSet, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut criteria: Vec<(usize, String)> = set
        .criteria
        .iter()
        .map(|own| {
            let (low, high) = (own.missed.len(), own.false_hits.len());
            let answers = count(low + high, "level", "levels");
            (low + high, format!("{}: {answers} differ, {low} too low and {high} too high", own.id))
        })
        .filter(|(differ, _)| *differ >= LEAST)
        .collect();
    // Stable: otherwise the rubric's order.
    criteria.sort_by_key(|(differ, _)| std::cmp::Reverse(*differ));
    lines.extend(criteria.into_iter().take(CRITERIA).map(|(_, line)| line));
    let found = |finding: Finding| -> Vec<&RuleFigures> {
        set.rules.iter().filter(|rule| rule.finding == Some(finding)).collect()
    };
    let name = |rule: &&RuleFigures| format!("{}.{}", rule.criterion, rule.rule);
    let never: Vec<String> = found(Finding::Never).iter().map(name).collect();
    if !never.is_empty() {
        let rules = count(never.len(), "rule is", "rules are");
        lines.push(format!("{rules} found in no answer: {}", names(&never, most)));
    }
    let blunt: Vec<String> = found(Finding::Blunt)
        .iter()
        .map(|rule| {
            let (weak, strong) = (rule.weak, rule.strong);
            format!(
                "{} ({} of {} weak, {} of {} strong)",
                name(rule),
                weak.count,
                weak.of,
                strong.count,
                strong.of
            )
        })
        .collect();
    if !blunt.is_empty() {
        lines.push(format!(
            "found about as often in weak answers as in strong ones: {}",
            names(&blunt, most)
        ));
    }
    lines
}
