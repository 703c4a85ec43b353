//! From a library's files to a rubric that is ready to score.

use super::SessionError;
use crate::content::framework::Framework;
use crate::content::lexicon::Lexicon;
use crate::content::rubric::{Basis, Rubric};
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::library::{Library, Loaded};
use crate::scoring::{CompiledRubric, Parts};

/// All that the rubric of an open question is compiled from.
#[derive(Clone, Debug)]
pub struct Ingredients {
    /// `scenario/question`.
    pub question: String,
    /// The question's prompt.
    pub prompt: String,
    /// The rubric with its text.
    pub rubric: Loaded<Rubric>,
    /// The frameworks that it names, with their texts.
    pub frameworks: Vec<(Framework, String)>,
    /// The lexicon, all layers that the rubric sees.
    pub lexicon: Lexicon,
    /// Its text, all of these layers.
    pub lexicon_text: String,
}

impl Ingredients {
    /// What [`CompiledRubric::new`] takes.
    #[must_use]
    pub fn parts(&self) -> Parts<'_> {
        Parts {
            question: &self.question,
            prompt: &self.prompt,
            rubric: &self.rubric.value,
            rubric_text: &self.rubric.text,
            frameworks: &self.frameworks,
            lexicon: &self.lexicon,
            lexicon_text: &self.lexicon_text,
        }
    }
}

/// Gathers what the rubric of an open question is compiled from.
///
/// # Errors
/// A question that is not open, and content that is missing or faulty.
pub fn ingredients(
    library: &Library,
    scenario: &Scenario,
    question: &Question,
) -> Result<Ingredients, SessionError> {
    let QuestionKind::Open(open) = &question.kind else {
        return Err(SessionError::WrongKind { question: question.id.to_string() });
    };
    let rubric = library.rubric(&open.rubric)?;
    let lexicon = library.lexicon_for(&rubric)?;
    let lexicon_text = lexicon.parts.iter().map(|part| part.text.as_str()).collect();
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
    Ok(Ingredients {
        question: format!("{}/{}", scenario.id, question.id),
        prompt: question.prompt.clone(),
        rubric,
        frameworks,
        lexicon: lexicon.value,
        lexicon_text,
    })
}

/// Compiles the rubric of an open question.
///
/// # Errors
/// As [`ingredients`], and a group or a framework that is not there.
pub fn compile(
    library: &Library,
    scenario: &Scenario,
    question: &Question,
) -> Result<CompiledRubric, SessionError> {
    let ingredients = ingredients(library, scenario, question)?;
    CompiledRubric::new(ingredients.parts()).map_err(|source| SessionError::Compile {
        rubric: ingredients.rubric.value.id.to_string(),
        source,
    })
}
