//! The JSON Schemas against a validator of draft-07: what an editor says of a file agrees with what
//! `check` says of it.

use std::path::{Path, PathBuf};

use hotseat::author::new::{self, NewFramework, NewLibrary, NewScenario};
use hotseat::content::file::FileKind;
use hotseat::content::ids::{FrameworkId, QuestionId, RubricId, ScenarioId};
use hotseat::content::lower;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::schemas_broken::{
    BARE_RUBRIC, BARE_SCENARIO, BROKEN, FRAMEWORK, LEXICON, MANIFEST, MARKED, MARKS, RUBRIC,
    SCENARIO,
};

/// The kind of a library's file, by its path in it.
fn kind_of(path: &str) -> Option<FileKind> {
    let parts: Vec<&str> = path.split('/').collect();
    Some(match parts.as_slice() {
        ["library.toml"] => FileKind::Manifest,
        ["lexicon.toml"] => FileKind::Lexicon,
        ["scenarios", _] => FileKind::Scenario,
        ["rubrics", "frameworks", _] => FileKind::Framework,
        ["rubrics", _, file] if file.ends_with(".marked.toml") => FileKind::Marked,
        ["rubrics", _, _] => FileKind::Rubric,
        ["rubrics", _, _, _] => FileKind::Marks,
        _ => return None,
    })
}

/// The TOML files of the library at `root`, with their kinds.
fn files_of(root: &Path) -> Vec<(FileKind, PathBuf)> {
    let mut found = Vec::new();
    for start in ["library.toml", "lexicon.toml", "scenarios", "rubrics"] {
        let mut open = vec![root.join(start)];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            if let Some(kind) = kind_of(&name)
                && name.ends_with(".toml")
                && path.exists()
            {
                found.push((kind, path));
            }
        }
    }
    found.sort();
    found
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn validator(kind: FileKind) -> Validator {
    jsonschema::draft7::options().should_validate_formats(true).build(&kind.schema()).unwrap()
}

/// As an editor hands a file to a schema: days are texts there.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(all) => all.into_iter().map(json_of).collect(),
        toml::Value::Table(all) => all.into_iter().map(|(k, v)| (k, json_of(v))).collect(),
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
    }
}

fn read(text: &str) -> Value {
    json_of(toml::Value::Table(toml::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))))
}

/// What the schema says against a file.
fn editor_says(kind: FileKind, text: &str) -> Vec<String> {
    let document = read(text);
    validator(kind).iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// What the lowering says against a file, and what it makes of it.
fn program_says(kind: FileKind, text: &str) -> (Vec<String>, String) {
    fn both<T: std::fmt::Debug>(lowered: lower::Lowered<T>) -> (Vec<String>, String) {
        let said =
            lowered.diagnostics.iter().map(|d| format!("{} {}", d.code, d.headline)).collect();
        (if lowered.is_faulty() { said } else { Vec::new() }, format!("{:#?}", lowered.value))
    }
    let file = "rubrics/case/scope.marks/author.toml";
    match kind {
        FileKind::Scenario => both(lower::scenario(&ScenarioId::new("case"), file, text)),
        FileKind::Rubric => both(lower::rubric(&RubricId::new("case/scope"), file, text)),
        FileKind::Framework => both(lower::framework(&FrameworkId::new("pdca"), file, text)),
        FileKind::Lexicon => both(lower::lexicon(file, text)),
        FileKind::Manifest => both(lower::manifest(file, text)),
        FileKind::Marked => both(lower::marked(file, text)),
        FileKind::Marks => both(lower::marks(file, text)),
        FileKind::Calibration => both(lower::calibration(file, text)),
    }
}

const GOOD: [(FileKind, &str); 7] = [
    (FileKind::Scenario, SCENARIO),
    (FileKind::Rubric, RUBRIC),
    (FileKind::Framework, FRAMEWORK),
    (FileKind::Lexicon, LEXICON),
    (FileKind::Manifest, MANIFEST),
    (FileKind::Marked, MARKED),
    (FileKind::Marks, MARKS),
];

/// Files with so little in them that every list may also be written as an empty one.
const BARE: [(FileKind, &str); 3] =
    [(FileKind::Scenario, BARE_SCENARIO), (FileKind::Rubric, BARE_RUBRIC), (FileKind::Lexicon, "")];

#[test]
fn the_schemas_are_valid_schemas_of_draft_07() {
    for kind in FileKind::ALL {
        let schema = kind.schema();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let result = jsonschema::draft7::meta::validate(&schema);
        assert!(result.is_ok(), "{kind:?}: {result:?}");
    }
}

#[test]
fn every_file_of_the_built_in_library_and_of_the_example_is_valid() {
    let files = [files_of(&repository()), files_of(&repository().join("docs/examples/panel"))];
    let mut kinds: Vec<FileKind> = Vec::new();
    for (kind, path) in files.concat() {
        let said = editor_says(kind, &std::fs::read_to_string(&path).unwrap());
        assert!(said.is_empty(), "{}: {said:#?}", path.display());
        kinds.push(kind);
    }
    assert!(FileKind::ALL.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}

#[test]
fn whatever_new_writes_is_valid() {
    let (scenario, question) = (ScenarioId::new("ward-round"), QuestionId::new("first-hour"));
    let ward = NewLibrary { name: "ward".to_owned(), competencies: vec!["care".to_owned()] };
    let mut files = ward.files();
    let pdca = NewFramework {
        id: FrameworkId::new("pdca"),
        title: "PDCA".to_owned(),
        ordered: true,
        phases: vec!["Plan".to_owned(), "Do".to_owned()],
    };
    files.extend(pdca.files());
    for kind in
        [new::Kind::Open, new::Kind::Choice, new::Kind::Order, new::Kind::Match, new::Kind::Number]
    {
        let case = NewScenario {
            id: scenario.clone(),
            title: "Ward round".to_owned(),
            role: "nurse".to_owned(),
            minutes: 10,
            question: question.clone(),
            kind,
        };
        files.extend(case.files());
    }
    assert!(files.len() >= 10);
    for file in files {
        let said = editor_says(kind_of(&file.path).unwrap(), &file.text);
        assert!(said.is_empty(), "{}: {said:#?}\n{}", file.path, file.text);
    }
}

#[test]
fn every_file_with_one_fault_is_refused_by_the_schema_and_by_the_program() {
    assert!(BROKEN.len() >= 40);
    for (kind, text) in GOOD {
        assert_eq!(editor_says(kind, text), [""; 0], "{kind:?}");
        assert_eq!(program_says(kind, text).0, [""; 0], "{kind:?}");
    }
    for (fault, kind, old, new) in BROKEN {
        let (_, good) = GOOD.iter().find(|(k, _)| k == kind).unwrap();
        assert!(good.contains(old), "{fault}: {old}");
        let text = good.replacen(old, new, 1);
        assert!(!editor_says(*kind, &text).is_empty(), "the schema accepts {fault}");
        assert!(!program_says(*kind, &text).0.is_empty(), "the program accepts {fault}");
    }
}

#[test]
fn the_broken_files_for_editors_are_refused_by_both() {
    let folder = repository().join("tests/broken");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let schema = text.lines().next().unwrap();
        let kind = FileKind::ALL
            .into_iter()
            .find(|kind| schema == format!("#:schema ../../schemas/{}", kind.schema_name()));
        let kind = kind.unwrap_or_else(|| panic!("{name}: {schema}"));
        assert!(!editor_says(kind, &text).is_empty(), "{name}");
        assert!(!program_says(kind, &text).0.is_empty(), "{name}");
        count += 1;
    }
    assert_eq!(count, 10);
}

/// Kinds of problem that no schema can see: names that refer to something, comparisons of two
/// values or entries, and the inside of patterns.
const BEYOND_A_SCHEMA: [&str; 14] = [
    "HS016", "HS020", "HS021", "HS022", "HS030", "HS031", "HS032", "HS033", "HS034", "HS035",
    "HS038", "HS039", "HS051", "HS060",
];

#[test]
fn on_small_changes_the_schema_refuses_nothing_that_the_program_accepts() {
    const VALUES: [&str; 13] = [
        "true",
        "\"x\"",
        "\"\"",
        "\" \"",
        "\"a\\nb\"",
        "-1",
        "0",
        "1000000",
        "1.5",
        "[]",
        "[\"a\", \"a\"]",
        "[[\"a\"]]",
        "{}",
    ];
    let (mut refused, mut disagreements) = (0, Vec::new());
    for (kind, good) in GOOD {
        let lines: Vec<&str> = good.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else { continue };
            let mut changes = vec![String::new(), format!("x{}", line.trim_start())];
            changes.extend(VALUES.iter().map(|value| format!("{key} = {value}")));
            for change in changes {
                let mut changed = lines.clone();
                changed[n] = &change;
                let text = changed.join("\n");
                let editor = editor_says(kind, &text);
                let program = program_says(kind, &text).0;
                refused += usize::from(!editor.is_empty());
                let is_beyond =
                    |said: &String| BEYOND_A_SCHEMA.iter().any(|code| said.starts_with(code));
                let agree = match editor.is_empty() {
                    true => program.iter().all(is_beyond),
                    false => !program.is_empty(),
                };
                if !agree {
                    disagreements.push(format!(
                        "{kind:?}, line {}: `{line}` as `{change}`: {editor:?} {program:?}",
                        n + 1
                    ));
                }
            }
        }
    }
    assert!(disagreements.is_empty(), "{disagreements:#?}");
    assert!(refused > 500, "{refused}");
}

/// Written as TOML, in line.
fn toml_of(value: &Value) -> String {
    match value {
        Value::Object(all) => {
            let all: Vec<String> =
                all.iter().map(|(k, v)| format!("{} = {}", json!(k), toml_of(v))).collect();
            format!("{{ {} }}", all.join(", "))
        }
        Value::Array(all) => {
            format!("[{}]", all.iter().map(toml_of).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A document with `key` added to each table at `path` that has none, one document each.
fn with_default(document: &Value, path: &[&str], key: &str, value: &Value) -> Vec<Value> {
    let inner = |node: &Value| with_default(node, path, key, value);
    match (document, path) {
        (Value::Array(all), _) => (0..all.len())
            .flat_map(|n| {
                inner(&all[n]).into_iter().map(move |changed| {
                    let mut all = all.clone();
                    all[n] = changed;
                    Value::Array(all)
                })
            })
            .collect(),
        (Value::Object(table), []) => {
            let mut table = table.clone();
            if table.contains_key(key) {
                return Vec::new();
            }
            table.insert(key.to_owned(), value.clone());
            vec![Value::Object(table)]
        }
        (Value::Object(table), [step, rest @ ..]) => table
            .keys()
            .filter(|name| *step == "*" || *step == name.as_str())
            .flat_map(|name| {
                with_default(&table[name], rest, key, value).into_iter().map(move |changed| {
                    let mut table = table.clone();
                    table.insert(name.clone(), changed);
                    Value::Object(table)
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Every key that has a default, with the path of its table.
fn defaults<'s>(
    node: &'s Value,
    path: &[&'s str],
    found: &mut Vec<(Vec<&'s str>, &'s str, &'s Value)>,
) {
    for (key, inner) in node["properties"].as_object().into_iter().flatten() {
        if let Some(default) = inner.get("default") {
            found.push((path.to_vec(), key, default));
        }
        defaults(inner, &[path, &[key]].concat(), found);
    }
    if node["items"].is_object() {
        defaults(&node["items"], path, found);
    }
    if node["additionalProperties"].is_object() {
        defaults(&node["additionalProperties"], &[path, &["*"]].concat(), found);
    }
}

/// As a file again.
fn written(document: &Value) -> String {
    let lines = document.as_object().unwrap().iter();
    lines.map(|(key, value)| format!("{} = {}\n", json!(key), toml_of(value))).collect()
}

#[test]
fn a_key_written_as_its_default_means_the_same_as_one_left_out() {
    let mut count = 0;
    for kind in FileKind::ALL {
        let schema = kind.schema();
        let mut all = Vec::new();
        defaults(&schema, &[], &mut all);
        let files = || GOOD.into_iter().chain(BARE).filter(|(of, _)| *of == kind);
        for (path, key, default) in all {
            let mut compared = 0;
            for (_, text) in files() {
                let document = read(text);
                let (said, without) = program_says(kind, &written(&document));
                assert_eq!(said, [""; 0], "{kind:?}");
                for changed in with_default(&document, &path, key, default) {
                    let text = written(&changed);
                    if !editor_says(kind, &text).is_empty() {
                        continue;
                    }
                    let (said, with) = program_says(kind, &text);
                    assert_eq!(said, [""; 0], "{kind:?} {path:?} {key} = {default}");
                    assert!(with == without, "{kind:?} {path:?} {key}\n{without}\n{with}");
                    compared += 1;
                }
            }
            assert!(compared > 0, "{kind:?}: no table at {path:?} takes {key} = {default}");
            count += 1;
        }
    }
    assert!(count >= 30, "{count}");
}
