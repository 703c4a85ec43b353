//! `hotseat practice`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Everywhere;
use super::error::CliError;
use super::outside::Outside;
use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::scenario::{QuestionKind, Scenario};
use crate::interview::{Attempt, answers};
use crate::library::Library;
use crate::report::attempt;
use crate::session::{Kept, Session, SessionError, World, is_begun, kept};
use crate::store::{Hash, Store};
use crate::terminal::choose::{self, Choice};
use crate::terminal::console::Console;
use crate::terminal::feedback;
use crate::terminal::practice::{self, Manner, summary};
use crate::terminal::screen::Screen;
use crate::terminal::wrap::width;

/// The seed of a run that no person sees, so that it repeats without being told to.
const UNATTENDED_SEED: u64 = 0;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// The case; without, a menu that offers to continue first
    scenario: Option<String>,
    /// Ask this question alone
    #[arg(long, value_name = "ID", requires = "scenario")]
    question: Option<String>,
    /// Take the answers from a TOML file of question = answer
    #[arg(long, value_name = "FILE", requires = "scenario")]
    answers: Option<PathBuf>,
    /// Print the finished attempt as one JSON document
    #[arg(long)]
    json: bool,
    /// Repeat the shuffles of this number
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Guess the level of each answer before you see it; `progress` compares
    #[arg(long, conflicts_with = "answers")]
    guess: bool,
    /// Ask line by line, for screen readers and scripts
    #[arg(long)]
    plain: bool,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.scoring_library(everywhere)?;
    // A name that is none must not leave a store behind.
    if let Some(id) = &arguments.scenario {
        library.scenario(&ScenarioId::new(id))?;
    }
    let store = outside.store(everywhere)?;
    if let Some(file) = &arguments.answers {
        return unattended(arguments, file, &library, &store, outside);
    }
    let editor = outside.editor();
    let has_person = outside.surroundings.input_is_terminal;
    let seed = arguments.seed.unwrap_or_else(|| outside.seed());
    let world = Outside::new();
    let document = outside.converse(arguments.plain, arguments.json, |console| {
        let mut session = match &arguments.scenario {
            Some(id) => {
                let id = ScenarioId::new(id);
                let only = arguments.question.as_deref().map(QuestionId::new);
                match unfinished_of(&store, &id, only.as_ref(), has_person, console)? {
                    Choice::Made(Some(kept)) => {
                        match take_up(&store, &world, &library, &kept, seed, console)? {
                            Some(session) => session,
                            None => return Ok(None),
                        }
                    }
                    Choice::Made(None) => {
                        Session::start(&store, &world, &library, &id, only.as_slice(), seed)?
                    }
                    Choice::Cancelled => return Ok(None),
                }
            }
            None => match choose_session(&store, &library, console)? {
                Some(Chosen::New(id)) => Session::start(&store, &world, &library, &id, &[], seed)?,
                Some(Chosen::Kept(kept)) => {
                    match take_up(&store, &world, &library, &kept, seed, console)? {
                        Some(session) => session,
                        None => return Ok(None),
                    }
                }
                None => return Ok(None),
            },
        };
        let manner = Manner { editor: editor.as_deref(), guess: arguments.guess, quiet: false };
        practice::run(console, &mut session, manner)?;
        Ok(Some(attempt::document(session.attempt(), session.scenario())))
    })?;
    if let Some(document) = document.filter(|_| arguments.json) {
        outside.print_json(&document)?;
    }
    Ok(ExitCode::SUCCESS)
}

enum Chosen {
    New(ScenarioId),
    Kept(Box<Kept>),
}

/// The menu of cases, with unfinished attempts before them.
fn choose_session(
    store: &dyn Store,
    library: &Library,
    console: &mut Console<'_>,
) -> Result<Option<Chosen>, CliError> {
    let screen = console.screen;
    let mut options: Vec<(String, Chosen)> = Vec::new();
    for own in kept(store)? {
        if let Some(attempt) = own.attempt.as_ref().filter(|attempt| !attempt.finished) {
            // A case that was only looked at would hide what is worth continuing.
            if !is_begun(store, &own.stream, attempt)? {
                continue;
            }
            let title = format!("Continue: {}", attempt.title);
            let facts = format!("{} of {} done", attempt.done(), attempt.questions.len());
            options.push((label(&title, &facts, screen), Chosen::Kept(Box::new(own))));
        }
    }
    options.truncate(3);
    let mut faulty = 0;
    for id in library.scenario_ids() {
        match library.scenario(&id) {
            Ok(scenario) => {
                let scenario = scenario.value;
                let minutes = scenario.minutes.map_or_else(String::new, |m| format!(", {m} min"));
                let facts = format!("{}{minutes}", scenario.difficulty.as_str());
                options.push((label(&scenario.title, &facts, screen), Chosen::New(id)));
            }
            Err(_) => faulty += 1,
        }
    }
    if faulty > 0 {
        writeln!(
            console.output,
            "{faulty} of the cases cannot be used; `hotseat check` says why."
        )?;
    }
    let labels: Vec<&str> = options.iter().map(|(label, _)| label.as_str()).collect();
    let chosen = choose::one(console, "Which case?", &labels, Some(0))?;
    Ok(match chosen {
        Choice::Made(at) => options.into_iter().nth(at).map(|(_, chosen)| chosen),
        Choice::Cancelled => None,
    })
}

/// A title with facts behind it, where there is room for them: a menu cuts what is longer, and then
/// has to show everything twice.
fn label(title: &str, facts: &str, screen: Screen) -> String {
    /// What the menu puts before a label: its cursor and a number.
    const MARGIN: usize = 7;
    let full = format!("{title} ({facts})");
    if screen.interactive && width(&full) + MARGIN > screen.columns {
        title.to_owned()
    } else {
        full
    }
}

/// An unfinished attempt at this case that the person wants to continue; none where they begin anew.
fn unfinished_of(
    store: &dyn Store,
    id: &ScenarioId,
    only: Option<&QuestionId>,
    has_person: bool,
    console: &mut Console<'_>,
) -> Result<Choice<Option<Kept>>, CliError> {
    // A script's first line is an answer, not a choice.
    if !has_person {
        return Ok(Choice::Made(None));
    }
    let mut found = None;
    for own in kept(store)? {
        let Some(attempt) = &own.attempt else { continue };
        let same = match only {
            Some(only) => attempt.questions == [only.clone()],
            None => attempt.questions.len() > 1,
        };
        let open = !attempt.finished && attempt.scenario == *id && same;
        if open && is_begun(store, &own.stream, attempt)? {
            found = Some(own);
            break;
        }
    }
    let Some(found) = found else { return Ok(Choice::Made(None)) };
    let Some(attempt) = &found.attempt else { return Ok(Choice::Made(None)) };
    let options = [
        format!("Continue ({} of {} done)", attempt.done(), attempt.questions.len()),
        "Start anew".to_owned(),
    ];
    let chosen = choose::one(console, "You have begun this case before.", &options, Some(0))?;
    Ok(match chosen {
        Choice::Made(0) => Choice::Made(Some(found)),
        Choice::Made(_) => Choice::Made(None),
        Choice::Cancelled => Choice::Cancelled,
    })
}

fn unattended(
    arguments: &Arguments,
    file: &std::path::Path,
    library: &Library,
    store: &dyn Store,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let id = ScenarioId::new(arguments.scenario.as_deref().unwrap_or_default());
    let only = arguments.question.as_deref().map(QuestionId::new);
    let text = super::score::read_text(file)?;
    let scenario = library.scenario(&id)?.value;
    let prepared = answers::prepared(&scenario, &follow_ups(library, &scenario)?, &text)
        .map_err(|problems_list| CliError::Answers { path: file.to_owned(), problems_list })?;
    let world = Outside::new();
    let seed = arguments.seed.unwrap_or(UNATTENDED_SEED);
    let mut session = Session::start(store, &world, library, &id, only.as_slice(), seed)?;
    let screen = outside.screen();
    let mut shown = String::new();
    play(&mut session, &prepared, screen, &mut shown)?;
    if arguments.json {
        let document = attempt::document(session.attempt(), session.scenario());
        outside.print_json(&document)?;
    } else {
        shown.push_str(&summary(screen, session.attempt(), session.scenario()));
        outside.print(&shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn follow_ups(library: &Library, scenario: &Scenario) -> Result<answers::FollowUps, CliError> {
    let mut follow_ups = answers::FollowUps::new();
    for question in &scenario.questions {
        if let QuestionKind::Open(open) = &question.kind {
            let criteria = library.rubric(&open.rubric)?.value.criteria;
            let asked = criteria.into_iter().filter(|own| own.probe.is_some()).map(|own| own.id);
            follow_ups.insert(question.id.clone(), asked.collect());
        }
    }
    Ok(follow_ups)
}

/// Plays an attempt with prepared answers; what has none is skipped.
fn play(
    session: &mut Session<'_>,
    prepared: &answers::Prepared,
    screen: Screen,
    shown: &mut String,
) -> Result<(), SessionError> {
    use crate::interview::{Answer, QuestionResult, Step};

    loop {
        match session.next() {
            Step::Inject(id) => session.inject_shown(&id)?,
            Step::Ask(id) => match prepared.answers.get(&id) {
                Some(answer) => {
                    let result = session.answer(&id, answer.clone(), 0)?;
                    let kind = session.question(&id).map_or("", |question| question.kind.as_str());
                    match (&result, answer) {
                        (QuestionResult::Open(scored), Answer::Text(text)) => {
                            shown.push_str(&feedback::open(screen, &scored.assessment, text));
                        }
                        (QuestionResult::Closed(closed), _) => {
                            shown.push_str(&feedback::closed(screen, closed, kind));
                        }
                        (QuestionResult::Open(_), _) => {}
                    }
                }
                None => session.skip(&id)?,
            },
            Step::Assess(id) => {
                session.assess(&id)?;
            }
            Step::Probe(id, criterion) => {
                match prepared.probes.get(&(id.clone(), criterion.clone())) {
                    Some(text) => {
                        session.answer_probe(&id, &criterion, text.clone(), 0)?;
                    }
                    None => session.decline_probe(&id, &criterion)?,
                }
            }
            Step::Review(id) => session.reviewed(&id)?,
            Step::Finish => session.finish()?,
            Step::Summary => return Ok(()),
        }
    }
}

/// Takes up an attempt; where its case has changed since, the person says with which they go on.
/// None when they back out.
fn take_up<'s>(
    store: &'s dyn Store,
    world: &'s dyn World,
    library: &Library,
    kept: &Kept,
    seed: u64,
    console: &mut Console<'_>,
) -> Result<Option<Session<'s>>, CliError> {
    let Some(attempt) = kept.attempt.as_ref().filter(|attempt| has_newer(library, attempt)) else {
        return Ok(Some(Session::resume(store, world, &kept.stream)?));
    };
    let options = ["Go on with the case as it was", "Start anew with the new version"];
    let prompt = "This case has changed since you began.";
    match choose::one(console, prompt, &options, Some(0))? {
        Choice::Made(0) => Ok(Some(Session::resume(store, world, &kept.stream)?)),
        Choice::Made(_) => {
            let only = match attempt.questions.as_slice() {
                [only] => std::slice::from_ref(only),
                _ => &[],
            };
            Ok(Some(Session::start(store, world, library, &attempt.scenario, only, seed)?))
        }
        Choice::Cancelled => Ok(None),
    }
}

/// Whether the library now has other content for an attempt's case. Where it has none any more,
/// the attempt goes on with its own.
fn has_newer(library: &Library, attempt: &Attempt) -> bool {
    let now = library
        .bundle(&attempt.scenario)
        .ok()
        .and_then(|bundle| serde_json::to_vec(&bundle).ok())
        .map(|bytes| Hash::of(&bytes).to_string());
    now.is_some_and(|now| now != attempt.content)
}
