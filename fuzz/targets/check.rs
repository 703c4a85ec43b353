//! Any texts as a library: the check never panics, and every problem lies within its file. Files are
//! separated by a line with a form feed.

#![no_main]

use std::collections::BTreeMap;

use hotseat::author::check;
use hotseat::library::{Bundle, Library};
use libfuzzer_sys::fuzz_target;

const PATHS: &[&str] = &[
    "scenarios/a.toml",
    "rubrics/a/b.toml",
    "rubrics/a/b.marked.toml",
    "rubrics/a/b.marks/c.toml",
    "lexicon.toml",
    "library.toml",
    "rubrics/frameworks/d.toml",
    "scenarios/a/e.md",
];

fuzz_target!(|text: &str| {
    let files: BTreeMap<String, String> = PATHS
        .iter()
        .zip(text.split("\u{c}\n"))
        .map(|(path, text)| ((*path).to_owned(), text.to_owned()))
        .collect();
    let report = check::library(&Library::from_bundle(Bundle { layers: vec![files] }), None);
    for file in &report.files {
        for diagnostic in &file.diagnostics {
            for label in &diagnostic.labels {
                assert!(file.text.get(label.span.clone()).is_some(), "{diagnostic:?}");
            }
        }
    }
});
