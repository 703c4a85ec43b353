//! What the answers of a room add up to: criterion by criterion for an open question, piece by piece
//! for any other.
//!
//! An answer that the facilitator hides counts, but its words are not shown.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::content::ids::{CriterionId, QuestionId};
use crate::interview::room::{Room, Seat, SeatId};
use crate::interview::{Answer, QuestionResult};
use crate::scoring::Scored;
use crate::scoring::assessment::{How, Source, Status};

/// How many excerpts stand for a criterion.
pub const EXCERPTS: usize = 3;

/// How many criteria count as commonest misses.
pub const MISSES: usize = 3;

/// How much of an answer stands on either side of the words that earned something, in bytes.
const AROUND: usize = 90;

/// What the answers to one question add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// People in the room.
    pub people: usize,
    /// Those whose answer has a result.
    pub scored: usize,
    /// Those who answered and whose answer could not be scored: empty, or in another language.
    pub not_scored: usize,
    /// How many answers reached each level, from 0; empty where the question has no levels.
    pub levels: Vec<usize>,
    /// In the rubric's order; empty where the question is not open.
    pub criteria: Vec<CriterionTally>,
    /// Piece by piece; empty where the question is open.
    pub pieces: Vec<PieceTally>,
    /// How many had everything right, where the question is not open.
    pub all_right: usize,
}

/// How a room did at one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionTally {
    /// Within the rubric.
    pub id: CriterionId,
    /// Completes "The answer ...".
    pub title: String,
    /// Its share in the weighted mean.
    pub weight: u32,
    /// How many reached its highest level.
    pub full: usize,
    /// How many reached one between.
    pub partly: usize,
    /// How many have nothing of it.
    pub missed: usize,
    /// Words that earned it, from different people.
    pub excerpts: Vec<Excerpt>,
}

impl CriterionTally {
    /// How many have at least something of it.
    #[must_use]
    pub fn with(&self) -> usize {
        self.full + self.partly
    }
}

/// Words of somebody's answer that earned something, with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Whose.
    #[serde(skip)]
    pub seat: SeatId,
    /// Their name, where they agreed to be named.
    pub name: Option<String>,
    /// What stands before.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands behind.
    pub after: String,
}

/// How a room did at one piece of a closed question: an option, a place, a pair, the figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PieceTally {
    /// The option, the place, the left side; what is asked for.
    pub about: String,
    /// What is right.
    pub expected: Option<String>,
    /// How many had it right.
    pub right: usize,
    /// What was given and how often, the most frequent first.
    pub given: Vec<(String, usize)>,
    /// Why, in the author's words.
    pub why: Option<String>,
}

impl Tally {
    /// The criteria that most answers have nothing of, at most [`MISSES`]; what weighs more comes
    /// first where as many miss it.
    #[must_use]
    pub fn misses(&self) -> Vec<&CriterionTally> {
        let mut missed: Vec<&CriterionTally> =
            self.criteria.iter().filter(|criterion| criterion.missed > 0).collect();
        missed.sort_by_key(|own| (std::cmp::Reverse(own.missed), std::cmp::Reverse(own.weight)));
        missed.truncate(MISSES);
        missed
    }
}

/// What the answers to a question add up to by now.
#[must_use]
pub fn tally(room: &Room, question: &QuestionId) -> Tally {
    let mut tally = Tally { people: room.people(), ..Tally::default() };
    let mut pool: BTreeMap<CriterionId, Vec<(Rank, Excerpt)>> = BTreeMap::new();
    for seat in room.seats() {
        let Some(standing) = seat.attempt.standing(question) else { continue };
        match (&standing.answer, &standing.result) {
            (Some(Answer::Text(text)), Some(QuestionResult::Open(scored))) => {
                if scored.assessment.status == Status::NotScored {
                    tally.not_scored += 1;
                    continue;
                }
                tally.scored += 1;
                add_open(&mut tally, scored);
                if !room.is_hidden(seat.id, question) {
                    collect(&mut pool, seat, text, scored);
                }
            }
            (Some(_), Some(QuestionResult::Closed(closed))) => {
                tally.scored += 1;
                tally.all_right += usize::from(closed.right);
                for (at, piece) in closed.pieces.iter().enumerate() {
                    if tally.pieces.len() <= at {
                        tally.pieces.push(PieceTally {
                            about: piece.about.clone(),
                            expected: piece.expected.clone(),
                            right: 0,
                            given: Vec::new(),
                            why: piece.why.clone(),
                        });
                    }
                    let own = &mut tally.pieces[at];
                    own.right += usize::from(piece.right);
                    if let Some(given) = &piece.given {
                        match own.given.iter_mut().find(|(text, _)| text == given) {
                            Some((_, count)) => *count += 1,
                            None => own.given.push((given.clone(), 1)),
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for piece in &mut tally.pieces {
        piece.given.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    for criterion in &mut tally.criteria {
        criterion.excerpts = choose(pool.remove(&criterion.id).unwrap_or_default());
    }
    tally
}

fn add_open(tally: &mut Tally, scored: &Scored) {
    let assessment = &scored.assessment;
    tally.levels.resize(usize::from(assessment.of) + 1, 0);
    if let Some(count) = assessment.level.and_then(|own| tally.levels.get_mut(usize::from(own))) {
        *count += 1;
    }
    for (at, criterion) in assessment.criteria.iter().enumerate() {
        if tally.criteria.len() <= at {
            tally.criteria.push(CriterionTally {
                id: criterion.id.clone(),
                title: criterion.title.to_string(),
                weight: criterion.weight,
                full: 0,
                partly: 0,
                missed: 0,
                excerpts: Vec::new(),
            });
        }
        let own = &mut tally.criteria[at];
        match criterion.level {
            Some(0) => own.missed += 1,
            Some(level) if level >= criterion.of => own.full += 1,
            Some(_) => own.partly += 1,
            // A person gives it.
            None => {}
        }
    }
}

/// What makes an excerpt better than another: said rather than meant, more of the criterion, in few
/// words, who came first.
type Rank = (How, std::cmp::Reverse<u8>, usize, SeatId);

fn collect(
    pool: &mut BTreeMap<CriterionId, Vec<(Rank, Excerpt)>>,
    seat: &Seat,
    text: &str,
    scored: &Scored,
) {
    for criterion in &scored.assessment.criteria {
        // The weightiest words are the longest: a term alone convinces nobody on a wall.
        let own = criterion.evidence.iter().filter(|piece| piece.source == Source::Answer);
        let Some(piece) = own.max_by_key(|piece| (std::cmp::Reverse(piece.how), piece.text.len()))
        else {
            continue;
        };
        let Some(excerpt) = excerpt(seat, text, piece.start..piece.end) else { continue };
        let level = std::cmp::Reverse(criterion.level.unwrap_or(0));
        let length = excerpt.before.len() + excerpt.after.len();
        let rank = (piece.how, level, length, seat.id);
        pool.entry(criterion.id.clone()).or_default().push((rank, excerpt));
    }
}

/// The words with the sentence that they stand in, shortened where it is long.
fn excerpt(seat: &Seat, text: &str, span: Range<usize>) -> Option<Excerpt> {
    let words = text.get(span.clone())?.to_owned();
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let head = text.get(..span.start)?;
    let start = head.rfind(ends).map_or(0, |at| at + 1);
    let tail = text.get(span.end..)?;
    let end = tail.find(ends).map_or(tail.len(), |at| at + 1);
    let mut before = head.get(start..)?.trim_start().to_owned();
    let mut after = tail.get(..end)?.trim_end().to_owned();
    if before.len() > AROUND {
        let cut = (before.len() - AROUND..before.len()).find(|at| before.is_char_boundary(*at))?;
        let word = before.get(cut..)?.find(' ').map_or(cut, |at| cut + at);
        before = format!("…{}", before.get(word..)?);
    }
    if after.len() > AROUND {
        let cut = (0..=AROUND).rev().find(|at| after.is_char_boundary(*at))?;
        let word = after.get(..cut)?.rfind(' ').unwrap_or(cut);
        after = format!("{}…", after.get(..word)?);
    }
    let name = seat.show_name.then(|| seat.name.clone());
    Some(Excerpt { seat: seat.id, name, before, words, after })
}

/// The best excerpts; one's own words once, however often they were handed in by others.
fn choose(mut pool: Vec<(Rank, Excerpt)>) -> Vec<Excerpt> {
    pool.sort_by_key(|(rank, _)| *rank);
    let mut chosen: Vec<Excerpt> = Vec::new();
    for (_, excerpt) in pool {
        let is_same = |own: &Excerpt| own.words.eq_ignore_ascii_case(&excerpt.words);
        if !chosen.iter().any(is_same) {
            chosen.push(excerpt);
        }
        if chosen.len() == EXCERPTS {
            break;
        }
    }
    chosen
}
