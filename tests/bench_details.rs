//! `hotseat test`: what lies behind the figures, by criterion, rule and pattern.

use serde_json::{Value, json};

use crate::support::Bakery;
use crate::test_command::{ANNA, ANSWERS, close, marked, test};

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).collect()
}

/// Anna sees something of the dough in the oven's answer, where no rule finds anything, and less in
/// the dough's own than its two rules do.
fn generous_and_mean() -> Bakery {
    marked(&[(
        "anna",
        &ANNA.replace("dough = { level = 3, dough = 2", "dough = { level = 3, dough = 1"),
    )])
}

#[test]
fn a_missed_hit_names_the_rules_not_found_and_the_sentences_that_none_cites() {
    let bakery = generous_and_mean();
    let document = test(&bakery, &[]);
    let criterion = &document["rubrics"][0]["sets"][0]["criteria"][0];
    assert_eq!(criterion["id"], "dough");
    assert_eq!(
        criterion["missed"],
        json!([{
            "answer": "oven",
            "given": 1,
            "computed": 0,
            "flags": [],
            "not_found": ["kneads", "rests"],
            "denied": [],
            "against": [],
            // "rest" is one of the words that the rules look for.
            "sentences": [{
                "start": 0,
                "end": 68,
                "text": "In the morning I heat the oven for half an hour before I do the rest",
                "shared": 1,
                "cited_by": ["oven"],
            }],
        }])
    );
    let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--criteria"]);
    let shown = ran.succeeds().stdout;
    let shown = lines(&shown);
    let at = shown.iter().position(|line| *line == "oven: too low, given 1, gets 0").unwrap();
    assert_eq!(
        shown[at + 1..at + 4],
        [
            "not found: kneads, rests",
            "> In the morning I heat the oven for half an hour before I do the rest (cited",
            "only by oven)",
        ]
    );
}

/// Both rules are cited in two answers, of which one gets more than Anna gives.
#[test]
fn a_false_hit_shows_the_words_in_their_sentence() {
    let bakery = generous_and_mean();
    let document = test(&bakery, &[]);
    let criterion = &document["rubrics"][0]["sets"][0]["criteria"][0];
    let [hit] = criterion["false_hits"].as_array().unwrap().as_slice() else {
        panic!("{criterion:#}")
    };
    assert_eq!(
        (&hit["answer"], &hit["given"], &hit["computed"]),
        (&json!("dough"), &json!(1), &json!(2))
    );
    let first = &hit["evidence"][0];
    assert_eq!((&first["rule"], &first["how"]), (&json!("kneads"), &json!("said")));
    assert_eq!(first["too_generous"], 50);
    assert_eq!(first["words"], json!({ "start": 8, "end": 23, "text": "knead the dough" }));
    assert_eq!(first["sentence"]["start"], 0);
    assert_eq!(criterion["table"], json!([[0, 0, 0], [1, 0, 1], [0, 0, 1]]));
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--criteria"])
        .succeeds()
        .shows("dough: too high, given 1, gets 2")
        .shows("kneads (too high in 50% of the answers with it)")
        .shows("> First I [knead the dough], and then I let the dough rest for an hour");
}

#[test]
fn words_that_were_taken_back_or_capped_are_named_as_the_reason() {
    let bakery = marked(&[("anna", ANNA)]);
    bakery.change(
        ANSWERS,
        "First I knead the dough, and then",
        "I do not knead the dough, and then",
    );
    bakery.change(ANSWERS, "I do the rest.", "I leave the dough raw.");
    let document = test(&bakery, &[]);
    let missed = &document["rubrics"][0]["sets"][0]["criteria"][0]["missed"];
    let of = |answer: &str| {
        let all = missed.as_array().unwrap();
        all.iter().find(|own| own["answer"] == answer).unwrap_or_else(|| panic!("{missed:#}"))
    };
    let denied = &of("dough")["denied"][0];
    assert_eq!(
        (&denied["rule"], &denied["text"]),
        (&json!("kneads"), &json!("not knead the dough"))
    );
    let against = &of("oven")["against"][0];
    assert_eq!((&against["cap"], &against["text"]), (&json!(1), &json!("leave the dough raw")));
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--criteria"])
        .succeeds()
        .shows("kneads found, but taken for denied: \"not knead the dough\"")
        .shows("held to level 1 by a statement: \"leave the dough raw\"");
}

/// Where nobody marked criteria, the answer itself shows what was counted and what was not.
#[test]
fn an_answer_whose_level_differs_is_shown_whole_with_what_was_counted() {
    let only_levels = "rater = \"anna\"\n[mark]\nwhole = { level = 1 }\noven = { level = 3 }\n";
    let bakery = marked(&[("anna", only_levels)]);
    bakery.change(ANSWERS, "half an hour before I do the rest.", "an hour. I leave the dough raw.");
    let document = test(&bakery, &[]);
    let set = &document["rubrics"][0]["sets"][0];
    let oven = &set["answers"].as_array().unwrap().iter().find(|own| own["id"] == "oven").unwrap();
    let said = "In the morning I heat the oven for an hour";
    assert_eq!(
        oven["sentences"],
        json!([
            { "start": 0, "end": 42, "text": said },
            { "start": 44, "end": 65, "text": "I leave the dough raw" },
        ])
    );
    let against = &oven["against"][0];
    assert_eq!(
        (&against["criterion"], &against["cap"], &against["text"]),
        (&json!("dough"), &json!(1), &json!("leave the dough raw"))
    );
    let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--answers"]);
    let shown = ran.succeeds().stdout;
    let shown = lines(&shown);
    let at = shown.iter().position(|line| line.starts_with("oven: too low")).unwrap();
    assert_eq!(
        shown[at..at + 5],
        [
            "oven: too low, given 3, gets 1 (33%)",
            "dough 0, oven 1",
            "dough held to level 1 by a statement: \"leave the dough raw\"",
            "> In the morning I [heat the oven] for an hour (oven.heat)",
            "> I leave the dough raw (no rule)",
        ]
    );
    assert!(shown.contains(&"whole: too high, given 1, gets 4 (100%)"), "{shown:#?}");

    bakery.change(ANSWERS, "id = \"oven\"\nset = \"tune\"", "id = \"oven\"\nset = \"check\"");
    let command = ["test", "bread/plan", "--library", "bakery", "--answers", "--set", "check"];
    let hidden =
        bakery.0.hotseat(&command).succeeds().shows("Words of the check set are not shown");
    assert!(!hidden.stdout.contains("heat the oven"), "{hidden:?}");
    bakery
        .0
        .hotseat(&[&command[..], &["--reveal-check"]].concat())
        .succeeds()
        .shows("> In the morning I [heat the oven] for an hour (oven.heat)");
}

/// One answer alone, right or not, with the pattern behind each citation.
#[test]
fn an_answer_that_is_named_is_shown_alone_with_the_patterns_behind_it() {
    let bakery = marked(&[("anna", ANNA)]);
    let command = ["test", "bread/plan", "--library", "bakery", "--only"];
    let only = |ids: &[&str]| bakery.0.hotseat(&[&command[..], ids].concat());
    let shown = only(&["dough"]).succeeds().stdout;
    let shown: Vec<&str> = lines(&shown).into_iter().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        shown[1..],
        [
            "dough: right, given 3, gets 3 (67%)",
            "dough 2, oven 0",
            "> First I [knead the dough], and then I let the [dough rest] for an hour",
            "(dough.kneads, dough.rests)",
            "dough.kneads: knead > dough",
            "dough.rests: dough + rest",
        ]
    );
    only(&["dough", "--only", "whole"]).succeeds().shows("whole: right").shows("dough: right");
    let document = test(&bakery, &["--only", "oven"]);
    let set = &document["rubrics"][0]["sets"][0];
    assert_eq!((set["answers"].as_array().unwrap().len(), &set["n"]), (1, &json!(4)));
    assert_eq!(set["answers"][0]["evidence"][0]["patterns"], json!(["heat|preheat > oven"]));
    bakery.change(ANSWERS, "id = \"oven\"\nset = \"tune\"", "id = \"oven\"\nset = \"check\"");
    let hidden = only(&["oven"]).succeeds().shows("oven: too low, given 3, gets 1 (33%)");
    assert!(!hidden.stdout.contains("heat the oven"), "{hidden:?}");
    only(&["duogh"]).exits(3).says("is called `duogh` there, did you mean `dough`?");
    only(&["dough", "--others"]).exits(2).says("--others");
}

/// All answers, from the lowest given level, with what their criteria get and where they are held down.
#[test]
fn right_answers_are_shown_where_all_are_asked_for_and_criteria_beside_the_given_level() {
    let bakery = marked(&[("anna", ANNA)]);
    bakery.change(ANSWERS, "I do the rest.", "I leave the dough raw.");
    let document = test(&bakery, &[]);
    let set = &document["rubrics"][0]["sets"][0];
    // Given 4, 3, 3, 1; the dough gets 2, 2, 0, 0: deviations 1.25, 0.25, 0.25, -1.75 and 1, 1, -1, -1.
    let dough = &set["apart"][0];
    assert_eq!((&dough["id"], &dough["of"]), (&json!("dough"), &json!(2)));
    assert_eq!(dough["means"], json!({ "1": 0.0, "3": 1.0, "4": 2.0 }));
    close(&dough["correlation"], 3.0 / (4.75 * 4.0_f64).sqrt());
    let statement = &set["statements"][0];
    assert_eq!((&statement["criterion"], &statement["cap"]), (&json!("dough"), &json!(1)));
    assert_eq!(statement["found"], json!({ "count": 1, "of": 4 }));
    let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--all"]).succeeds();
    ran.shows("dough     │")
        .shows("dough held to level 1 (3: 1 of 2):")
        .shows("whole: right, given 4, gets 4 (100%)");
}

/// Given 4, 3, 3, 1. Kneading stands in the first two: once at 4, in one of two at 3, and not at 1. The
/// halves are as unequal from 3 on as from 4 on, so 3 it is: two of three strong ones, none of one.
#[test]
fn a_rule_is_counted_by_given_level_and_held_against_halves() {
    let document = test(&marked(&[("anna", ANNA)]), &[]);
    let rule = &document["rubrics"][0]["sets"][0]["rules"][0];
    assert_eq!((&rule["criterion"], &rule["rule"]), (&json!("dough"), &json!("kneads")));
    assert_eq!(rule["levels_of"], "answer", "not every answer has a level of the dough");
    assert_eq!(rule["found"], json!({ "count": 2, "of": 4 }));
    assert_eq!(
        rule["by_level"],
        json!({
            "1": { "count": 0, "of": 1 },
            "3": { "count": 1, "of": 2 },
            "4": { "count": 1, "of": 1 },
        })
    );
    assert_eq!(rule["strong_from"], 3);
    assert_eq!(rule["strong"], json!({ "count": 2, "of": 3 }));
    assert_eq!(rule["weak"], json!({ "count": 0, "of": 1 }));
    close(&rule["difference"]["value"], 2.0 / 3.0);
    assert_eq!(rule["finding"], Value::Null);
}

#[test]
fn rules_go_by_their_criterion_where_all_answers_have_its_level() {
    let all = ANNA.replace("german = { level = 1", "german = { level = 1, dough = 0");
    let document = test(&marked(&[("anna", &all)]), &[]);
    let rules = &document["rubrics"][0]["sets"][0]["rules"];
    assert_eq!(
        (&rules[0]["levels_of"], &rules[2]["levels_of"]),
        (&json!("criterion"), &json!("answer"))
    );
    assert_eq!(rules[0]["by_level"]["2"], json!({ "count": 2, "of": 2 }));
}

/// Three strong and three weak answers with the same words, which one pattern of two finds.
#[test]
fn rules_that_never_fire_or_do_not_tell_strong_from_weak_are_named_with_their_patterns() {
    let bakery = Bakery::unmarked();
    let (mut answers, mut marks) = (String::new(), "rater = \"anna\"\n[mark]\n".to_owned());
    for (number, level) in [0, 0, 0, 4, 4, 4].into_iter().enumerate() {
        answers.push_str(&format!(
            "[[marked]]\nid = \"n{number}\"\nset = \"tune\"\ntext = \"I would heat the oven in \
             good time, because a cold one spoils everything.\"\n"
        ));
        marks.push_str(&format!("n{number} = {{ level = {level} }}\n"));
    }
    bakery.0.write(format!("bakery/{ANSWERS}"), answers);
    bakery.0.write("bakery/rubrics/bread/plan.marks/anna.toml", marks);
    let rubric = "rubrics/bread/plan.toml";
    bakery.change(rubric, "\"heat|preheat > oven\"", "\"heat|preheat > oven\", \"oven > degrees\"");
    let document = test(&bakery, &[]);
    let rules = &document["rubrics"][0]["sets"][0]["rules"];
    assert_eq!((&rules[0]["finding"], &rules[1]["finding"]), (&json!("never"), &json!("never")));
    assert_eq!(rules[2]["finding"], "blunt");
    assert_eq!(rules[2]["pattern_count"], 2);
    assert_eq!(
        rules[2]["patterns"],
        json!([{ "pattern": "heat|preheat > oven", "found": 6, "by_level": { "0": 3, "4": 3 } }])
    );
    let command = ["test", "bread/plan", "--library", "bakery"];
    bakery
        .0
        .hotseat(&command)
        .succeeds()
        .shows("- 2 rules are found in no answer: dough.kneads, dough.rests")
        .shows("- found about as often in weak answers as in strong ones: oven.heat (3 of 3")
        .shows("Only 6 answers: ");
    bakery
        .0
        .hotseat(&[&command[..], &["--rules"]].concat())
        .succeeds()
        .shows("oven: rules found, by the answer's given level (of so many); strong from 4")
        .shows("heat │      1 │     3 │     3 │  0.00 │ blunt")
        .shows("heat: 1 pattern found something, 1 never")
        .shows("heat|preheat > oven (0: 3, 4: 3)");
    // A rule that only shows a vague mention is not held to that.
    let vague = "[criterion.evidence.heat]\nany = [\"heat > oven\"]\nweak = true\n";
    bakery.change(
        rubric,
        "[criterion.evidence]\nheat = [\"heat|preheat > oven\", \"oven > degrees\"]",
        vague,
    );
    let document = test(&bakery, &[]);
    let rule = &document["rubrics"][0]["sets"][0]["rules"][2];
    assert_eq!((&rule["weak_rule"], &rule["finding"]), (&json!(true), &Value::Null));
}

/// Whoever writes patterns should not read the check set by accident.
#[test]
fn words_of_the_check_set_are_shown_only_on_request() {
    let bakery = generous_and_mean();
    bakery.change(ANSWERS, "id = \"oven\"\nset = \"tune\"", "id = \"oven\"\nset = \"check\"");
    let command = ["test", "bread/plan", "--library", "bakery", "--set", "check"];
    let (secret, note) = ("In the morning", "Words of the check set are not shown");
    for more in [&["--json"][..], &["--all"], &["--criteria"]] {
        let ran = bakery.0.hotseat(&[&command[..], more].concat()).succeeds();
        assert!(!ran.stdout.contains(secret) && !ran.stdout.contains("heat the oven"), "{ran:?}");
        assert_eq!(ran.stdout.contains(note), more != ["--json"], "{ran:?}");
        let revealed = bakery.0.hotseat(&[&command[..], more, &["--reveal-check"]].concat());
        revealed.succeeds().shows(secret);
    }
    // Levels and rules are no secret, and neither is the tune set.
    let document = test(&bakery, &[]);
    let sets = &document["rubrics"][0]["sets"];
    assert_eq!(sets[1]["criteria"][0]["missed"][0]["not_found"], json!(["kneads", "rests"]));
    assert_eq!(sets[0]["answers"][0]["evidence"][0]["text"], "knead the dough");
}

#[test]
fn a_report_on_many_answers_is_short_until_all_is_asked_for() {
    let bakery = Bakery::unmarked();
    let (mut answers, mut marks) = (String::new(), "rater = \"anna\"\n[mark]\n".to_owned());
    for number in 10..30 {
        answers.push_str(&format!(
            "[[marked]]\nid = \"n{number}\"\nset = \"tune\"\ntext = \"I heat the oven and read \
             page {number} of the book. I knead nothing.\"\n"
        ));
        marks.push_str(&format!("n{number} = {{ level = 4, dough = 2, oven = 0 }}\n"));
    }
    bakery.0.write(format!("bakery/{ANSWERS}"), answers);
    bakery.0.write("bakery/rubrics/bread/plan.marks/anna.toml", marks);
    let command = ["test", "bread/plan", "--library", "bakery"];
    let shown = |more: &[&str]| {
        let ran = bakery.0.hotseat(&[&command, more].concat()).succeeds();
        (ran.stdout.matches(": too low").count(), ran.stdout.matches(": too high").count())
    };
    assert_eq!(shown(&[]), (0, 0));
    assert_eq!(shown(&["--criteria"]), (3, 3));
    // Criteria, and the answers themselves.
    assert_eq!(shown(&["--all"]), (20 + 20, 20));
    assert_eq!(shown(&["--answers"]), (8, 0));
    bakery
        .0
        .hotseat(&[&command[..], &["--criteria"]].concat())
        .succeeds()
        .shows("17 more answers too low; --all shows all")
        .shows("And 8: n22 (given 4, gets 1)");
}

#[test]
fn phases_are_counted_where_a_framework_is_the_evidence() {
    let bakery = marked(&[("anna", ANNA)]);
    bakery.0.write(
        "bakery/rubrics/frameworks/loaf.toml",
        "format = 1\ntitle = \"Loaf\"\nordered = true\n\
         [[phase]]\nid = \"mix\"\ntitle = \"Mix\"\nany = [\"knead\", \"stir\"]\n\
         [[phase]]\nid = \"bake\"\ntitle = \"Bake\"\nany = [\"oven\"]\n",
    );
    let rubric = "rubrics/bread/plan.toml";
    bakery.change(
        rubric,
        "[criterion.evidence]\nheat = [\"heat|preheat > oven\"]",
        "framework = [\"loaf\"]",
    );
    let document = test(&bakery, &[]);
    let rules = document["rubrics"][0]["sets"][0]["rules"].as_array().unwrap().clone();
    let names: Vec<&Value> = rules.iter().map(|own| &own["rule"]).collect();
    assert_eq!(names, ["kneads", "rests", "loaf.mix", "loaf.bake"]);
    assert_eq!(rules[2]["found"], json!({ "count": 2, "of": 4 }));
    assert_eq!(
        rules[2]["patterns"],
        json!([{ "pattern": "knead", "found": 2, "by_level": { "3": 1, "4": 1 } }])
    );
}

/// Two questions are told in a few lines each, and all together last.
#[test]
fn several_rubrics_are_reported_in_short() {
    let bakery = marked(&[("anna", ANNA)]);
    let names = ["test", "bread/plan", "interview-classics/failure", "--library", "bakery"];
    let ran = bakery.0.hotseat(&names).succeeds();
    let (first, rest) = ran.stdout.split_once("── interview-classics/failure").unwrap();
    assert_eq!(
        first.trim().lines().skip(2).collect::<Vec<_>>(),
        [
            "Tune: 4 answers, weighted kappa 0.71 (0.00 to 1.00), 50% exact. Few: good for",
            "finding mistakes only.",
            "Differing: oven (given 3, gets 1), german (given 1, gets 0).",
        ]
    );
    assert!(
        rest.contains("── All rubrics together") && rest.contains("Tune: 72 answers"),
        "{rest}"
    );
    ran.shows("In short. Name a rubric for its tables");
    // Details bring the tables back.
    bakery.0.hotseat(&[&names[..], &["--rules"]].concat()).succeeds().shows("1 rater: anna");
}
