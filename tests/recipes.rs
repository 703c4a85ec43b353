//! Every recipe of `docs/handbook/recipes.md` is a rubric that can be used as it stands, and every
//! row of its tables is what the rubric gives that answer.
//!
//! A fence below a path is that file. Any other `toml` fence is the rubric of the first question;
//! one that begins with a criterion gets the head of a rubric. A table stands below its rubric: a
//! column a criterion, then `level`, `percent`, `flags`.

use std::collections::BTreeMap;
use std::fs;

use hotseat::author::check;
use hotseat::content::Severity;
use hotseat::content::ids::ScenarioId;
use hotseat::library::Library;
use hotseat::scoring::assessment::{Assessment, FlagCode};
use hotseat::scoring::{Given, assess};
use hotseat::session::compile;

use crate::lints::page::{Piece, pieces};
use crate::support::{Place, cells};

const PAGE: &str = "docs/handbook/recipes.md";
const HEAD: &str = "format = 1\ntitle = \"Looks after the guest\"\n\n";
const SCENARIO: &str = "scenarios/front-desk.toml";
const RUBRIC: &str = "rubrics/front-desk/no-room.toml";

/// A recipe: its heading, the library with its rubric, and the rows of its table.
#[derive(Debug, Default)]
struct Recipe {
    title: String,
    files: BTreeMap<String, String>,
    rows: Vec<Vec<String>>,
}

impl Recipe {
    /// The recipe's library, laid over the built-in one as an author's is.
    fn library(&self, place: &Place) -> Library {
        for (path, text) in &self.files {
            place.write(format!("panel/{path}"), text);
        }
        Library::with_directories(&[place.path("panel")]).unwrap()
    }
}

/// The recipes, each with the files that stand above the first heading.
fn recipes() -> Vec<Recipe> {
    let text = fs::read_to_string(PAGE).unwrap();
    let mut found: Vec<Recipe> = vec![Recipe::default()];
    for piece in pieces(&text) {
        match piece {
            Piece::Line(line) if line.starts_with("## ") => found.push(Recipe {
                title: line[3..].to_owned(),
                files: found[0].files.clone(),
                rows: Vec::new(),
            }),
            Piece::Line(line) => found.last_mut().unwrap().rows.extend(cells(line)),
            Piece::Fence(fence) if fence.kind == "toml" => {
                let path = fence.target.unwrap_or_else(|| RUBRIC.to_owned());
                let is_part = path == RUBRIC && !fence.text.starts_with("format");
                let text = if is_part { format!("{HEAD}{}", fence.text) } else { fence.text };
                found.last_mut().unwrap().files.insert(path, text);
            }
            Piece::Fence(_) => {}
        }
    }
    found.retain(|recipe| recipe.files.contains_key(RUBRIC));
    found
}

fn flags(assessment: &Assessment) -> String {
    let names: Vec<String> = assessment
        .flags
        .iter()
        .map(|flag| serde_json::to_value(flag.code).unwrap().as_str().unwrap().to_owned())
        .collect();
    names.join(", ")
}

/// What one column says of an answer; `-` stands for nothing.
fn told(assessment: &Assessment, column: &str) -> String {
    let told = match column {
        "level" => assessment.level.map(|level| level.to_string()),
        "percent" => assessment.percent.map(|percent| percent.to_string()),
        "flags" => Some(flags(assessment)),
        id => {
            let found = assessment.criteria.iter().find(|criterion| criterion.id.as_str() == id);
            let criterion = found.unwrap_or_else(|| panic!("no criterion {id}"));
            criterion.level.map(|level| level.to_string())
        }
    };
    told.filter(|told| !told.is_empty()).unwrap_or_else(|| "-".to_owned())
}

/// A row's answer, assessed as one to the question that the row names, or else to the first.
fn assessed(library: &Library, columns: &[String], row: &[String]) -> Assessment {
    let scenario = library.scenario(&ScenarioId::new("front-desk")).unwrap().value;
    let at = columns.iter().position(|column| column == "question");
    let question = match at {
        None => &scenario.questions[0],
        Some(at) => scenario.questions.iter().find(|own| own.id.as_str() == row[at]).unwrap(),
    };
    assess(&compile(library, &scenario, question).unwrap(), Given::answer(&row[0]))
}

/// The row as the scorer would write it.
fn scored(library: &Library, columns: &[String], row: &[String]) -> Vec<String> {
    let assessment = assessed(library, columns, row);
    let given = |(column, own): (&String, &String)| match column.as_str() {
        "answer" | "question" => own.clone(),
        column => told(&assessment, column),
    };
    columns.iter().zip(row).map(given).collect()
}

#[test]
fn every_recipe_gives_every_answer_what_its_table_says() {
    let all = recipes();
    assert!(all.len() >= 8, "the recipes were found");
    let mut wrong = Vec::new();
    for recipe in &all {
        let place = Place::new();
        let library = recipe.library(&place);
        let [columns, rows @ ..] = recipe.rows.as_slice() else {
            panic!("{} has no table", recipe.title)
        };
        assert_eq!((columns[0].as_str(), rows.len() >= 3), ("answer", true), "{}", recipe.title);
        for row in rows {
            assert_eq!(row.len(), columns.len(), "{}: {row:?}", recipe.title);
            let scored = scored(&library, columns, row);
            if scored != *row {
                wrong.push(format!("{}\n| {} |", recipe.title, scored.join(" | ")));
            }
        }
    }
    assert!(wrong.is_empty(), "the scorer says otherwise:\n\n{}", wrong.join("\n\n"));
}

#[test]
fn no_recipe_has_anything_to_mend() {
    for recipe in recipes() {
        let place = Place::new();
        recipe.library(&place);
        let mut report = check::paths(&[place.path("panel")], &[], None).unwrap();
        report.keep(Severity::Warning);
        let said: Vec<_> = report.files.iter().flat_map(|file| &file.diagnostics).collect();
        assert!(said.is_empty(), "{}: {said:#?}", recipe.title);
    }
}

#[test]
fn no_answer_of_a_recipe_is_held_for_no_answer() {
    // A row that shows a guard at work would teach something else than its recipe.
    let shown = [FlagCode::Capped, FlagCode::Fatal, FlagCode::NoEvidence];
    for recipe in recipes() {
        let place = Place::new();
        let library = recipe.library(&place);
        for row in &recipe.rows[1..] {
            let flags = assessed(&library, &recipe.rows[0], row).flags;
            let other = flags.iter().find(|flag| !shown.contains(&flag.code));
            assert!(other.is_none(), "{}: {row:?} {other:?}", recipe.title);
        }
    }
}

#[test]
fn a_recipe_knows_its_scenario() {
    assert!(recipes().iter().all(|recipe| recipe.files.contains_key(SCENARIO)));
}
