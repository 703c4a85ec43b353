//! Finds, reads, embeds and overlays content.
//!
//! A library is a pile of layers: the built-in one at the bottom, then directories of the user's,
//! each laid over those before, file by file. Opening parses nothing; a file is read and lowered
//! when it is asked for. Knows the format through [`crate::content`] and nothing of scoring.

mod bundle;
mod error;
mod layer;
mod path;

use std::collections::BTreeSet;
use std::path::PathBuf;

pub use bundle::Bundle;
pub use error::{LibraryError, ReadError};
pub use layer::{Layer, Origin, PARTS};
pub use path::{ContentPath, NotContent};

use crate::content::ids::{FrameworkId, RubricId, ScenarioId, is_id};
use crate::content::lower::{self, nearest};
use crate::content::scenario::Exhibit;
use crate::content::{
    Calibration, Framework, Lexicon, Lowered, Manifest, MarkedAnswer, Marks, Rubric, Scenario,
};

/// Content from one or several layers.
#[derive(Clone, Debug)]
pub struct Library {
    /// From the lowest to the one that overrules all others.
    layers: Vec<Layer>,
}

/// A value together with the file that it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded<T> {
    /// What the file says.
    pub value: T,
    /// The file's text, with `\n` line ends and without a byte order mark.
    pub text: String,
    /// Path within the library.
    pub file: String,
    /// Whose it is.
    pub origin: Origin,
}

/// A value that all layers contribute to.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged<T> {
    /// Of all of them; where two say something of the same name, the upper layer's.
    pub value: T,
    /// What each layer says, from the lowest.
    pub parts: Vec<Loaded<T>>,
}

impl Library {
    /// What the program brings along.
    #[must_use]
    pub fn builtin() -> Self {
        Self { layers: vec![Layer::built_in()] }
    }

    /// The built-in library with directories laid over it, each over those before it.
    ///
    /// # Errors
    /// [`LibraryError::NoDirectory`] for the first that is none.
    pub fn with_directories(directories: &[PathBuf]) -> Result<Self, LibraryError> {
        let mut library = Self::builtin();
        for directory in directories {
            library.layers.push(Layer::directory(directory)?);
        }
        Ok(library)
    }

    /// What an attempt was started with.
    #[must_use]
    pub fn from_bundle(bundle: Bundle) -> Self {
        Self { layers: bundle.layers.into_iter().map(Layer::packed).collect() }
    }

    /// From the lowest to the one that overrules all others.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// All scenarios, sorted. Reads only names.
    #[must_use]
    pub fn scenario_ids(&self) -> Vec<ScenarioId> {
        self.found_in("scenarios", |path| match path {
            ContentPath::Scenario(id) => Some(id),
            _ => None,
        })
    }

    /// All frameworks, sorted. Reads only names.
    #[must_use]
    pub fn framework_ids(&self) -> Vec<FrameworkId> {
        self.found_in("rubrics/frameworks", |path| match path {
            ContentPath::Framework(id) => Some(id),
            _ => None,
        })
    }

    /// All rubrics, sorted. Reads only names.
    #[must_use]
    pub fn rubric_ids(&self) -> Vec<RubricId> {
        let folders: BTreeSet<String> =
            self.layers.iter().flat_map(|layer| layer.folders("rubrics")).collect();
        let mut ids: Vec<RubricId> = folders
            .iter()
            .flat_map(|folder| {
                self.found_in(&format!("rubrics/{folder}"), |path| match path {
                    ContentPath::Rubric(id) => Some(id),
                    _ => None,
                })
            })
            .collect();
        ids.sort();
        ids
    }

    /// A scenario.
    ///
    /// # Errors
    /// Where it is not there, faulty or unreadable.
    pub fn scenario(&self, id: &ScenarioId) -> Result<Loaded<Scenario>, LibraryError> {
        self.load(&ContentPath::Scenario(id.clone()), |file, text| lower::scenario(id, file, text))
    }

    /// A rubric.
    ///
    /// # Errors
    /// Where it is not there, faulty or unreadable.
    pub fn rubric(&self, id: &RubricId) -> Result<Loaded<Rubric>, LibraryError> {
        self.load(&ContentPath::Rubric(id.clone()), |file, text| lower::rubric(id, file, text))
    }

    /// A framework.
    ///
    /// # Errors
    /// Where it is not there, faulty or unreadable.
    pub fn framework(&self, id: &FrameworkId) -> Result<Loaded<Framework>, LibraryError> {
        let path = ContentPath::Framework(id.clone());
        self.load(&path, |file, text| lower::framework(id, file, text))
    }

    /// The groups of all layers.
    ///
    /// # Errors
    /// Where a layer's is faulty or unreadable.
    pub fn lexicon(&self) -> Result<Merged<Lexicon>, LibraryError> {
        Ok(merged(self.parts(&ContentPath::Lexicon, lower::lexicon)?))
    }

    /// The groups with which a rubric scores. Without those of its own layer it would score
    /// differently, so that it is an error when these are faulty. Those of another layer are then left
    /// out: nobody's library breaks another's.
    ///
    /// # Errors
    /// Where the lexicon of the rubric's layer is faulty or unreadable.
    pub fn lexicon_for<T>(&self, rubric: &Loaded<T>) -> Result<Merged<Lexicon>, LibraryError> {
        let mut parts = Vec::new();
        for (at, layer) in self.layers.iter().enumerate() {
            match self.part(at, &ContentPath::Lexicon, lower::lexicon) {
                Ok(part) => parts.extend(part),
                Err(error) if layer.origin() == rubric.origin => return Err(error),
                Err(_) => {}
            }
        }
        Ok(merged(parts))
    }

    /// Why groups of a layer are left out wherever another layer's rubric scores.
    #[must_use]
    pub fn left_out(&self) -> Vec<LibraryError> {
        let layers = self.layers.iter().enumerate();
        layers
            .filter(|(_, layer)| layer.origin() != Origin::BuiltIn)
            .filter_map(|(at, _)| self.part(at, &ContentPath::Lexicon, lower::lexicon).err())
            .collect()
    }

    /// What the library says of itself: the competencies of all layers, and name, language and
    /// licence of the upmost that has a manifest.
    ///
    /// # Errors
    /// Where a layer's is faulty or unreadable, or none has one.
    pub fn manifest(&self) -> Result<Merged<Manifest>, LibraryError> {
        let parts = self.parts(&ContentPath::Manifest, lower::manifest)?;
        let mut competencies = Vec::new();
        for competency in parts.iter().flat_map(|part| &part.value.competencies) {
            if !competencies.contains(competency) {
                competencies.push(competency.clone());
            }
        }
        let Some(upmost) = parts.last() else {
            return Err(self.not_found(&ContentPath::Manifest));
        };
        Ok(Merged { value: Manifest { competencies, ..upmost.value.clone() }, parts })
    }

    /// The text of a scenario's exhibit.
    ///
    /// # Errors
    /// Where it is not there or unreadable.
    pub fn exhibit_text(
        &self,
        scenario: &ScenarioId,
        exhibit: &Exhibit,
    ) -> Result<String, LibraryError> {
        self.find(&ContentPath::Exhibit(exhibit.file.clone())).map(|(_, text)| text).map_err(
            |error| match error {
                LibraryError::NotFound { near, .. } => LibraryError::NotFound {
                    what: "exhibit",
                    id: format!("{scenario}/{}", exhibit.id),
                    near,
                },
                other => other,
            },
        )
    }

    /// The marked answers of a rubric; none where there are none. Those of a layer below the
    /// rubric's own belong to another rubric and are left out.
    ///
    /// # Errors
    /// Where the rubric is not there, or the answers are faulty or unreadable.
    pub fn marked(&self, id: &RubricId) -> Result<Option<Loaded<Vec<MarkedAnswer>>>, LibraryError> {
        let lowest = self.place(&ContentPath::Rubric(id.clone()))?;
        let path = ContentPath::Marked(id.clone());
        for at in (lowest..self.layers.len()).rev() {
            if let Some(text) = self.read_layer(at, &path)? {
                return self.lowered(at, &path, text, lower::marked).map(Some);
            }
        }
        Ok(None)
    }

    /// What was fitted to a rubric's marks; none where there is none. That of a layer below the
    /// rubric's own belongs to another rubric and is left out.
    ///
    /// # Errors
    /// Where the rubric is not there, or the calibration is faulty or unreadable.
    pub fn calibration(&self, id: &RubricId) -> Result<Option<Loaded<Calibration>>, LibraryError> {
        let lowest = self.place(&ContentPath::Rubric(id.clone()))?;
        let path = ContentPath::Calibration(id.clone());
        for at in (lowest..self.layers.len()).rev() {
            if let Some(text) = self.read_layer(at, &path)? {
                return self.lowered(at, &path, text, lower::calibration).map(Some);
            }
        }
        Ok(None)
    }

    /// The marks of all raters of a rubric, by the rater's name. Those of a layer below the
    /// rubric's own belong to another rubric and are left out.
    ///
    /// # Errors
    /// Where the rubric is not there, or marks are faulty or unreadable.
    pub fn marks(&self, id: &RubricId) -> Result<Vec<Loaded<Marks>>, LibraryError> {
        let lowest = self.place(&ContentPath::Rubric(id.clone()))?;
        let folder = format!("rubrics/{id}.marks");
        let mut raters = BTreeSet::new();
        for layer in self.layers.iter().skip(lowest) {
            raters.extend(layer.names(&folder));
        }
        let raters = raters.iter().filter_map(|name| name.strip_suffix(".toml"));
        raters
            .filter(|rater| is_id(rater))
            .map(|rater| {
                let path = ContentPath::Marks(id.clone(), rater.to_owned());
                self.load(&path, lower::marks)
            })
            .collect()
    }

    /// Ids in a folder of all layers.
    fn found_in<T: Ord>(&self, folder: &str, id: impl Fn(ContentPath) -> Option<T>) -> Vec<T> {
        let found: BTreeSet<T> = self
            .layers
            .iter()
            .flat_map(|layer| layer.names(folder))
            .filter_map(|name| ContentPath::parse(&format!("{folder}/{name}")).ok())
            .filter_map(id)
            .collect();
        found.into_iter().collect()
    }

    /// The upmost layer that has the file.
    fn place(&self, path: &ContentPath) -> Result<usize, LibraryError> {
        let name = path.to_string();
        let place = self.layers.iter().rposition(|layer| path.is_safe() && layer.has(&name));
        place.ok_or_else(|| self.not_found(path))
    }

    /// The upmost file of this path, with the layer that has it.
    fn find(&self, path: &ContentPath) -> Result<(usize, String), LibraryError> {
        for at in (0..self.layers.len()).rev() {
            if let Some(text) = self.read_layer(at, path)? {
                return Ok((at, text));
            }
        }
        Err(self.not_found(path))
    }

    fn read_layer(&self, at: usize, path: &ContentPath) -> Result<Option<String>, LibraryError> {
        let Some(layer) = self.layers.get(at) else { return Ok(None) };
        if !path.is_safe() {
            return Ok(None);
        }
        let file = path.to_string();
        layer.read(&file).map_err(|source| LibraryError::Unreadable {
            file,
            origin: layer.origin(),
            source,
        })
    }

    fn load<T>(
        &self,
        path: &ContentPath,
        lower: impl FnOnce(&str, &str) -> Lowered<T>,
    ) -> Result<Loaded<T>, LibraryError> {
        let (at, text) = self.find(path)?;
        self.lowered(at, path, text, lower)
    }

    fn lowered<T>(
        &self,
        at: usize,
        path: &ContentPath,
        text: String,
        lower: impl FnOnce(&str, &str) -> Lowered<T>,
    ) -> Result<Loaded<T>, LibraryError> {
        let file = path.to_string();
        let origin = self.layers.get(at).map_or(Origin::BuiltIn, Layer::origin);
        match lower(&file, &text).usable() {
            Ok(value) => Ok(Loaded { value, text, file, origin }),
            Err(diagnostics) => Err(LibraryError::Faulty { file, origin, text, diagnostics }),
        }
    }

    /// The same file of every layer that has it, from the lowest.
    fn parts<T>(
        &self,
        path: &ContentPath,
        lower: impl Fn(&str, &str) -> Lowered<T>,
    ) -> Result<Vec<Loaded<T>>, LibraryError> {
        let mut parts = Vec::new();
        for at in 0..self.layers.len() {
            parts.extend(self.part(at, path, &lower)?);
        }
        Ok(parts)
    }

    /// The file of one layer, where it has it.
    fn part<T>(
        &self,
        at: usize,
        path: &ContentPath,
        lower: impl Fn(&str, &str) -> Lowered<T>,
    ) -> Result<Option<Loaded<T>>, LibraryError> {
        let text = self.read_layer(at, path)?;
        text.map(|text| self.lowered(at, path, text, lower)).transpose()
    }

    fn not_found(&self, path: &ContentPath) -> LibraryError {
        fn names<T: ToString>(ids: Vec<T>) -> Vec<String> {
            ids.iter().map(ToString::to_string).collect()
        }
        let (what, id, known) = match path {
            ContentPath::Scenario(id) => ("scenario", id.to_string(), names(self.scenario_ids())),
            ContentPath::Rubric(id) => ("rubric", id.to_string(), names(self.rubric_ids())),
            ContentPath::Framework(id) => {
                ("framework", id.to_string(), names(self.framework_ids()))
            }
            _ => ("file", path.to_string(), Vec::new()),
        };
        // Whoever types only the beginning of a name means the whole.
        let part =
            || known.iter().map(String::as_str).find(|name| id.len() > 2 && name.contains(&id));
        let near = nearest(&id, known.iter().map(String::as_str)).or_else(part).map(str::to_owned);
        LibraryError::NotFound { what, id, near }
    }
}

fn merged(parts: Vec<Loaded<Lexicon>>) -> Merged<Lexicon> {
    let mut value = Lexicon::default();
    for part in &parts {
        value.groups.extend(part.value.groups.clone());
    }
    Merged { value, parts }
}

#[cfg(test)]
mod tests;
