//! The check as a specification: a small library, one thing changed, and what is said of it.

use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use super::*;

const SCENARIO: &str = r#"format = 1
title = "Bread"
difficulty = "any"
summary = "One line."
brief = "You bake."

[[exhibit]]
id = "recipe"
title = "Recipe"
file = "bread/recipe.md"

[[question]]
id = "plan"
kind = "open"
prompt = "How do you bake it?"
[[question.sample]]
level = 1
text = "First I take the dough out of the bowl, and then I knead the dough for ten minutes."

[[question]]
id = "heat"
kind = "number"
competency = "baking"
prompt = "How hot?"
answer = "220"
"#;

const RUBRIC: &str = r#"format = 1
title = "Plans the baking"
scale = ["not shown", "shown"]
cuts = [50]

[groups]
knead = ["knead", "@fold"]
fold = ["fold over"]

[[criterion]]
id = "dough"
title = "Makes the dough"
probe = "What do you do with the flour?"
advice = "Say that you knead the dough."
competency = "baking"
levels = [{ at = 1, needs = 1 }]
[criterion.evidence]
kneads = ["@knead > @thing"]

[[criterion]]
id = "steps"
title = "Goes step by step"
probe = "What comes first?"
advice = "Say what comes first."
framework = ["two-steps"]
"#;

const FILES: [(&str, &str); 8] = [
    ("library.toml", "name = \"Bakery\"\nlanguage = \"en\"\ncompetencies = [\"baking\"]\n"),
    ("lexicon.toml", "[groups]\nthing = [\"dough\"]\n"),
    ("scenarios/bread.toml", SCENARIO),
    ("scenarios/bread/recipe.md", "Flour and water.\n"),
    ("rubrics/bread/plan.toml", RUBRIC),
    (
        "rubrics/bread/plan.marked.toml",
        "[[marked]]\nid = \"good\"\nset = \"tune\"\ntext = \"I knead the dough.\"\n\
         [[marked]]\nid = \"none\"\nset = \"tune\"\ntext = \"I buy some.\"\n",
    ),
    (
        "rubrics/bread/plan.marks/ann.toml",
        "rater = \"ann\"\n[mark]\ngood = { level = 1, dough = 1 }\nnone = { level = 0 }\n",
    ),
    (
        "rubrics/frameworks/two-steps.toml",
        "format = 1\ntitle = \"Two steps\"\nordered = true\n[[phase]]\nid = \"one\"\n\
         title = \"One\"\nany = [\"first > @thing\"]\n",
    ),
];

struct Bakery(tempfile::TempDir);

impl Bakery {
    fn new() -> Self {
        let bakery = Self(tempfile::tempdir().unwrap());
        for (path, text) in FILES {
            bakery.write(path, text.as_bytes());
        }
        bakery
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    /// Replaces `before` in a file.
    fn change(&self, path: &str, before: &str, after: &str) {
        let text = std::fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(before), "{path} has no {before}");
        self.write(path, text.replacen(before, after, 1).as_bytes());
    }

    fn check(&self, path: &str) -> Report {
        paths(&[self.root().join(path)], &[], None).unwrap()
    }

    fn told(&self) -> String {
        told(&self.check(""), self.root())
    }
}

/// `file:line: headline [what is marked] (help)`, one problem a line.
fn told(report: &Report, root: &Path) -> String {
    let root = format!("{}/", root.display());
    let mut lines = Vec::new();
    for file in &report.files {
        let path = file.path.replace('\\', "/");
        let path = path.strip_prefix(&root).unwrap_or(&path).to_owned();
        for d in &file.diagnostics {
            let place = d.labels.first().map_or(String::new(), |label| {
                let line = file.text[..label.span.start].matches('\n').count() + 1;
                let marked = file.text[label.span.clone()].lines().next().unwrap_or_default();
                format!("{line}: {marked}: ")
            });
            let help = d.help.as_deref().unwrap_or("-");
            lines.push(format!("{path}: {place}{}: {} ({help})", d.severity, d.headline));
        }
    }
    lines.join("\n")
}

#[test]
fn the_built_in_library_has_no_errors() {
    let report = builtin();
    assert!(report.looked_at > 20);
    assert!(!report.is_faulty(), "\n{}", told(&report, Path::new("")));
}

#[test]
fn a_good_library_has_no_problems() {
    let report = Bakery::new().check("");
    assert_eq!(report, Report { looked_at: 8, files: Vec::new() });
}

#[test]
fn names_must_be_names_of_something() {
    let bakery = Bakery::new();
    bakery.change("rubrics/bread/plan.toml", "@thing", "@thnig");
    bakery.change("rubrics/bread/plan.toml", "[\"two-steps\"]", "\"two-step\"");
    bakery.change("rubrics/bread/plan.toml", "\"baking\"", "\"bakking\"");
    bakery.change("scenarios/bread.toml", "\"baking\"", "\"swimming in the sea\"");
    bakery.change("scenarios/bread.toml", "id = \"plan\"", "id = \"plans\"");
    bakery.change("rubrics/frameworks/two-steps.toml", "@thing", "@knead");
    bakery.change("rubrics/bread/plan.marks/ann.toml", "good = ", "god = ");
    bakery.change("rubrics/bread/plan.marks/ann.toml", "dough = 1", "douhg = 1");
    assert_snapshot!(bakery.told(), @r#"
    rubrics/bread/plan.marked.toml: 2: "good": warning: nobody has marked the answer "good" (add `good = { level = ... }` below `[mark]` of a rater's file)
    rubrics/bread/plan.marks/ann.toml: 3: god: error: "god" is no answer of the `.marked.toml` file (did you mean `good`?)
    rubrics/bread/plan.marks/ann.toml: 3: douhg: error: "douhg" is no criterion of the rubric (did you mean `dough`?)
    rubrics/bread/plan.toml: warning: no question uses this rubric (it belongs to the open question of the same path, or to one that names it with `rubric`)
    rubrics/bread/plan.toml: 2: "Plans the baking": hint: no answer is marked at level 1 (write an answer that is worth as much and mark it, so that `hotseat test` can tell whether the rubric sees it)
    rubrics/bread/plan.toml: 15: "bakking": error: "bakking" is no competency of the library (did you mean `baking`?)
    rubrics/bread/plan.toml: 18: @thnig: error: "thnig" is no group of this rubric or of the lexicon (did you mean `thing`?)
    rubrics/bread/plan.toml: 25: "two-step": error: "two-step" is no framework of the library (did you mean `two-steps`?)
    rubrics/frameworks/two-steps.toml: 7: @knead: error: "knead" is no group of this rubric or of the lexicon (write `knead = ["..."]` below `[groups]`, or take it out)
    scenarios/bread.toml: 12: [[question]]: error: "bread/plans" is no rubric of the library (did you mean `bread/plan`?)
    scenarios/bread.toml: 23: "swimming in the sea": error: "swimming in the sea" is no competency of the library (there are `scoping`, `stakeholders and ownership`, `planning and sequencing`, `risk and prioritisation`, `regulation and policy`, `metrics and testing`, `documentation and audit trail`, `operation and improvement`, `communication`, `baking`)
    "#);
}

#[test]
fn levels_lie_on_their_scale() {
    let bakery = Bakery::new();
    bakery.change(
        "rubrics/bread/plan.marks/ann.toml",
        "good = { level = 1, dough = 1 }",
        "good = { level = 5, dough = 2 }",
    );
    bakery.change("scenarios/bread.toml", "level = 1", "level = 7");
    assert_snapshot!(bakery.told(), @r#"
    rubrics/bread/plan.marks/ann.toml: 3: 5: error: `level` is 5, but the highest level here is 1 (write a level from 0 to 1)
    rubrics/bread/plan.marks/ann.toml: 3: 2: error: `dough` is 2, but the highest level here is 1 (write a level from 0 to 1)
    rubrics/bread/plan.toml: 2: "Plans the baking": hint: no answer is marked at level 1 (write an answer that is worth as much and mark it, so that `hotseat test` can tell whether the rubric sees it)
    scenarios/bread.toml: 17: 7: error: `level` is 7, but the highest level here is 1 (write a level from 0 to 1)
    "#);
}

#[test]
fn groups_may_not_contain_themselves_nor_hide_others() {
    let bakery = Bakery::new();
    bakery.change("rubrics/bread/plan.toml", "\"fold over\"", "\"over|@knead\"");
    bakery.change("rubrics/bread/plan.toml", "fold = [", "thing = [\"bowl\"]\nfold = [");
    bakery.change("lexicon.toml", "[\"dough\"]", "[\"dough\", \"the @thing\"]");
    assert_snapshot!(bakery.told(), @r"
    lexicon.toml: 2: @thing: error: the group `thing` contains itself: thing > thing (take one of them out of the other)
    rubrics/bread/plan.toml: 7: @fold: error: the group `knead` contains itself: knead > fold > knead (take one of them out of the other)
    rubrics/bread/plan.toml: 8: thing: warning: `thing` hides the lexicon's group of that name (give it another name, unless `@thing` shall mean something else here)
    ");
}

#[test]
fn exhibits_are_there_and_used_and_text() {
    let bakery = Bakery::new();
    bakery.change("scenarios/bread.toml", "bread/recipe.md", "bread/recipes.md");
    assert_snapshot!(bakery.told(), @r#"
    scenarios/bread.toml: 10: "bread/recipes.md": error: there is no file `scenarios/bread/recipes.md` (did you mean `bread/recipe.md`?)
    scenarios/bread/recipe.md: warning: no scenario has this file as an exhibit (name it in an `[[exhibit]]`, or delete it)
    "#);
    let bakery = Bakery::new();
    bakery.write("scenarios/bread/recipe.md", b"caf\xe9\n");
    assert_snapshot!(bakery.told(), @r#"
    scenarios/bread.toml: 10: "bread/recipe.md": error: `scenarios/bread/recipe.md` cannot be read: it is not UTF-8 text: byte 3 is the first that is not; save it as UTF-8 (-)
    "#);
    let bakery = Bakery::new();
    bakery.write("scenarios/bread/recipe.md", &vec![b'x'; 2 << 20]);
    assert_snapshot!(bakery.told(), @r#"
    scenarios/bread.toml: 10: "bread/recipe.md": error: `scenarios/bread/recipe.md` cannot be read: it is larger than 1024 KiB; split it or cut it down (-)
    "#);
}

#[test]
fn files_that_nothing_uses_are_named() {
    let bakery = Bakery::new();
    bakery.write("rubrics/bread/old.toml", RUBRIC.as_bytes());
    bakery.write("rubrics/bread/older.marked.toml", FILES[5].1.as_bytes());
    bakery.write("rubrics/bread/older.marks/ann.toml", FILES[6].1.as_bytes());
    bakery.write("rubrics/lost.toml", RUBRIC.as_bytes());
    bakery.write("rubrics/bread/My Plan.toml", RUBRIC.as_bytes());
    bakery.write("scenarios/bread/notes.txt", b"x");
    bakery.write("scenarios/README.md", b"x");
    bakery.write("rubrics/bread/.plan.toml.swp", b"x");
    bakery.remove("rubrics/bread/plan.marks/ann.toml");
    assert_snapshot!(bakery.told(), @r#"
    rubrics/bread/My Plan.toml: error: this file's name cannot be an id (the name is the id: lower-case letters, digits and single hyphens, then `.toml`)
    rubrics/bread/old.toml: warning: no question uses this rubric (it belongs to the open question of the same path, or to one that names it with `rubric`)
    rubrics/bread/old.toml: 2: "Plans the baking": hint: no answers are marked for this rubric (write six answers from weak to strong and mark them: `hotseat test` then says how closely the rubric agrees)
    rubrics/bread/older.marked.toml: error: there is no rubric "bread/older" for this file (it goes with `rubrics/bread/older.toml`)
    rubrics/bread/older.marks/ann.toml: error: there is no rubric "bread/older" for this file (it goes with `rubrics/bread/older.toml`)
    rubrics/bread/plan.marked.toml: 2: "good": warning: nobody has marked the answer "good" (add `good = { level = ... }` below `[mark]` of a rater's file)
    rubrics/bread/plan.marked.toml: 6: "none": warning: nobody has marked the answer "none" (add `none = { level = ... }` below `[mark]` of a rater's file)
    rubrics/lost.toml: warning: no file is read in this place (scenarios are `scenarios/<id>.toml`, rubrics `rubrics/<scenario>/<question>.toml`, frameworks `rubrics/frameworks/<id>.toml`)
    scenarios/bread/notes.txt: warning: no scenario has this file as an exhibit (name it in an `[[exhibit]]`, or delete it)
    "#);
}

#[test]
fn a_slip_in_one_file_does_not_make_others_look_wrong() {
    let bakery = Bakery::new();
    bakery.change("scenarios/bread.toml", "kind = \"open\"", "kind = \"opn\"");
    bakery.change("scenarios/bread.toml", "bread/recipe.md", "bread\\\\recipe.md");
    bakery.change("lexicon.toml", "[groups]", "[groups");
    bakery.change("library.toml", "language = \"en\"", "language = \"english\"");
    assert_snapshot!(bakery.told(), @r#"
    lexicon.toml: 1: : error: the header of a table is not closed (close `[` with `]`, and `[[` with `]]`)
    lexicon.toml: 2: thing: error: `thing` is not a key of the top of the file (its keys are `format`, `groups`)
    library.toml: 2: "english": error: `language` is "english", which is none of the two-letter codes, such as "en" (-)
    scenarios/bread.toml: 10: "bread\\recipe.md": error: "bread\recipe.md" cannot be the path of an exhibit: its parts must be separated by `/` (write a path below `scenarios/`, such as "credit-fairness/metrics.csv", ending in md, csv, json, toml or txt)
    scenarios/bread.toml: 14: "opn": error: `kind` is "opn", which is none of "open", "choice", "order", "match", "number" (did you mean `open`?)
    "#);
}

#[test]
fn what_a_broken_line_hides_is_not_called_unused() {
    let bakery = Bakery::new();
    bakery.change("rubrics/bread/plan.toml", "title = ", "title: ");
    let told = bakery.told();
    assert!(told.contains("a key without `=`"), "{told}");
    assert!(!told.contains("no pattern of this rubric names"), "{told}");
}

#[test]
fn single_files_and_folders_are_checked_in_their_library() {
    let bakery = Bakery::new();
    bakery.change("scenarios/bread.toml", "title", "titel");
    bakery.change("rubrics/bread/plan.toml", "title", "titel");
    let files = |path: &str| {
        let report = bakery.check(path);
        (report.looked_at, told(&report, bakery.root()).lines().count())
    };
    assert_eq!(files(""), (8, 2));
    assert_eq!(files("scenarios/bread.toml"), (1, 1));
    assert_eq!(files("rubrics"), (4, 1));
    assert_eq!(files("rubrics/bread"), (3, 1));
    assert_eq!(files("rubrics/frameworks/two-steps.toml"), (1, 0));
    assert_eq!(files("lexicon.toml"), (1, 0));
    let two = paths(
        &[bakery.root().join("scenarios"), bakery.root().join("rubrics/bread/plan.toml")],
        &[],
        None,
    );
    assert_eq!(two.unwrap().looked_at, 3);
}

#[test]
fn a_path_outside_any_library_is_refused() {
    let empty = tempfile::tempdir().unwrap();
    std::fs::write(empty.path().join("x.toml"), "").unwrap();
    for (path, end) in [
        (empty.path().join("x.toml"), "in no library"),
        (empty.path().to_owned(), "in no library"),
        (empty.path().join("gone"), "no file or directory"),
    ] {
        let error = paths(&[path], &[], None).unwrap_err().to_string();
        assert!(error.contains(end), "{error}");
    }
}

#[test]
fn a_library_may_lean_on_one_below_it() {
    let below = Bakery::new();
    let above = tempfile::tempdir().unwrap();
    let path = above.path().join("rubrics/bread/plan.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, RUBRIC).unwrap();
    let here: Vec<PathBuf> = vec![above.path().to_owned()];
    let below: Vec<PathBuf> = vec![below.root().to_owned()];
    let report = paths(&here, &below, None).unwrap();
    // The marked answers below are those of the rubric below.
    assert_snapshot!(
        told(&report, above.path()),
        @r#"rubrics/bread/plan.toml: 2: "Plans the baking": hint: no answers are marked for this rubric (write six answers from weak to strong and mark them: `hotseat test` then says how closely the rubric agrees)"#
    );
}

/// "No hurry" is found by `hurry`, which reads it as denied.
#[test]
fn a_pattern_with_a_denial_in_it_is_swallowed_by_none_without() {
    let bakery = Bakery::new();
    let rule = "kneads = [\"@knead > @thing\"]";
    let with = |second: &str| format!("kneads = [\"@knead > @thing\", \"knead\", \"{second}\"]");
    bakery.change("rubrics/bread/plan.toml", rule, &with("knead > twice"));
    assert!(
        bakery.told().contains("finds nothing that `knead` does not find"),
        "{}",
        bakery.told()
    );
    bakery.change("rubrics/bread/plan.toml", &with("knead > twice"), &with("never > knead"));
    assert!(!bakery.told().contains("`never > knead` finds nothing"), "{}", bakery.told());
}

#[test]
fn two_levels_with_one_text_are_told_and_different_ones_are_not() {
    let bakery = Bakery::new();
    let levels = "levels = [{ at = 1, needs = 1 }]";
    let with = |second: &str| {
        format!(
            "levels = [{{ at = 1, needs = 1, text = \"Kneads.\" }}, {{ at = 2, needs = 1, with = [\"kneads\"], text = \"{second}\" }}]"
        )
    };
    bakery.change("rubrics/bread/plan.toml", levels, &with("kneads. "));
    assert_snapshot!(
        bakery.told(),
        @r#"rubrics/bread/plan.toml: 16: "kneads. ": warning: levels 1 and 2 of `dough` have the same text (say what a rater sees at the higher level and not at the lower)"#
    );
    bakery.change("rubrics/bread/plan.toml", &with("kneads. "), &with("Kneads twice."));
    assert_eq!(bakery.told(), "");
}

#[test]
fn choices_whose_longest_option_is_always_right_are_told_and_mixed_ones_are_not() {
    let bakery = Bakery::new();
    let choice = |id: &str, right: &str| {
        format!(
            "\n[[question]]\nid = \"{id}\"\nkind = \"choice\"\nprompt = \"What?\"\n\
             [[question.option]]\nid = \"a\"\ntext = \"{right}\"\ncorrect = true\n\
             [[question.option]]\nid = \"b\"\ntext = \"Flour\"\n"
        )
    };
    let case = |last: &str| {
        let choices =
            [choice("one", "Flour and water"), choice("two", "Water, salt"), choice("three", last)];
        format!("{SCENARIO}{}", choices.concat())
    };
    bakery.write("scenarios/bread.toml", case("Salt and yeast").as_bytes());
    let told = bakery.told();
    assert!(told.contains("in all 3 choices, the right option is the longest"), "{told}");
    bakery.write("scenarios/bread.toml", case("Salt").as_bytes());
    assert_eq!(bakery.told(), "");
}
