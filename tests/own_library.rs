//! The script of `docs/handbook/own-library.md` passes and fails as the chapter says, and its
//! workflow runs that script.

use std::fs;

use crate::lints::page::{Fence, Piece, pieces};
use crate::support::{Bakery, Ran};

fn fence(path: &str) -> Fence {
    let text = fs::read_to_string("docs/handbook/own-library.md").unwrap();
    let mut fences = pieces(&text).into_iter().filter_map(|piece| match piece {
        Piece::Fence(fence) => Some(fence),
        Piece::Line(_) => None,
    });
    fences.find(|fence| fence.target.as_deref() == Some(path)).unwrap()
}

/// The bakery with one marked answer, whatever it brings along.
fn library() -> Bakery {
    let bakery = without_marks();
    bakery.0.write(
        "bakery/rubrics/bread/plan.marked.toml",
        "[[marked]]\nid = \"kneads\"\nset = \"tune\"\n\
         text = \"First of all I knead the dough, as I do every night.\"\n",
    );
    bakery.0.write(
        "bakery/rubrics/bread/plan.marks/zoe.toml",
        "rater = \"zoe\"\n\n[mark]\nkneads = { level = 2 }\n",
    );
    bakery
}

fn without_marks() -> Bakery {
    let bakery = Bakery::new();
    let rubrics = bakery.0.path("bakery/rubrics/bread");
    for entry in fs::read_dir(rubrics).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else if path.to_string_lossy().ends_with(".marked.toml") {
            fs::remove_file(path).unwrap();
        }
    }
    bakery
}

/// Runs the script on the bakery as a reader's shell would, with the program on the path.
fn checked(bakery: &Bakery) -> Ran {
    let place = &bakery.0;
    place.write("check.sh", fence("check.sh").text);
    let script = r#"PATH="$(dirname "$0"):$PATH" sh check.sh bakery"#;
    Ran::of(place.shell(script, &[]), b"")
}

#[test]
fn the_script_checks_and_tests_a_library() {
    let ran = checked(&library()).exits(0);
    ran.shows("bread/plan").shows("weighted kappa");
}

#[test]
fn the_script_fails_where_the_check_does() {
    let bakery = library();
    bakery.change("rubrics/bread/plan.toml", "weight = 2", "weigth = 2");
    let ran = checked(&bakery).exits(1);
    assert!(!ran.stdout.contains("weighted kappa"), "{ran:#?}");
}

#[test]
fn the_script_tells_of_old_facts_and_does_not_fail() {
    let bakery = library();
    bakery.change("scenarios/bread.toml", "brief", "as_of = 2020-01-01\nbrief");
    checked(&bakery).exits(0).shows("HS064").shows("weighted kappa");
}

#[test]
fn a_library_without_marked_answers_passes_the_script() {
    let ran = checked(&without_marks()).exits(0);
    assert!(!ran.stdout.contains("weighted kappa"), "{ran:#?}");
}

#[test]
fn the_workflow_runs_the_script_and_a_report() {
    let workflow = fence(".github/workflows/check.yml").text;
    assert!(workflow.contains("run: sh check.sh library\n"));
    let report = workflow.lines().find(|line| line.contains("--sarif")).unwrap();
    let bakery = library();
    bakery.0.write("library/library.toml", bakery.0.read("bakery/library.toml"));
    let command = report.trim().strip_prefix("run: ").unwrap();
    let script = format!(r#"PATH="$(dirname "$0"):$PATH"; {command}"#);
    Ran::of(bakery.0.shell(&script, &[]), b"").exits(0);
    let report: serde_json::Value = serde_json::from_str(&bakery.0.read("check.sarif")).unwrap();
    assert_eq!(report["version"], "2.1.0");
}
