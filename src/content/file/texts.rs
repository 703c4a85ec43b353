//! The texts that files are made of, with what an editor can check of them.
//!
//! [`super::super::lower`] decides; a schema here refuses only what it refuses.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::super::ids::MAX_ID_LEN;
use super::super::limits::{MAX_ENTRIES, MAX_TEXT};
use super::super::pattern::MAX_LEN;

/// One line or nothing, which `minLength` refuses in plainer words.
const LINE: &str = r"^(\s*\S[^\n]*\s*)?$";
/// Anything but blanks.
const SAID: &str = r"^$|\S";
/// What [`super::super::ids::is_id`] accepts.
pub(super) const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const RUBRIC: &str = r"^\s*[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*\s*$";
const DECIMAL: &str = r"^\s*[-+]?[0-9]([0-9.]*[0-9])?\s*$";
const SHARE: &str = r"^\s*([+]?[0-9]([0-9.]*[0-9])?|-[0.]+)\s*$";
const LANGUAGE: &str = r"^\s*[a-z]{2}\s*$";
/// Below `scenarios/`, no part of it beginning with a dot.
const PATH: &str = concat!(
    r"^\s*([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*",
    r"\.(md|csv|json|toml|txt)\s*$"
);
/// No operator at either end, and every quotation mark closed.
const PATTERN: &str =
    concat!(r#"^(([^"|+>]|"[^"]*")"#, r#"(([^"]|"[^"]*")*([^"|+>]|"[^"]*"))?)?$"#);

macro_rules! text {
    ($(#[doc = $doc:literal])* $name:ident, $($key:literal: $value:expr),+) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "description": concat!($($doc),*).trim(),
                    $($key: $value),+
                })
            }
        }
    };
}

text!(
    /// Text, perhaps of several lines.
    Text, "minLength": 1, "maxLength": MAX_TEXT, "pattern": SAID
);
text!(
    /// Text on one line.
    Line, "minLength": 1, "maxLength": MAX_TEXT, "pattern": LINE
);
text!(
    /// Lower-case letters, digits, hyphens.
    Id, "maxLength": MAX_ID_LEN, "pattern": ID
);
text!(
    /// Words to look for: `a|b` one of them, `a + b` both in any order, `a > b` both in this order.
    Phrase, "minLength": 1, "maxLength": MAX_LEN, "pattern": PATTERN
);
text!(
    /// A rubric, as scenario/question.
    RubricName, "pattern": RUBRIC
);
text!(
    /// A number as decimal text in quotes.
    Decimal, "pattern": DECIMAL
);
text!(
    /// A distance as decimal text in quotes, not negative.
    Distance, "pattern": SHARE
);
text!(
    /// Two letters.
    Language, "pattern": LANGUAGE
);
text!(
    /// A path below `scenarios/`, with `/` between its parts.
    ExhibitPath, "pattern": PATH
);

/// Patterns. One of them is enough.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Phrases(#[schemars(length(min = 1, max = MAX_ENTRIES))] pub Vec<Phrase>);
