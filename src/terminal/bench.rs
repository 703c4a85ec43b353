//! What the bench measured, as tables.

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::table::{Align, Table};
use super::words::count;
use crate::author::bench::{Bench, Estimate, Figures, RaterFigures, RubricBench, SetBench};
use crate::content::marked::MarkedSet;

/// What stands for a figure that is not defined.
const NONE: &str = "-";

/// The whole report. All rubrics together come last, where a long report stays on the screen.
#[must_use]
pub fn report(screen: Screen, bench: &Bench) -> String {
    let mut page = Page::new(screen);
    for rubric in &bench.rubrics {
        rubric_part(&mut page, rubric);
    }
    if !bench.pooled.is_empty() {
        page.part("All rubrics together");
        overview(&mut page, &bench.rubrics);
        for set in &bench.pooled {
            set_figures(&mut page, set);
            let levels = &set.criterion_levels;
            if levels.n > 0 {
                page.gap().text(&format!(
                    "{} of criteria: {} exact, {} within one.",
                    count(levels.n, "level", "levels"),
                    share(levels.exact),
                    share(levels.adjacent)
                ));
            }
        }
    }
    if !bench.meaning {
        page.gap().aside("Scored by patterns alone; nothing was compared by meaning.");
    }
    page.finish()
}

fn rubric_part(page: &mut Page, rubric: &RubricBench) {
    page.part(&one_line(&rubric.question));
    if !rubric.raters.is_empty() {
        let names = rubric.raters.join(", ");
        page.text(&format!("{}: {names}", count(rubric.raters.len(), "rater", "raters")));
    }
    if !rubric.unmarked.is_empty() {
        let without = count(rubric.unmarked.len(), "answer", "answers");
        page.text(&format!("{without} without a level, left out: {}", rubric.unmarked.join(", ")));
    }
    if rubric.sets.is_empty() {
        page.text("No marked answers.");
    }
    for set in &rubric.sets {
        set_figures(page, &set.level);
        if !set.criteria.is_empty() {
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
        let differing = set.differing();
        if differing.is_empty() {
            page.gap().text("Every level is the given one.");
        } else {
            let rows = differing.iter().map(|answer| {
                vec![
                    answer.id.clone(),
                    answer.given.to_string(),
                    answer.computed.to_string(),
                    format!("{}%", answer.percent),
                ]
            });
            let head = ["level differs", "given", "computed", "percent"];
            table(page, &head, rows.collect());
        }
    }
}

fn set_figures(page: &mut Page, set: &SetBench) {
    let figures = &set.figures;
    page.heading(&format!("{}: {}", name(set.set), count(figures.n, "answer", "answers")));
    if set.few {
        page.text("few answers: read with care");
    }
    table(page, &["", "value", "95% interval"], rows(figures));
    if let Some(raters) = &set.raters {
        table(page, &["", "kappa", "exact"], rater_rows(raters));
    }
}

fn rows(figures: &Figures) -> Vec<Vec<String>> {
    let row = |name: &str, value: String, interval: String| vec![name.to_owned(), value, interval];
    let between = |estimate: &Estimate, show: fn(Option<f64>) -> String| {
        estimate.interval.map_or_else(
            || NONE.to_owned(),
            |(low, high)| format!("{} to {}", show(Some(low)), show(Some(high))),
        )
    };
    let (spearman, qwk, exact) = (&figures.spearman, &figures.qwk, &figures.exact);
    vec![
        row("Pearson, percent", decimal(figures.pearson), String::new()),
        row("Spearman, percent", decimal(spearman.value), between(spearman, decimal)),
        row("weighted kappa", decimal(qwk.value), between(qwk, decimal)),
        row("exact level", share(exact.value), between(exact, share)),
        row("within one level", share(figures.adjacent), String::new()),
        row("off by two or more", figures.off_by_two.to_string(), String::new()),
    ]
}

fn rater_rows(raters: &RaterFigures) -> Vec<Vec<String>> {
    [("rater with rater", raters.each_other), ("scorer with rater", raters.scorer)]
        .into_iter()
        .map(|(name, figures)| vec![name.to_owned(), decimal(figures.qwk), share(figures.exact)])
        .collect()
}

/// A line a rubric and set, to see at a glance which one is behind.
fn overview(page: &mut Page, rubrics: &[RubricBench]) {
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

pub(super) fn table(page: &mut Page, head: &[&str], rows: Vec<Vec<String>>) {
    let screen = page.screen();
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let mut table = Table::plain(&head, &rows);
    // Shares and dashes are no numbers to a table, and yet stand in columns of them.
    table.align = vec![Align::Right; head.len()];
    if let Some(first) = table.align.first_mut() {
        *first = Align::Left;
    }
    let text = table.render(screen.prose, screen.theme);
    page.gap().raw(&text);
}

fn name(set: MarkedSet) -> &'static str {
    match set {
        MarkedSet::Tune => "Tune",
        MarkedSet::Check => "Check",
    }
}

pub(super) fn decimal(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{:.2}", hundredths(value)))
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{:.0}%", hundredths(value) * 100.0))
}

/// Rounded halves up; adding zero makes a zero of a negative one.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}
