//! How an answer is told: as what somebody would do, or as reasons for not doing it.
//!
//! Whoever plans says who does what and by when; whoever argues against the work speaks of what would
//! only, what will already, what is best left. The table behind it sees function words and endings
//! alone, so it knows nothing of the subject. It never earns a point and never decides alone: it caps
//! an answer, and a person decides; only with a statement against the work beside it is it level 0.

use super::read::Reading;
use super::tables::tone::{ToneKind, lean};

/// Mean lean of the sentences, in hundredths of a natural logarithm of odds, from which on an answer
/// is told as an argument against the work. Of 235 answers that plan, left out of the
/// fitting in turn, the only one above is a thin one; of 67 that argue against it two in three are.
const LEANS_AGAINST: i32 = 30;

/// Fewest sentences to judge by.
const SENTENCES_TO_JUDGE: usize = 4;

/// Words that a sentence has at least to be judged.
const SENTENCE_WORDS: usize = 3;

/// Words that most sentences do not exceed.
const SENTENCE_ROOM: usize = 32;

/// The tone of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tone {
    /// Sentences that were judged, and how far each leans.
    leans: Vec<(usize, i32)>,
}

impl Tone {
    /// Sentences that count for nothing (`void`, by word) are left out.
    pub(super) fn of(reading: &Reading<'_>, void: &[bool]) -> Self {
        let mut kinds = Vec::with_capacity(SENTENCE_ROOM);
        let judged = |words: &std::ops::Range<usize>| {
            words.len() >= SENTENCE_WORDS && !void[words.clone()].iter().all(|&void| void)
        };
        let mut leans = Vec::with_capacity(reading.sentences.len());
        for (at, sentence) in reading.sentences.iter().enumerate() {
            if judged(&sentence.words) {
                kinds.clear();
                let words = &reading.words[sentence.words.clone()];
                kinds.extend(words.iter().map(|w| ToneKind::of(&w.norm, w.known)));
                leans.push((at, lean(&kinds)));
            }
        }
        Self { leans }
    }

    /// Whether the answer as a whole is told as an argument against the work.
    pub(super) fn is_against(&self) -> bool {
        let count = self.leans.len();
        let sum: i64 = self.leans.iter().map(|(_, lean)| i64::from(*lean)).sum();
        count >= SENTENCES_TO_JUDGE
            && i64::try_from(count).is_ok_and(|count| sum >= i64::from(LEANS_AGAINST) * count)
    }

    /// The sentences that lean most, in the order of the text.
    pub(super) fn most(&self, count: usize) -> Vec<usize> {
        let mut leans = self.leans.clone();
        leans.sort_by_key(|(at, lean)| (std::cmp::Reverse(*lean), *at));
        let mut most: Vec<usize> = leans.into_iter().take(count).map(|(at, _)| at).collect();
        most.sort_unstable();
        most
    }
}
