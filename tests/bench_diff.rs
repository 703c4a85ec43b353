//! `hotseat test --diff`: which answers change when a rubric changes, and why.

use std::fs;
use std::path::Path;

use insta::{allow_duplicates, assert_snapshot};
use serde_json::{Value, json};

use crate::support::Bakery;
use crate::test_command::{ANNA, ANSWERS, close, marked, test};

const RUBRIC: &str = "rubrics/bread/plan.toml";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            fs::copy(&path, &target).map(|_| ()).unwrap()
        }
    }
}

/// As it was in the directory `old` and the file `old.json`; since then, the rule that the dough rests
/// has taken to a pattern that finds it in the oven's answer.
fn changed() -> Bakery {
    let bakery = marked(&[("anna", ANNA)]);
    copy(&bakery.0.path("bakery"), &bakery.0.path("old"));
    let json = bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--json"])
        .succeeds()
        .stdout;
    bakery.0.write("old.json", json);
    bakery.change(RUBRIC, "\"dough + rest\"", "\"dough + rest\", \"half an hour > rest\"");
    bakery
}

/// The oven's answer had 33 percent by its oven alone. With one of the two steps of the dough, which
/// weighs twice, it has (2 * 1/2 + 1) / 3, so 67 percent and level 3, which Anna gives.
///
/// Kappa was 12/17. Now given 4, 3, 3, 1 and computed 4, 3, 3, 0: squared differences 0, 0, 0, 1; of
/// each with each 56/16; 1 - 4/56 = 13/14.
#[test]
fn a_changed_level_comes_with_its_criteria_rules_and_words() {
    let bakery = changed();
    for old in ["old", "old.json"] {
        let document = test(&bakery, &["--diff", old]);
        let rubric = &document["diff"]["rubrics"][0];
        assert_eq!((&rubric["question"], &rubric["compared"]), (&json!("bread/plan"), &json!(4)));
        assert_eq!((&rubric["only_now"], &rubric["only_then"]), (&json!([]), &json!([])));
        let set = &rubric["sets"][0];
        close(&set["qwk"]["before"], 12.0 / 17.0);
        close(&set["qwk"]["after"], 13.0 / 14.0);
        assert_eq!(set["exact"], json!({ "before": 0.5, "after": 0.75 }));
        assert_eq!(
            rubric["answers"],
            json!([{
                "id": "oven",
                "set": "tune",
                "given": 3,
                "level": { "before": 1, "after": 3 },
                "percent": { "before": 33, "after": 67 },
                "is_other_text": false,
                "criteria": [{ "id": "dough", "given": 1, "level": { "before": 0, "after": 1 } }],
                "gained": [{
                    "criterion": "dough",
                    "rule": "rests",
                    "start": 35,
                    "end": 68,
                    "text": "half an hour before I do the rest",
                    "patterns": ["half an hour > rest"],
                }],
                "lost": [],
                "flags_gained": [],
                "flags_lost": [],
            }]),
            "{old}"
        );
        let ran = bakery
            .0
            .hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", old])
            .succeeds();
        allow_duplicates! { assert_snapshot!(ran.stdout.trim_start(), @r#"
        ── Changes in bread/plan ───────────────────────────────────────────────────────

        tune, 4 answers: weighted kappa 0.71 -> 0.93, exact 50% -> 75%

        oven: 1 -> 3 (given 3), now right, 33% -> 67%
          dough: 0 -> 1 (given 1)
          + dough.rests: "half an hour before I do the rest"
        "#) };
    }
    // Without it, the document has no such part, and details bring the figures back.
    assert_eq!(test(&bakery, &[])["diff"], Value::Null);
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", "old", "--rules"])
        .succeeds()
        .shows("Tune: 4 answers")
        .shows("Changes in bread/plan");
}

#[test]
fn the_way_back_loses_what_was_gained() {
    let bakery = changed();
    let back =
        bakery.0.json(&["test", "bread/plan", "--library", "old", "--diff", "bakery", "--json"]);
    let answer = &back["diff"]["rubrics"][0]["answers"][0];
    assert_eq!((&answer["gained"], &answer["lost"][0]["rule"]), (&json!([]), &json!("rests")));
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "old", "--diff", "bakery"])
        .succeeds()
        .shows("oven: 3 -> 1 (given 3), further away, 67% -> 33%")
        .shows("- dough.rests: \"half an hour before I do the rest\"");
}

#[test]
fn nothing_changed_is_said_and_so_is_what_cannot_be_compared() {
    let bakery = marked(&[("anna", ANNA)]);
    copy(&bakery.0.path("bakery"), &bakery.0.path("old"));
    let diff =
        |old: &str| bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", old]);
    let ran = diff("old").succeeds();
    assert_eq!(ran.stdout.trim(), "No answer changes in bread/plan (4).");
    // An earlier state that has nothing of the rubric.
    fs::remove_file(bakery.0.path("old/scenarios/bread.toml")).unwrap();
    diff("old").succeeds().shows("The earlier state does not have this rubric.");
    // An answer that was not there, and one that is there no more.
    let json = bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--json"])
        .succeeds()
        .stdout;
    bakery.0.write("old.json", json.replace("\"id\": \"whole\"", "\"id\": \"half\""));
    diff("old.json").succeeds().shows("1 answer is new: whole.").shows("1 answer is gone: half.");
    // Another text under the same id.
    bakery.0.write("old.json", &json);
    bakery.change(ANSWERS, "I heat the oven for half an hour before", "I do something before");
    diff("old.json").succeeds().shows("the answer's text is another one").shows("- oven.heat");
}

#[test]
fn another_percentage_at_the_same_level_is_said_in_short() {
    let bakery = marked(&[("anna", ANNA)]);
    copy(&bakery.0.path("bakery"), &bakery.0.path("old"));
    bakery.change(RUBRIC, "weight = 2", "weight = 3");
    let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", "old"]);
    let words: Vec<&str> = ran.stdout.split_whitespace().collect();
    let said =
        "2 answers keep their level with another percentage: dough 67% -> 75%, oven 33% -> 25%.";
    assert!(words.join(" ").ends_with(said), "{ran:?}");
}

/// What an older program wrote has levels and no reasons.
#[test]
fn a_document_without_reasons_still_tells_levels() {
    let bakery = changed();
    let answer = json!({ "id": "oven", "given": 3, "computed": 1, "percent": 33 });
    let old = json!({ "schema": 1, "rubrics": [
        { "question": "bread/plan", "sets": [{ "answers": [answer] }] }
    ] });
    bakery.0.write("old.json", old.to_string());
    bakery
        .0
        .hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", "old.json"])
        .succeeds()
        .shows("oven: 1 -> 3 (given 3)")
        .shows("the earlier state was written down without what explains a change")
        .shows("3 answers are new: whole, dough, german.");
}

#[test]
fn words_of_the_check_set_are_not_in_a_difference_either() {
    let bakery = changed();
    for library in ["bakery", "old"] {
        let file = format!("{library}/{ANSWERS}");
        let text = bakery.0.read(&file);
        bakery.0.write(&file, text.replace("\"tune\"", "\"check\""));
    }
    let command = ["test", "bread/plan", "--library", "bakery", "--diff", "old"];
    let ran = bakery.0.hotseat(&command).succeeds().shows("+ dough.rests\n");
    assert!(!ran.stdout.contains("half an hour"), "{ran:?}");
    bakery
        .0
        .hotseat(&[&command[..], &["--reveal-check"]].concat())
        .succeeds()
        .shows("half an hour");
}

#[test]
fn what_is_no_earlier_state_is_said() {
    let bakery = changed();
    bakery.0.write("words.json", "Dear all,");
    bakery.0.write("later.json", "{ \"schema\": 2, \"rubrics\": [] }");
    bakery.0.write("empty/notes.txt", "Nothing.");
    let give = "give a library directory, or a file that `hotseat test --json` wrote";
    for (old, words) in [
        ("words.json", "words.json: it is not what `hotseat test --json` prints"),
        ("words.json", give),
        ("later.json", "later.json: it is of version 2 of the document, and this program reads 1"),
        ("nowhere", "cannot read nowhere"),
        ("empty", "empty is no library"),
    ] {
        let ran = bakery.0.hotseat(&["test", "bread/plan", "--library", "bakery", "--diff", old]);
        let ran = ran.exits(3).says(words);
        assert_eq!(ran.stdout, "");
    }
}
