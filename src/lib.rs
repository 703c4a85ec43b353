//! Hotseat: cases that ask, read free-text answers, score them against an open rubric with the
//! person's own words as evidence, and show how a strong answer is built.

pub mod agreement;
pub mod author;
pub mod cli;
pub mod content;
pub mod interview;
pub mod library;
pub mod report;
pub mod scoring;
pub mod session;
pub mod store;
pub mod study;
pub mod terminal;
pub mod web;
