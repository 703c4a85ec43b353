//! Hotseat: cases that ask, read free-text answers, score them against an open rubric with the
//! person's own words as evidence, and show how a strong answer is built.

pub mod author;
pub mod content;
pub mod library;
pub mod report;
