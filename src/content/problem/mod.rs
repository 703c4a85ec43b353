//! Every kind of problem that a file can have: its code, what is said of it, what to write instead.
//!
//! The prose lives here and in `help.rs`, and nowhere else.

mod code;
mod fix;
mod help;

use std::ops::Range;

use super::diagnostic::{Diagnostic, Label};
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
    /// A rubric of the library.
    Rubric,
}

impl Referent {
    fn place(self) -> &'static str {
        match self {
            Self::Rule => "rule of this criterion",
            Self::Question => "question of this scenario",
            Self::Exhibit => "exhibit of this scenario",
            Self::Group => "group of this rubric or of the lexicon",
            Self::Framework => "framework of the library",
            Self::Competency => "competency of the library",
            Self::Criterion => "criterion of the rubric",
            Self::Answer => "answer of the `.marked.toml` file",
            Self::Rubric => "rubric of the library",
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
        /// Where its value ends, and the beginning of the line that it belongs above.
        way: Option<(usize, usize)>,
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
    #[error("{} has no `{key}`", whole(.table))]
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
    #[error("{what} has more than {limit}")]
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
    #[error("{more} more {} in this file", if *.more == 1 { "problem" } else { "problems" })]
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
    #[error("nothing decides the level of {}", named(.id))]
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
    #[error("`{key} = {cap}` changes nothing: the {whose} highest level is {top}")]
    IdleCap {
        /// The key.
        key: &'static str,
        /// As written.
        cap: u8,
        /// What it caps: "criterion's" or "answer's".
        whose: &'static str,
        /// The highest level of that.
        top: u8,
    },
    /// A level that needs all that the next one needs.
    #[error("nobody gets level {at}: whoever meets it meets level {by}, too")]
    UngivenLevel {
        /// The level.
        at: u8,
        /// The one that takes its place.
        by: u8,
    },
    /// A weak rule that changes no level.
    #[error("the weak rule `{rule}` never counts: {why}")]
    IdleWeak {
        /// The rule.
        rule: String,
        /// Why not.
        why: String,
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
    #[error("`{key}` is a number without quotation marks")]
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
    /// A rubric's own group of a name that the lexicon has too.
    #[error("`{name}` hides the lexicon's group of that name")]
    HiddenGroup {
        /// The group.
        name: String,
    },
    /// Groups that stand for one another in a circle.
    #[error("the group `{name}` contains itself: {}", .way.join(" > "))]
    GroupCycle {
        /// The group.
        name: String,
        /// From the group back to itself.
        way: Vec<String>,
    },
    /// A file whose name cannot be an id.
    #[error("this file's name cannot be an id")]
    BadFileName,
    /// A TOML file where nothing is looked for.
    #[error("no file is read in this place")]
    LostFile,
    /// A file that cannot be read.
    #[error("this file cannot be read: {why}")]
    UnreadableFile {
        /// Why.
        why: String,
    },
    /// An exhibit without its file.
    #[error("there is no file `scenarios/{file}`")]
    MissingExhibit {
        /// Path below `scenarios/`.
        file: String,
        /// One that is spelt nearly so.
        near: Option<String>,
    },
    /// An exhibit whose file cannot be read.
    #[error("`scenarios/{file}` cannot be read: {why}")]
    UnreadableExhibit {
        /// Path below `scenarios/`.
        file: String,
        /// Why.
        why: String,
    },
    /// A file beside the exhibits that no scenario names.
    #[error("no scenario has this file as an exhibit")]
    UnusedExhibit,
    /// A rubric that no question uses.
    #[error("no question uses this rubric")]
    UnusedRubric,
    /// Marked answers or marks of a rubric that is not there.
    #[error("there is no rubric \"{rubric}\" for this file")]
    NoSuchRubric {
        /// The rubric, by this file's path.
        rubric: String,
    },
    /// An answer that nobody marked.
    #[error("nobody has marked the answer \"{id}\"")]
    UnmarkedAnswer {
        /// The answer.
        id: String,
    },
    /// Two levels of a criterion with one description.
    #[error("levels {below} and {at} of `{criterion}` have the same text")]
    SameLevelText {
        /// The criterion.
        criterion: String,
        /// The lower level.
        below: u8,
        /// The higher one.
        at: u8,
    },
    /// Wherever there is one right option, it is the longest.
    #[error("in all {count} choices, the right option is the longest")]
    LongestIsRight {
        /// How many choices there are.
        count: usize,
    },
    /// A rater's name that differs from the file's.
    #[error("`rater` is \"{found}\", but the file is named \"{name}.toml\"")]
    OtherRater {
        /// As written.
        found: String,
        /// The file's name without its ending.
        name: String,
    },
    /// A pattern that no text can satisfy.
    #[error("`{pattern}` can find nothing, whatever an answer says")]
    DeadPattern {
        /// As written.
        pattern: String,
    },
    /// A group of the rubric that no pattern names.
    #[error("no pattern of this rubric names `@{name}`")]
    UnusedGroup {
        /// The group.
        name: String,
    },
    /// A pattern that another of its rule makes needless.
    #[error("`{pattern}` finds nothing that `{by}` does not find")]
    SwallowedPattern {
        /// As written.
        pattern: String,
        /// The other one, as written.
        by: String,
    },
    /// Alternatives of which only one takes the choice behind it: `move|shift (it|them)`.
    #[error("`{bare}` is enough here: only `{word}` needs what stands beside it")]
    BareAlternative {
        /// The single words that find something alone, as written.
        bare: String,
        /// The word that does not.
        word: String,
    },
    /// A pattern that the question itself satisfies.
    #[error("`{pattern}` finds \"{words}\" in the question `{question}` itself")]
    FiresOnQuestion {
        /// As written.
        pattern: String,
        /// What it finds.
        words: String,
        /// The question.
        question: String,
    },
    /// A word of a level text that every rater understands in another way.
    #[error("\"{word}\" leaves it to each rater what that is")]
    VagueLevelText {
        /// As written.
        word: String,
    },
    /// A criterion without its follow-up or without advice.
    #[error("criterion `{criterion}` has no {missing}")]
    NoProbeOrAdvice {
        /// The criterion.
        criterion: String,
        /// What it lacks.
        missing: &'static str,
    },
    /// A criterion that outweighs all others.
    #[error("criterion `{criterion}` weighs {weight} of {all}, more than all others together")]
    OneCriterionDecides {
        /// The criterion.
        criterion: String,
        /// Its weight.
        weight: u32,
        /// The weights of all criteria that are computed.
        all: u32,
    },
    /// Two criteria that pay for the same words.
    #[error(
        "{shared} of the {of} patterns of criterion `{criterion}` are patterns of `{other}`, too"
    )]
    CriteriaAlike {
        /// The smaller of the two.
        criterion: String,
        /// The other.
        other: String,
        /// How many patterns both have.
        shared: usize,
        /// How many patterns the smaller one has.
        of: usize,
    },
    /// A sample answer that scores on another level than it stands for.
    #[error("this sample stands for level {level} and scores level {scored} ({percent} %)")]
    SampleOffLevel {
        /// As written.
        level: u8,
        /// By the rubric.
        scored: u8,
        /// By the rubric.
        percent: u8,
    },
    /// Levels that no marked answer tests.
    #[error("no answer is marked at {}", levels(.missing))]
    UntestedLevel {
        /// Those without an answer, rising.
        missing: Vec<u8>,
    },
    /// A rubric without marked answers.
    #[error("no answers are marked for this rubric")]
    UntestedRubric,
    /// A closed question that is soon guessed.
    #[error("{found} {what} are soon guessed")]
    TooShort {
        /// What there is too little of.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        least: usize,
    },
    /// A case that speaks of law and does not say as of when.
    #[error("the case speaks of law or guidance (\"{word}\") and has no `as_of`")]
    NoAsOf {
        /// The word that shows it.
        word: String,
    },
    /// A case whose facts were last checked more than a year ago.
    #[error("law and guidance were last checked on {as_of}, more than a year before {today}")]
    OldAsOf {
        /// As written.
        as_of: String,
        /// The day that was given.
        today: String,
    },
    /// More or less to do than the case says.
    #[error(
        "`minutes = {minutes}`, but reading takes about {reading} and the questions {answering}"
    )]
    MinutesOff {
        /// As written.
        minutes: u32,
        /// For brief, exhibits, injects and questions.
        reading: u32,
        /// Of the questions.
        answering: u32,
    },
    /// Wording that gives away which answer is wanted.
    #[error("\"{words}\" tells people what they are to think")]
    LeadingWording {
        /// As written.
        words: String,
    },
    /// A word that shuts people out, or that has a plainer one in its place.
    #[error("\"{word}\" shuts some people out")]
    ExcludingWord {
        /// As written.
        word: String,
        /// What to write instead.
        instead: &'static str,
    },
}

impl Problem {
    /// The problem of a file as a whole.
    #[must_use]
    pub fn of(&self, file: &str) -> Diagnostic {
        Diagnostic { labels: Vec::new(), ..self.at(file, 0..0) }
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
            fix: self.fix(),
        }
    }
}

/// The top of a file is the file, where something is not there at all.
fn whole(table: &str) -> &str {
    if table == "the top of the file" { "the file" } else { table }
}

/// A criterion, which may have no id.
fn named(criterion: &str) -> String {
    if criterion.is_empty() {
        "this criterion".to_owned()
    } else {
        format!("criterion \"{criterion}\"")
    }
}

fn points(number: u32) -> String {
    format!("{number} {}", if number == 1 { "point" } else { "points" })
}

/// `level 3`, `levels 1, 3`.
fn levels(levels: &[u8]) -> String {
    let numbers: Vec<String> = levels.iter().map(u8::to_string).collect();
    format!("level{} {}", if levels.len() == 1 { "" } else { "s" }, numbers.join(", "))
}
