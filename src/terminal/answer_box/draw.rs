//! What the answer box looks like, at any size.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph};

use super::state::State;
use crate::terminal::sanitize::one_line;
use crate::terminal::theme::Theme;
use crate::terminal::words::{clock, count};
use crate::terminal::wrap::{Run, width, wrap};

/// Lines longer than this are hard to read, so the box is no wider.
const WIDEST: u16 = 100;
/// Text is not edited in fewer columns than this.
const NARROWEST: u16 = 10;
/// Frame and help line.
const AROUND: u16 = 3;
/// Text rows of an empty box.
const ROWS: u16 = 8;

const HELP: &[&str] = &[
    "Ctrl-D submit  Ctrl-O more  Ctrl-E editor  Ctrl-Z undo  Ctrl-C leave",
    "Ctrl-D submit  Ctrl-O more  Ctrl-E editor  Ctrl-C leave",
    "^D submit  ^O more  ^E editor  ^C leave",
    "^D submit  ^C leave",
    "^D submit",
];

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// What is drawn beside the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    pub(super) title: &'a str,
    pub(super) elapsed: Duration,
    pub(super) advised: Option<Duration>,
    pub(super) theme: Theme,
}

/// Where the parts of the box lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    frame: Option<Rect>,
    text: Rect,
    foot: Rect,
}

/// How tall the box should be for text that reaches down to this row, on a screen of `rows`.
/// It starts with room to write and grows in steps; a row above stays for the question.
pub(super) fn height(text_rows: usize, rows: u16) -> u16 {
    let text_rows = u16::try_from(text_rows).unwrap_or(u16::MAX);
    let steps = text_rows.saturating_sub(ROWS).div_ceil(4);
    let wanted = ROWS.saturating_add(steps.saturating_mul(4)).saturating_add(AROUND);
    wanted.min(rows.saturating_sub(1)).max(1)
}

/// How many columns the text gets on a screen of `columns`.
pub(super) fn box_width(columns: u16) -> u16 {
    columns.min(WIDEST)
}

fn parts(area: Rect, foot: u16) -> Parts {
    let area = Rect { width: box_width(area.width), ..area };
    let foot = if area.height > 1 { foot.clamp(1, (area.height / 3).max(1)) } else { 0 };
    let above = Rect { height: area.height - foot, ..area };
    let foot = Rect { y: area.y + above.height, height: foot, ..area };
    if above.height >= 3 && above.width >= NARROWEST + 2 {
        // A column of air beside the text, where there are columns to spare.
        let air = if above.width > 40 { 2 } else { 1 };
        let text = Rect {
            x: above.x + air,
            y: above.y + 1,
            width: above.width - 2 * air,
            height: above.height - 2,
        };
        Parts { frame: Some(above), text, foot }
    } else {
        Parts { frame: None, text: above, foot }
    }
}

/// "123 words, 2:05 of about 8:00", or as much of it as fits.
fn status(words: usize, around: &Around<'_>, columns: usize) -> String {
    let words = count(words, "word", "words");
    let brief = format!("{words}, {}", clock(around.elapsed));
    let full = match around.advised {
        Some(advised) => format!("{brief} of about {}", clock(advised)),
        None => brief.clone(),
    };
    let fits = |text: &String| width(text) <= columns;
    [full, brief, words].into_iter().find(fits).unwrap_or_default()
}

/// The longest help that fits.
fn help(columns: usize) -> &'static str {
    HELP.iter().find(|help| width(help) <= columns).unwrap_or(&"")
}

/// The sentence to the person, if there is one, in lines.
fn note(area: Rect, state: &State) -> Option<Vec<Vec<Run>>> {
    let columns = usize::from(box_width(area.width));
    state.note.as_deref().map(|note| wrap(&[Run::plain(note)], columns))
}

fn foot_rows(note: &Option<Vec<Vec<Run>>>) -> u16 {
    note.as_ref().map_or(1, |lines| u16::try_from(lines.len()).unwrap_or(3).min(3))
}

/// Draws the box, puts the cursor into it and says where that is.
pub(super) fn draw(frame: &mut Frame<'_>, state: &mut State, around: &Around<'_>) -> Position {
    let area = frame.area();
    let columns = usize::from(box_width(area.width));
    let note = note(area, state);
    let parts = parts(area, foot_rows(&note));
    if parts.text.width < NARROWEST || parts.text.height == 0 {
        frame.render_widget(Paragraph::new("Too small"), area);
        return area.as_position();
    }
    let dim = Style::new().add_modifier(if around.theme.colour {
        Modifier::DIM
    } else {
        Modifier::empty()
    });
    if let Some(at) = parts.frame {
        // Corners, a space around each text, and some of the frame between them.
        let room = usize::from(at.width).saturating_sub(4);
        let status = status(state.words(), around, room);
        let title = one_line(around.title);
        let set = if around.theme.unicode { border::PLAIN } else { ASCII_BORDER };
        let mut block = Block::bordered().border_set(set).border_style(dim);
        if width(&title) + width(&status) + 4 <= room {
            block = block.title_top(Line::styled(format!(" {title} "), Style::new()));
        }
        let status = Line::styled(format!(" {status} "), Style::new()).right_aligned();
        frame.render_widget(block.title_top(status), at);
    }
    state.lay_out(parts.text.width.into(), parts.text.height.into());
    let text: Vec<Line<'_>> = state.shown().map(Line::from).collect();
    frame.render_widget(Paragraph::new(text), parts.text);
    let foot: Vec<Line<'_>> = match &note {
        Some(lines) => lines
            .iter()
            .map(|line| Line::from(line.iter().map(|run| run.text.clone()).collect::<String>()))
            .collect(),
        None => vec![Line::styled(help(columns), dim)],
    };
    frame.render_widget(Paragraph::new(foot), parts.foot);
    let at = cursor(state, &parts);
    frame.set_cursor_position(at);
    at
}

/// Where the terminal's cursor belongs, once the text has been laid out. Behind a full row it
/// stands beside the text, where there is a column.
fn cursor(state: &mut State, parts: &Parts) -> Position {
    let text = parts.text;
    let (row, column) = state.cursor();
    let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let last = if parts.frame.is_some() { text.width } else { text.width - 1 };
    let row = small(row.saturating_sub(state.top())).min(text.height - 1);
    Position::new(text.x + small(column).min(last), text.y + row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::answer_box::keys::Command;
    use crate::terminal::draft::MAX_LINES;
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui_textarea::CursorMove;

    fn around(unicode: bool) -> Around<'static> {
        Around {
            title: "Your answer",
            elapsed: Duration::from_secs(125),
            advised: Some(Duration::from_secs(480)),
            theme: Theme { colour: false, unicode },
        }
    }

    fn drawn(state: &mut State, columns: u16, rows: u16, unicode: bool) -> TestBackend {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let draw_once = |frame: &mut Frame<'_>| {
            draw(frame, state, &around(unicode));
        };
        terminal.draw(draw_once).unwrap();
        terminal.backend().clone()
    }

    fn shown(state: &mut State, columns: u16, rows: u16, unicode: bool) -> String {
        drawn(state, columns, rows, unicode).to_string()
    }

    #[test]
    fn the_box_at_sixty_columns() {
        let mut state = State::new(
            "First I would find out what the chatbot decides today, and on which data.\n\n- logs",
        );
        insta::assert_snapshot!(shown(&mut state, 60, 8, true), @r#"
        "┌ Your answer ─────────────── 15 words, 2:05 of about 8:00 ┐"
        "│ First I would find out what the chatbot decides today,   │"
        "│ and on which data.                                       │"
        "│                                                          │"
        "│ - logs                                                   │"
        "│                                                          │"
        "└──────────────────────────────────────────────────────────┘"
        "Ctrl-D submit  Ctrl-O more  Ctrl-E editor  Ctrl-C leave     "
        "#);
        insta::assert_snapshot!(shown(&mut state, 60, 8, false), @r#"
        "+ Your answer --------------- 15 words, 2:05 of about 8:00 +"
        "| First I would find out what the chatbot decides today,   |"
        "| and on which data.                                       |"
        "|                                                          |"
        "| - logs                                                   |"
        "|                                                          |"
        "+----------------------------------------------------------+"
        "Ctrl-D submit  Ctrl-O more  Ctrl-E editor  Ctrl-C leave     "
        "#);
    }

    #[test]
    fn the_box_on_a_very_small_screen() {
        let mut state = State::new("First I would find out what it decides.");
        insta::assert_snapshot!(shown(&mut state, 20, 5, true), @r#"
        "┌─── 8 words, 2:05 ┐"
        "│out what it       │"
        "│decides.          │"
        "└──────────────────┘"
        "^D submit  ^C leave "
        "#);
        insta::assert_snapshot!(shown(&mut state, 20, 2, true), @r#"
        "out what it decides."
        "^D submit  ^C leave "
        "#);
        insta::assert_snapshot!(shown(&mut state, 9, 3, true), @r#"
        "Too small"
        "         "
        "         "
        "#);
    }

    #[test]
    fn a_sentence_takes_the_place_of_the_help() {
        let mut state = State::new("");
        state.apply(Command::Submit);
        insta::assert_snapshot!(shown(&mut state, 40, 8, true), @r#"
        "┌───────── 0 words, 2:05 of about 8:00 ┐"
        "│                                      │"
        "│                                      │"
        "│                                      │"
        "│                                      │"
        "└──────────────────────────────────────┘"
        "Nothing is written yet, so there is     "
        "nothing to submit.                      "
        "#);
    }

    #[test]
    fn help_names_the_keys_in_one_line() {
        assert_eq!(help(80), HELP[0]);
        assert_eq!(help(60), HELP[1]);
        assert!(width(help(60)) <= 60 && help(60).contains("Ctrl-C leave"));
        assert_eq!(help(40), HELP[2]);
        assert_eq!(help(3), "");
    }

    #[test]
    fn the_box_grows_with_its_text_and_leaves_a_row() {
        for (text_rows, rows, expected) in [
            (1, 24, 11),
            (8, 24, 11),
            (9, 24, 15),
            (13, 24, 19),
            (99, 24, 23),
            (1, 5, 4),
            (1, 1, 1),
        ] {
            assert_eq!(height(text_rows, rows), expected, "{text_rows} rows on {rows}");
        }
    }

    #[test]
    fn the_cursor_is_where_the_next_letter_goes() {
        let mut terminal = Terminal::new(TestBackend::new(40, 8)).unwrap();
        let mut state = State::new("one two\n漢字");
        terminal
            .draw(|frame| {
                draw(frame, &mut state, &around(true));
            })
            .unwrap();
        terminal.backend_mut().assert_cursor_position((5, 2));
        state.apply(Command::Move(CursorMove::Up));
        terminal
            .draw(|frame| {
                draw(frame, &mut state, &around(true));
            })
            .unwrap();
        terminal.backend_mut().assert_cursor_position((5, 1));
    }

    proptest! {
        #[test]
        fn no_size_and_no_text_panics(
            text in r"(\PC|\n|\t|[a-z]{1,40}|漢|👩‍🔬){0,60}",
            sizes in prop::collection::vec((0u16..130, 0u16..12), 1..5),
            note: bool,
        ) {
            let mut state = State::new(&text);
            for (columns, rows) in sizes {
                if note {
                    state.note = Some("A sentence that is longer than a narrow screen.".into());
                }
                drawn(&mut state, columns, rows, true);
                state.apply(Command::PageUp);
                drawn(&mut state, columns, rows, false);
            }
        }
    }

    #[test]
    fn the_longest_answers_can_be_scrolled() {
        for word in ["漢", "a", "ab ", "abcdefghij ", "elevenletterz "] {
            let mut state = State::new(&"\n".repeat(MAX_LINES - 1));
            state.insert(&word.repeat(300_000));
            for command in [
                Command::PageUp,
                Command::Move(CursorMove::Top),
                Command::PageDown,
                Command::Move(CursorMove::Bottom),
                Command::Move(CursorMove::End),
            ] {
                drawn(&mut state, NARROWEST, 10, true);
                state.apply(command);
            }
        }
    }
}
