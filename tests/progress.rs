//! `hotseat progress` and `hotseat drill`: coming back.

use serde_json::{Value, json};

use crate::support::{Bakery, Place};

/// A baker who forgets that dough has to rest, and takes sand for flour.
fn practised() -> Place {
    let Bakery(place) = Bakery::new();
    let plan = "I heat the oven before sunrise, and I knead the dough with both hands.";
    place.write("answers.toml", format!("plan = \"{plan}\"\nflour = \"sand\"\n"));
    place
        .hotseat(&["practice", "bread", "--answers", "answers.toml", "--library", "bakery"])
        .succeeds();
    place
}

/// The day so many days after the first of March 2099, when everything is due.
fn later(days: i8) -> String {
    format!("2099-03-{:02}", 1 + days)
}

#[test]
fn before_the_first_answer_there_is_nothing_and_looking_makes_nothing() {
    let place = Place::new();
    place
        .hotseat(&["progress"])
        .only_says(0, "Nothing is answered yet. `hotseat practice` begins a case.");
    assert_eq!(place.json(&["progress", "--json"])["answers"], 0);
    assert_eq!(place.hotseat(&["drill", "--due"]).succeeds().stdout, "0\n");
    assert_eq!(place.json(&["drill", "--list", "--json"]), json!([]));
    place.hotseat(&["drill"]).exits(0).says("There is nothing to drill yet");
    assert!(!place.path("data").exists());
}

#[test]
fn progress_says_where_one_stands_and_what_one_misses() {
    let place = practised();
    let own = place.json(&["progress", "--json"]);
    assert_eq!((&own["attempts"], &own["answers"]), (&json!(1), &json!(2)));
    let competencies = own["competencies"].as_array().unwrap();
    assert_eq!(competencies.len(), 1);
    assert_eq!(competencies[0]["competency"], "baking");
    let cards: Vec<&Value> =
        own["misses"].as_array().unwrap().iter().map(|miss| &miss["card"]).collect();
    assert_eq!(cards, ["bread/plan/dough", "bread/flour"]);
    assert_eq!(own["misses"][0]["words"], "knead the dough");
    assert_eq!(own["cases"][0]["answered"], json!([2, 2]));
    place
        .hotseat(&["progress", "--library", "bakery"])
        .succeeds()
        .shows("1 attempt, 2 answers")
        .shows("To drill today: 2 cards")
        .shows("Makes the dough  1 of 1 answer")
        .shows("last words for it: \"knead the dough\"");
}

#[test]
fn a_drill_asks_what_was_missed_and_it_comes_back_later() {
    let place = practised();
    let drill = |more: &[&str], input: &str| {
        let arguments = [&["drill", "--plain", "--library", "bakery"], more].concat();
        place.hotseat_reading(&arguments, input).exits(0)
    };
    let due = |more: &[&str]| drill(&[&["--due"], more].concat()[..], "").stdout;
    assert_eq!(drill(&[], "").stdout.matches("Which flour?").count(), 1);
    assert_eq!(due(&[]), "2\n", "who leaves has drilled nothing");

    let input = "1\n1\nI knead the dough, and then the dough has to rest.\n.\n1\n";
    drill(&[], input)
        .shows("1 of 2: Bread")
        .shows("Which flour?")
        .shows("2 of 2: Bread")
        .shows("What do you do with the dough?")
        .shows("Makes the dough  2 of 2")
        .shows("Graded \"good\": back in 2 days.")
        .shows("2 cards: 2 known, 0 in part, 0 not.");
    assert_eq!(due(&[]), "0\n");
    drill(&[], "").says("Nothing is due today");
    assert_eq!(due(&["--today", &later(0)]), "2\n");
    let listed = place.json(&["drill", "--list", "--json", "--library", "bakery"]);
    let cards = listed.as_array().unwrap();
    assert_eq!(cards.len(), 2);
    assert!(cards.iter().all(|card| card["reviews"] == 1 && card["due"].is_string()), "{listed:#}");
}

#[test]
fn a_sitting_of_no_cards_is_refused() {
    practised()
        .hotseat(&["drill", "--plain", "--library", "bakery", "--limit", "0"])
        .exits(2)
        .says("1..=9999");
}

#[test]
fn one_s_own_grade_takes_the_place_of_the_computed_one() {
    let place = practised();
    let arguments = ["drill", "--plain", "--library", "bakery", "--limit", "1"];
    // Graded as wrong, and then by the person as easy.
    place
        .hotseat_reading(&arguments, "2\n2\n4\n1\n")
        .succeeds()
        .shows("Graded \"again\": back in 1 day.")
        .shows("Graded \"easy\": back in 8 days.")
        .shows("1 card: 1 known, 0 in part, 0 not.");
    let listed = place.json(&["drill", "--list", "--json", "--library", "bakery"]);
    assert_eq!(listed[0]["reviews"], 1, "{listed:#}");
}

#[test]
fn who_stops_after_a_card_has_drilled_it() {
    let place = practised();
    let ran = place.hotseat_reading(&["drill", "--plain", "--library", "bakery"], "1\n3\n");
    ran.exits(0).shows("1 card: 1 known, 0 in part, 0 not. 1 card is left for later today.");
    assert_eq!(place.hotseat(&["drill", "--due", "--library", "bakery"]).succeeds().stdout, "1\n");
}

#[test]
fn an_answer_that_cannot_be_scored_leaves_the_card_where_it_is() {
    let place = practised();
    let arguments = ["drill", "--plain", "--library", "bakery"];
    place
        .hotseat_reading(&arguments, "1\n1\nIch knete den Teig, und dann muss er lange ruhen.\n.\n")
        .succeeds()
        .shows("The card stays where it is.");
    assert_eq!(place.hotseat(&["drill", "--due", "--library", "bakery"]).succeeds().stdout, "1\n");
}

#[test]
fn what_a_library_no_longer_asks_is_not_drilled_and_not_lost() {
    let place = practised();
    // Without the bakery the cards are of nobody's case.
    assert_eq!(place.hotseat(&["drill", "--due"]).succeeds().stdout, "0\n");
    place.hotseat(&["drill", "--list"]).succeeds().shows("(no longer asked)");
    place.hotseat(&["progress"]).succeeds().shows("bread/plan/dough");
    assert_eq!(place.hotseat(&["drill", "--due", "--library", "bakery"]).succeeds().stdout, "2\n");
}

#[test]
fn a_guess_before_the_feedback_is_compared_with_the_result() {
    let Bakery(place) = Bakery::new();
    let arguments =
        ["practice", "bread", "--question", "plan", "--guess", "--plain", "--library", "bakery"];
    let ran = place
        .hotseat_reading(&arguments, "1\nI knead the dough with both hands.\n.\n5\n")
        .succeeds();
    let asked = ran.stdout.find("What would you give it yourself?").unwrap();
    assert!(asked < ran.stdout.find("What it earned").unwrap(), "{}", ran.stdout);
    let guesses = &place.json(&["progress", "--json"])["guesses"];
    assert_eq!((&guesses["answers"], &guesses["over"]), (&json!(1), &json!(1)), "{guesses}");
    place
        .hotseat(&["progress", "--library", "bakery"])
        .succeeds()
        .shows("1 guess: 0 right, 1 too high, 0 too low.");
}

#[test]
fn what_is_purged_is_out_of_progress_and_out_of_the_deck() {
    let place = practised();
    let arguments = ["drill", "--plain", "--library", "bakery", "--limit", "1"];
    place.hotseat_reading(&arguments, "1\n1\n").succeeds();
    place.hotseat(&["data", "purge", "--yes"]).exits(0);
    assert_eq!(place.json(&["progress", "--json"])["answers"], 0);
    assert_eq!(place.json(&["drill", "--list", "--json", "--library", "bakery"]), json!([]));
    let kept = place.bytes_below("data");
    for words in ["before sunrise", "bread/flour"] {
        let found = kept.windows(words.len()).any(|own| own == words.as_bytes());
        assert!(!found, "{words} is still there");
    }
}

#[test]
fn an_interview_says_nothing_until_the_debrief() {
    let Bakery(place) = Bakery::new();
    let arguments =
        ["interview", "--minutes", "12", "--seed", "1", "--plain", "--library", "bakery"];
    let drawn = place.hotseat_reading(&arguments, "2\n").exits(0).stdout;
    let again = place.hotseat_reading(&arguments, "2\n").exits(0).stdout;
    assert_eq!(drawn, again, "a seed draws the same");
    assert!(!drawn.contains("Debrief"), "who does not begin hears no debrief: {drawn}");
    assert!(drawn.contains("You hear nothing"), "{drawn}");

    // One question is drawn for one minute; it has two follow-ups at the most.
    let said = "I would ask the policy owner first, and then we test it together.\n.\n";
    let input = format!("1\n1\n{said}{said}{said}");
    let arguments = ["interview", "--minutes", "1", "--seed", "1", "--plain"];
    let out = place.hotseat_reading(&arguments, &input).exits(0).stdout;
    let (before, debrief) = out.split_once("── Debrief ──").unwrap();
    for told in ["What it earned", "Point by point", "How a strong answer is built", "Summary"] {
        assert!(!before.contains(told), "{told}: {out}");
    }
    assert_eq!(before.matches("── A follow-up ──").count(), 2, "{before}");
    for told in ["% over 1 answer", "What would have lifted it most", " points"] {
        assert!(debrief.contains(told), "{told}: {out}");
    }
    assert_eq!(place.json(&["progress", "--json"])["answers"], 1);
}

#[test]
fn an_interview_that_is_left_says_how_it_goes_on() {
    let Bakery(place) = Bakery::new();
    let arguments = ["interview", "--minutes", "1", "--seed", "1", "--plain"];
    // The input ends, as if the window were closed.
    let out = place.hotseat_reading(&arguments, "1\n").stdout;
    assert!(out.contains("`hotseat interview` draws anew"), "{out}");
    assert!(!out.contains("Debrief"), "{out}");
    let said = "I would ask the policy owner first, and then we test it together.\n.\n";
    let out = place.hotseat_reading(&arguments, format!("1\n1\n{said}")).stdout;
    assert!(out.contains("The interview ends here"), "{out}");
    assert!(!out.contains("continues here"), "{out}");
}

#[test]
fn an_interview_that_nobody_gives_says_so() {
    let place = Place::new();
    let refused = place.hotseat(&["interview", "--difficulty", "heroic"]).exits(2);
    refused.says("heroic");
    place.hotseat(&["interview", "--minutes", "0"]).exits(2).says("1..=240");
}
