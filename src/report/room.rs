//! A live room as a document and as a sheet: every answer with its result. Who removed themselves, or
//! was removed, is in it, since their answers were given.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::attempt;
use super::cells::record;
use crate::content::ids::ScenarioId;
use crate::content::scenario::Scenario;
use crate::interview::room::{Room, RoomCode, Seat, SeatId};
use crate::interview::{Answer, QuestionResult};
use crate::study::{Tally, tally};

/// Version of the document.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct QuestionPart<'a> {
    id: &'a str,
    asked: bool,
    tally: Tally,
    /// Votes on the most useful answer, as seats.
    votes: Vec<(String, usize)>,
}

/// A room with everybody in it. It is read while it is written, seat by seat: a room of a thousand
/// is a document of tens of megabytes.
#[derive(Serialize)]
pub struct RoomDocument<'a> {
    schema: u32,
    code: &'a RoomCode,
    scenario: &'a ScenarioId,
    title: &'a str,
    content: &'a str,
    keep_until: String,
    phase: String,
    questions: Vec<QuestionPart<'a>>,
    seats: Seats<'a>,
}

#[derive(Serialize)]
struct SeatPart<'a> {
    seat: SeatId,
    name: &'a str,
    show_name: bool,
    removed: bool,
    hidden: Vec<&'a str>,
    attempt: Value,
}

struct Seats<'a> {
    room: &'a Room,
    scenario: &'a Scenario,
}

impl Serialize for Seats<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { room, scenario } = self;
        serializer.collect_seq(room.all_seats().map(|seat| {
            SeatPart {
                seat: seat.id,
                name: &seat.name,
                show_name: seat.show_name,
                removed: seat.removed,
                hidden: room
                    .questions
                    .iter()
                    .filter(|id| room.is_hidden(seat.id, id))
                    .map(|id| id.as_str())
                    .collect(),
                attempt: attempt::document(&seat.attempt, scenario),
            }
        }))
    }
}

/// A room with everybody in it. The attempt of each seat is what `practice --json` prints.
#[must_use]
pub fn document<'a>(room: &'a Room, scenario: &'a Scenario) -> RoomDocument<'a> {
    let questions = room
        .questions
        .iter()
        .map(|id| QuestionPart {
            id: id.as_str(),
            asked: room.asked(id).is_some(),
            tally: tally(room, id),
            votes: room.votes(id).into_iter().map(|(seat, n)| (seat.to_string(), n)).collect(),
        })
        .collect();
    RoomDocument {
        schema: SCHEMA,
        code: &room.code,
        scenario: &room.scenario,
        title: &room.title,
        content: &room.content,
        keep_until: room.keep_until.to_string(),
        phase: room.phase.to_string(),
        questions,
        seats: Seats { room, scenario },
    }
}

/// One line an answer: seat, name, question, level or percentage, the answer, follow-ups.
#[must_use]
pub fn sheet(room: &Room, scenario: &Scenario) -> String {
    let head = ["seat", "name", "question", "kind", "level", "percent", "answer", "follow-ups"];
    let mut text = record(&head);
    for seat in room.all_seats() {
        for question in &scenario.questions {
            if let Some(cells) = row(seat, question) {
                text.push_str(&record(&cells));
            }
        }
    }
    text
}

fn row(seat: &Seat, question: &crate::content::scenario::Question) -> Option<[String; 8]> {
    let standing = seat.attempt.standing(&question.id)?;
    let answer = match standing.answer.as_ref()? {
        Answer::Text(text) | Answer::Figure(text) => text.clone(),
        Answer::Options(ids) => ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "),
        Answer::Order(items) => items.join(" > "),
        Answer::Pairs(pairs) => {
            let pairs = pairs.iter().map(|(left, right)| format!("{left} = {right}"));
            pairs.collect::<Vec<_>>().join("; ")
        }
    };
    let (level, percent) = match &standing.result {
        Some(QuestionResult::Open(scored)) => (scored.assessment.level, scored.assessment.percent),
        Some(QuestionResult::Closed(closed)) => (None, Some(closed.percent)),
        None => (None, None),
    };
    let number = |own: Option<u8>| own.map_or_else(String::new, |own| own.to_string());
    let probes = standing.probes.iter().map(|(id, text)| format!("{id}: {text}"));
    Some([
        seat.id.to_string(),
        seat.name.clone(),
        question.id.to_string(),
        question.kind.as_str().to_owned(),
        number(level),
        number(percent),
        answer,
        probes.collect::<Vec<_>>().join("\n"),
    ])
}
