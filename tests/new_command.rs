//! `hotseat new`: files that are valid from the start.

use serde_json::json;

use crate::support::Place;

/// A library `ward` with a case of each kind of question.
fn ward() -> Place {
    let place = Place::new();
    place.hotseat(&["new", "library", "ward", "--name", "The \"ward\""]).exits(0);
    place
}

#[test]
fn from_an_empty_directory_to_a_scored_answer() {
    let place = ward();
    let made = place
        .hotseat(&["new", "scenario", "night-shift", "--question", "handover", "--into", "ward"])
        .exits(0);
    assert_eq!(
        made.stdout.replace('\\', "/"),
        "ward/scenarios/night-shift.toml\n\
         ward/rubrics/night-shift/handover.toml\n\
         ward/rubrics/night-shift/handover.marked.toml\n\
         ward/rubrics/night-shift/handover.marks/author.toml\n"
    );
    place.hotseat(&["check", "ward"]).succeeds().prints("no problems in 5 files\n");
    let shown = place.json(&["show", "night-shift", "--library", "ward", "--json"]);
    assert_eq!(shown["title"], "Night shift");
    let strong = "I'd sit down with the staff and read the reports of last month. Each problem gets an \
                  owner and a date. After two weeks we count again.";
    place.write("answer.txt", strong);
    let result =
        place.json(&["score", "night-shift/handover", "answer.txt", "--library", "ward", "--json"]);
    assert_eq!(result["level"], 4, "{result:#}");
    let bench = place.json(&["test", "night-shift/handover", "--library", "ward", "--json"]);
    assert_eq!(bench["rubrics"][0]["sets"][0]["exact"]["value"], 1.0, "{bench:#}");
}

#[test]
fn every_kind_of_question_is_valid_as_it_stands_and_can_be_practised() {
    let place = ward();
    for kind in ["open", "choice", "order", "match", "number"] {
        let into = ["--kind", kind, "--into", "ward"];
        place.hotseat(&[&["new", "scenario", kind][..], &into].concat()).exits(0);
        place
            .hotseat(&[&["new", "question", &format!("open/{kind}-too")][..], &into].concat())
            .exits(0);
    }
    place.hotseat(&["new", "framework", "ask-act-look", "--into", "ward"]).exits(0);
    place.hotseat(&["check", "ward"]).succeeds();
    let shown = place.json(&["show", "open", "--library", "ward", "--json"]);
    let kinds: Vec<&str> =
        shown["questions"].as_array().unwrap().iter().filter_map(|q| q["kind"].as_str()).collect();
    assert_eq!(kinds, ["open", "open", "choice", "order", "match", "number"]);
    place.write("answers.toml", "plan = \"7.5\"\n");
    let practised = place.hotseat(&[
        "practice",
        "number",
        "--library",
        "ward",
        "--answers",
        "answers.toml",
        "--json",
    ]);
    assert!(practised.succeeds().stdout.contains("100"));
}

#[test]
fn all_that_is_asked_for_can_be_given() {
    let place = Place::new();
    let made =
        ["new", "library", "ward", "--name", "Ward 4", "--competencies", "care, talking,care"];
    place.hotseat(&made).exits(0);
    let manifest = place.read("ward/library.toml");
    assert!(manifest.contains("competencies = [\"care\", \"talking\"]"), "{manifest}");
    let made = [
        "new",
        "scenario",
        "night-shift",
        "--title",
        "<<id>> \u{1b}[31mNight",
        "--role",
        "nurse",
        "--minutes",
        "25",
        "--question",
        "first-hour",
        "--kind",
        "open",
        "--into",
        "ward",
    ];
    place.hotseat(&made).exits(0);
    let case = place.read("ward/scenarios/night-shift.toml");
    for line in
        ["title = \"<<id>> Night\"", "role = \"nurse\"", "minutes = 25", "id = \"first-hour\""]
    {
        assert!(case.lines().any(|own| own == line), "no {line} in {case}");
    }
    for (id, flags, ordered, phases) in [
        ("a", &["--phases", "Ask, Act,Ask", "--ordered=false"][..], "false", &["ask", "act"][..]),
        ("b", &["--phases", "Übung,!7", "--ordered"], "true", &["ubung", "7"]),
        ("c", &["--title", "Three steps"], "true", &["find-out", "act", "look-again"]),
    ] {
        let made = ["new", "framework", id, "--into", "ward"];
        place.hotseat(&[&made[..], flags].concat()).exits(0);
        let text = place.read(format!("ward/rubrics/frameworks/{id}.toml"));
        assert!(text.contains(&format!("\nordered = {ordered}\n")), "{text}");
        let ids: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
            .collect();
        assert_eq!(ids, phases);
    }
    place.hotseat(&["check", "ward"]).succeeds();
    place.write("answers.toml", "first-hour = \"I would ask the staff what goes wrong.\"\n");
    let practice =
        ["practice", "night-shift", "--library", "ward", "--answers", "answers.toml", "--json"];
    assert_eq!(place.json(&practice)["finished"], true);
}

#[test]
fn with_nobody_to_ask_a_missing_name_is_wrong_usage() {
    let place = ward();
    for (arguments, words) in [
        (&["new"][..], "hotseat new library DIR"),
        (&["new", "library"], "hotseat new library DIR"),
        (&["new", "scenario"], "hotseat new scenario ID"),
        (
            &["new", "scenario", "--title", "Night shift"],
            "such as hotseat new scenario night-shift",
        ),
        (&["new", "question"], "hotseat new question SCENARIO/QUESTION"),
        (&["new", "rubric"], "hotseat new rubric SCENARIO/QUESTION"),
        (&["new", "framework"], "hotseat new framework ID"),
        (&["new", "framework", "x", "--phases", ", ,"], "separated by commas"),
        (&["new", "framework", "x", "--title", "?"], "cannot be the title"),
        (&["new", "scenario", "x", "--role", " "], "cannot be the role"),
        (&["new", "scenario", "x", "--minutes", "0"], "0 is not in 1..=10000"),
    ] {
        let ran = place.hotseat(&[arguments, &["--into", "ward"]].concat()).exits(2);
        assert!(ran.stdout.is_empty() && ran.stderr.contains(words), "{arguments:?}: {ran:?}");
    }
    place.hotseat(&["check", "ward"]).succeeds().prints("no problems in 1 file\n");
}

#[test]
fn nothing_is_ever_overwritten() {
    let place = ward();
    let again = place.hotseat(&["new", "library", "ward"]).exits(2);
    assert!(again.stderr.contains("already there"), "{again:?}");
    place.hotseat(&["new", "scenario", "one", "--into", "ward"]).exits(0);
    place.write("ward/scenarios/one.toml", "mine");
    place.hotseat(&["new", "scenario", "one", "--into", "ward"]).exits(2);
    assert_eq!(place.read("ward/scenarios/one.toml"), "mine");
    // All or none: the rubric of this one is there already.
    std::fs::remove_file(place.path("ward/scenarios/one.toml")).unwrap();
    place.hotseat(&["new", "scenario", "one", "--into", "ward"]).exits(2);
    assert!(!place.path("ward/scenarios/one.toml").exists());
}

#[test]
fn what_cannot_be_made_is_told_with_what_to_write_instead() {
    let place = Place::new();
    for (arguments, words) in [
        (&["new", "scenario", "one"][..], "hotseat new library"),
        (&["new", "framework", "one", "--into", "nowhere"], "--into DIR"),
    ] {
        let ran = place.hotseat(arguments).exits(2);
        assert!(ran.stderr.contains(words), "{ran:?}");
    }
    place.hotseat(&["new", "library", "ward"]).exits(0);
    for (arguments, words) in [
        (&["new", "scenario", "Night Shift"][..], "night-shift"),
        (&["new", "scenario", "../../escape"], "lower-case letters"),
        (&["new", "rubric", "night-shift"], "SCENARIO/QUESTION"),
        (&["new", "rubric", "a/../b"], "lower-case letters"),
    ] {
        let ran = place.hotseat(&[arguments, &["--into", "ward"]].concat()).exits(2);
        assert!(ran.stderr.contains(words), "{ran:?}");
    }
    place.hotseat(&["new", "question", "nothing/more", "--into", "ward"]).exits(3);
}

#[test]
fn a_question_that_is_there_is_not_added_again() {
    let place = ward();
    place.hotseat(&["new", "scenario", "one", "--into", "ward"]).exits(0);
    let before = place.read("ward/scenarios/one.toml");
    let ran = place.hotseat(&["new", "question", "one/plan", "--into", "ward"]).exits(2);
    assert!(ran.stderr.contains("choose another id"), "{ran:?}");
    assert_eq!(place.read("ward/scenarios/one.toml"), before);
}

#[test]
fn a_table_of_criteria_and_levels_becomes_a_rubric_for_raters() {
    let place = ward();
    place.hotseat(&["new", "scenario", "one", "--kind", "choice", "--into", "ward"]).exits(0);
    place.write(
        "table.csv",
        "criterion,weight,1 weak,2 good\nSays who is calling,2,\"Name, or ward\",Both\n",
    );
    let arguments =
        ["new", "rubric", "one/call", "--from-table", "table.csv", "--title", "Hands over"];
    place.hotseat(&[&arguments[..], &["--into", "ward"]].concat()).exits(0);
    let rubric = place.read("ward/rubrics/one/call.toml");
    assert!(rubric.contains("by = \"person\""), "{rubric}");
    assert!(rubric.contains("{ at = 1, text = \"Name, or ward\" },"), "{rubric}");
    place.write("empty.csv", "criterion\n");
    let arguments = ["new", "rubric", "one/other", "--from-table", "empty.csv", "--into", "ward"];
    let ran = place.hotseat(&arguments).exits(3);
    assert!(ran.stderr.contains("empty.csv: the table has no columns for levels"), "{ran:?}");
    assert_eq!(json!(place.path("ward/rubrics/one/other.toml").exists()), json!(false));
}

#[test]
fn a_library_in_the_data_directory_is_laid_over_by_itself_and_paths_says_so() {
    let place = Place::new();
    let before = place.json(&["paths", "--json"]);
    let own = before["libraries"][0]["path"].as_str().unwrap();
    assert_eq!(before["libraries"][0]["used"], false);
    place.hotseat(&["new", "library", own]).exits(0);
    place.hotseat(&["new", "scenario", "night-shift", "--into", own]).exits(0);
    assert_eq!(place.json(&["paths", "--json"])["libraries"][0]["used"], true);
    let shown = place.json(&["show", "night-shift", "--json"]);
    assert_eq!(shown["origin"], format!("in {own}"));
    place.hotseat(&["new", "library", "ward"]).exits(0);
    let paths = place.json(&["paths", "--library", "ward", "--json"]);
    assert_eq!(paths["libraries"][1], json!({ "path": "ward", "from": "named", "used": true }));
    assert!(paths["answers"].as_str().unwrap().ends_with("hotseat.db"), "{paths:#}");
    assert!(place.hotseat(&["paths"]).succeeds().stdout.contains("your own"));
}

#[test]
fn schemas_are_those_of_the_repository() {
    let place = Place::new();
    let names = place.hotseat(&["schema"]).succeeds().stdout;
    place.hotseat(&["schema", "--write", "editor"]).succeeds();
    for name in names.lines() {
        let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
        let own = std::fs::read_to_string(own).unwrap();
        assert_eq!(place.read(format!("editor/{name}")), own);
    }
    assert_eq!(place.json(&["schema", "rubric"])["properties"]["title"]["type"], "string");
}
