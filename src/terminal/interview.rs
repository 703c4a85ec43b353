//! What stands around an interview: what it will be, and the debrief when it is over.

use std::collections::BTreeSet;
use std::io;

use super::choose::{self, Choice};
use super::console::Console;
use super::feedback;
use super::page::Page;
use super::sanitize::one_line;
use super::theme::{Mark, Role};
use super::words::count;
use super::wrap::{Run, truncate};
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::interview::draw::Candidate;
use crate::interview::{Answer, Attempt, QuestionResult};
use crate::study::Debrief;

/// An attempt of the interview with its case.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// What was answered.
    pub attempt: &'a Attempt,
    /// The case.
    pub scenario: &'a Scenario,
}

/// Says what will be asked. False when the person does not want to.
///
/// # Errors
/// What the terminal cannot do.
pub fn open(console: &mut Console<'_>, drawn: &[&Candidate]) -> io::Result<bool> {
    let mut page = Page::new(console.screen);
    let minutes: u32 = drawn.iter().map(|own| own.minutes).sum();
    let cases: BTreeSet<_> = drawn.iter().map(|own| &own.scenario).collect();
    page.part("Interview");
    page.text(&format!(
        "{} from {}, about {} with the follow-ups. You hear nothing about your answers until the \
         end.",
        count(drawn.len(), "question", "questions"),
        count(cases.len(), "case", "cases"),
        count(minutes as usize, "minute", "minutes"),
    ));
    page.gap();
    page.show(console)?;
    let begin = ["Begin", "Leave"];
    let chosen = choose::one(console, "Are you ready?", &begin, Some(0))?;
    // Without a person there is nobody to ask.
    Ok(chosen == Choice::Made(0) || !console.screen.interactive && chosen == Choice::Cancelled)
}

/// The debrief, and then whatever the person wants to see of their answers. Nothing where the person
/// left before the first answer.
///
/// # Errors
/// What the terminal cannot do.
pub fn debrief(console: &mut Console<'_>, answered: &[Answered<'_>]) -> io::Result<()> {
    if answered.iter().all(|own| own.attempt.done() == 0) {
        return Ok(());
    }
    let pairs: Vec<_> = answered.iter().map(|own| (own.attempt, own.scenario)).collect();
    let own = Debrief::of(&pairs);
    let mut page = Page::new(console.screen);
    page.part("Debrief");
    let Some(percent) = own.percent else {
        page.text("There is no scored answer to talk about.").gap();
        return page.show(console);
    };
    let theme = console.screen.theme;
    let answers = count(own.answers, "answer", "answers");
    page.hanging("", &[Run::new(format!("{percent} % over {answers}"), theme.style(Role::Strong))]);
    if let (Some(best), Some(worst)) = (own.strongest(), own.weakest())
        && best.percent > worst.percent
    {
        let name = |own: &crate::study::CompetencyShare| {
            format!("{}, {} %", one_line(own.competency.as_str()), own.percent)
        };
        page.text(&format!("Strongest: {}.", name(best)));
        page.text(&format!("Weakest: {}.", name(worst)));
    }
    if !own.moves.is_empty() {
        page.heading("What would have lifted it most");
        for (at, own) in own.moves.iter().enumerate() {
            let points =
                format!("{}.{}", own.gain_hundredths / 100, own.gain_hundredths % 100 / 10);
            page.hanging(
                &format!("{}. ", at + 1),
                &[
                    Run::new(one_line(&own.title), theme.style(Role::Strong)),
                    Run::plain(format!("  +{points} points  ")),
                    Run::new(format!("{}/{}", own.scenario, own.question), theme.style(Role::Dim)),
                ],
            );
            if let Some(advice) = &own.advice {
                let lead = format!("   {} ", theme.mark(Mark::Arrow));
                page.hanging(&lead, &[Run::plain(one_line(advice))]);
            }
        }
    }
    page.gap();
    page.show(console)?;
    look_back(console, answered)
}

/// Answer after answer, with its feedback and how a strong one is built.
fn look_back(console: &mut Console<'_>, answered: &[Answered<'_>]) -> io::Result<()> {
    let all: Vec<(Answered<'_>, &Question)> = answered
        .iter()
        .flat_map(|own| own.attempt.questions.iter().map(move |id| (*own, id)))
        .filter_map(|(own, id)| Some((own, own.scenario.question(id)?)))
        .filter(|(own, question)| {
            own.attempt.standing(&question.id).is_some_and(|own| own.result.is_some())
        })
        .collect();
    let room = console.screen.prose.saturating_sub(20).max(20);
    let mut options: Vec<String> = all
        .iter()
        .map(|(_, question)| {
            let prompt = one_line(&question.prompt.replace(['*', '`', '_'], ""));
            truncate(&prompt, room, console.screen.theme.mark(Mark::Ellipsis))
        })
        .collect();
    options.insert(0, "Done".to_owned());
    let mut start = if options.len() > 1 { 1 } else { 0 };
    loop {
        let prompt = "Your answers beside how strong ones are built:";
        match choose::one(console, prompt, &options, Some(start))? {
            Choice::Made(at) if at > 0 => {
                let Some((own, question)) = all.get(at - 1) else { return Ok(()) };
                show(console, *own, question)?;
                start = if at + 1 < options.len() { at + 1 } else { 0 };
            }
            Choice::Made(_) | Choice::Cancelled => return Ok(()),
        }
    }
}

fn show(console: &mut Console<'_>, own: Answered<'_>, question: &Question) -> io::Result<()> {
    let mut page = Page::new(console.screen);
    page.part("Asked").markdown(&question.prompt);
    let standing = own.attempt.standing(&question.id);
    if let Some((standing, QuestionResult::Open(scored))) =
        standing.and_then(|standing| Some((standing, standing.result.as_ref()?)))
        && let Some(Answer::Text(text)) = &standing.answer
    {
        page.raw(&feedback::open(console.screen, &scored.assessment, text));
        for (criterion, text) in &standing.probes {
            let title = scored.assessment.criteria.iter().find(|own| own.id == *criterion);
            page.heading(&format!(
                "Your follow-up on: {}",
                title.map_or_else(|| criterion.to_string(), |own| one_line(&own.title))
            ));
            page.text(text);
        }
    }
    if let QuestionKind::Open(open) = &question.kind {
        if let Some(strategy) = &open.strategy {
            page.part("How a strong answer is built").markdown(strategy);
        }
        let best = open.samples.iter().max_by_key(|sample| sample.level);
        if let Some(sample) = best {
            page.part("A strong answer").markdown(&sample.text);
        }
    }
    page.gap();
    page.show(console)
}
