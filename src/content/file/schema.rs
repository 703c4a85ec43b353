//! JSON Schemas of the files (draft-07, which editors built on Taplo read), generated.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::tidy::tidy;
use super::{
    CalibrationFile, FrameworkFile, LexiconFile, ManifestFile, MarkedFile, MarksFile, RubricFile,
    ScenarioFile,
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
    /// `rubrics/<scenario>/<question>.calibration.toml`
    Calibration,
}

impl FileKind {
    /// All that people write. A calibration is written by the program alone, so that editors are
    /// given no schema of it.
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
            Self::Calibration => "calibration.schema.json",
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
            Self::Calibration => schema_of::<CalibrationFile>(),
        }
    }
}

fn schema_of<T: JsonSchema>() -> Value {
    // Draft-07 ignores what stands beside a `$ref`, and Taplo what stands beside `allOf`: written out
    // in full, each key keeps its own description, and stands by itself as a schema.
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    tidy(&mut schema);
    schema.to_value()
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

    /// Every node of a schema that stands for a key or for a table, with its path.
    fn visit(path: &str, node: &Value, see: &mut dyn FnMut(&str, &Value)) {
        let inner = |key: &str| node.get(key).filter(|value| value.is_object());
        for (key, value) in node["properties"].as_object().into_iter().flatten() {
            see(&format!("{path}/{key}"), value);
            visit(&format!("{path}/{key}"), value, see);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(value) = inner(key) {
                if value["properties"].is_object() {
                    see(&format!("{path}/*"), value);
                }
                visit(&format!("{path}/*"), value, see);
            }
        }
    }

    #[test]
    fn every_key_and_table_has_a_title_a_description_and_examples_that_fit_it() {
        for kind in FileKind::ALL {
            let schema = kind.schema();
            assert!(schema["title"].is_string() && schema["description"].is_string(), "{kind:?}");
            let mut seen = 0;
            visit(kind.schema_name(), &schema, &mut |path, node| {
                seen += 1;
                assert!(node["title"].is_string(), "{path} has no title");
                assert!(node["description"].is_string(), "{path} has no description");
                let examples = node["examples"].as_array().cloned().unwrap_or_default();
                assert!(!examples.is_empty(), "{path} has no examples");
                let validator = jsonschema::draft7::new(node).unwrap();
                for value in examples.iter().chain(node.get("default")) {
                    let errors: Vec<String> =
                        validator.iter_errors(value).map(|e| e.to_string()).collect();
                    assert!(errors.is_empty(), "{path} refuses its own {value}: {errors:?}");
                }
            });
            assert!(seen >= 2, "{kind:?}");
        }
    }

    #[test]
    fn every_table_refuses_unknown_keys() {
        for kind in FileKind::ALL {
            let schema = kind.schema();
            assert_eq!(schema["additionalProperties"], false, "{kind:?}");
            visit(kind.schema_name(), &schema, &mut |path, node| {
                // In a mark, criteria stand beside `level`; a question's kind decides on its keys.
                let rest = &node["additionalProperties"];
                let is_closed = *rest == false
                    || rest.is_object() && node["propertyNames"].is_object()
                    || node["then"]["propertyNames"]["enum"].is_array();
                assert!(is_closed || node["properties"].is_null(), "{path}");
            });
        }
    }

    #[test]
    fn nothing_is_said_by_alternatives_that_editors_report_without_a_reason() {
        for (name, text) in schemas() {
            for word in ["\"oneOf\"", "\"anyOf\"", "\"allOf\"", "\"$ref\"", "\"null\"", ": null"] {
                assert!(!text.contains(word), "{name} has {word}");
            }
        }
    }
}
