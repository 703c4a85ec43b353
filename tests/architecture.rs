//! Folders follow the flow of data: a module of the crate imports only what its row names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The import table of `docs/ARCHITECTURE.md`.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("content", &[]),
    ("scoring", &["content"]),
    ("agreement", &[]),
    ("interview", &["content", "scoring"]),
    ("library", &["content"]),
    ("store", &[]),
    ("session", &["content", "library", "interview", "scoring", "store", "study"]),
    ("study", &["interview", "scoring", "content"]),
    ("author", &["content", "scoring", "agreement", "library"]),
    ("report", &["content", "scoring", "agreement", "interview", "study", "author"]),
    (
        "terminal",
        &[
            "content",
            "scoring",
            "interview",
            "library",
            "session",
            "store",
            "study",
            "author",
            "report",
        ],
    ),
    ("web", &["content", "scoring", "interview", "session", "store", "study", "report"]),
    (
        "cli",
        &[
            "content",
            "scoring",
            "agreement",
            "interview",
            "library",
            "store",
            "session",
            "study",
            "author",
            "report",
            "terminal",
            "web",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix("src").unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The modules of the crate that a source text names after `crate::`.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    code.match_indices("crate::")
        .map(|(at, found)| &code[at + found.len()..])
        .flat_map(|rest| match rest.strip_prefix('{') {
            // `use crate::{a::b, c}`: the first word of each part.
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(first_word)
                .collect::<Vec<_>>(),
            None => vec![first_word(rest)],
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_module_imports_only_what_its_row_names() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut found = Vec::new();
    sources(Path::new("src"), &mut found);
    assert!(found.len() > 50, "the sources were found");
    let mut wrong = Vec::new();
    for (file, text) in &found {
        let Some((module, _)) = file.split_once('/') else { continue };
        let Some(allowed) = table.get(module) else {
            wrong.push(format!("{file}: the folder `{module}` is not in the table"));
            continue;
        };
        for import in imports(text) {
            if import != module
                && table.contains_key(import.as_str())
                && !allowed.contains(&import.as_str())
            {
                wrong.push(format!("{file}: `{module}` must not import `{import}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_test_sees_a_forbidden_import() {
    assert!(imports("use crate::store::Store;").contains("store"));
    assert!(imports("use crate::{library::Library, store};").contains("store"));
    assert!(imports("    let x = crate::store::open();").contains("store"));
    assert!(!imports("// crate::store").contains("store"));
}

#[test]
fn the_table_is_the_one_in_the_architecture_document() {
    let document = fs::read_to_string("docs/ARCHITECTURE.md").unwrap();
    for (module, allowed) in MAY_IMPORT {
        if *module == "cli" || *module == "terminal" {
            continue;
        }
        let row = document
            .lines()
            .find(|line| line.starts_with(&format!("| `{module}/` |")))
            .unwrap_or_else(|| panic!("no row for {module}"));
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let named: BTreeSet<&str> =
            last.split(',').map(str::trim).filter(|word| *word != "-").collect();
        assert_eq!(named, allowed.iter().copied().collect(), "row of {module}");
    }
}

#[test]
fn main_is_twenty_lines() {
    assert!(fs::read_to_string("src/main.rs").unwrap().lines().count() <= 20);
}
