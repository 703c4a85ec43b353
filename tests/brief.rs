//! The built-in library holds what its brief promises: cases one can play, rubrics that were
//! tested on marked answers, frameworks, and competencies that are all asked for.

use std::collections::BTreeSet;

use hotseat::agreement::quadratic_kappa;
use hotseat::content::ids::FrameworkId;
use hotseat::content::scenario::{Difficulty, Open, Question, QuestionKind, Scenario};
use hotseat::content::{Basis, MarkedSet};
use hotseat::library::Library;
use serde_json::Value;

use crate::support::{Place, case};

/// The three cases, in the order in which one should play them.
const CASES: [(&str, Difficulty); 3] = [
    ("chatbot-explainability", Difficulty::Foundation),
    ("credit-fairness", Difficulty::Intermediate),
    ("global-hr-tool", Difficulty::Advanced),
];

/// The core questions, with prompts that do not change: ratings of people depend on them.
const CORE: [(&str, &str, &str); 5] = [
    (
        "chatbot-explainability",
        "scope",
        "Our customer-service chatbot has been live for a year. A new internal policy now says that every AI system our users interact with must be explainable. You have been asked to scope the work. How would you find out how far the chatbot is from the policy, and what would your first remediation plan look like?",
    ),
    (
        "credit-fairness",
        "gate",
        "You lead the project that makes fairness testing a mandatory gate before any new version of our credit-scoring model is deployed, because fair-lending guidance is about to require it. Walk us through how you would plan and run it.",
    ),
    (
        "global-hr-tool",
        "programme",
        "We want to launch an AI tool that screens job applicants in all our countries within six months. It is high-risk under the EU AI Act, several US states regulate it, and some countries restrict where applicant data may live. How would you run the compliance programme so that we launch on time?",
    ),
    (
        "interview-classics",
        "monitoring-rollout",
        "Describe how you would plan and run a project that puts monitoring for drift and fairness around an AI model that is already in production.",
    ),
    (
        "interview-classics",
        "ship-or-document",
        "Engineering wants to release next week. Legal says the documentation is not good enough to release at all. You own the compliance project. What do you do?",
    ),
];

/// All scenarios.
fn scenarios() -> Vec<Scenario> {
    let library = Library::builtin();
    let ids = library.scenario_ids();
    ids.iter().map(|id| library.scenario(id).unwrap().value).collect()
}

fn open(question: &Question) -> Option<&Open> {
    match &question.kind {
        QuestionKind::Open(open) => Some(open),
        _ => None,
    }
}

/// Every open question with its scenario.
fn open_questions() -> Vec<(Scenario, Question, Open)> {
    let of = |scenario: Scenario| {
        let questions = scenario.questions.clone().into_iter();
        questions
            .filter_map(move |own| open(&own).cloned().map(|it| (scenario.clone(), own, it)))
            .collect::<Vec<_>>()
    };
    scenarios().into_iter().flat_map(of).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn the_library_holds_three_cases_the_classics_and_the_toolbox() {
    let ids: Vec<String> =
        Library::builtin().scenario_ids().iter().map(ToString::to_string).collect();
    assert_eq!(
        ids,
        [
            "chatbot-explainability",
            "credit-fairness",
            "global-hr-tool",
            "interview-classics",
            "toolbox"
        ]
    );
    for (id, difficulty) in CASES {
        assert_eq!(case(id).difficulty, difficulty, "{id}");
    }
    assert_eq!(case("interview-classics").difficulty, Difficulty::Any);
    assert_eq!(case("toolbox").difficulty, Difficulty::Any);
}

#[test]
fn a_case_has_a_page_of_brief_four_exhibits_eight_questions_and_two_injects() {
    for (id, _) in CASES {
        let scenario = case(id);
        let opens = scenario.questions.iter().filter(|own| open(own).is_some()).count();
        let numbers = scenario
            .questions
            .iter()
            .filter(|own| matches!(&own.kind, QuestionKind::Number(_)) && own.exhibit.is_some())
            .count();
        assert!((180..=420).contains(&words(&scenario.brief)), "{id}: a page of brief");
        assert!(scenario.exhibits.len() >= 4, "{id}: {} exhibits", scenario.exhibits.len());
        assert!(scenario.questions.len() >= 8, "{id}: {} questions", scenario.questions.len());
        assert!(opens >= 5, "{id}: {opens} open questions");
        assert!(numbers >= 1, "{id}: a number computed from an exhibit");
        assert!(scenario.injects.len() >= 2, "{id}: {} injects", scenario.injects.len());
    }
}

#[test]
fn a_case_takes_thirty_to_sixty_minutes_at_reading_speed() {
    let library = Library::builtin();
    for (id, _) in CASES {
        let scenario = case(id);
        // Everything a person reads before answering, at 200 words a minute, and the minutes that
        // each question advises.
        let exhibits =
            scenario.exhibits.iter().map(|own| library.exhibit_text(&scenario.id, own).unwrap());
        let injects = scenario.injects.iter().map(|own| own.text.clone());
        let prompts = scenario.questions.iter().map(|own| own.prompt.clone());
        let read: usize = exhibits
            .chain(injects)
            .chain(prompts)
            .chain([scenario.brief.clone()])
            .map(|text| words(&text))
            .sum();
        let asked: u32 = scenario
            .questions
            .iter()
            .map(|own| own.minutes.unwrap_or_else(|| panic!("{id}/{}: minutes", own.id)))
            .sum();
        let takes = read / 200 + asked as usize;
        assert!(
            (30..=60).contains(&takes),
            "{id} takes {takes} minutes, {} of reading",
            read / 200
        );
        let said = scenario.minutes.unwrap() as usize;
        assert!(said.abs_diff(takes) <= 5, "{id} says {said} minutes and takes {takes}");
    }
}

#[test]
fn the_classics_are_at_least_eight_open_questions_and_the_toolbox_forty_closed_ones() {
    let classics = case("interview-classics").questions;
    assert!(classics.len() >= 8, "{} classics", classics.len());
    assert!(classics.iter().all(|own| open(own).is_some()));

    let toolbox = case("toolbox").questions;
    assert!(toolbox.len() >= 40, "{} in the toolbox", toolbox.len());
    assert!(toolbox.iter().all(|own| open(own).is_none()));
}

#[test]
fn the_core_questions_have_the_prompts_that_people_were_asked() {
    for (scenario, id, prompt) in CORE {
        let scenario = case(scenario);
        let question = scenario.questions.iter().find(|own| own.id.as_str() == id).unwrap();
        assert_eq!(question.prompt.trim(), prompt, "{}/{id}", scenario.id);
    }
}

#[test]
fn an_open_question_teaches_with_a_strategy_and_samples_of_three_levels() {
    for (scenario, question, open) in open_questions() {
        let name = format!("{}/{}", scenario.id, question.id);
        assert!(words(open.strategy.as_deref().unwrap_or_default()) >= 80, "{name}: strategy");
        assert!(question.hint.is_some(), "{name}: hint");
        let levels: Vec<u8> = open.samples.iter().map(|own| own.level).collect();
        assert_eq!(levels, [2, 3, 4], "{name}: samples");
        for sample in &open.samples {
            assert!(sample.note.is_some(), "{name}: a sample says why it has its level");
            assert!(words(&sample.text) >= 70, "{name}: a sample has the length of an answer");
        }
    }
}

#[test]
fn a_rubric_has_five_to_eight_criteria_each_with_levels_a_probe_and_advice() {
    let library = Library::builtin();
    for (_, _, open) in open_questions() {
        let rubric = library.rubric(&open.rubric).unwrap().value;
        let count = rubric.criteria.len();
        assert!((5..=8).contains(&count), "{}: {count} criteria", open.rubric);
        for criterion in &rubric.criteria {
            let name = format!("{}: {}", open.rubric, criterion.id);
            assert!(criterion.competency.is_some(), "{name}: competency");
            assert!(criterion.probe.is_some(), "{name}: probe");
            assert!(criterion.advice.is_some(), "{name}: advice");
            // A criterion that is judged by the phases of a framework has their texts.
            if matches!(&criterion.basis, Basis::Evidence(_)) {
                assert!(criterion.basis.levels().len() >= 2, "{name}: levels");
                assert!(
                    criterion.basis.levels().iter().all(|level| level.text.is_some()),
                    "{name}: what a rater looks for"
                );
            }
        }
    }
}

#[test]
fn a_rubric_was_tuned_on_ten_answers_of_every_level_and_checked_on_twelve_by_another_hand() {
    let library = Library::builtin();
    for (_, _, open) in open_questions() {
        let rubric = &open.rubric;
        let marked = library.marked(rubric).unwrap().unwrap().value;
        let marks = library.marks(rubric).unwrap();
        // All levels that anybody gave to the answers of a set, and who gave them.
        let of = |set: MarkedSet| {
            let ids: BTreeSet<&str> =
                marked.iter().filter(|own| own.set == set).map(|own| own.id.as_str()).collect();
            let mut levels = BTreeSet::new();
            let mut raters = BTreeSet::new();
            for own in &marks {
                for (id, mark) in &own.value.marks {
                    if ids.contains(id.as_str()) {
                        raters.insert(own.value.rater.clone());
                        levels.extend(mark.level);
                    }
                }
            }
            (ids.len(), levels, raters)
        };
        let (count, levels, authors) = of(MarkedSet::Tune);
        assert!(count >= 10, "{rubric}: {count} tune answers");
        assert_eq!(levels, BTreeSet::from([0, 1, 2, 3, 4]), "{rubric}: tune levels");
        let (count, levels, others) = of(MarkedSet::Check);
        assert!(count >= 12, "{rubric}: {count} check answers");
        assert!(levels.len() >= 4, "{rubric}: check levels {levels:?}");
        assert!(others.iter().any(|rater| !authors.contains(rater)), "{rubric}: {others:?}");
    }
}

/// A check answer: the level that people gave, the scorer's, and its percentage.
struct Checked {
    given: u8,
    computed: u8,
    percent: u64,
}

/// The check answers of each rubric.
fn check_answers() -> Vec<(String, Vec<Checked>)> {
    let document = Place::new().json(&["test", "--set", "check", "--json"]);
    let checked = |answer: &Value| {
        let number = |key: &str| answer[key].as_u64().unwrap();
        let level = |key: &str| u8::try_from(number(key)).unwrap();
        Checked { given: level("given"), computed: level("computed"), percent: number("percent") }
    };
    let of = |rubric: &Value| {
        let [set] = &rubric["sets"].as_array().unwrap()[..] else {
            panic!("{} has no check set", rubric["question"]);
        };
        let answers = set["answers"].as_array().unwrap().iter().map(checked).collect();
        (rubric["question"].as_str().unwrap().to_owned(), answers)
    };
    document["rubrics"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn scores_hold_on_answers_that_another_hand_wrote_and_marked() {
    let all = check_answers();
    assert_eq!(all.len(), open_questions().len());
    let is_core =
        |name: &str| CORE.iter().any(|(scenario, id, _)| name == format!("{scenario}/{id}"));

    // The core questions, pooled. The figure is a floor for changes, not a promise for people whom
    // nobody has marked.
    let core: Vec<(u8, u8)> = all
        .iter()
        .filter(|(name, _)| is_core(name))
        .flat_map(|(_, answers)| answers)
        .map(|own| (own.given, own.computed))
        .collect();
    let kappa = quadratic_kappa(&core).unwrap();
    assert!(core.len() >= 60 && kappa >= 0.85, "kappa {kappa:.2} over {} answers", core.len());

    for (name, answers) in all.iter().filter(|(name, _)| !is_core(name)) {
        for Checked { given, computed, percent } in answers {
            assert!(
                given.abs_diff(*computed) < 2,
                "{name}: {given} given, {computed} computed, {percent} %"
            );
        }
        let strong = answers.iter().filter(|own| own.given >= 3).map(|own| own.percent);
        let weak = answers.iter().filter(|own| own.given <= 1).map(|own| own.percent);
        let (weakest, strongest) = (strong.min().unwrap(), weak.max().unwrap());
        assert!(weakest > strongest, "{name}: strong at {weakest} %, weak at {strongest} %");
    }
}

#[test]
fn the_eight_frameworks_are_there_and_three_of_them_have_an_order() {
    let library = Library::builtin();
    let expected = [
        ("iso-42001", false, 7),
        ("model-card", false, 8),
        ("nist-ai-rmf", false, 4),
        ("pdca", true, 4),
        ("project-lifecycle", true, 5),
        ("raci", false, 4),
        ("risk-cycle", false, 5),
        ("star", true, 4),
    ];
    let ids: Vec<String> = library.framework_ids().iter().map(ToString::to_string).collect();
    assert_eq!(ids, expected.map(|(id, _, _)| id));
    for (id, ordered, phases) in expected {
        let framework = library.framework(&FrameworkId::new(id)).unwrap().value;
        assert_eq!((framework.ordered, framework.phases.len()), (ordered, phases), "{id}");
        assert!(framework.phases.iter().all(|own| own.belongs.is_some()), "{id}");
    }
}

#[test]
fn all_nine_competencies_are_asked_for_and_no_other() {
    let library = Library::builtin();
    let expected: BTreeSet<String> = [
        "scoping",
        "stakeholders and ownership",
        "planning and sequencing",
        "risk and prioritisation",
        "regulation and policy",
        "metrics and testing",
        "documentation and audit trail",
        "operation and improvement",
        "communication",
    ]
    .map(str::to_owned)
    .into();
    let mut asked = BTreeSet::new();
    for (_, _, open) in open_questions() {
        let criteria = library.rubric(&open.rubric).unwrap().value.criteria;
        asked.extend(
            criteria.into_iter().filter_map(|own| own.competency).map(|own| own.to_string()),
        );
    }
    assert_eq!(asked, expected);
}

/// What a text says where it speaks of a law.
const LAWS: [&str; 11] = [
    "AI Act",
    "GDPR",
    "Regulation (EU)",
    "Regulation B",
    "U.S.C.",
    " CFR",
    "SB 2",
    "HB 3",
    "CFPB",
    "ECOA",
    "SR 11-7",
];

#[test]
fn facts_of_law_say_when_they_were_checked() {
    let library = Library::builtin();
    let dated = |text: &str| {
        let text = text.to_lowercase();
        ["as of", "checked"].iter().any(|words| text.contains(words))
    };
    let of_law = |text: &str| LAWS.iter().any(|law| text.contains(law));
    let mut found = 0;
    for scenario in scenarios() {
        let as_of = scenario.as_of.unwrap_or_else(|| panic!("{} has no as-of date", scenario.id));
        assert!(as_of.to_string().starts_with("2026-1"), "{}: {as_of}", scenario.id);

        // A question with all that is shown around it, an inject, an exhibit.
        let exhibits = scenario
            .exhibits
            .iter()
            .map(|own| (own.id.to_string(), library.exhibit_text(&scenario.id, own).unwrap()));
        let injects = scenario.injects.iter().map(|own| (own.id.to_string(), own.text.clone()));
        let questions =
            scenario.questions.iter().map(|own| (own.id.to_string(), format!("{own:?}")));
        for (id, text) in exhibits.chain(injects).chain(questions) {
            if of_law(&text) {
                found += 1;
                assert!(
                    dated(&text),
                    "{}/{id} speaks of a law and does not say as of when",
                    scenario.id
                );
            }
        }
    }
    assert!(found > 20, "{found} texts speak of a law");
}
