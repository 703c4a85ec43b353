//! `hotseat data export` and `import`: everything of a person goes to another machine.

use hotseat::store::{SqliteStore, Store as _, StreamId};

use crate::panel::{decide, panel, round};
use crate::support::{Bakery, Place};

fn answered(place: &Place) {
    place.write(
        "answers.toml",
        "scope = \"I would ask Quillfeather, who built it, what it may answer.\"\n\
         requirement = \"supported\"\n[probes.scope]\nrequirements = \"I ask Mistlethwaite.\"\n",
    );
    place.hotseat(&["practice", "chatbot-explainability", "--answers", "answers.toml"]).succeeds();
}

fn store(place: &Place, data: &str) -> SqliteStore {
    SqliteStore::open(&place.path(data).join("hotseat.db")).unwrap()
}

/// The latest attempt.
fn attempt(place: &Place) -> StreamId {
    store(place, "data").streams("attempt/").unwrap().remove(0).stream
}

/// Attempts, one of them erased; drafts; a round with a decision and an erased candidate.
fn kept() -> Bakery {
    let bakery = round();
    answered(&bakery.0);
    let erased = attempt(&bakery.0);
    answered(&bakery.0);
    let store = store(&bakery.0, "data");
    store.purge(&erased, 1_800_000_000_000_000).unwrap();
    let draft = "What I have \u{fc}ntil now\n\u{1b}[2J \u{1f600}";
    store.put_draft(&attempt(&bakery.0), "scope", draft, 1_800_000_000_000_001).unwrap();
    drop(store);
    decide(&bakery, "a-1", "3");
    panel(&bakery, &["purge", "round-7", "a-2", "--yes"]).exits(0);
    bakery
}

fn export(place: &Place, data: &str) -> String {
    place.hotseat(&["data", "export", "--data", data]).succeeds().stdout
}

#[test]
fn an_export_that_is_imported_elsewhere_is_the_same_again() {
    let bakery = kept();
    let place = &bakery.0;
    place
        .hotseat(&["data", "export", "all.jsonl"])
        .exits(0)
        .prints("")
        .says("Exported: 6 streams with ")
        .says("Answers stand in all.jsonl for anybody to read");
    let text = place.read("all.jsonl");
    assert!(
        text.contains("Quillfeather") && text.contains("knead") && !text.contains("both hands")
    );
    place
        .hotseat(&["data", "import", "all.jsonl", "--data", "new"])
        .exits(0)
        .prints("")
        .says("New here: 6 streams with ")
        .says("1 draft, ");
    assert_eq!(export(place, "new"), text);
    assert_eq!(export(place, "data"), text, "an export leaves no trace");

    // And it is of use there.
    for arguments in [
        &["history", "--json"][..],
        &["panel", "show", "round-7", "--json", "--library", "bakery"],
        &["panel", "trail", "round-7", "a-2", "--library", "bakery"],
    ] {
        let [here, there] = ["data", "new"]
            .map(|data| place.hotseat(&[arguments, &["--data", data]].concat()).succeeds().stdout);
        assert_eq!(here, there);
    }
    // A second time there is nothing new.
    place
        .hotseat(&["data", "import", "all.jsonl", "--data", "new"])
        .only_says(0, "New here: 0 streams with 0 events, 0 drafts, 0 blobs.");
}

#[test]
fn what_is_practised_on_the_other_machine_comes_back() {
    let bakery = kept();
    let place = &bakery.0;
    place.write("all.jsonl", export(place, "data"));
    place.hotseat(&["data", "import", "all.jsonl", "--data", "new"]).exits(0);
    let elsewhere = ["practice", "credit-fairness", "--question", "ratio", "--data", "new"];
    place.write("none.toml", "");
    place.hotseat(&[&elsewhere[..], &["--answers", "none.toml"]].concat()).succeeds();
    let decision =
        ["panel", "decide", "round-7", "a-3", "--by", "bo", "--level", "0", "--reason", "likes it"];
    place.hotseat(&[&decision[..], &["--library", "bakery", "--data", "new"]].concat()).exits(0);
    let text = export(place, "new");
    place
        .hotseat_reading(&["data", "import", "-"], &text)
        .exits(0)
        .says("New here: 1 stream with ")
        .says("1 stream goes on from where the file continues what was here.");
    assert_eq!(export(place, "data"), text);
    assert_eq!(place.json(&["history", "--json"]).as_array().unwrap().len(), 3);
}

#[test]
fn what_went_on_in_both_places_is_named_and_nothing_is_imported() {
    let bakery = kept();
    let place = &bakery.0;
    place.write("all.jsonl", export(place, "data"));
    place.hotseat(&["data", "import", "all.jsonl", "--data", "new"]).exits(0);
    for (data, level) in [("data", "1"), ("new", "2")] {
        let decision = ["panel", "decide", "round-7", "a-3", "--by", "bo", "--reason", "likes it"];
        let rest = ["--level", level, "--library", "bakery", "--data", data];
        place.hotseat(&[&decision[..], &rest].concat()).exits(0);
    }
    place.write("new.jsonl", export(place, "new"));
    let before = export(place, "data");
    place
        .hotseat(&["data", "import", "new.jsonl"])
        .exits(3)
        .says("error: new.jsonl: line ")
        .says(" of panel/round-7/a-3, where another one is kept here")
        .says("import into an empty directory, with --data DIR; nothing was imported");
    assert_eq!(export(place, "data"), before);
}

#[test]
fn what_was_erased_here_stays_erased() {
    let bakery = kept();
    let place = &bakery.0;
    place.write("all.jsonl", export(place, "data"));
    place.hotseat(&["data", "purge", "--yes"]).exits(0);
    let before = export(place, "data");
    let ran = place.hotseat(&["data", "import", "all.jsonl"]).exits(0);
    assert_eq!(
        ran.stderr,
        "New here: 0 streams with 0 events, 0 drafts, 0 blobs.\n\
         2 streams stay erased: an import never brings back what was erased here.\n"
    );
    assert_eq!(export(place, "data"), before);
    assert!(!before.contains("Quillfeather"));
}

#[test]
fn a_file_that_is_not_as_it_was_exported_is_refused() {
    let bakery = kept();
    let place = &bakery.0;
    let text = export(place, "data");
    answered(place);
    let before = export(place, "data");
    let cut = &text[..text.len() / 2];
    for (file, content, said) in [
        ("cut.jsonl", cut.to_owned(), "without the last line of an export"),
        (
            "changed.jsonl",
            text.replacen("Quillfeather", "Somebody", 1),
            "payload or salt was changed",
        ),
        ("windows.jsonl", text.replace('\n', "\r\n"), "not the first line of an export"),
        ("answers.csv", "candidate,text\n".to_owned(), r#"line 1 is "candidate,text""#),
        ("empty", String::new(), "line 1 is empty"),
    ] {
        place.write(file, content);
        for data in ["data", "new"] {
            place
                .hotseat(&["data", "import", file, "--data", data])
                .exits(3)
                .says(format!("error: {file}: "))
                .says(said)
                .says("; nothing was imported");
        }
        assert_eq!(export(place, "data"), before);
    }
    // Standard input is named, too.
    place
        .hotseat_reading(&["data", "import", "-"], cut)
        .exits(3)
        .says("error: standard input: it ");
    place.hotseat(&["data", "import", "missing"]).exits(3).says("cannot read missing");
    place.hotseat(&["data", "import"]).exits(2);
    place.hotseat(&["data", "import", "answers.csv", "--data", "none"]).exits(3);
    assert!(!place.path("none").exists(), "what is no export leaves no store behind");
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let place = Place::new();
    answered(&place);
    place.write("mine.txt", "mine");
    place.hotseat(&["data", "export", "mine.txt"]).only_says(
        2,
        "error: mine.txt is there already: give another name, or --force to write over it",
    );
    assert_eq!(place.read("mine.txt"), "mine");
    place.hotseat(&["data", "export", "mine.txt", "--force"]).exits(0);
    assert_eq!(place.read("mine.txt"), export(&place, "data"));
    assert_eq!(place.hotseat(&["data", "export", "-"]).succeeds().stdout, place.read("mine.txt"));
    place.hotseat(&["data", "export", "data", "--force"]).exits(2).says("is no plain file");
    place
        .hotseat(&["data", "export", "none/all.jsonl"])
        .exits(3)
        .says("cannot write none/all.jsonl");
    place.hotseat(&["data", "export", "--force"]).exits(2);
    let hidden = std::fs::read_dir(place.path(""))
        .unwrap()
        .any(|entry| entry.unwrap().file_name().to_string_lossy().ends_with(".new"));
    assert!(!hidden, "nothing half-written is left");
}

#[cfg(unix)]
#[test]
fn what_is_exported_and_imported_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new();
    answered(&place);
    place.hotseat(&["data", "export", "all.jsonl"]).exits(0);
    place.hotseat(&["data", "import", "all.jsonl", "--data", "new"]).exits(0);
    let mode =
        |name: &str| std::fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("all.jsonl"), mode("new"), mode("new/hotseat.db")), (0o600, 0o700, 0o600));
}

#[test]
fn where_nothing_is_kept_the_export_is_empty_and_makes_nothing() {
    let place = Place::new();
    let ran = place.hotseat(&["data", "export"]).exits(0).says("the export is empty");
    assert!(!place.path("data").exists());
    place.hotseat_reading(&["data", "import", "-"], &ran.stdout).exits(0);
    assert_eq!(export(&place, "data"), ran.stdout);
}

#[test]
fn nothing_is_imported_beneath_a_workshop_that_runs() {
    let place = Place::new();
    answered(&place);
    let text = export(&place, "data");
    let lock = std::fs::File::create(place.path("data/workshop.lock")).unwrap();
    lock.lock().unwrap();
    place
        .hotseat_reading(&["data", "import", "-"], &text)
        .exits(2)
        .says("a workshop is running on the data in ");
    assert_eq!(export(&place, "data"), text, "an export is a backup while it runs");
    drop(lock);
    place.hotseat_reading(&["data", "import", "-"], &text).exits(0);
}
