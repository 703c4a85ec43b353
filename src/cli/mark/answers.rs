//! Answers to mark from a file.

use std::collections::BTreeSet;
use std::path::Path;

use crate::author::marking::Answer;
use crate::cli::batch::{Cells, Columns, Format, LineNumber, Row, rows};
use crate::cli::error::CliError;
use crate::cli::score::{open, read_text};
use crate::cli::test::Sets;
use crate::content::ids::{id_from, is_id};
use crate::content::limits::MAX_ANSWERS;
use crate::content::lower;
use crate::library::{LibraryError, Origin};
use crate::scoring::MAX_ANSWER_BYTES;

/// The answers of a file, each with an id of its own.
pub(super) fn of_file(path: &Path, sets: Sets) -> Result<Vec<Answer>, CliError> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending != "toml" && sets != Sets::All {
        let what = "--set chooses among answers that have a set: those of a .marked.toml";
        return Err(CliError::Usage(what.to_owned()));
    }
    let answers = match ending {
        "csv" => of_rows(path, rows(open(path)?, Format::Csv, &Columns::SCORE))?,
        "jsonl" => of_rows(path, rows(open(path)?, Format::JsonLines, &Columns::SCORE))?,
        "toml" => of_toml(path, sets)?,
        _ => {
            return Err(CliError::Usage(format!(
                "`{}` is no file of answers: give a .csv or .jsonl with id and text, or a .marked.toml",
                path.display()
            )));
        }
    };
    if answers.is_empty() {
        let what = path.display().to_string();
        let instead = "write one a line, with id and text, or another --set";
        return Err(CliError::NothingToMark { what, instead });
    }
    Ok(answers)
}

fn of_toml(path: &Path, sets: Sets) -> Result<Vec<Answer>, CliError> {
    let text = read_text(path)?.replace("\r\n", "\n");
    let file = path.display().to_string();
    match lower::marked(&file, &text).usable() {
        Ok(answers) => Ok(answers
            .into_iter()
            .filter(|answer| sets.sets().contains(&answer.set))
            .map(|answer| Answer { id: answer.id, text: answer.text })
            .collect()),
        Err(diagnostics) => {
            let folder = path.parent().unwrap_or(Path::new("."));
            let origin = Origin::Directory(folder.to_owned());
            Err(LibraryError::Faulty { file, origin, text, diagnostics }.into())
        }
    }
}

fn of_rows(
    path: &Path,
    rows: impl Iterator<Item = (Row, LineNumber)>,
) -> Result<Vec<Answer>, CliError> {
    let mut ids = BTreeSet::new();
    let mut answers = Vec::new();
    for (row, line) in rows {
        let faulty = |problem| CliError::Row { path: path.to_owned(), line, problem };
        let Cells { id, text, .. } = row.map_err(faulty)?;
        let id = checked(id).map_err(faulty)?;
        if !ids.insert(id.clone()) {
            return Err(faulty(format!("has the id `{id}`, as a line before it has")));
        }
        if text.len() > MAX_ANSWER_BYTES {
            return Err(faulty(format!("has an answer of more than {MAX_ANSWER_BYTES} bytes")));
        }
        if answers.len() == MAX_ANSWERS {
            let most = format!("is one too many: a file of marks holds {MAX_ANSWERS}; split it");
            return Err(faulty(most));
        }
        answers.push(Answer { id, text });
    }
    Ok(answers)
}

/// Marks are kept under the id.
fn checked(id: Option<String>) -> Result<String, String> {
    match id {
        Some(id) if is_id(&id) => Ok(id),
        Some(id) if !id.trim().is_empty() => Err(match id_from(&id) {
            Some(instead) => format!(
                "has the id `{id}`; write lower-case letters, digits and single hyphens, such as `{instead}`"
            ),
            None => {
                format!("has the id `{id}`; write lower-case letters, digits and single hyphens")
            }
        }),
        _ => Err("has no id, and a mark is kept under it; add a column or key `id`".to_owned()),
    }
}
