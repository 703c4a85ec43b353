//! A file of answers into a round: in chunks, so that the memory does not grow with the file, and on
//! all cores.
//!
//! While one chunk is scored, the results of the one before and the answers of the next are written
//! in one transaction. An answer is therefore durable before it is scored, and a run that was
//! interrupted is finished by running it again: what is there is known, what was not scored is.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{PanelError, PanelSession, candidate_stream, entry, guarded, kept};
use crate::content::ids::QuestionId;
use crate::interview::panel::{Candidate, CandidateEvent, CandidateId, Receiving, RoundEvent};
use crate::scoring::{Given, MAX_ANSWER_BYTES, score};
use crate::session::SessionError;
use crate::store::{Append, Entry};

/// Rows taken at a time: enough to keep all cores busy, few enough to stay small.
const CHUNK: usize = 256;

/// An answer of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the file.
    pub line: u64,
    /// Whose it is.
    pub candidate: CandidateId,
    /// The question, where the row names one.
    pub question: Option<String>,
    /// The answer.
    pub text: String,
}

/// Answers, or lines that hold none and why.
pub type Rows<'r> = dyn Iterator<Item = Result<Row, (u64, String)>> + 'r;

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Answers that were new.
    pub new: u64,
    /// Answers that were there before.
    pub known: u64,
    /// Of those, answers that had not been scored, because a run was interrupted.
    pub resumed: u64,
    /// Rows that could not be taken.
    pub refused: u64,
}

/// An answer that is stored and waits to be scored.
struct Waiting {
    candidate: CandidateId,
    question: QuestionId,
    text: String,
}

/// Rows that were read together.
#[derive(Default)]
struct Chunk {
    rows: u64,
    received: Vec<(CandidateId, Entry)>,
    waiting: Vec<Waiting>,
    /// Its candidates with their answers, which the store may not know yet; none if erased.
    candidates: BTreeMap<CandidateId, Option<Candidate>>,
    /// Answers of its candidates that are scored with it, or with one before.
    scored: BTreeSet<(CandidateId, QuestionId)>,
}

/// The row, unless another candidate's name differs from its own in capitals only: that is likely a
/// slip, and one person's answers would stand under two names.
fn spelt_alike(row: Row, spelt: &mut BTreeMap<String, CandidateId>) -> Result<Row, (u64, String)> {
    let id = &row.candidate;
    let first = spelt.entry(id.as_str().to_ascii_lowercase()).or_insert_with(|| id.clone());
    if first == id {
        return Ok(row);
    }
    let problem = format!(
        "`{id}` differs from `{first}` in capitals only; write both as `{first}`, or tell them apart"
    );
    Err((row.line, problem))
}

impl PanelSession<'_> {
    /// Takes a file of answers in and scores them. Rows without a question of their own answer
    /// `question`. `refused` is told of each row that cannot be taken, and `done` of each number of
    /// rows that is finished.
    ///
    /// # Errors
    /// Those of the store. What was taken in until then stays, and running it again goes on.
    pub fn take_in(
        &mut self,
        rows: &mut Rows<'_>,
        question: Option<&QuestionId>,
        refused: &mut dyn FnMut(u64, &str),
        done: &mut dyn FnMut(u64),
    ) -> Result<Tally, PanelError> {
        let mut ends: BTreeMap<CandidateId, u64> =
            kept::ends(self.store, &self.name)?.into_iter().collect();
        let mut spelt: BTreeMap<String, CandidateId> =
            ends.keys().map(|id| (id.as_str().to_ascii_lowercase(), id.clone())).collect();
        let mut rows = rows.map(|row| row.and_then(|row| spelt_alike(row, &mut spelt)));
        let rows: &mut Rows<'_> = &mut rows;
        let mut tally = Tally::default();
        let mut before = Chunk::default();
        let mut current = self.plan(rows, question, &ends, &[&before], refused, &mut tally)?;
        let appends = self.place(std::mem::take(&mut current.received), &mut ends)?;
        guarded::append(self.store, &self.name, &self.seen, appends)?;
        let mut results: Vec<(CandidateId, Entry)> = Vec::new();
        while current.rows > 0 {
            let mut next =
                self.plan(rows, question, &ends, &[&current, &before], refused, &mut tally)?;
            let mut writing = std::mem::take(&mut results);
            writing.append(&mut next.received);
            let appends = self.place(writing, &mut ends)?;
            let (store, name, seen, content) = (self.store, &self.name, &self.seen, &self.content);
            let (scored, written) = rayon::join(
                || {
                    let one = |waiting: &Waiting| {
                        let rubric = content.rubric(&waiting.question).ok_or_else(|| {
                            SessionError::WrongKind { question: waiting.question.to_string() }
                        })?;
                        let scored = Box::new(score(rubric, None, Given::answer(&waiting.text)));
                        let question = waiting.question.clone();
                        let assessed = CandidateEvent::Assessed { question, scored };
                        serde_json::to_string(&assessed).map_err(SessionError::Encoding)
                    };
                    current.waiting.par_iter().map(one).collect::<Result<Vec<String>, _>>()
                },
                || guarded::append(store, name, seen, appends),
            );
            written?;
            results = current
                .waiting
                .drain(..)
                .zip(scored?)
                .map(|(waiting, payload)| {
                    (waiting.candidate, entry(self.world, "assessed", payload))
                })
                .collect();
            done(current.rows);
            before = std::mem::replace(&mut current, next);
        }
        let appends = self.place(results, &mut ends)?;
        guarded::append(self.store, &self.name, &self.seen, appends)?;
        self.note(&RoundEvent::FileRead {
            new: tally.new,
            known: tally.known,
            refused: tally.refused,
        })?;
        Ok(tally)
    }

    /// Reads the next rows and says what is to be done with each.
    fn plan(
        &self,
        rows: &mut Rows<'_>,
        question: Option<&QuestionId>,
        ends: &BTreeMap<CandidateId, u64>,
        in_flight: &[&Chunk],
        refused: &mut dyn FnMut(u64, &str),
        tally: &mut Tally,
    ) -> Result<Chunk, PanelError> {
        let mut chunk = Chunk::default();
        for row in rows.take(CHUNK) {
            chunk.rows += 1;
            let (line, taken) = match row {
                Ok(row) => (row.line, self.plan_row(row, question, ends, in_flight, &mut chunk)?),
                Err((line, problem)) => (line, Err(problem)),
            };
            match taken {
                Ok(Receiving::New) => tally.new += 1,
                Ok(Receiving::Unscored) => {
                    tally.known += 1;
                    tally.resumed += 1;
                }
                Ok(_) => tally.known += 1,
                Err(problem) => {
                    tally.refused += 1;
                    refused(line, &problem);
                }
            }
        }
        Ok(chunk)
    }

    fn plan_row(
        &self,
        row: Row,
        question: Option<&QuestionId>,
        ends: &BTreeMap<CandidateId, u64>,
        in_flight: &[&Chunk],
        chunk: &mut Chunk,
    ) -> Result<Result<Receiving, String>, PanelError> {
        let id = row.candidate;
        let named = row.question.as_deref().map(str::trim).filter(|named| !named.is_empty());
        let question = match (named, question) {
            (Some(named), _) => match self.question(named) {
                Ok(question) => question,
                Err(problem) => return Ok(Err(problem.to_string())),
            },
            (None, Some(question)) => question.clone(),
            (None, None) => {
                return Ok(Err("names no question in the column `question`".to_owned()));
            }
        };
        if row.text.len() > MAX_ANSWER_BYTES {
            return Ok(Err(format!("has an answer of more than {MAX_ANSWER_BYTES} bytes")));
        }
        if !chunk.candidates.contains_key(&id) {
            let flying = in_flight.iter().find_map(|own| Some((own, own.candidates.get(&id)?)));
            let found = match flying {
                Some((own, found)) => {
                    // What is scored by then stays so in this copy, which will not see the result.
                    let from = (id.clone(), QuestionId::new(""));
                    let keys = own.scored.range(from..).take_while(|(other, _)| *other == id);
                    chunk.scored.extend(keys.cloned());
                    found.clone()
                }
                None if ends.contains_key(&id) => {
                    kept::read_candidate(self.store, &self.name, &id)?.0
                }
                None => Some(Candidate::default()),
            };
            chunk.candidates.insert(id.clone(), found);
        }
        let Some(Some(candidate)) = chunk.candidates.get_mut(&id) else {
            return Ok(Err(format!("`{id}` was erased; leave the row out")));
        };
        let receiving = candidate.receiving(&question, &row.text);
        let key = (id.clone(), question.clone());
        let event = CandidateEvent::Received { question: question.clone(), text: row.text };
        match receiving {
            Receiving::Known => return Ok(Ok(receiving)),
            Receiving::Other => {
                return Ok(Err(format!(
                    "`{id}` has another answer to `{question}` already, and it stays; if this is another person, give them another id"
                )));
            }
            Receiving::New => {
                let payload = serde_json::to_string(&event).map_err(SessionError::Encoding)?;
                let entry = entry(self.world, event.kind(), payload);
                candidate.apply(entry.time, &event).map_err(|source| PanelError::Candidate {
                    candidate: id.to_string(),
                    source,
                })?;
                chunk.received.push((id.clone(), entry));
            }
            // The same row twice, a little apart: it is being scored.
            Receiving::Unscored if chunk.scored.contains(&key) => return Ok(Ok(Receiving::Known)),
            Receiving::Unscored => {}
        }
        let CandidateEvent::Received { text, .. } = event else { return Ok(Ok(receiving)) };
        chunk.scored.insert(key);
        chunk.waiting.push(Waiting { candidate: id, question, text });
        Ok(Ok(receiving))
    }

    /// Gives each event its place in its stream.
    fn place(
        &self,
        events: Vec<(CandidateId, Entry)>,
        ends: &mut BTreeMap<CandidateId, u64>,
    ) -> Result<Vec<Append>, PanelError> {
        events
            .into_iter()
            .map(|(id, entry)| {
                let stream = candidate_stream(&self.name, &id)?;
                let end = ends.entry(id).or_default();
                let after = *end;
                *end += 1;
                Ok(Append { stream, after, entries: vec![entry] })
            })
            .collect()
    }
}
