//! Text in, assessment with evidence out.
//!
//! Pure: no clock, no files, no randomness; the same bytes from the same input on every machine.
//! The passes stand in the order in which they run: read, guard, match, polarity, criteria,
//! frameworks, answer, feedback, receipt.

mod answer;
mod asked;
mod assess;
pub mod assessment;
mod bits;
pub mod calibration;
pub mod closed;
pub mod compile;
pub mod compiled;
mod criteria;
mod evidence;
mod feedback;
mod found;
mod frameworks;
mod guard;
mod joining;
mod judge;
pub mod letters;
mod lifts;
mod literal;
pub mod lookup;
pub mod matching;
pub mod meaning;
mod meant;
pub mod patterns;
pub mod picked;
mod place;
pub mod polarity;
mod prefixes;
pub mod read;
pub mod receipt;
mod spots;
mod stance;
pub mod tables;
mod text;
mod tone;
mod verdict;
mod vocabulary;
mod walk;
mod which;
mod wiring;

pub use answer::BORDERLINE_PERCENT;
pub use assess::{Given, MAX_ANSWER_BYTES, assess, opposing, score};
pub use assessment::{Assessment, Scored};
pub use calibration::phrases;
pub use compiled::{CalibrationError, CompiledRubric, Parts};
pub use frameworks::{HIGHEST as FRAMEWORK_HIGHEST, SHARES as FRAMEWORK_SHARES};
pub use patterns::PatternSet;
pub use receipt::Receipt;
pub use which::{Finder, Findings};
