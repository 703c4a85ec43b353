//! `hotseat test --others`: what a rubric pays for answers to other questions.

use hotseat::author::bench::others::OtherText;
use hotseat::author::bench::{Bench, Subject, bench};
use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::content::marked::MarkedSet;
use hotseat::library::Library;
use hotseat::session::compile;
use serde_json::{Value, json};

use crate::support::Bakery;
use crate::test_command::{ANNA, marked, test};

/// The bakery's question with Anna's marks.
fn subject(bakery: &Bakery) -> Subject {
    let library = Library::with_directories(&[bakery.0.path("bakery")]).unwrap();
    let scenario = library.scenario(&ScenarioId::new("bread")).unwrap().value;
    let rubric =
        compile(&library, &scenario, scenario.question(&QuestionId::new("plan")).unwrap()).unwrap();
    let id = rubric.rubric.id.clone();
    Subject {
        answers: library.marked(&id).unwrap().unwrap().value,
        marks: library.marks(&id).unwrap().into_iter().map(|own| own.value).collect(),
        rubric,
    }
}

fn text(scenario: &str, id: &str, text: &str) -> OtherText {
    OtherText { question: format!("{scenario}/why"), id: id.to_owned(), text: text.to_owned() }
}

fn others(bakery: &Bakery, texts: &[OtherText]) -> Value {
    let subjects = [subject(bakery)];
    let mut bench: Bench = bench(&subjects, &[MarkedSet::Tune], true);
    bench.look_elsewhere(&subjects, texts);
    serde_json::to_value(&bench.rubrics[0].others).unwrap()
}

/// One answer to another question of the case and six to one of another; five of these heat an oven,
/// as two of the bakery's own four do.
#[test]
fn rules_are_counted_in_the_own_question_in_its_case_and_elsewhere() {
    let mut texts =
        vec![text("bread", "same", "Because the customers like it when I knead the dough myself.")];
    for number in 0..5 {
        let told = format!("For the tiles I heat the oven for {number} hours before breakfast.");
        texts.push(text("pottery", &format!("p{number}"), &told));
    }
    texts.push(text("pottery", "none", "I would ask the potter what she thinks of the glaze."));
    let found = others(&marked(&[("anna", ANNA)]), &texts);
    assert_eq!(
        found["same_case"],
        json!({ "answers": 1, "mean_percent": 33.0, "levels": { "1": 1 } })
    );
    // Five of six with a third of the weight.
    let elsewhere = &found["other_cases"];
    assert_eq!(
        (&elsewhere["answers"], &elsewhere["levels"]),
        (&json!(6), &json!({ "0": 1, "1": 5 }))
    );
    assert_eq!(found["highest"].as_array().unwrap().len(), 6, "what gets level 0 is not named");
    let heat = &found["rules"][2];
    assert_eq!((&heat["criterion"], &heat["rule"]), (&json!("oven"), &json!("heat")));
    assert_eq!(heat["own"], json!({ "count": 2, "of": 4 }));
    assert_eq!(heat["same_case"], json!({ "count": 0, "of": 1 }));
    assert_eq!(heat["other_cases"], json!({ "count": 5, "of": 6 }));
    assert_eq!(heat["loose"], true);
    assert_eq!(
        heat["patterns"],
        json!([{ "pattern": "heat|preheat > oven", "found": 5, "examples": ["heat the oven"] }])
    );
    let kneads = &found["rules"][0];
    assert_eq!(
        (&kneads["loose"], &kneads["patterns"]),
        (&json!(false), &json!([])),
        "answers to the same case are not held against a rule"
    );
}

#[test]
fn an_answer_that_the_question_has_too_is_none_of_another() {
    let own = "First I knead the dough, and then I let the dough rest for an hour.";
    let found = others(&marked(&[("anna", ANNA)]), &[text("pottery", "copy", own)]);
    assert_eq!(found["other_cases"]["answers"], 0);
    assert_eq!(found["other_cases"]["mean_percent"], Value::Null);
}

/// The built-in library's answers are there for a library of another field, too; those of its check
/// sets are not read.
#[test]
fn the_report_says_what_is_paid_and_which_rules_are_behind_it() {
    let bakery = marked(&[("anna", ANNA)]);
    let document = test(&bakery, &["--others"]);
    let found = &document["rubrics"][0]["others"];
    let tune = tune_answers_of_the_built_in_library();
    assert_eq!(found["other_cases"]["answers"], tune);
    assert_eq!(test(&bakery, &[])["rubrics"][0].get("others"), None, "only where asked for");
    bakery
        .0
        .hotseat(&["test", "chatbot-explainability/scope", "--others"])
        .succeeds()
        .shows("loose: other cases have it at least a third as often as its own question");
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--others"])
        .succeeds()
        .shows("Answers to other questions, of the set tune")
        .shows("other cases │");
}

fn tune_answers_of_the_built_in_library() -> usize {
    let library = Library::builtin();
    let answers = library.rubric_ids().into_iter().filter_map(|id| library.marked(&id).unwrap());
    answers.flat_map(|own| own.value).filter(|own| own.set == MarkedSet::Tune).count()
}

#[test]
fn without_other_questions_there_is_nothing_to_say() {
    let found = others(&marked(&[("anna", ANNA)]), &[]);
    assert_eq!(found["same_case"]["answers"], 0);
    assert_eq!(found["highest"], json!([]));
}
