//! The first pass: an answer becomes words, sentences and the marks between them, each with its
//! byte span in the text as given.
//!
//! Nothing here depends on capitals, on where lines are wrapped, or on the shape of quotation
//! marks, because none of that may change a score.

use std::borrow::Cow;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation as _;

use super::letters::Letters;
use super::lookup::hash;
use super::tables::classes::Class;
use super::tables::word_order::Kind;

/// An answer as the other passes see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<'t> {
    /// As given.
    pub text: &'t str,
    /// In the order of the text.
    pub words: Vec<Word<'t>>,
    /// In the order of the text; together they cover all words.
    pub sentences: Vec<Sentence>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Byte range in the text.
    pub span: Range<usize>,
    /// Normalised (NFKC), lower case, straight apostrophes.
    pub norm: Cow<'t, str>,
    /// Its Snowball stem.
    pub stem: Cow<'t, str>,
    /// [`hash`] of `norm`, so that every table is asked without another look at the letters.
    pub norm_hash: u32,
    /// [`hash`] of `stem`.
    pub stem_hash: u32,
    /// Its number among the words that are in a table, if it is one of them.
    pub known: Option<u16>,
    /// Its grammar, by itself and by its stem.
    pub class: Class,
    /// Its kind, by which its place among its neighbours is judged.
    pub kind: Kind,
    /// What stands between the word before (of the same sentence) and this one.
    pub before: Gap,
    /// Which sentence it is in.
    pub sentence: usize,
}

/// The strongest mark between two words of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// White space, hyphen, quotation mark.
    Space,
    /// A comma.
    Comma,
    /// Semicolon, colon, dash, bracket.
    Break,
}

/// One sentence: a range of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indices into the reading's words; never empty.
    pub words: Range<usize>,
    /// Whether it ends in a question mark.
    pub question: bool,
    /// Whether it is an item of a list.
    pub bullet: bool,
}

impl Sentence {
    /// Byte range from the first word to the last.
    #[must_use]
    pub fn span(&self, words: &[Word<'_>]) -> Range<usize> {
        words[self.words.start].span.start..words[self.words.end - 1].span.end
    }
}

/// Words after which a sentence is ended even if nothing ends it. Nobody speaks so long, and passes
/// that look along a sentence stay fast on a text made to hurt.
pub(super) const LONGEST_SENTENCE: usize = 300;

/// Words after which a full stop does not end the sentence. Those in [`BEFORE_FIGURES`] only before
/// a figure: "no. 5", but "or with no. Then".
const ABBREVIATIONS: &[&str] = &[
    "approx", "ca", "cf", "dr", "e.g", "eg", "i.e", "ie", "incl", "mr", "mrs", "ms", "resp", "vs",
];

/// Abbreviations of what is numbered.
const BEFORE_FIGURES: &[&str] = &["art", "fig", "no", "sec"];

/// Bytes that a word takes at least in most texts, with the space behind it.
const LETTERS_A_WORD: usize = 5;

/// Bytes that a sentence takes at least in most texts.
const LETTERS_A_SENTENCE: usize = 50;

/// Reads `text`.
#[must_use]
pub fn read(text: &str) -> Reading<'_> {
    let stemmer = Stemmer::new(Algorithm::English);
    let words = Vec::with_capacity(text.len() / LETTERS_A_WORD + 1);
    let sentences = Vec::with_capacity(text.len() / LETTERS_A_SENTENCE + 1);
    let mut reading = Reading { text, words, sentences };
    let mut sentence = OpenSentence { first: 0, bullet: starts_with_bullet(text) };
    let mut previous_end = 0;
    let mut list = ListState::default();
    for (start, piece) in pieces(text) {
        for (offset, part) in split_inside(piece) {
            let span = start + offset..start + offset + part.len();
            if is_list_marker(text, &span, &list) {
                list.note_marker(part);
                continue;
            }
            let letters = Letters::of(part);
            if letters.is_empty() {
                continue;
            }
            let gap = &text[previous_end..span.start];
            let count = reading.words.len();
            let ending = match reading.words.last() {
                None => Ending::None,
                Some(_) if count - sentence.first >= LONGEST_SENTENCE => Ending::Plain,
                Some(_) if gap == " " && !list.just_marked => Ending::None,
                Some(last) => {
                    let figure = part.starts_with(|c: char| c.is_ascii_digit());
                    ending_of(gap, &last.norm, figure, &list)
                }
            };
            list.just_marked = false;
            if count == 0 {
                sentence.bullet = line_is_bullet(text, span.start);
            }
            if ending != Ending::None && count > sentence.first {
                reading.sentences.push(Sentence {
                    words: sentence.first..count,
                    question: ending == Ending::Question,
                    bullet: sentence.bullet,
                });
                sentence = OpenSentence { first: count, bullet: line_is_bullet(text, span.start) };
            }
            let before = if count == sentence.first { Gap::Space } else { strongest(gap) };
            let norm_hash = letters.hash();
            let known = letters.known(norm_hash);
            let (norm, stem, stem_hash, class, kind) = match known {
                Some(word) => (
                    Cow::Borrowed(word.word),
                    Cow::Borrowed(&*word.stem),
                    word.stem_hash,
                    word.class,
                    word.kind,
                ),
                None => {
                    let norm = letters.norm();
                    let stem = match &norm {
                        Cow::Borrowed(norm) => stemmer.stem(norm),
                        Cow::Owned(norm) => Cow::Owned(stemmer.stem(norm).into_owned()),
                    };
                    let stem_hash = hash(&stem);
                    let class = Class::of_stem_hashed(&stem, stem_hash);
                    let kind = Kind::by_ending(&norm);
                    (norm, stem, stem_hash, class, kind)
                }
            };
            previous_end = span.end;
            reading.words.push(Word {
                span,
                norm,
                stem,
                norm_hash,
                stem_hash,
                known: known.map(|word| word.number),
                class,
                kind,
                before,
                sentence: reading.sentences.len(),
            });
        }
    }
    let count = reading.words.len();
    if count > sentence.first {
        let question = text[previous_end..].contains('?');
        reading.sentences.push(Sentence {
            words: sentence.first..count,
            question,
            bullet: sentence.bullet,
        });
    }
    reading
}

struct OpenSentence {
    first: usize,
    bullet: bool,
}

/// What Unicode calls words, with their places (UAX 29). Lines are no part of a word, so each is
/// taken alone: the segmenter is much faster on those that are all ASCII.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let from = start;
        start += line.len();
        line.unicode_word_indices().map(move |(at, word)| (from + at, word))
    })
}

/// The stem of a pattern's word, made as the reading makes those of an answer.
#[must_use]
pub fn stem(norm: &str) -> String {
    Stemmer::new(Algorithm::English).stem(norm).into_owned()
}

/// Splits what the Unicode word rules keep together and people do not: `data_version`, and
/// `done.Next` where the space after the full stop was forgotten.
fn split_inside(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let separates = |c: char| {
        c == '_'
            || (c == '.'
                && piece.split('.').all(|part| part.chars().count() > 1 && is_alphabetic(part)))
    };
    let mut rest = 0;
    piece.split(separates).filter_map(move |part| {
        let at = rest;
        rest += part.len() + 1;
        (!part.is_empty()).then_some((at, part))
    })
}

fn is_alphabetic(text: &str) -> bool {
    text.chars().all(char::is_alphabetic)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    None,
    Plain,
    Question,
}

/// Whether the sentence ends in the gap after `last`.
fn ending_of(gap: &str, last: &str, before_figure: bool, list: &ListState) -> Ending {
    let abbreviated = ABBREVIATIONS.binary_search(&last).is_ok()
        || (before_figure && BEFORE_FIGURES.binary_search(&last).is_ok());
    let question = gap.contains('?');
    let mark = gap.find(['.', '!', '?', '…']).is_some_and(|at| {
        let after = &gap[at..];
        let spaced = after.chars().any(char::is_whitespace) || gap[at..].len() == 1;
        spaced && !(gap.trim_start().starts_with('.') && abbreviated)
    });
    if mark || blank_line(gap) || list.just_marked || bullet_in(gap) {
        if question { Ending::Question } else { Ending::Plain }
    } else {
        Ending::None
    }
}

fn blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n');
    lines.next();
    let rest: Vec<&str> = lines.collect();
    rest.len() > 1 && rest[..rest.len() - 1].iter().any(|line| line.trim().is_empty())
}

/// A line of the gap that begins with a bullet. The gap ends where the next word begins, so the
/// bullet is the last thing in it.
fn bullet_in(gap: &str) -> bool {
    gap.contains('\n') && gap.rsplit('\n').next().is_some_and(is_bullet)
}

fn is_bullet(lead: &str) -> bool {
    let lead = lead.trim_start();
    let mut chars = lead.chars();
    // Before a figure, a dash without a space is a minus; before a point, an arrow.
    matches!(chars.next(), Some('-' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '–' | '+'))
        && chars
            .next()
            .is_none_or(|c| c.is_whitespace() || !(c.is_ascii_digit() || matches!(c, '-' | '>')))
}

fn starts_with_bullet(text: &str) -> bool {
    text.lines().next().is_some_and(|line| {
        is_bullet(&line.chars().take_while(|c| !c.is_alphanumeric()).collect::<String>())
    })
}

/// Whether the line on which the word at `start` stands begins with a bullet or a number.
fn line_is_bullet(text: &str, start: usize) -> bool {
    let line = &text[..start];
    let lead = line.rsplit('\n').next().unwrap_or(line).trim_start();
    is_bullet(lead)
        || (lead.len() >= 2
            && lead.ends_with([' ', '\t'])
            && lead.trim_end().ends_with(['.', ')'])
            && lead.trim_end().trim_end_matches(['.', ')']).bytes().all(|b| b.is_ascii_digit())
            && lead.as_bytes()[0].is_ascii_digit())
}

/// Numbered lists: `1.` and `2)` at the beginning of a line are marks, not words. A figure that a
/// line break happened to put there is told apart by counting.
#[derive(Default)]
struct ListState {
    next: u32,
    just_marked: bool,
}

impl ListState {
    fn note_marker(&mut self, number: &str) {
        self.next = number.parse::<u32>().map_or(0, |n| n.saturating_add(1));
        self.just_marked = true;
    }
}

fn is_list_marker(text: &str, span: &Range<usize>, list: &ListState) -> bool {
    let word = &text[span.clone()];
    if word.len() > 2 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let after = &text[span.end..];
    let marked =
        after.starts_with(['.', ')']) && after[1..].chars().next().is_none_or(char::is_whitespace);
    if !marked {
        return false;
    }
    let lead = text[..span.start].trim_end_matches([' ', '\t', '(']);
    let at_line_start = lead.is_empty() || lead.ends_with('\n');
    let number: u32 = word.parse().unwrap_or(0);
    at_line_start && (number == 1 || number == list.next)
}

fn strongest(gap: &str) -> Gap {
    if gap == " " {
        return Gap::Space;
    }
    let spaced_dash = || {
        let mut before_space = true;
        gap.char_indices().any(|(at, c)| {
            let dash = c == '-'
                && before_space
                && gap[at + 1..].chars().next().is_some_and(char::is_whitespace)
                && at > 0;
            before_space = c.is_whitespace();
            dash
        })
    };
    if gap.contains([';', ':', '(', ')', '[', ']', '–', '—', '…', '.', '!', '?', '/'])
        && gap.trim() != "/"
        || spaced_dash()
        || gap.contains("--")
    {
        Gap::Break
    } else if gap.contains(',') {
        Gap::Comma
    } else {
        Gap::Space
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let reading = read(text);
        reading
            .sentences
            .iter()
            .map(|sentence| {
                let words: Vec<&str> =
                    reading.words[sentence.words.clone()].iter().map(|word| &*word.norm).collect();
                words.join(" ")
            })
            .collect()
    }

    #[test]
    fn a_full_stop_ends_a_sentence_and_an_abbreviation_does_not() {
        assert_eq!(
            sentences("Ask Legal. Then, e.g. Risk, read it."),
            ["ask legal", "then e.g risk read it"]
        );
        assert_eq!(sentences("It fell from ca. 3000 to 300."), ["it fell from ca 3000 to 300"]);
        assert_eq!(sentences("It is 0.72 of it. Done."), ["it is 0.72 of it", "done"]);
    }

    #[test]
    fn a_line_break_is_a_space_and_a_blank_line_or_a_bullet_ends_a_sentence() {
        assert_eq!(sentences("one\ntwo"), ["one two"]);
        assert_eq!(sentences("one\n\ntwo"), ["one", "two"]);
        assert_eq!(sentences("- one\n- two\n* three"), ["one", "two", "three"]);
        assert_eq!(sentences("1. one\n2. two\n3) three"), ["one", "two", "three"]);
    }

    #[test]
    fn a_figure_that_a_line_break_put_first_is_no_bullet() {
        assert_eq!(
            sentences("we do it by day\n30. Then we stop"),
            ["we do it by day 30", "then we stop"]
        );
    }

    #[test]
    fn an_arrow_that_a_line_break_put_first_is_no_bullet() {
        assert_eq!(sentences("no code\n-> an agent answers"), ["no code an agent answers"]);
        assert_eq!(sentences("one\n-\"two\""), ["one", "two"]);
    }

    #[test]
    fn capitals_quotes_and_invisible_marks_make_no_other_word() {
        let norms = |text: &str| {
            let words = read(text).words.into_iter();
            words.map(|word| word.norm.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(norms("Don\u{2019}t SKIP the co\u{ad}de"), ["don't", "skip", "the", "code"]);
        assert_eq!(
            norms("data_version done.Next sign-off"),
            ["data", "version", "done", "next", "sign", "off"]
        );
    }

    #[test]
    fn every_word_knows_its_bytes() {
        let text = "Caf\u{e9} \u{201c}naïve\u{201d} 😀 ﬁle";
        for word in read(text).words {
            assert!(text.get(word.span.clone()).is_some(), "{word:?}");
        }
    }

    #[test]
    fn marks_between_words_are_kept_apart() {
        let gaps: Vec<Gap> =
            read("one, two; three - four (five) six").words.iter().map(|w| w.before).collect();
        assert_eq!(gaps, [Gap::Space, Gap::Comma, Gap::Break, Gap::Break, Gap::Break, Gap::Break]);
    }
}
