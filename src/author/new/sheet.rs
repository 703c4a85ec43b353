//! A template with the schema that explains its keys.

use serde_json::Value;

use crate::content::file::FileKind;

/// Columns of an explanation.
const COLUMNS: usize = 96;

/// What begins a line that stands for an explanation.
const EXPLAINS: &str = "#? ";

pub(super) struct Sheet {
    schema: Value,
    template: &'static str,
}

impl Sheet {
    pub(super) fn new(kind: FileKind, template: &'static str) -> Self {
        Self { schema: kind.schema(), template }
    }

    /// The template with its explanations written out and `<<name>>` replaced.
    pub(super) fn filled(&self, values: &[(&str, &str)]) -> String {
        let mut text = String::new();
        for line in self.template.lines() {
            let bare = line.trim_start();
            match bare.strip_prefix(EXPLAINS) {
                Some(path) => {
                    let indent = &line[..line.len() - bare.len()];
                    for part in wrapped(self.description(path).unwrap_or_default(), indent.len()) {
                        text.push_str(&format!("{indent}# {part}\n"));
                    }
                }
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        replaced(&text, values)
    }

    /// What the schema says of a key; `question.open.id` is the `id` of a question of kind `open`.
    fn description(&self, path: &str) -> Option<&str> {
        let mut node = &self.schema;
        for key in path.split('.') {
            // Tables of a list are described once, by its entries.
            while let Some(items) = node.get("items") {
                node = items;
            }
            let kinds = node["properties"]["kind"]["enum"].as_array();
            if !kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == key)) {
                node = node.get("properties")?.get(key)?;
            }
        }
        node.get("description").and_then(Value::as_str)
    }
}

/// `<<name>>` replaced by its value, in one pass: a value that looks like a marker stays as it is.
fn replaced(text: &str, values: &[(&str, &str)]) -> String {
    let mut parts = text.split("<<");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(">>").unwrap_or((part, ""));
        let value = values.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        filled.push_str(value.unwrap_or_default());
        filled.push_str(rest);
    }
    filled
}

fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if indent + line.len() + word.len() + 3 <= COLUMNS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// As a string in TOML. JSON's escapes are among TOML's.
pub(super) fn quoted(text: &str) -> String {
    Value::String(text.replace(char::is_control, " ")).to_string()
}

/// As a list in TOML, on one line.
pub(super) fn listed(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// As [`quoted`], with the text's own lines.
pub(super) fn quoted_text(text: &str) -> String {
    Value::String(text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_a_template_explains_is_in_the_schema() {
        let sheets = [
            (FileKind::Manifest, include_str!("templates/library.toml")),
            (FileKind::Scenario, include_str!("templates/scenario.toml")),
            (FileKind::Scenario, include_str!("templates/open.toml")),
            (FileKind::Scenario, include_str!("templates/choice.toml")),
            (FileKind::Scenario, include_str!("templates/order.toml")),
            (FileKind::Scenario, include_str!("templates/match.toml")),
            (FileKind::Scenario, include_str!("templates/number.toml")),
            (FileKind::Rubric, include_str!("templates/rubric.toml")),
            (FileKind::Marked, include_str!("templates/marked.toml")),
            (FileKind::Marks, include_str!("templates/marks.toml")),
            (FileKind::Framework, include_str!("templates/framework.toml")),
            (FileKind::Framework, include_str!("templates/phases.toml")),
            (FileKind::Framework, include_str!("templates/phase.toml")),
        ];
        for (kind, template) in sheets {
            let sheet = Sheet::new(kind, template);
            let explained = template.lines().filter_map(|line| line.trim().strip_prefix(EXPLAINS));
            for path in explained {
                assert!(sheet.description(path).is_some(), "{kind:?} has no {path}");
            }
        }
    }

    #[test]
    fn a_name_with_quotes_and_line_ends_stays_one_string() {
        assert_eq!(quoted("a \"b\"\nc\\"), r#""a \"b\" c\\""#);
    }
}
