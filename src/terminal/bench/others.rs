//! What a rubric pays for answers to other questions, and which rules find something there.

use super::super::page::Page;
use super::super::words::count;
use super::{Detail, NONE, item, share, table};
use crate::author::bench::others::{LooseRule, Others, Paid};

/// Rules whose finds are shown where not all are asked for.
const RULES: usize = 8;

/// Patterns shown of each.
const PATTERNS: usize = 3;

pub(super) fn part(page: &mut Page, others: &Others, detail: Detail) {
    page.gap().heading("Answers to other questions, of the set tune");
    let kinds = [("same case", &others.same_case), ("other cases", &others.other_cases)];
    let there: Vec<_> = kinds.into_iter().filter(|(_, paid)| paid.answers > 0).collect();
    if there.is_empty() {
        page.text("There are none.");
        return;
    }
    paid(page, &there);
    if !others.highest.is_empty() {
        page.gap().text("They get most:");
        for own in &others.highest {
            let (question, id, level, percent) = (&own.question, &own.id, own.level, own.percent);
            item(page, "- ", &format!("{question} {id}: level {level}, {percent}%"));
        }
    }
    rules(page, &others.rules, detail);
}

/// How many answers get which level.
fn paid(page: &mut Page, kinds: &[(&str, &Paid)]) {
    let highest =
        kinds.iter().filter_map(|(_, paid)| paid.levels.keys().max()).max().copied().unwrap_or(0);
    let columns: Vec<String> = (0..=highest).map(|level| format!("gets {level}")).collect();
    let mut head = vec!["asked in", "answers", "mean %"];
    head.extend(columns.iter().map(String::as_str));
    let rows = kinds.iter().map(|(name, paid)| {
        let mean = paid.mean_percent.map_or_else(|| NONE.to_owned(), |mean| format!("{mean:.1}"));
        let mut row = vec![(*name).to_owned(), paid.answers.to_string(), mean];
        row.extend(
            (0..=highest)
                .map(|level| paid.levels.get(&level).map_or_else(String::new, ToString::to_string)),
        );
        row
    });
    table(page, &head, rows.collect());
}

fn rules(page: &mut Page, rules: &[LooseRule], detail: Detail) {
    let mut found: Vec<&LooseRule> =
        rules.iter().filter(|rule| rule.other_cases.count > 0).collect();
    if found.is_empty() {
        page.gap().text("No rule finds anything in answers to other cases.");
        return;
    }
    // Stable: equal ones keep the rubric's order.
    found.sort_by_key(|rule| std::cmp::Reverse(rule.other_cases.count));
    page.gap().heading("rules found: share of answers, and in how many of other cases");
    let most = detail.most(RULES);
    let rows = found.iter().take(most).map(|rule| {
        vec![
            format!("{}.{}", rule.criterion, rule.rule),
            share(rule.own.share()),
            share(rule.same_case.share()),
            share(rule.other_cases.share()),
            rule.other_cases.count.to_string(),
            if rule.loose { "loose".to_owned() } else { String::new() },
        ]
    });
    table(page, &["rule", "own", "same case", "other cases", "in", "note"], rows.collect());
    if found.iter().take(most).any(|rule| rule.loose) {
        page.aside("loose: other cases have it at least a third as often as its own question");
    }
    for rule in found.iter().take(most) {
        finds(page, rule, detail);
    }
    let rest = found.len().saturating_sub(most);
    if rest > 0 {
        page.gap().aside(&format!(
            "{}; --others --all shows all",
            count(rest, "more rule finds something", "more rules find something")
        ));
    }
}

/// What its patterns find, the most frequent first.
fn finds(page: &mut Page, rule: &LooseRule, detail: Detail) {
    page.gap();
    item(page, "", &format!("{}.{}", rule.criterion, rule.rule));
    for own in rule.patterns.iter().take(detail.most(PATTERNS)) {
        let pattern = own.pattern.as_deref().unwrap_or("by its meaning");
        let words: Vec<String> = own.examples.iter().map(|words| format!("\"{words}\"")).collect();
        item(page, "  ", &format!("{pattern} ({}): {}", own.found, words.join(", ")));
    }
}
