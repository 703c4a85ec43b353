//! What changed since an earlier state.

use super::super::page::Page;
use super::super::sanitize::one_line;
use super::super::screen::Screen;
use super::super::words::count;
use super::criteria::code;
use super::{Detail, SOME, decimal, item, names, share};
use crate::author::bench::Cited;
use crate::author::bench::diff::{AnswerDiff, Change, Diff, RubricDiff, SetDiff};

/// Answers shown with all that changed in them.
const ANSWERS: usize = 10;

/// All of it.
pub(super) fn part(page: &mut Page, diff: &Diff, detail: Detail) {
    let mut same = Vec::new();
    for rubric in &diff.rubrics {
        let is_same = rubric.answers.is_empty()
            && rubric.only_now.is_empty()
            && rubric.only_then.is_empty()
            && !rubric.is_new;
        if is_same {
            same.push(format!("{} ({})", rubric.question, rubric.compared));
        } else {
            of_rubric(page, rubric, detail);
        }
    }
    if !same.is_empty() {
        page.gap().text(&format!("No answer changes in {}.", same.join(", ")));
    }
}

fn of_rubric(page: &mut Page, rubric: &RubricDiff, detail: Detail) {
    page.part(&format!("Changes in {}", one_line(&rubric.question)));
    if rubric.is_new {
        page.text("The earlier state does not have this rubric.");
        return;
    }
    for set in &rubric.sets {
        item(page, "", &figures(set));
    }
    for (ids, what) in [(&rubric.only_now, "new"), (&rubric.only_then, "gone")] {
        if !ids.is_empty() {
            let answers = count(ids.len(), "answer is", "answers are");
            page.text(&format!("{answers} {what}: {}.", names(ids, detail.most(SOME))));
        }
    }
    let (levels, percents): (Vec<&AnswerDiff>, Vec<&AnswerDiff>) =
        rubric.answers.iter().partition(|answer| answer.level.is_change());
    for answer in levels.iter().take(detail.most(ANSWERS)) {
        page.gap();
        of_answer(page, answer);
    }
    let rest: Vec<String> =
        levels.iter().skip(detail.most(ANSWERS)).map(|answer| level(answer)).collect();
    if !rest.is_empty() {
        page.gap().text(&format!("And {}: {}.", rest.len(), rest.join("; ")));
    }
    if detail.all {
        for answer in &percents {
            page.gap();
            of_answer(page, answer);
        }
    } else if !percents.is_empty() {
        let answers = count(percents.len(), "answer keeps its level", "answers keep their level");
        let percents: Vec<String> = percents.iter().map(|answer| percent(answer)).collect();
        page.gap().text(&format!("{answers} with another percentage: {}.", names(&percents, SOME)));
    }
}

fn figures(set: &SetDiff) -> String {
    format!(
        "{}, {}: weighted kappa {}, exact {}",
        set.set,
        count(set.n, "answer", "answers"),
        change(&set.qwk, decimal),
        change(&set.exact, share)
    )
}

/// "0.81 -> 0.84", or the one figure where it stays.
fn change(change: &Change<Option<f64>>, show: fn(Option<f64>) -> String) -> String {
    let (before, after) = (show(change.before), show(change.after));
    if before == after { format!("{after} as before") } else { format!("{before} -> {after}") }
}

fn level(answer: &AnswerDiff) -> String {
    let AnswerDiff { id, given, level, .. } = answer;
    format!("{id}: {} -> {} (given {given})", level.before, level.after)
}

fn percent(answer: &AnswerDiff) -> String {
    format!("{} {}% -> {}%", answer.id, answer.percent.before, answer.percent.after)
}

fn of_answer(page: &mut Page, answer: &AnswerDiff) {
    let verdict = {
        let off = |level: u8| level.abs_diff(answer.given);
        let (before, after) = (off(answer.level.before), off(answer.level.after));
        match (after, after.cmp(&before)) {
            (_, std::cmp::Ordering::Greater) => ", further away",
            (0, std::cmp::Ordering::Less) => ", now right",
            (_, std::cmp::Ordering::Less) => ", nearer",
            _ => "",
        }
    };
    let percent = &answer.percent;
    item(
        page,
        "",
        &format!("{}{verdict}, {}% -> {}%", level(answer), percent.before, percent.after),
    );
    if answer.is_other_text == Some(true) {
        item(page, "  ", "the answer's text is another one");
    }
    if answer.is_other_text.is_none() {
        item(page, "  ", "the earlier state was written down without what explains a change");
    }
    for criterion in &answer.criteria {
        let show = |level: Option<u8>| level.map_or_else(|| "none".to_owned(), |l| l.to_string());
        let given = criterion.given.map_or_else(String::new, |given| format!(" (given {given})"));
        let (before, after) = (show(criterion.level.before), show(criterion.level.after));
        item(page, "  ", &format!("{}: {before} -> {after}{given}", criterion.id));
    }
    for (sign, all) in [("  + ", &answer.gained), ("  - ", &answer.lost)] {
        for cited in all {
            item(page, sign, &rule(cited));
        }
    }
    for (sign, flags) in [("  + ", &answer.flags_gained), ("  - ", &answer.flags_lost)] {
        for flag in flags {
            item(page, sign, &format!("noticed: {}", code(flag)));
        }
    }
}

fn rule(cited: &Cited) -> String {
    let words = cited.words.text.as_ref();
    let words = words.map_or_else(String::new, |text| format!(": \"{text}\""));
    format!("{}.{}{words}", cited.criterion, cited.rule)
}

/// In short, for a report that is repeated: figures that moved, and answers with another level.
#[must_use]
pub fn since(screen: Screen, diff: &Diff) -> String {
    let mut page = Page::new(screen);
    page.gap().heading("Since the last report");
    let mut is_same = true;
    for rubric in &diff.rubrics {
        if rubric.answers.is_empty() && rubric.only_now.is_empty() && rubric.only_then.is_empty() {
            continue;
        }
        is_same = false;
        let sets: Vec<String> = rubric
            .sets
            .iter()
            .filter(|set| set.n > 0)
            .map(|set| format!("{} kappa {}", set.set, change(&set.qwk, decimal)))
            .collect();
        item(&mut page, "", &format!("{}: {}", rubric.question, sets.join(", ")));
        for (ids, what) in [(&rubric.only_now, "new"), (&rubric.only_then, "gone")] {
            if !ids.is_empty() {
                item(&mut page, "  ", &format!("{what}: {}", names(ids, SOME)));
            }
        }
        let (levels, percents): (Vec<&AnswerDiff>, Vec<&AnswerDiff>) =
            rubric.answers.iter().partition(|answer| answer.level.is_change());
        for answer in levels.iter().take(ANSWERS) {
            item(&mut page, "  ", &level(answer));
        }
        let rest = levels.len().saturating_sub(ANSWERS);
        if rest > 0 {
            item(&mut page, "  ", &format!("and {rest} more"));
        }
        if !percents.is_empty() {
            let percents: Vec<String> = percents.iter().map(|answer| percent(answer)).collect();
            item(&mut page, "  ", &format!("only in percent: {}", names(&percents, SOME)));
        }
    }
    if is_same {
        page.text("No answer changes.");
    }
    page.finish()
}
