//! What a facilitator needs on the screen before the room has a wall: address, code, picture, link.

use fast_qr::qr::QRBuilder;

use super::page::Page;
use super::sanitize::one_line;
use super::screen::Screen;
use crate::interview::room::Phase;
use crate::session::room::KeptRoom;

/// What leads into a room.
pub struct Invitation<'i> {
    /// The case.
    pub title: &'i str,
    /// The code.
    pub code: &'i str,
    /// Where people join.
    pub join: &'i str,
    /// The link that makes a browser the facilitator's.
    pub facilitator: &'i str,
}

/// The invitation, with a picture that phones read where the screen is wide enough.
#[must_use]
pub fn invitation(screen: Screen, own: &Invitation<'_>) -> String {
    let mut page = Page::new(screen);
    page.part(&one_line(own.title));
    page.text(&format!("Join: {}", one_line(own.join)));
    page.text(&format!("Code: {}", one_line(own.code)));
    page.gap();
    let mut text = page.finish();
    if screen.theme.unicode && screen.interactive {
        text.push_str(&picture(own.join, screen.columns));
    }
    let mut page = Page::new(screen);
    page.text("For you alone, the facilitator:");
    page.gap();
    text.push_str(&page.finish());
    // Not wrapped: a terminal makes a link of it, and a person copies it whole.
    text.push_str(&one_line(own.facilitator));
    text.push_str("\n\n");
    text
}

/// The link as half blocks, dark on light whatever the terminal's colours; nothing where it does not
/// fit.
fn picture(link: &str, columns: usize) -> String {
    const QUIET: usize = 2;
    let Ok(code) = QRBuilder::new(link).build() else { return String::new() };
    let side = code.size + 2 * QUIET;
    if side > columns {
        return String::new();
    }
    let is_dark = |row: usize, column: usize| {
        let within = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.size);
        match (within(row), within(column)) {
            (Some(row), Some(column)) => code[row][column].value(),
            _ => false,
        }
    };
    let mut text = String::new();
    for row in (0..side).step_by(2) {
        text.push_str("\u{1b}[38;5;16;48;5;231m");
        for column in 0..side {
            text.push(match (is_dark(row, column), row + 1 < side && is_dark(row + 1, column)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        text.push_str("\u{1b}[0m\n");
    }
    text.push('\n');
    text
}

/// The rooms of a store.
#[must_use]
pub fn list(screen: Screen, rooms: &[KeptRoom]) -> String {
    let mut text = String::new();
    for kept in rooms {
        let mut page = Page::new(screen);
        match &kept.room {
            None => {
                page.text("erased");
            }
            Some(room) => {
                let state = match &room.phase {
                    Phase::Report => "ended".to_owned(),
                    phase => format!("at {phase}"),
                };
                page.text(&format!(
                    "{}  {}, {}, {}, kept until {}",
                    room.code,
                    one_line(&room.title),
                    super::words::count(kept.seats, "seat", "seats"),
                    state,
                    room.keep_until
                ));
            }
        }
        text.push_str(&page.finish());
    }
    text
}
