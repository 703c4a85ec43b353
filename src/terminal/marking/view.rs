//! What a rater sees.

use super::typed::{COMMANDS, Typed};
use super::{Look, Sitting};
use crate::author::marking::{Ask, Marking, highest};
use crate::content::marked::Mark;
use crate::content::rubric::{Basis, Criterion, Rubric};
use crate::terminal::page::Page;
use crate::terminal::sanitize::one_line;
use crate::terminal::screen::Screen;
use crate::terminal::theme::Role;
use crate::terminal::words::count;
use crate::terminal::wrap::{Run, width};

/// Where a key is waited for.
pub(super) const PROMPT: &str = "> ";

/// The question, and how it stands.
pub(super) fn opening(screen: Screen, sitting: &Sitting<'_>, marking: &Marking) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("{}: {}", sitting.scenario.title, sitting.question.id));
    page.markdown(&sitting.question.prompt).gap();
    let done = match marking.done() {
        0 => String::new(),
        done => format!(", {done} of them marked"),
    };
    let of = count(marking.all(), "answer", "answers");
    page.aside(&format!("You mark as {}: {of}{done}. ? lists what you can type.", sitting.rater));
    page.finish()
}

/// The question as it was asked.
pub(super) fn prompt(screen: Screen, sitting: &Sitting<'_>) -> String {
    let mut page = Page::new(screen);
    page.part("The question").markdown(&sitting.question.prompt).gap();
    page.finish()
}

/// The case as those who answered knew it by then.
pub(super) fn brief(screen: Screen, sitting: &Sitting<'_>) -> String {
    let mut page = Page::new(screen);
    page.part(&sitting.scenario.title);
    if let Some(role) = &sitting.scenario.role {
        page.aside(&format!("Who answered was: {role}."));
    }
    page.markdown(&sitting.scenario.brief);
    for question in &sitting.scenario.questions {
        for inject in sitting.scenario.injects_before(&question.id) {
            page.part("What has happened").markdown(&inject.text);
        }
        if question.id == sitting.question.id {
            break;
        }
    }
    page.gap();
    page.finish()
}

/// The levels of the answer, and each criterion with its own.
pub(super) fn rubric(screen: Screen, rubric: &Rubric) -> String {
    let mut page = Page::new(screen);
    page.part("The rubric").text(&rubric.title).gap();
    for (level, name) in rubric.scale.iter().enumerate() {
        page.hanging(&format!("  {level}  "), &[Run::plain(one_line(name))]);
    }
    for criterion in &rubric.criteria {
        page.heading(&criterion.title);
        levels(&mut page, rubric, criterion);
    }
    page.gap();
    page.finish()
}

/// What each level of a criterion asks for.
fn levels(page: &mut Page, rubric: &Rubric, criterion: &Criterion) {
    let own = criterion.basis.levels();
    let is_described = own.iter().any(|level| level.text.is_some());
    match &criterion.basis {
        Basis::Frameworks(names) => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            page.aside(&format!(
                "From 0 to {}: how many of the phases of {} it covers, in their order.",
                highest(rubric, &criterion.basis),
                names.join(" or ")
            ));
        }
        _ if !is_described => {
            page.aside(&format!(
                "From 0 to {}; nobody has described the levels.",
                highest(rubric, &criterion.basis)
            ));
        }
        _ => {
            page.hanging("  0  ", &[Run::plain("less than level 1")]);
            for level in own {
                let text =
                    level.text.as_deref().unwrap_or("more than that, and less than the next");
                page.hanging(&format!("  {}  ", level.at), &[Run::plain(one_line(text))]);
            }
        }
    }
}

/// The answer, under a number that says nothing of it.
pub(super) fn answer(screen: Screen, marking: &Marking) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("Answer {} of {}", marking.number(), marking.all()));
    let text = marking.answer().unwrap_or_default().trim();
    if text.is_empty() {
        page.aside("(nothing was written)");
    } else {
        page.text(text);
    }
    page.gap();
    if let Some(mark) = marking.mark() {
        page.aside(&format!("You gave it {}. Enter leaves it so.", given(mark)));
    }
    if let Some(note) = marking.note() {
        page.aside(&format!("Your note: {}", one_line(note)));
    }
    page.gap();
    page.finish()
}

fn given(mark: &Mark) -> String {
    let level = match mark.level {
        Some(level) => format!("level {level}"),
        None => "no level (not assessed)".to_owned(),
    };
    if mark.criteria.is_empty() {
        return level;
    }
    let criteria: Vec<String> =
        mark.criteria.iter().map(|(id, level)| format!("{id} {level}")).collect();
    format!("{level}, and by criterion: {}", criteria.join(", "))
}

/// What is asked for now.
pub(super) fn question(screen: Screen, rubric: &Rubric, marking: &Marking) -> String {
    let mut page = Page::new(screen);
    match marking.ask() {
        Ask::Nothing => {
            page.aside("u goes back to the last one, q leaves.");
        }
        Ask::Criterion(at) => {
            let Some(criterion) = rubric.criteria.get(at) else { return String::new() };
            let all = rubric.criteria.len();
            if at > 0 {
                page.gap();
            }
            page.heading(&format!("Criterion {} of {all}: {}", at + 1, criterion.title));
            levels(&mut page, rubric, criterion);
        }
        Ask::Whole => {
            let names: Vec<String> = rubric
                .scale
                .iter()
                .enumerate()
                .map(|(level, name)| format!("{level} {}", one_line(name)))
                .collect();
            if marking.is_by_criterion() {
                page.gap();
            }
            let what = if marking.is_by_criterion() { "The answer as a whole: " } else { "" };
            page.hanging(
                "",
                &[Run::plain(what), Run::new(names.join(", "), screen.theme.style(Role::Dim))],
            );
        }
    }
    page.finish()
}

/// The question on a line of its own, for those who type lines.
pub(super) fn line_prompt(screen: Screen, marking: &Marking) -> String {
    let mut page = Page::new(screen);
    match marking.ask() {
        Ask::Nothing => page.text("What now? [u, q or ?]"),
        Ask::Criterion(_) | Ask::Whole => {
            page.text(&format!("Which level? [0-{}, n, t, u, r, q or ?]", marking.top()))
        }
    };
    page.finish()
}

/// What a key has done, beside the prompt where nothing was typed.
pub(super) fn echo(rubric: &Rubric, marking: &Marking, typed: &Typed) -> String {
    match typed {
        Typed::Level(level) => match (marking.ask(), rubric.scale.get(usize::from(*level))) {
            (Ask::Whole, Some(name)) => format!("{level} {}", one_line(name)),
            _ => level.to_string(),
        },
        Typed::NotAssessed => "not assessed".to_owned(),
        Typed::Note(_) => "note".to_owned(),
        Typed::Back => "back".to_owned(),
        Typed::Keep => "as it is".to_owned(),
        Typed::Help => "?".to_owned(),
        Typed::Leave => "leave".to_owned(),
        Typed::Look(Look::Question) => "the question".to_owned(),
        Typed::Look(Look::Brief) => "the brief".to_owned(),
        Typed::Look(Look::Exhibits) => "the documents".to_owned(),
        Typed::Look(Look::Rubric) => "the rubric".to_owned(),
        Typed::Again => "the answer".to_owned(),
        Typed::Unknown(_) => String::new(),
    }
}

/// What can be typed.
pub(super) fn help(screen: Screen) -> String {
    let mut page = Page::new(screen);
    page.gap();
    page.hanging("  0-9     ", &[Run::plain("the level")]);
    page.hanging("  Enter   ", &[Run::plain("leave the level that you gave as it is, and go on")]);
    for (letter, _, meaning) in COMMANDS {
        page.hanging(&format!("  {letter:<8}"), &[Run::plain(*meaning)]);
    }
    page.gap();
    page.finish()
}

/// How often the rater gave each level, and what can be done with it.
pub(super) fn all_marked(screen: Screen, sitting: &Sitting<'_>, marking: &Marking) -> String {
    let mut page = Page::new(screen);
    let title = match marking.all() {
        1 => "The only answer is marked".to_owned(),
        all => format!("All {all} answers are marked"),
    };
    page.part(&title).text("Your levels:");
    let mut tally = marking.tally();
    let names = sitting.rubric.scale.iter().enumerate();
    let mut rows: Vec<(String, usize)> = names
        .filter_map(|(level, name)| Some((u8::try_from(level).ok()?, name)))
        .map(|(level, name)| {
            (format!("{level} {}", one_line(name)), tally.remove(&Some(level)).unwrap_or(0))
        })
        .collect();
    let unassessed = tally.remove(&None);
    // A file from elsewhere may have levels that the scale does not have.
    rows.extend(tally.into_iter().map(|(level, n)| (level.unwrap_or_default().to_string(), n)));
    rows.extend(unassessed.map(|n| ("not assessed".to_owned(), n)));
    let most = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, n) in rows {
        let gap = " ".repeat(most - width(&name));
        page.hanging("  ", &[Run::plain(format!("{name}{gap}  {n:>4}"))]);
    }
    page.gap().aside(&format!("They are kept in {}.", sitting.place));
    if let Some(next) = sitting.next {
        page.aside(&format!("Once others have marked them, too: {next}"));
    }
    page.finish()
}
