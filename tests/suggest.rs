//! `hotseat test --suggest`: what would bring a rubric nearer to the people who marked, and what it
//! would do, before it is done.

use serde_json::Value;

use crate::support::{Bakery, Place};

/// Who lets the dough swell has let it rest, and the raters say so; the rubric knows only resting.
const ANSWERS: [(&str, u8, &str); 14] = [
    ("a01", 4, "I heat the oven early, knead the dough well and then let the dough rest."),
    ("a02", 4, "First I knead the dough, the dough rests for an hour, and I heat the oven."),
    ("a03", 4, "I heat the oven and knead the dough, and after that it may swell for an hour."),
    ("a04", 4, "After I knead the dough it has to swell, and meanwhile I heat the oven."),
    ("a05", 4, "I preheat the oven, I knead the dough, and I wait until both halves swell."),
    ("a06", 4, "Heat the oven, then knead the dough, then see how nicely it will swell."),
    ("a07", 3, "I knead the dough and give it time to swell before anything else is done."),
    ("a08", 3, "I knead the dough, and the dough has to rest under a cloth for a while."),
    ("a09", 2, "I knead the dough with both hands, and that is what matters most to me."),
    ("a10", 2, "I knead the dough in the morning and bake it as soon as I have the time."),
    ("a11", 2, "For a loaf I knead the dough, and I do not think about much else at all."),
    ("a12", 1, "I would heat the oven in good time, because a cold one spoils everything."),
    ("a13", 1, "I preheat the oven in the morning, and then I think about what to put in."),
    ("a14", 0, "I would go to the shop round the corner and buy a loaf there, every day."),
];

fn marked(answers: &[(&str, u8, &str)], set: &str) -> (String, String) {
    let mut texts = String::new();
    let mut marks = String::new();
    for (id, level, text) in answers {
        texts += &format!("[[marked]]\nid = \"{id}\"\nset = \"{set}\"\ntext = \"{text}\"\n\n");
        marks += &format!("{id} = {{ level = {level} }}\n");
    }
    (texts, marks)
}

fn bakery(texts: &str, marks: &str) -> Bakery {
    let bakery = Bakery::unmarked();
    bakery.0.write("bakery/rubrics/bread/plan.marked.toml", texts);
    let marks = format!("rater = \"ann\"\n\n[mark]\n{marks}");
    bakery.0.write("bakery/rubrics/bread/plan.marks/ann.toml", marks);
    bakery
}

fn report(place: &Place) -> Value {
    place.json(&["test", "bread/plan", "--library", "bakery", "--suggest", "--json"])["rubrics"][0]
        .clone()
}

fn changes(report: &Value) -> Vec<Value> {
    report["suggestions"]["changes"].as_array().unwrap().clone()
}

/// The suggestion that adds a pattern which finds "swell" to the rule of resting.
fn swelling(report: &Value) -> Value {
    let found = changes(report).into_iter().find(|own| {
        own["what"] == "add-pattern"
            && own["rule"] == "rests"
            && own["pattern"].as_str().is_some_and(|pattern| pattern.contains("swell"))
    });
    found.unwrap_or_else(|| panic!("{:#}", report["suggestions"]))
}

#[test]
fn a_wording_that_the_rubric_misses_is_suggested_for_the_rule_that_misses_it() {
    let (texts, marks) = marked(&ANSWERS, "tune");
    let found = swelling(&report(&bakery(&texts, &marks).0));
    let answers: Vec<&str> =
        found["answers"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(answers.contains(&"a03") && !answers.contains(&"a09"), "{answers:?}");
    assert!(found["example"]["sentence"].as_str().unwrap().contains("swell"));
    assert_eq!(found["effect"]["farther"], 0);
}

/// The promise of a suggestion: written into the file, it does what it said.
#[test]
fn what_a_suggestion_says_is_what_happens_when_it_is_taken() {
    let (texts, marks) = marked(&ANSWERS, "tune");
    let bakery = bakery(&texts, &marks);
    let before = report(&bakery.0);
    let found = swelling(&before);
    let pattern = found["pattern"].as_str().unwrap();
    bakery.change(
        "rubrics/bread/plan.toml",
        "rests = [\"dough + rest\"]",
        &format!("rests = [\"dough + rest\", \"{pattern}\"]"),
    );
    let after = report(&bakery.0);
    let (effect, now) = (&found["effect"], &after["sets"][0]);
    assert_eq!(effect["pearson_before"], before["sets"][0]["pearson"]);
    assert_eq!(effect["pearson_after"], now["pearson"]);
    assert_eq!(effect["qwk_after"], now["qwk"]["value"]);
    assert!(now["pearson"].as_f64() > before["sets"][0]["pearson"].as_f64());
}

#[test]
fn answers_of_the_check_set_take_no_part() {
    let (texts, marks) = marked(&ANSWERS, "tune");
    let alone = report(&bakery(&texts, &marks).0)["suggestions"].clone();
    // Answers that speak for the contrary: if they were read, less would be suggested.
    let others: Vec<(String, String)> = (0..9)
        .map(|n| {
            (format!("z{n}"), format!("I let the whole thing swell, and swell again, {n} times."))
        })
        .collect();
    let others: Vec<(&str, u8, &str)> =
        others.iter().map(|(id, text)| (id.as_str(), 0, text.as_str())).collect();
    let (more_texts, more_marks) = marked(&others, "check");
    let both = bakery(&(texts + &more_texts), &(marks + &more_marks));
    assert_eq!(report(&both.0)["suggestions"], alone);
}

#[test]
fn from_few_answers_nothing_is_suggested_and_that_is_said() {
    let (texts, marks) = marked(&ANSWERS[..9], "tune");
    let bakery = bakery(&texts, &marks);
    assert!(changes(&report(&bakery.0)).is_empty());
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--suggest"])
        .succeeds()
        .shows("None: 9 marked answers is too few; 10 is the least.");
}

#[test]
fn suggestions_are_not_made_unless_asked_for() {
    let (texts, marks) = marked(&ANSWERS, "tune");
    let bakery = bakery(&texts, &marks);
    let document = bakery.0.json(&["test", "bread/plan", "--library", "bakery", "--json"]);
    assert!(document["rubrics"][0].get("suggestions").is_none());
}
