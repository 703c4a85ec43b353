//! Rates by group. Counts stand beside every rate, and nothing says what follows.

use super::{NONE, draw};
use crate::report::panel::impact::{Comparison, GroupRate, Impact};
use crate::terminal::page::Page;
use crate::terminal::screen::Screen;
use crate::terminal::words::count;

/// The whole table.
#[must_use]
pub fn impact(screen: Screen, impact: &Impact) -> String {
    let mut page = Page::new(screen);
    for question in &impact.questions {
        page.part(question.question.as_str());
        comparison(&mut page, "The whole answer", &question.answer);
        for criterion in &question.criteria {
            comparison(&mut page, criterion.id.as_str(), &criterion.comparison);
        }
    }
    if impact.questions.is_empty() {
        page.text("No candidate of a group has answered anything.");
    }
    page.part("How to read this");
    page.text(&format!(
        "{} in a group, {} in none, {} erased; {} in the file are not in this round.",
        count(wide(impact.grouped), "candidate", "candidates"),
        impact.without_group,
        impact.erased,
        count(wide(impact.not_here), "id", "ids"),
    ));
    page.text(&format!(
        "The ratio is a group's rate divided by that of the group with the highest. Below 0.8 is the four-fifths screen: no proof in either direction. In brackets stand 95 % intervals, of the rates after Wilson. The last column counts how many decisions in the two groups would have to differ for the ratio to reach 0.8, or to fall below it. Below {} in either group, n is too small for a ratio to mean much; groups with fewer than {} levels are not broken down. Groups were read from your file and are not kept.",
        impact.small_group, impact.smallest_group
    ));
    page.finish()
}

fn comparison(page: &mut Page, title: &str, own: &Comparison) {
    page.heading(&format!("{title}: level {} of {} or more", own.from, own.of));
    for (by, rates) in
        [("Decided by people", &own.decided), ("Advised by the engine", &own.advised)]
    {
        if rates.iter().all(|rate| rate.rate.is_none()) {
            page.text(&format!("{by}: too few levels in every group."));
            continue;
        }
        page.gap().text(&format!("{by}:"));
        let rows = rates.iter().map(cells).collect();
        let head = ["group", "reached", "rate", "ratio", "to 0.8"];
        draw(page, &head, rows);
    }
}

fn cells(group: &GroupRate) -> Vec<String> {
    let mut cells = vec![group.group.clone()];
    let Some(rate) = &group.rate else {
        cells.push("too few to show".to_owned());
        cells.resize(5, String::new());
        return cells;
    };
    let waiting =
        if rate.waiting > 0 { format!(", {} waiting", rate.waiting) } else { String::new() };
    cells.push(format!("{} of {}{waiting}", rate.reached, rate.of));
    cells.push(format!("{} %{}", percent(rate.share), bounds(rate.interval, percent)));
    let Some(ratio) = &rate.ratio else {
        cells.push(NONE.to_owned());
        cells.resize(5, String::new());
        return cells;
    };
    let small = if ratio.n_too_small { ", n too small" } else { "" };
    cells.push(format!("{}{}{small}", two(ratio.value), bounds(ratio.interval, two)));
    cells.push(match ratio.flips.decisions {
        None => "none would".to_owned(),
        Some(decisions) if ratio.flips.is_four_fifths => format!("{decisions} to fall below"),
        Some(decisions) => format!("{decisions} to reach"),
    });
    cells
}

fn bounds(interval: Option<(f64, f64)>, set: fn(f64) -> String) -> String {
    interval.map_or_else(String::new, |(low, high)| format!(" ({} to {})", set(low), set(high)))
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn two(value: f64) -> String {
    format!("{value:.2}")
}

fn wide(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
