//! Recomputing the chain of a stream: whether its rows are still what was appended, and where the
//! first change is.
//!
//! It works on bytes as a database gives them, because a changed row need not be a valid envelope.
//! It detects changes, and says nothing about who made them or why.

use serde::Serialize;

use super::Head;
use super::envelope::{self, Content, Envelope, Hash, Micros, StreamId};

/// What recomputing a stream's chain found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// How many envelopes verified: all of them, or those before the break.
    pub verified: u64,
    /// How many of those were purged: their links verify, their payloads are gone.
    pub erased: u64,
    /// The first break, if the chain has one.
    pub broken: Option<Break>,
}

impl ChainReport {
    /// Whether the chain is unbroken.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.broken.is_none()
    }
}

/// Where a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("envelope {sequence}: {fault}")]
pub struct Break {
    /// Sequence of the first envelope that does not verify.
    pub sequence: u64,
    /// What is wrong there.
    pub fault: Fault,
}

/// In which way an envelope does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// No envelope has this sequence, though later ones are there or the stream says that it goes
    /// on.
    #[error("it is missing")]
    Missing,
    /// Payload and salt are gone, and no purge removed them.
    #[error("its payload is missing, and no purge removed it")]
    PayloadMissing,
    /// Payload or salt are not those that were sealed.
    #[error("its payload or salt was changed")]
    Payload,
    /// The link does not follow from the link before, sequence, kind, time and seal.
    #[error("its kind, time, seal, link or place in the stream was changed")]
    Link,
    /// The stream ends here by its own record, and this envelope comes after that.
    #[error("the stream's own record ends before it")]
    AfterEnd,
    /// The stream's record of its end has another time or link than its last envelope.
    #[error("the stream's own record of its end does not agree with it")]
    End,
}

/// Salt and payload.
type Kept<'a> = (Option<&'a [u8]>, Option<&'a [u8]>);

/// An envelope as it lies in the database. `None` stands for a value of the wrong type.
pub(super) struct Row<'a> {
    pub(super) sequence: Option<u64>,
    pub(super) kind: Option<&'a [u8]>,
    pub(super) time: Option<Micros>,
    pub(super) seal: Option<&'a [u8]>,
    pub(super) link: Option<&'a [u8]>,
    pub(super) tombstone: bool,
    /// Salt and payload, if either is there.
    pub(super) kept: Option<Kept<'a>>,
}

impl<'a> Row<'a> {
    pub(super) fn of(envelope: &'a Envelope) -> Self {
        let (tombstone, kept) = match &envelope.content {
            Content::Kept { payload, salt } => {
                (false, Some((Some(salt.0.as_slice()), Some(payload.as_bytes()))))
            }
            Content::Erased { .. } => (true, None),
        };
        Self {
            sequence: Some(envelope.sequence),
            kind: Some(envelope.kind.as_bytes()),
            time: Some(envelope.time),
            seal: Some(&envelope.seal.0),
            link: Some(&envelope.link.0),
            tombstone,
            kept,
        }
    }
}

/// A stream's own record of its end, as it lies in the database.
pub(super) struct End {
    pub(super) sequence: Option<u64>,
    pub(super) time: Option<Micros>,
    pub(super) link: Vec<u8>,
}

impl From<&Head> for End {
    fn from(head: &Head) -> Self {
        Self { sequence: Some(head.sequence), time: Some(head.time), link: head.link.0.to_vec() }
    }
}

/// A chain that is being recomputed, row by row.
pub(super) struct Chain {
    stream: StreamId,
    link: Hash,
    time: Option<Micros>,
    report: ChainReport,
}

impl Chain {
    pub(super) fn new(stream: &StreamId) -> Self {
        Self {
            stream: stream.clone(),
            link: envelope::start(stream),
            time: None,
            report: ChainReport { verified: 0, erased: 0, broken: None },
        }
    }

    /// Takes the next row, in order of sequence. After a break nothing more is compared.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        if self.report.broken.is_some() {
            return;
        }
        let sequence = self.report.verified + 1;
        match self.check(sequence, row) {
            Ok(link) => {
                self.link = link;
                self.time = row.time;
                self.report.verified = sequence;
                self.report.erased += u64::from(row.kept.is_none());
            }
            Err(fault) => self.report.broken = Some(Break { sequence, fault }),
        }
    }

    pub(super) fn stream(&self) -> &StreamId {
        &self.stream
    }

    /// The first break so far.
    pub(super) fn broken(&self) -> Option<Break> {
        self.report.broken
    }

    fn check(&self, sequence: u64, row: &Row<'_>) -> Result<Hash, Fault> {
        match row.sequence {
            Some(found) if found == sequence => {}
            Some(found) if found > sequence => return Err(Fault::Missing),
            _ => return Err(Fault::Link),
        }
        let (Some(kind), Some(time), Some(seal)) = (row.kind, row.time, row.seal) else {
            return Err(Fault::Link);
        };
        let link = envelope::link(&self.link, &self.stream, sequence, kind, time, seal);
        if row.link != Some(&link.0) {
            return Err(Fault::Link);
        }
        match row.kept {
            Some((Some(salt), Some(payload))) if envelope::seal(salt, payload).0 == *seal => {}
            Some(_) => return Err(Fault::Payload),
            None if row.tombstone => {}
            None => return Err(Fault::PayloadMissing),
        }
        Ok(link)
    }

    /// Compares with the stream's own record of its end, which is there if the stream is.
    pub(super) fn end(mut self, end: Option<&End>) -> ChainReport {
        if self.report.broken.is_none() {
            let last = self.report.verified;
            let found = end.map_or(Some(0), |end| end.sequence);
            let fault = match (found, end) {
                (Some(found), _) if found > last => Some((last + 1, Fault::Missing)),
                (Some(found), _) if found < last => Some((found + 1, Fault::AfterEnd)),
                (Some(_), None) => None,
                (Some(_), Some(end)) if end.time == self.time && end.link == self.link.0 => None,
                _ => Some((last, Fault::End)),
            };
            self.report.broken = fault.map(|(sequence, fault)| Break { sequence, fault });
        }
        self.report
    }
}
