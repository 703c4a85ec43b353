//! Who belongs to which group, from a file that is read and not kept.

use std::collections::BTreeMap;

use crate::interview::panel::CandidateId;

/// The most groups that are told apart.
pub const MAX_GROUPS: usize = 50;

/// What is wrong with a file of groups.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroupsError {
    /// A column is not there.
    #[error("has no column `{0}`; the first line must name the columns candidate and group")]
    NoColumn(&'static str),
    /// A row that cannot be read.
    #[error("line {line} {problem}")]
    Row {
        /// Where.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// More groups than can be told apart.
    #[error("has more than {MAX_GROUPS} groups: join some, since small ones are not shown anyway")]
    TooMany,
}

/// Reads a file of groups: CSV with the columns `candidate` and `group`. Rows without a group are
/// passed over.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn groups(text: &str) -> Result<BTreeMap<CandidateId, String>, GroupsError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let unreadable = |error: &csv::Error| GroupsError::Row {
        line: error.position().map_or(1, csv::Position::line),
        problem: format!("cannot be read: {error}"),
    };
    let headers = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let column = |name: &'static str| {
        let found = headers.iter().position(|header| header.eq_ignore_ascii_case(name));
        found.ok_or(GroupsError::NoColumn(name))
    };
    let (candidate, group) = (column("candidate")?, column("group")?);
    let mut groups: BTreeMap<CandidateId, String> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let wrong = |problem: String| GroupsError::Row {
            line: record.position().map_or(0, csv::Position::line),
            problem,
        };
        let id = CandidateId::new(record.get(candidate).unwrap_or_default())
            .map_err(|bad| wrong(format!("is of nobody: {bad}")))?;
        let group = record.get(group).unwrap_or_default().chars().take(60).collect::<String>();
        if group.is_empty() {
            continue;
        }
        if let Some(other) = groups.insert(id.clone(), group.clone())
            && other != group
        {
            return Err(wrong(format!(
                "puts `{id}` into `{group}`, and an earlier one into `{other}`"
            )));
        }
    }
    let mut names: Vec<&String> = groups.values().collect();
    names.sort();
    names.dedup();
    if names.len() > MAX_GROUPS { Err(GroupsError::TooMany) } else { Ok(groups) }
}
