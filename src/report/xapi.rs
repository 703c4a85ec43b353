//! Attempts as statements of the Experience API, for a learning record store.
//!
//! Version 1.0.3 (<https://github.com/adlnet/xAPI-Spec>): each says that somebody attempted,
//! answered, completed, or was scored at something. Ids, actor and times come from what is kept, so
//! that exporting twice gives the same bytes, and a store that has a statement already knows it again.
//! Answers stay here unless they are asked for.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::content::ids::{CriterionId, QuestionId};
use crate::content::scenario::{QuestionKind, Scenario};
use crate::interview::{Answer, Event, QuestionResult};
use crate::scoring::assessment::{Assessment, Status};
use crate::scoring::closed::ClosedResult;

/// What the ids of statements and actors are made in.
const NAMESPACE: &str = "urn:hotseat";

/// The language of what is written in a statement: scoring reads English alone.
const LANGUAGE: &str = "en";

/// Between the parts of a response, as the specification has it.
const AND: &str = "[,]";
const WITH: &str = "[.]";

/// Somebody who is known by nothing but having used one machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    name: String,
}

impl Actor {
    /// The actor of the data that begins with this stream: the same in each export, and telling
    /// nothing about anybody.
    #[must_use]
    pub fn of_first(stream: &str) -> Self {
        Self { name: id(&format!("actor of {stream}")) }
    }
}

/// Something that happened, with its place in its stream and its time in microseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'a> {
    /// From 1.
    pub sequence: u64,
    /// In microseconds since 1970.
    pub time: i64,
    /// What happened.
    pub event: &'a Event,
}

/// The statements about one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Statements<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The stream of the attempt.
    pub stream: &'a str,
    /// The attempt's own name, a UUID.
    pub attempt: &'a str,
    /// The case.
    pub scenario: &'a Scenario,
    /// Whether the words of answers go along.
    pub with_answers: bool,
}

/// What somebody did.
#[derive(Clone, Copy)]
enum Verb {
    Attempted,
    Answered,
    Scored,
    Completed,
}

impl Verb {
    fn as_json(self) -> Value {
        let name = match self {
            Self::Attempted => "attempted",
            Self::Answered => "answered",
            Self::Scored => "scored",
            Self::Completed => "completed",
        };
        // The verbs of the specification's own registry.
        json!({
            "id": format!("http://adlnet.gov/expapi/verbs/{name}"),
            "display": { LANGUAGE: name },
        })
    }
}

impl Statements<'_> {
    /// One statement for each event that says something about learning.
    #[must_use]
    pub fn of<'h>(&self, happened: impl IntoIterator<Item = Happened<'h>>) -> Vec<Value> {
        let mut seconds = 0_u32;
        let mut all = Vec::new();
        for own in happened {
            let said = match own.event {
                Event::Started { .. } => (Verb::Attempted, self.case(), None),
                Event::Answered { question, answer, seconds: took } => {
                    seconds = seconds.saturating_add(*took);
                    let mut result = json!({ "duration": duration(*took) });
                    self.respond(&mut result, response(answer));
                    (Verb::Answered, self.question(question), Some(result))
                }
                Event::ProbeAnswered { question, criterion, text, seconds: took } => {
                    seconds = seconds.saturating_add(*took);
                    let mut result = json!({ "duration": duration(*took) });
                    self.respond(&mut result, text.clone());
                    (Verb::Answered, self.probe(question, criterion), Some(result))
                }
                Event::Assessed { question, result } => {
                    let Some(result) = scored(result) else { continue };
                    (Verb::Scored, self.question(question), Some(result))
                }
                Event::Finished => {
                    let result = json!({ "completion": true, "duration": duration(seconds) });
                    (Verb::Completed, self.case(), Some(result))
                }
                Event::Guessed { .. }
                | Event::InjectShown { .. }
                | Event::ProbeDeclined { .. }
                | Event::Reviewed { .. }
                | Event::Skipped { .. } => continue,
            };
            all.push(self.statement(own, said));
        }
        all
    }

    fn statement(
        &self,
        own: Happened<'_>,
        (verb, object, result): (Verb, Value, Option<Value>),
    ) -> Value {
        let case = self.case_id();
        let mut context = json!({
            "registration": self.attempt,
            "platform": "Hotseat",
            "language": LANGUAGE,
        });
        if object["id"] != json!(case) {
            let parent = json!([{ "objectType": "Activity", "id": case }]);
            add(&mut context, "contextActivities", json!({ "parent": parent }));
        }
        let mut statement = json!({
            "id": id(&format!("{}#{}", self.stream, own.sequence)),
            "actor": {
                "objectType": "Agent",
                "account": { "homePage": "http://localhost", "name": self.actor.name },
            },
            "verb": verb.as_json(),
            "object": object,
            "context": context,
            "timestamp": timestamp(own.time),
        });
        if let Some(result) = result {
            add(&mut statement, "result", result);
        }
        statement
    }

    /// Nothing in a statement may be empty.
    fn respond(&self, result: &mut Value, words: String) {
        if self.with_answers && !words.is_empty() {
            add(result, "response", json!(words));
        }
    }

    fn case_id(&self) -> String {
        format!("{NAMESPACE}:scenario:{}", self.scenario.id)
    }

    fn case(&self) -> Value {
        json!({
            "objectType": "Activity",
            "id": self.case_id(),
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/simulation",
                "name": { LANGUAGE: self.scenario.title },
                "description": { LANGUAGE: self.scenario.summary },
            },
        })
    }

    fn question(&self, id: &QuestionId) -> Value {
        let asked = self.scenario.question(id);
        let prompt = asked.map_or("", |question| question.prompt.trim());
        let interaction = asked.map_or("other", |question| match question.kind {
            QuestionKind::Open(_) => "long-fill-in",
            QuestionKind::Choice(_) => "choice",
            QuestionKind::Order(_) => "sequencing",
            QuestionKind::Match(_) => "matching",
            QuestionKind::Number(_) => "numeric",
        });
        let name = format!("{}: {id}", self.scenario.title);
        self.interaction(&format!("{}/{id}", self.scenario.id), &name, prompt, interaction)
    }

    fn probe(&self, question: &QuestionId, criterion: &CriterionId) -> Value {
        let name = format!("{}: {question}, follow-up on {criterion}", self.scenario.title);
        let id = format!("{}/{question}/{criterion}", self.scenario.id);
        self.interaction(&id, &name, "", "long-fill-in")
    }

    fn interaction(&self, id: &str, name: &str, prompt: &str, kind: &str) -> Value {
        let mut definition = json!({
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "name": { LANGUAGE: name },
            "interactionType": kind,
        });
        if !prompt.is_empty() {
            add(&mut definition, "description", json!({ LANGUAGE: prompt }));
        }
        json!({
            "objectType": "Activity",
            "id": format!("{NAMESPACE}:question:{id}"),
            "definition": definition,
        })
    }
}

/// Puts a value into an object.
fn add(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

/// A UUID that is always the same for the same name.
fn id(name: &str) -> String {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE.as_bytes());
    Uuid::new_v5(&namespace, name.as_bytes()).to_string()
}

fn timestamp(time: i64) -> String {
    jiff::Timestamp::from_microsecond(time)
        .unwrap_or_default()
        .strftime("%Y-%m-%dT%H:%M:%S.%3fZ")
        .to_string()
}

fn duration(seconds: u32) -> String {
    format!("PT{seconds}S")
}

/// The answer in one text; what is not free text has a form of its own in the specification.
fn response(answer: &Answer) -> String {
    match answer {
        Answer::Text(text) | Answer::Figure(text) => text.clone(),
        Answer::Options(picked) => {
            picked.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(AND)
        }
        Answer::Order(items) => items.join(AND),
        Answer::Pairs(pairs) => {
            let pair = |(left, right)| format!("{left}{WITH}{right}");
            pairs.iter().map(pair).collect::<Vec<_>>().join(AND)
        }
    }
}

/// The result of an answer; none where there was nothing to score.
fn scored(result: &QuestionResult) -> Option<Value> {
    match result {
        QuestionResult::Open(scored) => open(&scored.assessment, &scored.receipt.assessment),
        QuestionResult::Closed(result) => Some(closed(result)),
    }
}

fn score(percent: u8) -> Value {
    json!({ "scaled": f64::from(percent) / 100.0, "raw": percent, "min": 0, "max": 100 })
}

fn open(assessment: &Assessment, receipt: &str) -> Option<Value> {
    let percent = assessment.percent.filter(|_| assessment.status == Status::Scored)?;
    let criteria: Map<String, Value> = assessment
        .criteria
        .iter()
        .map(|own| (own.id.to_string(), json!({ "level": own.level, "of": own.of })))
        .collect();
    Some(json!({
        "score": score(percent),
        "extensions": {
            format!("{NAMESPACE}:level"): { "level": assessment.level, "of": assessment.of },
            format!("{NAMESPACE}:criteria"): criteria,
            format!("{NAMESPACE}:receipt"): receipt,
        },
    }))
}

fn closed(result: &ClosedResult) -> Value {
    json!({ "score": score(result.percent), "success": result.right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_always_the_same_id() {
        assert_eq!(id("attempt/x#1"), id("attempt/x#1"));
        assert_ne!(id("attempt/x#1"), id("attempt/x#2"));
        assert_eq!(Uuid::parse_str(&id("a")).unwrap().get_version_num(), 5);
    }

    #[test]
    fn times_have_three_decimals_and_answers_one_text() {
        assert_eq!(timestamp(1_796_000_000_123_456), "2026-11-30T00:53:20.123Z");
        assert_eq!(duration(75), "PT75S");
        let pairs = [("a", "1"), ("b", "2")];
        let pairs = pairs.map(|(left, right)| (left.to_owned(), right.to_owned()));
        assert_eq!(response(&Answer::Pairs(pairs.into())), "a[.]1[,]b[.]2");
    }
}
