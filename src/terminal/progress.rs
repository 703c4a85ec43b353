//! Where somebody stands: bars, sparklines, what is missed most, a calendar.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use super::theme::{Mark, Role, Theme};
use super::words::count;
use super::wrap::{Run, truncate, width};
use crate::interview::drill::CardId;
use crate::study::Progress;
use crate::study::progress::{CaseProgress, CompetencyProgress, Guesses, Miss};

/// How wide a bar is, in columns.
const BAR: usize = 20;

/// How many misses are listed.
const MISSES: usize = 6;

/// How many weeks the calendar shows.
const WEEKS: i64 = 12;

/// The whole view. `due` is how many cards there are to drill today; `title` says what a card is
/// called.
#[must_use]
pub fn view(
    screen: Screen,
    progress: &Progress,
    due: usize,
    title: &mut dyn FnMut(&CardId) -> Option<String>,
) -> String {
    let mut page = Page::new(screen);
    page.part("Where you stand");
    let attempts = count(progress.attempts, "attempt", "attempts");
    let answers = count(progress.answers, "answer", "answers");
    let last = progress
        .days
        .last()
        .map_or_else(String::new, |own| format!(", the last on {}", date(own.day)));
    page.text(&format!("{attempts}, {answers}{last}."));
    page.text(&match due {
        0 => "Nothing to drill today.".to_owned(),
        due => format!("To drill today: {} (`hotseat drill`).", count(due, "card", "cards")),
    });
    if let Some(weakest) = progress.weakest().filter(|own| own.percent < 70) {
        page.text(&format!(
            "Lowest: {}, {} %.",
            one_line(weakest.competency.as_str()),
            weakest.percent
        ));
    }
    if !progress.competencies.is_empty() {
        page.heading("By competency, over eight weeks");
        for own in &progress.competencies {
            competency(&mut page, own, &progress.competencies);
        }
    }
    if !progress.misses.is_empty() {
        page.heading("Missed most");
        for own in progress.misses.iter().take(MISSES) {
            let name = title(&own.card);
            miss(&mut page, own, name.as_deref());
        }
    }
    if let Some(guesses) = &progress.guesses {
        page.heading("Your own guesses");
        page.text(&guessed(guesses));
    }
    page.heading("Cases");
    for own in &progress.cases {
        case(&mut page, own);
    }
    page.heading("Answers a day");
    calendar(&mut page, progress);
    page.gap();
    page.finish()
}

fn date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn competency(page: &mut Page, own: &CompetencyProgress, all: &[CompetencyProgress]) {
    let theme = page.screen().theme;
    let widest = all.iter().map(|own| width(own.competency.as_str())).max().unwrap_or(0);
    let name = one_line(own.competency.as_str());
    let full = usize::from(own.percent) * BAR / 100;
    let (on, off) = if theme.unicode { ("█", "░") } else { ("#", ".") };
    let trend = match own.trend {
        None => "    ".to_owned(),
        Some(0) => "  =0".to_owned(),
        Some(points) => format!("{points:>+4}"),
    };
    let mut runs = vec![
        Run::plain(format!("{name}{}  ", " ".repeat(widest - width(&name)))),
        Run::new(on.repeat(full), theme.style(Role::Good)),
        Run::new(off.repeat(BAR - full), theme.style(Role::Dim)),
        Run::new(format!(" {:>3} %", own.percent), theme.style(Role::Strong)),
        Run::plain(trend),
    ];
    // Each column is there for all or for none, from the most telling on.
    let mut used = widest + 2 + BAR + 10;
    let spark = format!("  {}", sparkline(&own.history, theme));
    if theme.unicode && used + width(&spark) <= page.screen().prose {
        used += width(&spark);
        runs.push(Run::plain(spark));
    }
    let basis = format!("  (of {})", count(own.of as usize, "point", "points"));
    if used + width("  (of 999 points)") <= page.screen().prose {
        runs.push(Run::new(basis, theme.style(Role::Dim)));
    }
    page.hanging("", &runs);
}

/// A column a week; a dot before the first answer.
fn sparkline(history: &[Option<u8>], theme: Theme) -> String {
    const STEPS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let step = |own: &Option<u8>| match own {
        Some(percent) if theme.unicode => STEPS[usize::from(*percent).min(99) * STEPS.len() / 100],
        _ => "·",
    };
    history.iter().map(step).collect()
}

fn miss(page: &mut Page, own: &Miss, title: Option<&str>) {
    let theme = page.screen().theme;
    let mark = if own.last.0 == 0 { Mark::Missing } else { Mark::Partly };
    let name = title.map_or_else(|| own.card.to_string(), one_line);
    let name = truncate(&name, page.screen().prose.max(40) * 2, theme.mark(Mark::Ellipsis));
    let times = format!("  {} of {}", own.missed, count(own.of as usize, "answer", "answers"));
    page.hanging(
        &format!("{} ", theme.mark(mark)),
        &[Run::new(name, theme.style(Role::Strong)), Run::plain(times)],
    );
    let words = match (&own.words, &own.card.criterion) {
        (Some(words), _) => format!("last words for it: \"{}\"", one_line(words)),
        (None, Some(_)) => "never said so far".to_owned(),
        // A closed question is not answered with words.
        (None, None) => format!("last {} %", own.last.0),
    };
    let place = format!("{}/{}", own.card.scenario, own.card.question);
    page.hanging(
        "  ",
        &[Run::plain(words), Run::new(format!("  {place}"), theme.style(Role::Dim))],
    );
}

fn guessed(own: &Guesses) -> String {
    let right = own.answers - own.over - own.under;
    let mean = own.mean_hundredths.unsigned_abs();
    let by = format!("{}.{:02}", mean / 100, mean % 100);
    let tendency = match own.mean_hundredths {
        mean if mean >= 25 => format!("You rate yourself too high, by {by} levels on average."),
        mean if mean <= -25 => format!("You rate yourself too low, by {by} levels on average."),
        _ => "On average you rate yourself right.".to_owned(),
    };
    let guesses = count(own.answers as usize, "guess", "guesses");
    format!("{guesses}: {right} right, {} too high, {} too low. {tendency}", own.over, own.under)
}

fn case(page: &mut Page, own: &CaseProgress) {
    let theme = page.screen().theme;
    let (answered, asked) = own.answered;
    let part =
        if answered < asked { format!(" ({answered} of {asked} answered)") } else { String::new() };
    let best = own.best.map_or_else(String::new, |best| format!("best {best} %, "));
    let facts = format!(
        "  {best}latest {} %{part}, {}, {}",
        own.latest,
        count(own.attempts as usize, "attempt", "attempts"),
        date(own.day)
    );
    page.hanging(
        "",
        &[Run::new(one_line(&own.title), theme.style(Role::Strong)), Run::plain(facts)],
    );
}

/// A row a weekday, a column a week; the figure is how many answers, `+` more than nine.
fn calendar(page: &mut Page, progress: &Progress) {
    let theme = page.screen().theme;
    let today = progress.today;
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let Ok(first) = monday.and_then(|monday| monday.checked_sub((WEEKS - 1).weeks())) else {
        return;
    };
    let answers = |day: Date| {
        let found = progress.days.binary_search_by_key(&day, |own| own.day);
        found.ok().and_then(|at| progress.days.get(at)).map_or(0, |own| own.answers)
    };
    let weekdays = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    for (row, weekday) in weekdays.into_iter().enumerate() {
        let mut runs = Vec::new();
        for week in 0..WEEKS {
            let days = week * 7 + i64::try_from(row).unwrap_or(0);
            let Ok(day) = first.checked_add(days.days()) else { continue };
            runs.push(match answers(day) {
                _ if day > today => Run::plain("  "),
                0 => Run::new(if theme.unicode { " ·" } else { " ." }, theme.style(Role::Dim)),
                many @ 1..=9 => Run::new(format!(" {many}"), theme.style(Role::Good)),
                _ => Run::new(" +", theme.style(Role::Good)),
            });
        }
        let name = match weekday {
            Weekday::Monday => "Mon",
            Weekday::Tuesday => "Tue",
            Weekday::Wednesday => "Wed",
            Weekday::Thursday => "Thu",
            Weekday::Friday => "Fri",
            Weekday::Saturday => "Sat",
            Weekday::Sunday => "Sun",
        };
        page.hanging(&format!("{name} "), &runs);
    }
    page.aside(&format!("From {} to {}.", date(first), date(today)));
}

#[cfg(test)]
mod tests;
