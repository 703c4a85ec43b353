//! `hotseat check`: every problem of every file, with its place and what to write instead.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::{Bakery, Place};

#[test]
fn the_built_in_content_has_no_problem() {
    let place = Place::new();
    let ran = place.hotseat(&["check"]).succeeds();
    assert!(ran.stdout.starts_with("no problems in "), "{ran:?}");
    let report = place.json(&["check", "--json"]);
    assert_eq!((&report["errors"], &report["problems"]), (&json!(0), &json!([])));
    let source = env!("CARGO_MANIFEST_DIR");
    place.hotseat(&["check", source]).succeeds();
}

#[test]
fn a_sound_library_has_no_problem() {
    let bakery = Bakery::new();
    bakery.0.hotseat(&["check", "bakery"]).succeeds().prints("no problems in 6 files\n");
    bakery
        .0
        .hotseat(&["check", "bakery/scenarios/bread.toml"])
        .succeeds()
        .prints("no problems in 1 file\n");
}

/// As `test` and `score` name it: the rubric with its marked answers and marks, and nothing else.
#[test]
fn a_rubric_can_be_named_as_everywhere_else() {
    let bakery = Bakery::new();
    let command = ["check", "bread/plan", "--library", "bakery"];
    bakery.0.hotseat(&command).succeeds().prints("no problems in 3 files\n");
    bakery.change(CASE, "summary", "sumary");
    bakery.0.hotseat(&command).succeeds().prints("no problems in 3 files\n");
    bakery.change(RUBRIC, "knead > dough", "knead > (dough");
    bakery.0.hotseat(&command).exits(1).shows("bad-pattern").shows("1 error");
    // A question may name the rubric of another.
    let shared = Bakery::new();
    shared.change(
        CASE,
        "id = \"plan\"\nkind = \"open\"",
        "id = \"loaf\"\nrubric = \"bread/plan\"\nkind = \"open\"",
    );
    let ran = shared.0.hotseat(&["check", "bread/loaf", "--library", "bakery"]);
    ran.succeeds().prints("no problems in 3 files\n");
    // What is there on disk is meant before it.
    let other = Bakery::new();
    other.0.write("bread/plan/rubrics/bread/plan.toml", "format = 1\n");
    other.0.hotseat(&command).exits(1).shows("bread/plan/rubrics/bread/plan.toml");
    bakery.0.hotseat(&["check", "bread/buns", "--library", "bakery"]).only_says(
        3,
        "error: there is no file, no directory and no rubric `bread/buns`; `hotseat list` shows \
             the cases, `hotseat show CASE` its questions",
    );
}

const CASE: &str = "scenarios/bread.toml";
const RUBRIC: &str = "rubrics/bread/plan.toml";

/// The problems that the issue names: a change, and the code, the line and the words that follow.
#[test]
fn each_kind_of_problem_is_found_and_said() {
    for (file, before, after, code, line, words) in [
        (CASE, "summary", "sumary", "unknown-key", 4, "did you mean `summary`?"),
        (RUBRIC, "probe =", "cuts = [1, 2, 3, 4]\nprobe =", "misplaced-key", 10, "line"),
        (CASE, "\"One line.\"", "1", "wrong-type", 4, "text"),
        (CASE, "\"plan\"", "\"plans\"", "unknown-rubric", 12, "did you mean `bread/plan`?"),
        (CASE, "id = \"flour\"", "id = \"plan\"", "duplicate-id", 18, "plan"),
        (CASE, "bread/recipe.md", "../../secret.md", "bad-path", 10, "scenarios/"),
        (RUBRIC, "[20, 40, 60, 80]", "[20, 60, 40, 80]", "falling-cuts", 3, "40"),
        (CASE, "correct = true", "correct = false", "no-correct-option", 17, "correct"),
        (RUBRIC, "needs = 2", "needs = 3", "unreachable-level", 12, "2"),
        (RUBRIC, "knead > dough", "knead > (dough", "bad-pattern", 15, "close it with `)`"),
        (RUBRIC, "knead > dough", "knead > @dough", "unknown-group", 15, "dough"),
        (CASE, "title = \"Bread\"", "title = ", "syntax", 2, ""),
    ] {
        let bakery = Bakery::new();
        bakery.change(file, before, after);
        let ran = bakery.0.hotseat(&["check", "bakery", "--plain"]).exits(1);
        let place = format!(" at bakery/{file}:{line}:");
        assert!(ran.stdout.contains(&format!(" {code}: ")), "{code}: {}", ran.stdout);
        assert!(ran.stdout.contains(&place), "{code}, {place}: {}", ran.stdout);
        assert!(ran.stdout.contains(words), "{code}, {words}: {}", ran.stdout);
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn a_report_shows_the_line_and_what_to_write() {
    let bakery = Bakery::new();
    bakery.change(CASE, "summary", "sumary").change(RUBRIC, "knead > dough", "knead > (dough");
    bakery.change(RUBRIC, "probe =", "cuts = [1, 2, 3, 4]\nprobe =");
    let ran = bakery.0.hotseat(&["check", "bakery"]).exits(1);
    assert_snapshot!(ran.stdout, @r#"
    error[HS003 misplaced-key]: `cuts` stands in `[[criterion]]`, but belongs to the top of the file
      --> bakery/rubrics/bread/plan.toml:10:1
       |
    10 | cuts = [1, 2, 3, 4]
       | ^^^^
       |
       = help: move it above line 5, where `[[criterion]]` begins

    error[HS035 bad-pattern]: this bracket is never closed
      --> bakery/rubrics/bread/plan.toml:16:20
       |
    16 | kneads = ["knead > (dough"]
       |                    ^
       |
       = help: close it with `)`

    error[HS002 unknown-key]: `sumary` is not a key of the top of the file
     --> bakery/scenarios/bread.toml:4:1
      |
    4 | sumary = "One line."
      | ^^^^^^
      |
      = help: did you mean `summary`?

    3 errors in 2 files
    "#);
}

/// Ten different faults in one file: ten problems, each with its line, in the order of the file.
#[test]
fn ten_faults_of_a_file_are_ten_problems() {
    let bakery = Bakery::new();
    bakery.0.write(
        "bakery/scenarios/bread.toml",
        r#"format = 1
title = 7
difficulty = "hard"
sumary = "One line."
brief = ""
minutes = -3

[[exhibit]]
id = "Recipe!"
title = "Recipe"
file = "/etc/passwd"

[[question]]
id = "heat"
kind = "number"
prompt = "How hot?"
answer = 220.5

[[question]]
id = "heat"
kind = "choice"
prompt = "Which flour?"
pick = "some"
cuts = [20]
"#,
    );
    let ran = bakery.0.hotseat(&["check", "bakery/scenarios/bread.toml", "--json"]).exits(1);
    let report = ran.json();
    let lines: Vec<u64> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["places"][0]["line"].as_u64().unwrap())
        .collect();
    for line in [2, 3, 4, 5, 6, 9, 11, 17, 20, 23, 24] {
        assert!(lines.contains(&line), "nothing at line {line}: {lines:?} {report:#}");
    }
    assert_eq!(report["errors"], lines.len());
    let rendered = bakery.0.hotseat(&["check", "bakery/scenarios/bread.toml"]).exits(1);
    for line in [2, 3, 4, 5, 6, 9, 11, 17, 20, 23, 24] {
        assert!(rendered.stdout.contains(&format!("bread.toml:{line}:")), "{}", rendered.stdout);
    }
    // As answers to practise with, the same file is ten problems or one, and never a panic.
    bakery
        .0
        .hotseat(&["practice", "bread", "--library", "bakery", "--answers", "none.toml"])
        .exits(3);
}

#[test]
fn broken_toml_is_told_with_all_its_places() {
    let bakery = Bakery::new();
    let broken = [
        "title = ",
        "= 3",
        "a = \"open",
        "b = [1, 2",
        "c = 1 2",
        "[[x]",
        "d = 2026-13-40",
        "e.\"f = 3",
        "g = tru",
        "h = 'x' # \u{1}",
        "i = \"\\q\"",
    ];
    bakery.0.write("bakery/scenarios/bread.toml", broken.join("\n"));
    let ran = bakery.0.hotseat(&["check", "bakery", "--json"]).exits(1);
    let problems = ran.json();
    let lines: Vec<u64> = problems["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["name"] == "syntax")
        .map(|problem| problem["places"][0]["line"].as_u64().unwrap())
        .collect();
    assert!(lines.len() >= 8, "{lines:?}");
    bakery.0.hotseat(&["check", "bakery"]).exits(1);
}

#[test]
fn a_warning_is_no_failure() {
    let bakery = Bakery::new();
    bakery.0.write("bakery/scenarios/bread/notes.md", "Unused.\n");
    bakery
        .0
        .hotseat(&["check", "bakery"])
        .succeeds()
        .shows("warning[HS075 unused-exhibit]")
        .shows("1 warning in 1 file");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let bakery = Bakery::new();
    bakery.0.write("bakery/scenarios/bread.toml", b"title = \"caf\xe9\"");
    bakery.0.hotseat(&["check", "bakery"]).exits(1).shows("byte 12");
    bakery.0.write("bakery/scenarios/bread.toml", vec![b'#'; 3 << 20]);
    bakery.0.hotseat(&["check", "bakery"]).exits(1).shows("larger than");
}

/// What needs no judgement is mended in the files; comments and all else stay, and what is left is told.
#[test]
fn fix_mends_what_needs_no_judgement_and_tells_the_rest() {
    let bakery = Bakery::new();
    bakery.change(CASE, "summary =", "# For lists.\nsumary =");
    bakery.change(CASE, "pick = \"one\"", "pick = \"on\"");
    bakery.change(RUBRIC, "probe =", "cuts = [10, 20, 30, 40] # low\nprobe =");
    bakery.change(RUBRIC, "cuts = [20, 40, 60, 80]\n", "");
    bakery.change(RUBRIC, "knead > dough", "knead > (dough");
    let before = bakery.0.read(format!("bakery/{RUBRIC}"));
    bakery
        .0
        .hotseat(&["check", "bakery", "--fix"])
        .exits(1)
        .shows("1 error in 1 file")
        .shows("HS035 bad-pattern")
        .says("3 problems mended");
    let case = bakery.0.read(format!("bakery/{CASE}"));
    assert!(case.contains("# For lists.\nsummary = "), "{case}");
    assert!(case.contains("pick = \"one\"\n"), "{case}");
    let rubric = bakery.0.read(format!("bakery/{RUBRIC}"));
    assert!(rubric.contains("cuts = [10, 20, 30, 40] # low\n\n[[criterion]]"), "{rubric}");
    assert_eq!(rubric.lines().count(), before.lines().count() + 1);
    // Nothing is left for a second time, and line ends stay as they are.
    bakery.0.hotseat(&["check", "bakery", "--fix"]).exits(1).says("0 problems mended");
    bakery
        .0
        .write(format!("bakery/{CASE}"), case.replace("summary", "sumary").replace('\n', "\r\n"));
    bakery.0.hotseat(&["check", "bakery", "--fix"]).exits(1).says("1 problem mended");
    let mended = bakery.0.read(format!("bakery/{CASE}"));
    assert_eq!(mended, case.replace('\n', "\r\n"));
}

#[test]
fn dates_are_looked_at_where_the_day_is_given() {
    let bakery = Bakery::new();
    bakery.change(CASE, "format = 1\n", "format = 1\nas_of = 2025-03-01\n");
    bakery.0.hotseat(&["check", "bakery"]).succeeds().prints("no problems in 6 files\n");
    bakery
        .0
        .hotseat(&["check", "bakery", "--today", "2026-11-26"])
        .succeeds()
        .shows("warning[HS064 old-as-of]")
        .shows("bread.toml:2:");
    bakery.0.hotseat(&["check", "bakery", "--today", "tomorrow"]).exits(2).says("tomorrow");
}

#[test]
fn the_least_that_is_shown_can_be_chosen_and_the_exit_code_stays() {
    let bakery = Bakery::new();
    bakery.change(CASE, "One line.", "For guys.").change(RUBRIC, "knead > dough", "knead > (dough");
    bakery.change(RUBRIC, "probe = \"How hot is the oven?\"\n", "");
    let told =
        |least: &str| bakery.0.hotseat(&["check", "bakery", "--least", least]).exits(1).stdout;
    assert!(told("hint").contains("1 error, 1 warning, 1 hint"), "{}", told("hint"));
    assert!(told("warning").contains("1 error, 1 warning in"), "{}", told("warning"));
    assert!(told("error").contains("1 error in 1 file"), "{}", told("error"));
}

#[test]
fn code_hosts_are_told_in_their_format() {
    let bakery = Bakery::new();
    bakery.change(CASE, "summary", "sumary");
    let log = bakery.0.hotseat(&["check", "bakery", "--sarif"]).exits(1).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&log["version"], &result["ruleId"]), (&json!("2.1.0"), &json!("HS002")));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "bakery/scenarios/bread.toml");
    assert_eq!(place["region"]["startLine"], 4);
    bakery.0.hotseat(&["check", "bakery", "--sarif", "--json"]).exits(2);
}
