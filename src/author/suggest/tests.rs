use super::cuts::{cuts, moved};
use super::edit::Edit;
use super::effect::{Effect, Scores};
use super::phrases::typical;
use super::*;

fn marked<'a>(all: &[(&'a str, &'a str, u8)]) -> Vec<MarkedText<'a>> {
    let one = |&(id, text, level): &(&'a str, &'a str, u8)| MarkedText {
        id,
        text,
        given: f64::from(level) / 4.0,
        level,
    };
    all.iter().map(one).collect()
}

/// Levels given to answers whose texts do not matter.
fn levels(levels: &[u8]) -> Vec<MarkedText<'static>> {
    levels.iter().map(|&level| MarkedText { id: "", text: "", given: 0.0, level }).collect()
}

mod of_cuts {
    use super::*;

    /// Nine answers at 45 % were given level 2 and lie below its cut of 60: with the cut at 45 none
    /// is on the wrong side.
    #[test]
    fn a_cut_moves_where_many_answers_ask_for_it() {
        let mut given = vec![2; 9];
        given.extend([1, 1, 3]);
        let mut percent = vec![45; 9];
        percent.extend([25, 25, 90]);
        let found = moved(&[20, 60, 80], &percent, &levels(&given));
        let told: Vec<(u8, u8, u8, u32, u32)> = found
            .iter()
            .map(|own| (own.level, own.from, own.to, own.wrong_now, own.wrong_then))
            .collect();
        assert_eq!(told, [(2, 60, 45, 9, 0)]);
    }

    /// One answer is worth ten points of distance, so a single one 30 points away moves nothing.
    #[test]
    fn a_single_answer_far_away_moves_nothing() {
        assert_eq!(moved(&[20, 60, 80], &[30], &levels(&[2])), []);
    }

    #[test]
    fn cuts_never_meet_or_cross() {
        for percent in [0, 1, 50, 99, 100] {
            for level in 0..=3 {
                let answers = levels(&[level; 40]);
                let placed = cuts(&[20, 60, 80], &[percent; 40], &answers);
                assert!(placed.is_sorted_by(|a, b| a < b), "{placed:?} for {percent}, {level}");
                assert!(placed.iter().all(|cut| (1..=100).contains(cut)), "{placed:?}");
            }
        }
    }
}

mod of_phrases {
    use super::*;

    /// Three answers that speak of swelling are scored too low, three others are not.
    const TEXTS: [(&str, &str, u8); 6] = [
        ("a", "The dough must swell before I bake it.", 4),
        ("b", "I wait until the loaf will swell in its basket.", 4),
        ("c", "Let the dough swell for an hour.", 4),
        ("d", "I bake the dough at once.", 1),
        ("e", "The loaf goes into the oven.", 1),
        ("f", "I wait for the oven.", 1),
    ];
    const ERRORS: [f64; 6] = [0.5, 0.4, 0.6, 0.0, 0.1, 0.0];

    #[test]
    fn what_only_answers_scored_too_low_say_is_typical_of_them() {
        let found = typical(&marked(&TEXTS), &ERRORS, true, 10);
        let first = found.first().unwrap();
        assert_eq!(first.pattern, "swell");
        assert_eq!(first.answers, BTreeSet::from([0, 1, 2]));
        assert!(first.t > 2.0, "{first:?}");
        // "dough", "loaf", "wait" are in answers of both kinds, or in too few.
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn the_same_phrases_are_typical_of_answers_scored_too_high_if_the_errors_are_turned_round() {
        let turned = ERRORS.map(|error| -error);
        let found = typical(&marked(&TEXTS), &turned, false, 10);
        assert_eq!(found.first().unwrap().pattern, "swell");
        assert!(typical(&marked(&TEXTS), &turned, true, 10).is_empty());
    }
}

mod of_effects {
    use super::*;

    fn scores(percent: &[u8], level: &[u8]) -> Scores {
        Scores { percent: percent.to_vec(), level: level.to_vec() }
    }

    /// Given 4, 0, 2. Before: levels 2, 0, 4; after: 4, 1, 4. The first comes nearer, the second
    /// moves away, the third stays where it is.
    #[test]
    fn nearer_and_farther_are_counted_by_level() {
        let answers = marked(&[("a", "", 4), ("b", "", 0), ("c", "", 2)]);
        let effect = Effect::new(
            &scores(&[50, 0, 90], &[2, 0, 4]),
            &scores(&[90, 30, 90], &[4, 1, 4]),
            &answers,
        );
        assert_eq!((effect.nearer, effect.farther, effect.moved), (1, 1, 2));
    }

    /// A gain that is one answer's alone does not hold without it.
    #[test]
    fn a_gain_that_hangs_on_one_answer_is_told() {
        let answers =
            marked(&[("a", "", 0), ("b", "", 1), ("c", "", 2), ("d", "", 3), ("e", "", 4)]);
        let before = scores(&[0, 25, 50, 75, 0], &[0, 1, 2, 3, 0]);
        let after = scores(&[0, 25, 50, 75, 100], &[0, 1, 2, 3, 4]);
        let effect = Effect::new(&before, &after, &answers);
        assert!(effect.gain().unwrap() > 0.5);
        assert!(!effect.holds_without_any);
    }
}

mod of_edits {
    use super::*;
    use crate::content::ids::{CriterionId, RubricId};
    use crate::content::lower;

    const RUBRIC: &str = r#"format = 1
title = "Plans the baking"
cuts = [20, 40, 60, 80]

[[criterion]]
id = "dough"
title = "Makes the dough"
weight = 2
levels = [{ at = 1, needs = 1 }, { at = 2, needs = 2, with = ["rests"] }]

[criterion.evidence]
kneads = ["knead > dough"]
rests = ["dough + rest"]
"#;

    fn rubric() -> Rubric {
        lower::rubric(&RubricId::new("bread/plan"), "plan.toml", RUBRIC).usable().unwrap()
    }

    fn dough() -> CriterionId {
        CriterionId::new("dough")
    }

    #[test]
    fn an_edit_that_cannot_be_made_is_none() {
        let rule = || RuleId::new("rests");
        let cannot = [
            // A level asks for the rule.
            Edit::DropRule { criterion: dough(), rule: rule() },
            // It is the rule's only pattern.
            Edit::DropPattern { criterion: dough(), rule: rule(), pattern: "dough + rest".into() },
            Edit::AddPattern { criterion: dough(), rule: rule(), pattern: "(".into() },
            Edit::AddPattern {
                criterion: CriterionId::new("oven"),
                rule: rule(),
                pattern: "warm".into(),
            },
            // The higher level would be easier to reach than the lower one.
            Edit::Needs { criterion: dough(), at: 1, from: 1, to: 3 },
        ];
        for edit in cannot {
            assert_eq!(edit.apply(&rubric()), None, "{edit:?}");
        }
    }

    #[test]
    fn numbers_move_by_one_and_never_to_nothing() {
        let edits = edit::numbers(&rubric());
        let weights: Vec<u32> = edits
            .iter()
            .filter_map(|own| match own {
                Edit::Weight { to, .. } => Some(*to),
                _ => None,
            })
            .collect();
        assert_eq!(weights, [1, 3]);
        for own in &edits {
            if let Edit::Points { from, to, .. } | Edit::Needs { from, to, .. } = own {
                assert!(from.abs_diff(*to) == 1 && *to > 0, "{own:?}");
            }
        }
    }
}
