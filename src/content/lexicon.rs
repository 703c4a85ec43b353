//! Named groups of ways to say a thing, shared by all rubrics of a library.

use std::collections::BTreeMap;

use super::pattern::Pattern;

/// The library's `lexicon.toml`, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// By name, as written after `@`.
    pub groups: BTreeMap<String, Vec<Pattern>>,
}
