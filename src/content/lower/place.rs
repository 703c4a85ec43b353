//! Which table has which keys, so that a key in the wrong table can be told where it belongs. Read
//! off the schema, and only when a problem was found.

use std::sync::LazyLock;

use serde_json::Value;

use super::super::file::FileKind;

/// A table of a kind of file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Keys from the top of the file, such as `question.sample`; `*` is a name that the author
    /// gives. Empty for the top itself.
    pub(super) path: String,
    /// The question's kind, where it depends on that.
    pub(super) kind: Option<String>,
    /// All keys of the table, save those that the author names.
    pub(super) keys: Vec<String>,
}

/// All tables of a kind of file, the outer before the inner.
pub(super) fn places(file: FileKind) -> &'static [Place] {
    static ALL: LazyLock<Vec<(FileKind, Vec<Place>)>> = LazyLock::new(|| {
        FileKind::ALL
            .into_iter()
            .map(|kind| {
                let schema = kind.schema();
                let mut found = Vec::new();
                collect(&schema, "", &mut found);
                found.sort_by_key(|place: &Place| place.path.matches('.').count());
                (kind, found)
            })
            .collect()
    });
    ALL.iter().find(|(kind, _)| *kind == file).map_or(&[], |(_, places)| places)
}

fn collect(node: &Value, path: &str, found: &mut Vec<Place>) {
    // Tables in a list have the path of the list.
    if node["items"].is_object() {
        collect(&node["items"], path, found);
    }
    if node["additionalProperties"].is_object() {
        collect(&node["additionalProperties"], &below(path, "*"), found);
    }
    let Some(properties) = node["properties"].as_object() else { return };
    let path_of_table = path.to_owned();
    if properties.contains_key("kind") {
        let mut kinds = Vec::new();
        by_kind(node, &mut kinds);
        found.extend(kinds.into_iter().map(|(kind, foreign)| Place {
            path: path_of_table.clone(),
            kind: Some(kind),
            keys: properties.keys().filter(|key| !foreign.contains(key)).cloned().collect(),
        }));
    } else {
        let keys = properties.keys().cloned().collect();
        found.push(Place { path: path_of_table, kind: None, keys });
    }
    for (key, inner) in properties {
        collect(inner, &below(path, key), found);
    }
}

/// The kinds of a table, each with the keys that only other kinds have.
fn by_kind(node: &Value, found: &mut Vec<(String, Vec<String>)>) {
    let Some(kind) = node["if"]["properties"]["kind"]["const"].as_str() else { return };
    let foreign = node["then"]["propertyNames"]["not"]["enum"].as_array();
    let foreign = foreign.into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned));
    found.push((kind.to_owned(), foreign.collect()));
    by_kind(&node["else"], found);
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The table as people write it.
pub(super) fn shown(path: &str) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    match path {
        "" => "the top of the file".to_owned(),
        "groups" | "mark" | "criterion.evidence" => format!("`[{path}]`"),
        "criterion.caps" => "`caps`".to_owned(),
        "criterion.levels" | "question.accept" | "question.mistakes" => {
            format!("an entry of `{last}`")
        }
        "criterion.evidence.*" => "a rule".to_owned(),
        "mark.*" => "a mark".to_owned(),
        _ => format!("`[[{path}]]`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_each_file_are_known() {
        let mut paths: Vec<&str> =
            FileKind::ALL.into_iter().flat_map(places).map(|p| p.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(
            paths,
            [
                "",
                "criterion",
                "criterion.against",
                "criterion.caps",
                "criterion.evidence.*",
                "criterion.levels",
                "exhibit",
                "fatal",
                "inject",
                "mark.*",
                "marked",
                "phase",
                "question",
                "question.accept",
                "question.mistakes",
                "question.option",
                "question.sample",
            ]
        );
    }
}
