//! `docs/handbook/lints.md`, made from the pages.

use super::page::Page;

const INTRO: &str = "\
# What `hotseat check` reports

<!-- Made from docs/lints by `HOTSEAT_BLESS=1 cargo test lints`. -->

An error makes a file unusable until it is mended; a warning is something that works and that you would want to know; a hint is advice. `hotseat check --fix` mends what needs no judgement. Codes stay the same from version to version. `hotseat check --explain CODE` shows a page in the terminal, by its code or its name. The examples on the pages are variations of [one small library](../lints/README.md).
";

const GROUPS: [(&str, &str); 5] = [
    ("file", "Files and keys"),
    ("name", "Ids and names"),
    ("rubric", "Rubrics"),
    ("question", "Scenarios and questions"),
    ("library", "The library as a whole"),
];

/// Whether a page may name this group.
pub fn is_group(name: &str) -> bool {
    GROUPS.iter().any(|(own, _)| *own == name)
}

/// In a word.
fn mended(problems: &[bool]) -> &'static str {
    match (problems.contains(&true), problems.contains(&false)) {
        (true, false) => "yes",
        (true, true) => "some",
        _ => "",
    }
}

/// The chapter, of pages with their codes and names. `mends` says of each problem in a page's
/// examples whether the program can mend it.
pub fn chapter(pages: &[(&str, &str, &Page)], mends: impl Fn(&str, &Page) -> Vec<bool>) -> String {
    let mut text = INTRO.to_owned();
    for (group, title) in GROUPS {
        text.push_str(&format!(
            "\n## {title}\n\n| code | name | severity | what | `--fix` |\n|---|---|---|---|---|\n"
        ));
        for (code, name, page) in pages.iter().filter(|(_, _, page)| page.group == group) {
            let mends = mended(&mends(&format!("{code} {name}"), page));
            text.push_str(&format!(
                "| [{code}](../lints/{code}-{name}.md) | {name} | {} | {} | {mends} |\n",
                page.severity,
                page.what.replace('|', "\\|")
            ));
        }
    }
    text
}
