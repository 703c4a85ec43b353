//! Values as text for people and programs. Never opens a store.

pub mod attempt;
pub mod diagnostics;
pub mod sarif;
