//! A rubric as a table of criteria and levels, for panels that work in a spreadsheet.
//!
//! [`from_table`](super::new::from_table) is the way back: it undoes the escaping.

use crate::content::Rubric;
use crate::content::rubric::{Basis, Criterion, EvidenceBasis, LevelRule};
use crate::content::shared::Shared;
use crate::scoring::FRAMEWORK_SHARES;

/// What makes a spreadsheet run a cell as a formula, where the cell begins with it.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a spreadsheet takes as "this is text".
const MARK: char = '\'';

/// The table as CSV: a row a criterion with its title, its weight, and what each level takes, from 0 up
/// to the highest of any criterion. Where the author wrote no text for a level, the cell says what the
/// rubric counts.
#[must_use]
pub fn table(rubric: &Rubric) -> String {
    let rows: Vec<(&Criterion, Vec<(u8, String)>)> =
        rubric.criteria.iter().map(|criterion| (criterion, levels(criterion))).collect();
    let highest = rows.iter().flat_map(|(_, levels)| levels).map(|(at, _)| *at).max().unwrap_or(0);
    let mut head = vec!["criterion".to_owned(), "weight".to_owned()];
    head.extend((0..=highest).map(|level| level.to_string()));
    let mut text = line(&head);
    for (criterion, levels) in rows {
        let mut cells = vec![harmless(criterion.title.trim()), criterion.weight.to_string()];
        cells.extend((0..=highest).map(|level| {
            let own = levels.iter().find(|(at, _)| *at == level);
            own.map_or_else(String::new, |(_, text)| harmless(text.trim()))
        }));
        text.push_str(&line(&cells));
    }
    text
}

/// What each level takes, in words.
fn levels(criterion: &Criterion) -> Vec<(u8, String)> {
    let described = |levels: &[LevelRule], otherwise: &dyn Fn(&LevelRule) -> String| {
        levels
            .iter()
            .map(|level| {
                let text = level.text.as_ref().map(Shared::to_string);
                (level.at, text.unwrap_or_else(|| otherwise(level)))
            })
            .collect()
    };
    let found: Vec<(u8, String)> = match &criterion.basis {
        Basis::Person(levels) => described(levels, &|_| JUDGED.to_owned()),
        Basis::Evidence(evidence) => described(&evidence.levels, &|level| counted(level, evidence)),
        Basis::Frameworks(names) => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            let names = names.join(" or ");
            let share = |share| format!("Covers {share} % of the phases of {names}.");
            (1..).zip(FRAMEWORK_SHARES.map(share)).collect()
        }
    };
    // A row without any text would say nothing to a rater.
    if found.is_empty() { vec![(1, JUDGED.to_owned())] } else { found }
}

const JUDGED: &str = "As the rater judges.";

fn counted(level: &LevelRule, evidence: &EvidenceBasis) -> String {
    let rules: Vec<&str> = evidence
        .rules
        .iter()
        .map(|rule| rule.title.as_deref().unwrap_or(rule.id.as_str()))
        .collect();
    let points = if level.needs == 1 { "point" } else { "points" };
    format!("{} {points} of: {}.", level.needs, rules.join("; "))
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    let is_plain = !cell.contains([',', '"', '\n', '\r', ';']) && cell.trim() == cell;
    if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// A cell that no spreadsheet runs. One that already looks escaped is escaped once more, so that the
/// way back is exact.
fn harmless(cell: &str) -> String {
    if looks_run(cell) { format!("{MARK}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was made harmless.
pub(super) fn restored(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if looks_run(rest) => rest,
        _ => cell,
    }
}

fn looks_run(cell: &str) -> bool {
    cell.trim_start_matches(MARK).starts_with(FORMULAS)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::author::new::from_table;
    use crate::content::ids::RubricId;
    use crate::content::lower;
    use crate::library::Library;

    fn lowered(text: &str) -> Rubric {
        lower::rubric(&RubricId::new("a/b"), "b.toml", text).usable().unwrap()
    }

    fn back(table: &str) -> Rubric {
        let files = from_table(&RubricId::new("a/b"), "Title", table).unwrap();
        lowered(&files[0].text)
    }

    fn texts(criterion: &Criterion) -> Vec<(u8, Option<Shared>)> {
        let levels = match &criterion.basis {
            Basis::Person(levels) => levels,
            Basis::Evidence(evidence) => &evidence.levels,
            Basis::Frameworks(_) => return Vec::new(),
        };
        levels.iter().map(|level| (level.at, level.text.clone())).collect()
    }

    #[test]
    fn every_built_in_rubric_comes_back_as_it_was() {
        let library = Library::builtin();
        let ids = library.rubric_ids();
        assert!(ids.len() > 5);
        for id in ids {
            let before = library.rubric(&id).unwrap().value;
            let after = back(&table(&before));
            assert_eq!(before.criteria.len(), after.criteria.len(), "{id}");
            for (before, after) in before.criteria.iter().zip(&after.criteria) {
                assert_eq!((&before.title, before.weight), (&after.title, after.weight), "{id}");
                let after = texts(after);
                for written in texts(before).iter().filter(|(_, text)| text.is_some()) {
                    assert!(after.contains(written), "{id}: {written:?} is not in {after:?}");
                }
            }
            assert_eq!(table(&after), table(&before), "{id}");
        }
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_marked_as_text() {
        for (cell, shown) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'=1", "''=1"),
            ("'tis plain", "'tis plain"),
            ("1-1", "1-1"),
        ] {
            assert_eq!(harmless(cell), shown);
            assert_eq!(restored(shown), cell);
        }
    }

    #[test]
    fn levels_without_a_text_say_what_is_counted() {
        let rubric = lowered(
            "format = 1\ntitle = \"T\"\n[[criterion]]\nid = \"a\"\ntitle = \"A\"\n\
             [criterion.evidence]\nasks = { title = \"asks somebody\", any = [\"ask\"] }\n\
             looks = [\"look\"]\n\
             [[criterion]]\nid = \"b\"\ntitle = \"B\"\nweight = 3\nframework = [\"pdca\"]\n\
             [[criterion]]\nid = \"c\"\ntitle = \"C\"\nby = \"person\"\n",
        );
        insta::assert_snapshot!(table(&rubric), @r#"
        criterion,weight,0,1,2,3
        A,1,,"1 point of: asks somebody; looks.","2 points of: asks somebody; looks.",
        B,3,,Covers 40 % of the phases of pdca.,Covers 60 % of the phases of pdca.,Covers 80 % of the phases of pdca.
        C,1,,As the rater judges.,,
        "#);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(
            rows in prop::collection::vec(
                (r#"[-=+@'",;a-zé]{1,12}"#, 1u32..100, r#"[-=+@'",;\n a-z]{1,20}"#), 1..5
            )
        ) {
            let mut text = "format = 1\ntitle = \"T\"\n".to_owned();
            let mut wanted = Vec::new();
            for (at, (title, weight, level)) in rows.iter().enumerate() {
                prop_assume!(!level.trim().is_empty());
                let quoted = |text: &str| serde_json::Value::from(text.trim()).to_string();
                writeln!(
                    text,
                    "[[criterion]]\nid = \"c{at}\"\ntitle = {}\nweight = {weight}\nby = \"person\"\n\
                     levels = [{{ at = 2, text = {} }}]",
                    quoted(title), quoted(level)
                ).unwrap();
                wanted.push((title.trim().to_owned(), *weight, level.trim().to_owned()));
            }
            let after = back(&table(&lowered(&text)));
            let found: Vec<_> = after.criteria.iter().map(|own| {
                let level = texts(own).pop().and_then(|(_, text)| text);
                let level = level.map(|text| text.to_string()).unwrap_or_default();
                (own.title.to_string(), own.weight, level)
            }).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
