//! Mends of a file that need no judgement, made in its text so that comments and layout stay.

use std::ops::Range;

use crate::content::diagnostic::{Diagnostic, Fix};

/// A file's text after mending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many problems were mended; those that are left may be mended after another check.
    pub count: usize,
}

/// Mends what can be mended of these problems of `text`; nothing where none can.
#[must_use]
pub fn mend(text: &str, diagnostics: &[Diagnostic]) -> Option<Mended> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut count = 0;
    for diagnostic in diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        let place = diagnostic.labels.first().map_or(0..0, |label| label.span.clone());
        let Some(own) = edits_of(text, &place, fix) else { continue };
        // What changes the same words waits for the next round.
        let is_free = |(range, _): &(Range<usize>, String)| {
            edits.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start)
        };
        // A key may be there already under its right name: then a person has to choose.
        if own.iter().all(is_free) && (is_toml(&edited(text, &own)) || !is_toml(text)) {
            edits.extend(own);
            count += 1;
        }
    }
    (count > 0).then(|| Mended { text: edited(text, &edits), count })
}

fn edited(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut edits: Vec<&(Range<usize>, String)> = edits.iter().collect();
    // What is put in front of a range comes before what is done to it.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = text.to_owned();
    for (range, new) in edits.into_iter().rev() {
        edited.replace_range(range.clone(), new);
    }
    edited
}

fn is_toml(text: &str) -> bool {
    toml::de::DeTable::parse(text).is_ok()
}

fn edits_of(text: &str, place: &Range<usize>, fix: &Fix) -> Option<Vec<(Range<usize>, String)>> {
    let edit = match fix {
        Fix::Replace { old, new } => {
            let written = text.get(place.clone())?;
            let at = written.find(old.as_str())?;
            // Nothing but quotation marks, or the sign of a group, may stand around it.
            let around = [&written[..at], &written[at + old.len()..]].concat();
            if !around.chars().all(|c| matches!(c, '"' | '\'' | '@')) {
                return None;
            }
            let start = place.start + at;
            (start..start + old.len(), new.clone())
        }
        Fix::RemoveLine => (line(text, place), String::new()),
        Fix::Begin(new) => {
            let comments = text.split_inclusive('\n').take_while(|line| line.starts_with('#'));
            let at = comments.map(str::len).sum();
            let missing = if at > 0 && !text[..at].ends_with('\n') { "\n" } else { "" };
            (at..at, format!("{missing}{new}\n"))
        }
        Fix::Move { end, to } => {
            let moved = with_comment(text, line(text, &(place.start..*end)));
            let to = line(text, &(*to..*to)).start;
            if moved.contains(&to) {
                return None;
            }
            let lines = text.get(moved.clone())?.trim_end_matches('\n').to_owned();
            return Some(vec![(moved, String::new()), (to..to, format!("{lines}\n\n"))]);
        }
    };
    Some(vec![edit])
}

/// The whole lines of a range, with the line end.
fn line(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline + 1);
    start..end
}

/// The lines with the comment directly above them.
fn with_comment(text: &str, lines: Range<usize>) -> Range<usize> {
    let mut start = lines.start;
    while start > 0 {
        let above = line(text, &(start - 1..start - 1));
        if !text[above.clone()].trim_start().starts_with('#') {
            break;
        }
        start = above.start;
    }
    start..lines.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::ids::{RubricId, ScenarioId};
    use crate::content::lower;

    fn rubric(text: &str) -> Option<Mended> {
        let id = RubricId::new("bread/plan");
        mend(text, &lower::rubric(&id, "rubrics/bread/plan.toml", text).diagnostics)
    }

    #[test]
    fn a_key_below_the_wrong_header_moves_above_it_with_its_comment() {
        let before = "\
format = 1
title = \"Plans\" # short

[[criterion]]
id = \"dough\"
title = \"Makes the dough\"
[criterion.evidence]
kneads = [\"knead\"]
# Half of it.
weight = 2 # twice the others
# Where the levels begin.
cuts = [
  20, 40,
  60, 80,
]
";
        let mended = rubric(before).unwrap();
        assert_eq!(mended.count, 2);
        assert_eq!(
            mended.text,
            "\
format = 1
title = \"Plans\" # short

# Where the levels begin.
cuts = [
  20, 40,
  60, 80,
]

[[criterion]]
id = \"dough\"
title = \"Makes the dough\"
# Half of it.
weight = 2 # twice the others

[criterion.evidence]
kneads = [\"knead\"]
"
        );
        assert_eq!(rubric(&mended.text), None);
    }

    #[test]
    fn a_misspelt_key_and_a_missing_format_are_mended() {
        let mended = rubric("#:schema x\n# Ours.\ntitel = \"Plans\"\n").unwrap();
        assert_eq!(mended.text, "#:schema x\n# Ours.\nformat = 1\ntitle = \"Plans\"\n");
    }

    #[test]
    fn a_misspelt_key_stays_where_the_right_one_is_there_too() {
        assert_eq!(rubric("format = 1\ntitel = \"Plans\"\ntitle = \"Bakes\"\n"), None);
    }

    #[test]
    fn a_word_is_mended_within_its_quotation_marks_and_a_number_gets_some() {
        let text = "\
format = 1
title = 'T'
difficulty = 'foundatoin'
summary = 'S'
brief = 'B'
[[question]]
id = 'heat'
kind = \"number\"
competency = 'c'
prompt = 'P'
answer = 220.5 # degrees
";
        let id = ScenarioId::new("bread");
        let found = lower::scenario(&id, "scenarios/bread.toml", text).diagnostics;
        let mended = mend(text, &found).unwrap();
        assert_eq!(mended.count, 2);
        assert!(mended.text.contains("difficulty = 'foundation'\n"), "{}", mended.text);
        assert!(mended.text.contains("answer = \"220.5\" # degrees\n"), "{}", mended.text);
    }

    #[test]
    fn what_does_not_stand_there_is_not_replaced() {
        let fix = Fix::Replace { old: "a".to_owned(), new: "b".to_owned() };
        assert_eq!(edits_of("x = \"ca\"", &(4..8), &fix), None);
        assert_eq!(edits_of("x = \"c\"", &(4..7), &fix), None);
    }

    #[test]
    fn an_id_that_the_name_of_the_file_gives_is_a_line_too_many() {
        let text = "format = 1\nid = \"bread\" # twice\ntitle = \"T\"\n";
        let found = lower::scenario(&ScenarioId::new("bread"), "scenarios/bread.toml", text);
        let mended = mend(text, &found.diagnostics).map(|mended| mended.text);
        assert_eq!(mended.as_deref(), Some("format = 1\ntitle = \"T\"\n"));
        let found = lower::scenario(&ScenarioId::new("cake"), "scenarios/cake.toml", text);
        assert_eq!(mend(text, &found.diagnostics), None, "the file may be the one to rename");
    }
}
