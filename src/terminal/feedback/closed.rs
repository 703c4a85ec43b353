//! The result of a question that has one right answer: what was given, and what is right.

use crate::scoring::closed::ClosedResult;
use crate::scoring::picked::Picked;
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::screen::Screen;
use crate::terminal::theme::{Mark, Role};
use crate::terminal::wrap::Run;

/// The result of a choice, an order, a match or a number.
#[must_use]
pub fn closed(screen: Screen, result: &ClosedResult, kind: &str) -> String {
    let mut page = Page::new(screen);
    let theme = screen.theme;
    page.part("What it earned");
    let mut verdict = vec![match (result.right, result.percent) {
        (true, _) if result.pieces.len() == 1 => Run::new("Correct", theme.style(Role::Strong)),
        (true, _) => Run::new("All correct", theme.style(Role::Strong)),
        (false, 0) => Run::new("Not correct", theme.style(Role::Strong)),
        (false, percent) => {
            Run::new(format!("Partly correct: {percent} %"), theme.style(Role::Strong))
        }
    }];
    if !result.right && result.percent > 0 {
        verdict.push(Run::plain("  (0 % is what guessing gives)"));
    }
    page.hanging("", &verdict);
    if let Some(why) = &result.why {
        page.text(&one_line(why));
    }
    page.gap();
    for piece in result.shown() {
        let (mark, role) = match piece.picked() {
            // The tick stands before what is right, whoever picked it, and the cross before what
            // was wrongly picked: who skims takes the right thing home.
            Some(Picked::Right) => (Mark::Found, Role::Good),
            Some(Picked::Missed) => (Mark::Found, Role::Missing),
            Some(Picked::Wrong) => (Mark::Missing, Role::Missing),
            Some(Picked::Neither) => (Mark::InnerBullet, Role::Dim),
            None if piece.right => (Mark::Found, Role::Good),
            None => (Mark::Missing, Role::Missing),
        };
        let lead = format!("{} ", theme.mark(mark));
        let style = theme.style(role);
        let expected = piece.expected.as_deref().unwrap_or_default();
        let given = piece.given.as_deref().unwrap_or("nothing");
        match kind {
            "choice" => {
                let state = piece.picked().map_or("", Picked::as_str);
                page.hanging(
                    &lead,
                    &[Run::plain(one_line(&piece.about)), Run::new(format!("  ({state})"), style)],
                );
            }
            "order" => {
                let mut runs = vec![Run::plain(format!("{}. {}", piece.about, one_line(given)))];
                if !piece.right {
                    runs.push(Run::new(format!("  (here belongs: {})", one_line(expected)), style));
                }
                page.hanging(&lead, &runs);
            }
            "match" => {
                let mut runs =
                    vec![Run::plain(format!("{}: {}", one_line(&piece.about), one_line(given)))];
                if !piece.right {
                    runs.push(Run::new(format!("  (right: {})", one_line(expected)), style));
                }
                page.hanging(&lead, &runs);
            }
            _ => {
                let mut runs = vec![Run::plain(one_line(given))];
                if !piece.right {
                    runs.push(Run::new(format!("  (right: {})", one_line(expected)), style));
                }
                page.hanging(&lead, &runs);
            }
        }
        if let Some(why) = &piece.why {
            page.hanging("  ", &[Run::plain(one_line(why))]);
        }
    }
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::closed::Piece;

    fn option(about: &str, given: bool, right: bool) -> Piece {
        Piece {
            about: about.to_owned(),
            given: given.then(|| "picked".to_owned()),
            expected: right.then(|| "picked".to_owned()),
            right: given == right,
            why: None,
        }
    }

    #[test]
    fn the_tick_stands_before_what_is_right_and_the_cross_before_what_was_wrongly_picked() {
        let result = ClosedResult {
            question: "case/one".to_owned(),
            percent: 0,
            right: false,
            pieces: vec![
                option("Ask nobody.", false, false),
                option("Ask the council.", false, true),
                option("Ask the vendor.", true, false),
            ],
            why: None,
        };
        insta::assert_snapshot!(closed(Screen::plain(60), &result, "choice").trim_start(), @r"
        -- What it earned ------------------------------------------

        Not correct

        - Ask the vendor.  (you picked it; it is wrong)
        + Ask the council.  (you did not pick it; it is right)
        * Ask nobody.  (neither picked nor right)
        ");
    }
}
