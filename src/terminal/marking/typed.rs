//! What a rater types, by key or on a line: the same words for both.

use std::io;

use super::Look;
use crate::terminal::choose::LONGEST;
use crate::terminal::console::Console;
use crate::terminal::plain::next_line;
use crate::terminal::sanitize::one_line;
use crate::terminal::wrap::truncate;

/// What it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Level(u8),
    NotAssessed,
    /// With its text, where that was typed along.
    Note(Option<String>),
    Back,
    /// Enter: the mark that is there stays.
    Keep,
    Look(Look),
    Again,
    Help,
    Leave,
    /// Nothing; a sentence that says so.
    Unknown(String),
}

/// Letter, word, what it does.
pub(super) const COMMANDS: &[(&str, &str, &str)] = &[
    ("n", "not", "not assessed: you have looked at it and cannot or will not give a level"),
    ("t", "note", "a note on this answer"),
    ("u", "undo", "back to the one before; its level stays until you give another"),
    ("r", "rubric", "the rubric: the levels, and what each criterion asks for"),
    ("p", "prompt", "the question as it was asked"),
    ("b", "brief", "the brief of the case"),
    ("e", "exhibits", "the documents of the case"),
    ("a", "answer", "this answer again"),
    ("?", "help", "this list"),
    ("q", "leave", "leave; every mark so far is kept"),
];

/// A command by its letter or word.
fn command(word: &str) -> Option<Typed> {
    Some(match word {
        "n" | "not" => Typed::NotAssessed,
        "t" | "note" => Typed::Note(None),
        "u" | "undo" => Typed::Back,
        "r" | "rubric" => Typed::Look(Look::Rubric),
        "p" | "prompt" => Typed::Look(Look::Question),
        "b" | "brief" => Typed::Look(Look::Brief),
        "e" | "exhibits" => Typed::Look(Look::Exhibits),
        "a" | "answer" => Typed::Again,
        "?" | "h" | "help" => Typed::Help,
        "q" | "leave" | "quit" | "exit" => Typed::Leave,
        _ => return None,
    })
}

/// A key that stands for a sign.
pub(super) fn key(sign: char) -> Typed {
    let sign = sign.to_ascii_lowercase();
    if let Some(level) = sign.to_digit(10).and_then(|level| u8::try_from(level).ok()) {
        return Typed::Level(level);
    }
    command(&sign.to_string()).unwrap_or_else(|| Typed::Unknown(unknown(&sign.to_string())))
}

/// A line.
fn line(text: &str) -> Typed {
    let text = one_line(text);
    if text.is_empty() {
        return Typed::Keep;
    }
    let bare = text.strip_prefix('/').unwrap_or(&text);
    if bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return bare.parse().map_or_else(
            |_| Typed::Unknown(format!("There is no level {}.", cut(bare))),
            Typed::Level,
        );
    }
    if let Some(typed) = command(&bare.to_ascii_lowercase()) {
        return typed;
    }
    match bare.split_once(' ') {
        Some(("t" | "T" | "note", _)) if text.len() > LONGEST => {
            Typed::Unknown(format!("That is too long: a note has at most {LONGEST} bytes."))
        }
        Some(("t" | "T" | "note", note)) => Typed::Note(Some(note.trim().to_owned())),
        _ => Typed::Unknown(unknown(bare)),
    }
}

fn unknown(what: &str) -> String {
    format!("\"{}\" is neither a level nor a command.", cut(what))
}

fn cut(text: &str) -> String {
    truncate(text, 24, "...")
}

/// Reads a line; the end of the input leaves.
pub(super) fn next(console: &mut Console<'_>) -> io::Result<Typed> {
    let Some(read) = next_line(console.input)? else { return Ok(Typed::Leave) };
    Ok(line(String::from_utf8_lossy(&read.bytes).trim_start_matches('\u{FEFF}')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_lines_mean_the_same() {
        for (letter, word, _) in COMMANDS {
            let typed = line(letter);
            assert_eq!(key(letter.chars().next().unwrap()), typed);
            assert_eq!(line(word), typed);
            assert_eq!(line(&format!(" /{word} \r")), typed);
            assert!(!matches!(typed, Typed::Unknown(_)), "{letter}");
        }
        assert_eq!((key('3'), line("3")), (Typed::Level(3), Typed::Level(3)));
        assert_eq!(key('N'), Typed::NotAssessed);
    }

    #[test]
    fn a_note_may_stand_on_the_line_of_its_command() {
        assert_eq!(
            line("t Says who,  not when."),
            Typed::Note(Some("Says who, not when.".to_owned()))
        );
        assert_eq!(line("note -"), Typed::Note(Some("-".to_owned())));
        let long = format!("t {}", "x".repeat(LONGEST));
        assert!(matches!(line(&long), Typed::Unknown(why) if why.contains("too long")));
    }

    #[test]
    fn everything_else_is_told() {
        assert_eq!(line(""), Typed::Keep);
        for text in ["good", "3 or 4", "-1", "3.5", "999", "\u{2463}", "notes"] {
            assert!(matches!(line(text), Typed::Unknown(_)), "{text:?}: {:?}", line(text));
        }
        assert_eq!(line("\u{1b}[31m4"), Typed::Level(4), "what steers a terminal is nothing");
        assert_eq!(line("999"), Typed::Unknown("There is no level 999.".to_owned()));
        assert_eq!(key('x'), Typed::Unknown("\"x\" is neither a level nor a command.".to_owned()));
    }
}
