//! `hotseat attack`: what rubrics pay for texts that only look like a strong answer.

use crate::support::Place;

#[test]
fn families_are_made_from_strong_answers_and_measured() {
    let place = Place::new();
    let question = "interview-classics/ship-or-document";
    let document = place.json(&["attack", question, "--json"]);
    assert_eq!(document["schema"], 1);
    assert!(document["answers"].as_u64().unwrap() >= 4, "{document}");
    let families = document["families"].as_array().unwrap();
    let of = |name: &str| families.iter().find(|own| own["family"] == name).unwrap();
    for nothing in
        ["question", "gibberish", "empty", "other-languages", "stuffed", "management-speak"]
    {
        assert_eq!(of(nothing)["mean_share"], 0, "{nothing}: {document}");
    }
    for changed in ["negated", "not-true", "keyword-list"] {
        assert!(of(changed)["mean_share"].as_u64().unwrap() <= 10, "{changed}: {document}");
    }
    for harmless in ["repeated-sentences", "filler-after", "question-first"] {
        assert!(of(harmless)["mean_moved"].as_u64().unwrap() <= 3, "{harmless}: {document}");
    }
    assert_eq!(document, place.json(&["attack", question, "--json"]), "the same bytes again");
}

#[test]
fn a_family_can_be_looked_at() {
    let place = Place::new();
    let question = "interview-classics/ship-or-document";
    let shown = place.hotseat(&["attack", question, "--show", "not-true"]).succeeds().stdout;
    assert!(shown.starts_with("It is not true that "), "{shown}");
    let unknown = place.hotseat(&["attack", question, "--show", "nottrue"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("not-true"), "{}", unknown.stderr);
}

#[test]
fn a_family_beyond_the_limit_is_named_with_what_it_pays() {
    let place = Place::new();
    let question = "interview-classics/ship-or-document";
    let document = place.json(&["attack", question, "--json"]);
    let families = document["families"].as_array().unwrap();
    let paying = families
        .iter()
        .filter(|own| own["damaging"] == true)
        .max_by_key(|own| own["mean_share"].as_u64())
        .unwrap();
    let (name, share) =
        (paying["family"].as_str().unwrap(), paying["mean_share"].as_u64().unwrap());
    assert!(share > 0, "{document}");
    let limit = (share - 1).to_string();
    place
        .hotseat(&["attack", question, "--max-share", &limit])
        .exits(1)
        .says(format!("{name} pays {share} % on the mean, and the limit is {limit} %"));
    assert!(
        place.hotseat(&["attack", question, "--max-share", &share.to_string()]).stderr.is_empty()
    );
}
