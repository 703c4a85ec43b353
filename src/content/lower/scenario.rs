//! Scenarios: what stands around the questions.

use std::ops::Range;

use super::super::file::FileKind;
use super::super::ids::{ExhibitId, InjectId, QuestionId, ScenarioId};
use super::super::limits::{EXHIBIT_ENDINGS, MAX_ENTRIES, MAX_MINUTES, MAX_PATH};
use super::super::problem::{Problem, Referent};
use super::super::scenario::{Difficulty, Exhibit, Inject, Scenario};
use super::Lowered;
use super::find::{Findings, nearest};
use super::question::question;
use super::read::{Table, Value};
use super::shared::{
    Ids, date, distinct, distinct_lines, format, id, line, list, no_id, one_of, own_id, spanned,
    text, whole,
};
use super::syntax::lowered;

/// Lowers `scenarios/<id>.toml`.
#[must_use]
pub fn scenario(id: &ScenarioId, file: &str, source: &str) -> Lowered<Scenario> {
    lowered(FileKind::Scenario, file, source, |f, mut top| {
        format(f, &mut top, true);
        no_id(f, &mut top, id.as_str());
        let title = top.required(f, "title", "title = \"...\"", line).unwrap_or_default();
        let role = top.optional(f, "role", line);
        let difficulty = top
            .required(f, "difficulty", "difficulty = \"any\"", one_of(&Difficulty::ALL))
            .unwrap_or(Difficulty::Any);
        let minutes = top.optional(f, "minutes", whole(1..=MAX_MINUTES));
        let tags = top.optional(f, "tags", distinct_lines).unwrap_or_default();
        let summary = top.required(f, "summary", "summary = \"...\"", line).unwrap_or_default();
        let as_of = top.optional(f, "as_of", date);
        let brief = top.required(f, "brief", "brief = \"\"\"...\"\"\"", text).unwrap_or_default();

        let mut exhibit_ids = Ids::default();
        let exhibits = top.tables(f, "exhibit", "exhibit", MAX_ENTRIES);
        let exhibits =
            exhibits.into_iter().filter_map(|t| exhibit(f, t, &mut exhibit_ids)).collect();

        let mut question_ids = Ids::default();
        let tables = top.tables(f, "question", "question", MAX_ENTRIES);
        if tables.is_empty() && top.key_span("question").is_none() {
            top.missing(f, "question", "[[question]]");
        }
        let questions = tables
            .into_iter()
            .filter_map(|table| question(f, table, id, &mut question_ids, &exhibit_ids))
            .collect();

        let mut inject_ids = Ids::default();
        let injects = top
            .tables(f, "inject", "inject", MAX_ENTRIES)
            .into_iter()
            .filter_map(|t| inject(f, t, &mut inject_ids, &question_ids, &exhibit_ids))
            .collect();
        top.finish(f);
        Some(Scenario {
            id: id.clone(),
            title,
            role,
            difficulty,
            minutes,
            tags,
            summary,
            as_of,
            brief,
            exhibits,
            questions,
            injects,
        })
    })
}

fn exhibit(f: &mut Findings<'_>, mut table: Table<'_>, ids: &mut Ids) -> Option<Exhibit> {
    let id = own_id(f, &mut table, ids);
    let title = table.required(f, "title", "title = \"...\"", line).unwrap_or_default();
    let file = table.required(f, "file", "file = \"...\"", path);
    table.finish(f);
    Some(Exhibit { id: ExhibitId::new(id?), title, file: file? })
}

/// A path that stays below `scenarios/` and means the same on every system.
fn path(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let found = line(f, value)?;
    match why_not_a_path(&found) {
        None => Some(found),
        Some(why) => {
            f.report(value.span.clone(), &Problem::BadPath { path: found, why });
            None
        }
    }
}

/// Why a text cannot be the path of an exhibit; none where it can.
#[must_use]
pub fn why_not_a_path(path: &str) -> Option<&'static str> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    if path.starts_with('/') || path.contains(':') {
        Some("it does not begin below `scenarios/`")
    } else if path.contains('\\') {
        Some("its parts must be separated by `/`")
    } else if path.split('/').any(|part| part == "..") {
        Some("it leaves the directory")
    } else if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        Some("a part of it is empty or begins with a dot")
    } else if !ending.is_some_and(|ending| EXHIBIT_ENDINGS.contains(&ending)) {
        Some("by its ending it is no text")
    } else if path.len() > MAX_PATH {
        Some("it is too long")
    } else if !path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
    {
        Some("it has characters other than letters, digits, `-`, `_` and `.`")
    } else {
        None
    }
}

fn inject(
    f: &mut Findings<'_>,
    mut table: Table<'_>,
    ids: &mut Ids,
    questions: &Ids,
    exhibits: &Ids,
) -> Option<Inject> {
    let inject = own_id(f, &mut table, ids);
    let before = table.required(f, "before", "before = \"<question id>\"", spanned(id));
    if let Some((name, span)) = &before {
        known(f, Referent::Question, name, span, questions);
    }
    let text = table.required(f, "text", "text = \"\"\"...\"\"\"", text).unwrap_or_default();
    let opened = table.optional(f, "exhibits", list(spanned(id))).unwrap_or_default();
    for (name, span) in &opened {
        known(f, Referent::Exhibit, name, span, exhibits);
    }
    let opened = distinct(f, opened).into_iter().map(ExhibitId::new).collect();
    table.finish(f);
    let (before, _) = before?;
    Some(Inject {
        id: InjectId::new(inject?),
        before: QuestionId::new(before),
        text,
        exhibits: opened,
    })
}

/// Reports a name that is not among `ids`.
pub(super) fn known(
    f: &mut Findings<'_>,
    what: Referent,
    name: &str,
    span: &Range<usize>,
    ids: &Ids,
) {
    if ids.contains(name) {
        return;
    }
    let names = ids.names();
    let problem = Problem::Unknown {
        what,
        name: name.to_owned(),
        near: nearest(name, names.iter().copied()).map(str::to_owned),
        known: names.into_iter().map(str::to_owned).collect(),
    };
    f.report_absence(span.clone(), &problem);
}
