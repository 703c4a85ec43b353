//! Word tables that the passes share. They are part of every score, so their hash goes into the
//! receipt; a change to one of them is a change of the engine. Not so `common_words`, which only
//! save time.

pub mod classes;
mod common_words;
mod endings;
mod english;
pub mod tone;
pub mod word_order;

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

pub use english::is_english;

/// Hash over all tables, for the receipt.
#[must_use]
pub fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let mut hasher = Sha256::new();
        hasher.update(english::ENGLISH.as_bytes());
        hasher.update(word_order::WORD_ORDER.as_bytes());
        hasher.update(tone::TONE.as_bytes());
        for (_, table) in classes::BY_NORM.iter().chain(classes::BY_STEM) {
            for word in *table {
                hasher.update(word.as_bytes());
                hasher.update(b"\n");
            }
            hasher.update(b"\0");
        }
        super::receipt::hex(&hasher.finalize())
    })
}
