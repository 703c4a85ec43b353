//! Prepared answers: a TOML file of question id -> answer, for running an attempt without a person.
//!
//! ```toml
//! scope = "I would first ..."            # open: the text
//! notice = "layered"                     # choice: an option's id, or several in [ ]
//! sequence = ["inventory", "gap list"]   # order: the items, first to last
//! remedies = { "left" = "right" }        # match: right side by left side
//! ratio = "0.72"                         # number: as typed
//!
//! [probes.scope]                         # answers to follow-ups, by criterion
//! inventory = "I would also ..."
//! ```

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::event::Answer;
use crate::content::ids::{CriterionId, OptionId, QuestionId};
use crate::content::lower::nearest;
use crate::content::scenario::{Question, QuestionKind, Scenario};
use crate::scoring::MAX_ANSWER_BYTES;
use crate::scoring::closed::figure;

/// Prepared answers, checked against the scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// By question.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// By question and criterion.
    pub probes: BTreeMap<(QuestionId, CriterionId), String>,
}

/// What is wrong with a file of prepared answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
    /// Not TOML.
    #[error("{0}")]
    Syntax(String),
    /// A key that is no question.
    #[error("`{found}` is no question of this scenario{}; it has {known}", suggestion(.near))]
    UnknownQuestion {
        /// The key.
        found: String,
        /// A question with a similar id.
        near: Option<String>,
        /// All of them.
        known: String,
    },
    /// The wrong kind of value.
    #[error("`{question}` ({kind}): write {expected}")]
    WrongType {
        /// The question.
        question: String,
        /// Its kind.
        kind: &'static str,
        /// What to write.
        expected: &'static str,
    },
    /// A value that is not among those offered.
    #[error("`{question}`: `{found}` is not among {what}{}; there are: {known}", suggestion(.near))]
    NotOffered {
        /// The question.
        question: String,
        /// The value.
        found: String,
        /// Options, items, left or right sides.
        what: &'static str,
        /// Something similar that is.
        near: Option<String>,
        /// All of them.
        known: String,
    },
    /// An answer that is too long to be read.
    #[error(
        "`{question}` has {bytes} bytes, and an answer can have {MAX_ANSWER_BYTES}: shorten it"
    )]
    TooLong {
        /// The question.
        question: String,
        /// Its size in bytes.
        bytes: usize,
    },
    /// Follow-ups to a question that has none.
    #[error("`probes.{question}`: only open questions have follow-ups, and `{question}` is none")]
    NoFollowUps {
        /// The question.
        question: String,
    },
    /// The same thing twice, or something left out.
    #[error("`{question}`: {problem}")]
    Incomplete {
        /// The question.
        question: String,
        /// What is missing or there twice.
        problem: String,
    },
}

fn suggestion(near: &Option<String>) -> String {
    near.as_ref().map_or_else(String::new, |near| format!(", did you mean `{near}`?"))
}

/// The criteria that have a follow-up, by open question.
pub type FollowUps = BTreeMap<QuestionId, Vec<CriterionId>>;

/// Reads prepared answers. Every problem is reported, not only the first.
///
/// # Errors
/// All that is wrong with the file.
pub fn prepared(
    scenario: &Scenario,
    follow_ups: &FollowUps,
    text: &str,
) -> Result<Prepared, Vec<AnswersError>> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        vec![AnswersError::Syntax(error.to_string().trim_end().to_owned())]
    })?;
    let mut prepared = Prepared::default();
    let mut problems = Vec::new();
    for (key, value) in &table {
        if key == "probes" && scenario.question(&QuestionId::new("probes")).is_none() {
            probes(scenario, follow_ups, value, &mut prepared, &mut problems);
            continue;
        }
        match question_named(scenario, key) {
            Ok(question) => match answer(question, value) {
                Ok(answer) => {
                    prepared.answers.insert(question.id.clone(), answer);
                }
                Err(problem) => problems.push(problem),
            },
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(prepared) } else { Err(problems) }
}

fn question_named<'s>(scenario: &'s Scenario, key: &str) -> Result<&'s Question, AnswersError> {
    scenario.question(&QuestionId::new(key)).ok_or_else(|| {
        let ids = || scenario.questions.iter().map(|question| question.id.as_str());
        AnswersError::UnknownQuestion {
            found: key.to_owned(),
            near: nearest(key, ids()).map(str::to_owned),
            known: ids().collect::<Vec<_>>().join(", "),
        }
    })
}

fn probes(
    scenario: &Scenario,
    follow_ups: &FollowUps,
    value: &Value,
    prepared: &mut Prepared,
    problems: &mut Vec<AnswersError>,
) {
    let wrong = |question: &str| AnswersError::WrongType {
        question: format!("probes.{question}"),
        kind: "follow-ups",
        expected: "a table of criterion = \"text\"",
    };
    let Some(table) = value.as_table() else {
        problems.push(wrong("*"));
        return;
    };
    for (key, criteria) in table {
        let question = match question_named(scenario, key) {
            Ok(question) => question,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let Some(offered) = follow_ups.get(&question.id) else {
            problems.push(AnswersError::NoFollowUps { question: key.clone() });
            continue;
        };
        let Some(criteria) = criteria.as_table() else {
            problems.push(wrong(key));
            continue;
        };
        for (criterion, text) in criteria {
            let id = CriterionId::new(criterion);
            if !offered.contains(&id) {
                let known = || offered.iter().map(CriterionId::as_str);
                problems.push(AnswersError::NotOffered {
                    question: format!("probes.{key}"),
                    found: criterion.clone(),
                    what: "its criteria with a follow-up",
                    near: nearest(criterion, known()).map(str::to_owned),
                    known: known().collect::<Vec<_>>().join(", "),
                });
                continue;
            }
            let name = || format!("probes.{key}.{criterion}");
            match text.as_str().map(|text| readable(name, text)) {
                Some(Ok(text)) => {
                    prepared.probes.insert((question.id.clone(), id), text);
                }
                Some(Err(problem)) => problems.push(problem),
                None => problems.push(wrong(key)),
            }
        }
    }
}

fn readable(question: impl Fn() -> String, text: &str) -> Result<String, AnswersError> {
    if text.len() > MAX_ANSWER_BYTES {
        return Err(AnswersError::TooLong { question: question(), bytes: text.len() });
    }
    Ok(text.to_owned())
}

fn answer(question: &Question, value: &Value) -> Result<Answer, AnswersError> {
    let wrong = |expected| AnswersError::WrongType {
        question: question.id.to_string(),
        kind: question.kind.as_str(),
        expected,
    };
    let not_offered = |found: &str, what, known: Vec<&str>| AnswersError::NotOffered {
        question: question.id.to_string(),
        found: found.to_owned(),
        what,
        near: nearest(found, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    };
    let incomplete =
        |problem| AnswersError::Incomplete { question: question.id.to_string(), problem };
    match &question.kind {
        QuestionKind::Open(_) => {
            let text = value.as_str().ok_or_else(|| wrong("the answer as text in quotes"))?;
            Ok(Answer::Text(readable(|| question.id.to_string(), text)?))
        }
        QuestionKind::Choice(choice) => {
            let picked = match value {
                Value::String(id) => vec![id.as_str()],
                other => texts(other).ok_or_else(|| wrong("an option's id, or several in [ ]"))?,
            };
            let known: Vec<&str> = choice.options.iter().map(|option| option.id.as_str()).collect();
            if let Some(found) = picked.iter().find(|id| !known.contains(id)) {
                return Err(not_offered(found, "its options", known));
            }
            if choice.pick == crate::content::scenario::Pick::One && picked.len() != 1 {
                return Err(incomplete(format!(
                    "it takes one option, and there are {}",
                    picked.len()
                )));
            }
            Ok(Answer::Options(picked.into_iter().map(OptionId::new).collect()))
        }
        QuestionKind::Order(order) => {
            let given = texts(value).ok_or_else(|| wrong("the items in [ ], first to last"))?;
            let known: Vec<&str> = order.items.iter().flatten().map(String::as_str).collect();
            if let Some(found) = given.iter().find(|item| !known.contains(item)) {
                return Err(not_offered(found, "its items", known));
            }
            if let Some(missing) = known.iter().find(|item| !given.contains(item)) {
                return Err(incomplete(format!("`{missing}` is missing")));
            }
            if given.len() != known.len() {
                return Err(incomplete("an item stands there twice".to_owned()));
            }
            Ok(Answer::Order(given.into_iter().map(str::to_owned).collect()))
        }
        QuestionKind::Match(matching) => {
            let expected = "a table of \"left side\" = \"right side\"";
            let table = value.as_table().ok_or_else(|| wrong(expected))?;
            let lefts: Vec<&str> = matching.pairs.iter().map(|(left, _)| left.as_str()).collect();
            let rights: Vec<&str> = matching
                .pairs
                .iter()
                .map(|(_, right)| right.as_str())
                .chain(matching.distractors.iter().map(String::as_str))
                .collect();
            let mut pairs = BTreeMap::new();
            for (left, right) in table {
                let right = right.as_str().ok_or_else(|| wrong(expected))?;
                if !lefts.contains(&left.as_str()) {
                    return Err(not_offered(left, "its left sides", lefts));
                }
                if !rights.contains(&right) {
                    return Err(not_offered(right, "its right sides", rights));
                }
                pairs.insert(left.clone(), right.to_owned());
            }
            Ok(Answer::Pairs(pairs))
        }
        QuestionKind::Number(_) => {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Integer(number) => number.to_string(),
                _ => return Err(wrong("the figure in quotes, such as \"0.72\"")),
            };
            figure(&text).map_err(|error| incomplete(error.to_string()))?;
            Ok(Answer::Figure(text))
        }
    }
}

fn texts(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
