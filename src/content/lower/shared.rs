//! Readers for the values that all files are made of: texts, ids, numbers, lists, patterns.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::DeValue;

use super::super::file::FORMAT;
use super::super::ids::{id_from, is_id};
use super::super::limits::{MAX_ENTRIES, MAX_LEVEL, MAX_TEXT};
use super::super::pattern::Pattern;
use super::super::problem::Problem;
use super::escape::span_within;
use super::find::{Findings, nearest};
use super::read::{Table, Value};

/// Text, perhaps of several lines, not blank.
pub(super) fn text(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let DeValue::String(found) = value.node else {
        value.wrong_type(f, "text", Some("put it in quotation marks: \"...\""));
        return None;
    };
    if found.trim().is_empty() {
        f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
        return None;
    }
    if found.len() > MAX_TEXT {
        let problem = Problem::TooLarge {
            what: format!("`{}`", value.key),
            limit: format!("{} KiB", MAX_TEXT >> 10),
        };
        f.report(value.span.clone(), &problem);
        return None;
    }
    let found = found.replace("\r\n", "\n");
    if let Some((at, c)) = found.char_indices().find(|&(_, c)| is_deceptive(c)) {
        let problem = Problem::ControlCharacter { key: value.key.to_owned(), code: u32::from(c) };
        let place = at..at + c.len_utf8();
        let span = span_within(f.text(), &value.span, &found, &place)
            .unwrap_or_else(|| value.span.clone());
        f.report(span, &problem);
        return None;
    }
    Some(found)
}

/// Control characters, and marks that turn the direction of writing without being seen.
fn is_deceptive(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text on one line.
pub(super) fn line(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let found = text(f, value)?;
    if found.trim().contains('\n') {
        f.report(value.span.clone(), &Problem::SeveralLines { key: value.key.to_owned() });
        return None;
    }
    Some(found.trim().to_owned())
}

/// Text that can be an id.
pub(super) fn id(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let found = text(f, value)?;
    checked_id(f, &value.span, &found).then_some(found)
}

/// Reports a text that cannot be an id.
pub(super) fn checked_id(f: &mut Findings<'_>, span: &Range<usize>, found: &str) -> bool {
    if is_id(found) {
        return true;
    }
    f.report(span.clone(), &Problem::BadId { found: found.to_owned(), instead: id_from(found) });
    false
}

/// The ids of one list: each may stand there once.
#[derive(Default)]
pub(super) struct Ids {
    seen: BTreeMap<String, usize>,
}

impl Ids {
    /// Takes note of an id, and reports it where it is taken.
    pub(super) fn add(&mut self, f: &mut Findings<'_>, span: &Range<usize>, id: &str) {
        if let Some(&first) = self.seen.get(id) {
            let problem = Problem::DuplicateId { id: id.to_owned(), line: f.line(first) };
            f.report(span.clone(), &problem);
        } else {
            self.seen.insert(id.to_owned(), span.start);
        }
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.seen.contains_key(id)
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.seen.keys().map(String::as_str).collect()
    }
}

/// A required `id` that is its own within a list.
pub(super) fn own_id(f: &mut Findings<'_>, table: &mut Table<'_>, ids: &mut Ids) -> Option<String> {
    let (id, span) = table.required(f, "id", "id = \"...\"", |f, value| {
        id(f, value).map(|id| (id, value.span.clone()))
    })?;
    ids.add(f, &span, &id);
    Some(id)
}

/// A whole number of a range.
pub(super) fn whole(
    range: std::ops::RangeInclusive<u32>,
) -> impl Fn(&mut Findings<'_>, &Value<'_>) -> Option<u32> {
    move |f, value| {
        let DeValue::Integer(found) = value.node else {
            let help = matches!(value.node, DeValue::String(_))
                .then_some("write the number without quotation marks");
            value.wrong_type(f, "a whole number", help);
            return None;
        };
        match u32::from_str_radix(found.as_str(), found.radix()) {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let problem = Problem::OutOfRange {
                    key: value.key.to_owned(),
                    found: found.to_string(),
                    least: *range.start(),
                    most: *range.end(),
                };
                f.report(value.span.clone(), &problem);
                None
            }
        }
    }
}

/// A level, from 0.
pub(super) fn level(f: &mut Findings<'_>, value: &Value<'_>) -> Option<u8> {
    byte(0..=u32::from(MAX_LEVEL))(f, value)
}

/// A whole number that fits a byte.
pub(super) fn byte(
    range: std::ops::RangeInclusive<u32>,
) -> impl Fn(&mut Findings<'_>, &Value<'_>) -> Option<u8> {
    let whole = whole(range);
    move |f, value| whole(f, value).and_then(|number| u8::try_from(number).ok())
}

/// `true` or `false`.
pub(super) fn boolean(f: &mut Findings<'_>, value: &Value<'_>) -> Option<bool> {
    let DeValue::Boolean(found) = value.node else {
        value.wrong_type(f, "true or false", Some("write it without quotation marks"));
        return None;
    };
    Some(*found)
}

/// A day.
pub(super) fn date(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Date> {
    let help = Some("write year-month-day without quotation marks, such as 2026-10-31");
    let day = match value.node {
        DeValue::Datetime(found) if found.time.is_none() => found.date,
        _ => None,
    };
    let Some(day) = day else {
        value.wrong_type(f, "a date", help);
        return None;
    };
    let year = i16::try_from(day.year).ok();
    let month = i8::try_from(day.month).ok();
    let of_month = i8::try_from(day.day).ok();
    let date = year
        .zip(month)
        .zip(of_month)
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    if date.is_none() {
        value.wrong_type(f, "a day of the calendar", help);
    }
    date
}

/// An exact decimal number, written as text.
pub(super) fn decimal(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Decimal> {
    let bare = match value.node {
        DeValue::Integer(found) => Some(found.to_string()),
        DeValue::Float(found) => Some(found.as_str().to_owned()),
        _ => None,
    };
    if let Some(found) = bare {
        f.report(value.span.clone(), &Problem::BareNumber { key: value.key.to_owned(), found });
        return None;
    }
    let found = line(f, value)?;
    let digits = found.strip_prefix(['-', '+']).unwrap_or(&found);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit());
    match Decimal::from_str_exact(&found) {
        Ok(number) if plain => Some(number),
        _ => {
            f.report(value.span.clone(), &Problem::NotADecimal { found });
            None
        }
    }
}

/// One word of several.
pub(super) fn one_of<T: Copy>(
    words: &'static [(&'static str, T)],
) -> impl Fn(&mut Findings<'_>, &Value<'_>) -> Option<T> {
    move |f, value| {
        let found = text(f, value)?;
        if let Some((_, choice)) = words.iter().find(|(word, _)| *word == found) {
            return Some(*choice);
        }
        let allowed: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let problem = Problem::UnknownWord {
            key: value.key.to_owned(),
            near: nearest(&found, words.iter().map(|(word, _)| *word)).map(str::to_owned),
            allowed: allowed.join(", "),
            found,
        };
        f.report(value.span.clone(), &problem);
        None
    }
}

/// A list whose entries are read alike; entries that cannot be read are left out.
pub(super) fn list<'t, T>(
    read: impl Fn(&mut Findings<'_>, &Value<'t>) -> Option<T>,
) -> impl FnOnce(&mut Findings<'_>, &Value<'t>) -> Option<Vec<T>> {
    move |f, value| {
        let entries = value.entries(f, "a list", MAX_ENTRIES)?;
        Some(entries.iter().filter_map(|entry| read(f, entry)).collect())
    }
}

/// A list of texts on one line, none of them twice.
pub(super) fn distinct_lines(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Vec<String>> {
    let entries = list(spanned(line))(f, value)?;
    Some(distinct(f, entries))
}

/// Together with its place.
pub(super) fn spanned<'t, T>(
    read: impl Fn(&mut Findings<'_>, &Value<'t>) -> Option<T>,
) -> impl Fn(&mut Findings<'_>, &Value<'t>) -> Option<(T, Range<usize>)> {
    move |f, value| read(f, value).map(|found| (found, value.span.clone()))
}

/// Reports texts that stand there a second time.
pub(super) fn distinct(f: &mut Findings<'_>, entries: Vec<(String, Range<usize>)>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::with_capacity(entries.len());
    for (entry, span) in entries {
        if seen.contains(&entry) {
            f.report(span, &Problem::Repeated { text: shortened(&entry) });
        } else {
            seen.push(entry);
        }
    }
    seen
}

/// The beginning of a text, for a headline.
pub(super) fn shortened(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}...", line[..at].trim_end()),
        None => line.to_owned(),
    }
}

/// Patterns, at least one.
pub(super) fn patterns(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Vec<Pattern>> {
    let entries = value.entries(f, "a list of patterns", MAX_ENTRIES)?;
    if entries.is_empty() {
        f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
        return None;
    }
    Some(entries.iter().filter_map(|entry| pattern(f, entry)).collect())
}

fn pattern(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Pattern> {
    let DeValue::String(source) = value.node else {
        value.wrong_type(f, "a pattern", Some("put it in quotation marks: \"...\""));
        return None;
    };
    match Pattern::parse(source) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            let span = span_within(f.text(), &value.span, source, &error.span)
                .unwrap_or_else(|| value.span.clone());
            f.report(span, &Problem::BadPattern { kind: error.kind });
            None
        }
    }
}

/// Groups of patterns by name, as in the lexicon and in a rubric.
pub(super) fn groups(
    f: &mut Findings<'_>,
    top: &mut Table<'_>,
    most: usize,
) -> BTreeMap<String, Vec<Pattern>> {
    let mut found = BTreeMap::new();
    let Some(value) = top.take("groups") else { return found };
    let Some(table) = top.within(f, &value, "groups") else { return found };
    let entries = table.named();
    if entries.len() > most {
        let problem =
            Problem::TooLarge { what: "`groups`".to_owned(), limit: format!("{most} entries") };
        f.report(table.span.clone(), &problem);
        return found;
    }
    for (span, value) in entries {
        let is_group = matches!(value.node, DeValue::Array(patterns)
            if patterns.iter().all(|p| p.get_ref().is_str()));
        if !is_group && table.is_stray(f, &span, &value) {
            continue;
        }
        if checked_id(f, &span, value.key)
            && let Some(patterns) = patterns(f, &value)
        {
            found.insert(value.key.to_owned(), patterns);
        }
    }
    found
}

/// The `format` of a file.
pub(super) fn format(f: &mut Findings<'_>, top: &mut Table<'_>, is_required: bool) {
    match top.take("format") {
        Some(value) => match value.node {
            DeValue::Integer(found) if found.to_string() == FORMAT.to_string() => {}
            DeValue::Integer(found) => {
                let problem = Problem::UnsupportedFormat { found: found.to_string() };
                f.report(value.span.clone(), &problem);
            }
            _ => value.wrong_type(f, "a whole number", Some("write `format = 1`")),
        },
        None if is_required => top.missing(f, "format", "format = 1"),
        None => {}
    }
}

/// An `id` at the top of a file whose name says it.
pub(super) fn no_id(f: &mut Findings<'_>, top: &mut Table<'_>, id: &str) {
    let Some(span) = top.key_span("id") else { return };
    let found = top.take("id").and_then(|value| value.node.as_str().map(str::to_owned));
    f.report(span, &Problem::IdInFile { found: found.unwrap_or_default(), id: id.to_owned() });
}
