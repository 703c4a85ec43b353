//! A case on paper: all that a participant sees, and for its author what they do not.

use super::page::Page;
use super::practice::exhibit;
use super::sanitize::one_line;
use super::screen::Screen;
use super::theme::{Mark, Role};
use super::words::count;
use super::wrap::{Run, truncate};
use crate::content::ids::{ExhibitId, QuestionId};
use crate::content::scenario::{Pick, Question, QuestionKind, Sample, Scenario};
use crate::scoring::Assessment;

/// The longest quotation, in columns.
const QUOTE_COLUMNS: usize = 60;

/// What a preview needs beside the scenario.
#[derive(Debug, Default)]
pub struct Parts {
    /// The texts of the exhibits.
    pub exhibits: Vec<(ExhibitId, String)>,
    /// For the author: what the scorer gives each sample, in the order of the file.
    pub samples: Option<Vec<(QuestionId, Vec<Assessment>)>>,
}

/// The whole case.
#[must_use]
pub fn preview(screen: Screen, scenario: &Scenario, parts: &Parts) -> String {
    let mut page = Page::new(screen);
    page.part(&scenario.title);
    let mut facts = Vec::new();
    if let Some(role) = &scenario.role {
        facts.push(format!("You are: {role}."));
    }
    if let Some(minutes) = scenario.minutes {
        facts.push(format!("About {}.", count(minutes as usize, "minute", "minutes")));
    }
    if let Some(date) = scenario.as_of {
        facts.push(format!("Law and guidance as of {date}."));
    }
    page.aside(&facts.join(" ")).markdown(&scenario.brief);
    let mut text = page.finish();
    let from_the_start =
        scenario.exhibits.iter().filter(|own| scenario.opened_by(&own.id).is_none());
    for own in from_the_start {
        text.push_str(&exhibit(screen, own, parts.exhibit(&own.id)));
    }
    for (at, question) in scenario.questions.iter().enumerate() {
        for inject in scenario.injects_before(&question.id) {
            let mut page = Page::new(screen);
            page.part("What has happened").markdown(&inject.text);
            text.push_str(&page.finish());
            for id in &inject.exhibits {
                if let Some(own) = scenario.exhibit(id) {
                    text.push_str(&exhibit(screen, own, parts.exhibit(id)));
                }
            }
        }
        text.push_str(&asked(screen, scenario, question, at));
        if let Some(samples) = &parts.samples {
            text.push('\n');
            let own = samples.iter().find(|(id, _)| *id == question.id);
            text.push_str(&behind(screen, question, own.map_or(&[], |(_, own)| own)));
        }
    }
    text
}

impl Parts {
    fn exhibit(&self, id: &ExhibitId) -> &str {
        self.exhibits.iter().find(|(own, _)| own == id).map_or("", |(_, text)| text)
    }
}

/// A question as it is asked.
fn asked(screen: Screen, scenario: &Scenario, question: &Question, at: usize) -> String {
    let mut page = Page::new(screen);
    page.part(&format!("Question {} of {}: {}", at + 1, scenario.questions.len(), question.id));
    page.markdown(&question.prompt);
    if let Some(minutes) = question.minutes {
        page.aside(&format!("About {}.", count(minutes as usize, "minute", "minutes")));
    }
    if let Some(hint) = &question.hint {
        page.aside(&format!("Hint, on request: {}", one_line(hint)));
    }
    match &question.kind {
        QuestionKind::Open(_) => page.aside("Free text."),
        QuestionKind::Choice(own) => {
            let pick = match own.pick {
                Pick::One => "Pick one",
                Pick::All => "Pick all that are right",
            };
            let order = if own.shuffle { "; in random order" } else { "" };
            page.aside(&format!("{pick}{order}:"));
            list(&mut page, own.options.iter().map(|option| option.text.as_str()))
        }
        QuestionKind::Order(own) => {
            page.aside("Put in order; shown in random order:");
            list(&mut page, sorted(own.items.iter().flatten().map(String::as_str)).into_iter())
        }
        QuestionKind::Match(own) => {
            page.aside("Find what belongs together:");
            list(&mut page, own.pairs.iter().map(|(left, _)| left.as_str()));
            page.aside("with:");
            let right = own.pairs.iter().map(|(_, right)| right).chain(&own.distractors);
            list(&mut page, sorted(right.map(String::as_str)).into_iter())
        }
        QuestionKind::Number(own) => page.aside(&match &own.unit {
            Some(unit) => format!("A figure in {}.", one_line(unit)),
            None => "A figure.".to_owned(),
        }),
    };
    page.finish()
}

/// By their letters, so that the order tells nothing.
fn sorted<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn list<'p, 't>(page: &'p mut Page, items: impl Iterator<Item = &'t str>) -> &'p mut Page {
    let lead = format!("{} ", page.screen().theme.mark(Mark::Bullet));
    for item in items {
        page.hanging(&lead, &[Run::plain(one_line(item))]);
    }
    page
}

/// What lies behind a question: the right answer, or the strategy and what the samples earn.
fn behind(screen: Screen, question: &Question, assessments: &[Assessment]) -> String {
    let mut page = Page::new(screen);
    let theme = screen.theme;
    page.heading("For the author");
    match &question.kind {
        QuestionKind::Open(own) => {
            match &own.strategy {
                Some(strategy) => page.markdown(strategy),
                None => page.aside("No strategy."),
            };
            for (sample, assessment) in own.samples.iter().zip(assessments) {
                sampled(&mut page, sample, assessment);
            }
        }
        QuestionKind::Choice(own) => {
            for option in &own.options {
                let mark = if option.correct { Mark::Found } else { Mark::Missing };
                let state = if option.correct { "right" } else { "wrong" };
                let lead = format!("{} ", theme.mark(mark));
                let why = option
                    .why
                    .as_deref()
                    .map_or_else(String::new, |why| format!(": {}", one_line(why)));
                page.hanging(
                    &lead,
                    &[
                        Run::plain(one_line(&option.text)),
                        Run::new(format!("  ({state}{why})"), theme.style(Role::Dim)),
                    ],
                );
            }
            working(&mut page, own.working.as_deref());
        }
        QuestionKind::Order(own) => {
            for (at, step) in own.items.iter().enumerate() {
                let step: Vec<String> = step.iter().map(|item| one_line(item)).collect();
                page.hanging(&format!("{}. ", at + 1), &[Run::plain(step.join(", or "))]);
            }
            working(&mut page, own.working.as_deref());
        }
        QuestionKind::Match(own) => {
            for (left, right) in &own.pairs {
                page.hanging("", &[Run::plain(format!("{}: {}", one_line(left), one_line(right)))]);
            }
            working(&mut page, own.working.as_deref());
        }
        QuestionKind::Number(own) => {
            let unit =
                own.unit.as_deref().map_or_else(String::new, |unit| format!(" {}", one_line(unit)));
            page.text(&format!("{}{unit}, give or take {}", own.answer, own.tolerance));
            for mistake in &own.mistakes {
                page.text(&format!("{}: {}", mistake.answer, one_line(&mistake.why)));
            }
            working(&mut page, own.working.as_deref());
        }
    }
    page.finish()
}

fn working(page: &mut Page, working: Option<&str>) {
    if let Some(working) = working {
        page.markdown(working);
    }
}

/// A sample answer, the level that its author gives it, and what the rubric finds in it.
fn sampled(page: &mut Page, sample: &Sample, assessment: &Assessment) {
    let theme = page.screen().theme;
    let computed = match (assessment.level, assessment.percent) {
        (Some(level), Some(percent)) => format!("{level} ({percent} %)"),
        _ => "not scored".to_owned(),
    };
    let agrees = assessment.level == Some(sample.level);
    let mark = if agrees { Mark::Found } else { Mark::Missing };
    page.gap();
    page.hanging(
        &format!("{} ", theme.mark(mark)),
        &[Run::new(
            format!("Sample of level {}, computed: {computed}", sample.level),
            theme.style(Role::Strong),
        )],
    );
    page.text(&one_line(&sample.text));
    for flag in &assessment.flags {
        page.aside(&one_line(&flag.message));
    }
    for criterion in &assessment.criteria {
        let level = criterion.level.map_or_else(|| "?".to_owned(), |level| level.to_string());
        page.hanging(
            "  ",
            &[Run::plain(format!("{level} of {}  {}", criterion.of, one_line(&criterion.title)))],
        );
        for piece in &criterion.evidence {
            let quote = truncate(&one_line(&piece.text), QUOTE_COLUMNS, theme.mark(Mark::Ellipsis));
            page.hanging(
                "      ",
                &[
                    Run::plain(format!("\"{quote}\"")),
                    Run::new(format!("  {}", piece.rule), theme.style(Role::Dim)),
                ],
            );
        }
        for piece in &criterion.missing {
            page.hanging(
                "      ",
                &[Run::new(format!("not found: {}", piece.rule), theme.style(Role::Dim))],
            );
        }
    }
}
