//! `hotseat verify`: the same answer always gets the same score, and anyone can re-run it.

use serde_json::{Value, json};

use crate::support::{Bakery, Place, case, strong_answers};

const QUESTION: &str = "chatbot-explainability/scope";

/// A place with `answer.txt` and its result in `result.json`.
fn scored() -> Place {
    let place = Place::new();
    let (asked, text) = strong_answers().find(|(asked, _)| asked.name == QUESTION).unwrap();
    place.write("answer.txt", text);
    let run = place.hotseat(&["score", &asked.name, "answer.txt", "--json"]).succeeds();
    place.write("result.json", run.stdout);
    place
}

const VERIFY: [&str; 4] = ["verify", "result.json", "--answer", "answer.txt"];

#[test]
fn the_same_answer_is_the_same() {
    let place = scored();
    place
        .hotseat(&VERIFY)
        .succeeds()
        .prints("Same: the answer, everything it was scored with, and the result.\n");
    let document = place.json(&["verify", "result.json", "--answer", "answer.txt", "--json"]);
    assert_eq!(document, json!({ "schema": 1, "same": true, "differences": [] }));
}

#[test]
fn every_strong_answer_verifies_and_its_bare_receipt_does_too() {
    for (asked, text) in strong_answers() {
        let place = Place::new();
        place.write("answer.txt", text);
        let result = place.hotseat(&["score", &asked.name, "answer.txt", "--json"]).succeeds();
        place.write("result.json", &result.stdout);
        place.hotseat(&VERIFY).succeeds();
        place.write("result.json", result.json()["receipt"].to_string());
        place.hotseat(&VERIFY).succeeds();
    }
}

#[test]
fn a_line_of_a_batch_verifies() {
    let place = scored();
    let line = json!({ "id": "a", "text": place.read("answer.txt") });
    place.write("answers.jsonl", format!("{line}\n"));
    let run = place.hotseat(&["score", QUESTION, "answers.jsonl", "--json"]).succeeds();
    place.write("result.json", run.stdout);
    place.hotseat(&VERIFY).succeeds();
}

#[test]
fn one_changed_letter_of_the_answer_differs() {
    let place = scored();
    let answer = place.read("answer.txt");
    for changed in [answer.replacen('a', "b", 1), format!("{answer} "), answer.to_lowercase()] {
        place.write("answer.txt", changed);
        place.hotseat(&VERIFY).exits(1).shows("The answer is not the one that was scored.");
    }
}

#[test]
fn an_edited_result_differs() {
    let place = scored();
    let result = place.read("result.json");
    let edits: [fn(&mut Value); 5] = [
        |result| result["percent"] = json!(99),
        |result| result["level"] = json!(1),
        |result| result["criteria"][0]["level"] = json!(0),
        |result| result["criteria"][0]["evidence"][0]["text"] = json!("words never written"),
        |result| result["flags"] = json!([{ "code": "fatal", "message": "m" }]),
    ];
    for edit in edits {
        let mut edited = serde_json::from_str(&result).unwrap();
        edit(&mut edited);
        place.write("result.json", edited.to_string());
        place.hotseat(&VERIFY).exits(1).shows("The document was edited");
    }
}

#[test]
fn an_edited_receipt_differs() {
    let place = scored();
    let receipt: Value = serde_json::from_str(&place.read("result.json")).unwrap();
    let receipt = &receipt["receipt"];
    let nothing = "0".repeat(64);
    let edited = |path: &str, value: &str| {
        let mut edited = receipt.clone();
        *edited.pointer_mut(path).unwrap() = json!(value);
        place.write("result.json", edited.to_string());
        place.hotseat(&VERIFY).exits(1).stdout
    };
    assert!(edited("/answer", &nothing).contains("The answer is not the one"));
    assert!(edited("/inputs/rubric", &nothing).contains("The rubric has changed"));
    assert!(edited("/inputs/lexicon", &nothing).contains("The lexicon has changed"));
    assert!(edited("/inputs/prompt", &nothing).contains("The prompt has changed"));
    assert!(edited("/assessment", &nothing).contains("the receipt was edited"));
    assert!(edited("/engine", "hotseat-scoring 0").contains("scored by hotseat-scoring 0"));
    // What a stranger wrote into a receipt does not steer the terminal; the run looks after that.
    assert!(edited("/engine", "\u{1b}[31mX\nY").contains("scored by X Y; this is"));
}

#[test]
fn another_rubric_laid_over_is_named() {
    let bakery = Bakery::new();
    bakery.0.write("answer.txt", "I knead the dough and let the dough rest. I heat the oven.");
    let score = ["score", "bread/plan", "answer.txt", "--json", "--library", "bakery"];
    bakery.0.write("result.json", bakery.0.hotseat(&score).succeeds().stdout);
    let verify = ["verify", "result.json", "--answer", "answer.txt", "--library", "bakery"];
    bakery.0.hotseat(&verify).succeeds();

    // A comment changes the rubric, though not the result.
    bakery.change("rubrics/bread/plan.toml", "format = 1", "# seen\nformat = 1");
    bakery.0.hotseat(&verify).exits(1).prints("Differs.\n- The rubric has changed since.\n");
    bakery.change("rubrics/bread/plan.toml", "knead > dough", "knead > flour");
    bakery
        .0
        .hotseat(&verify)
        .exits(1)
        .prints("Differs.\n- The rubric has changed since.\n- So the result is another one.\n");

    let bakery = Bakery::new();
    bakery.0.write("answer.txt", "I knead the dough and let the dough rest. I heat the oven.");
    bakery.0.write("result.json", bakery.0.hotseat(&score).succeeds().stdout);
    bakery.change("scenarios/bread.toml", "make a loaf", "bake a loaf");
    bakery.0.hotseat(&verify).exits(1).prints("Differs.\n- The prompt has changed since.\n");
    let mut json = verify.to_vec();
    json.push("--json");
    assert_eq!(
        bakery.0.hotseat(&json).exits(1).json(),
        json!({ "schema": 1, "same": false, "differences": [{ "what": "input", "name": "prompt" }] })
    );
}

#[test]
fn nonsense_is_no_receipt() {
    let place = scored();
    for nonsense in ["", "{}", "[]", "null", "{\"schema\": 1}", "not JSON", "\u{1b}[31m"] {
        place.write("result.json", nonsense);
        place.hotseat(&VERIFY).exits(3).says("result.json is no receipt:");
    }
    place.write("result.json", b"\xff\xfe");
    place.hotseat(&VERIFY).exits(3).says("byte 0 is not UTF-8");
    place.hotseat(&["verify", "gone.json", "--answer", "answer.txt"]).exits(3).says("gone.json");
}

#[test]
fn a_receipt_of_a_question_that_is_gone_says_so() {
    let place = scored();
    let result = place.read("result.json").replace("explainability/scope", "explainability/scpoe");
    place.write("result.json", result);
    place.hotseat(&VERIFY).exits(3).says("did you mean `scope`?");
}

#[test]
fn the_result_of_a_probe_verifies_with_the_probes_answer() {
    let case = case("chatbot-explainability");
    let place = Place::new();
    let (answer, probe) = ("I would make a gap register and rank it.", "I ask the policy owner.");
    place.write(
        "answers.toml",
        format!("scope = {answer:?}\n[probes.scope]\nrequirements = {probe:?}\n"),
    );
    let document =
        place.json(&["practice", case.id.as_str(), "--answers", "answers.toml", "--json"]);
    let result = &document["questions"][0]["result"]["open"];
    assert!(result["receipt"]["probes"]["requirements"].is_string(), "{result:#}");
    place.write("answer.txt", answer);
    place.write("probe.txt", probe);
    place.write("result.json", result["receipt"].to_string());
    let with_probe = [&VERIFY[..], &["--probe", "requirements=probe.txt"]].concat();
    place.hotseat(&with_probe).succeeds();
    place.hotseat(&VERIFY).exits(1);
}

#[test]
fn a_receipt_of_another_schema_is_not_taken_for_one_of_this() {
    let place = scored();
    let mut document = place.json(&["score", QUESTION, "answer.txt", "--json"]);
    document["receipt"]["schema"] = json!(9);
    place.write("result.json", document.to_string());
    place.hotseat(&VERIFY).exits(3).says("its schema is 9, and this program reads 1");
}
