//! Places in a file that was already lowered, for checks that cross files: the values carry no
//! spans, since nothing else needs them.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::pattern::Pattern;
use super::escape::span_within;

/// One step down the tree of a file.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Into the value of a key.
    Key(&'a str),
    /// To the entry of a list whose `id` this is.
    Id(&'a str),
    /// To the entry of a list at this place, from 0.
    At(usize),
}

/// Where a pattern names a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupUse {
    /// The group that the pattern is part of, where it is one.
    pub within: Option<String>,
    /// The group that is named.
    pub name: String,
    /// Where, in the file.
    pub span: Range<usize>,
}

/// The places of a file's values.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    tree: DeTable<'t>,
}

impl<'t> Places<'t> {
    /// Reads `text` as far as it is TOML.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let (tree, _) = DeTable::parse_recoverable(text);
        Self { text, tree: tree.into_inner() }
    }

    /// The place of the value at the end of the steps. Where a step leads nowhere, the place
    /// reached until then; the first line where none was.
    #[must_use]
    pub fn find(&self, steps: &[Step<'_>]) -> Range<usize> {
        let mut reached = 0..self.text.find('\n').unwrap_or(self.text.len());
        let Some((Step::Key(first), rest)) = steps.split_first() else { return reached };
        let Some(mut value) = self.tree.get(*first) else { return reached };
        reached = value.span();
        for step in rest {
            let next = match (step, value.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => table.get(*key),
                (Step::At(at), DeValue::Array(entries)) => entries.get(*at),
                (Step::Id(id), DeValue::Array(entries)) => entries.iter().find(|entry| {
                    let own = entry.get_ref().get("id").and_then(|own| own.get_ref().as_str());
                    own == Some(*id)
                }),
                _ => None,
            };
            let Some(next) = next else { return reached };
            value = next;
            reached = value.span();
        }
        reached
    }

    /// The place of a range of the text at the end of the steps; of the whole text where the two
    /// cannot be matched.
    #[must_use]
    pub fn find_within(
        &self,
        steps: &[Step<'_>],
        text: &str,
        inner: &Range<usize>,
    ) -> Range<usize> {
        let token = self.find(steps);
        let raw = self.text.get(token.clone()).unwrap_or_default();
        // What was lowered may have lost its margins.
        let written = DeValue::parse(raw).ok();
        let written = written.as_ref().and_then(|value| value.get_ref().as_str());
        let begins = written.and_then(|written| Some((written, written.find(text)?)));
        let Some((written, begins)) = begins else { return token };
        let inner = begins + inner.start..begins + inner.end;
        span_within(self.text, &token, written, &inner).unwrap_or(token)
    }

    /// The place of a key of a table at the top.
    #[must_use]
    pub fn find_key(&self, table: &str, key: &str) -> Range<usize> {
        self.find_inner_key(&[table], key)
    }

    /// The place of a key of a table within tables.
    #[must_use]
    pub fn find_inner_key(&self, tables: &[&str], key: &str) -> Range<usize> {
        let mut inner = Some(&self.tree);
        for table in tables {
            inner = inner.and_then(|outer| outer.get(*table)?.get_ref().as_table());
        }
        let steps = || tables.iter().map(|table| Step::Key(table)).collect::<Vec<_>>();
        inner
            .and_then(|table| table.get_key_value(key))
            .map_or_else(|| self.find(&steps()), |(key, _)| key.span())
    }

    /// Every group that a pattern of the file names, in the order of the file.
    #[must_use]
    pub fn group_uses(&self) -> Vec<GroupUse> {
        let mut found = Vec::new();
        for (key, value) in &self.tree {
            let is_pattern = matches!(key.get_ref().as_ref(), "opposing" | "about");
            if key.get_ref() == "groups" {
                for (name, patterns) in value.get_ref().as_table().into_iter().flatten() {
                    self.collect(patterns.get_ref(), true, Some(name.get_ref()), &mut found);
                }
            } else {
                self.collect(value.get_ref(), is_pattern, None, &mut found);
            }
        }
        found.sort_by_key(|group| group.span.start);
        found
    }

    /// `is_pattern`: whether texts in `value` are patterns.
    fn collect(
        &self,
        value: &DeValue<'t>,
        is_pattern: bool,
        within: Option<&str>,
        found: &mut Vec<GroupUse>,
    ) {
        match value {
            DeValue::Array(entries) => {
                for entry in entries {
                    match entry.get_ref() {
                        DeValue::String(source) if is_pattern => {
                            self.collect_uses(&entry.span(), source, within, found);
                        }
                        inner => self.collect(inner, false, within, found),
                    }
                }
            }
            DeValue::Table(table) => {
                for (key, inner) in table {
                    if key.get_ref() == "evidence" {
                        for (_, rule) in inner.get_ref().as_table().into_iter().flatten() {
                            self.collect(rule.get_ref(), rule.get_ref().is_array(), within, found);
                        }
                    } else {
                        self.collect(
                            inner.get_ref(),
                            matches!(key.get_ref().as_ref(), "any" | "unless"),
                            within,
                            found,
                        );
                    }
                }
            }
            _ => {}
        }
    }

    fn collect_uses(
        &self,
        token: &Range<usize>,
        source: &str,
        within: Option<&str>,
        found: &mut Vec<GroupUse>,
    ) {
        let Ok(pattern) = Pattern::parse(source) else { return };
        found.extend(pattern.groups().into_iter().map(|group| GroupUse {
            within: within.map(str::to_owned),
            name: group.name.clone(),
            span:
                span_within(self.text, token, source, &group.span).unwrap_or_else(|| token.clone()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"title = "T"
[groups]
a = ["one|@b"]
[[criterion]]
id = "x"
competency = "scoping"
[criterion.evidence]
short = ["\"two\" > @a"]
faulty = ["@a > two + @c"]
long = { title = "@d", any = ["@e"], unless = ["@f"] }
"#;

    #[test]
    fn a_place_is_found_by_id() {
        let places = Places::of(TEXT);
        let found = places.find(&[Step::Key("criterion"), Step::Id("x"), Step::Key("competency")]);
        assert_eq!(&TEXT[found], "\"scoping\"");
        let found = places.find(&[Step::Key("criterion"), Step::At(0), Step::Key("nothing")]);
        assert_eq!(&TEXT[found], "[[criterion]]");
        assert_eq!(&TEXT[places.find(&[Step::Key("nothing")])], "title = \"T\"");
        assert_eq!(&TEXT[places.find_key("groups", "a")], "a");
    }

    #[test]
    fn groups_are_found_in_patterns_only() {
        let found = Places::of(TEXT).group_uses();
        let told: Vec<(Option<&str>, &str)> =
            found.iter().map(|g| (g.within.as_deref(), &TEXT[g.span.clone()])).collect();
        assert_eq!(told, [(Some("a"), "@b"), (None, "@a"), (None, "@e"), (None, "@f")]);
    }
}
