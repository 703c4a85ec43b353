//! Marked answers and the marks that raters gave.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::super::file::FileKind;
use super::super::ids::CriterionId;
use super::super::limits::{MAX_ANSWERS, MAX_NTH};
use super::super::marked::{Mark, MarkedAnswer, MarkedSet, Marks};
use super::super::problem::Problem;
use super::Lowered;
use super::find::Findings;
use super::read::Table;
use super::shared::{Ids, checked_id, level, line, one_of, own_id, text, whole};
use super::syntax::lowered;

/// Lowers `<question>.marked.toml`.
#[must_use]
pub fn marked(file: &str, source: &str) -> Lowered<Vec<MarkedAnswer>> {
    lowered(FileKind::Marked, file, source, |f, mut top| {
        let mut ids = Ids::default();
        let tables = top.tables(f, "marked", "marked", MAX_ANSWERS);
        if tables.is_empty() && top.key_span("marked").is_none() {
            top.missing(f, "marked", "[[marked]]");
        }
        let answers = tables.into_iter().filter_map(|table| answer(f, table, &mut ids)).collect();
        top.finish(f);
        Some(answers)
    })
}

fn answer(f: &mut Findings<'_>, mut table: Table<'_>, ids: &mut Ids) -> Option<MarkedAnswer> {
    const SETS: &[(&str, MarkedSet)] = &[("tune", MarkedSet::Tune), ("check", MarkedSet::Check)];
    let id = own_id(f, &mut table, ids);
    let set = table.required(f, "set", "set = \"tune\"", one_of(SETS)).unwrap_or(MarkedSet::Tune);
    let text = table.required(f, "text", "text = \"\"\"...\"\"\"", text).unwrap_or_default();
    table.finish(f);
    Some(MarkedAnswer { id: id?, set, text })
}

/// Lowers `<question>.marks/<rater>.toml`.
#[must_use]
pub fn marks(file: &str, source: &str) -> Lowered<Marks> {
    lowered(FileKind::Marks, file, source, |f, mut top| {
        let name = file.rsplit('/').next().unwrap_or(file);
        let name = name.strip_suffix(".toml").unwrap_or(name);
        let rater = top.required(f, "rater", &format!("rater = \"{name}\""), |f, value| {
            let found = line(f, value)?;
            if found != name {
                let problem = Problem::OtherRater { found, name: name.to_owned() };
                f.report(value.span.clone(), &problem);
                return None;
            }
            Some(found)
        });
        let marks = all_marks(f, &mut top);
        top.finish(f);
        Some(Marks { rater: rater.unwrap_or_else(|| name.to_owned()), marks })
    })
}

fn all_marks(f: &mut Findings<'_>, top: &mut Table<'_>) -> BTreeMap<String, Mark> {
    let mut marks = BTreeMap::new();
    let Some(value) = top.take("mark") else {
        top.missing(f, "mark", "[mark]");
        return marks;
    };
    let Some(table) = top.within(f, &value, "mark") else { return marks };
    let entries = table.named();
    if entries.len() > MAX_ANSWERS {
        let problem = Problem::TooLarge {
            what: "`mark`".to_owned(),
            limit: format!("{MAX_ANSWERS} entries"),
        };
        f.report(table.span.clone(), &problem);
        return marks;
    }
    for (span, value) in entries {
        if !matches!(value.node, DeValue::Table(_)) && table.is_stray(f, &span, &value) {
            continue;
        }
        if !checked_id(f, &span, value.key) {
            continue;
        }
        let Some(levels) = table.within(f, &value, "mark.*") else { continue };
        marks.insert(value.key.to_owned(), mark(f, &levels));
    }
    marks
}

/// Criteria stand beside the keys that every mark has.
fn mark(f: &mut Findings<'_>, table: &Table<'_>) -> Mark {
    let mut mark = Mark::default();
    for (span, value) in table.named() {
        match value.key {
            "level" => mark.level = level(f, &value),
            "nth" => mark.nth = whole(1..=MAX_NTH)(f, &value),
            "note" => mark.note = text(f, &value),
            key if checked_id(f, &span, key) => {
                if let Some(level) = level(f, &value) {
                    mark.criteria.insert(CriterionId::new(key), level);
                }
            }
            _ => {}
        }
    }
    mark
}
