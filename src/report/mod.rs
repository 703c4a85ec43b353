//! Values as text for people and programs. Never opens a store.

pub mod anki;
pub mod attempt;
pub mod cells;
pub mod diagnostics;
pub mod html;
pub mod markdown;
pub mod marks;
pub mod panel;
pub mod room;
pub mod sarif;
pub mod sheet;
pub mod whole;
pub mod words;
pub mod xapi;
