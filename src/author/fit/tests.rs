use std::collections::BTreeMap;

use super::*;
use crate::content::lower;

#[test]
fn a_draw_is_the_same_for_the_same_seed_and_holds_each_once() {
    let drawn = draw(30, 10, 7);
    assert_eq!(drawn, draw(30, 10, 7));
    assert_ne!(drawn, draw(30, 10, 8));
    assert_eq!(drawn.len(), 10);
    assert!(drawn.windows(2).all(|two| two[0] < two[1]));
}

#[test]
fn whole_numbers_are_the_nearest() {
    assert_eq!([0.4, 0.5, -0.4, -1.6, 317.2].map(model::whole), [0, 1, 0, -2, 317].map(Some));
    assert_eq!(model::whole(f64::NAN), None);
}

#[test]
fn what_is_written_is_read_back() {
    let own = Calibration {
        basis: "a0".repeat(32),
        raters: vec!["ana".to_owned(), "a \"b\" c".to_owned()],
        set: "tune".to_owned(),
        answers: 33,
        before: FitFigures { pearson: Some(610), spearman: Some(-5), qwk: None },
        after: FitFigures { pearson: Some(650), spearman: Some(0), qwk: Some(1) },
        cuts: vec![10, 33, 60, 80],
        start: -120,
        criteria: BTreeMap::from([(CriterionId::new("dough"), -40)]),
        words_start: 7,
        words: BTreeMap::from([("load balanc".to_owned(), 12), ("it's \\ \"q\"".to_owned(), -3)]),
        bound: 500,
    };
    let lowered = lower::calibration("a.calibration.toml", &text("bread/plan", &own));
    assert_eq!(lowered.diagnostics, []);
    assert_eq!(lowered.value, Some(own));
}

#[test]
fn a_model_moves_words_by_half_a_level_at_most_and_nothing_that_a_guard_took() {
    let mut example = Example {
        percent: 50,
        zero: false,
        held: false,
        criteria: BTreeMap::new(),
        phrases: BTreeSet::from(["dough".to_owned(), "oven".to_owned()]),
        target: 1.0,
    };
    let words = BTreeMap::from([("dough".to_owned(), 9_000), ("oven".to_owned(), 9_000)]);
    let model = Model { words, ..Model::default() };
    assert_eq!(model.percent(&example, 4), 63);
    example.zero = true;
    assert_eq!(model.percent(&example, 4), 50);
}
