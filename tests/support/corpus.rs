//! The open questions of the built-in library, with the answers that their authors have marked.

use std::fmt;
use std::sync::LazyLock;

use hotseat::content::ids::ScenarioId;
use hotseat::content::scenario::{QuestionKind, Scenario};
use hotseat::library::Library;
use hotseat::scoring::CompiledRubric;
use hotseat::session::compile;

/// An open question and its marked answers.
pub struct Asked {
    /// `scenario/question`.
    pub name: String,
    pub prompt: String,
    pub rubric: CompiledRubric,
    /// Id and text.
    pub marked: Vec<(String, String)>,
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Asked {
    pub fn answer(&self, id: &str) -> &str {
        let found = self.marked.iter().find(|(own, _)| own == id);
        &found.unwrap_or_else(|| panic!("{} has no answer {id}", self.name)).1
    }
}

/// All open questions of the built-in library that have marked answers.
pub fn asked() -> &'static [Asked] {
    static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| {
        let library = Library::builtin();
        let mut all = Vec::new();
        for id in library.scenario_ids() {
            let scenario = library.scenario(&id).unwrap().value;
            for question in &scenario.questions {
                let QuestionKind::Open(open) = &question.kind else { continue };
                let Some(marked) = library.marked(&open.rubric).unwrap() else { continue };
                all.push(Asked {
                    name: format!("{id}/{}", question.id),
                    prompt: question.prompt.clone(),
                    rubric: compile(&library, &scenario, question).unwrap(),
                    marked: marked.value.into_iter().map(|own| (own.id, own.text)).collect(),
                });
            }
        }
        assert!(all.len() >= 7, "the core questions have marked answers");
        all
    });
    &ASKED
}

/// The answers that an author has called strong, with their questions.
pub fn strong_answers() -> impl Iterator<Item = (&'static Asked, &'static str)> {
    asked().iter().flat_map(|asked| {
        let strong = asked.marked.iter().filter(|(id, _)| id.starts_with("strong"));
        strong.map(move |(_, text)| (asked, text.as_str()))
    })
}

/// A scenario of the built-in library.
pub fn case(id: &str) -> Scenario {
    Library::builtin().scenario(&ScenarioId::new(id)).unwrap().value
}

/// The sentences of a marked answer, each with a mark at its end.
pub fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines().map(|line| line.trim().trim_start_matches("- ")) {
        let mut start = 0;
        let ends = line.match_indices(". ").chain(line.match_indices("? "));
        let mut ends: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
        ends.sort_unstable();
        for end in ends {
            let next = line[end..].trim_start();
            let abbreviated = line[..end].ends_with("e.g.") || line[..end].ends_with("i.e.");
            if !abbreviated && next.starts_with(|c: char| c.is_uppercase() || c == '"') {
                all.push(line[start..end].trim().to_owned());
                start = end;
            }
        }
        let last = line[start..].trim();
        if !last.is_empty() {
            let marked = last.trim_end_matches('"').ends_with(['.', '?', '!']);
            all.push(if marked { last.to_owned() } else { format!("{last}.") });
        }
    }
    all
}
