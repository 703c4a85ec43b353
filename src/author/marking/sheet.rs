//! The text of `<question>.marks/<rater>.toml` with one mark changed.
//!
//! People write in these files, too. Whatever else stands there stays, to the byte: comments, the
//! order of the marks, marks of answers that are no longer there.

use crate::content::lower::{Places, Step};
use crate::content::marked::Mark;

/// Why a mark cannot be written into a file without touching what somebody else wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unkept {
    /// The table of marks is written in another way.
    #[error(
        "the marks have no line `[mark]` above them; write it, and below it a line for each mark"
    )]
    NoHeader,
    /// A mark is written in another way.
    #[error(
        "line {line}: the mark of this answer is not written on a line of its own, as `{id} = {{ level = 3 }}` is; \
         write it so, and the rest of the file will be left as it is"
    )]
    OtherForm {
        /// The answer.
        id: String,
        /// Where, from 1.
        line: usize,
    },
}

/// A file without marks.
#[must_use]
pub fn empty(rater: &str) -> String {
    format!("rater = {}\n\n[mark]\n", quoted(rater))
}

/// Whether marks of `ids`, which the file has, can be changed in `text`.
///
/// # Errors
/// Where something would be lost by it.
pub fn check<'a>(text: &str, ids: impl IntoIterator<Item = &'a str>) -> Result<(), Unkept> {
    let sheet = Sheet::of(text)?;
    ids.into_iter().try_for_each(|id| sheet.entry(id).map(drop))
}

/// `text` with the mark of an answer in it. `ids` are those that the file has. A new mark stands
/// behind the last of the marks that come before it by the alphabet.
///
/// # Errors
/// Where something would be lost by it.
pub fn with<'a>(
    text: &str,
    ids: impl IntoIterator<Item = &'a str>,
    id: &str,
    mark: &Mark,
) -> Result<String, Unkept> {
    let sheet = Sheet::of(text)?;
    let mut place = sheet.header;
    for own in ids {
        let entry = sheet.entry(own)?;
        if own == id {
            let (before, after) = (&text[..entry.start], &text[entry.end..]);
            return Ok(format!("{before}{}{after}", line(mark)));
        }
        if own < id {
            place = place.max(entry.end);
        }
    }
    // What stands behind a mark on its line, such as a comment, belongs to it.
    let end = text[place..].find('\n').map_or(text.len(), |at| place + at + 1);
    let (before, after) = (&text[..end], &text[end..]);
    let end_of_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let open = if before.ends_with('\n') { "" } else { end_of_line };
    Ok(format!("{before}{open}{id} = {}{end_of_line}{after}", line(mark)))
}

/// A text and the places of its marks.
struct Sheet<'t> {
    text: &'t str,
    places: Places<'t>,
    /// Where `[mark]` stands.
    header: usize,
}

impl<'t> Sheet<'t> {
    fn of(text: &'t str) -> Result<Self, Unkept> {
        let places = Places::of(text);
        let header = places.find(&[Step::Key("mark")]).start;
        let is_header = text[header..].starts_with('[')
            && text[..header].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        if !is_header {
            return Err(Unkept::NoHeader);
        }
        Ok(Self { text, places, header })
    }

    /// Where the value of a mark stands.
    fn entry(&self, id: &str) -> Result<std::ops::Range<usize>, Unkept> {
        let key = self.places.find_key("mark", id);
        let value = self.places.find(&[Step::Key("mark"), Step::Key(id)]);
        let written = &self.text[value.clone()];
        let between = self.text.get(key.end..value.start).unwrap_or_default();
        // A comment within braces would be lost.
        let is_own = written.starts_with('{')
            && between.trim_matches([' ', '\t', '"', '\'']) == "="
            && !(written.contains('\n') && written.contains('#'));
        if !is_own {
            let line = self.text[..key.start].matches('\n').count() + 1;
            return Err(Unkept::OtherForm { id: id.to_owned(), line });
        }
        Ok(value)
    }
}

/// A mark in TOML, on one line.
fn line(mark: &Mark) -> String {
    let level = mark.level.map(|level| format!("level = {level}"));
    let criteria = mark.criteria.iter().map(|(id, level)| format!("{id} = {level}"));
    let nth = mark.nth.map(|nth| format!("nth = {nth}"));
    let note = mark.note.as_deref().map(|note| format!("note = {}", quoted(note)));
    let parts: Vec<String> = level.into_iter().chain(criteria).chain(nth).chain(note).collect();
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

/// As a string in TOML, which has JSON's escapes and forbids one character that JSON allows.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.replace('\u{7f}', "")).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::ids::CriterionId;
    use crate::content::lower;

    fn mark(level: u8) -> Mark {
        Mark { level: Some(level), ..Mark::default() }
    }

    fn ids(text: &str) -> Vec<String> {
        let marks = lower::marks("ana.toml", text).usable().unwrap();
        marks.marks.into_keys().collect()
    }

    fn put(text: &str, id: &str, mark: &Mark) -> Result<String, Unkept> {
        let ids = ids(text);
        with(text, ids.iter().map(String::as_str), id, mark)
    }

    #[test]
    fn marks_stand_in_the_order_of_their_ids_whatever_the_order_of_marking() {
        let mut text = empty("ana");
        for (id, level) in [("weak-1", 1), ("list", 0), ("strong-1", 4), ("list", 1)] {
            text = put(&text, id, &mark(level)).unwrap();
        }
        insta::assert_snapshot!(text, @r#"
        rater = "ana"

        [mark]
        list = { level = 1 }
        strong-1 = { level = 4 }
        weak-1 = { level = 1 }
        "#);
    }

    #[test]
    fn a_mark_says_all_that_was_said() {
        let full = Mark {
            level: Some(3),
            nth: Some(7),
            note: Some("Says \"who\",\nnot when. \\ 100 %".to_owned()),
            criteria: [("plan", 2), ("ask", 0)].map(|(id, l)| (CriterionId::new(id), l)).into(),
        };
        let text = put(&empty("ana"), "a", &full).unwrap();
        assert!(
            text.contains("a = { level = 3, ask = 0, plan = 2, nth = 7, note = \"Says"),
            "{text}"
        );
        assert_eq!(lower::marks("ana.toml", &text).usable().unwrap().marks["a"], full);
        let text = put(&empty("ana"), "a", &Mark::default()).unwrap();
        assert!(text.ends_with("a = {}\n"), "{text}");
    }

    proptest! {
        #[test]
        fn whatever_is_said_reads_back_and_leaves_the_rest(
            said in prop::collection::vec(
                ("[a-e]", prop::option::of(0..=9u8), prop::option::of(1..99u32), "\\PC{0,20}"),
                1..12
            ),
        ) {
            let mut text = empty("ana");
            let mut expected = std::collections::BTreeMap::new();
            for (id, level, nth, note) in said {
                let note = Some(note).filter(|note| !note.trim().is_empty());
                let criteria = nth.map(|nth| (CriterionId::new("plan"), u8::from(nth > 50)));
                let mark = Mark { level, nth, note, criteria: criteria.into_iter().collect() };
                text = put(&text, &id, &mark).unwrap();
                expected.insert(id, mark);
                prop_assert_eq!(&lower::marks("ana.toml", &text).usable().unwrap().marks, &expected);
            }
            let ids: Vec<String> = ids(&text);
            let lines: Vec<&str> = text.lines().skip(3).filter_map(|l| l.split(" = ").next()).collect();
            prop_assert_eq!(lines, ids.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_somebody_else_wrote_stays() {
        let text = "# Ana, on paper, in May\nrater = \"ana\" # her own name\n\n[mark]\n# the strong ones\n\
                    strong = { level=4,  }   # sure\n\n# the weak ones\n\"list\"={level = 0}\ngone = { level = 2 }";
        let text = put(text, "middling", &mark(2)).unwrap();
        let text = put(&text, "strong", &mark(3)).unwrap();
        let text = put(&text, "list", &mark(1)).unwrap();
        insta::assert_snapshot!(text, @r#"
        # Ana, on paper, in May
        rater = "ana" # her own name

        [mark]
        # the strong ones
        strong = { level = 3 }   # sure

        # the weak ones
        "list"={ level = 1 }
        gone = { level = 2 }
        middling = { level = 2 }
        "#);
    }

    #[test]
    fn other_forms_are_refused_rather_than_lost() {
        let check = |text: &str| {
            let ids = ids(text);
            super::check(text, ids.iter().map(String::as_str))
        };
        let other = |line| Err(Unkept::OtherForm { id: "a".to_owned(), line });
        let rater = "rater = \"ana\"\n";
        assert_eq!(check(&format!("{rater}[mark]\na = {{ level = 1 }}\n")), Ok(()));
        assert_eq!(
            check(&format!("{rater}mark = {{ a = {{ level = 1 }} }}\n")),
            Err(Unkept::NoHeader)
        );
        assert_eq!(check(&format!("mark.a.level = 1\n{rater}")), Err(Unkept::NoHeader));
        assert_eq!(check(&format!("{rater}[mark]\n[mark.a]\nlevel = 1\n")), other(3));
        assert_eq!(check(&format!("{rater}[mark]\na.level = 1\n")), other(3));
        let commented = "a = {\n  level = 1, # sure\n}\n";
        assert_eq!(check(&format!("{rater}[mark]\n{commented}")), other(3));
        assert!(check(&format!("{rater}[mark.a]\nlevel = 1\n")).is_err());
    }
}
