//! Where rules and their patterns are found, by given level.

use std::collections::BTreeSet;

use super::super::page::Page;
use super::super::words::count;
use super::{Detail, NONE, decimal, item, table};
use crate::author::bench::RubricSet;
use crate::author::bench::apart::{CriterionApart, StatementFigures};
use crate::author::bench::rules::{Finding, LevelsOf, RuleFigures};

/// How many patterns are shown of a rule.
const PATTERNS: usize = 3;

pub(super) fn part(page: &mut Page, set: &RubricSet, detail: Detail) {
    criteria_apart(page, &set.apart);
    let mut criteria: Vec<&RuleFigures> = Vec::new();
    for rule in &set.rules {
        if criteria.last().is_none_or(|last| last.criterion != rule.criterion) {
            criteria.push(rule);
        }
    }
    for first in criteria {
        let rules: Vec<&RuleFigures> =
            set.rules.iter().filter(|rule| rule.criterion == first.criterion).collect();
        let whose = match first.levels_of {
            LevelsOf::Criterion => "its own given level",
            LevelsOf::Answer => "the answer's given level",
        };
        let halves =
            first.strong_from.map_or_else(String::new, |from| format!("; strong from {from}"));
        page.gap()
            .heading(&format!("{}: rules found, by {whose} (of so many){halves}", first.criterion));
        of_criterion(page, &rules);
        if detail.all {
            for rule in rules {
                patterns(page, rule, usize::MAX);
            }
        } else {
            for rule in rules.into_iter().filter(|rule| rule.finding == Some(Finding::Blunt)) {
                patterns(page, rule, PATTERNS);
            }
        }
    }
    statements(page, &set.statements);
}

/// How each criterion's level goes with that of the answer.
fn criteria_apart(page: &mut Page, criteria: &[CriterionApart]) {
    if criteria.is_empty() {
        return;
    }
    page.gap().heading(
        "criteria: mean computed level, by the answer's given level; r is their correlation",
    );
    let levels: BTreeSet<u8> = criteria.iter().flat_map(|own| own.means.keys().copied()).collect();
    let columns: Vec<String> = levels.iter().map(ToString::to_string).collect();
    let mut head = vec!["criterion", "of"];
    head.extend(columns.iter().map(String::as_str));
    head.push("r");
    let rows = criteria.iter().map(|own| {
        let mut row = vec![own.id.to_string(), own.of.to_string()];
        row.extend(levels.iter().map(|level| {
            own.means.get(level).map_or_else(|| NONE.to_owned(), |mean| format!("{mean:.1}"))
        }));
        row.push(decimal(own.correlation));
        row
    });
    table(page, &head, rows.collect());
}

/// Which statements hold criteria down, and where.
fn statements(page: &mut Page, statements: &[StatementFigures]) {
    if statements.is_empty() {
        return;
    }
    page.gap().heading("statements against: found in so many, by the answer's given level");
    for own in statements {
        let levels: Vec<String> = own
            .by_level
            .iter()
            .filter(|(_, count)| count.count > 0)
            .map(|(level, count)| format!("{level}: {} of {}", count.count, count.of))
            .collect();
        let (criterion, cap, why) = (&own.criterion, own.cap, &own.why);
        let text = format!("{criterion} held to level {cap} ({}): {why}", levels.join(", "));
        item(page, "- ", &text);
    }
}

fn of_criterion(page: &mut Page, rules: &[&RuleFigures]) {
    let levels: BTreeSet<u8> =
        rules.iter().flat_map(|rule| rule.by_level.keys().copied()).collect();
    // How many answers of each level there are stands in the head: it is the same for all rules.
    let all = |level: u8| {
        rules.iter().find_map(|rule| rule.by_level.get(&level)).map_or(0, |count| count.of)
    };
    let columns: Vec<String> =
        levels.iter().map(|level| format!("{level} ({})", all(*level))).collect();
    let mut head = vec!["rule", "points"];
    head.extend(columns.iter().map(String::as_str));
    head.extend(["apart", "note"]);
    let rows = rules.iter().map(|rule| {
        let points = if rule.weak_rule { "weak".to_owned() } else { rule.points.to_string() };
        let mut row = vec![rule.rule.to_string(), points];
        row.extend(levels.iter().map(|level| {
            let found = rule.by_level.get(level);
            found.map_or_else(|| NONE.to_owned(), |count| count.count.to_string())
        }));
        row.push(decimal(rule.difference.value));
        row.push(match rule.finding {
            Some(Finding::Never) => "never".to_owned(),
            Some(Finding::Blunt) => "blunt".to_owned(),
            None => String::new(),
        });
        row
    });
    table(page, &head, rows.collect());
}

/// Which patterns of a rule found it, the most frequent first.
fn patterns(page: &mut Page, rule: &RuleFigures, most: usize) {
    let mut patterns: Vec<_> = rule.patterns.iter().collect();
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.found));
    page.gap();
    let never = rule.pattern_count.saturating_sub(patterns.len());
    let found = count(patterns.len(), "pattern", "patterns");
    item(page, "", &format!("{}: {found} found something, {never} never", rule.rule));
    for pattern in patterns.iter().take(most) {
        let levels: Vec<String> =
            pattern.by_level.iter().map(|(level, count)| format!("{level}: {count}")).collect();
        item(page, "  ", &format!("{} ({})", pattern.pattern, levels.join(", ")));
    }
    if rule.meant > 0 {
        item(page, "  ", &format!("by its meaning alone in {}", rule.meant));
    }
}
