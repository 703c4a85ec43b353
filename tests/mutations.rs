//! Ten thousand damaged versions of the built-in files: none of them is a panic or a hang, and every
//! refusal names a place and says what to write instead.
//!
//! A failure names its number; `HOTSEAT_MUTATION=NUMBER cargo test mutations` runs that one alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use hotseat::content::lower::{self, Lowered};
use hotseat::content::{Diagnostic, Lexicon, Rubric, Severity};
use hotseat::library::{ContentPath, Library};
use hotseat::report::diagnostics::{Look, of_file};
use hotseat::scoring::{CompiledRubric, Given, Parts, assess};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use rayon::prelude::*;

const MUTANTS: u64 = 10_000;

/// Far more than the largest file takes on a slow machine.
const HANG: Duration = Duration::from_secs(30);

/// Every how many mutants a rubric that is still one is compiled, and scores an answer.
const SCORED: u64 = 20;

const ANSWER: &str = "First I ask the people who built it what it may say. Then I write down each \
gap with an owner and a date, Legal signs the list, and after four weeks I look at it again.";

/// Headlines that say themselves what should be there.
const WANTED: &[&str] = &["but should be ", "which is none of ", "needs at least "];

struct Source {
    path: ContentPath,
    text: String,
}

/// All files of the built-in library but exhibits.
fn sources() -> Vec<Source> {
    let library = Library::builtin();
    let layer = &library.layers()[0];
    let files = layer.files().into_iter().filter_map(|file| {
        let path = ContentPath::parse(&file).ok()?;
        let text = layer.read(&file).unwrap()?;
        (!matches!(path, ContentPath::Exhibit(_))).then_some(Source { path, text })
    });
    files.collect()
}

fn diagnostics<T>(lowered: Lowered<T>) -> Vec<Diagnostic> {
    lowered.diagnostics
}

fn lowered(path: &ContentPath, text: &str) -> Vec<Diagnostic> {
    let file = path.to_string();
    match path {
        ContentPath::Manifest => diagnostics(lower::manifest(&file, text)),
        ContentPath::Lexicon => diagnostics(lower::lexicon(&file, text)),
        ContentPath::Scenario(id) => diagnostics(lower::scenario(id, &file, text)),
        ContentPath::Rubric(id) => diagnostics(lower::rubric(id, &file, text)),
        ContentPath::Framework(id) => diagnostics(lower::framework(id, &file, text)),
        ContentPath::Marked(_) => diagnostics(lower::marked(&file, text)),
        ContentPath::Marks(..) => diagnostics(lower::marks(&file, text)),
        ContentPath::Calibration(_) => diagnostics(lower::calibration(&file, text)),
        ContentPath::Exhibit(_) => Vec::new(),
    }
}

/// What must hold of everything that is said of a text.
fn fault_of(text: &str, diagnostics: &[Diagnostic]) -> Option<String> {
    for diagnostic in diagnostics {
        let named = || format!("{}: {}", diagnostic.code, diagnostic.headline);
        for label in &diagnostic.labels {
            if text.get(label.span.clone()).is_none() {
                return Some(format!("{} lies outside the text: {:?}", named(), label.span));
            }
        }
        if diagnostic.severity != Severity::Error {
            continue;
        }
        if diagnostic.labels.is_empty() {
            return Some(format!("{} has no place", named()));
        }
        let help = diagnostic.help.as_deref().unwrap_or_default();
        let says_what = WANTED.iter().any(|words| diagnostic.headline.contains(words));
        if help.trim().is_empty() && !says_what {
            return Some(format!("{} does not say what to write", named()));
        }
    }
    let drawn = of_file("file.toml", text, diagnostics, Look::default());
    let is_hidden = |c: char| c.is_control() && c != '\n';
    drawn.contains(is_hidden).then(|| format!("control characters are shown: {drawn:?}"))
}

#[test]
fn a_damaged_file_is_never_a_panic_and_every_refusal_says_where_and_what() {
    let sources = sources();
    let lexicon = Library::builtin().lexicon().unwrap().value;
    let only = std::env::var("HOTSEAT_MUTATION").ok().map(|number| number.parse().unwrap());
    let numbers: Vec<u64> = only.map_or_else(|| (0..MUTANTS).collect(), |number| vec![number]);
    let wrong: Vec<String> = numbers
        .into_par_iter()
        .filter_map(|number| {
            let (source, mutant) = mutant(&sources, number);
            let began = Instant::now();
            let found = catch_unwind(AssertUnwindSafe(|| {
                let found = lowered(&source.path, &mutant);
                if number % SCORED == 0 {
                    use_rubric(&source.path, &mutant, &lexicon);
                }
                fault_of(&mutant, &found)
            }));
            let wrong = match found {
                Err(_) => Some("a panic".to_owned()),
                Ok(_) if began.elapsed() > HANG => Some("a hang".to_owned()),
                Ok(wrong) => wrong,
            };
            wrong.map(|wrong| format!("mutant {number} of {}: {wrong}", source.path))
        })
        .collect();
    let first: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} mutants; the first: {first:#?}", wrong.len());
}

/// Compiles a rubric that is still usable and scores an answer with it.
fn use_rubric(path: &ContentPath, text: &str, lexicon: &Lexicon) {
    let ContentPath::Rubric(id) = path else { return };
    let Ok(rubric) = lower::rubric(id, &path.to_string(), text).usable() else { return };
    let Ok(compiled) = compiled(&rubric, lexicon) else { return };
    let assessment = assess(&compiled, Given::answer(ANSWER));
    let top = u8::try_from(rubric.scale.len() - 1).unwrap();
    assert!(assessment.level.is_none_or(|level| level <= top));
}

fn compiled(rubric: &Rubric, lexicon: &Lexicon) -> Result<CompiledRubric, impl std::error::Error> {
    CompiledRubric::new(Parts {
        question: "a/b",
        prompt: "What do you do?",
        rubric,
        rubric_text: "",
        frameworks: &[],
        lexicon,
        lexicon_text: "",
    })
}

/// The mutant of this number, and the file that it comes from.
fn mutant(sources: &[Source], number: u64) -> (&Source, String) {
    let mut random = StdRng::seed_from_u64(number);
    let source = &sources[random.random_range(0..sources.len())];
    let mut text = source.text.clone();
    for _ in 0..random.random_range(1..=3) {
        text = damaged(&text, sources, &mut random);
    }
    (source, text)
}

/// Text put where it does not belong.
const ODD: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\\",
    "\\u0000",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "\u{1f9d1}\u{200d}\u{1f680}",
    "e\u{301}",
    "\u{a0}",
    "\u{2028}",
    "\r",
    "\t",
    "\n\n",
    "inf",
    "nan",
    "-1",
    "99999999999999999999",
    "1e999",
    "0x7f",
    "1979-05-27",
    "true",
    "\u{ff02}",
    "..",
    "@",
    "(",
    ")",
    "|",
    "+",
    ">",
    "*",
    "level = 10\n",
    "[criterion.evidence]\n",
    "[[criterion]]\n",
    "id = \"x\"\n",
];

fn damaged(text: &str, sources: &[Source], random: &mut StdRng) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return "x".to_owned();
    }
    let line = |random: &mut StdRng| random.random_range(0..lines.len());
    let joined = |lines: &[&str]| lines.concat();
    match random.random_range(0..14) {
        0 => {
            let (from, to) = between(line(random), line(random));
            joined(&[&lines[..from], &lines[to..]].concat())
        }
        1 => {
            let (from, to) = between(line(random), line(random));
            joined(&[&lines[..to], &lines[from..]].concat())
        }
        2 => {
            let (one, two) = (line(random), line(random));
            let mut lines = lines.clone();
            lines.swap(one, two);
            joined(&lines)
        }
        3 => {
            // A line moves to another table.
            let (from, to) = (line(random), line(random));
            let mut lines = lines.clone();
            let moved = lines.remove(from);
            lines.insert(to.min(lines.len()), moved);
            joined(&lines)
        }
        4 => {
            let odd = ODD[random.random_range(0..ODD.len())];
            changed_line(&lines, line(random), |line| {
                line.split_once('=').map_or(line.to_owned(), |(key, _)| format!("{key}= {odd}\n"))
            })
        }
        5 => changed_line(&lines, line(random), |line| {
            // Another type: what was text is a list, what was a list is text.
            line.split_once('=').map_or(line.to_owned(), |(key, value)| match value.trim() {
                text if text.starts_with('"') => format!("{key}= [{text}]\n"),
                list if list.starts_with('[') => format!("{key}= 7\n"),
                _ => format!("{key}= {{ a = 1 }}\n"),
            })
        }),
        6 => changed_line(&lines, line(random), |line| line.replacen(['a', 'e', 'i'], "", 1)),
        7 => {
            let at = place(text, random);
            text[..at].to_owned()
        }
        8 => {
            let other = &sources[random.random_range(0..sources.len())].text;
            let (at, cut) = (place(text, random), place(other, random));
            format!("{}{}", &text[..at], &other[cut..])
        }
        9 => {
            let deep = random.random_range(1..2_000);
            let at = place(text, random);
            format!("{}{}{}", &text[..at], "[".repeat(deep), &text[at..])
        }
        10 => {
            let at = place(text, random);
            let next = text[at..].chars().next().map_or(0, char::len_utf8);
            format!("{}{}", &text[..at], &text[at + next..])
        }
        _ => {
            let at = place(text, random);
            let odd = ODD[random.random_range(0..ODD.len())];
            format!("{}{odd}{}", &text[..at], &text[at..])
        }
    }
}

fn between(one: usize, two: usize) -> (usize, usize) {
    // Near each other: most of the file stays.
    let from = one.min(two);
    (from, one.max(two).min(from + 12))
}

fn changed_line(lines: &[&str], at: usize, change: impl Fn(&str) -> String) -> String {
    let changed = lines
        .iter()
        .enumerate()
        .map(|(n, line)| if n == at { change(line) } else { (*line).to_owned() });
    changed.collect()
}

/// A byte between two characters.
fn place(text: &str, random: &mut StdRng) -> usize {
    let mut at = random.random_range(0..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
