//! Names by which content refers to content. One newtype each, so that a criterion's id cannot be
//! handed to something that wants a question's.
//!
//! Nearly all are short enough to be copied without an allocation, as every assessment does.

use std::borrow::Borrow;
use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest id that is accepted, in bytes.
pub const MAX_ID_LEN: usize = 64;

/// Whether `text` can be an id: lower-case letters, digits and single hyphens between them, at most
/// [`MAX_ID_LEN`] bytes. Ids become file names, so nothing else is let through.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_ID_LEN
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The id that somebody who wrote `text` probably means: its words in small letters without accents,
/// joined by hyphens, as many as fit. None where it has no letter or digit that an id may have.
#[must_use]
pub fn id_from(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() > MAX_ID_LEN {
            // The last word does not fit; one that fills an id alone is cut.
            id.truncate(id.rfind('-').unwrap_or(MAX_ID_LEN));
            break;
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    Some(id).filter(|id| is_id(id))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CompactString);

        impl $name {
            /// Takes `text` as it is; whether it [`is_id`] was decided where it was read.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(CompactString::from(text.into()))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
    };
}

id!(
    /// A scenario: the name of its file.
    ScenarioId
);
id!(
    /// A question within its scenario.
    QuestionId
);
id!(
    /// An exhibit within its scenario.
    ExhibitId
);
id!(
    /// An inject within its scenario.
    InjectId
);
id!(
    /// An option of a choice; stored answers name it, so that texts may be edited.
    OptionId
);
id!(
    /// A criterion within its rubric.
    CriterionId
);
id!(
    /// An evidence rule within its criterion; a phase, as `framework.phase`, where a framework is
    /// the evidence.
    RuleId
);
id!(
    /// A framework: the name of its file.
    FrameworkId
);
id!(
    /// A phase within its framework.
    PhaseId
);
id!(
    /// A rubric: `scenario/question`, its path below `rubrics/` without the ending.
    RubricId
);
id!(
    /// A competency, by its full name as the library's manifest lists it.
    Competency
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_is_made_of_the_words_of_a_title() {
        for (text, id) in [
            ("A night on the ward", Some("a-night-on-the-ward")),
            ("  Night -- Shift! ", Some("night-shift")),
            ("Café №2", Some("cafe-2")),
            ("§§§", None),
            ("", None),
        ] {
            assert_eq!(id_from(text).as_deref(), id, "{text:?}");
        }
        let long = format!("{} {}", "a".repeat(60), "b".repeat(60));
        assert_eq!(id_from(&long), Some("a".repeat(60)));
        assert_eq!(id_from(&"a".repeat(100)), Some("a".repeat(MAX_ID_LEN)));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_an_id_and_proposes_itself(text in r"\PC{0,90}|[a-z -]{0,90}") {
            if let Some(id) = id_from(&text) {
                prop_assert!(is_id(&id));
                prop_assert_eq!(id_from(&id), Some(id));
            }
        }
    }
}
