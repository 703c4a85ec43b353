//! How much is accepted. Content comes from strangers, and every size of it is bounded.

/// The largest file that is read, in bytes; exhibits too.
pub const MAX_FILE: usize = 1 << 20;
/// The longest single text, in bytes.
pub const MAX_TEXT: usize = 64 << 10;
/// The most entries of one list: questions, criteria, rules, patterns.
pub const MAX_ENTRIES: usize = 200;
/// The most marked answers of one file, and the most groups of a lexicon.
pub const MAX_ANSWERS: usize = 2_000;
/// The highest place in the order in which a rater marked.
pub const MAX_NTH: u32 = 10_000;
/// The most problems that are listed for one file.
pub const MAX_PROBLEMS: usize = 200;
/// The highest level that any scale or criterion may have.
pub const MAX_LEVEL: u8 = 9;
/// The highest weight of a criterion, and the most points of a rule or a level.
pub const MAX_SHARE: u32 = 100;
/// The most words between the parts of a pattern.
pub const MAX_WITHIN: u32 = 100;
/// The most minutes that a question or a scenario may advise.
pub const MAX_MINUTES: u32 = 10_000;
/// The longest path of an exhibit, in bytes.
pub const MAX_PATH: usize = 200;
/// The endings that an exhibit may have.
pub const EXHIBIT_ENDINGS: [&str; 5] = ["md", "csv", "json", "toml", "txt"];
