//! `hotseat agree`: a rehearsal of a panel's debrief, and what cannot be compared.

use hotseat::agreement::SplitMix64;
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
