//! A named set of phases, such as PDCA or the functions of the NIST AI RMF.

use super::ids::{FrameworkId, PhaseId};
use super::pattern::Pattern;

/// One framework file, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    /// The name of the file.
    pub id: FrameworkId,
    /// Its full name.
    pub title: String,
    /// Other names; a name alone covers nothing.
    pub aliases: Vec<String>,
    /// Whether the phases have an order.
    pub ordered: bool,
    /// In their order, where there is one.
    pub phases: Vec<Phase>,
}

/// One phase of a framework.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Within the framework.
    pub id: PhaseId,
    /// Its name.
    pub title: String,
    /// What belongs there.
    pub belongs: Option<String>,
    /// One of them covers it.
    pub any: Vec<Pattern>,
}
