//! What axe-core finds on a page: the rules of WCAG 2.2 A and AA, and its best practices.

use std::path::Path;

use serde_json::Value;

use super::Browser;
use super::driver::leave_out;

const SCRIPT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/target/axe/node_modules/axe-core/axe.min.js");

const RUN: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, {
    runOnly: {
        type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
}).then(
    found => done({ violations: found.violations }),
    error => done({ error: String(error) }),
);
"#;

/// Whether axe-core is installed.
pub(super) fn is_here() -> bool {
    Path::new(SCRIPT).exists()
}

#[allow(dead_code)]
impl Browser {
    /// axe-core finds nothing on the page as it is now.
    #[track_caller]
    pub fn axe(&self) {
        let found = self.axe_finds();
        if !found.is_empty() {
            self.fail(&format!("axe-core finds:\n{}", found.join("\n")));
        }
    }

    /// Each violation with its id, what to do about it, and where.
    #[track_caller]
    pub fn axe_finds(&self) -> Vec<String> {
        if !is_here() {
            leave_out("the look of axe-core", "axe-core is not in target/axe: .ci/run installs it");
            return Vec::new();
        }
        // In one script with the library, which a page's own policy never gets to see.
        let script = format!("{}\n{RUN}", std::fs::read_to_string(SCRIPT).unwrap());
        let result = self.with_scripts(|| self.run_async(&script));
        let Some(violations) = result["violations"].as_array() else {
            self.fail(&format!("axe-core did not run: {result}"));
        };
        violations.iter().map(describe).collect()
    }
}

fn describe(violation: &Value) -> String {
    let mut lines = vec![format!("{}: {}", words(&violation["id"]), words(&violation["help"]))];
    for node in violation["nodes"].as_array().into_iter().flatten() {
        let targets: Vec<String> =
            node["target"].as_array().into_iter().flatten().map(words).collect();
        let summary = words(&node["failureSummary"]).replace('\n', " ");
        lines.push(format!("    {}  ({summary})", targets.join(" ")));
    }
    lines.join("\n")
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
