//! Answers sentence by sentence, with what was counted in each: those whose level is not the given one,
//! or all.

use std::cmp::Ordering;

use super::super::page::Page;
use super::super::words::count;
use super::criteria::{code, is_hidden, quoted};
use super::{Detail, NONE, item};
use crate::author::bench::passages::Passage;
use crate::author::bench::{Answer, AnswerCriterion, Cited, RubricSet};

/// Answers shown where not all are asked for.
const ANSWERS: usize = 8;

pub(super) fn part(page: &mut Page, set: &RubricSet, detail: Detail) {
    let differing = set.differing();
    let shown: Vec<&Answer> = if detail.only {
        set.answers.iter().collect()
    } else if detail.all {
        let mut all: Vec<&Answer> = set.answers.iter().collect();
        // Stable: within a level, the order of the file.
        all.sort_by_key(|answer| answer.given);
        all
    } else {
        differing.iter().take(ANSWERS).copied().collect()
    };
    // Levels are no secret; whoever names an answer of the check set sees them without the words.
    if shown.is_empty() || (is_hidden(set) && !detail.only) {
        return;
    }
    if !detail.only {
        let title = if detail.all {
            "All answers, from the lowest given level"
        } else {
            "Answers whose level differs"
        };
        page.gap().heading(&format!("{title}; in brackets what was counted"));
    }
    for answer in &shown {
        one(page.gap(), answer, detail);
    }
    if detail.only {
        return;
    }
    let rest = differing.len().saturating_sub(shown.len());
    if rest > 0 {
        let more = count(rest, "more differs", "more differ");
        page.gap().aside(&format!("{more}; --answers --all shows all answers, right ones too"));
    }
}

fn one(page: &mut Page, answer: &Answer, detail: Detail) {
    let Answer { id, given, computed, percent, .. } = answer;
    let how = match answer.off() {
        Ordering::Less => "too low",
        Ordering::Equal => "right",
        Ordering::Greater => "too high",
    };
    item(page, "", &format!("{id}: {how}, given {given}, gets {computed} ({percent}%)"));
    let levels: Vec<String> = answer.criteria.iter().map(level).collect();
    item(page, "  ", &levels.join(", "));
    for flag in &answer.flags {
        item(page, "  ", &format!("noticed: {}", code(flag)));
    }
    for own in &answer.denied {
        let words = quoted(&own.words);
        item(page, "  ", &format!("{} found, but taken for denied{words}", name(own)));
    }
    for own in &answer.against {
        let words = quoted(&own.words);
        item(
            page,
            "  ",
            &format!("{} held to level {} by a statement{words}", own.criterion, own.cap),
        );
    }
    for sentence in &answer.sentences {
        let begins = sentence.start..sentence.end;
        let own: Vec<&Cited> =
            answer.evidence.iter().filter(|cited| begins.contains(&cited.words.start)).collect();
        let words: Vec<&Passage> = own.iter().map(|cited| &cited.words).collect();
        let Some(text) = bracketed(sentence, &words) else { continue };
        let names: Vec<String> = own.iter().map(|cited| name(cited)).collect();
        let by = if names.is_empty() { "no rule".to_owned() } else { names.join(", ") };
        item(page, "  > ", &format!("{text} ({by})"));
        if detail.only {
            own.iter().for_each(|cited| behind(page, cited));
        }
    }
}

/// The patterns that found what is cited, a line each.
fn behind(page: &mut Page, cited: &Cited) {
    if cited.patterns.is_empty() {
        item(page, "      ", &format!("{}: by its meaning", name(cited)));
    }
    for pattern in &cited.patterns {
        item(page, "      ", &format!("{}: {pattern}", name(cited)));
    }
}

/// A criterion's level, and the given one where it is known and another.
fn level(own: &AnswerCriterion) -> String {
    let computed = own.computed.map_or_else(|| NONE.to_owned(), |level| level.to_string());
    match own.given {
        Some(given) if own.computed != Some(given) => {
            format!("{} {computed} (given {given})", own.id)
        }
        _ => format!("{} {computed}", own.id),
    }
}

fn name(cited: &Cited) -> String {
    format!("{}.{}", cited.criterion, cited.rule)
}

/// A sentence with some of its words in brackets; words that overlap share them. None where the words
/// are kept from the reader.
pub(super) fn bracketed(sentence: &Passage, words: &[&Passage]) -> Option<String> {
    let text = sentence.text.as_deref()?;
    let mut spans: Vec<(usize, usize)> = words.iter().map(|own| (own.start, own.end)).collect();
    spans.sort_unstable();
    let mut out = String::with_capacity(text.len() + 2 * spans.len());
    let mut done = sentence.start;
    let part = |from: usize, to: usize| {
        text.get(
            from.saturating_sub(sentence.start)
                ..to.min(sentence.end).saturating_sub(sentence.start),
        )
    };
    let mut spans = spans.into_iter().peekable();
    while let Some((start, mut end)) = spans.next() {
        while let Some((_, longer)) = spans.next_if(|(next, _)| *next < end) {
            end = end.max(longer);
        }
        out.push_str(part(done, start)?);
        out.push('[');
        out.push_str(part(start, end)?);
        out.push(']');
        done = end.min(sentence.end);
    }
    out.push_str(part(done, sentence.end)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str, start: usize) -> Passage {
        Passage { start, end: start + text.len(), text: Some(text.to_owned()) }
    }

    #[test]
    fn cited_words_stand_in_brackets_and_those_that_overlap_share_them() {
        let sentence = passage("heat the oven first", 10);
        let marked = |words: &[Passage]| bracketed(&sentence, &words.iter().collect::<Vec<_>>());
        assert_eq!(marked(&[]).unwrap(), "heat the oven first");
        assert_eq!(
            marked(&[passage("first", 24), passage("heat", 10)]).unwrap(),
            "[heat] the oven [first]"
        );
        assert_eq!(
            marked(&[passage("heat the", 10), passage("the oven", 15)]).unwrap(),
            "[heat the oven] first"
        );
        // What goes on in the next sentence is cut.
        assert_eq!(marked(&[passage("first. Then", 24)]).unwrap(), "heat the oven [first]");
    }

    #[test]
    fn words_that_are_kept_from_the_reader_stay_so() {
        assert_eq!(bracketed(&Passage { text: None, ..passage("heat", 0) }, &[]), None);
    }
}
