//! All that was ever done, for the study: digests of attempts, and reviews of drills.
//!
//! A digest is worked out once from an attempt's events and kept beside them, so that ten thousand
//! attempts are read as quickly as one is scored. It is worked out again when the attempt has gone on.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::drill::DRILLS;
use super::{ATTEMPTS, SessionError, kept};
use crate::content::ids::ScenarioId;
use crate::content::scenario::Scenario;
use crate::interview::drill::DrillEvent;
use crate::interview::{Attempt, Event};
use crate::library::{Bundle, Library};
use crate::store::{Envelope, Hash, Store, StoreError, StreamId};
use crate::study::{Digest, Missed, Reviewed};

const DIGEST: &str = "digest";
const MISSED: &str = "missed";
const REVIEWS: &str = "reviews";

/// What is kept of an attempt that was purged.
const PURGED: &str = "purged";

/// The digests of all attempts. Those that this program cannot read, and those that were purged, are
/// left out.
///
/// # Errors
/// Those of the store.
pub fn digests(store: &dyn Store) -> Result<Vec<Digest>, SessionError> {
    read(store, DIGEST, Digest::read, |own| own.digest)
}

/// What all attempts missed.
///
/// # Errors
/// Those of the store.
pub fn missed(store: &dyn Store) -> Result<Vec<Missed>, SessionError> {
    read(store, MISSED, Missed::read, |own| own.missed)
}

/// The reviews of all drills.
///
/// # Errors
/// Those of the store.
pub fn reviews(store: &dyn Store) -> Result<Vec<Reviewed>, SessionError> {
    let mut all = Vec::new();
    let mut made = Vec::new();
    for row in store.summaries(DRILLS, REVIEWS)? {
        let known = row.text.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let own: Vec<Reviewed> = match known {
            Some(own) => own,
            None => {
                let own = reviews_in(&store.read(&row.stream, 1)?);
                let text = serde_json::to_string(&own).map_err(SessionError::Encoding)?;
                made.push((row.stream, row.sequence, text));
                own
            }
        };
        all.extend(own);
    }
    put(store, REVIEWS, &made)?;
    Ok(all)
}

/// What was purged, or comes from a newer program, is no review.
fn reviews_in(envelopes: &[Envelope]) -> Vec<Reviewed> {
    let event = |envelope: &Envelope| serde_json::from_str(envelope.payload()?).ok();
    let review = |envelope: &Envelope| match event(envelope)? {
        DrillEvent::Scheduled { card, schedule, own } => {
            Some(Reviewed { at: envelope.time, card, schedule, own })
        }
        _ => None,
    };
    envelopes.iter().filter_map(review).collect()
}

/// Both summaries of an attempt.
struct Worked {
    digest: Digest,
    missed: Missed,
}

fn read<T: Send>(
    store: &dyn Store,
    name: &str,
    parse: impl Fn(&str) -> Option<T> + Sync,
    pick: impl Fn(Worked) -> T,
) -> Result<Vec<T>, SessionError> {
    let rows = store.summaries(ATTEMPTS, name)?;
    let parsed: Vec<Option<T>> =
        rows.par_iter().map(|row| row.text.as_deref().and_then(&parse)).collect();
    let mut all = Vec::with_capacity(rows.len());
    let mut cases = Cases::new(store);
    let mut made: [Vec<(StreamId, u64, String)>; 2] = Default::default();
    for (row, parsed) in rows.into_iter().zip(parsed) {
        if let Some(own) = parsed {
            all.push(own);
            continue;
        }
        if row.text.as_deref() == Some(PURGED) {
            continue;
        }
        let texts = match work_out(store, &mut cases, &row.stream) {
            Ok(own) => {
                let texts = [encode(&own.digest)?, encode(&own.missed)?];
                all.push(pick(own));
                texts
            }
            Err(SessionError::Store(error)) => return Err(error.into()),
            Err(SessionError::Purged { .. }) => [PURGED.to_owned(), PURGED.to_owned()],
            // A newer program may read it.
            Err(_) => continue,
        };
        for (rows, text) in made.iter_mut().zip(texts) {
            rows.push((row.stream.clone(), row.sequence, text));
        }
    }
    for (name, rows) in [DIGEST, MISSED].into_iter().zip(&made) {
        put(store, name, rows)?;
    }
    Ok(all)
}

fn encode(own: &impl serde::Serialize) -> Result<String, SessionError> {
    serde_json::to_string(own).map_err(SessionError::Encoding)
}

/// Keeps what was worked out. Where another program holds the store, it is worked out again.
fn put(store: &dyn Store, name: &str, rows: &[(StreamId, u64, String)]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    match store.put_summaries(name, rows) {
        Err(StoreError::Busy { .. } | StoreError::Full { .. }) => Ok(()),
        done => done,
    }
}

fn work_out(
    store: &dyn Store,
    cases: &mut Cases<'_>,
    stream: &StreamId,
) -> Result<Worked, SessionError> {
    let told = kept::told(store, stream)?;
    let attempt = Attempt::fold(told.iter().map(|own| &own.event)).map_err(SessionError::Fold)?;
    let timed: Vec<(i64, Event)> = told.into_iter().map(|own| (own.time, own.event)).collect();
    let scenario = cases.case(&attempt, stream)?;
    let digest = Digest::of(&attempt, &timed, scenario);
    let missed = Missed::of(&digest);
    Ok(Worked { digest, missed })
}

/// Cases as they were pinned, by content: many attempts were started with the same.
struct Cases<'s> {
    store: &'s dyn Store,
    known: BTreeMap<(String, ScenarioId), Scenario>,
}

impl<'s> Cases<'s> {
    fn new(store: &'s dyn Store) -> Self {
        Self { store, known: BTreeMap::new() }
    }

    fn case(&mut self, attempt: &Attempt, stream: &StreamId) -> Result<&Scenario, SessionError> {
        let key = (attempt.content.clone(), attempt.scenario.clone());
        if !self.known.contains_key(&key) {
            let gone = || SessionError::ContentGone { stream: stream.to_string() };
            let hash = Hash::parse(&attempt.content).ok_or_else(gone)?;
            let text = self.store.blob(&hash)?.ok_or_else(gone)?;
            let bundle: Bundle = serde_json::from_slice(&text).map_err(SessionError::Encoding)?;
            let scenario = Library::from_bundle(bundle).scenario(&attempt.scenario)?.value;
            self.known.insert(key.clone(), scenario);
        }
        let gone = || SessionError::ContentGone { stream: stream.to_string() };
        self.known.get(&key).ok_or_else(gone)
    }
}
