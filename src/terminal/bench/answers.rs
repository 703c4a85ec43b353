//! The answers whose level is not the given one, sentence by sentence, with what was counted in each.

use super::super::page::Page;
use super::super::words::count;
use super::criteria::{code, hidden, quoted};
use super::{Detail, item};
use crate::author::bench::passages::Passage;
use crate::author::bench::{Answer, Cited, Differs, RubricSet};

/// Answers shown where not all are asked for.
const ANSWERS: usize = 8;

pub(super) fn part(page: &mut Page, set: &RubricSet, detail: Detail) {
    let differing = set.differing();
    if differing.is_empty() {
        return;
    }
    page.gap().heading("Answers whose level differs, with the cited words in brackets");
    if hidden(page, set) {
        return;
    }
    let most = detail.most(ANSWERS);
    for (answer, differs) in
        differing.iter().filter_map(|own| Some((own, own.differs.as_ref()?))).take(most)
    {
        one(page.gap(), answer, differs);
    }
    let rest = differing.len().saturating_sub(most);
    if rest > 0 {
        page.gap()
            .aside(&format!("{}; --all shows all", count(rest, "more answer", "more answers")));
    }
}

fn one(page: &mut Page, answer: &Answer, differs: &Differs) {
    let Answer { id, given, computed, percent, .. } = answer;
    let how = if computed < given { "too low" } else { "too high" };
    item(page, "", &format!("{id}: {how}, given {given}, gets {computed} ({percent}%)"));
    for flag in &answer.flags {
        item(page, "  ", &format!("noticed: {}", code(flag)));
    }
    for own in &differs.denied {
        let words = quoted(&own.words);
        item(page, "  ", &format!("{} found, but taken for denied{words}", name(own)));
    }
    for own in &differs.against {
        let words = quoted(&own.words);
        item(
            page,
            "  ",
            &format!("{} held to level {} by a statement{words}", own.criterion, own.cap),
        );
    }
    for sentence in &differs.sentences {
        let begins = sentence.start..sentence.end;
        let own: Vec<&Cited> =
            answer.evidence.iter().filter(|cited| begins.contains(&cited.words.start)).collect();
        let words: Vec<&Passage> = own.iter().map(|cited| &cited.words).collect();
        let Some(text) = bracketed(sentence, &words) else { continue };
        let names: Vec<String> = own.iter().map(|cited| name(cited)).collect();
        let by = if names.is_empty() { "no rule".to_owned() } else { names.join(", ") };
        item(page, "  > ", &format!("{text} ({by})"));
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
