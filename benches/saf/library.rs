//! The tune half as a library of its own.

use std::fs;
use std::path::Path;

use super::data::{Answer, LEFT_OUT, Question, Split, level_of, read, rubric_name};
use super::rubrics::rubric_file;

/// Writes the rubrics with the tune half of the answers as a library: one scenario, its questions,
/// marked answers, and the scores as the marks of one rater.
pub(crate) fn write_library(
    out: &Path,
    rubrics: &Path,
    questions: &[Question],
    answers: &[Answer],
) -> Result<(), String> {
    let put = |name: String, text: String| -> Result<(), String> {
        let path = out.join(&name);
        let folder = path.parent().unwrap_or(out);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    // What JSON escapes, TOML reads.
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    put("library.toml".to_owned(), read(&rubrics.join("library.toml"))?)?;
    let mut scenario = "format = 1\ntitle = \"Networking\"\ndifficulty = \"any\"\nsummary = \"Short answers.\"\nbrief = \"Answer.\"\n".to_owned();
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some((_, text)) = rubric_file(rubrics, question)? else { continue };
        let name = rubric_name(&question.id);
        let prompt = quoted(&question.prompt);
        scenario +=
            &format!("\n[[question]]\nid = \"{name}\"\nkind = \"open\"\nprompt = {prompt}\n");
        let text: Vec<&str> = text.lines().filter(|line| !line.starts_with("#:schema")).collect();
        put(format!("rubrics/networking/{name}.toml"), text.join("\n"))?;
        let (mut marked, mut marks) = (String::new(), "rater = \"graders\"\n\n[mark]\n".to_owned());
        for own in
            answers.iter().filter(|own| own.question == question.id && own.split == Split::Tune)
        {
            let id = own.id.to_lowercase().replace(['.', '_'], "-");
            marked += &format!(
                "[[marked]]\nid = \"{id}\"\nset = \"tune\"\ntext = {}\n\n",
                quoted(&own.text)
            );
            marks += &format!("{id} = {{ level = {} }}\n", level_of(own.score));
        }
        put(format!("rubrics/networking/{name}.marked.toml"), marked)?;
        put(format!("rubrics/networking/{name}.marks/graders.toml"), marks)?;
    }
    put("scenarios/networking.toml".to_owned(), scenario)
}
