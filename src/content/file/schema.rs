//! JSON Schemas of the files (draft-07, which editors built on Taplo read), generated.

use schemars::{JsonSchema, generate::SchemaSettings};

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
    pub fn schema(self) -> serde_json::Value {
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

fn schema_of<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}

/// All schemas: name in `schemas/`, and text ending in a newline.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    FileKind::ALL
        .into_iter()
        .map(|kind| (kind.schema_name(), format!("{:#}\n", kind.schema())))
        .collect()
}
