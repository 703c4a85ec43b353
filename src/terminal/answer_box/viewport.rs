//! The part of the terminal that the answer box takes: raw mode while it is open, the rows below
//! what was printed before, and everything put back on every way out.

use std::io::{self, Stdout, Write as _, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport as Region};

use super::draw::box_width;

/// Whether the terminal is in raw mode on our account.
static RAW: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Raw mode with bracketed paste, until dropped or until the program panics.
pub(in crate::terminal) struct RawMode;

impl RawMode {
    pub(in crate::terminal) fn enter() -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                if RAW.load(Ordering::SeqCst) {
                    let _ = execute!(stdout(), Clear(ClearType::FromCursorDown));
                    restore();
                }
                before(panic);
            }));
        });
        enable_raw_mode()?;
        RAW.store(true, Ordering::SeqCst);
        let guard = Self;
        execute!(stdout(), EnableBracketedPaste)?;
        Ok(guard)
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back. What fails here cannot be mended, and must not hide a first error.
fn restore() {
    if RAW.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), DisableBracketedPaste, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// Some rows of the terminal, at its full width, with raw mode around them.
///
/// The terminal is asked where its cursor is when the rows are first taken and when its size has
/// changed, and at no other time: the answer queues behind whatever is being pasted.
pub(super) struct Viewport {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    area: Rect,
    size: Size,
    /// Where the cursor was put, within the viewport.
    cursor: Position,
    _raw: RawMode,
}

impl Viewport {
    /// Takes as many rows from the cursor on as `height` wants of a terminal of this size,
    /// scrolling where there are too few.
    ///
    /// # Errors
    /// When the terminal cannot be written, has no size, or does not say where its cursor is.
    pub(super) fn open(height: impl FnOnce(Size) -> u16) -> io::Result<Self> {
        let raw = RawMode::enter()?;
        let size = terminal_size()?;
        let (_, row) = cursor::position()?;
        let area = take_rows(row, height(size), size)?;
        let terminal = fixed(area)?;
        Ok(Self { terminal, area, size, cursor: Position::ORIGIN, _raw: raw })
    }

    /// The rows taken, in the coordinates of the terminal.
    pub(super) fn area(&self) -> Rect {
        self.area
    }

    /// The size of the whole terminal, in columns and rows.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// Draws the rows. `draw` says where it has put the cursor.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>) -> Position) -> io::Result<()> {
        let mut at = Position::ORIGIN;
        self.terminal.draw(|frame| at = draw(frame))?;
        self.cursor = Position::new(at.x, at.y.saturating_sub(self.area.y));
        Ok(())
    }

    /// Clears the rows and takes another number of them, from the same first row where possible.
    pub(super) fn set_height(&mut self, height: u16) -> io::Result<()> {
        execute!(stdout(), cursor::MoveTo(0, self.area.y), Clear(ClearType::FromCursorDown))?;
        self.area = take_rows(self.area.y, height, self.size)?;
        self.terminal = fixed(self.area)?;
        Ok(())
    }

    /// Finds itself again when the terminal has changed its size, and says whether it had.
    ///
    /// Terminals break lines that have become too long, so the rows above the cursor may have
    /// become more. Where a terminal does not, a few lines of what lies above are cleared too.
    pub(super) fn follow(&mut self, height: impl FnOnce(Size) -> u16) -> io::Result<bool> {
        let size = terminal_size()?;
        if size == self.size {
            return Ok(false);
        }
        let above = rows_above(self.cursor, self.size.width, size.width);
        // Without an answer the box stays where it was: a smudge is better than no box.
        self.area.y = cursor::position().map_or(self.area.y, |(_, row)| row.saturating_sub(above));
        self.size = size;
        self.set_height(height(size))?;
        Ok(true)
    }

    /// Clears the rows and leaves raw mode, with the cursor where the box began.
    pub(super) fn close(self) -> io::Result<()> {
        execute!(stdout(), cursor::MoveTo(0, self.area.y), Clear(ClearType::FromCursorDown))
    }
}

fn terminal_size() -> io::Result<Size> {
    match crossterm::terminal::size()? {
        (0, _) | (_, 0) => Err(io::Error::other("the terminal has no size")),
        (columns, rows) => Ok(Size::new(columns, rows)),
    }
}

fn fixed(area: Rect) -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let options = TerminalOptions { viewport: Region::Fixed(area) };
    Terminal::with_options(CrosstermBackend::new(stdout()), options)
}

/// Makes room for `height` rows from `row` on, and says where they are.
fn take_rows(row: u16, height: u16, size: Size) -> io::Result<Rect> {
    let (area, scroll) = room(row, height, size);
    if scroll > 0 {
        let mut out = stdout();
        queue!(out, cursor::MoveTo(0, size.height.saturating_sub(1)))?;
        out.write_all(&b"\n".repeat(scroll.into()))?;
        out.flush()?;
    }
    Ok(area)
}

/// The rows from `row` on, and by how many the terminal must scroll to have them.
fn room(row: u16, height: u16, size: Size) -> (Rect, u16) {
    let height = height.min(size.height);
    let first = row.min(size.height - height);
    (Rect::new(0, first, size.width, height), row.min(size.height).saturating_sub(first))
}

/// How many rows lie between the first row of a box and its cursor, after a terminal of `before`
/// columns has become one of `after`.
fn rows_above(cursor: Position, before: u16, after: u16) -> u16 {
    let (before, after) = (box_width(before).max(1), after.max(1));
    if after >= before {
        return cursor.y;
    }
    cursor.y.saturating_mul(before.div_ceil(after)).saturating_add(cursor.x / after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_not_there_are_scrolled_in() {
        let size = Size::new(80, 24);
        assert_eq!(room(2, 11, size), (Rect::new(0, 2, 80, 11), 0));
        assert_eq!(room(13, 11, size), (Rect::new(0, 13, 80, 11), 0));
        assert_eq!(room(23, 11, size), (Rect::new(0, 13, 80, 11), 10));
        assert_eq!(room(40, 30, size), (Rect::new(0, 0, 80, 24), 24));
    }

    #[test]
    fn a_narrower_terminal_breaks_the_rows_of_the_box() {
        let at = Position::new;
        assert_eq!(rows_above(at(5, 3), 80, 100), 3);
        assert_eq!(rows_above(at(5, 3), 80, 80), 3);
        assert_eq!(rows_above(at(5, 3), 80, 60), 6);
        assert_eq!(rows_above(at(65, 3), 80, 60), 7);
        assert_eq!(rows_above(at(5, 3), 200, 120), 3);
        assert_eq!(rows_above(at(5, 3), 80, 0), 245);
    }
}
