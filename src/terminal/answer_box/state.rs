//! The text in the answer box and what commands do to it. No terminal here: keys come in as
//! commands, and drawing reads what is there.

use ratatui_textarea::{CursorMove, TextArea};

use super::keys::Command;
use super::rows::Rows;
use crate::terminal::draft::{MAX_BYTES, admit, limit_note};
use crate::terminal::editor::{Edited, EditorError};
use crate::terminal::prose::{Ending, Wish};
use crate::terminal::words::word_count;

mod moves;

/// How many edits can be undone.
const UNDO: usize = 1000;

/// What the loop around the box has to do after a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// At most draw again.
    Nothing,
    /// The text has changed.
    Changed,
    /// Draw everything anew, in case something else wrote to the terminal.
    Redraw,
    OpenEditor,
    End(Ending),
}

/// The text, its cursor and its past, what is seen of it, and a sentence to the person.
///
/// The text area edits and remembers, and is not drawn: when it scrolls or wraps, it finds its
/// cursor again by row and column, and a cursor behind a full row ends up before the last letter.
pub(super) struct State {
    area: TextArea<'static>,
    pub(super) note: Option<String>,
    words: usize,
    bytes: usize,
    rows: Rows,
    /// Whether the text has changed since it was put into rows.
    stale: bool,
    /// The first row that is seen, and how many are.
    top: usize,
    seen: usize,
}

impl State {
    /// A box with a draft in it, and the cursor behind it.
    pub(super) fn new(draft: &str) -> Self {
        let mut area = TextArea::default();
        area.set_max_histories(UNDO);
        // How wide the box is shows when it is drawn first.
        let rows = Rows::new(area.lines(), usize::MAX);
        let mut state =
            Self { area, note: None, words: 0, bytes: 0, rows, stale: false, top: 0, seen: 1 };
        state.replace(draft);
        state.note = None;
        state
    }

    pub(super) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// Carries out a command.
    pub(super) fn apply(&mut self, command: Command) -> Effect {
        self.note = None;
        let area = &mut self.area;
        let changed = match command {
            Command::Submit if self.words == 0 => {
                self.note = Some("Nothing is written yet, so there is nothing to submit.".into());
                return Effect::Nothing;
            }
            Command::Submit => return Effect::End(Ending::Submitted),
            Command::More => return Effect::End(Ending::More(Wish::Menu)),
            Command::Leave => return Effect::End(Ending::Leave),
            Command::Editor => return Effect::OpenEditor,
            Command::Redraw => return Effect::Redraw,
            Command::Insert(c) => return self.insert(c.encode_utf8(&mut [0; 4])),
            Command::NewLine => return self.insert("\n"),
            Command::Tab => return self.insert("\t"),
            Command::Undo => area.undo(),
            Command::Redo => area.redo(),
            Command::DeleteBack => area.delete_char(),
            Command::DeleteForward => area.delete_next_char(),
            Command::DeleteWordBack => area.delete_word(),
            Command::DeleteWordForward => area.delete_next_word(),
            Command::DeleteToLineEnd => area.delete_line_by_end(),
            Command::DeleteToLineStart => area.delete_line_by_head(),
            Command::Move(to) => {
                self.go(to);
                false
            }
            Command::PageUp => {
                self.top = self.top.saturating_sub(self.seen);
                self.go_up(self.seen);
                false
            }
            Command::PageDown => {
                self.top = self.top.saturating_add(self.seen);
                self.go_down(self.seen);
                false
            }
        };
        if !changed {
            return Effect::Nothing;
        }
        self.count();
        Effect::Changed
    }

    /// Adds text at the cursor, as one edit: what was typed, or a paste of any size.
    pub(super) fn insert(&mut self, text: &str) -> Effect {
        self.note = None;
        let admitted = admit(self.bytes, self.area.lines().len(), text);
        if admitted.cut {
            self.note = Some(limit_note());
        }
        if admitted.text.is_empty() {
            return Effect::Nothing;
        }
        self.area.insert_str(&admitted.text);
        self.count();
        Effect::Changed
    }

    /// Takes what the editor gave back.
    pub(super) fn edited(&mut self, edited: Result<Edited, EditorError>) -> Effect {
        match edited {
            Ok(edited) => {
                let before = self.text();
                if edited.text == before {
                    self.note = None;
                    return Effect::Nothing;
                }
                self.replace(&edited.text);
                if edited.replaced {
                    self.note = Some("Bytes that are not UTF-8 were replaced by \u{FFFD}.".into());
                }
                if edited.cut {
                    self.note = Some(limit_note());
                }
                Effect::Changed
            }
            Err(error) => {
                self.note = Some(error.to_string());
                Effect::Nothing
            }
        }
    }

    /// Puts another text in the place of this one, undone in one or two steps.
    fn replace(&mut self, text: &str) {
        let admitted = admit(0, 1, text);
        self.note = admitted.cut.then(limit_note);
        if !self.area.is_empty() {
            self.area.select_all();
            self.area.delete_next_char();
        }
        self.area.insert_str(&admitted.text);
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
        self.count();
    }

    fn count(&mut self) {
        self.stale = true;
        let lines = self.area.lines();
        self.words = lines.iter().map(|line| word_count(line)).sum();
        self.bytes = lines.iter().map(|line| line.len() + 1).sum::<usize>().saturating_sub(1);
        debug_assert!(self.bytes <= MAX_BYTES, "admission keeps the text within its limit");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> State {
        let mut state = State::new("");
        for c in text.chars() {
            state.apply(if c == '\n' { Command::NewLine } else { Command::Insert(c) });
        }
        state
    }

    #[test]
    fn typing_is_text_with_its_blank_lines() {
        let state = typed("One.\n\nTwo words.");
        assert_eq!(state.text(), "One.\n\nTwo words.");
        assert_eq!(state.words(), 3);
    }

    #[test]
    fn only_a_text_with_words_is_handed_in() {
        let mut empty = typed(" \n- ");
        assert_eq!(empty.apply(Command::Submit), Effect::Nothing);
        assert!(empty.note.is_some_and(|note| note.contains("Nothing is written")));
        assert_eq!(typed("a").apply(Command::Submit), Effect::End(Ending::Submitted));
    }

    #[test]
    fn leaving_and_more_keep_the_text() {
        let mut state = typed("half");
        assert_eq!(state.apply(Command::More), Effect::End(Ending::More(Wish::Menu)));
        assert_eq!(state.apply(Command::Leave), Effect::End(Ending::Leave));
        assert_eq!(state.text(), "half");
    }

    #[test]
    fn a_paste_is_one_edit_and_clean() {
        let mut state = typed("a ");
        assert_eq!(state.insert("b\r\n\x1B[31mc\rd"), Effect::Changed);
        assert_eq!(state.text(), "a b\nc\nd");
        assert_eq!(state.apply(Command::Undo), Effect::Changed);
        assert_eq!((state.text().as_str(), state.words()), ("a ", 1));
        assert_eq!(state.apply(Command::Redo), Effect::Changed);
        assert_eq!((state.text().as_str(), state.words()), ("a b\nc\nd", 4));
    }

    #[test]
    fn an_enormous_paste_is_cut_with_a_sentence() {
        let mut state = typed("start ");
        state.insert(&"word ".repeat(10_000_000));
        assert_eq!(state.text().len(), MAX_BYTES);
        assert!(state.note.as_ref().is_some_and(|note| note.contains("256 KiB")));
        assert_eq!(state.insert("more"), Effect::Nothing);
        assert!(state.note.is_some());
        assert_eq!(state.apply(Command::DeleteWordBack), Effect::Changed);
        assert!(state.note.is_none());
    }

    #[test]
    fn deleting_like_in_a_shell() {
        let mut state = typed("one two three");
        state.apply(Command::DeleteWordBack);
        assert_eq!(state.text(), "one two ");
        state.apply(Command::DeleteToLineStart);
        assert_eq!(state.text(), "");
        state.apply(Command::Undo);
        state.apply(Command::Move(CursorMove::Head));
        state.apply(Command::DeleteToLineEnd);
        assert_eq!(state.text(), "");
        assert_eq!(state.apply(Command::DeleteToLineEnd), Effect::Nothing);
    }

    #[test]
    fn what_the_editor_gives_back_can_be_undone() {
        let mut state = typed("first");
        let edited = Edited { text: "first\nsecond".into(), cut: false, replaced: false };
        assert_eq!(state.edited(Ok(edited.clone())), Effect::Changed);
        assert_eq!(state.text(), "first\nsecond");
        assert_eq!(state.edited(Ok(edited)), Effect::Nothing);
        state.apply(Command::Undo);
        state.apply(Command::Undo);
        assert_eq!(state.text(), "first");
    }

    #[test]
    fn a_failed_editor_leaves_the_text_and_says_why() {
        let mut state = typed("first");
        assert_eq!(state.edited(Err(EditorError::NotSet)), Effect::Nothing);
        assert_eq!(state.text(), "first");
        assert!(state.note.is_some_and(|note| note.contains("Set VISUAL or EDITOR")));
    }

    #[test]
    fn a_draft_is_gone_on_from_at_its_end() {
        let mut state = State::new("A draft,\nlonger than");
        state.insert(" one line");
        assert_eq!(state.text(), "A draft,\nlonger than one line");
        assert_eq!(State::new(&"x\n".repeat(20_000)).text().lines().count(), 9_999 + 1);
    }
}
