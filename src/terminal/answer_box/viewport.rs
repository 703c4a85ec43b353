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
struct RawMode;

impl RawMode {
    fn enter() -> io::Result<Self> {
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
/// Its methods fail when the terminal cannot be written or does not say where its cursor is.
pub(super) struct Viewport {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    area: Rect,
    size: Size,
    /// Where the cursor was put, within the viewport.
    cursor: Position,
    _raw: RawMode,
}

impl Viewport {
    /// Takes `height` rows below the cursor, scrolling where there are too few.
    pub(super) fn open(height: u16) -> io::Result<Self> {
        let raw = RawMode::enter()?;
        let mut terminal = inline(height)?;
        let size = terminal.size()?;
        let area = terminal.get_frame().area();
        Ok(Self { terminal, area, size, cursor: Position::ORIGIN, _raw: raw })
    }

    /// The rows taken, in the coordinates of the terminal.
    pub(super) fn area(&self) -> Rect {
        self.area
    }

    pub(super) fn height(&self) -> u16 {
        self.area.height
    }

    /// The size of the whole terminal, in columns and rows.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// Draws the rows.
    ///
    /// `draw` says where it has put the cursor.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>) -> Position) -> io::Result<()> {
        let mut at = Position::ORIGIN;
        self.terminal.draw(|frame| at = draw(frame))?;
        self.cursor = Position::new(at.x, at.y.saturating_sub(self.area.y));
        Ok(())
    }

    /// Takes another number of rows, from the same first row where that is possible.
    pub(super) fn set_height(&mut self, height: u16) -> io::Result<()> {
        execute!(stdout(), cursor::MoveTo(0, self.area.y), Clear(ClearType::FromCursorDown))?;
        self.terminal = inline(height)?;
        self.area = self.terminal.get_frame().area();
        Ok(())
    }

    /// Finds itself again when the terminal has changed its size, and says whether it had.
    ///
    /// Terminals break lines that have become too long, so the rows above the cursor may have
    /// become more. Where a terminal does not, a few lines of what lies above are cleared too.
    pub(super) fn follow(&mut self, height: impl FnOnce(Size) -> u16) -> io::Result<bool> {
        let size = self.terminal.size()?;
        if size == self.size {
            return Ok(false);
        }
        let (_, row) = cursor::position()?;
        let above = rows_above(self.cursor, self.size.width, size.width);
        self.size = size;
        self.area.y = row.saturating_sub(above);
        self.set_height(height(size))?;
        Ok(true)
    }

    /// Clears the rows and leaves raw mode, with the cursor where the box began.
    pub(super) fn close(self) -> io::Result<()> {
        let mut out = stdout();
        queue!(out, cursor::MoveTo(0, self.area.y), Clear(ClearType::FromCursorDown))?;
        out.flush()
    }
}

fn inline(height: u16) -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let options = TerminalOptions { viewport: Region::Inline(height) };
    Terminal::with_options(CrosstermBackend::new(stdout()), options)
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
