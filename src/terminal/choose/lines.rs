//! Choosing without keys: a line is read, and asked for again until it is an answer.

use std::io;

use anstyle::Style;

use super::Choice;
use super::numbers::{self, Mistyped};
use crate::terminal::console::Console;
use crate::terminal::plain::next_line;
use crate::terminal::sanitize::one_line;
use crate::terminal::wrap::{paint, wrap_text};

/// Asks with `prompt` until `read` makes something of the line.
fn until<T>(
    console: &mut Console<'_>,
    prompt: &str,
    read: impl Fn(&str) -> Result<T, Mistyped>,
) -> io::Result<Choice<T>> {
    loop {
        // A question has a line of its own: piped input has no line end to show.
        let question = paint(&wrap_text(prompt, Style::new(), console.screen.prose));
        console.output.write_all(question.as_bytes())?;
        console.output.flush()?;
        let Some(line) = next_line(console.input)? else {
            return Ok(Choice::Cancelled);
        };
        let line = String::from_utf8_lossy(&line.bytes);
        let line = line.trim_start_matches('\u{FEFF}').trim();
        if matches!(line, "/leave" | "/more") {
            return Ok(Choice::Cancelled);
        }
        match read(line) {
            Ok(value) => return Ok(Choice::Made(value)),
            Err(mistyped) => {
                let note = format!("{mistyped} /leave goes back.");
                let note = paint(&wrap_text(&note, Style::new(), console.screen.prose));
                console.output.write_all(note.as_bytes())?;
            }
        }
    }
}

pub(super) fn one(
    console: &mut Console<'_>,
    prompt: &str,
    count: usize,
    start: Option<usize>,
) -> io::Result<Choice<usize>> {
    let prompt = match start {
        Some(start) => format!("{prompt} [1-{count}, empty for {}]", start + 1),
        None => format!("{prompt} [1-{count}]"),
    };
    until(console, &prompt, |line| match start {
        Some(start) if line.is_empty() => Ok(start),
        _ => numbers::number(line, count),
    })
}

pub(super) fn many(
    console: &mut Console<'_>,
    prompt: &str,
    count: usize,
) -> io::Result<Choice<Vec<usize>>> {
    let prompt = format!("{prompt} [numbers such as 1,3; empty for none]");
    until(console, &prompt, |line| {
        let mut chosen = numbers::numbers(line, count)?;
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    })
}

pub(super) fn confirm(
    console: &mut Console<'_>,
    prompt: &str,
    default: Option<bool>,
) -> io::Result<Choice<bool>> {
    let keys = match default {
        Some(true) => "Y/n",
        Some(false) => "y/N",
        None => "y/n",
    };
    until(console, &format!("{prompt} [{keys}]"), |line| match line.to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        "" => default.ok_or(Mistyped::NotYesOrNo),
        _ => Err(Mistyped::NotYesOrNo),
    })
}

pub(super) fn line(
    console: &mut Console<'_>,
    prompt: &str,
    initial: &str,
    check: impl Fn(&str) -> Result<(), Mistyped>,
) -> io::Result<Choice<String>> {
    let prompt = if initial.is_empty() {
        prompt.to_owned()
    } else {
        format!("{prompt} [empty for {initial}]")
    };
    until(console, &prompt, |line| {
        numbers::short(line)?;
        let line = one_line(line);
        let line = if line.is_empty() { initial.to_owned() } else { line };
        check(&line).map(|()| line)
    })
}

pub(super) fn order(
    console: &mut Console<'_>,
    prompt: &str,
    count: usize,
) -> io::Result<Choice<Vec<usize>>> {
    let prompt = format!("{prompt} [numbers such as {}]", numbers::example(count));
    until(console, &prompt, |line| numbers::order(line, count))
}
