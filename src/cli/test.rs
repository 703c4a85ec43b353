//! `hotseat test`: the scorer's levels beside those that people gave.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::calibrate::beside;
use super::earlier::{How, past};
use super::error::CliError;
use super::outside::Outside;
use super::score::question_of;
use super::subjects::{all, named, of_directories, tune_texts};
use super::{Everywhere, watch};
use crate::author::bench::{Bench, Diff, Past, Subject, bench};
use crate::author::suggest::{MarkedText, Suggestions, suggest};
use crate::content::lower::nearest;
use crate::content::marked::MarkedSet;
use crate::library::Library;
use crate::session::ingredients;
use crate::terminal::bench::{Detail, report, since};
use crate::terminal::sanitize::one_line;
use crate::terminal::words::count;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Questions, as SCENARIO/QUESTION; if none, all that have marked answers, or, where --library
    /// is given, those of its libraries
    #[arg(value_name = "RUBRIC")]
    questions: Vec<String>,
    /// Test the rubrics of all libraries, the built-in one too, even where --library is given
    #[arg(long, conflicts_with = "questions")]
    all_libraries: bool,
    /// Only answers of this set: those that authors read while they write patterns, or the others
    #[arg(long, default_value = "all")]
    set: Sets,
    /// Show by criterion what was missed and what was taken for more, with the sentences
    #[arg(long)]
    criteria: bool,
    /// Show by rule and pattern at which given levels it is found
    #[arg(long)]
    rules: bool,
    /// Show the answers whose level differs, sentence by sentence, with the words that were counted;
    /// with --all, those whose level is right, too
    #[arg(long)]
    answers: bool,
    /// Show this answer alone, right or not, with the pattern behind every citation; may be repeated
    #[arg(long, value_name = "ANSWER", conflicts_with_all = ["criteria", "rules", "answers", "all", "others", "suggest", "diff"])]
    only: Vec<String>,
    /// Show what the rubric pays for answers to other questions, and which rules and patterns find
    /// something there
    #[arg(long)]
    others: bool,
    /// Show --criteria, --rules and --answers to the end of every list
    #[arg(long)]
    all: bool,
    /// Suggest changes to the rubrics, each with what it does to agreement before it is made; from
    /// the set tune alone
    #[arg(long, conflicts_with = "calibrated")]
    suggest: bool,
    /// Show words of the check set, too; whoever writes patterns should not read them
    #[arg(long)]
    reveal_check: bool,
    /// Show what changed since an earlier state: a library directory, which then stands in for the
    /// last --library, or a file that --json wrote
    #[arg(long, value_name = "OLD")]
    diff: Option<PathBuf>,
    /// Test again whenever something in the libraries changes, until Ctrl-C
    #[arg(long, conflicts_with = "json")]
    watch: bool,
    /// With --watch: do not clear the screen, for screen readers
    #[arg(long, requires = "watch")]
    plain: bool,
    /// Score by patterns alone: compare nothing by meaning
    #[arg(long)]
    no_meaning: bool,
    /// Score with the calibration beside each rubric; rubrics without one are left as they are
    #[arg(long)]
    calibrated: bool,
    /// Exit with 1 if a rubric's weighted kappa is below X in one of the sets, or undefined
    #[arg(long, value_name = "X", value_parser = kappa, allow_negative_numbers = true)]
    min_qwk: Option<f64>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sets {
    /// Read while patterns are written
    Tune,
    /// Not read while patterns are written
    Check,
    /// Both
    All,
}

impl Sets {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tune => "tune",
            Self::Check => "check",
            Self::All => "all",
        }
    }

    pub(super) fn sets(self) -> &'static [MarkedSet] {
        match self {
            Self::Tune => &[MarkedSet::Tune],
            Self::Check => &[MarkedSet::Check],
            Self::All => &[MarkedSet::Tune, MarkedSet::Check],
        }
    }

    /// Where a sentence says of what it speaks.
    pub(super) fn of_set(self) -> &'static str {
        match self {
            Self::Tune => " in the set tune",
            Self::Check => " in the set check",
            Self::All => "",
        }
    }
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    if !arguments.watch {
        return once(everywhere, arguments, outside).map(|(_, code)| code);
    }
    let directories = outside.directories(everywhere);
    let mut last: Option<Past> = None;
    watch::run(&directories, arguments.plain, outside, |outside| {
        let (bench, code) = once(everywhere, arguments, outside)?;
        if let Some(last) = &last {
            outside.print(&since(outside.screen(), &Diff::new(last, &bench)))?;
        }
        last = Some(Past::of(&bench));
        Ok(code)
    })
}

fn once(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<(Bench, ExitCode), CliError> {
    let library = outside.scoring_library(everywhere)?;
    let mut subjects = subjects(everywhere, arguments, &library, outside)?;
    if arguments.no_meaning {
        for subject in &mut subjects {
            subject.rubric = subject.rubric.clone().without_meaning();
        }
    }
    if arguments.calibrated {
        for subject in &mut subjects {
            // Those that were named must have one; of all, those that do are calibrated.
            let is_there = library.calibration(&subject.rubric.rubric.id)?.is_some();
            if is_there || !arguments.questions.is_empty() {
                subject.rubric = beside(&library, subject.rubric.clone())?;
            }
        }
    }
    let how = How {
        sets: arguments.set.sets(),
        meaning: !arguments.no_meaning,
        calibrated: arguments.calibrated,
        reveals_check: arguments.reveal_check,
    };
    let mut bench = bench(&subjects, how.sets, how.meaning);
    bench.calibrated = how.calibrated;
    if bench.is_empty() {
        return Err(nothing(arguments));
    }
    if !how.reveals_check {
        bench.hide_check();
    }
    if let Some(old) = &arguments.diff {
        let past = past(everywhere, old, &subjects, &how, outside)?;
        bench.diff = Some(Diff::new(&past, &bench));
    }
    if !arguments.only.is_empty() {
        keep(&mut bench, &arguments.only)?;
    }
    if arguments.others {
        bench.look_elsewhere(&subjects, &tune_texts(&library));
    }
    if arguments.suggest {
        let suggested: Result<Vec<_>, CliError> =
            subjects.iter().map(|subject| suggestions(&library, subject, how.meaning)).collect();
        bench.suggest(suggested?);
    }
    if arguments.json {
        outside.print_json(&bench)?;
    } else {
        let detail = Detail {
            criteria: arguments.criteria || arguments.all,
            rules: arguments.rules || arguments.all,
            answers: arguments.answers || arguments.all,
            only: !arguments.only.is_empty(),
            all: arguments.all,
        };
        let text = report(outside.screen(), &bench, detail);
        outside.print(&text)?;
    }
    let failures = arguments.min_qwk.map(|limit| bench.below(limit)).unwrap_or_default();
    for failure in &failures {
        outside.say(&one_line(&failure.to_string()));
    }
    let code = if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    Ok((bench, code))
}

fn suggestions(
    library: &Library,
    subject: &Subject,
    meaning: bool,
) -> Result<Suggestions, CliError> {
    let (scenario, question) = question_of(library, &subject.rubric.question)?;
    let ingredients = ingredients(library, &scenario, &question)?;
    let rubric = &ingredients.rubric.value;
    let top = u8::try_from(rubric.cuts.len()).unwrap_or(u8::MAX);
    let answers = MarkedText::tune(&subject.answers, &subject.marks, top);
    Ok(suggest(ingredients.parts(), meaning, &answers))
}

/// Keeps the answers that were named, all of which must be there.
fn keep(bench: &mut Bench, ids: &[String]) -> Result<(), CliError> {
    let sets = bench.rubrics.iter().flat_map(|rubric| &rubric.sets);
    let known: Vec<&str> =
        sets.flat_map(|set| &set.answers).map(|answer| answer.id.as_str()).collect();
    if let Some(found) = ids.iter().find(|id| !known.contains(&id.as_str())) {
        let near = nearest(found, known.iter().copied()).map(str::to_owned);
        return Err(CliError::NoSuchAnswer { found: found.clone(), near });
    }
    bench.keep_answers(ids);
    Ok(())
}

/// Why there is nothing to report.
fn nothing(arguments: &Arguments) -> CliError {
    let set = arguments.set.of_set();
    let what = if arguments.questions.is_empty() {
        format!("the library has no answers with levels{set}")
    } else {
        format!("{} has no answers with levels{set}", arguments.questions.join(", "))
    };
    CliError::NoMarkedAnswers { what }
}

/// A limit for kappa.
fn kappa(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| (-1.0..=1.0).contains(number));
    number.ok_or_else(|| "a weighted kappa is a number from -1 to 1, such as 0.7".to_owned())
}

fn subjects(
    everywhere: &Everywhere,
    arguments: &Arguments,
    library: &Library,
    outside: &mut Outside,
) -> Result<Vec<Subject>, CliError> {
    if !arguments.questions.is_empty() {
        return named(library, &arguments.questions);
    }
    let directories = outside.named_libraries(everywhere);
    if directories.is_empty() || arguments.all_libraries {
        return all(library);
    }
    let chosen = of_directories(library, &directories)?;
    if chosen.left_out > 0 {
        let rubrics = count(chosen.left_out, "rubric", "rubrics");
        outside.say(&format!("{rubrics} of other libraries left out; --all-libraries tests all"));
    }
    Ok(chosen.subjects)
}
