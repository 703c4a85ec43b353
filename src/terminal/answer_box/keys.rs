//! Which key does what in the answer box.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui_textarea::CursorMove;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Submit,
    More,
    Leave,
    Editor,
    Undo,
    Redo,
    Insert(char),
    NewLine,
    Tab,
    DeleteBack,
    DeleteForward,
    DeleteWordBack,
    DeleteWordForward,
    DeleteToLineEnd,
    DeleteToLineStart,
    Move(CursorMove),
    PageUp,
    PageDown,
    Redraw,
}

/// The command of a key, or nothing for keys without one.
pub(super) fn command(key: KeyEvent) -> Option<Command> {
    use Command::{
        DeleteBack, DeleteForward, DeleteToLineEnd, DeleteToLineStart, DeleteWordBack,
        DeleteWordForward, Editor, Insert, Leave, More, Move, NewLine, PageDown, PageUp, Redo,
        Redraw, Submit, Tab, Undo,
    };
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        // AltGr comes as both together: it types the signs of many keyboards.
        KeyCode::Char(c) if control && alt && !c.is_ascii_alphanumeric() => Insert(c),
        KeyCode::Char(c) if control && !alt => match c.to_ascii_lowercase() {
            'd' => Submit,
            'o' => More,
            'c' => Leave,
            'e' => Editor,
            'z' => Undo,
            'y' => Redo,
            'w' => DeleteWordBack,
            'k' => DeleteToLineEnd,
            'u' => DeleteToLineStart,
            'h' => DeleteBack,
            'a' => Move(CursorMove::Head),
            'b' => Move(CursorMove::Back),
            'f' => Move(CursorMove::Forward),
            'p' => Move(CursorMove::Up),
            'n' => Move(CursorMove::Down),
            'l' => Redraw,
            // What terminals send for a line end within text.
            'j' | 'm' => NewLine,
            _ => return None,
        },
        KeyCode::Char(c) if alt && !control => match c.to_ascii_lowercase() {
            'b' => Move(CursorMove::WordBack),
            'f' => Move(CursorMove::WordForward),
            'd' => DeleteWordForward,
            '<' => Move(CursorMove::Top),
            '>' => Move(CursorMove::Bottom),
            _ => return None,
        },
        KeyCode::Char(_) if control => return None,
        KeyCode::Char(c) => Insert(c),
        KeyCode::Enter => NewLine,
        KeyCode::Tab => Tab,
        KeyCode::Backspace if control || alt => DeleteWordBack,
        KeyCode::Backspace => DeleteBack,
        KeyCode::Delete if control || alt => DeleteWordForward,
        KeyCode::Delete => DeleteForward,
        KeyCode::Left if control || alt => Move(CursorMove::WordBack),
        KeyCode::Left => Move(CursorMove::Back),
        KeyCode::Right if control || alt => Move(CursorMove::WordForward),
        KeyCode::Right => Move(CursorMove::Forward),
        KeyCode::Up if control => Move(CursorMove::ParagraphBack),
        KeyCode::Up => Move(CursorMove::Up),
        KeyCode::Down if control => Move(CursorMove::ParagraphForward),
        KeyCode::Down => Move(CursorMove::Down),
        KeyCode::Home if control => Move(CursorMove::Top),
        KeyCode::Home => Move(CursorMove::Head),
        KeyCode::End if control => Move(CursorMove::Bottom),
        KeyCode::End => Move(CursorMove::End),
        KeyCode::PageUp => PageUp,
        KeyCode::PageDown => PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Command> {
        command(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn the_keys_that_the_help_line_names() {
        let control = |c| pressed(KeyCode::Char(c), KeyModifiers::CONTROL);
        assert_eq!(control('d'), Some(Command::Submit));
        assert_eq!(control('o'), Some(Command::More));
        assert_eq!(control('e'), Some(Command::Editor));
        assert_eq!(control('c'), Some(Command::Leave));
        assert_eq!(control('z'), Some(Command::Undo));
        assert_eq!(control('y'), Some(Command::Redo));
    }

    #[test]
    fn enter_never_hands_in() {
        for modifiers in [
            KeyModifiers::NONE,
            KeyModifiers::SHIFT,
            KeyModifiers::ALT,
            KeyModifiers::CONTROL,
            KeyModifiers::all(),
        ] {
            assert_eq!(pressed(KeyCode::Enter, modifiers), Some(Command::NewLine));
        }
        assert_eq!(pressed(KeyCode::Char('j'), KeyModifiers::CONTROL), Some(Command::NewLine));
    }

    #[test]
    fn shell_keys_delete_what_they_delete_in_a_shell() {
        let control = |c| pressed(KeyCode::Char(c), KeyModifiers::CONTROL);
        assert_eq!(control('w'), Some(Command::DeleteWordBack));
        assert_eq!(control('u'), Some(Command::DeleteToLineStart));
        assert_eq!(control('k'), Some(Command::DeleteToLineEnd));
        assert_eq!(control('h'), Some(Command::DeleteBack));
        assert_eq!(pressed(KeyCode::Backspace, KeyModifiers::ALT), Some(Command::DeleteWordBack));
    }

    #[test]
    fn letters_and_the_signs_of_altgr_are_typed() {
        assert_eq!(pressed(KeyCode::Char('é'), KeyModifiers::NONE), Some(Command::Insert('é')));
        assert_eq!(pressed(KeyCode::Char('A'), KeyModifiers::SHIFT), Some(Command::Insert('A')));
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(pressed(KeyCode::Char('@'), altgr), Some(Command::Insert('@')));
        assert_eq!(pressed(KeyCode::Char('d'), altgr), None);
        assert_eq!(pressed(KeyCode::Char('q'), KeyModifiers::CONTROL), None);
    }

    #[test]
    fn a_released_key_does_nothing() {
        let key =
            KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(command(key), None);
        assert_eq!(pressed(KeyCode::Esc, KeyModifiers::NONE), None);
    }
}
