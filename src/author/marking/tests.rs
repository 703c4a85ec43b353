use super::*;
use crate::content::ids::RubricId;
use crate::content::lower;

fn rubric() -> Rubric {
    let text = "format = 1\ntitle = \"Plans\"\n\
        [[criterion]]\nid = \"ask\"\ntitle = \"Asks\"\n[criterion.evidence]\nasks = [\"ask\"]\n\
        [[criterion]]\nid = \"tone\"\ntitle = \"Kind\"\nby = \"person\"\n\
        levels = [{ at = 1, text = \"Polite.\" }, { at = 2, text = \"Warm.\" }]\n\
        [[criterion]]\nid = \"free\"\ntitle = \"Free\"\nby = \"person\"\n";
    lower::rubric(&RubricId::new("ward/plan"), "plan.toml", text).usable().unwrap()
}

fn answers(ids: &[&str]) -> Vec<Answer> {
    ids.iter().map(|id| Answer { id: (*id).to_owned(), text: format!("I am {id}.") }).collect()
}

fn sitting(marks: BTreeMap<String, Mark>, by_criterion: bool) -> Marking {
    Marking::new("ana", &rubric(), answers(&["a", "b", "c", "d"]), marks, by_criterion)
}

/// The answers in the order in which a rater sees them.
fn seen(rater: &str, ids: &[&str]) -> Vec<String> {
    let marking = Marking::new(rater, &rubric(), answers(ids), BTreeMap::new(), false);
    marking.answers.into_iter().map(|answer| answer.id).collect()
}

#[test]
fn the_order_is_the_raters_own_and_the_same_on_every_machine() {
    let ids = ["a", "b", "c", "d", "e", "f"];
    assert_eq!(seen("ana", &ids), seen("ana", &["f", "e", "d", "c", "b", "a"]));
    assert_ne!(seen("ana", &ids), seen("ben", &ids));
    let without: Vec<String> = seen("ana", &ids).into_iter().filter(|id| id != "c").collect();
    assert_eq!(seen("ana", &["a", "b", "d", "e", "f"]), without);
    assert_eq!(seen("ana", &ids), ["b", "f", "d", "c", "a", "e"]);
}

#[test]
fn levels_are_given_one_after_the_other_and_counted() {
    let mut marking = sitting(BTreeMap::new(), false);
    assert_eq!((marking.ask(), marking.number(), marking.done()), (Ask::Whole, 1, 0));
    let first = marking.answers[0].id.clone();
    assert_eq!(marking.give(Some(3)), Ok(Some(Taken::Mark(first.clone()))));
    assert_eq!(marking.marks[&first].nth, Some(1));
    marking.give(None).unwrap();
    marking.give(Some(3)).unwrap();
    assert_eq!((marking.number(), marking.done()), (4, 3));
    marking.give(Some(0)).unwrap();
    assert_eq!((marking.ask(), marking.done()), (Ask::Nothing, 4));
    assert_eq!(marking.give(Some(0)), Ok(None));
    assert_eq!(marking.tally(), [(None, 1), (Some(0), 1), (Some(3), 2)].into());
    let nths: BTreeSet<_> = marking.marks.values().map(|mark| mark.nth).collect();
    assert_eq!(nths, [1, 2, 3, 4].map(Some).into());
}

#[test]
fn a_level_that_there_is_not_changes_nothing() {
    let mut marking = sitting(BTreeMap::new(), true);
    assert_eq!(marking.give(Some(2)), Err(NoSuchLevel { found: 2, top: 1 }));
    assert_eq!(marking.ask(), Ask::Criterion(0));
    assert!(marking.marks.is_empty());
}

#[test]
fn going_on_begins_at_the_first_answer_without_a_mark() {
    let mut marking = sitting(BTreeMap::new(), false);
    marking.give(Some(1)).unwrap();
    marking.give(Some(2)).unwrap();
    let again = sitting(marking.marks.clone(), false);
    assert_eq!((again.number(), again.answer()), (3, marking.answer()));
    let mut again = again;
    let id = again.answers[2].id.clone();
    again.give(Some(4)).unwrap();
    assert_eq!(again.marks[&id].nth, Some(3), "the order goes on");
}

#[test]
fn whoever_goes_back_finds_the_mark_and_may_change_or_keep_it() {
    let mut marking = sitting(BTreeMap::new(), false);
    assert_eq!(marking.back(), Back::Beginning);
    marking.give(Some(1)).unwrap();
    marking.give(Some(2)).unwrap();
    assert_eq!(marking.back(), Back::Answer);
    assert_eq!(marking.back(), Back::Answer);
    let first = marking.answers[0].id.clone();
    assert_eq!(marking.mark().unwrap().level, Some(1));
    assert_eq!(marking.give(Some(4)), Ok(Some(Taken::Mark(first.clone()))));
    assert_eq!(marking.marks[&first].level, Some(4));
    assert_eq!(marking.marks[&first].nth, Some(1), "its place in the order stays");
    assert_eq!(marking.number(), 3, "and it goes on where it was");
    assert!(!marking.keep(), "there is nothing to keep yet");
    marking.back();
    assert!(marking.keep());
    assert_eq!((marking.number(), marking.done()), (3, 2));
}

#[test]
fn criteria_come_before_the_whole_and_can_be_taken_back() {
    let mut marking = sitting(BTreeMap::new(), true);
    let tops: Vec<u8> = marking.criteria.iter().map(|(_, top)| *top).collect();
    assert_eq!(tops, [1, 2, 4], "as described; the answer's own where nobody describes any");
    marking.give(Some(1)).unwrap();
    assert_eq!(marking.back(), Back::Criterion);
    marking.give(Some(0)).unwrap();
    marking.give(None).unwrap();
    marking.give(Some(4)).unwrap();
    assert_eq!(marking.ask(), Ask::Whole);
    assert!(marking.is_cut_short());
    let id = marking.answers[0].id.clone();
    assert_eq!(marking.give(Some(3)), Ok(Some(Taken::Mark(id.clone()))));
    assert!(!marking.is_cut_short());
    let mark = &marking.marks[&id];
    let criteria: Vec<(&str, u8)> = mark.criteria.iter().map(|(id, l)| (id.as_str(), *l)).collect();
    assert_eq!((mark.level, criteria), (Some(3), vec![("ask", 0), ("free", 4)]));
}

#[test]
fn criteria_can_be_added_later_and_levels_stay_meanwhile() {
    let mut marking = sitting(BTreeMap::new(), false);
    for level in [Some(1), None, Some(3), Some(4)] {
        marking.give(level).unwrap();
    }
    let mut again = sitting(marking.marks.clone(), true);
    assert_eq!((again.number(), again.done()), (1, 1), "what was not assessed needs no criteria");
    assert_eq!(again.mark().unwrap().level, Some(1));
    assert!(again.keep());
    assert_eq!((again.number(), again.done()), (3, 2));
    // Whoever marks the whole only leaves the criteria as they are.
    for level in [Some(1), Some(1), Some(1), Some(2)] {
        again.give(level).unwrap();
    }
    let id = again.answers[2].id.clone();
    let mut third = sitting(again.marks.clone(), false);
    third.back();
    third.back();
    third.give(Some(0)).unwrap();
    assert_eq!((third.marks[&id].level, third.marks[&id].criteria.len()), (Some(0), 3));
}

#[test]
fn a_note_waits_for_the_level_and_follows_it_afterwards() {
    let mut marking = sitting(BTreeMap::new(), false);
    assert_eq!(marking.set_note("  Off the topic. "), None);
    assert!(marking.is_cut_short());
    assert_eq!(marking.note(), Some("Off the topic."));
    let id = marking.answers[0].id.clone();
    marking.give(None).unwrap();
    assert_eq!(marking.marks[&id].note.as_deref(), Some("Off the topic."));
    assert_eq!(marking.note(), None);
    marking.back();
    assert_eq!(marking.set_note(""), Some(id.clone()));
    assert_eq!(marking.marks[&id].note, None);
    marking.keep();
    marking.set_note("Gone with");
    marking.set_note(" ");
    assert!(!marking.is_cut_short());
}
