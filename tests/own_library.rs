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

/// Runs the script on the bakery as a reader's shell would, with the program on the path.
fn checked(bakery: &Bakery) -> Ran {
    let place = &bakery.0;
    place.write("check.sh", fence("check.sh").text);
    let script = r#"PATH="$(dirname "$0"):$PATH" sh check.sh bakery"#;
    Ran::of(place.shell(script, &[]), b"")
}

#[test]
fn the_script_checks_and_tests_a_library() {
    let ran = checked(&Bakery::new()).exits(0);
    ran.shows("bread/plan").shows("weighted kappa");
}

#[test]
fn the_script_fails_where_the_check_does() {
    let bakery = Bakery::new();
    bakery.change("rubrics/bread/plan.toml", "weight = 2", "weigth = 2");
    let ran = checked(&bakery).exits(1);
    assert!(!ran.stdout.contains("weighted kappa"), "{ran:#?}");
}

#[test]
fn the_script_tells_of_old_facts_and_does_not_fail() {
    let bakery = Bakery::new();
    bakery.change("scenarios/bread.toml", "brief", "as_of = 2020-01-01\nbrief");
    checked(&bakery).exits(0).shows("HS064").shows("weighted kappa");
}

#[test]
fn a_library_without_marked_answers_passes_the_script() {
    let bakery = Bakery::new();
    for file in ["plan.marked.toml", "plan.marks/ann.toml"] {
        fs::remove_file(bakery.0.path("bakery/rubrics/bread").join(file)).unwrap();
    }
    let ran = checked(&bakery).exits(0);
    assert!(!ran.stdout.contains("weighted kappa"), "{ran:#?}");
}

#[test]
fn the_workflow_runs_the_script_and_a_report() {
    let workflow = fence(".github/workflows/check.yml").text;
    assert!(workflow.contains("run: sh check.sh library\n"));
    let report = workflow.lines().find(|line| line.contains("--sarif")).unwrap();
    let bakery = Bakery::new();
    bakery.0.write("library/library.toml", bakery.0.read("bakery/library.toml"));
    let command = report.trim().strip_prefix("run: ").unwrap();
    let script = format!(r#"PATH="$(dirname "$0"):$PATH"; {command}"#);
    Ran::of(bakery.0.shell(&script, &[]), b"").exits(0);
    let report: serde_json::Value = serde_json::from_str(&bakery.0.read("check.sarif")).unwrap();
    assert_eq!(report["version"], "2.1.0");
}
