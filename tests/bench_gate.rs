//! `hotseat test` as a gate, and which rubrics it tests.

use serde_json::{Value, json};

use crate::support::{Bakery, Place};
use crate::test_command::{ANNA, ANSWERS, marked};

/// The weighted kappa of the four answers is 12/17, some 0.706.
#[test]
fn a_rubric_below_the_limit_fails_with_its_figure_and_says_so() {
    let bakery = marked(&[("anna", ANNA)]);
    let test = |limit: &str| {
        bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--min-qwk", limit])
    };
    let plain = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery"]).succeeds();
    for passed in ["-1", "0", "0.7", "0.705"] {
        let ran = test(passed).succeeds();
        assert_eq!((&ran.stdout, &ran.stderr), (&plain.stdout, &plain.stderr), "{passed}");
    }
    for (limit, figure) in [("0.8", "0.71"), ("1", "0.71"), ("0.706", "0.7059"), ("0.71", "0.706")]
    {
        let ran = test(limit).exits(1);
        assert_eq!(ran.stdout, plain.stdout);
        assert_eq!(
            ran.stderr,
            format!(
                "bread/plan, tune: the weighted kappa of 4 answers is {figure}, below {limit}\n"
            )
        );
    }
    for wrong in ["much", "1.1", "NaN", "-2"] {
        test(wrong).exits(2).says("a number from -1 to 1, such as 0.7");
    }
}

#[test]
fn each_rubric_and_set_has_to_pass_alone() {
    let bakery = marked(&[("anna", ANNA)]);
    bakery.change(ANSWERS, "id = \"oven\"\nset = \"tune\"", "id = \"oven\"\nset = \"check\"");
    let test = |more: &[&str]| {
        let all = ["test", "--library", "bakery", "--min-qwk", "0.7"];
        bakery.0.hotseat(&[&all, more].concat())
    };
    test(&["bread/plan", "--set", "tune"]).succeeds();
    let check = "bread/plan, check: the weighted kappa of 1 answer is 0.00, below 0.7";
    test(&["bread/plan"]).exits(1).says(check);
    // Good ones beside it do not help.
    test(&["--all-libraries"]).exits(1).says(check);
}

#[test]
fn a_rubric_without_a_figure_does_not_pass() {
    let all_the_same = "rater = \"anna\"\n[mark]\nwhole = { level = 4 }\n";
    let bakery = marked(&[("anna", all_the_same)]);
    let test = |more: &[&str]| {
        bakery.0.hotseat(&[&["test", "--library", "bakery", "--min-qwk", "0.7"], more].concat())
    };
    test(&["bread/plan"]).exits(1).says(
        "bread/plan, tune: the weighted kappa of 1 answer is undefined, because people and the \
         scorer gave all of them one and the same level",
    );
    let none = marked(&[]);
    none.0
        .hotseat(&[
            "test",
            "credit-fairness/gate",
            "bread/plan",
            "--library",
            "bakery",
            "--min-qwk",
            "0.7",
        ])
        .exits(1)
        .says("bread/plan: no answers with levels, so there is no weighted kappa");
}

#[test]
fn the_built_in_rubrics_pass_what_ci_asks_for() {
    Place::new().hotseat(&["test", "--min-qwk", "0.7"]).succeeds();
}

#[test]
fn with_a_library_only_its_own_rubrics_are_tested() {
    let bakery = marked(&[("anna", ANNA)]);
    let questions = |document: &Value| -> Vec<String> {
        let rubrics = document["rubrics"].as_array().unwrap();
        rubrics.iter().map(|own| own["question"].as_str().unwrap().to_owned()).collect()
    };
    let ran = bakery.0.hotseat(&["test", "--library", "bakery", "--json"]).exits(0);
    assert_eq!(questions(&ran.json()), ["bread/plan"]);
    ran.says("rubrics of other libraries left out; --all-libraries tests all");
    let all = bakery.0.hotseat(&["test", "--library", "bakery", "--all-libraries", "--json"]);
    let all = all.succeeds();
    assert_eq!(all.stderr, "");
    assert!(questions(&all.json()).len() > 5);
    // So it is by the variable.
    let mut command = bakery.0.command(&["test", "--json"]);
    command.env("HOTSEAT_LIBRARY", "bakery");
    let output = command.output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(questions(&document), ["bread/plan"]);
}

#[test]
fn marks_over_a_built_in_rubric_make_it_ones_own() {
    let place = Place::new();
    let (library, marks) = ("own/library.toml", "own/rubrics/credit-fairness/gate.marks/zoe.toml");
    place.write(library, "name = \"Own\"\nlanguage = \"en\"\ncompetencies = []\n");
    place.write(marks, "rater = \"zoe\"\n[mark]\nspoken = { level = 4 }\n");
    let document = place.hotseat(&["test", "--library", "own", "--json"]).exits(0).json();
    assert_eq!(document["rubrics"][0]["question"], "credit-fairness/gate");
    assert_eq!(document["rubrics"][1], Value::Null);
    assert!(document["rubrics"][0]["raters"].as_array().unwrap().contains(&json!("zoe")));
}

/// What is broken elsewhere is nobody's business here, but is where all are asked for.
#[test]
fn a_fault_in_another_library_does_not_keep_ones_own_from_being_tested() {
    let bakery = marked(&[("anna", ANNA)]);
    let other = Bakery::new();
    other.change("rubrics/bread/plan.toml", "knead > dough", "knead > (dough");
    for file in ["library.toml", "scenarios/bread.toml", "rubrics/bread/plan.toml"] {
        let to = file.replace("bread", "cake");
        bakery.0.write(format!("data/library/{to}"), other.0.read(format!("bakery/{file}")));
    }
    let marked = other.0.read("bakery/rubrics/bread/plan.marked.toml");
    bakery.0.write("data/library/rubrics/cake/plan.marked.toml", marked);
    bakery.0.hotseat(&["test", "--library", "bakery"]).exits(0).shows("Tune: 4 answers");
    bakery.0.hotseat(&["test"]).exits(3).says("rubrics/cake/plan.toml");
    bakery.0.hotseat(&["test", "--library", "bakery", "--all-libraries"]).exits(3);
}

#[test]
fn a_library_without_marked_answers_is_said() {
    let bakery = Bakery::unmarked();
    bakery.0.hotseat(&["test", "--library", "bakery"]).exits(3).says("no answers with levels");
}
