//! The library as a specification.

use std::path::{Path, PathBuf};

use super::*;
use crate::content::ids::ExhibitId;

/// A directory of files for one test.
struct Directory(tempfile::TempDir);

impl Directory {
    fn with(files: &[(&str, &str)]) -> Self {
        let directory = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            directory.write(path, text.as_bytes());
        }
        directory
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

fn library(directories: &[&Directory]) -> Library {
    let paths: Vec<PathBuf> = directories.iter().map(|d| d.path().to_owned()).collect();
    Library::with_directories(&paths).unwrap()
}

fn scenario_id(id: &str) -> ScenarioId {
    ScenarioId::new(id)
}

const CASE: &str = r#"format = 1
title = "A case"
difficulty = "any"
summary = "One line."
brief = "You are asked."
[[exhibit]]
id = "table"
title = "Table"
file = "a-case/table.csv"
[[question]]
id = "plan"
kind = "open"
prompt = "How?"
"#;

const RUBRIC: &str = r#"format = 1
title = "Plans"
[[criterion]]
id = "structure"
title = "Leads in phases"
framework = "two-steps"
"#;

const FRAMEWORK: &str = r#"format = 1
title = "Two steps"
ordered = true
[[phase]]
id = "one"
title = "One"
any = ["first"]
"#;

const FILES: [(&str, &str); 7] = [
    ("scenarios/a-case.toml", CASE),
    ("scenarios/a-case/table.csv", "group,rate\nA,0.8\n"),
    ("rubrics/a-case/plan.toml", RUBRIC),
    ("rubrics/frameworks/two-steps.toml", FRAMEWORK),
    ("lexicon.toml", "[groups]\nours = [\"we\"]\n"),
    (
        "library.toml",
        "name = \"Ours\"\nlanguage = \"en\"\ncompetencies = [\"scoping\", \"baking\"]\n",
    ),
    (
        "rubrics/a-case/plan.marked.toml",
        "[[marked]]\nid = \"x\"\nset = \"tune\"\ntext = \"First.\"\n",
    ),
];

#[test]
fn a_directory_is_laid_over_the_built_in_library_by_id() {
    let built_in = Library::builtin();
    let first = built_in.scenario_ids().remove(0);
    let ours = Directory::with(&FILES);
    let over = Directory::with(&[(&format!("scenarios/{first}.toml"), CASE)]);
    let library = library(&[&ours, &over]);
    assert_eq!(library.scenario_ids().len(), built_in.scenario_ids().len() + 1);
    let loaded = library.scenario(&first).unwrap();
    assert_eq!(loaded.value.title, "A case");
    assert_eq!(loaded.value.id, first);
    assert_eq!(loaded.origin, Origin::Directory(over.path().to_owned()));
    assert_eq!(loaded.file, format!("scenarios/{first}.toml"));
}

#[test]
fn lexicon_and_manifest_are_merged() {
    let ours = Directory::with(&FILES);
    let library = library(&[&ours]);
    let lexicon = library.lexicon().unwrap();
    let built_in = Library::builtin().lexicon().unwrap();
    assert_eq!(lexicon.value.groups.len(), built_in.value.groups.len() + 1);
    assert_eq!(lexicon.parts.len(), 2);
    let manifest = library.manifest().unwrap();
    assert_eq!(manifest.value.name, "Ours");
    let named = |name: &str| manifest.value.competencies.iter().filter(|c| **c == name).count();
    assert_eq!(named("baking"), 1);
    assert_eq!(named("scoping"), 1, "named by both layers, listed once");
}

#[test]
fn byte_order_marks_and_windows_line_ends_are_taken_off() {
    let ours = Directory::with(&FILES);
    let windows = format!("\u{feff}{}", CASE.replace('\n', "\r\n"));
    ours.write("scenarios/a-case.toml", windows.as_bytes());
    let loaded = library(&[&ours]).scenario(&scenario_id("a-case")).unwrap();
    assert_eq!(loaded.text, CASE);
}

#[test]
fn what_is_not_there_is_told_with_what_was_meant() {
    let ours = Directory::with(&FILES);
    let library = library(&[&ours]);
    let told = |error: LibraryError| error.to_string();
    assert_eq!(
        told(library.scenario(&scenario_id("a-cas")).unwrap_err()),
        "there is no scenario \"a-cas\"; did you mean \"a-case\"?"
    );
    assert_eq!(
        told(library.rubric(&RubricId::new("a-case/zzzzzzz")).unwrap_err()),
        "there is no rubric \"a-case/zzzzzzz\""
    );
    let nowhere = Library::with_directories(&[PathBuf::from("/no/such/place")]).unwrap_err();
    assert_eq!(told(nowhere), "there is no directory /no/such/place");
    let beginning = library.scenario(&scenario_id("chatbot")).unwrap_err();
    assert!(told(beginning).ends_with("did you mean \"chatbot-explainability\"?"));
}

#[test]
fn a_directory_without_content_is_said_to_be_no_library() {
    let other = Directory::with(&[("notes.toml", "a = 1\n")]);
    let error = Library::with_directories(&[other.path().to_owned()]).unwrap_err().to_string();
    assert!(
        error.ends_with("it has neither scenarios/ nor rubrics/ nor a library.toml"),
        "{error}"
    );
}

#[test]
fn a_faulty_file_carries_its_text_and_hides_no_other() {
    let ours = Directory::with(&FILES);
    ours.write("scenarios/broken.toml", b"format = 1\ntitel = \"x\"\n");
    ours.write("scenarios/latin.toml", b"format = 1\ntitle = \"caf\xe9\"\n");
    let library = library(&[&ours]);
    let error = library.scenario(&scenario_id("broken")).unwrap_err();
    let LibraryError::Faulty { text, diagnostics, .. } = &error else { panic!("{error}") };
    assert!(text.contains("titel"));
    assert!(diagnostics.len() > 1);
    let error = library.scenario(&scenario_id("latin")).unwrap_err().to_string();
    assert!(error.contains("byte 23 is the first that is not"), "{error}");
    library.scenario(&scenario_id("a-case")).unwrap();
    assert!(library.scenario_ids().contains(&scenario_id("broken")));
}

#[test]
fn nothing_outside_the_directory_is_read() {
    let outside = Directory::with(&[("secret.toml", CASE), ("secret.csv", "a,b\n")]);
    let ours = Directory::with(&FILES);
    let library = library(&[&ours]);
    for id in ["../secret", "a-case/../../../secret", "/etc/passwd", ""] {
        let error = library.scenario(&scenario_id(id)).unwrap_err();
        assert!(matches!(error, LibraryError::NotFound { .. }), "{id}: {error}");
        let error = library.rubric(&RubricId::new(id)).unwrap_err();
        assert!(matches!(error, LibraryError::NotFound { .. }), "{id}: {error}");
    }
    let exhibit = Exhibit {
        id: ExhibitId::new("x"),
        title: "X".to_owned(),
        file: "../library.toml".to_owned(),
    };
    let error = library.exhibit_text(&scenario_id("a-case"), &exhibit).unwrap_err();
    assert_eq!(error.to_string(), "there is no exhibit \"a-case/x\"");
    #[cfg(unix)]
    {
        let link = |from: &str, to: &str| {
            std::os::unix::fs::symlink(outside.path().join(from), ours.path().join(to)).unwrap();
        };
        link("secret.toml", "scenarios/linked.toml");
        std::fs::remove_file(ours.path().join("scenarios/a-case/table.csv")).unwrap();
        link("secret.csv", "scenarios/a-case/table.csv");
        let error = library.scenario(&scenario_id("linked")).unwrap_err().to_string();
        assert!(error.contains("a link that leaves the library"), "{error}");
        let case = library.scenario(&scenario_id("a-case")).unwrap().value;
        let error = library.exhibit_text(&case.id, &case.exhibits[0]).unwrap_err().to_string();
        assert!(error.contains("a link that leaves the library"), "{error}");
    }
}

#[test]
fn a_large_file_and_a_folder_in_its_place_are_refused() {
    let ours = Directory::with(&FILES);
    ours.write("scenarios/large.toml", &vec![b'#'; crate::content::limits::MAX_FILE + 1]);
    std::fs::create_dir_all(ours.path().join("scenarios/folder.toml")).unwrap();
    let library = library(&[&ours]);
    let error = library.scenario(&scenario_id("large")).unwrap_err().to_string();
    assert!(error.contains("larger than 1024 KiB"), "{error}");
    let error = library.scenario(&scenario_id("folder")).unwrap_err().to_string();
    assert!(error.contains("no ordinary file"), "{error}");
}

#[test]
fn an_attempt_goes_on_with_what_it_was_started_with() {
    let ours = Directory::with(&FILES);
    let before = library(&[&ours]);
    let id = scenario_id("a-case");
    let bundle = before.bundle(&id).unwrap();
    let bytes = serde_json::to_string(&bundle).unwrap();
    assert!(!bytes.contains(ours.path().to_str().unwrap()), "no path of this machine");
    assert!(!bytes.contains("marked"), "no marked answers");

    ours.write("rubrics/a-case/plan.toml", b"format = 2\n");
    let kept = Library::from_bundle(serde_json::from_str(&bytes).unwrap());
    assert_eq!(kept.scenario_ids(), std::slice::from_ref(&id));
    let case = kept.scenario(&id).unwrap();
    assert_eq!(case.origin, Origin::Bundle);
    assert_eq!(kept.exhibit_text(&id, &case.value.exhibits[0]).unwrap(), FILES[1].1);
    let rubric = kept.rubric(&RubricId::new("a-case/plan")).unwrap();
    kept.framework(&FrameworkId::new("two-steps")).unwrap();
    let now = before.lexicon_for(&rubric).unwrap();
    assert_eq!(kept.lexicon_for(&rubric).unwrap().value, now.value);
    assert_eq!(kept.manifest().unwrap().value.name, "Ours");
    assert_eq!(serde_json::to_string(&kept.bundle(&id).unwrap()).unwrap(), bytes);
}

#[test]
fn a_faulty_lexicon_is_an_error_for_rubrics_of_its_own_library_alone() {
    let ours = Directory::with(&FILES);
    for broken in ["[groups]\nx = [", "[groups]\nx = [\"(\"]\n"] {
        let theirs = Directory::with(&[
            ("lexicon.toml", broken),
            ("rubrics/b-case/plan.toml", RUBRIC),
            ("library.toml", "name = "),
        ]);
        for library in [library(&[&ours, &theirs]), library(&[&theirs, &ours])] {
            let left_out: Vec<String> =
                library.left_out().iter().map(ToString::to_string).collect();
            let [said] = left_out.as_slice() else { panic!("{left_out:?}") };
            assert!(said.contains(theirs.path().to_str().unwrap()), "{said}");
            let rubric = library.rubric(&RubricId::new("a-case/plan")).unwrap();
            assert!(library.lexicon_for(&rubric).unwrap().value.groups.contains_key("ours"));
            let bundle = library.bundle(&scenario_id("a-case")).unwrap();
            assert_eq!(Library::from_bundle(bundle).left_out().len(), 0);
            let rubric = library.rubric(&RubricId::new("b-case/plan")).unwrap();
            assert!(
                library.lexicon_for(&rubric).is_err(),
                "without its groups it scores differently"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_outside_is_not_even_listed() {
    let ours = Directory::with(&FILES);
    let theirs = Directory::with(&[("library.toml", "")]);
    for (folder, to) in [("scenarios", "scenarios"), ("rubrics", "rubrics/a-case")] {
        std::os::unix::fs::symlink(ours.path().join(to), theirs.path().join(folder)).unwrap();
    }
    let library = library(&[&theirs]);
    assert_eq!(library.scenario_ids(), Library::builtin().scenario_ids());
    assert_eq!(library.layers()[1].files(), ["library.toml"]);
}

#[test]
fn marks_of_another_rubric_of_the_same_id_are_left_out() {
    let below = Directory::with(&FILES);
    below.write(
        "rubrics/a-case/plan.marks/ann.toml",
        b"rater = \"ann\"\n[mark]\nx = { level = 1 }\n",
    );
    let id = RubricId::new("a-case/plan");
    let alone = library(&[&below]);
    assert_eq!(alone.marked(&id).unwrap().unwrap().value.len(), 1);
    assert_eq!(alone.marks(&id).unwrap().len(), 1);

    let more = Directory::with(&[(
        "rubrics/a-case/plan.marks/bob.toml",
        "rater = \"bob\"\n[mark]\nx = { level = 2 }\n",
    )]);
    let raters: Vec<String> = library(&[&below, &more])
        .marks(&id)
        .unwrap()
        .into_iter()
        .map(|marks| marks.value.rater)
        .collect();
    assert_eq!(raters, ["ann", "bob"]);

    let over = Directory::with(&[("rubrics/a-case/plan.toml", RUBRIC)]);
    let overruled = library(&[&below, &more, &over]);
    assert_eq!(overruled.marked(&id).unwrap(), None);
    assert_eq!(overruled.marks(&id).unwrap(), []);
}
