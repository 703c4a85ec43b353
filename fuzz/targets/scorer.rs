//! Any text as an answer: scoring never panics, levels lie on their scales, every span lies within the
//! answer, and the same text gives the same assessment.

#![no_main]

use std::sync::LazyLock;

use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::library::Library;
use hotseat::scoring::{CompiledRubric, Given, assess};
use hotseat::session::compile;
use libfuzzer_sys::fuzz_target;

static RUBRICS: LazyLock<Vec<CompiledRubric>> = LazyLock::new(|| {
    let library = Library::builtin();
    [("chatbot-explainability", "scope"), ("interview-classics", "failure")]
        .map(|(scenario, question)| {
            let scenario = library.scenario(&ScenarioId::new(scenario)).unwrap().value;
            let question = scenario.question(&QuestionId::new(question)).unwrap();
            compile(&library, &scenario, question).unwrap()
        })
        .into()
});

fuzz_target!(|answer: &str| {
    for rubric in RUBRICS.iter() {
        let assessment = assess(rubric, Given::answer(answer));
        assert!(assessment.level.is_none_or(|level| usize::from(level) < rubric.rubric.scale.len()));
        assert!(assessment.percent.is_none_or(|percent| percent <= 100));
        for criterion in &assessment.criteria {
            for evidence in &criterion.evidence {
                assert_eq!(answer.get(evidence.start..evidence.end), Some(evidence.text.as_str()));
            }
        }
        assert_eq!(assessment, assess(rubric, Given::answer(answer)));
    }
});
