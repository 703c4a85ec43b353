//! The audit trail of a round or a candidate: every event in its order, and whether the chains hold.

use serde::Serialize;

use super::kept::{self, candidate_stream, round_stream};
use super::{PanelError, no_candidate};
use crate::interview::panel::{CandidateEvent, CandidateId, PanelName, RoundEvent};
use crate::store::{ChainReport, Envelope, Micros, Store, StoreError, StreamId};

/// Everything that happened in one stream.
#[derive(Clone, Debug, Serialize)]
pub struct Trail {
    /// The stream.
    pub stream: String,
    /// In order.
    pub events: Vec<TrailLine>,
    /// Its chain.
    pub chain: ChainReport,
    /// The chains of all candidates, where it is the trail of a round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates: Option<Chains>,
}

impl Trail {
    /// Whether every chain holds.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.chain.is_ok() && self.candidates.as_ref().is_none_or(|all| all.broken.is_empty())
    }
}

/// One event of a trail.
#[derive(Clone, Debug, Serialize)]
pub struct TrailLine {
    /// Its place, from 1.
    pub sequence: u64,
    /// When it happened; in JSON as RFC 3339.
    #[serde(serialize_with = "moment")]
    pub time: Micros,
    /// Its kind; stays when the event is erased.
    pub kind: String,
    /// What happened.
    pub what: Happening,
}

/// What happened, as far as it can be told.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// To the round.
    Round(RoundEvent),
    /// To a candidate.
    Candidate(CandidateEvent),
    /// It was erased.
    Erased {
        /// When; in JSON as RFC 3339.
        #[serde(serialize_with = "moment")]
        time: Micros,
    },
    /// It is there and cannot be read by this program: it was changed, or is of a newer one.
    Unreadable,
}

fn moment<S: serde::Serializer>(time: &Micros, serializer: S) -> Result<S::Ok, S::Error> {
    match jiff::Timestamp::from_microsecond(*time) {
        Ok(time) => serializer.collect_str(&time),
        Err(_) => serializer.serialize_none(),
    }
}

/// The chains of all candidates of a round, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chains {
    /// Candidates.
    pub candidates: u64,
    /// Events that verified.
    pub verified: u64,
    /// Of those, events that were erased.
    pub erased: u64,
    /// Candidates whose chain is broken.
    pub broken: Vec<CandidateId>,
}

/// The trail of a round, erased or not.
///
/// # Errors
/// A round that is not there, and those of the store.
pub fn round_trail(store: &dyn Store, name: &PanelName) -> Result<Trail, PanelError> {
    let stream = round_stream(name)?;
    let (envelopes, chain) = read(store, &stream)?;
    if envelopes.is_empty() && chain.is_ok() {
        return Err(kept::no_panel(store, name));
    }
    let mut chains = Chains::default();
    for (id, _) in kept::ends(store, name)? {
        let report = store.verify(&candidate_stream(name, &id)?)?;
        chains.candidates += 1;
        chains.verified += report.verified;
        chains.erased += report.erased;
        if !report.is_ok() {
            chains.broken.push(id);
        }
    }
    Ok(Trail {
        events: lines(&envelopes, |text| serde_json::from_str(text).map(Happening::Round)),
        chain,
        candidates: Some(chains),
        stream: stream.as_str().to_owned(),
    })
}

/// The trail of a candidate, erased or not.
///
/// # Errors
/// A candidate who is not there, and those of the store.
pub fn candidate_trail(
    store: &dyn Store,
    name: &PanelName,
    id: &CandidateId,
) -> Result<Trail, PanelError> {
    let stream = candidate_stream(name, id)?;
    let (envelopes, chain) = read(store, &stream)?;
    if envelopes.is_empty() && chain.is_ok() {
        if store.read(&round_stream(name)?, 1)?.is_empty() {
            return Err(kept::no_panel(store, name));
        }
        return Err(no_candidate(store, name, id));
    }
    Ok(Trail {
        events: lines(&envelopes, |text| serde_json::from_str(text).map(Happening::Candidate)),
        chain,
        candidates: None,
        stream: stream.as_str().to_owned(),
    })
}

/// The envelopes of a stream and its chain. Rows that were changed so that they cannot be read leave
/// no envelopes, and a chain that says where it breaks.
fn read(store: &dyn Store, stream: &StreamId) -> Result<(Vec<Envelope>, ChainReport), PanelError> {
    let chain = store.verify(stream)?;
    match store.read(stream, 1) {
        Err(StoreError::Corrupt { .. }) if !chain.is_ok() => Ok((Vec::new(), chain)),
        envelopes => Ok((envelopes?, chain)),
    }
}

fn lines(
    envelopes: &[Envelope],
    read: impl Fn(&str) -> serde_json::Result<Happening>,
) -> Vec<TrailLine> {
    let line = |envelope: &Envelope| TrailLine {
        sequence: envelope.sequence,
        time: envelope.time,
        kind: envelope.kind.clone(),
        what: match (&envelope.content, envelope.payload()) {
            (crate::store::Content::Erased { time }, _) => Happening::Erased { time: *time },
            (_, payload) => {
                payload.and_then(|text| read(text).ok()).unwrap_or(Happening::Unreadable)
            }
        },
    };
    envelopes.iter().map(line).collect()
}
