//! Sample answers against the level that they stand for.

use crate::content::lower::{Places, Step};
use crate::content::problem::Problem;
use crate::content::rubric::Basis;
use crate::content::scenario::{Open, Question};
use crate::content::{Diagnostic, Framework, Rubric, Scenario};
use crate::scoring::{CompiledRubric, Given, Parts, assess};

use crate::author::check::Site;

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    scenario: &Scenario,
    question: &Question,
    open: &Open,
    rubric: &Rubric,
    found: &mut Vec<Diagnostic>,
) {
    if open.samples.is_empty() {
        return;
    }
    // A group or a framework that is not there is told elsewhere.
    let Some(compiled) = compile(at, scenario, question, rubric) else { return };
    for (n, sample) in open.samples.iter().enumerate() {
        // One beyond the scale is told elsewhere.
        if usize::from(sample.level) >= rubric.scale.len() {
            continue;
        }
        let assessed = assess(&compiled, Given::answer(&sample.text));
        let (scored, percent) = (assessed.level.unwrap_or(0), assessed.percent.unwrap_or(0));
        if scored != sample.level {
            let problem = Problem::SampleOffLevel { level: sample.level, scored, percent };
            let steps = [
                Step::Key("question"),
                Step::Id(question.id.as_str()),
                Step::Key("sample"),
                Step::At(n),
                Step::Key("level"),
            ];
            found.push(problem.at(at.file, places.find(&steps)));
        }
    }
}

fn compile(
    at: &Site<'_>,
    scenario: &Scenario,
    question: &Question,
    rubric: &Rubric,
) -> Option<CompiledRubric> {
    let mut frameworks: Vec<(Framework, String)> = Vec::new();
    for criterion in &rubric.criteria {
        let Basis::Frameworks(ids) = &criterion.basis else { continue };
        for id in ids {
            if !frameworks.iter().any(|(known, _)| known.id == *id) {
                frameworks.push((at.view.frameworks.get(id)?.clone()?, String::new()));
            }
        }
    }
    // The texts are for the receipt, and nobody keeps this one.
    CompiledRubric::new(Parts {
        question: &format!("{}/{}", scenario.id, question.id),
        prompt: &question.prompt,
        rubric,
        rubric_text: "",
        frameworks: &frameworks,
        lexicon: at.view.lexicon.as_ref()?,
        lexicon_text: "",
    })
    .ok()
}
