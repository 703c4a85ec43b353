//! Tables on a screen: columns shrink and their cells wrap, and a table that is too wide even then
//! becomes a list of records, one "header: cell" a line.
//!
//! Markdown tables, CSV exhibits and the program's own figures are all set by this one code.

use anstyle::Style;

use super::sanitize::one_line;
use super::theme::{Mark, Role, Theme};
use super::words::count;
use super::wrap::{Line, Run, line_width, paint, prefixed, wrap};

/// No column is made narrower than its longest word, or than this where a word is longer still.
const WORD_LIMIT: usize = 16;
/// Rows of a CSV file that are shown; the rest is counted.
const CSV_ROWS: usize = 1000;
/// Columns of a CSV file that are shown.
const CSV_COLUMNS: usize = 64;

/// Which side the text of a column keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// Numbers.
    Right,
}

/// One cell: styled text, on one or more lines.
pub type Cell = Vec<Run>;

/// A header and rows. Rows may be shorter than the header; cells beyond it are not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<Cell>,
    /// How each column is aligned; left where the list is shorter than the header.
    pub align: Vec<Align>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table of plain text, cleaned. Columns whose cells are all numbers keep to the right.
    #[must_use]
    pub fn plain<S: AsRef<str>>(head: &[S], rows: &[Vec<S>]) -> Self {
        let cell = |text: &S| vec![Run::plain(one_line(text.as_ref()))];
        let align = (0..head.len())
            .map(|column| {
                let mut filled = rows
                    .iter()
                    .filter_map(|row| row.get(column))
                    .map(|text| text.as_ref().trim())
                    .filter(|text| !text.is_empty())
                    .peekable();
                let numbers = filled.peek().is_some() && filled.all(is_number);
                if numbers { Align::Right } else { Align::Left }
            })
            .collect();
        Self {
            head: head.iter().map(cell).collect(),
            align,
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    /// The table as lines of at most `columns`.
    #[must_use]
    pub fn lines(&self, columns: usize, theme: Theme) -> Vec<Line> {
        if self.head.is_empty() {
            return Vec::new();
        }
        match self.widths(columns) {
            Some(widths) => self.grid(&widths, theme),
            None => self.records(columns, theme),
        }
    }

    /// The table as printable text of at most `columns`.
    #[must_use]
    pub fn render(&self, columns: usize, theme: Theme) -> String {
        paint(&self.lines(columns, theme))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &Cell> {
        let head = self.head.get(column).into_iter();
        head.chain(self.rows.iter().filter_map(move |row| row.get(column)))
    }

    /// The width of each column, or nothing when they cannot all be legible.
    fn widths(&self, columns: usize) -> Option<Vec<usize>> {
        let count = self.head.len();
        let room = columns.checked_sub(3 * (count - 1))?;
        let natural: Vec<usize> = (0..count)
            .map(|column| self.cells(column).map(natural_width).max().unwrap_or(0).max(1))
            .collect();
        let mut widths: Vec<usize> = (0..count)
            .map(|column| {
                let word = self.cells(column).map(longest_word).max().unwrap_or(0);
                natural[column].min(word.clamp(1, WORD_LIMIT))
            })
            .collect();
        let mut left = room.checked_sub(widths.iter().sum())?;
        // Columns that want more share what is left evenly, so that short ones are filled first.
        loop {
            let hungry: Vec<usize> = (0..count).filter(|&c| widths[c] < natural[c]).collect();
            let share = left.checked_div(hungry.len()).unwrap_or(0);
            if share == 0 {
                for column in hungry.into_iter().take(left) {
                    widths[column] += 1;
                }
                return Some(widths);
            }
            for column in hungry {
                let more = share.min(natural[column] - widths[column]);
                widths[column] += more;
                left -= more;
            }
        }
    }

    fn grid(&self, widths: &[usize], theme: Theme) -> Vec<Line> {
        let dim = theme.style(Role::Dim);
        let bar = Run::new(format!(" {} ", theme.mark(Mark::Bar)), dim);
        let rule = {
            let (rule, cross) = (theme.mark(Mark::Rule), theme.mark(Mark::Cross));
            let pieces: Vec<String> = widths.iter().map(|width| rule.repeat(*width)).collect();
            vec![Run::new(pieces.join(&format!("{rule}{cross}{rule}")), dim)]
        };
        let mut lines = Vec::new();
        // Markdown cannot do without a header, so a table of facts has an empty one.
        if self.head.iter().any(|cell| natural_width(cell) > 0) {
            let head: Vec<Cell> = self.head.iter().map(|cell| strong(cell, theme)).collect();
            lines = self.row(&head, widths, &bar);
            lines.push(rule.clone());
        }
        let rows: Vec<Vec<Line>> =
            self.rows.iter().map(|row| self.row(row, widths, &bar)).collect();
        // Without a rule between them, rows whose cells wrap would run together.
        let wraps: Vec<bool> = rows.iter().map(|row| row.len() > 1).collect();
        for (at, row) in rows.into_iter().enumerate() {
            if at > 0 && (wraps[at - 1] || wraps[at]) {
                lines.push(rule.clone());
            }
            lines.extend(row);
        }
        lines
    }

    fn row(&self, cells: &[Cell], widths: &[usize], bar: &Run) -> Vec<Line> {
        let wrapped: Vec<Vec<Line>> = widths
            .iter()
            .enumerate()
            .map(|(column, width)| cells.get(column).map_or(Vec::new(), |cell| wrap(cell, *width)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
        (0..height)
            .map(|at| {
                let mut line = Line::new();
                for (column, width) in widths.iter().enumerate() {
                    if column > 0 {
                        line.push(bar.clone());
                    }
                    let cell = wrapped[column].get(at).cloned().unwrap_or_default();
                    let space = width.saturating_sub(line_width(&cell));
                    let before = match self.align.get(column).copied().unwrap_or_default() {
                        Align::Left => 0,
                        Align::Centre => space / 2,
                        Align::Right => space,
                    };
                    line.push(Run::plain(" ".repeat(before)));
                    line.extend(cell);
                    line.push(Run::plain(" ".repeat(space - before)));
                }
                line
            })
            .collect()
    }

    fn records(&self, columns: usize, theme: Theme) -> Vec<Line> {
        let mut lines = Vec::new();
        let indent = if columns > 20 { Run::plain("  ") } else { Run::default() };
        for (at, row) in self.rows.iter().enumerate() {
            if at > 0 {
                lines.push(Line::new());
            }
            for (head, cell) in self.head.iter().zip(row) {
                let mut entry = strong(head, theme);
                entry.push(Run::new(": ", theme.style(Role::Strong)));
                entry.extend(cell.iter().cloned());
                let wrapped = wrap(&entry, columns - line_width(std::slice::from_ref(&indent)));
                lines.extend(prefixed(wrapped, &Run::default(), &indent));
            }
        }
        lines
    }
}

fn strong(cell: &Cell, theme: Theme) -> Cell {
    let bold = theme.style(Role::Strong);
    let style = |style: Style| style.effects(style.get_effects() | bold.get_effects());
    cell.iter().map(|run| Run::new(run.text.clone(), style(run.style))).collect()
}

fn natural_width(cell: &Cell) -> usize {
    wrap(cell, usize::MAX).iter().map(|line| line_width(line)).max().unwrap_or(0)
}

fn longest_word(cell: &Cell) -> usize {
    wrap(cell, 1 << 16)
        .iter()
        .flat_map(|line| {
            let text: String = line.iter().map(|run| run.text.as_str()).collect();
            text.split_whitespace().map(super::wrap::width).max()
        })
        .max()
        .unwrap_or(0)
}

fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "+-−.,%€$£ ".contains(c))
}

/// A CSV exhibit as a table: the first record is the header. What cannot be read as CSV is shown as
/// far as it can; of a very long file the first thousand records.
#[must_use]
pub fn csv(text: &str, columns: usize, theme: Theme) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let mut records = reader
        .records()
        .map_while(Result::ok)
        .map(|record| record.iter().take(CSV_COLUMNS).map(str::to_owned).collect::<Vec<String>>());
    let Some(head) = records.next() else { return String::new() };
    let rows: Vec<Vec<String>> = records.by_ref().take(CSV_ROWS).collect();
    let more = records.count();
    let mut shown = Table::plain(&head, &rows).render(columns, theme);
    if more > 0 {
        let note = format!("({} not shown)", count(more, "more row", "more rows"));
        shown.push_str(&theme.paint(Role::Dim, &note));
        shown.push('\n');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const UNICODE: Theme = Theme { colour: false, unicode: true };
    const METRICS: &str = "\
group,applications,approved,rate
18-39,1200,540,45 %
40-59,800,330,41 %
60 and over,300,97,32 %
";

    #[test]
    fn csv_is_a_table_with_numbers_to_the_right() {
        insta::assert_snapshot!(csv(METRICS, 80, UNICODE), @r"
        group       │ applications │ approved │ rate
        ────────────┼──────────────┼──────────┼─────
        18-39       │         1200 │      540 │ 45 %
        40-59       │          800 │      330 │ 41 %
        60 and over │          300 │       97 │ 32 %
        ");
        insta::assert_snapshot!(csv(METRICS, 80, Theme::PLAIN), @r"
        group       | applications | approved | rate
        ------------+--------------+----------+-----
        18-39       |         1200 |      540 | 45 %
        40-59       |          800 |      330 | 41 %
        60 and over |          300 |       97 | 32 %
        ");
    }

    #[test]
    fn cells_wrap_when_the_table_is_wider_than_the_screen() {
        let text = "step,who,what\n\
            1,Product owner,\"Lists every intent of the chatbot, with its data sources and the people it affects\"\n\
            2,Legal,\"Says which article applies, and by when\"\n";
        insta::assert_snapshot!(csv(text, 60, UNICODE), @r"
        step │ who           │ what
        ─────┼───────────────┼──────────────────────────────────────
           1 │ Product owner │ Lists every intent of the chatbot,
             │               │ with its data sources and the people
             │               │ it affects
        ─────┼───────────────┼──────────────────────────────────────
           2 │ Legal         │ Says which article applies, and by
             │               │ when
        ");
    }

    #[test]
    fn a_table_that_cannot_fit_becomes_records() {
        let text = "requirement,responsible,accountable,consulted,informed,deadline\n\
            Transparency notice,Communications,Head of service,Legal department,Works council,2026-08-02\n\
            Logging,Engineering,Chief technology officer,Data protection officer,Audit,2026-12-01\n";
        insta::assert_snapshot!(csv(text, 60, UNICODE), @r"
        requirement: Transparency notice
        responsible: Communications
        accountable: Head of service
        consulted: Legal department
        informed: Works council
        deadline: 2026-08-02

        requirement: Logging
        responsible: Engineering
        accountable: Chief technology officer
        consulted: Data protection officer
        informed: Audit
        deadline: 2026-12-01
        ");
    }

    #[test]
    fn ragged_and_broken_csv_is_shown_as_far_as_it_goes() {
        insta::assert_snapshot!(csv("a,b\n1\n1,2,3\n\"open,4", 40, UNICODE), @r"
        a      │ b
        ───────┼──
        1      │
        1      │ 2
        open,4 │
        ");
        assert_eq!(csv("", 40, UNICODE), "");
        assert!(!csv("a,\"\x1B[31mb\"\n", 40, UNICODE).contains('\x1B'));
    }

    #[test]
    fn a_very_long_file_is_counted() {
        let text = "n\n".to_owned() + &"1\n".repeat(CSV_ROWS + 2);
        assert!(csv(&text, 40, UNICODE).ends_with("(2 more rows not shown)\n"));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(
            head in prop::collection::vec(r"[a-zé漢 ]{0,30}", 1..9),
            rows in prop::collection::vec(prop::collection::vec(r"\PC{0,60}", 0..10), 0..6),
            columns in 20usize..100,
        ) {
            for line in Table::plain(&head, &rows).lines(columns, UNICODE) {
                prop_assert!(line_width(&line) <= columns, "{line:?}");
            }
        }
    }
}
