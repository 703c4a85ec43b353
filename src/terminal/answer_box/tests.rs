//! What is typed is what is handed in, however it arrives and whatever the box does meanwhile.

use std::time::Duration;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui_textarea::CursorMove;

use super::draw::{Around, draw, height};
use super::keys::Command;
use super::state::{Effect, State};
use crate::terminal::theme::Theme;

const AROUND: Around<'static> = Around {
    title: "Your answer",
    elapsed: Duration::ZERO,
    advised: None,
    theme: Theme { colour: false, unicode: true },
};

/// A box on a screen that it grows in, as the loop lets it.
struct Shown {
    state: State,
    columns: u16,
    rows: u16,
    reach: usize,
}

impl Shown {
    fn new(columns: u16, rows: u16) -> Self {
        Self { state: State::new(""), columns, rows, reach: 1 }
    }

    /// Draws as often as it takes, and gives what is seen and where the cursor is.
    fn show(&mut self) -> (String, Position) {
        loop {
            let tall = height(self.reach, self.rows);
            let mut terminal = Terminal::new(TestBackend::new(self.columns, tall)).unwrap();
            let mut at = Position::ORIGIN;
            terminal.draw(|frame| at = draw(frame, &mut self.state, &AROUND)).unwrap();
            self.reach = self.reach.max(self.state.cursor().0 + 1);
            if height(self.reach, self.rows) == tall {
                return (terminal.backend().to_string(), at);
            }
        }
    }
}

#[test]
fn what_follows_a_paste_that_fills_its_last_row_is_behind_it() {
    // The box of 80 columns has 76 for text. The ninth row is the first to make it grow.
    for rows in 1..=14 {
        let mut it = Shown::new(80, 40);
        it.show();
        let pasted = "abc ".repeat(19 * rows - 1) + "abc.";
        it.state.insert(&pasted);
        it.show();
        it.state.insert("X");
        assert_eq!(it.state.text(), pasted + "X", "{rows} rows");
    }
}

#[test]
fn the_cursor_behind_a_full_row_is_not_on_its_last_letter() {
    let mut it = Shown::new(80, 40);
    it.state.insert(&("abc ".repeat(18) + "abc."));
    assert_eq!(it.show().1, Position::new(78, 1));
}

#[test]
fn no_row_begins_with_the_blank_or_the_comma_it_was_broken_at() {
    let mut it = Shown::new(46, 20);
    it.state.insert("A text that is exactly as wide as all of it is, and goes on");
    let (seen, _) = it.show();
    assert!(seen.contains("│ A text that is exactly as wide as all of   │"), "{seen}");
    assert!(seen.contains("│ it is, and goes on "), "{seen}");
    let mut it = Shown::new(46, 20);
    it.state.insert("A text that is exactly as wide as all of I");
    it.state.insert(" owns this and no more");
    let (seen, _) = it.show();
    assert!(seen.contains("│ A text that is exactly as wide as all of I │"), "{seen}");
    assert!(seen.contains("│ owns this "), "{seen}");
    let mut it = Shown::new(46, 20);
    it.state.insert("A text that is exactly as wide as all of I");
    it.state.insert(", we know");
    let (seen, _) = it.show();
    assert!(seen.contains("│ I, we know "), "{seen}");
}

#[test]
fn blanks_at_a_break_are_still_in_the_text() {
    let mut it = Shown::new(46, 20);
    let text = "A text that is exactly as wide as all of I   owns this";
    for letter in text.chars() {
        it.state.apply(Command::Insert(letter));
        it.show();
    }
    assert_eq!(it.state.text(), text);
}

#[test]
fn the_cursor_goes_by_rows_as_they_are_seen() {
    let mut it = Shown::new(46, 20);
    it.state.insert("A text that is exactly as wide as all of I owns this");
    assert_eq!(it.show().1, Position::new(11, 2));
    it.state.apply(Command::Move(CursorMove::Up));
    assert_eq!(it.show().1, Position::new(11, 1));
    it.state.apply(Command::Move(CursorMove::Down));
    it.state.insert("?");
    assert!(it.state.text().ends_with("I owns this?"), "{}", it.state.text());
    it.state.apply(Command::Move(CursorMove::Up));
    it.state.insert("!");
    assert!(it.state.text().starts_with("A text tha!t is"), "{}", it.state.text());
}

#[test]
fn the_cursor_goes_over_a_letter_with_all_its_marks() {
    let mut it = Shown::new(46, 20);
    it.state.insert("Andre\u{301}\ne\u{301}");
    for command in [CursorMove::Back, CursorMove::Back, CursorMove::Back] {
        it.state.apply(Command::Move(command));
    }
    it.state.insert("-");
    assert_eq!(it.state.text(), "Andr-e\u{301}\ne\u{301}");
    for _ in 0..3 {
        it.state.apply(Command::Move(CursorMove::Forward));
    }
    it.state.insert("!");
    assert_eq!(it.state.text(), "Andr-e\u{301}\ne\u{301}!");
}

#[test]
fn no_rows_are_empty_below_while_there_is_text_above() {
    let mut it = Shown::new(80, 40);
    it.show();
    it.state.insert(&"line\n".repeat(12));
    let (seen, _) = it.show();
    assert_eq!(seen.matches("line").count(), 12, "{seen}");
}

/// How a part of a text arrives.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Key by key, drawn after each.
    Typed,
    /// In one go, drawn after it.
    Pasted,
    /// In one go, and the next follows before anything is drawn.
    Fast,
}

proptest! {
    #[test]
    fn what_is_handed_in_is_what_was_typed(
        parts in prop::collection::vec(
            (
                r"([a-z]{1,9}[ ,.]|[a-z]{1,60}| {1,3}|\n|漢|e\u{301}|👩‍🔬){0,40}",
                prop::sample::select(vec![Way::Typed, Way::Pasted, Way::Fast]),
                (8u16..110, 1u16..30),
                any::<bool>(),
            ),
            1..6,
        ),
    ) {
        let mut it = Shown::new(60, 20);
        it.show();
        let mut typed = String::new();
        for (text, way, size, resized) in parts {
            if resized {
                (it.columns, it.rows) = size;
            }
            typed.push_str(&text);
            match way {
                Way::Typed => for letter in text.chars() {
                    let command = if letter == '\n' { Command::NewLine } else { Command::Insert(letter) };
                    prop_assert_eq!(it.state.apply(command), Effect::Changed);
                    it.show();
                },
                Way::Pasted => {
                    it.state.insert(&text);
                    it.show();
                }
                Way::Fast => {
                    it.state.insert(&text);
                }
            }
            prop_assert_eq!(it.state.text(), &typed[..]);
        }
    }
}
