//! JSON Schemas of the files (draft-07, which editors built on Taplo read), generated.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{
    FrameworkFile, LexiconFile, ManifestFile, MarkedFile, MarksFile, RubricFile, ScenarioFile,
};

/// The kinds of file that a library holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `scenarios/<id>.toml`
    Scenario,
    /// `rubrics/<scenario>/<question>.toml`
    Rubric,
    /// `rubrics/frameworks/<id>.toml`
    Framework,
    /// `lexicon.toml`
    Lexicon,
    /// `library.toml`
    Manifest,
    /// `rubrics/<scenario>/<question>.marked.toml`
    Marked,
    /// `rubrics/<scenario>/<question>.marks/<rater>.toml`
    Marks,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Scenario,
        Self::Rubric,
        Self::Framework,
        Self::Lexicon,
        Self::Manifest,
        Self::Marked,
        Self::Marks,
    ];

    /// The name of its schema in `schemas/`.
    #[must_use]
    pub fn schema_name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario.schema.json",
            Self::Rubric => "rubric.schema.json",
            Self::Framework => "framework.schema.json",
            Self::Lexicon => "lexicon.schema.json",
            Self::Manifest => "library.schema.json",
            Self::Marked => "marked.schema.json",
            Self::Marks => "marks.schema.json",
        }
    }

    /// Its schema.
    #[must_use]
    pub fn schema(self) -> Value {
        match self {
            Self::Scenario => schema_of::<ScenarioFile>(),
            Self::Rubric => schema_of::<RubricFile>(),
            Self::Framework => schema_of::<FrameworkFile>(),
            Self::Lexicon => schema_of::<LexiconFile>(),
            Self::Manifest => schema_of::<ManifestFile>(),
            Self::Marked => schema_of::<MarkedFile>(),
            Self::Marks => schema_of::<MarksFile>(),
        }
    }
}

fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    tidy(&mut schema);
    schema.to_value()
}

/// TOML has no null, editors show descriptions as they are, and the width of an integer in memory
/// says nothing to an author.
fn tidy(schema: &mut Schema) {
    if let Some(map) = schema.as_object_mut() {
        if let Some(Value::Array(types)) = map.get_mut("type") {
            types.retain(|t| t != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                map.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(any)) = map.get_mut("anyOf") {
            any.retain(|schema| schema["type"] != "null");
        }
        if let Some(Value::String(text)) = map.get_mut("description") {
            *text = text.replace('\n', " ");
        }
        let is_width = |format: &Value| format.as_str().is_some_and(|f| f.starts_with("uint"));
        if map.get("format").is_some_and(is_width) {
            map.remove("format");
        }
    }
    transform_subschemas(&mut tidy, schema);
}

/// All schemas: name in `schemas/`, and text ending in a newline.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    FileKind::ALL
        .into_iter()
        .map(|kind| (kind.schema_name(), format!("{:#}\n", kind.schema())))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// `HOTSEAT_BLESS=1 cargo test schemas` writes them.
    #[test]
    fn the_schemas_in_the_repository_are_those_of_the_types() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
        #[expect(clippy::disallowed_methods, reason = "only tests bless")]
        let is_blessing = std::env::var_os("HOTSEAT_BLESS").is_some();
        for (name, text) in schemas() {
            let path = folder.join(name);
            if is_blessing {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&path, &text).unwrap();
            }
            let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            assert!(
                found == text,
                "schemas/{name} is stale: run HOTSEAT_BLESS=1 cargo test schemas"
            );
        }
    }

    #[test]
    fn every_table_refuses_unknown_keys_and_every_key_is_described() {
        fn visit(path: &str, node: &Value) {
            if let Some(properties) = node["properties"].as_object() {
                assert_eq!(node["additionalProperties"], false, "{path}");
                for (key, inner) in properties {
                    let is_described = inner["description"].is_string() || key == "kind";
                    assert!(is_described, "{path}/{key}");
                }
            }
            match node {
                Value::Object(map) => {
                    map.iter().for_each(|(k, v)| visit(&format!("{path}/{k}"), v))
                }
                Value::Array(all) => all.iter().for_each(|v| visit(path, v)),
                _ => {}
            }
        }
        for kind in FileKind::ALL {
            visit(kind.schema_name(), &kind.schema());
        }
    }
}
