//! Suggestions taken blindly.

use std::path::Path;

use hotseat::agreement::mean;
use hotseat::author::suggest::{MarkedText, Scores, suggest};
use hotseat::content::Rubric;

use super::data::{Answer, LEFT_OUT, Question, Split, level_of, rubric_name};
use super::rubrics::{lexicon, parts, rubric_file};
use super::shown;

/// Changes that are taken at the most, a question.
pub(crate) const STEPS: usize = 12;

/// Follows what is suggested on the tune half, and says what becomes of the check half.
pub(crate) fn follow(
    library: &Path,
    questions: &[Question],
    answers: &[Answer],
) -> Result<(), String> {
    let lexicon = lexicon(library)?;
    println!("question    tune        check");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some((mut rubric, text)) = rubric_file(library, question)? else { continue };
        let id = format!("networking/{}", rubric_name(&question.id));
        let half = |split: Split| -> Vec<MarkedText<'_>> {
            let own =
                answers.iter().filter(|own| own.question == question.id && own.split == split);
            own.map(|own| MarkedText {
                id: &own.id,
                text: &own.text,
                given: own.score,
                level: level_of(own.score),
            })
            .collect()
        };
        let (tune, check) = (half(Split::Tune), half(Split::Check));
        let mut taken = Vec::new();
        let figure = |rubric: &Rubric, own: &[MarkedText<'_>]| {
            Scores::of(parts(&id, question, rubric, &text, &lexicon), rubric, true, own)
                .and_then(|scores| scores.pearson(own))
        };
        let then = (figure(&rubric, &tune), figure(&rubric, &check));
        while taken.len() < STEPS {
            let found = suggest(parts(&id, question, &rubric, &text, &lexicon), true, &tune);
            let first = found.changes.into_iter().next();
            let Some(first) = first else { break };
            rubric = first.edit.apply(&rubric).unwrap();
            taken.push(first);
        }
        let now = (figure(&rubric, &tune), figure(&rubric, &check));
        println!(
            "{:<10} {}{}  {}{}",
            question.id,
            shown(then.0),
            shown(now.0),
            shown(then.1),
            shown(now.1)
        );
        for own in &taken {
            let edit = serde_json::to_string(&own.edit).unwrap_or_default();
            println!("  {:+.3} {edit}", own.effect.gain().unwrap_or(0.0));
        }
        before.extend(then.1);
        after.extend(now.1);
    }
    println!("mean of {} on check {} {}", before.len(), shown(mean(before)), shown(mean(after)));
    Ok(())
}
