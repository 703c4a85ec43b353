//! The two roads into the format agree: serde over the file shapes, from which the schemas come,
//! and the lowering.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::super::diagnostic::Diagnostic;
use super::super::file::{
    CalibrationFile, FileKind, FrameworkFile, LexiconFile, ManifestFile, MarkedFile, MarksFile,
    RubricFile, ScenarioFile,
};
use super::super::ids::{FrameworkId, RubricId, ScenarioId};
use super::tests::{RUBRIC, SCENARIO};
use super::{calibration, framework, lexicon, manifest, marked, marks, rubric, scenario};

/// Kinds of problem that serde knows too: keys and types. What else the lowering finds is meaning.
const OF_SHAPE: [&str; 6] = ["HS001", "HS002", "HS003", "HS004", "HS005", "HS006"];

fn serde_says<T: DeserializeOwned>(text: &str) -> Result<(), String> {
    toml::from_str::<T>(text).map(|_| ()).map_err(|error| error.to_string())
}

fn by_serde(kind: FileKind, text: &str) -> Result<(), String> {
    match kind {
        FileKind::Scenario => serde_says::<ScenarioFile>(text),
        FileKind::Rubric => serde_says::<RubricFile>(text),
        FileKind::Framework => serde_says::<FrameworkFile>(text),
        FileKind::Lexicon => serde_says::<LexiconFile>(text),
        FileKind::Manifest => serde_says::<ManifestFile>(text),
        FileKind::Marked => serde_says::<MarkedFile>(text),
        FileKind::Marks => serde_says::<MarksFile>(text),
        FileKind::Calibration => serde_says::<CalibrationFile>(text),
    }
}

fn by_lowering(kind: FileKind, file: &str, text: &str) -> Vec<Diagnostic> {
    match kind {
        FileKind::Scenario => scenario(&ScenarioId::new("a"), file, text).diagnostics,
        FileKind::Rubric => rubric(&RubricId::new("a/b"), file, text).diagnostics,
        FileKind::Framework => framework(&FrameworkId::new("a"), file, text).diagnostics,
        FileKind::Lexicon => lexicon(file, text).diagnostics,
        FileKind::Manifest => manifest(file, text).diagnostics,
        FileKind::Marked => marked(file, text).diagnostics,
        FileKind::Marks => marks(file, text).diagnostics,
        FileKind::Calibration => calibration(file, text).diagnostics,
    }
}

fn agree(kind: FileKind, file: &str, text: &str) {
    let serde = by_serde(kind, text);
    let lowering = by_lowering(kind, file, text);
    let shape: Vec<_> =
        lowering.iter().filter(|d| OF_SHAPE.iter().any(|code| d.code.starts_with(code))).collect();
    assert_eq!(serde.is_ok(), shape.is_empty(), "{file}\nserde: {serde:?}\nlowering: {shape:#?}");
}

#[test]
fn on_small_changes_of_a_good_file() {
    let with_all_keys = RUBRIC.replacen(
        "\n[groups]",
        "expects = \"action\"\nopposing = [\"@staff > out\"]\nabout = [\"chat\"]\n[groups]",
        1,
    );
    let sources = [
        (FileKind::Rubric, RUBRIC),
        (FileKind::Rubric, with_all_keys.as_str()),
        (FileKind::Scenario, SCENARIO),
    ];
    for (kind, source) in sources {
        agree(kind, "as-it-is", source);
        let lines: Vec<&str> = source.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once('=') else { continue };
            // `pick` and the like are told apart by the kind, which serde reports first.
            if line.starts_with([' ', '{']) || key.trim() == "kind" || line.ends_with("\"\"\"") {
                continue;
            }
            let with = |new: &str| {
                let mut changed = lines.clone();
                changed[n] = new;
                changed.join("\n")
            };
            let what = format!("line {}: {line}", n + 1);
            agree(kind, &format!("without {what}"), &with(""));
            agree(kind, &format!("misspelt {what}"), &with(&format!("x{line}")));
            agree(kind, &format!("a table at {what}"), &with(&format!("{key} = {{ x = 1 }}")));
            agree(kind, &format!("a truth at {what}"), &with(&format!("{key} = true")));
        }
    }
}

/// All TOML files of the library below `folder`, with their kind.
fn files(root: &Path, folder: &str) -> Vec<(FileKind, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            found.extend(files(root, &name));
        } else if name.ends_with(".toml") {
            let parts: Vec<&str> = name.split('/').collect();
            let kind = match parts.as_slice() {
                ["scenarios", _] => FileKind::Scenario,
                ["scenarios", ..] => continue,
                ["rubrics", "frameworks", _] => FileKind::Framework,
                ["rubrics", _, file] if file.ends_with(".marked.toml") => FileKind::Marked,
                ["rubrics", _, _] => FileKind::Rubric,
                ["rubrics", ..] => FileKind::Marks,
                _ => continue,
            };
            found.push((kind, path));
        }
    }
    found.sort();
    found
}

#[test]
fn on_every_file_of_the_built_in_library() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = [files(root, "scenarios"), files(root, "rubrics")].concat();
    all.push((FileKind::Lexicon, root.join("lexicon.toml")));
    all.push((FileKind::Manifest, root.join("library.toml")));
    for (kind, path) in all {
        let text = std::fs::read_to_string(&path).unwrap();
        agree(kind, &path.to_string_lossy(), &text);
    }
}
