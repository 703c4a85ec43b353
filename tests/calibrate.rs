//! `hotseat calibrate`: fitted to marks, bounded, on the receipt, and used only where asked for.

use hotseat::content::calibration::{Calibration, MAX_BOUND};
use hotseat::scoring::receipt::Inputs;
use hotseat::scoring::{Given, assess};
use serde_json::{Value, json};

use crate::support::{Bakery, asked};

const FILE: &str = "bakery/rubrics/bread/plan.calibration.toml";
const WHOLE: &str =
    "I heat the oven. Meanwhile I knead the dough, and the dough rests for an hour.";
const DOUGH: &str =
    "I knead the dough, and the dough rests for an hour, until it is twice as large.";
const LIST: &str = "knead dough rest dough heat oven knead dough rest dough heat oven knead dough";

/// Twelve answers that earn 67 percent, which is level 3, and that everybody gives level 4.
fn severe() -> Bakery {
    let bakery = Bakery::new();
    let mut answers = String::new();
    let mut marks = "rater = \"ann\"\n\n[mark]\n".to_owned();
    for at in 0..12 {
        let (text, level) = if at % 3 == 0 { (WHOLE, 4) } else { (DOUGH, 4) };
        let set = if at < 11 { "tune" } else { "check" };
        answers.push_str(&format!(
            "[[marked]]\nid = \"a{at}\"\nset = \"{set}\"\ntext = \"{text} That is number {at}.\"\n\n"
        ));
        marks.push_str(&format!("a{at} = {{ level = {level} }}\n"));
    }
    for at in 0..4 {
        answers.push_str(&format!(
            "[[marked]]\nid = \"b{at}\"\nset = \"tune\"\ntext = \"I would heat the oven in good time, {at} times a day.\"\n\n"
        ));
        marks.push_str(&format!("b{at} = {{ level = 1 }}\n"));
    }
    bakery.0.write("bakery/rubrics/bread/plan.marked.toml", answers);
    bakery.0.write("bakery/rubrics/bread/plan.marks/ann.toml", marks);
    bakery
}

fn calibrate(bakery: &Bakery) {
    bakery.0.hotseat(&["calibrate", "bread/plan", "--library", "bakery"]).succeeds();
}

fn score(bakery: &Bakery, answer: &str, more: &[&str]) -> Value {
    bakery.0.write("answer.txt", answer);
    let mut arguments = vec!["score", "bread/plan", "answer.txt", "--json", "--library", "bakery"];
    arguments.extend(more);
    let run = bakery.0.hotseat(&arguments).succeeds();
    bakery.0.write("result.json", &run.stdout);
    run.json()
}

/// A calibration by hand, for the rubric as it is.
fn by_hand(bakery: &Bakery, more: &str) {
    let plain = score(bakery, DOUGH, &[]);
    let inputs: Inputs = serde_json::from_value(plain["receipt"]["inputs"].clone()).unwrap();
    let basis = inputs.basis();
    bakery.0.write(
        FILE,
        format!(
            "format = 1\nbasis = \"{basis}\"\nraters = [\"ann\"]\nset = \"tune\"\nanswers = 9\ncuts = [20, 40, 60, 80]\n{more}"
        ),
    );
}

#[test]
fn the_file_is_written_says_what_it_is_and_is_the_same_on_repeat() {
    let bakery = severe();
    calibrate(&bakery);
    let first = bakery.0.read(FILE);
    assert!(first.contains("raters = [\"ann\"]") && first.contains("answers = 15"), "{first}");
    assert!(first.contains("[before]") && first.contains("[after]"), "{first}");
    calibrate(&bakery);
    assert_eq!(bakery.0.read(FILE), first);
    bakery.0.hotseat(&["check", "bakery"]).succeeds();
}

#[test]
fn it_takes_part_only_where_it_is_asked_for() {
    let bakery = severe();
    let before = score(&bakery, DOUGH, &[]);
    calibrate(&bakery);
    assert_eq!(score(&bakery, DOUGH, &[]), before);
    assert_eq!(before["calibration"], Value::Null);
    let after = score(&bakery, DOUGH, &["--calibrated"]);
    assert_eq!((&before["level"], &after["level"]), (&json!(3), &json!(4)));
    assert_eq!(after["calibration"]["level"], 3);
    assert_eq!(after, score(&bakery, DOUGH, &["--calibration", FILE]));
}

#[test]
fn the_bench_uses_it_only_where_it_is_asked_for() {
    let bakery = severe();
    let test = ["test", "bread/plan", "--library", "bakery", "--set", "check", "--json"];
    let before = bakery.0.json(&test);
    calibrate(&bakery);
    assert_eq!(bakery.0.json(&test), before);
    let after = bakery.0.json(&[&test[..], &["--calibrated"]].concat());
    let computed = |run: &Value| run["rubrics"][0]["sets"][0]["answers"][0]["computed"].clone();
    assert_eq!((computed(&before), computed(&after)), (json!(3), json!(4)));
}

#[test]
fn the_receipt_names_it_and_verify_sees_it_changed_or_gone() {
    let bakery = severe();
    calibrate(&bakery);
    score(&bakery, DOUGH, &["--calibrated"]);
    let verify = ["verify", "result.json", "--answer", "answer.txt", "--library", "bakery"];
    bakery.0.hotseat(&verify).succeeds();
    let text = bakery.0.read(FILE);
    bakery.0.write("kept.toml", &text);
    bakery.0.write("other.toml", text.replace("bound = 500", "bound = 400"));
    let other = bakery.0.hotseat(&[&verify[..], &["--calibration", "other.toml"]].concat());
    assert_eq!(other.code, Some(1));
    assert!(other.stdout.contains("The calibration has changed since."), "{}", other.stdout);
    std::fs::remove_file(bakery.0.path(FILE)).unwrap();
    let gone = bakery.0.hotseat(&verify);
    assert_eq!(gone.code, Some(1));
    assert!(gone.stdout.contains("A calibration took part, and none was found"), "{}", gone.stdout);

    score(&bakery, DOUGH, &[]);
    let added = bakery.0.hotseat(&[&verify[..], &["--calibration", "kept.toml"]].concat());
    assert_eq!(added.code, Some(1));
    assert!(added.stdout.contains("No calibration took part when"), "{}", added.stdout);
}

#[test]
fn with_another_text_of_the_rubric_it_is_refused() {
    let bakery = severe();
    calibrate(&bakery);
    bakery.change("rubrics/bread/plan.toml", "Plans the baking", "Plans all the baking");
    bakery.0.write("answer.txt", DOUGH);
    let run = bakery.0.hotseat(&[
        "score",
        "bread/plan",
        "answer.txt",
        "--calibrated",
        "--library",
        "bakery",
    ]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("fitted for another state of bread/plan"), "{}", run.stderr);
}

#[test]
fn a_guard_and_an_answer_without_evidence_keep_their_nothing() {
    let bakery = Bakery::new();
    by_hand(&bakery, "start = 9000\nwords_start = 500\n\n[word]\ndough = 500\nshop = 500\n");
    for text in [LIST, "I would go to the shop round the corner and buy a loaf there."] {
        let own = score(&bakery, text, &["--calibrated"]);
        assert_eq!((&own["level"], &own["percent"]), (&json!(0), &json!(0)), "{own:#}");
        assert_eq!(own["calibration"]["held"], true);
    }
}

#[test]
fn words_add_half_a_level_at_most_whatever_the_file_says() {
    let bakery = Bakery::new();
    for adds in ["9000", "-9000", "300"] {
        by_hand(&bakery, &format!("[word]\ndough = {adds}\nknead = {adds}\nhour = {adds}\n"));
        for text in [WHOLE, DOUGH] {
            let alone = score(&bakery, text, &[])["percent"].as_i64().unwrap();
            let own = score(&bakery, text, &["--calibrated"]);
            let together = own["calibration"]["words_together"].as_i64().unwrap();
            assert!(together.abs() == 500, "{own:#}");
            // A level is 25 percent of five names; halves are rounded up.
            assert!((own["percent"].as_i64().unwrap() - alone).abs() <= 13, "{own:#}");
            let quoted = own["calibration"]["words"][0]["text"].as_str().unwrap();
            assert!(text.contains(quoted), "{quoted}");
        }
    }
    by_hand(&bakery, "bound = 501\n");
    let run = bakery.0.hotseat(&["check", "bakery"]);
    assert!(run.stdout.contains("bound") || run.stderr.contains("bound"), "{run:?}");
}

#[test]
fn feedback_says_what_the_rubric_alone_gives() {
    let bakery = severe();
    calibrate(&bakery);
    bakery.0.write("answer.txt", DOUGH);
    let run = bakery.0.hotseat(&[
        "score",
        "bread/plan",
        "answer.txt",
        "--calibrated",
        "--library",
        "bakery",
    ]);
    assert!(run.stdout.contains("by the rubric alone: level 3 (67 %)"), "{}", run.stdout);
}

#[test]
fn nothing_is_written_into_the_built_in_library_over_other_files_or_in_a_dry_run() {
    let bakery = severe();
    let run = bakery.0.hotseat(&["calibrate", "chatbot-explainability/scope"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--out FILE"), "{}", run.stderr);
    let dry = ["calibrate", "bread/plan", "--library", "bakery", "--dry-run"];
    bakery.0.hotseat(&dry).succeeds();
    assert!(!bakery.0.path(FILE).exists());
    bakery.0.write("mine.toml", "a = 1\n");
    let over = ["calibrate", "bread/plan", "--library", "bakery", "--out", "mine.toml"];
    assert_eq!(bakery.0.hotseat(&over).code, Some(2));
    assert_eq!(bakery.0.read("mine.toml"), "a = 1\n");
}

/// Nothing that is fitted changes nothing: gates, fatal statements and what lies close to a cut are
/// as the rubric alone has them.
#[test]
fn a_calibration_without_weights_and_with_the_authors_cuts_changes_no_result() {
    let mut held = 0;
    for question in asked() {
        let own = Calibration {
            basis: question.rubric.basis(),
            cuts: question.rubric.rubric.cuts.clone(),
            bound: MAX_BOUND,
            ..Calibration::default()
        };
        let calibrated = question.rubric.clone().with_calibration(&own, "").unwrap();
        for (id, text) in &question.marked {
            let alone = assess(&question.rubric, Given::answer(text));
            let mut with = assess(&calibrated, Given::answer(text));
            if with.calibration.take().is_some_and(|own| own.held && own.percent > 0) {
                held += 1;
            }
            assert_eq!(with, alone, "{} {id}", question.name);
        }
    }
    assert!(held > 0, "no answer is held by a gate");
}
