//! `hotseat panel`: taking answers in, looking at them, deciding.

use std::collections::BTreeSet;

use hotseat::store::{Entry, Salt, SqliteStore, Store as _, StreamId};
use serde_json::{Value, json};

use crate::support::{Bakery, Ran};

pub const ANSWERS: &str = "candidate,text\n\
    a-3,I like bread.\n\
    a-1,\"I heat the oven. Meanwhile I knead the dough, and the dough rests for an hour.\"\n\
    a-2,\"I knead the dough with both hands, and that is what matters most to me.\"\n";

const JUDGEMENT: &str = "
[[criterion]]
id = \"judgement\"
title = \"Would be good to work with at four in the morning\"
by = \"person\"
levels = [{ at = 1, text = \"Says who does what.\" }, { at = 2, text = \"Also asks.\" }]
";

/// A round of three candidates, `round-7`, in the library of bread.
pub fn round() -> Bakery {
    let bakery = Bakery::new();
    let rubric = bakery.0.read("bakery/rubrics/bread/plan.toml");
    bakery.0.write("bakery/rubrics/bread/plan.toml", rubric + JUDGEMENT);
    bakery.0.write("round-7.csv", ANSWERS);
    panel(&bakery, &["score", "round-7.csv", "--question", "bread/plan"]).succeeds();
    bakery
}

pub fn panel(bakery: &Bakery, arguments: &[&str]) -> Ran {
    bakery.0.hotseat(&[&["panel"], arguments, &["--library", "bakery"]].concat())
}

fn shown(bakery: &Bakery, arguments: &[&str]) -> Value {
    panel(bakery, &[&["show"], arguments, &["--json"]].concat()).succeeds().json()
}

pub fn decide(bakery: &Bakery, candidate: &str, level: &str) {
    let reason = ["--reason", "says who kneads, and when"];
    panel(
        bakery,
        &[&["decide", "round-7", candidate, "--by", "ana", "--level", level], &reason[..]].concat(),
    )
    .exits(0)
    .says(format!("On record: {candidate}, plan."));
}

#[test]
fn before_the_first_round_there_is_none_and_looking_makes_nothing() {
    let bakery = Bakery::new();
    panel(&bakery, &["list"]).only_says(0, "No rounds yet. `hotseat panel score` opens one.");
    panel(&bakery, &["purge", "--due", "--yes"]).only_says(0, "Nothing is due.");
    for what in ["show", "trail"] {
        panel(&bakery, &[what, "round-7"]).exits(3).says("there is no panel `round-7`");
    }
    assert!(!bakery.0.path("data").exists());
}

#[test]
fn answers_are_taken_in_once_and_shown_by_candidate_never_by_level() {
    let bakery = round();
    panel(&bakery, &["score", "round-7.csv", "--question", "bread/plan"])
        .succeeds()
        .shows("round-7: 0 new answers taken in, 3 known already.");
    let round = shown(&bakery, &["round-7", "--advice"]);
    let answers = round["answers"].as_array().unwrap();
    let levels: Vec<_> =
        answers.iter().map(|own| (own["candidate"].as_str(), &own["advice"]["level"])).collect();
    assert_eq!(
        levels,
        [(Some("a-1"), &json!(4)), (Some("a-2"), &json!(1)), (Some("a-3"), &json!(0))]
    );
    for text in [panel(&bakery, &["show", "round-7", "--advice"]).stdout, round.to_string()] {
        for word in ["percent", "rank", "pass", "fail", "reject", "score"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn another_answer_of_the_same_candidate_is_refused_and_the_rest_is_taken() {
    let bakery = round();
    bakery.0.write(
        "more.csv",
        "candidate,text\na-1,I changed my mind and buy it.\na-4,I knead the dough and heat it.\na-4,\n,x\n",
    );
    panel(&bakery, &["score", "more.csv", "--question", "bread/plan", "--name", "round-7"])
        .exits(3)
        .says("more.csv: line 2 `a-1` has another answer to `plan` already, and it stays")
        .says("more.csv: line 4 `a-4` has another answer")
        .says("more.csv: line 5 is of nobody: `` cannot stand for a candidate: it is empty")
        .shows("round-7: 1 new answer taken in, 3 rows refused.");
    assert_eq!(shown(&bakery, &["round-7"])["answers"].as_array().unwrap().len(), 4);
}

#[test]
fn one_candidate_in_two_spellings_is_told_and_not_taken_for_two() {
    let bakery = round();
    let text = "candidate,text\nA-1,I buy it.\nB-9,I knead the dough.\nb-9,I heat the oven.\n";
    bakery.0.write("more.csv", text);
    panel(&bakery, &["score", "more.csv", "--question", "bread/plan", "--name", "round-7"])
        .exits(3)
        .says(
            "more.csv: line 2 `A-1` differs from `a-1` in capitals only; write both as `a-1`, or \
             tell them apart",
        )
        .says("more.csv: line 4 `b-9` differs from `B-9` in capitals only")
        .shows("round-7: 1 new answer taken in, 2 rows refused.");
}

#[test]
fn names_and_addresses_are_refused_and_nothing_is_kept() {
    let bakery = Bakery::new();
    for (file, text, problem) in [
        (
            "r.csv",
            "candidate,Full Name,text\na-1,Ana,x\n",
            "has a column `Full Name`, which tells who",
        ),
        ("r.csv", "candidate,E-Mail,text\na-1,a@b.c,x\n", "has a column `E-Mail`"),
        ("r.csv", "candidate,gender,text\na-1,f,x\n", "has a column `gender`"),
        (
            "r.csv",
            "candidate,text\nana@example.org,x\n",
            "it looks like an e-mail address; write a number or code",
        ),
        ("r.csv", "candidate,text\nAna Meier,x\n", "it has a space in it and may be a name"),
        ("r.csv", "candidate,text\n../../x1,x\n", "it has other characters"),
        ("r.csv", "id,text\na-1,x\n", "has no `candidate`"),
        (
            "r.csv",
            "candidate,answer\na-1,x\n",
            "the first line must name the columns candidate and text",
        ),
        (
            "r.jsonl",
            "{\"candidate\":\"a-1\",\"email\":\"a@b.c\",\"text\":\"x\"}\n",
            "has a column `email`",
        ),
        ("r.jsonl", "{\"candidate\":\"a\\u001b[2J1\",\"text\":\"x\"}\n", "it has other characters"),
    ] {
        bakery.0.write(file, text);
        panel(&bakery, &["score", file, "--question", "bread/plan"]).exits(3).says(problem);
    }
    assert!(!bakery.0.path("data").exists());
}

#[test]
fn forged_names_reach_no_other_stream_and_no_file() {
    let bakery = round();
    for name in ["../round-7", "round-7/a-1", "attempt/x", "Round 7", ""] {
        let run = panel(&bakery, &["trail", name]);
        assert!(run.code == Some(2) || run.code == Some(3), "{run:#?}");
        assert!(run.stderr.contains("cannot name a panel's round"), "{run:#?}");
        panel(
            &bakery,
            &["score", "round-7.csv", "--question", "bread/plan", &format!("--name={name}")],
        )
        .exits(2);
    }
    for candidate in ["../a-1", "a-1/../a-2", "a-1 ", "a@1"] {
        panel(&bakery, &["trail", "round-7", candidate])
            .exits(2)
            .says("cannot stand for a candidate");
    }
    panel(&bakery, &["show", "round-7", "a-11"]).exits(3).says("did you mean `a-1`?");
    panel(&bakery, &["show", "round-8"]).exits(3).says("did you mean `round-7`?");
    panel(&bakery, &["score", "round-7.csv", "--question", "chatbot-explainability/scope"])
        .exits(2)
        .says("the panel `round-7` is about `bread`");
}

#[test]
fn a_file_may_hold_answers_to_several_questions() {
    let bakery = Bakery::new();
    let lines: String = ["scope", "requirement", "nonsense", ""]
        .iter()
        .map(|question| {
            format!(
                "{}\n",
                json!({ "candidate": "a-1", "question": question, "text": "I ask the owner." })
            )
        })
        .collect();
    bakery.0.write("round-8.jsonl", lines);
    panel(&bakery, &["score", "round-8.jsonl", "--question", "chatbot-explainability"])
        .exits(3)
        .says("line 2 there is no question `requirement` here")
        .says("line 3 there is no question `nonsense` here")
        .says("line 4 names no question in the column `question`")
        .shows("1 new answer taken in, 3 rows refused");
}

#[test]
fn rows_that_repeat_within_one_file_are_scored_once() {
    let bakery = Bakery::new();
    let row = |n: usize| {
        format!("{}\n", json!({ "candidate": n, "text": format!("I knead the dough {n} times.") }))
    };
    // Next to each other, in the next chunk, and far apart.
    let lines: String = (0..700)
        .map(|n| row(n) + &row(n) + &row(n.saturating_sub(200)) + &row(n.saturating_sub(600)))
        .collect();
    bakery.0.write("many.jsonl", lines);
    let counts = panel(&bakery, &["score", "many.jsonl", "--question", "bread/plan", "--json"])
        .succeeds()
        .json();
    assert_eq!(counts["rows"], json!({ "new": 700, "known": 2_100, "resumed": 0, "refused": 0 }));
    panel(&bakery, &["trail", "many"])
        .succeeds()
        .shows("700 candidates, every chain whole: 1400 events, of which 0 erased.");
}

#[test]
fn a_run_that_was_interrupted_is_finished_by_running_it_again() {
    let bakery = round();
    // As it is left when the program dies between an answer and its score.
    let store = SqliteStore::open(&bakery.0.path("data/hotseat.db")).unwrap();
    let text = "I preheat the oven and knead the dough.";
    let received = Entry {
        kind: "received".to_owned(),
        time: 1,
        payload: json!({ "event": "received", "question": "plan", "text": text }).to_string(),
        salt: Salt([1; 32]),
    };
    store.append(&StreamId::new("panel/round-7/a-9").unwrap(), 0, &[received]).unwrap();
    drop(store);
    let states = |round: &Value| -> BTreeSet<String> {
        let answers = round["answers"].as_array().unwrap();
        answers.iter().map(|own| own["state"].as_str().unwrap().to_owned()).collect()
    };
    assert!(states(&shown(&bakery, &["round-7"])).contains("unscored"));
    bakery.0.write("more.csv", format!("candidate,text\na-9,{text}\n"));
    panel(&bakery, &["score", "more.csv", "--question", "bread/plan", "--name", "round-7"])
        .succeeds()
        .shows("0 new answers taken in, 1 known already (1 scored only now).");
    assert_eq!(states(&shown(&bakery, &["round-7"])), BTreeSet::from(["undecided".to_owned()]));
}

#[test]
fn a_round_is_scored_to_its_end_with_the_rubric_that_it_began_with() {
    let bakery = round();
    let before = shown(&bakery, &["round-7", "a-1"])["answers"].clone();
    bakery.change("rubrics/bread/plan.toml", "cuts = [20, 40, 60, 80]", "cuts = [96, 97, 98, 99]");
    bakery.0.write("more.csv", ANSWERS.replace("a-", "b-"));
    panel(&bakery, &["score", "more.csv", "--question", "bread/plan", "--name", "round-7"])
        .exits(0)
        .says("the library has changed since round-7 was opened");
    let (old, new) = (shown(&bakery, &["round-7", "a-1"]), shown(&bakery, &["round-7", "b-1"]));
    assert_eq!(old["answers"][0]["advice"], new["answers"][0]["advice"]);
    assert_eq!(old["answers"][0]["advice"], before[0]["advice"]);
}

#[test]
fn advice_is_kept_back_until_a_person_has_decided() {
    let bakery = round();
    let row = |at: usize| shown(&bakery, &["round-7"])["answers"][at].clone();
    assert_eq!((&row(1)["advice"], &row(1)["state"]), (&json!(null), &json!("undecided")));
    panel(&bakery, &["show", "round-7"])
        .succeeds()
        .shows("a-2       │ plan     │ kept back │ -     │ -  │ a person decides judgement");
    let alone = panel(&bakery, &["show", "round-7", "a-2", "--answer-only"]).exits(0);
    assert!(alone.stdout.contains("both hands") && !alone.stdout.contains("advice"), "{alone:#?}");

    decide(&bakery, "a-2", "3");
    assert_eq!((&row(1)["advice"]["level"], &row(1)["decision"]["level"]), (&json!(1), &json!(3)));
    assert_eq!(row(1)["decision"]["advice_shown"], json!(false));

    // Of this one the advice is looked at first, and of all others, too.
    let kept = panel(&bakery, &["show", "round-7", "a-1", "--by", "ana"]).exits(0);
    assert!(!kept.stdout.contains("The whole answer"), "{kept:#?}");
    kept.says("Advice is kept back");
    panel(&bakery, &["show", "round-7", "a-1", "--by", "ana", "--advice"])
        .exits(0)
        .shows("The whole answer");
    decide(&bakery, "a-1", "4");
    assert_eq!(row(0)["decision"]["advice_shown"], json!(true));
    panel(&bakery, &["show", "round-7", "--advice"]).succeeds();
    decide(&bakery, "a-3", "1");
    assert_eq!(row(2)["decision"]["advice_shown"], json!(true));
    panel(&bakery, &["trail", "round-7", "a-1"]).succeeds().shows("advice on plan shown to ana");
    panel(&bakery, &["trail", "round-7"])
        .succeeds()
        .shows("the advice on undecided answers was shown");
}

#[test]
fn a_change_of_mind_is_kept_beside_what_was_entered_before() {
    let bakery = round();
    decide(&bakery, "a-2", "3");
    panel(
        &bakery,
        &[
            "decide",
            "round-7",
            "a-2",
            "--by",
            "ben",
            "--level",
            "2",
            "--reason",
            "no oven, asked twice",
            "--criterion",
            "judgement=2",
        ],
    )
    .exits(0);
    let answer = shown(&bakery, &["round-7", "a-2"])["answers"][0].clone();
    let decisions: Vec<_> = answer["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| (own["by"].as_str().unwrap(), own["level"].as_u64().unwrap()))
        .collect();
    assert_eq!(decisions, [("ana", 3), ("ben", 2)]);
    assert_eq!(answer["decision"]["criteria"], json!({ "judgement": 2 }));
    let page = panel(&bakery, &["show", "round-7", "a-2"]).exits(0);
    for part in
        ["\"knead the dough\"", "a person decides", "Level 3", "replaced", "Level 2 (judgement 2)"]
    {
        assert!(page.stdout.contains(part), "{part}: {page:#?}");
    }
}

#[test]
fn a_level_without_a_reason_or_a_person_or_beyond_the_scale_is_not_taken() {
    let bakery = round();
    let tried =
        |arguments: &[&str]| panel(&bakery, &[&["decide", "round-7", "a-1"], arguments].concat());
    let whole = ["--by", "ana", "--level", "2", "--reason", "says when"];
    for (at, value, problem) in [
        (5, " ", "a level needs a reason"),
        (5, "2.", "a level needs a reason"),
        (1, "Ana Meier", "cannot stand for a person who decides"),
        (3, "5", "there is no level 5 of the answer: it goes from 0 to 4"),
    ] {
        let mut arguments = whole;
        arguments[at] = value;
        tried(&arguments).exits(2).says(problem);
    }
    for (criterion, problem) in [
        ("judgement", "write CRITERION=LEVEL"),
        ("judgement=3", "there is no level 3 of `judgement`: it goes from 0 to 2"),
        ("judgment=1", "did you mean `judgement`?"),
    ] {
        tried(&[&whole[..], &["--criterion", criterion]].concat()).exits(2).says(problem);
    }
    let twice = ["--criterion", "judgement=1", "--criterion", "judgement=2"];
    tried(&[&whole[..], &twice].concat())
        .exits(2)
        .says("`judgement` has 1 already; give each criterion once");
    tried(&["--by", "ana", "--level", "2"]).exits(2).says("a decision needs --by RATER");
    tried(&[&whole[..], &["--question", "flour"]].concat())
        .exits(3)
        .says("there is no question `flour` here");
    let row = &shown(&bakery, &["round-7"])["answers"][0];
    assert_eq!(row["decision"], json!(null));
}

#[test]
fn who_is_asked_sees_the_answer_first_and_the_advice_only_after_the_level() {
    let bakery = round();
    let arguments = ["panel", "decide", "round-7", "a-2", "--plain"];
    let lines = "Ana Meier\nana\n7\n3\n1\n.\nsays who kneads\n2\n2\nthe oven is missing\n";
    let run = bakery.0.hotseat_reading(&arguments, lines).exits(0);
    let at = |part: &str| run.stdout.find(part).unwrap_or_else(|| panic!("no {part}: {run:#?}"));
    let order = [
        at("both hands"),
        at("Who decides?"),
        at("Type lower-case letters, digits and single hyphens"),
        at("Your level, 0 to 4:"),
        at("Type a level from 0 to 4."),
        at("morning\", a person decides, 0 to 2:"),
        at("Why, in words of the job?"),
        at("The whole answer"),
        at("Your level 3 is kept."),
    ];
    assert!(at("Says who does what.") < at("Your level, 0 to 4:"));
    assert!(order[0] < order[1] && order[1..].is_sorted_by_key(|at| *at), "{run:#?}");
    let answer = shown(&bakery, &["round-7", "a-2"])["answers"][0].clone();
    let told: Vec<_> = answer["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| {
            json!([own["level"], own["advice_shown"], own["reason"], own["criteria"]["judgement"]])
        })
        .collect();
    assert_eq!(
        told,
        [json!([3, false, "says who kneads", 1]), json!([2, true, "the oven is missing", 1])]
    );

    let left = bakery
        .0
        .hotseat_reading(&["panel", "decide", "round-7", "a-1", "--plain"], "ana\n4\n/leave\n");
    left.exits(1).says("Nothing was entered.");
    assert_eq!(shown(&bakery, &["round-7"])["answers"][0]["decision"], json!(null));
}
