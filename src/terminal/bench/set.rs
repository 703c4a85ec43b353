//! The figures of one set of answers.

use super::super::page::Page;
use super::super::words::count;
use super::{Detail, NONE, SOME, decimal, names, share, table};
use crate::author::bench::{
    Answer, Estimate, Figures, RaterFigures, RubricBench, RubricSet, SetBench,
};
use crate::content::marked::MarkedSet;

/// How many differing answers are shown as a table.
const ROWS: usize = 12;

pub(super) fn name(set: MarkedSet) -> &'static str {
    match set {
        MarkedSet::Tune => "Tune",
        MarkedSet::Check => "Check",
    }
}

/// All figures of the answer's level.
pub(super) fn figures(page: &mut Page, set: &SetBench) {
    let figures = &set.figures;
    page.heading(&format!("{}: {}", name(set.set), count(figures.n, "answer", "answers")));
    if set.few {
        page.text(&format!(
            "Only {}: one or two others would move every figure here, and the intervals come out \
             too narrow. Good for finding mistakes; no proof that the rubric is right.",
            count(figures.n, "answer", "answers")
        ));
    }
    table(page, &["", "value", "95% interval"], rows(set));
    if let Some(raters) = &set.raters {
        table(page, &["", "kappa", "exact"], rater_rows(raters));
    }
    levels(page, &set.levels);
}

fn rows(set: &SetBench) -> Vec<Vec<String>> {
    let row = |name: &str, value: String, interval: String| vec![name.to_owned(), value, interval];
    let Figures { pearson, spearman, qwk, exact, adjacent, off_by_two, .. } = &set.figures;
    let alpha = &set.alpha;
    vec![
        row("Pearson, percent", decimal(*pearson), String::new()),
        row("Spearman, percent", decimal(spearman.value), between(spearman, decimal)),
        row("weighted kappa", decimal(qwk.value), between(qwk, decimal)),
        row("alpha with raters", decimal(alpha.value), between(alpha, decimal)),
        row("exact level", share(exact.value), between(exact, share)),
        row("within one level", share(*adjacent), String::new()),
        row("off by two or more", off_by_two.to_string(), String::new()),
    ]
}

pub(super) fn between(estimate: &Estimate, show: fn(Option<f64>) -> String) -> String {
    estimate.interval.map_or_else(
        || NONE.to_owned(),
        |(low, high)| format!("{} to {}", show(Some(low)), show(Some(high))),
    )
}

fn rater_rows(raters: &RaterFigures) -> Vec<Vec<String>> {
    [("rater with rater", raters.each_other), ("scorer with rater", raters.scorer)]
        .into_iter()
        .map(|(name, figures)| vec![name.to_owned(), decimal(figures.qwk), share(figures.exact)])
        .collect()
}

/// A row a given level, a column a computed one; nothing where there is none.
fn levels(page: &mut Page, levels: &[Vec<usize>]) {
    let columns: Vec<String> = (0..levels.len()).map(|level| format!("gets {level}")).collect();
    let mut head = vec!["given"];
    head.extend(columns.iter().map(String::as_str));
    let cell = |count: &usize| if *count == 0 { String::new() } else { count.to_string() };
    let rows = levels.iter().enumerate().map(|(given, row)| {
        std::iter::once(given.to_string()).chain(row.iter().map(cell)).collect()
    });
    table(page, &head, rows.collect());
}

/// The criteria that somebody marked.
pub(super) fn criteria(page: &mut Page, set: &RubricSet) {
    if set.criteria.is_empty() {
        return;
    }
    let rows = set.criteria.iter().map(|criterion| {
        vec![
            criterion.id.to_string(),
            criterion.levels.n.to_string(),
            share(criterion.levels.exact),
            share(criterion.levels.adjacent),
            decimal(criterion.given),
            decimal(criterion.computed),
        ]
    });
    let head = ["criterion", "n", "exact", "within 1", "given", "computed"];
    table(page, &head, rows.collect());
}

/// The answers that get another level than people give, the worst first.
pub(super) fn differing(page: &mut Page, set: &RubricSet, detail: Detail) {
    let differing = set.differing();
    if differing.is_empty() {
        page.gap().text("Every level is the given one.");
        return;
    }
    let most = detail.most(ROWS);
    let rows = differing.iter().take(most).map(|answer| {
        vec![
            answer.id.clone(),
            answer.given.to_string(),
            answer.computed.to_string(),
            format!("{}%", answer.percent),
        ]
    });
    table(page, &["level differs", "given", "computed", "percent"], rows.collect());
    let rest: Vec<String> = differing.iter().skip(most).map(|answer| in_words(answer)).collect();
    if !rest.is_empty() {
        page.gap().text(&format!("And {}: {}.", rest.len(), rest.join(", ")));
    }
}

fn in_words(answer: &Answer) -> String {
    format!("{} (given {}, gets {})", answer.id, answer.given, answer.computed)
}

/// The same in two sentences, for a report on several rubrics.
pub(super) fn in_short(page: &mut Page, set: &RubricSet) {
    let (level, figures) = (&set.level, &set.level.figures);
    let interval = match between(&figures.qwk, decimal).as_str() {
        NONE => String::new(),
        interval => format!(" ({interval})"),
    };
    page.text(&format!(
        "{}: {}, weighted kappa {}{interval}, {} exact.{}",
        name(level.set),
        count(figures.n, "answer", "answers"),
        decimal(figures.qwk.value),
        share(figures.exact.value),
        if level.few { " Few: good for finding mistakes only." } else { "" }
    ));
    let differing: Vec<String> = set.differing().into_iter().map(in_words).collect();
    if !differing.is_empty() {
        page.text(&format!("Differing: {}.", names(&differing, SOME)));
    }
}

/// A line a rubric and set, to see at a glance which one is behind.
pub(super) fn overview(page: &mut Page, rubrics: &[RubricBench]) {
    let mut rows = Vec::new();
    for rubric in rubrics {
        for set in &rubric.sets {
            let figures = &set.level.figures;
            rows.push(vec![
                rubric.question.clone(),
                name(set.level.set).to_lowercase(),
                figures.n.to_string(),
                decimal(figures.spearman.value),
                decimal(figures.qwk.value),
                share(figures.exact.value),
            ]);
        }
    }
    table(page, &["question", "set", "n", "Spearman", "kappa", "exact"], rows);
}
