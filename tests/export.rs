//! `hotseat export`: content for other programs.

use crate::support::{Bakery, Place};

#[test]
fn a_table_goes_out_and_comes_back_as_a_rubric() {
    let place = Place::new();
    place.hotseat(&["new", "library", "ward"]).exits(0);
    place.hotseat(&["new", "scenario", "round", "--into", "ward"]).exits(0);
    let table = ["export", "table", "round/plan", "--library", "ward"];
    let printed = place.hotseat(&table).succeeds().stdout;
    insta::assert_snapshot!(printed, @r#"
    criterion,weight,0,1,2
    finds out before it acts,2,,"Asks somebody, or looks at something.",Asks those concerned and looks at what happened.
    names who does what by when,2,,"Somebody, or a date.",Somebody and a date.
    says how one would know that it worked,1,,1 point of: looks again afterwards.,
    "#);
    place.hotseat(&[&table[..], &["--out", "table.csv"]].concat()).succeeds().prints("");
    assert_eq!(place.read("table.csv"), printed);
    let back = ["new", "rubric", "round/again", "--from-table", "table.csv", "--into", "ward"];
    place.hotseat(&back).exits(0);
    let again = ["export", "table", "round/again", "--library", "ward"];
    place.hotseat(&again).succeeds().prints(&printed);
}

#[test]
fn what_a_spreadsheet_would_run_goes_out_as_text() {
    let bakery = Bakery::new();
    bakery.change(
        "rubrics/bread/plan.toml",
        "\"Makes the dough\"",
        "\"=HYPERLINK(\\\"https://example.org\\\",\\\"Makes the dough\\\")\"",
    );
    let place = &bakery.0;
    let table = ["export", "table", "bread/plan", "--library", "bakery", "--out", "table.csv"];
    place.hotseat(&table).succeeds();
    let text = place.read("table.csv");
    assert!(text.contains("\n\"'=HYPERLINK("), "{text}");
    let back = ["new", "rubric", "bread/back", "--from-table", "table.csv", "--into", "bakery"];
    place.hotseat(&back).exits(0);
    let rubric = place.read("bakery/rubrics/bread/back.toml");
    assert!(rubric.contains("title = \"=HYPERLINK("), "{rubric}");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let place = Place::new();
    place.hotseat(&["export", "table", "scope"]).exits(2).says("write SCENARIO/QUESTION");
    place
        .hotseat(&["export", "table", "chatbot-explainability/scop"])
        .exits(3)
        .says("did you mean \"chatbot-explainability/scope\"?");
    place.hotseat(&["export", "table", "../x/y"]).exits(3).says("there is no rubric");
    place.hotseat(&["export"]).exits(2);
    let into = ["export", "table", "chatbot-explainability/scope", "--out", "no/such/folder.csv"];
    place.hotseat(&into).exits(3).says("cannot write no/such/folder.csv");
}

fn practised() -> Bakery {
    let bakery = Bakery::unmarked();
    let place = &bakery.0;
    place.write(
        "answers.toml",
        "plan = \"I knead the dough with both hands, and it is what Quillfeather would do as well.\"\n\
         flour = \"rye\"\n[probes.plan]\noven = \"I heat the oven to 230 degrees first.\"\n",
    );
    place.write("none.toml", "");
    for answers in ["answers.toml", "none.toml"] {
        let practice = ["practice", "bread", "--library", "bakery", "--answers", answers];
        place.hotseat(&practice).succeeds();
    }
    bakery
}

#[test]
fn all_attempts_go_out_as_one_sheet() {
    let place = &practised().0;
    let text = place.hotseat(&["export", "csv"]).succeeds().stdout;
    assert_eq!(text.matches('\u{feff}').count(), 1);
    let rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
        .records()
        .map(|row| row.unwrap().iter().skip(5).take(7).collect::<Vec<_>>().join(","))
        .collect::<Vec<_>>();
    insta::assert_snapshot!(rows.join("\n"), @r"
    plan,open,scored,3,4,67,dough
    plan,open,scored,3,4,67,oven
    flour,choice,scored,,,100,
    plan,open,skipped,,,,
    flour,choice,skipped,,,,
    ");
    place.hotseat(&["export", "csv", "--output", "all.csv"]).succeeds().prints("");
    assert_eq!(place.read("all.csv"), text);
    place.hotseat(&["export", "csv", "--out", "all.csv"]).exits(2).says("--force");
}

#[test]
fn statements_are_the_same_in_each_export_and_keep_the_answers_back() {
    let place = &practised().0;
    let first = place.hotseat(&["export", "xapi"]).succeeds();
    place.hotseat(&["export", "xapi"]).succeeds().prints(&first.stdout);
    assert!(!first.stdout.contains("Quillfeather") && !first.stdout.contains("response"));
    let statements = first.json();
    let told: Vec<String> = statements
        .as_array()
        .unwrap()
        .iter()
        .map(|own| {
            let verb = own["verb"]["display"]["en"].as_str().unwrap();
            let about = own["object"]["id"].as_str().unwrap();
            let scaled = &own["result"]["score"]["scaled"];
            format!("{verb} {about} {scaled}")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    attempted urn:hotseat:scenario:bread null
    answered urn:hotseat:question:bread/plan null
    scored urn:hotseat:question:bread/plan 0.33
    answered urn:hotseat:question:bread/plan/oven null
    scored urn:hotseat:question:bread/plan 0.67
    answered urn:hotseat:question:bread/flour null
    scored urn:hotseat:question:bread/flour 1.0
    completed urn:hotseat:scenario:bread null
    attempted urn:hotseat:scenario:bread null
    completed urn:hotseat:scenario:bread null
    ");
    let ids: std::collections::BTreeSet<&str> =
        statements.as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), told.len());
    let actor = &statements[0]["actor"];
    assert!(statements.as_array().unwrap().iter().all(|own| own["actor"] == *actor));

    let with = place.hotseat(&["export", "xapi", "--with-answers"]).succeeds().json();
    assert_eq!(with[0]["id"], statements[0]["id"]);
    let response = with[1]["result"]["response"].as_str().unwrap();
    assert!(response.contains("Quillfeather"), "{with:#}");
}

#[test]
fn what_was_erased_is_left_out_and_named() {
    let place = &practised().0;
    place.hotseat(&["data", "purge", "--yes"]).exits(0);
    let ran =
        place.hotseat(&["export", "xapi"]).exits(0).says("left out: attempt/").says("was purged");
    assert_eq!(ran.json(), serde_json::json!([]));
    let empty = Place::new();
    assert_eq!(empty.hotseat(&["export", "xapi"]).succeeds().json(), serde_json::json!([]));
    assert!(!empty.path("data").exists());
}

#[test]
fn a_deck_has_a_card_for_each_follow_up_and_closed_question_and_always_the_same_bytes() {
    let bakery = Bakery::unmarked();
    let place = &bakery.0;
    let deck = |name: &str, more: &[&str]| {
        let anki = ["export", "anki", "bread", "--library", "bakery", "--output", name];
        place.hotseat(&[&anki[..], more].concat())
    };
    let dated = ["--modified", "2026-01-02"];
    deck("one.apkg", &dated).only_says(0, "3 cards from 1 case. In Anki: File, Import.");
    deck("two.apkg", &dated).exits(0);
    let bytes = |name: &str| std::fs::read(place.path(name)).unwrap();
    assert!(bytes("one.apkg") == bytes("two.apkg"), "the same content gives the same bytes");
    deck("one.apkg", &dated).exits(2).says("--force");
    deck("one.apkg", &["--force"]).exits(0);
    assert!(bytes("one.apkg") != bytes("two.apkg"), "it says when the notes were changed");
    place.hotseat(&["export", "anki"]).exits(2).says("--output");
    deck("three.txt", &dated).exits(2).says("ends in .apkg");
    assert!(!place.path("three.txt").exists());
    let wrong = ["export", "anki", "braed", "--library", "bakery", "--output", "x.apkg"];
    place.hotseat(&wrong).exits(3).says("did you mean \"bread\"?");
    assert!(!place.path("x.apkg").exists());
}
