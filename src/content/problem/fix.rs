//! Mends that need no judgement: there is one way, and it changes nothing else.

use super::super::diagnostic::Fix;
use super::super::file::FORMAT;
use super::{Problem, Referent};

impl Problem {
    /// What a program can do about it.
    #[must_use]
    pub fn fix(&self) -> Option<Fix> {
        let replace =
            |old: &str, new: &str| Some(Fix::Replace { old: old.to_owned(), new: new.to_owned() });
        match self {
            Self::UnknownKey { key: old, near: Some(new), .. }
            | Self::UnknownWord { found: old, near: Some(new), .. }
            | Self::OtherRater { found: old, name: new } => replace(old, new),
            // Marks name answers and criteria by their keys, and the right key may be there, too.
            Self::Unknown { what: Referent::Answer | Referent::Criterion, .. } => None,
            Self::Unknown { name: old, near: Some(new), .. } => replace(old, new),
            Self::BareNumber { found, .. } => replace(found, &format!("\"{found}\"")),
            Self::IdInFile { found, id } if found == id => Some(Fix::RemoveLine),
            Self::MissingKey { key: "format", .. } => {
                Some(Fix::Begin(format!("format = {FORMAT}")))
            }
            Self::MisplacedKey { way: Some((end, to)), .. } => {
                Some(Fix::Move { end: *end, to: *to })
            }
            _ => None,
        }
    }
}
