//! The shape of the files that authors write, and the only list of their keys.
//!
//! From these types come the JSON Schemas that editors use while an author types, and the lists of
//! keys in messages. What a file *means* is lowered by hand in [`super::lower`], which can name
//! every fault at once and its place; a test holds the two roads together. The doc comments here
//! are what an author reads in the editor.

mod calibration;
mod library;
mod rubric;
mod scenario;
mod schema;
mod texts;
mod tidy;

pub use calibration::{CalibrationFile, FitFiguresFile};
pub use library::{
    CriterionLevel, FrameworkFile, LexiconFile, ManifestFile, MarkFile, MarkedAnswerFile,
    MarkedFile, MarksFile, PhaseFile,
};
pub use rubric::{
    AgainstFile, Basis, CapsFile, CriterionFile, Expects, FatalFile, FrameworkNames, LevelFile,
    RubricFile, RuleFile, RuleTable,
};
pub use scenario::{
    AcceptFile, ChoiceFile, ExhibitFile, InjectFile, MatchFile, MistakeFile, NumberFile, OpenFile,
    OptionFile, OrderFile, QuestionFile, SampleFile, ScenarioFile,
};
pub use schema::{FileKind, schemas};
pub use texts::{
    Decimal, Distance, ExhibitPath, Id, Language, Line, Phrase, Phrases, RubricName, Text,
};

/// The format that this version reads.
pub const FORMAT: u32 = 1;
