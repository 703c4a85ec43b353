//! What attacks paid, as tables.

use super::bench::table;
use super::page::Page;
use super::screen::Screen;
use super::words::count;
use crate::author::attack::{Attacks, Paid};

/// The whole report.
#[must_use]
pub fn report(screen: Screen, attacks: &Attacks) -> String {
    let mut page = Page::new(screen);
    let answers = count(attacks.answers, "strong answer", "strong answers");
    page.part(&format!("Attacks made from {answers}"));
    part(&mut page, "Should pay nothing: percent of the answer's own", attacks, true);
    part(&mut page, "Should change nothing: points", attacks, false);
    page.finish()
}

fn part(page: &mut Page, title: &str, attacks: &Attacks, damaging: bool) {
    let rows: Vec<Vec<String>> =
        attacks.families.iter().filter(|own| own.damaging == damaging).map(row).collect();
    page.gap().text(title);
    table(page, &["family", "n", "mean", "worst", "worst at"], rows);
}

fn row(own: &Paid) -> Vec<String> {
    let (mean, worst) = if own.damaging {
        (format!("{}%", own.mean_share), format!("{}%", own.worst_share))
    } else {
        (own.mean_moved.to_string(), own.worst_moved.to_string())
    };
    vec![own.family.to_owned(), own.n.to_string(), mean, worst, own.worst.clone()]
}
