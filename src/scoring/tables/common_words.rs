//! Common words, so that most words of an answer need not be stemmed. They have no class by being
//! here and change no score.

/// In their normal form, one a line, sorted; made by `tools/common_words.py`.
pub(super) static COMMON_WORDS: &str = include_str!("common-words.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::letters::normalise;

    #[test]
    fn the_list_is_sorted_and_in_the_normal_form() {
        let words: Vec<&str> = COMMON_WORDS.lines().collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(words.iter().all(|word| normalise(word) == *word));
    }
}
