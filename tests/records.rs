//! `hotseat history` and `hotseat data`: what is kept, where, and how it is erased.

use serde_json::{Value, json};

use crate::support::{Place, Ran};

fn answered(place: &Place) {
    place.write(
        "answers.toml",
        "scope = \"I would ask Quillfeather, who built it, what it may answer.\"\n\
         requirement = \"supported\"\n[probes.scope]\nrequirements = \"I ask Mistlethwaite.\"\n",
    );
    place.hotseat(&["practice", "chatbot-explainability", "--answers", "answers.toml"]).succeeds();
}

#[test]
fn before_the_first_attempt_there_is_nothing_and_looking_makes_nothing() {
    let place = Place::new();
    place.hotseat(&["history"]).only_says(0, "No attempts yet. `hotseat practice` begins one.");
    assert_eq!(place.json(&["history", "--json"]), json!([]));
    place
        .hotseat(&["data", "purge", "--yes"])
        .only_says(0, "Nothing is kept, so there is nothing to erase.");
    for arguments in [&["list"][..], &["check"], &["show", "credit-fairness"], &["data", "where"]] {
        place.hotseat(arguments).succeeds();
    }
    assert!(!place.path("data").exists());
}

#[test]
fn history_tells_each_attempt_and_its_results_latest_first() {
    let place = Place::new();
    answered(&place);
    place.write("none.toml", "");
    place
        .hotseat(&["practice", "credit-fairness", "--question", "ratio", "--answers", "none.toml"])
        .succeeds();
    let history = place.json(&["history", "--json"]);
    let [latest, first] = &history.as_array().unwrap()[..] else { panic!("{history:#}") };
    assert_eq!(latest["scenario"], "credit-fairness");
    assert_eq!(latest["questions"], json!([{ "id": "ratio", "level": null, "percent": null }]));
    assert_eq!(first["scenario"], "chatbot-explainability");
    assert_eq!(first["title"], "Explain the chatbot");
    assert_eq!(first["finished"], true);
    assert!(first["attempt"].as_str().unwrap().starts_with("attempt/"));
    for key in ["started", "last"] {
        let time = first[key].as_str().unwrap();
        assert!(time.ends_with('Z') && time.contains('T'), "{time}");
    }
    let questions = first["questions"].as_array().unwrap();
    assert!(questions[0]["level"].is_u64() && questions[0]["percent"].is_u64());
    assert_eq!(questions[1], json!({ "id": "requirement", "level": null, "percent": 100 }));
    assert_eq!(questions.len(), 9);
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["attempt", "finished", "last", "questions", "scenario", "started", "title"]);

    let shown = place.hotseat(&["history"]).succeeds().stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = &first["attempt"].as_str().unwrap()["attempt/".len()..][..8];
    for part in ["Explain the chatbot scope: level ", "requirement: 100 %", "ratio: skipped", short]
    {
        assert!(shown.contains(part), "no {part} in {shown}");
    }
}

#[test]
fn where_prints_the_directory_and_nothing_else() {
    let place = Place::new();
    let expected = format!("{}\n", place.path("data").display());
    place.hotseat(&["data", "where"]).succeeds().prints(&expected);
    place.hotseat(&["data", "where", "--data", "else where"]).succeeds().prints("else where\n");
    let mut command = place.command(&["data", "where"]);
    command.env_remove("HOTSEAT_DATA");
    let native = Ran::of(command, b"").succeeds().stdout;
    assert!(native.trim_end().ends_with("hotseat"), "{native}");
    if cfg!(unix) {
        assert!(native.starts_with(place.path("").to_str().unwrap()), "{native}");
    }
}

fn holds(place: &Place, words: &str) -> bool {
    let bytes = place.bytes_below("data");
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn purge_erases_every_answer_from_every_file() {
    let place = Place::new();
    answered(&place);
    answered(&place);
    let words = ["Quillfeather", "Mistlethwaite", "who built it, what it may answer"];
    for words in words {
        assert!(holds(&place, words), "{words:?} should have been kept");
    }
    let ran = place.hotseat(&["data", "purge", "--yes"]).exits(0);
    assert!(ran.stderr.starts_with("Erased: ") && ran.stderr.contains(" events"), "{ran:?}");
    for words in words {
        assert!(!holds(&place, words), "{words:?} is still there");
    }
    // That they took place stays on record.
    let history = place.json(&["history", "--json"]);
    assert_eq!(history.as_array().unwrap().len(), 2);
    for attempt in history.as_array().unwrap() {
        assert_eq!((&attempt["scenario"], &attempt["questions"]), (&Value::Null, &Value::Null));
        assert!(attempt["started"].is_string());
    }
    place.hotseat(&["history"]).succeeds().shows("(erased, or of another version)");
    answered(&place);
    assert_eq!(place.json(&["history", "--json"]).as_array().unwrap().len(), 3);
}

#[test]
fn purge_asks_first() {
    let place = Place::new();
    answered(&place);
    for reply in ["", "n\n", "no\n", "\n"] {
        place
            .hotseat_reading(&["data", "purge"], reply)
            .exits(1)
            .says("Nothing was erased.")
            .shows("Erase all your answers and drafts? This cannot be undone.");
        assert!(holds(&place, "Quillfeather"));
    }
    place.hotseat_reading(&["data", "purge"], "y\n").exits(0).says("Erased: ");
    assert!(!holds(&place, "Quillfeather"));
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new();
    answered(&place);
    let mode = |name: &str| std::fs::metadata(place.path(name)).unwrap().permissions().mode();
    assert_eq!(mode("data") & 0o777, 0o700);
    for entry in std::fs::read_dir(place.path("data")).unwrap() {
        let path = entry.unwrap().path();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
