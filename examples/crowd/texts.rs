//! What people write: the built-in library's marked answers, each with a number of its own.

use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::content::scenario::QuestionKind;
use hotseat::library::Library;

pub const SCENARIO: &str = "chatbot-explainability";
pub const QUESTION: &str = "scope";
pub const CRITERION: &str = "people";

/// As many different answers.
pub fn answers(count: usize) -> Vec<String> {
    let library = Library::builtin();
    let scenario = library.scenario(&ScenarioId::new(SCENARIO)).unwrap().value;
    let question = scenario.question(&QuestionId::new(QUESTION)).unwrap();
    let QuestionKind::Open(open) = &question.kind else { panic!("{QUESTION} is open") };
    let marked = library.marked(&open.rubric).unwrap().unwrap().value;
    let numbered =
        |who: usize| format!("{}\n\nNote {who} of mine.", marked[who % marked.len()].text);
    (0..count).map(numbered).collect()
}
