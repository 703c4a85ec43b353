//! One source of content: the built-in library, a directory, or what an attempt was started with.
//!
//! Layers answer with text that is already normalised: UTF-8, no byte order mark, `\n` line ends.
//! Nothing outside a directory is ever read for it, whatever links it holds.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::content::limits::MAX_FILE;

use super::error::{LibraryError, ReadError};
use super::path::ContentPath;

static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");
static RUBRICS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rubrics");
const MANIFEST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/library.toml"));
const LEXICON: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon.toml"));

/// What a library has at least one of.
pub const PARTS: [&str; 4] = ["library.toml", "lexicon.toml", "scenarios", "rubrics"];

/// How deep folders are looked into: `rubrics/<scenario>/<question>.marks/<rater>.toml`, and
/// exhibits in folders of their own.
const MAX_DEPTH: usize = 6;
/// The most files that are listed of one directory.
const MAX_FILES: usize = 20_000;

/// Whose content it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Part of the program.
    BuiltIn,
    /// The user's, at this path as it was given.
    Directory(PathBuf),
    /// Kept with an attempt.
    Bundle,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built in"),
            Self::Directory(path) => write!(f, "in {}", path.display()),
            Self::Bundle => f.write_str("kept with the attempt"),
        }
    }
}

/// One source of content.
#[derive(Clone, Debug)]
pub struct Layer(Source);

#[derive(Clone, Debug)]
enum Source {
    BuiltIn,
    Directory {
        /// As it was given.
        given: PathBuf,
        /// Without links.
        root: PathBuf,
    },
    Packed(BTreeMap<String, String>),
}

impl Layer {
    pub(super) fn built_in() -> Self {
        Self(Source::BuiltIn)
    }

    pub(super) fn packed(files: BTreeMap<String, String>) -> Self {
        Self(Source::Packed(files))
    }

    /// A directory of the user's.
    ///
    /// # Errors
    /// [`LibraryError::NoDirectory`], and [`LibraryError::NoLibrary`] where nothing in it is content.
    pub(super) fn directory(path: &Path) -> Result<Self, LibraryError> {
        let missing = |source| LibraryError::NoDirectory { path: path.to_owned(), source };
        let root = path.canonicalize().map_err(|error| missing(Some(error)))?;
        if !root.is_dir() {
            return Err(missing(None));
        }
        if !PARTS.iter().any(|part| root.join(part).exists()) {
            return Err(LibraryError::NoLibrary { path: path.to_owned() });
        }
        Ok(Self(Source::Directory { given: path.to_owned(), root }))
    }

    /// Whose it is.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match &self.0 {
            Source::BuiltIn => Origin::BuiltIn,
            Source::Directory { given, .. } => Origin::Directory(given.clone()),
            Source::Packed(_) => Origin::Bundle,
        }
    }

    /// The text of a file by its path within the library; none where there is no such file.
    ///
    /// # Errors
    /// Why a file that is there cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<String>, ReadError> {
        match &self.0 {
            Source::BuiltIn => built_in_file(path).map(text_of).transpose(),
            Source::Directory { root, .. } => read_below(root, path),
            Source::Packed(files) => Ok(files.get(path).cloned()),
        }
    }

    /// Whether there is such a file; it is not read.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        match &self.0 {
            Source::BuiltIn => built_in_file(path).is_some(),
            Source::Directory { root, .. } => root.join(path).exists(),
            Source::Packed(files) => files.contains_key(path),
        }
    }

    /// The paths of all files of the library, content or not, in order; hidden ones are left out.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        for top in [ContentPath::Manifest, ContentPath::Lexicon] {
            let path = top.to_string();
            if self.has(&path) {
                found.push(path);
            }
        }
        for folder in ["scenarios", "rubrics"] {
            self.collect(folder, 0, &mut found);
        }
        found.sort();
        found
    }

    /// The names of the files directly in a folder, in order.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        self.entries(folder).into_iter().filter(|e| !e.is_folder).map(|e| e.name).collect()
    }

    /// The names of the folders directly in a folder, in order.
    pub(super) fn folders(&self, folder: &str) -> Vec<String> {
        self.entries(folder).into_iter().filter(|e| e.is_folder).map(|e| e.name).collect()
    }

    fn collect(&self, folder: &str, depth: usize, found: &mut Vec<String>) {
        for entry in self.entries(folder) {
            let path = format!("{folder}/{}", entry.name);
            if found.len() >= MAX_FILES {
                return;
            }
            if !entry.is_folder {
                found.push(path);
            } else if depth < MAX_DEPTH {
                self.collect(&path, depth + 1, found);
            }
        }
    }

    fn entries(&self, folder: &str) -> Vec<Entry> {
        let mut entries = match &self.0 {
            Source::BuiltIn => built_in_entries(folder),
            Source::Directory { root, .. } => directory_entries(root, folder),
            Source::Packed(files) => packed_entries(files, folder),
        };
        entries.retain(|entry| !entry.name.starts_with('.'));
        entries.sort();
        entries.dedup();
        entries
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: String,
    is_folder: bool,
}

fn built_in_file(path: &str) -> Option<&'static [u8]> {
    match path {
        "library.toml" => return Some(MANIFEST.as_bytes()),
        "lexicon.toml" => return Some(LEXICON.as_bytes()),
        _ => {}
    }
    let (top, rest) = path.split_once('/')?;
    let folder = match top {
        "scenarios" => &SCENARIOS,
        "rubrics" => &RUBRICS,
        _ => return None,
    };
    folder.get_file(rest).map(include_dir::File::contents)
}

fn built_in_entries(folder: &str) -> Vec<Entry> {
    let (top, rest) = folder.split_once('/').unwrap_or((folder, ""));
    let root = match top {
        "scenarios" => &SCENARIOS,
        "rubrics" => &RUBRICS,
        _ => return Vec::new(),
    };
    let Some(folder) = (if rest.is_empty() { Some(root) } else { root.get_dir(rest) }) else {
        return Vec::new();
    };
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let files = folder.files().filter_map(|file| name(file.path())).map(|name| (name, false));
    let folders = folder.dirs().filter_map(|dir| name(dir.path())).map(|name| (name, true));
    files.chain(folders).map(|(name, is_folder)| Entry { name, is_folder }).collect()
}

/// A name that is no UTF-8 comes out with replacement marks, and so can be no id.
fn directory_entries(root: &Path, folder: &str) -> Vec<Entry> {
    // Nothing outside is even listed, whatever the folder is a link to.
    let inside = root.join(folder).canonicalize().ok().filter(|real| real.starts_with(root));
    let Some(Ok(entries)) = inside.map(|folder| folder.read_dir()) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .take(MAX_FILES)
        .filter_map(|entry| {
            // Folders behind links are not entered: they may lead anywhere, and in circles.
            let is_folder = entry.file_type().ok()?.is_dir();
            Some(Entry { name: entry.file_name().to_string_lossy().into_owned(), is_folder })
        })
        .collect()
}

fn packed_entries(files: &BTreeMap<String, String>, folder: &str) -> Vec<Entry> {
    files
        .keys()
        .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'))
        .map(|rest| match rest.split_once('/') {
            Some((name, _)) => Entry { name: name.to_owned(), is_folder: true },
            None => Entry { name: rest.to_owned(), is_folder: false },
        })
        .collect()
}

fn read_below(root: &Path, path: &str) -> Result<Option<String>, ReadError> {
    let is_gone = |error: &io::Error| {
        matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    };
    let real = match root.join(path).canonicalize() {
        Ok(real) => real,
        Err(error) if is_gone(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !real.starts_with(root) {
        return Err(ReadError::LeavesLibrary);
    }
    // Asked before opening: opening a pipe would wait for somebody to write into it.
    if !real.metadata()?.is_file() {
        return Err(ReadError::NotAFile);
    }
    let limit = u64::try_from(MAX_FILE).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    std::fs::File::open(&real)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    text_of(&bytes).map(Some)
}

/// Bytes as text with `\n` line ends and without a byte order mark.
fn text_of(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.len() > MAX_FILE {
        return Err(ReadError::TooLarge { limit: MAX_FILE });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8 { at: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(text.replace("\r\n", "\n"))
}
