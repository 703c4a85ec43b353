//! Words in quotation marks are mentioned: what they deny is only what stands in the marks with them.
//! "Their 'not good enough' turns out to be five gaps" is a statement about gaps.

use std::ops::Range;

use super::Cue;
use crate::scoring::read::{Reading, Sentence};

/// Marks that begin or end a quotation. An apostrophe is one where no word goes on behind it.
const MARKS: [char; 12] = ['"', '\'', '‘', '’', '‚', '“', '”', '„', '«', '»', '‹', '›'];

/// The runs of words of a sentence that stand in quotation marks.
pub(super) fn quoted(reading: &Reading<'_>, sentence: &Sentence) -> Vec<Range<usize>> {
    let span = sentence.span(&reading.words);
    // A mark before the first word or behind the last belongs to the sentence as well.
    let before = reading.text[..span.start].chars().next_back();
    let from = span.start - before.filter(|c| MARKS.contains(c)).map_or(0, char::len_utf8);
    let behind = reading.text[span.end..].chars().take_while(|c| !c.is_whitespace());
    let to = span.end + behind.map(char::len_utf8).sum::<usize>();
    let text = &reading.text[from..to];
    if !text.contains(MARKS) {
        return Vec::new();
    }
    let mut runs = Vec::new();
    let mut open: Option<usize> = None;
    let mut previous: Option<char> = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, mark)) = rest.next() {
        let before = previous.replace(mark);
        let next = rest.peek().map(|(_, next)| *next);
        if !MARKS.contains(&mark) {
            continue;
        }
        let opens = next.is_some_and(char::is_alphanumeric)
            && before.is_none_or(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation() || c == '(');
        let closes = next.is_none_or(|c| !c.is_alphanumeric());
        match open {
            None if opens => open = Some(from + at),
            Some(start) if closes => {
                runs.extend(words_between(reading, sentence, start..from + at));
                open = None;
            }
            _ => {}
        }
    }
    runs
}

fn words_between(
    reading: &Reading<'_>,
    sentence: &Sentence,
    bytes: Range<usize>,
) -> Option<Range<usize>> {
    let mut inside = sentence.words.clone().filter(|&at| {
        let span = &reading.words[at].span;
        bytes.start <= span.start && span.end <= bytes.end
    });
    let first = inside.next()?;
    Some(first..inside.next_back().unwrap_or(first) + 1)
}

/// A cue that is quoted reaches to the end of its quotation; None where that is nothing.
pub(super) fn within_quotes(cue: Cue, quotes: &[Range<usize>]) -> Option<Cue> {
    let Some(quote) = quotes.iter().find(|quote| quote.contains(&cue.at.start)) else {
        return Some(cue);
    };
    let scope = cue.scope.start.max(quote.start)..cue.scope.end.min(quote.end);
    let gate = cue.gate.filter(|gate| quote.contains(gate));
    (!scope.is_empty()).then_some(Cue { scope, gate, ..cue })
}
