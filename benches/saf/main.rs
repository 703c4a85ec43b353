//! How well rubrics agree with the scores of a public data set, the Short Answer Feedback answers
//! (Filighera et al., ACL 2022), and how often a guard takes an answer for a trick that people paid.
//!
//! `cargo bench --bench saf -- DIR` with the directory of `questions.jsonl` and `answers.jsonl`. The
//! data stays outside of the project; its rubrics are in `benches/saf/`: `blind` from question and
//! reference answer alone; `followed`, the same after three hands, each alone, had improved it with
//! nothing but what `hotseat test` shows of the tune half, their criteria side by side; `tuned` after
//! reading the tune half itself.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

mod alarms;
mod calibrations;
mod data;
mod follow;
mod library;
mod listing;
mod rubrics;
mod scored;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hotseat::agreement::mean;

use alarms::false_alarms;
use calibrations::calibrations;
use data::{Answer, LEFT_OUT, Question, Split, json_lines, rubric_name};
use follow::follow;
use library::write_library;
use listing::list;
use rubrics::{lexicon, rubric};
use scored::{agreement, scored};

const USAGE: &str = "\
How well the rubrics of benches/saf agree with the scores of the Short Answer Feedback data.

  cargo bench --bench saf -- DIR [options]

DIR holds questions.jsonl and answers.jsonl. Options:
  --rubrics DIR       another library than those of benches/saf
  --no-meaning        score by patterns alone
  --follow            take the surest change that `hotseat test --suggest` finds on the tune half,
                      again and again, and measure what it does to the check half
  --library OUT       write the tune half as a library, so that `hotseat test --library OUT` reports
                      on the rubrics; their files are copied, the check half stays out
  --calibrate         what calibrating to 10, 25 and all answers of the tune half gives
  --answers QUESTION  list the answers of the tune half with given and computed, worst first";

struct Options {
    data: PathBuf,
    /// Libraries, each measured by itself.
    rubrics: Vec<PathBuf>,
    meaning: bool,
    calibrate: bool,
    answers: Option<String>,
    follow: bool,
    library: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("error: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(3)
        }
    }
}

/// None where no directory is given, as when all benches run.
fn options(arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut data = None;
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/saf");
    let mut rubrics = ["blind", "followed", "tuned"].map(|name| own.join(name)).to_vec();
    let (mut meaning, mut calibrate, mut follow) = (true, false, false);
    let (mut answers, mut library) = (None, None);
    // Cargo adds `--bench`.
    let mut arguments = arguments.filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--rubrics" => rubrics = vec![value()?.into()],
            "--library" => library = Some(PathBuf::from(value()?)),
            "--answers" => answers = Some(value()?),
            "--calibrate" => calibrate = true,
            "--no-meaning" => meaning = false,
            "--follow" => follow = true,
            option if option.starts_with('-') => return Err(format!("there is no {option}")),
            directory if data.is_none() => data = Some(PathBuf::from(directory)),
            more => return Err(format!("one directory is enough: {more}")),
        }
    }
    Ok(data.map(|data| Options { data, rubrics, meaning, calibrate, answers, follow, library }))
}

fn run(options: &Options) -> Result<(), String> {
    let questions: Vec<Question> = json_lines(&options.data.join("questions.jsonl"))?;
    let answers: Vec<Answer> = json_lines(&options.data.join("answers.jsonl"))?;
    if let Some(out) = &options.library {
        let rubrics = options.rubrics.first().ok_or("no rubrics")?;
        return write_library(out, rubrics, &questions, &answers);
    }
    for (at, library) in options.rubrics.iter().enumerate() {
        let name = library.file_name().unwrap_or(library.as_os_str()).display();
        println!("{}== {name}\n", if at == 0 { "" } else { "\n" });
        if options.follow {
            follow(library, &questions, &answers)?;
        } else {
            measure(options, library, &questions, &answers)?;
        }
    }
    Ok(())
}

fn measure(
    options: &Options,
    library: &Path,
    questions: &[Question],
    answers: &[Answer],
) -> Result<(), String> {
    let lexicon = lexicon(library)?;
    if let Some(wanted) = &options.answers {
        let question = questions
            .iter()
            .find(|question| question.id == *wanted || rubric_name(&question.id) == *wanted)
            .ok_or_else(|| {
                let known: Vec<&str> = questions.iter().map(|q| q.id.as_str()).collect();
                format!("there is no question {wanted}; there are: {}", known.join(", "))
            })?;
        let rubric = rubric(options, library, question, &lexicon)?
            .ok_or_else(|| format!("there is no rubric for {wanted}"))?;
        list(&scored(&rubric, question, answers));
        return Ok(());
    }
    if options.calibrate {
        return calibrations(options, library, questions, answers, &lexicon);
    }
    println!("question      n    tune   check");
    let (mut tune, mut check, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some(rubric) = rubric(options, library, question, &lexicon)? else {
            println!("{:<10} no rubric", question.id);
            continue;
        };
        let scored = scored(&rubric, question, answers);
        let (of_tune, of_check) =
            (agreement(&scored, Split::Tune), agreement(&scored, Split::Check));
        println!("{:<10} {:>4} {} {}", question.id, scored.len(), shown(of_tune), shown(of_check));
        tune.extend(of_tune);
        check.extend(of_check);
        all.extend(scored);
    }
    let count = format!("mean of {}", check.len());
    println!(
        "{count:<10} {:>4} {} {}\n",
        all.len(),
        shown(mean(tune.iter().copied())),
        shown(mean(check.iter().copied()))
    );
    false_alarms(&all);
    Ok(())
}

fn shown(figure: Option<f64>) -> String {
    figure.map_or_else(|| format!("{:>7}", "-"), |figure| format!("{figure:>7.3}"))
}
