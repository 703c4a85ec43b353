//! Every table of `docs/handbook/patterns.md` is what patterns find.
//!
//! A table has the columns `pattern`, `sentence` and one of
//!
//! - `found`: the words from the first to the last that the pattern finds; `-` for nothing;
//! - `counts`: the words that a rule of this pattern quotes as evidence; `-` for nothing.
//!
//! A column `within` says how far apart the parts may stand, and a column `unless` holds a pattern of
//! that key of the rule (`-` for none). `[groups]` of a fence hold from there
//! on.

use std::collections::BTreeMap;
use std::fs;

use hotseat::content::ids::ScenarioId;
use hotseat::content::rubric::DEFAULT_WITHIN;
use hotseat::content::{Lexicon, Pattern};
use hotseat::library::{Bundle, Library};
use hotseat::scoring::{Given, PatternSet, assess};
use hotseat::session::compile;

use crate::lints::page::{Piece, pieces};
use crate::support::cells;

const PAGE: &str = "docs/handbook/patterns.md";

type Groups = BTreeMap<String, Vec<String>>;

/// A row: its line, and its cells by their column.
#[derive(Debug)]
struct Row {
    line: usize,
    cells: BTreeMap<String, String>,
    groups: Groups,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(PAGE).unwrap();
    let (mut rows, mut columns, mut groups) = (Vec::new(), Vec::new(), Groups::new());
    let mut at = 0;
    for piece in pieces(&text) {
        match piece {
            Piece::Fence(fence) => {
                at += fence.text.lines().count() + 2;
                if fence.text.starts_with("[groups]") {
                    let mut file: BTreeMap<String, Groups> = toml::from_str(&fence.text).unwrap();
                    groups.append(file.get_mut("groups").unwrap());
                }
            }
            Piece::Line(line) => {
                at += 1;
                match cells(line) {
                    None if !line.starts_with('|') => columns.clear(),
                    None => {}
                    Some(cells) if columns.is_empty() => columns = cells,
                    Some(cells) => {
                        assert_eq!(cells.len(), columns.len(), "{PAGE}:{at}");
                        let cells = columns.iter().cloned().zip(cells).collect();
                        rows.push(Row { line: at, cells, groups: groups.clone() });
                    }
                }
            }
        }
    }
    rows.retain(|row| row.cells.contains_key("pattern") && row.cells.contains_key("sentence"));
    rows
}

impl Row {
    /// What the pattern finds in the sentence.
    fn found(&self) -> Option<String> {
        let parse = |source: &String| {
            Pattern::parse(source)
                .unwrap_or_else(|error| panic!("{PAGE}:{}: {source}: {error}", self.line))
        };
        let within =
            self.cells.get("within").map_or(DEFAULT_WITHIN, |within| within.parse().unwrap());
        let pattern = parse(&self.cells["pattern"]);
        let groups = self
            .groups
            .iter()
            .map(|(name, patterns)| (name.clone(), patterns.iter().map(parse).collect()))
            .collect();
        let lexicon = Lexicon::default();
        let set = PatternSet::new([(&pattern, within)], &groups, &lexicon).unwrap();
        let sentence = &self.cells["sentence"];
        set.found_in(sentence).first().map(|(_, span)| sentence[span.clone()].to_owned())
    }

    /// What a rule of this pattern quotes from the sentence.
    fn counts(&self) -> Option<String> {
        let pattern = serde_json::to_string(&self.cells["pattern"]).unwrap();
        let unless = self.cells.get("unless").filter(|pattern| *pattern != "-");
        let unless = unless.map_or(String::new(), |pattern| {
            format!(", unless = [{}]", serde_json::to_string(pattern).unwrap())
        });
        let rubric = format!(
            "format = 1\ntitle = \"T\"\n\n[[criterion]]\nid = \"one\"\n\
             title = \"T\"\nlevels = [{{ at = 1, needs = 1 }}]\n\n[criterion.evidence]\n\
             rule = {{ any = [{pattern}]{unless} }}\n"
        );
        let scenario = "format = 1\ntitle = \"T\"\ndifficulty = \"any\"\nsummary = \"S.\"\n\
                        brief = \"B.\"\n\n[[question]]\nid = \"q\"\nkind = \"open\"\nprompt = \"?\"\n";
        let files = [("scenarios/s.toml", scenario), ("rubrics/s/q.toml", &rubric)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let library = Library::from_bundle(Bundle { layers: vec![files.into()] });
        let scenario = library.scenario(&ScenarioId::new("s")).unwrap().value;
        let rubric = compile(&library, &scenario, &scenario.questions[0]).unwrap();
        let assessment = assess(&rubric, Given::answer(&self.cells["sentence"]));
        let evidence = assessment.criteria[0].evidence.first();
        evidence.map(|evidence| self.cells["sentence"][evidence.start..evidence.end].to_owned())
    }
}

#[test]
fn every_pattern_finds_what_its_row_says() {
    let all = rows();
    assert!(all.len() >= 40, "the tables were found");
    let mut wrong = Vec::new();
    for row in &all {
        let (column, told) = match row.cells.contains_key("counts") {
            true => ("counts", row.counts()),
            false => ("found", row.found()),
        };
        let told = told.unwrap_or_else(|| "-".to_owned());
        if told != row.cells[column] {
            let pattern = &row.cells["pattern"];
            wrong.push(format!("{PAGE}:{}: `{pattern}` {column} \"{told}\"", row.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_chapter_shows_what_is_found_and_what_is_not() {
    let (nothing, something): (Vec<Row>, Vec<Row>) =
        rows().into_iter().partition(|row| row.cells.values().any(|cell| cell == "-"));
    assert!(nothing.len() >= 15 && something.len() >= 15);
}
