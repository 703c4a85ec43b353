//! How well rubrics agree with the scores of a public data set, the Short Answer Feedback answers
//! (Filighera et al., ACL 2022), and how often a guard takes an answer for a trick that people paid.
//!
//! `cargo bench --bench saf -- DIR` with the directory of `questions.jsonl` and `answers.jsonl`. The
//! data stays outside of the project; its rubrics are in `benches/saf/`: `blind` from question and
//! reference answer alone; `followed`, the same after other hands had read for some minutes a question
//! what `hotseat test` shows of the tune half, and nothing else; `tuned` after reading the tune half
//! itself.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hotseat::agreement::{mean, pearson};
use hotseat::author::fit::{Example, calibrate, draw};
use hotseat::author::suggest::{MarkedText, Scores, suggest};
use hotseat::content::ids::RubricId;
use hotseat::content::lower;
use hotseat::content::{Lexicon, Rubric};
use hotseat::scoring::assessment::{FlagCode, Status};
use hotseat::scoring::{Assessment, CompiledRubric, Given, Parts, assess};
use rayon::prelude::*;
use serde::Deserialize;

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

/// Questions whose scores hardly vary.
const LEFT_OUT: [&str; 4] = ["2.1_DLL", "2.2_DLL", "4.2_LM", "6.1_IPP"];

/// Guards that set words aside, so that they are no evidence.
const SETTING_ASIDE: [FlagCode; 3] =
    [FlagCode::CopiedQuestion, FlagCode::Repeated, FlagCode::Uncommitted];

#[derive(Deserialize)]
struct Question {
    id: String,
    prompt: String,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    question: String,
    /// 0 to 1.
    score: f64,
    text: String,
    split: Split,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Split {
    Tune,
    Check,
}

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

/// Changes that are taken at the most, a question.
const STEPS: usize = 12;

/// Follows what is suggested on the tune half, and says what becomes of the check half.
fn follow(library: &Path, questions: &[Question], answers: &[Answer]) -> Result<(), String> {
    let lexicon = lexicon(library)?;
    println!("question    tune        check");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some((mut rubric, text)) = rubric_file(library, question)? else { continue };
        let id = format!("networking/{}", rubric_name(&question.id));
        let half = |split: Split| -> Vec<MarkedText<'_>> {
            let own =
                answers.iter().filter(|own| own.question == question.id && own.split == split);
            own.map(|own| MarkedText {
                id: &own.id,
                text: &own.text,
                given: own.score,
                level: level_of(own.score),
            })
            .collect()
        };
        let (tune, check) = (half(Split::Tune), half(Split::Check));
        let mut taken = Vec::new();
        let figure = |rubric: &Rubric, own: &[MarkedText<'_>]| {
            Scores::of(parts(&id, question, rubric, &text, &lexicon), rubric, true, own)
                .and_then(|scores| scores.pearson(own))
        };
        let then = (figure(&rubric, &tune), figure(&rubric, &check));
        while taken.len() < STEPS {
            let found = suggest(parts(&id, question, &rubric, &text, &lexicon), true, &tune);
            let first = found.changes.into_iter().next();
            let Some(first) = first else { break };
            rubric = first.edit.apply(&rubric).unwrap();
            taken.push(first);
        }
        let now = (figure(&rubric, &tune), figure(&rubric, &check));
        println!(
            "{:<10} {}{}  {}{}",
            question.id,
            shown(then.0),
            shown(now.0),
            shown(then.1),
            shown(now.1)
        );
        for own in &taken {
            let edit = serde_json::to_string(&own.edit).unwrap_or_default();
            println!("  {:+.3} {edit}", own.effect.gain().unwrap_or(0.0));
        }
        before.extend(then.1);
        after.extend(now.1);
    }
    println!("mean of {} on check {} {}", before.len(), shown(mean(before)), shown(mean(after)));
    Ok(())
}

/// Writes the rubrics with the tune half of the answers as a library: one scenario, its questions,
/// marked answers, and the scores as the marks of one rater.
fn write_library(
    out: &Path,
    rubrics: &Path,
    questions: &[Question],
    answers: &[Answer],
) -> Result<(), String> {
    let put = |name: String, text: String| -> Result<(), String> {
        let path = out.join(&name);
        let folder = path.parent().unwrap_or(out);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    // What JSON escapes, TOML reads.
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    put("library.toml".to_owned(), read(&rubrics.join("library.toml"))?)?;
    let mut scenario = "format = 1\ntitle = \"Networking\"\ndifficulty = \"any\"\nsummary = \"Short answers.\"\nbrief = \"Answer.\"\n".to_owned();
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some((_, text)) = rubric_file(rubrics, question)? else { continue };
        let name = rubric_name(&question.id);
        let prompt = quoted(&question.prompt);
        scenario +=
            &format!("\n[[question]]\nid = \"{name}\"\nkind = \"open\"\nprompt = {prompt}\n");
        let text: Vec<&str> = text.lines().filter(|line| !line.starts_with("#:schema")).collect();
        put(format!("rubrics/networking/{name}.toml"), text.join("\n"))?;
        let (mut marked, mut marks) = (String::new(), "rater = \"graders\"\n\n[mark]\n".to_owned());
        for own in
            answers.iter().filter(|own| own.question == question.id && own.split == Split::Tune)
        {
            let id = own.id.to_lowercase().replace(['.', '_'], "-");
            marked += &format!(
                "[[marked]]\nid = \"{id}\"\nset = \"tune\"\ntext = {}\n\n",
                quoted(&own.text)
            );
            marks += &format!("{id} = {{ level = {} }}\n", level_of(own.score));
        }
        put(format!("rubrics/networking/{name}.marked.toml"), marked)?;
        put(format!("rubrics/networking/{name}.marks/graders.toml"), marks)?;
    }
    put("scenarios/networking.toml".to_owned(), scenario)
}

/// The level of a scale from 0 to 4 that a score is nearest to, halves down.
fn level_of(score: f64) -> u8 {
    (0..4).filter(|level| score * 4.0 > f64::from(*level) + 0.5).count().try_into().unwrap_or(0)
}

fn parts<'a>(
    id: &'a str,
    question: &'a Question,
    rubric: &'a Rubric,
    rubric_text: &'a str,
    (lexicon, lexicon_text): &'a (Lexicon, String),
) -> Parts<'a> {
    Parts {
        question: id,
        prompt: &question.prompt,
        rubric,
        rubric_text,
        frameworks: &[],
        lexicon,
        lexicon_text,
    }
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

/// The name of a question's rubric file.
fn rubric_name(question: &str) -> String {
    question.to_lowercase().replace(['.', '_'], "-")
}

fn json_lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, String> {
    read(path)?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), at + 1))
        })
        .collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn usable<T>(path: &Path, lowered: lower::Lowered<T>) -> Result<T, String> {
    lowered.usable().map_err(|diagnostics| {
        let said: Vec<String> = diagnostics.iter().map(|d| d.headline.clone()).collect();
        format!("{}: {} (`hotseat check` shows where)", path.display(), said.join("; "))
    })
}

/// The groups of the rubrics' own library; those of the built-in one are of another field.
fn lexicon(library: &Path) -> Result<(Lexicon, String), String> {
    let path = library.join("lexicon.toml");
    if !path.exists() {
        return Ok((Lexicon::default(), String::new()));
    }
    let text = read(&path)?;
    Ok((usable(&path, lower::lexicon("lexicon.toml", &text))?, text))
}

/// A question's rubric and the text of its file; none if there is no file.
fn rubric_file(library: &Path, question: &Question) -> Result<Option<(Rubric, String)>, String> {
    let id = format!("networking/{}", rubric_name(&question.id));
    let file = format!("rubrics/{id}.toml");
    let path = library.join(&file);
    if !path.exists() {
        return Ok(None);
    }
    let text = read(&path)?;
    Ok(Some((usable(&path, lower::rubric(&RubricId::new(&id), &file, &text))?, text)))
}

fn rubric(
    options: &Options,
    library: &Path,
    question: &Question,
    lexicon: &(Lexicon, String),
) -> Result<Option<CompiledRubric>, String> {
    let Some((rubric, text)) = rubric_file(library, question)? else { return Ok(None) };
    let id = format!("networking/{}", rubric_name(&question.id));
    let compiled = CompiledRubric::new(parts(&id, question, &rubric, &text, lexicon))
        .map_err(|error| format!("{id}: {error}"))?;
    Ok(Some(if options.meaning { compiled } else { compiled.without_meaning() }))
}

struct Scored<'a> {
    answer: &'a Answer,
    assessment: Assessment,
}

impl Scored<'_> {
    fn percent(&self) -> u8 {
        self.assessment.percent.unwrap_or(0)
    }

    /// From 100 points that the engine gives too many to 100 that it gives too few.
    fn error(&self) -> f64 {
        f64::from(self.percent()) - 100.0 * self.answer.score
    }

    fn has(&self, codes: &[FlagCode]) -> bool {
        self.assessment.flags.iter().any(|flag| codes.contains(&flag.code))
    }

    fn codes(&self) -> BTreeSet<FlagCode> {
        self.assessment.flags.iter().map(|flag| flag.code).collect()
    }
}

fn scored<'a>(
    rubric: &CompiledRubric,
    question: &Question,
    answers: &'a [Answer],
) -> Vec<Scored<'a>> {
    answers
        .par_iter()
        .filter(|answer| answer.question == question.id)
        .map(|answer| Scored { answer, assessment: assess(rubric, Given::answer(&answer.text)) })
        .collect()
}

fn agreement(scored: &[Scored<'_>], split: Split) -> Option<f64> {
    let half: Vec<&Scored<'_>> = scored.iter().filter(|own| own.answer.split == split).collect();
    let pairs: Vec<(f64, f64)> =
        half.iter().map(|own| (f64::from(own.percent()), own.answer.score)).collect();
    pearson(&pairs)
}

fn shown(figure: Option<f64>) -> String {
    figure.map_or_else(|| format!("{:>7}", "-"), |figure| format!("{figure:>7.3}"))
}

/// The examples of one question: tune half and check half.
struct Halves {
    question: String,
    rubric: CompiledRubric,
    tune: Vec<Example>,
    check: Vec<Example>,
}

impl Halves {
    /// Of the check half, after a fit to some of the tune half: the scores and those given.
    fn fitted(&self, drawn: &[usize]) -> Vec<(f64, f64)> {
        let seen: Vec<Example> = drawn.iter().map(|at| self.tune[*at].clone()).collect();
        let fitted = calibrate(&self.rubric, &seen).fitted;
        let percent = |own: &Example| fitted.as_ref().map_or(own.percent, |fit| fit.percent(own));
        self.check.iter().map(|own| (f64::from(percent(own)), own.target)).collect()
    }
}

/// Mean correlation on the check half, alone and calibrated to 10, 25 and all answers of the tune
/// half, ten draws each.
fn calibrations(
    options: &Options,
    library: &Path,
    questions: &[Question],
    answers: &[Answer],
    lexicon: &(Lexicon, String),
) -> Result<(), String> {
    let mut halves = Vec::new();
    for question in questions.iter().filter(|own| !LEFT_OUT.contains(&own.id.as_str())) {
        let Some(rubric) = rubric(options, library, question, lexicon)? else { continue };
        let half = |split: Split| -> Vec<Example> {
            answers
                .par_iter()
                .filter(|own| own.question == question.id && own.split == split)
                .map(|own| Example::new(&rubric, &own.text, own.score))
                .collect()
        };
        let (tune, check) = (half(Split::Tune), half(Split::Check));
        halves.push(Halves { question: question.id.clone(), rubric, tune, check });
    }
    let alone: Vec<Vec<(f64, f64)>> = halves.iter().map(|own| own.fitted(&[])).collect();
    let figures = |all: &[Vec<(f64, f64)>]| -> Vec<f64> {
        all.iter().map(|pairs| pearson(pairs).unwrap_or(0.0)).collect()
    };
    let pooled = |all: &[Vec<(f64, f64)>]| pearson(&all.concat());
    let before = figures(&alone);
    let mean_before = mean(before.iter().copied()).unwrap_or(0.0);
    println!(
        "answers       mean  pooled  least gain of a draw  least gain of a question, mean of draws"
    );
    println!("none       {} {}", shown(Some(mean_before)), shown(pooled(&alone)));
    for (name, count) in [("10", 10), ("25", 25), ("all", usize::MAX)] {
        let draws: Vec<Vec<Vec<(f64, f64)>>> = (0..10)
            .map(|seed| {
                let one = |own: &Halves| own.fitted(&draw(own.tune.len(), count, seed));
                halves.par_iter().map(one).collect()
            })
            .collect();
        let by_draw: Vec<Vec<f64>> = draws.iter().map(|all| figures(all)).collect();
        let means: Vec<f64> = by_draw.iter().filter_map(|own| mean(own.iter().copied())).collect();
        let gains: Vec<f64> = (0..halves.len())
            .map(|at| mean(by_draw.iter().map(|own| own[at])).unwrap_or(0.0) - before[at])
            .collect();
        let least = |all: &[f64]| all.iter().copied().min_by(f64::total_cmp);
        let worst = halves.iter().zip(&gains).min_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        println!(
            "{name:<10} {} {}               {}  {} {}",
            shown(mean(means.iter().copied())),
            shown(mean(draws.iter().filter_map(|all| pooled(all)))),
            shown(least(&means).map(|own| own - mean_before)),
            shown(Some(*worst.1)),
            worst.0.question
        );
        let moved: Vec<String> = halves
            .iter()
            .zip(&gains)
            .filter(|(_, gain)| gain.abs() >= 0.0005)
            .map(|(own, gain)| format!("{} {gain:+.3}", own.question))
            .collect();
        println!("           {}", moved.join(", "));
    }
    Ok(())
}

/// What each guard noticed in answers that people scored above 0, and what it took.
fn false_alarms(all: &[Scored<'_>]) {
    let paid: Vec<&Scored<'_>> = all.iter().filter(|own| own.answer.score > 0.0).collect();
    let mut flags: BTreeMap<FlagCode, (usize, usize)> = BTreeMap::new();
    for own in &paid {
        for code in own.codes() {
            let (flagged, nothing) = flags.entry(code).or_default();
            *flagged += 1;
            *nothing += usize::from(own.percent() == 0);
        }
    }
    println!("{} answers that people scored above 0: flags\n", paid.len());
    println!("flag              n   share   at 0 %");
    for (code, (flagged, nothing)) in flags {
        let code = serde_json::to_value(code).unwrap();
        let code = code.as_str().unwrap_or_default();
        println!("{code:<16} {flagged:>3} {} {nothing:>8}", share(flagged, paid.len()));
    }
    println!("\nwhy some of them got nothing");
    let (mut by_guard, mut of_guards) = (0, Vec::new());
    let mut reasons = [
        ("not scored", 0),
        ("level 0 by a guard", 0),
        ("no evidence, words set aside by a guard", 0),
        ("no evidence", 0),
        ("0 % with evidence", 0),
    ];
    for own in paid.iter().filter(|own| own.percent() == 0) {
        let reason = if own.assessment.status == Status::NotScored {
            0
        } else if own
            .codes()
            .into_iter()
            .any(|code| code.is_level_zero() && code != FlagCode::NoEvidence)
        {
            1
        } else if own.has(&[FlagCode::NoEvidence]) && own.has(&SETTING_ASIDE) {
            2
        } else if own.has(&[FlagCode::NoEvidence]) {
            3
        } else {
            4
        };
        reasons[reason].1 += 1;
        if reason < 3 {
            by_guard += 1;
            if own.answer.split == Split::Tune {
                of_guards.push(own);
            }
        }
    }
    for (reason, count) in reasons {
        println!("{reason:<40} {count:>3} {}", share(count, paid.len()));
    }
    println!(
        "{:<40} {by_guard:>3} {}",
        "the first three: taken by a guard",
        share(by_guard, paid.len())
    );
    for own in of_guards {
        println!(
            "  {} {} {:.2} {}",
            own.answer.question,
            own.answer.id,
            own.answer.score,
            names(own)
        );
    }
}

fn share(part: usize, whole: usize) -> String {
    let share =
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole.max(1)).unwrap());
    format!("{:>5.1} %", share * 100.0)
}

fn names(own: &Scored<'_>) -> String {
    let codes: Vec<String> = own
        .codes()
        .into_iter()
        .map(|code| serde_json::to_value(code).unwrap().as_str().unwrap_or_default().to_owned())
        .collect();
    codes.join(", ")
}

/// The answers of the tune half, those that the engine is furthest off first.
fn list(scored: &[Scored<'_>]) {
    let mut own: Vec<&Scored<'_>> =
        scored.iter().filter(|own| own.answer.split == Split::Tune).collect();
    own.sort_by(|a, b| b.error().abs().total_cmp(&a.error().abs()));
    for own in own {
        let criteria: Vec<String> = own
            .assessment
            .criteria
            .iter()
            .map(|criterion| {
                let rules: Vec<&str> = criterion.evidence.iter().map(|e| e.rule.as_str()).collect();
                let level = criterion.level.unwrap_or(0);
                format!("{} {level}/{} ({})", criterion.id, criterion.of, rules.join(", "))
            })
            .collect();
        println!(
            "{}  given {:.0} %, computed {} %  {}\n  {}\n  {}\n",
            own.answer.id,
            own.answer.score * 100.0,
            own.percent(),
            names(own),
            criteria.join("; "),
            own.answer.text.trim().replace('\n', "\n  ")
        );
    }
}
