//! Finding the rest of a file behind a slip that would swallow it: a list, a table in braces or a
//! text that is never closed takes in everything up to the next bracket or quotation mark, and the
//! parser's messages are then about lines that are in order.
//!
//! Each repair keeps the length of the text, so that places stay as they are in the file.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

/// How many runaways of one file are repaired.
const MAX_REPAIRS: usize = 12;

/// A value of which one end is missing.
pub(super) struct Runaway {
    /// Where it begins.
    pub(super) open: Range<usize>,
    /// The line that it should have ended before; none at the end of the file.
    pub(super) next: Option<Range<usize>>,
    pub(super) kind: Kind,
}

/// What a runaway is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list or a table in braces that is never closed.
    Brackets,
    /// A text that is never closed.
    Text,
    /// A text of several lines that is closed and was never opened.
    Unopened,
}

/// A text that can be parsed, and what was wrong with the one it was made from.
pub(super) struct Recovered {
    /// As long as the original, with repaired places.
    pub(super) text: String,
    pub(super) runaways: Vec<Runaway>,
    /// Syntax errors that no repair took away.
    pub(super) errors: Vec<Error>,
}

/// Repairs what can be repaired.
pub(super) fn recover(source: &str) -> Recovered {
    let mut text = source.to_owned();
    let mut runaways = Vec::new();
    let mut headers = Vec::new();
    loop {
        let (tree, errors) = DeTable::parse_recoverable(&text);
        let found = errors.iter().take(MAX_REPAIRS).find_map(|error| {
            let at = error.span()?.start;
            unopened(&text, error).or_else(|| runaway(&text, tree.get_ref(), at))
        });
        match found {
            Some(found) if runaways.len() < MAX_REPAIRS => {
                text = closed(&text, &found);
                runaways.push(found);
            }
            _ => {
                let repaired = with_headers_closed(&text, &errors);
                if repaired != text && headers.is_empty() {
                    text = repaired;
                    headers.extend(errors.into_iter().filter(is_unclosed));
                    continue;
                }
                text = without_dead_ends(&text, &errors);
                headers.extend(errors);
                return Recovered { text, runaways, errors: headers };
            }
        }
    }
}

/// The outermost value around a syntax error that takes in lines that are clearly not its own.
fn runaway(text: &str, tree: &DeTable<'_>, at: usize) -> Option<Runaway> {
    let mut around: Option<(Range<usize>, bool)> = None;
    let mut visit = |span: Range<usize>, is_text: bool| {
        let is_around = span.start <= at && at <= span.end;
        if is_around && around.as_ref().is_none_or(|(outer, _)| span.start < outer.start) {
            around = Some((span, is_text));
        }
    };
    let mut before: Option<Range<usize>> = None;
    for (_, value) in tree {
        visit_values(text, value, &mut |span, is_text| {
            if is_text && span.end <= at && before.as_ref().is_none_or(|own| own.end < span.end) {
                before = Some(span.clone());
            }
            visit(span, is_text);
        });
    }
    let Some((span, is_text)) = around else {
        return before.and_then(|span| closed_by_an_opening(text, &span));
    };
    let (kind, quotes) = if is_text { (Kind::Text, 3) } else { (Kind::Brackets, 1) };
    let open = span.start..span.start + quotes;
    let is_own = |line: &str| !(is_header(line) || (!is_text && is_key_value(line)));
    match foreign_line(text, &span, is_own) {
        Some(next) => Some(Runaway { open, next: Some(next), kind }),
        // Up to the end of the file, and the parser is unhappy there.
        None if at >= text.trim_end().len() => Some(Runaway { open, next: None, kind }),
        None => None,
    }
}

/// A text that ends where the next one was to begin: `key = """` closes it.
fn closed_by_an_opening(text: &str, span: &Range<usize>) -> Option<Runaway> {
    let last = text.get(span.clone())?.lines().last()?;
    let key = last.get(..last.len().checked_sub(3)?)?;
    if !key.trim_end().ends_with('=') || !is_key_value(key) {
        return None;
    }
    let next = foreign_line(text, span, |line| !(is_header(line) || is_key_value(line)))?;
    Some(Runaway { open: span.start..span.start + 3, next: Some(next), kind: Kind::Text })
}

/// A `key =` with nothing behind it, when what follows is prose up to a line with the quotation marks
/// that close it.
fn unopened(text: &str, error: &Error) -> Option<Runaway> {
    if !error.message().starts_with("string values must be quoted") {
        return None;
    }
    let at = error.span()?.start;
    let (before, behind) = (text.get(..at)?, text.get(at..)?);
    let key = before.rfind('\n').map_or(0, |newline| newline + 1);
    let mut lines = behind.split_inclusive('\n');
    let nothing = lines.next()?;
    if !nothing.trim().is_empty() || !is_key_value(before.get(key..)?) {
        return None;
    }
    let mut end = at + nothing.len();
    for line in lines {
        if is_header(line) || is_key_value(line) {
            return None;
        }
        end += line.len();
        if line.contains("\"\"\"") {
            let next = text.get(end..)?.lines().next().map_or(end, |line| end + line.len());
            let next = (end < text.len()).then_some(end..next);
            return Some(Runaway { open: key..at, next, kind: Kind::Unopened });
        }
    }
    None
}

/// Calls `visit` for every value that is opened and closed by something.
fn visit_values(
    text: &str,
    value: &toml::Spanned<DeValue<'_>>,
    visit: &mut impl FnMut(Range<usize>, bool),
) {
    let span = value.span();
    let begins = |with: &str| text.get(span.start..).is_some_and(|rest| rest.starts_with(with));
    match value.get_ref() {
        DeValue::String(_) if begins("\"\"\"") || begins("'''") => visit(span, true),
        DeValue::Array(entries) => {
            // A list of tables with headers has the place of its first header.
            let first = entries.iter().next().filter(|entry| entry.get_ref().is_table());
            if begins("[") && first.is_none_or(|entry| entry.span().start != span.start) {
                visit(span.clone(), false);
            }
            entries.iter().for_each(|entry| visit_values(text, entry, visit));
        }
        DeValue::Table(entries) => {
            if begins("{") {
                visit(span.clone(), false);
            }
            entries.iter().for_each(|(_, inner)| visit_values(text, inner, visit));
        }
        _ => {}
    }
}

/// The first line within `span`, save the one on which it begins, that is not the value's own.
fn foreign_line(
    text: &str,
    span: &Range<usize>,
    is_own: impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let inner = text.get(span.clone())?;
    let mut at = span.start;
    for (n, line) in inner.split_inclusive('\n').enumerate() {
        if n > 0 && !is_own(line) {
            let whole = text.get(at..)?.lines().next()?;
            return Some(at..at + whole.len());
        }
        at += line.len();
    }
    None
}

/// `[table]` or `[[table]]` alone on its line.
fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let name = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let name = name.or_else(|| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    name.is_some_and(is_dotted_key)
}

/// `key = ...`, where only entries of a list should be.
fn is_key_value(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_dotted_key(key.trim()))
}

fn is_dotted_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The text with a runaway closed at once and its contents blanked.
fn closed(text: &str, runaway: &Runaway) -> String {
    let end = runaway.next.as_ref().map_or(text.len(), |next| next.start);
    let start = runaway.open.start;
    let head = text.get(..start).unwrap_or_default();
    let inner = text.get(start..end).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    let empty = match (runaway.kind, inner.as_bytes().first()) {
        // Its key goes with it: there is no room for a value.
        (Kind::Unopened, _) => "",
        (_, Some(b'[')) => "[]",
        (_, Some(b'{')) => "{}",
        _ => "\"\"",
    };
    let mut blank = String::with_capacity(inner.len());
    for (n, b) in inner.bytes().enumerate() {
        match empty.as_bytes().get(n) {
            Some(&filler) => blank.push(char::from(filler)),
            None => blank.push(if b == b'\n' { '\n' } else { ' ' }),
        }
    }
    // `[` at the very end of the file leaves no room for `]`.
    if blank.len() > inner.len() || inner.len() < 2 {
        blank = " ".repeat(inner.len());
    }
    format!("{head}{blank}{tail}")
}

fn is_unclosed(error: &Error) -> bool {
    error.message().starts_with("unclosed ")
}

/// The text with `[[table]` closed where an empty line above leaves room for the bracket.
fn with_headers_closed(text: &str, errors: &[Error]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for error in errors.iter().filter(|error| is_unclosed(error)) {
        let Some(at) = error.span().map(|span| span.start.min(bytes.len())) else { continue };
        let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
        let is_header = bytes.get(start) == Some(&b'[');
        let has_room = start >= 2 && bytes.get(start - 2..start) == Some(b"\n\n".as_slice());
        if is_header && has_room {
            bytes.copy_within(start..at, start - 1);
            if let Some(last) = bytes.get_mut(at - 1) {
                *last = b']';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The parser gives up at a line without `=`. This is the text with such lines blanked.
fn without_dead_ends(text: &str, errors: &[Error]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for error in errors.iter().filter(|e| e.message().starts_with("key with no value")) {
        let Some(at) = error.span().map(|span| span.start.min(bytes.len())) else { continue };
        let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
        let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| at + n);
        bytes[start..end].fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
