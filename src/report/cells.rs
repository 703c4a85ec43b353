//! Cells of a spreadsheet in which strangers' words are never run.
//!
//! A program that opens a CSV file takes a cell that begins with one of a few characters for a
//! formula. OWASP, "CSV Injection" (<https://owasp.org/www-community/attacks/CSV_Injection>), advises
//! to put a single quote before such a cell, which spreadsheets take as "this is text", to put every
//! cell into double quotes, and to double the quotes within. So it is done here, also where white
//! space stands before the character, and for its full-width form, which some programs treat alike.
//! A cell that begins with a single quote gets another, so that taking away one quote from each cell
//! that begins with one gives back every cell as it was.

/// What makes a spreadsheet run a cell, with the full-width forms.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// What a spreadsheet takes as "this is text".
const TEXT: char = '\'';

/// A cell that no spreadsheet runs.
#[must_use]
pub fn harmless(cell: &str) -> String {
    let is_run = cell.starts_with(FORMULAS)
        || cell.starts_with('\n')
        || cell.trim_start().starts_with(FORMULAS)
        || cell.starts_with(TEXT);
    if is_run { format!("{TEXT}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was made [`harmless`].
#[must_use]
pub fn restored(cell: &str) -> &str {
    cell.strip_prefix(TEXT).unwrap_or(cell)
}

/// One record of a CSV file, its cells made harmless, with the line end.
#[must_use]
pub fn record<S: AsRef<str>>(cells: &[S]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", harmless(cell.as_ref()).replace('"', "\"\"")))
        .collect();
    format!("{}\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_marked_as_text() {
        for cell in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1",
            "＠A", "\u{a0}=1", "'=1",
        ] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "2", "a=1", "I would \"ask\"; then =go"] {
            assert_eq!(harmless(cell), cell);
        }
        assert_eq!(record(&["a;\"b\"", "=1", ""]), "\"a;\"\"b\"\"\",\"'=1\",\"\"\n");
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cells in prop::collection::vec(r"[=+@'\-＝\t\r\n ]{0,2}(?s:.){0,12}", 1..6)) {
            let text = record(&cells);
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(read.iter().map(restored).collect::<Vec<_>>(), cells);
        }
    }
}
