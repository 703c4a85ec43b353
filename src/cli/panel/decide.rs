//! `hotseat panel decide`.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::cli::Everywhere;
use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::content::ids::{CriterionId, QuestionId};
use crate::content::rubric::{Basis, Rubric};
use crate::interview::panel::candidate::is_reason;
use crate::interview::panel::{Candidate, CandidateId};
use crate::session::panel::{Entered, PanelSession, check_rater};
use crate::terminal::choose::{self, Choice, Mistyped};
use crate::terminal::console::Console;
use crate::terminal::page::Page;
use crate::terminal::panel;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The round
    panel: String,
    /// The candidate
    candidate: String,
    /// The question, where the candidate has answered several
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
    /// Who decides, such as ana
    #[arg(long, value_name = "RATER")]
    by: Option<String>,
    /// The final level of the answer
    #[arg(long, value_name = "N")]
    level: Option<u8>,
    /// Why, in words of the job
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The level of a criterion; may be repeated
    #[arg(long, value_name = "CRITERION=N")]
    criterion: Vec<String>,
    /// Ask line by line, for screen readers and pipes
    #[arg(long)]
    plain: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let name = super::name(&arguments.panel)?;
    let id = super::candidate(&arguments.candidate)?;
    let criteria = criteria(&arguments.criterion)?;
    let store = super::store(everywhere, outside, &name)?;
    let world = Outside::new();
    let session = super::resume(&store, &world, &name)?;
    let candidate = session.candidate(&id)?;
    let (question, _) = session.meant(&id, &candidate, arguments.question.as_deref())?;
    if let (Some(by), Some(level), Some(reason)) =
        (&arguments.by, arguments.level, &arguments.reason)
    {
        let (by, reason) = (by.clone(), reason.clone());
        session.decide(&id, Entered { question: question.clone(), by, level, criteria, reason })?;
    } else if outside.surroundings.input_is_terminal || arguments.plain {
        let mut asking =
            Asking { session: &session, id: &id, candidate: &candidate, question: &question };
        let made = outside
            .converse(arguments.plain, false, |console| asking.ask(arguments, criteria, console))?;
        if !made {
            outside.say("Nothing was entered.");
            return Ok(ExitCode::from(1));
        }
    } else {
        return Err(CliError::Usage(
            "a decision needs --by RATER, --level N and --reason TEXT; in a terminal, what is missing is asked for"
                .to_owned(),
        ));
    }
    outside
        .say(&format!("On record: {id}, {question}. `hotseat panel trail {name} {id}` shows it."));
    Ok(ExitCode::SUCCESS)
}

fn criteria(given: &[String]) -> Result<BTreeMap<CriterionId, u8>, CliError> {
    let mut levels = BTreeMap::new();
    for text in given {
        let parts = text.split_once('=').and_then(|(id, level)| {
            Some((CriterionId::new(id.trim()), level.trim().parse::<u8>().ok()?))
        });
        let (id, level) = parts.ok_or_else(|| {
            CliError::Usage(format!(
                "`--criterion {text}`: write CRITERION=LEVEL, such as judgement=2"
            ))
        })?;
        if let Some(before) = levels.insert(id.clone(), level) {
            return Err(CliError::Usage(format!(
                "`--criterion {text}`: `{id}` has {before} already; give each criterion once"
            )));
        }
    }
    Ok(levels)
}

/// Somebody at a terminal who decides on one answer.
struct Asking<'a, 's> {
    session: &'a PanelSession<'s>,
    id: &'a CandidateId,
    candidate: &'a Candidate,
    question: &'a QuestionId,
}

impl Asking<'_, '_> {
    /// Shows the answer, asks for level and reason, keeps them, and only then shows the advice. False
    /// where the person left before anything was kept.
    fn ask(
        &mut self,
        arguments: &Arguments,
        mut criteria: BTreeMap<CriterionId, u8>,
        console: &mut Console<'_>,
    ) -> Result<bool, CliError> {
        let Some(case) = self.candidate.case(self.question) else { return Ok(false) };
        let Some(rubric) = self.session.rubric(self.question).map(|own| own.rubric.clone()) else {
            return Ok(false);
        };
        let text = panel::answer(console.screen, self.id, self.question, case);
        console.output.write_all(text.as_bytes())?;
        scale(&rubric, console)?;
        let by = match &arguments.by {
            Some(by) => by.clone(),
            None => match line(console, "Who decides?", |text| {
                check_rater(text).map_err(|_| {
                    "Type lower-case letters, digits and single hyphens, such as ana.".to_owned()
                })
            })? {
                Some(by) => by,
                None => return Ok(false),
            },
        };
        let (of, scales) = self.session.scale(self.question);
        let level = match arguments.level {
            Some(level) => level,
            None => match number(console, &format!("Your level, 0 to {of}:"), of)? {
                Some(level) => level,
                None => return Ok(false),
            },
        };
        for (criterion, (id, of)) in rubric.criteria.iter().zip(&scales) {
            if !matches!(criterion.basis, Basis::Person(_)) || criteria.contains_key(id) {
                continue;
            }
            let prompt = format!("\"{}\", a person decides, 0 to {of}:", criterion.title);
            match number(console, &prompt, *of)? {
                Some(level) => criteria.insert(id.clone(), level),
                None => return Ok(false),
            };
        }
        let reason = match &arguments.reason {
            Some(reason) => reason.clone(),
            None => match asked_reason(console)? {
                Some(reason) => reason,
                None => return Ok(false),
            },
        };
        let question = self.question.clone();
        let entered = Entered { question, by: by.clone(), level, criteria, reason };
        self.session.decide(self.id, entered.clone())?;
        // The level stands; only now can the advice no longer move it unseen.
        self.session.advice_shown(self.id, self.question, Some(&by))?;
        let candidate = self.session.candidate(self.id)?;
        if let Some(case) = candidate.case(self.question) {
            let text = panel::candidate(console.screen, self.question, case);
            console.output.write_all(text.as_bytes())?;
        }
        let prompt = format!("Your level {level} is kept. Does it stay?");
        let choices = ["It stays", "Change it; the first stays on record"];
        if choose::one(console, &prompt, &choices, Some(0))? == Choice::Made(1)
            && let Some(level) = number(console, &format!("Your level now, 0 to {of}:"), of)?
            && let Some(reason) = asked_reason(console)?
        {
            self.session.decide(self.id, Entered { level, reason, ..entered })?;
        }
        Ok(true)
    }
}

/// What the levels mean.
fn scale(rubric: &Rubric, console: &mut Console<'_>) -> Result<(), CliError> {
    let mut page = Page::new(console.screen);
    let levels: Vec<String> =
        rubric.scale.iter().enumerate().map(|(at, name)| format!("{at} {name}")).collect();
    page.gap().text(&format!("Levels: {}.", levels.join(", ")));
    for criterion in &rubric.criteria {
        let Basis::Person(levels) = &criterion.basis else { continue };
        page.text(&format!("{}:", criterion.title));
        for level in levels {
            let text = level.text.as_deref().unwrap_or("as you judge");
            page.text(&format!("  {} {text}", level.at));
        }
    }
    page.gap();
    page.show(console)?;
    Ok(())
}

fn line(
    console: &mut Console<'_>,
    prompt: &str,
    check: impl Fn(&str) -> Result<(), String> + Clone,
) -> Result<Option<String>, CliError> {
    let check = move |text: &str| check(text.trim()).map_err(Mistyped::Unfit);
    let made = choose::fit_line(console, prompt, "", |_| None, check)?;
    Ok(made.made().map(|text| text.trim().to_owned()))
}

fn number(console: &mut Console<'_>, prompt: &str, of: u8) -> Result<Option<u8>, CliError> {
    let read = move |text: &str| text.trim().parse::<u8>().ok().filter(|level| *level <= of);
    let text = line(console, prompt, move |text| match read(text) {
        Some(_) => Ok(()),
        None => Err(format!("Type a level from 0 to {of}.")),
    })?;
    Ok(text.as_deref().and_then(read))
}

fn asked_reason(console: &mut Console<'_>) -> Result<Option<String>, CliError> {
    line(console, "Why, in words of the job?", |text| {
        if is_reason(text) { Ok(()) } else { Err("Type what in the answer decided it.".to_owned()) }
    })
}
