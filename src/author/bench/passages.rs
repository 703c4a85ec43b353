//! Sentences and words of an answer, as reports cite them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::scoring::read::Reading;

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Byte offset of the first word.
    pub start: usize,
    /// Byte offset behind the last word.
    pub end: usize,
    /// The words; none where they are kept from the reader, as those of the check set are.
    pub text: Option<String>,
}

impl Passage {
    pub(super) fn new(text: &str, span: Range<usize>) -> Self {
        let words = text.get(span.clone()).map(str::to_owned);
        Self { start: span.start, end: span.end, text: words }
    }

    pub(super) fn hide(&mut self) {
        self.text = None;
    }
}

/// The byte ranges of a text's sentences, from their first word to their last.
pub(super) fn sentences(reading: &Reading<'_>) -> Vec<Range<usize>> {
    reading.sentences.iter().map(|sentence| sentence.span(&reading.words)).collect()
}

/// The sentence in which these words begin.
pub(super) fn around(sentences: &[Range<usize>], words: &Range<usize>) -> Range<usize> {
    let found = sentences.iter().find(|own| words.start < own.end && own.start < words.end);
    found.cloned().unwrap_or_else(|| words.clone())
}
