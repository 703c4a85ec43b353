//! The rubrics and their lexicon, from the files.

use std::path::Path;

use hotseat::content::ids::RubricId;
use hotseat::content::{Lexicon, Rubric, lower};
use hotseat::scoring::{CompiledRubric, Parts};

use super::Options;
use super::data::{Question, read, rubric_name};

pub(crate) fn usable<T>(path: &Path, lowered: lower::Lowered<T>) -> Result<T, String> {
    lowered.usable().map_err(|diagnostics| {
        let said: Vec<String> = diagnostics.iter().map(|d| d.headline.clone()).collect();
        format!("{}: {} (`hotseat check` shows where)", path.display(), said.join("; "))
    })
}

/// The groups of the rubrics' own library; those of the built-in one are of another field.
pub(crate) fn lexicon(library: &Path) -> Result<(Lexicon, String), String> {
    let path = library.join("lexicon.toml");
    if !path.exists() {
        return Ok((Lexicon::default(), String::new()));
    }
    let text = read(&path)?;
    Ok((usable(&path, lower::lexicon("lexicon.toml", &text))?, text))
}

/// A question's rubric and the text of its file; none if there is no file.
pub(crate) fn rubric_file(
    library: &Path,
    question: &Question,
) -> Result<Option<(Rubric, String)>, String> {
    let id = format!("networking/{}", rubric_name(&question.id));
    let file = format!("rubrics/{id}.toml");
    let path = library.join(&file);
    if !path.exists() {
        return Ok(None);
    }
    let text = read(&path)?;
    Ok(Some((usable(&path, lower::rubric(&RubricId::new(&id), &file, &text))?, text)))
}

pub(crate) fn rubric(
    options: &Options,
    library: &Path,
    question: &Question,
    lexicon: &(Lexicon, String),
) -> Result<Option<CompiledRubric>, String> {
    let Some((rubric, text)) = rubric_file(library, question)? else { return Ok(None) };
    let id = format!("networking/{}", rubric_name(&question.id));
    let compiled = CompiledRubric::new(parts(&id, question, &rubric, &text, lexicon))
        .map_err(|error| format!("{id}: {error}"))?;
    Ok(Some(if options.meaning { compiled } else { compiled.without_meaning() }))
}

pub(crate) fn parts<'a>(
    id: &'a str,
    question: &'a Question,
    rubric: &'a Rubric,
    rubric_text: &'a str,
    (lexicon, lexicon_text): &'a (Lexicon, String),
) -> Parts<'a> {
    Parts {
        question: id,
        prompt: &question.prompt,
        rubric,
        rubric_text,
        frameworks: &[],
        lexicon,
        lexicon_text,
    }
}
