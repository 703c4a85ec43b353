//! The answers to talk about.

use super::super::page::Page;
use super::super::sanitize::one_line;
use super::super::theme::{Mark, Role};
use super::super::words::count;
use super::super::wrap::{Run, truncate, width};
use crate::author::agree::{APART, Item, Levels, QuestionAgreement};

/// Answers with levels two or more apart, each with who gave what; those that differ by less are
/// named only.
pub(super) fn agenda(page: &mut Page, of: &QuestionAgreement, shown: usize) {
    let (apart, near): (Vec<&Item>, Vec<&Item>) = of.agenda.iter().partition(|own| own.is_apart());
    if of.agenda.is_empty() {
        return;
    }
    page.heading("Agenda");
    for (at, own) in apart.iter().take(shown).enumerate() {
        item(page, at + 1, own);
    }
    let rest: Vec<&Item> = apart.iter().skip(shown).copied().collect();
    named(
        page,
        "more that lies two levels or more apart",
        "more that lie two or more apart",
        &rest,
    );
    named(page, "more, by one level", "more, by one level", &near);
}

fn item(page: &mut Page, at: usize, item: &Item) {
    let screen = page.screen();
    let lead = format!("{at}. ");
    let indent = " ".repeat(width(&lead));
    let strong = screen.theme.style(Role::Strong);
    let mut first = vec![Run::new(one_line(&item.answer), strong)];
    first.extend(levels(page, ": ", &item.level));
    page.gap().hanging(&lead, &first);
    let room = screen.prose.saturating_sub(width(&indent) + 2).max(20);
    let opening = truncate(&item.opening, room, screen.theme.mark(Mark::Ellipsis));
    page.hanging(&indent, &[Run::new(format!("\"{opening}\""), screen.theme.style(Role::Dim))]);
    for criterion in item.criteria.iter().filter(|own| own.levels.spread >= APART) {
        let runs = levels(page, &format!("{}: ", criterion.id), &criterion.levels);
        page.hanging(&indent, &runs);
    }
    if item.by_leaning {
        let why = "less far apart if everybody were equally severe";
        page.hanging(&indent, &[Run::new(why, screen.theme.style(Role::Dim))]);
    }
    for (rater, note) in &item.notes {
        let noted = format!("{} noted: {}", one_line(rater), one_line(note));
        page.hanging(&indent, &[Run::plain(noted)]);
    }
}

/// Highest first, so that those who have to talk stand at the ends; the scorer's behind a bar.
fn levels(page: &Page, lead: &str, of: &Levels) -> Vec<Run> {
    let theme = page.screen().theme;
    let mut given: Vec<(&String, u8)> = of.given.iter().map(|(name, own)| (name, *own)).collect();
    given.sort_by_key(|(_, level)| std::cmp::Reverse(*level));
    let given: Vec<String> =
        given.into_iter().map(|(name, level)| format!("{} {level}", one_line(name))).collect();
    let mut runs = Vec::new();
    if !given.is_empty() {
        runs.push(Run::plain(format!("{lead}{}", given.join(", "))));
    }
    if let Some(level) = of.scorer {
        let advice = format!(" {} scorer's advice {level}", theme.mark(Mark::Bar));
        runs.push(Run::new(advice, theme.style(Role::Dim)));
    }
    runs
}

fn named(page: &mut Page, one: &str, many: &str, items: &[&Item]) {
    if items.is_empty() {
        return;
    }
    let names: Vec<String> = items.iter().map(|item| one_line(&item.answer)).collect();
    page.gap().text(&format!("{}: {}.", count(items.len(), one, many), names.join(", ")));
}
