//! From text to a spanned tree: all syntax errors at once, in words that help.

use toml::de::{DeTable, Error};

use super::super::file::FileKind;
use super::super::limits::MAX_FILE;
use super::super::problem::Problem;
use super::Lowered;
use super::find::Findings;
use super::read::Table;
use super::recover::{Kind, Runaway, recover};

/// Parses `text` and hands its top table to `lower`.
pub(super) fn lowered<T>(
    kind: FileKind,
    file: &str,
    text: &str,
    lower: impl FnOnce(&mut Findings<'_>, Table<'_>) -> Option<T>,
) -> Lowered<T> {
    let mut f = Findings::new(file, text);
    if text.len() > MAX_FILE {
        let limit = format!("{} KiB", MAX_FILE >> 10);
        f.report(0..0, &Problem::TooLarge { what: "the file".to_owned(), limit });
        return f.finish(None);
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    let value = if errors.is_empty() {
        let root = Table::root(kind, tree.get_ref(), &f);
        lower(&mut f, root)
    } else {
        let recovered = recover(text);
        for runaway in &recovered.runaways {
            report_runaway(&mut f, runaway);
        }
        for error in &recovered.errors {
            if f.is_full() {
                break;
            }
            report(&mut f, error);
        }
        let (tree, _) = DeTable::parse_recoverable(&recovered.text);
        let root = Table::root(kind, tree.get_ref(), &f);
        lower(&mut f, root)
    };
    f.finish(value)
}

fn report_runaway(f: &mut Findings<'_>, runaway: &Runaway) {
    let (what, help) = match runaway.kind {
        Kind::Text => ("this text is never closed", "close it with the same quotation marks"),
        Kind::Brackets => {
            ("this list or table is never closed", "close it: `]` for `[`, `}` for `{`")
        }
        Kind::Unopened => {
            let what = "the text below is never opened";
            let help = "write \"\"\" behind `=`".to_owned();
            let problem = Problem::Syntax { what: what.to_owned(), help: Some(help) };
            f.report_syntax(runaway.open.clone(), &problem);
            return;
        }
    };
    let problem = Problem::Syntax { what: what.to_owned(), help: Some(help.to_owned()) };
    let next = runaway.next.clone().map(|next| (next, "it takes in this line"));
    f.report_syntax_with(runaway.open.clone(), &problem, next.as_slice());
}

fn report(f: &mut Findings<'_>, error: &Error) {
    let text = f.text();
    let mut span = error.span().unwrap_or(0..0);
    span.start = floor(text, span.start);
    span.end = floor(text, span.end).max(span.start);
    let message = error.message();
    let at = span.start;
    if span.is_empty() && message.contains("string, expected") {
        span.start = quotation_mark_before(text, span.start).unwrap_or(span.start);
    }
    let (what, help) = explain(text, at, message);
    if message.starts_with("duplicate key")
        && let Some(name) = text.get(span.clone())
    {
        let problem = Problem::Syntax {
            what: format!("`{name}` is given a second time in the same table"),
            help: Some(
                "remove one; a key for the top of the file must stand above the first `[[...]]`"
                    .to_owned(),
            ),
        };
        f.report_syntax(span, &problem);
        return;
    }
    f.report_syntax(span, &Problem::Syntax { what, help });
}

/// The first quotation mark of the value on the line that ends at `at`.
fn quotation_mark_before(text: &str, at: usize) -> Option<usize> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let equals = start + text.get(start..at)?.find('=')?;
    text.get(equals..at)?.find(['"', '\'']).map(|quote| equals + quote)
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn is_typographic(value: &str) -> bool {
    value.starts_with(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}'])
}

/// What stands behind the first `=` of a line.
fn value_of(line: &str) -> &str {
    line.split_once('=').map_or("", |(_, value)| value.trim_start())
}

/// What the parser's message means to an author, from what stands there.
fn explain(text: &str, at: usize, message: &str) -> (String, Option<String>) {
    let rest = &text[at..];
    let here = rest.lines().next().unwrap_or_default().trim();
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let before = text[start..at].trim();
    let what = message.split(", expected").next().unwrap_or(message);
    let say = |what: &str, help: &str| (what.to_owned(), Some(help.to_owned()));
    match what {
        "string values must be quoted" if here.is_empty() => {
            say("there is nothing behind `=`", "write a value, or remove the line")
        }
        "string values must be quoted" if is_typographic(here) => {
            say("these are typographic quotation marks", "use straight ones: \"...\"")
        }
        "string values must be quoted" if here.starts_with(|c: char| c.is_ascii_digit()) => say(
            "something stands behind a number",
            "write the number alone, or put all of it in quotation marks if it is text",
        ),
        "string values must be quoted" => {
            say("text without quotation marks", "put it in quotation marks: \"...\"")
        }
        "key with no value" if before.contains(':') || here.starts_with(':') => {
            say("a key without `=`", "write `key = value`; a colon does not do")
        }
        "key with no value" if here.contains('=') => {
            say("a key of several words", "write it as one word, with `-` or `_` between its parts")
        }
        "key with no value" => say(
            "a line that is neither `key = value` nor a `[table]`",
            "text of several lines goes between \"\"\" and \"\"\"; a remark begins with #",
        ),
        "invalid basic string" | "invalid literal string" if here.is_empty() => say(
            "this text is never closed",
            "close it with a quotation mark; text of several lines goes between \"\"\" and \"\"\"",
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string"
            if rest.is_empty() =>
        {
            say("a text in triple quotation marks is never closed", "close it with \"\"\"")
        }
        "invalid basic string" | "invalid multi-line basic string" => {
            say("a character that text cannot hold", "delete it; it is a control character")
        }
        "missing escaped value" => say(
            "a backslash that means nothing",
            "write two backslashes for one, or put the text in single quotation marks",
        ),
        "unexpected key or value" if before.ends_with(['"', '\'']) => say(
            "more text behind the closing quotation mark",
            "write a quotation mark inside a text as \\\", or put the text between \"\"\" and \"\"\"",
        ),
        "unexpected key or value" if here.starts_with(']') && before.starts_with('[') => say(
            "this header is opened with one bracket and closed with two",
            "write `[[...]]` for one of several, `[...]` for the only one",
        ),
        "unexpected key or value" if is_typographic(value_of(before)) => {
            say("these are typographic quotation marks", "use straight ones: \"...\"")
        }
        "unexpected key or value" if here.starts_with(',') => say(
            "a comma behind a value",
            "numbers have a decimal point; several values go in brackets: [a, b]",
        ),
        "unexpected key or value" => say(
            "something stands behind the value",
            "write each `key = value` on a line of its own",
        ),
        "invalid boolean"
            if ["true", "false"].iter().any(|word| here.to_lowercase().starts_with(word)) =>
        {
            say("this is neither true nor false", "write true or false, in lower case")
        }
        "invalid boolean" | "invalid float" if here.starts_with(char::is_alphabetic) => {
            say("text without quotation marks", "put it in quotation marks: \"...\"")
        }
        "missing comma between array elements" => say(
            "two entries of a list without a comma between them, or a list that is not closed",
            "write a comma behind each entry, and `]` at the end",
        ),
        "unclosed array" => say("a list is never closed", "close it with `]`"),
        "missing comma between key-value pairs" | "extra assignment between key-value pairs" => {
            say(
                "two keys in braces without a comma between them, or braces that are not closed",
                "write a comma behind each, and `}` at the end",
            )
        }
        "unclosed inline table" => say("braces are never closed", "close them with `}`"),
        "unclosed array table" | "unclosed table" => {
            say("the header of a table is not closed", "close `[` with `]`, and `[[` with `]]`")
        }
        "unquoted keys cannot be empty" => say("there is no key before `=`", "write `key = value`"),
        "invalid unquoted key" => {
            say("a key with a character that it cannot have", "use letters, digits, `-` and `_`")
        }
        "invalid date" | "invalid datetime" => {
            say("there is no such day", "a date is year-month-day, such as 2026-10-31")
        }
        "invalid float" | "invalid integer" => say(
            "this is neither a number nor a date",
            "put it in quotation marks if it is text; a date is year-month-day, such as 2026-10-31",
        ),
        "carriage return must be followed by newline" => say(
            "lines end with a carriage return alone",
            "save the file with the line ends of Unix (LF) or of Windows (CR LF)",
        ),
        "unexpected leading zero" => say("a number with a zero in front", "remove the zero"),
        _ => (message.to_owned(), None),
    }
}
