//! Values as text for people and programs. Never opens a store.

pub mod attempt;
pub mod cells;
pub mod diagnostics;
pub mod panel;
pub mod room;
pub mod sarif;
