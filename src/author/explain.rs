//! What there is to say of a code that the check reports: a page of `docs/lints/` each.
//!
//! A page is the handbook's reference and, with its examples, the specification of the code;
//! `tests/lints.rs` runs it.

use include_dir::{Dir, include_dir};

use crate::content::lower::nearest;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/lints");

/// The page of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// `HS042`.
    pub code: &'static str,
    /// `same-level-text`.
    pub name: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" is no code of a problem{}", did_you_mean(.near.as_ref()))]
pub struct UnknownCode {
    /// As asked for.
    pub found: String,
    /// One that is spelt nearly so, as `HS042 same-level-text`.
    pub near: Option<String>,
}

fn did_you_mean(near: Option<&String>) -> String {
    near.map_or_else(
        || ": write one as the check prints it, such as HS042 or same-level-text".to_owned(),
        |near| format!("; did you mean {near}?"),
    )
}

/// All pages, by their codes.
#[must_use]
pub fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = PAGES
        .files()
        .filter_map(|file| {
            let (code, name) = file.path().to_str()?.strip_suffix(".md")?.split_once('-')?;
            Some(Page { code, name, text: file.contents_utf8()? })
        })
        .collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// The page of a code by its number, its name, or both as the check prints them; in any case.
///
/// # Errors
/// That there is none, with the nearest one.
pub fn find(asked: &str) -> Result<Page, UnknownCode> {
    let pages = pages();
    let word = asked.trim().to_lowercase();
    // `HS042 same-level-text` and `HS042-same-level-text` begin with the code.
    let code = word.split([' ', '-']).next().unwrap_or_default();
    let is_meant = |page: &&Page| {
        page.name == word
            || [word.as_str(), code].iter().any(|own| page.code.eq_ignore_ascii_case(own))
    };
    if let Some(page) = pages.iter().find(is_meant) {
        return Ok(*page);
    }
    let names = pages.iter().map(|page| (page.name, page));
    let lower: Vec<(String, &Page)> =
        pages.iter().map(|page| (page.code.to_lowercase(), page)).collect();
    let known = names.chain(lower.iter().map(|(code, page)| (code.as_str(), *page)));
    let known: Vec<(&str, &Page)> = known.collect();
    let near = nearest(&word, known.iter().map(|(own, _)| *own));
    let near = known.iter().find(|(own, _)| Some(*own) == near).map(|(_, page)| *page);
    Err(UnknownCode {
        found: asked.to_owned(),
        near: near.map(|page| format!("{} {}", page.code, page.name)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_code_and_by_name() {
        for asked in [
            "HS042",
            "hs042",
            "same-level-text",
            "Same-Level-Text",
            "HS042 same-level-text",
            "HS042-same-level-text",
        ] {
            let page = find(asked).unwrap();
            assert_eq!((page.code, page.name), ("HS042", "same-level-text"), "{asked}");
            assert!(page.text.starts_with("# HS042 same-level-text\n"));
        }
    }

    #[test]
    fn for_a_code_that_is_none_the_nearest_is_named() {
        assert_eq!(
            find("same-level-txt").unwrap_err().to_string(),
            "\"same-level-txt\" is no code of a problem; did you mean HS042 same-level-text?"
        );
        assert_eq!(
            find("E0308").unwrap_err().to_string(),
            "\"E0308\" is no code of a problem: write one as the check prints it, such as HS042 or \
             same-level-text"
        );
        assert!(find("").is_err());
    }
}
