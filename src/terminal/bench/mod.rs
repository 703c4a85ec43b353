//! What the bench measured, as tables and short lists.

mod answers;
mod criteria;
mod diff;
mod look;
mod others;
mod rules;
mod set;
mod suggest;

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::table::{Align, Table};
use super::words::count;
use super::wrap::Run;
use crate::author::bench::{Bench, RubricBench};

pub use diff::since;

/// What stands for a figure that is not defined.
const NONE: &str = "-";

/// Said where the words of an answer are kept from the reader.
const HIDDEN: &str = "Words of the check set are not shown: it tells the truth only as long as \
                      nobody who writes patterns has read it. --reveal-check shows them.";

/// How many of a list are shown where not all are asked for.
const SOME: usize = 5;

/// How much a report shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// By criterion, what was missed and what was taken for more.
    pub criteria: bool,
    /// By rule, where it is found.
    pub rules: bool,
    /// By answer whose level differs, what was counted in each of its sentences.
    pub answers: bool,
    /// Nothing but the answers that are there, with the patterns behind what was counted.
    pub only: bool,
    /// Lists to their end.
    pub all: bool,
}

impl Detail {
    /// How many of a list are shown.
    fn most(self, some: usize) -> usize {
        if self.all { usize::MAX } else { some }
    }
}

/// The whole report. One rubric is shown with its tables; several in short, unless details are asked
/// for, with all together last, where a long report stays on the screen. Where an earlier state was
/// given, only what changed, unless details are asked for.
#[must_use]
pub fn report(screen: Screen, bench: &Bench, detail: Detail) -> String {
    let mut page = Page::new(screen);
    let details = detail != Detail::default();
    if bench.diff.is_none() || details {
        figures(&mut page, bench, detail);
    }
    if let Some(diff) = &bench.diff {
        diff::part(&mut page, diff, detail);
    }
    if bench.diff.is_none() && !details && bench.rubrics.len() > 1 {
        page.gap().aside(
            "In short. Name a rubric for its tables; --criteria, --rules and --answers show what is \
             behind them.",
        );
    }
    if !bench.meaning {
        page.gap().aside("Scored by patterns alone; nothing was compared by meaning.");
    }
    page.finish()
}

fn figures(page: &mut Page, bench: &Bench, detail: Detail) {
    let in_short = bench.rubrics.len() > 1 && detail == Detail::default();
    for rubric in &bench.rubrics {
        rubric_part(page, rubric, detail, in_short);
    }
    if bench.pooled.is_empty() || detail.only {
        return;
    }
    page.part("All rubrics together");
    set::overview(page, &bench.rubrics);
    for set in &bench.pooled {
        set::figures(page, set);
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

fn rubric_part(page: &mut Page, rubric: &RubricBench, detail: Detail, in_short: bool) {
    if detail.only {
        only(page, rubric, detail);
        return;
    }
    page.part(&one_line(&rubric.question));
    if !rubric.raters.is_empty() && !in_short {
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
        if in_short {
            set::in_short(page, set);
            look::part(page, set, None);
            continue;
        }
        set::figures(page, &set.level);
        set::criteria(page, set);
        if (detail.criteria || detail.answers) && criteria::is_hidden(set) {
            page.gap().text(HIDDEN);
        }
        if detail.criteria {
            criteria::part(page, set, detail);
        }
        if detail.rules {
            rules::part(page, set, detail);
        }
        look::part(page, set, Some(detail));
        set::differing(page, set, detail);
        if detail.answers {
            answers::part(page, set, detail);
        }
    }
    if let Some(others) = &rubric.others {
        others::part(page, others, detail);
    }
    if let Some(suggestions) = &rubric.suggestions {
        suggest::part(page, suggestions, detail);
    }
}

/// The answers that were named, and nothing of a rubric that has none of them.
fn only(page: &mut Page, rubric: &RubricBench, detail: Detail) {
    if rubric.sets.iter().all(|set| set.answers.is_empty()) {
        return;
    }
    page.part(&one_line(&rubric.question));
    for set in rubric.sets.iter().filter(|set| !set.answers.is_empty()) {
        if criteria::is_hidden(set) {
            page.gap().text(HIDDEN);
        }
        answers::part(page, set, detail);
    }
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

/// A line of a list, cleaned.
fn item(page: &mut Page, lead: &str, text: &str) {
    page.hanging(lead, &[Run::plain(one_line(text))]);
}

/// The first names of a list, and how many more there are.
fn names<S: AsRef<str>>(all: &[S], most: usize) -> String {
    let shown: Vec<&str> = all.iter().take(most).map(AsRef::as_ref).collect();
    match all.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
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
