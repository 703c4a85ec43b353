//! Terms of a list, found in a text word by word and without regard to capitals.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// Where terms stand in `text`, in its order: the byte range, and which term. A term is one or
/// several words in small letters with single spaces between; where several begin at one word, the
/// longest is meant.
pub(super) fn find(text: &str, terms: &[&str]) -> Vec<(Range<usize>, usize)> {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let lower: Vec<String> =
        words.iter().map(|(_, word)| word.to_lowercase().replace('\u{2019}', "'")).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = |term: &(usize, &&str)| {
            // Hardly any word begins a term, and the first letter shows most of that.
            if term.1.as_bytes().first() != lower[at].as_bytes().first() {
                return false;
            }
            let mut ahead = lower[at..].iter();
            term.1.split(' ').all(|own| ahead.next().is_some_and(|word| word == own))
        };
        let longest = terms.iter().enumerate().filter(here).max_by_key(|(_, term)| term.len());
        let Some((number, term)) = longest else {
            at += 1;
            continue;
        };
        let (last, word) = words[at + term.split(' ').count() - 1];
        found.push((words[at].0..last + word.len(), number));
        at += term.split(' ').count();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_whole_words_and_the_longest_is_meant() {
        let text = "Surely you\u{2019}d agree; the surety would not. OF COURSE, of courses.";
        let terms = ["of course", "surely", "surely you'd agree", "course"];
        let found = find(text, &terms);
        let told: Vec<(&str, usize)> =
            found.iter().map(|(span, term)| (&text[span.clone()], *term)).collect();
        assert_eq!(told, [("Surely you\u{2019}d agree", 2), ("OF COURSE", 0)]);
    }
}
