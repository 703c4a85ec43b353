//! Where the text of an answer stands: which part of which line is in which row of the box.
//!
//! Lines are broken before words. The white space at a break hangs over the end of its row, where
//! it is not seen, so that no row begins with it. Nothing here changes the text or its cursor: a
//! place in the text is a line and a letter, and has a row and a column only while it is looked at.

use std::ops::Range;

use ratatui::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::terminal::wrap::is_space;

/// A place in the text: a line, and how many letters (`char`s) stand before it there.
pub(super) type Place = (usize, usize);

/// A part of a line that stands in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    line: usize,
    bytes: Range<usize>,
    /// The first letter.
    first: usize,
    /// Whether the line goes on in the next row.
    goes_on: bool,
}

/// The rows of a text.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    columns: usize,
    rows: Vec<Row>,
}

/// How many columns a grapheme takes when it is drawn.
fn columns_of(grapheme: &str) -> usize {
    usize::from(grapheme.cell_width())
}

impl Rows {
    /// The rows of these lines, in so many columns.
    pub(super) fn new(lines: &[String], columns: usize) -> Self {
        let columns = columns.max(1);
        let mut rows = Vec::with_capacity(lines.len());
        for (line, text) in lines.iter().enumerate() {
            break_line(line, text, columns, &mut rows);
        }
        Self { columns, rows }
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The text of a row, with what hangs over its end.
    pub(super) fn text<'a>(&self, lines: &'a [String], row: usize) -> &'a str {
        let text = self.rows.get(row).and_then(|row| lines.get(row.line)?.get(row.bytes.clone()));
        text.unwrap_or("")
    }

    /// The row and the column of a place. A place between two rows is in the second.
    pub(super) fn find(&self, lines: &[String], (line, letter): Place) -> (usize, usize) {
        let behind = self.rows.partition_point(|row| (row.line, row.first) <= (line, letter));
        let at = behind.saturating_sub(1);
        let before = letter - self.rows.get(at).map_or(letter, |row| row.first);
        let mut letters = 0;
        let mut column = 0;
        for grapheme in self.text(lines, at).graphemes(true) {
            letters += grapheme.chars().count();
            if letters > before {
                break;
            }
            column += columns_of(grapheme);
        }
        (at, column)
    }

    /// The place in a row that is nearest to a column, and not right of it.
    pub(super) fn place(&self, lines: &[String], row: usize, column: usize) -> Place {
        let row = row.min(self.rows.len().saturating_sub(1));
        let Some(found) = self.rows.get(row) else { return (0, 0) };
        let mut graphemes = self.text(lines, row).graphemes(true);
        if found.goes_on {
            // Behind its last letter begins the next row.
            graphemes.next_back();
        }
        let mut letter = found.first;
        let mut used = 0;
        for grapheme in graphemes {
            used += columns_of(grapheme);
            if used > column {
                break;
            }
            letter += grapheme.chars().count();
        }
        (found.line, letter)
    }
}

/// How far one has come in a line.
#[derive(Clone, Copy, Default)]
struct At {
    byte: usize,
    letter: usize,
    /// Columns since the row began.
    column: usize,
}

fn break_line(line: usize, text: &str, columns: usize, rows: &mut Vec<Row>) {
    let mut start = At::default();
    let mut here = At::default();
    // Where the word began that is being read, if something stands before it in its row.
    let mut word = None;
    let mut after_space = false;
    for grapheme in text.graphemes(true) {
        let width = columns_of(grapheme);
        let space = is_space(grapheme);
        if !space && after_space {
            word = Some(here);
        }
        after_space = space;
        while !space && here.column > 0 && here.column + width > columns {
            let end = word.take().unwrap_or(here);
            rows.push(Row {
                line,
                bytes: start.byte..end.byte,
                first: start.letter,
                goes_on: true,
            });
            here.column -= end.column;
            start = end;
        }
        here.byte += grapheme.len();
        here.letter += grapheme.chars().count();
        here.column += width;
    }
    rows.push(Row { line, bytes: start.byte..here.byte, first: start.letter, goes_on: false });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<String> {
        text.split('\n').map(str::to_owned).collect()
    }

    fn broken(text: &str, columns: usize) -> Vec<String> {
        let lines = lines(text);
        let rows = Rows::new(&lines, columns);
        (0..rows.len()).map(|row| rows.text(&lines, row).to_owned()).collect()
    }

    #[test]
    fn a_row_begins_with_a_word() {
        assert_eq!(broken("the quick brown fox", 9), ["the quick ", "brown fox"]);
        assert_eq!(broken("the quick   brown", 9), ["the quick   ", "brown"]);
        assert_eq!(broken("the quick, brown", 9), ["the ", "quick, ", "brown"]);
        assert_eq!(broken("the quick ", 9), ["the quick "]);
    }

    #[test]
    fn blank_lines_and_indents_stay() {
        assert_eq!(broken("a\n\n  b c\n", 10), ["a", "", "  b c", ""]);
        assert_eq!(broken("", 10), [""]);
    }

    #[test]
    fn a_word_wider_than_a_row_is_broken_between_letters() {
        assert_eq!(
            broken("see https://example.org/x ok", 10),
            ["see ", "https://ex", "ample.org/", "x ok"]
        );
        assert_eq!(broken("漢字漢字漢字", 5), ["漢字", "漢字", "漢字"]);
        assert_eq!(broken("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(broken("漢", 1), ["漢"]);
        // A vowel sign behind an emoji makes one letter of three columns.
        assert_eq!(broken("a👩\u{200d}🔬\u{11937}b", 2), ["a", "👩\u{200d}🔬\u{11937}", "b"]);
    }

    #[test]
    fn behind_a_full_row_is_behind_its_last_letter() {
        let lines = lines("full");
        let rows = Rows::new(&lines, 4);
        assert_eq!(rows.find(&lines, (0, 4)), (0, 4));
        assert_eq!(rows.place(&lines, 0, 99), (0, 4));
    }

    #[test]
    fn between_two_rows_is_the_second() {
        let lines = lines("one two");
        let rows = Rows::new(&lines, 4);
        assert_eq!(rows.find(&lines, (0, 3)), (0, 3));
        assert_eq!(rows.find(&lines, (0, 4)), (1, 0));
        assert_eq!(rows.place(&lines, 0, 99), (0, 3));
    }

    proptest! {
        #[test]
        fn rows_are_the_text_and_fit(
            text in r"(\PC| |\n|[a-z]{1,30}|漢|\u{301}|👩‍🔬){0,60}",
            columns in 2usize..40,
        ) {
            let lines = lines(&text);
            let rows = Rows::new(&lines, columns);
            prop_assert_eq!(broken(&text, columns).concat(), lines.concat());
            for row in broken(&text, columns) {
                let shown = row.trim_end_matches(|c: char| is_space(c.encode_utf8(&mut [0; 4])));
                let width: usize = shown.graphemes(true).map(columns_of).sum();
                // One letter may be wider than the row, and is not broken.
                let letters = shown.graphemes(true).count();
                prop_assert!(width <= columns || letters == 1, "{row:?}");
            }
            for row in 1..rows.len() {
                let same = rows.rows[row].line == rows.rows[row - 1].line;
                let first = rows.text(&lines, row).graphemes(true).next();
                prop_assert!(!same || !first.is_some_and(is_space));
            }
        }

        #[test]
        fn a_place_is_found_again(
            text in r"(\PC| |\n|[a-z]{1,30}|漢){0,60}",
            columns in 2usize..40,
        ) {
            let lines = lines(&text);
            let rows = Rows::new(&lines, columns);
            for (line, text) in lines.iter().enumerate() {
                let mut letter = 0;
                for grapheme in text.graphemes(true) {
                    let (row, column) = rows.find(&lines, (line, letter));
                    if columns_of(grapheme) > 0 {
                        prop_assert_eq!(rows.place(&lines, row, column), (line, letter));
                    }
                    letter += grapheme.chars().count();
                }
                let (row, column) = rows.find(&lines, (line, letter));
                prop_assert_eq!(rows.place(&lines, row, column), (line, letter));
            }
        }
    }
}
