//! `hotseat score`: one answer, its level and the words that earned it.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Asked, Place, asked, sentences, strong_answers};

const STORY: &str = "Last summer my sister and I drove along the coast in an old van. On the \
second day it rained so hard that we stopped in a village, where a woman sold us warm bread with \
cheese. We swam every morning and cooked soup with a fisherman who laughed at our knives. When the \
sun came back, nobody wanted to leave.";

const SPANISH: &str = "Primero me sentaría con el dueño de la política para saber qué significa \
explicable. Después leería doscientas conversaciones reales y hablaría con los agentes que \
atienden las quejas. Al final haría una tabla con las brechas y un plan con fechas y responsables.";

fn list<'d>(document: &'d Value, key: &str) -> &'d [Value] {
    document[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {document:#}"))
}

fn level(document: &Value) -> u64 {
    document["level"].as_u64().unwrap_or_else(|| panic!("no level in {document:#}"))
}

fn codes(document: &Value) -> Vec<&str> {
    list(document, "flags").iter().map(|flag| flag["code"].as_str().unwrap()).collect()
}

/// Every text that the document cites is what stands at that place in the answer.
fn cites_its_words(document: &Value, answer: &str) -> usize {
    let mut cited = 0;
    for criterion in list(document, "criteria") {
        for key in ["evidence", "denied", "against"] {
            for span in list(criterion, key) {
                let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
                let words = answer.as_bytes().get(at("start")..at("end")).unwrap();
                assert_eq!(std::str::from_utf8(words).unwrap(), span["text"], "{span:#}");
                cited += 1;
            }
        }
    }
    cited
}

#[test]
fn a_strong_answer_is_good_or_strong_and_each_criterion_that_earns_shows_why() {
    for (asked, text) in strong_answers() {
        let document = &Place::new().score_all(&asked.name, [text])[0];
        assert!((3..=4).contains(&level(document)), "{}: {document:#}", asked.name);
        assert!(cites_its_words(document, text) > 5);
        for criterion in list(document, "criteria") {
            let earns = criterion["level"].as_u64().unwrap() > 0;
            let shows = !list(criterion, "evidence").is_empty();
            assert!(shows || !earns, "{}: {criterion:#}", asked.name);
        }
    }
}

#[test]
fn what_only_looks_like_an_answer_earns_nothing_and_is_told_why() {
    for asked in asked() {
        let tricks = [
            (asked.answer("keyword-list"), "keyword-list"),
            (&asked.prompt, "copied-question"),
            (STORY, ""),
            (asked.answer("reversed"), ""),
        ];
        let documents = Place::new().score_all(&asked.name, tricks.map(|(text, _)| text));
        for ((text, code), document) in tricks.iter().zip(&documents) {
            assert!(level(document) <= 1, "{}: {text} {document:#}", asked.name);
            assert!(code.is_empty() || codes(document).contains(code), "{document:#}");
            let reasons = |criterion: &Value| {
                ["denied", "against", "missing"].iter().any(|key| !list(criterion, key).is_empty())
            };
            let told = list(document, "criteria").iter().any(reasons);
            assert!(told || !codes(document).is_empty(), "{}: {document:#}", asked.name);
        }
        let [list_of_terms, question, story, reversed] = &documents[..] else { panic!() };
        for document in [list_of_terms, question, story] {
            assert_eq!(level(document), 0, "{}: {document:#}", asked.name);
        }
        let opposed = list(reversed, "criteria").iter().any(|criterion| {
            !list(criterion, "denied").is_empty() || !list(criterion, "against").is_empty()
        });
        assert!(opposed, "{}: {reversed:#}", asked.name);
    }
}

#[test]
fn another_language_and_nothing_at_all_are_not_scored() {
    let texts = [SPANISH, "", " \r\n\t\n", "\u{feff}", "...", "---"];
    for asked in asked() {
        for (text, document) in texts.iter().zip(Place::new().score_all(&asked.name, texts)) {
            assert_eq!(document["status"], "not_scored", "{text:?}");
            for key in ["percent", "level", "label"] {
                assert_eq!(document[key], Value::Null, "{text:?}");
            }
            let code = if *text == SPANISH { "other-language" } else { "empty" };
            assert_eq!(codes(&document), [code]);
            for criterion in list(&document, "criteria") {
                assert_eq!(criterion["level"], Value::Null);
            }
        }
    }
}

#[test]
fn not_scored_is_said_in_words() {
    let place = Place::new();
    let run = |text| place.hotseat_reading(&["score", "chatbot-explainability/scope"], text);
    assert_snapshot!(run(SPANISH).succeeds().stdout.trim(), @r"
    ── Your answer ─────────────────────────────────────────────────────────────────

    Primero me sentaría con el dueño de la política para saber qué significa
    explicable. Después leería doscientas conversaciones reales y hablaría con los
    agentes que atienden las quejas. Al final haría una tabla con las brechas y un
    plan con fechas y responsables.

    ── Not scored ──────────────────────────────────────────────────────────────────

    ≠ This looks like Spanish. Rubrics read English, so nothing was scored; that is
      not a level 0.
    ");
    assert_snapshot!(run("").succeeds().stdout.trim(), @r"
    ── Not scored ──────────────────────────────────────────────────────────────────

    ≠ There are no words here, so nothing was scored.
    ");
}

#[test]
fn who_states_nothing_reads_the_reason_and_no_advice_on_single_points() {
    let place = Place::new();
    let talk =
        "A holistic framework ensures transparency and aligns all stakeholders on the journey.";
    let run = place.hotseat_reading(&["score", "chatbot-explainability/scope"], talk);
    assert_snapshot!(run.succeeds().stdout.trim(), @r#"
    ── Your answer, with what counted ──────────────────────────────────────────────

    A holistic framework ensures transparency and aligns all stakeholders on the
    journey.

    ── What the question looks for ─────────────────────────────────────────────────

    • Turns the policy into points one can test
    • Finds out what the bot does and says today
    • Holds today against the policy and ranks what is missing
    • Makes the live bot better for customers at once
    • Lays the fixes out in waves, with owners, dates and what they wait for
    • Brings in the right people, and has what stays open accepted by name
    • Checks that the fixes work, keeps the proof and looks again

    ── What it earned ──────────────────────────────────────────────────────────────

    Level 0 of 4: not shown  (0 %)
    ≠ 7 of 12 words are management speak ("holistic", "framework", "ensures",
      "transparency"), and none of it says who would do what, so nothing counts. Say
      who does what, and by when. Level 0.
    "#);
}

/// Key and kind of all that a document holds; of a list, its first entry.
fn shape(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(number) if number.is_u64() => "number".to_owned(),
        Value::Number(number) => panic!("{number} is no whole number"),
        Value::String(_) => "text".to_owned(),
        Value::Array(values) => format!("[{}]", values.first().map(shape).unwrap_or_default()),
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}: {}", shape(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[test]
fn the_document_has_its_shape() {
    let place = Place::new();
    let question = "chatbot-explainability/scope";
    place.write("answer.txt", "I would not read any transcripts. Then I make a gap register.\n");
    let mut document = place.json(&["score", question, "answer.txt", "--json"]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["of"], 4);
    let criteria = document.as_object_mut().unwrap().remove("criteria").unwrap();
    assert_snapshot!(shape(&document), @"{borderline: null, flags: [], id: null, label: text, level: number, next_level: [{add: text, criterion: text, rule: text, title: text}], of: number, percent: number, question: text, receipt: {answer: text, assessment: text, engine: text, inputs: {frameworks: {}, lexicon: text, meaning: text, prompt: text, rubric: text, tables: text}, question: text, schema: number}, schema: number, status: text}");
    let of = |id: &str| criteria.as_array().unwrap().iter().find(|c| c["id"] == id).unwrap();
    assert_snapshot!(shape(of("gaps")), @"{advice: text, against: [], by: text, competency: text, denied: [], evidence: [{end: number, how: text, rule: text, source: text, start: number, text: text, title: text}], id: text, level: number, missing: [{rule: text, title: text}], next: text, of: number, points: number, probed: bool, reached: text, title: text, weight: number}");
    assert_snapshot!(shape(&of("current-state")["denied"]), @"[{end: number, rule: text, source: text, start: number, text: text}]");
    for criterion in criteria.as_array().unwrap() {
        assert_eq!(criterion["by"], "engine");
        for evidence in list(criterion, "evidence") {
            assert!(["said", "misspelt", "meant"].contains(&evidence["how"].as_str().unwrap()));
        }
    }
}

#[test]
fn evidence_lies_where_it_is_said_to_lie_in_the_bytes_as_given() {
    for (asked, text) in strong_answers() {
        let answers = [
            text.replace('\n', "\r\n"),
            text.replace('\'', "\u{2019}").replace(" \"", " \u{201c}").replace('"', "\u{201d}"),
            text.replace(". ", ". \u{1f469}\u{200d}\u{1f4bb}\u{fe0f} "),
            text.replace(". ", ".\u{a0}\u{2014} "),
            text.replacen(", ", ", (cafe\u{301} nai\u{308}ve) ", 3),
            format!("\u{feff}{text}"),
            format!("\u{1b}[31m{text}\u{9b}0m"),
        ];
        for (answer, document) in answers.iter().zip(Place::new().score_all(&asked.name, &answers))
        {
            assert!(cites_its_words(&document, answer) > 5, "{}: {answer}", asked.name);
        }
    }
}

#[test]
fn a_file_is_scored_with_its_line_ends_and_its_byte_order_mark() {
    let (asked, text) = strong_answers().next().unwrap();
    let answer = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let place = Place::new();
    place.write("answer.txt", &answer);
    let document = place.json(&["score", &asked.name, "answer.txt", "--json"]);
    assert!(cites_its_words(&document, &answer) > 5);
    assert!(level(&document) >= 3);
}

#[test]
fn a_file_a_dash_and_nothing_named_are_read_alike() {
    let (asked, text) = strong_answers().next().unwrap();
    let place = Place::new();
    place.write("answer.txt", text);
    let file = place.hotseat(&["score", &asked.name, "answer.txt", "--json"]).succeeds();
    for arguments in [&["score", &asked.name, "-", "--json"][..], &["score", &asked.name, "--json"]]
    {
        assert_eq!(place.hotseat_reading(arguments, text).succeeds().stdout, file.stdout);
    }
    assert_eq!(place.hotseat(&["score", &asked.name, "answer.txt", "--json"]).stdout, file.stdout);
}

fn curly(text: &str) -> String {
    let mut open = false;
    text.chars()
        .map(|c| match c {
            '\'' => '\u{2019}',
            '"' => {
                open = !open;
                if open { '\u{201c}' } else { '\u{201d}' }
            }
            other => other,
        })
        .collect()
}

/// Lines of at most forty letters, bullets kept as bullets.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.trim().lines() {
        let mut column = 0;
        for word in line.split(' ') {
            if column + word.len() > 40 && column > 0 {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
            }
            out.push_str(word);
            column += word.len() + 1;
        }
        out.push('\n');
    }
    out
}

#[test]
fn neither_case_nor_quotes_nor_line_ends_nor_bullets_change_a_score() {
    let earned = |document: &Value| {
        let levels: Vec<Value> =
            list(document, "criteria").iter().map(|criterion| criterion["level"].clone()).collect();
        (document["percent"].clone(), document["level"].clone(), levels)
    };
    let disguised = |asked: &Asked, text: &str, disguises: &[(&str, String)]| {
        let texts = std::iter::once(text).chain(disguises.iter().map(|(_, text)| text.as_str()));
        let documents = Place::new().score_all(&asked.name, texts);
        for ((name, _), document) in disguises.iter().zip(&documents[1..]) {
            assert_eq!(earned(document), earned(&documents[0]), "{} {name}: {text}", asked.name);
        }
    };
    for asked in asked() {
        for (_, text) in &asked.marked {
            disguised(
                asked,
                text,
                &[
                    ("lower case", text.to_lowercase()),
                    ("upper case", text.to_uppercase()),
                    ("curly quotes", curly(text)),
                    ("forty columns", wrapped(text)),
                    ("Windows' line ends", text.replace('\n', "\r\n")),
                    ("wide spaces", text.replace(' ', "  ")),
                ],
            );
            let sentences = sentences(text);
            let bulleted = |bullet: &str| {
                sentences
                    .iter()
                    .map(|sentence| format!("{bullet} {sentence}\n"))
                    .collect::<String>()
            };
            disguised(
                asked,
                &sentences.join(" "),
                &[
                    ("hyphens", bulleted("-")),
                    ("stars", bulleted("*")),
                    ("dots", bulleted("\u{2022}")),
                    ("paragraphs", sentences.join("\n\n")),
                ],
            );
        }
    }
}

#[test]
fn a_typo_and_a_near_miss_are_shown_as_what_they_are() {
    let document = &Place::new().score_all(
        "chatbot-explainability/scope",
        ["First I would make a gap regsiter. Then I read the transcirpts of real chats."],
    )[0];
    let evidence: Vec<&Value> =
        list(document, "criteria").iter().flat_map(|c| list(c, "evidence")).collect();
    assert!(evidence.iter().any(|own| own["how"] == "misspelt"), "{document:#}");
}

#[test]
fn an_answer_that_cannot_be_scored_can_be_written_again_before_the_strategy() {
    let place = Place::new();
    let (_, strong) = strong_answers().find(|(asked, _)| asked.name.ends_with("/failure")).unwrap();
    // The first menu, the mash, "write it again", a cleared draft and the answer.
    let said = format!("1\nasdf qwer zxcv lkjh poiu mnbv\n.\n1\n/clear\n{strong}\n.\n");
    let practice = ["practice", "interview-classics", "--question", "failure", "--plain"];
    let run = place.hotseat_reading(&practice, &said).succeeds();
    let refused = run.stdout.find("Not scored").unwrap();
    let offered = run.stdout.find("Write it again").unwrap();
    let earned = run.stdout.find("Level ").unwrap();
    assert!(refused < offered && offered < earned, "{}", run.stdout);
}
