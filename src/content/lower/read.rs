//! A table being read: keys are asked for one by one, and what nobody asked for is reported at the
//! end, together with the place where it belongs.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::file::FileKind;
use super::super::problem::Problem;
use super::find::{Findings, nearest};
use super::place::{Place, places, shown};

/// A value with the key that it stands behind.
#[derive(Clone)]
pub(super) struct Value<'t> {
    /// The key; for an entry of a list, the list's.
    pub(super) key: &'t str,
    /// Of the value, in the file.
    pub(super) span: Range<usize>,
    /// What is there.
    pub(super) node: &'t DeValue<'t>,
}

impl<'t> Value<'t> {
    /// Whether it is written as a table of its own, below a header.
    fn has_header(&self, text: &str) -> bool {
        let first = match self.node {
            DeValue::Table(_) => true,
            DeValue::Array(entries) => entries.iter().next().is_some_and(|first| {
                first.get_ref().is_table() && first.span().start == self.span.start
            }),
            _ => false,
        };
        first && text.get(self.span.start..).is_some_and(|text| text.starts_with('['))
    }

    /// The value's type in an author's words.
    pub(super) fn found(&self) -> &'static str {
        match self.node {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    pub(super) fn wrong_type(
        &self,
        f: &mut Findings<'_>,
        expected: &'static str,
        help: Option<&'static str>,
    ) {
        let problem =
            Problem::WrongType { key: self.key.to_owned(), found: self.found(), expected, help };
        f.report(self.span.clone(), &problem);
    }

    /// The entries of a list; none, with a report, where it is no list.
    pub(super) fn entries(
        &self,
        f: &mut Findings<'_>,
        expected: &'static str,
        most: usize,
    ) -> Option<Vec<Value<'t>>> {
        let DeValue::Array(array) = self.node else {
            let help =
                matches!(self.node, DeValue::String(_)).then_some("put it in brackets: [...]");
            self.wrong_type(f, expected, help);
            return None;
        };
        if array.len() > most {
            let problem = Problem::TooLarge {
                what: format!("`{}`", self.key),
                limit: format!("{most} entries"),
            };
            f.report(self.span.clone(), &problem);
            return None;
        }
        Some(
            array
                .iter()
                .map(|entry| Value { key: self.key, span: entry.span(), node: entry.get_ref() })
                .collect(),
        )
    }
}

/// What is remembered of the tables around the one being read.
#[derive(Clone)]
struct Frame {
    path: &'static str,
    /// Where its first sub-table begins; keys below that line belong to the sub-table.
    ends: Option<usize>,
}

/// A table being read.
pub(super) struct Table<'t> {
    file: FileKind,
    path: &'static str,
    /// The header, or the whole of an inline table; the first line for the top of the file.
    pub(super) span: Range<usize>,
    entries: &'t DeTable<'t>,
    asked: BTreeSet<&'static str>,
    around: Vec<Frame>,
}

impl<'t> Table<'t> {
    /// The top of a file.
    pub(super) fn root(file: FileKind, entries: &'t DeTable<'t>, f: &Findings<'_>) -> Self {
        let first_line = f.text().find('\n').unwrap_or(f.text().len());
        Self {
            file,
            path: "",
            span: 0..first_line,
            entries,
            asked: BTreeSet::new(),
            around: Vec::new(),
        }
    }

    /// The table behind `value`, whose path within the file is `path`; none, with a report, where
    /// it is no table.
    pub(super) fn within(
        &self,
        f: &mut Findings<'_>,
        value: &Value<'t>,
        path: &'static str,
    ) -> Option<Self> {
        let DeValue::Table(entries) = value.node else {
            value.wrong_type(f, "a table", None);
            return None;
        };
        let mut around = self.around.clone();
        around.push(Frame { path: self.path, ends: self.first_header(f) });
        Some(Self {
            file: self.file,
            path,
            span: value.span.clone(),
            entries,
            asked: BTreeSet::new(),
            around,
        })
    }

    /// As people write it.
    pub(super) fn shown(&self) -> String {
        shown(self.path)
    }

    /// The value of a key, which counts as known from here on.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.asked.insert(key);
        let (key, value) = self.entries.get_key_value(key)?;
        Some(Value { key: key.get_ref(), span: value.span(), node: value.get_ref() })
    }

    /// Where a key stands.
    pub(super) fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.entries.get_key_value(key).map(|(key, _)| key.span())
    }

    /// A key that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        f: &mut Findings<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Findings<'_>, &Value<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(key)?;
        read(f, &value)
    }

    /// A key that must be there; `example` says how it is written.
    pub(super) fn required<T>(
        &mut self,
        f: &mut Findings<'_>,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&mut Findings<'_>, &Value<'t>) -> Option<T>,
    ) -> Option<T> {
        match self.take(key) {
            Some(value) => read(f, &value),
            None => {
                self.missing(f, key, example);
                None
            }
        }
    }

    pub(super) fn missing(&self, f: &mut Findings<'_>, key: &'static str, example: &str) {
        f.report_missing(self.span.clone(), self.shown(), key, example.to_owned());
    }

    /// The tables of a list of tables, such as all `[[question]]`s. An absent key is an empty list.
    pub(super) fn tables(
        &mut self,
        f: &mut Findings<'_>,
        key: &'static str,
        path: &'static str,
        most: usize,
    ) -> Vec<Self> {
        let Some(value) = self.take(key) else { return Vec::new() };
        if matches!(value.node, DeValue::Table(_)) {
            let help = "write its name in double brackets: one such table for each of them";
            value.wrong_type(f, "a list of tables", Some(help));
            return self.within(f, &value, path).into_iter().collect();
        }
        let Some(entries) = value.entries(f, "a list of tables", most) else { return Vec::new() };
        entries.iter().filter_map(|entry| self.within(f, entry, path)).collect()
    }

    /// All entries in the order of the file, for tables whose keys the author names.
    pub(super) fn named(&self) -> Vec<(Range<usize>, Value<'t>)> {
        let mut all: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| {
                let value = Value { key: key.get_ref(), span: value.span(), node: value.get_ref() };
                (key.span(), value)
            })
            .collect();
        all.sort_by_key(|(span, _)| span.start);
        all
    }

    /// Where a key of a table that the author fills with names is meant for a table around it:
    /// reports that and says so.
    pub(super) fn is_stray(
        &self,
        f: &mut Findings<'_>,
        span: &Range<usize>,
        value: &Value<'_>,
    ) -> bool {
        let Some((frame, home)) = self.enclosing_home(value.key) else { return false };
        f.note_meant(shown(&home.path), value.key);
        f.report(span.clone(), &self.misplaced(f, value, home, frame.ends));
        true
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self, f: &mut Findings<'_>) {
        for (_, key) in self.rest() {
            self.report_unknown(f, key);
        }
    }

    /// Reports a key that the table does not have.
    pub(super) fn report_unknown(&self, f: &mut Findings<'_>, key: &str) {
        if f.is_full() {
            f.count_more();
        } else if let Some((key, value)) = self.entries.get_key_value(key) {
            let found = Value { key: key.get_ref(), span: value.span(), node: value.get_ref() };
            let problem = self.unknown(f, &found);
            match &problem {
                Problem::MisplacedKey { key, home, .. } => f.note_meant(home.clone(), key),
                Problem::UnknownKey { near: Some(near), .. } => f.note_meant(self.shown(), near),
                _ => {}
            }
            f.report(key.span(), &problem);
        }
    }

    fn unknown(&self, f: &Findings<'_>, value: &Value<'_>) -> Problem {
        let key = value.key;
        if let Some((frame, home)) = self.enclosing_home(key) {
            return self.misplaced(f, value, home, frame.ends);
        }
        if let Some(problem) = self.stray_rule(f, value) {
            return problem;
        }
        let near = nearest(key, self.asked.iter().copied());
        if near.is_none()
            && let Some(home) = self.other_home(key)
        {
            return self.elsewhere(key, home, value);
        }
        Problem::UnknownKey {
            key: key.to_owned(),
            table: self.shown(),
            near: near.map(str::to_owned),
            known: self.asked.iter().copied().collect(),
        }
    }

    /// A rule in its short form below a rule in its long form: TOML makes it a key of that one.
    fn stray_rule(&self, f: &Findings<'_>, value: &Value<'_>) -> Option<Problem> {
        let is_rule = matches!(value.node, DeValue::Array(_) | DeValue::Table(_));
        if self.path != "criterion.evidence.*" || !is_rule {
            return None;
        }
        let line = f.line(self.span.start);
        Some(Problem::MisplacedKey {
            key: value.key.to_owned(),
            table: self.shown(),
            home: shown("criterion.evidence"),
            help: format!(
                "move it above line {line}, where this rule's own table begins, or write \
                 `[criterion.evidence.{}]`",
                value.key
            ),
            way: None,
        })
    }

    /// The nearest table around this one that has the key.
    fn enclosing_home(&self, key: &str) -> Option<(&Frame, &'static Place)> {
        self.around.iter().rev().find_map(|frame| {
            places(self.file)
                .iter()
                .find(|place| place.path == frame.path && place.keys.iter().any(|k| k == key))
                .map(|place| (frame, place))
        })
    }

    fn misplaced(
        &self,
        f: &Findings<'_>,
        value: &Value<'_>,
        home: &Place,
        ends: Option<usize>,
    ) -> Problem {
        let help = match ends {
            Some(at) => {
                let rest = f.text().get(at..).unwrap_or_default();
                let header = rest.lines().next().unwrap_or_default();
                let header = header.split('#').next().unwrap_or_default().trim();
                format!("move it above line {}, where `{header}` begins", f.line(at))
            }
            None => format!("move it to {}", shown(&home.path)),
        };
        Problem::MisplacedKey {
            key: value.key.to_owned(),
            table: self.shown(),
            home: shown(&home.path),
            help,
            // A table has a header of its own and cannot be moved as it is.
            way: ends.filter(|_| !value.has_header(f.text())).map(|to| (value.span.end, to)),
        }
    }

    /// A table that is not around this one and has the key: one inside it before any other.
    fn other_home(&self, key: &str) -> Option<&'static Place> {
        let inside = |place: &&Place| {
            self.path.is_empty() || place.path.starts_with(&format!("{}.", self.path))
        };
        let with_key = || {
            places(self.file)
                .iter()
                .filter(|place| place.path != self.path && place.keys.iter().any(|k| k == key))
        };
        with_key().find(inside).or_else(|| with_key().next())
    }

    fn elsewhere(&self, key: &str, home: &Place, value: &Value<'_>) -> Problem {
        let parent = shown(&home.path);
        let is_table = match value.node {
            DeValue::Table(_) => Some(("[", "]")),
            DeValue::Array(array) if array.iter().any(|e| e.get_ref().is_table()) => {
                Some(("[[", "]]"))
            }
            _ => None,
        };
        let help = match is_table {
            Some((open, close)) if self.path.is_empty() => format!(
                "write `{open}{}.{key}{close}`, below the {parent} that it is for",
                home.path
            ),
            _ => format!("move it to {parent}"),
        };
        Problem::MisplacedKey {
            key: key.to_owned(),
            table: self.shown(),
            home: parent,
            help,
            way: None,
        }
    }

    /// Where the first table below this one begins that has a header of its own.
    fn first_header(&self, f: &Findings<'_>) -> Option<usize> {
        let is_header = |span: &Range<usize>| {
            f.text().get(span.start..).is_some_and(|text| text.starts_with('['))
        };
        self.entries
            .iter()
            .filter_map(|(_, value)| match value.get_ref() {
                DeValue::Table(_) => Some(value.span()),
                // A list of tables written with headers begins with its first header; one in
                // brackets begins before its first entry.
                DeValue::Array(array) => array
                    .iter()
                    .next()
                    .filter(|first| first.get_ref().is_table())
                    .map(toml::Spanned::span)
                    .filter(|first| first.start == value.span().start),
                _ => None,
            })
            .filter(is_header)
            .map(|span| span.start)
            .min()
    }

    /// The kinds of question that have a key, for one that this kind has not.
    pub(super) fn kinds_with(&self, key: &str) -> Vec<&'static str> {
        places(self.file)
            .iter()
            .filter(|place| place.path == self.path && place.keys.iter().any(|k| k == key))
            .filter_map(|place| place.kind.as_deref())
            .collect()
    }

    /// Keys that nobody has asked for yet.
    pub(super) fn rest(&self) -> Vec<(Range<usize>, &'t str)> {
        self.named()
            .into_iter()
            .filter(|(_, value)| !self.asked.contains(value.key))
            .map(|(span, value)| (span, value.key))
            .collect()
    }

    /// Takes note of a key that was dealt with.
    pub(super) fn settle(&mut self, key: &'static str) {
        self.asked.insert(key);
    }
}
