//! `hotseat mark`: a rater gives levels, blind to the scorer, to other raters, and to the names of
//! the answers.

use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use hotseat::content::lower;
use hotseat::content::marked::{Mark, Marks};
use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Bakery, Place, Ran};

/// Ids that give levels away, as people write them.
const ANSWERS: [(&str, &str); 5] = [
    ("strong-1", "I heat the stove, and meanwhile I knead the dough, which then rests."),
    ("middling-1", "I knead the dough, and the dough rests for an hour."),
    ("middling-2", "I knead the dough with both hands."),
    ("weak-1", "I would heat the oven in good time."),
    ("nothing-1", "I would buy a loaf round the corner."),
];

const OWN: &str = "bakery/rubrics/bread/plan.marks/ben.toml";
const ARGUMENTS: [&str; 7] =
    ["mark", "bread/plan", "--library", "bakery", "--rater", "ben", "--plain"];

fn bakery() -> Bakery {
    let bakery = Bakery::unmarked();
    let answers: String = ANSWERS
        .iter()
        .map(|(id, text)| {
            format!("[[marked]]\nid = \"{id}\"\nset = \"tune\"\ntext = \"{text}\"\n\n")
        })
        .collect();
    bakery.0.write("bakery/rubrics/bread/plan.marked.toml", answers);
    let marks: String = ANSWERS
        .iter()
        .zip([4, 3, 2, 1, 0])
        .map(|((id, _), l)| format!("{id} = {{ level = {l} }}\n"))
        .collect();
    bakery.0.write(
        "bakery/rubrics/bread/plan.marks/quill.toml",
        format!("rater = \"quill\"\n\n[mark]\n{marks}"),
    );
    bakery
}

/// What happens when ben types this.
fn mark(bakery: &Bakery, typed: &str, more: &[&str]) -> Ran {
    bakery.0.hotseat_reading(&[&ARGUMENTS, more].concat(), typed)
}

fn read(text: &str) -> Marks {
    lower::marks("ben.toml", text).usable().unwrap_or_else(|why| panic!("{why:#?}\n{text}"))
}

/// Ben's marks by the place at which they were given.
fn given(bakery: &Bakery) -> Vec<Mark> {
    let mut marks: Vec<Mark> = read(&bakery.0.read(OWN)).marks.into_values().collect();
    marks.sort_by_key(|mark| mark.nth);
    marks
}

fn levels(bakery: &Bakery) -> Vec<Option<u8>> {
    given(bakery).iter().map(|mark| mark.level).collect()
}

/// The ids of the answers in the order in which they were on the screen.
fn order(screen: &str) -> Vec<&'static str> {
    let mut seen: Vec<(usize, &str)> =
        ANSWERS.iter().filter_map(|(id, text)| Some((screen.find(&text[..30])?, *id))).collect();
    seen.sort_unstable();
    seen.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn a_sitting_from_the_question_to_the_summary() {
    let bakery = bakery();
    let ran = mark(&bakery, "3\nn\n1\n3\n0\n", &[]).succeeds();
    assert_eq!(levels(&bakery), [Some(3), None, Some(1), Some(3), Some(0)]);
    assert_snapshot!(ran.stdout, @r"
    ── Bread: plan ─────────────────────────────────────────────────────────────────

    How do you make a loaf?

    You mark as ben: 5 answers. ? lists what you can type.

    ── Answer 1 of 5 ───────────────────────────────────────────────────────────────

    I heat the stove, and meanwhile I knead the dough, which then rests.

    0 not shown, 1 weak, 2 partial, 3 good, 4 strong
    Which level? [0-4, n, t, u, r, q or ?]

    ── Answer 2 of 5 ───────────────────────────────────────────────────────────────

    I knead the dough with both hands.

    0 not shown, 1 weak, 2 partial, 3 good, 4 strong
    Which level? [0-4, n, t, u, r, q or ?]

    ── Answer 3 of 5 ───────────────────────────────────────────────────────────────

    I would heat the oven in good time.

    0 not shown, 1 weak, 2 partial, 3 good, 4 strong
    Which level? [0-4, n, t, u, r, q or ?]

    ── Answer 4 of 5 ───────────────────────────────────────────────────────────────

    I would buy a loaf round the corner.

    0 not shown, 1 weak, 2 partial, 3 good, 4 strong
    Which level? [0-4, n, t, u, r, q or ?]

    ── Answer 5 of 5 ───────────────────────────────────────────────────────────────

    I knead the dough, and the dough rests for an hour.

    0 not shown, 1 weak, 2 partial, 3 good, 4 strong
    Which level? [0-4, n, t, u, r, q or ?]

    ── All 5 answers are marked ────────────────────────────────────────────────────

    Your levels:
      0 not shown      1
      1 weak           1
      2 partial        0
      3 good           2
      4 strong         0
      not assessed     1

    They are kept in bakery/rubrics/bread/plan.marks/ben.toml.
    Once others have marked them, too: hotseat agree bread/plan --library bakery
    u goes back to the last one, q leaves.
    What now? [u, q or ?]
    ");
}

#[test]
fn nothing_on_the_screen_gives_a_level_away() {
    let all = "3\nr\np\nb\ne\na\n?\nt A note\nn\nu\n\n0\n2\n1\n";
    let screen = |bakery: &Bakery| mark(bakery, all, &["--criteria"]).succeeds().stdout;
    let one = bakery();
    let shown = screen(&one);
    for (id, _) in ANSWERS {
        assert!(!shown.contains(id), "{id} in {shown}");
    }
    assert!(!shown.contains("quill"), "{shown}");
    assert!(!shown.contains('%'), "{shown}");
    // Whatever the scorer and others say of them, a rater sees the same.
    let other = bakery();
    other.change("rubrics/bread/plan.toml", "kneads = [\"knead > dough\"]", "kneads = [\"stone\"]");
    other.change("rubrics/bread/plan.marks/quill.toml", "strong-1 = { level = 4 }", "");
    other.change(
        "rubrics/bread/plan.marks/quill.toml",
        "weak-1 = { level = 1 }",
        "weak-1 = { level = 4 }",
    );
    assert_eq!(screen(&other), shown);
}

#[test]
fn each_rater_has_an_order_of_their_own() {
    let bakery = bakery();
    let seen = |rater: &str| {
        let arguments = ["mark", "bread/plan", "--library", "bakery", "--plain", "--rater", rater];
        order(&bakery.0.hotseat_reading(&arguments, "1\n1\n1\n1\n1\n").succeeds().stdout)
    };
    let orders: Vec<Vec<&str>> = ["ben", "cleo", "dora"].map(seen).into();
    let in_the_file: Vec<&str> = ANSWERS.iter().map(|(id, _)| *id).collect();
    for (at, order) in orders.iter().enumerate() {
        assert_eq!(order.len(), 5);
        assert_ne!(*order, in_the_file);
        assert!(!orders[..at].contains(order), "{orders:?}");
    }
}

#[test]
fn whoever_leaves_goes_on_where_they_were() {
    let bakery = bakery();
    let first = mark(&bakery, "3\n1\nq\n", &[]).succeeds();
    let first = first.shows("2 of 5 answers marked, and kept in");
    let kept = bakery.0.read(OWN);
    let second =
        mark(&bakery, "", &[]).succeeds().shows("You mark as ben: 5 answers, 2 of them marked.");
    assert_eq!(bakery.0.read(OWN), kept, "looking changes nothing");
    let second = second.shows("Answer 3 of 5");
    assert_eq!(order(&first.stdout)[2], order(&second.stdout)[0]);
    mark(&bakery, "0\n0\n4\n", &[]).succeeds().shows("All 5 answers are marked");
    assert_eq!(levels(&bakery), [3, 1, 0, 0, 4].map(Some));
    // A file is the same whoever has taken how many sittings.
    let whole = self::bakery();
    mark(&whole, "3\n1\n0\n0\n4\n", &[]).succeeds();
    assert_eq!(whole.0.read(OWN), bakery.0.read(OWN));
}

#[test]
fn going_back_changes_a_level_and_enter_leaves_it() {
    let bakery = bakery();
    let ran = mark(&bakery, "u\n3\nu\n4\n2\nu\nu\n\nu\n\n1\n", &[]).succeeds();
    let ran =
        ran.shows("This is the first answer.").shows("You gave it level 3. Enter leaves it so.");
    assert_eq!(levels(&bakery), [4, 2, 1].map(Some));
    ran.shows("You gave it level 4.");
}

#[test]
fn notes_stay_with_their_answers() {
    let bakery = bakery();
    let typed =
        "t Says \"how\", not when: 100 %\n3\nt\nOff the topic\nn\nu\nu\nt -\n\n2\nt lost\nq\n";
    let ran = mark(&bakery, typed, &[]).succeeds().shows("Your note: Off the topic");
    ran.shows("What you have said of answers without a level is not kept.");
    let notes: Vec<Option<String>> = given(&bakery).into_iter().map(|mark| mark.note).collect();
    assert_eq!(notes, [None, Some("Off the topic".to_owned()), None]);
    let again = mark(&bakery, "t Says \"how\"\n1\n", &[]).succeeds();
    assert!(!again.stdout.contains("lost"));
    assert_eq!(given(&bakery)[3].note.as_deref(), Some("Says \"how\""));
}

#[test]
fn criteria_are_asked_one_by_one_with_what_they_ask_for() {
    let bakery = bakery();
    bakery.change(
        "rubrics/bread/plan.toml",
        "[[criterion]]\nid = \"oven\"",
        "[[criterion]]\nid = \"care\"\ntitle = \"Cares\"\nby = \"person\"\nlevels = [{ at = 1, text = \
         \"Thinks of the bread.\" }, { at = 2, text = \"Thinks of those who eat it.\" }]\n\n\
         [[criterion]]\nid = \"oven\"",
    );
    let ran = mark(&bakery, "2\n3\nu\n1\n2\nn\n3\nq\n", &["--criteria"]).succeeds();
    let first = &given(&bakery)[0];
    let criteria: Vec<(&str, u8)> =
        first.criteria.iter().map(|(id, l)| (id.as_str(), *l)).collect();
    assert_eq!((first.level, criteria), (Some(3), vec![("care", 2), ("dough", 1)]));
    let asked =
        ran.stdout.split("Criterion 2 of 3").nth(1).unwrap().split("Criterion").next().unwrap();
    assert_snapshot!(asked, @r"
    : Cares
      0  less than level 1
      1  Thinks of the bread.
      2  Thinks of those who eat it.
    Which level? [0-2, n, t, u, r, q or ?]
    There is no level 3 here: type one from 0 to 2.
    ");
    // What was marked as a whole before is asked for again, and its level stays meanwhile.
    mark(&bakery, "2\n", &[]).succeeds();
    let ran = mark(&bakery, "1\n1\n1\n", &["--criteria"]).succeeds();
    ran.shows("1 of them marked").shows("You gave it level 2.");
    assert_eq!(given(&bakery)[1].level, Some(2));
}

#[test]
fn what_is_no_level_is_told_and_changes_nothing() {
    let bakery = bakery();
    let ran = mark(&bakery, "5\ngood\n\n\u{1b}[2J\n3.5\n99999\nx\n", &[]).succeeds();
    let said: Vec<&str> = ran
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("Which level?"))
        .filter(|line| !line.starts_with("Which level?") && !line.starts_with("0 not shown"))
        .collect();
    assert_snapshot!(said.join("\n"), @r#"
    There is no level 5 here: type one from 0 to 4.
    "good" is neither a level nor a command. ? lists what you can type.
    This answer has no level yet. ? lists what you can type.
    This answer has no level yet. ? lists what you can type.
    "3.5" is neither a level nor a command. ? lists what you can type.
    There is no level 99999. ? lists what you can type.
    "x" is neither a level nor a command. ? lists what you can type.
    Nothing is marked.
    "#);
    assert!(!bakery.0.path(OWN).exists());
}

#[test]
fn marks_are_read_by_check_and_test() {
    let bakery = bakery();
    std::fs::remove_file(bakery.0.path("bakery/rubrics/bread/plan.marks/quill.toml")).unwrap();
    mark(&bakery, "t A \\ \"note\"\n3\n1\nn\n1\n4\n", &["--criteria"]).succeeds();
    let document: Value = bakery.0.json(&["check", "bakery", "--json"]);
    let found = document.to_string();
    assert!(!found.contains("plan.marks/ben.toml"), "{found}");
    mark(&bakery, "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n", &["--criteria"]).succeeds();
    let document = bakery.0.json(&["test", "bread/plan", "--library", "bakery", "--json"]);
    assert!(document.to_string().contains("\"ben\""), "{document:#}");
}

#[test]
fn the_built_in_library_is_never_written_into() {
    let place = Place::new();
    let arguments = ["mark", "chatbot-explainability/scope", "--rater", "ben", "--plain"];
    let refused = place.hotseat_reading(&arguments, "3\n");
    assert_snapshot!(refused.stderr, @r"
    error: the answers to chatbot-explainability/scope are part of the program, which keeps no marks: say with --out DIR where they shall be kept. In a library of your own, `hotseat test` finds them in rubrics/chatbot-explainability/scope.marks
    ");
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    // In a library of one's own, at the place that was named, the marks count.
    place.write("own/library.toml", "name = \"Own\"\nlanguage = \"en\"\n");
    let folder = "own/rubrics/chatbot-explainability/scope.marks";
    let arguments = [&arguments[..], &["--out", folder]].concat();
    place.hotseat_reading(&arguments, "3\nq\n").succeeds();
    let arguments = ["test", "chatbot-explainability/scope", "--library", "own", "--json"];
    assert!(place.json(&arguments).to_string().contains("\"ben\""));
    // And where the file lies over the library, it is found again.
    let arguments =
        ["mark", "chatbot-explainability/scope", "--rater", "ben", "--plain", "--library", "own"];
    place.hotseat_reading(&arguments, "2\nq\n").succeeds().shows("1 of them marked");
    assert_eq!(read(&place.read(format!("{folder}/ben.toml"))).marks.len(), 2);
}

#[test]
fn answers_may_come_from_a_file() {
    let bakery = bakery();
    bakery.0.write("june.csv", "text,id\n\"I knead, then bake.\",c-1\nI buy bread.,c-2\n");
    bakery.0.write("july.jsonl", "{\"id\": 7, \"text\": \"I knead \\u001b[2J the dough.\"}\n");
    let ran = mark(&bakery, "3\n1\n", &["june.csv"]).succeeds().shows("I buy bread.");
    ran.shows("Answer 2 of 2").shows("They are kept in june.marks/ben.toml.");
    assert_eq!(read(&bakery.0.read("june.marks/ben.toml")).marks.len(), 2);
    mark(&bakery, "2\n", &["july.jsonl", "--out", "panel"]).succeeds().shows("I knead  the dough.");
    assert_eq!(read(&bakery.0.read("panel/ben.toml")).marks["7"].level, Some(2));
    // Those of a library may be named by their file, too, and their marks lie where the library's do.
    mark(&bakery, "2\nq\n", &["bakery/rubrics/bread/plan.marked.toml"]).succeeds();
    assert_eq!(levels(&bakery), [Some(2)]);
}

#[test]
fn one_set_alone_can_be_marked() {
    let bakery = bakery();
    bakery.change("rubrics/bread/plan.marked.toml", "set = \"tune\"", "set = \"check\"");
    mark(&bakery, "3\n", &["--set", "check"]).succeeds().shows("The only answer is marked");
    assert_eq!(read(&bakery.0.read(OWN)).marks["strong-1"].level, Some(3));
    mark(&bakery, "", &["--set", "tune"]).succeeds().shows("You mark as ben: 4 answers.");
    bakery.change("rubrics/bread/plan.marked.toml", "set = \"check\"", "set = \"tune\"");
    mark(&bakery, "", &["--set", "check"]).exits(3).says("leave --set out");
}

#[test]
fn what_somebody_wrote_by_hand_stays() {
    let bakery = bakery();
    let by_hand = "# on paper, in May\r\nrater = \"ben\"\r\n\r\n[mark]\r\n# sure of these\r\n\
                   weak-1 = { level = 1 } # very\r\ngone = { level = 3, dough = 2 }\r\n";
    bakery.0.write(OWN, by_hand);
    mark(&bakery, "0\n0\n0\n0\n", &[]).succeeds();
    let text = bakery.0.read(OWN);
    for line in by_hand.lines() {
        assert!(text.lines().any(|own| own == line), "{line:?} is gone from {text}");
    }
    assert_eq!(read(&text.replace("\r\n", "\n")).marks.len(), 6);
    let lost = bakery.0.path("bakery/rubrics/bread/plan.marks/.ben.toml.new");
    assert!(!lost.exists());
}

#[test]
fn files_that_would_lose_something_are_refused() {
    let bakery = bakery();
    bakery.0.write(OWN, "rater = \"ben\"\n\n[mark.weak-1]\nlevel = 1 # very\n");
    mark(&bakery, "0\n", &[]).exits(3).says("write it");
    bakery.0.write(OWN, "rater = \"ben\"\n\n[mark]\nweak-1.level = 1 # very\n");
    mark(&bakery, "0\n", &[]).exits(3).says("line 4: the mark of this answer is not written on");
    bakery.0.write(OWN, "rater = \"ann\"\n\n[mark]\n");
    mark(&bakery, "0\n", &[]).exits(3).says("HS060 other-rater");
    bakery.0.write(OWN, "rater = \"ben\"\n\n[mark]\nweak-1 = { level = \"low\" }\n");
    let before = bakery.0.read(OWN);
    mark(&bakery, "0\n", &[]).exits(3).says("HS004 wrong-type");
    assert_eq!(bakery.0.read(OWN), before);
    bakery.0.write(OWN, b"rater = \"ben\"\n\xff");
    mark(&bakery, "0\n", &[]).exits(3).says("not UTF-8");
}

#[test]
fn bad_arguments_are_answered_with_what_to_write() {
    let bakery = bakery();
    for (rater, instead) in [
        ("Ben B", "ben-b"),
        ("../ben", "ben"),
        ("", "ana"),
        ("ben.toml", "ben-toml"),
        ("a/b", "a-b"),
    ] {
        let arguments = ["mark", "bread/plan", "--library", "bakery", "--rater", rater];
        bakery.0.hotseat(&arguments).exits(2).says(format!("such as {instead}"));
    }
    bakery.0.hotseat(&["mark", "bread/plan"]).exits(2).says("--rater <NAME>");
    bakery.0.write("answers.txt", "I knead.");
    bakery.0.write("no-id.csv", "text\nI knead.\n");
    bakery.0.write("bad-id.csv", "id,text\nC 17,I knead.\n");
    bakery.0.write("twice.csv", "id,text\nc-1,I knead.\nc-1,I bake.\n");
    bakery.0.write("empty.csv", "id,text\n");
    bakery.0.write("bad.jsonl", "{\"id\": \"a\"}\n");
    for (file, code, says) in [
        ("answers.txt", 2, "`answers.txt` is no file of answers"),
        ("none.csv", 3, "cannot read none.csv"),
        ("no-id.csv", 3, "no-id.csv: line 2 has no id"),
        (
            "bad-id.csv",
            3,
            "line 2 has the id `C 17`; write lower-case letters, digits and single hyphens, such as `c-17`",
        ),
        ("twice.csv", 3, "line 3 has the id `c-1`, as a line before it has"),
        ("empty.csv", 3, "empty.csv: no answers to mark"),
        ("bad.jsonl", 3, "bad.jsonl: line 1 has no `text`"),
    ] {
        mark(&bakery, "3\n", &[file]).exits(code).says(says);
    }
    mark(&bakery, "3\n", &["twice.csv", "--set", "tune"]).exits(2).says("--set chooses among");
    let arguments = ["mark", "bread/flour", "--library", "bakery", "--rater", "ben"];
    bakery.0.hotseat(&arguments).exits(2).says("open ones here: plan");
    let unmarked = Bakery::unmarked();
    mark(&unmarked, "3\n", &[]).exits(3).says("no answers to mark");
}

/// Starts the program, and waits until ben's file holds so many marks.
fn marking(bakery: &Bakery, typed: &str, marks: usize) -> std::process::Child {
    let mut child = bakery
        .0
        .command(&ARGUMENTS)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.as_mut().unwrap().write_all(typed.as_bytes()).unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    let path = bakery.0.path(OWN);
    while !std::fs::read_to_string(&path).is_ok_and(|text| read(&text).marks.len() == marks) {
        assert!(Instant::now() < deadline, "{marks} marks were not kept in time");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

#[test]
fn a_kill_loses_no_mark_that_was_given() {
    let bakery = bakery();
    let mut child = marking(&bakery, "3\n1\n", 2);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(levels(&bakery), [3, 1].map(Some));
    // What a crash in the middle of writing has left is in nobody's way.
    bakery.0.write("bakery/rubrics/bread/plan.marks/.ben.toml.new", "rater = \"b");
    mark(&bakery, "4\n", &[]).succeeds().shows("Answer 3 of 5");
    assert_eq!(levels(&bakery), [3, 1, 4].map(Some));
}

#[test]
fn what_another_program_has_written_meanwhile_is_not_written_over() {
    let bakery = bakery();
    let mut child = marking(&bakery, "3\n", 1);
    let theirs = bakery.0.read(OWN).replace("level = 3", "level = 2");
    bakery.0.write(OWN, &theirs);
    child.stdin.take().unwrap().write_all(b"4\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("was changed by somebody else while you marked"), "{said}");
    assert_eq!(bakery.0.read(OWN), theirs);
    // A file that has come where there was none is somebody's, too.
    std::fs::remove_file(bakery.0.path(OWN)).unwrap();
    mark(&bakery, "3\n", &[]).succeeds();
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_library() {
    use std::os::unix::fs::symlink;

    let bakery = bakery();
    let marks = bakery.0.path("bakery/rubrics/bread/plan.marks");
    std::fs::remove_dir_all(&marks).unwrap();
    std::fs::create_dir(bakery.0.path("elsewhere")).unwrap();
    symlink(bakery.0.path("elsewhere"), &marks).unwrap();
    mark(&bakery, "3\n", &[]).exits(3).says("leaves the library");
    std::fs::remove_file(&marks).unwrap();
    symlink(bakery.0.path("not-there"), &marks).unwrap();
    mark(&bakery, "3\n", &[]).exits(3).says("leaves the library");
    std::fs::remove_file(&marks).unwrap();
    std::fs::create_dir(&marks).unwrap();
    bakery.0.write("secret.toml", "rater = \"ben\"\n\n[mark]\n");
    symlink(bakery.0.path("secret.toml"), marks.join("ben.toml")).unwrap();
    mark(&bakery, "3\n", &[]).exits(3).says("leaves the library");
    std::fs::remove_file(marks.join("ben.toml")).unwrap();
    // A link in the place of the file that is being written is not followed.
    symlink(bakery.0.path("secret.toml"), marks.join(".ben.toml.new")).unwrap();
    mark(&bakery, "3\n", &[]).succeeds();
    assert_eq!(bakery.0.read("secret.toml"), "rater = \"ben\"\n\n[mark]\n");
    assert!(std::fs::read_dir(bakery.0.path("elsewhere")).unwrap().next().is_none());
}
