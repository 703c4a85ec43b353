//! Breaks styled text into lines that fit a width, measured in terminal columns.
//!
//! Everything that is printed goes through here, so that a combining mark, a double-width letter or
//! a very long word is treated the same in prose, lists and tables.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::sanitize::{one_line, sanitize};

/// Text in one style. A line feed in it ends a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// What is printed.
    pub text: String,
    /// How it is printed.
    pub style: Style,
}

impl Run {
    /// Text in a style.
    #[must_use]
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// Text without a style.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Style::new())
    }
}

/// The runs of one line on the screen.
pub type Line = Vec<Run>;

/// How many columns a text takes on one line.
#[must_use]
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(|grapheme| grapheme.width()).sum()
}

/// How many columns a line takes.
#[must_use]
pub fn line_width(line: &[Run]) -> usize {
    line.iter().map(|run| width(&run.text)).sum()
}

/// The text on one line, cut to `columns` with `ellipsis` at its end where it is longer.
#[must_use]
pub fn truncate(text: &str, columns: usize, ellipsis: &str) -> String {
    let text = one_line(text);
    if width(&text) <= columns {
        return text;
    }
    let ellipsis = if width(ellipsis) <= columns { ellipsis } else { "" };
    let room = columns - width(ellipsis);
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.truncate(cut.trim_end().len());
    cut.push_str(ellipsis);
    cut
}

/// Whether a line may be broken at this grapheme. A no-break space is no place to break.
pub(super) fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(|c| c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}')
}

/// One grapheme with the style it came with.
#[derive(Clone, Copy)]
struct Cell<'a> {
    text: &'a str,
    width: usize,
    style: Style,
}

impl Cell<'_> {
    fn is_space(&self) -> bool {
        is_space(self.text)
    }
}

/// Breaks runs at white space into lines of at most `columns`. A word that is wider than a line is
/// broken between letters. White space at a break is dropped, and otherwise kept; line feeds are
/// kept, so that an empty run list gives no line and `"a\n\nb"` three.
#[must_use]
pub fn wrap(runs: &[Run], columns: usize) -> Vec<Line> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut filler = Filler { columns, ..Filler::default() };
    let mut any = false;
    for run in runs {
        let expanded = run.text.replace('\t', "    ");
        for grapheme in expanded.graphemes(true) {
            any = true;
            if grapheme == "\n" || grapheme == "\r\n" {
                filler.end_word(&mut lines);
                filler.end_line(&mut lines);
            } else {
                let cell = Cell { text: grapheme, width: grapheme.width(), style: run.style };
                filler.push(cell, &mut lines);
            }
        }
    }
    if any {
        filler.end_word(&mut lines);
        filler.end_line(&mut lines);
    }
    lines
}

/// The line that is being filled, and the word and the space before it that wait to be placed.
#[derive(Default)]
struct Filler {
    columns: usize,
    line: Line,
    line_width: usize,
    space: Line,
    space_width: usize,
    word: Line,
    word_width: usize,
}

impl Filler {
    fn push(&mut self, cell: Cell<'_>, lines: &mut Vec<Line>) {
        if cell.is_space() {
            self.end_word(lines);
            append(&mut self.space, cell);
            self.space_width += cell.width;
            return;
        }
        // A word wider than any line is placed piece by piece, starting on a line of its own.
        if self.word_width + cell.width > self.columns && self.word_width > 0 {
            self.end_word(lines);
            self.end_line(lines);
        }
        append(&mut self.word, cell);
        self.word_width += cell.width;
    }

    fn end_word(&mut self, lines: &mut Vec<Line>) {
        if self.word.is_empty() {
            return;
        }
        if self.line_width + self.space_width + self.word_width > self.columns {
            // The break replaces the space. Spaces before a line's first word are an indent,
            // which gives way where it would push the word off the line.
            if !self.line.is_empty() {
                lines.push(std::mem::take(&mut self.line));
            }
            self.line_width = 0;
            self.space.clear();
        }
        for run in self.space.drain(..).chain(self.word.drain(..)) {
            self.line_width += width(&run.text);
            merge(&mut self.line, run);
        }
        self.space_width = 0;
        self.word_width = 0;
    }

    fn end_line(&mut self, lines: &mut Vec<Line>) {
        lines.push(std::mem::take(&mut self.line));
        self.line_width = 0;
        self.space.clear();
        self.space_width = 0;
    }
}

fn append(runs: &mut Line, cell: Cell<'_>) {
    match runs.last_mut() {
        Some(last) if last.style == cell.style => last.text.push_str(cell.text),
        _ => runs.push(Run::new(cell.text, cell.style)),
    }
}

fn merge(runs: &mut Line, run: Run) {
    match runs.last_mut() {
        Some(last) if last.style == run.style => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}

/// Wraps text of a stranger, cleaned, in the style given; blank lines and indents stay.
#[must_use]
pub fn wrap_text(text: &str, style: Style, columns: usize) -> Vec<Line> {
    wrap(&[Run::new(sanitize(text), style)], columns)
}

/// Puts `first` before the first line and `rest` before each other one.
#[must_use]
pub fn prefixed(lines: Vec<Line>, first: &Run, rest: &Run) -> Vec<Line> {
    lines
        .into_iter()
        .enumerate()
        .map(|(at, mut line)| {
            line.insert(0, if at == 0 { first.clone() } else { rest.clone() });
            line
        })
        .collect()
}

/// Lines as text with the escape sequences of their styles, each ended by a line feed and without
/// spaces at its end.
#[must_use]
pub fn paint(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let filled = line.iter().rposition(|run| !run.text.trim_end().is_empty());
        let Some(last) = filled else {
            text.push('\n');
            continue;
        };
        for (at, run) in line.iter().take(last + 1).enumerate() {
            let shown = if at == last { run.text.trim_end() } else { run.text.as_str() };
            if run.style.is_plain() {
                text.push_str(shown);
            } else {
                let style = run.style;
                text.push_str(&format!("{style}{shown}{style:#}"));
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::AnsiColor;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<String> {
        let lines = wrap(&[Run::plain(text)], columns);
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn words_move_to_the_next_line_whole() {
        assert_eq!(lines("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(lines("the quick brown fox", 9), ["the quick", "brown fox"]);
        assert_eq!(lines("", 10), Vec::<String>::new());
        assert_eq!(lines("one", 3), ["one"]);
    }

    #[test]
    fn blank_lines_and_indents_stay() {
        assert_eq!(lines("a\n\n  b c\n", 10), ["a", "", "  b c", ""]);
        assert_eq!(lines("a\tb", 10), ["a    b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_letters() {
        assert_eq!(
            lines("see https://example.org/x ok", 10),
            ["see", "https://ex", "ample.org/", "x ok"]
        );
        assert_eq!(lines("                    deep", 10), ["deep"]);
    }

    #[test]
    fn wide_and_combining_letters_are_measured_in_columns() {
        assert_eq!(lines("漢字漢字漢字", 5), ["漢字", "漢字", "漢字"]);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩‍🔬"), 2);
        assert_eq!(lines("a\u{A0}b c", 3), ["a\u{A0}b", "c"]);
        assert_eq!(lines("漢𑒱漢𑒱", 2), ["漢𑒱", "漢𑒱"], "one letter, wider than the line");
    }

    #[test]
    fn styles_stay_with_their_words() {
        let red: Style = AnsiColor::Red.on_default();
        let runs = [Run::plain("not "), Run::new("at all", red), Run::plain(", no")];
        assert_eq!(
            wrap(&runs, 8),
            [
                vec![Run::plain("not "), Run::new("at", red)],
                vec![Run::new("all", red), Run::plain(", no")],
            ]
        );
        assert_eq!(paint(&wrap(&runs, 8)), "not \x1B[31mat\x1B[0m\n\x1B[31mall\x1B[0m, no\n");
    }

    #[test]
    fn truncated_text_says_so() {
        assert_eq!(truncate("short", 10, "…"), "short");
        assert_eq!(truncate("a longer label", 9, "…"), "a longer…");
        assert_eq!(truncate("a longer label", 9, "..."), "a long...");
        assert_eq!(truncate("two\nlines", 20, "…"), "two lines");
        assert_eq!(truncate("漢字漢字", 4, "…"), "漢…");
        assert_eq!(truncate("abc", 0, "…"), "");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in r"(\PC| |\n|\t|[a-z]{1,30}|漢|\u{301}){0,80}", columns in 2usize..60) {
            for line in wrap(&[Run::plain(text)], columns) {
                // A letter with marks that take columns of their own cannot be broken.
                let text: String = line.iter().map(|run| run.text.as_str()).collect();
                let is_one = text.graphemes(true).count() == 1;
                prop_assert!(line_width(&line) <= columns || is_one, "{line:?}");
            }
        }

        #[test]
        fn no_word_is_lost(text in r"([a-z]{1,12}| |\n){0,60}", columns in 1usize..30) {
            let kept: String = lines(&text, columns).concat().split_whitespace().collect();
            prop_assert_eq!(kept, text.split_whitespace().collect::<String>());
        }

        #[test]
        fn a_cut_label_fits(text in r"\PC{0,40}", columns in 0usize..30) {
            prop_assert!(width(&truncate(&text, columns, "…")) <= columns);
        }
    }
}
