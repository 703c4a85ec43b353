//! From a library's files to a rubric that is ready to score.

use super::SessionError;
use crate::content::framework::Framework;
use crate::content::rubric::Basis;
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::library::Library;
use crate::scoring::{CompiledRubric, Parts};

/// Compiles the rubric of an open question.
///
/// # Errors
/// A question that is not open, and content that is missing or faulty.
pub fn compile(
    library: &Library,
    scenario: &Scenario,
    question: &Question,
) -> Result<CompiledRubric, SessionError> {
    let QuestionKind::Open(open) = &question.kind else {
        return Err(SessionError::WrongKind { question: question.id.to_string() });
    };
    let rubric = library.rubric(&open.rubric)?;
    let lexicon = library.lexicon_for(&rubric)?;
    let lexicon_text: String = lexicon.parts.iter().map(|part| part.text.as_str()).collect();
    let mut frameworks: Vec<(Framework, String)> = Vec::new();
    for criterion in &rubric.value.criteria {
        if let Basis::Frameworks(ids) = &criterion.basis {
            for id in ids {
                if !frameworks.iter().any(|(own, _)| own.id == *id) {
                    let loaded = library.framework(id)?;
                    frameworks.push((loaded.value, loaded.text));
                }
            }
        }
    }
    CompiledRubric::new(Parts {
        question: &format!("{}/{}", scenario.id, question.id),
        prompt: &question.prompt,
        rubric: &rubric.value,
        rubric_text: &rubric.text,
        frameworks: &frameworks,
        lexicon: &lexicon.value,
        lexicon_text: &lexicon_text,
    })
    .map_err(|source| SessionError::Compile { rubric: open.rubric.to_string(), source })
}
