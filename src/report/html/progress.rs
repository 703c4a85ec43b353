//! Where somebody stands, as one HTML file that needs nothing else.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{bar, page};
use crate::interview::drill::CardId;
use crate::report::words::{ADVICE, count};
use crate::study::Progress;
use crate::study::progress::{CaseProgress, CompetencyProgress, Guesses, Miss, WEEKS};

/// How many misses are listed.
const MISSES: usize = 12;

/// How many weeks of answers are shown.
const CALENDAR: usize = 12;

/// The report. `due` is how many cards there are to drill today; `title` says what a card is called.
#[must_use]
pub fn progress(
    own: &Progress,
    due: usize,
    title: &mut dyn FnMut(&CardId) -> Option<String>,
) -> String {
    let misses: Vec<(&Miss, Option<String>)> =
        own.misses.iter().take(MISSES).map(|miss| (miss, title(&miss.card))).collect();
    page(
        "Where you stand",
        &html! {
            header {
                p .kicker { "Hotseat progress" }
                h1 { "Where you stand" }
                dl .facts {
                    dt { "As of" } dd { (long(own.today)) }
                    dt { "Done" } dd { (count(own.attempts, "attempt", "attempts")) ", " (count(own.answers, "answer", "answers")) }
                    dt { "To drill today" } dd { (count(due, "card", "cards")) }
                }
            }
            @if !own.competencies.is_empty() {
                section aria-labelledby="competencies" {
                    h2 #competencies { "By competency" }
                    p .note { "The latest result of each criterion and closed question counts. The line shows the last " (WEEKS) " weeks." }
                    ul .shares { @for own in &own.competencies { li { (competency(own)) } } }
                }
            }
            @if !misses.is_empty() {
                section aria-labelledby="misses" {
                    h2 #misses { "Missed most" }
                    ol .points { @for (own, title) in &misses { li { (miss(own, title.as_deref())) } } }
                }
            }
            @if let Some(own) = &own.guesses {
                section aria-labelledby="guesses" { h2 #guesses { "Your own guesses" } (guesses(own)) }
            }
            @if !own.cases.is_empty() {
                section aria-labelledby="cases" { h2 #cases { "Cases" } (cases(&own.cases)) }
            }
            section aria-labelledby="weeks" { h2 #weeks { "Answers a week" } (weeks(own)) }
            footer .end { p .note { (ADVICE) } }
        },
    )
}

fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn competency(own: &CompetencyProgress) -> Markup {
    let name = own.competency.as_str();
    html! {
        strong { (name) }
        div {
            (bar(usize::from(own.percent), 100, &format!("{name}: {} %", own.percent)))
            (line(name, &own.history))
        }
        span .note {
            (own.percent) " %"
            @match own.trend {
                Some(0) => ", unchanged in four weeks",
                Some(points) => { ", " (format!("{points:+}")) " in four weeks" },
                None => "",
            }
            " (of " (count(own.of as usize, "point", "points")) ")"
        }
    }
}

/// A line over the weeks, with its figures as words.
fn line(name: &str, history: &[Option<u8>]) -> Markup {
    let known: Vec<(usize, u8)> =
        history.iter().enumerate().filter_map(|(at, own)| Some((at, (*own)?))).collect();
    let last = history.len().saturating_sub(1).max(1);
    let points: Vec<String> = known
        .iter()
        .map(|(at, percent)| {
            format!("{},{}", at * 100 / last, 20 - usize::from(*percent) * 20 / 100)
        })
        .collect();
    let figures: Vec<String> = known.iter().map(|(_, percent)| format!("{percent}")).collect();
    let label = format!("{name}, week by week: {} %", figures.join(", "));
    html! {
        @if known.len() > 1 {
            svg .line viewBox="0 -2 100 24" preserveAspectRatio="none" role="img" aria-label=(label) {
                title { (label) }
                polyline points=(points.join(" ")) fill="none" {}
            }
        }
    }
}

fn miss(own: &Miss, title: Option<&str>) -> Markup {
    let sign = if own.last.0 == 0 { "✗" } else { "◐" };
    html! {
        span .sign aria-hidden="true" { (sign) " " }
        strong { @match title { Some(title) => (title), None => { (own.card.to_string()) } } }
        ", missed in " (own.missed) " of " (count(own.of as usize, "answer", "answers"))
        ", last "
        @if own.card.criterion.is_some() { (own.last.0) " of " (own.last.1) } @else { (own.last.0) " %" }
        " on " (long(own.day)) "."
        @match (&own.words, &own.card.criterion) {
            (Some(words), _) => { " Last words for it: " q { (words) } },
            (None, Some(_)) => " Never said so far.",
            // A closed question is not answered with words.
            (None, None) => "",
        }
        " " span .note { (own.card.scenario) "/" (own.card.question) }
    }
}

fn guesses(own: &Guesses) -> Markup {
    let right = own.answers - own.over - own.under;
    let mean = own.mean_hundredths.unsigned_abs();
    let way = if own.mean_hundredths < 0 { "below" } else { "above" };
    html! {
        p {
            (count(own.answers as usize, "guess", "guesses")) ": " (right) " right, " (own.over)
            " too high, " (own.under) " too low; on average " (mean / 100) "." (format!("{:02}", mean % 100))
            " levels " (way) " the result."
        }
    }
}

fn cases(all: &[CaseProgress]) -> Markup {
    html! {
        div .wide tabindex="0" role="group" aria-label="Cases" {
            table .whole {
                thead { tr { th scope="col" { "Case" } th scope="col" { "Best" } th scope="col" { "Latest" } th scope="col" { "Attempts" } th scope="col" { "Last" } } }
                tbody {
                    @for own in all {
                        tr {
                            th scope="row" { (own.title) }
                            td { @match own.best { Some(best) => { (best) " %" }, None => "none complete" } }
                            td {
                                (own.latest) " %"
                                @if own.answered.0 < own.answered.1 { " (" (own.answered.0) " of " (own.answered.1) " answered)" }
                            }
                            td { (own.attempts) }
                            td { (long(own.day)) }
                        }
                    }
                }
            }
        }
    }
}

/// Answers of each of the last weeks, Monday to Sunday.
fn weeks(own: &Progress) -> Markup {
    let weekday = i64::from(own.today.weekday().to_monday_zero_offset());
    let monday = own.today.checked_sub(weekday.days()).unwrap_or(own.today);
    let mut rows: Vec<(Date, usize)> = Vec::new();
    for back in (0..CALENDAR).rev() {
        let back = i64::try_from(back).unwrap_or(0);
        let Ok(first) = monday.checked_sub(back.weeks()) else { continue };
        let last = first.checked_add(6.days()).unwrap_or(first);
        let within = own.days.iter().filter(|own| own.day >= first && own.day <= last);
        rows.push((first, within.map(|own| own.answers as usize).sum()));
    }
    let most = rows.iter().map(|(_, answers)| *answers).max().unwrap_or(0).max(1);
    html! {
        table .whole .glance {
            thead { tr { th scope="col" { "Week of" } th scope="col" { "Answers" } } }
            tbody {
                @for (first, answers) in &rows {
                    tr {
                        th scope="row" { (long(*first)) }
                        td { (answers) @if *answers > 0 { (bar(*answers, most, &count(*answers, "answer", "answers"))) } }
                    }
                }
            }
        }
    }
}
