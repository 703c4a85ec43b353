//! Values as text for people and programs. Never opens a store and never prints.

pub mod diagnostics;
