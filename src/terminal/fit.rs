//! What a calibration would change, before and after.

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::table::{Align, Table};
use super::words::count;
use crate::author::bench::FEW;
use crate::author::fit::{Agreement, Outcome};

/// What everyone should know who fits weights to people's marks.
const LAW: &str = "With weights fitted from data the tool may fall under laws that hand-written rules do not; ask before you decide about people with it.";

/// The report. `written` says what became of the file.
#[must_use]
pub fn report(screen: Screen, outcome: &Outcome, written: &str) -> String {
    let mut page = Page::new(screen);
    page.part(&one_line(&outcome.question));
    let answers = count(outcome.answers, "answer", "answers");
    page.text(&format!("{answers}. Each figure is of answers that the fit did not see; whether to fit at all was chosen by them, so expect a little less."));
    let head: Vec<String> =
        ["", "r", "rho", "kappa", "levels off"].into_iter().map(str::to_owned).collect();
    let rows = vec![row("rubric alone", &outcome.before), row("calibrated", &outcome.after)];
    let mut table = Table::plain(&head, &rows);
    table.align = vec![Align::Right; head.len()];
    if let Some(first) = table.align.first_mut() {
        *first = Align::Left;
    }
    let text = table.render(screen.prose, screen.theme);
    page.gap().raw(&text);
    page.gap();
    for note in &outcome.notes {
        page.text(note);
    }
    if outcome.answers < FEW {
        page.text("So few answers say little: mark more before you rely on it.");
    }
    if outcome.fitted.is_some() {
        page.gap().text(LAW);
    }
    page.gap().text(&one_line(written));
    page.finish()
}

fn row(name: &str, own: &Agreement) -> Vec<String> {
    let figure = |own: Option<f64>| own.map_or_else(|| "-".to_owned(), |own| format!("{own:.3}"));
    vec![
        name.to_owned(),
        figure(own.pearson),
        figure(own.spearman),
        figure(own.qwk),
        format!("{:.2}", own.distance),
    ]
}
