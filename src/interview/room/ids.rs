//! What rooms and seats are called, and what stands for their secrets.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The letters and digits of a code: none that looks like another when it is read from a wall.
pub const CODE_LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many of them a code has.
pub const CODE_LENGTH: usize = 5;

/// The short code that leads into a room, such as `K7QFM`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomCode(String);

impl RoomCode {
    /// The code that random bytes give.
    #[must_use]
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        // Two bytes a letter: what is left of the division prefers no letter by more than 1 in 2,000.
        let letters = bytes.chunks_exact(2).take(CODE_LENGTH).map(|pair| {
            let number = usize::from(pair[0]) << 8 | usize::from(pair[1]);
            char::from(CODE_LETTERS[number % CODE_LETTERS.len()])
        });
        Self(letters.collect())
    }

    /// Reads a code as a person types it: in any case, with spaces or a dash between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 40 {
            return None;
        }
        let code: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let fits = code.len() == CODE_LENGTH && code.bytes().all(|c| CODE_LETTERS.contains(&c));
        fits.then_some(Self(code))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A seat, numbered from 1 in the order of joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeatId(pub u32);

impl fmt::Display for SeatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The SHA-256 of a secret, in lower-case hexadecimal: secrets themselves are never kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(String);

impl TokenHash {
    /// The hash of a secret.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(crate::scoring::receipt::sha256(secret.as_bytes()))
    }
}
