//! Which library a path lies in, and which of its files are meant.

use std::path::{Path, PathBuf};

/// A library directory, and the files in it that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The library's directory.
    pub root: PathBuf,
    /// Files and folders within it, with `/` between the parts. An empty one is all of it.
    pub wanted: Vec<String>,
}

impl Scope {
    /// Whether a file of the library is asked for.
    #[must_use]
    pub fn contains(&self, file: &str) -> bool {
        self.wanted.iter().any(|wanted| {
            wanted.is_empty()
                || file == wanted
                || file.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// Why a path cannot be checked.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScopeError {
    /// Nothing is there.
    #[error("there is no file or directory {}", .path.display())]
    NothingThere {
        /// As given.
        path: PathBuf,
    },
    /// It is there, and no library is around it.
    #[error(
        "{} lies in no library: a library is a directory with `scenarios/`, `rubrics/` or a `library.toml` in it",
        .path.display()
    )]
    NoLibrary {
        /// As given.
        path: PathBuf,
    },
}

/// The libraries that the paths lie in, each once, in the order in which they are first named.
pub(super) fn scopes(paths: &[PathBuf]) -> Result<Vec<Scope>, ScopeError> {
    let mut scopes: Vec<Scope> = Vec::new();
    for path in paths {
        let (root, wanted) = locate(path)?;
        match scopes.iter_mut().find(|scope| scope.root == root) {
            Some(scope) => scope.wanted.push(wanted),
            None => scopes.push(Scope { root, wanted: vec![wanted] }),
        }
    }
    Ok(scopes)
}

fn locate(path: &Path) -> Result<(PathBuf, String), ScopeError> {
    if !path.exists() {
        return Err(ScopeError::NothingThere { path: path.to_owned() });
    }
    // First as it was given, so that messages show paths as the author wrote them; then in full,
    // for somebody who stands in a folder inside the library.
    let full = path.canonicalize().ok();
    [Some(path.to_owned()), full]
        .into_iter()
        .flatten()
        .find_map(|path| within_library(&path))
        .ok_or_else(|| ScopeError::NoLibrary { path: path.to_owned() })
}

fn within_library(path: &Path) -> Option<(PathBuf, String)> {
    path.ancestors().find_map(|root| {
        let rest: Vec<_> = path
            .strip_prefix(root)
            .ok()?
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let is_within = match rest.first().map(String::as_str) {
            None => is_library(root),
            Some("scenarios" | "rubrics") => true,
            Some("library.toml" | "lexicon.toml") => rest.len() == 1 && is_library(root),
            Some(_) => false,
        };
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        is_within.then(|| (root.to_owned(), rest.join("/")))
    })
}

fn is_library(root: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    root.is_dir()
        && (["scenarios", "rubrics"].iter().any(|folder| root.join(folder).is_dir())
            || root.join("library.toml").is_file())
}
