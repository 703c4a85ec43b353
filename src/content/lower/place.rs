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
    if properties.contains_key("kind") {
        by_kind(node, path, found);
    } else {
        let keys = properties.keys().cloned().collect();
        found.push(Place { path: path.to_owned(), kind: None, keys });
    }
    for (key, inner) in properties {
        collect(inner, &below(path, key), found);
    }
}

/// A table once for each of its kinds.
fn by_kind(node: &Value, path: &str, found: &mut Vec<Place>) {
    let Some(kind) = node["if"]["properties"]["kind"]["const"].as_str() else { return };
    let keys = node["then"]["propertyNames"]["enum"].as_array().into_iter().flatten();
    found.push(Place {
        path: path.to_owned(),
        kind: Some(kind.to_owned()),
        keys: keys.filter_map(|key| key.as_str().map(str::to_owned)).collect(),
    });
    by_kind(&node["else"], path, found);
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The table as people write it.
pub(super) fn shown(path: &str) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    match path {
        "" => "the top of the file".to_owned(),
        "after" | "before" | "word" | "groups" | "mark" | "criterion.evidence" => {
            format!("`[{path}]`")
        }
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
