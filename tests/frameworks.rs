//! The frameworks of the built-in library find each of their phases in plain words, and give
//! nothing for their names.

use crate::support::Place;

/// A framework, a sentence in plain words for each of its phases, and what people call it.
struct Told {
    id: &'static str,
    phases: &'static [(&'static str, &'static str)],
    named: &'static str,
}

const TOLD: [Told; 4] = [
    Told {
        id: "iso-42001",
        phases: &[
            (
                "context",
                "First we list all the systems we run and settle what is in and what is out.",
            ),
            ("leadership", "The board signs the policy, and one person answers for each system."),
            ("planning", "We assess the risks and pick the safeguards that we need, with reasons."),
            ("support", "We train those who use the tools, and ask for the money and the people."),
            ("operation", "Every release is tested before it goes live, and the record is kept."),
            (
                "evaluation",
                "Once a quarter the internal audit checks, and the management looks at the figures.",
            ),
            ("improvement", "When something goes wrong we find the cause and change the process."),
        ],
        named: "We follow ISO/IEC 42001. An AI management system is best practice in our field.",
    },
    Told {
        id: "risk-cycle",
        phases: &[
            ("identify", "I ask what could go wrong here and who would be hurt."),
            ("analyse", "Then we estimate how likely that is and what it would cost."),
            ("evaluate", "The worst come first, and we say what can wait."),
            ("treat", "We fix the worst, and the director accepts the rest in writing."),
            ("monitor", "After three months we look again, or sooner if a trigger fires."),
        ],
        named: "We use the risk management cycle of ISO 31000. ISO/IEC 23894 is the standard for AI.",
    },
    Told {
        id: "raci",
        phases: &[
            ("responsible", "The engineers build the check, each task has a name."),
            ("accountable", "One person answers for the result and has the last word."),
            ("consulted", "Before we decide, we talk to the lawyers and the people on the phone."),
            ("informed", "Afterwards I send the board a short note, and we tell the whole team."),
        ],
        named: "I make a RACI chart. A responsibility matrix is a standard tool of every project.",
    },
    Told {
        id: "model-card",
        phases: &[
            ("details", "The card names the version, the date and the owner of the model."),
            (
                "intended-use",
                "It says what the model is meant for and that it is not to be used for pricing.",
            ),
            ("factors", "Old and young people are looked at separately."),
            ("metrics", "It states which error we count and why, with the limit."),
            ("data", "It was trained on data from two years, and we name the snapshot."),
            ("analyses", "The results stand in a table, each figure with its interval."),
            ("ethics", "We write who could be hurt by a wrong answer."),
            ("caveats", "Known weaknesses are listed, and what we have not tested yet."),
        ],
        named: "Each model has a Model Card. Model Cards for Model Reporting were published in 2019.",
    },
];

const SCENARIO: &str = r#"format = 1
title = "Frames"
difficulty = "any"
summary = "Asks for structure."
brief = "You are asked how you would go about it."
minutes = 5

[[question]]
id = "tell"
kind = "open"
prompt = "How would you go about it?"
"#;

/// A library beside the built-in one, with a rubric that asks for nothing but these frameworks.
fn place() -> Place {
    let place = Place::new();
    place.write("own/scenarios/frames.toml", SCENARIO);
    let mut rubric = "format = 1\ntitle = \"Tells it in a structure\"\n".to_owned();
    for told in TOLD {
        let id = told.id;
        rubric += &format!(
            "\n[[criterion]]\nid = \"{id}\"\ntitle = \"Covers {id}\"\nframework = [\"{id}\"]\nprobe = \"What else?\"\nadvice = \"Say more.\"\n"
        );
    }
    place.write("own/rubrics/frames/tell.toml", rubric);
    place
}

/// The level of a framework's criterion for an answer, and the ids of the phases it misses.
fn judged(place: &Place, framework: &str, answer: &str) -> (u64, Vec<String>) {
    let arguments = ["score", "frames/tell", "--library", "own", "--json"];
    let document = place.hotseat_reading(&arguments, answer).succeeds().json();
    let criteria = document["criteria"].as_array().unwrap();
    let own = criteria.iter().find(|own| own["id"] == framework).unwrap();
    let missing = own["missing"].as_array().unwrap();
    let ids = missing.iter().map(|own| own["rule"].as_str().unwrap().to_owned()).collect();
    (own["level"].as_u64().unwrap(), ids)
}

#[test]
fn each_phase_is_found_in_plain_words() {
    let place = place();
    for told in TOLD {
        let answer = told.phases.iter().map(|(_, words)| *words).collect::<Vec<_>>().join(" ");
        assert_eq!(judged(&place, told.id, &answer), (3, Vec::new()), "{}", told.id);
    }
}

#[test]
fn what_is_left_out_is_missing() {
    let place = place();
    for told in TOLD {
        for (left_out, _) in told.phases {
            let others =
                told.phases.iter().filter(|(id, _)| id != left_out).map(|(_, words)| *words);
            let answer = others.collect::<Vec<_>>().join(" ");
            let (_, missing) = judged(&place, told.id, &answer);
            assert_eq!(missing, [format!("{}.{left_out}", told.id)], "{} without it", told.id);
        }
    }
}

#[test]
fn a_name_covers_nothing() {
    let place = place();
    for told in TOLD {
        assert_eq!(judged(&place, told.id, told.named).0, 0, "{}", told.id);
    }
}
