//! Missed and false hits, criterion by criterion, with the sentences in question.

use super::super::page::Page;
use super::super::words::count;
use super::answers::bracketed;
use super::{Detail, item, names};
use crate::author::bench::RubricSet;
use crate::author::bench::hits::{FalseHit, Missed};
use crate::author::bench::passages::Passage;
use crate::content::marked::MarkedSet;
use crate::scoring::assessment::How;

/// Answers shown of each criterion and kind.
const ANSWERS: usize = 3;

/// Sentences and hits shown of each answer.
const SENTENCES: usize = 2;

/// Names of rules in a line.
const NAMES: usize = 4;

pub(super) fn part(page: &mut Page, set: &RubricSet, detail: Detail) {
    if set.criteria.is_empty() {
        page.gap().text(
            "Nobody marked criteria, so nothing can be said of each. A mark may name them: \
             { level = 3, CRITERION = 2 }. --answers shows what was counted in whole answers.",
        );
        return;
    }
    for criterion in &set.criteria {
        if criterion.missed.is_empty() && criterion.false_hits.is_empty() {
            continue;
        }
        page.gap().heading(&criterion.id.to_string());
        for own in criterion.missed.iter().take(detail.most(ANSWERS)) {
            missed(page, own, detail);
        }
        more(page, criterion.missed.len(), "too low", detail);
        for own in criterion.false_hits.iter().take(detail.most(ANSWERS)) {
            false_hit(page, own, detail);
        }
        more(page, criterion.false_hits.len(), "too high", detail);
    }
}

/// Whether the words of the set are kept from the reader.
pub(super) fn is_hidden(set: &RubricSet) -> bool {
    let cited = set.answers.iter().flat_map(|own| &own.evidence).map(|own| &own.words);
    let mut words = cited.chain(set.answers.iter().flat_map(|own| &own.sentences));
    set.level.set == MarkedSet::Check && words.any(|own| own.text.is_none())
}

/// How many are not shown.
fn more(page: &mut Page, all: usize, what: &str, detail: Detail) {
    let rest = all.saturating_sub(detail.most(ANSWERS));
    if rest > 0 {
        let answers = count(rest, "more answer", "more answers");
        page.aside(&format!("{answers} {what}; --all shows all"));
    }
}

fn missed(page: &mut Page, own: &Missed, detail: Detail) {
    item(page, "", &format!("{}: too low, given {}, gets {}", own.answer, own.given, own.computed));
    for flag in &own.flags {
        item(page, "  ", &format!("noticed: {}", code(flag)));
    }
    for denied in &own.denied {
        let words = quoted(&denied.words);
        item(page, "  ", &format!("{} found, but taken for denied{words}", denied.rule));
    }
    for against in &own.against {
        let words = quoted(&against.words);
        item(page, "  ", &format!("held to level {} by a statement{words}", against.cap));
    }
    if !own.not_found.is_empty() {
        let rules: Vec<String> = own.not_found.iter().map(ToString::to_string).collect();
        item(page, "  ", &format!("not found: {}", names(&rules, detail.most(NAMES))));
    }
    for sentence in own.sentences.iter().take(detail.most(SENTENCES)) {
        let Some(text) = &sentence.sentence.text else { continue };
        let cited: Vec<String> = sentence.cited_by.iter().map(ToString::to_string).collect();
        let by = if cited.is_empty() {
            "cited by no rule".to_owned()
        } else {
            format!("cited only by {}", cited.join(", "))
        };
        item(page, "  > ", &format!("{text} ({by})"));
    }
}

fn false_hit(page: &mut Page, own: &FalseHit, detail: Detail) {
    item(
        page,
        "",
        &format!("{}: too high, given {}, gets {}", own.answer, own.given, own.computed),
    );
    for hit in own.evidence.iter().take(detail.most(SENTENCES)) {
        let how = match hit.how {
            How::Said => "",
            How::Misspelt => ", misspelt",
            How::Meant => ", by its meaning",
        };
        let generous = format!("too high in {}% of the answers with it", hit.too_generous);
        item(page, "  ", &format!("{}{how} ({generous})", hit.rule));
        if let Some(text) = bracketed(&hit.sentence, &[&hit.words]) {
            item(page, "  > ", &text);
        }
    }
    let rest = own.evidence.len().saturating_sub(detail.most(SENTENCES));
    if rest > 0 {
        page.aside(&format!("  and {}", count(rest, "more rule", "more rules")));
    }
}

pub(super) fn quoted(words: &Passage) -> String {
    words.text.as_ref().map_or_else(String::new, |text| format!(": \"{text}\""))
}

/// A guard's code as it is written everywhere.
pub(super) fn code(flag: &crate::scoring::assessment::FlagCode) -> String {
    let written = serde_json::to_value(flag).ok();
    written.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
