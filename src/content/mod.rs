//! What authors write: scenarios, rubrics, frameworks, the lexicon, marked answers.
//!
//! This module owns the types of the content format, the pattern syntax tree, and the lowering of a
//! spanned TOML tree to them. It is pure: it is handed text and answers with values and
//! [`Diagnostic`]s; it never opens a file, and it knows nothing of scoring.

pub mod calibration;
pub mod diagnostic;
pub mod file;
pub mod framework;
pub mod ids;
pub mod lexicon;
pub mod limits;
pub mod lower;
pub mod manifest;
pub mod marked;
pub mod pattern;
pub mod problem;
pub mod rubric;
pub mod scenario;
pub mod shared;

pub use calibration::Calibration;
pub use diagnostic::{Diagnostic, Label, Severity};
pub use framework::{Framework, Phase};
pub use lexicon::Lexicon;
pub use lower::Lowered;
pub use manifest::Manifest;
pub use marked::{MarkedAnswer, MarkedSet, Marks};
pub use pattern::Pattern;
pub use rubric::{Basis, Criterion, Rubric, Rule};
pub use scenario::{Question, QuestionKind, Scenario};
