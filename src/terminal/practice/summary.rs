//! How an attempt went: a line a question, a bar a competency.

use crate::content::scenario::Scenario;
use crate::interview::{Attempt, QuestionResult};
use crate::scoring::assessment::Status;
use crate::study::profile;
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::screen::Screen;
use crate::terminal::theme::{Mark, Role};
use crate::terminal::words::count;
use crate::terminal::wrap::{Run, truncate, width};

/// How wide a bar is, in columns.
const BAR: usize = 20;

/// The summary of an attempt.
#[must_use]
pub fn summary(screen: Screen, attempt: &Attempt, scenario: &Scenario) -> String {
    let theme = screen.theme;
    let mut page = Page::new(screen);
    page.part(&format!("Summary: {}", attempt.title));
    for (at, id) in attempt.questions.iter().enumerate() {
        let standing = attempt.standing(id);
        let (mark, outcome) = match standing.and_then(|standing| standing.result.as_ref()) {
            Some(QuestionResult::Open(scored)) => {
                match (scored.assessment.level, &scored.assessment.label) {
                    (Some(level), Some(label)) if scored.assessment.status == Status::Scored => {
                        let mark = if level + 1 >= scored.assessment.of {
                            Mark::Found
                        } else {
                            Mark::Partly
                        };
                        (mark, format!("level {level} of {}: {label}", scored.assessment.of))
                    }
                    _ => (Mark::Open, "not scored".to_owned()),
                }
            }
            Some(QuestionResult::Closed(closed)) => {
                let mark = match closed.percent {
                    100 => Mark::Found,
                    0 => Mark::Missing,
                    _ => Mark::Partly,
                };
                (mark, format!("{} %", closed.percent))
            }
            None if standing.is_some_and(|standing| standing.skipped) => {
                (Mark::Open, "skipped".to_owned())
            }
            None => (Mark::Open, "not answered".to_owned()),
        };
        let prompt = scenario.question(id).map_or("", |question| question.prompt.as_str());
        let lead = format!("{} {}. ", theme.mark(mark), at + 1);
        let room = screen.prose.saturating_sub(width(&lead) + width(&outcome) + 2).max(10);
        let title = truncate(
            &one_line(&prompt.replace(['*', '`', '_'], "")),
            room,
            theme.mark(Mark::Ellipsis),
        );
        let pad = " ".repeat(room.saturating_sub(width(&title)) + 2);
        page.hanging(
            &lead,
            &[Run::plain(title), Run::plain(pad), Run::new(outcome, theme.style(Role::Strong))],
        );
    }
    let shares = profile(attempt, scenario);
    if !shares.is_empty() {
        page.heading("By competency");
        let widest = shares.iter().map(|share| width(share.competency.as_str())).max().unwrap_or(0);
        for share in &shares {
            let name = one_line(share.competency.as_str());
            let full = usize::from(share.percent) * BAR / 100;
            let (on, off) = if theme.unicode { ("█", "░") } else { ("#", ".") };
            let mut runs = vec![
                Run::plain(format!("{name}{}  ", " ".repeat(widest - width(&name)))),
                Run::new(on.repeat(full), theme.style(Role::Good)),
                Run::new(off.repeat(BAR - full), theme.style(Role::Dim)),
                Run::plain(format!(" {:>3} %", share.percent)),
            ];
            let basis = format!("  (of {})", count(share.of as usize, "point", "points"));
            // Only where it fits beside the longest name, so that the column is whole or absent.
            if widest + BAR + 8 + width("  (of 99 points)") <= screen.prose {
                runs.push(Run::new(basis, theme.style(Role::Dim)));
            }
            page.hanging("", &runs);
        }
    }
    if let Some(weakest) =
        shares.iter().min_by_key(|share| share.percent).filter(|share| share.percent < 70)
    {
        page.gap().text(&format!("To drill next: {}.", weakest.competency));
    }
    page.gap();
    page.finish()
}
