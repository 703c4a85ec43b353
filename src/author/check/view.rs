//! All that the files of a layer may refer to: its own content and that of the layers below it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::content::ids::{FrameworkId, RubricId, ScenarioId};
use crate::content::lower::{self, Lowered};
use crate::content::scenario::{Question, QuestionKind};
use crate::content::{Framework, Lexicon, MarkedAnswer, Marks, Rubric, Scenario};
use crate::library::{ContentPath, Layer, ReadError};

/// Names that files may refer to. A slip in one file should not make ten others look wrong: of a
/// faulty file it is known that it is there, and no more.
pub(super) struct View {
    /// The layers themselves, for exhibits.
    layers: Vec<Layer>,
    /// None where no manifest says, or one cannot be read.
    pub(super) competencies: Option<Vec<String>>,
    /// Whether a manifest may list more than could be read of it.
    is_manifest_faulty: bool,
    /// None where a lexicon could not be read.
    pub(super) lexicon: Option<Lexicon>,
    /// None for one that is faulty.
    pub(super) frameworks: BTreeMap<FrameworkId, Option<Framework>>,
    /// None for one that is faulty.
    pub(super) rubrics: BTreeMap<RubricId, Late<Rubric>>,
    scenarios: BTreeMap<ScenarioId, Read<Scenario>>,
    /// None where they are faulty.
    pub(super) answers: BTreeMap<RubricId, Late<Vec<MarkedAnswer>>>,
    /// Of each rater; none where they are faulty.
    pub(super) marks: BTreeMap<RubricId, Vec<Late<Marks>>>,
}

/// What a file says, lowered once somebody asks: most rubrics of the layers below are never asked for.
pub(super) type Late<T> = LazyLock<Option<T>, Box<dyn FnOnce() -> Option<T> + Send>>;

fn late<T>(
    file: &str,
    text: Option<&str>,
    lower: impl FnOnce(&str, &str) -> Lowered<T> + Send + 'static,
) -> Late<T> {
    let (file, text) = (file.to_owned(), text.map(str::to_owned));
    LazyLock::new(Box::new(move || lower(&file, &text?).usable().ok()))
}

struct Read<T> {
    value: Option<T>,
    is_faulty: bool,
}

impl View {
    /// Of layers, from the lowest.
    pub(super) fn of(layers: &[Layer]) -> Self {
        let mut view = Self {
            layers: layers.to_vec(),
            competencies: None,
            is_manifest_faulty: false,
            lexicon: Some(Lexicon::default()),
            frameworks: BTreeMap::new(),
            rubrics: BTreeMap::new(),
            scenarios: BTreeMap::new(),
            answers: BTreeMap::new(),
            marks: BTreeMap::new(),
        };
        for layer in layers {
            let mut paths: Vec<ContentPath> = layer
                .files()
                .iter()
                .filter_map(|file| ContentPath::parse(file).ok())
                .filter(|path| !matches!(path, ContentPath::Exhibit(_)))
                .collect();
            // A rubric discards the marks of lower layers, not those beside it.
            paths.sort_by_key(|path| !matches!(path, ContentPath::Rubric(_)));
            for path in paths {
                let file = path.to_string();
                let text = layer.read(&file).ok().flatten();
                view.add(path, &file, text.as_deref());
            }
        }
        view
    }

    /// Adds a file of a layer above those that were added so far. Without a text it is there and
    /// unreadable.
    fn add(&mut self, path: ContentPath, file: &str, text: Option<&str>) {
        match path {
            ContentPath::Manifest => {
                let lowered = text.map(|text| lower::manifest(file, text));
                self.is_manifest_faulty |= lowered.as_ref().is_none_or(Lowered::is_faulty);
                if self.is_manifest_faulty {
                    self.competencies = None;
                    return;
                }
                let manifest = lowered.and_then(|lowered| lowered.value);
                let names = manifest.into_iter().flat_map(|manifest| manifest.competencies);
                self.competencies
                    .get_or_insert_default()
                    .extend(names.map(|name| name.as_str().to_owned()));
            }
            ContentPath::Lexicon => {
                let lowered = text.map(|text| lower::lexicon(file, text));
                let more = lowered.filter(is_toml).and_then(|lowered| lowered.value);
                self.lexicon = self.lexicon.take().zip(more).map(|(mut all, more)| {
                    all.groups.extend(more.groups);
                    all
                });
            }
            ContentPath::Scenario(id) => {
                let lowered = text.map(|text| lower::scenario(&id, file, text));
                self.scenarios.insert(id, read(lowered));
            }
            ContentPath::Rubric(id) => {
                let own = id.clone();
                let value = late(file, text, move |file, text| lower::rubric(&own, file, text));
                // Marks of a lower layer are of another rubric.
                self.answers.remove(&id);
                self.marks.remove(&id);
                self.rubrics.insert(id, value);
            }
            ContentPath::Framework(id) => {
                let value = text.and_then(|text| lower::framework(&id, file, text).usable().ok());
                self.frameworks.insert(id, value);
            }
            ContentPath::Marked(id) => {
                self.answers.insert(id, late(file, text, lower::marked));
            }
            ContentPath::Marks(id, _) => {
                self.marks.entry(id).or_default().push(late(file, text, lower::marks));
            }
            ContentPath::Calibration(_) | ContentPath::Exhibit(_) => {}
        }
    }

    /// The scenarios as far as they could be read.
    fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.scenarios.values().filter_map(|read| read.value.as_ref())
    }

    /// Whether a scenario's file says less than it was meant to.
    fn is_in_doubt(&self, scenario: &str) -> bool {
        self.scenarios.get(scenario).is_some_and(|read| read.is_faulty)
    }

    /// Whether any scenario has this file as an exhibit, or may have it. Path below `scenarios/`.
    pub(super) fn is_used(&self, exhibit: &str) -> bool {
        let folder = exhibit.split('/').next().unwrap_or_default();
        self.is_in_doubt(folder)
            || self.scenarios().flat_map(|s| &s.exhibits).any(|e| e.file == exhibit)
    }

    /// Whether any question is scored by this rubric, or may be.
    pub(super) fn is_scored_by(&self, id: &RubricId) -> bool {
        let scenario = id.as_str().split('/').next().unwrap_or_default();
        self.is_in_doubt(scenario) || self.questions_of(id).next().is_some()
    }

    /// The questions that are scored by this rubric, as far as they could be read.
    pub(super) fn questions_of(&self, id: &RubricId) -> impl Iterator<Item = &Question> {
        let questions = self.scenarios().flat_map(|scenario| &scenario.questions);
        questions.filter(move |question| match &question.kind {
            QuestionKind::Open(open) => open.rubric == *id,
            _ => false,
        })
    }

    /// The upmost exhibit file of this path below `scenarios/`; none where there is none.
    pub(super) fn exhibit(&self, file: &str) -> Option<Result<(), ReadError>> {
        let path = ContentPath::Exhibit(file.to_owned()).to_string();
        let layer = self.layers.iter().rev().find(|layer| layer.has(&path))?;
        match layer.read(&path) {
            Ok(found) => found.map(|_| Ok(())),
            Err(error) => Some(Err(error)),
        }
    }

    /// The text of the upmost exhibit file of this path below `scenarios/`, if it can be read.
    pub(super) fn exhibit_text(&self, file: &str) -> Option<String> {
        let path = ContentPath::Exhibit(file.to_owned()).to_string();
        let layer = self.layers.iter().rev().find(|layer| layer.has(&path))?;
        layer.read(&path).ok().flatten()
    }

    /// All files below `scenarios/` that may be exhibits, as paths below that folder.
    pub(super) fn exhibit_files(&self) -> Vec<String> {
        let files = self.layers.iter().flat_map(Layer::files);
        files
            .filter_map(|file| match ContentPath::parse(&file) {
                Ok(ContentPath::Exhibit(path)) => Some(path),
                _ => None,
            })
            .collect()
    }
}

/// Whether a file could be parsed: else names may be missing that it does define.
fn is_toml<T>(lowered: &Lowered<T>) -> bool {
    !lowered.diagnostics.iter().any(|d| d.code.starts_with("HS001"))
}

fn read<T>(lowered: Option<Lowered<T>>) -> Read<T> {
    let is_faulty = lowered.as_ref().is_none_or(Lowered::is_faulty);
    Read { value: lowered.and_then(|lowered| lowered.value), is_faulty }
}
