//! Frameworks, the lexicon and the library's manifest.

use super::super::file::FileKind;
use super::super::framework::{Framework, Phase};
use super::super::ids::{Competency, FrameworkId, PhaseId};
use super::super::lexicon::Lexicon;
use super::super::limits::{MAX_ANSWERS, MAX_ENTRIES};
use super::super::manifest::Manifest;
use super::super::problem::Problem;
use super::Lowered;
use super::find::Findings;
use super::read::{Table, Value};
use super::shared::{
    Ids, boolean, distinct_lines, format, groups, line, no_id, own_id, patterns, text,
};
use super::syntax::lowered;

/// Lowers `rubrics/frameworks/<id>.toml`.
#[must_use]
pub fn framework(id: &FrameworkId, file: &str, source: &str) -> Lowered<Framework> {
    lowered(FileKind::Framework, file, source, |f, mut top| {
        format(f, &mut top, true);
        no_id(f, &mut top, id.as_str());
        let title = top.required(f, "title", "title = \"...\"", line).unwrap_or_default();
        let aliases = top.optional(f, "aliases", distinct_lines).unwrap_or_default();
        let ordered = top.required(f, "ordered", "ordered = true", boolean).unwrap_or_default();
        let mut ids = Ids::default();
        let tables = top.tables(f, "phase", "phase", MAX_ENTRIES);
        if tables.is_empty() && top.key_span("phase").is_none() {
            top.missing(f, "phase", "[[phase]]");
        }
        let phases = tables.into_iter().filter_map(|table| phase(f, table, &mut ids)).collect();
        top.finish(f);
        Some(Framework { id: id.clone(), title, aliases, ordered, phases })
    })
}

fn phase(f: &mut Findings<'_>, mut table: Table<'_>, ids: &mut Ids) -> Option<Phase> {
    let id = own_id(f, &mut table, ids);
    let title = table.required(f, "title", "title = \"...\"", line).unwrap_or_default();
    let belongs = table.optional(f, "belongs", text);
    let any = table.required(f, "any", "any = [\"...\"]", patterns).unwrap_or_default();
    table.finish(f);
    Some(Phase { id: PhaseId::new(id?), title, belongs, any })
}

/// Lowers `lexicon.toml`.
#[must_use]
pub fn lexicon(file: &str, source: &str) -> Lowered<Lexicon> {
    lowered(FileKind::Lexicon, file, source, |f, mut top| {
        format(f, &mut top, false);
        let groups = groups(f, &mut top, MAX_ANSWERS);
        top.finish(f);
        Some(Lexicon { groups })
    })
}

/// Lowers `library.toml`.
#[must_use]
pub fn manifest(file: &str, source: &str) -> Lowered<Manifest> {
    lowered(FileKind::Manifest, file, source, |f, mut top| {
        format(f, &mut top, false);
        let name = top.required(f, "name", "name = \"...\"", line).unwrap_or_default();
        let language = top.required(f, "language", "language = \"en\"", language);
        let licence = top.optional(f, "licence", line);
        let competencies = top
            .required(f, "competencies", "competencies = [\"...\"]", distinct_lines)
            .unwrap_or_default();
        top.finish(f);
        Some(Manifest {
            name,
            language: language.unwrap_or_default(),
            licence,
            competencies: competencies.into_iter().map(Competency::new).collect(),
        })
    })
}

/// A two-letter code.
fn language(f: &mut Findings<'_>, value: &Value<'_>) -> Option<String> {
    let found = line(f, value)?;
    if found.len() == 2 && found.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(found);
    }
    let problem = Problem::UnknownWord {
        key: value.key.to_owned(),
        found,
        allowed: "the two-letter codes, such as \"en\"".to_owned(),
        near: None,
    };
    f.report(value.span.clone(), &problem);
    None
}
