//! `hotseat score` with a file of many answers.

use serde_json::{Value, json};

use crate::support::{Bakery, Place, asked};

const QUESTION: &str = "chatbot-explainability/scope";
const ANSWER: &str = "I would ask the people who built it what it may answer.";

fn ids(documents: &[Value]) -> Vec<Option<&str>> {
    documents.iter().map(|document| document["id"].as_str()).collect()
}

#[test]
fn each_answer_has_one_line_in_the_order_of_the_file() {
    let place = Place::new();
    let lines: String = (1..=9)
        .map(|n| format!("{}\n", json!({ "id": format!("a-{n}"), "text": ANSWER.repeat(n) })))
        .collect();
    place.write("answers.jsonl", lines);
    let run = place.hotseat(&["score", QUESTION, "answers.jsonl", "--json"]).succeeds();
    let documents = run.json_lines();
    let expected: Vec<String> = (1..=9).map(|n| format!("a-{n}")).collect();
    assert_eq!(ids(&documents), expected.iter().map(|id| Some(id.as_str())).collect::<Vec<_>>());
    for document in &documents {
        assert_eq!((&document["schema"], &document["status"]), (&json!(1), &json!("scored")));
    }
}

#[test]
fn ids_are_kept_as_they_are() {
    let place = Place::new();
    let lines = format!(
        "{}\n{}\n{}\n{}\n",
        json!({ "id": "Zoë / 3", "text": ANSWER }),
        json!({ "id": 7, "text": ANSWER }),
        json!({ "id": null, "text": ANSWER }),
        json!({ "text": ANSWER, "rater": "is passed over" }),
    );
    place.write("answers.jsonl", lines);
    let run = place.hotseat(&["score", QUESTION, "answers.jsonl", "--json"]).succeeds();
    assert_eq!(ids(&run.json_lines()), [Some("Zoë / 3"), Some("7"), None, None]);
}

#[test]
fn a_spreadsheet_gives_the_same_as_lines_of_json() {
    let place = Place::new();
    let quoted = "I would ask \"the people who built it\",\nand write down what it may answer.";
    let lines = format!(
        "{}\n{}\n",
        json!({ "id": "a", "text": ANSWER }),
        json!({ "id": "b", "text": quoted })
    );
    place.write("answers.jsonl", lines);
    let sheet = format!(
        "\u{feff}ID,who,Text\r\na,x,{ANSWER}\r\nb,y,\"{}\"\r\n",
        quoted.replace('"', "\"\"")
    );
    place.write("answers.csv", sheet);
    let from = |file| place.hotseat(&["score", QUESTION, file, "--json"]).succeeds().stdout;
    assert_eq!(from("answers.csv"), from("answers.jsonl"));
}

#[test]
fn a_broken_line_is_named_and_the_others_are_scored() {
    let place = Place::new();
    let mut lines = format!("{}\n\n", json!({ "id": "first", "text": ANSWER })).into_bytes();
    lines.extend(b"{\"id\": \"x\"}\nnonsense\n[1]\n\"text\"\n{\"text\": 3}\n");
    lines.extend(b"{\"text\": \"caf\xe9\"}\n{\"id\": {}, \"text\": \"x\"}\n");
    lines.extend(format!("{}", json!({ "id": "last", "text": ANSWER })).into_bytes());
    place.write("answers.jsonl", lines);
    let run = place.hotseat(&["score", QUESTION, "answers.jsonl", "--json"]).exits(3);
    let documents = run.json_lines();
    assert_eq!(documents.len(), 9);
    let broken = 3..=9;
    for (document, line) in documents[1..8].iter().zip(broken.clone()) {
        assert_eq!((&document["status"], &document["line"]), (&json!("invalid"), &json!(line)));
    }
    assert_eq!((ids(&documents)[0], ids(&documents)[8]), (Some("first"), Some("last")));
    for line in broken {
        assert!(run.stderr.contains(&format!("answers.jsonl: line {line} ")), "{run:#?}");
    }
    assert_eq!(run.stderr.lines().count(), 7);
    let table = place.hotseat(&["score", QUESTION, "answers.jsonl"]).exits(3);
    assert_eq!(table.stdout.lines().count(), 9);
}

#[test]
fn a_broken_row_of_a_spreadsheet_is_named_and_the_others_are_scored() {
    let place = Place::new();
    let mut sheet = format!("id,text\na,\"{ANSWER}\n{ANSWER}\"\nb\n").into_bytes();
    sheet.extend(b"c,caf\xe9\n");
    sheet.extend(format!("d,{ANSWER}\n").into_bytes());
    place.write("answers.csv", sheet);
    let run = place
        .hotseat(&["score", QUESTION, "answers.csv", "--json"])
        .exits(3)
        .says("answers.csv: line 4 has no cell for `text`")
        .says("answers.csv: line 5 is not UTF-8");
    let statuses: Vec<Value> = run.json_lines().iter().map(|d| d["status"].clone()).collect();
    assert_eq!(statuses, ["scored", "invalid", "invalid", "scored"]);
}

#[test]
fn a_text_that_a_comma_cuts_in_two_is_refused_and_not_scored_by_its_half() {
    let place = Place::new();
    place.write(
        "answers.csv",
        format!("id,text\na,I stop the line, and ring the shops.\nb,{ANSWER}\n"),
    );
    let run = place.hotseat(&["score", QUESTION, "answers.csv", "--json"]).exits(3).says(
        "answers.csv: line 2 has 3 cells, and the first line names 2 columns; a text with a comma in it \
         stands between quotation marks",
    );
    let statuses: Vec<Value> = run.json_lines().iter().map(|d| d["status"].clone()).collect();
    assert_eq!(statuses, ["invalid", "scored"]);
    // What a spreadsheet leaves behind the last column is nothing.
    place.write("answers.csv", format!("id,text\nb,{ANSWER},,\n"));
    place.hotseat(&["score", QUESTION, "answers.csv", "--json"]).succeeds();
}

#[test]
fn a_quotation_that_is_never_closed_swallows_nobody() {
    let place = Place::new();
    let sheet = format!("id,text\na,{ANSWER}\nb,\"I stop the line.\nc,{ANSWER}\nd,x y z w v\n");
    place.write("answers.csv", sheet);
    let run = place
        .hotseat(&["score", QUESTION, "answers.csv", "--json"])
        .exits(3)
        .says("answers.csv: line 3 opens a quotation mark that is not closed");
    let statuses: Vec<Value> = run.json_lines().iter().map(|d| d["status"].clone()).collect();
    assert_eq!(statuses, ["scored", "invalid"]);
    // One that ends at the next row's mark takes that row alone with it, wherever it stands.
    for start in ["", "\u{feff}"] {
        let sheet =
            format!("{start}id,text\na,\"{ANSWER}\"\nb,\"I stop.\nc,\"x y z w\"\nd,\"{ANSWER}\"\n");
        place.write("answers.csv", sheet);
        let run = place
            .hotseat(&["score", QUESTION, "answers.csv", "--json"])
            .exits(3)
            .says("answers.csv: line 3 opens a quotation mark that is not closed");
        let statuses: Vec<Value> = run.json_lines().iter().map(|d| d["status"].clone()).collect();
        assert_eq!(statuses, ["scored", "invalid", "scored"]);
    }
    // A last answer of several lines that is closed is one, and so is an inch in the middle of a row.
    let sheet = format!(
        "id,text\na,a 5\" screen is what I would buy\nb,\"{ANSWER}\n{ANSWER}\"\nc,{ANSWER}\n"
    );
    place.write("answers.csv", sheet);
    place.hotseat(&["score", QUESTION, "answers.csv", "--json"]).succeeds();
}

#[test]
fn a_spreadsheet_has_one_column_of_answers() {
    let place = Place::new();
    place.write("answers.csv", "id,text,Text\na,one,two\n");
    place
        .hotseat(&["score", QUESTION, "answers.csv"])
        .exits(3)
        .says("answers.csv: line 1 has two columns `text`");
}

#[test]
fn a_spreadsheet_without_the_column_says_so() {
    let place = Place::new();
    for sheet in ["", "id,answer\na,x\n"] {
        place.write("answers.csv", sheet);
        place
            .hotseat(&["score", QUESTION, "answers.csv"])
            .exits(3)
            .says("has no column `text`; the first line must name the columns id and text");
    }
}

#[test]
fn an_empty_file_holds_no_answers() {
    let place = Place::new();
    place.write("answers.jsonl", "\n\n");
    place.hotseat(&["score", QUESTION, "answers.jsonl", "--json"]).succeeds().prints("");
}

#[test]
fn lines_may_begin_with_a_byte_order_mark() {
    let place = Place::new();
    place.write("answers.jsonl", format!("\u{feff}{}\n", json!({ "text": ANSWER })));
    place.hotseat(&["score", QUESTION, "answers.jsonl"]).succeeds();
}

#[test]
fn without_json_there_is_a_table_to_cut() {
    let bakery = Bakery::new();
    bakery.0.write(
        "answers.csv",
        "id,text\na,I knead the dough and heat the oven.\nb,I like bread.\nc,\n",
    );
    bakery
        .0
        .hotseat(&["score", "bread/plan", "answers.csv", "--library", "bakery"])
        .succeeds()
        .prints("a\t3\t67\tgood\nb\t0\t0\tnot shown, too-short\nc\t-\t-\tnot scored, empty\n");
}

#[test]
fn two_thousand_answers_give_the_same_bytes_on_one_core_and_on_four() {
    let place = Place::new();
    let asked = asked().iter().find(|asked| asked.name == QUESTION).unwrap();
    let texts = asked.marked.iter().map(|(_, text)| text).cycle();
    let lines: String = texts
        .take(2_000)
        .enumerate()
        .map(|(n, text)| {
            let text = text.split(". ").skip(n % 5).collect::<Vec<_>>().join(". ");
            format!("{}\n", json!({ "id": n, "text": text }))
        })
        .collect();
    place.write("answers.jsonl", lines);
    let on = |cores: &str| {
        let mut command = place.command(&["score", QUESTION, "answers.jsonl", "--json"]);
        command.env("RAYON_NUM_THREADS", cores);
        crate::support::Ran::of(command, b"").succeeds().stdout
    };
    let one = on("1");
    assert_eq!(one.lines().count(), 2_000);
    assert!(one == on("4"), "four cores give other bytes than one");
}
