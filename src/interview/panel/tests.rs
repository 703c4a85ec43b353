//! Laws of the folds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::content::ids::{CriterionId, QuestionId, ScenarioId};
use crate::scoring::assessment::{Assessment, Status};
use crate::scoring::receipt::{Inputs, Receipt};
use crate::scoring::{Scored, assessment};

fn scored(level: u8) -> Box<Scored> {
    let assessment = Assessment {
        question: "bread/plan".to_owned(),
        status: Status::Scored,
        percent: Some(level * 20),
        level: Some(level),
        of: 4,
        label: None,
        borderline: None,
        criteria: Vec::new(),
        flags: Vec::new(),
        calibration: None,
        next_level: Vec::new(),
    };
    let receipt = Receipt::new(&assessment, "text", &BTreeMap::new(), Inputs::default());
    Box::new(Scored { schema: assessment::SCHEMA, id: None, assessment, receipt })
}

fn question(name: &str) -> QuestionId {
    QuestionId::new(name)
}

fn received(name: &str) -> CandidateEvent {
    CandidateEvent::Received { question: question(name), text: format!("answer to {name}") }
}

fn decided(name: &str, level: u8, reason: &str) -> CandidateEvent {
    CandidateEvent::Decided {
        question: question(name),
        by: "ana".to_owned(),
        level,
        criteria: BTreeMap::from([(CriterionId::new("judgement"), level)]),
        reason: reason.to_owned(),
        advice_shown: false,
    }
}

fn opened(keep_until: Option<&str>) -> RoundEvent {
    RoundEvent::Opened {
        scenario: ScenarioId::new("bread"),
        title: "Bread".to_owned(),
        content: "00".to_owned(),
        questions: vec![question("plan")],
        keep_until: keep_until.map(str::to_owned),
        program: "0.1.0".to_owned(),
    }
}

/// Anything that can happen to a candidate after both answers came in.
fn later() -> impl Strategy<Value = CandidateEvent> {
    let name = prop_oneof![Just("plan"), Just("flour")];
    prop_oneof![
        (name.clone(), 0..5u8).prop_map(|(name, level)| CandidateEvent::Assessed {
            question: question(name),
            scored: scored(level)
        }),
        name.clone()
            .prop_map(|name| CandidateEvent::AdviceShown { question: question(name), by: None }),
        (name, 0..5u8, "[a-z]{1,9}").prop_map(|(name, level, why)| decided(name, level, &why)),
    ]
}

proptest! {
    #[test]
    fn only_people_give_final_levels_and_every_one_is_kept(
        events in prop::collection::vec(later(), 0..20),
    ) {
        let events = [vec![received("plan"), received("flour")], events].concat();
        let candidate = Candidate::fold((0..).zip(&events)).unwrap();
        for (asked, case) in candidate.cases() {
            let entered: Vec<u8> = events
                .iter()
                .filter_map(|event| match event {
                    CandidateEvent::Decided { question, level, .. } if question == asked => Some(*level),
                    _ => None,
                })
                .collect();
            let kept: Vec<u8> = case.decisions.iter().map(|decision| decision.level).collect();
            prop_assert_eq!(&kept, &entered);
            prop_assert_eq!(case.decision().map(|own| own.level), entered.last().copied());
            prop_assert_eq!(case.criterion(&CriterionId::new("judgement")), entered.last().copied());
            prop_assert_eq!(&case.text, &format!("answer to {asked}"), "an answer never changes");
        }
    }

    #[test]
    fn what_is_stored_reads_back_and_other_fields_are_passed_over(event in later()) {
        let mut value = serde_json::to_value(&event).unwrap();
        value["a field of a later version"] = serde_json::json!([1]);
        prop_assert_eq!(value["event"].as_str(), Some(event.kind()));
        prop_assert_eq!(serde_json::from_value::<CandidateEvent>(value).unwrap(), event);
    }

    #[test]
    fn no_text_becomes_an_id_that_leaves_its_stream(text in r"(?s:.){0,12}|[./a-z0-9]{0,9}") {
        if let Ok(id) = CandidateId::new(&text) {
            prop_assert_eq!(id.as_str(), text);
            prop_assert!(!id.as_str().contains(['/', '@', ' ']) && !id.as_str().starts_with('.'));
        }
    }
}

#[test]
fn an_answer_is_new_unscored_known_or_another() {
    let plan = question("plan");
    let mut candidate = Candidate::default();
    assert_eq!(candidate.receiving(&plan, "answer to plan"), Receiving::New);
    candidate.apply(1, &received("plan")).unwrap();
    assert_eq!(candidate.receiving(&plan, "answer to plan"), Receiving::Unscored);
    assert_eq!(candidate.receiving(&plan, "another"), Receiving::Other);
    let assessed = CandidateEvent::Assessed { question: plan.clone(), scored: scored(2) };
    candidate.apply(2, &assessed).unwrap();
    assert_eq!(candidate.receiving(&plan, "answer to plan"), Receiving::Known);
    assert_eq!(candidate.receiving(&question("flour"), "x"), Receiving::New);
}

#[test]
fn impossible_events_are_refused() {
    let fold = |events: &[CandidateEvent]| Candidate::fold((0..).zip(events));
    fold(&[received("plan"), received("plan")]).unwrap_err();
    fold(&[decided("plan", 2, "why")]).unwrap_err();
    for reason in ["", " ", "2.", "..."] {
        fold(&[received("plan"), decided("plan", 2, reason)]).unwrap_err();
    }
    Round::fold(&[]).unwrap_err();
    Round::fold(&[opened(None), opened(None)]).unwrap_err();
    Round::fold(&[opened(Some("soon"))]).unwrap_err();
    Round::fold(&[RoundEvent::AdviceShown { by: None }]).unwrap_err();
}

#[test]
fn a_round_is_due_on_the_day_after_its_last() {
    let mut round = Round::fold(&[opened(Some("2027-05-31"))]).unwrap();
    let day = |text: &str| text.parse().unwrap();
    assert!(!round.is_due(day("2027-05-31")));
    assert!(round.is_due(day("2027-06-01")));
    round.apply(&RoundEvent::KeepUntil { date: Some("2027-06-30".to_owned()) }).unwrap();
    assert!(!round.is_due(day("2027-06-01")));
    round.apply(&RoundEvent::KeepUntil { date: None }).unwrap();
    assert!(!round.is_due(day("2100-01-01")));
}

#[test]
fn advice_counts_as_shown_once_it_was_shown_or_exported_for_all() {
    for event in [
        RoundEvent::AdviceShown { by: None },
        RoundEvent::Exported { format: ExportFormat::Csv, sha256: String::new() },
    ] {
        let round = Round::fold(&[opened(None), event]).unwrap();
        assert!(round.advice_shown);
    }
    let read = RoundEvent::FileRead { new: 1, known: 0, refused: 0 };
    assert!(!Round::fold(&[opened(None), read]).unwrap().advice_shown);
}

#[test]
fn names_and_addresses_do_not_stand_for_candidates() {
    for (text, problem) in [
        ("", "empty"),
        ("ana@example.org", "e-mail"),
        ("Ana Meier", "space"),
        ("Meier", "no digit"),
        ("../../17", "other characters"),
        ("..17", "begin"),
        ("a/17", "other characters"),
        ("zoë-1", "other characters"),
        ("=1+1", "other characters"),
        (&"1".repeat(65), "longer"),
    ] {
        let error = CandidateId::new(text).unwrap_err().to_string();
        assert!(error.contains(problem), "{text:?}: {error}");
    }
    for text in ["a-17", "17", "2026.11_A-3"] {
        assert_eq!(CandidateId::new(text).unwrap().as_str(), text);
    }
}
