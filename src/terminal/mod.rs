//! The terminal: prompts, the answer box, Markdown to ANSI, colours and marks.
//!
//! The widgets take plain data and give plain data; only `feedback`, `bench`, `fit`, `agree`,
//! `attack`, `panel`, `preview`, `practice` and `marking` know of scenarios and scores. Text that strangers
//! wrote passes [`sanitize`](sanitize::sanitize) before it is shown.

pub mod agree;
pub mod answer_box;
pub mod attack;
pub mod bench;
pub mod choose;
pub mod console;
pub mod draft;
pub mod drill;
pub mod editor;
pub mod feedback;
pub mod fit;
pub mod interview;
pub mod markdown;
pub mod marking;
pub mod page;
pub mod panel;
pub mod plain;
pub mod practice;
pub mod preview;
pub mod progress;
pub mod prose;
pub mod sanitize;
pub mod screen;
pub mod table;
pub mod theme;
pub mod words;
pub mod workshop;
pub mod wrap;
