//! Words as they are compared: in their normal form. Most words of an answer are in it already and
//! are only pointed at.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::lookup::{hash, hash_in_small_letters};
use super::tables::classes::{Known, known_that};

/// Lower case, compatibility forms folded (NFKC), straight apostrophes, invisible characters dropped.
#[must_use]
pub fn normalise(word: &str) -> Cow<'_, str> {
    Letters::of(word).norm()
}

/// A word on its way to its normal form.
pub(super) enum Letters<'t> {
    /// All ASCII: small letters are all that may be missing.
    Ascii { word: &'t str, small: bool },
    /// Any other, in its normal form.
    Other(String),
}

impl<'t> Letters<'t> {
    /// Looks at a word.
    pub(super) fn of(word: &'t str) -> Self {
        let (mut ascii, mut small) = (true, true);
        for byte in word.bytes() {
            ascii &= byte.is_ascii();
            small &= !byte.is_ascii_uppercase();
        }
        if ascii {
            return Self::Ascii { word, small };
        }
        let invisible =
            |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        let straight = |c| if matches!(c, '\u{2018}' | '\u{2019}' | '\u{2bc}') { '\'' } else { c };
        let letters = word.nfkc().filter(|&c| !invisible(c)).map(straight);
        Self::Other(letters.collect::<String>().to_lowercase())
    }

    /// Whether nothing of it can be seen.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Ascii { word, .. } => word.is_empty(),
            Self::Other(norm) => norm.is_empty(),
        }
    }

    /// The [`hash`] of its normal form.
    pub(super) fn hash(&self) -> u32 {
        match self {
            Self::Ascii { word, small: true } => hash(word),
            Self::Ascii { word, small: false } => hash_in_small_letters(word),
            Self::Other(norm) => hash(norm),
        }
    }

    /// Its table entry, if it has one; `hash` is its own.
    pub(super) fn known(&self, hash: u32) -> Option<&'static Known> {
        match self {
            Self::Ascii { word, small: true } => known_that(hash, |known| known == *word),
            Self::Ascii { word, small: false } => {
                known_that(hash, |known| known.eq_ignore_ascii_case(word))
            }
            Self::Other(norm) => known_that(hash, |known| known == norm),
        }
    }

    /// Its normal form.
    pub(super) fn norm(self) -> Cow<'t, str> {
        match self {
            Self::Ascii { word, small: true } => Cow::Borrowed(word),
            Self::Ascii { word, small: false } => Cow::Owned(word.to_ascii_lowercase()),
            Self::Other(norm) => Cow::Owned(norm),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::tables::classes::known;

    proptest! {
        /// A word is asked for by its letters as they are; what is found must be what its normal form
        /// finds.
        #[test]
        fn what_is_known_of_a_word_is_known_of_its_normal_form(
            word in "[A-Za-z']{0,4}|[Tt][Hh][Ee]|N[oO]T|\\PC{0,6}",
        ) {
            let letters = Letters::of(&word);
            let norm = normalise(&word);
            prop_assert_eq!(letters.hash(), hash(&norm));
            prop_assert_eq!(letters.is_empty(), norm.is_empty());
            let found = letters.known(letters.hash()).map(|known| known.word);
            prop_assert_eq!(found, known(&norm).map(|known| known.word));
        }
    }

    #[test]
    fn capitals_and_shapes_of_letters_make_no_other_word() {
        for (word, norm) in [
            ("Policy", "policy"),
            ("DON\u{2019}T", "don't"),
            ("\u{fb01}le", "file"),
            ("co\u{ad}de", "code"),
            ("\u{200b}", ""),
        ] {
            assert_eq!(normalise(word), norm);
        }
        assert!(matches!(normalise("policy"), Cow::Borrowed("policy")));
    }
}
