//! Opaque envelopes, and the hashes that hold them together.
//!
//! An envelope says where and when something happened; what happened is its payload, sealed by a
//! salted hash so that payload and salt can be erased while the chain of links still verifies.
//! Everything here is pure: times and randomness are passed in.

use std::fmt;

use rand::CryptoRng;
use sha2::{Digest as _, Sha256};

use super::MAX_NAME;

/// A moment, in microseconds since 1970-01-01 UTC.
pub type Micros = i64;

// A hash of one purpose can never pass for one of another.
const START: &str = "hotseat chain start 1";
const LINK: &str = "hotseat chain link 1";
const SEAL: &str = "hotseat payload seal 1";

/// A SHA-256 hash; shown in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of bytes, as `sha256sum` gives it.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = pair.iter().try_fold(0, |byte, digit| Some(byte << 4 | nibble(*digit)?))?;
        }
        Some(Self(bytes))
    }

    // Every part is preceded by its length: no two lists of parts give the same bytes.
    fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            // usize has at most 64 bits on every platform that Rust runs on.
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Thirty-two random bytes that keep a short payload from being guessed from its seal. A new one
/// for each envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl Salt {
    /// Draws a salt.
    #[must_use]
    pub fn draw(random: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }
}

/// The name of a stream, such as `attempt/0198c0de-...`: what comes before the first slash is its
/// kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamId(String);

/// A text that cannot name a stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{found:?} cannot name a stream: use 1 to {MAX_NAME} letters from a to z, digits, '-', '_', \
     '.' and '/', no part of it empty or only dots"
)]
pub struct BadStreamId {
    /// The text, or its beginning if it is long.
    pub found: String,
}

impl StreamId {
    /// Takes a text as the name of a stream.
    ///
    /// # Errors
    /// [`BadStreamId`] if it is empty, longer than [`MAX_NAME`] bytes, or has other characters than
    /// ASCII letters, digits, `-`, `_`, `.` and `/`, or a part between slashes that is empty or
    /// only dots, as in a path that leads elsewhere.
    pub fn new(text: &str) -> Result<Self, BadStreamId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
        let leads_elsewhere = |part: &str| part.bytes().all(|byte| byte == b'.');
        let is_name = text.len() <= MAX_NAME
            && text.bytes().all(plain)
            && !text.split('/').any(leads_elsewhere);
        if !is_name {
            return Err(BadStreamId { found: text.chars().take(60).collect() });
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is to become an envelope: the stream and the sequence are still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the payload is, such as `answered`. It outlives a purge: put nothing private here.
    pub kind: String,
    /// When it happened. It outlives a purge.
    pub time: Micros,
    /// What happened, as JSON.
    pub payload: String,
    /// Fresh for each entry.
    pub salt: Salt,
}

/// What an envelope holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// As it was appended.
    Kept {
        /// JSON.
        payload: String,
        /// The salt of the seal.
        salt: Salt,
    },
    /// Purged: a tombstone.
    Erased {
        /// When.
        time: Micros,
    },
}

/// Something that happened in a stream, with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The stream.
    pub stream: StreamId,
    /// Its place in the stream, from 1.
    pub sequence: u64,
    /// What the payload is.
    pub kind: String,
    /// When it happened.
    pub time: Micros,
    /// The payload, or its tombstone.
    pub content: Content,
    /// Hash of salt and payload; stays when they are erased.
    pub seal: Hash,
    /// Hash of all the above and of the link before.
    pub link: Hash,
}

impl Envelope {
    /// The envelope that an entry becomes after the link `previous`.
    #[must_use]
    pub fn seal(stream: &StreamId, sequence: u64, previous: &Hash, entry: &Entry) -> Self {
        let seal = seal(&entry.salt.0, entry.payload.as_bytes());
        let link = link(previous, stream, sequence, entry.kind.as_bytes(), entry.time, &seal.0);
        Self {
            stream: stream.clone(),
            sequence,
            kind: entry.kind.clone(),
            time: entry.time,
            content: Content::Kept { payload: entry.payload.clone(), salt: entry.salt },
            seal,
            link,
        }
    }

    /// The payload, unless it was purged.
    #[must_use]
    pub fn payload(&self) -> Option<&str> {
        match &self.content {
            Content::Kept { payload, .. } => Some(payload),
            Content::Erased { .. } => None,
        }
    }
}

/// The hash that stands for a payload in the chain.
pub(super) fn seal(salt: &[u8], payload: &[u8]) -> Hash {
    Hash::of_parts(&[SEAL.as_bytes(), salt, payload])
}

/// The link before a stream's first envelope.
pub(super) fn start(stream: &StreamId) -> Hash {
    Hash::of_parts(&[START.as_bytes(), stream.as_str().as_bytes()])
}

/// The link of an envelope. It takes bytes as they lie in the database, so that any change of them
/// is a change of the link.
pub(super) fn link(
    previous: &Hash,
    stream: &StreamId,
    sequence: u64,
    kind: &[u8],
    time: Micros,
    seal: &[u8],
) -> Hash {
    Hash::of_parts(&[
        LINK.as_bytes(),
        &previous.0,
        stream.as_str().as_bytes(),
        &sequence.to_be_bytes(),
        kind,
        &time.to_be_bytes(),
        seal,
    ])
}
