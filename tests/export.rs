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
