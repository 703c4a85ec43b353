//! New files for authors: valid from the start, each key explained.
//!
//! The texts are in `templates/`. A line `#? key.key` there becomes the key's description in the JSON
//! Schema of that file, so that an explanation is written once, beside the type, and a key that is no
//! longer there fails a test.

mod sheet;
mod table;

use std::collections::BTreeSet;

use crate::content::file::FileKind;
use crate::content::ids::{FrameworkId, MAX_ID_LEN, QuestionId, RubricId, ScenarioId, id_from};
use crate::library::ContentPath;
use sheet::{Sheet, listed, quoted};
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
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Choice, Self::Order, Self::Match, Self::Number];

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

/// What is asked of a new library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLibrary {
    /// For people.
    pub name: String,
    /// What its criteria and questions may name; each once.
    pub competencies: Vec<String>,
}

impl NewLibrary {
    /// What a library trains unless its author says otherwise.
    pub const COMPETENCIES: [&str; 3] = ["judgement", "planning", "communication"];

    /// An empty library.
    #[must_use]
    pub fn files(&self) -> Vec<NewFile> {
        let sheet = Sheet::new(FileKind::Manifest, include_str!("templates/library.toml"));
        let text = sheet.filled(&[
            ("name", &quoted(&self.name)),
            ("competencies", &listed(&self.competencies)),
        ]);
        vec![NewFile { path: ContentPath::Manifest.to_string(), text }]
    }
}

/// What is asked of a new scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScenario {
    /// The name of its file.
    pub id: ScenarioId,
    /// For people.
    pub title: String,
    /// Who the trainee is.
    pub role: String,
    /// How long it takes, as advice.
    pub minutes: u32,
    /// The id of its first question.
    pub question: QuestionId,
    /// How that is answered.
    pub kind: Kind,
}

impl NewScenario {
    /// Who the trainee is unless the author says otherwise.
    pub const ROLE: &str = "project manager";
    /// How long a case takes unless the author says otherwise.
    pub const MINUTES: u32 = 10;
    /// The id of a first question.
    pub const QUESTION: &str = "plan";

    /// The scenario with one question, and what belongs to it.
    #[must_use]
    pub fn files(&self) -> Vec<NewFile> {
        let (text, mut files) = question(&self.id, &self.question, self.kind);
        let sheet = Sheet::new(FileKind::Scenario, include_str!("templates/scenario.toml"));
        let text = sheet.filled(&[
            ("title", &quoted(&self.title)),
            ("role", &quoted(&self.role)),
            ("minutes", &self.minutes.to_string()),
            ("id", self.id.as_str()),
            ("questions", text.trim_end()),
        ]);
        files.insert(0, NewFile { path: format!("scenarios/{}.toml", self.id), text });
        files
    }
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

/// What is asked of a new framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFramework {
    /// The name of its file.
    pub id: FrameworkId,
    /// Its full name.
    pub title: String,
    /// Whether its phases have an order.
    pub ordered: bool,
    /// Their names, each once and with a letter or digit in it.
    pub phases: Vec<String>,
}

impl NewFramework {
    /// Phases that have patterns already, for an author to start from.
    pub const PHASES: [&str; 3] = ["Find out", "Act", "Look again"];

    /// The framework.
    #[must_use]
    pub fn files(&self) -> Vec<NewFile> {
        let sheet = |template| Sheet::new(FileKind::Framework, template);
        let phases = if self.phases == Self::PHASES {
            sheet(include_str!("templates/phases.toml")).filled(&[])
        } else {
            let sheet = sheet(include_str!("templates/phase.toml"));
            let mut ids = BTreeSet::new();
            let phases = self.phases.iter().enumerate().map(|(at, name)| {
                let id = id_from(name).unwrap_or_else(|| format!("phase-{}", at + 1));
                let text = sheet.filled(&[
                    ("id", &unique(&id, &mut ids)),
                    ("title", &quoted(name)),
                    ("name", &quoted(&exactly(name))),
                ]);
                // Each key is explained once.
                let is_shown = |line: &&str| at == 0 || !line.starts_with('#');
                text.lines().filter(is_shown).map(|line| format!("{line}\n")).collect()
            });
            phases.collect::<Vec<String>>().join("\n")
        };
        let text = sheet(include_str!("templates/framework.toml")).filled(&[
            ("title", &quoted(&self.title)),
            ("ordered", if self.ordered { "true" } else { "false" }),
            ("phases", phases.trim_end()),
        ]);
        vec![NewFile { path: ContentPath::Framework(self.id.clone()).to_string(), text }]
    }
}

/// A pattern that finds the words of a name, one after the other.
fn exactly(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!("\"{}\"", words.join(" "))
}

/// The id, or the first of `id-2`, `id-3`, ... that is not taken; it is taken from now on.
fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    /// Room for a number behind it.
    const LONGEST: usize = MAX_ID_LEN - 4;
    let base = id.get(..LONGEST).unwrap_or(id).trim_end_matches('-');
    let mut unique = base.to_owned();
    let mut number = 2;
    while !taken.insert(unique.clone()) {
        unique = format!("{base}-{number}");
        number += 1;
    }
    unique
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
    use proptest::prelude::*;

    use super::*;
    use crate::content::lower;

    #[test]
    fn a_title_reads_as_a_sentence_begins() {
        assert_eq!(title_of("night-shift"), "Night shift");
        assert_eq!(title_of(""), "");
    }

    fn framework(phases: &[&str]) -> NewFramework {
        NewFramework {
            id: FrameworkId::new("three"),
            title: "Three".to_owned(),
            ordered: false,
            phases: phases.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn no_marker_is_left_in_any_file() {
        let competencies = NewLibrary::COMPETENCIES.map(str::to_owned).to_vec();
        let mut files = NewLibrary { name: "A \"quoted\" name".to_owned(), competencies }.files();
        files.extend(framework(&NewFramework::PHASES).files());
        files.extend(framework(&["Ask", "Act"]).files());
        for kind in Kind::ALL {
            let scenario = NewScenario {
                id: ScenarioId::new("one"),
                title: "One".to_owned(),
                role: NewScenario::ROLE.to_owned(),
                minutes: NewScenario::MINUTES,
                question: QuestionId::new(NewScenario::QUESTION),
                kind,
            };
            files.extend(scenario.files());
        }
        for file in files {
            assert!(!file.text.contains("<<") && !file.text.contains("#?"), "{}", file.text);
            assert!(file.text.lines().all(|line| line.chars().count() <= 400), "{}", file.path);
        }
    }

    #[test]
    fn names_become_phases_and_their_keys_are_explained_once() {
        let text = framework(&["Find out", "Act!", "act", "Prüfen"]).files().remove(0).text;
        for id in ["find-out", "act", "act-2", "prufen"] {
            assert!(text.contains(&format!("\nid = \"{id}\"\n")), "{text}");
        }
        assert!(text.contains(r#"any = ["\"find out\""]"#), "{text}");
        assert!(text.contains("ordered = false\n"), "{text}");
        assert_eq!(text.matches("# Within the framework").count(), 1, "{text}");
    }

    proptest! {
        #[test]
        fn any_names_of_phases_are_accepted_as_a_framework(
            names in prop::collection::btree_set(r"\PC{0,30}[a-zA-Z0-9é]|<<id>>", 1..6)
        ) {
            let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            let made = framework(&names);
            let file = made.files().remove(0);
            let lowered = lower::framework(&made.id, &file.path, &file.text);
            prop_assert!(lowered.diagnostics.is_empty(), "{:?}\n{}", lowered.diagnostics, file.text);
            let titles: Vec<String> =
                lowered.value.into_iter().flat_map(|f| f.phases).map(|p| p.title).collect();
            prop_assert_eq!(titles, names);
        }
    }
}
