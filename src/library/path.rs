//! Which file of a library holds what: the one place that knows the names of its folders.

use std::fmt;

use crate::content::ids::{FrameworkId, RubricId, ScenarioId, is_id};
use crate::content::lower::why_not_a_path;

/// What a file of a library is, by its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentPath {
    /// `library.toml`
    Manifest,
    /// `lexicon.toml`
    Lexicon,
    /// `scenarios/<id>.toml`
    Scenario(ScenarioId),
    /// Any file deeper below `scenarios/`, as its path below that folder.
    Exhibit(String),
    /// `rubrics/<scenario>/<question>.toml`
    Rubric(RubricId),
    /// `rubrics/frameworks/<id>.toml`
    Framework(FrameworkId),
    /// `rubrics/<scenario>/<question>.marked.toml`
    Marked(RubricId),
    /// `rubrics/<scenario>/<question>.marks/<rater>.toml`
    Marks(RubricId, String),
    /// `rubrics/<scenario>/<question>.calibration.toml`
    Calibration(RubricId),
}

/// Why a path below `scenarios/` or `rubrics/` is none of a library's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotContent {
    /// In a place where nothing is looked for.
    Elsewhere,
    /// In the right place, with a name that cannot be an id.
    BadName,
}

/// The folder of frameworks, which therefore cannot be a scenario's.
const FRAMEWORKS: &str = "frameworks";

impl ContentPath {
    /// What the file at `path` is. `path` is relative to the library, with `/` between the parts.
    ///
    /// # Errors
    /// That it is none of a library's files.
    pub fn parse(path: &str) -> Result<Self, NotContent> {
        let named = |name: &str, is_fit: bool, found: Self| {
            if is_id(name) && is_fit { Ok(found) } else { Err(NotContent::BadName) }
        };
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["library.toml"] => Ok(Self::Manifest),
            ["lexicon.toml"] => Ok(Self::Lexicon),
            ["scenarios", file] => {
                let name = file.strip_suffix(".toml").ok_or(NotContent::Elsewhere)?;
                named(name, name != FRAMEWORKS, Self::Scenario(ScenarioId::new(name)))
            }
            ["scenarios", rest @ ..] if !rest.is_empty() => Ok(Self::Exhibit(rest.join("/"))),
            ["rubrics", FRAMEWORKS, file] => {
                let name = file.strip_suffix(".toml").ok_or(NotContent::Elsewhere)?;
                named(name, true, Self::Framework(FrameworkId::new(name)))
            }
            ["rubrics", scenario, file] => {
                let name = file.strip_suffix(".toml").ok_or(NotContent::Elsewhere)?;
                let (name, made): (&str, fn(RubricId) -> Self) =
                    if let Some(name) = name.strip_suffix(".marked") {
                        (name, Self::Marked)
                    } else if let Some(name) = name.strip_suffix(".calibration") {
                        (name, Self::Calibration)
                    } else {
                        (name, Self::Rubric)
                    };
                let found = made(RubricId::new(format!("{scenario}/{name}")));
                named(name, is_id(scenario), found)
            }
            ["rubrics", scenario, folder, file] => {
                let rater = file.strip_suffix(".toml").ok_or(NotContent::Elsewhere)?;
                let name = folder.strip_suffix(".marks").ok_or(NotContent::Elsewhere)?;
                let id = RubricId::new(format!("{scenario}/{name}"));
                let is_fit = is_id(scenario) && is_id(rater);
                named(name, is_fit, Self::Marks(id, rater.to_owned()))
            }
            _ => Err(NotContent::Elsewhere),
        }
    }
}

impl ContentPath {
    /// Whether it can be looked for: an id may have been typed by anybody, and `../secret` is none.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let is_own = Self::parse(&self.to_string()).is_ok_and(|found| found == *self);
        match self {
            Self::Exhibit(path) => is_own && why_not_a_path(path).is_none(),
            _ => is_own,
        }
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("library.toml"),
            Self::Lexicon => f.write_str("lexicon.toml"),
            Self::Scenario(id) => write!(f, "scenarios/{id}.toml"),
            Self::Exhibit(path) => write!(f, "scenarios/{path}"),
            Self::Rubric(id) => write!(f, "rubrics/{id}.toml"),
            Self::Framework(id) => write!(f, "rubrics/{FRAMEWORKS}/{id}.toml"),
            Self::Marked(id) => write!(f, "rubrics/{id}.marked.toml"),
            Self::Calibration(id) => write!(f, "rubrics/{id}.calibration.toml"),
            Self::Marks(id, rater) => write!(f, "rubrics/{id}.marks/{rater}.toml"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_what_it_holds_are_one() {
        for path in [
            "library.toml",
            "lexicon.toml",
            "scenarios/case.toml",
            "scenarios/case/metrics.csv",
            "rubrics/case/scope.toml",
            "rubrics/case/scope.marked.toml",
            "rubrics/case/scope.marks/panel-1.toml",
            "rubrics/frameworks/pdca.toml",
        ] {
            assert_eq!(ContentPath::parse(path).unwrap().to_string(), path);
        }
    }

    #[test]
    fn other_paths_are_no_content() {
        use NotContent::{BadName, Elsewhere};
        for (path, why) in [
            ("README.md", Elsewhere),
            ("scenarios/notes.txt", Elsewhere),
            ("scenarios/My Case.toml", BadName),
            ("scenarios/frameworks.toml", BadName),
            ("rubrics/scope.toml", Elsewhere),
            ("rubrics/case/Scope.toml", BadName),
            ("rubrics/case/scope.marks/../x.toml", Elsewhere),
            ("rubrics/../x.toml", BadName),
            ("rubrics/../case/x.toml", Elsewhere),
        ] {
            assert_eq!(ContentPath::parse(path), Err(why), "{path}");
        }
    }
}
