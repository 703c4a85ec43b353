//! Files of many answers: one a line as JSON, or one a row of a spreadsheet, read as they are needed.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use crate::scoring::MAX_ANSWER_BYTES;

/// The longest line of a batch, in bytes: an answer at its limit with every byte escaped.
const MAX_LINE_BYTES: usize = 8 * MAX_ANSWER_BYTES;

/// One answer of a batch, or why its line is none.
pub(super) type Row = Result<Cells, String>;
/// The number of a line, from 1.
pub(super) type LineNumber = u64;

/// What a row holds.
#[derive(Debug)]
pub(super) struct Cells {
    /// Whose it is.
    pub(super) id: Option<String>,
    /// Which question it answers, where the row says so.
    pub(super) question: Option<String>,
    /// The answer.
    pub(super) text: String,
}

/// How the answers of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// One JSON object a line.
    JsonLines,
    /// A header, and one answer a row.
    Csv,
}

impl Format {
    /// By the ending of the file's name; none for a file that holds one answer.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("jsonl") => Some(Self::JsonLines),
            Some("csv") => Some(Self::Csv),
            _ => None,
        }
    }
}

/// What the columns of a file are called, and which it must not have.
#[derive(Debug)]
pub(super) struct Columns {
    id: &'static str,
    /// Whether a row may name its question.
    questions: bool,
    example: &'static str,
    /// Why a file with a column of this name is refused, if it is.
    refuses: fn(&str) -> Option<String>,
}

impl Columns {
    /// Answers to be scored and forgotten.
    pub(super) const SCORE: Self = Self {
        id: "id",
        questions: false,
        example: "{\"id\": \"a-1\", \"text\": \"...\"}",
        refuses: |_| None,
    };

    /// Answers of candidates: what tells who they are stays out.
    pub(super) const PANEL: Self = Self {
        id: "candidate",
        questions: true,
        example: "{\"candidate\": \"a-1\", \"text\": \"...\"}",
        refuses: personal,
    };
}

/// The rows of a file, each with the line on which it begins. Blank lines are passed over.
pub(super) fn rows(
    file: File,
    format: Format,
    columns: &'static Columns,
) -> Box<dyn Iterator<Item = (Row, LineNumber)>> {
    match format {
        Format::JsonLines => Box::new(json_lines(BufReader::new(file), columns)),
        Format::Csv => Box::new(csv_rows(file, columns)),
    }
}

/// Words in a column's name that say what a panel's file of answers must not hold.
const PERSONAL: &[&str] = &[
    "name", "mail", "phone", "mobile", "address", "birth", "gender", "ethnic", "national",
    "religion", "disab",
];
/// Names of columns that say it as a whole only: others have them within.
const PERSONAL_AS_A_WHOLE: &[&str] = &["sex", "age", "dob", "race", "group", "tel"];

fn personal(column: &str) -> Option<String> {
    let plain: String =
        column.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_personal = PERSONAL.iter().any(|word| plain.contains(word))
        || PERSONAL_AS_A_WHOLE.contains(&plain.as_str());
    is_personal.then(|| {
        // A file without a header has somebody's words there, which are not to be logged.
        let short = column.chars().count() <= 20 && column.split_whitespace().count() <= 2;
        let column = if short { format!("a column `{column}`") } else { "a column".to_owned() };
        format!(
            "has {column}, which tells who a candidate is: take it out, and keep names, addresses and groups in a file of their own; the first line names the columns, which are candidate (a code such as a-17), text and, for several questions, question"
        )
    })
}

fn json_lines(
    mut reader: impl BufRead,
    columns: &'static Columns,
) -> impl Iterator<Item = (Row, LineNumber)> {
    let mut number = 0;
    let mut unreadable = false;
    std::iter::from_fn(move || {
        if unreadable {
            return None;
        }
        loop {
            number += 1;
            let mut line = Vec::new();
            let most = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX);
            match reader.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    // It would fail for ever.
                    unreadable = true;
                    return Some((Err(format!("cannot be read: {error}")), number));
                }
            }
            if line.len() == MAX_LINE_BYTES && !line.ends_with(b"\n") {
                // Pass over the rest, so that the next line is read as one.
                let _ = reader.skip_until(b'\n');
                return Some((Err(format!("is longer than {MAX_LINE_BYTES} bytes")), number));
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let row = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1);
            return Some((json_row(row.unwrap_or(&line), columns), number));
        }
    })
}

fn json_row(line: &[u8], columns: &Columns) -> Row {
    let example = columns.example;
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|error| {
        // Its own line is always the first.
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or_default();
        let column = error.column();
        format!("is not JSON ({problem} at column {column}); write {example}")
    })?;
    if let Some(problem) =
        value.as_object().and_then(|object| object.keys().find_map(|key| (columns.refuses)(key)))
    {
        return Err(problem);
    }
    let short = |name: &str| match value.get(name) {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(id)) => Ok(Some(id.clone())),
        Some(serde_json::Value::Number(id)) => Ok(Some(id.to_string())),
        Some(_) => Err(format!("has an `{name}` that is neither text nor a number")),
    };
    let id = short(columns.id)?;
    let question = if columns.questions { short("question")? } else { None };
    match value.get("text").and_then(serde_json::Value::as_str) {
        Some(text) => Ok(Cells { id, question, text: text.to_owned() }),
        None => Err(format!("has no `text`; write {example}")),
    }
}

/// Whether a column is called so; the first one of a file may have a byte order mark before it.
fn is_named(header: &[u8], name: &str) -> bool {
    let header = header.strip_prefix(b"\xef\xbb\xbf").unwrap_or(header);
    header.trim_ascii().eq_ignore_ascii_case(name.as_bytes())
}

/// A file that notes where quotation marks stand in it: a reader of rows does not tell whether each
/// has its partner.
struct NotingQuotes {
    file: File,
    read: u64,
    quotes: Quotes,
}

/// Byte offsets, ascending, of the marks in what was read and not yet asked about.
type Quotes = Rc<RefCell<VecDeque<u64>>>;

impl Read for NotingQuotes {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        let mut quotes = self.quotes.borrow_mut();
        quotes.extend(
            (self.read..).zip(&buffer[..count]).filter(|(_, byte)| **byte == b'"').map(|own| own.0),
        );
        self.read += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }
}

/// How many quotation marks stand before `end` that were not asked about yet.
fn quotes_before(quotes: &Quotes, end: u64) -> usize {
    let mut quotes = quotes.borrow_mut();
    let count = quotes.partition_point(|at| *at < end);
    quotes.drain(..count);
    count
}

fn csv_rows(file: File, columns: &'static Columns) -> impl Iterator<Item = (Row, LineNumber)> {
    let quotes = Quotes::default();
    let file = NotingQuotes { file, read: 0, quotes: Rc::clone(&quotes) };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::new(file));
    let column = |headers: &csv::ByteRecord, name: &str| {
        headers.iter().position(|header| is_named(header, name))
    };
    let (mut id, mut question, mut text) = (None, None, None);
    let mut broken;
    let mut width = 0;
    match reader.byte_headers() {
        Err(error) => broken = Some(format!("cannot be read: {error}")),
        Ok(headers) => {
            id = column(headers, columns.id);
            question = column(headers, "question").filter(|_| columns.questions);
            text = column(headers, "text");
            width = headers.len();
            let twice = headers.iter().filter(|own| is_named(own, "text")).count() > 1;
            let mut names = headers.iter().map(String::from_utf8_lossy);
            broken = names.find_map(|name| (columns.refuses)(name.trim()));
            if broken.is_none() && twice {
                broken = Some("has two columns `text`; an answer is one of them".to_owned());
            }
            if broken.is_none() && text.is_none() {
                broken = Some(format!(
                    "has no column `text`; the first line must name the columns {} and text",
                    columns.id
                ));
            }
        }
    }
    quotes_before(&quotes, reader.position().byte());
    let stop = broken.is_some();
    let mut records = reader.into_byte_records().peekable();
    std::iter::from_fn(move || {
        if stop {
            return broken.take().map(|problem| (Err(problem), 1));
        }
        let record = match records.next()? {
            Ok(record) => record,
            Err(error) => {
                let number = error.position().map_or(0, csv::Position::line);
                return Some((Err(format!("cannot be read: {error}")), number));
            }
        };
        let number = record.position().map_or(0, csv::Position::line);
        // Without its partner, a mark runs on over the rows behind it. An inch within a line is no harm.
        let next = records.peek().and_then(|next| next.as_ref().ok()?.position());
        let own_quotes = quotes_before(&quotes, next.map_or(u64::MAX, csv::Position::byte));
        let runs_on = record.iter().any(|cell| cell.contains(&b'\n'));
        if runs_on && own_quotes % 2 == 1 {
            let problem = "opens a quotation mark that is not closed, so that lines behind it would \
                           be part of it";
            return Some((Err(problem.to_owned()), number));
        }
        if record.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty()) {
            let problem = format!(
                "has {} cells, and the first line names {width} columns; a text with a comma in it \
                 stands between quotation marks",
                record.len()
            );
            return Some((Err(problem), number));
        }
        let cell = |at: Option<usize>| {
            at.and_then(|at| record.get(at)).map(|bytes| String::from_utf8(bytes.to_vec()))
        };
        let cells = (cell(id).transpose(), cell(question).transpose(), cell(text).transpose());
        let row = match cells {
            (Ok(id), Ok(question), Ok(Some(text))) => Ok(Cells { id, question, text }),
            (Ok(_), Ok(_), Ok(None)) => Err("has no cell for `text`".to_owned()),
            _ => Err("is not UTF-8; save the file as UTF-8".to_owned()),
        };
        Some((row, number))
    })
}
