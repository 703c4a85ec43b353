//! Small words done right: plurals, counts of words, times on a clock. One home each.

use std::time::Duration;

/// "1 word", "2 words": the number with the noun that fits it.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// How many words a person would say the text has: runs without white space that hold a letter or
/// a digit, so that dashes and bullets do not count.
#[must_use]
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A duration as on a clock: "0:07", "12:30", "1:02:03".
#[must_use]
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_number() {
        assert_eq!(count(0, "word", "words"), "0 words");
        assert_eq!(count(1, "word", "words"), "1 word");
        assert_eq!(count(2, "word", "words"), "2 words");
    }

    #[test]
    fn words_are_what_a_person_would_count() {
        for (text, words) in [
            ("", 0),
            (" \n\t", 0),
            ("one", 1),
            ("- a bullet - and a dash", 5),
            ("state-of-the-art isn't 3", 3),
            ("…", 0),
        ] {
            assert_eq!(word_count(text), words, "{text:?}");
        }
    }

    #[test]
    fn clocks_show_hours_only_when_there_are_some() {
        for (seconds, shown) in [(0, "0:00"), (7, "0:07"), (750, "12:30"), (3723, "1:02:03")] {
            assert_eq!(clock(Duration::from_secs(seconds)), shown);
        }
    }
}
