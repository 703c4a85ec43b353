//! The families of attacks, and how each is made from an answer.

use super::change::{Mix, continued, negated, never, sentences, shuffled};
use super::texts::{FILLER, GIBBERISH, OTHER_FIELDS, OTHER_LANGUAGES};

/// A way to make a text from a strong answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The words that the evidence cites, side by side.
    KeywordList,
    /// The same words in sentences that commit to nothing.
    Stuffed,
    /// The same words in management speak, which commits to nothing either.
    ManagementSpeak,
    /// All words in random order.
    Shuffled,
    /// The words of each sentence in random order.
    ShuffledSentences,
    /// The question instead of an answer, once and three times.
    Question,
    /// Good answers to questions of other fields.
    OtherField,
    /// "It is not true that" before each sentence.
    NotTrue,
    /// "I doubt that" before each sentence.
    Doubt,
    /// Every auxiliary and bare verb negated.
    Negated,
    /// Every "would" made a "would never".
    WouldNever,
    /// Other languages.
    OtherLanguages,
    /// No language at all.
    Gibberish,
    /// Nothing.
    Empty,
    /// The whole answer six times.
    Repeated,
    /// Each sentence twice.
    RepeatedSentences,
    /// 150 words of small talk behind it.
    FillerAfter,
    /// The same before it.
    FillerBefore,
    /// The question before it.
    QuestionFirst,
    /// In small letters, as people type on a phone.
    SmallLetters,
}

impl Family {
    /// All, the damaging before the harmless.
    pub const ALL: [Self; 20] = [
        Self::KeywordList,
        Self::Stuffed,
        Self::ManagementSpeak,
        Self::Shuffled,
        Self::ShuffledSentences,
        Self::Question,
        Self::OtherField,
        Self::NotTrue,
        Self::Doubt,
        Self::Negated,
        Self::WouldNever,
        Self::OtherLanguages,
        Self::Gibberish,
        Self::Empty,
        Self::Repeated,
        Self::RepeatedSentences,
        Self::FillerAfter,
        Self::FillerBefore,
        Self::QuestionFirst,
        Self::SmallLetters,
    ];

    /// As it is printed and asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KeywordList => "keyword-list",
            Self::Stuffed => "stuffed",
            Self::ManagementSpeak => "management-speak",
            Self::Shuffled => "shuffled",
            Self::ShuffledSentences => "shuffled-sentences",
            Self::Question => "question",
            Self::OtherField => "other-field",
            Self::NotTrue => "not-true",
            Self::Doubt => "doubt",
            Self::Negated => "negated",
            Self::WouldNever => "would-never",
            Self::OtherLanguages => "other-languages",
            Self::Gibberish => "gibberish",
            Self::Empty => "empty",
            Self::Repeated => "repeated",
            Self::RepeatedSentences => "repeated-sentences",
            Self::FillerAfter => "filler-after",
            Self::FillerBefore => "filler-before",
            Self::QuestionFirst => "question-first",
            Self::SmallLetters => "small-letters",
        }
    }

    /// Whether it should pay nothing; the others should change nothing.
    #[must_use]
    pub fn damaging(self) -> bool {
        !matches!(
            self,
            Self::Repeated
                | Self::RepeatedSentences
                | Self::FillerAfter
                | Self::FillerBefore
                | Self::QuestionFirst
                | Self::SmallLetters
        )
    }

    /// The texts that it makes of an answer whose evidence cites these words.
    pub(super) fn texts(self, answer: &str, cited: &[&str], prompt: &str) -> Vec<String> {
        let all = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let each = |make: &dyn Fn(&str) -> Option<String>| {
            let made: Vec<String> = sentences(answer).iter().filter_map(|own| make(own)).collect();
            if made.is_empty() { Vec::new() } else { vec![made.join(" ")] }
        };
        match self {
            Self::KeywordList => vec![cited.join(", ")],
            Self::Stuffed => vec![stuffed(cited)],
            Self::ManagementSpeak => vec![management_speak(cited)],
            Self::Shuffled => vec![shuffled(answer, 1), shuffled(answer, 2)],
            Self::ShuffledSentences => each(&|own| Some(format!("{}.", shuffled(own, 3)))),
            Self::Question => vec![prompt.to_owned(), [prompt; 3].join(" ")],
            Self::OtherField => all(OTHER_FIELDS),
            Self::NotTrue => each(&|own| Some(format!("It is not true that {}", continued(own)))),
            Self::Doubt => each(&|own| Some(format!("I doubt that {}", continued(own)))),
            Self::Negated => each(&negated),
            Self::WouldNever => each(&never),
            Self::OtherLanguages => all(OTHER_LANGUAGES),
            Self::Gibberish => all(GIBBERISH),
            Self::Empty => all(&["", "   \n", "..."]),
            Self::Repeated => vec![[answer; 6].join("\n\n")],
            Self::RepeatedSentences => each(&|own| Some(format!("{own} {own}"))),
            Self::FillerAfter => vec![format!("{}\n\n{FILLER}", answer.trim_end())],
            Self::FillerBefore => vec![format!("{FILLER}\n\n{answer}")],
            Self::QuestionFirst => vec![format!("{prompt}\n\n{answer}")],
            Self::SmallLetters => vec![answer.to_lowercase()],
        }
    }
}

/// The cited words in formulas that name them.
fn stuffed(cited: &[&str]) -> String {
    in_formulas(cited, |at, listed| match at % 4 {
        0 => format!("Key aspects are {listed}."),
        1 => format!("The cornerstones of good governance are {listed}."),
        2 => format!("Important topics include {listed}."),
        _ => format!("Well-known terms here are {listed}."),
    })
}

/// The cited words in formulas that sound as if somebody did something.
fn management_speak(cited: &[&str]) -> String {
    in_formulas(cited, |at, listed| match at % 4 {
        0 => {
            format!("We embrace a holistic framework in which {listed} become strategic enablers.")
        }
        1 => format!("By leveraging {listed} we foster transparency and unlock sustainable value."),
        2 => format!("Our leadership ensures that {listed} evolve into a robust capability."),
        _ => format!("We embed {listed} in our culture and align all stakeholders around them."),
    })
}

/// The cited words, three at a time and in another order, as `formula` puts them by its number.
fn in_formulas(cited: &[&str], formula: impl Fn(usize, &str) -> String) -> String {
    let mut words: Vec<&str> = cited.to_vec();
    Mix(5).shuffle(&mut words);
    let sentences = words.chunks(3).enumerate().map(|(at, words)| formula(at, &words.join(", ")));
    sentences.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_their_own_and_the_damaging_come_first() {
        let mut names: Vec<&str> = Family::ALL.iter().map(|own| own.name()).collect();
        assert!(Family::ALL.windows(2).all(|pair| pair[0].damaging() || !pair[1].damaging()));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Family::ALL.len());
    }

    #[test]
    fn cited_words_stand_in_formulas() {
        let text = Family::Stuffed.texts("", &["read logs", "ask Legal"], "").concat();
        assert!(text.starts_with("Key aspects are "), "{text}");
        assert!(text.contains("read logs") && text.contains("ask Legal"), "{text}");
        let text = Family::ManagementSpeak.texts("", &["read logs"], "").concat();
        assert!(text.contains("framework in which read logs become"), "{text}");
    }
}
