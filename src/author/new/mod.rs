//! New files for authors: valid from the start, each key explained.
//!
//! The texts are in `templates/`. A line `#? key.key` there becomes the key's description in the JSON
//! Schema of that file, so that an explanation is written once, beside the type, and a key that is no
//! longer there fails a test.

mod sheet;
mod table;

use crate::content::file::FileKind;
use crate::content::ids::{FrameworkId, QuestionId, RubricId, ScenarioId};
use sheet::{Sheet, quoted};
pub use table::{TableError, from_table};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Below the library's directory, with `/` between the parts.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// The kinds of questions that can be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Free text against a rubric.
    #[default]
    Open,
    /// Options to pick.
    Choice,
    /// Items to put in order.
    Order,
    /// Pairs to find.
    Match,
    /// A figure to compute.
    Number,
}

impl Kind {
    fn template(self) -> &'static str {
        match self {
            Self::Open => include_str!("templates/open.toml"),
            Self::Choice => include_str!("templates/choice.toml"),
            Self::Order => include_str!("templates/order.toml"),
            Self::Match => include_str!("templates/match.toml"),
            Self::Number => include_str!("templates/number.toml"),
        }
    }
}

/// An empty library.
#[must_use]
pub fn library(name: &str) -> Vec<NewFile> {
    let sheet = Sheet::new(FileKind::Manifest, include_str!("templates/library.toml"));
    vec![NewFile {
        path: "library.toml".to_owned(),
        text: sheet.filled(&[("name", &quoted(name))]),
    }]
}

/// A scenario with one question, and what belongs to it.
#[must_use]
pub fn scenario(id: &ScenarioId, title: &str, question: &QuestionId, kind: Kind) -> Vec<NewFile> {
    let (text, mut files) = self::question(id, question, kind);
    let sheet = Sheet::new(FileKind::Scenario, include_str!("templates/scenario.toml"));
    let text = sheet.filled(&[
        ("title", &quoted(title)),
        ("id", id.as_str()),
        ("questions", text.trim_end()),
    ]);
    files.insert(0, NewFile { path: format!("scenarios/{id}.toml"), text });
    files
}

/// A question as it is appended to a scenario's file, and the files that belong to it.
#[must_use]
pub fn question(
    scenario: &ScenarioId,
    question: &QuestionId,
    kind: Kind,
) -> (String, Vec<NewFile>) {
    let sheet = Sheet::new(FileKind::Scenario, kind.template());
    let text = sheet.filled(&[("question", question.as_str())]);
    let files = match kind {
        Kind::Open => rubric(&RubricId::new(format!("{scenario}/{question}"))),
        Kind::Choice | Kind::Order | Kind::Match | Kind::Number => Vec::new(),
    };
    (text, files)
}

/// A rubric with its first marked answers.
#[must_use]
pub fn rubric(id: &RubricId) -> Vec<NewFile> {
    let file = id.as_str().rsplit('/').next().unwrap_or_default();
    let sheet = |kind, template| {
        Sheet::new(kind, template).filled(&[("rubric", id.as_str()), ("file", file)])
    };
    vec![
        NewFile {
            path: format!("rubrics/{id}.toml"),
            text: sheet(FileKind::Rubric, include_str!("templates/rubric.toml")),
        },
        NewFile {
            path: format!("rubrics/{id}.marked.toml"),
            text: sheet(FileKind::Marked, include_str!("templates/marked.toml")),
        },
        NewFile {
            path: format!("rubrics/{id}.marks/author.toml"),
            text: sheet(FileKind::Marks, include_str!("templates/marks.toml")),
        },
    ]
}

/// A framework.
#[must_use]
pub fn framework(id: &FrameworkId, title: &str) -> Vec<NewFile> {
    let sheet = Sheet::new(FileKind::Framework, include_str!("templates/framework.toml"));
    vec![NewFile {
        path: format!("rubrics/frameworks/{id}.toml"),
        text: sheet.filled(&[("title", &quoted(title))]),
    }]
}

/// A title from an id: `night-shift` becomes "Night shift".
#[must_use]
pub fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_reads_as_a_sentence_begins() {
        assert_eq!(title_of("night-shift"), "Night shift");
        assert_eq!(title_of(""), "");
    }

    #[test]
    fn no_marker_is_left_in_any_file() {
        let (scenario_id, question) = (ScenarioId::new("one"), QuestionId::new("two"));
        let mut files = library("A \"quoted\" name");
        files.extend(framework(&FrameworkId::new("three"), "Three"));
        for kind in [Kind::Open, Kind::Choice, Kind::Order, Kind::Match, Kind::Number] {
            files.extend(scenario(&scenario_id, "One", &question, kind));
        }
        for file in files {
            assert!(!file.text.contains("<<") && !file.text.contains("#?"), "{}", file.text);
            assert!(file.text.lines().all(|line| line.chars().count() <= 400), "{}", file.path);
        }
    }
}
