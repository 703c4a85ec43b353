//! Rounds and candidates as they lie in the store.
//!
//! A round has the stream `panel/ROUND`, and each of its candidates `panel/ROUND/CANDIDATE`, so that
//! one candidate can be erased and every chain still verifies.

use serde::de::DeserializeOwned;

use super::PanelError;
use crate::content::lower::nearest;
use crate::interview::panel::{
    Candidate, CandidateEvent, CandidateId, PanelName, Round, RoundEvent,
};
use crate::session::SessionError;
use crate::store::{Envelope, Micros, Store, StoreError, StreamId};

/// What streams of panels begin with.
pub const PANELS: &str = "panel/";

/// A round as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRound {
    /// What it is called.
    pub name: PanelName,
    /// When it was opened.
    pub opened: Micros,
    /// What it is.
    pub state: Kept,
    /// How many candidates it has, those included that were erased.
    pub candidates: usize,
}

/// How much of a round is left to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Round(Box<Round>),
    /// Nothing but that it took place.
    Erased,
    /// It is there and cannot be read: it was changed, or is of a newer program. Why, in words.
    Unreadable(String),
}

impl KeptRound {
    /// The round, where it can be read.
    #[must_use]
    pub fn round(&self) -> Option<&Round> {
        match &self.state {
            Kept::Round(round) => Some(round),
            Kept::Erased | Kept::Unreadable(_) => None,
        }
    }
}

/// All rounds, by name.
///
/// # Errors
/// Those of the store.
pub fn rounds(store: &dyn Store) -> Result<Vec<KeptRound>, PanelError> {
    let mut names: Vec<PanelName> = Vec::new();
    let mut owners: Vec<PanelName> = Vec::new();
    for head in store.streams(PANELS)? {
        let rest = head.stream.as_str().strip_prefix(PANELS).unwrap_or_default();
        match rest.split_once('/') {
            None => names.extend(PanelName::new(rest)),
            Some((round, _)) => owners.extend(PanelName::new(round)),
        }
    }
    names.sort();
    names
        .into_iter()
        .map(|name| {
            // One that cannot be read must not keep the others from being listed or erased.
            let (state, opened) = match read_round(store, &name) {
                Ok((round, envelopes)) => (
                    round.map_or(Kept::Erased, |round| Kept::Round(Box::new(round))),
                    envelopes.first().map_or(0, |envelope| envelope.time),
                ),
                Err(PanelError::Store(error)) if !matches!(error, StoreError::Corrupt { .. }) => {
                    return Err(error.into());
                }
                Err(error) => (Kept::Unreadable(error.to_string()), 0),
            };
            let candidates = owners.iter().filter(|owner| **owner == name).count();
            Ok(KeptRound { name, opened, state, candidates })
        })
        .collect()
}

/// The stream of a round.
///
/// # Errors
/// None for a [`PanelName`]; the store decides what names a stream.
pub fn round_stream(name: &PanelName) -> Result<StreamId, PanelError> {
    stream(&format!("{PANELS}{name}"))
}

/// The stream of a candidate.
///
/// # Errors
/// None for a [`PanelName`] and a [`CandidateId`]; the store decides what names a stream.
pub fn candidate_stream(name: &PanelName, id: &CandidateId) -> Result<StreamId, PanelError> {
    stream(&format!("{PANELS}{name}/{id}"))
}

fn stream(name: &str) -> Result<StreamId, PanelError> {
    StreamId::new(name).map_err(|bad| SessionError::BadId(bad).into())
}

/// The candidates of a round with the sequence at which each of their streams ends, by id.
pub(super) fn ends(
    store: &dyn Store,
    name: &PanelName,
) -> Result<Vec<(CandidateId, u64)>, PanelError> {
    let prefix = format!("{PANELS}{name}/");
    let mut found: Vec<(CandidateId, u64)> = store
        .streams(&prefix)?
        .into_iter()
        .filter_map(|head| {
            let id = head.stream.as_str().strip_prefix(&prefix)?;
            Some((CandidateId::new(id).ok()?, head.sequence))
        })
        .collect();
    found.sort();
    Ok(found)
}

/// A round with its envelopes; no round where it was erased.
pub(super) fn read_round(
    store: &dyn Store,
    name: &PanelName,
) -> Result<(Option<Round>, Vec<Envelope>), PanelError> {
    let envelopes = store.read(&round_stream(name)?, 1)?;
    if envelopes.first().is_none_or(|first| first.payload().is_none()) {
        return Ok((None, envelopes));
    }
    let mut events = Vec::with_capacity(envelopes.len());
    for envelope in &envelopes {
        events.extend(event::<RoundEvent>(envelope)?);
    }
    Ok((Some(Round::fold(&events)?), envelopes))
}

/// A candidate with the sequence at which the stream ends; no candidate where they were erased.
pub(super) fn read_candidate(
    store: &dyn Store,
    name: &PanelName,
    id: &CandidateId,
) -> Result<(Option<Candidate>, u64), PanelError> {
    let envelopes = store.read(&candidate_stream(name, id)?, 1)?;
    let end = envelopes.last().map_or(0, |envelope| envelope.sequence);
    let mut candidate = Candidate::default();
    for envelope in &envelopes {
        let Some(event) = event::<CandidateEvent>(envelope)? else { return Ok((None, end)) };
        candidate
            .apply(envelope.time, &event)
            .map_err(|source| PanelError::Candidate { candidate: id.to_string(), source })?;
    }
    Ok((Some(candidate), end))
}

/// What an envelope holds; nothing where it was erased.
pub(super) fn event<E: DeserializeOwned>(envelope: &Envelope) -> Result<Option<E>, PanelError> {
    envelope.payload().map(serde_json::from_str).transpose().map_err(|source| PanelError::Event {
        stream: envelope.stream.to_string(),
        sequence: envelope.sequence,
        source,
    })
}

/// The name of a round that is asked for.
///
/// # Errors
/// A text that names no round.
pub fn named(text: &str) -> Result<PanelName, PanelError> {
    PanelName::new(text)
        .ok_or_else(|| PanelError::BadName { found: text.chars().take(60).collect() })
}

/// Says that a round is not there, and which may be meant.
pub(super) fn no_panel(store: &dyn Store, name: &PanelName) -> PanelError {
    let known: Vec<String> = store
        .streams(PANELS)
        .unwrap_or_default()
        .iter()
        .filter_map(|head| head.stream.as_str().strip_prefix(PANELS))
        .filter(|rest| !rest.contains('/'))
        .map(str::to_owned)
        .collect();
    let near = nearest(name.as_str(), known.iter().map(String::as_str)).map(str::to_owned);
    PanelError::NoPanel { found: name.to_string(), near }
}
