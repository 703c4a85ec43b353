//! The library of `docs/lints/README.md`, what a fence makes of it, and what the check says of that.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hotseat::author::check::{self, Report};
use hotseat::content::Severity;
use hotseat::library::{Bundle, Library};
use hotseat::report::diagnostics::{Look, of_file};
use jiff::civil::{Date, date};

use super::page::{Fence, Piece, pieces};

const SCENARIO: &str = "scenarios/bread.toml";
const RUBRIC: &str = "rubrics/bread/plan.toml";

/// What stands at a path.
#[derive(Clone)]
enum Entry {
    Text(String),
    Bytes(Vec<u8>),
    Folder,
    /// With the path that it leads to, from the folder that it lies in.
    Link(String),
}

/// A library, by its files' paths.
#[derive(Clone)]
pub struct Bakery(BTreeMap<String, Entry>);

impl Bakery {
    /// Of the fences of `docs/lints/README.md`.
    pub fn new() -> Self {
        let text = fs::read_to_string("docs/lints/README.md").unwrap();
        let files: BTreeMap<String, Entry> = pieces(&text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Fence(Fence { target: Some(path), text, .. }) => {
                    Some((path, Entry::Text(text)))
                }
                _ => None,
            })
            .collect();
        assert!(files.len() > 5, "the files of docs/lints/README.md were found");
        Self(files)
    }

    /// Puts a fence in its place:
    ///
    /// - below a path: the whole file. As `toml`, `markdown` ... its text; as `bytes` in
    ///   hexadecimal; as `link` what it leads to; as `folder` or `gone` nothing.
    /// - `criterion`: everything below the head of the rubric; `rubric`: its head.
    /// - `question`: a question behind the others; `questions`: all of them; `exhibit`: all
    ///   exhibits; `scenario`: the head, without exhibits.
    ///
    /// `«text × 300»` in it is that text 300 times.
    pub fn put(&mut self, fence: &Fence) -> Result<(), String> {
        let target = fence.target.as_deref().unwrap_or_default();
        let text = repeated(&fence.text)?;
        let scenario = parts(self.text(SCENARIO), &["[[exhibit]]", "[[question]]"]);
        let rubric = parts(self.text(RUBRIC), &["[[criterion]]"]);
        let join = |parts: &[&str]| Entry::Text(parts.concat());
        match target {
            "scenario" => self.set(SCENARIO, join(&[&text, "\n", &scenario[1], &scenario[2]])),
            "exhibit" => self.set(SCENARIO, join(&[&scenario[0], &text, "\n", &scenario[2]])),
            "question" => {
                let whole = scenario.concat();
                self.set(SCENARIO, join(&[&whole, "\n", &text]));
            }
            "questions" => self.set(SCENARIO, join(&[&scenario[0], &scenario[1], &text])),
            "rubric" => self.set(RUBRIC, join(&[&text, "\n", &rubric[1]])),
            "criterion" => self.set(RUBRIC, join(&[&rubric[0], &text])),
            path if path.contains(['/', '.']) => match fence.kind.as_str() {
                "gone" => {
                    self.0.remove(path);
                }
                "folder" => self.set(path, Entry::Folder),
                "link" => self.set(path, Entry::Link(text.trim().to_owned())),
                "bytes" => self.set(path, Entry::Bytes(bytes(&text)?)),
                _ => self.set(path, Entry::Text(text)),
            },
            other => return Err(format!("`{other}` is no part of the library")),
        }
        Ok(())
    }

    fn set(&mut self, path: &str, entry: Entry) {
        self.0.insert(path.to_owned(), entry);
    }

    fn text(&self, path: &str) -> &str {
        match self.0.get(path) {
            Some(Entry::Text(text)) => text,
            _ => "",
        }
    }

    /// What `hotseat check --least ...` says of this library: each problem as it is drawn on 80
    /// columns without colour. Empty where there is none.
    pub fn told(&self, least: Severity) -> String {
        let mut report = self.report();
        report.keep(least);
        let look = Look { width: 80, ..Look::default() };
        let told: String = report
            .files
            .iter()
            .map(|file| of_file(&file.path, &file.text, &file.diagnostics, look))
            .collect();
        told.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// For each problem of this code, whether `--fix` can mend it.
    pub fn can_mend(&self, code: &str) -> Vec<bool> {
        let files = self.report().files;
        let own = files.iter().flat_map(|file| &file.diagnostics).filter(|d| d.code == code);
        own.map(|diagnostic| diagnostic.fix.is_some()).collect()
    }

    fn report(&self) -> Report {
        let texts: Option<BTreeMap<String, String>> = self
            .0
            .iter()
            .map(|(path, entry)| match entry {
                Entry::Text(text) if text.len() <= 1 << 20 => Some((path.clone(), text.clone())),
                _ => None,
            })
            .collect();
        // What is all text needs no disk; what is not comes about only there.
        match texts {
            Some(files) => check::library(&library(files), today()),
            None => self.report_on_disk(),
        }
    }

    fn report_on_disk(&self) -> Report {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for (path, entry) in &self.0 {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match entry {
                Entry::Text(text) => fs::write(&path, text).unwrap(),
                Entry::Bytes(bytes) => fs::write(&path, bytes).unwrap(),
                Entry::Folder => fs::create_dir_all(&path).unwrap(),
                Entry::Link(target) => link(target, &path),
            }
        }
        let mut report = check::paths(&[root.to_owned()], &[], today()).unwrap();
        for file in &mut report.files {
            let within = Path::new(&file.path).strip_prefix(root).unwrap();
            file.path = within.to_str().unwrap().replace('\\', "/");
        }
        report
    }
}

fn library(files: BTreeMap<String, String>) -> Library {
    Library::from_bundle(Bundle { layers: vec![files] })
}

/// The day on which the pages are read.
fn today() -> Option<Date> {
    Some(date(2026, 11, 26))
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn link(_target: &str, _path: &Path) {}

/// A text cut in front of the first line that is each of `headers`.
fn parts(text: &str, headers: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    for header in headers {
        let at = rest.find(&format!("{header}\n")).unwrap_or(0);
        found.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    found.push(rest.to_owned());
    found
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    text.split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16).map_err(|_| format!("`{byte}` is no byte")))
        .collect()
}

fn repeated(text: &str) -> Result<String, String> {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('«') {
        let (inner, behind) = behind.split_once('»').ok_or("« is never closed")?;
        let (what, times) = inner.rsplit_once("× ").ok_or("« » lacks ×")?;
        let what = what.strip_suffix([' ', '\n']).unwrap_or(what);
        let times: usize = times.replace(',', "").parse().map_err(|_| "× lacks its number")?;
        done.push_str(before);
        done.push_str(&what.repeat(times));
        rest = behind;
    }
    done.push_str(rest);
    Ok(done)
}
