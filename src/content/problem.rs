//! Every kind of problem that a file can have: its code, what is said of it, what to write instead.
//!
//! The prose lives here and nowhere else. Codes are stable: they are never reused, and a kind that
//! goes leaves a gap.

use std::ops::Range;

use super::diagnostic::{Diagnostic, Label, Severity};
use super::file::FORMAT;
use super::ids::MAX_ID_LEN;
use super::pattern::PatternErrorKind;

/// What a name in a file refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referent {
    /// A rule of the same criterion.
    Rule,
    /// A question of the scenario.
    Question,
    /// An exhibit of the scenario.
    Exhibit,
    /// A group of the rubric or the lexicon.
    Group,
    /// A framework of the library.
    Framework,
    /// A competency of the library's manifest.
    Competency,
    /// A criterion of the rubric.
    Criterion,
    /// An answer of the `.marked.toml` file.
    Answer,
}

impl Referent {
    fn code(self) -> &'static str {
        match self {
            Self::Rule => "HS020 unknown-rule",
            Self::Question => "HS021 unknown-question",
            Self::Exhibit => "HS022 unknown-exhibit",
            Self::Group => "HS023 unknown-group",
            Self::Framework => "HS024 unknown-framework",
            Self::Competency => "HS025 unknown-competency",
            Self::Criterion => "HS026 unknown-criterion",
            Self::Answer => "HS027 unknown-answer",
        }
    }

    fn place(self) -> &'static str {
        match self {
            Self::Rule => "rule of this criterion",
            Self::Question => "question of this scenario",
            Self::Exhibit => "exhibit of this scenario",
            Self::Group => "group of this rubric or of the lexicon",
            Self::Framework => "framework of the library",
            Self::Competency => "competency of the library",
            Self::Criterion => "criterion of the rubric",
            Self::Answer => "answer of the marked answers",
        }
    }
}

/// One kind of problem with what is particular to the case. Its `Display` is the headline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not TOML.
    #[error("{what}")]
    Syntax {
        /// What is wrong.
        what: String,
        /// What to write, where the cause is a common one.
        help: Option<String>,
    },
    /// A key that its table does not have.
    #[error("`{key}` is not a key of {table}")]
    UnknownKey {
        /// As written.
        key: String,
        /// The table, as shown to people.
        table: String,
        /// A key of it that is spelt nearly so.
        near: Option<String>,
        /// All keys of it.
        known: Vec<&'static str>,
    },
    /// A key of another table.
    #[error("`{key}` stands in {table}, but belongs to {home}")]
    MisplacedKey {
        /// As written.
        key: String,
        /// Where it stands.
        table: String,
        /// Where it belongs.
        home: String,
        /// How to get it there.
        help: String,
    },
    /// A key of another kind of question.
    #[error("`{key}` is not a key of a question of kind \"{kind}\"")]
    KeyOfOtherKind {
        /// As written.
        key: String,
        /// This question's kind.
        kind: &'static str,
        /// The kinds that have the key.
        kinds: String,
    },
    /// A value of another type.
    #[error("`{key}` is {found}, but should be {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What is there.
        found: &'static str,
        /// What should be.
        expected: &'static str,
        /// How to write it.
        help: Option<&'static str>,
    },
    /// A key that must be there.
    #[error("{table} has no `{key}`")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// The table, as shown to people.
        table: String,
        /// How to write it.
        example: String,
    },
    /// Another version of the format.
    #[error("this file says `format = {found}`, which this version cannot read")]
    UnsupportedFormat {
        /// As written.
        found: String,
    },
    /// More than is accepted.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// The file, the text or the list.
        what: String,
        /// With its unit.
        limit: String,
    },
    /// A character that no text needs and that can deceive a reader or a terminal.
    #[error("`{key}` contains the invisible character U+{code:04X}")]
    ControlCharacter {
        /// The key.
        key: String,
        /// Code point.
        code: u32,
    },
    /// Nothing where something must be.
    #[error("`{key}` is empty")]
    Empty {
        /// The key.
        key: String,
    },
    /// A line break in what is shown on one line.
    #[error("`{key}` runs over several lines")]
    SeveralLines {
        /// The key.
        key: String,
    },
    /// A word that is none of those that can be chosen.
    #[error("`{key}` is \"{found}\", which is none of {allowed}")]
    UnknownWord {
        /// The key.
        key: String,
        /// As written.
        found: String,
        /// All that can be chosen.
        allowed: String,
        /// One that is spelt nearly so.
        near: Option<String>,
    },
    /// A number too small or too large.
    #[error("`{key}` is {found}, but should be from {least} to {most}")]
    OutOfRange {
        /// The key.
        key: String,
        /// As written.
        found: String,
        /// The least that is accepted.
        least: u32,
        /// The most that is accepted.
        most: u32,
    },
    /// An `id` at the top of a file whose name is its id.
    #[error("`id = \"{found}\"` has no place here: the file's name is the id")]
    IdInFile {
        /// As written.
        found: String,
        /// By the file's name.
        id: String,
    },
    /// More problems than are listed.
    #[error("there are {more} more problems in this file")]
    More {
        /// How many are not listed.
        more: usize,
    },
    /// Text that cannot be an id.
    #[error("\"{found}\" cannot be an id")]
    BadId {
        /// As written.
        found: String,
        /// One that could.
        instead: Option<String>,
    },
    /// Text that cannot name a rubric.
    #[error("\"{found}\" cannot name a rubric")]
    BadRubricId {
        /// As written.
        found: String,
    },
    /// A second thing of the same id.
    #[error("the id \"{id}\" is taken")]
    DuplicateId {
        /// The id.
        id: String,
        /// Line of the first, from 1.
        line: usize,
    },
    /// A name that has a meaning of its own.
    #[error("a criterion cannot have the id \"{id}\"")]
    ReservedId {
        /// The id.
        id: String,
    },
    /// A name of nothing.
    #[error("\"{name}\" is no {}", .what.place())]
    Unknown {
        /// What it should name.
        what: Referent,
        /// As written.
        name: String,
        /// One that is spelt nearly so.
        near: Option<String>,
        /// Some that there are.
        known: Vec<String>,
    },
    /// Cuts and scale do not fit.
    #[error("{found} cuts for a scale of {names} levels")]
    NumberOfCuts {
        /// How many cuts.
        found: usize,
        /// How many names the scale has.
        names: usize,
    },
    /// Cuts that do not rise.
    #[error("the cut {cut} does not rise above {before}, the one before it")]
    FallingCuts {
        /// This cut.
        cut: u8,
        /// The one before.
        before: u8,
    },
    /// Level rules that do not rise by `at`.
    #[error("level {at} comes after level {before}")]
    LevelsOutOfOrder {
        /// This level.
        at: u8,
        /// The one before.
        before: u8,
    },
    /// A higher level that needs fewer points.
    #[error("level {at} needs {}, fewer than the {before} of the level below it", points(*.needs))]
    FallingNeeds {
        /// This level.
        at: u8,
        /// Its points.
        needs: u32,
        /// Points of the level below.
        before: u32,
    },
    /// A level that no answer can reach.
    #[error("nobody can reach level {at}: it needs {} and the rules give {most}", points(*.needs))]
    UnreachableLevel {
        /// The level.
        at: u8,
        /// Its points.
        needs: u32,
        /// All that the rules give.
        most: u32,
    },
    /// A pattern that does not parse.
    #[error("{kind}")]
    BadPattern {
        /// Why.
        kind: PatternErrorKind,
    },
    /// A criterion that nothing decides.
    #[error("nothing decides the level of criterion \"{id}\"")]
    NoBasis {
        /// The criterion.
        id: String,
    },
    /// Keys that exclude one another.
    #[error("`{key}` has no place beside `{other}`")]
    Excludes {
        /// This key.
        key: &'static str,
        /// The other.
        other: &'static str,
    },
    /// A level that the scale does not have.
    #[error("`{key}` is {level}, but the highest level here is {top}")]
    LevelBeyond {
        /// The key.
        key: String,
        /// As written.
        level: u8,
        /// The highest.
        top: u8,
    },
    /// A cap that takes nothing away.
    #[error("`cap = {cap}` changes nothing: the criterion's highest level is {top}")]
    IdleCap {
        /// As written.
        cap: u8,
        /// The criterion's highest level.
        top: u8,
    },
    /// A list with too few entries.
    #[error("`{key}` needs at least {least} entries and has {found}")]
    TooFew {
        /// The key.
        key: String,
        /// How many there are.
        found: usize,
        /// How many there must be.
        least: usize,
    },
    /// A choice without a right option.
    #[error("no option is marked `correct = true`")]
    NoCorrectOption,
    /// A choice of one with several right options.
    #[error("{found} options are correct, but `pick = \"one\"` lets the trainee pick one")]
    SeveralCorrectOptions {
        /// How many.
        found: usize,
    },
    /// The same text twice where each must be its own.
    #[error("\"{text}\" stands here a second time")]
    Repeated {
        /// The text.
        text: String,
    },
    /// An entry of `pairs` that is no pair.
    #[error("a pair has two sides, this one has {found}")]
    NotAPair {
        /// How many sides.
        found: usize,
    },
    /// Text that is no decimal number.
    #[error("\"{found}\" is not a decimal number")]
    NotADecimal {
        /// As written.
        found: String,
    },
    /// A bare number where decimal text is wanted.
    #[error("`{key}` is a bare number")]
    BareNumber {
        /// The key.
        key: String,
        /// As written.
        found: String,
    },
    /// A tolerance below zero.
    #[error("the tolerance {found} is negative")]
    NegativeTolerance {
        /// As written.
        found: String,
    },
    /// A mistake that counts as right.
    #[error("the mistake {found} is accepted as right")]
    AcceptedMistake {
        /// The mistake's figure.
        found: String,
    },
    /// A path that could leave the library, or that other systems read differently.
    #[error("\"{path}\" cannot be the path of an exhibit: {why}")]
    BadPath {
        /// As written.
        path: String,
        /// Why not.
        why: &'static str,
    },
    /// A rater's name that differs from the file's.
    #[error("`rater` is \"{found}\", but the file is named \"{name}.toml\"")]
    OtherRater {
        /// As written.
        found: String,
        /// The file's name without its ending.
        name: String,
    },
}

impl Problem {
    /// Stable code and name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "HS001 syntax",
            Self::UnknownKey { .. } => "HS002 unknown-key",
            Self::MisplacedKey { .. } => "HS003 misplaced-key",
            Self::WrongType { .. } => "HS004 wrong-type",
            Self::MissingKey { .. } => "HS005 missing-key",
            Self::KeyOfOtherKind { .. } => "HS006 key-of-other-kind",
            Self::UnsupportedFormat { .. } => "HS007 unsupported-format",
            Self::TooLarge { .. } => "HS008 too-large",
            Self::ControlCharacter { .. } => "HS009 control-character",
            Self::Empty { .. } => "HS010 empty",
            Self::SeveralLines { .. } => "HS011 several-lines",
            Self::UnknownWord { .. } => "HS012 unknown-word",
            Self::OutOfRange { .. } => "HS013 out-of-range",
            Self::IdInFile { .. } => "HS014 id-in-file",
            Self::BadId { .. } => "HS015 bad-id",
            Self::DuplicateId { .. } => "HS016 duplicate-id",
            Self::ReservedId { .. } => "HS017 reserved-id",
            Self::BadRubricId { .. } => "HS018 bad-rubric-id",
            Self::More { .. } => "HS019 more",
            Self::Unknown { what, .. } => what.code(),
            Self::NumberOfCuts { .. } => "HS030 number-of-cuts",
            Self::FallingCuts { .. } => "HS031 falling-cuts",
            Self::LevelsOutOfOrder { .. } => "HS032 levels-out-of-order",
            Self::FallingNeeds { .. } => "HS033 falling-needs",
            Self::UnreachableLevel { .. } => "HS034 unreachable-level",
            Self::BadPattern { .. } => "HS035 bad-pattern",
            Self::NoBasis { .. } => "HS036 no-basis",
            Self::Excludes { .. } => "HS037 excludes",
            Self::LevelBeyond { .. } => "HS038 level-beyond",
            Self::IdleCap { .. } => "HS039 idle-cap",
            Self::TooFew { .. } => "HS050 too-few",
            Self::NoCorrectOption => "HS051 no-correct-option",
            Self::SeveralCorrectOptions { .. } => "HS052 several-correct-options",
            Self::Repeated { .. } => "HS053 repeated",
            Self::NotAPair { .. } => "HS054 not-a-pair",
            Self::NotADecimal { .. } => "HS055 not-a-decimal",
            Self::BareNumber { .. } => "HS056 bare-number",
            Self::NegativeTolerance { .. } => "HS057 negative-tolerance",
            Self::AcceptedMistake { .. } => "HS058 accepted-mistake",
            Self::BadPath { .. } => "HS059 bad-path",
            Self::OtherRater { .. } => "HS060 other-rater",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::IdleCap { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Syntax { help, .. } => return help.clone(),
            Self::UnknownKey { near: Some(near), .. }
            | Self::UnknownWord { near: Some(near), .. }
            | Self::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { known, .. } if known.is_empty() => return None,
            Self::UnknownKey { known, .. } => format!("its keys are {}", quoted(known)),
            Self::MisplacedKey { help, .. } => help.clone(),
            Self::KeyOfOtherKind { kinds, .. } => {
                format!("remove it, or change `kind`: {kinds} has this key")
            }
            Self::WrongType { help, .. } => return help.map(str::to_owned),
            Self::MissingKey { example, .. } => format!("add `{example}`"),
            Self::UnsupportedFormat { .. } => {
                format!("write `format = {FORMAT}`, or use the version that the file is for")
            }
            Self::TooLarge { .. } => "split it, or cut it down".to_owned(),
            Self::ControlCharacter { .. } => {
                "delete it; tabs and line breaks are the only ones that texts need".to_owned()
            }
            Self::Empty { .. } => "write something, or remove the key if it is optional".to_owned(),
            Self::SeveralLines { .. } => "write it on one line".to_owned(),
            Self::UnknownWord { .. } | Self::OutOfRange { .. } => return None,
            Self::IdInFile { found, id } if found == id => "remove this line".to_owned(),
            Self::IdInFile { id, .. } => {
                format!("remove this line, or rename the file: its name makes it \"{id}\"")
            }
            Self::More { .. } => "mend those above and check again".to_owned(),
            Self::BadId { instead: Some(instead), .. } => format!("write \"{instead}\""),
            Self::BadId { .. } => format!(
                "use lower-case letters, digits and single hyphens, at most {MAX_ID_LEN} of them"
            ),
            Self::BadRubricId { .. } => {
                "write `scenario/question`, such as \"credit-fairness/gate\"".to_owned()
            }
            Self::DuplicateId { line, .. } => {
                format!("the first one is on line {line}; give this one another id")
            }
            Self::ReservedId { .. } => {
                "marks use this word for the level of the whole answer; take another".to_owned()
            }
            Self::Unknown { known, what, .. } => match (known.is_empty(), what) {
                (true, Referent::Exhibit) => "this scenario has no exhibits".to_owned(),
                (true, _) => return None,
                (false, _) => format!("there are {}", quoted(known)),
            },
            Self::NumberOfCuts { names, .. } => {
                format!("write {}: one for each level above the lowest", names.saturating_sub(1))
            }
            Self::FallingCuts { .. } => "write them from low to high".to_owned(),
            Self::LevelsOutOfOrder { .. } => "write each level once, from low to high".to_owned(),
            Self::FallingNeeds { before, .. } => {
                format!("write `needs = {before}` or more, or lower the level below it")
            }
            Self::UnreachableLevel { at, .. } if *at >= 2 => {
                "lower `needs` or add rules; weak rules count for level 1 only".to_owned()
            }
            Self::UnreachableLevel { .. } => "lower `needs`, or add rules".to_owned(),
            Self::BadPattern { kind } => kind.help().to_owned(),
            Self::NoBasis { .. } => "add `[criterion.evidence]` with rules, or \
                `framework = \"...\"`, or `by = \"person\"`"
                .to_owned(),
            Self::Excludes { key, other } => format!("remove `{key}` or `{other}`"),
            Self::LevelBeyond { top, .. } => format!("write a level from 0 to {top}"),
            Self::IdleCap { top, .. } => {
                format!("write a level below {top}, or remove the statement")
            }
            Self::TooFew { .. } => return None,
            Self::NoCorrectOption => "mark the right one, or those that are right".to_owned(),
            Self::SeveralCorrectOptions { .. } => {
                "leave one of them correct, or write `pick = \"all\"`".to_owned()
            }
            Self::Repeated { .. } => {
                "a trainee could not tell the two apart: change one or remove it".to_owned()
            }
            Self::NotAPair { .. } => "write [\"left\", \"right\"]".to_owned(),
            Self::NotADecimal { found } => decimal_help(found),
            Self::BareNumber { found, .. } => {
                format!("put it in quotes, so that it stays exact: \"{found}\"")
            }
            Self::NegativeTolerance { .. } => {
                "write how far off is still right, either way, such as \"0.005\"".to_owned()
            }
            Self::AcceptedMistake { .. } => {
                "make the tolerance smaller, or correct the figure".to_owned()
            }
            Self::BadPath { .. } => "write a path below `scenarios/`, such as \
                \"credit-fairness/metrics.csv\", ending in md, csv, json, toml or txt"
                .to_owned(),
            Self::OtherRater { name, .. } => {
                format!("write `rater = \"{name}\"`, or rename the file")
            }
        };
        Some(help)
    }

    /// The problem at its place.
    #[must_use]
    pub fn at(&self, file: &str, span: Range<usize>) -> Diagnostic {
        Diagnostic {
            code: self.code(),
            severity: self.severity(),
            file: file.to_owned(),
            headline: self.to_string(),
            labels: vec![Label { span, text: String::new() }],
            help: self.help(),
        }
    }
}

/// `a`, `b`, `c`: at most a dozen.
fn quoted<T: AsRef<str>>(words: &[T]) -> String {
    let mut list: Vec<String> =
        words.iter().take(12).map(|word| format!("`{}`", word.as_ref())).collect();
    if words.len() > 12 {
        list.push("...".to_owned());
    }
    list.join(", ")
}

fn points(number: u32) -> String {
    format!("{number} {}", if number == 1 { "point" } else { "points" })
}

fn decimal_help(found: &str) -> String {
    let trimmed = found.trim();
    if let Some(number) = trimmed.strip_suffix('%') {
        return format!("write \"{}\" and `unit = \"%\"`", number.trim());
    }
    if trimmed.matches(',').count() == 1 && !trimmed.contains('.') {
        return format!("write a decimal point: \"{}\"", trimmed.replace(',', "."));
    }
    "write digits and at most one decimal point, such as \"0.72\"".to_owned()
}
