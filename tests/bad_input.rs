//! Input and surroundings that cannot be used: a clear error and an exit code, never a panic, never
//! a lost answer.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use crate::support::{Bakery, Place, Ran};

const SCOPE: &str = "chatbot-explainability/scope";
const ANSWER: &str = "I would ask the people who built it what it may answer.";

#[test]
fn a_binary_file_is_no_answer() {
    let place = Place::new();
    place.write("answer.txt", b"\x7fELF\x02\x01\x01\0\0\0");
    place.hotseat(&["score", SCOPE, "answer.txt"]).only_says(
        3,
        "error: answer.txt looks like a binary file: byte 7 is zero; give the answer as plain text",
    );
}

#[test]
fn fifty_megabytes_are_no_answer() {
    let place = Place::new();
    let file = File::create(place.path("answer.txt")).unwrap();
    file.set_len(50 * 1024 * 1024).unwrap();
    let too_large =
        "is larger than 256 KiB; an answer of interview length has a few thousand letters";
    place
        .hotseat(&["score", SCOPE, "answer.txt"])
        .only_says(3, &format!("error: answer.txt {too_large}"));
    let input = "I would ask. ".repeat(50_000);
    place
        .hotseat_reading(&["score", SCOPE], input)
        .only_says(3, &format!("error: standard input {too_large}"));
    // As the file of answers, too; and as one line of a batch.
    place
        .hotseat(&["practice", "chatbot-explainability", "--answers", "answer.txt"])
        .only_says(3, "error: answer.txt is larger than 16 MiB; is it the file that you meant?");
    std::fs::rename(place.path("answer.txt"), place.path("answer.jsonl")).unwrap();
    place.hotseat(&["score", SCOPE, "answer.jsonl"]).exits(3).says("line 1 is longer than");
}

#[test]
fn the_longest_answer_is_still_scored() {
    let place = Place::new();
    let most = 256 * 1024;
    let mut answer = format!("{ANSWER}\n").repeat(most / ANSWER.len());
    answer.truncate(most);
    place.write("answer.txt", &answer);
    let document = place.json(&["score", SCOPE, "answer.txt", "--json"]);
    assert_eq!(document["status"], "scored");
    place.write("answer.txt", answer + "x");
    place.hotseat(&["score", SCOPE, "answer.txt"]).exits(3);
}

#[test]
fn the_first_byte_that_is_no_text_is_named() {
    let place = Place::new();
    place.write("answer.txt", b"I would ask caf\xe9 owners");
    place
        .hotseat(&["score", SCOPE, "answer.txt"])
        .only_says(3, "error: answer.txt is not text: byte 15 is not UTF-8; save it as UTF-8");
    place
        .hotseat_reading(&["score", SCOPE, "-"], b"\xff")
        .only_says(3, "error: standard input is not text: byte 0 is not UTF-8; save it as UTF-8");
}

#[test]
fn what_is_not_there_is_named() {
    let place = Place::new();
    for arguments in [
        &["score", SCOPE, "gone.txt"][..],
        &["score", SCOPE, "gone.jsonl"],
        &["score", SCOPE, "gone.csv"],
        &["verify", "gone.txt", "--answer", "gone.txt"],
        &["practice", "chatbot-explainability", "--answers", "gone.txt"],
    ] {
        place.hotseat(arguments).exits(3).says("error: cannot read gone.");
    }
    let gone = "error: there is no directory gone";
    for arguments in [&["list", "--library", "gone"][..], &["check", "--library", "gone"]] {
        place.hotseat(arguments).only_says(3, gone);
    }
    place.hotseat(&["check", "gone"]).only_says(3, "error: there is no file or directory gone");
}

#[test]
fn a_directory_is_no_file() {
    let place = Place::new();
    for name in ["box", "box.jsonl", "box.csv"] {
        std::fs::create_dir(place.path(name)).unwrap();
        let ran = place.hotseat(&["score", SCOPE, name]).exits(3);
        assert!(ran.stderr.contains(name), "{ran:?}");
        assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    }
    place.hotseat(&["check", "box"]).exits(3).says("lies in no library");
}

#[test]
fn a_file_is_no_library() {
    let place = Place::new();
    place.write("library", "x");
    place.hotseat(&["list", "--library", "library"]).exits(3).says("library");
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let place = Place::new();
    place.write("answer.txt", ANSWER);
    for (arguments, code, said) in [
        (
            &["score", "chatbot-explainabilty/scope", "answer.txt"][..],
            3,
            "there is no scenario \"chatbot-explainabilty\"; did you mean \"chatbot-explainability\"?",
        ),
        (
            &["score", "chatbot-explainability/scpe", "answer.txt"],
            3,
            "there is no question `scpe` here, did you mean `scope`?",
        ),
        (
            &["score", "chatbot-explainability/sequence", "answer.txt"],
            2,
            "only open questions have rubrics, and `sequence` is of the kind order; open ones here: scope",
        ),
        (
            &["score", "scope", "answer.txt"],
            2,
            "`scope` is no question: write SCENARIO/QUESTION, such as chatbot-explainability/scope",
        ),
        (
            &["score", "", "answer.txt"],
            2,
            "`` is no question: write SCENARIO/QUESTION, such as chatbot-explainability/scope",
        ),
        (&["score", "../../etc/passwd", "answer.txt"], 3, "there is no scenario \"..\""),
        (
            &["show", "credit-fairnes"],
            3,
            "there is no scenario \"credit-fairnes\"; did you mean \"credit-fairness\"?",
        ),
    ] {
        let ran = place.hotseat(arguments).exits(code).says(said);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn wrong_usage_is_two() {
    let place = Place::new();
    for arguments in [
        &["nonsense"][..],
        &["score"],
        &["score", SCOPE, "a", "b"],
        &["list", "--colour"],
        &["list", "--color", "sometimes"],
        &["practice", "--question", "scope"],
        &["practice", "chatbot-explainability", "--seed", "many"],
        &["verify", "x"],
        &["data"],
    ] {
        let ran = place.hotseat(arguments).exits(2);
        assert!(!ran.stderr.is_empty() && ran.stdout.is_empty(), "{ran:?}");
    }
    place.hotseat(&["--help"]).succeeds().shows("Exit codes: 0 ok");
    place.hotseat(&["--version"]).succeeds().shows(env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_scenario_with_faults_is_told_with_its_places() {
    let bakery = Bakery::new();
    bakery.change("scenarios/bread.toml", "title", "titel");
    bakery
        .0
        .hotseat(&["show", "bread", "--library", "bakery"])
        .exits(3)
        .says("did you mean `title`?")
        .says("scenarios/bread.toml:2:1")
        .says("error: scenarios/bread.toml (in bakery) has");
    // It hides no other.
    bakery
        .0
        .hotseat(&["list", "--library", "bakery"])
        .exits(0)
        .shows("chatbot-explainability")
        .says("warning: scenarios/bread.toml");
}

#[test]
fn no_text_of_a_stranger_steers_the_terminal() {
    let bakery = Bakery::new();
    let escape = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}32m";
    let place = &bakery.0;
    // Each run looks at its own output; here are only the ways in.
    for name in ["answer", "answer.jsonl", "answer.csv", "result"] {
        let name = format!("{escape}{name}");
        place.hotseat(&["score", SCOPE, &name]).exits(3);
        if cfg!(unix) {
            place.write(&name, format!("text\n{escape}{ANSWER}{escape}\n{{\"id\": \"{escape}\"}}"));
            place.hotseat(&["score", SCOPE, &name]);
            place.hotseat(&["verify", &name, "--answer", &name]).exits(3);
            place.hotseat(&["practice", "interview-classics", "--answers", &name]).exits(3);
        }
    }
    place.hotseat_reading(&["score", SCOPE], format!("{escape}{ANSWER}{escape}")).succeeds();
    place.hotseat(&["score", &format!("{SCOPE}{escape}"), "x"]).exits(3);
    place.hotseat(&["score", &format!("{escape}/{escape}"), "x"]).exits(3);
    place.hotseat(&["list", escape]).exits(1);
    place.hotseat(&["list", "--difficulty", escape]).exits(2);
    place.hotseat(&["list", "--library", escape]).exits(3);
    place.hotseat(&["check", escape]).exits(3);
    place.hotseat(&["--data", &format!("/dev/null/{escape}"), "practice", "x"]);

    let lines = serde_json::json!({ "id": escape, "text": format!("{escape}{ANSWER}") });
    place.write("ids.jsonl", lines.to_string());
    place.hotseat(&["score", SCOPE, "ids.jsonl"]).succeeds();

    bakery.change("scenarios/bread.toml", "Which flour?", &format!("Which {escape} flour?"));
    bakery.change("rubrics/bread/plan.toml", "Raw dough", "Raw\\u001b[31m dough");
    place.write(format!("bakery/scenarios/{escape}x.toml").replace('\u{7}', ""), escape);
    for arguments in [
        &["check", "bakery"][..],
        &["check", "bakery", "--plain"],
        &["show", "bread", "--library", "bakery"],
        &["list", "--library", "bakery"],
        &["practice", "bread", "--library", "bakery"],
    ] {
        let ran = place.hotseat(arguments);
        assert!(!ran.stderr.is_empty() || ran.code == Some(1), "{arguments:?} {ran:?}");
    }
    let report = place.hotseat(&["check", "bakery", "--json"]).exits(1);
    assert!(report.json()["errors"].as_u64().unwrap() >= 2, "{report:?}");
}

#[test]
fn a_place_for_answers_that_cannot_be_used_is_said() {
    let place = Place::new();
    place.write("taken", "x");
    let answers = "supported-share = \"47.7\"\n";
    place.write("answers.toml", answers);
    let mut bad = vec!["taken".to_owned(), "taken/below".to_owned()];
    if cfg!(target_os = "linux") {
        bad.push("/proc/hotseat".to_owned());
    }
    for data in &bad {
        let practice =
            ["practice", "chatbot-explainability", "--answers", "answers.toml", "--data", data];
        let ran = place.hotseat(&practice).exits(4);
        assert!(ran.stdout.is_empty() && ran.stderr.contains(data.as_str()), "{ran:?}");
        if data != "/proc/hotseat" {
            for arguments in [&["history"][..], &["history", "--json"], &["data", "purge", "--yes"]]
            {
                let ran = place.hotseat(&[arguments, &["--data", data]].concat()).exits(4);
                assert!(ran.stdout.is_empty() && ran.stderr.contains("taken"), "{ran:?}");
            }
        }
    }
    assert_eq!(place.read("taken"), "x");
    place.hotseat(&["list", "--data", "taken"]).succeeds();
}

#[cfg(unix)]
#[test]
fn a_directory_that_may_only_be_read_is_said_and_nothing_is_lost() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new();
    place.write("answers.toml", "supported-share = \"47.7\"\n");
    let practice = ["practice", "chatbot-explainability", "--answers", "answers.toml"];
    place.hotseat(&practice).succeeds();
    let allow = |mode| {
        std::fs::set_permissions(place.path("data"), Permissions::from_mode(mode)).unwrap();
    };
    allow(0o500);
    // The superuser may write everywhere, and learns nothing here.
    if File::create(place.path("data/probe")).is_err() {
        place.hotseat(&practice).exits(4).says("hotseat.db");
    }
    allow(0o700);
    assert!(!place.json(&["history", "--json"]).as_array().unwrap().is_empty());
}

#[test]
fn another_file_in_the_place_of_the_store_is_left_alone() {
    let place = Place::new();
    let novel = "It was a dark and stormy night. ".repeat(100);
    place.write("data/hotseat.db", &novel);
    place.hotseat(&["history"]).exits(4).says("hotseat.db is not a database");
    place.hotseat(&["data", "purge", "--yes"]).exits(4);
    assert_eq!(place.read("data/hotseat.db"), novel);
}

/// A reader that has seen enough, as `head -1`.
#[test]
fn a_closed_output_is_no_failure() {
    let place = Place::new();
    let line = serde_json::json!({ "text": ANSWER });
    place.write("answers.jsonl", format!("{line}\n").repeat(600));
    let batch = ["score", SCOPE, "answers.jsonl", "--json"];
    for arguments in [&batch[..], &["list"], &["show", "credit-fairness"], &["check"], &["--help"]]
    {
        let mut child = place
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut first).unwrap();
        drop(output);
        let mut talk = String::new();
        child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
        assert!(child.wait().unwrap().success(), "{arguments:?}");
        assert!(!first.is_empty() && talk.is_empty(), "{arguments:?}: {talk}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_said() {
    let place = Place::new();
    for arguments in ["list", "show credit-fairness", "check", "list --json"] {
        let ran = Ran::of(place.shell(&format!("exec \"$0\" {arguments} > /dev/full"), &[]), b"");
        ran.exits(3).says("error: cannot write the output: No space left on device");
    }
}

/// Writing beyond a size fails, as on a full disk. What was accepted before is still there.
#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_no_accepted_answer_is_lost() {
    use hotseat::store::{SqliteStore, Store as _};

    let place = Place::new();
    let words = "I would ask Quillfeather what it may answer. ".repeat(2_000);
    place.write("answers.toml", format!("scope = {words:?}\nsupported-share = \"47.7\"\n"));
    let practice = ["practice", "chatbot-explainability", "--answers", "answers.toml"];
    place.hotseat(&practice).succeeds();
    let kept = |place: &Place| {
        let store = SqliteStore::open(&place.path("data/hotseat.db")).unwrap();
        let mut kept = Vec::new();
        for head in store.streams("attempt/").unwrap() {
            assert_eq!(store.verify(&head.stream).unwrap().broken, None);
            for envelope in store.read(&head.stream, 1).unwrap() {
                kept.push((head.stream.clone(), envelope));
            }
        }
        kept.sort_by_key(|(stream, envelope)| (stream.to_string(), envelope.sequence));
        kept
    };
    let mut before = kept(&place);
    let mut grew = false;
    // From no room at all to nearly enough, in units of 512 or 1024 bytes.
    for blocks in [1, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let ran = Ran::of(place.shell(&script, &practice), b"");
        if ran.code != Some(0) {
            let ran = ran.exits(4).says("hotseat.db").says("space");
            assert_eq!(ran.stdout, "", "{blocks}");
        }
        let after = kept(&place);
        assert!(before.iter().all(|event| after.contains(event)), "{blocks}: an event is gone");
        grew |= after.len() > before.len();
        before = after;
    }
    assert!(grew, "no limit let a part of an attempt through");
    place.hotseat(&practice).succeeds();
    place.hotseat(&["history"]).succeeds();
}
