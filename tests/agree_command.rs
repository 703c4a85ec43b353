//! `hotseat agree`: a rehearsal of a panel's debrief, and what cannot be compared.

use hotseat::agreement::SplitMix64;
use hotseat::author::agree::agree;
use hotseat::author::bench::Subject;
use hotseat::content::Marks;
use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::content::marked::MarkedSet;
use hotseat::library::Library;
use hotseat::session::compile;
use hotseat::terminal::agree::report;
use hotseat::terminal::screen::Screen;
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Bakery, Place};

const RUBRIC: &str = r#"format = 1
title = "Plans the baking"
cuts = [20, 40, 60, 80]

[[criterion]]
id = "dough"
title = "Makes the dough"
probe = "What do you do with the dough?"
advice = "Say how you knead it and how long it rests."
levels = [{ at = 1, needs = 1 }, { at = 2, needs = 2 }, { at = 3, needs = 3 }]

[criterion.evidence]
kneads = ["knead > dough"]
rests = ["dough + rest"]
folds = ["fold > dough"]

[[criterion]]
id = "oven"
title = "Watches the oven"
probe = "How hot is the oven?"
advice = "Say how you heat it, and how hot."
levels = [{ at = 1, needs = 1 }, { at = 2, needs = 2 }, { at = 3, needs = 3 }]

[criterion.evidence]
heats = ["heat|preheat > oven"]
steams = ["steam + oven"]
turns = ["turn > loaf"]

[[criterion]]
id = "care"
title = "Cares for the guest"
by = "person"
levels = [{ at = 1, text = "Names a guest" }, { at = 3, text = "Asks a guest" }]
"#;

/// What an answer can say, best first to be left out last.
const SENTENCES: [&str; 6] = [
    "I knead the dough with both hands for ten minutes.",
    "Meanwhile I heat the oven until the stone is hot.",
    "Then I let the dough rest until it is twice as large.",
    "After that I fold the dough twice.",
    "I bring steam into the oven before the loaf goes in.",
    "Half way through I turn the loaf.",
];

/// What somebody is like who marks.
#[derive(Clone, Copy, Default)]
struct Habit {
    /// Added to every level.
    shift: f64,
    /// Added to every level on the way from the first answer to the last.
    drift: f64,
}

/// Thirty answers, and the marks of three who read them.
struct Rehearsal {
    place: Place,
}

/// A number from -1 to 1, most often near 0.
fn noise(random: &mut SplitMix64) -> f64 {
    let mut uniform =
        || f64::from(u32::try_from(random.next_number() >> 32).unwrap()) / f64::from(u32::MAX);
    uniform() + uniform() - 1.0
}

fn level(value: f64, most: u8) -> u8 {
    (0..=most)
        .min_by(|a, b| (f64::from(*a) - value).abs().total_cmp(&(f64::from(*b) - value).abs()))
        .unwrap()
}

impl Rehearsal {
    /// Answers of rising worth in an order that jumps about. A rater's level is the worth, shifted
    /// by the habit, with some noise; of the criterion `vague`, which each reads in a way of their
    /// own, it is noise alone.
    fn new(habits: [(&str, Habit); 3], vague: Option<&str>) -> Self {
        let bakery = Bakery::unmarked();
        let place = bakery.0;
        place.write("bakery/rubrics/bread/plan.toml", RUBRIC);
        let mut random = SplitMix64(30);
        let mut answers = String::new();
        let mut marks = habits.map(|(rater, _)| format!("rater = \"{rater}\"\n\n[mark]\n"));
        for nth in 0..30u32 {
            let worth = f64::from(nth * 7 % 30) / 29.0;
            let said = usize::from(level(worth * 6.0, 6));
            let mut text = format!("This is my plan number {}.", nth + 1);
            for sentence in &SENTENCES[..said] {
                text.push_str(&format!(" {sentence}"));
            }
            answers.push_str(&format!(
                "[[marked]]\nid = \"a{:02}\"\nset = \"tune\"\ntext = \"{text}\"\n\n",
                nth + 1
            ));
            for ((_, habit), file) in habits.iter().zip(&mut marks) {
                let shift = habit.shift + habit.drift * f64::from(nth) / 29.0;
                let whole = level(worth * 4.0 + shift + 0.8 * noise(&mut random), 4);
                let mut line = format!("a{:02} = {{ level = {whole}", nth + 1);
                for criterion in ["dough", "oven", "care"] {
                    let own = if vague == Some(criterion) {
                        1.5 + 2.0 * noise(&mut random)
                    } else {
                        worth * 3.0 + shift * 0.75 + 0.6 * noise(&mut random)
                    };
                    line.push_str(&format!(", {criterion} = {}", level(own, 3)));
                }
                file.push_str(&format!("{line}, nth = {} }}\n", nth + 1));
            }
        }
        place.write("bakery/rubrics/bread/plan.marked.toml", answers);
        for ((rater, _), file) in habits.iter().zip(marks) {
            place.write(format!("bakery/rubrics/bread/plan.marks/{rater}.toml"), file);
        }
        Self { place }
    }

    fn question(&self) -> Value {
        let arguments = ["agree", "bread/plan", "--library", "bakery", "--json"];
        self.place.json(&arguments)["questions"][0].clone()
    }

    fn report(&self) -> String {
        let arguments = ["agree", "bread/plan", "--library", "bakery"];
        self.place.hotseat(&arguments).succeeds().stdout
    }
}

/// Of each rater, what is said.
fn verdicts(question: &Value, of: &str) -> Value {
    let raters = question["raters"].as_array().unwrap();
    raters.iter().map(|rater| json!([rater["name"], rater[of]["verdict"]])).collect()
}

/// Text without its line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_severe_rater_and_the_ambiguous_criterion_of_a_panel_are_found() {
    let severe = Habit { shift: -1.0, ..Habit::default() };
    let habits = [("ana", Habit::default()), ("bo", Habit::default()), ("cem", severe)];
    let panel = Rehearsal::new(habits, Some("oven"));
    let question = panel.question();
    assert_eq!(question["level"]["n"], 30);
    assert_eq!(
        verdicts(&question, "severity"),
        json!([["ana", null], ["bo", null], ["cem", "severe"]])
    );
    assert_eq!(verdicts(&question, "drift"), json!([["ana", null], ["bo", null], ["cem", null]]));
    let ambiguous = &question["ambiguous"];
    assert_eq!((&ambiguous["id"], &ambiguous["stands_out"]), (&json!("oven"), &json!(true)));

    let report = flat(&panel.report());
    assert!(report.contains("cem is severe: "), "{report}");
    assert!(!report.contains("ana is") && !report.contains("bo is"), "{report}");
    assert!(!report.contains("lenient:") && !report.contains(" became "), "{report}");
    assert!(report.contains("The most ambiguous criterion is oven: "), "{report}");
    assert!(report.contains("of 30 answers it is two levels or more apart."), "{report}");
}

#[test]
fn who_drifts_is_found_and_nobody_else_is_said_to() {
    let drifts = Habit { shift: 0.9, drift: -1.8 };
    let habits = [("ana", Habit::default()), ("bo", drifts), ("cem", Habit::default())];
    let panel = Rehearsal::new(habits, None);
    let question = panel.question();
    assert_eq!(
        verdicts(&question, "drift"),
        json!([["ana", null], ["bo", "stricter"], ["cem", null]])
    );
    assert_eq!(
        verdicts(&question, "severity"),
        json!([["ana", null], ["bo", null], ["cem", null]])
    );
    assert_eq!(question["ambiguous"]["stands_out"], false);
    let report = flat(&panel.report());
    assert!(report.contains("bo became stricter while marking: "), "{report}");
    assert!(report.contains("but not by so much that it stands out"), "{report}");
}

#[test]
fn a_panel_of_one_mind_is_told_so() {
    let habits = ["ana", "bo", "cem"].map(|rater| (rater, Habit::default()));
    let panel = Rehearsal::new(habits, None);
    let report = flat(&panel.report());
    assert!(report.contains("No rater stands out as severe, lenient or drifting."), "{report}");
}

#[test]
fn the_agenda_begins_with_the_answer_over_which_people_differ_most() {
    let severe = Habit { shift: -1.0, ..Habit::default() };
    let habits = [("ana", Habit::default()), ("bo", Habit::default()), ("cem", severe)];
    let panel = Rehearsal::new(habits, Some("oven"));
    let question = panel.question();
    let agenda = question["agenda"].as_array().unwrap();
    let spread = |item: &Value| item["spread"].as_u64().unwrap();
    let far = |item: &Value| if spread(item) >= 2 { spread(item) } else { 0 };
    assert!(agenda.is_sorted_by(|one, next| far(one) >= far(next)), "{agenda:#?}");
    for item in agenda {
        let given: Vec<u64> =
            item["given"].as_object().unwrap().values().map(|own| own.as_u64().unwrap()).collect();
        assert_eq!(given.len(), 3, "{item:#}");
        assert_eq!(spread(item), given.iter().max().unwrap() - given.iter().min().unwrap());
        assert!(item["scorer"].is_u64(), "{item:#}");
        let care = |own: &&Value| own["id"] == "care";
        let of_people = item["criteria"].as_array().unwrap().iter().find(care);
        assert!(of_people.is_none_or(|own| own["scorer"].is_null()), "{item:#}");
    }
    // A criterion that only people give a level is compared between them.
    let care = &question["criteria"][2];
    assert_eq!(
        (&care["id"], &care["n"], &care["scorer"]),
        (&json!("care"), &json!(30), &Value::Null)
    );
}

const AGREE: [&str; 4] = ["agree", "bread/plan", "--library", "bakery"];

/// A bakery in which people gave three answers these levels and, of the second criterion, others.
fn marked(raters: &[(&str, &str)]) -> Bakery {
    let bakery = Bakery::unmarked();
    let text = "I knead the dough and let it rest. Then I heat the oven.";
    let answers: String = ["one", "two", "three"]
        .map(|id| format!("[[marked]]\nid = \"{id}\"\nset = \"tune\"\ntext = \"{text}\"\n\n"))
        .concat();
    bakery.0.write("bakery/rubrics/bread/plan.marked.toml", answers);
    for (rater, marks) in raters {
        let file = format!("rater = \"{rater}\"\n\n[mark]\n{marks}");
        bakery.0.write(format!("bakery/rubrics/bread/plan.marks/{rater}.toml"), file);
    }
    bakery
}

const ANA: &str = "one = { level = 0, dough = 2 }\ntwo = { level = 0, dough = 2 }\n\
                   three = { level = 1, dough = 0, note = \"Where is\\nthe salt?\" }\n";
const BO: &str = "one = { level = 0, dough = 2 }\ntwo = { level = 1 }\n\
                  three = { level = 3, dough = 2 }\n";

#[track_caller]
fn close(found: &Value, expected: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} for {expected}"));
    assert!((number - expected).abs() < 1e-9, "{number} for {expected}");
}

/// Levels 0 0, 0 1 and 1 3.
///
/// - Alpha: middle ranks 1.5, 4 and 5.5; observed 2 * (2.5² + 1.5²) = 17; by chance
///   2 * (6 * 2.5² + 3 * 4² + 2 * 1.5²) = 180; 1 - 5 * 17 / 180 = 19/36.
/// - Kappa: squared differences 0, 1, 4; of each with each 25; 1 - 3 * 5 / 25 = 2/5.
/// - The scorer gives all three a 3, and something constant agrees as chance does.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let bakery = marked(&[("ana", ANA), ("bo", BO)]);
    let document = bakery.0.json(&[&AGREE[..], &["--json"]].concat());
    assert_eq!((&document["schema"], &document["left_out"]), (&json!(1), &json!([])));
    assert_eq!(document["pooled"], Value::Null);
    let question = &document["questions"][0];
    assert_eq!((&question["question"], &question["few"]), (&json!("bread/plan"), &json!(true)));
    let level = &question["level"];
    assert_eq!(level["n"], 3);
    close(&level["alpha"]["value"], 19.0 / 36.0);
    close(&level["qwk"]["value"], 0.4);
    close(&level["exact"], 1.0 / 3.0);
    close(&level["scorer"]["qwk"]["value"], 0.0);
    let dough = &question["criteria"][0];
    assert_eq!(
        (&dough["id"], &dough["n"], &dough["apart"]),
        (&json!("dough"), &json!(2), &json!(1))
    );
    let [ana, bo] = question["raters"].as_array().unwrap().as_slice() else { panic!() };
    close(&ana["severity"]["difference"]["value"], -1.0);
    close(&bo["severity"]["difference"]["value"], 1.0);
    assert_eq!((&ana["severity"]["verdict"], &ana["drift"]), (&Value::Null, &Value::Null));
    assert_eq!(
        question["agenda"][0],
        json!({
            "answer": "three",
            "set": "tune",
            "opening": "I knead the dough and let it rest. Then I heat the oven.",
            "given": { "ana": 1, "bo": 3 },
            "spread": 2,
            "scorer": 3,
            "criteria": [
                { "id": "dough", "given": { "ana": 0, "bo": 2 }, "spread": 2, "scorer": 1 }
            ],
            "notes": { "ana": "Where is\nthe salt?" },
            "by_leaning": false,
        })
    );
    assert_eq!(question["agenda"][1]["answer"], "two");
    assert_eq!(question["agenda"].as_array().unwrap().len(), 2);
}

#[test]
fn the_report_leads_with_what_to_talk_about() {
    let bakery = marked(&[("ana", ANA), ("bo", BO)]);
    assert_snapshot!(bakery.0.hotseat(&AGREE).succeeds().stdout.trim_start(), @r#"
    ── bread/plan ──────────────────────────────────────────────────────────────────

    3 answers marked by both raters: ana, bo
    few answers: read with care

    In short
    • People's agreement: alpha 0.53 (-0.67 to 0.93). The scorer and a rater have a
      weighted kappa of 0.00, where a rater and another have 0.40.
    • No rater stands out as severe, lenient or drifting.
    • On 1 answer people lie two levels or more apart: the agenda.

    Agenda

    1. three: bo 3, ana 1 │ scorer's advice 3
       "I knead the dough and let it rest. Then I heat the oven."
       dough: bo 2, ana 0 │ scorer's advice 1
       ana noted: Where is the salt?

    1 more, by one level: two.

    Agreement

    level of   │ n │ alpha │  95% interval │ kappa │ scorer
    ───────────┼───┼───────┼───────────────┼───────┼───────
    the answer │ 3 │  0.53 │ -0.67 to 0.93 │  0.40 │   0.00
    dough      │ 2 │  0.00 │             - │  0.00 │   0.00

    Raters

    rater │ n │ to others │  95% interval │ kappa │ scorer
    ──────┼───┼───────────┼───────────────┼───────┼───────
    ana   │ 3 │     -1.00 │ -2.00 to 0.00 │  0.40 │   0.00
    bo    │ 3 │     +1.00 │  0.00 to 2.00 │  0.40 │   0.00

    Alpha (ordinal) and weighted kappa: 1 is full agreement, 0 that of chance.
    Severe and lenient are said of raters beside each other; who is right, only a
    talk can tell.
    "#);
}

#[test]
fn two_raters_are_told_of_each_other_and_not_who_is_off() {
    let severe = Habit { shift: -1.0, ..Habit::default() };
    let habits = [("ana", Habit::default()), ("bo", Habit::default()), ("cem", severe)];
    let panel = Rehearsal::new(habits, None);
    std::fs::remove_file(panel.place.path("bakery/rubrics/bread/plan.marks/bo.toml")).unwrap();
    let report = flat(&panel.report());
    assert!(report.contains("30 answers marked by both raters: ana, cem"), "{report}");
    assert!(report.contains(" less than ana ("), "{report}");
    assert!(report.contains("Two raters cannot tell which of them is off."), "{report}");
    assert!(!report.contains("cem is severe") && !report.contains("ana is lenient"), "{report}");
}

#[test]
fn the_agenda_is_as_long_as_asked_for_and_names_the_rest() {
    let severe = Habit { shift: -1.5, ..Habit::default() };
    let habits = [("ana", Habit::default()), ("bo", Habit::default()), ("cem", severe)];
    let panel = Rehearsal::new(habits, None);
    let items = |more: &[&str]| -> usize {
        let ran = panel.place.hotseat(&[&AGREE[..], more].concat()).succeeds();
        ran.stdout
            .lines()
            .filter(|line| line.contains("scorer's advice") && line.contains(". a"))
            .count()
    };
    assert_eq!(items(&["--agenda", "3"]), 3);
    assert_eq!(items(&[]), 10);
    let ran = panel.place.hotseat(&[&AGREE[..], &["--agenda", "0"]].concat()).succeeds();
    let shown = flat(&ran.stdout);
    assert!(shown.contains("more that lie two or more apart: a"), "{shown}");
    assert!(shown.contains("so only because some give less than others throughout"), "{shown}");
    panel.place.hotseat(&[&AGREE[..], &["--agenda", "some"]].concat()).exits(2).says("some");
}

#[test]
fn questions_are_pooled_and_those_without_two_raters_are_named() {
    let bakery = marked(&[("ana", ANA), ("bo", BO)]);
    let document = bakery.0.json(&["agree", "--library", "bakery", "--json"]);
    let questions: Vec<&str> = document["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["question"].as_str().unwrap())
        .collect();
    assert!(questions.contains(&"bread/plan") && questions.contains(&"credit-fairness/gate"));
    let left_out = document["left_out"].as_array().unwrap();
    assert!(left_out.contains(&json!("chatbot-explainability/story")), "{left_out:?}");
    let n = |own: &Value| own["level"]["n"].as_u64().unwrap();
    let all: u64 = document["questions"].as_array().unwrap().iter().map(n).sum();
    assert_eq!(n(&document["pooled"]), all);
    let names = document["pooled"]["raters"].as_array().unwrap().iter().map(|own| &own["name"]);
    assert_eq!(names.clone().filter(|name| *name == "check-author").count(), 1);
    assert!(names.clone().any(|name| name == "bo"));
    let report = flat(&bakery.0.hotseat(&["agree", "--library", "bakery"]).succeeds().stdout);
    assert!(report.contains("All questions together"), "{report}");
    assert!(report.contains("Left out, since no two people marked an answer: "), "{report}");
}

#[test]
fn the_same_marks_give_the_same_bytes() {
    let place = Place::new();
    let gate = ["agree", "credit-fairness/gate"];
    let first = place.hotseat(&[&gate[..], &["--json"]].concat()).succeeds().stdout;
    assert_eq!(first, place.hotseat(&[&gate[..], &["--json"]].concat()).succeeds().stdout);
    let without = place.hotseat(&[&gate[..], &["--no-meaning"]].concat()).succeeds();
    without.shows("compared nothing by meaning");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let words = "no answer was marked by two people";
    for raters in [&[][..], &[("ana", ANA)], &[("ana", ANA), ("bo", "")]] {
        let bakery = marked(raters);
        bakery.0.hotseat(&AGREE).exits(3).says(words).says("bread/plan");
    }
    // Two who marked, but not the same answers, are no two raters.
    let apart = [("ana", "one = { level = 2 }\n"), ("bo", "two = { level = 2 }\n")];
    marked(&apart).0.hotseat(&AGREE).exits(3).says(words);
    let bakery = marked(&[("ana", ANA), ("bo", BO)]);
    let check = [&AGREE[..], &["--set", "check"]].concat();
    bakery.0.hotseat(&check).exits(3).says("bread/plan in the set check: ");
    bakery.0.hotseat(&["agree", "bread/flour", "--library", "bakery"]).exits(2);
    let bad = marked(&[("ana", ANA), ("bo", "one = { level = \"2\" }\n")]);
    bad.0.hotseat(&AGREE).exits(3).says("bo.toml:4");
}

#[test]
fn an_answer_of_one_rater_is_counted_and_left_out() {
    let bakery = marked(&[("ana", ANA), ("bo", "one = { level = 3 }\n")]);
    let question = &bakery.0.json(&[&AGREE[..], &["--json"]].concat())["questions"][0];
    assert_eq!((&question["compared"], &question["alone"]), (&json!(1), &json!(2)));
    bakery.0.hotseat(&AGREE).succeeds().shows("2 answers have one rater only");
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let library = Library::builtin();
    let scenario = library.scenario(&ScenarioId::new("credit-fairness")).unwrap().value;
    let asked = scenario.question(&QuestionId::new("gate")).unwrap();
    let rubric = compile(&library, &scenario, asked).unwrap();
    let id = rubric.rubric.id.clone();
    let mut marks: Vec<Marks> =
        library.marks(&id).unwrap().into_iter().map(|loaded| loaded.value).collect();
    // Names and notes are strangers' words, too.
    let long = "somebody-with-a-name-that-does-not-end-".repeat(3);
    let mut other = marks[1].clone();
    other.rater = format!("{long}\u{1b}[31m");
    for mark in other.marks.values_mut() {
        mark.level = mark.level.map(|level| (level + 2) % 5);
        mark.note = Some(format!("{long}\u{1b}]0;x\u{7} {}", "and so on ".repeat(30)));
    }
    marks.push(other);
    let answers = library.marked(&id).unwrap().unwrap().value;
    let subject = [Subject { rubric, answers, marks }];
    let found = agree(&subject, &[MarkedSet::Tune, MarkedSet::Check], true);
    for columns in [40, 60, 80] {
        let text = report(Screen::plain(columns), &found, 100);
        assert!(text.lines().all(|line| line.chars().count() <= columns), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text}");
    }
}

#[test]
fn what_a_panel_agreed_on_can_be_left_out() {
    let panel = "one = { level = 0 }\ntwo = { level = 1 }\nthree = { level = 3 }\n";
    let bakery = marked(&[("ana", ANA), ("bo", BO), ("panel", panel)]);
    let names = |more: &[&str]| -> Value {
        let document = bakery.0.json(&[&AGREE[..], &["--json"], more].concat());
        let raters = document["questions"][0]["raters"].as_array().unwrap().clone();
        raters.iter().map(|rater| rater["name"].clone()).collect()
    };
    assert_eq!(names(&[]), json!(["ana", "bo", "panel"]));
    assert_eq!(names(&["--without", "panel"]), json!(["ana", "bo"]));
    let two = [&AGREE[..], &["--without", "panel", "--without", "bo"]].concat();
    bakery.0.hotseat(&two).exits(3).says("no answer was marked by two people");
    bakery
        .0
        .hotseat(&[&AGREE[..], &["--without", "bob"]].concat())
        .only_says(2, "error: no rater is called `bob` there; those who marked: ana, bo, panel");
}
