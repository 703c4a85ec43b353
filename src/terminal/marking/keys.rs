//! One key at a time, without Enter.

use std::io;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::typed::{self, Typed};
use crate::terminal::answer_box::RawMode;
use crate::terminal::console::Console;

/// Waits for a key that means something. None when there turns out to be no terminal to read keys
/// from; the screen is then no longer interactive.
///
/// What is pasted is passed over: its letters would be taken for levels.
pub(super) fn next(console: &mut Console<'_>) -> io::Result<Option<Typed>> {
    console.output.flush()?;
    let Ok(raw) = RawMode::enter() else {
        console.screen.interactive = false;
        return Ok(None);
    };
    let typed = loop {
        if let Event::Key(key) = event::read()?
            && let Some(typed) = meaning(key)
        {
            break typed;
        }
    };
    drop(raw);
    Ok(Some(typed))
}

fn meaning(key: KeyEvent) -> Option<Typed> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char('c' | 'd') if control => Some(Typed::Leave),
        KeyCode::Char('z') if control => Some(Typed::Back),
        KeyCode::Char(_) if control != alt => None,
        KeyCode::Char(sign) => Some(typed::key(sign)),
        KeyCode::Enter => Some(Typed::Keep),
        KeyCode::Backspace | KeyCode::Left => Some(Typed::Back),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_without_a_meaning_are_passed_over() {
        let pressed = |code, modifiers| meaning(KeyEvent::new(code, modifiers));
        assert_eq!(pressed(KeyCode::Char('3'), KeyModifiers::NONE), Some(Typed::Level(3)));
        assert_eq!(pressed(KeyCode::Char('?'), KeyModifiers::SHIFT), Some(Typed::Help));
        assert_eq!(pressed(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Typed::Leave));
        assert_eq!(pressed(KeyCode::Backspace, KeyModifiers::NONE), Some(Typed::Back));
        for (code, modifiers) in [
            (KeyCode::Char('3'), KeyModifiers::ALT),
            (KeyCode::Char('q'), KeyModifiers::CONTROL),
            (KeyCode::Esc, KeyModifiers::NONE),
            (KeyCode::F(1), KeyModifiers::NONE),
            (KeyCode::PageDown, KeyModifiers::NONE),
        ] {
            assert_eq!(pressed(code, modifiers), None, "{code:?}");
        }
    }
}
