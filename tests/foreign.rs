//! What we export is read by programs that others wrote: Anki, and a validator of xAPI statements.
//!
//! They are Python packages, which `.ci/run` installs into `target/foreign`. Without them a test says on
//! standard error what it left out; `HOTSEAT_FOREIGN=required`, which CI sets, makes that a failure.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{Bakery, Place, Ran};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The Python that has the packages, or a line about the test that is left out.
fn python() -> Option<PathBuf> {
    let folder = Path::new(ROOT).join("target/foreign");
    let found = ["bin/python", "Scripts/python.exe"]
        .iter()
        .map(|name| folder.join(name))
        .find(|python| python.is_file());
    if found.is_none() {
        let is_required = std::env::var("HOTSEAT_FOREIGN").is_ok_and(|value| value == "required");
        assert!(!is_required, "HOTSEAT_FOREIGN=required, but there is no Python in target/foreign");
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("a test");
        let why = "there is no Python in target/foreign: .ci/run puts it there";
        let _ = writeln!(std::io::stderr(), "left out: all of {test}: {why}");
    }
    found
}

fn script(python: &Path, name: &str, place: &Place, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(python);
    command
        .arg(Path::new(ROOT).join("tools/foreign").join(name))
        .args(arguments)
        .current_dir(place.path(""))
        .env("HOME", place.path(""));
    Ran::of(command, input.as_bytes())
}

fn export(bakery: &Bakery, file: &str, modified: &str) {
    let anki = ["export", "anki", "bread", "--library", "bakery", "--output", file];
    bakery.0.hotseat(&[&anki[..], &["--modified", modified]].concat()).exits(0);
}

fn note<'d>(deck: &'d Value, question: &str) -> &'d Value {
    let notes = deck["notes"].as_array().unwrap();
    notes
        .iter()
        .find(|note| note["fields"]["Question"].as_str().unwrap().contains(question))
        .unwrap_or_else(|| panic!("no {question}: {deck:#}"))
}

#[test]
fn anki_imports_a_deck_and_importing_it_again_updates_its_notes() {
    let Some(python) = python() else { return };
    let bakery = Bakery::unmarked();
    let place = &bakery.0;
    let scenario = place.read("bakery/scenarios/bread.toml");
    let sample = "[[question.sample]]\nlevel = 2\ntext = \"I go to the kitchen in good time. I knead \
                  the dough for ten minutes with both hands.\"\n\n";
    let before = "[[question]]\nid = \"flour\"";
    place.write(
        "bakery/scenarios/bread.toml",
        scenario.replace(before, &format!("{sample}{before}")),
    );
    export(&bakery, "one.apkg", "2026-01-02");
    bakery.change(
        "rubrics/bread/plan.toml",
        "Say how you knead it and how long it rests.",
        "Say how [sound:x.mp3] <script>alert(1)</script> you knead it.",
    );
    export(&bakery, "two.apkg", "2026-01-03");
    let ran = script(&python, "open_deck.py", place, &["one.apkg", "one.apkg", "two.apkg"], "");
    let deck = ran.exits(0).json();
    let imports: Vec<[u64; 3]> = deck["imports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| ["new", "updated", "same"].map(|kind| own[kind].as_u64().unwrap()))
        .collect();
    assert_eq!(imports, [[3, 0, 0], [0, 0, 3], [0, 3, 0]], "{deck:#}");
    assert_eq!((&deck["is_ok"], &deck["new"]), (&Value::from(true), &Value::from(3)), "{deck:#}");

    let dough = note(&deck, "What do you do with the dough?");
    assert_eq!(dough["deck"], "Hotseat::Bread");
    assert_eq!(dough["tags"], serde_json::json!(["hotseat::bread", "hotseat::competency::baking"]));
    let back = dough["back"].as_str().unwrap();
    for part in [
        "A strong answer: <strong>Makes the dough</strong>",
        "How do you make a loaf?",
        "you knead it.",
        "I <strong>knead the dough</strong> for ten minutes with both hands.",
    ] {
        assert!(back.contains(part), "no {part} in {back}");
    }
    assert!(!back.contains("<script") && !back.contains("[sound:") && !back.contains("[anki:"));
    let flour = note(&deck, "Which flour?");
    let (front, back) = (flour["front"].as_str().unwrap(), flour["back"].as_str().unwrap());
    assert!(front.contains("<li>Sand") && !front.contains("Right:"), "{front}");
    assert!(back.contains("<strong>Right:</strong></p><ul><li>Rye</li></ul>"), "{back}");
}

#[test]
fn anki_imports_the_whole_built_in_library() {
    let Some(python) = python() else { return };
    let place = Place::new();
    let said = place.hotseat(&["export", "anki", "--output", "all.apkg"]).exits(0).stderr;
    let deck = script(&python, "open_deck.py", &place, &["all.apkg"], "").exits(0).json();
    let new = deck["imports"][0]["new"].as_u64().unwrap();
    assert!(new > 100 && said.starts_with(&format!("{new} cards from ")), "{said}");
    assert_eq!(deck["is_ok"], true);
    for note in deck["notes"].as_array().unwrap() {
        for field in ["Question", "Case", "Answer"] {
            assert!(!note["fields"][field].as_str().unwrap().is_empty(), "{note:#}");
        }
    }
}

#[test]
fn a_validator_of_others_takes_every_statement() {
    let Some(python) = python() else { return };
    let place = Place::new();
    place.write(
        "answers.toml",
        "scope = \"I would ask the policy owner what it means, and read two hundred chats.\"\n\
         requirement = \"supported\"\nsupported-share = \"62\"\n\
         [probes.scope]\nrequirements = \"We agree what an auditor would test.\"\n",
    );
    place.write("none.toml", "");
    for answers in ["answers.toml", "none.toml"] {
        let practice = ["practice", "chatbot-explainability", "--answers", answers];
        place.hotseat(&practice).succeeds();
    }
    for arguments in [&["export", "xapi"][..], &["export", "xapi", "--with-answers"]] {
        let text = place.hotseat(arguments).succeeds().stdout;
        script(&python, "check_xapi.py", &place, &[], &text).succeeds().prints("");
        // And it would have seen a fault.
        let broken = text.replace("\"scaled\": 1.0", "\"scaled\": 100.0");
        assert_ne!(broken, text);
        script(&python, "check_xapi.py", &place, &[], &broken)
            .exits(1)
            .shows("result.score.scaled");
    }
}
