//! Problems of files as SARIF 2.1.0 (OASIS Standard, 2020), which code hosts show beside the lines
//! of a change.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::diagnostics::line_and_column;
use crate::author::check::{FileReport, Report};
use crate::content::{Diagnostic, Severity};

/// A check as a SARIF log, on several lines and ending in a newline.
#[must_use]
pub fn sarif(report: &Report) -> String {
    let all =
        || report.files.iter().flat_map(|file| file.diagnostics.iter().map(move |d| (file, d)));
    let rules: BTreeMap<&str, &str> =
        all().map(|(_, diagnostic)| diagnostic.code.split_once(' ').unwrap_or_default()).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hotseat",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules
                    .iter()
                    .map(|(code, name)| json!({ "id": code, "name": name }))
                    .collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": all().map(|(file, diagnostic)| result(file, diagnostic)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn result(file: &FileReport, diagnostic: &Diagnostic) -> Value {
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
    json!({
        "ruleId": diagnostic.code.split(' ').next(),
        "level": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "note",
        },
        "message": { "text": format!("{}{help}", diagnostic.headline) },
        "locations": [location(file, diagnostic)],
    })
}

fn location(file: &FileReport, diagnostic: &Diagnostic) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&file.path) } });
    if let Some(label) = diagnostic.labels.first() {
        let (line, column) = line_and_column(&file.text, label.span.start);
        let (end_line, end_column) = line_and_column(&file.text, label.span.end);
        physical["region"] = json!({
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        });
    }
    json!({ "physicalLocation": physical })
}

/// A path as a reference (RFC 3986): all bytes but the unreserved and `/` escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::content::Label;

    #[test]
    fn a_code_host_is_told_file_line_and_rule() {
        let diagnostic = |severity, labels| Diagnostic {
            code: "HS002 unknown-key",
            severity,
            file: "rubrics/a/b.toml".to_owned(),
            headline: "`titel` is not a key of the top of the file".to_owned(),
            labels,
            help: Some("did you mean `title`?".to_owned()),
            fix: None,
        };
        let label = Label { span: 11..16, text: String::new() };
        let report = Report {
            looked_at: 1,
            files: vec![FileReport {
                path: "our library/rubrics/a/b.toml".to_owned(),
                on_disk: None,
                text: "format = 1\ntitel = \"Caf\u{e9}\"\n".to_owned(),
                diagnostics: vec![
                    diagnostic(Severity::Error, vec![label]),
                    diagnostic(Severity::Hint, Vec::new()),
                ],
            }],
        };
        assert_snapshot!(sarif(&report), @r#"
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "runs": [
            {
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "level": "error",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "our%20library/rubrics/a/b.toml"
                        },
                        "region": {
                          "endColumn": 6,
                          "endLine": 2,
                          "startColumn": 1,
                          "startLine": 2
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "`titel` is not a key of the top of the file; did you mean `title`?"
                  },
                  "ruleId": "HS002"
                },
                {
                  "level": "note",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "our%20library/rubrics/a/b.toml"
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "`titel` is not a key of the top of the file; did you mean `title`?"
                  },
                  "ruleId": "HS002"
                }
              ],
              "tool": {
                "driver": {
                  "name": "hotseat",
                  "rules": [
                    {
                      "id": "HS002",
                      "name": "unknown-key"
                    }
                  ],
                  "semanticVersion": "0.1.0"
                }
              }
            }
          ],
          "version": "2.1.0"
        }
        "#);
    }
}
