//! A rubric from a table of criteria and levels, as panels have it in a spreadsheet.

use std::collections::BTreeSet;

use super::NewFile;
use super::sheet::{quoted, quoted_text};
use crate::author::export::restored;
use crate::content::ids::{RubricId, id_from};
use crate::content::limits::MAX_LEVEL;
use crate::content::marked::MARK_KEYS;

/// Why a table became no rubric. Rows are counted from 1, the head included.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No CSV.
    #[error("row {row}: {problem}; save the sheet as CSV, with commas and UTF-8")]
    NoCsv {
        /// Where.
        row: u64,
        /// What the reader says.
        problem: String,
    },
    /// No columns for levels.
    #[error(
        "the table has no columns for levels: write the criteria below each other in the first column, and one column for each level behind it, from the lowest up"
    )]
    NoLevels,
    /// More levels than a criterion can have.
    #[error(
        "the table has {found} columns for levels, and a criterion has {MAX_LEVEL} at the most"
    )]
    TooManyLevels {
        /// How many.
        found: usize,
    },
    /// No row with a criterion.
    #[error("the table has no rows: write one criterion a row")]
    NoRows,
    /// A row with texts and no criterion.
    #[error("row {row}: the first column is empty; write the criterion there")]
    NoTitle {
        /// Where.
        row: usize,
    },
    /// A row without texts.
    #[error("row {row}: `{title}` has no text at any level; say what a rater looks for")]
    NoTexts {
        /// Where.
        row: usize,
        /// The criterion.
        title: String,
    },
}

/// A rubric whose criteria are marked by a person until they have patterns.
///
/// The first column holds the criteria, a column `weight` their weights; every other column is a level,
/// from the lowest up. A first level named `0`, or whose name begins so, is what every criterion has.
/// An apostrophe that keeps a cell from being run as a formula is taken away.
///
/// # Errors
/// Where the text is no such table.
pub fn from_table(id: &RubricId, title: &str, csv: &str) -> Result<Vec<NewFile>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let broken = |error: csv::Error| TableError::NoCsv {
        row: error.position().map_or(1, csv::Position::line),
        problem: match error.kind() {
            csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
            _ => "not a table".to_owned(),
        },
    };
    let head: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let weight = head.iter().position(|name| name.eq_ignore_ascii_case("weight"));
    let mut levels: Vec<usize> =
        (1..head.len()).filter(|at| Some(*at) != weight && !head[*at].is_empty()).collect();
    if levels.first().is_some_and(|at| head[*at].starts_with('0')) {
        levels.remove(0);
    }
    if levels.is_empty() {
        return Err(TableError::NoLevels);
    }
    if levels.len() > usize::from(MAX_LEVEL) {
        return Err(TableError::TooManyLevels { found: levels.len() });
    }
    let mut ids = BTreeSet::new();
    let mut text = format!(
        "# Made from a table. A criterion is marked by a person until it has patterns: take `by` away and\n\
         # write `[criterion.evidence]` instead.\n\nformat = 1\ntitle = {}\n",
        quoted(title)
    );
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(broken)?;
        let row = at + 2;
        let cell = |column: usize| restored(record.get(column).unwrap_or_default());
        if record.iter().all(str::is_empty) {
            continue;
        }
        let title = cell(0);
        if title.is_empty() {
            return Err(TableError::NoTitle { row });
        }
        let described: Vec<String> = levels
            .iter()
            .enumerate()
            .filter(|(_, column)| !cell(**column).is_empty())
            .map(|(level, column)| {
                format!("  {{ at = {}, text = {} }},\n", level + 1, quoted_text(cell(*column)))
            })
            .collect();
        if described.is_empty() {
            return Err(TableError::NoTexts { row, title: title.to_owned() });
        }
        let id = super::unique(&slug(title, at + 1), &mut ids);
        text.push_str(&format!("\n[[criterion]]\nid = \"{id}\"\ntitle = {}\n", quoted(title)));
        let share = weight.and_then(|column| cell(column).parse::<u32>().ok());
        if let Some(share) = share.filter(|share| *share > 0) {
            text.push_str(&format!("weight = {share}\n"));
        }
        text.push_str(&format!("by = \"person\"\nlevels = [\n{}]\n", described.concat()));
    }
    if ids.is_empty() {
        return Err(TableError::NoRows);
    }
    Ok(vec![NewFile { path: format!("rubrics/{id}.toml"), text }])
}

/// An id from a title: its first words in small letters, joined by hyphens.
fn slug(title: &str, number: usize) -> String {
    let whole = id_from(title).unwrap_or_else(|| format!("criterion-{number}"));
    let words: Vec<&str> = whole.split('-').take(4).collect();
    let id = words.join("-");
    // Marks use these words for themselves.
    if MARK_KEYS.contains(&id.as_str()) { format!("criterion-{id}") } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::lower;

    fn made(csv: &str) -> Result<String, TableError> {
        let id = RubricId::new("ward/handover");
        let files = from_table(&id, "Hands over", csv)?;
        let text = files.into_iter().next().map(|file| file.text).unwrap_or_default();
        let lowered = lower::rubric(&id, "handover.toml", &text);
        assert!(lowered.usable().is_ok(), "{text}");
        Ok(text)
    }

    #[test]
    fn a_title_that_is_a_word_of_marks_becomes_another_id() {
        let text = made("criterion,weak\nLevel,Low\nNote!,None\n").unwrap();
        assert!(text.contains("id = \"criterion-level\"\n"), "{text}");
        assert!(text.contains("id = \"criterion-note\"\n"), "{text}");
    }

    #[test]
    fn rows_become_criteria_that_a_person_marks() {
        let text = made(
            "criterion,weight,0 not shown,1 weak,2 good\n\
             Says who is calling,2,,\"Name, or ward\",Both\n\
             \"Asks \"\"now\"\" for something\",,,Vaguely,Definitely\n",
        )
        .unwrap();
        assert!(text.contains("id = \"says-who-is-calling\"\n"), "{text}");
        assert!(text.contains("weight = 2\nby = \"person\"\n"), "{text}");
        assert!(text.contains("{ at = 1, text = \"Name, or ward\" },"), "{text}");
        assert!(text.contains("title = \"Asks \\\"now\\\" for something\""), "{text}");
        assert!(!text.contains("at = 3"), "{text}");
    }

    #[test]
    fn what_is_no_such_table_is_told_with_its_row() {
        assert_eq!(made("criterion\nA\n"), Err(TableError::NoLevels));
        assert_eq!(made("criterion,weak\n"), Err(TableError::NoRows));
        assert_eq!(made("criterion,weak\n,x\n"), Err(TableError::NoTitle { row: 2 }));
        let no_texts = TableError::NoTexts { row: 3, title: "B".to_owned() };
        assert_eq!(made("criterion,weak\nA,x\nB,\n"), Err(no_texts));
    }

    #[test]
    fn two_criteria_of_one_name_have_ids_of_their_own() {
        let text = made("c,1\nSame,x\nSame,y\n!,z\n").unwrap();
        for id in ["same", "same-2", "criterion-3"] {
            assert!(text.contains(&format!("id = \"{id}\"\n")), "{text}");
        }
    }
}
