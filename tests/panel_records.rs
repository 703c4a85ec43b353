//! `hotseat panel`: what leaves it, what is erased, and rates by group.

use serde_json::{Value, json};

use crate::panel::{ANSWERS, decide, panel, round};
use crate::support::Bakery;

fn sheet(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_spreadsheet_runs_nothing_that_a_stranger_wrote_and_gives_back_what_was_written() {
    let bakery = Bakery::new();
    let hostile = [
        "=HYPERLINK(\"http://example.org\",\"dough\")",
        "+1; I knead the dough, \"well\"",
        "-2+3 and I knead the dough",
        "@SUM(1) I knead the dough",
        "\t=1 I knead the dough",
        "＝1 I knead the dough",
        "  =1 I knead the dough",
        "'=1 I knead the dough",
        "\u{1b}=1 I knead the dough",
        "I knead the dough,\nand \"heat\" the oven; =1",
    ];
    let lines: String = hostile
        .iter()
        .enumerate()
        .map(|(n, text)| format!("{}\n", json!({ "candidate": n, "text": text })))
        .collect();
    bakery.0.write("round-7.jsonl", lines);
    panel(&bakery, &["score", "round-7.jsonl", "--question", "bread/plan"]).succeeds();
    panel(
        &bakery,
        &[
            "decide",
            "round-7",
            "0",
            "--by",
            "ana",
            "--level",
            "0",
            "--reason",
            "=cmd|' /C calc'!A0",
        ],
    )
    .exits(0);
    let text = panel(&bakery, &["export", "round-7", "--csv"]).succeeds().stdout;
    let rows = sheet(&text);
    assert_eq!(rows.len(), 1 + hostile.len());
    for cell in rows.iter().flatten() {
        let first = cell.trim_start().chars().next();
        let is_run = first.is_some_and(|first| "=+-@＝＋－＠".contains(first));
        assert!(!is_run && !cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
    }
    let back = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    for (row, text) in rows[1..].iter().zip(hostile) {
        // A sheet has no use for what steers a terminal.
        assert_eq!(back(&row[3]), text.replace("\u{1b}=", ""));
    }
    assert_eq!(back(&rows[1][11]), "=cmd|' /C calc'!A0");

    // The document for programs has every byte.
    panel(&bakery, &["export", "round-7", "--json", "out.json"]).succeeds().prints("");
    let document: Value = serde_json::from_str(&bakery.0.read("out.json")).unwrap();
    for (answer, text) in document["answers"].as_array().unwrap().iter().zip(hostile) {
        assert_eq!(answer["answer"], text);
    }
    panel(&bakery, &["trail", "round-7"]).succeeds().shows("exported as CSV, SHA-256\n");
}

#[test]
fn an_export_has_advice_and_final_level_beside_each_other() {
    let bakery = round();
    decide(&bakery, "a-2", "3");
    let rows = sheet(&panel(&bakery, &["export", "round-7", "--csv"]).succeeds().stdout);
    let cell = |row: usize, head: &str| {
        let at = rows[0].iter().position(|own| own == head).unwrap_or_else(|| panic!("{head}"));
        rows[row][at].as_str()
    };
    let ids: Vec<&str> = (1..4).map(|row| cell(row, "candidate")).collect();
    assert_eq!(ids, ["a-1", "a-2", "a-3"]);
    assert_eq!(
        (cell(2, "advice level"), cell(2, "final level"), cell(2, "decided by")),
        ("1", "3", "ana")
    );
    assert_eq!(
        (cell(2, "reason"), cell(2, "advice shown before")),
        ("says who kneads, and when", "no")
    );
    assert_eq!(cell(2, "plan/dough evidence"), "knead the dough");
    assert_eq!((cell(1, "final level"), cell(1, "plan/judgement advice")), ("", ""));
    // The receipt of a result in the document still belongs to the answer.
    let text = panel(&bakery, &["export", "round-7", "--json"]).succeeds().stdout;
    let document: Value = serde_json::from_str(&text).unwrap();
    bakery.0.write("result.json", document["answers"][1]["advice"].to_string());
    bakery.0.write("answer.txt", document["answers"][1]["answer"].as_str().unwrap());
    let verify = ["verify", "result.json", "--answer", "answer.txt", "--library", "bakery"];
    bakery.0.hotseat(&verify).succeeds();
    panel(&bakery, &["export", "round-7"]).exits(2);
}

#[test]
fn one_candidate_is_erased_and_every_chain_still_verifies() {
    let bakery = round();
    decide(&bakery, "a-2", "3");
    assert!(contains(&bakery, "both hands") && contains(&bakery, "says who kneads"));
    panel(&bakery, &["purge", "round-7", "a-2"]).exits(1).says("Nothing was erased.");
    panel(&bakery, &["purge", "round-7", "a-2", "--yes"]).only_says(0, "round-7: erased 3 events.");
    panel(&bakery, &["purge", "round-7", "a-2", "--yes"]).only_says(0, "round-7: erased 0 events.");
    assert!(!contains(&bakery, "both hands") && !contains(&bakery, "says who kneads"));
    panel(&bakery, &["trail", "round-7", "a-2"])
        .succeeds()
        .shows("decided: erased ")
        .shows("The chain is whole: 3 events, of which 3 erased.");
    panel(&bakery, &["trail", "round-7"])
        .succeeds()
        .shows("erased: answers, advice and decisions of a-2")
        .shows("3 candidates, every chain whole: 7 events, of which 3 erased.");
    panel(&bakery, &["show", "round-7", "a-2"]).exits(3).says("the answers of `a-2` were erased");
    panel(&bakery, &["show", "round-7", "a-1"]).exits(0);
    panel(&bakery, &["score", "round-7.csv", "--question", "bread/plan"])
        .exits(3)
        .says("line 4 `a-2` was erased; leave the row out");
    let text = panel(&bakery, &["export", "round-7", "--csv"]).succeeds().stdout;
    assert_eq!(sheet(&text)[2][..4], ["a-2", "", "", "(erased)"]);
}

fn contains(bakery: &Bakery, text: &str) -> bool {
    let bytes = bakery.0.bytes_below("data");
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_round_whose_last_day_has_passed_is_named_and_erased() {
    let bakery = round();
    bakery.0.write("later.csv", ANSWERS);
    for (file, until) in [("round-7.csv", "2027-05-31"), ("later.csv", "2028-01-31")] {
        panel(&bakery, &["score", file, "--question", "bread/plan", "--keep-until", until])
            .succeeds();
    }
    panel(&bakery, &["list", "--today", "2027-05-31"]).succeeds().shows("kept until 2027-05-31");
    panel(&bakery, &["list", "--today", "2027-06-01"])
        .succeeds()
        .shows("to be erased since 2027-05-31:");
    panel(&bakery, &["show", "round-7", "--today", "2027-06-01"])
        .succeeds()
        .shows("to be erased since");
    panel(&bakery, &["purge", "--due", "--today", "2027-05-31", "--yes"])
        .only_says(0, "Nothing is due.");
    panel(&bakery, &["keep", "round-7", "2027-06-15"]).exits(0);
    panel(&bakery, &["purge", "--due", "--today", "2027-06-15", "--yes"])
        .only_says(0, "Nothing is due.");
    panel(&bakery, &["purge", "--due", "--today", "2027-06-16", "--yes"])
        .only_says(0, "round-7: erased 11 events.");
    panel(&bakery, &["purge", "--due", "--today", "2027-06-16", "--yes"])
        .only_says(0, "Nothing is due.");

    let list = panel(&bakery, &["list", "--json", "--today", "2027-06-16"]).succeeds().json();
    let told: Vec<_> =
        list.as_array().unwrap().iter().map(|own| (&own["panel"], &own["erased"])).collect();
    assert_eq!(told, [(&json!("later"), &json!(false)), (&json!("round-7"), &json!(true))]);
    panel(&bakery, &["show", "round-7"]).exits(3).says("the panel `round-7` was erased");
    panel(&bakery, &["score", "round-7.csv", "--question", "bread/plan"])
        .exits(3)
        .says("give a new round another name");
    panel(&bakery, &["trail", "round-7"])
        .succeeds()
        .shows("erased: all answers, advice and decisions, since")
        .shows("The chain is whole: 6 events, of which 5 erased.");
    panel(&bakery, &["show", "later", "a-1"]).exits(0);
}

#[test]
fn a_changed_row_breaks_the_chain_and_the_trail_says_where() {
    let bakery = round();
    decide(&bakery, "a-2", "3");
    let database = rusqlite::Connection::open(bakery.0.path("data/hotseat.db")).unwrap();
    let changed = "UPDATE payloads SET payload = replace(payload, '\"level\":3', '\"level\":4') \
                   WHERE stream = 'panel/round-7/a-2' AND sequence = 3";
    assert_eq!(database.execute(changed, []).unwrap(), 1);
    drop(database);
    panel(&bakery, &["trail", "round-7", "a-2"])
        .exits(1)
        .shows("The chain is broken at envelope 3");
    panel(&bakery, &["trail", "round-7"]).exits(1).shows("the chain is broken of: a-2");
    let trail = panel(&bakery, &["trail", "round-7", "--json"]).exits(1).json();
    assert_eq!(trail["candidates"]["broken"], json!(["a-2"]));
}

/// Twelve candidates: of group A six of six reach level 3, of group B three of five; one of group C.
fn grouped() -> Bakery {
    let bakery = round();
    let answers: String = (1..=12)
        .map(|n| format!("b-{n:02},\"I knead the dough and heat the oven, {n}.\"\n"))
        .collect();
    bakery.0.write("twelve.csv", format!("candidate,text\n{answers}"));
    panel(&bakery, &["score", "twelve.csv", "--question", "bread/plan", "--name", "round-7"])
        .succeeds();
    for n in 1..=12 {
        let level = if matches!(n, 10 | 11) { "2" } else { "3" };
        decide(&bakery, &format!("b-{n:02}"), level);
    }
    let groups: String = (1..=12)
        .map(|n| {
            format!(
                "b-{n:02},{}\n",
                if n <= 6 {
                    "A"
                } else if n <= 11 {
                    "B"
                } else {
                    "Zeta"
                }
            )
        })
        .collect();
    bakery.0.write("groups.csv", format!("candidate,group\n{groups}a-1,\nz-1,A\n"));
    bakery
}

#[test]
fn rates_by_group_are_those_worked_out_by_hand() {
    let bakery = grouped();
    let impact =
        panel(&bakery, &["impact", "round-7", "--groups", "groups.csv", "--from", "3", "--json"])
            .succeeds()
            .json();
    assert_eq!(
        (&impact["grouped"], &impact["without_group"], &impact["not_here"]),
        (&json!(12), &json!(3), &json!(1))
    );
    let answer = &impact["questions"][0]["answer"];
    let [a, b, zeta] = &answer["decided"].as_array().unwrap()[..] else { panic!("{impact:#}") };
    assert_eq!(
        (&a["rate"]["reached"], &a["rate"]["of"], &a["rate"]["ratio"]),
        (&json!(6), &json!(6), &json!(null))
    );
    assert_eq!((&b["rate"]["reached"], &b["rate"]["of"]), (&json!(3), &json!(5)));
    // 3/5 beside 6/6 is 0.6; with four of five it is 0.8 to the letter.
    let ratio = &b["rate"]["ratio"];
    assert!((ratio["value"].as_f64().unwrap() - 0.6).abs() < 1e-12);
    assert_eq!(ratio["flips"], json!({ "is_four_fifths": false, "decisions": 1 }));
    assert_eq!((&ratio["to"], &ratio["n_too_small"]), (&json!("A"), &json!(true)));
    // Wilson for 3 of 5: (3 + z²/2 ± z √(6/5 + z²/4)) / (5 + z²).
    let low = b["rate"]["interval"][0].as_f64().unwrap();
    assert!((low - 0.230_7).abs() < 1e-4, "{low}");
    assert_eq!(zeta, &json!({ "group": "Zeta", "rate": null }), "one person is not singled out");
    // The engine advised all of them alike.
    let advised: Vec<_> =
        answer["advised"].as_array().unwrap().iter().map(|own| &own["rate"]["reached"]).collect();
    assert_eq!(advised, [&json!(6), &json!(5), &json!(null)]);
    let criteria: Vec<_> = impact["questions"][0]["criteria"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| (&own["id"], &own["from"]))
        .collect();
    assert_eq!(
        criteria,
        [
            (&json!("dough"), &json!(1)),
            (&json!("oven"), &json!(1)),
            (&json!("judgement"), &json!(1))
        ]
    );

    let page = panel(&bakery, &["impact", "round-7", "--groups", "groups.csv", "--from", "3"])
        .succeeds()
        .stdout;
    for part in ["3 of 5", "60 % (23 to 88)", "too few to show", "1 to reach"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn groups_are_kept_nowhere_and_that_they_were_looked_at_is() {
    let bakery = grouped();
    panel(&bakery, &["impact", "round-7", "--groups", "groups.csv"]).succeeds();
    assert!(!contains(&bakery, "Zeta"));
    panel(&bakery, &["trail", "round-7"])
        .succeeds()
        .shows("rates by group were looked at: level 2 or more, 3");
}

#[test]
fn a_file_of_groups_that_cannot_be_used_says_why() {
    let bakery = round();
    for (text, problem) in [
        ("", "groups.csv: has no column `candidate`"),
        ("candidate,team\na-1,A\n", "groups.csv: has no column `group`"),
        ("candidate,group\nAna Meier,A\n", "groups.csv: line 2 is of nobody"),
        (
            "candidate,group\na-1,A\na-1,B\n",
            "groups.csv: line 3 puts `a-1` into `B`, and an earlier one into `A`",
        ),
    ] {
        bakery.0.write("groups.csv", text);
        panel(&bakery, &["impact", "round-7", "--groups", "groups.csv"]).exits(3).says(problem);
    }
    bakery.0.write("groups.csv", "candidate,group\na-1,A\n");
    for from in ["0", "5"] {
        panel(&bakery, &["impact", "round-7", "--groups", "groups.csv", "--from", from])
            .exits(2)
            .says("there is no level");
    }
}

#[test]
fn a_day_that_cannot_be_read_is_refused_with_one_that_can() {
    let bakery = round();
    for day in ["31.12.2027", "tomorrow", "2027-02-30"] {
        panel(&bakery, &["keep", "round-7", day])
            .exits(2)
            .says("write year, month and day, such as 2027-05-31");
    }
}
