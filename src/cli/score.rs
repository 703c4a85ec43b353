//! `hotseat score`: one answer, or a file of them.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use serde::Serialize;

use super::Everywhere;
use super::batch::{self, Cells, Columns, Format, LineNumber, Row};
use super::calibrate;
use super::error::CliError;
use super::outside::Outside;
use crate::content::ids::{QuestionId, ScenarioId};
use crate::content::lower::nearest;
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::library::Library;
use crate::scoring::{CompiledRubric, Given, MAX_ANSWER_BYTES, Scored, score};
use crate::session::compile;
use crate::terminal::feedback;
use crate::terminal::sanitize::{in_json, one_line};

/// Answers scored at a time: enough to keep all cores busy, few enough to stream.
const CHUNK: usize = 512;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The question, as SCENARIO/QUESTION
    question: String,
    /// A text with one answer; a .jsonl or .csv (columns id, text) with many; - for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Print result documents, one a line for a file of answers
    #[arg(long)]
    json: bool,
    /// Score by patterns alone: compare nothing by meaning
    #[arg(long)]
    no_meaning: bool,
    /// Score with the calibration that lies beside the rubric
    #[arg(long, conflicts_with = "calibration")]
    calibrated: bool,
    /// Score with this calibration
    #[arg(long, value_name = "FILE")]
    calibration: Option<PathBuf>,
}

pub(super) fn run(
    everywhere: &Everywhere,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let library = outside.scoring_library(everywhere)?;
    let mut rubric = rubric_of(&library, &arguments.question)?;
    if arguments.no_meaning {
        rubric = rubric.without_meaning();
    }
    if let Some(file) = &arguments.calibration {
        rubric = calibrate::with_file(rubric, file)?;
    } else if arguments.calibrated {
        rubric = calibrate::beside(&library, rubric)?;
    }
    match Format::of(&arguments.file) {
        Some(format) => {
            let rows = batch::rows(open(&arguments.file)?, format, &Columns::SCORE);
            batch(&rubric, rows, arguments, outside)
        }
        None => {
            let answer = read_answer(&arguments.file)?;
            let scored = score(&rubric, None, Given::answer(&answer));
            if arguments.json {
                outside.print_json(&scored)?;
            } else {
                let text = feedback::open(outside.screen(), &scored.assessment, &answer);
                outside.print(&text)?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The compiled rubric of a question that is named as `scenario/question`.
pub(super) fn rubric_of(library: &Library, name: &str) -> Result<CompiledRubric, CliError> {
    let (scenario, question) = question_of(library, name)?;
    Ok(compile(library, &scenario, &question)?)
}

/// An open question that is named as `scenario/question`, with its scenario.
pub(super) fn question_of(library: &Library, name: &str) -> Result<(Scenario, Question), CliError> {
    let no_question = || CliError::NoQuestion { found: name.to_owned() };
    let (scenario, question) = name.split_once('/').ok_or_else(no_question)?;
    let scenario = library.scenario(&ScenarioId::new(scenario))?.value;
    let open = || {
        scenario
            .questions
            .iter()
            .filter(|q| matches!(q.kind, QuestionKind::Open(_)))
            .map(|q| q.id.as_str())
    };
    let Some(asked) = scenario.question(&QuestionId::new(question)) else {
        return Err(crate::session::SessionError::UnknownQuestion {
            found: question.to_owned(),
            near: nearest(question, scenario.questions.iter().map(|q| q.id.as_str()))
                .map(str::to_owned),
            known: open().collect::<Vec<_>>().join(", "),
        }
        .into());
    };
    if !matches!(asked.kind, QuestionKind::Open(_)) {
        return Err(CliError::NotOpen {
            question: question.to_owned(),
            kind: asked.kind.as_str(),
            open: open().collect::<Vec<_>>().join(", "),
        });
    }
    let asked = asked.clone();
    Ok((scenario, asked))
}

pub(super) fn open(path: &Path) -> Result<File, CliError> {
    File::open(path).map_err(|source| CliError::Read { path: path.to_owned(), source })
}

/// One answer from a file, or from standard input for `-`.
pub(super) fn read_answer(path: &Path) -> Result<String, CliError> {
    read_bounded(
        path,
        MAX_ANSWER_BYTES,
        "256 KiB",
        "an answer of interview length has a few thousand letters",
    )
}

/// A small text file, without the byte order mark that some editors put before it. An answer keeps
/// its own, because evidence is cited by its place in the answer as given.
pub(super) fn read_text(path: &Path) -> Result<String, CliError> {
    let text = read_bounded(path, 16 * 1024 * 1024, "16 MiB", "is it the file that you meant?")?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn read_bounded(
    path: &Path,
    limit: usize,
    limit_text: &'static str,
    instead: &'static str,
) -> Result<String, CliError> {
    let standard_input = path.as_os_str() == "-";
    let what =
        if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = if standard_input {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        open(path)?.take(most).read_to_end(&mut bytes)
    };
    read.map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    if bytes.len() > limit {
        return Err(CliError::TooLarge { what, limit: limit_text, instead });
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(CliError::Binary { what, at });
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| CliError::NotText { what, at: error.utf8_error().valid_up_to() })?;
    Ok(text)
}

/// The result of a line that holds no answer.
#[derive(Serialize)]
struct Invalid<'a> {
    schema: u32,
    id: Option<&'a str>,
    status: &'static str,
    line: LineNumber,
    error: &'a str,
}

fn batch(
    rubric: &CompiledRubric,
    mut rows: Box<dyn Iterator<Item = (Row, LineNumber)>>,
    arguments: &Arguments,
    outside: &mut Outside,
) -> Result<ExitCode, CliError> {
    let progress = outside.progress();
    let mut broken = false;
    loop {
        let chunk: Vec<(Row, LineNumber)> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let done: Vec<(Result<Scored, String>, LineNumber)> = chunk
            .into_par_iter()
            .map(|(row, line)| {
                let scored = row.and_then(|Cells { id, text, .. }| {
                    if text.len() > MAX_ANSWER_BYTES {
                        return Err(format!("has an answer of more than {MAX_ANSWER_BYTES} bytes"));
                    }
                    Ok(score(rubric, id, Given::answer(&text)))
                });
                (scored, line)
            })
            .collect();
        let mut text = String::new();
        for (scored, line) in &done {
            match scored {
                Ok(scored) if arguments.json => {
                    text.push_str(&in_json(&serde_json::to_string(scored)?));
                    text.push('\n');
                }
                Ok(scored) => text.push_str(&summary_line(scored)),
                Err(error) => {
                    broken = true;
                    if arguments.json {
                        let invalid =
                            Invalid { schema: 1, id: None, status: "invalid", line: *line, error };
                        text.push_str(&in_json(&serde_json::to_string(&invalid)?));
                        text.push('\n');
                    } else {
                        text.push_str(&format!("-\t-\t-\tline {line} {error}\n"));
                    }
                }
            }
        }
        progress.inc(u64::try_from(done.len()).unwrap_or(0));
        progress.suspend(|| outside.print(&text))?;
        for (scored, line) in &done {
            if let Err(error) = scored {
                let path = arguments.file.display();
                let text = one_line(&format!("error: {path}: line {line} {error}"));
                progress.suspend(|| outside.say(&text));
            }
        }
    }
    progress.finish_and_clear();
    Ok(if broken { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// Id, level, percent and label, with tabs between: easy to read, and to cut.
fn summary_line(scored: &Scored) -> String {
    let assessment = &scored.assessment;
    let number =
        |value: Option<u8>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let mut notes = assessment.label.clone().unwrap_or_else(|| "not scored".to_owned());
    for flag in &assessment.flags {
        let code = serde_json::to_value(flag.code).ok();
        notes
            .push_str(&format!(", {}", code.as_ref().and_then(|c| c.as_str()).unwrap_or_default()));
    }
    format!(
        "{}\t{}\t{}\t{notes}\n",
        one_line(scored.id.as_deref().unwrap_or("-")),
        number(assessment.level),
        number(assessment.percent)
    )
}
