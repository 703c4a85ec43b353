//! The terminal: prompts, the answer box, Markdown to ANSI, colours and marks.
//!
//! The widgets here take plain data and give plain data; they know nothing of scenarios, scores or
//! stores. Text that strangers wrote passes [`sanitize`](sanitize::sanitize) before it is shown.

pub mod answer_box;
pub mod choose;
pub mod console;
pub mod draft;
pub mod editor;
pub mod markdown;
pub mod plain;
pub mod prose;
pub mod sanitize;
pub mod screen;
pub mod table;
pub mod theme;
pub mod words;
pub mod wrap;
