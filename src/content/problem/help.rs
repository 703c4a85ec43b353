//! What to write instead.

use super::super::file::FORMAT;
use super::super::ids::{MAX_ID_LEN, is_id};
use super::{Problem, Referent};

impl Problem {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Syntax { help: Some(help), .. } => help.clone(),
            Self::Syntax { help: None, .. } => {
                "write `key = value`, with texts in quotation marks".to_owned()
            }
            Self::UnknownKey { near: Some(near), .. }
            | Self::UnknownWord { near: Some(near), .. }
            | Self::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownKey { known, .. } if known.is_empty() => "remove it".to_owned(),
            Self::UnknownKey { known, .. } => format!("its keys are {}", quoted(known)),
            Self::MisplacedKey { help, .. } => help.clone(),
            Self::KeyOfOtherKind { kinds, .. } => {
                format!("remove it, or change `kind`: {kinds} has this key")
            }
            Self::WrongType { help: Some(help), .. } => (*help).to_owned(),
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
            // The headline says what should be there.
            Self::WrongType { help: None, .. }
            | Self::UnknownWord { .. }
            | Self::OutOfRange { .. }
            | Self::TooFew { .. }
            | Self::UnreadableFile { .. }
            | Self::UnreadableExhibit { .. } => return None,
            Self::IdInFile { found, id } if found == id => "remove this line".to_owned(),
            Self::IdInFile { id, .. } => {
                format!("remove this line, or rename the file: its name makes it \"{id}\"")
            }
            Self::More { .. } => "mend those above and check again".to_owned(),
            Self::BadId { instead: Some(instead), .. } => format!("write \"{instead}\""),
            Self::BadId { .. } => format!(
                "use lower-case letters, digits and single hyphens, at most {MAX_ID_LEN} of them"
            ),
            Self::BadRubricId { found } => rubric_help(found),
            Self::DuplicateId { line, .. } => {
                format!("the first one is on line {line}; give this one another id")
            }
            Self::ReservedId { id } => {
                let what = match id.as_str() {
                    "nth" => "the place in the order of marking",
                    "note" => "what the rater has to say",
                    _ => "the level of the whole answer",
                };
                format!("marks use this word for {what}; take another")
            }
            Self::Unknown { known, what, name, .. } => match (known.is_empty(), what) {
                (true, Referent::Exhibit) => "this scenario has no exhibits".to_owned(),
                (_, Referent::Rubric) => format!("write `rubrics/{name}.toml`"),
                (true, Referent::Group) => {
                    format!("write `{name} = [\"...\"]` below `[groups]`, or take it out")
                }
                (true, _) => format!("there is none yet: add it, or remove `{name}`"),
                (false, _) if known.len() == 1 => format!("there is only {}", quoted(known)),
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
                format!("write a level below {top}, or remove it")
            }
            Self::UngivenLevel { by, .. } => {
                format!("let level {by} need more points, or name in `with` what it takes")
            }
            Self::IdleWeak { .. } => {
                "weak rules count for level 1 only: let that level need less, \
                give the rule more points, or let it count fully"
                    .to_owned()
            }
            Self::NoCorrectOption => "mark the right one, or those that are right".to_owned(),
            Self::SeveralCorrectOptions { .. } => {
                "leave one of them correct, or write `pick = \"all\"`".to_owned()
            }
            Self::Repeated { .. } => {
                "nobody could tell the two apart: change one or remove it".to_owned()
            }
            Self::NotAPair { .. } => "write [\"left\", \"right\"]".to_owned(),
            Self::NotADecimal { found } => decimal_help(found),
            Self::BareNumber { found, .. } => {
                format!("put it in quotation marks, so that it stays exact: \"{found}\"")
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
            Self::HiddenGroup { name } => {
                format!("give it another name, unless `@{name}` shall mean something else here")
            }
            Self::GroupCycle { .. } => "take one of them out of the other".to_owned(),
            Self::BadFileName => "the name is the id: lower-case letters, digits and single \
                hyphens, then `.toml`"
                .to_owned(),
            Self::LostFile => "scenarios are `scenarios/<id>.toml`, rubrics \
                `rubrics/<scenario>/<question>.toml`, frameworks `rubrics/frameworks/<id>.toml`"
                .to_owned(),
            Self::MissingExhibit { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::MissingExhibit { .. } => "paths begin below `scenarios/`".to_owned(),
            Self::UnusedExhibit => "name it in an `[[exhibit]]`, or delete it".to_owned(),
            Self::UnusedRubric => {
                "it belongs to the open question of the same path, or to one that names it with \
                 `rubric`"
                    .to_owned()
            }
            Self::NoSuchRubric { rubric } => format!("it goes with `rubrics/{rubric}.toml`"),
            Self::UnmarkedAnswer { id } => {
                format!("add `{id} = {{ level = ... }}` below `[mark]` of a rater's file")
            }
            Self::SameLevelText { .. } => {
                "say what a rater sees at the higher level and not at the lower".to_owned()
            }
            Self::LongestIsRight { .. } => {
                "whoever guesses picks the longest: make some wrong options longer".to_owned()
            }
            Self::OtherRater { name, .. } => {
                format!("write `rater = \"{name}\"`, or rename the file")
            }
            Self::DeadPattern { .. } => "try it on a sentence of your own: write the words as \
                people write them, and `within` as far as they may stand apart"
                .to_owned(),
            Self::UnusedGroup { name } => {
                format!("write `@{name}` into the patterns that it was made for, or delete it")
            }
            Self::SwallowedPattern { .. } => {
                "remove it, or make the other one narrower if that one finds too much".to_owned()
            }
            Self::BareAlternative { bare, word } => format!(
                "if all of them need it, bracket them: `({bare}|{word})`; if not, write a pattern \
                 for each side"
            ),
            Self::FiresOnQuestion { .. } => "whoever repeats the question would earn it: ask for \
                a word that the question does not give away"
                .to_owned(),
            Self::VagueLevelText { .. } => {
                "say what an answer of this level names, does or leaves out".to_owned()
            }
            Self::NoProbeOrAdvice { missing: "probe", .. } => "write `probe`: what an \
                interviewer asks when an answer leaves this open"
                .to_owned(),
            Self::NoProbeOrAdvice { missing: "advice", .. } => {
                "write `advice`: what to say or do to earn it".to_owned()
            }
            Self::NoProbeOrAdvice { .. } => "write `probe`, what an interviewer asks when an \
                answer leaves this open, and `advice`, what to say or do to earn it"
                .to_owned(),
            Self::OneCriterionDecides { .. } => {
                "lower its `weight`, or split it into what it is made of".to_owned()
            }
            Self::CriteriaAlike { .. } => "the same words are paid for twice: move the patterns \
                to the one they belong to, or make the two one criterion"
                .to_owned(),
            Self::SampleOffLevel { scored, .. } => format!(
                "see what is found with `hotseat preview --author`; then mend the rubric, or the \
                 sample, or write `level = {scored}` if that is what it is worth"
            ),
            Self::UntestedLevel { .. } => "write an answer that is worth as much and mark it, so \
                that `hotseat test` can tell whether the rubric sees it"
                .to_owned(),
            Self::UntestedRubric => "write six answers from weak to strong and mark them: \
                `hotseat test` then says how closely the rubric agrees"
                .to_owned(),
            Self::TooShort { least, .. } => {
                format!("write {least} or more, or ask it as another kind of question")
            }
            Self::NoAsOf { .. } => "write `as_of = 2026-10-31` with the day on which you checked \
                it, below `format`"
                .to_owned(),
            Self::OldAsOf { .. } => {
                "check what has changed, then write the day of today".to_owned()
            }
            Self::MinutesOff { reading, answering, .. } => format!(
                "write `minutes = {}`, or make the case shorter or longer",
                (reading + answering).next_multiple_of(5)
            ),
            Self::LeadingWording { .. } => {
                "ask openly, so that the wrong answer is as easy to give as the right one"
                    .to_owned()
            }
            Self::ExcludingWord { instead, .. } => format!("write {instead}"),
        };
        Some(help)
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

/// Whoever writes the path of the file means the rubric in it.
fn rubric_help(found: &str) -> String {
    let id = found.strip_prefix("rubrics/").unwrap_or(found);
    let id = id.strip_suffix(".toml").unwrap_or(id);
    if id.split_once('/').is_some_and(|(scenario, question)| is_id(scenario) && is_id(question)) {
        return format!("write \"{id}\"");
    }
    "write `scenario/question`, such as \"credit-fairness/gate\"".to_owned()
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
