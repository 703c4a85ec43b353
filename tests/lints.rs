//! Every code that `hotseat check` can report has a page in `docs/lints/`, and every page is a
//! specification: what it shows is checked, and what the check says is compared with what it shows.
//!
//! `HOTSEAT_BLESS=1 cargo test lints` writes the reports into the pages, and the handbook's chapter.

mod bakery;
mod handbook;
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hotseat::author::explain;
use hotseat::content::Severity;
use rayon::prelude::*;

use crate::support::Place;
use bakery::Bakery;
use page::{Case, Page};

/// Held while pages are read or written: blessing is not to be seen half done.
static PAGES: Mutex<()> = Mutex::new(());

fn held() -> MutexGuard<'static, ()> {
    PAGES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_blessing() -> bool {
    std::env::var_os("HOTSEAT_BLESS").is_some()
}

/// Code, name and text of each page, from the disk: a page may be newer than the program.
fn pages() -> Vec<(String, String, String)> {
    let mut pages: Vec<_> = fs::read_dir("docs/lints")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("README.md"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let (code, name) = name.split_once('-').unwrap_or((name, ""));
            (code.to_owned(), name.to_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

fn path(code: &str, name: &str) -> String {
    format!("docs/lints/{code}-{name}.md")
}

#[test]
fn every_code_has_one_page() {
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir("src/content/problem").unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        let is_code = |word: &&str| {
            let (code, name) = word.split_once(' ').unwrap_or_default();
            let number = code.strip_prefix("HS").unwrap_or_default();
            number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()) && !name.contains(' ')
        };
        codes.extend(source.split('"').filter(is_code).map(str::to_owned));
    }
    assert!(codes.len() > 60, "the codes were found in the source");
    let pages: BTreeSet<String> =
        pages().iter().map(|(code, name, _)| format!("{code} {name}")).collect();
    let embedded = explain::pages();
    let embedded = embedded.iter().map(|page| format!("{} {}", page.code, page.name)).collect();
    assert_eq!(pages, embedded, "the program has the pages of docs/lints");
    let without: Vec<_> = codes.difference(&pages).collect();
    let astray: Vec<_> = pages.difference(&codes).collect();
    assert!(without.is_empty(), "codes without a page in docs/lints: {without:#?}");
    assert!(astray.is_empty(), "pages in docs/lints without a code: {astray:#?}");
}

#[test]
fn the_library_that_the_pages_change_has_no_problem() {
    assert_eq!(Bakery::new().told(Severity::Hint), "");
}

#[test]
fn every_page_shows_what_the_check_says() {
    let _held = held();
    let told: Vec<Vec<String>> = pages()
        .par_iter()
        .map(|(code, name, text)| {
            let page = match page::read(code, name, text) {
                Ok(page) => page,
                Err(amiss) => return vec![format!("{}: {amiss}", path(code, name))],
            };
            let mut wrong = Vec::new();
            let mut blessed = text.clone();
            if !handbook::is_group(&page.group) {
                wrong.push(format!("{}: `{}` is no group", path(code, name), page.group));
            }
            // From the last, so that lines stay where they are.
            for case in page.cases.iter().rev() {
                match run(&format!("{} {code} {name}", page.severity), case) {
                    Ok(told) if is_blessing() && case.can_be_blessed() => {
                        if let Some(fence) = &case.report {
                            blessed = page::with_fence(&blessed, fence, &told);
                        }
                    }
                    Ok(told) => wrong.extend(difference(case, &told).map(|difference| {
                        format!("{}:{}: {difference}", path(code, name), line(case))
                    })),
                    Err(amiss) => {
                        wrong.push(format!("{}:{}: {amiss}", path(code, name), line(case)));
                    }
                }
            }
            if blessed != *text {
                fs::write(path(code, name), blessed).unwrap();
            }
            wrong
        })
        .collect();
    let wrong = told.concat();
    assert!(
        wrong.is_empty(),
        "{}\n\n{} cases are not as their pages show; HOTSEAT_BLESS=1 cargo test lints writes the \
         reports anew",
        wrong.join("\n\n"),
        wrong.len()
    );
}

/// Line of a case, from 1.
fn line(case: &Case) -> usize {
    case.inputs.first().or(case.report.as_ref()).map_or(0, |fence| fence.first)
}

/// What the check says of a case; fails where the code is not there and should be, or is and should
/// not. `kind` is severity, code and name.
fn run(kind: &str, case: &Case) -> Result<String, String> {
    let mut bakery = Bakery::new();
    for fence in &case.inputs {
        bakery.put(fence)?;
    }
    let (severity, code) = kind.split_once(' ').unwrap();
    // On the page of an error, what is less than an error would only be in the way.
    let told = bakery.told(match severity {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Hint,
    });
    let is_told = told.contains(&format!("{severity}[{code}]"));
    match case.is_example {
        true if !is_told => Err(format!("{kind} should be reported, and is not:\n{told}")),
        true if case.report.is_none() => Err("the example has no report behind it".to_owned()),
        false if told.contains(code) => Err(format!("{code} is reported, and should not:\n{told}")),
        false if case.report.is_none() && !told.is_empty() => {
            Err(format!("nothing should be reported, and there is:\n{told}"))
        }
        _ => Ok(told),
    }
}

/// Whether the check says what the page shows, where a line `...` stands for any lines.
fn fits(shown: &str, told: &str) -> bool {
    let parts: Vec<&str> = shown.split("\n...\n").collect();
    let [first, between @ .., last] = parts.as_slice() else { return shown == told };
    let Some(mut rest) = told.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    between.iter().all(|part| {
        let found = rest.split_once(part);
        rest = found.map_or("", |(_, behind)| behind);
        found.is_some()
    })
}

/// The lines in which the page and the check differ: `-` as the page has it, `+` as the check says.
fn difference(case: &Case, told: &str) -> Option<String> {
    let shown = case.report.as_ref().map_or("", |fence| &fence.text);
    if fits(shown, told) {
        return None;
    }
    let (shown, told): (Vec<&str>, Vec<&str>) = (shown.lines().collect(), told.lines().collect());
    let same = shown.iter().zip(&told).take_while(|(a, b)| a == b).count();
    let lines = shown[same..].iter().map(|line| format!("- {line}"));
    let lines = lines.chain(told[same..].iter().map(|line| format!("+ {line}")));
    Some(format!("from line {} of the report\n{}", same + 1, lines.collect::<Vec<_>>().join("\n")))
}

/// For each problem of this code in a page's examples, whether `--fix` can mend it.
fn mends(code: &str, page: &Page) -> Vec<bool> {
    let examples = page.cases.iter().filter(|case| case.is_example);
    let problems = examples.map(|case| {
        let mut bakery = Bakery::new();
        case.inputs.iter().for_each(|fence| bakery.put(fence).unwrap());
        bakery.can_mend(code)
    });
    problems.collect::<Vec<_>>().concat()
}

#[test]
fn the_handbook_lists_every_page() {
    let _held = held();
    let texts = pages();
    let pages: Vec<(&str, &str, Page)> = texts
        .iter()
        .map(|(code, name, text)| {
            page::read(code, name, text).map(|page| (code.as_str(), name.as_str(), page))
        })
        .collect::<Result<_, _>>()
        .unwrap();
    let listed: Vec<_> = pages.iter().map(|(code, name, page)| (*code, *name, page)).collect();
    let chapter = handbook::chapter(&listed, mends);
    if is_blessing() {
        fs::write("docs/handbook/lints.md", chapter).unwrap();
        return;
    }
    assert_eq!(
        fs::read_to_string("docs/handbook/lints.md").unwrap(),
        chapter,
        "docs/handbook/lints.md is stale: run HOTSEAT_BLESS=1 cargo test lints"
    );
}

#[test]
fn check_explains_a_code() {
    let place = Place::new();
    let by_code = place.hotseat(&["check", "--explain", "hs042"]).succeeds();
    let by_code = by_code
        .shows("HS042 same-level-text")
        .shows("warning[HS042 same-level-text]: levels 1 and 2");
    let by_name = place.hotseat(&["check", "--explain", "same-level-text"]).succeeds();
    assert_eq!(by_code.stdout, by_name.stdout);
    let unknown = place.hotseat(&["check", "--explain", "same-levl-text"]).exits(2);
    assert!(unknown.stderr.contains("did you mean HS042 same-level-text?"), "{unknown:?}");
    place.hotseat(&["check", "--explain", "HS042", "."]).exits(2);
}

/// The first thing that is amiss with a page of this body.
fn amiss(body: &str) -> Option<String> {
    let text = format!("# HS010 empty\n\n*Error, file.*\n\nNothing is there.\n\n{body}");
    let page = match page::read("HS010", "empty", &text) {
        Ok(page) => page,
        Err(amiss) => return Some(amiss),
    };
    page.cases.iter().find_map(|case| match run("error HS010 empty", case) {
        Ok(told) => difference(case, &told),
        Err(amiss) => Some(amiss),
    })
}

#[test]
fn a_page_that_is_not_true_is_found() {
    let sound =
        "```toml criterion\n[[criterion]]\nid = \"a\"\ntitle = \"A\"\nby = \"person\"\n```\n";
    let faulty = sound.replace("\"A\"", "\"\"");
    let instead = format!("\n## Instead\n\n{sound}");
    let example = |input: &str, report: &str| {
        format!("## Example\n\n{input}\n```text\n{report}```\n{instead}")
    };
    for (body, words) in [
        (example(sound, ""), "error HS010 empty should be reported, and is not"),
        (example(&faulty, ""), "+ error[HS010 empty]: `title` is empty"),
        (example(&faulty, "none\n...\n"), "from line 1 of the report\n- none\n"),
        (format!("## Example\n\n{faulty}{instead}"), "the example has no report behind it"),
        (
            example(&faulty, "error[HS010 empty]\n...\n").replace(&instead, ""),
            "the sections are [\"Example\"], and should be [\"Example\", \"Instead\"]",
        ),
        (example("```toml\na = 1\n```\n", ""), "line 9: it is not said what this replaces"),
    ] {
        let found = amiss(&body).unwrap_or_default();
        assert!(found.contains(words), "{words}\nin\n{found}\nof\n{body}");
    }
    let (line, rest) = ("error[HS010 empty]: `title` is empty", "...");
    assert_eq!(amiss(&example(&faulty, &format!("{line}\n{rest}\n"))), None);
    let unmended = example(&faulty, &format!("{line}\n{rest}\n")).replace(&instead, "");
    let found = amiss(&format!("{unmended}\n## Instead\n\n{faulty}")).unwrap_or_default();
    assert!(found.contains("HS010 empty is reported, and should not"), "{found}");
}
