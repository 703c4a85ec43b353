//! Where somebody stands after many attempts: what they can do now, whether it is getting better, and
//! what they miss most.
//!
//! What somebody can do now is the latest result of each criterion and closed question; how it was
//! before is the same, as of then. So practising what one can already do well changes nothing, and a
//! case that was done once and badly counts until it is done again.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use super::digest::{Digest, Outcome, Point};
use crate::content::ids::{Competency, CriterionId, QuestionId, ScenarioId};
use crate::interview::drill::CardId;

/// Version of the document.
pub const SCHEMA: u32 = 1;

/// How many weeks a history looks back over, this one included.
pub const WEEKS: usize = 8;

/// How many weeks back a trend compares with.
const TREND: usize = 4;

/// Where somebody stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// [`SCHEMA`].
    pub schema: u32,
    /// As of when.
    pub today: Date,
    /// Attempts in which something was answered.
    pub attempts: usize,
    /// Answers with a result.
    pub answers: usize,
    /// Answers a day, on days with any, the first day first.
    pub days: Vec<DayCount>,
    /// By name.
    pub competencies: Vec<CompetencyProgress>,
    /// What was missed and not met since, what was missed most often first.
    pub misses: Vec<Miss>,
    /// What was done last first.
    pub cases: Vec<CaseProgress>,
    /// One's own guesses beside the results; none where nothing was guessed.
    pub guesses: Option<Guesses>,
}

/// How many answers were given on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayCount {
    /// The day, where the person is.
    pub day: Date,
    /// How many.
    pub answers: u32,
}

/// Where somebody stands in one competency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompetencyProgress {
    /// Which.
    pub competency: Competency,
    /// Now, 0..=100.
    pub percent: u8,
    /// Percentage points gained in the last four weeks; none where there was nothing before.
    pub trend: Option<i8>,
    /// How many criteria and closed questions it rests on.
    pub of: u32,
    /// In how many answers they were tried.
    pub answers: u32,
    /// At the end of each of the last eight weeks, this one last; none before the first answer.
    pub history: Vec<Option<u8>>,
}

/// Something that was missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// What.
    pub card: CardId,
    /// What it trains.
    pub competency: Option<Competency>,
    /// In how many answers it was missed, in whole or in part.
    pub missed: u32,
    /// Of how many.
    pub of: u32,
    /// What it last reached, and the most there is.
    pub last: (u8, u8),
    /// The day of the last answer.
    pub day: Date,
    /// The words that last earned something of it.
    pub words: Option<String>,
}

/// How a case went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseProgress {
    /// Which.
    pub scenario: ScenarioId,
    /// Its title when it was last done.
    pub title: String,
    /// In how many attempts something was answered.
    pub attempts: u32,
    /// How many of them answered every question.
    pub complete: u32,
    /// The best percentage of those; none where there are none.
    pub best: Option<u8>,
    /// The percentage of the latest attempt.
    pub latest: u8,
    /// How many questions it answered, and how many there were.
    pub answered: (u32, u32),
    /// Its day.
    pub day: Date,
}

/// Guessed levels beside those that answers earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guesses {
    /// How many answers were guessed.
    pub answers: u32,
    /// Guessed above the result.
    pub over: u32,
    /// Guessed below.
    pub under: u32,
    /// The mean of guess minus result, in hundredths of a level.
    pub mean_hundredths: i32,
}

impl Progress {
    /// Where the attempts of these digests lead to. Days are those of `zone`.
    #[must_use]
    pub fn of(digests: &[Digest], today: Date, zone: &TimeZone) -> Self {
        let mut answers: Vec<(&Digest, &Outcome)> = digests
            .iter()
            .flat_map(|digest| digest.answers.iter().map(move |own| (digest, own)))
            .collect();
        answers.sort_by(|(a, left), (b, right)| {
            left.at
                .cmp(&right.at)
                .then_with(|| a.scenario.cmp(&b.scenario))
                .then_with(|| left.question.cmp(&right.question))
        });
        let mut ledger = Ledger::default();
        let mut days: Vec<DayCount> = Vec::new();
        let mut guesses = Guesses::default();
        let mut sum = 0;
        let mut weeks = (0..WEEKS).map(|week| week_end(today, WEEKS - 1 - week)).peekable();
        for (digest, outcome) in &answers {
            let day = day(outcome.at, zone);
            while weeks.next_if(|end| *end < day).is_some() {
                ledger.sample();
            }
            match days.last_mut().filter(|last| last.day == day) {
                Some(last) => last.answers += 1,
                None => days.push(DayCount { day, answers: 1 }),
            }
            if let (Some(guess), Some((level, _))) = (outcome.guess, outcome.level) {
                guesses.answers += 1;
                guesses.over += u32::from(guess > level);
                guesses.under += u32::from(guess < level);
                sum += i32::from(guess) - i32::from(level);
            }
            ledger.take(digest, outcome, day);
        }
        for _ in weeks {
            ledger.sample();
        }
        if let Ok(count) = i32::try_from(guesses.answers) {
            guesses.mean_hundredths = if count == 0 { 0 } else { sum * 100 / count };
        }
        Self {
            schema: SCHEMA,
            today,
            attempts: digests.iter().filter(|digest| !digest.answers.is_empty()).count(),
            answers: answers.len(),
            days,
            competencies: ledger.competencies(),
            misses: ledger.misses(),
            cases: cases(digests, zone),
            guesses: (guesses.answers > 0).then_some(guesses),
        }
    }

    /// The competency in which somebody stands lowest, of those that rest on at least three things.
    #[must_use]
    pub fn weakest(&self) -> Option<&CompetencyProgress> {
        self.competencies.iter().filter(|own| own.of >= 3).min_by_key(|own| own.percent)
    }
}

/// The last day of the week that lies so many weeks back.
fn week_end(today: Date, back: usize) -> Date {
    let back = i64::try_from(back).unwrap_or(0);
    today.checked_sub(back.weeks()).unwrap_or(today)
}

fn day(at: i64, zone: &TimeZone) -> Date {
    let moment = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(moment).date()
}

/// What is known by a moment, as answers come in by time.
#[derive(Default)]
struct Ledger<'d> {
    places: BTreeMap<(&'d ScenarioId, &'d QuestionId), usize>,
    questions: Vec<Vec<Entry<'d>>>,
    names: BTreeMap<&'d Competency, usize>,
    sums: Vec<Sum>,
}

/// The latest of one criterion or closed question.
struct Entry<'d> {
    criterion: Option<&'d CriterionId>,
    competency: Option<&'d Competency>,
    place: Option<usize>,
    hundredths: u64,
    weight: u64,
    last: (u8, u8),
    day: Date,
    words: Option<&'d String>,
    missed: u32,
    of: u32,
}

#[derive(Default)]
struct Sum {
    earned: u64,
    weight: u64,
    of: u32,
    answers: u32,
    history: Vec<Option<u8>>,
}

impl Sum {
    fn percent(&self) -> Option<u8> {
        let share = (self.earned * 2 + self.weight).checked_div(self.weight * 2)?;
        u8::try_from(share / 100).ok()
    }
}

impl<'d> Ledger<'d> {
    fn take(&mut self, digest: &'d Digest, outcome: &'d Outcome, day: Date) {
        let next = self.questions.len();
        let at = *self.places.entry((&digest.scenario, &outcome.question)).or_insert(next);
        if at == next {
            self.questions.push(Vec::new());
        }
        for (order, point) in outcome.points.iter().enumerate() {
            self.put(at, order, point, day);
        }
    }

    fn put(&mut self, at: usize, order: usize, point: &'d Point, day: Date) {
        let Point(criterion, competency, weight, level, of, words) = point;
        let place = competency.as_ref().map(|name| {
            let next = self.sums.len();
            let place = *self.names.entry(name).or_insert(next);
            if place == next {
                let blank = self.sums.first().map_or(0, |own| own.history.len());
                self.sums.push(Sum { history: vec![None; blank], ..Sum::default() });
            }
            place
        });
        let hundredths = u64::from(*level) * 10_000 / u64::from((*of).max(1));
        let weight = u64::from(*weight);
        let entries = &mut self.questions[at];
        // Criteria come in the order of their rubric, which seldom changes.
        let found = entries
            .get(order)
            .filter(|own| own.criterion == criterion.as_ref())
            .map(|_| order)
            .or_else(|| entries.iter().position(|own| own.criterion == criterion.as_ref()));
        let index = found.unwrap_or(entries.len());
        if found.is_none() {
            entries.push(Entry {
                criterion: criterion.as_ref(),
                competency: None,
                place: None,
                hundredths: 0,
                weight: 0,
                last: (0, 0),
                day,
                words: None,
                missed: 0,
                of: 0,
            });
        }
        let entry = &mut entries[index];
        if let Some(before) = entry.place.and_then(|place| self.sums.get_mut(place)) {
            before.earned -= entry.hundredths * entry.weight;
            before.weight -= entry.weight;
            before.of -= 1;
        }
        if let Some(sum) = place.and_then(|place| self.sums.get_mut(place)) {
            sum.earned += hundredths * weight;
            sum.weight += weight;
            sum.of += 1;
            sum.answers += 1;
        }
        (entry.place, entry.competency) = (place, competency.as_ref());
        (entry.hundredths, entry.weight) = (hundredths, weight);
        (entry.last, entry.day) = ((*level, *of), day);
        entry.words = words.as_ref().or(entry.words);
        entry.missed += u32::from(level < of);
        entry.of += 1;
    }

    /// Writes down where everything stands.
    fn sample(&mut self) {
        for sum in &mut self.sums {
            let now = sum.percent();
            sum.history.push(now);
        }
    }

    fn competencies(&self) -> Vec<CompetencyProgress> {
        let of = |(name, place): (&&Competency, &usize)| {
            let sum = self.sums.get(*place)?;
            let percent = sum.percent()?;
            let before = sum.history.len().checked_sub(TREND + 1).and_then(|at| sum.history[at]);
            let trend =
                before.and_then(|own| i8::try_from(i16::from(percent) - i16::from(own)).ok());
            let missing = WEEKS.saturating_sub(sum.history.len());
            let history = std::iter::repeat_n(None, missing).chain(sum.history.iter().copied());
            Some(CompetencyProgress {
                competency: (*name).clone(),
                percent,
                trend,
                of: sum.of,
                answers: sum.answers,
                history: history.collect(),
            })
        };
        self.names.iter().filter_map(of).collect()
    }

    fn misses(&self) -> Vec<Miss> {
        let mut misses: Vec<(u64, Miss)> = Vec::new();
        for ((scenario, question), place) in &self.places {
            for entry in &self.questions[*place] {
                if entry.last.0 >= entry.last.1 {
                    continue;
                }
                let card = CardId {
                    scenario: (*scenario).clone(),
                    question: (*question).clone(),
                    criterion: entry.criterion.cloned(),
                };
                misses.push((
                    entry.weight,
                    Miss {
                        card,
                        competency: entry.competency.cloned(),
                        missed: entry.missed,
                        of: entry.of,
                        last: entry.last,
                        day: entry.day,
                        words: entry.words.cloned(),
                    },
                ));
            }
        }
        misses.sort_by_key(|(weight, own)| (Reverse(own.missed), Reverse(*weight)));
        misses.into_iter().map(|(_, own)| own).collect()
    }
}

fn cases(digests: &[Digest], zone: &TimeZone) -> Vec<CaseProgress> {
    let mut cases: BTreeMap<&ScenarioId, (i64, CaseProgress)> = BTreeMap::new();
    for digest in digests {
        let Some(percent) = digest.percent() else { continue };
        let last = digest.answers.iter().map(|own| own.at).max().unwrap_or_default();
        let answered = u32::try_from(digest.answers.len()).unwrap_or(u32::MAX);
        let is_complete = answered == digest.questions && digest.questions > 1;
        let (latest, case) = cases.entry(&digest.scenario).or_insert_with(|| {
            let case = CaseProgress {
                scenario: digest.scenario.clone(),
                title: digest.title.clone(),
                attempts: 0,
                complete: 0,
                best: None,
                latest: percent,
                answered: (answered, digest.questions),
                day: day(last, zone),
            };
            (i64::MIN, case)
        });
        case.attempts += 1;
        case.complete += u32::from(is_complete);
        case.best = case.best.max(is_complete.then_some(percent));
        if last > *latest {
            *latest = last;
            case.title.clone_from(&digest.title);
            (case.latest, case.day) = (percent, day(last, zone));
            case.answered = (answered, digest.questions);
        }
    }
    let mut cases: Vec<(i64, CaseProgress)> = cases.into_values().collect();
    cases.sort_by_key(|(latest, _)| Reverse(*latest));
    cases.into_iter().map(|(_, case)| case).collect()
}

#[cfg(test)]
mod tests;
