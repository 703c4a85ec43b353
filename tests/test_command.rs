//! `hotseat test`: the scorer's levels beside those that people gave.

use hotseat::author::bench::{Subject, bench};
use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::content::marked::MarkedSet;
use hotseat::library::Library;
use hotseat::session::compile;
use hotseat::terminal::bench::{Detail, report};
use hotseat::terminal::screen::Screen;
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Bakery, Place};

/// Four answers, which earn 100, 67 and 33 percent, and the last, in another language, nothing.
pub const MARKED: &str = r#"
[[marked]]
id = "whole"
set = "tune"
text = "I knead the dough and let the dough rest. Then I heat the oven."

[[marked]]
id = "dough"
set = "tune"
text = "First I knead the dough, and then I let the dough rest for an hour."

[[marked]]
id = "oven"
set = "tune"
text = "In the morning I heat the oven for half an hour before I do the rest."

[[marked]]
id = "german"
set = "tune"
text = "Ich knete den Teig und lasse ihn eine Stunde ruhen, dann heize ich den Ofen vor."
"#;

/// Levels 4, 3, 3, 1 where the scorer gives 4, 3, 1, 0.
pub const ANNA: &str = r#"rater = "anna"

[mark]
whole = { level = 4, dough = 2, oven = 1 }
dough = { level = 3, dough = 2 }
oven = { level = 3, dough = 1, oven = 1 }
german = { level = 1 }
"#;

pub const ANSWERS: &str = "rubrics/bread/plan.marked.toml";

/// A bakery with marked answers and the marks of some raters.
pub fn marked(raters: &[(&str, &str)]) -> Bakery {
    let bakery = Bakery::unmarked();
    bakery.0.write(format!("bakery/{ANSWERS}"), MARKED);
    for (rater, marks) in raters {
        bakery.0.write(format!("bakery/rubrics/bread/plan.marks/{rater}.toml"), marks);
    }
    bakery
}

pub fn test(bakery: &Bakery, more: &[&str]) -> Value {
    let arguments = ["test", "bread/plan", "--library", "bakery", "--json"];
    bakery.0.json(&[&arguments, more].concat())
}

#[track_caller]
pub fn close(found: &Value, expected: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} for {expected}"));
    assert!((number - expected).abs() < 1e-9, "{number} for {expected}");
}

/// Given 4, 3, 3, 1; computed 4, 3, 1, 0; percent 100, 67, 33, 0.
///
/// - Pearson: deviations 1.25, 0.25, 0.25, -1.75 and 50, 17, -17, -50; products 150, squares 4.75
///   and 5578.
/// - Spearman: ranks 4, 2.5, 2.5, 1 and 4, 3, 2, 1; products 4.5, squares 4.5 and 5.
/// - Kappa: squared differences 0, 0, 4, 1, mean 5/4; of each with each 68/16; 1 - 20/68 = 12/17.
/// - Alpha: observed 2 * 5 = 10; of the eight values each with each: twice 8 * 61 - 19² = 254;
///   1 - 7 * 10 / 254 = 92/127.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let document = test(&marked(&[("anna", ANNA)]), &[]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["pooled"], json!([]));
    let rubric = &document["rubrics"][0];
    assert_eq!(rubric["question"], "bread/plan");
    assert_eq!((&rubric["raters"], &rubric["unmarked"]), (&json!(["anna"]), &json!([])));
    assert_eq!(rubric["sets"].as_array().unwrap().len(), 1);
    let set = &rubric["sets"][0];
    assert_eq!((&set["set"], &set["n"], &set["few"]), (&json!("tune"), &json!(4), &json!(true)));
    close(&set["pearson"], 150.0 / (4.75 * 5578.0_f64).sqrt());
    close(&set["spearman"]["value"], 0.9_f64.sqrt());
    close(&set["qwk"]["value"], 12.0 / 17.0);
    close(&set["exact"]["value"], 0.5);
    close(&set["adjacent"], 0.75);
    assert_eq!(set["off_by_two"], 1);
    let interval = &set["exact"]["interval"];
    assert_eq!(interval, &json!([0.0, 1.0]));
    assert_eq!(set["raters"], Value::Null);
    let answer = |at: usize| {
        let answer = &set["answers"][at];
        (&answer["id"], &answer["given"], &answer["computed"], &answer["percent"])
    };
    assert_eq!(answer(0), (&json!("whole"), &json!(4), &json!(4), &json!(100)));
    assert_eq!(answer(1), (&json!("dough"), &json!(3), &json!(3), &json!(67)));
    assert_eq!(answer(2), (&json!("oven"), &json!(3), &json!(1), &json!(33)));
    assert_eq!(answer(3), (&json!("german"), &json!(1), &json!(0), &json!(0)));
    assert_eq!(set["answers"][4], Value::Null);
    let german = &set["answers"][3];
    assert_eq!(german["flags"], json!(["unreadable"]));
    let nobody = |id: &str| json!({ "id": id, "given": null, "computed": null });
    assert_eq!(german["criteria"], json!([nobody("dough"), nobody("oven")]));
    // The text's own hash, as `sha256sum` gives it, and the words with their place in it.
    let heat = &set["answers"][2];
    assert_eq!(
        heat["evidence"],
        json!([{ "criterion": "oven", "rule": "heat", "start": 17, "end": 30,
                 "text": "heat the oven", "patterns": ["heat|preheat > oven"] }])
    );
    assert_eq!(heat["text_sha256"].as_str().unwrap().len(), 64);
    close(&set["alpha"]["value"], 92.0 / 127.0);
    // By given level, then by computed level.
    let none = json!([0, 0, 0, 0, 0]);
    assert_eq!(
        set["levels"],
        json!([none, [1, 0, 0, 0, 0], none, [0, 1, 0, 1, 0], [0, 0, 0, 0, 1]])
    );
    let [dough, oven] = set["criteria"].as_array().unwrap().as_slice() else { panic!("{set:#}") };
    assert_eq!((&dough["id"], &dough["n"]), (&json!("dough"), &json!(3)));
    close(&dough["exact"], 2.0 / 3.0);
    close(&dough["adjacent"], 1.0);
    close(&dough["given"], 5.0 / 3.0);
    close(&dough["computed"], 4.0 / 3.0);
    assert_eq!((&oven["id"], &oven["n"]), (&json!("oven"), &json!(2)));
    let all = &set["criterion_levels"];
    assert_eq!((&all["n"], &all["exact"], &all["adjacent"]), (&json!(5), &json!(0.8), &json!(1.0)));
}

#[test]
fn the_report_reads_as_tables() {
    let bakery = marked(&[("anna", ANNA)]);
    let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery"]).succeeds();
    assert_snapshot!(ran.stdout.trim_start(), @r"
    ── bread/plan ──────────────────────────────────────────────────────────────────

    1 rater: anna

    Tune: 4 answers
    Only 4 answers: one or two others would move every figure here, and the
    intervals come out too narrow. Good for finding mistakes; no proof that the
    rubric is right.

                       │ value │  95% interval
    ───────────────────┼───────┼──────────────
    Pearson, percent   │  0.92 │
    Spearman, percent  │  0.95 │  0.82 to 1.00
    weighted kappa     │  0.71 │  0.00 to 1.00
    alpha with raters  │  0.72 │ -0.17 to 1.00
    exact level        │   50% │    0% to 100%
    within one level   │   75% │
    off by two or more │     1 │

    given │ gets 0 │ gets 1 │ gets 2 │ gets 3 │ gets 4
    ──────┼────────┼────────┼────────┼────────┼───────
    0     │        │        │        │        │
    1     │      1 │        │        │        │
    2     │        │        │        │        │
    3     │        │      1 │        │      1 │
    4     │        │        │        │        │      1

    criterion │ n │ exact │ within 1 │ given │ computed
    ──────────┼───┼───────┼──────────┼───────┼─────────
    dough     │ 3 │   67% │     100% │  1.67 │     1.33
    oven      │ 2 │  100% │     100% │  1.00 │     1.00

    level differs │ given │ computed │ percent
    ──────────────┼───────┼──────────┼────────
    oven          │     3 │        1 │     33%
    german        │     1 │        0 │      0%
    ");
}

/// Anna gives 4, 3, 1, 0 and Ben 4, 2, 2, 0, so the reference is 4, 2, 1, 0, halves rounded down.
/// Anna with Ben: squared differences 0, 1, 1, 0; of each with each 72/16; 1 - 8/72 = 8/9, and half of
/// the levels are equal. The scorer gives what Anna gives.
#[test]
fn several_raters_are_averaged_and_compared_with_each_other() {
    let anna = ANNA.replace("oven = { level = 3", "oven = { level = 1");
    let anna = anna.replace("german = { level = 1", "german = { level = 0");
    let ben = "rater = \"ben\"\n[mark]\nwhole = { level = 4 }\ndough = { level = 2 }\n\
               oven = { level = 2, dough = 0 }\ngerman = { level = 0 }\n";
    let bakery = marked(&[("anna", &anna), ("ben", ben)]);
    let document = test(&bakery, &[]);
    assert_eq!(document["rubrics"][0]["raters"], json!(["anna", "ben"]));
    let set = &document["rubrics"][0]["sets"][0];
    close(&set["exact"]["value"], 0.75);
    let dough = &set["answers"][1];
    assert_eq!((&dough["given"], &dough["computed"]), (&json!(2), &json!(3)));
    let (people, scorer) = (&set["raters"]["each_other"], &set["raters"]["scorer"]);
    assert_eq!((&people["pairs"], &scorer["pairs"]), (&json!(1), &json!(2)));
    close(&people["qwk"], 8.0 / 9.0);
    close(&people["exact"], 0.5);
    close(&scorer["qwk"], 17.0 / 18.0);
    close(&scorer["exact"], 0.75);
    // The dough of the oven's answer: 1 and 0, so 0.
    close(&set["criteria"][0]["exact"], 1.0);
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery"])
        .succeeds()
        .shows("2 raters: anna, ben")
        .shows("rater with rater  │  0.89 │   50%")
        .shows("scorer with rater │  0.94 │   75%");

    // One answer that Ben left out, and people are not compared.
    bakery.change("rubrics/bread/plan.marks/ben.toml", "german = { level = 0 }", "");
    assert_eq!(test(&bakery, &[])["rubrics"][0]["sets"][0]["raters"], Value::Null);
}

#[test]
fn tune_and_check_are_told_apart() {
    let bakery = marked(&[("anna", ANNA)]);
    bakery.change(ANSWERS, "id = \"oven\"\nset = \"tune\"", "id = \"oven\"\nset = \"check\"");
    let sets = |more: &[&str]| -> Vec<(Value, Value)> {
        let document = test(&bakery, more);
        let sets = document["rubrics"][0]["sets"].as_array().unwrap();
        sets.iter().map(|set| (set["set"].clone(), set["n"].clone())).collect()
    };
    let (tune, check) = ((json!("tune"), json!(3)), (json!("check"), json!(1)));
    assert_eq!(sets(&[]), [tune.clone(), check.clone()]);
    assert_eq!(sets(&["--set", "all"]), [tune.clone(), check.clone()]);
    assert_eq!(sets(&["--set", "tune"]), [tune]);
    assert_eq!(sets(&["--set", "check"]), [check]);
    // One answer has no correlation and no interval.
    let document = test(&bakery, &["--set", "check"]);
    let set = &document["rubrics"][0]["sets"][0];
    let nothing = json!({ "value": null, "interval": null });
    assert_eq!((&set["pearson"], &set["spearman"]), (&Value::Null, &nothing));
    close(&set["qwk"]["value"], 0.0);
    assert_eq!(set["off_by_two"], 1);
    bakery.0.hotseat(&["test", "--set", "some"]).exits(2).says("check");
}

#[test]
fn few_answers_are_said_and_many_are_not() {
    let few = "Only ";
    let bakery = marked(&[("anna", ANNA)]);
    let command = ["test", "bread/plan", "--library", "bakery"];
    bakery.0.hotseat(&command).succeeds().shows(few);
    let (mut answers, mut marks) = (MARKED.to_owned(), ANNA.to_owned());
    for number in 5..=20 {
        answers.push_str(&format!(
            "\n[[marked]]\nid = \"more-{number}\"\nset = \"tune\"\ntext = \"I heat the oven.\"\n"
        ));
        marks.push_str(&format!("more-{number} = {{ level = 1 }}\n"));
    }
    bakery.0.write(format!("bakery/{ANSWERS}"), answers);
    bakery.0.write("bakery/rubrics/bread/plan.marks/anna.toml", marks);
    let ran = bakery.0.hotseat(&command).succeeds().shows("Tune: 20 answers");
    assert!(!ran.stdout.contains(few), "{ran:?}");
}

#[test]
fn answers_that_nobody_marked_are_left_out_and_named() {
    let bakery = marked(&[("anna", &ANNA.replace("german = { level = 1 }", ""))]);
    let rubric = test(&bakery, &[])["rubrics"][0].clone();
    assert_eq!((&rubric["unmarked"], &rubric["sets"][0]["n"]), (&json!(["german"]), &json!(3)));
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery"])
        .succeeds()
        .shows("1 answer without a level, left out: german");
}

#[test]
fn all_rubrics_with_marked_answers_are_tested_and_pooled() {
    let bakery = marked(&[("anna", ANNA)]);
    let document = bakery.0.json(&["test", "--library", "bakery", "--all-libraries", "--json"]);
    let rubrics = document["rubrics"].as_array().unwrap();
    let questions: Vec<&str> =
        rubrics.iter().map(|rubric| rubric["question"].as_str().unwrap()).collect();
    assert!(questions.contains(&"bread/plan") && questions.contains(&"credit-fairness/gate"));
    let sets = |set: &str| -> u64 {
        let all = rubrics.iter().flat_map(|rubric| rubric["sets"].as_array().unwrap());
        all.filter(|own| own["set"] == set).map(|own| own["n"].as_u64().unwrap()).sum()
    };
    for pooled in document["pooled"].as_array().unwrap() {
        assert_eq!(pooled["n"], sets(pooled["set"].as_str().unwrap()));
    }
    // A name that is said twice is tested once, and the order is that of the names.
    let names = ["test", "credit-fairness/gate", "bread/plan", "credit-fairness/gate"];
    let document = bakery.0.json(&[&names[..], &["--library", "bakery", "--json"]].concat());
    let rubrics = document["rubrics"].as_array().unwrap();
    assert_eq!(rubrics.len(), 2);
    assert_eq!(rubrics[1]["question"], "bread/plan");
}

#[test]
fn the_same_library_gives_the_same_bytes() {
    let place = Place::new();
    let first = place.hotseat(&["test", "--json"]).succeeds().stdout;
    assert_eq!(first, place.hotseat(&["test", "--json"]).succeeds().stdout);
    let without = place.json(&["test", "--json", "--no-meaning"]);
    assert_eq!(without["meaning"], false);
    place
        .hotseat(&["test", "credit-fairness/gate", "--no-meaning"])
        .succeeds()
        .shows("Scored by patterns alone");
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let library = Library::builtin();
    let subject = |scenario: &str, question: &str| {
        let scenario = library.scenario(&ScenarioId::new(scenario)).unwrap().value;
        let asked = scenario.question(&QuestionId::new(question)).unwrap();
        let rubric = compile(&library, &scenario, asked).unwrap();
        let id = rubric.rubric.id.clone();
        let marks = library.marks(&id).unwrap();
        Subject {
            rubric,
            answers: library.marked(&id).unwrap().unwrap().value,
            marks: marks.into_iter().map(|loaded| loaded.value).collect(),
        }
    };
    let subjects = [
        subject("chatbot-explainability", "scope"),
        subject("interview-classics", "monitoring-rollout"),
    ];
    let bench = bench(&subjects, &[MarkedSet::Tune, MarkedSet::Check], true);
    let details = Detail { criteria: true, rules: true, answers: true, all: true, only: false };
    for detail in [Detail::default(), details] {
        for columns in [40, 60, 80] {
            let text = report(Screen::plain(columns), &bench, detail);
            assert!(text.lines().all(|line| line.chars().count() <= columns), "{text}");
            // At 60 columns, tables are still tables.
            assert_eq!(text.contains("criterion: "), detail.all && columns < 50, "{text}");
        }
    }
}

#[test]
fn what_cannot_be_tested_is_said() {
    let bakery = Bakery::unmarked();
    let test = |question: &str| bakery.0.hotseat(&["test", question, "--library", "bakery"]);
    let score = |question: &str| bakery.0.hotseat(&["score", question, "--library", "bakery"]);
    for question in ["bread", "bread/plam", "bred/plan", "bread/flour"] {
        let (ran, scored) = (test(question), score(question));
        assert_eq!((ran.code, &ran.stderr), (scored.code, &scored.stderr), "{question}");
        assert!(ran.code == Some(2) || ran.code == Some(3), "{ran:?}");
        assert_eq!(ran.stdout, "");
    }
    test("bread/plan").only_says(
        3,
        "error: bread/plan has no answers with levels: nothing to compare with; answers belong into \
         rubrics/SCENARIO/QUESTION.marked.toml, their levels into \
         rubrics/SCENARIO/QUESTION.marks/RATER.toml",
    );
    // Answers without any marks are nothing to compare with, either.
    bakery.0.write(format!("bakery/{ANSWERS}"), MARKED);
    test("bread/plan").exits(3).says("no answers with levels");
    bakery.0.write("bakery/rubrics/bread/plan.marks/anna.toml", ANNA);
    let check = ["test", "bread/plan", "--library", "bakery", "--set", "check"];
    bakery.0.hotseat(&check).exits(3).says("no answers with levels in the set check");
}

#[test]
fn bad_content_is_an_error_with_its_place() {
    for (file, before, after, words) in [
        (ANSWERS, "set = \"tune\"", "set = \"tuna\"", "plan.marked.toml:4"),
        ("rubrics/bread/plan.marks/anna.toml", "level = 4", "level = \"4\"", "anna.toml:4"),
        ("rubrics/bread/plan.toml", "knead > dough", "knead > (dough", "plan.toml:15"),
    ] {
        let bakery = marked(&[("anna", ANNA)]);
        bakery.change(file, before, after);
        let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery"]);
        let ran = ran.exits(3).says(words);
        assert_eq!(ran.stdout, "");
        // Nor do figures of all rubrics leave it out in silence.
        bakery.0.hotseat(&["test", "--library", "bakery"]).exits(3).says(words);
    }
}
