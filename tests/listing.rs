//! `hotseat list` and `hotseat show`.

use serde_json::{Value, json};

use crate::support::{Bakery, Place, case};

const CASES: [&str; 5] = [
    "chatbot-explainability",
    "credit-fairness",
    "global-hr-tool",
    "interview-classics",
    "toolbox",
];

fn ids(document: &Value) -> Vec<&str> {
    document.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn the_list_has_every_case() {
    let place = Place::new();
    let document = place.json(&["list", "--json"]);
    for id in CASES {
        let item = document.as_array().unwrap().iter().find(|item| item["id"] == id).unwrap();
        let case = case(id);
        assert_eq!(item["title"], case.title);
        assert_eq!(item["summary"], case.summary);
        assert_eq!(item["difficulty"], case.difficulty.as_str());
        assert_eq!(item["questions"], case.questions.len());
        assert_eq!(item["minutes"], json!(case.minutes));
        assert_eq!(item["tags"], json!(case.tags));
        assert_eq!(item["role"], json!(case.role));
        assert_eq!(item["origin"], "built in");
        assert_eq!(item.as_object().unwrap().len(), 9);
    }
    let screen = place.hotseat(&["list"]).succeeds().stdout;
    for id in CASES {
        assert!(screen.contains(id));
    }
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    assert_eq!(place.hotseat(&["list"]).stdout, screen);
}

#[test]
fn filters_narrow_the_list_and_work_together() {
    let place = Place::new();
    let list = |filters: &[&str]| place.json(&[&["list", "--json"], filters].concat());
    assert_eq!(ids(&list(&["--difficulty", "foundation"])), ["chatbot-explainability"]);
    assert_eq!(ids(&list(&["--difficulty", "Intermediate"])), ["credit-fairness"]);
    assert_eq!(ids(&list(&["CHATBOT"])), ["chatbot-explainability"]);
    assert_eq!(ids(&list(&["works council"])), ["global-hr-tool"]);
    assert_eq!(ids(&list(&["--tag", "Explainability"])), ["chatbot-explainability"]);
    let role = case("credit-fairness").role.unwrap();
    assert!(ids(&list(&["--role", &role])).contains(&"credit-fairness"));
    assert_eq!(list(&["--difficulty", "advanced", "chatbot"]), json!([]));
}

#[test]
fn what_fits_nothing_is_told_what_would() {
    let place = Place::new();
    for (filters, near) in [
        (&["chatbto"][..], "chatbot"),
        (&["--tag", "explainabilty"], "explainability"),
        (&["credit-farness"], "credit-fairness"),
    ] {
        place
            .hotseat(&[&["list"], filters].concat())
            .only_says(1, &format!("No case fits. Did you mean \"{near}\"?"));
    }
    place
        .hotseat(&["list", "qqqqqqqqqqqqqqqqqq"])
        .only_says(1, "No case fits. `hotseat list` shows all.");
    place.hotseat(&["list", "--difficulty", "fundation"]).only_says(
        2,
        "error: `fundation` is no difficulty, did you mean `foundation`?; there are: any, \
         foundation, intermediate, advanced",
    );
}

#[test]
fn a_library_laid_over_adds_and_replaces_by_id() {
    let bakery = Bakery::new();
    let document = bakery.0.json(&["list", "--json", "--library", "bakery"]);
    assert_eq!(document.as_array().unwrap().len(), CASES.len() + 1);
    let bread = document.as_array().unwrap().iter().find(|item| item["id"] == "bread").unwrap();
    assert_eq!(bread["origin"], "in bakery");
    let text =
        bakery.0.read("bakery/scenarios/bread.toml").replace("\"Bread\"", "\"Better bread\"");
    bakery.0.write("better/scenarios/bread.toml", text);
    let two = ["list", "bread", "--json", "--library", "bakery", "--library", "better"];
    assert_eq!(bakery.0.json(&two)[0]["title"], "Better bread");
    let mut command = bakery.0.command(&["list", "bread", "--json"]);
    let both = std::env::join_paths(["bakery", "better"]).unwrap();
    command.env("HOTSEAT_LIBRARY", both);
    let ran = crate::support::Ran::of(command, b"").succeeds();
    assert_eq!(ran.json()[0]["title"], "Better bread");
}

#[test]
fn show_tells_a_case_without_its_answers() {
    let place = Place::new();
    for id in CASES {
        let case = case(id);
        let document = place.json(&["show", id, "--json"]);
        assert_eq!((&document["id"], &document["title"]), (&json!(id), &json!(case.title)));
        assert_eq!(document["brief"], case.brief);
        let questions = document["questions"].as_array().unwrap();
        assert_eq!(questions.len(), case.questions.len());
        for (shown, question) in questions.iter().zip(&case.questions) {
            let keys: Vec<&String> = shown.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["id", "kind", "minutes", "prompt"]);
            assert_eq!(shown["prompt"], question.prompt);
        }
        let late = |exhibit: &Value| exhibit["opened_by"].is_string();
        let exhibits = document["exhibits"].as_array().unwrap();
        assert_eq!(exhibits.len(), case.exhibits.len());
        assert_eq!(
            exhibits.iter().filter(|exhibit| late(exhibit)).count(),
            case.exhibits.iter().filter(|own| case.opened_by(&own.id).is_some()).count()
        );
        let screen = place.hotseat(&["show", id]).succeeds().shows(&case.title).stdout;
        assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
        assert!(screen.contains(&format!("hotseat practice {id}")));
    }
}

#[test]
fn nothing_is_coloured_unless_a_terminal_or_a_flag_asks_for_it() {
    let place = Place::new();
    // A run with control characters in it fails by itself.
    for arguments in [&["list"][..], &["show", "credit-fairness"], &["check"], &["--help"]] {
        place.hotseat(arguments).succeeds();
    }
    let output = place.command(&["list", "--color", "always"]).output().unwrap();
    assert!(output.stdout.contains(&0x1b));
    let output = place.command(&["list", "--color", "never"]).output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}
