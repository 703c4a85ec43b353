//! All that one scenario needs, packed, so that an attempt goes on with what it was started with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::content::ids::{RubricId, ScenarioId};
use crate::content::lower;
use crate::content::rubric::Basis;
use crate::content::scenario::QuestionKind;

use super::{ContentPath, Library, LibraryError};

/// Files by their path within the library, layer by layer from the lowest.
///
/// Holds no path of the machine that it was made on, and serialises to the same bytes wherever the
/// content is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// From the lowest to the one that overrules all others.
    pub layers: Vec<BTreeMap<String, String>>,
}

impl Library {
    /// Packs everything that playing and scoring a scenario needs: the scenario with its exhibits,
    /// the rubrics of its questions with their frameworks, lexicon and manifest. Marked answers
    /// are not among it.
    ///
    /// # Errors
    /// Where any of it is missing, faulty or unreadable.
    pub fn bundle(&self, id: &ScenarioId) -> Result<Bundle, LibraryError> {
        let mut bundle = Bundle { layers: vec![BTreeMap::new(); self.layers().len()] };
        let scenario = self.scenario(id)?.value;
        bundle.add(self, &ContentPath::Scenario(id.clone()))?;
        for exhibit in &scenario.exhibits {
            bundle.add(self, &ContentPath::Exhibit(exhibit.file.clone()))?;
        }
        for question in &scenario.questions {
            if let QuestionKind::Open(open) = &question.kind {
                bundle.add_rubric(self, &open.rubric)?;
                // Said here, and not only when the answer is to be scored.
                self.lexicon_for(&self.rubric(&open.rubric)?)?;
            }
        }
        for at in 0..self.layers().len() {
            // Groups that are left out when a rubric scores now are left out later, too.
            if let Ok(Some(part)) = self.part(at, &ContentPath::Lexicon, lower::lexicon) {
                bundle.put(at, &ContentPath::Lexicon, part.text);
            }
            // Nothing is scored by what a library says of itself.
            if let Ok(Some(text)) = self.read_layer(at, &ContentPath::Manifest) {
                bundle.put(at, &ContentPath::Manifest, text);
            }
        }
        bundle.layers.retain(|layer| !layer.is_empty());
        Ok(bundle)
    }
}

impl Bundle {
    fn add_rubric(&mut self, library: &Library, id: &RubricId) -> Result<(), LibraryError> {
        let rubric = library.rubric(id)?.value;
        self.add(library, &ContentPath::Rubric(id.clone()))?;
        for criterion in &rubric.criteria {
            if let Basis::Frameworks(names) = &criterion.basis {
                for name in names {
                    library.framework(name)?;
                    self.add(library, &ContentPath::Framework(name.clone()))?;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, library: &Library, path: &ContentPath) -> Result<(), LibraryError> {
        let (at, text) = library.find(path)?;
        self.put(at, path, text);
        Ok(())
    }

    fn put(&mut self, at: usize, path: &ContentPath, text: String) {
        if let Some(layer) = self.layers.get_mut(at) {
            layer.insert(path.to_string(), text);
        }
    }
}
