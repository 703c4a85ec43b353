//! Appending to candidates' streams only while nothing of the round was erased.
//!
//! An erasure leaves the ends of streams where they were, so that an append would still fit, and put a
//! person's words back. But every erasure is noted on the round. So each append names the end of the
//! round's stream that was seen, in the same transaction.

use std::sync::atomic::{AtomicU64, Ordering};

use super::PanelError;
use super::kept::{self, round_stream};
use crate::interview::panel::{PanelName, RoundEvent};
use crate::store::{Append, Store, StoreError};

/// How often others may note something on the round meanwhile.
const TRIES: usize = 10;

/// The end of a round's stream, as it was last seen.
#[derive(Debug)]
pub(super) struct Seen(AtomicU64);

impl Seen {
    pub(super) fn new(sequence: u64) -> Self {
        Self(AtomicU64::new(sequence))
    }

    pub(super) fn sequence(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    pub(super) fn move_to(&self, sequence: u64) {
        self.0.store(sequence, Ordering::SeqCst);
    }

    /// Takes in what others have noted on the round.
    ///
    /// # Errors
    /// The round or one of its candidates was erased meanwhile, and those of the store.
    pub(super) fn catch_up(&self, store: &dyn Store, name: &PanelName) -> Result<(), PanelError> {
        let (round, envelopes) = kept::read_round(store, name)?;
        if round.is_none() {
            return Err(PanelError::Erased { found: name.to_string() });
        }
        let before = self.sequence();
        for envelope in envelopes.iter().filter(|envelope| envelope.sequence > before) {
            let event = kept::event::<RoundEvent>(envelope)?;
            if let Some(RoundEvent::Erased { candidate: Some(id), .. }) = event {
                return Err(PanelError::ErasedMeanwhile { candidate: id.to_string() });
            }
            self.move_to(envelope.sequence);
        }
        Ok(())
    }
}

/// Appends to candidates' streams of a round, all or none.
///
/// # Errors
/// An erasure meanwhile, and those of the store.
pub(super) fn append(
    store: &dyn Store,
    name: &PanelName,
    seen: &Seen,
    appends: Vec<Append>,
) -> Result<(), PanelError> {
    if appends.is_empty() {
        return Ok(());
    }
    let round = round_stream(name)?;
    let mut all = vec![Append { stream: round.clone(), after: 0, entries: Vec::new() }];
    all.extend(appends);
    for _ in 0..TRIES {
        if let Some(guard) = all.first_mut() {
            guard.after = seen.sequence();
        }
        match store.append_many(&all) {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict { stream, .. }) if stream == round => {
                seen.catch_up(store, name)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(PanelError::Busy { found: name.to_string() })
}
