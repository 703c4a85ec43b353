//! `hotseat practice --answers FILE`: an attempt without a person, and its document.

use std::fmt::Write as _;

use hotseat::content::scenario::{QuestionKind, Scenario};
use hotseat::interview::Event;
use hotseat::store::{SqliteStore, Store as _};
use serde_json::{Value, json};

use crate::support::{Bakery, Place, asked, case};

const CASES: [&str; 5] = [
    "chatbot-explainability",
    "credit-fairness",
    "global-hr-tool",
    "interview-classics",
    "toolbox",
];

/// The right answers to a case, as a file: a strong answer where there is a rubric.
fn right_answers(case: &Scenario) -> String {
    let text = |text: &str| json!(text).to_string();
    let list = |texts: &mut dyn Iterator<Item = &str>| {
        format!("[{}]", texts.map(text).collect::<Vec<_>>().join(", "))
    };
    let mut file = String::new();
    for question in &case.questions {
        let answer = match &question.kind {
            QuestionKind::Open(open) => {
                let strong = open.samples.iter().find(|sample| sample.level == 4).unwrap();
                text(&strong.text)
            }
            QuestionKind::Choice(choice) => list(
                &mut choice.options.iter().filter(|own| own.correct).map(|own| own.id.as_str()),
            ),
            QuestionKind::Order(order) => {
                list(&mut order.items.iter().flatten().map(String::as_str))
            }
            QuestionKind::Match(pairs) => {
                let pairs: Vec<String> = pairs
                    .pairs
                    .iter()
                    .map(|(left, right)| format!("{} = {}", text(left), text(right)))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
            QuestionKind::Number(number) => text(&number.answer.to_string()),
        };
        writeln!(file, "{} = {answer}", question.id).unwrap();
    }
    file
}

fn practice(place: &Place, case: &str, answers: &str, more: &[&str]) -> crate::support::Ran {
    place.write("answers.toml", answers);
    place.hotseat(&[&["practice", case, "--answers", "answers.toml"], more].concat())
}

/// The events of the only attempt in the store.
fn events(place: &Place) -> Vec<Event> {
    let store = SqliteStore::open(&place.path("data/hotseat.db")).unwrap();
    let heads = store.streams("attempt/").unwrap();
    let [head] = &heads[..] else { panic!("{} attempts", heads.len()) };
    let envelopes = store.read(&head.stream, 1).unwrap();
    envelopes.iter().map(|own| serde_json::from_str(own.payload().unwrap()).unwrap()).collect()
}

#[test]
fn right_answers_of_every_kind_are_right() {
    let mut kinds = Vec::new();
    for id in CASES {
        let case = case(id);
        let place = Place::new();
        let document = practice(&place, id, &right_answers(&case), &["--json"]).succeeds().json();
        assert_eq!((&document["schema"], &document["finished"]), (&json!(1), &json!(true)));
        assert_eq!((&document["scenario"], &document["title"]), (&json!(id), &json!(case.title)));
        let questions = document["questions"].as_array().unwrap();
        let ids: Vec<&str> = case.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(questions.iter().map(|q| q["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
        for question in questions {
            assert_eq!(question["status"], "answered");
            let kind = question["kind"].as_str().unwrap();
            let result = &question["result"];
            if kind == "open" {
                assert!(result["open"]["level"].as_u64().unwrap() >= 3, "{question:#}");
                assert_eq!(question["answer"].as_object().unwrap().len(), 1);
                assert!(question["answer"]["text"].is_string());
            } else {
                let closed = &result["closed"];
                assert_eq!((&closed["percent"], &closed["right"]), (&json!(100), &json!(true)));
                assert_eq!(closed["level"], Value::Null, "a closed question has no level");
            }
            kinds.push(kind.to_owned());
        }
        for share in document["competencies"].as_array().unwrap() {
            assert!(share["competency"].is_string());
            assert!((1..=100).contains(&share["percent"].as_u64().unwrap()), "{share}");
        }
        // The screen that a person would see, too.
        practice(&place, id, &right_answers(&case), &[]).succeeds().shows("Summary: ");
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["choice", "match", "number", "open", "order"]);
}

#[test]
fn wrong_answers_earn_nothing_and_are_told_why() {
    let place = Place::new();
    let answers = "requirement = \"link\"\nsupported-share = \"70.5 %\"\n";
    let document =
        practice(&place, "chatbot-explainability", answers, &["--json"]).succeeds().json();
    let result = |id: &str| {
        let questions = document["questions"].as_array().unwrap();
        questions.iter().find(|own| own["id"] == id).unwrap()["result"]["closed"].clone()
    };
    for id in ["requirement", "supported-share"] {
        assert_eq!((&result(id)["percent"], &result(id)["right"]), (&json!(0), &json!(false)));
    }
    assert!(result("supported-share")["why"].as_str().unwrap().contains("62 of the 88"));
    practice(&place, "chatbot-explainability", answers, &[])
        .succeeds()
        .shows("It measures that a link is there")
        .shows("62 of the 88");
}

#[test]
fn what_has_no_answer_is_skipped() {
    let place = Place::new();
    let document = practice(&place, "credit-fairness", "", &["--json"]).succeeds().json();
    for question in document["questions"].as_array().unwrap() {
        assert_eq!(question["status"], "skipped");
        assert_eq!((&question["answer"], &question["result"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(document["finished"], true);
}

#[test]
fn two_runs_print_the_same_bytes() {
    let case = case("chatbot-explainability");
    let answers = right_answers(&case);
    let run = |more: &[&str]| {
        let place = Place::new();
        practice(&place, case.id.as_str(), &answers, &[more, &["--json"]].concat()).succeeds()
    };
    assert_eq!(run(&[]).stdout, run(&[]).stdout);
    let seeded = run(&["--seed", "7"]);
    assert_eq!(seeded.stdout, run(&["--seed", "7"]).stdout);
    assert_eq!(seeded.json()["seed"], 7);
    let mut other = run(&["--seed", "8"]).json();
    other["seed"] = json!(7);
    assert_eq!(other, seeded.json());
}

#[test]
fn an_answer_to_a_probe_counts_for_its_criterion_and_is_marked() {
    let place = Place::new();
    let id = "chatbot-explainability";
    let scope = "scope = \"I would make a gap register and rank it by harm to the customer.\"\n";
    let probe = "I would sit down with the author of the policy, turn each clause into yes or no \
                 questions that one can test, and have that confirmed in writing. I also read two \
                 hundred real chats.";
    let plain = practice(&place, id, scope, &["--json"]).succeeds().json();
    let answers = format!("{scope}[probes.scope]\nrequirements = {probe:?}\n");
    let probed = practice(&place, id, &answers, &["--json"]).succeeds().json();
    let question = &probed["questions"][0];
    assert_eq!(question["probes"], json!({ "requirements": probe }));
    let criteria = |document: &Value| {
        document["questions"][0]["result"]["open"]["criteria"].as_array().unwrap().clone()
    };
    for (before, after) in criteria(&plain).iter().zip(criteria(&probed)) {
        let own = after["id"] == "requirements";
        assert_eq!(after["probed"], own, "{after:#}");
        assert_eq!(before["probed"], false);
        if own {
            assert!(before["level"].as_u64() < after["level"].as_u64(), "{after:#}");
            let evidence = after["evidence"].as_array().unwrap();
            let from_probe: Vec<&Value> =
                evidence.iter().filter(|own| own["source"] == "probe").collect();
            assert!(!from_probe.is_empty());
            for span in from_probe {
                let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
                assert_eq!(&probe[at("start")..at("end")], span["text"]);
            }
        } else {
            assert_eq!(before, &after, "a probe counted for another criterion");
        }
    }
}

#[test]
fn at_most_two_probes_are_asked() {
    let place = Place::new();
    let mut answers =
        "scope = \"I would make a gap register and rank it.\"\n[probes.scope]\n".to_owned();
    let rubric = asked().iter().find(|own| own.name == "chatbot-explainability/scope").unwrap();
    for criterion in &rubric.rubric.rubric.criteria {
        writeln!(answers, "{} = \"I really cannot say anything more about it.\"", criterion.id)
            .unwrap();
    }
    practice(&place, "chatbot-explainability", &answers, &[]).succeeds();
    let probes =
        events(&place).iter().filter(|event| matches!(event, Event::ProbeAnswered { .. })).count();
    assert_eq!(probes, 2);
}

#[test]
fn an_answer_is_stored_before_it_is_scored_and_an_inject_comes_before_its_question() {
    let case = case("chatbot-explainability");
    let place = Place::new();
    practice(&place, case.id.as_str(), &right_answers(&case), &[]).succeeds();
    let told: Vec<String> = events(&place)
        .iter()
        .filter_map(|event| match event {
            Event::InjectShown { inject } => Some(format!("inject {inject}")),
            Event::Answered { question, .. } => Some(format!("answered {question}")),
            Event::Assessed { question, .. } => Some(format!("assessed {question}")),
            Event::Finished => Some("finished".to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        [
            "answered scope",
            "assessed scope",
            "answered requirement",
            "assessed requirement",
            "inject deleted-chats",
            "answered sequence",
            "assessed sequence",
            "answered sampling",
            "assessed sampling",
            "answered supported-share",
            "assessed supported-share",
            "answered story",
            "assessed story",
            "inject model-switch",
            "answered supplier",
            "assessed supplier",
            "answered remedies",
            "assessed remedies",
            "inject lost-notice",
            "answered committee",
            "assessed committee",
            "finished",
        ]
    );
}

#[test]
fn one_question_can_be_asked_alone_with_its_injects() {
    let case = case("chatbot-explainability");
    let place = Place::new();
    let answers = right_answers(&case);
    let alone = practice(&place, case.id.as_str(), &answers, &["--question", "remedies", "--json"]);
    let document = alone.succeeds().json();
    let questions = document["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 1);
    assert_eq!(questions[0]["id"], "remedies");
    let injects: Vec<String> = events(&place)
        .iter()
        .filter_map(|event| match event {
            Event::InjectShown { inject } => Some(inject.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(injects, ["model-switch"]);
    practice(&place, case.id.as_str(), &answers, &["--question", "remedis"])
        .exits(3)
        .says("there is no question `remedis` here, did you mean `remedies`?");
}

#[test]
fn every_problem_of_the_file_is_told_and_nothing_is_kept() {
    let place = Place::new();
    let answers = r#"
scop = "An answer."
scope = 3
requirement = "suported"
sequence = ["Stop the nightly deletion"]
supported-share = "about half"
remedies = { "Agents see only \"transferred by bot\"" = "A chart" }

[probes.scope]
requirement = "An answer."
[probes.sequence]
first = "An answer."
"#;
    let ran = practice(&place, "chatbot-explainability", answers, &["--json"]).exits(3);
    assert_eq!(ran.stdout, "");
    for said in [
        "`scop` is no question of this scenario, did you mean `scope`?",
        "`scope` (open): write the answer as text in quotes",
        "`requirement`: `suported` is not among its options, did you mean `supported`?; there are: \
         supported, trust, reasoning, link",
        "`sequence`: `Stop the nightly deletion` is not among its items",
        "`supported-share`: `about half` is not a figure: write digits, such as 0.72 or 72 %",
        "`remedies`: `A chart` is not among its right sides",
        "`probes.scope`: `requirement` is not among its criteria with a follow-up, did you mean \
         `requirements`?",
        "`probes.sequence`: only open questions have follow-ups, and `sequence` is none",
    ] {
        assert!(ran.stderr.contains(said), "no {said:?} in {}", ran.stderr);
    }
    assert_eq!(ran.stderr.lines().count(), 9);
    assert_eq!(place.json(&["history", "--json"]), json!([]));
}

#[test]
fn answers_of_the_wrong_kind_are_told_what_to_write() {
    let place = Place::new();
    for (answers, said) in [
        ("requirement = 1", "`requirement` (choice): write an option's id, or several in [ ]"),
        (
            "requirement = [\"link\", \"trust\"]",
            "`requirement`: it takes one option, and there are 2",
        ),
        ("requirement = []", "`requirement`: it takes one option, and there are 0"),
        ("sequence = \"first\"", "`sequence` (order): write the items in [ ], first to last"),
        ("sequence = []", "is missing"),
        ("remedies = [1]", "`remedies` (match): write a table of \"left side\" = \"right side\""),
        ("supported-share = 0.5", "write the figure in quotes, such as \"0.72\""),
        ("supported-share = \"1,234\"", "could be read in two ways"),
        ("probes = 3", "`probes.*` (follow-ups): write a table of criterion = \"text\""),
        ("scope = \"a", "TOML parse error at line 1"),
        ("scope = \"a\"\nscope = \"b\"", "duplicate key"),
    ] {
        practice(&place, "chatbot-explainability", answers, &[]).exits(3).says(said);
    }
}

#[test]
fn an_answer_can_be_too_long_to_be_read() {
    let place = Place::new();
    let long = "I would ask them. ".repeat(20_000);
    let answers = format!("scope = {long:?}\n");
    practice(&place, "chatbot-explainability", &answers, &[]).only_says(
        3,
        "error: answers.toml: `scope` has 360000 bytes, and an answer can have 262144: shorten it",
    );
    let answers = format!("scope = \"I ask.\"\n[probes.scope]\nrequirements = {long:?}\n");
    practice(&place, "chatbot-explainability", &answers, &[])
        .exits(3)
        .says("`probes.scope.requirements` has 360000 bytes");
}

#[test]
fn a_case_of_another_field_is_practised_alike() {
    let bakery = Bakery::new();
    let answers = "plan = \"I knead the dough and then I heat the oven.\"\nflour = \"rye\"\n";
    let document =
        practice(&bakery.0, "bread", answers, &["--library", "bakery", "--json"]).succeeds().json();
    assert_eq!(document["questions"][0]["result"]["open"]["level"], 3);
    assert_eq!(document["competencies"][0]["competency"], "baking");
    practice(&bakery.0, "practise", "", &[]).exits(3);
    bakery
        .0
        .hotseat(&["practise", "bread", "--answers", "answers.toml", "--library", "bakery"])
        .succeeds();
}
