//! Where the cursor is seen and how it is moved: by rows as they are drawn, and by letters with all
//! their marks. What is seen follows the cursor, and never the other way round.

use ratatui_textarea::CursorMove;
use unicode_segmentation::UnicodeSegmentation as _;

use super::State;
use crate::terminal::answer_box::rows::{Place, Rows};

impl State {
    /// Puts the text into so many columns, and chooses the rows that are seen: those around the
    /// cursor, as near as possible to those seen before, and none left empty below the text while
    /// there is text above.
    pub(in super::super) fn lay_out(&mut self, columns: usize, seen: usize) {
        self.seen = seen.max(1);
        if self.rows.columns() != columns {
            self.rows = Rows::new(self.area.lines(), columns);
            self.stale = false;
        }
        let row = self.cursor().0;
        let last_top = self.rows().len().saturating_sub(self.seen);
        self.top = self.top.clamp((row + 1).saturating_sub(self.seen), row).min(last_top);
    }

    /// The first row that is seen.
    pub(in super::super) fn top(&self) -> usize {
        self.top
    }

    /// The text of the rows that are seen.
    pub(in super::super) fn shown(&self) -> impl Iterator<Item = &str> {
        let end = self.rows.len().min(self.top + self.seen);
        (self.top..end).map(|row| self.rows.text(self.area.lines(), row))
    }

    /// The row and the column of the cursor, from the first row of the text on.
    pub(in super::super) fn cursor(&mut self) -> (usize, usize) {
        let place = self.place();
        self.rows();
        self.rows.find(self.area.lines(), place)
    }

    fn place(&self) -> Place {
        let at = self.area.cursor();
        (at.0, at.1)
    }

    fn rows(&mut self) -> &Rows {
        if self.stale {
            self.rows = Rows::new(self.area.lines(), self.rows.columns());
            self.stale = false;
        }
        &self.rows
    }

    pub(super) fn go(&mut self, to: CursorMove) {
        match to {
            CursorMove::Up => self.go_up(1),
            CursorMove::Down => self.go_down(1),
            CursorMove::Back => self.go_back(),
            CursorMove::Forward => self.go_forward(),
            other => self.area.move_cursor(other),
        }
    }

    pub(super) fn go_up(&mut self, rows: usize) {
        let (row, column) = self.cursor();
        if row > 0 {
            let row = row.saturating_sub(rows);
            self.go_to(self.rows.place(self.area.lines(), row, column));
        }
    }

    pub(super) fn go_down(&mut self, rows: usize) {
        let (row, column) = self.cursor();
        let last = self.rows.len().saturating_sub(1);
        if row < last {
            let row = row.saturating_add(rows).min(last);
            self.go_to(self.rows.place(self.area.lines(), row, column));
        }
    }

    /// Goes back by one letter with all its marks.
    fn go_back(&mut self) {
        let (line, letter) = self.place();
        let text: String = self.area.lines()[line].chars().take(letter).collect();
        match text.graphemes(true).next_back() {
            Some(before) => self.go_to((line, letter - before.chars().count())),
            None if line > 0 => {
                self.go_to((line - 1, 0));
                self.area.move_cursor(CursorMove::End);
            }
            None => {}
        }
    }

    fn go_forward(&mut self) {
        let (line, letter) = self.place();
        let text: String = self.area.lines()[line].chars().skip(letter).collect();
        match text.graphemes(true).next() {
            Some(behind) => self.go_to((line, letter + behind.chars().count())),
            None if line + 1 < self.area.lines().len() => self.go_to((line + 1, 0)),
            None => {}
        }
    }

    fn go_to(&mut self, (line, letter): Place) {
        let jump = |letter: u16| CursorMove::Jump(u16::try_from(line).unwrap_or(u16::MAX), letter);
        if let Ok(letter) = u16::try_from(letter) {
            self.area.move_cursor(jump(letter));
            return;
        }
        // Too far for a jump: the way is never longer than what is seen at once.
        if self.place().0 != line {
            self.area.move_cursor(jump(0));
            self.area.move_cursor(CursorMove::End);
        }
        for _ in letter..self.place().1 {
            self.area.move_cursor(CursorMove::Back);
        }
        for _ in self.place().1..letter {
            self.area.move_cursor(CursorMove::Forward);
        }
    }
}
