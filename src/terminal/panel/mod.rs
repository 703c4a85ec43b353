//! A panel's rounds on the screen: lists, tables, one candidate, the trail, rates by group.

mod candidate;
mod impact;
mod trail;

pub use candidate::{answer, candidate};
pub use impact::impact;
pub use trail::trail;

use jiff::civil::Date;

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::table::{Align, Table};
use super::theme::Role;
use super::words::count;
use super::wrap::Run;
use crate::interview::panel::{PanelName, Round};
use crate::report::panel::{CaseRow, State};
use crate::session::panel::{Kept, KeptRound};
use crate::store::Micros;

/// What stands for a cell without a value.
const NONE: &str = "-";

/// All rounds, by name.
#[must_use]
pub fn list(screen: Screen, rounds: &[KeptRound], today: Date) -> String {
    let mut page = Page::new(screen);
    for kept in rounds {
        let candidates = count(kept.candidates, "candidate", "candidates");
        let what = match &kept.state {
            Kept::Erased => "  erased".to_owned(),
            Kept::Unreadable(why) => format!("  {candidates}, cannot be read: {}", one_line(why)),
            Kept::Round(round) => format!(
                "  {}, {candidates}, opened {}, {}",
                one_line(&round.title),
                day(kept.opened),
                retention(round, &kept.name, today)
            ),
        };
        let name = Run::new(kept.name.to_string(), screen.theme.style(Role::Strong));
        page.hanging("", &[name, Run::plain(what)]);
    }
    page.finish()
}

/// Until when a round may be kept, in words.
fn retention(round: &Round, name: &PanelName, today: Date) -> String {
    match round.keep_until {
        None => "no last day set".to_owned(),
        Some(until) if round.is_due(today) => {
            format!("to be erased since {until}: `hotseat panel purge {name}`")
        }
        Some(until) => format!("kept until {until}"),
    }
}

/// A round as a table, in the order of the candidates' ids.
#[must_use]
pub fn round(
    screen: Screen,
    name: &PanelName,
    round: &Round,
    rows: &[CaseRow],
    today: Date,
) -> String {
    let mut page = Page::new(screen);
    page.heading(&format!("{name}: {}", one_line(&round.title)));
    let answers = rows.iter().filter(|row| row.state != State::Erased).count();
    let decided = rows.iter().filter(|row| row.state == State::Decided).count();
    page.text(&format!(
        "{}, {decided} decided by a person, {}.",
        count(answers, "answer", "answers"),
        retention(round, name, today)
    ));
    if rows.is_empty() {
        return page.finish();
    }
    page.gap();
    let table = rows.iter().map(cells).collect();
    let head = ["candidate", "question", "advice", "final", "by", "notes"];
    draw(&mut page, &head, table);
    let kept_back = rows.iter().any(|row| row.state == State::Undecided && row.advice.is_none());
    if kept_back {
        page.gap().aside(&format!(
            "Advice is kept back where nobody has decided, so that the answer is read first. --advice shows it, and the trail will say so. Next: `hotseat panel decide {name} CANDIDATE`."
        ));
    }
    page.finish()
}

fn cells(row: &CaseRow) -> Vec<String> {
    let none = || NONE.to_owned();
    let mut notes = row.advice.as_ref().map(|advice| advice.notes()).unwrap_or_default();
    if !row.open_criteria.is_empty() {
        let names: Vec<&str> = row.open_criteria.iter().map(|id| id.as_str()).collect();
        notes.push(format!("a person decides {}", names.join(", ")));
    }
    if row.decision.as_ref().is_some_and(|decision| decision.advice_shown) {
        notes.push("advice was shown before".to_owned());
    }
    let advice = match (&row.advice, row.state) {
        (_, State::Erased) => "erased".to_owned(),
        (_, State::Unscored) => "not yet".to_owned(),
        (Some(advice), _) => level(advice.level, advice.of),
        (None, _) => "kept back".to_owned(),
    };
    vec![
        row.candidate.to_string(),
        row.question.as_ref().map_or_else(none, ToString::to_string),
        advice,
        row.decision.as_ref().map_or_else(none, |decision| decision.level.to_string()),
        row.decision.as_ref().map_or_else(none, |decision| decision.by.clone()),
        notes.join(", "),
    ]
}

/// A level with the highest of its scale.
fn level(level: Option<u8>, of: u8) -> String {
    level.map_or_else(|| NONE.to_owned(), |level| format!("{level} of {of}"))
}

/// Draws a table whose columns all keep to the left: ids and levels are no amounts.
fn draw(page: &mut Page, head: &[&str], rows: Vec<Vec<String>>) {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let mut table = Table::plain(&head, &rows);
    table.align = vec![Align::Left; head.len()];
    let screen = page.screen();
    page.raw(&table.render(screen.columns, screen.theme));
}

/// A time to the day, UTC.
fn day(time: Micros) -> String {
    strftime(time, "%Y-%m-%d")
}

/// A time to the second, UTC.
fn second(time: Micros) -> String {
    strftime(time, "%Y-%m-%d %H:%M:%S UTC")
}

fn strftime(time: Micros, form: &str) -> String {
    jiff::Timestamp::from_microsecond(time)
        .map_or_else(|_| "?".to_owned(), |time| time.strftime(form).to_string())
}
